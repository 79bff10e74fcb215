"""Scored samples, kept: how right a build was when people looked at its values.

A workspace keeps them beside its corrections (``hand_checks.yml``), one entry a sample,
newest last. A release quotes the newest one that was drawn from its own build or from an
earlier one, and says which.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError, model_validator

from fazhi.review.corrections import workspace_file
from fazhi.review.wilson import wilson_interval
from fazhi.vocabulary import VocabularyError
from fazhi.whole_file import write_whole

_HEAD = """\
# Samples of published values that people checked by hand: one entry each, newest last.
# `fazhi sample --score FILE --record` adds entries; a release quotes the newest that fits.
"""
_SHA256 = r"^[0-9a-f]{64}$"


class HandChecksError(VocabularyError):
    """The file of hand checks is wrong; the message names it and says why."""


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Origin(_Strict):
    """What a sample was drawn from.

    Attributes:
        content_sha256: Content hash of the build.
        data_as_of: Time of the last look that went into it, ISO 8601.
        is_fictional: Whether its places are invented.
        fazhi_version: The program, reader and matcher included.
        codebook_version: The codebook.
        seed: Of the random choice.
    """

    content_sha256: str = Field(pattern=_SHA256)
    data_as_of: str
    is_fictional: bool
    fazhi_version: str
    codebook_version: str
    seed: int

    def as_text(self) -> str:
        """Write it as one cell: ``key=value`` pairs joined by ``;``."""
        return ";".join(f"{key}={value}" for key, value in self.model_dump().items())


def origin_of_text(text: str) -> Origin:
    """Read what ``Origin.as_text`` wrote.

    Raises:
        ValueError: It is not that.
    """
    pairs = [part.partition("=") for part in text.split(";")]
    return Origin.model_validate({key: value for key, _, value in pairs})


class HandCheck(Origin):
    """A scored sample.

    Attributes:
        date: When it was scored.
        checked_by: Who answers for the verdicts.
        right: Values found right.
        wrong: Values found wrong.
        unclear: Values on which the report itself leaves a person in doubt; not counted.
        unchecked: Values drawn but not looked at; not counted.
        interval: 95 % Wilson interval of the share of right values, to four places.
    """

    date: date
    checked_by: str = Field(min_length=1)
    right: int = Field(ge=0)
    wrong: int = Field(ge=0)
    unclear: int = Field(default=0, ge=0)
    unchecked: int = Field(default=0, ge=0)
    interval: tuple[Decimal, Decimal]

    @model_validator(mode="after")
    def _follows_from_the_counts(self) -> HandCheck:
        expected = rounded_interval(self.right, self.right + self.wrong)
        if self.interval != expected:
            raise ValueError(f"interval is not that of the counts, {expected[0]} to {expected[1]}")
        return self

    @property
    def checked(self) -> int:
        """How many values count."""
        return self.right + self.wrong

    @property
    def share(self) -> Decimal:
        """The share of right values."""
        return Decimal(self.right) / self.checked


def rounded_interval(right: int, checked: int) -> tuple[Decimal, Decimal]:
    """Return the Wilson interval to four places.

    Raises:
        ValueError: Nothing was checked.
    """
    low, high = wilson_interval(right, checked)
    return low.quantize(Decimal("0.0001")), high.quantize(Decimal("0.0001"))


def hand_checks_file(root: Path) -> Path:
    """Return where the workspace at ``root`` keeps its hand checks."""
    return workspace_file(root, "hand_checks.yml")


def load_hand_checks(path: Path) -> list[HandCheck]:
    """Read the hand checks; none where there is no file.

    Raises:
        HandChecksError: The file is no YAML, or an entry does not fit.
    """
    if not path.is_file():
        return []
    try:
        entries = yaml.safe_load(path.read_text(encoding="utf-8")) or []
        return TypeAdapter(list[HandCheck]).validate_python(entries)
    except yaml.YAMLError as error:
        raise HandChecksError(f"{path} is not valid YAML: {error}") from error
    except ValidationError as error:
        raise HandChecksError(f"{path} has a wrong entry: {error}") from error


def record(path: Path, check: HandCheck) -> None:
    """Add a hand check at the end of the file; every other line stays as it was.

    Raises:
        HandChecksError: The file is wrong, or the same sample is recorded already.
    """
    for other in load_hand_checks(path):
        if (other.content_sha256, other.seed) == (check.content_sha256, check.seed):
            raise HandChecksError(
                f"{path} has this sample already (build {check.content_sha256[:12]}, seed "
                f"{check.seed}, recorded on {other.date}): edit or remove its entry"
            )
    text = path.read_text(encoding="utf-8") if path.is_file() else _HEAD
    content = check.model_dump(mode="python")
    content["interval"] = [float(bound) for bound in check.interval]
    # What was done comes first, what it was done on after it.
    first = ("date", "checked_by", "right", "wrong", "unclear", "unchecked", "interval")
    ordered = {name: content.pop(name) for name in first} | content
    entry = yaml.safe_dump([ordered], allow_unicode=True, sort_keys=False, width=10_000)
    write_whole(path, f"{text.rstrip()}\n\n{entry}".encode())
    load_hand_checks(path)


def quoted(checks: Sequence[HandCheck], data_as_of: str, *, is_fictional: bool) -> HandCheck | None:
    """Return the hand check that a release quotes: the newest that was drawn in time.

    Args:
        checks: What is recorded.
        data_as_of: Time of the last look of the release's build, ISO 8601 in UTC. A sample
            of a later build says nothing about this one.
        is_fictional: Whether the build's places are invented.
    """
    fitting = [
        check
        for check in checks
        if check.is_fictional == is_fictional and check.data_as_of <= data_as_of
    ]
    return max(fitting, key=lambda check: (check.data_as_of, check.date), default=None)
