"""Sentences read by the real reader, for the tests of codebook and audit."""

from __future__ import annotations

from dataclasses import dataclass

from fazhi.codebook import observe
from fazhi.document import read_document
from fazhi.reading import read
from fazhi.records import Document, Observation, Place, Reading

PLACE = Place("999901", "临山县", "county", ("东江市",))
_TITLE = "临山县人民政府2023年法治政府建设年度报告"
_HEADING = "一、2023年法治政府建设工作开展情况"


@dataclass(slots=True)
class Read:
    """A report of some paragraphs, read and recognised."""

    document: Document
    reading: Reading
    observations: list[Observation]

    def at(self, position: int) -> list[Observation]:
        """Return the observations of the figure around a position."""
        return [
            observation
            for observation in self.observations
            if observation.figure is not None
            and observation.figure.char_start <= position < observation.figure.char_end
        ]


def read_paragraphs(*paragraphs: str) -> tuple[Read, list[int]]:
    """Read paragraphs as a report; return it with the positions of the 【 marks in order."""
    text = f"{_TITLE}\n{_HEADING}\n"
    marks: list[int] = []
    for paragraph in paragraphs:
        for part in paragraph.split("【")[:-1]:
            text += part.replace("】", "")
            marks.append(len(text))
        text += paragraph.split("【")[-1].replace("】", "") + "\n"
    document = read_document(text.encode(), "text/plain")
    reading = read(document, PLACE, 2023)
    return Read(document, reading, observe(document, reading, PLACE)), marks


def ids(sentence: str) -> list[str]:
    """Return the indicators of the one 【figure】 of a sentence."""
    report, marks = read_paragraphs(sentence)
    return [observation.indicator_id for observation in report.at(marks[0])]
