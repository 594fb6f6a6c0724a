"""Many learners living many days at once: what is true of them, and what is believed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Protocol

import numpy as np

from mlinterview.planner.population import true_stability

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from mlinterview.planner.cards import Cards
    from mlinterview.planner.learner import Learner
    from mlinterview.planner.population import Population

_LUCK: Final = 16
"""So many studies of a card have luck of their own; then it comes round again."""


class Policy(Protocol):
    """What to study on a day, from what is believed."""

    def index(self, lives: Lives, day: int) -> NDArray[np.float64]:
        """Return how urgent each learner's cards are, (M, N); what is not above 0 is left alone."""


@dataclass(frozen=True, slots=True)
class Lived:
    """What the learners did, by day.

    Attributes:
        seconds, new, reviews: seconds, first studies and later studies, shape (M, T).
        recall: true probability of recall of each card on each day asked for, (K, M, N).
    """

    seconds: NDArray[np.float64]
    new: NDArray[np.float64]
    reviews: NDArray[np.float64]
    recall: NDArray[np.float64]


class Lives:
    """N cards in the hands of M learners.

    Attributes:
        stability, difficulty: as believed, shape (M, N); stability is NaN for a new card.
        last: study day of the last study, (M, N).
        touched: whether a card was studied in this simulation, (M, N).
    """

    def __init__(self, learner: Learner, cards: Cards, people: Population, seed: int) -> None:
        self.learner, self.people, self.scale = learner, people, cards.scale
        shape = learners, count = len(people.pace), len(cards.scale)
        stability, difficulty, elapsed = cards.states.T
        new = np.isnan(stability)
        self.stability, self.difficulty, self.last = (
            np.tile(one, (learners, 1)) for one in (stability, difficulty, -elapsed)
        )
        self.touched = np.zeros(shape, dtype=bool)
        known = np.where(new, 1.0, stability)
        self._true = true_stability(learner.memory, people.memory, known)
        self._true[:, new] = np.nan
        self._hard = self.difficulty.copy()
        self._studies = np.zeros(shape, dtype=np.intp)
        # the same luck with a card's nth study under every policy, so that differences are theirs
        self._luck = np.random.default_rng(seed).random((learners, count, _LUCK), dtype=np.float32)
        self._first = np.cumsum(people.first_rating, axis=1)[:, :3]
        self._recalled = np.cumsum(people.recall_rating, axis=1)[:, :2]

    def live(self, policy: Policy, budgets: NDArray[np.float64], asked: Sequence[int]) -> Lived:
        """Let all learners live through the study days; ``asked`` are the days of interviews."""
        shape = len(self.people.pace), len(budgets)
        seconds, new, reviews = np.zeros((3, *shape))
        recall = np.zeros((len(asked), *self.stability.shape))
        lived = Lived(seconds, new, reviews, recall)
        owed = np.zeros(shape[0])
        for day, budget in enumerate(budgets):
            self._ask(lived, asked, day or -1)
            going = ~self.people.missed[:, day] & (budget > 0)
            if going.any():
                left = np.where(going, budget - owed, 0)
                spent = self._study_day(policy, day, left, lived)
                # the last study may run over; the next day is shorter for it
                owed = np.where(going, np.maximum(spent - left, 0), owed)
            self._ask(lived, asked, 0 if day == 0 else -1)
        self._ask(lived, asked, len(budgets))
        return lived

    def _ask(self, lived: Lived, asked: Sequence[int], day: int) -> None:
        """Enter the recall of interviews on this day: before its studies, or after those of today."""
        for number, one in enumerate(asked):
            if one == day:
                elapsed = (day - self.last).T
                recall = self.people.memory.recall(self._true.T, elapsed).T
                lived.recall[number] = np.where(np.isnan(self._true), 0, recall)

    def _study_day(
        self, policy: Policy, day: int, left: NDArray[np.float64], lived: Lived
    ) -> NDArray[np.float64]:
        """Let each learner study what is most urgent until the time is used up."""
        index = policy.index(self, day)
        quickest = min(self.learner.first_seconds.min(), self.learner.review_seconds.min())
        most = left.max() / (quickest * self.scale.min() * self.people.pace.min())
        order = np.argsort(-index, axis=1, kind="stable")[:, : int(most) + 1]
        who = np.arange(len(left))[:, None]
        worth = index[who, order] > 0
        rating, seconds = self._would_rate(order, day)
        seconds = np.where(worth, seconds, 0)
        done = worth & (np.cumsum(seconds, axis=1) - seconds < left[:, None])
        people, place = np.nonzero(done)
        cards = order[people, place]
        first = np.zeros(done.shape, dtype=bool)
        first[people, place] = np.isnan(self._true[people, cards])
        self._study(people, cards, rating[people, place], day)
        spent = np.asarray(np.where(done, seconds, 0).sum(axis=1))
        lived.seconds[:, day] = spent
        lived.new[:, day] = first.sum(axis=1)
        lived.reviews[:, day] = (done & ~first).sum(axis=1)
        return spent

    def _would_rate(
        self, order: NDArray[np.intp], day: int
    ) -> tuple[NDArray[np.intp], NDArray[np.float64]]:
        """Return rating (0–3) and seconds of each study, if the cards were studied now."""
        who = np.arange(len(order))[:, None]
        luck = self._luck[who, order, self._studies[who, order] % _LUCK].astype(float)
        true, elapsed = self._true[who, order], day - self.last[who, order]
        new = np.isnan(true)
        first = (luck[..., None] > self._first[:, None]).sum(axis=-1)
        forgotten = 1 - self.people.memory.recall(true.T, elapsed.T).T
        part = (luck - forgotten) / np.maximum(1 - forgotten, 1e-12)
        recalled = 1 + (part[..., None] > self._recalled[:, None]).sum(axis=-1)
        rating = np.where(new, first, np.where(part > 0, recalled, 0))
        seconds = np.where(
            new, self.learner.first_seconds[rating], self.learner.review_seconds[rating]
        )
        return rating, np.asarray(seconds * self.scale[order] * self.people.pace[:, None])

    def _study(
        self, who: NDArray[np.intp], cards: NDArray[np.intp], rating: NDArray[np.intp], day: int
    ) -> None:
        """Enter these studies, one for each pair of learner and card."""
        here = who, cards
        gap, new = day - self.last[here], np.isnan(self._true[here])
        rows = np.arange(len(who))
        for memory, stability, difficulty in (
            (self.learner.memory, self.stability, self.difficulty),
            (self.people.memory.of(who), self._true, self._hard),
        ):
            s = np.where(new, 1.0, stability[here])
            d = difficulty[here]
            after = memory.stability_after(s, d, gap)[rows, rating]
            harder = memory.difficulty_after(d)[rows, rating]
            fresh = np.broadcast_to(memory.first_stability, (len(who), 4))[rows, rating]
            hard = np.broadcast_to(memory.first_difficulty, (len(who), 4))[rows, rating]
            stability[here] = np.where(new, fresh, after)
            difficulty[here] = np.where(new, hard, harder)
        self.last[here] = day
        self._studies[here] += 1
        self.touched[here] = True
