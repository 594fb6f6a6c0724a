"""Counts of what was done: by day, by hour, by how long it took, and true retention."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from mlinterview.clock import MILLISECONDS_PER_DAY
from mlinterview.statistics.parts import Day, Histogram, Hour, Retention, Share, Streak, Times

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from mlinterview.clock import StudyCalendar
    from mlinterview.statistics.log import Bools, Ints, Log

PERIODS = (("today", 1), ("week", 7), ("month", 30), ("year", 365), ("all", None))
YEAR = 365
SECONDS = (0, 2, 5, 10, 15, 20, 30, 45, 60, 90, 120, 180, 300, float("inf"))
"""Bins of answer times."""

_QUARTER = 900_000
"""Milliseconds: clocks of all time zones differ from UTC by whole quarters of an hour."""


def days(log: Log) -> tuple[Day, ...]:
    """Return the study days with reviews, oldest first."""
    if not len(log):
        return ()
    start = int(log.day.min())
    at = log.day - start
    size = int(at.max()) + 1
    ratings = np.bincount(at * 4 + log.rating - 1, minlength=size * 4).reshape(size, 4)
    cards = np.bincount(at[log.first_of_day], minlength=size)
    new = np.bincount(at[log.new], minlength=size)
    milliseconds = np.bincount(at, weights=np.maximum(log.duration, 0), minlength=size)
    asked = np.bincount(at[log.counts], minlength=size)
    passed = np.bincount(at[log.counts & log.passed], minlength=size)
    found = []
    for one in np.flatnonzero(cards).tolist():
        again, hard, good, easy = ratings[one].tolist()
        found.append(
            Day(
                study_day=start + one,
                ratings=(again, hard, good, easy),
                cards=int(cards[one]),
                new=int(new[one]),
                seconds=float(milliseconds[one]) / 1000,
                recall=Share(int(passed[one]), int(asked[one])),
            )
        )
    return tuple(found)


def retention(log: Log, today: int) -> tuple[Retention, ...]:
    """Return true retention of the periods that end today."""

    def share(chosen: Bools) -> Share:
        return Share(int((chosen & log.passed).sum()), int(chosen.sum()))

    found = []
    for period, length in PERIODS:
        chosen = log.counts & (log.day <= today)
        if length is not None:
            chosen &= log.day > today - length
        found.append(
            Retention(period, length, share(chosen & ~log.mature), share(chosen & log.mature))
        )
    return tuple(found)


def streak(found: tuple[Day, ...], today: int) -> Streak:
    """Return how many study days followed each other."""
    studied = [day.study_day for day in found if day.study_day <= today]
    longest = run = 0
    before = None
    for day in studied:
        run = run + 1 if before is not None and day == before + 1 else 1
        longest, before = max(longest, run), day
    current = run if before is not None and before >= today - 1 else 0
    month = sum(day > today - 30 for day in studied)
    return Streak(current, longest, len(studied), month)


def times(log: Log, today: int) -> Times:
    """Return how long the answers of the last year took."""
    timed = (log.duration >= 0) & _in_year(log, today)
    seconds = log.duration / 1000
    return Times(
        histogram=histogram(seconds[timed], SECONDS),
        first=_median(seconds[timed & log.new]),
        later=_median(seconds[timed & ~log.new]),
        ratings=(
            _median(seconds[timed & (log.rating == 1)]),
            _median(seconds[timed & (log.rating == 2)]),
            _median(seconds[timed & (log.rating == 3)]),
            _median(seconds[timed & (log.rating == 4)]),
        ),
    )


def hours(log: Log, today: int, calendar: StudyCalendar) -> tuple[Hour, ...]:
    """Return the hours of the learner's wall clock in which the last year's answers were given."""
    chosen = _in_year(log, today)
    hour = local_hours(log.moment[chosen], calendar)
    counts, passed = log.counts[chosen], log.passed[chosen]
    reviews = np.bincount(hour, minlength=24)
    asked = np.bincount(hour[counts], minlength=24)
    right = np.bincount(hour[counts & passed], minlength=24)
    return tuple(
        Hour(one, int(reviews[one]), Share(int(right[one]), int(asked[one]))) for one in range(24)
    )


def histogram(values: NDArray[np.float64], edges: tuple[float, ...]) -> Histogram:
    """Count values in bins; the last bin holds its upper edge."""
    # a bound beyond all that can be, as numpy takes no infinite one
    finite = [min(edge, 1e300) for edge in edges]
    counts, _ = np.histogram(values, finite)
    return Histogram(edges, tuple(counts.tolist()), _median(values))


def local_hours(moments: Ints, calendar: StudyCalendar) -> Ints:
    """Return the hour (0–23) that the learner's clock showed at each moment (ms UTC)."""
    quarters, which = np.unique(moments // _QUARTER, return_inverse=True)
    per_day = MILLISECONDS_PER_DAY // _QUARTER
    shown = np.empty(len(quarters), np.int64)
    day_of = quarters // per_day
    bounds = [*np.flatnonzero(np.diff(day_of, prepend=-1)).tolist(), len(quarters)]
    for first, last in pairwise(bounds):
        day = int(day_of[first])
        offset = _offset(calendar, day * per_day)
        if offset == _offset(calendar, (day + 1) * per_day):
            shown[first:last] = quarters[first:last] + offset
        else:
            # the day on which the clocks are changed
            for one in range(first, last):
                shown[one] = quarters[one] + _offset(calendar, int(quarters[one]))
    hours_shown: Ints = (shown // 4 % 24)[which]
    return hours_shown


def _offset(calendar: StudyCalendar, quarter: int) -> int:
    """Return by how many quarters of an hour the learner's clock is ahead of UTC."""
    ahead = calendar.local(quarter * _QUARTER).utcoffset()
    return 0 if ahead is None else int(ahead.total_seconds()) // 900


def _in_year(log: Log, today: int) -> Bools:
    chosen: Bools = (log.day > today - YEAR) & (log.day <= today)
    return chosen


def _median(values: NDArray[np.float64]) -> float | None:
    return float(np.median(values)) if len(values) else None
