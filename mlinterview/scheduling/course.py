"""The way through learning steps as tables: where a rating leads from each step.

The tables are read off the scheduler itself, so there is one implementation of the rules.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from mlinterview.model.reviews import CardState, Mode, Rating, State

if TYPE_CHECKING:
    from mlinterview.scheduling.scheduler import Scheduler

NEW = 0


class Course:
    """Places of a card, numbered: new, the learning steps, review, the relearning steps.

    Attributes:
        states: state and step of each place.
        review: number of the place ``review``.
        following: place after a review, shape (2 · places · 5,): see ``index``.
        seconds: wait that follows where that place is a step.
        lapses: whether the review forgets what had been learned.
    """

    def __init__(self, scheduler: Scheduler) -> None:
        options = scheduler.options
        learning = max(len(options.learning_steps), 1)
        relearning = max(len(options.relearning_steps), 1)
        self.states: list[tuple[State, int | None]] = [
            (State.NEW, None),
            *((State.LEARNING, step) for step in range(learning)),
            (State.REVIEW, None),
            *((State.RELEARNING, step) for step in range(relearning)),
        ]
        self.review = learning + 1
        numbers = {place: number for number, place in enumerate(self.states)}
        size = 2 * len(self.states) * 5
        self.following = np.zeros(size, dtype=np.int64)
        self.seconds = np.zeros(size, dtype=np.int64)
        self.lapses = np.zeros(size, dtype=np.int64)
        for mode in (Mode.MOCK, Mode.REVIEW):
            for number, place in enumerate(self.states):
                for rating in Rating:
                    step = scheduler.review(_card(*place), rating, 0, 1, mode)
                    where = self.index(number, int(rating), mode.has_steps)
                    self.following[where] = numbers[step.card.state, step.card.step]
                    self.seconds[where] = step.interval_seconds
                    self.lapses[where] = step.card.lapses

    def index(self, place: int, rating: int, has_steps: bool) -> int:
        """Return the row of the tables; ``offsets`` does the same for arrays."""
        return (int(has_steps) * len(self.states) + place) * 5 + rating


def _card(state: State, step: int | None) -> CardState:
    if state is State.NEW:
        return CardState("")
    return CardState("", state, step, stability=1.0, difficulty=5.0, reviewed_day=0)
