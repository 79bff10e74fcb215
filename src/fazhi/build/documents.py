"""One group of snapshots in, the rows of one report out.

This is what runs in worker processes, many groups a task. It reads the archive and
nothing else, and never raises for a bad document: what cannot be used becomes an issue,
so that one page never stops the others.
"""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from fazhi import identities, regions, rows
from fazhi.build.candidates import Candidate, Group
from fazhi.document import UnreadableDocumentError, UnsupportedDocumentError, read_document
from fazhi.document.errors import Reason
from fazhi.extract import Extraction, extract
from fazhi.records import Document, MetadataValue
from fazhi.review.apply import Outcome
from fazhi.review.decisions import Decision
from fazhi.rows_around import issue_row
from fazhi.snapshot import Archive, SnapshotError

Row = dict[str, Any]

_log = logging.getLogger(__name__)

_REASONS: dict[Reason, str] = {
    "damaged": "损坏",
    "encrypted": "加密",
    "limits": "超出时间、内存或篇幅限度",
    "crashed": "读取程序崩溃",
}


@dataclass(slots=True)
class ReportRows:
    """The rows that a group gave, by table; ``report_id`` is empty when it gave none.

    ``outcomes`` tells what became of the decisions about its current text.
    """

    report_id: str = ""
    tables: dict[str, list[Row]] = field(default_factory=lambda: defaultdict(list))
    outcomes: list[Outcome] = field(default_factory=list)


@dataclass(slots=True)
class _Text:
    """A candidate that turned out to be a text of a report."""

    candidate: Candidate
    found: Extraction
    ids: identities.Ids


def read_groups(
    raw: Path, decisions: Sequence[Decision], groups: Sequence[Group]
) -> list[ReportRows]:
    """Read several groups one after the other; the unit of work of a worker."""
    archive = Archive(raw)
    return [read_group(archive, group, decisions) for group in groups]


def read_group(archive: Archive, group: Group, decisions: Sequence[Decision] = ()) -> ReportRows:
    """Read a group's candidates and make the rows of its report.

    The first address in order of preference that holds a report is the report; every
    snapshot of it is a text, the newest is current. Candidates of other addresses are
    only read when no better one held a report. What a page without a text says about
    the files that it offers (when published, by whom) goes with those files.
    """
    result = ReportRows()
    chosen: list[_Text] = []
    told: dict[str, list[MetadataValue]] = {}
    for candidate in group.candidates:
        if chosen and candidate.url != chosen[0].candidate.url:
            break
        document = _open(archive, group, candidate, result)
        if document is None:
            continue
        if document.outcome == "attachment_only":
            outside = [value for value in document.metadata if value.char_start is None]
            told |= dict.fromkeys((file.url for file in document.attachments), outside)
        document.metadata += told.get(candidate.url, []) if candidate.url else []
        text = _read(group, candidate, document, result, decisions)
        if text is not None:
            chosen.append(text)
    return _with_report(result, group, chosen) if chosen else result


def _name(candidate: Candidate) -> str:
    return candidate.url or f"snapshot {candidate.snapshot_id[:12]}"


def _refuse(
    result: ReportRows,
    group: Group,
    candidate: Candidate,
    topic: str,
    severity: str,
    zh: str,
    en: str,
) -> None:
    """Note why a candidate is no text of a report."""
    name = _name(candidate)
    result.tables["issues"].append(
        issue_row(
            severity,
            topic,
            f"{name}：{zh}",
            f"{name}: {en}",
            table_name="retrievals",
            subject_id=candidate.snapshot_id,
            region_code=group.region_code,
            year=group.year,
        )
    )


def _open(
    archive: Archive, group: Group, candidate: Candidate, result: ReportRows
) -> Document | None:
    """Return a candidate's document; None, with an issue, where it cannot be read."""
    refuse = partial(_refuse, result, group, candidate)
    try:
        content = archive.read(candidate.snapshot_id)
        document = read_document(content, candidate.media_type, candidate.url)
    except SnapshotError as error:
        refuse("damaged_snapshot", "error", "快照缺失或损坏", str(error))
    except UnreadableDocumentError as error:
        zh = f"文件不能读取（{_REASONS[error.reason]}）"
        refuse("unreadable_document", "warning", zh, str(error))
    except UnsupportedDocumentError as error:
        refuse("unreadable_document", "warning", "暂不能读取此类文件", str(error))
    else:
        if document.outcome != "scanned":
            return document
        en = "scanned: its pages are pictures, someone must transcribe them"
        refuse("scanned_document", "warning", "扫描件，没有可读取的文字，须人工转录", en)
    return None


def _read(
    group: Group,
    candidate: Candidate,
    document: Document,
    result: ReportRows,
    decisions: Sequence[Decision],
) -> _Text | None:
    """Read one document; None, with an issue, where it is no text of a report."""
    refuse = partial(_refuse, result, group, candidate)
    try:
        found = extract(document, regions.place(group.region_code), group.year, decisions)
    except Exception as error:  # A fault of ours in one document must not stop the others.
        _log.exception("%s could not be read", _name(candidate))
        en = f"the reader failed ({type(error).__name__}: {error})"
        refuse("reader_failed", "error", "读取程序出错", en)
        return None
    facts = found.reading.facts
    if not facts.is_report:
        en = f"no report ({facts.outcome}): {facts.title}"
        refuse("not_a_report", "info", f"不是报告（{facts.outcome}）", en)
        return None
    year = group.year or facts.year
    if year is None:
        refuse("year_unknown", "warning", "年度不明", "the year is not told")
        return None
    ids = identities.identify(group.region_code, year, document.text)
    return _Text(candidate, found, ids)


def _with_report(result: ReportRows, group: Group, texts: list[_Text]) -> ReportRows:
    """Add the rows of a report; if they cannot be made, only an issue that says so."""
    issues = list(result.tables["issues"])
    try:
        _add_report(result, texts)
    except Exception as error:  # A fault of ours in one report must not stop the others.
        candidate = texts[-1].candidate
        _log.exception("no rows of %s could be made", _name(candidate))
        result = ReportRows()
        result.tables["issues"] = issues
        en = f"its rows could not be made ({type(error).__name__}: {error})"
        _refuse(result, group, candidate, "reader_failed", "error", "读取程序出错", en)
    return result


def _add_report(result: ReportRows, texts: list[_Text]) -> None:
    """Add the rows of a report with all its texts; the last one is current."""
    current = texts[-1]
    result.report_id = current.ids.report_id
    result.outcomes = current.found.outcomes
    first_of: dict[str, _Text] = {}
    for text in texts:
        first_of.setdefault(text.ids.revision_id, text)
    for revision_id, text in first_of.items():
        is_current = revision_id == current.ids.revision_id
        _add_revision(result, text, is_current=is_current)
    result.tables["reports"].append(
        rows.report_row(
            current.ids,
            current.found.reading.facts,
            current.candidate.url,
            first_seen=min(text.candidate.first_seen for text in texts),
            last_seen=max(text.candidate.last_seen for text in texts),
            source_id=current.candidate.source_id,
        )
    )
    for conflict in current.found.reading.facts.conflicts:
        result.tables["issues"].append(
            issue_row(
                "info",
                "metadata_conflict",
                f"字段“{conflict}”各处所载不一致",
                f"sources of the field {conflict} disagree",
                table_name="reports",
                subject_id=current.ids.report_id,
                region_code=current.ids.region_code,
                year=current.ids.year,
                report_id=current.ids.report_id,
            )
        )


def _add_revision(result: ReportRows, text: _Text, *, is_current: bool) -> None:
    ids, found, tables = text.ids, text.found, result.tables
    reading = found.reading
    tables["revisions"].append(
        rows.revision_row(
            ids,
            found.document,
            text.candidate.snapshot_id,
            text.candidate.first_seen,
            is_current=is_current,
        )
    )
    tables["texts"].append(rows.text_row(ids, found.document.text))
    tables["sections"] += rows.section_rows(ids, reading.sections, len(found.document.text))
    tables["figures"] += rows.figure_rows(ids, reading.figures)
    tables["titles"] += rows.title_rows(ids, reading.titles)
    tables["honours"] += rows.honour_rows(ids, reading.honours)
    tables["observations"] += rows.observation_rows(ids, found.observations, is_current=is_current)
    tables["checks"] += rows.check_rows(ids, found.checks, reading.figures)
