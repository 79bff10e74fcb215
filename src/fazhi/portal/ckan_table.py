"""The rows of a table in a portal's DataStore: typed, keyed, complete or made complete.

Rows are brought up to date by their key, so a reader of the table never finds it empty;
only where the columns themselves changed is it made anew.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any, TypeVar

from fazhi.portal.ckan_client import CkanClient
from fazhi.portal.errors import ChangedMeanwhile
from fazhi.portal.release import ReleaseFile

Item = TypeVar("Item")

#: Type of a Table Schema field -> type of the DataStore. Codes are strings, so text.
_TYPES = {
    "array": "text",
    "boolean": "bool",
    "date": "date",
    "datetime": "timestamp",
    "integer": "int4",
    "number": "numeric",
    "string": "text",
}
_ROWS_PER_CALL = 1000
#: `ckan.datastore.search.rows_max` of a stock portal; fewer are taken as they come.
_ROWS_PER_LOOK = 32_000


@dataclass(frozen=True, slots=True)
class TableState:
    """A table of the DataStore: type of every column, and how many rows."""

    types: dict[str, str]
    rows: int


def column_types(schema: dict[str, Any]) -> dict[str, str]:
    """Return the DataStore's type of every column of a Table Schema."""
    return {field["name"]: _TYPES[field["type"]] for field in schema["fields"]}


def read_table(portal: CkanClient, resource_id: str, about: str) -> TableState | None:
    """Return the table of a resource, None if it has none."""
    found = portal.find("datastore_search", about, resource_id=resource_id, limit=0)
    if found is None:
        return None
    types = {field["id"]: field["type"] for field in found["fields"] if field["id"] != "_id"}
    return TableState(types, found["total"])


def fill_table(portal: CkanClient, resource_id: str, file: ReleaseFile, folder: Path) -> None:
    """Make the table of a resource hold exactly the rows of a CSV file.

    Args:
        portal: The portal.
        resource_id: The resource of the file.
        file: The file, with a Table Schema that has a key of one column.
        folder: Of the release.

    Raises:
        ChangedMeanwhile: Someone else wrote to the table.
        PublishError: The portal does not take the rows.
    """
    about = f"the table of {file.path}"
    (key,) = file.schema["primaryKey"]
    there = read_table(portal, resource_id, about)
    base = {"resource_id": resource_id, "force": True}
    if there is not None and there.types != column_types(file.schema):
        portal.call("datastore_delete", about, base)
        there = None
    portal.call("datastore_create", about, {**base, "fields": _fields(file), "primary_key": [key]})
    old = _keys(portal, resource_id, key, about) if there is not None else set()
    new = set()
    for rows in _batches(_rows(folder / file.path)):
        new |= {row[key] for row in rows}
        _write(portal, about, base, rows)
    for keys in _batches(sorted(old - new)):
        portal.call("datastore_delete", about, {**base, "filters": {key: keys}})
    filled = read_table(portal, resource_id, about)
    if filled is None or filled.rows != file.rows:
        count = "no table" if filled is None else f"{filled.rows} rows"
        raise ChangedMeanwhile(f"{about} should have {file.rows} rows, the portal has {count}")


def _write(
    portal: CkanClient, about: str, base: dict[str, Any], rows: list[dict[str, str | None]]
) -> None:
    portal.call(
        "datastore_upsert",
        about,
        {**base, "method": "upsert", "records": rows, "calculate_record_count": True},
    )


def _fields(file: ReleaseFile) -> list[dict[str, Any]]:
    types = column_types(file.schema)
    return [
        {
            "id": field["name"],
            "type": types[field["name"]],
            "info": {
                "label": field.get("title", field["name"]),
                "notes": field.get("description", ""),
            },
        }
        for field in file.schema["fields"]
    ]


def _rows(path: Path) -> Iterator[dict[str, str | None]]:
    """Yield the rows of a CSV; the empty text is a missing value, as the schema says."""
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            yield {name: value or None for name, value in row.items()}


def _batches(items: Iterable[Item]) -> Iterator[list[Item]]:
    rest = iter(items)
    while batch := list(islice(rest, _ROWS_PER_CALL)):
        yield batch


def _keys(portal: CkanClient, resource_id: str, key: str, about: str) -> set[str]:
    keys: set[str] = set()
    offset = 0
    while True:
        found = portal.call(
            "datastore_search",
            about,
            {
                "resource_id": resource_id,
                "fields": [key],
                "sort": key,
                "limit": _ROWS_PER_LOOK,
                "offset": offset,
                "include_total": False,
            },
        )["records"]
        if not found:
            return keys
        keys |= {record[key] for record in found}
        offset += len(found)
