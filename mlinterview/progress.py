"""How far a session has come."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mlinterview.model.reviews import Rating
    from mlinterview.showing import Recorded


@dataclass(frozen=True, slots=True)
class Remaining:
    """What is left in a session: answers to come, as far as is known now."""

    learning: int
    due: int
    new: int

    @property
    def total(self) -> int:
        """All of it."""
        return self.learning + self.due + self.new


@dataclass(slots=True)
class Summary:
    """What was done in a session.

    Attributes:
        answers: answers given and not taken back, in order.
        seconds: time spent, pauses not counted.
    """

    answers: list[Recorded] = field(default_factory=list)
    seconds: float = 0.0

    def count(self, rating: Rating) -> int:
        """Return how many answers were rated so."""
        return sum(answer.review.rating is rating for answer in self.answers)
