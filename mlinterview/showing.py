"""A card put to the learner, and what became of it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mlinterview.model.kinds import Presentation, Verdict
    from mlinterview.model.questions import Question
    from mlinterview.model.reviews import CardState, Review


@dataclass(frozen=True, slots=True)
class Recorded:
    """An answer that is safely in the log.

    Attributes:
        review: what was recorded.
        card: the card's state after it.
        interval_seconds: until it is shown again.
        repeated: it had been recorded before (a double click); nothing was added.
    """

    review: Review
    card: CardState
    interval_seconds: int
    repeated: bool = False


@dataclass(frozen=True, slots=True)
class Shown:
    """A card as it is put to the learner, and the only thing an answer refers to.

    Attributes:
        token: the id that its review will have; answering twice records once.
        card: the state in which it is shown.
        question: what is asked.
        ordinal: which card of the question.
        presentation: the concrete showing.
        seed: what the presentation was drawn from.
        study_day: the study day on which it is shown, which the review will carry.
    """

    token: str
    card: CardState
    question: Question
    ordinal: int
    presentation: Presentation
    seed: int
    study_day: int


def verdict_json(verdict: Verdict) -> str:
    """Return a verdict as the log keeps it."""
    return json.dumps(
        {
            "outcome": verdict.outcome.value,
            "feedback": list(verdict.feedback),
            "parts": dict(verdict.parts),
        },
        ensure_ascii=False,
        sort_keys=True,
    )
