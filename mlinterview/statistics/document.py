"""The statistics as JSON values: dates are ISO 8601, shares 0–1, times in seconds."""

from __future__ import annotations

import math
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from mlinterview.clock import day_to_date
from mlinterview.model.reviews import Rating

if TYPE_CHECKING:
    from mlinterview.readiness import Readiness
    from mlinterview.statistics.parts import Day, Histogram, Share
    from mlinterview.statistics.whole import Statistics

_RATINGS = [rating.word for rating in Rating]


def document(found: Statistics) -> dict[str, Any]:
    """Return all of it, as ``mlinterview stats --json`` prints it."""
    return {
        "study_day": date(found.study_day),
        "selection": asdict(found.selection),
        "today": _today(found),
        "streak": asdict(found.streak),
        "totals": {
            "reviews": found.reviews,
            "seconds": round(found.seconds, 3),
            "study_days": found.streak.studied,
        },
        "cards": {**asdict(found.cards), "total": found.cards.total},
        "desired_retention": found.desired_retention,
        "retention": [
            {
                "period": one.period,
                "days": one.days,
                "young": _share(one.young),
                "mature": _share(one.mature),
                "all": _share(one.overall),
            }
            for one in found.retention
        ],
        "days": [day_values(day) for day in found.days],
        "forecast": {
            "overdue": found.forecast.overdue,
            "days": [
                {"date": date(due.study_day), "young": due.young, "mature": due.mature}
                for due in found.forecast.days
            ],
            "later": found.forecast.later,
        },
        "stability": _histogram(found.stability),
        "difficulty": _histogram(found.difficulty),
        "retrievability": _histogram(found.retrievability),
        "answer_seconds": {
            **_histogram(found.times.histogram),
            "first": found.times.first,
            "later": found.times.later,
            "ratings": dict(zip(_RATINGS, found.times.ratings, strict=True)),
        },
        "hours": [
            {"hour": one.hour, "reviews": one.reviews, "retention": _share(one.recall)}
            for one in found.hours
        ],
        "interview": None if found.interview_day is None else date(found.interview_day),
        "readiness": {
            "date": date(found.readiness_day),
            "overall": None if found.overall is None else _readiness(found.overall),
            "topics": [_readiness(one) for one in found.readiness],
        },
        "lapses": [asdict(one) for one in found.lapses],
    }


def date(study_day: int) -> str:
    """Return the date of a study day."""
    return day_to_date(study_day).isoformat()


def day_values(day: Day) -> dict[str, Any]:
    """Return a study day as one flat record."""
    return {
        "date": date(day.study_day),
        "reviews": day.reviews,
        **dict(zip(_RATINGS, day.ratings, strict=True)),
        "cards": day.cards,
        "new": day.new,
        "seconds": round(day.seconds, 3),
        "recalled": day.recall.passed,
        "asked": day.recall.total,
    }


def _today(found: Statistics) -> dict[str, Any]:
    done = found.done_today
    return {
        "due": found.today.due,
        "new": found.today.new,
        "unseen": found.today.unseen,
        "expected_seconds": round(found.today.minutes * 60),
        "reviews": done.reviews,
        "cards": done.cards,
        "seconds": round(done.seconds, 3),
    }


def _share(share: Share) -> dict[str, Any]:
    low, high = share.interval
    return {
        "passed": share.passed,
        "total": share.total,
        "share": share.value,
        "low": low,
        "high": high,
    }


def _histogram(histogram: Histogram) -> dict[str, Any]:
    # JSON knows no infinity
    edges = [edge if math.isfinite(edge) else None for edge in histogram.edges]
    return {"edges": edges, "counts": list(histogram.counts), "median": histogram.median}


def _readiness(one: Readiness) -> dict[str, Any]:
    return {
        "topic": one.topic,
        "questions": one.questions,
        "seen": one.seen,
        "share": one.share,
        "low": one.low,
        "high": one.high,
    }
