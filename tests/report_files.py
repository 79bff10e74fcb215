"""Reports as the files that governments offer, made from lines of text.

A line with tabs is a row of a table; rows that follow each other are one table.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import groupby

import docx
from PIL import Image
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    BaseDocTemplate,
    Flowable,
    Frame,
    PageTemplate,
    Paragraph,
    Table,
    TableStyle,
)

from fazhi.sample import report

FONT = "STSong-Light"
WIDTH, HEIGHT = A4


@cache
def sample_lines(name: str = "qingyu", year: int = 2023) -> tuple[str, ...]:
    """Title and text of a report of the sample."""
    found = report(name, year)
    return (found.place.pages[year].title, *found.text.strip().split("\n"))


def blocks(lines: Iterable[str]) -> Iterator[str | list[list[str]]]:
    """Paragraphs, and tables as rows of cells."""
    for is_table, group in groupby(lines, lambda line: "\t" in line):
        if is_table:
            yield [line.split("\t") for line in group]
        else:
            yield from group


def as_docx(lines: Iterable[str]) -> bytes:
    """A .docx file with plain paragraphs and ruled tables."""
    document = docx.Document()
    for block in blocks(lines):
        if isinstance(block, str):
            document.add_paragraph(block)
            continue
        table = document.add_table(len(block), len(block[0]))
        for row, texts in zip(table.rows, block, strict=True):
            for cell, text in zip(row.cells, texts, strict=True):
                cell.text = text
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


@cache
def font() -> str:
    """The name of a Chinese font that every reader knows; nothing is embedded."""
    pdfmetrics.registerFont(UnicodeCIDFont(FONT))
    return FONT


def style(size: float = 14, **options: object) -> ParagraphStyle:
    """The style of a paragraph: first line indented by two characters, unless told."""
    known = {"firstLineIndent": 2 * size, "leading": 1.7 * size, "wordWrap": "CJK"}
    return ParagraphStyle("text", fontName=font(), fontSize=size, **{**known, **options})


def as_pdf(
    lines: Sequence[str],
    *,
    title: bool = True,
    header: str = "",
    footer: str = "",
    columns: int = 1,
    **options: object,
) -> bytes:
    """A PDF file as Word would print it.

    Args:
        lines: The text; the first line is the title where ``title`` says so.
        title: Whether there is a title, larger and in the middle.
        header: A line at the top of every page.
        footer: A line at the bottom of every page, ``{page}`` for its number.
        columns: One or two.
        options: For the style of paragraphs.
    """
    text = style(**options)  # type: ignore[arg-type]
    flow: list[Flowable] = []
    for number, block in enumerate(blocks(lines)):
        if not isinstance(block, str):
            grid = [("GRID", (0, 0), (-1, -1), 0.5, "black"), ("FONT", (0, 0), (-1, -1), FONT, 12)]
            flow.append(Table(block, style=TableStyle(grid), repeatRows=1))
        elif title and number == 0:
            flow.append(Paragraph(block, style(20, firstLineIndent=0, alignment=1)))
        else:
            flow.append(Paragraph(block, text))

    def furnish(canvas: Canvas, document: BaseDocTemplate) -> None:
        canvas.setFont(font(), 10)
        canvas.drawString(72, HEIGHT - 40, header)
        canvas.drawCentredString(WIDTH / 2, 36, footer.format(page=document.page))

    margin, gutter = 72.0, 24.0
    width = (WIDTH - 2 * margin - (columns - 1) * gutter) / columns
    frames = [
        Frame(margin + number * (width + gutter), margin, width, HEIGHT - 2 * margin, 0, 0, 0, 0)
        for number in range(columns)
    ]
    stream = io.BytesIO()
    document = BaseDocTemplate(stream, pagesize=A4)
    document.addPageTemplates(PageTemplate("page", frames, onPage=furnish))
    document.build(flow)
    return stream.getvalue()


def printed(*placed: tuple[float, float, str], size: float = 14) -> bytes:
    """A page with texts at places: points from the left and from the top."""
    stream = io.BytesIO()
    canvas = Canvas(stream, pagesize=A4)
    canvas.setFont(font(), size)
    for left, top, text in placed:
        canvas.drawString(left, HEIGHT - top, text)
    canvas.save()
    return stream.getvalue()


def as_scan(pages: int = 2, cover: str = "") -> bytes:
    """A PDF file whose pages are pictures; ``cover`` is printed on the first as text."""
    stream = io.BytesIO()
    canvas = Canvas(stream, pagesize=A4)
    picture = Image.new("L", (60, 80), 200)
    for number in range(pages):
        canvas.setFont(font(), 14)
        if number == 0 and cover:
            canvas.drawString(100, 700, cover)
        else:
            canvas.drawInlineImage(picture, 0, 0, WIDTH, HEIGHT)
        canvas.showPage()
    canvas.save()
    return stream.getvalue()
