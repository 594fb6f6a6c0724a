"""The learner's own weakest points, from what follows from the log."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from mlinterview.model.questions import split_card_id
from mlinterview.model.reviews import CardState, Rating

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mlinterview.collection import Collection

SHAKY = 0.8
"""A card that is recalled with less than this probability today is weak, whatever its past."""


@dataclass(frozen=True, slots=True)
class Weakness:
    """A question that the learner does not have.

    Attributes:
        question: its id.
        score: how weak it is; only the order means something.
    """

    question: str
    score: float


def weakest(collection: Collection, topics: Sequence[str] = ()) -> list[Weakness]:
    """Return the questions with weak cards among those that were seen, the weakest first.

    Weak is what was often forgotten, what was not known at the last time, and what is likely to be
    forgotten by today. Suspended cards are left out. An empty log gives an empty list.
    """
    from mlinterview.store.queues import Selection

    _ = collection.library
    where, values = Selection(topics=tuple(topics)).where()
    with collection.database.reading() as connection:
        rows = connection.execute(
            "SELECT c.card_id, c.stability, c.reviewed_day, c.lapses, c.last_rating, c.leech "
            "FROM cards c JOIN library.cards l USING (card_id) "
            f"WHERE c.reps > 0 AND NOT c.suspended AND {where} ORDER BY card_id",
            values,
        ).fetchall()
    scores: dict[str, float] = {}
    for card_id, stability, reviewed_day, lapses, rating, leech in rows:
        card = CardState(card_id, stability=stability, reviewed_day=reviewed_day)
        recall = collection.scheduler.retrievability(card, collection.study_day())
        failed = rating == Rating.AGAIN
        if recall is None or not (leech or failed or lapses or recall < SHAKY):
            continue
        score = (1 - recall) + 0.1 * min(lapses, 5) + 0.2 * failed + 0.3 * bool(leech)
        question = split_card_id(card_id)[0]
        scores[question] = max(score, scores.get(question, 0.0))
    found = [Weakness(question, score) for question, score in scores.items()]
    return sorted(found, key=lambda one: (-one.score, one.question))
