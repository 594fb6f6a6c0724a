"""Words that every front end says alike."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mlinterview.frontends.durations import short
from mlinterview.model.kinds import Outcome
from mlinterview.model.reviews import Mode, State

if TYPE_CHECKING:
    from mlinterview.showing import Recorded, Shown

OUTCOMES = {
    Outcome.CORRECT: "Correct.",
    Outcome.PARTIAL: "Partly correct.",
    Outcome.WRONG: "Not correct.",
    Outcome.REVEALED: "Revealed.",
}


def marks(shown: Shown) -> list[str]:
    """Return what a card is, in single words: deck, topic, level, kind, and how it stands."""
    question, card = shown.question, shown.card
    found = [question.deck, question.topics[0], question.level.value, question.kind]
    if card.state is State.NEW:
        found.append("new")
    if card.leech:
        found.append("leech")
    return found


def comes_back(recorded: Recorded) -> str:
    """Return when an answered card is asked again, in words that go on after a colon."""
    if recorded.review.mode is Mode.PLAN:
        return "the plan says when it comes back"
    return f"it comes back in {short(recorded.interval_seconds)}"


def pace(answers: int, seconds: float) -> str:
    """Return how many answers took how long."""
    if answers == 1:
        return f"1 answer in {seconds:.0f} s"
    time = f"{seconds / 60:.1f} min" if seconds >= 60 else f"{seconds:.0f} s"
    return f"{answers} answers in {time}, {seconds / answers:.0f} s each"
