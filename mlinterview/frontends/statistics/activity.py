"""Charts of what was done: the calendar of the year, reviews, hours, answer times."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mlinterview.frontends.statistics import words as say
from mlinterview.frontends.statistics.svg import Chart, Plot, label, number, picture, words
from mlinterview.frontends.statistics.weeks import (
    WEEKS,
    YEAR,
    Span,
    calendar_start,
    month_marks,
    months,
    shade,
    shade_names,
    shades,
    weekday,
    weeks,
)

if TYPE_CHECKING:
    from mlinterview.statistics.parts import Day
    from mlinterview.statistics.whole import Statistics

RATING_COLOURS = ("again", "hard", "good", "easy")
_CELL = 15.0
_GUTTER = 30.0


def year(found: Statistics) -> Chart:
    """Return the calendar of the last year: a square a day, darker for more reviews."""
    start, half = calendar_start(found.study_day), WEEKS // 2
    days = {
        day.study_day: day
        for day in found.days
        if found.study_day - YEAR < day.study_day <= found.study_day
    }
    steps = shades(tuple(days.values()))
    title = "Answers each day"
    reviews = sum(day.reviews for day in days.values())
    seconds = sum(day.seconds for day in days.values())
    note = (
        f"{say.counted(reviews, 'answer')} on {say.counted(len(days), 'day')}, "
        f"{say.duration(seconds)} in all."
    )
    pictures = tuple(
        _calendar(found.study_day, start + 7 * half * part, part, days, steps, title)
        for part in (0, 1)
    )
    rows = tuple(_week_row(span) for span in reversed(weeks(found.days, found.study_day, 53)))
    names = shade_names(steps)
    legend = tuple((f"shade{place}", name) for place, name in enumerate(names))
    columns = ("Week of", "Answers", "Days studied", "Time")
    return Chart(title, note, pictures, columns, rows, legend)


def _calendar(
    today: int, start: int, part: int, days: dict[int, Day], steps: tuple[int, ...], title: str
) -> str:
    """Draw a half of the year; its weekdays are named on the outer side, so that both make one."""
    columns = WEEKS // 2
    left = 0 if part else _GUTTER
    edge, anchor = (columns * _CELL + _GUTTER, "end") if part else (0.0, "start")
    parts = [
        label(edge, 18 + _CELL * (place + 0.7), say.WEEKDAYS[place], anchor) for place in (0, 2, 4)
    ]
    first = max(start, today - YEAR + 1)
    last = min(start + 7 * columns - 1, today)
    parts += [
        label(left + _CELL * column, 11, name, "start")
        for column, name in month_marks(first, start, columns)
    ]
    for study_day in range(first, last + 1):
        day = days.get(study_day)
        reviews = 0 if day is None else day.reviews
        x = left + _CELL * ((study_day - start) // 7)
        y = 18 + _CELL * weekday(study_day)
        tip = f"{say.full_date(study_day)}: {say.counted(reviews, 'answer')}"
        if day is not None:
            tip += f", {say.duration(day.seconds)}"
        parts.append(
            f'<rect class="shade{shade(reviews, steps)}" x="{number(x)}" y="{number(y)}" '
            f'width="12.6" height="12.6" rx="2.5"><title>{words(tip)}</title></rect>'
        )
    description = (
        f"Answers on each day from {say.full_date(first)} to {say.full_date(last)}, "
        "a square a day, darker for more."
    )
    return picture(_GUTTER + _CELL * columns, 18 + _CELL * 7, title, description, parts)


def _week_row(span: Span) -> tuple[str, ...]:
    return (
        span.name,
        f"{sum(span.ratings):,}",
        str(len(span.days)),
        say.duration(span.seconds),
    )


def spans(found: Statistics) -> tuple[str, list[Span]]:
    """Return weeks while the log is young, else months; with their name."""
    if not found.days or found.days[0].study_day > found.study_day - 7 * 26:
        return "week", weeks(found.days, found.study_day, 26)
    return "month", months(found.days, found.study_day, 13)


def reviews(found: Statistics) -> Chart:
    """Return the answers of each week or month, by rating."""
    unit, parts = spans(found)
    plot = Plot(max((sum(span.ratings) for span in parts), default=0))
    plot.bars(
        [list(zip(map(float, span.ratings), RATING_COLOURS, strict=True)) for span in parts],
        [
            f"{span.name}: {say.counted(sum(span.ratings), 'answer')} ({_by_rating(span)})"
            for span in parts
        ],
    )
    plot.names([brief(span.name) for span in parts], 7 if unit == "week" else 13)
    title = f"Answers a {unit}"
    again = sum(span.ratings[0] for span in parts)
    total = sum(sum(span.ratings) for span in parts)
    note = f"By rating, from the bottom up; {say.percent(again / total if total else None)} Again."
    rows = tuple(
        (span.name, *(f"{count:,}" for count in span.ratings), say.duration(span.seconds))
        for span in reversed(parts)
    )
    legend = tuple(zip(RATING_COLOURS, say.RATINGS, strict=True))
    columns = (unit.capitalize(), *say.RATINGS, "Time")
    return Chart(title, note, (plot.svg(title, note),), columns, rows, legend)


def _by_rating(span: Span) -> str:
    return ", ".join(
        f"{name} {count:,}" for name, count in zip(say.RATINGS, span.ratings, strict=True)
    )


def brief(name: str) -> str:
    """Leave the year away under a bar of a month."""
    first, _, rest = name.partition(" ")
    return first if len(rest) == 4 else name


def hours(found: Statistics) -> Chart:
    """Return at which hours answers were given, and how much was recalled then."""
    most = max(hour.reviews for hour in found.hours)
    plot = Plot(most)
    plot.bars(
        [[(float(hour.reviews), "main")] for hour in found.hours],
        [
            f"{hour.hour:02}:00–{hour.hour:02}:59: {say.counted(hour.reviews, 'answer')}, "
            f"retention {say.share_of(hour.recall)}"
            for hour in found.hours
        ],
    )
    plot.names([f"{hour.hour:02}" for hour in found.hours], 8)
    title = "Hours of the day"
    best = max(found.hours, key=lambda hour: hour.reviews)
    note = "In the last year, by your own clock."
    if most:
        note += f" Most were given between {best.hour:02}:00 and {best.hour:02}:59."
    rows = tuple(
        (f"{hour.hour:02}:00", f"{hour.reviews:,}", say.share_of(hour.recall))
        for hour in found.hours
    )
    columns = ("Hour", "Answers", "Retention")
    return Chart(title, note, (plot.svg(title, note),), columns, rows)


def times(found: Statistics) -> Chart:
    """Return how long answers took."""
    spread = found.times.histogram
    names = say.bins(spread, " s")
    plot = Plot(max(spread.counts))
    plot.bars(
        [[(float(count), "main")] for count in spread.counts],
        [
            f"{name}: {say.counted(count, 'answer')}"
            for name, count in zip(names, spread.counts, strict=True)
        ],
    )
    plot.edges([f"{edge:g}" for edge in spread.edges[:-1]] + ["s"])
    title = "Answer times"
    by_rating = ", ".join(
        f"{name} {say.seconds(value)}"
        for name, value in zip(say.RATINGS, found.times.ratings, strict=True)
        if value is not None
    )
    note = f"In the last year; median {say.seconds(spread.median)}"
    if found.times.first is not None and found.times.later is not None:
        note += f", {say.seconds(found.times.first)} for what is new"
    note += "."
    rows = tuple((name, f"{count:,}") for name, count in zip(names, spread.counts, strict=True))
    if by_rating:
        note += f" By rating: {by_rating}."
    return Chart(title, note, (plot.svg(title, note),), ("Time", "Answers"), rows)
