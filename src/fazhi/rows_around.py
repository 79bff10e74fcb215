"""Rows of what surrounds the reports: sources, looks, coverage, issues, runs.

Like ``fazhi.rows``: pure functions, empty texts become None.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import fazhi
from fazhi.identities import instant, short_hash
from fazhi.snapshot import Look

Row = dict[str, Any]


def retrieval_row(look: Look) -> Row:
    """Make the row of ``retrievals``."""
    return {
        "retrieval_id": look.retrieval_id,
        "source_id": look.source_id or None,
        "url": look.url or None,
        "final_url": look.final_url or None,
        "retrieved_at": instant(look.retrieved_at),
        "http_status": look.status,
        "outcome": look.outcome,
        "snapshot_id": look.snapshot_id or None,
        "media_type": look.media_type or None,
        "role": look.role,
        "file_name": look.file_name or None,
        "note": look.note or None,
        "collector_version": look.collector or None,
    }


def source_row(
    source_id: str,
    region_code: str,
    name: str,
    level: str,
    url: str,
    cms_family: str = "",
    verified: date | None = None,
) -> Row:
    """Make the row of ``sources``."""
    return {
        "source_id": source_id,
        "region_code": region_code,
        "name": name,
        "level": level,
        "url": url,
        "cms_family": cms_family or None,
        "verified": verified,
    }


def coverage_row(
    region_code: str,
    year: int,
    document_status: str,
    *,
    report_id: str = "",
    published_date: date | None = None,
    deadline: date | None = None,
    deadline_basis: str = "",
    last_look: datetime | None = None,
) -> Row:
    """Make the row of ``coverage``; the days late follow from the two dates."""
    late = (published_date - deadline).days if published_date and deadline else None
    return {
        "region_code": region_code,
        "year": year,
        "document_status": document_status,
        "report_id": report_id or None,
        "published_date": published_date,
        "deadline": deadline,
        "deadline_basis": deadline_basis or None,
        "days_late": late,
        "last_look": instant(last_look),
    }


def issue_row(
    severity: str,
    topic: str,
    message_zh: str,
    message_en: str,
    *,
    table_name: str = "",
    subject_id: str = "",
    region_code: str = "",
    year: int | None = None,
    report_id: str = "",
) -> Row:
    """Make the row of ``issues``."""
    return {
        "issue_id": short_hash(topic, table_name, subject_id, region_code, year, message_en),
        "severity": severity,
        "topic": topic,
        "table_name": table_name or None,
        "subject_id": subject_id or None,
        "region_code": region_code or None,
        "year": year,
        "report_id": report_id or None,
        "message_zh": message_zh,
        "message_en": message_en,
    }


def run_row(
    run_id: str,
    started_at: datetime,
    finished_at: datetime | None,
    status: str,
    *,
    documents: int | None = None,
    message: str = "",
) -> Row:
    """Make the row of ``runs``."""
    return {
        "run_id": run_id,
        "started_at": instant(started_at),
        "finished_at": instant(finished_at),
        "status": status,
        "fazhi_version": fazhi.__version__,
        "documents": documents,
        "message": message or None,
    }
