"""The audit over years and places within a build: values kept, grouped and held together.

Only the current text of each report counts, and of it only what needs no review. All that
is kept while reports stream by is a small record for each value.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from sys import intern
from typing import Any

from fazhi import regions
from fazhi.audit.panel import PanelCheck, PanelReport, PanelValue, SeriesKey
from fazhi.audit.places import audit_places
from fazhi.audit.years import audit_years
from fazhi.rows import panel_check_rows

Row = dict[str, Any]

#: Statuses of observations that a check may judge.
_JUDGED = frozenset({"ok", "restated", "duplicate"})
#: Scopes of which a report can have several: their names tell them apart.
_NAMED_SCOPES = frozenset({"department", "campaign"})


class Panels:
    """The values of all reports of a build, report by report."""

    def __init__(self) -> None:
        self._values: dict[str, list[PanelValue]] = defaultdict(list)

    def add(self, tables: Mapping[str, Sequence[Row]]) -> None:
        """Keep the values of one report's current text.

        Args:
            tables: The report's rows by table, as the reader made them.
        """
        for report in tables["reports"]:
            region = regions.by_code(report["region_code"])
            current = PanelReport(
                report["report_id"],
                report["current_revision_id"],
                report["region_code"],
                report["year"],
                region.name if region else report["region_code"],
            )
            printed = {
                figure["figure_id"]: figure
                for figure in tables["figures"]
                if figure["revision_id"] == current.revision_id and figure["status"] == "ok"
            }
            followed = _followed(printed.values())
            self._values[current.region_code] += [
                _value(current, row, printed[row["figure_id"]], followed.get(row["figure_id"], ""))
                for row in tables["observations"]
                if row["figure_id"] in printed
                and row["status"] in _JUDGED
                and row["value"] is not None
            ]

    def check_rows(self) -> list[Row]:
        """Run the audit over years and over places; return rows of ``checks``."""
        panels: dict[str, list[PanelValue]] = defaultdict(list)
        for code, values in self._values.items():
            region = regions.by_code(code)
            panels[region.panel_id if region else code] += values
        checks: list[PanelCheck] = []
        for panel_id in sorted(panels):
            checks += audit_years(panels[panel_id])
        checks += audit_places(self._values, _parts_of)
        return panel_check_rows(checks)


def _followed(figures: Iterable[Row]) -> dict[str, str]:
    """Return for every change the level right before it in the text, whatever it is of."""
    found: dict[str, str] = {}
    level = ""
    for figure in sorted(figures, key=lambda figure: int(figure["char_start"])):
        if figure["kind"] == "change":
            found[figure["figure_id"]] = level
        elif figure["is_statistical"] and figure["measure"] != "prior_year":
            level = figure["figure_id"]
    return found


def _value(report: PanelReport, row: Row, figure: Row, follows: str) -> PanelValue:
    name = row["scope_name"] if row["scope"] in _NAMED_SCOPES else ""
    key = SeriesKey(
        intern(row["indicator_id"]),
        intern(row["dimension"] or ""),
        row["scope"] or "",
        intern(name or ""),
    )
    return PanelValue(
        report=report,
        figure_id=row["figure_id"],
        key=key,
        measure=row["measure"] or "",
        value=row["value"],
        raw=figure["raw"],
        unit_printed=row["unit_printed"] or "",
        bound=row["bound"],
        period_start=row["period_start"],
        period_end=row["period_end"],
        follows=follows,
    )


def _parts_of(code: str, year: int) -> frozenset[str]:
    """Return the codes right below a code that were in force in a year."""
    return frozenset(
        region.region_code
        for region in _parts().get(code, ())
        if (region.valid_from or year) <= year <= (region.valid_to or year)
    )


@cache
def _parts() -> dict[str, list[regions.Region]]:
    found: dict[str, list[regions.Region]] = defaultdict(list)
    for region in regions.regions().values():
        if region.parent_code:
            found[region.parent_code].append(region)
    return found
