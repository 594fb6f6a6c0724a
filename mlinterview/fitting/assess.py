"""How well the memory model predicts reviews that it was not fitted to, beside simple predictions."""

from __future__ import annotations

import math
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from mlinterview.fitting import baselines, reviewlog, scores
from mlinterview.fitting.samples import held_out_parts, samples
from mlinterview.readiness.calibration import calibrate
from mlinterview.readiness.evidence import evidence
from mlinterview.scheduling import fsrsrs
from mlinterview.scheduling.options import DEFAULT_PARAMETERS
from mlinterview.scheduling.trajectories import recall_before

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    from mlinterview.collection import Collection
    from mlinterview.fitting.samples import Samples
    from mlinterview.fitting.scores import Reliability
    from mlinterview.readiness.evidence import Floats
    from mlinterview.scheduling.histories import Histories

FEWEST: Final = 24
"""Reviews to measure by, below which nothing is said."""
HEALTHY_LOG_LOSS: Final = 1.11
HEALTHY_RMSE: Final = 1.53


@dataclass(frozen=True, slots=True)
class Row:
    """The scores of one way to predict: log loss and RMSE are better small, AUC large."""

    name: str
    log_loss: float
    rmse_bins: float
    auc: float


@dataclass(frozen=True, slots=True)
class Health:
    """Anki's published health check; see ``docs/model.md``.

    Attributes:
        log_loss: of the fitted model, divided by what is usual; see ``health``.
        rmse_bins: the same for RMSE(bins).
        healthy: one of the two is within its limit.
    """

    log_loss: float
    rmse_bins: float
    healthy: bool


@dataclass(frozen=True, slots=True)
class Assessment:
    """How well reviews were predicted by what was known before them.

    Attributes:
        reviews: all reviews of the log.
        measured: those at least one study day after the card's previous one.
        scored: those among them that were predicted, the last five sixths.
        recalled: the share of the scored ones that was recalled.
        rows: ways to predict, with their scores.
        reliability: of the fitted model.
        calibrated: the same of readiness.
        health: ``None`` with 300 measured reviews or fewer, or if all went the same way.
    """

    reviews: int
    measured: int
    scored: int
    recalled: float
    rows: tuple[Row, ...] = ()
    reliability: tuple[Reliability, ...] = ()
    calibrated: tuple[Reliability, ...] = ()
    health: Health | None = None

    def row(self, name: str) -> Row:
        """Return the row of this name."""
        return next(row for row in self.rows if row.name == name)

    def to_json(self) -> dict[str, Any]:
        """Return all of it as JSON values; what is not defined is null."""
        values: dict[str, Any] = _plain(asdict(self))
        return values


def assess(collection: Collection) -> Assessment:
    """Assess the memory model on the learner's own log."""
    return assess_histories(reviewlog.of_collection(collection))


def assess_reviews(
    card: ArrayLike, at_ms: ArrayLike, day: ArrayLike, rating: ArrayLike
) -> Assessment:
    """Assess it on any reviews, as columns of shape (N,); see ``reviewlog.of_arrays``."""
    return assess_histories(reviewlog.of_arrays(card, at_ms, day, rating))


def assess_histories(histories: Histories) -> Assessment:
    """Assess the memory model by six equal parts in time.

    Each of the last five is predicted by what comes of all reviews before it.
    """
    every = samples(histories)
    count, reviews = len(every), len(histories.day)
    if count < FEWEST:
        return Assessment(reviews, count, 0, math.nan)
    parts = held_out_parts(count)
    first = parts[0][0]
    usual = recall_before(histories, DEFAULT_PARAMETERS)[every.row]
    fitted = held_out_recall(histories, every, parts)
    known = evidence(histories, every.row, np.concatenate([usual[:first], fitted]))
    ready = calibrate(known, every.recalled, histories.day[every.row]).predicted[first:]
    scored = every.part(count, first)
    predictions = {
        "readiness": ready,
        "fitted": fitted,
        "defaults": usual[first:],
        "moving average": baselines.moving_average(every.recalled, parts),
        "average": baselines.average(every.recalled, parts),
    }
    rows = tuple(_row(name, found, scored) for name, found in predictions.items())
    return Assessment(
        reviews=reviews,
        measured=count,
        scored=len(scored),
        recalled=float(scored.recalled.mean()),
        rows=rows,
        reliability=tuple(scores.reliability(fitted, scored.recalled)),
        calibrated=tuple(scores.reliability(ready, scored.recalled)),
        health=health(rows[1], float(every.recalled.mean()), count),
    )


def held_out_recall(
    histories: Histories, every: Samples, parts: list[tuple[int, int]]
) -> NDArray[np.float64]:
    """Return retrievability in each part by parameters fitted to all reviews before it."""
    found = []
    for start, end in parts:
        parameters = fsrsrs.fit(histories, every.row[:start])
        found.append(recall_before(histories, parameters)[every.row[start:end]])
    return np.concatenate(found)


def health(fitted: Row, retention: float, count: int) -> Health | None:
    """Return Anki's health check of a fitted model.

    Source: ankitects/anki, ``rslib/src/scheduler/fsrs/params.rs`` (25.07): log loss and RMSE are
    divided by what is usual for a learner with this retention and number of reviews.
    """
    if count <= 300 or not 0 < retention < 1:
        return None
    usual_loss = 0.623 * (4 * retention * (1 - retention)) ** 0.738
    usual_rmse = (
        0.0135 / (retention**0.504 - 1.14) + 0.176 / ((count / 1000) ** 0.825 + 2.22) + 0.101
    )
    loss, rmse = fitted.log_loss / usual_loss, fitted.rmse_bins / usual_rmse
    return Health(loss, rmse, loss <= HEALTHY_LOG_LOSS or rmse <= HEALTHY_RMSE)


def _row(name: str, predicted: Floats, scored: Samples) -> Row:
    return Row(
        name,
        scores.log_loss(predicted, scored.recalled),
        scores.rmse_bins(predicted, scored.recalled, scored),
        scores.auc(predicted, scored.recalled),
    )


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _plain(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    if isinstance(value, float):
        return None if math.isnan(value) else round(value, 6)
    return value
