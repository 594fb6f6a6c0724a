"""The decks of a collection: plugins' and the learner's own, read once and then cached."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from mlinterview.errors import UnknownName
from mlinterview.model.questions import Mistake, Question, split_card_id
from mlinterview.refreshing import refresh
from mlinterview.store.log import has_operation
from mlinterview.store.question_cache import QuestionCache, question_from_json

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from mlinterview.locations import Home
    from mlinterview.model.decks import DeckInfo, DeckSource
    from mlinterview.plugins import Plugins
    from mlinterview.store.database import Database
    from mlinterview.store.question_cache import CachedDeck

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
        refresh(self._cache, self._sources, plugins.kinds)
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
            for name, deck in self._decks().items()
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
        _, mark, number = card_id.partition("#")
        if not mark and ordinal not in question.cards:
            ordinal = question.cards[0]
        if ordinal not in question.cards or (mark and not number.isdecimal()):
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
        with self._cache.reading() as reader:
            return reader.questions_of(deck)

    def ids(self) -> list[str]:
        """Return all question ids."""
        return self._column("SELECT id FROM library.questions ORDER BY id")

    def topics(self) -> list[str]:
        """Return all topics."""
        return self._column("SELECT DISTINCT topic FROM library.topics ORDER BY topic")

    def deck_ids(self) -> list[str]:
        """Return all decks' ids."""
        return self._column("SELECT id FROM library.decks ORDER BY position")

    def plugin_of(self, deck: str) -> str:
        """Return who offers a deck; ``you`` for the learner's own."""
        found = self._decks().get(deck)
        return OWN if found is None else found.plugin

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
                if all(json.dumps(word, ensure_ascii=False)[1:-1] in folded for word in wanted):
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

    def _decks(self) -> dict[str, CachedDeck]:
        with self._cache.reading() as reader:
            return reader.decks()

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
        for own in _own_decks(self._home.decks, self._database):
            if own.id in sources:
                self._plugins.fail(OWN, "register_decks",
                    f"the deck id {own.id!r} is taken by {sources[own.id].plugin}: "
                    f"rename {own.path}")  # fmt: skip
            else:
                sources[own.id] = own
        return list(sources.values())


def _own_decks(folder: Path, database: Database) -> list[DeckSource]:
    try:
        if not folder.is_dir():
            return []
        had_imports = any(folder.glob(".arriving-*")) or any(folder.glob("*/.import-*.json"))
    except OSError:
        return []
    from mlinterview.deckfiles.places import decks_inside

    if not had_imports:
        return decks_inside(folder, OWN)
    from mlinterview.exchange.decks import offered, settle_finished

    with database.reading() as connection:
        settle_finished(folder, lambda operation: has_operation(connection, operation))
        undone = {row[0] for row in connection.execute("SELECT operation FROM undone")}
    return list(offered(decks_inside(folder, OWN), undone))


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
