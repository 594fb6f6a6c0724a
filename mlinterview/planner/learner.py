"""What one study costs and leads to: seconds, ratings and the memory states after them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from mlinterview.planner.memory import Memory

Four = tuple[float, float, float, float]
Three = tuple[float, float, float]


@dataclass(frozen=True, slots=True)
class Costs:
    """Seconds that a study takes, by rating: Again, Hard, Good, Easy.

    Attributes:
        first: the first study of a card.
        review: every later one.

    Raises:
        ValueError: these are not four positive, finite numbers each.
    """

    first: Four = (120.0, 90.0, 60.0, 30.0)
    review: Four = (90.0, 50.0, 35.0, 20.0)

    def __post_init__(self) -> None:
        for name, seconds in (("first", self.first), ("review", self.review)):
            values = np.asarray(seconds, dtype=float)
            if values.shape != (4,) or not np.isfinite(values).all() or (values <= 0).any():
                raise ValueError(f"costs.{name} must be four positive seconds, not {seconds!r}")


@dataclass(frozen=True, slots=True)
class Outcome:
    """One study of many cards; the last axis of all but ``seconds`` stands for the four ratings.

    Attributes:
        seconds: expected length of the study.
        chance: probabilities of the ratings.
        stability, difficulty: the memory state after each rating.
    """

    seconds: NDArray[np.float64]
    chance: NDArray[np.float64]
    stability: NDArray[np.float64]
    difficulty: NDArray[np.float64]


class Learner:
    """A memory, and how a person rates and how long they take.

    Args:
        memory: the memory model.
        costs: seconds by rating.
        first_rating: probabilities of Again, Hard, Good, Easy at the first study.
        recall_rating: probabilities of Hard, Good, Easy when a card was recalled.

    Attributes:
        memory: as given.
        first_rating, recall_rating: as given, adding up to 1; shapes (4,) and (3,).
        first_seconds, review_seconds: by rating, shape (4,).

    Raises:
        ValueError: the probabilities are negative or do not add up to 1.
    """

    def __init__(
        self,
        memory: Memory,
        costs: Costs,
        first_rating: Sequence[float],
        recall_rating: Sequence[float],
    ) -> None:
        self.memory = memory
        self.first_rating = _distribution(first_rating, 4, "first_rating")
        self.recall_rating = _distribution(recall_rating, 3, "recall_rating")
        self.first_seconds = np.asarray(costs.first, dtype=float)
        self.review_seconds = np.asarray(costs.review, dtype=float)

    def first(self) -> Outcome:
        """Return the first study of a card; shapes () and (4,)."""
        return Outcome(
            np.asarray(self.first_rating @ self.first_seconds),
            self.first_rating,
            self.memory.first_stability,
            self.memory.first_difficulty,
        )

    def review(
        self,
        stability: NDArray[np.float64],
        difficulty: NDArray[np.float64],
        elapsed_days: NDArray[np.float64],
    ) -> Outcome:
        """Return a later study of cards in these states; their shapes are broadcast."""
        recall = self.memory.recall(stability, elapsed_days)
        recall, stability, difficulty = np.broadcast_arrays(recall, stability, difficulty)
        chance = np.concatenate(
            [1 - recall[..., None], recall[..., None] * self.recall_rating], axis=-1
        )
        return Outcome(
            chance @ self.review_seconds,
            chance,
            self.memory.stability_after(stability, difficulty, elapsed_days),
            self.memory.difficulty_after(difficulty),
        )


def _distribution(chances: Sequence[float], count: int, name: str) -> NDArray[np.float64]:
    values = np.asarray(chances, dtype=float)
    if values.shape != (count,) or not (np.isfinite(values).all() and (values >= 0).all()):
        raise ValueError(f"{name} must be {count} probabilities, not {chances!r}")
    if abs(values.sum() - 1) > 1e-3:
        raise ValueError(f"{name} must add up to 1, not {values.sum():g}")
    return np.asarray(values / values.sum())
