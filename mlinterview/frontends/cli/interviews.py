"""Interviews as JSON documents."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mlinterview.clock import iso

if TYPE_CHECKING:
    from mlinterview.interviews.record import Past
    from mlinterview.interviews.report import Report, Row
    from mlinterview.interviews.score import Estimate


def interview_document(past: Past, answers: int, seconds: float) -> dict[str, Any]:
    """Return an interview in a listing, with the number and the time (seconds) of its answers."""
    brief = past.brief
    return {
        "id": brief.id,
        "role": brief.role,
        "level": brief.level.value,
        "minutes": brief.minutes,
        "seed": brief.seed,
        "began_at": iso(brief.began_at),
        "ended_at": None if past.ended_at is None else iso(past.ended_at),
        "seconds": seconds,
        "answers": answers,
    }


def report_document(report: Report) -> dict[str, Any]:
    """Return a report; shares and intervals are numbers from 0 to 1."""
    brief = report.brief
    return {
        "id": brief.id,
        "role": brief.role,
        "level": brief.level.value,
        "minutes": brief.minutes,
        "seed": brief.seed,
        "began_at": iso(brief.began_at),
        "ended": report.ended,
        "seconds": report.seconds,
        "overall": _estimate(report.overall),
        "judged_by_learner": report.judged_by_learner,
        "areas": {name: _estimate(one) for name, one in report.areas},
        "topics": {name: _estimate(one) for name, one in report.topics},
        "levels": {name: _estimate(one) for name, one in report.levels},
        "answers": [_row(row) for row in report.rows],
        "strongest": [row.answer.question for row in report.strongest],
        "weakest": [row.answer.question for row in report.weakest],
        "study": [
            {
                "topic": study.topic,
                "missed": list(study.missed),
                "before": list(study.before),
                "command": study.command,
            }
            for study in report.studies
        ],
    }


def _estimate(one: Estimate) -> dict[str, Any]:
    return {
        "answers": one.answers,
        "points": one.points,
        "share": one.mean,
        "low": one.low,
        "high": one.high,
    }


def _row(row: Row) -> dict[str, Any]:
    return {
        "id": row.answer.question,
        "review": row.answer.review.id,
        "stage": row.answer.stage,
        "step": row.answer.step.value,
        "topic": row.topic or None,
        "level": row.level.value,
        "points": row.answer.points,
        "rating": row.answer.review.rating.word,
        "judged_by_learner": row.answer.by_learner,
        "seconds": row.answer.seconds,
        "planned_seconds": row.answer.planned,
    }
