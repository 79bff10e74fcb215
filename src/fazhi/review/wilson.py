"""The Wilson score interval: how sure one can be of a share from so many trials."""

from __future__ import annotations

from decimal import Decimal, localcontext

#: Normal quantile of a two-sided interval of 95 %.
Z_95 = Decimal("1.959963984540054")


def wilson_interval(successes: int, trials: int, z: Decimal = Z_95) -> tuple[Decimal, Decimal]:
    """Return the lower and upper bound of a share, in decimal arithmetic.

    It stays within 0 and 1 and is honest for few trials and for shares near 1, where the
    textbook interval (share ± z standard errors) is not.

    Args:
        successes: How many trials came out right.
        trials: How many there were, at least one.
        z: Normal quantile of the level of confidence.

    Raises:
        ValueError: No trials, or more successes than trials.

    Source: E. B. Wilson, Journal of the American Statistical Association 22 (1927).
    """
    if not 0 <= successes <= trials or trials < 1:
        raise ValueError(f"{successes} of {trials} is no share")
    with localcontext() as context:
        context.prec = 30
        share, count, square = Decimal(successes) / trials, Decimal(trials), z * z
        centre = (share + square / (2 * count)) / (1 + square / count)
        variance = share * (1 - share) / count + square / (4 * count * count)
        half = z * variance.sqrt() / (1 + square / count)
        # With none or all, the bound is 0 or 1 exactly; rounding must not move it.
        low = Decimal(0) if successes == 0 else centre - half
        high = Decimal(1) if successes == trials else centre + half
    return low, high
