"""A page of a PDF as glyphs and rules with their places: all that is asked of PDFium.

Coordinates are in points as the page is seen: x to the right, y downwards from the top.
"""

from __future__ import annotations

import ctypes
import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import pypdfium2 as pdfium  # type: ignore[import-untyped]
import pypdfium2.raw as raw  # type: ignore[import-untyped]

#: Rules shorter than this are dashes, underlines of a word or parts of a drawing.
_SHORTEST_RULE = 8.0
#: A filled shape no thicker than this is a rule.
_THICKEST_RULE = 3.0
#: Text that leans more than this is a stamp or a watermark.
_MOST_LEANING = 0.1
#: Glyphs of the same character that overlap this much are one, printed twice for weight.
_SAME_PLACE = 0.7
_NEAREST = 4
#: Forms are nested no deeper than this.
_DEEPEST = 6
_REPLACEMENTS = frozenset("\ufffd\ufffe\uffff")


@dataclass(slots=True)
class Glyph:
    """A character, its box, and the size of its font in points."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    size: float

    @property
    def middle(self) -> tuple[float, float]:
        """Return the centre of the box."""
        return (self.left + self.right) / 2, (self.top + self.bottom) / 2


@dataclass(slots=True)
class Rule:
    """A straight line: at ``place`` across the axis, from ``start`` to ``end`` along it."""

    place: float
    start: float
    end: float


@dataclass(slots=True)
class Page:
    """What stands on a page.

    Attributes:
        width: In points.
        height: In points.
        glyphs: Upright characters in the order of the file, blanks included.
        horizontal: Rules from left to right.
        vertical: Rules from top to bottom.
        unmapped: How many glyphs have no character: their font does not tell.
        has_picture: Whether a picture is on it.
    """

    width: float
    height: float
    glyphs: list[Glyph] = field(default_factory=list)
    horizontal: list[Rule] = field(default_factory=list)
    vertical: list[Rule] = field(default_factory=list)
    unmapped: int = 0
    has_picture: bool = False


class _Frame:
    """Turns coordinates of the file into those of the page as it is seen."""

    def __init__(self, page: pdfium.PdfPage) -> None:
        left, bottom, right, top = page.get_bbox()
        self._left, self._bottom = left, bottom
        self._across, self._up = right - left, top - bottom
        self.rotation = page.get_rotation() % 360
        is_turned = self.rotation in (90, 270)
        self.width = self._up if is_turned else self._across
        self.height = self._across if is_turned else self._up

    def point(self, x: float, y: float) -> tuple[float, float]:
        x, y = x - self._left, y - self._bottom
        if self.rotation == 90:
            return y, x
        if self.rotation == 180:
            return self._across - x, y
        if self.rotation == 270:
            return self._up - y, self._across - x
        return x, self._up - y

    def box(self, left: float, bottom: float, right: float, top: float) -> tuple[float, ...]:
        xs, ys = zip(self.point(left, bottom), self.point(right, top), strict=True)
        return min(xs), min(ys), max(xs), max(ys)


def read_page(source: pdfium.PdfPage) -> Page:
    """Read what stands on a page."""
    frame = _Frame(source)
    page = Page(frame.width, frame.height)
    _read_glyphs(source, frame, page)
    _read_objects(source, frame, page, None, pdfium.PdfMatrix())
    return page


def _read_objects(
    source: pdfium.PdfPage,
    frame: _Frame,
    page: Page,
    form: Any,
    outer: pdfium.PdfMatrix,
    depth: int = 0,
) -> None:
    """Read pictures and rules, also those of forms; ``outer`` is where the form stands."""
    for item in source.get_objects(form=form, max_depth=1):
        if item.type == raw.FPDF_PAGEOBJ_IMAGE:
            page.has_picture = True
        elif item.type == raw.FPDF_PAGEOBJ_PATH:
            _read_rules(item, frame, page, outer)
        elif item.type == raw.FPDF_PAGEOBJ_FORM and depth < _DEEPEST:
            inner = item.get_matrix().multiply(outer)
            _read_objects(source, frame, page, item, inner, depth + 1)


def _read_glyphs(source: pdfium.PdfPage, frame: _Frame, page: Page) -> None:
    text = source.get_textpage()
    upright = math.radians(frame.rotation)
    for index in range(text.count_chars()):
        code = raw.FPDFText_GetUnicode(text, index)
        # PDFium adds blanks and line breaks of its own; places tell more.
        if raw.FPDFText_IsGenerated(text, index) == 1:
            continue
        character = chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else "\ufffd"
        if character in _REPLACEMENTS or raw.FPDFText_HasUnicodeMapError(text, index) == 1:
            page.unmapped += 1
            continue
        leaning = raw.FPDFText_GetCharAngle(text, index) - upright
        if code < 0x20 or abs(math.sin(leaning)) > _MOST_LEANING:
            continue
        seen = raw.FS_MATRIX()
        raw.FPDFText_GetMatrix(text, index, seen)
        left, top, right, bottom = frame.box(*_box(text, index, seen))
        size = raw.FPDFText_GetFontSize(text, index) * math.hypot(seen.c, seen.d)
        glyph = Glyph(character, left, top, right, bottom, size or bottom - top)
        if not any(_is_same(glyph, other) for other in page.glyphs[-_NEAREST:]):
            page.glyphs.append(glyph)


def _box(text: pdfium.PdfTextPage, index: int, seen: raw.FS_MATRIX) -> Sequence[float]:
    """Return the box of a character.

    PDFium turns compatibility forms (⼆) into plain characters (二) and then gives their
    boxes, without the room around them, in the coordinates of the form that they stand
    in: off the base line of their text. What moves the form moves them into place.
    """
    loose: Sequence[float] = text.get_charbox(index, loose=True)
    if loose != text.get_charbox(index):
        return loose
    x, y = ctypes.c_double(), ctypes.c_double()
    raw.FPDFText_GetCharOrigin(text, index, x, y)
    own = text.get_textobj(index).get_matrix()
    scale = own.a * own.d - own.b * own.c
    if abs(y.value - seen.f) <= 1 or not scale:
        return loose
    inverse = pdfium.PdfMatrix(own.d / scale, -own.b / scale, -own.c / scale, own.a / scale)
    form = pdfium.PdfMatrix(e=-own.e, f=-own.f).multiply(inverse)
    form = form.multiply(pdfium.PdfMatrix.from_raw(seen))
    xs, ys = zip(form.on_point(*loose[:2]), form.on_point(*loose[2:]), strict=True)
    return min(xs), min(ys), max(xs), max(ys)


def _is_same(glyph: Glyph, other: Glyph) -> bool:
    """Whether a glyph is printed over another of the same character."""
    if glyph.text != other.text or glyph.text.isspace():
        return False
    across = min(glyph.right, other.right) - max(glyph.left, other.left)
    down = min(glyph.bottom, other.bottom) - max(glyph.top, other.top)
    width = max(glyph.right - glyph.left, 0.1)
    return across > _SAME_PLACE * width and down > _SAME_PLACE * (glyph.bottom - glyph.top)


def _read_rules(item: Any, frame: _Frame, page: Page, outer: pdfium.PdfMatrix) -> None:
    """Note the straight lines of a shape: its strokes, or the whole shape where thin."""
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    raw.FPDFPath_GetDrawMode(item, fill, stroke)
    left, bottom, right, top = item.get_bounds()
    corners = (frame.point(*outer.on_point(left, bottom)), frame.point(*outer.on_point(right, top)))
    xs, ys = zip(*corners, strict=True)
    if min(max(xs) - min(xs), max(ys) - min(ys)) <= _THICKEST_RULE:
        _add_rule(page, min(xs), min(ys), max(xs), max(ys))
    elif stroke.value:
        matrix = item.get_matrix().multiply(outer)
        last = None
        for number in range(raw.FPDFPath_CountSegments(item)):
            segment = raw.FPDFPath_GetPathSegment(item, number)
            x, y = ctypes.c_float(), ctypes.c_float()
            raw.FPDFPathSegment_GetPoint(segment, x, y)
            point = frame.point(*matrix.on_point(x.value, y.value))
            if last and raw.FPDFPathSegment_GetType(segment) == raw.FPDF_SEGMENT_LINETO:
                xs, ys = zip(last, point, strict=True)
                _add_rule(page, min(xs), min(ys), max(xs), max(ys))
            last = point


def _add_rule(page: Page, left: float, top: float, right: float, bottom: float) -> None:
    across, down = right - left, bottom - top
    if down <= _THICKEST_RULE and across >= _SHORTEST_RULE:
        page.horizontal.append(Rule((top + bottom) / 2, left, right))
    elif across <= _THICKEST_RULE and down >= _SHORTEST_RULE:
        page.vertical.append(Rule((left + right) / 2, top, bottom))
