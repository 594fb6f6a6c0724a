"""The real Anki, driven as its user would, and packages on their way between it and us."""

from __future__ import annotations

from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from anki.collection import Collection as Anki
from anki.collection import (
    ExportAnkiPackageOptions,
    ImportAnkiPackageOptions,
    ImportAnkiPackageRequest,
)

from mlinterview.exchange.anki.exporter import AnkiExporter
from mlinterview.exchange.anki.importer import AnkiImporter
from mlinterview.exchange.importing import Imported, bring, options_for
from mlinterview.exchange.source import Source
from mlinterview.model.reviews import Mode, Rating, Review
from mlinterview.store import log

if TYPE_CHECKING:
    import random
    from collections.abc import Iterator, Sequence
    from datetime import date
    from pathlib import Path

    from anki.cards import Card

    from mlinterview.clock import ManualClock
    from mlinterview.collection import Collection
    from mlinterview.model.exchange import Arrival
    from mlinterview.model.questions import Question

DAY_MS = 86_400_000
FORMATS = ("old.apkg", "new.apkg", "old.colpkg", "new.colpkg")
"""What Anki can export."""


@contextmanager
def anki(folder: Path, name: str = "anki") -> Iterator[Anki]:
    """Open a collection of Anki's that schedules with FSRS."""
    folder.mkdir(parents=True, exist_ok=True)
    collection = Anki(str(folder / f"{name}.anki2"))
    try:
        collection.set_config("fsrs", True)
        yield collection
    finally:
        collection.close()


def take(collection: Anki, package: Path) -> dict[str, int]:
    """Import a package with everything; returns how many notes met what fate."""
    options = ImportAnkiPackageOptions(
        with_scheduling=True, with_deck_configs=True, merge_notetypes=True
    )
    request = ImportAnkiPackageRequest(package_path=str(package), options=options)
    log = collection.import_anki_package(request).log
    return {name: len(getattr(log, name)) for name in ("new", "updated", "duplicate")}


def give(collection: Anki, folder: Path, name: str) -> Path:
    """Export everything from Anki, in one of its ``FORMATS``."""
    path, is_old = folder / name, name.startswith("old")
    path.unlink(missing_ok=True)
    if path.suffix == ".colpkg":
        collection.export_collection_package(str(path), include_media=True, legacy=is_old)
        collection.reopen()
        return path
    options = ExportAnkiPackageOptions(
        with_scheduling=True, with_deck_configs=True, with_media=True, legacy=is_old
    )
    collection.export_anki_package(out_path=str(path), options=options, limit=None)
    return path


def press(collection: Anki, ease: int) -> Card:
    """Answer the next card of all decks, as with its button."""
    for deck in collection.decks.all_names_and_ids():
        collection.decks.set_current(deck.id)
        card = collection.sched.getCard()
        if card is not None:
            collection.sched.answerCard(card, ease)
            return card
    raise AssertionError("nothing is due in Anki")


def is_sound(collection: Anki) -> bool:
    """Let Anki check its database; true if it found no problem."""
    report, is_ok = collection.fix_integrity()
    return is_ok and report.count("\n") == 0


def cards(collection: Anki) -> dict[str, Card]:
    """Return the cards of our own note types by our ids."""
    found = {}
    for number in collection.find_cards("note:mlinterview*"):
        card = collection.get_card(number)
        name = card.note()["Id"]
        found[name if card.ord == 0 else f"{name}#{card.ord + 1}"] = card
    return found


def due_date(collection: Anki, card: Card) -> date:
    """Return the date on which Anki shows a card that is due on a day."""
    # Anki keeps the machine's time
    today = datetime.fromtimestamp(collection.sched.day_cutoff).astimezone().date()
    today -= timedelta(days=1)
    return today + timedelta(days=card.due - collection.sched.today)


def export(collection: Collection, path: Path, subject: str = "collection") -> Path:
    """Export a collection of ours."""
    path.unlink(missing_ok=True)
    with Source(collection) as source:
        AnkiExporter().export(subject, source, path, lambda _: None)
    return path


def bring_in(collection: Collection, path: Path) -> Imported:
    """Import a package into a collection of ours."""
    return bring(collection, path, AnkiImporter(), options_for(collection))


@contextmanager
def arrival(collection: Collection, path: Path) -> Iterator[Arrival]:
    """Read a package for a collection of ours, and store nothing."""
    found = AnkiImporter().read(path, options_for(collection))
    try:
        yield found
    finally:
        found.close()


def study(collection: Collection, clock: ManualClock, days: int, chance: random.Random) -> None:
    """Let a random part of all cards have been rated on each of the last days, up to now."""
    now = clock.now_ms()
    cards = [card for deck in collection.library.deck_ids() for q in
             collection.library.questions(deck) for card in q.card_ids()]  # fmt: skip
    known = [card for card in cards if not card.endswith("9")]
    taken = [
        (
            card,
            now - day * DAY_MS - chance.randrange(DAY_MS // 3),
            chance.choice([1, 2, 3, 3, 3, 4]),
        )
        for day in range(days, 0, -1)
        for card in chance.sample(known, len(known) // 4)
    ]
    # some within minutes, as learning steps are
    recent = [card for card in cards if card.endswith(("0", "9"))]
    taken += [(c, now - chance.randrange(600_000), 1 + 2 * c.endswith("9")) for c in recent]
    modes = list(Mode)
    record(collection, [(*one, chance.choice(modes)) for one in taken])


def record(
    collection: Collection, taken: Sequence[tuple[str, int, int] | tuple[str, int, int, Mode]]
) -> None:
    """Put reviews of any time into the log: card, milliseconds, rating, perhaps mode."""
    with collection.database.transaction() as connection:
        for number, (card, moment, rating, *mode) in enumerate(taken):
            day = collection.study_day(moment)
            log.append_review(
                connection,
                Review(collection.new_id(), "here", card, moment, day, Rating(rating),
                       duration_ms=number % 90_000 or None, mode=mode[0] if mode else Mode.REVIEW),
            )  # fmt: skip
    collection.rebuild()


def add(there: Anki, note_type: str, *fields: str, deck: str = "Default", tags: str = "") -> list:
    """Add a note in Anki; returns its cards' numbers."""
    note = there.new_note(there.models.by_name(note_type))
    note.fields[: len(fields)] = fields
    note.tags = tags.split()
    there.add_note(note, there.decks.id(deck))
    return [card.id for card in note.cards()]


def questions(collection: Collection) -> dict[str, list[Question]]:
    assert collection.library.mistakes() == []
    return {deck: collection.library.questions(deck) for deck in collection.library.deck_ids()}
