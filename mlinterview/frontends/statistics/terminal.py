"""The statistics in a terminal, at any width from 40 columns on; also as plain text in a pipe."""

from __future__ import annotations

import math
import textwrap
from typing import TYPE_CHECKING

from rich.text import Text

from mlinterview.frontends.render import clean
from mlinterview.frontends.render import title as one_line
from mlinterview.frontends.statistics import blocks
from mlinterview.frontends.statistics import words as say
from mlinterview.frontends.statistics.weeks import shade_names
from mlinterview.model.reviews import Rating

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rich.console import Console, ConsoleOptions, RenderResult

    from mlinterview.statistics.whole import Statistics

WIDEST = 80
"""Longer lines do not read better."""
MOST_TOPICS = 12
FORECAST_DAYS = 30
_TIED = "\N{NO-BREAK SPACE}"
"""Stands for a blank at which no line is broken."""


class Terminal:
    """The statistics, as something that a rich console prints."""

    def __init__(self, found: Statistics) -> None:
        self.found = found

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """Draw to the width there is."""
        yield from lines(self.found, min(options.max_width, WIDEST))


def lines(found: Statistics, width: int) -> Iterator[Text]:
    """Yield line by line, none wider than ``width``."""
    chosen = say.chosen(found.selection)
    heading = say.full_date(found.study_day) + (f" · {chosen}" if chosen else "")
    yield _line(heading, width, "bold")
    if not found.reviews:
        yield Text()
        yield from _wrapped(say.NOTHING_HERE if chosen else say.NOTHING_YET, width)
    yield Text()
    yield from _headline(found, width)
    if found.reviews:
        yield from _year(found, width)
        yield from _retention(found, width)
        yield from _forecast(found, width)
    if found.readiness:
        yield from _readiness(found, width)
    if found.reviews:
        yield from _cards(found, width)
        yield from _habits(found, width)
    if found.lapses:
        yield from _lapses(found, width)


def _headline(found: Statistics, width: int) -> Iterator[Text]:
    rows = say.headline(found)
    names, values = (max(len(row[place]) for row in rows) for place in (0, 1))
    for name, value, beside in rows:
        line = Text.assemble((f"{name:<{names}}  ", "dim"), (f"{value:<{values}}", "bold"))
        if width >= names + values + 4 + len(beside):
            line.append(f"  {beside}", "dim")
            yield line
        else:
            yield line
            yield from _wrapped(beside, width, "dim", " " * (names + 2))


def _year(found: Statistics, width: int) -> Iterator[Text]:
    drawn, steps = blocks.calendar(found.days, found.study_day, width)
    yield from _title("Answers each day", width)
    yield from (_line(line, width, "" if place else "dim") for place, line in enumerate(drawn))
    legend = "   ".join(
        f"{mark}{_TIED}{name}"
        for mark, name in zip(blocks.SHADES, shade_names(steps), strict=False)
    )
    yield from _wrapped(legend, width, "dim", "    ")


def _retention(found: Statistics, width: int) -> Iterator[Text]:
    yield from _title("True retention", width, f"aim {say.percent(found.desired_retention)}")
    cells = [["", "young", "mature", "all"]]
    roomy = width >= 64
    for one in found.retention:
        shares = (one.young, one.mature, one.overall)
        told = [say.share_of(share) if roomy else say.percent(share.value) for share in shares]
        cells.append([say.PERIODS[one.period], *told])
    for place, line in enumerate(blocks.rows_of(cells)):
        yield _line(line, width, "" if place else "dim")


def _forecast(found: Statistics, width: int) -> Iterator[Text]:
    days = found.forecast.days[:FORECAST_DAYS]
    overdue = found.forecast.overdue
    beside = f"{overdue:,} overdue, with today" if overdue else ""
    yield from _title("Due in the next 30 days", width, beside)
    values = [day.cards + (0 if place else overdue) for place, day in enumerate(days)]
    names = blocks.day_names([day.study_day for day in days])
    yield from _chart(blocks.columns(values, names, width=width), width)


def _readiness(found: Statistics, width: int) -> Iterator[Text]:
    shown = found.readiness[:MOST_TOPICS]
    yield from _title(
        "Readiness by topic",
        width,
        f"{say.readiness_day(found)}, of topics begun the weakest first",
    )
    names = min(max(len(clean(one.topic)) for one in shown), max(width // 4, 8))
    bar = min(width - names - 20, 40) if width >= 60 else width - names - 8
    for one in shown:
        topic = blocks.fitting(" ".join(clean(one.topic).split()), names)
        line = Text(f"{topic:<{names}}  ")
        line.append(blocks.whiskers(one.share, one.low, one.high, bar), "cyan")
        line.append(f" {say.percent(one.share):>5}", "bold")
        if width >= 60:
            line.append(f"  {say.interval(one.low, one.high):>10}", "dim")
        yield _cut(line, width)
    legend = "█ at least, ▒ expected, ░ at most, in 9 of 10 cases"
    yield from _wrapped(legend, width, "dim")
    if len(found.readiness) > len(shown):
        rest = len(found.readiness) - len(shown)
        more = f"… and {say.counted(rest, 'more topic')}: see `mlinterview stats report -o FILE`"
        yield from _wrapped(more, width, "dim")


def _cards(found: Statistics, width: int) -> Iterator[Text]:
    cards = found.cards
    parts = [
        f"{cards.new:,} not seen", f"{cards.learning:,} learning", f"{cards.young:,} young",
        f"{cards.mature:,} mature", f"{cards.suspended:,} suspended",
    ]  # fmt: skip
    yield from _title("Cards", width, " · ".join(parts))
    spread = found.stability
    middle = "–" if spread.median is None else f"{spread.median:.0f}"
    yield _line(f"Stability in days, median {middle}", width)
    yield from _chart(_histogram(spread.counts, [_edge(e) for e in spread.edges], width), width)
    spread = found.difficulty
    middle = "–" if spread.median is None else f"{spread.median:.1f}"
    yield _line(f"Difficulty from 1 to 10, median {middle}", width)
    yield from _chart(_histogram(spread.counts, [f"{e:g}" for e in spread.edges], width), width)
    spread = found.retrievability
    yield _line(f"Recall today in per cent, median {say.percent(spread.median)}", width)
    names = [f"{100 * edge:.0f}" for edge in spread.edges[::2]]
    yield from _chart(_histogram(blocks.halved(spread.counts), names, width), width)


def _habits(found: Statistics, width: int) -> Iterator[Text]:
    times = found.times
    by_rating = " · ".join(
        f"{rating.word.capitalize()} {say.seconds(value)}"
        for rating, value in zip(Rating, times.ratings, strict=True)
        if value is not None
    )
    yield from _title(
        "Answer times in seconds", width, f"median {say.seconds(times.histogram.median)}"
    )
    if by_rating:
        yield from _wrapped(by_rating, width, "dim")
    edges = [_edge(edge) for edge in times.histogram.edges]
    yield from _chart(_histogram(times.histogram.counts, edges, width), width)
    yield from _title("Hours of the day", width)
    values = [hour.reviews for hour in found.hours]
    names = [f"{hour.hour:02}" if hour.hour % 3 == 0 else "" for hour in found.hours]
    yield from _chart(blocks.columns(values, names, width=width), width)


def _lapses(found: Statistics, width: int) -> Iterator[Text]:
    yield from _title("Forgotten most often", width)
    digits = max(len(str(one.lapses)) for one in found.lapses)
    for one in found.lapses:
        marks = [
            word for word, said in (("leech", one.leech), ("suspended", one.suspended)) if said
        ]
        about = " · ".join([clean(one.card_id), *marks])
        yield _line(f"{one.lapses:>{digits}} ×  {one_line(one.title)}", width)
        yield _line(" " * (digits + 4) + about, width, "dim")


def _histogram(counts: Sequence[int], edges: list[str], width: int) -> list[str]:
    return blocks.columns(counts, edges, width=width, height=4, at_edges=True)


def _edge(edge: float) -> str:
    """Return an edge of a bin; the infinite one is not named."""
    if math.isinf(edge):
        return ""
    return f"{edge / 365:g}y" if edge in (365, 730) else f"{edge:g}"


def _chart(drawn: Sequence[str], width: int) -> Iterator[Text]:
    for place, line in enumerate(drawn):
        yield _line(line, width, "dim" if place >= len(drawn) - 2 else "cyan")


def _title(text: str, width: int, beside: str = "") -> Iterator[Text]:
    yield Text()
    if beside and len(text) + len(beside) + 3 > width:
        yield _line(text, width, "bold")
        yield from _wrapped(beside, width, "dim")
        return
    yield _cut(Text.assemble((text, "bold"), (f"   {beside}" if beside else "", "dim")), width)


def _line(text: str, width: int, style: str = "") -> Text:
    return _cut(Text(" ".join(clean(text).split("\n")).rstrip(), style), width)


def _wrapped(text: str, width: int, style: str = "", indent: str = "") -> Iterator[Text]:
    for line in textwrap.wrap(text, width, initial_indent=indent, subsequent_indent=indent):
        yield Text(line.replace(_TIED, " "), style)


def _cut(line: Text, width: int) -> Text:
    line.truncate(width, overflow="ellipsis")
    return line
