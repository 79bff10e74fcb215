from decimal import Decimal

import pytest

from fazhi.codebook.relation import RelationError, RelationTerm, parse_relation


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("rate", RelationTerm("rate")),
        ("le(a.b)", RelationTerm("le", ("a.b",))),
        ("ge_about(a.b.c)", RelationTerm("ge_about", ("a.b.c",))),
        ("sum(a.b, c.d, other)", RelationTerm("sum", ("a.b", "c.d", "other"))),
        ("balance(a.b + c.d = e.f)", RelationTerm("balance", ("a.b", "c.d"), ("e.f",))),
        ("range(0, 100)", RelationTerm("range", low=Decimal(0), high=Decimal(100))),
        ("range(1, )", RelationTerm("range", low=Decimal(1), high=None)),
    ],
)
def test_parses(text: str, expected: RelationTerm) -> None:
    assert parse_relation(text) == expected


@pytest.mark.parametrize(
    "text",
    ["", "rate(a.b)", "le()", "le(a.b, c.d)", "near(a.b)", "sum(a b)", "balance(a.b)", "range(1)"],
)
def test_refuses(text: str) -> None:
    with pytest.raises(RelationError):
        parse_relation(text)


def test_residuals_are_no_indicators() -> None:
    term = parse_relation("sum(a.b, other_terminations)")
    assert term.indicator_ids == ("a.b",)
    assert term.residuals == ("other_terminations",)
