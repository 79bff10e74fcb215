"""Reports that were read but are not built: nothing of them but an issue that says why."""

from __future__ import annotations

from collections.abc import Sequence

from fazhi.build.documents import ReportRows
from fazhi.rows_around import issue_row
from fazhi.store import Failure


def second_of_its_kind(found: ReportRows) -> ReportRows:
    """Set aside what another address already gave: the first is kept."""
    url = found.tables["reports"][0]["url"]
    return _set_aside(
        found,
        "warning",
        "second_address",
        f"另一网址已给出该报告，未采用：{url or '本地文件'}",
        f"another address already gave this report; not used: {url or 'local file'}",
        report_id=found.report_id,
    )


def breaking_rules(found: ReportRows, failures: Sequence[Failure]) -> ReportRows:
    """Set aside a report whose rows break the rules of the tables."""
    first = failures[0]
    more = len(failures) - 1
    return _set_aside(
        found,
        "error",
        "report_left_out",
        f"该报告的数据不合表的规则，未采用：{first}" + (f"（另有{more}处）" if more else ""),
        f"the report is left out, its rows break the rules of the tables: {first}"
        + (f" (and {more} more)" if more else ""),
    )


def _set_aside(
    found: ReportRows, severity: str, topic: str, zh: str, en: str, report_id: str = ""
) -> ReportRows:
    """Keep the issues, add one; ``report_id`` only where the report itself is in the build."""
    report = found.tables["reports"][0]
    kept = ReportRows(found.report_id)
    kept.tables["issues"] = [
        *found.tables["issues"],
        issue_row(
            severity,
            topic,
            zh,
            en,
            table_name="reports",
            subject_id=found.report_id,
            region_code=report["region_code"],
            year=report["year"],
            report_id=report_id,
        ),
    ]
    return kept
