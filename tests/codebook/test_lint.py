from fazhi.codebook.entries import Examples, Indicator, indicators, legal_bases, unit_kinds
from fazhi.codebook.lint import lint

IDS = [
    "disp.reconsideration.received",
    "disp.reconsideration.accepted",
    "disp.litigation.head_rate",
]


def _changed(indicator_id: str, **changes: object) -> dict[str, Indicator]:
    entries = dict(indicators())
    entries[indicator_id] = entries[indicator_id].model_copy(update=changes)
    return entries


def _problems(entries: dict[str, Indicator]) -> list[str]:
    return lint(entries, unit_kinds(), legal_bases())


def test_the_codebook_is_sound() -> None:
    assert _problems(dict(indicators())) == []


def test_finds_a_reference_to_nothing() -> None:
    changed = _changed(IDS[0], relations=("ge(disp.reconsideration.nothing)",))
    assert any(
        "disp.reconsideration.nothing is no indicator" in line for line in _problems(changed)
    )


def test_finds_a_missing_counterpart() -> None:
    changed = _changed(IDS[0], relations=())
    assert any("lacks the counterpart of le" in line for line in _problems(changed))


def test_finds_a_frequent_indicator_without_examples() -> None:
    changed = _changed(IDS[2], examples=Examples())
    lines = [line for line in _problems(changed) if line.startswith(IDS[2])]
    assert len(lines) == 2


def test_finds_a_sentence_claimed_twice() -> None:
    claimed = indicators()[IDS[1]].examples
    assert any("is claimed by" in line for line in _problems(_changed(IDS[0], examples=claimed)))


def test_finds_an_unknown_unit_kind() -> None:
    assert any("no kind of unit" in line for line in _problems(_changed(IDS[0], counts="things")))
