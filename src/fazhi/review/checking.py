"""Hand-checking: a random sample of published values, and the accuracy that it tells.

The sample is a CSV file with one published value a row: the sentence, what was read, and
empty columns for a person's verdict. The same seed draws the same values from the same
build. Filled in, it gives the share of right values with its 95 % Wilson interval.
"""

from __future__ import annotations

import csv
import io
import random
from collections import Counter
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

from fazhi.review.hand_checks import HandCheck, Origin, origin_of_text, rounded_interval
from fazhi.review.queue import marked_sentence
from fazhi.review.wilson import wilson_interval
from fazhi.store import read_build
from fazhi.store.database import read_only
from fazhi.whole_file import write_whole

#: What a person may write into the column ``verdict``; left empty where not yet checked.
VERDICTS = ("right", "wrong", "unclear")
_PUBLISHED = """
SELECT m.observation_id, m.report_id, m.region_name, m.year, r.url, t.text, o.char_start,
    o.char_end, m.indicator_id, m.indicator_zh, m.indicator_en, m.measure, m.dimension,
    m.scope, m.scope_name, m.value, m.unit, m.bound, m.status
FROM observations_main AS m
JOIN observations AS o USING (observation_id)
JOIN reports AS r ON r.report_id = m.report_id
JOIN texts AS t ON t.revision_id = o.revision_id
WHERE list_contains($chosen, m.observation_id)
ORDER BY m.observation_id
"""
_COLUMNS = (
    "observation_id",
    "report_id",
    "region_name",
    "year",
    "url",
    "sentence",
    "indicator_id",
    "indicator_zh",
    "indicator_en",
    "measure",
    "dimension",
    "scope",
    "scope_name",
    "value",
    "unit",
    "bound",
    "status",
)
_FOR_THE_CHECKER = ("verdict", "what_is_wrong", "checked_by")
#: The same in every row, so that a file tells for ever what it was drawn from.
_ORIGIN = "drawn_from"


class CheckingError(ValueError):
    """The sample cannot be drawn or scored; the message says what to do."""


def draw(database: Path, size: int, seed: int) -> list[dict[str, str]]:
    """Draw published values at random: main values of current texts, without review pending.

    Args:
        database: The DuckDB file of a build.
        size: How many; all where there are no more.
        seed: Of the random choice.

    Returns:
        Rows of text by column, in random order.

    Raises:
        CheckingError: Nothing is published, or the file stands in no build.
    """
    origin = _origin(database, seed).as_text()
    with read_only(database) as connection:
        ids = connection.execute("SELECT observation_id FROM observations_main ORDER BY 1")
        published = [str(row[0]) for row in ids.fetchall()]
        if not published:
            raise CheckingError("this build publishes no values: nothing to check")
        chosen = random.Random(seed).sample(published, min(size, len(published)))
        cursor = connection.execute(_PUBLISHED, {"chosen": chosen})
        names = [column[0] for column in cursor.description or []]
        found = {row[0]: dict(zip(names, row, strict=True)) for row in cursor.fetchall()}
    rows = []
    for identifier in chosen:
        row = found[identifier]
        row["sentence"] = marked_sentence(row["text"], row["char_start"], row["char_end"])
        rows.append({**{name: _cell(row[name]) for name in _COLUMNS}, _ORIGIN: origin})
    return rows


def _origin(database: Path, seed: int) -> Origin:
    build = read_build(database.parent)
    if build is None:
        raise CheckingError(f"{database.parent} holds no build: fazhi build makes one")
    return Origin(
        content_sha256=build.content_sha256,
        data_as_of=build.created,
        is_fictional=build.is_fictional,
        fazhi_version=build.fazhi_version,
        codebook_version=build.codebook_version,
        seed=seed,
    )


def _cell(value: object) -> str:
    if isinstance(value, Decimal):
        return format(value.normalize(), "f")
    return "" if value is None else str(value)


def write_sample(path: Path, rows: list[dict[str, str]]) -> None:
    """Write a sample as CSV that spreadsheets open in the right encoding.

    Raises:
        CheckingError: The file is there already; it may hold someone's work.
    """
    if path.exists():
        raise CheckingError(f"{path} is there already and may be filled in: name another file")
    content = io.StringIO(newline="")
    writer = csv.DictWriter(content, [*_COLUMNS, *_FOR_THE_CHECKER, _ORIGIN], restval="")
    writer.writeheader()
    writer.writerows(rows)
    write_whole(path, content.getvalue().encode("utf-8-sig"))


@dataclass(frozen=True, slots=True)
class Accuracy:
    """What a filled-in sample tells.

    Attributes:
        right: Values found right.
        wrong: Values found wrong.
        unclear: Values on which the report itself leaves a person in doubt; not counted.
        unchecked: Rows without a verdict; not counted.
    """

    right: int
    wrong: int
    unclear: int
    unchecked: int

    @property
    def checked(self) -> int:
        """How many values count."""
        return self.right + self.wrong

    def interval(self) -> tuple[Decimal, Decimal]:
        """Return the 95 % Wilson interval of the share of right values."""
        return wilson_interval(self.right, self.checked)

    def sentence(self) -> str:
        """Say it as a release may quote it."""
        low, high = self.interval()
        share = Decimal(self.right) / self.checked
        said = (
            f"{self.right} of {self.checked} published values checked by hand are right: "
            f"{_percent(share)} (95 % Wilson interval {_percent(low)} to {_percent(high)})"
        )
        left = [
            f"{count} {what}"
            for count, what in ((self.unclear, "unclear"), (self.unchecked, "not yet checked"))
            if count
        ]
        return f"{said}; {', '.join(left)}" if left else said


def _percent(share: Decimal) -> str:
    return f"{(100 * share).quantize(Decimal('0.1'))} %"


def score(path: Path) -> Accuracy:
    """Count the verdicts of a filled-in sample.

    Raises:
        OSError: The file cannot be read.
        CheckingError: It has no column ``verdict``, a word there is unknown, a value
            stands twice, or nothing was checked yet.
    """
    counts: Counter[str] = Counter()
    seen: set[str] = set()
    with path.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.DictReader(file)
        missing = {"observation_id", "verdict"} - set(reader.fieldnames or ())
        if missing:
            raise CheckingError(f"{path} has no column {' and '.join(sorted(missing))}")
        for row in reader:
            verdict = (row["verdict"] or "").strip().lower()
            if verdict and verdict not in VERDICTS:
                raise CheckingError(
                    f"{path}, line {reader.line_num}: {verdict!r} is none of {', '.join(VERDICTS)}"
                )
            if row["observation_id"] in seen:
                raise CheckingError(
                    f"{path}, line {reader.line_num}: {row['observation_id']} stands twice"
                )
            seen.add(row["observation_id"])
            counts[verdict] += 1
    found = Accuracy(counts["right"], counts["wrong"], counts["unclear"], counts[""])
    if not found.checked:
        raise CheckingError(f"{path} has no verdict right or wrong yet")
    return found


def hand_check(path: Path, checked_by: str, checked_on: date) -> HandCheck:
    """Make the entry that is kept of a filled-in sample.

    Raises:
        OSError: The file cannot be read.
        CheckingError: It cannot be scored, or does not tell what it was drawn from.
    """
    found = score(path)
    with path.open(encoding="utf-8-sig", newline="") as file:
        origins = {row.get(_ORIGIN) or "" for row in csv.DictReader(file)}
    try:
        (text,) = origins
        origin = origin_of_text(text)
    except ValueError as error:
        raise CheckingError(
            f"{path} does not tell what it was drawn from: every row of the column {_ORIGIN} "
            "must be as fazhi sample wrote it"
        ) from error
    return HandCheck(
        **origin.model_dump(),
        date=checked_on,
        checked_by=checked_by,
        right=found.right,
        wrong=found.wrong,
        unclear=found.unclear,
        unchecked=found.unchecked,
        interval=rounded_interval(found.right, found.checked),
    )
