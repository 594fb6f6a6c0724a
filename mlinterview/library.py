"""The decks of a collection: plugins' and the learner's own, read once and then cached."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mlinterview.errors import UnknownName
from mlinterview.model.questions import Mistake, Question, split_card_id
from mlinterview.store.question_cache import CACHE_VERSION, QuestionCache, question_from_json

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from mlinterview.deckfiles.folder import FileReading
    from mlinterview.locations import Home
    from mlinterview.model.decks import DeckInfo, DeckReading, DeckSource
    from mlinterview.plugins import Plugins
    from mlinterview.store.database import Database

_CLOCK_TICK_NS = 2_000_000_000
OWN = "you"
"""Stands in the place of a plugin's name for the learner's own decks."""


@dataclass(frozen=True, slots=True)
class DeckSummary:
    """A deck in a listing.

    Attributes:
        info: what ``deck.md`` says.
        plugin: who offers it; ``you`` for the learner's own.
        path: where it stands.
        kinds: number of questions by kind.
        mistakes: mistakes found in it, warnings not counted.
    """

    info: DeckInfo
    plugin: str
    path: str
    kinds: Mapping[str, int]
    mistakes: int

    @property
    def questions(self) -> int:
        """Number of questions."""
        return sum(self.kinds.values())


class Library:
    """Questions by id, decks by name; refreshed from the files when it is first used."""

    def __init__(self, home: Home, plugins: Plugins, database: Database) -> None:
        self._home, self._plugins, self._database = home, plugins, database
        self._cache = QuestionCache(home.question_cache)
        self._refresh()
        database.attach_library(home.question_cache)

    def decks(self) -> list[DeckSummary]:
        """Return the decks in the order in which plugins offer them, the learner's own last."""
        with self._database.reading() as connection:
            kinds: dict[str, dict[str, int]] = {}
            for deck, kind, count in connection.execute(
                "SELECT deck, kind, count(*) FROM library.questions GROUP BY 1, 2 ORDER BY 1, 2"
            ):
                kinds.setdefault(deck, {})[kind] = count
            wrong = dict(
                connection.execute(
                    "SELECT deck, count(*) FROM library.mistakes WHERE NOT warning GROUP BY deck"
                ).fetchall()
            )
        return [
            DeckSummary(deck.info, deck.plugin, deck.path, kinds.get(name, {}), wrong.get(name, 0))
            for name, deck in self._cache.decks().items()
        ]

    def mistakes(self) -> list[Mistake]:
        """Return the mistakes found in the decks, warnings not counted."""
        with self._database.reading() as connection:
            rows = connection.execute(
                "SELECT path, line, what, mend FROM library.mistakes WHERE NOT warning "
                "ORDER BY path, line"
            )
            return [Mistake(*row) for row in rows]

    def question(self, question_id: str) -> Question:
        """Return a question; a card's id gives its question.

        Raises:
            UnknownName: there is none; close names are suggested.
        """
        found = self.find(question_id)
        if found is None:
            raise UnknownName(
                f"there is no question {question_id!r}{self._suggest(question_id)}: "
                "find ids with `mlinterview search WORDS`"
            )
        return found

    def find(self, question_id: str) -> Question | None:
        """Return a question, or ``None`` if the decks do not hold it (any more)."""
        with self._database.reading() as connection:
            row = connection.execute(
                "SELECT body FROM library.questions WHERE id = ?", (split_card_id(question_id)[0],)
            ).fetchone()
        return None if row is None else question_from_json(json.loads(row[0]))

    def card(self, card_id: str) -> tuple[Question, int]:
        """Return a card's question and the card's ordinal there.

        Raises:
            UnknownName: there is no such card.
        """
        question = self.question(card_id)
        ordinal = split_card_id(card_id)[1]
        if "#" not in card_id and ordinal not in question.cards:
            ordinal = question.cards[0]
        if ordinal not in question.cards:
            raise UnknownName(
                f"{question.id} has no card {card_id!r}: it has {', '.join(question.card_ids())}"
            )
        return question, ordinal

    def questions(self, deck: str) -> list[Question]:
        """Return a deck's questions in the author's order.

        Raises:
            UnknownName: there is no such deck.
        """
        self.check_names(decks=[deck])
        return sorted(self._cache.questions_of(deck), key=lambda q: (q.path, q.line))

    def ids(self) -> list[str]:
        """Return all question ids."""
        return self._column("SELECT id FROM library.questions ORDER BY id")

    def topics(self) -> list[str]:
        """Return all topics."""
        return self._column("SELECT DISTINCT topic FROM library.topics ORDER BY topic")

    def deck_ids(self) -> list[str]:
        """Return all decks' ids."""
        return self._column("SELECT id FROM library.decks ORDER BY position")

    def search(self, words: Iterable[str], limit: int = 50) -> list[Question]:
        """Return questions that hold all the words, those with a word in the title first."""
        wanted = [word.casefold() for word in words if word.strip()]
        found: list[tuple[int, int, Question]] = []
        with self._database.reading() as connection:
            for place, (body,) in enumerate(
                connection.execute("SELECT body FROM library.questions ORDER BY rank")
            ):
                folded = body.casefold()
                # a cheap test first: most questions fail it, and parsing costs more
                if all(json.dumps(word)[1:-1] in folded or word in folded for word in wanted):
                    question = question_from_json(json.loads(body))
                    score = _match(question, wanted)
                    if score:
                        found.append((-score, place, question))
        return [question for _, _, question in sorted(found, key=lambda f: f[:2])[:limit]]

    def check_names(
        self, decks: Iterable[str] = (), topics: Iterable[str] = (), kinds: Iterable[str] = ()
    ) -> None:
        """Refuse names of decks, topics and kinds that do not occur.

        Raises:
            UnknownName: the first one that does not, with a suggestion.
        """
        for what, names, known in (
            ("deck", decks, self.deck_ids),
            ("topic", [topic.upper() for topic in topics], self.topics),
            ("kind", kinds, lambda: list(self._plugins.kinds)),
        ):
            for name in names:
                choices = known()
                if name in choices or (
                    what == "topic" and any(topic.startswith(name) for topic in choices)
                ):
                    continue
                raise UnknownName(f"there is no {what} {name!r}{_closest(name, choices)}")

    def _column(self, query: str) -> list[str]:
        with self._database.reading() as connection:
            return [row[0] for row in connection.execute(query)]

    def _suggest(self, question_id: str) -> str:
        ids = self.ids()
        slug = question_id.rpartition("/")[2]
        same = [one for one in ids if one.rpartition("/")[2] == slug]
        return _closest(question_id, ids) if not same else f" (did you mean {same[0]}?)"

    # -- reading the files ---------------------------------------------------------------------

    @cached_property
    def _sources(self) -> list[DeckSource]:
        sources = {source.id: source for source in self._plugins.deck_sources}
        for own in _own_decks(self._home.decks):
            if own.id in sources:
                self._plugins.fail(OWN, "register_decks",
                    f"the deck id {own.id!r} is taken by {sources[own.id].plugin}: "
                    f"rename {own.path}")  # fmt: skip
            else:
                sources[own.id] = own
        return list(sources.values())

    def _refresh(self) -> None:
        settled = self._cache.written_ns() - _CLOCK_TICK_NS
        scans = {source.id: _scan(source, settled) for source in self._sources}
        kinds = " ".join(f"{k.name}:{k.version}" for k in self._plugins.kinds.values())
        salt = f"{CACHE_VERSION} {kinds}"
        signature = json.dumps(
            [salt, [[s.id, s.plugin, str(s.path), scans[s.id]] for s in self._sources]]
        )
        if self._cache.signature() != signature:
            self._rebuild(scans, signature, salt)

    def _rebuild(self, scans: dict[str, str], signature: str, salt: str) -> None:
        from mlinterview.scheduling.introduction import introduction_order

        known = self._cache.decks()
        everything: list[Question] = []
        paths: list[str] = []
        readings: list[tuple[int, DeckSource, DeckReading]] = []
        parsed: list[tuple[str, str, FileReading]] = []
        for position, source in enumerate(self._sources):
            files = _files(source)
            paths += map(str, files)
            deck_signature = json.dumps([position, salt, source.plugin, scans[source.id]])
            old = known.get(source.id)
            if old and old.signature == deck_signature and old.path == str(source.path):
                everything += self._cache.questions_of(source.id)
                continue
            reading = self._read(source, files, salt, parsed)
            everything += reading.questions
            readings.append((position, source, reading))
        with self._cache.rewriting() as writer:
            for path, content, file in parsed:
                writer.put_file(path, content, file.questions, file.mistakes)
            for name in known.keys() - scans.keys():
                writer.drop_deck(name)
            for position, source, reading in readings:
                deck_signature = json.dumps([position, salt, source.plugin, scans[source.id]])
                writer.put_deck(position, reading, source.plugin, str(source.path), deck_signature)
            writer.set_ranks(introduction_order(everything))
            writer.finish(signature, paths)

    def _read(
        self,
        source: DeckSource,
        files: list[Path],
        salt: str,
        parsed: list[tuple[str, str, FileReading]],
    ) -> DeckReading:
        """Read a deck, parsing only files whose content is new."""
        from mlinterview.deckfiles import folder

        info, mistakes = folder.read_info(source)
        readings = []
        for path in files:
            content = _content(path, salt)
            known = self._cache.file_reading(str(path), content) if content else None
            if known is None:
                reading = folder.read_file(path, source.id, self._plugins.kinds)
                if content:
                    parsed.append((str(path), content, reading))
            else:
                reading = folder.FileReading(tuple(known[0]), tuple(known[1]))
            readings.append(reading)
        return folder.assemble(info, mistakes, readings)


def _own_decks(folder: Path) -> list[DeckSource]:
    if not folder.is_dir():
        return []
    from mlinterview.deckfiles.places import decks_inside

    return decks_inside(folder, OWN)


def _files(source: DeckSource) -> list[Path]:
    from mlinterview.deckfiles.places import question_files

    return [source.path] if source.path.is_file() else question_files(source.path)


def _scan(source: DeckSource, settled_ns: int) -> str:
    """Describe a deck's files by name, size and time: what changes when one is edited.

    A file written at about the same time as the cache may change again without a new time;
    its content stands in the description instead.
    """
    found: list[Any] = []
    try:
        if source.path.is_file():
            entries = [(source.path.name, str(source.path), source.path.stat())]
        else:
            with os.scandir(source.path) as listing:
                entries = [(e.name, e.path, e.stat()) for e in listing if e.name.endswith(".md")]
    except OSError as error:
        return f"unreadable {error.errno}"
    for name, path, status in sorted(entries, key=lambda entry: entry[0]):
        when = status.st_mtime_ns
        found.append([name, status.st_size, when if when < settled_ns else _content(path, "")])
    return json.dumps(found)


def _content(path: str | Path, salt: str) -> str:
    """Return a hash of a file's content; empty if it cannot be read."""
    import hashlib

    try:
        return hashlib.sha256(salt.encode() + b"\n" + Path(path).read_bytes()).hexdigest()
    except OSError:
        return ""


def _match(question: Question, words: list[str]) -> int:
    title = f"{question.id} {question.title} {' '.join(question.topics)}".casefold()
    text = f"{title} {question.prompt} {question.answer} {question.explanation}".casefold()
    if not all(word in text for word in words):
        return 0
    return 1 + sum(word in title for word in words)


def _closest(name: str, choices: Iterable[str]) -> str:
    import difflib

    close = difflib.get_close_matches(name, list(choices), n=1, cutoff=0.5)
    return f" (did you mean {close[0]}?)" if close else ""
