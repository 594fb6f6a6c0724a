"""Gather the notes of a package into decks, and learn which of our cards each of its cards is."""

from __future__ import annotations

import hashlib
from collections import Counter
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import PurePath
from typing import TYPE_CHECKING
from urllib.parse import unquote

from mlinterview.errors import ExchangeError
from mlinterview.exchange import writing
from mlinterview.exchange.anki.content import Writer, our_card
from mlinterview.exchange.anki.history import marks
from mlinterview.exchange.anki.pictures import SUFFIXES
from mlinterview.model.exchange import ArrivingDeck
from mlinterview.model.questions import split_card_id

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from mlinterview.exchange.anki.notebook import NoteType, Surroundings
    from mlinterview.exchange.anki.package import Package
    from mlinterview.model.exchange import ArrivingQuestion, ImportOptions
    from mlinterview.model.reviews import Event
    from mlinterview.store.anki.reading import AnkiReader
    from mlinterview.store.anki.rows import CardRow, NoteRow

MOST_TEXT = 300_000_000
"""Characters of all notes."""
_LONGEST_DECK_ID = 60


@dataclass(slots=True)
class _Deck:
    """A deck that is being filled."""

    id: str
    title: str
    origin: str
    joins: bool = False
    questions: dict[str, ArrivingQuestion] = field(default_factory=dict)
    media: dict[str, Path] = field(default_factory=dict)


class Gathering:
    """Goes through notes and cards once.

    Attributes:
        cards: our card id by Anki's number.
        events: what says that cards are suspended or flagged.
    """

    def __init__(self, package: Package, around: Surroundings, options: ImportOptions) -> None:
        self.cards: dict[int, str] = {}
        self.events: list[Event] = []
        self._package, self._around, self._options = package, around, options
        self._decks: dict[int, _Deck] = {}
        self._current: _Deck | None = None
        self._writer = Writer(self._picture)
        self._strangers: set[str] = set()
        self._pictures: Counter[bool] = Counter()
        self._text = 0

    def gather(self, reader: AnkiReader) -> Iterator[CardRow]:
        """Read everything; yield each card that is brought along."""
        groups = groupby(reader.cards(), key=lambda card: card.nid)
        number, cards = next(groups, (None, iter(())))
        for note in reader.notes():
            while number is not None and number < note.id:
                number, cards = next(groups, (None, iter(())))
            own = list(cards) if number == note.id else []
            self._count_text(note)
            yield from self._note(note, own)

    def decks(self) -> list[ArrivingDeck]:
        """Return the decks that have questions."""
        return [
            ArrivingDeck(
                id=deck.id,
                title=deck.title,
                description=f"Imported from the Anki deck {deck.title}.",
                questions=list(deck.questions.values()),
                origin=deck.origin,
                media=dict(deck.media),
                joins=deck.joins,
            )
            for deck in self._decks.values()
            if deck.questions
        ]

    def notes(self) -> list[str]:
        """Say what could not be brought along."""
        said = [
            f"notes that were left out, as {why}: {count}"
            for why, count in sorted(self._writer.left_out.items())
        ]
        if self._pictures[True]:
            said.append(
                "pictures that were put beside the questions, which show their descriptions: "
                f"{self._pictures[True]}"
            )
        if self._pictures[False]:
            said.append(
                f"pictures that are not in the package, or unreadable: {self._pictures[False]}"
            )
        if self._writer.sounds:
            said.append(f"sounds and videos that were left out: {self._writer.sounds}")
        if self._strangers:
            said.append(
                "mlinterview questions of the package that no deck here offers, and whose history "
                f"is kept: {len(self._strangers)}"
            )
        return said

    def _note(self, note: NoteRow, cards: list[CardRow]) -> Iterator[CardRow]:
        note_type = self._around.note_types.get(note.mid)
        if note_type is None or not cards:
            why = "they have no cards" if note_type else "their note type is missing"
            self._writer.left_out[why] += 1
        elif our_card(note_type, note, 0) is not None:
            yield from self._our_note(note_type, note, cards)
        else:
            yield from self._foreign_note(note_type, note, cards)

    def _our_note(
        self, note_type: NoteType, note: NoteRow, cards: list[CardRow]
    ) -> Iterator[CardRow]:
        for card in cards:
            card_id = our_card(note_type, note, card.ord)
            if not card_id:
                self._writer.left_out["their Id is none of mlinterview's"] += 1
                return
            question = split_card_id(card_id)[0]
            if not self._options.has_question(question):
                self._strangers.add(question)
            self.cards[card.id] = card_id
            if card.mod != note.mod:  # something was done with it after it was exported
                self.events += marks(card, card_id, self._options)
            yield card

    def _foreign_note(
        self, note_type: NoteType, note: NoteRow, cards: list[CardRow]
    ) -> Iterator[CardRow]:
        deck = self._current = self._deck_of(cards[0])
        made = self._writer.questions(note_type, note, cards)
        if any(question.slug in deck.questions for question, _ in made):
            self._writer.left_out["another note has the same id"] += 1
            return
        for question, ordinals in made:
            deck.questions[question.slug] = question
            for card in cards:
                ordinal = ordinals.get(card.ord)
                if ordinal is not None:
                    mark = "" if ordinal == 1 else f"#{ordinal}"
                    card_id = f"{deck.id}/{question.slug}{mark}"
                    self.cards[card.id] = card_id
                    self.events += marks(card, card_id, self._options)
                    yield card

    def _deck_of(self, card: CardRow) -> _Deck:
        number = card.odid or card.did
        if self._options.deck is not None:
            number = 0
        if number not in self._decks:
            self._decks[number] = self._new_deck(number)
        return self._decks[number]

    def _new_deck(self, number: int) -> _Deck:
        if self._options.deck is not None:
            chosen = self._options.deck
            return _Deck(chosen, chosen, f"anki {chosen}", joins=True)
        name = " ".join(self._around.decks.get(number, "").split())[:200] or f"Anki deck {number}"
        stem = writing.words_of(name.replace("::", " "), _LONGEST_DECK_ID) or f"anki-{abs(number)}"
        taken = {deck.id for deck in self._decks.values()}
        identity, count = stem, 1
        while identity in taken:
            count += 1
            identity = f"{stem}-{count}"
        return _Deck(identity, name.replace("::", ": "), f"anki {number}")

    def _picture(self, source: str) -> str | None:
        """Return the file name beside the questions of a picture, unpacking it."""
        for name in dict.fromkeys((source, unquote(source))):
            suffix = PurePath(name).suffix.lower()
            try:
                path = self._package.medium(name) if suffix in SUFFIXES else None
            except (ExchangeError, OSError):
                path = None
            if path is not None and self._current is not None:
                digest = hashlib.sha256(name.encode("utf-8", "replace")).hexdigest()[:8]
                plain = f"{writing.words_of(PurePath(name).stem, 40) or 'picture'}-{digest}{suffix}"
                self._pictures[True] += plain not in self._current.media
                self._current.media[plain] = path
                return plain
        self._pictures[False] += 1
        return None

    def _count_text(self, note: NoteRow) -> None:
        self._text += len(note.flds)
        if self._text > MOST_TEXT:
            raise ExchangeError(
                f"{self._package.path}: its notes have more than {MOST_TEXT:,} characters, which "
                "no real export has: it is not read"
            )
