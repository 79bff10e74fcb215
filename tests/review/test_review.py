"""Review from end to end: the queue, a decision, the next build, and a page that changes."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path

import pytest
from click.testing import Result
from reviewed_place import REGION, REPORT, YEAR, Place
from typer.testing import CliRunner

from fazhi.review.command import app
from fazhi.review.corrections import CorrectionsError, load_corrections
from fazhi.review.queue import waiting
from fazhi.stages import build_stage

RECEIVED, ACCEPTED = "disp.reconsideration.received", "disp.reconsideration.accepted"
CLOSED, REPEALED = "disp.reconsideration.closed", "inst.normdoc.cleanup_repealed"
CLEANED = "inst.normdoc.cleanup_total"
MEDIATED, RESOLVED = "disp.mediation.accepted", "disp.mediation.resolved"


def fazhi(place: Place, *arguments: str) -> Result:
    return CliRunner().invoke(app, ["--workspace", str(place.workspace.root), *arguments])


def decide(place: Place, identifier: str, decision: str, *options: str) -> Result:
    said = ["--decision", decision, "--reason", "看过原件", "--reviewer", "复核员甲"]
    result = fazhi(place, "decide", identifier, *said, *options)
    assert result.exit_code == 0, result.output
    assert result.output.splitlines()[-1] == f"written: {place.corrections}"
    return result


def built(place: Place) -> list[str]:
    """Build again; what needs someone."""
    return build_stage(place.workspace.root).attention


# --- The queue ------------------------------------------------------------------------


def test_the_queue_shows_sentence_reading_and_doubt(untouched: Place) -> None:
    result = fazhi(untouched, "list")
    assert result.exit_code == 0
    assert "其中继续有效158件，废止【59】。" in result.output
    assert REPEALED in result.output
    assert "unit_missing" in result.output
    assert "日处理【5万吨】的城西污水处理厂" in result.output
    assert result.output.splitlines()[-1].startswith("2 of 2 that wait")


def test_the_queue_can_be_narrowed(untouched: Place) -> None:
    shown = fazhi(untouched, "list", "--n", "1").output
    assert "1 of 2 that wait" in shown
    assert shown.index("废止【59】")
    assert "5万吨" not in shown, "an observation comes before a figure of no indicator"
    assert "0 of 0" in fazhi(untouched, "list", "--region", "990123").output
    assert "2 of 2" in fazhi(untouched, "list", "--region", REGION, "--year", str(YEAR)).output
    assert "0 of 0" in fazhi(untouched, "list", "--year", "2022").output


def test_what_was_decided_waits_no_longer(place: Place) -> None:
    first, second = waiting(place.database)
    decide(place, first.identifier, "accept")
    decide(place, second.identifier, "reject")
    assert built(place) == []
    assert waiting(place.database) == []


def test_without_a_build_there_is_no_queue(tmp_path_factory: pytest.TempPathFactory) -> None:
    nowhere = str(tmp_path_factory.mktemp("empty"))
    result = CliRunner().invoke(app, ["--workspace", nowhere, "list"])
    assert result.exit_code == 2
    assert "fazhi build" in result.output


# --- Decisions change the next build ----------------------------------------------------


@pytest.fixture(scope="module")
def decided(untouched: Place, tmp_path_factory: pytest.TempPathFactory) -> Place:
    """The place after one decision of each kind and the next build."""
    place = untouched.copied(tmp_path_factory.mktemp("decided") / "workspace")

    def about(indicator_id: str, *said: str) -> None:
        decide(place, place.observation(indicator_id)["observation_id"], *said)

    about(REPEALED, "accept")
    about(CLEANED, "reject")
    about(ACCEPTED, "override", "--value", "1650")
    about(CLOSED, "override", "--indicator", MEDIATED, "--dimension", "kind=物业")
    about(RECEIVED, "scale", "--factor", "0.1")
    size = place.figure("5万吨")["figure_id"]
    decide(place, size, "override", "--indicator", RESOLVED, "--value", "7")
    tables = place.rows("FROM observations")
    assert tables == untouched.rows("FROM observations"), "only a build changes tables"
    assert built(place) == [], "neither a decision nor a finding of the audit calls for someone"
    return place


def test_an_accepted_value_is_published(untouched: Place, decided: Place) -> None:
    before, after = untouched.observation(REPEALED), decided.observation(REPEALED)
    assert (before["status"], before["value"]) == ("needs_review", 59)
    assert (after["status"], after["confidence"], after["value"]) == ("ok", 1, 59)
    assert decided.figure("59")["status"] == "ok"


def test_a_decision_leaves_a_trail(untouched: Place, decided: Place) -> None:
    before, after = untouched.observation(REPEALED), decided.observation(REPEALED)
    name = f"{REGION}-{YEAR}-1"
    assert after["rule_id"] == f"decision:{name};{before['rule_id']}"
    issues = decided.issues("decision_applied")
    assert len(issues) == len(load_corrections(decided.corrections)) == 6
    (issue,) = (row for row in issues if row["subject_id"] == after["observation_id"])
    assert issue["severity"] == "info"
    assert all(part in issue["message_zh"] for part in (name, "复核员甲", "看过原件"))


def test_a_rejected_value_is_kept_but_not_published(decided: Place) -> None:
    after = decided.observation(CLEANED)
    assert (after["status"], after["is_main"], after["obs_status"]) == ("rejected", False, None)
    published = decided.rows("SELECT indicator_id FROM observations_main")
    assert CLEANED not in {row["indicator_id"] for row in published}


def test_an_overridden_value_is_what_the_audit_judges(untouched: Place, decided: Place) -> None:
    assert decided.observation(ACCEPTED)["value"] == 1650
    assert decided.figure("165件")["value"] == 165, "the figure keeps what was printed"
    fails = "SELECT * FROM checks WHERE verdict = 'fails'"
    assert untouched.rows(fails) == []
    sides = {row[side] for row in decided.rows(fails) for side in ("left_value", "right_value")}
    assert Decimal(1650) in sides


def test_an_overridden_indicator_moves_the_value(decided: Place) -> None:
    moved = decided.observation(MEDIATED)
    assert (moved["value"], moved["dimension"], moved["runner_up"]) == (150, "kind=物业", CLOSED)
    assert moved["is_main"]


def test_a_scaled_value(decided: Place) -> None:
    assert decided.observation(RECEIVED)["value"] == Decimal("19.6")
    assert decided.figure("196件")["value"] == 196


def test_a_figure_of_no_indicator_can_be_given_one(decided: Place) -> None:
    made, figure = decided.observation(RESOLVED), decided.figure("5万吨")
    assert (made["value"], made["figure_id"]) == (7, figure["figure_id"])
    assert figure["value"] == 50_000


def test_the_same_decisions_give_the_same_build(decided: Place, tmp_path: Path) -> None:
    again = decided.copied(tmp_path / "again")
    assert not again.publish(REPORT, day=2).stored.is_changed


# --- A page that changes ---------------------------------------------------------------


def test_a_decision_survives_a_changed_page_where_the_sentence_stands(place: Place) -> None:
    decide(place, place.observation(REPEALED)["observation_id"], "accept")
    changed = REPORT.replace("一、主要举措", "2024年4月更新。\n一、主要举措").replace(
        "165件", "166件"
    )
    summary = place.publish(changed, day=2)
    assert summary.errors == []
    assert place.observation(ACCEPTED)["value"] == 166
    kept = place.observation(REPEALED)
    assert (kept["status"], kept["rule_id"].partition(":")[0]) == ("ok", "decision")


def test_a_decision_is_stale_where_the_sentence_is_gone(place: Place) -> None:
    decide(place, place.observation(REPEALED)["observation_id"], "accept")
    changed = REPORT.replace("继续有效158件，废止59。", "继续有效150件，废止67。")
    place.publish(changed, day=2)
    assert place.observation(REPEALED)["status"] == "needs_review", "not applied to another value"
    (issue,) = place.issues("decision_stale")
    assert issue["severity"] == "warning"
    assert "no longer says" in issue["message_en"]
    assert place.issues("decision_applied") == []
    assert built(place) == [issue["message_en"]], "the build asks for someone"


def test_a_decision_is_stale_where_the_sentence_is_read_differently(place: Place) -> None:
    decide(place, place.observation(RECEIVED)["observation_id"], "accept")
    text = place.corrections.read_text(encoding="utf-8")
    place.corrections.write_text(text.replace("value: 196", "value: 195"), encoding="utf-8")
    (said,) = built(place)
    assert f"now read as {RECEIVED} 196" in said
    assert place.observation(RECEIVED)["rule_id"].startswith("wording:")


def test_a_decision_about_a_report_that_is_not_here(place: Place) -> None:
    decide(place, place.observation(RECEIVED)["observation_id"], "accept")
    text = place.corrections.read_text(encoding="utf-8")
    place.corrections.write_text(text.replace(f"year: {YEAR}", "year: 2019"), encoding="utf-8")
    (said,) = built(place)
    assert "a report that is not here" in said


def test_a_decision_about_a_real_place_says_nothing_in_the_sample(place: Place) -> None:
    decide(place, place.observation(RECEIVED)["observation_id"], "accept")
    text = place.corrections.read_text(encoding="utf-8")
    place.corrections.write_text(text.replace(f"'{REGION}'", "'320682'"), encoding="utf-8")
    assert built(place) == []


def test_an_expired_decision_is_reported_and_not_applied(place: Place) -> None:
    identifier = place.observation(REPEALED)["observation_id"]
    decide(place, identifier, "accept", "--expires", "2024-04-02")
    assert place.publish(REPORT, day=2).errors == []
    assert place.observation(REPEALED)["status"] == "ok", "it holds through its last day"
    (said,) = place.publish(REPORT, day=3).errors
    assert "expired on 2024-04-02" in said
    assert place.observation(REPEALED)["status"] == "needs_review"


def test_a_wrong_corrections_file_stops_the_build(place: Place) -> None:
    before = place.observation(RECEIVED)
    place.corrections.write_text("- id: one\n", encoding="utf-8")
    with pytest.raises(CorrectionsError, match=re.escape(str(place.corrections))):
        built(place)
    assert place.observation(RECEIVED) == before


# --- What `decide` refuses ----------------------------------------------------------------


def refused(place: Place, identifier: str, decision: str, *options: str) -> str:
    said = ["--decision", decision, "--reason", "看过", "--reviewer", "甲"]
    before = place.corrections.read_bytes() if place.corrections.is_file() else None
    result = fazhi(place, "decide", identifier, *said, *options)
    assert result.exit_code == 2, result.output
    after = place.corrections.read_bytes() if place.corrections.is_file() else None
    assert before == after
    return result.output


@pytest.mark.parametrize(
    ("decision", "options", "said"),
    [
        ("accept", ("--value", "3"), "override"),
        ("override", (), "override needs"),
        ("override", ("--indicator", "disp.nothing"), "no indicator disp.nothing"),
        ("override", ("--value", "many"), "no number"),
        ("override", ("--value", "nan"), "no number"),
        ("scale", (), "factor"),
        ("scale", ("--factor", "0"), "zero"),
        ("approve", (), "approve"),
    ],
)
def test_a_decision_that_says_too_little_or_too_much(
    untouched: Place, decision: str, options: tuple[str, ...], said: str
) -> None:
    assert said in refused(
        untouched, untouched.observation(RECEIVED)["observation_id"], decision, *options
    )


def test_unknown_ids_and_decided_ones(place: Place) -> None:
    assert "neither" in refused(place, "0123456789abcdef", "accept")
    identifier = place.observation(RECEIVED)["observation_id"]
    decide(place, identifier, "accept")
    assert "decided that" in refused(place, identifier, "reject"), "before the next build"
    built(place)
    assert "decided that" in refused(place, identifier, "reject"), "and after it"


def test_a_figure_that_nothing_is_published_of_has_no_value_to_override(untouched: Place) -> None:
    figure = untouched.figure("5万吨")["figure_id"]
    assert "name the one it is" in refused(untouched, figure, "override", "--value", "3")
    assert "name the one it is" in refused(untouched, figure, "scale", "--factor", "10")


def test_an_earlier_text_is_not_decided_about(place: Place) -> None:
    earlier = place.observation(RECEIVED)["observation_id"]
    place.publish(REPORT.replace("196件", "197件"), day=2)
    assert "earlier text" in refused(place, earlier, "accept")


def test_the_figure_id_of_an_observation_serves_as_well(place: Place) -> None:
    decide(place, place.observation(RECEIVED)["figure_id"], "accept")
    (written,) = load_corrections(place.corrections)
    assert (written.expects.indicator_id, written.expects.value) == (RECEIVED, 196)
    assert written.quote == "全年收到行政复议申请【196件】，受理165件，审结150件。"
