"""What things are called, and the form in which values enter the tables.

Ids follow from what they name and from nothing else, so the same input always gives the
same ids. Decimals get the six places of the tables, instants are UTC in whole seconds.
"""

from __future__ import annotations

import hashlib
import unicodedata
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import ROUND_HALF_EVEN, Decimal

REPORT_FAMILY = "rol"
_PLACES = Decimal("0.000001")


@dataclass(frozen=True, slots=True)
class Ids:
    """What one text of one report is called.

    Attributes:
        region_code: The place reported on.
        year: The year reported on.
        family: Kind of report.
        normalised_sha256: Hash of the normalised text; tells revisions apart.
    """

    region_code: str
    year: int
    family: str
    normalised_sha256: str

    @property
    def report_id(self) -> str:
        """``<region_code>-<year>-<family>``: stable for good."""
        return report_id(self.region_code, self.year, self.family)

    @property
    def revision_id(self) -> str:
        """The report id and the first twelve digits of the normalised text's hash."""
        return f"{self.report_id}-{self.normalised_sha256[:12]}"


# --- Ids ----------------------------------------------------------------------------------


def report_id(region_code: str, year: int, family: str = REPORT_FAMILY) -> str:
    """Name a report."""
    return f"{region_code}-{year}-{family}"


def identify(region_code: str, year: int, text: str, family: str = REPORT_FAMILY) -> Ids:
    """Name one text of a report."""
    return Ids(region_code, year, family, normalised_sha256(text))


def normalised_sha256(text: str) -> str:
    """Hash a text without its white space and in one width of characters.

    So a page that is only laid out anew makes no new revision.
    """
    normalised = "".join(unicodedata.normalize("NFKC", text).split())
    return hashlib.sha256(normalised.encode("utf-8")).hexdigest()


def short_hash(*parts: object) -> str:
    """Name something by what makes it up: sixteen hexadecimal digits."""
    return hashlib.sha256("\n".join(map(str, parts)).encode("utf-8")).hexdigest()[:16]


def figure_id(revision_id: str, char_start: int, char_end: int) -> str:
    """Name a figure by its revision and offsets."""
    return short_hash(revision_id, char_start, char_end)


# --- Values -------------------------------------------------------------------------------


def decimal(value: Decimal | float | None) -> Decimal | None:
    """Return a number with the six places of the tables; None stays None."""
    if value is None:
        return None
    exact = value if isinstance(value, Decimal) else Decimal(str(value))
    return exact.quantize(_PLACES, rounding=ROUND_HALF_EVEN)


def instant(value: datetime | None) -> datetime | None:
    """Return a time in UTC, in whole seconds; None stays None."""
    return value.astimezone(UTC).replace(microsecond=0) if value else None


def day(value: str) -> date | None:
    """Return the date that an ISO text tells, None for an empty one.

    Raises:
        ValueError: The text is no ISO date.
    """
    return date.fromisoformat(value) if value else None
