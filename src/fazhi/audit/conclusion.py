"""The one sentence of a check, in each language.

What fails is our reading of the report, so the wording claims no more than that.
"""

from __future__ import annotations

from decimal import Decimal

from fazhi.records import Check, Relation, Verdict

_FAILS_ZH = "，与我们的读数不一致"
_FAILS_EN = " does not reconcile as we read it"


def number(value: Decimal | None) -> str:
    """Print a number without an exponent or needless zeros."""
    if value is None:
        return "?"
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def conclude(words: tuple[str, str], verdict: Verdict) -> tuple[str, str]:
    """Return the sentence in Chinese and in English; ``words`` are without full stop."""
    zh, en = words
    if verdict == "fails":
        zh, en = zh + _FAILS_ZH, f"{en}:{_FAILS_EN}"
    return zh + "。", en + "."


def check(
    relation: Relation,
    left: list[int],
    right: list[int],
    values: tuple[Decimal | None, Decimal | None],
    verdict: Verdict,
    words: tuple[str, str],
    rule_id: str,
    tolerance: Decimal = Decimal(0),
) -> Check:
    """Make a check; ``words`` says in both languages what was compared.

    Args:
        relation: What should hold.
        left: ``char_start`` of the figures on the left.
        right: The same on the right.
        values: Both sides, computed.
        verdict: Whether it holds.
        words: Chinese and English, without full stop.
        rule_id: The rule that made it.
        tolerance: Largest difference that still holds.
    """
    zh, en = conclude(words, verdict)
    return Check(
        relation=relation,
        left=left,
        right=right,
        left_value=values[0],
        right_value=values[1],
        tolerance=tolerance,
        verdict=verdict,
        conclusion_zh=zh,
        conclusion_en=en,
        rule_id=rule_id,
    )
