"""Figures copied unchanged from the report of the year before.

One number may come out the same twice. Several exact large ones do not: then a
paragraph was carried over.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from fazhi.audit.panel import PanelCheck, PanelValue, PanelYear, panel_check
from fazhi.codebook.entries import indicators

#: How many different numbers must be the same, and at least which share of those compared.
_FEWEST, _SHARE = 3, 10
#: Digits that matter in a number that is not the same by chance: 1306, not 1300 or 12.
_DIGITS = 3


def copy_checks(before: PanelYear, after: PanelYear) -> Iterator[PanelCheck]:
    """Yield one failed check with all copied figures, if there are enough of them."""
    compared, pairs = 0, []
    for key in after.keys("level"):
        if indicators()[key.indicator_id].type not in ("flow", "amount"):
            continue
        now, then = after.of(key, "level"), before.of(key, "level")
        if len(now) != 1 or len(then) != 1 or not _is_telling(now[0]) or not _is_telling(then[0]):
            continue
        compared += 1
        if now[0].value == then[0].value:
            pairs.append((now[0], then[0]))
    different = {now.value for now, _ in pairs}
    if len(different) < _FEWEST or len(different) * _SHARE < compared:
        return
    shown = "、".join(now.raw for now, _ in pairs)
    words = (
        f"{len(pairs)}个数字与{before.report.year}年报告完全相同（{shown}）",
        f"{len(pairs)} of {compared} large figures are those of the report on "
        f"{before.report.year} unchanged",
    )
    yield panel_check(
        after.report,
        "consistency",
        [now for now, _ in pairs],
        [then for _, then in pairs],
        (Decimal(len(pairs)), Decimal(compared)),
        "fails",
        words,
        "years.copied",
    )


def _is_telling(value: PanelValue) -> bool:
    """Tell whether a number is of one year and so exact that it will not come twice."""
    digits = "".join(map(str, value.value.as_tuple().digits)).strip("0")
    return len(digits) >= _DIGITS and value.covers_year(value.report.year)
