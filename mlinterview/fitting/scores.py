"""How good predicted probabilities of recall are."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from mlinterview.intervals import wilson

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from mlinterview.fitting.samples import Samples

    Floats = NDArray[np.float64]

_SURE: Final = 1e-7
"""A prediction is kept so far from certainty, lest one review outweigh all others."""
_BINS: Final = 20


def log_loss(predicted: Floats, recalled: Floats) -> float:
    """Return the mean negative log-likelihood in nats; nan without any reviews."""
    if not len(predicted):
        return math.nan
    p = np.clip(predicted, _SURE, 1 - _SURE)
    return float(-np.mean(np.where(recalled > 0, np.log(p), np.log1p(-p))))


def auc(predicted: Floats, recalled: Floats) -> float:
    """Return the chance that a recalled review was given more than a forgotten one; ties are half.

    nan unless there are both.
    """
    values, place, counts = np.unique(predicted, return_inverse=True, return_counts=True)
    ranks = (np.cumsum(counts) - (counts - 1) / 2)[place]
    good = float(recalled.sum())
    bad = len(recalled) - good
    if not (good and bad and len(values)):
        return math.nan
    return (float(ranks[recalled > 0].sum()) - good * (good + 1) / 2) / (good * bad)


def rmse_bins(predicted: Floats, recalled: Floats, samples: Samples) -> float:
    """Return the root of the mean squared difference of predicted and observed share by bins.

    Source: the definition of the public benchmark of open-spaced-repetition.  A bin holds reviews
    alike in elapsed days, number of reviews and lapses, each on a geometric scale; bins weigh as much
    as they hold.  Only reviews that are scored, and first ones, count for number and lapses.
    """
    if not len(predicted):
        return math.nan
    keys = np.stack([_scale(samples.elapsed, 3.62), _scale(samples.number, 1.89),
                     np.where(samples.lapses == 0, -1, _scale(samples.lapses, 1.73))])  # fmt: skip
    _, place, counts = np.unique(keys, axis=1, return_inverse=True, return_counts=True)
    place = place.ravel()
    gaps = np.bincount(place, predicted - recalled) / counts
    return float(np.sqrt(np.average(gaps**2, weights=counts)))


def _scale(values: NDArray[np.int64], base: float) -> NDArray[np.int64]:
    """Return the logarithm rounded down; the benchmark's names of bins follow from it."""
    return np.asarray(np.floor(np.log(np.maximum(values, 1)) / np.log(base)), dtype=np.int64)


@dataclass(frozen=True, slots=True)
class Reliability:
    """Reviews that were given similar probabilities.

    Attributes:
        count: how many.
        predicted: their mean predicted probability of recall.
        observed: the share that was recalled.
        low, high: Wilson's 95 % interval of that share.
    """

    count: int
    predicted: float
    observed: float
    low: float
    high: float


def reliability(predicted: Floats, recalled: Floats, bins: int = _BINS) -> list[Reliability]:
    """Return the reliability curve: equal steps of the predicted probability, empty ones left out."""
    place = np.clip((predicted * bins).astype(np.int64), 0, bins - 1)
    curve = []
    for one in np.unique(place).tolist():
        inside = place == one
        count, good = int(inside.sum()), float(recalled[inside].sum())
        low, high = wilson(good, count)
        mean = float(predicted[inside].mean())
        curve.append(Reliability(count, mean, good / count, low, high))
    return curve
