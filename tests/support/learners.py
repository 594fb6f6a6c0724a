"""A learner who forgets by FSRS-6, and the log of their answers."""

import random
from collections.abc import Sequence

from support.studying import DAY

from mlinterview.collection import Collection
from mlinterview.model.reviews import CardState, Mode, Rating, Review
from mlinterview.scheduling.options import DEFAULT_PARAMETERS, SchedulingOptions
from mlinterview.scheduling.scheduler import Scheduler
from mlinterview.store import log

FORGETFUL = (0.05, 0.2, 0.5, 2.0, *DEFAULT_PARAMETERS[4:8], 0.6, *DEFAULT_PARAMETERS[9:])
"""Parameters of somebody who forgets much faster than most."""

GAPS = (0, 1, 3, 7, 14, 30)


def reviews_of(
    parameters: Sequence[float],
    cards: int,
    reviews: int,
    seed: int = 1,
    mode: Mode = Mode.REVIEW,
    deck: str = "tiny",
) -> list[Review]:
    """Let somebody with this memory answer so many cards so often, at gaps by chance."""
    chance, scheduler = random.Random(seed), Scheduler(SchedulingOptions(tuple(parameters)))
    found = []
    for number in range(cards):
        card, day = CardState(f"{deck}/q{number}"), DAY + chance.randrange(90)
        for _ in range(reviews):
            recall = scheduler.retrievability(card, day)
            good = chance.random() < (0.7 if recall is None else recall)
            rating = Rating(chance.choice([2, 3, 3, 3, 4])) if good else Rating.AGAIN
            at = day * 86_400_000 + 43_200_000 + chance.randrange(30_000_000)
            at = max(at, (card.reviewed_at or 0) + 1)
            found.append(
                Review(
                    f"{deck}-{number}-{card.reps}",
                    "here",
                    card.card_id,
                    at,
                    day,
                    rating,
                    9000,
                    mode,
                )
            )
            card = scheduler.review(card, rating, at, day, mode).card
            day += chance.choice(GAPS)
    return sorted(found, key=lambda one: one.reviewed_at)


def append(collection: Collection, reviews: Sequence[Review]) -> None:
    """Put reviews in the log, and derive the cards."""
    with collection.database.transaction() as connection:
        for review in reviews:
            log.append_review(connection, review)
    collection.rebuild()
