"""The words in which the table models are written: column types and their facts.

A table is a pandera ``DataFrameModel``. What pandera itself does not know (titles in two
languages, units, keys, references) travels in the metadata of ``column`` and
``TableFacts``; ``fazhi.tableschema`` reads it from there and nowhere else.

Rules for every table:

* codes are text, never numbers;
* absent is null, never an empty text (a CSV cannot tell the two apart);
* numbers that were read are DECIMAL(24,6), instants are UTC, dates are dates;
* several values in one text column are joined by ``;`` unless the column says JSON.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any, TypeAlias

import pandas as pd
import pandera.pandas as pandera
import pyarrow as pa
from pandera.typing import Series

Text: TypeAlias = Series[Annotated[pd.ArrowDtype, pa.string()]]
Number: TypeAlias = Series[Annotated[pd.ArrowDtype, pa.decimal128(24, 6)]]
Whole: TypeAlias = Series[Annotated[pd.ArrowDtype, pa.int32()]]
Flag: TypeAlias = Series[Annotated[pd.ArrowDtype, pa.bool_()]]
Day: TypeAlias = Series[Annotated[pd.ArrowDtype, pa.date32()]]
Instant: TypeAlias = Series[Annotated[pd.ArrowDtype, pa.timestamp("us", tz="UTC")]]

REGION_CODE = r"^[0-9]{6}$"
SHORT_HASH = r"^[0-9a-f]{16}$"
SHA256 = r"^[0-9a-f]{64}$"
REPORT_ID = r"^[0-9]{6}-[0-9]{4}-[a-z_]+$"
REVISION_ID = r"^[0-9]{6}-[0-9]{4}-[a-z_]+-[0-9a-f]{12}$"
DIMENSION = r"^[^=;]+=[^=;]+(;[^=;]+=[^=;]+)*$"
HASHES = r"^[0-9a-f]{16}(;[0-9a-f]{16})*$"

Words: TypeAlias = Mapping[str, tuple[str, str]]
"""A closed vocabulary: term -> its meaning in Chinese and in English."""


@dataclass(frozen=True, slots=True)
class Reference:
    """``columns`` of this table point to ``target_columns`` of the table ``target``.

    A reference with a null in any of its columns points nowhere and is allowed.
    ``is_key`` says that the target is a key there (a foreign key in the strict sense);
    otherwise it is enough that some row has the value.
    """

    columns: tuple[str, ...]
    target: str
    target_columns: tuple[str, ...]
    is_key: bool = True
    many: bool = False
    """The one column holds several values joined by ``;``."""


@dataclass(frozen=True, slots=True)
class Unique:
    """No two rows (of those where the column ``among`` is true) agree in ``columns``.

    Nulls count as equal to each other.
    """

    columns: tuple[str, ...]
    among: str = ""


@dataclass(frozen=True, slots=True)
class Rule:
    """What must hold between rows or tables.

    ``offending`` is a query that returns the rows which break the rule as
    ``(report_id, quote)``; it may use all tables by name.
    """

    meaning: str
    offending: str


@dataclass(frozen=True, slots=True)
class TableFacts:
    """What a table is, beyond its columns.

    Attributes:
        zh: Title in Chinese.
        en: Title in English.
        meaning_zh: What one row is, in Chinese.
        meaning_en: What one row is, in English.
        key: Primary key.
        references: What points to other tables.
        unique: Further uniqueness.
        rules: Further rules over rows and tables.
        order: The order in which rows are stored; the key where it is empty.
        released: False for a table that stays in the build.
        is_log: The table grows with every look; new rows alone are no new content.
        looked: Columns that only tell when we last looked; alone they are no new content.
    """

    zh: str
    en: str
    meaning_zh: str
    meaning_en: str
    key: tuple[str, ...]
    references: tuple[Reference, ...] = ()
    unique: tuple[Unique, ...] = ()
    rules: tuple[Rule, ...] = ()
    order: tuple[str, ...] = ()
    released: bool = True
    is_log: bool = False
    looked: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ColumnFacts:
    """What a column is, beyond type, nullability and checks; see ``column``."""

    zh: str
    en: str
    meaning_zh: str
    meaning_en: str
    unit: str
    words: Words | None
    pattern: str
    minimum: float | None
    maximum: float | None
    is_json: bool


def column(
    zh: str,
    en: str,
    meaning_zh: str,
    meaning_en: str,
    *,
    nullable: bool = False,
    unit: str = "",
    words: Words | None = None,
    pattern: str = "",
    minimum: float | None = None,
    maximum: float | None = None,
    is_json: bool = False,
) -> Any:
    """Describe one column.

    Args:
        zh: Title in Chinese.
        en: Title in English.
        meaning_zh: Definition in Chinese.
        meaning_en: Definition in English.
        nullable: Whether the value may be absent.
        unit: What a number is counted in, where that is the same in every row.
        words: Closed vocabulary of the values.
        pattern: Regular expression that every value matches as a whole.
        minimum: Smallest value allowed.
        maximum: Largest value allowed.
        is_json: The text is a JSON array.
    """
    facts = ColumnFacts(
        zh, en, meaning_zh, meaning_en, unit, words, pattern, minimum, maximum, is_json
    )
    return pandera.Field(
        nullable=nullable,
        title=f"{zh} / {en}",
        description=f"{meaning_zh} / {meaning_en}",
        isin=list(words) if words else None,
        str_matches=pattern or None,
        ge=minimum,
        le=maximum,
        metadata={"facts": facts},
    )


class TableModel(pandera.DataFrameModel):
    """Base of all tables: exactly the columns named, in that order."""

    class Config:
        """No column more, none less, no silent conversion."""

        strict = True
        ordered = True
        coerce = False
        metadata: Mapping[str, Any] | None = None


def facts(table: TableFacts) -> dict[str, Any]:
    """Wrap a table's facts as the ``Config.metadata`` of its model."""
    return {"facts": table}
