"""Take operations back: one at a time without limit, or all since a moment as one step."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from mlinterview.errors import NothingToUndo
from mlinterview.model.reviews import Event, EventKind, Review
from mlinterview.scheduling.scheduler import Scheduler
from mlinterview.settings import SETTINGS, Settings
from mlinterview.store import derived, log
from mlinterview.store.undo import refresh_undone

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable

    from mlinterview.collection import Collection


_FEW_NAMES = 20
_FEW_CARDS = 500
"""So many cards are replayed one by one faster than the whole log."""


@dataclass(frozen=True, slots=True)
class Undone:
    """What was taken back.

    Attributes:
        reviews: answers, newest last; without those of an import, which may be a million.
        events: anything else.
        imported: number of reviews that imports had brought.
        imported_cards: the cards of these reviews.
    """

    reviews: tuple[Review, ...]
    events: tuple[Event, ...]
    imported: int = 0
    imported_cards: tuple[str, ...] = ()

    @property
    def cards(self) -> list[str]:
        """The cards that are as they were before."""
        ids = [review.card_id for review in self.reviews]
        ids += [event.card_id for event in self.events if event.card_id is not None]
        return list(dict.fromkeys([*ids, *self.imported_cards]))

    @property
    def words(self) -> str:
        """What it was in a few words: cards if they are few, an import by its file."""
        files = [str(event.value.get("file", "a file")) for event in self.imports]
        if files:
            # a stranger's name for a file, which may hold anything
            return ", ".join(
                "".join(c for c in f"the import of {f}" if c.isprintable()) for f in files
            )
        if len(self.cards) > _FEW_NAMES:
            return f"{len(self.cards)} cards"
        return ", ".join(self.cards) or "a setting"

    @property
    def imports(self) -> list[Event]:
        """The imports among the events."""
        return [event for event in self.events if event.kind is EventKind.IMPORT]


def undo(collection: Collection, since_ms: int | None) -> Undone:
    """Append undo events for the newest operation, or for all since a moment (ms UTC).

    Raises:
        NothingToUndo: there is nothing left to take back.
    """
    with collection.database.transaction() as connection:
        operations = _with_imported(connection, _operations(connection, since_ms))
        undone = _entries(connection, operations)
        _append(collection, connection, operations)
        _derive(connection, undone, collection.scheduler)
    collection.forget_rules()
    if undone.imports:
        collection.look_again()  # its decks are gone
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


def _with_imported(connection: sqlite3.Connection, operations: list[str]) -> list[str]:
    """Add the operations that imports among these brought from another copy of the collection."""
    every = dict.fromkeys(operations)
    for operation in operations:
        for event in log.operation_events(connection, operation):
            if event.kind is EventKind.IMPORT:
                every.update(dict.fromkeys(event.value.get("operations") or ()))
    return list(every)


def _entries(connection: sqlite3.Connection, operations: list[str]) -> Undone:
    reviews: list[Review] = []
    events: list[Event] = []
    imported, cards = 0, dict[str, None]()
    for operation in operations:
        found = log.operation_events(connection, operation)
        events += found
        if any(event.kind is EventKind.IMPORT for event in found):
            for batch in [operation, *_restored(found)]:
                imported += log.batch_size(connection, batch)
                cards.update(dict.fromkeys(log.batch_cards(connection, batch)))
        else:
            reviews += log.operation_entries(connection, operation)[0]
    reviews.sort(key=lambda review: review.reviewed_at)
    events.sort(key=lambda event: event.happened_at)
    return Undone(tuple(reviews), tuple(events), imported, tuple(cards))


def _restored(events: list[Event]) -> list[str]:
    """Return the earlier imports that these made count again."""
    return [
        operation
        for event in events
        if event.kind is EventKind.IMPORT
        for operation in event.value.get("restored") or ()
    ]


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
    # an import may have brought undos, and these may have taken back anything
    undos = any(event.kind is EventKind.UNDO for event in undone.events)
    if undos:
        refresh_undone(connection)
    if names or undos:
        derived.refresh_settings(connection)
        scheduler = Scheduler(Settings(derived.read_settings(connection)).scheduling())
    if undos or any(name in SETTINGS and SETTINGS[name].reschedules for name in names):
        derived.refresh_cards(connection, scheduler)
    else:
        refresh_touched(connection, undone.cards, scheduler)


def refresh_touched(connection: sqlite3.Connection, cards: list[str], scheduler: Scheduler) -> None:
    """Derive cards anew whose log has changed: these, or, if they are many, all."""
    if len(cards) > _FEW_CARDS:
        derived.refresh_cards(connection, scheduler)
        return
    for card_id in cards:
        log.rebuild_card(connection, card_id, scheduler)
