"""From verdict to rating: what the program proposes, and the learner may change.

| what happened | rating |
|---|---|
| correct | Good |
| partly correct | Hard |
| wrong, or the answer was revealed before answering | Again |
| correct by a lucky guess | Again |

How long the answer took is recorded and never changes the rating by itself.
"""

from __future__ import annotations

from mlinterview.model.kinds import Outcome, Verdict
from mlinterview.model.reviews import Rating

_RATINGS = {
    Outcome.CORRECT: Rating.GOOD,
    Outcome.PARTIAL: Rating.HARD,
    Outcome.WRONG: Rating.AGAIN,
    Outcome.REVEALED: Rating.AGAIN,
}


def proposed_rating(verdict: Verdict, lucky: bool = False) -> Rating:
    """Return the rating that follows from a verdict."""
    return Rating.AGAIN if lucky else _RATINGS[verdict.outcome]
