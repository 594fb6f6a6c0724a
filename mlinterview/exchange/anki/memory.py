"""Memory states: those that Anki keeps, beside those that follow from the history."""

from __future__ import annotations

import json
import math
from statistics import median
from typing import TYPE_CHECKING

from mlinterview.model.reviews import CardState
from mlinterview.scheduling.options import DEFAULT_PARAMETERS, SchedulingOptions
from mlinterview.scheduling.scheduler import Scheduler

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from mlinterview.model.reviews import Review

_COMPARED_CARDS = 2_000
_LONGEST_DATA = 10_000


def stability_of(data: str) -> float | None:
    """Return the stability (days) in a card's ``data``, if it holds one."""
    if len(data) > _LONGEST_DATA:
        return None
    try:
        value = json.loads(data or "{}").get("s")
    except (ValueError, AttributeError, RecursionError):
        return None
    is_number = isinstance(value, (int, float)) and math.isfinite(value) and value > 0
    return float(value) if is_number else None


def usable(parameters: Iterable[Sequence[float]]) -> tuple[float, ...] | None:
    """Return the first parameters that FSRS-6 takes and that are not its defaults."""
    for found in parameters:
        # Anki keeps single precision and shows four decimals
        rounded = tuple(round(value, 4) for value in found)
        if rounded == DEFAULT_PARAMETERS:
            continue
        try:
            Scheduler(SchedulingOptions(parameters=rounded))
        except ValueError:
            continue
        return rounded
    return None


class Memory:
    """Compares the memory states in a package with those that follow from its history.

    Our states are a function of the log, so they are computed anew; with the parameters of the
    package they should be the same.
    """

    def __init__(self, parameters: Sequence[float] | None) -> None:
        options = SchedulingOptions(parameters=tuple(parameters or DEFAULT_PARAMETERS))
        self._scheduler = Scheduler(options)
        self._states: dict[int, float] = {}
        self._replayed: dict[int, CardState] = {}
        self._numbers: dict[str, int] = {}

    def expect(self, number: int, data: str) -> None:
        """Take note of the ``data`` of a card, by Anki's number; some thousand are enough."""
        stability = stability_of(data) if len(self._states) < _COMPARED_CARDS else None
        if stability is not None:
            self._states[number] = stability

    def add(self, number: int, review: Review) -> None:
        """Take a review of a card into account."""
        if number not in self._states:
            return
        self._numbers[review.card_id] = number
        before = self._replayed.get(number) or CardState(review.card_id)
        step = self._scheduler.review(
            before, review.rating, review.reviewed_at, review.study_day, review.mode
        )
        self._replayed[number] = step.card

    def reset(self, card_id: str) -> None:
        """Take into account that a card was made new again."""
        self._replayed.pop(self._numbers.get(card_id, -1), None)

    def difference(self) -> tuple[int, float] | None:
        """Return how many cards were compared, and the median relative difference in stability."""
        differences = [
            abs(card.stability - self._states[number]) / self._states[number]
            for number, card in self._replayed.items()
            if card.stability is not None
        ]
        return (len(differences), median(differences)) if differences else None
