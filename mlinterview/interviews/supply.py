"""Read from decks and log which questions an interview may ask, and which it had better not."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from mlinterview.interviews.pool import Item, Pool
from mlinterview.model.questions import Asked, Level, split_card_id
from mlinterview.store import interviews
from mlinterview.trust import is_trusted

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mlinterview.collection import Collection
    from mlinterview.interviews.brief import Brief

REVIEWED_DAYS = 7
"""What was reviewed in so many days is too fresh for an interview."""
INTERVIEWED_DAYS = 30
"""The same for what an interview asked."""


def read_pool(collection: Collection, brief: Brief) -> tuple[Pool, list[str]]:
    """Return the questions, and the decks whose programs nobody trusts: those are left out.

    How stale a question is depends on the time before the interview began, so that an interview
    that is taken up again goes on in the same way.
    """
    _ = collection.library
    with collection.database.reading() as connection:
        rows = interviews.questions_of_library(connection)
        day, moment = brief.began_day, brief.began_at
        reviewed = interviews.cards_reviewed(connection, day - REVIEWED_DAYS + 1, moment)
        asked = interviews.cards_reviewed(
            connection, day - INTERVIEWED_DAYS + 1, moment, in_interviews=True
        )
    stale = dict.fromkeys(_questions(asked), 1) | dict.fromkeys(_questions(reviewed), 2)
    kinds = collection.plugins.kinds
    untrusted: dict[str, bool] = {}
    items = []
    for row in rows:
        if row[1] not in kinds:
            continue
        item = _item(row, stale)
        if kinds[item.kind].runs_code:
            deck = item.id.partition("/")[0]
            if deck not in untrusted:
                untrusted[deck] = not is_trusted(collection, deck)
            if untrusted[deck]:
                continue
        items.append(item)
    return Pool(items), [deck for deck, is_so in untrusted.items() if is_so]


def held_back(collection: Collection) -> set[str]:
    """Return the questions of which a card is suspended, or buried today."""
    with collection.database.reading() as connection:
        return set(_questions(interviews.cards_held_back(connection, collection.study_day())))


def _questions(cards: Iterable[str]) -> Iterable[str]:
    return (split_card_id(card)[0] for card in cards)


def _item(row: tuple[Any, ...], stale: dict[str, int]) -> Item:
    id_, kind, level, asked, topics, requires, follow_ups, cards, minutes = row
    first = json.loads(cards)[0]
    return Item(
        id=id_,
        card=id_ if first == 1 else f"{id_}#{first}",
        kind=kind,
        level=Level(level),
        asked=Asked(asked),
        topics=tuple(topic.upper() for topic in json.loads(topics)) or ("",),
        requires=tuple(json.loads(requires)),
        follow_ups=tuple(json.loads(follow_ups)),
        minutes=minutes if isinstance(minutes, int) and kind == "scenario" else None,
        staleness=stale.get(id_, 0),
    )
