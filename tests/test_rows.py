"""From records to rows."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal

import pytest

from fazhi import identities, rows, rows_around
from fazhi.codebook.entries import indicators
from fazhi.identities import Ids
from fazhi.records import (
    Attachment,
    Check,
    Document,
    DocumentFacts,
    Figure,
    MetadataValue,
    Observation,
    WordValue,
)
from fazhi.rows_codebook import indicator_row
from fazhi.store.batches import to_arrow, validate
from fazhi.tableschema import definitions

TEXT = "全年受理196件,审结165件,约占百分之八十四点二。"
IDS = identities.identify("320682", 2023, TEXT)
SEEN = datetime(2024, 3, 1, 8, 30, 15, 999999, tzinfo=timezone(timedelta(hours=8)))


def figure(raw: str, **facts: object) -> Figure:
    start = TEXT.index(raw)
    return Figure(start, start + len(raw), raw, **facts)  # type: ignore[arg-type]


def observation(of: Figure | None, **facts: object) -> Observation:
    defaults: dict[str, object] = {
        "value": Decimal(1),
        "unit": "件",
        "unit_printed": "件",
        "measure": "level",
        "bound": "exact",
        "dimension": "",
        "scope": "",
        "scope_name": "",
        "period_start": None,
        "period_end": None,
        "confidence": 0.9,
        "status": "ok",
        "figure": of,
    }
    return Observation("a.b", **{**defaults, **facts})  # type: ignore[arg-type]


def test_ids_follow_from_what_they_name() -> None:
    assert IDS.report_id == "320682-2023-rol"
    assert IDS.revision_id == f"320682-2023-rol-{IDS.normalised_sha256[:12]}"
    one = identities.figure_id(IDS.revision_id, 4, 8)
    assert one == identities.figure_id(IDS.revision_id, 4, 8)
    assert one != identities.figure_id(IDS.revision_id, 4, 9)
    assert len(one) == 16


@pytest.mark.parametrize(
    ("other", "is_same"),
    [
        ("全年 受理１９６件,\n审结165件,约占百分之八十四点二。", True),
        ("全年受理196件,审结165件,约占百分之八十四点三。", False),
    ],
)
def test_a_text_laid_out_anew_is_no_new_revision(other: str, is_same: bool) -> None:
    again = identities.identify("320682", 2023, other)
    assert (again.revision_id == IDS.revision_id) is is_same


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (Decimal("37355100"), "37355100.000000"),
        (Decimal(1) / Decimal(3), "0.333333"),
        (0.97, "0.970000"),
        (None, "None"),
    ],
)
def test_decimals_have_six_places(value: Decimal | float | None, expected: str) -> None:
    assert str(identities.decimal(value)) == expected


def test_instants_are_utc_in_whole_seconds() -> None:
    assert identities.instant(SEEN) == datetime(2024, 3, 1, 0, 30, 15, tzinfo=UTC)
    assert identities.instant(None) is None


def test_figures_keep_everything_but_list_labels() -> None:
    found = rows.figure_rows(
        IDS, [figure("196件", value=Decimal(196)), figure("全", kind="list_label")]
    )
    assert [row["raw"] for row in found] == ["196件"]
    assert found[0]["figure_id"] == identities.figure_id(IDS.revision_id, 4, 8)
    assert found[0]["unit"] is None
    assert found[0]["direction"] is None


def test_observations_point_to_figure_words_and_rate_base() -> None:
    base, rate = figure("196件"), figure("百分之八十四点二")
    start = TEXT.index("约")
    words = WordValue(start, start + 1, "约", Decimal(0), "件", "x", "", "r")
    found = rows.observation_rows(
        IDS,
        [
            observation(base, is_main=True),
            observation(rate, rate_base=f"@{base.char_start}"),
            observation(rate, rate_base="disp.reconsideration.accepted", dimension="a=b"),
            observation(rate, rate_base="@99999", dimension="a=c"),
            observation(None, word=words, status="in_words"),
        ],
        is_current=True,
    )
    base_id = identities.figure_id(IDS.revision_id, base.char_start, base.char_end)
    assert found[0]["figure_id"] == base_id
    assert found[1]["rate_base"] == base_id
    assert found[2]["rate_base"] == "disp.reconsideration.accepted"
    assert found[3]["rate_base"] is None
    assert found[4]["figure_id"] is None
    assert (found[4]["char_start"], found[4]["char_end"]) == (start, start + 1)
    assert len({row["observation_id"] for row in found}) == 5


def test_only_a_current_revision_has_main_values() -> None:
    main = [observation(figure("196件"), is_main=True)]
    assert rows.observation_rows(IDS, main, is_current=True)[0]["is_main"]
    assert not rows.observation_rows(IDS, main, is_current=False)[0]["is_main"]


def test_an_observation_without_evidence_is_refused() -> None:
    with pytest.raises(ValueError, match="no evidence"):
        rows.observation_rows(IDS, [observation(None)], is_current=True)


def test_checks_name_stored_figures_and_are_not_repeated() -> None:
    left, right, label = figure("165件"), figure("196件"), figure("全", kind="list_label")
    check = Check(
        "subset",
        [left.char_start, label.char_start],
        [right.char_start],
        Decimal(165),
        None,
        Decimal(0),
        "holds",
        "审结不大于受理。",
        "Concluded are no more than accepted.",
    )
    found = rows.check_rows(IDS, [check, check], [left, right, label])
    assert len(found) == 1
    ids = [
        identities.figure_id(IDS.revision_id, each.char_start, each.char_end)
        for each in (left, right)
    ]
    assert [found[0]["left_figures"], found[0]["right_figures"]] == ids
    assert found[0]["right_value"] is None


def test_a_report_keeps_what_lost_and_where_it_stood() -> None:
    facts = DocumentFacts(
        title="报告",
        published_date="2024-03-01",
        values=[MetadataValue("published_date", "2024-02-29", "meta")],
        conflicts=["published_date", "issuer"],
        attachments=[Attachment("附件.doc", "https://example.gov.cn/a.doc")],
    )
    row = rows.report_row(IDS, facts, "", SEEN, SEEN)
    assert row["published_date"].isoformat() == "2024-03-01"
    assert '"value": "2024-02-29"' in row["metadata"]
    assert "附件.doc" in row["attachments"]
    assert row["conflicts"] == "published_date;issuer"
    assert row["url"] is None
    assert row["issuer"] is None


def test_text_and_its_hash_belong_together() -> None:
    text = f"{TEXT}\n"
    row = rows.revision_row(IDS, Document(text), "0" * 64, SEEN, is_current=True)
    assert row["characters"] == len(text)
    assert row["text_sha256"] == hashlib.sha256(text.encode()).hexdigest()
    assert row["text_sha256"] != row["normalised_sha256"]
    assert row["revision_id"] == rows.text_row(IDS, text)["revision_id"]


@pytest.mark.parametrize(
    ("published", "late"), [("2024-04-02", 2), ("2024-03-01", -30), ("", None)]
)
def test_days_late(published: str, late: int | None) -> None:
    row = rows_around.coverage_row(
        "320682",
        2023,
        "published",
        published_date=identities.day(published),
        deadline=identities.day("2024-03-31"),
    )
    assert row["days_late"] == late


def test_the_whole_codebook_fits_its_table() -> None:
    found = [indicator_row(entry) for entry in indicators().values()]
    table = definitions()["indicators"]
    batch, misfits = to_arrow(table, found)
    assert len(found) > 200
    assert misfits == []
    assert validate(table, batch, found) == []


def test_ids_of_two_reports_in_one_file_differ() -> None:
    other = Ids("320682", 2022, "rol", IDS.normalised_sha256)
    assert other.revision_id != IDS.revision_id
