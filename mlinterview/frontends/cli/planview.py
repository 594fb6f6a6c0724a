"""A plan's outlook in a terminal: shares as bars, the load of the days as a chart."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from rich.console import Group
from rich.table import Table
from rich.text import Text

from mlinterview.frontends.cli.wording import counted
from mlinterview.frontends.render import clean
from mlinterview.model.goals import WEEKDAYS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from rich.console import RenderableType

    from mlinterview.preparation.outlook import DayLoad, Outlook, Share

_BAR, _SHORTEST_BAR = 30, 6
_BESIDE_BAR = 45
"""Columns that the names and figures beside a bar take."""
_HEIGHT = 7
_EIGHTHS = " ▁▂▃▄▅▆▇█"
_NEW = "▒"
_MOST_COLUMNS = 56
_AREAS = 5
_TEN_MONTHS = 300


def view(outlook: Outlook, width: int) -> RenderableType:
    """Return what a console prints of a plan, for people."""
    parts: list[RenderableType] = [_title(outlook), Text()]
    parts += [Text("You could answer on the day", style="bold"), _shares(outlook, width)]
    parts += [Text(), *_load(outlook, width)]
    if outlook.unreached:
        parts += [Text(), _left_out(outlook)]
    return Group(*parts)


def long_date(day: date) -> str:
    """Return a date such as ``Tuesday 15 December 2026``."""
    return f"{day:%A} {day.day} {day:%B %Y}"


def in_days(days: int) -> str:
    """Return when a day comes, in words."""
    return {0: "today", 1: "tomorrow"}.get(days, f"in {days} days")


def _title(outlook: Outlook) -> Text:
    text = Text()
    for number, interview in enumerate(outlook.interviews):
        days = (interview.day - outlook.today).days
        text.append(f"Interview {long_date(interview.day)}", style="bold")
        text.append(f", {in_days(days)}")
        about = [f"{topic}×{weight:g}" for topic, weight in interview.focus.items()]
        about += [*interview.decks, *([interview.level.value] if interview.level else [])]
        if about:
            text.append(clean(f" · {', '.join(about)}"), style="dim")
        if len(outlook.interviews) > 1:
            text.append(f" · {_percent(outlook.shares[number])} expected", style="dim")
        text.append("\n")
    goal = outlook.goal
    rest = ", ".join(WEEKDAYS[number] for number in sorted(goal.rest))
    minutes = f"{goal.minutes:g} minute{'' if goal.minutes == 1 else 's'}"
    text.append(f"{minutes} a day{f', none on {rest}' if rest else ''}; ", "dim")
    text.append(f"{outlook.seen} of {counted(outlook.questions, 'question')} seen", "dim")
    return text


def _shares(outlook: Outlook, width: int) -> Table:
    """Bars with the interval as a lighter part, in figures too; only these where it is narrow."""
    length = min(_BAR, width - _BESIDE_BAR)
    has_bars = length >= _SHORTEST_BAR
    gap = 2 if has_bars else 1
    table = Table.grid(padding=(0, gap))
    rows = (
        ("with this plan", outlook.share, "green"),
        ("ordinary repetition", outlook.ordinary, "yellow"),
    )
    for name, share, colour in rows:
        span = f"({_percent(share.low)} to {_percent(share.high)})"
        span = f"{_percent(share.expected)}{' ' * gap}{span}"
        bar = [_bar(share, colour, length)] if has_bars else []
        table.add_row(f"  {name}", *bar, span)
    now = Text("█" * round(length * outlook.now), style="dim")
    bar = [now] if has_bars else []
    table.add_row("  today", *bar, _percent(outlook.now))
    return table


def _bar(share: Share, colour: str, length: int) -> Text:
    low, high = round(length * share.low), round(length * share.high)
    text = Text("█" * low, style=colour)
    text.append("▒" * max(high - low, 0), style=colour)
    text.append("·" * (length - max(high, low)), style="dim")
    return text


def _percent(share: float) -> str:
    return f"{share:.0%}"


def _load(outlook: Outlook, width: int) -> Iterator[Text]:
    """Chart the minutes of the days, or of spans of days if there are many; new cards below."""
    columns = max(min(_MOST_COLUMNS, width - 12), 7)
    per_column = max(math.ceil(len(outlook.days) / columns), 1)
    spans = [outlook.days[i : i + per_column] for i in range(0, len(outlook.days), per_column)]
    minutes = [sum(day.minutes for day in span) / len(span) for span in spans]
    share_new = [_share_of_new(span) for span in spans]
    broad = 2 if len(spans) * 2 <= columns else 1
    top = max(*minutes, 1.0)
    unit = "a day" if per_column == 1 else f"a day, {per_column} days in a column"
    yield Text(f"Minutes {unit}", style="bold")
    for row in range(_HEIGHT, 0, -1):
        label = f"{top * row / _HEIGHT:4.0f} " if row in (_HEIGHT, (_HEIGHT + 1) // 2) else "     "
        line = Text(f"  {label}", style="dim")
        for value, new in zip(minutes, share_new, strict=True):
            filled = value / top * _HEIGHT - (row - 1)
            block = _EIGHTHS[round(8 * min(max(filled, 0.0), 1.0))]
            is_new = (row - 0.5) / _HEIGHT * top <= value * new
            # full cells differ without colours, too
            block = _NEW if is_new and block == "█" else block
            line.append((block * broad), style="cyan" if is_new else "green")
        yield line
    yield Text("       " + _dates(outlook.days, len(spans) * broad), style="dim")
    first = outlook.days[0]
    yield Text.assemble(
        "  ", (_NEW, "cyan"), " new  ", ("█", "green"), " reviews",
        (f"   today: {first.new:.0f} new, {first.reviews:.0f} reviews", "dim"),
    )  # fmt: skip


def _share_of_new(span: Sequence[DayLoad]) -> float:
    new, reviews = sum(day.new for day in span), sum(day.reviews for day in span)
    # a first study takes about twice as long as a later one
    return 2 * new / max(2 * new + reviews, 1e-9)


def _dates(days: Sequence[DayLoad], width: int) -> str:
    # of more than ten months, the last date might be this year's or the next one's
    form = "%d %b" if len(days) <= _TEN_MONTHS else "%d %b %Y"
    first, last = f"{days[0].day:{form}}", f"{days[-1].day:{form}}"
    if width < len(first) + len(last) + 2:
        return first
    return f"{first}{last:>{width - len(first)}}"


def _left_out(outlook: Outlook) -> Text:
    text = Text("Not reached, by area: ", style="bold")
    shown = [f"{each.area} {each.questions} of {each.of}" for each in outlook.unreached[:_AREAS]]
    text.append(clean(", ".join(shown)), style="not bold")
    if len(outlook.unreached) > _AREAS:
        text.append(f" and {counted(len(outlook.unreached) - _AREAS, 'more area')}", "not bold")
    text.append("\nMore minutes a day, or --focus, change that.", style="dim not bold")
    return text
