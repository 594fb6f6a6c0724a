"""Days put together to weeks and months, and shades for a calendar; for all drawings."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from mlinterview.clock import EPOCH, day_to_date
from mlinterview.frontends.statistics.words import MONTHS, day_month, month_year
from mlinterview.statistics.parts import Day, Share

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

WEEKS = 54
"""Columns of a calendar: two equal halves that hold a year wherever in the week it ends."""
YEAR = 365
LEVELS = 5


@dataclass(frozen=True, slots=True)
class Span:
    """Some days in a row.

    Attributes:
        name: such as ``3 Mar`` or ``Mar 2026``.
        days: those with reviews.
    """

    name: str
    days: tuple[Day, ...]

    @property
    def ratings(self) -> tuple[int, int, int, int]:
        """Reviews by rating."""
        again, hard, good, easy = (sum(day.ratings[one] for day in self.days) for one in range(4))
        return again, hard, good, easy

    @property
    def seconds(self) -> float:
        """Time of study."""
        return sum(day.seconds for day in self.days)

    @property
    def recall(self) -> Share:
        """True retention."""
        return Share(
            sum(day.recall.passed for day in self.days), sum(day.recall.total for day in self.days)
        )


def weekday(study_day: int) -> int:
    """Return 0 for Monday to 6 for Sunday; 1970-01-01 was a Thursday."""
    return (study_day + 3) % 7


def calendar_start(today: int) -> int:
    """Return the Monday with which a calendar that ends this week begins."""
    return today - weekday(today) - 7 * (WEEKS - 1)


def weeks(days: Sequence[Day], today: int, count: int) -> list[Span]:
    """Return the last weeks, Monday to Sunday, each named after its Monday."""
    monday = today - weekday(today) - 7 * (count - 1)
    starts = [monday + 7 * place for place in range(count)]
    return _spans(days, starts, lambda start: start + 7, day_month)


def months(days: Sequence[Day], today: int, count: int) -> list[Span]:
    """Return the last calendar months."""
    end = day_to_date(today)
    numbers = [end.year * 12 + end.month - 1 - back for back in range(count - 1, -1, -1)]
    starts = [_first_day(number) for number in numbers]
    following = dict(zip(starts, [*starts[1:], _first_day(numbers[-1] + 1)], strict=True))
    return _spans(days, starts, following.__getitem__, lambda day: month_year(day_to_date(day)))


def _first_day(month: int) -> int:
    return (EPOCH.replace(year=month // 12, month=month % 12 + 1) - EPOCH).days


def _spans(
    days: Sequence[Day],
    starts: Sequence[int],
    end: Callable[[int], int],
    name: Callable[[int], str],
) -> list[Span]:
    return [
        Span(name(start), tuple(day for day in days if start <= day.study_day < end(start)))
        for start in starts
    ]


def shades(days: Sequence[Day]) -> tuple[int, ...]:
    """Return the least reviews of each shade above 0, ascending: quarters of the studied days."""
    counts = sorted(day.reviews for day in days)
    if not counts:
        return (1,)
    steps = [counts[len(counts) * part // (LEVELS - 1)] for part in range(1, LEVELS - 1)]
    return tuple(sorted({1, *(step for step in steps if step > 1)}))


def shade(reviews: int, steps: Sequence[int]) -> int:
    """Return the shade of a day: 0 without reviews, up to as many as there are steps."""
    return sum(reviews >= step for step in steps)


def shade_names(steps: Sequence[int]) -> list[str]:
    """Return what each shade means, such as ``0``, ``1–11``, ``12+``."""
    names = ["0"]
    for low, following in pairwise(steps):
        names.append(f"{low:,}" if following == low + 1 else f"{low:,}–{following - 1:,}")
    return [*names, f"{steps[-1]:,}+"]


def month_marks(first: int, start: int, columns: int) -> list[tuple[int, str]]:
    """Return in which column of a calendar each month begins, with its name.

    A month stands over the week that holds its first day, if that is not before ``first``; without
    room for its name at the end it has none.
    """
    marks = []
    for column in range(columns - 1):
        end = day_to_date(start + 7 * column + 6)
        if end.day <= 7 and start + 7 * column + 7 - end.day >= first:
            marks.append((column, MONTHS[end.month - 1]))
    return marks
