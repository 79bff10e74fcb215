"""What ``fazhi status`` shows: one screen, in colours on a terminal, plain when piped."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from rich.console import Console
from rich.table import Table
from rich.text import Text

from fazhi.status import Covered, Run, Status

#: Provinces that are shown; the others are told in a line.
PROVINCES = 8
_BAR = 24
_COLOURS = {
    "published": "green",
    "not_found": "red",
    "blocked": "yellow",
    "not_monitored": "bright_black",
}
_RUN_COLOURS = {"ok": "green", "attention": "yellow", "failed": "red"}
_LEVELS = {"province": "provinces", "prefecture": "prefectures", "county": "counties"}
_STEPS = ((86400, "day"), (3600, "hour"), (60, "minute"))
_UNITS = ("bytes", "kB", "MB", "GB", "TB")


def print_status(found: Status, out: Console) -> None:
    """Print how a workspace stands."""
    holds = {"sample": "the bundled sample, fictional places", "real": "real documents"}
    title = Text.assemble(("fazhi", "bold"), f"  {found.root}  ")
    title.append(f"({holds.get(found.kind or '', 'nothing yet')})", "dim")
    out.print(title, soft_wrap=True)
    if found.freshness:
        _heading(out, "Freshness")
        table = _table(4)
        for one in found.freshness:
            when = f"{one.at:%Y-%m-%d %H:%M}" if one.at else "never"
            age = _age(one.at, found.now) if one.at else ""
            table.add_row(one.name, when, Text(age, "cyan"), Text(one.what, "dim"))
        out.print(table)
    if found.levels:
        _heading(out, "Coverage", "reports, places × years")
        out.print(_coverage(found.levels, found.provinces))
    if found.runs:
        _heading(out, "Last runs")
        out.print(_runs(found.runs))
    if found.kind:
        _heading(out, "Elsewhere")
        out.print(_elsewhere(found))
    _heading(out, "Needs someone now")
    for line in found.attention:
        out.print(Text.assemble(("  ! ", "bold yellow"), line))
    if not found.attention:
        out.print(Text("  nobody", "green"))


def _heading(out: Console, name: str, explained: str = "") -> None:
    out.print()
    out.print(Text.assemble((name, "bold"), (f"  {explained}" if explained else "", "dim")))


def _table(columns: int) -> Table:
    table = Table.grid(padding=(0, 2))
    table.add_column()
    for _ in range(columns - 1):
        table.add_column(overflow="fold")
    return table


def _coverage(levels: Sequence[Covered], provinces: Sequence[Covered]) -> Table:
    table = Table(box=None, pad_edge=False, header_style="dim", padding=(0, 2, 0, 0))
    table.add_column("")
    table.add_column("")
    for name in (*_COLOURS, "late"):
        table.add_column(name.replace("_", " "), justify="right")
    for one in levels:
        table.add_row(*_covered(_LEVELS.get(one.name, one.name), one))
    for one in provinces[:PROVINCES]:
        table.add_row(*_covered(one.name, one))
    if len(provinces) > PROVINCES:
        table.add_row(Text(f"and {len(provinces) - PROVINCES} more", "dim"), "fazhi coverage")
    return table


def _covered(name: str, one: Covered) -> list[str | Text]:
    counts = [getattr(one, status) for status in _COLOURS]
    cells = [
        Text(str(count), colour if count else "dim")
        for count, colour in zip(counts, _COLOURS.values(), strict=True)
    ]
    return [f"  {name}", _bar(counts), *cells, Text(str(one.late), "red" if one.late else "dim")]


def _bar(counts: Sequence[int]) -> Text:
    """A bar of full length: as much of each colour as its share; nothing that is there vanishes."""
    widths = [max(1, round(_BAR * count / max(sum(counts), 1))) if count else 0 for count in counts]
    if any(widths):
        widths[widths.index(max(widths))] += _BAR - sum(widths)
    bar = Text()
    for width, colour, block in zip(widths, _COLOURS.values(), "█▒▓░", strict=True):
        bar.append(block * width, colour)
    return bar


def _runs(runs: Sequence[Run]) -> Table:
    table = _table(4)
    for run in runs:
        seconds = (run.finished_at - run.started_at).total_seconds() if run.finished_at else None
        took = f"{seconds:.0f} s" if seconds is not None else "not finished"
        documents = f"{run.documents} reports" if run.documents is not None else ""
        table.add_row(
            f"{run.started_at:%Y-%m-%d %H:%M}",
            Text(run.status, _RUN_COLOURS.get(run.status, "")),
            f"{took}, {documents}".rstrip(", "),
            Text(_short(run.message or ""), "dim"),
        )
    return table


def _elsewhere(found: Status) -> Table:
    disk = found.disk
    sizes = f"raw/ {_bytes(disk.raw)}, output/ {_bytes(disk.output)}, {_bytes(disk.free)} free"
    table = _table(2)
    table.add_row("open reviews", _counts(found.reviews))
    table.add_row("failed checks", _counts(found.failed_checks))
    table.add_row("disk", sizes)
    return table


def _short(text: str, length: int = 80) -> str:
    return text if len(text) <= length else f"{text[: length - 1]}…"


def _counts(counts: Mapping[str, int]) -> Text:
    if not counts:
        return Text("none", "green")
    told = ", ".join(f"{count} {name}" for name, count in counts.items())
    return Text.assemble((str(sum(counts.values())), "bold"), f"  {told}")


def _age(at: datetime, now: datetime) -> str:
    seconds = (now - at).total_seconds()
    for size, name in _STEPS:
        count = int(seconds // size)
        if count >= 1:
            return f"{count} {name}{'s' if count > 1 else ''} ago"
    return "just now"


def _bytes(count: float) -> str:
    power = 0
    while count >= 1000 and power < len(_UNITS) - 1:
        count, power = count / 1000, power + 1
    digits = 1 if power > 0 and count < 100 else 0
    return f"{count:.{digits}f} {_UNITS[power]}"
