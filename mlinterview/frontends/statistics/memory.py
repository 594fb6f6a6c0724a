"""Charts of what is remembered: retention over time, what falls due, memory states, readiness."""

from __future__ import annotations

import math
from itertools import pairwise
from typing import TYPE_CHECKING

from mlinterview.frontends.statistics import words as say
from mlinterview.frontends.statistics.activity import brief, spans
from mlinterview.frontends.statistics.svg import Chart, Plot, label, number, picture, words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mlinterview.readiness import Readiness
    from mlinterview.statistics.parts import Histogram
    from mlinterview.statistics.whole import Statistics

FORECAST_DAYS = 30
MOST_TOPICS = 40
"""Topics drawn; the table has more of them."""
MOST_ROWS = 400
_ROW = 22.0


def retention(found: Statistics) -> Chart:
    """Return true retention over time, with where it lies and what the setting aims at."""
    unit, parts = spans(found)
    known = [
        ((place + 0.5) / len(parts), span.name, span.recall)
        for place, span in enumerate(parts)
        if span.recall.total
    ]
    lows = [share.interval[0] for _, _, share in known]
    lowest = max(math.floor(min([*lows, found.desired_retention - 0.05, 0.8]) * 10) / 10, 0.0)
    plot = Plot(1.0, lowest, percent=True)
    plot.band([(x, *share.interval) for x, _, share in known], "band")
    plot.level(found.desired_retention, "aim", f"aim {say.percent(found.desired_retention)}")
    plot.line([(x, share.value or 0.0) for x, _, share in known], "line")
    for x, name, share in known:
        tip = f"{name}: {say.share_of(share)} ({say.interval(*share.interval)})"
        plot.dot(x, share.value or 0.0, "dot", tip)
    plot.names([brief(span.name) for span in parts], 7 if unit == "week" else 13)
    title = f"True retention by {unit}"
    note = "The share of cards recalled at the first review of a day; the band holds the true share in 95 of 100 cases."
    rows = tuple(
        (span.name, say.share_of(span.recall), say.interval(*span.recall.interval))
        for span in reversed(parts)
        if span.recall.total
    )
    columns = (unit.capitalize(), "Recalled", "95 % interval")
    return Chart(title, note, (plot.svg(title, note),), columns, rows)


def forecast(found: Statistics) -> Chart:
    """Return what falls due in the next weeks."""
    days = found.forecast.days[:FORECAST_DAYS]
    overdue = found.forecast.overdue
    stacks = [[(float(day.mature), "main"), (float(day.young), "light")] for day in days]
    stacks[0] = [(float(overdue), "again"), *stacks[0]]
    plot = Plot(max([overdue + days[0].cards, *(day.cards for day in days)]))
    tips = [f"{say.full_date(day.study_day)}: {say.counted(day.cards, 'card')}" for day in days]
    tips[0] += f", {overdue:,} overdue" if overdue else ""
    plot.bars(stacks, tips)
    plot.names([say.day_month(day.study_day) for day in days], 5)
    week, month = (overdue + sum(day.cards for day in days[:count]) for count in (7, 30))
    title = "Due in the next 30 days"
    note = (
        f"{say.counted(week, 'card')} within a week, {month:,} within 30 days, "
        "if nothing new is learned and nothing is forgotten."
    )
    rows = tuple(
        (say.full_date(day.study_day), f"{day.mature:,}", f"{day.young:,}") for day in days
    )
    if overdue:
        rows = (("Overdue", f"{overdue:,}", ""), *rows)
    legend = [("main", "mature (21 days and more)"), ("light", "young")]
    if overdue:
        legend.insert(0, ("again", "overdue"))
    columns = ("Day", "Mature", "Young")
    return Chart(title, note, (plot.svg(title, note),), columns, rows, tuple(legend))


def stability(found: Statistics) -> Chart:
    """Return the cards by stability."""
    note = f"Days until recall falls to 90 %; median {_median(found.stability, ' days')}."
    return _spread(
        "Stability", note, found.stability, "days", [_days(e) for e in found.stability.edges]
    )


def difficulty(found: Statistics) -> Chart:
    """Return the cards by difficulty."""
    note = f"From 1, easy, to 10, hard; median {_median(found.difficulty, '')}."
    names = [f"{edge:g}" for edge in found.difficulty.edges]
    return _spread("Difficulty", note, found.difficulty, "", names)


def retrievability(found: Statistics) -> Chart:
    """Return the cards by the probability of recalling them today."""
    middle = say.percent(found.retrievability.median)
    note = f"The probability of recalling each seen card today; median {middle}."
    names = [f"{100 * edge:.0f}" for edge in found.retrievability.edges]
    return _spread("Retrievability", note, found.retrievability, "%", names, every=4)


def _spread(
    title: str, note: str, spread: Histogram, unit: str, names: list[str], every: int = 1
) -> Chart:
    unit_after = f" {unit}" if unit else ""
    bins = [
        f"{low}+{unit_after}" if high == "∞" else f"{low}–{high}{unit_after}"
        for low, high in pairwise(names)
    ]
    plot = Plot(max(spread.counts))
    plot.bars(
        [[(float(count), "main")] for count in spread.counts],
        [
            f"{name}: {say.counted(count, 'card')}"
            for name, count in zip(bins, spread.counts, strict=True)
        ],
        gap=0.12,
    )
    plot.edges(names, every)
    rows = tuple((name, f"{count:,}") for name, count in zip(bins, spread.counts, strict=True))
    return Chart(title, note, (plot.svg(title, note),), (title, "Cards"), rows)


def _days(edge: float) -> str:
    """Return days as they stand under a bar."""
    if math.isinf(edge):
        return "∞"
    return f"{edge / 365:g}y" if edge >= 365 else f"{edge:g}"


def _median(spread: Histogram, unit: str) -> str:
    if spread.median is None:
        return "–"
    return f"{spread.median:.0f}{unit}" if spread.median >= 20 else f"{spread.median:.1f}{unit}"


def readiness(found: Statistics) -> Chart:
    """Return expected recall by topic with its interval, the weakest first."""
    topics = found.readiness[:MOST_TOPICS]
    half = len(topics) if len(topics) < 8 else math.ceil(len(topics) / 2)
    title = "Readiness by topic"
    when = say.readiness_day(found)
    note = f"The share of each topic's questions that you would know {when}, the weakest of those begun first; the thin line is where it lies in 9 of 10 cases."
    if len(found.readiness) > len(topics):
        note += f" Drawn are {len(topics)} of {len(found.readiness)} topics."
    pictures = tuple(_topics(part, title, when) for part in (topics[:half], topics[half:]) if part)
    rows = tuple(
        (
            _short(one.topic, 60),
            say.percent(one.share),
            say.interval(one.low, one.high),
            f"{one.seen:,} of {one.questions:,}",
        )
        for one in found.readiness[:MOST_ROWS]
    )
    columns = ("Topic", "Readiness", "90 % interval", "Seen")
    return Chart(title, note, pictures, columns, rows)


def _topics(topics: Sequence[Readiness], title: str, when: str) -> str:
    left, right = 92.0, 388.0
    height = _ROW * len(topics) + 22
    scale = right - left
    parts = []
    for mark in (0.0, 0.25, 0.5, 0.75, 1.0):
        x = left + mark * scale
        colour = "axis" if mark == 0 else "rule"
        parts.append(
            f'<line class="{colour}" x1="{number(x)}" x2="{number(x)}" y1="0" y2="{number(height - 20)}"/>'
        )
        parts.append(label(x, height - 5, f"{100 * mark:.0f} %"))
    for place, one in enumerate(topics):
        middle = _ROW * place + _ROW / 2
        tip = (
            f"{one.topic}: {say.percent(one.share)} ({say.interval(one.low, one.high)}), "
            f"{one.seen:,} of {one.questions:,} seen"
        )
        low, high = left + one.low * scale, left + one.high * scale
        whisker = (
            f"M{number(low)} {number(middle)}H{number(high)}"
            f"M{number(low)} {number(middle - 4)}v8M{number(high)} {number(middle - 4)}v8"
        )
        parts.append(
            f"<g><title>{words(tip)}</title>"
            f"{label(left - 8, middle + 4, _short(one.topic, 12), 'end')}"
            f'<rect class="main" x="{number(left)}" y="{number(middle - 6)}" '
            f'width="{number(max(one.share * scale, 0.8))}" height="12" rx="1.5"/>'
            f'<path class="whisker" d="{whisker}"/>'
            f"{label(440, middle + 4, say.percent(one.share), 'end')}</g>"
        )
    description = f"Expected share of known questions {when}, a bar for each topic."
    return picture(440, height, title, description, parts)


def _short(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 1] + "…"
