"""Fit the parameters to the learner's own log, and keep them only if they predict better."""

from __future__ import annotations

import itertools
import math
from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING, Any, Final

from mlinterview.fitting.due import TRIED, due, fitted_on
from mlinterview.model.reviews import EventKind
from mlinterview.scheduling.scheduler import Scheduler
from mlinterview.settings import FITTED_ON, Settings, read_value
from mlinterview.store import derived, log
from mlinterview.store.habits import count_reviews
from mlinterview.store.meta import write_fact

if TYPE_CHECKING:
    from mlinterview.collection import Collection
    from mlinterview.fitting.samples import Samples
    from mlinterview.scheduling.histories import Histories

FEWEST: Final = 400
"""Held-out reviews below which a difference in log loss says nothing."""
_PARTS: Final = 5
_MANY: Final = 100_000
"""Held-out reviews with which two parts are enough: each takes a fit of seconds."""


@dataclass(frozen=True, slots=True)
class Optimized:
    """What came of a fit.

    Attributes:
        reviews: reviews of the log.
        scored: held-out reviews that old and new parameters were compared on.
        needed: how many of them are needed.
        old_log_loss: log loss of the parameters in force on these; nan with too few.
        new_log_loss: log loss of parameters fitted to what came before each of these.
        parameters: fitted to all reviews; empty with too few.
        kept: whether they are in force now.
    """

    reviews: int
    scored: int
    needed: int
    old_log_loss: float
    new_log_loss: float
    parameters: tuple[float, ...]
    kept: bool

    @property
    def better(self) -> bool:
        """Whether held-out log loss falls."""
        return self.new_log_loss < self.old_log_loss

    def to_json(self) -> dict[str, Any]:
        """Return it as JSON values."""
        values = {**asdict(self), "better": self.better, "parameters": list(self.parameters)}
        return {
            key: None if isinstance(value, float) and math.isnan(value) else value
            for key, value in values.items()
        }


def optimize(collection: Collection, *, keep: bool = True) -> Optimized:
    """Fit FSRS-6 to the log, and put the parameters in force if held-out log loss falls.

    All cards are then replayed; one ``undo`` takes all of it back.  The parameters in force, if they
    came from a fit, are compared only on reviews that have come in since.
    """
    from mlinterview.fitting.reviewlog import of_collection
    from mlinterview.fitting.samples import samples
    from mlinterview.scheduling.fsrsrs import fit

    old, before = tuple(collection.settings["parameters"]), fitted_on(collection)
    histories = of_collection(collection)
    every = samples(histories)
    with collection.database.reading() as connection:
        fitted_at = log.setting_moment(connection, FITTED_ON.name)
    compared = _compare(histories, every, old, before, fitted_at)
    found = Optimized(len(histories.day), compared[0], FEWEST, compared[1], compared[2], (), False)
    if found.scored >= FEWEST:
        found = replace(found, parameters=fit(histories, every.row))
        if keep and found.better:
            _put_in_force(collection, found)
            found = replace(found, kept=True)
    if keep:
        write_fact(collection.database, TRIED, str(found.reviews))
    return found


def optimize_if_due(collection: Collection) -> Optimized | None:
    """Do so where the setting ``optimize`` is ``auto`` and enough new reviews have come in."""
    if collection.settings["optimize"] != "auto" or not due(collection):
        return None
    return optimize(collection)


def _compare(
    histories: Histories, every: Samples, old: tuple[float, ...], before: int, fitted_at: int
) -> tuple[int, float, float]:
    """Return the number of held-out reviews, and the log losses of old and new parameters."""
    import numpy as np

    from mlinterview.fitting.assess import held_out_recall
    from mlinterview.fitting.samples import PARTS
    from mlinterview.fitting.scores import log_loss
    from mlinterview.scheduling.trajectories import recall_before

    count = len(every)
    # old parameters know the reviews that they were fitted on
    seen = 0
    if before:
        moments = np.sort(histories.at)
        newest = max(int(moments[min(before, len(moments)) - 1]), fitted_at)
        seen = int((histories.at[every.row] <= newest).sum())
    begin = max(count - (PARTS - 1) * (count // PARTS), seen)
    scored = count - begin
    if scored < FEWEST:
        return scored, math.nan, math.nan
    number = _PARTS if scored < _MANY else 2
    ends = [begin + scored * k // number for k in range(number + 1)]
    parts = list(itertools.pairwise(ends))
    recalled = every.recalled[begin:]
    usual = recall_before(histories, old)[every.row[begin:]]
    fitted = held_out_recall(histories, every, parts)
    return scored, log_loss(usual, recalled), log_loss(fitted, recalled)


def _put_in_force(collection: Collection, found: Optimized) -> None:
    """Append the parameters to the log as one operation, and replay all cards."""
    parameters = read_value("parameters", list(found.parameters))
    with collection.database.transaction() as connection:
        (event,) = collection.events(EventKind.SETTING, [None], ["parameters", parameters])
        note = replace(
            event, id=collection.new_id(), value=[FITTED_ON.name, count_reviews(connection)]
        )
        log.append_events(connection, [event, note])
        derived.refresh_settings(connection)
        rules = Settings(derived.read_settings(connection))
        derived.refresh_cards(connection, Scheduler(rules.scheduling()))
    collection.forget_rules()
