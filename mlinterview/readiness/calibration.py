"""Correct FSRS's probabilities by what was observed: an online Bayesian logistic regression.

P(recalled) = σ(logit R + x·w) with evidence x and weights w, which start at 0 with a normal prior: with
few reviews it is FSRS itself.  Day by day the weights' normal approximation (mean and precision) is
carried on by Newton's method; every review is predicted before it is learned from.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from mlinterview.readiness.evidence import COLUMNS, trend, with_trend

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from mlinterview.readiness.evidence import Evidence, Trend

    Floats = NDArray[np.float64]

PRIOR_PRECISION: Final = 30.0
_LOOSE: Final = 5.0
"""Of the constant, the slope of FSRS's logit and the moving mean: a model without FSRS is possible."""
_TOGETHER: Final = 20
_STEPS: Final = 20
_LONGEST_STEP: Final = 1.5
_SETTLED: Final = 0.01
"""Steps in logits, of the review that is moved most."""


@dataclass(frozen=True, slots=True)
class Weights:
    """A normal distribution of the weights.

    Attributes:
        mean: shape (K,).
        precision: inverse of the covariance, shape (K, K).
    """

    mean: Floats
    precision: Floats

    @classmethod
    def prior(cls, width: int) -> Weights:
        """Return what is believed before any review."""
        precision = np.full(width, PRIOR_PRECISION)
        precision[[0, 1, COLUMNS - 1]] = _LOOSE
        return cls(np.zeros(width), np.diag(precision))

    def predict(self, offset: Floats, design: Floats) -> Floats:
        """Return the probabilities of recall, shape (M,)."""
        return _sigmoid(offset + design @ self.mean)

    def learn(self, offset: Floats, design: Floats, recalled: Floats) -> Weights:
        """Return what is believed after these reviews."""
        mean, precision = self.mean, self.precision
        for _ in range(_STEPS):
            chance = _sigmoid(offset + design @ mean)
            precision = self.precision + (design * (chance * (1 - chance))[:, None]).T @ design
            slope = design.T @ (recalled - chance) - self.precision @ (mean - self.mean)
            way = np.linalg.solve(precision, slope)
            size = float(np.abs(design @ way).max(initial=0.0))
            # a long step of Newton's method goes too far
            mean = mean + way * min(1.0, _LONGEST_STEP / max(size, 1e-9))
            if size < _SETTLED:
                break
        return Weights(mean, precision)

    def spread(self, direction: Floats) -> float:
        """Return the standard deviation of a weighted sum of the weights."""
        return float(np.sqrt(direction @ np.linalg.solve(self.precision, direction)))


@dataclass(frozen=True, slots=True)
class Calibrated:
    """What came of going through a log.

    Attributes:
        predicted: the probability that each review was given before it, shape (M,).
        weights: what is believed after all of them.
        trend: how it went of late, after all of them.
    """

    predicted: Floats
    weights: Weights
    trend: Trend


def calibrate(known: Evidence, recalled: Floats, day: NDArray[np.int64]) -> Calibrated:
    """Predict each review from those of earlier days, and learn from it.

    Args:
        known: evidence at the reviews, in order of time, shape (M, …).
        recalled: 1 or 0, shape (M,).
        day: study days, shape (M,).
    """
    before, last = trend(known.offset, recalled)
    known = with_trend(known, before)
    weights, predicted, start = Weights.prior(known.width), np.empty(len(recalled)), 0
    for end in _ends(day):
        design, offset = known.rows(start, end), known.offset[start:end]
        predicted[start:end] = weights.predict(offset, design)
        weights = weights.learn(offset, design, recalled[start:end])
        start = end
    return Calibrated(predicted, weights, last)


def _ends(day: NDArray[np.int64]) -> list[int]:
    """Return where days end, some short ones in a row counting as one."""
    ends: list[int] = []
    for end in [*(np.flatnonzero(np.diff(day)) + 1).tolist(), len(day)]:
        if end - (ends[-1] if ends else 0) >= _TOGETHER:
            ends.append(end)
    if len(day) and (not ends or ends[-1] < len(day)):
        ends.append(len(day))
    return ends


def _sigmoid(values: Floats) -> Floats:
    return np.asarray(1 / (1 + np.exp(-np.clip(values, -30, 30))))
