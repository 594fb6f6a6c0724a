"""Write an Anki package: notes, pictures, memory states, due dates and the review history.

``docs/decisions/anki.md`` says why it is the older of Anki's package formats.
"""

from __future__ import annotations

import base64
import hashlib
import heapq
import json
import re
import tempfile
import zipfile
from html import unescape
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from mlinterview.errors import ExchangeError
from mlinterview.exchange.anki.decks import configuration, deck_number, decks, presets
from mlinterview.exchange.anki.notes import NoteText, note_texts
from mlinterview.exchange.anki.notetypes import BASIC_ID, CLOZE_ID, note_types
from mlinterview.exchange.anki.ours import card_events, to_json
from mlinterview.exchange.anki.pictures import Pictures
from mlinterview.exchange.anki.schedule import Day0, ReviewLog
from mlinterview.model.exchange import Exporter
from mlinterview.model.reviews import CardState
from mlinterview.scheduling.replay import order
from mlinterview.store.anki.rows import NoteRow
from mlinterview.store.anki.writing import new_anki_database

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from mlinterview.exchange.source import Source
    from mlinterview.model.questions import Question
    from mlinterview.model.reviews import Event, Review
    from mlinterview.store.anki.rows import ReviewRow
    from mlinterview.store.anki.writing import AnkiWriter

_SEPARATOR = "\x1f"
_TAG = re.compile(r"<(?!img\b)[^>]*>|<img[^>]*?src=\"([^\"]*)\"[^>]*>")
STEP = 1000
"""Rows between two messages of progress."""


class AnkiExporter(Exporter):
    """Anki's package, for studying the questions there: with history, or without."""

    name: ClassVar[str] = "apkg"
    description: ClassVar[str] = "Anki package with pictures, FSRS memory states and history"
    suffix: ClassVar[str] = ".apkg"
    subjects: ClassVar[frozenset[str]] = frozenset({"collection", "questions"})

    def export(
        self, subject: str, source: Source, target: Path, progress: Callable[[int], None]
    ) -> int:
        """Write the package; ``questions`` leaves history and scheduling out.

        Returns the number of notes, cards and reviews together.
        """
        package = _Package(source, progress, with_history=subject == "collection")
        try:
            with tempfile.TemporaryDirectory(dir=target.parent, prefix=".apkg-") as folder:
                database = Path(folder) / "collection.anki21"
                with new_anki_database(database) as writer:
                    package.fill(writer)
                _pack(target, database, package.pictures)
        except OSError as error:
            raise ExchangeError(
                f"the package cannot be written to {target.parent} ({error.strerror}): make room "
                "there, or choose another folder"
            ) from None
        progress(package.rows % STEP)
        return package.rows


class _Package:
    """One export on its way."""

    def __init__(
        self, source: Source, progress: Callable[[int], None], *, with_history: bool
    ) -> None:
        self.pictures = Pictures()
        self.rows = 0
        self._source, self._progress, self._with_history = source, progress, with_history
        self._now = source.now_ms // 1000
        self._cards = {now.state.card_id: now.state for now in source.cards()}
        self._numbers: dict[str, int] = {}
        first = min(
            (card.introduced_day for card in self._cards.values() if card.introduced_day),
            default=source.study_day,
        )
        options = source.settings.scheduling()
        self._day0 = Day0(min(first, source.study_day) if with_history else first, options)

    def fill(self, writer: AnkiWriter) -> None:
        """Write all tables."""
        source, position = self._source, 0
        for question in source.questions():
            for text in note_texts(
                question, source.collection.plugins.kinds, self.pictures.of(question)
            ):
                position += 1
                self._add_note(writer, question, text, position)
        ours: dict[str, Any] = {}
        if self._with_history:
            log = ReviewLog(source.scheduler, self._numbers)
            events = card_events(source.events())
            both: list[Iterable[Review | Event]] = [source.reviews(), events]
            entries = heapq.merge(*both, key=order)
            writer.add_reviews(self._counted(log.rows(entries)))
            ours = {"version": 1, "moved": log.moved, "events": to_json(events, self._numbers)}
        created = source.calendar.start_ms(self._day0.study_day)
        west = _minutes_west(source, created)
        conf = configuration(west, source.settings["rollover_hour"], position + 1, ours)
        writer.add_collection(
            created // 1000,
            source.now_ms,
            json.dumps(conf),
            json.dumps(note_types()),
            json.dumps(decks((deck.info for deck in source.decks()), self._now)),
            json.dumps(presets(source.settings, self._now)),
        )

    def _add_note(
        self, writer: AnkiWriter, question: Question, text: NoteText, position: int
    ) -> None:
        number = self._source.now_ms + self.rows
        deck = deck_number(question.deck)
        states = [self._state(card_id) for card_id, _ in text.cards]
        tags = ["mlinterview", *question.topics, f"level::{question.level}",
                f"kind::{question.kind}", *["leech"] * any(state.leech for state in states)]  # fmt: skip
        words = _without_html(text.fields[0])
        note = NoteRow(
            id=number, guid=guid(text.id), mid=CLOZE_ID if text.is_cloze else BASIC_ID,
            mod=self._now, usn=-1, tags=f" {' '.join(tags)} ", flds=_SEPARATOR.join(text.fields),
            sfld=words, csum=int(hashlib.sha1(words.encode()).hexdigest()[:8], 16),  # noqa: S324
        )  # fmt: skip
        rows = []
        for count, (state, (card_id, place)) in enumerate(zip(states, text.cards, strict=True), 1):
            self._numbers[card_id] = number + count
            rows.append(
                self._day0.card_row(state, number + count, number, deck, place, position, self._now)
            )
        writer.add_note(note, rows)
        self._count(1 + len(rows))

    def _state(self, card_id: str) -> CardState:
        known = self._cards.get(card_id) if self._with_history else None
        return known or CardState(card_id)

    def _counted(self, rows: Iterable[ReviewRow]) -> Iterator[ReviewRow]:
        for row in rows:
            yield row
            self._count(1)

    def _count(self, more: int) -> None:
        before, self.rows = self.rows, self.rows + more
        if self.rows // STEP > before // STEP:
            self._progress(self.rows // STEP * STEP - before // STEP * STEP)


def guid(question_or_card: str) -> str:
    """Return what names a note in every collection of Anki, so that it is updated, not doubled."""
    digest = hashlib.sha256(f"mlinterview {question_or_card}".encode()).digest()
    return base64.urlsafe_b64encode(digest[:9]).decode()


def _minutes_west(source: Source, moment: int) -> int:
    offset = source.calendar.local(moment).utcoffset()
    return 0 if offset is None else -int(offset.total_seconds()) // 60


def _without_html(field: str) -> str:
    return " ".join(unescape(_TAG.sub(lambda tag: tag[1] or "", field)).split())


def _pack(target: Path, database: Path, pictures: Pictures) -> None:
    with zipfile.ZipFile(target, "x", zipfile.ZIP_DEFLATED) as archive:
        # a message of Anki's that holds one number: version 2 of the package format
        archive.writestr("meta", b"\x08\x02")
        archive.write(database, "collection.anki21")
        for number, path in enumerate(pictures.files.values()):
            archive.write(path, str(number), zipfile.ZIP_STORED)
        names = {str(number): name for number, name in enumerate(pictures.files)}
        archive.writestr("media", json.dumps(names))
