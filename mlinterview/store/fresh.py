"""Rows of the table ``cards`` as a replay of the whole log gives them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mlinterview.model.reviews import EventKind
from mlinterview.scheduling.replay import apply, is_untouched, order, replay
from mlinterview.store.log import card_log, replay_all
from mlinterview.store.rows import EVENT_COLUMNS, card_from_row, card_to_row, event_from_row

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator, Sequence

    from mlinterview.model.reviews import Event
    from mlinterview.scheduling.bulk import Replayed
    from mlinterview.scheduling.histories import Histories
    from mlinterview.scheduling.scheduler import Scheduler

    Row = tuple[Any, ...]

FEW = 2000
"""Reviews below which importing NumPy would take longer than one review after the other."""


def fresh_rows(connection: sqlite3.Connection, scheduler: Scheduler) -> list[Row]:
    """Return the rows of all cards that were touched, in the order of ``CARD_COLUMNS``."""
    (many,) = connection.execute(
        "SELECT count(*) FROM (SELECT 1 FROM reviews LIMIT ?)", (FEW,)
    ).fetchone()
    if many < FEW:
        states = replay_all(connection, scheduler)
        return [card_to_row(card) for card in states if not is_untouched(card)]
    return list(_bulk_rows(connection, scheduler))


def _bulk_rows(connection: sqlite3.Connection, scheduler: Scheduler) -> Iterator[Row]:
    from mlinterview.scheduling.bulk import replay_all as replay_histories
    from mlinterview.store.columns import read_reviews

    histories = read_reviews(connection).histories
    events = _card_events(connection)
    for row in _rows(histories, replay_histories(histories, scheduler)):
        own = events.pop(row[0], None) if events else None
        if own is None:
            yield row
            continue
        if _commute(own, scheduler):
            card = card_from_row(row)
            for event in sorted(own, key=order):
                card = apply(card, event, scheduler)
        else:
            card = replay(row[0], card_log(connection, row[0]), scheduler)
        if not is_untouched(card):
            yield card_to_row(card)
    for card_id, own in events.items():
        card = replay(card_id, own, scheduler)
        if not is_untouched(card):
            yield card_to_row(card)


def _card_events(connection: sqlite3.Connection) -> dict[str, list[Event]]:
    rows = connection.execute(
        f"SELECT {EVENT_COLUMNS} FROM events WHERE card_id IS NOT NULL "
        "AND operation NOT IN (SELECT operation FROM undone)"
    )
    events: dict[str, list[Event]] = {}
    for event in map(event_from_row, rows):
        events.setdefault(str(event.card_id), []).append(event)
    return events


def _commute(events: Sequence[Event], scheduler: Scheduler) -> bool:
    """Tell whether a card's events lead to the same state wherever they stand among its reviews."""
    kinds = {event.kind for event in events}
    if EventKind.RESET in kinds:
        return False
    # a leech may be suspended before or after it was resumed
    return not (scheduler.options.leech_suspends and kinds & {EventKind.SUSPEND, EventKind.RESUME})


def _rows(histories: Histories, replayed: Replayed) -> Iterator[Row]:
    from mlinterview.scheduling.bulk import NO_MOMENT

    first, last = histories.starts[:-1], histories.starts[1:] - 1
    places = replayed.place.tolist()
    words = [state.value for state, _ in replayed.names]
    steps = [step for _, step in replayed.names]
    return zip(
        histories.cards,
        [words[place] for place in places],
        [steps[place] for place in places],
        replayed.stability.tolist(),
        replayed.difficulty.tolist(),
        replayed.due_day.tolist(),
        [None if moment == NO_MOMENT else moment for moment in replayed.due_at.tolist()],
        histories.at[last].tolist(),
        histories.day[last].tolist(),
        histories.day[first].tolist(),
        histories.lengths().tolist(),
        replayed.lapses.tolist(),
        histories.rating[last].tolist(),
        replayed.suspended.astype(int).tolist(),
        [None] * len(places),
        [0] * len(places),
        replayed.leech.astype(int).tolist(),
        strict=True,
    )
