"""Take operations back: one at a time without limit, or all since a moment as one step."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from mlinterview.errors import NothingToUndo
from mlinterview.model.reviews import Event, EventKind, Review
from mlinterview.scheduling.scheduler import Scheduler
from mlinterview.settings import SETTINGS, Settings
from mlinterview.store import derived, log

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable

    from mlinterview.collection import Collection


@dataclass(frozen=True, slots=True)
class Undone:
    """What was taken back.

    Attributes:
        reviews: answers, newest last.
        events: anything else.
    """

    reviews: tuple[Review, ...]
    events: tuple[Event, ...]

    @property
    def cards(self) -> list[str]:
        """The cards that are as they were before."""
        ids = [review.card_id for review in self.reviews]
        ids += [event.card_id for event in self.events if event.card_id is not None]
        return list(dict.fromkeys(ids))


def undo(collection: Collection, since_ms: int | None) -> Undone:
    """Append undo events for the newest operation, or for all since a moment (ms UTC).

    Raises:
        NothingToUndo: there is nothing left to take back.
    """
    with collection.database.transaction() as connection:
        operations = _operations(connection, since_ms)
        entries = [log.operation_entries(connection, operation) for operation in operations]
        reviews = tuple(sorted((r for e in entries for r in e[0]), key=lambda r: r.reviewed_at))
        events = tuple(sorted((x for e in entries for x in e[1]), key=lambda x: x.happened_at))
        _append(collection, connection, operations)
        undone = Undone(reviews, events)
        _derive(connection, undone, collection.scheduler)
    collection.forget_rules()
    return undone


def _operations(connection: sqlite3.Connection, since_ms: int | None) -> list[str]:
    if since_ms is not None:
        operations = log.operations_since(connection, since_ms)
        if not operations:
            raise NothingToUndo("nothing was done since then that could be taken back")
        return operations
    newest = log.newest_operation(connection)
    if newest is None:
        raise NothingToUndo("there is nothing to take back")
    return [newest]


def _append(
    collection: Collection, connection: sqlite3.Connection, operations: Iterable[str]
) -> None:
    made = collection.events(EventKind.UNDO, [None])[0]
    events = [
        Event(
            collection.new_id(), made.device, made.happened_at, made.study_day, made.operation,
            EventKind.UNDO, None, operation,
        )
        for operation in operations
    ]  # fmt: skip
    log.append_events(connection, events)
    connection.executemany(
        "INSERT OR IGNORE INTO undone (operation) VALUES (?)", [(o,) for o in operations]
    )


def _derive(connection: sqlite3.Connection, undone: Undone, scheduler: Scheduler) -> None:
    names = [event.value[0] for event in undone.events if event.kind is EventKind.SETTING]
    if names:
        derived.refresh_settings(connection)
        scheduler = Scheduler(Settings(derived.read_settings(connection)).scheduling())
    if any(name in SETTINGS and SETTINGS[name].reschedules for name in names):
        derived.refresh_cards(connection, scheduler)
    else:
        for card_id in undone.cards:
            log.rebuild_card(connection, card_id, scheduler)
