"""What was agreed when an interview began, and what was answered in it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mlinterview.interviews.ladders import Step
    from mlinterview.interviews.pool import Item
    from mlinterview.interviews.stages import Stage
    from mlinterview.model.questions import Level

SHORTEST, LONGEST = 5, 180
"""Minutes that an interview may take."""


@dataclass(frozen=True, slots=True)
class Brief:
    """An interview as it was begun; never changed.

    Attributes:
        id: UUIDv7.
        role: name of the role.
        level: the level applied for.
        minutes: how long it should take.
        seed: what the choice of questions depends on besides the answers.
        began_at: milliseconds since 1970-01-01 UTC.
        began_day: study day.
    """

    id: str
    role: str
    level: Level
    minutes: float
    seed: int
    began_at: int
    began_day: int

    @property
    def short_id(self) -> str:
        """A few letters by which people name it."""
        return self.id.replace("-", "")[-6:]


@dataclass(frozen=True, slots=True)
class Given:
    """An answer of an interview, as far as the course depends on it.

    Attributes:
        question: the question's id.
        stage: key of the stage in which it was asked.
        points: 0 wrong, ½ partly right, 1 right.
        seconds: how long it took.
        step: how the question followed from the answer before it.
    """

    question: str
    stage: str
    points: float
    seconds: float
    step: Step


@dataclass(frozen=True, slots=True)
class Ask:
    """What the interviewer asks next.

    Attributes:
        item: the question.
        stage: where in the interview.
        position: the how-manieth question of its stage, from 1.
        step: how it follows from the answer before it.
        seconds: how long the answer should take.
    """

    item: Item
    stage: Stage
    position: int
    step: Step
    seconds: int
