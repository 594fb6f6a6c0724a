"""What an import does to a collection, as one operation that one undo takes back."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Any

from mlinterview.errors import ExchangeError
from mlinterview.exchange import decks
from mlinterview.exchange.arriving import check_moment, review_id
from mlinterview.exchange.imported import Imported
from mlinterview.model.reviews import Event, EventKind
from mlinterview.scheduling.scheduler import Scheduler
from mlinterview.settings import Settings
from mlinterview.store import derived, log
from mlinterview.store.importing import Arrivals
from mlinterview.store.imports import count_of, import_values, undos_of
from mlinterview.store.undo import refresh_undone
from mlinterview.undoing import refresh_touched

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from pathlib import Path

    from mlinterview.collection import Collection
    from mlinterview.exchange.decks import EarlierImport, Placement
    from mlinterview.model.exchange import Arrival, ImportOptions
    from mlinterview.model.reviews import Review


@dataclass(slots=True)
class ImportOperation:
    """One import, from what has arrived to what is stored."""

    collection: Collection
    path: Path
    format: str
    arrival: Arrival
    options: ImportOptions
    placements: list[Placement] = field(default_factory=list)
    earlier: list[EarlierImport] = field(default_factory=list)
    done: Imported = field(default_factory=Imported)

    def run(self, dry_run: bool, progress: Callable[[int], None]) -> Imported:
        """Store what is new, or with ``dry_run`` only find it out."""
        collection = self.collection
        self.done = Imported(format=self.format, notes=self.arrival.notes)
        self._place()
        with collection.database.reading() as connection:
            arrivals = Arrivals(connection)
            arrivals.open()
            try:
                self._put_aside(arrivals, progress)
                if dry_run:
                    self._foresee(connection, arrivals)
                else:
                    self._commit(arrivals)
            finally:
                arrivals.close()
        return self.done

    def _place(self) -> None:
        if not self.arrival.decks:
            return
        folder = self.collection.home.decks
        # first, and then the library: what comes meanwhile must not be among them and yet unknown
        self.earlier = decks.earlier(folder)
        self.collection.look_again()
        library = self.collection.library
        taken = set(library.deck_ids())
        for deck in self.arrival.decks:
            placement = decks.place(
                deck,
                folder,
                taken,
                lambda question_id: library.find(question_id) is not None,
                self.earlier,
            )
            taken.add(placement.name)
            self.placements.append(placement)

    def _is_overtaken(self) -> bool:
        """Tell whether another import has brought questions to the same decks since ``_place``."""
        since = set(decks.earlier(self.collection.home.decks)) - set(self.earlier)
        names = {placement.name for placement in self.placements}
        origins = {placement.deck.origin for placement in self.placements}
        return any(one.name in names or one.origin in origins for one in since)

    def _put_aside(self, arrivals: Arrivals, progress: Callable[[int], None]) -> None:
        arrivals.put_aside(self._checked_reviews(), self._checked_events(), progress)
        if not self.arrival.states_known:
            arrivals.derive_states()
        names = {
            placement.deck.id: placement.name
            for placement in self.placements
            if placement.name != placement.deck.id and not placement.deck.joins
        }
        if names:
            arrivals.rename_decks(names, review_id)

    def _checked_reviews(self) -> Iterator[Review]:
        for review in self.arrival.reviews:
            check_moment(review.reviewed_at, self.options, f"{self.path}: {review.card_id}")
            _check_card(review.card_id, self.path)
            yield review

    def _checked_events(self) -> Iterator[Event]:
        for event in self.arrival.events:
            check_moment(event.happened_at, self.options, f"{self.path}: {event.kind.value}")
            if event.card_id is not None:
                _check_card(event.card_id, self.path)
            yield event

    # -- telling and doing ---------------------------------------------------------------------

    def _foresee(self, connection: sqlite3.Connection, arrivals: Arrivals) -> None:
        connection.execute("BEGIN")
        try:
            fates = arrivals.decide()
            undos = self._undos_of_complete(connection, arrivals, fates.same)
            self._count(fates.new, fates.known, fates.back, undos)
            self.done.events = arrivals.new_events()
            self.done.questions = self._new_questions(undos)
        finally:
            connection.execute("ROLLBACK")

    def _commit(self, arrivals: Arrivals) -> None:
        collection, folder = self.collection, self.collection.home.decks
        operation = self.done.operation = collection.new_id()
        try:
            with collection.database.transaction() as connection:
                scheduler = collection.scheduler
                self._add(connection, arrivals, operation)
                if not self.done.is_empty:
                    self._derive(connection, arrivals, scheduler)
        finally:
            # in place if it was committed, or else away with it; the log decides
            with collection.database.reading() as connection:
                is_done = log.has_operation(connection, operation)
            (decks.settle if is_done else decks.drop)(folder, operation)
        if self.done.is_empty:
            self.done.operation = ""
        else:
            collection.forget_rules()
            collection.look_again()

    def _add(self, connection: sqlite3.Connection, arrivals: Arrivals, operation: str) -> None:
        _settle_decks(connection, self.collection.home.decks)
        if self._is_overtaken():
            raise ExchangeError(
                f"{self.path}: another import brought questions meanwhile, so nothing was "
                "imported: import it again"
            )
        fates = arrivals.decide()
        undos = self._undos_of_complete(connection, arrivals, fates.same)
        self._count(fates.new, fates.known, fates.back, undos)
        self.done.events, operations, kinds = arrivals.add_events()
        arrivals.add_reviews(operation)
        for earlier in fates.back.keys() - undos.keys():
            arrivals.add_again(operation, earlier, partial(review_id, again=operation))
        self.done.questions = self._new_questions(undos)
        if self.done.is_empty:
            return
        if self.done.questions:
            wanted = [p for p in self.placements if p.name in self.done.questions]
            folder = self.collection.home.decks
            try:
                self.done.notes += decks.write(folder, operation, wanted)
            except OSError as error:
                raise ExchangeError(
                    f"the questions cannot be written to {folder} ({error.strerror}): "
                    "nothing was imported; mend that and import again"
                ) from None
        self._tell(connection, operation, operations, kinds, undos)

    def _tell(
        self,
        connection: sqlite3.Connection,
        operation: str,
        operations: list[str],
        kinds: list[str],
        undos: Mapping[str, Iterable[str]],
    ) -> None:
        """Append the event that stands for all of it, and the undos of undos."""
        done = self.done
        value: dict[str, Any] = {
            "file": self.path.name,
            "format": self.format,
            "reviews": done.reviews,
            "questions": done.questions,
            "operations": operations,
            "kinds": sorted(kinds),
            "restored": sorted(undos),
        }
        [made] = self.collection.events(EventKind.IMPORT, [None], value)
        taken = sorted({undo for found in undos.values() for undo in found})
        events = [
            Event(made.id, made.device, made.happened_at, made.study_day, operation,
                  EventKind.IMPORT, None, value),
            *(
                Event(self.collection.new_id(), made.device, made.happened_at, made.study_day,
                      operation, EventKind.UNDO, None, undo)
                for undo in taken
            ),
        ]  # fmt: skip
        log.append_events(connection, events)

    def _derive(
        self, connection: sqlite3.Connection, arrivals: Arrivals, scheduler: Scheduler
    ) -> None:
        if self.done.events or self.done.restored:
            refresh_undone(connection)
            derived.refresh_settings(connection)
            scheduler = Scheduler(Settings(derived.read_settings(connection)).scheduling())
            derived.refresh_cards(connection, scheduler)
            return
        refresh_touched(connection, list(arrivals.cards()), scheduler)

    # -- what comes ----------------------------------------------------------------------------

    def _count(
        self, new: int, known: int, back: Mapping[str, int], undos: Mapping[str, object]
    ) -> None:
        again = sum(count for operation, count in back.items() if operation not in undos)
        self.done.reviews = new + again
        self.done.known = known
        self.done.restored = sorted(undos)

    def _undos_of_complete(
        self, connection: sqlite3.Connection, arrivals: Arrivals, same: Mapping[str, int]
    ) -> dict[str, set[str]]:
        """Return the imports that were taken back and of which everything arrives again.

        Each with the undos that would have to be taken back.
        """
        complete: dict[str, set[str]] = {}
        coming = {f"{p.name}/{question.slug}" for p in self.placements for question in p.new}
        for operation, value in import_values(connection, taken_back=True).items():
            brought = count_of(connection, operation)
            operations = set(map(str, _list(value.get("operations"))))
            slugs = decks.slugs(self.collection.home.decks, operation)
            if not (brought or operations or slugs):
                continue
            undos = undos_of(connection, operation)
            if (
                same.get(operation, 0) == brought
                and slugs <= coming
                and arrivals.has_all_events(operations)
                # an undo that took back something else as well stays as it is
                and all(targets <= {operation, *operations} for targets in undos.values())
                and undos
            ):
                complete[operation] = set(undos)
        return complete

    def _new_questions(self, restored: Iterable[str]) -> dict[str, int]:
        folder = self.collection.home.decks
        there = {slug for operation in restored for slug in decks.slugs(folder, operation)}
        counts: dict[str, int] = {}
        for number, p in enumerate(self.placements):
            new = tuple(q for q in p.new if f"{p.name}/{q.slug}" not in there)
            self.placements[number] = decks.Placement(p.deck, p.name, new, p.is_new)
            if new:
                counts[p.name] = len(new)
        return counts


def _settle_decks(connection: sqlite3.Connection, folder: Path) -> None:
    """Move the decks of imports that are in the log in place, and delete those that never ended.

    Only within a transaction that writes: no other import is then between its decks and its end.
    """
    for operation in decks.arriving(folder):
        if log.has_operation(connection, operation):
            decks.settle(folder, operation)
        else:
            decks.drop(folder, operation)


def _check_card(card_id: str, path: Path) -> None:
    if not card_id or len(card_id) > 300 or not card_id.isprintable() or " " in card_id:
        raise ExchangeError(f"{path}: {card_id[:60]!r} is no card's id: export the file again")


def _list(value: object) -> list[object]:
    return value if isinstance(value, list) else []
