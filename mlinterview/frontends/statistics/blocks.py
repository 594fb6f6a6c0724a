"""Charts of characters, as lines of plain text; their shape alone says everything, without colour."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from mlinterview.clock import day_to_date
from mlinterview.frontends.statistics import words as say
from mlinterview.frontends.statistics.svg import short
from mlinterview.frontends.statistics.weeks import YEAR, month_marks, shade, shades, weekday

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mlinterview.statistics.parts import Day

_EIGHTHS = " ▁▂▃▄▅▆▇█"
SHADES = "·░▒▓█"
"""A day without reviews, and up to four shades of a day with some."""


def columns(
    values: Sequence[float],
    names: Sequence[str],
    *,
    width: int,
    height: int = 5,
    at_edges: bool = False,
) -> list[str]:
    """Return a bar chart with a left axis; the lines are at most ``width`` wide.

    Args:
        values: heights of the bars, at least 0.
        names: of the bars, or with ``at_edges`` of the edges between them (one more).
        width: columns there are; bars are left out on the right if they do not fit.
        height: lines of the bars.
        at_edges: where names stand.
    """
    highest = max([*values, 0.0])
    top = short(highest)
    margin = max(len(top), 1) + 2
    step = min(max((width - margin - 1) // max(len(values), 1), 1), 5)
    values = values[: max((width - margin - 1) // step, 1)]
    solid = step if step == 1 else step - 1
    lines = []
    for row in range(height, 0, -1):
        label = top if row == height else "0" if row == 1 and not highest else ""
        cells = "".join(
            (_cell(value, highest, row, height) * solid).ljust(step) for value in values
        )
        lines.append(f"{label:>{margin - 2}} │{cells}".rstrip())
    lines.append(f"{'0':>{margin - 2}} └{'─' * (step * len(values))}")
    places = [margin + step * place for place in range(len(values) + at_edges)]
    offset = -1 if at_edges else 0
    marks = [(place + offset, name) for place, name in zip(places, names, strict=False)]
    lines.append(spread(marks, width))
    return lines


def _cell(value: float, highest: float, row: int, height: int) -> str:
    """Return what a bar shows in a row, counted from 1 at the bottom."""
    if value <= 0 or highest <= 0:
        return " "
    # whatever is there is seen
    eighths = max(round(value / highest * height * 8), 1)
    return _EIGHTHS[min(max(eighths - 8 * (row - 1), 0), 8)]


def spread(marks: Sequence[tuple[int, str]], width: int) -> str:
    """Return one line with words at their places; those that would touch another are left out."""
    line = ""
    for place, name in marks:
        if place >= (len(line) + 1 if line else 0) and place + len(name) <= width:
            line = line.ljust(place) + name
    return line


def whiskers(share: float, low: float, high: float, width: int) -> str:
    """Return a bar from 0 to 1: full up to the lower bound, then shaded to share and upper bound."""
    sure, expected, possible = (round(width * min(max(v, 0.0), 1.0)) for v in (low, share, high))
    full = "█" * sure + "▒" * max(expected - sure, 0) + "░" * max(possible - max(expected, sure), 0)
    return full.ljust(width)


def calendar(days: Sequence[Day], today: int, width: int) -> tuple[list[str], tuple[int, ...]]:
    """Return the days of the last year, a column a week, and the least reviews of each shade.

    Where there is no room for a year, its last weeks are shown.
    """
    count = min(53, max(width - 4, 1))
    start = today - weekday(today) - 7 * (count - 1)
    first = max(start, today - YEAR + 1)
    shown = {day.study_day: day.reviews for day in days if first <= day.study_day <= today}
    steps = shades([day for day in days if day.study_day in shown])
    marks = [(4 + column, name) for column, name in month_marks(first, start, count)]
    lines = [spread(marks, width)]
    for row in range(7):
        name = say.WEEKDAYS[row] if row % 2 == 0 else ""
        cells = "".join(
            SHADES[shade(shown.get(day, 0), steps)] if first <= day <= today else " "
            for day in range(start + row, start + 7 * count, 7)
        )
        lines.append(f"{name:<4}{cells}".rstrip())
    return lines, steps


def day_names(study_days: Sequence[int]) -> list[str]:
    """Return names for bars of single days: a date on each Monday and on the first, else nothing."""
    return [
        say.day_month(day) if place == 0 or day_to_date(day).weekday() == 0 else ""
        for place, day in enumerate(study_days)
    ]


def fitting(text: str, width: int) -> str:
    """Return text that is at most so many characters long."""
    return text if len(text) <= width else text[: max(width - 1, 0)] + "…"


def rows_of(cells: Sequence[Sequence[str]], gap: int = 3) -> list[str]:
    """Return a table whose first column stands to the left and all others to the right."""
    widths = [max(len(row[place]) for row in cells) for place in range(len(cells[0]))]
    lines = []
    for first, *rest in cells:
        others = (f"{cell:>{size + gap}}" for cell, size in zip(rest, widths[1:], strict=True))
        lines.append(f"{first:<{widths[0]}}{''.join(others)}".rstrip())
    return lines


def halved(counts: Sequence[int]) -> list[int]:
    """Put every two neighbouring bins together."""
    return [sum(counts[place : place + 2]) for place in range(0, math.ceil(len(counts) / 2) * 2, 2)]
