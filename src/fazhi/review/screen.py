"""What ``fazhi review`` prints."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from rich.text import Text

from fazhi.display import console
from fazhi.extract import number
from fazhi.review.queue import Waiting
from fazhi.review.quotes import CLOSE, OPEN


def print_queue(found: Sequence[Waiting], shown: int) -> None:
    """Print the first of what waits, each with its sentence, reading and doubt."""
    out = console()
    for item in found[:shown]:
        facts = item.facts
        out.print(
            f"{item.identifier}  {facts['region_name']} {facts['year']}", markup=False, style="bold"
        )
        out.print(_marked(item.sentence))
        out.print(f"  read as {_reading(facts)}", markup=False)
        if facts["runner_up"]:
            out.print(f"  or {facts['runner_up']} {facts['runner_up_zh']}", markup=False)
        out.print(f"  unsure: {item.why or 'the reader gave no reason'}", markup=False)
        if facts["failures"]:
            out.print(f"  check: {facts['failures']}", markup=False)
    out.print(
        f"{min(shown, len(found))} of {len(found)} that wait, worst consequence first; "
        "fazhi review decide ID settles one; nothing was written"
    )


def _marked(sentence: str) -> Text:
    before, _, rest = sentence.partition(OPEN)
    figure, _, after = rest.partition(CLOSE)
    return Text.assemble("  ", before, (f"{OPEN}{figure}{CLOSE}", "bold reverse"), after)


def _reading(facts: dict[str, Any]) -> str:
    """Say what was read: indicator, dimension, value, unit, measure, scope."""
    value = facts["value"]
    parts = [
        f"{facts['indicator_id']} {facts['name_zh']}" if facts["indicator_id"] else "no indicator",
        f"[{facts['dimension']}]" if facts["dimension"] else "",
        "no single value" if value is None else str(number(value)),
        facts["unit"] or "",
        facts["measure"] or "",
        facts["scope_name"] or facts["scope"] or "",
        "(main value)" if facts["is_main"] else "",
    ]
    return " ".join(part for part in parts if part)
