"""Readiness by topic: the share of questions that would be answered right, and how sure that is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from mlinterview.model.questions import area_of
from mlinterview.store import syllabus
from mlinterview.store.queues import Selection

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mlinterview.collection import Collection
    from mlinterview.readiness.chances import Chances
    from mlinterview.scheduling.histories import Histories

_Z90: Final = 1.644854


@dataclass(frozen=True)
class Readiness:
    """What is expected of the questions of one topic.

    Attributes:
        topic: topic or area; empty for all questions together.
        questions: how many there are.
        seen: how many of them were answered before.
        share: expected share of the questions that are answered right; unseen ones count as wrong.
        low, high: its 90 % interval.
    """

    topic: str
    questions: int
    seen: int
    share: float
    low: float
    high: float


def readiness(
    collection: Collection,
    study_day: int | None = None,
    selection: Selection | None = None,
    by: Literal["area", "topic"] = "topic",
    histories: Histories | None = None,
) -> list[Readiness]:
    """Return readiness overall, then by topic in alphabetical order.

    Args:
        collection: whose.
        study_day: for which day; today by default.
        selection: of which questions; all by default.
        by: topics as written, or areas: topics without the number at the end (``EVA`` for ``EVA03``).
        histories: all reviews that count, where they have been read already.

    A question with several cards counts by the mean of its cards.
    """
    day = collection.study_day() if study_day is None else study_day
    _ = collection.library
    with collection.database.reading() as connection:
        cards = syllabus.selected_cards(connection, selection or Selection())
        topics = syllabus.question_topics(connection)
        seen = syllabus.seen_cards(connection)
    holdings: dict[str, dict[str, list[str]]] = {"": {}}
    for card, question, _kind in cards:
        own = topics.get(question, ())
        names = dict.fromkeys(area_of(one) if by == "area" else one for one in own)
        for name in ("", *names):
            holdings.setdefault(name, {}).setdefault(question, []).append(card)
    expected = (
        _Expected(collection, day, topics, histories)
        if any(card in seen for card, *_ in cards)
        else None
    )
    if expected is not None:
        seen &= expected.places.keys()  # another process may have taken answers back meanwhile
    return [_measure(name, holdings[name].values(), seen, expected) for name in sorted(holdings)]


class _Expected:
    """The chances of all cards that were seen, by id."""

    def __init__(
        self,
        collection: Collection,
        day: int,
        topics: dict[str, list[str]],
        histories: Histories | None,
    ) -> None:
        from mlinterview.fitting.reviewlog import of_collection
        from mlinterview.readiness.chances import chances

        with collection.database.reading() as connection:
            every = syllabus.selected_cards(connection, Selection())
        about = {card: topics[question][0] for card, question, _ in every if question in topics}
        kinds = {card: kind for card, _, kind in every}
        histories = of_collection(collection) if histories is None else histories
        parameters = collection.settings["parameters"]
        self.chances: Chances = chances(histories, parameters, day, [about, kinds])
        # a card that was reset stands there several times, at last as it is now
        self.places = {card: place for place, card in enumerate(histories.cards)}


def _measure(
    topic: str, questions: Iterable[list[str]], seen: set[str], expected: _Expected | None
) -> Readiness:
    import numpy as np

    every = list(questions)
    held = [[card for card in cards if card in seen] for cards in every]
    met = sum(bool(cards) for cards in held)
    if expected is None or not met:
        return Readiness(topic, len(every), 0, 0.0, 0.0, 0.0)
    parts = [
        1 / len(cards) / len(every) for cards, own in zip(every, held, strict=True) for _ in own
    ]
    places = [expected.places[card] for own in held for card in own]
    share, deviation = expected.chances.share(np.array(places), np.array(parts))
    low, high = share - _Z90 * deviation, share + _Z90 * deviation
    return Readiness(topic, len(every), met, share, max(low, 0.0), min(high, met / len(every)))
