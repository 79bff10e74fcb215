"""The Wilson interval against published values."""

from __future__ import annotations

from decimal import Decimal

import pytest

from fazhi.review.wilson import wilson_interval


@pytest.mark.parametrize(
    ("successes", "trials", "low", "high"),
    [
        # R. G. Newcombe, Statistics in Medicine 17 (1998), table I, method 3.
        (81, 263, "0.2553", "0.3662"),
        (15, 148, "0.0624", "0.1605"),
        (0, 20, "0.0000", "0.1611"),
        (1, 29, "0.0061", "0.1718"),
        # By hand: the interval is symmetric about one half.
        (50, 100, "0.4038", "0.5962"),
        (20, 20, "0.8389", "1.0000"),
        (1, 1, "0.2065", "1.0000"),
    ],
)
def test_known_intervals(successes: int, trials: int, low: str, high: str) -> None:
    place = Decimal("0.0001")
    found = [bound.quantize(place) for bound in wilson_interval(successes, trials)]
    assert found == [Decimal(low), Decimal(high)]


@pytest.mark.parametrize("trials", [1, 7, 100, 100_000])
def test_none_and_all_end_exactly_at_zero_and_one(trials: int) -> None:
    assert wilson_interval(0, trials)[0] == 0
    assert wilson_interval(trials, trials)[1] == 1


def test_every_interval_holds_its_share() -> None:
    for trials in range(1, 40):
        for successes in range(trials + 1):
            low, high = wilson_interval(successes, trials)
            assert 0 <= low <= Decimal(successes) / trials <= high <= 1


@pytest.mark.parametrize(("successes", "trials"), [(1, 0), (0, 0), (3, 2), (-1, 5)])
def test_what_is_no_share_is_refused(successes: int, trials: int) -> None:
    with pytest.raises(ValueError, match="no share"):
        wilson_interval(successes, trials)
