"""All statistics of a collection, or of a part of its library, together."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from mlinterview.statistics.parts import Day, Share

if TYPE_CHECKING:
    from mlinterview.readiness import Readiness
    from mlinterview.statistics.parts import (
        CardCounts,
        Forecast,
        Histogram,
        Hour,
        Lapsed,
        Retention,
        Streak,
        Times,
    )
    from mlinterview.store.queues import Selection
    from mlinterview.today import Today


@dataclass(frozen=True, slots=True)
class Statistics:
    """All of it, for a part of the library or the whole.

    Attributes:
        study_day: today.
        selection: which part.
        today: what is due, and what was done today.
        streak: study days in a row.
        days: all study days with reviews, oldest first.
        retention: true retention of today, week, month, year and all.
        desired_retention: the setting (0–1) that intervals aim at.
        forecast: what falls due.
        cards: the cards by where they stand.
        stability: of seen cards, in days.
        difficulty: of seen cards, 1–10.
        retrievability: of seen cards, today, 0–1.
        times: how long answers took.
        hours: when they were given.
        readiness: expected recall by topic on ``readiness_day``, the weakest first.
        overall: the same for all topics together; ``None`` without questions.
        readiness_day: today, or the day of the interview.
        interview_day: the day of the interview, if one is planned.
        lapses: cards that were forgotten most often, the worst first.
    """

    study_day: int
    selection: Selection
    today: Today
    streak: Streak
    days: tuple[Day, ...]
    retention: tuple[Retention, ...]
    desired_retention: float
    forecast: Forecast
    cards: CardCounts
    stability: Histogram
    difficulty: Histogram
    retrievability: Histogram
    times: Times
    hours: tuple[Hour, ...]
    readiness: tuple[Readiness, ...]
    overall: Readiness | None
    readiness_day: int
    interview_day: int | None
    lapses: tuple[Lapsed, ...]

    @property
    def done_today(self) -> Day:
        """What was done today, perhaps nothing."""
        nothing = Day(self.study_day, (0, 0, 0, 0), 0, 0, 0.0, Share(0, 0))
        return next(
            (day for day in reversed(self.days) if day.study_day == self.study_day), nothing
        )

    @property
    def reviews(self) -> int:
        """Answers in all."""
        return sum(day.reviews for day in self.days)

    @property
    def seconds(self) -> float:
        """Time of study in all."""
        return sum(day.seconds for day in self.days)
