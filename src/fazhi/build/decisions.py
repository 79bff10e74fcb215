"""Decisions in a build: which ones hold, and what must be said about each of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from fazhi import regions
from fazhi.identities import report_id
from fazhi.review.apply import Outcome
from fazhi.review.corrections import corrections_file, load_corrections
from fazhi.review.decisions import RULE_PREFIX, Decision
from fazhi.rows_around import issue_row
from fazhi.snapshot import Look
from fazhi.workspace import Workspace

Row = dict[str, Any]


class Decisions:
    """The decisions of a workspace, and what became of them in this build.

    Those about invented places say nothing in a workspace of real ones, and the other
    way round. A decision is expired by the day of the newest look, not by the clock: the
    same archive and the same decisions always give the same build.

    Attributes:
        holding: The decisions to apply.
    """

    def __init__(
        self, decisions: Iterable[Decision], looks: Iterable[Look], *, is_fictional: bool
    ) -> None:
        today = max((look.retrieved_at.date() for look in looks), default=date.min)
        self._all = [item for item in decisions if _is_fictional(item) == is_fictional]
        self.holding = [item for item in self._all if not item.is_expired(today)]
        self._outcomes: dict[str, Outcome] = {}
        self._observations: dict[str, str] = {}
        self._reports: set[str] = set()

    @classmethod
    def of(cls, workspace: Workspace, looks: Iterable[Look], *, is_fictional: bool) -> Decisions:
        """Read the decisions of a workspace.

        Raises:
            fazhi.review.corrections.CorrectionsError: The file is wrong.
        """
        path = corrections_file(workspace.root)
        return cls(load_corrections(path), looks, is_fictional=is_fictional)

    def note(self, report: str, outcomes: Iterable[Outcome], observations: Iterable[Row]) -> None:
        """Remember what became of the decisions about the current text of a report."""
        self._reports.add(report)
        self._outcomes |= {outcome.decision_id: outcome for outcome in outcomes}
        for row in observations:
            rule = row["rule_id"] or ""
            if rule.startswith(RULE_PREFIX):
                name = rule.removeprefix(RULE_PREFIX).partition(";")[0]
                self._observations[name] = row["observation_id"]

    def issues(self) -> list[Row]:
        """Say of every decision what became of it: one row of ``issues`` each."""
        return [self._issue(decision) for decision in self._all]

    def _issue(self, decision: Decision) -> Row:
        severity, topic, zh, en = self._what_became_of(decision)
        report = report_id(decision.region_code, decision.year)
        signed_zh = f"{decision.reviewer}，{decision.date}：{decision.reason}"
        signed_en = f"{decision.reviewer}, {decision.date}: {decision.reason}"
        observation = self._observations.get(decision.id, "")
        return issue_row(
            severity,
            topic,
            f"复核决定 {decision.id}（{decision.decision}）{zh}：“{decision.quote}”（{signed_zh}）",
            f"decision {decision.id} ({decision.decision}) {en}: “{decision.quote}” ({signed_en})",
            table_name="observations" if observation else "reports",
            subject_id=observation or report,
            region_code=decision.region_code,
            year=decision.year,
            report_id=report if report in self._reports else "",
        )

    def _what_became_of(self, decision: Decision) -> tuple[str, str, str, str]:
        """Return severity, topic, and how to say it in both languages."""
        if decision not in self.holding:
            until = decision.expires
            return (
                "warning",
                "decision_expired",
                f"已于{until}到期，未适用；请续期或删除",
                f"expired on {until} and is not applied; renew it or remove it",
            )
        outcome = self._outcomes.get(decision.id)
        if outcome is None:
            return (
                "warning",
                "decision_stale",
                "所涉报告不在本库，未适用",
                "is about a report that is not here, and is not applied",
            )
        if outcome.state == "applied":
            return "info", "decision_applied", "已适用", "is applied"
        if outcome.state == "not_said":
            return (
                "warning",
                "decision_stale",
                "所引文字已不在报告现行文本中，未适用",
                "is stale: the report no longer says the quote",
            )
        return (
            "warning",
            "decision_stale",
            f"所引文字尚在，但现读作“{outcome.now_read}”，未适用",
            f"is stale: the quote stands, but is now read as {outcome.now_read or 'no figure'}",
        )


def _is_fictional(decision: Decision) -> bool:
    region = regions.by_code(decision.region_code)
    return region is not None and region.is_fictional


def problems(rows: Iterable[Mapping[str, Any]]) -> list[str]:
    """Return what the issues say that someone has to look at."""
    return [row["message_en"] for row in rows if row["severity"] in ("error", "warning")]
