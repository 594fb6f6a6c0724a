"""What a report says, in words that claim no more than the answers show."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mlinterview.clock import day_to_date

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mlinterview.interviews.report import Report, Row
    from mlinterview.interviews.score import Estimate

AREAS: Mapping[str, str] = {
    "LRN": "foundations of learning",
    "MST": "maths and statistics",
    "DAT": "data and features",
    "CLS": "classical models",
    "EVA": "evaluation",
    "UNS": "unsupervised, sequential",
    "NNT": "neural networks",
    "CVN": "vision",
    "SEQ": "sequences and language",
    "GEN": "generative models",
    "OPS": "MLOps and design",
    "COD": "coding",
    "INT": "interview craft",
}
POINTS: Mapping[float, str] = {1.0: "right", 0.5: "partly", 0.0: "wrong"}
_FEW = 5
_LEVELS = {"entry": "entry-level", "mid": "mid-level", "senior": "senior"}


def heading(report: Report) -> str:
    """Return what it was an interview for."""
    return f"Mock interview: {_LEVELS[report.brief.level.value]} {report.title}"


def about(report: Report) -> str:
    """Return when it was, how long it took, and how many answers there were."""
    date = day_to_date(report.brief.began_day)
    answers = len(report.rows)
    parts = [
        f"{date.day} {date:%B %Y}",
        f"{stopwatch(report.seconds)} of {stopwatch(report.brief.minutes * 60)}",
        f"{answers} answer{'' if answers == 1 else 's'}",
        f"interview {report.brief.short_id}",
    ]
    return " · ".join(parts if report.ended else [*parts, "not finished"])


def judgement(report: Report) -> list[str]:
    """Return the result in a few sentences."""
    overall = report.overall
    if not overall.answers:
        return ["Nothing was answered, so there is nothing to say."]
    sentences = [
        f"You got {overall.points:g} of {overall.answers} points.",
        (
            f"In interviews like this one you would get between {overall.low * 100:.0f} and "
            f"{overall.high * 100:.0f}\u00a0% of the points (80\u00a0% sure; best guess "
            f"{overall.mean * 100:.0f}\u00a0%)."
        ),
        _verdict(overall, report.brief.level.value),
    ]
    if report.judged_by_learner:
        own = report.judged_by_learner
        sentences.append(
            f"{own} of the {overall.answers} answers {'was' if own == 1 else 'were'} judged by "
            "you: the result is as strict as you were."
        )
    slow = sum(is_slow(row) for row in report.rows)
    if slow:
        sentences.append(
            f"{slow} answer{'' if slow == 1 else 's'} took more than one and a half times as long "
            "as planned."
        )
    return sentences


def _verdict(overall: Estimate, level: str) -> str:
    if overall.answers < _FEW:
        return "These are too few answers to judge by."
    if overall.low >= 0.7:
        return f"By these answers you stand well at {level} level."
    if overall.low >= 0.5:
        return f"More than half of what was asked at {level} level stands; see below what does not."
    if overall.high <= 0.5:
        return f"Much of what is asked at {level} level is still missing."
    return "These answers do not settle whether you would get more than half of the points."


def percent(estimate: Estimate) -> str:
    """Return an estimate with its interval: ``58 % (31 to 82)``."""
    low, mean, high = (round(100 * x) for x in (estimate.low, estimate.mean, estimate.high))
    return f"{mean}\u00a0% ({low} to {high})"


def answers(estimate: Estimate) -> str:
    """Return ``3 answers``."""
    return f"{estimate.answers} answer{'' if estimate.answers == 1 else 's'}"


def area(name: str) -> str:
    """Return an area with what it means, if that is known."""
    return f"{name} {AREAS[name]}" if name in AREAS else name


def stopwatch(seconds: float) -> str:
    """Return a time as ``7:05`` (minutes and seconds)."""
    whole = round(max(seconds, 0))
    return f"{whole // 60}:{whole % 60:02}"


def pace(row: Row) -> str:
    """Return how long an answer took, beside what it should have taken."""
    return f"{stopwatch(row.answer.seconds)} of {stopwatch(row.answer.planned)}"


def is_slow(row: Row) -> bool:
    """Tell whether an answer took more than one and a half times as long as planned."""
    return row.answer.seconds > 1.5 * row.answer.planned > 0


def result(row: Row) -> str:
    """Return what became of an answer, in a word; who judged it, if it was the learner."""
    word = POINTS[row.answer.points]
    return f"{word}, judged by you" if row.answer.by_learner else word
