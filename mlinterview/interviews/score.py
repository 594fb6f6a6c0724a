"""What an interview's answers say of the learner, and how surely."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from mlinterview.interviews.beta import beta_quantile
from mlinterview.model.questions import Level

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

WEIGHTS: Mapping[Level, float] = {Level.ENTRY: 0.75, Level.MID: 1.0, Level.SENIOR: 1.25}
"""What an answer counts, by the level of its question."""

PRIOR = (1.0, 1.0)
"""Before the first answer, every share of points is as likely as any other: Beta(1, 1)."""

SURE = 0.8
"""The share lies between the two ends of an estimate with this probability."""


@dataclass(frozen=True, slots=True)
class Estimate:
    """The share of points that the learner would get for questions like those that were asked.

    Attributes:
        answers: how many there were.
        points: points that they got, unweighted.
        mean: mean of the posterior, 0 to 1.
        low: lower end of the central 80 % interval.
        high: its upper end.
    """

    answers: int
    points: float
    mean: float
    low: float
    high: float


def estimate(scored: Iterable[tuple[float, Level]]) -> Estimate:
    """Estimate a share of points from answers.

    The posterior is Beta(1 + Σ w·p, 1 + Σ w·(1 − p)) for points p and weights w: an answer that is
    half right counts as half a success and half a failure.

    Args:
        scored: for each answer its points (0 to 1), and the level of its question.
    """
    answers = list(scored)
    a = PRIOR[0] + sum(WEIGHTS[level] * points for points, level in answers)
    b = PRIOR[1] + sum(WEIGHTS[level] * (1 - points) for points, level in answers)
    tail = (1 - SURE) / 2
    return Estimate(
        answers=len(answers),
        points=sum(points for points, _ in answers),
        mean=a / (a + b),
        low=beta_quantile(tail, a, b),
        high=beta_quantile(1 - tail, a, b),
    )
