"""Export as a SQLite file with labelled foreign keys and ready-made views, for datasette."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from mlinterview.exchange.columns import CARDS, QUESTIONS, REVIEWS, STATS, Table
from mlinterview.exchange.formats.writers import chunks, schema
from mlinterview.exchange.tables import rows
from mlinterview.exchange.values import TYPES
from mlinterview.model.exchange import SUBJECTS, Exporter
from mlinterview.model.reviews import Rating
from mlinterview.store.datafile import DataFile, new_data_file

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from mlinterview.exchange.source import Source

_VERSION = 1
_TABLES = {
    "questions": (QUESTIONS,),
    "cards": (QUESTIONS, CARDS),
    "reviews": (QUESTIONS, CARDS, REVIEWS),
    "stats": (STATS,),
    "collection": (QUESTIONS, CARDS, REVIEWS, STATS),
}
"""What each subject needs, so that its foreign keys lead somewhere."""

_KEYS = {"questions": ["id"], "cards": ["card_id"], "reviews": ["id"]}
_LINKS = {
    "questions": {"deck": ("decks", "id")},
    "cards": {
        "question_id": ("questions", "id"),
        "deck": ("decks", "id"),
        "last_rating": ("ratings", "id"),
    },
    "reviews": {"card_id": ("cards", "card_id"), "rating": ("ratings", "id")},
}
_DECKS = {"id": "text", "title": "text", "description": "text", "license": "text",
          "plugin": "text", "questions": "integer"}  # fmt: skip


class SqliteExporter(Exporter):
    """A file for SQL; ``datasette FILE`` shows it in the browser."""

    name: ClassVar[str] = "sqlite"
    description: ClassVar[str] = "tables with foreign keys and views, for datasette and SQL"
    suffix: ClassVar[str] = ".sqlite"
    subjects: ClassVar[frozenset[str]] = frozenset(SUBJECTS)

    def export(
        self, subject: str, source: Source, target: Path, progress: Callable[[int], None]
    ) -> int:
        """Write a subject with the tables that it refers to; times are ISO 8601, as text."""
        total = 0
        with new_data_file(target) as file:
            tables = _TABLES[subject]
            _describe(file, subject, source, tables)
            if QUESTIONS in tables:
                _add_decks(file, source)
            titles: dict[str, str] = {}
            for table in tables:
                for chunk in self._fill(file, source, table, titles):
                    total += chunk if subject in (table.name, "collection") else 0
                    if table.name in (subject, "reviews"):
                        progress(chunk)
            file.complete()
        return total

    def _fill(
        self, file: DataFile, source: Source, table: Table, titles: dict[str, str]
    ) -> Iterator[int]:
        columns = {column.name: column.type for column in table.columns}
        if table is CARDS:
            # a foreign key is shown by the column `title` of where it leads
            columns = {"card_id": "text", "title": "text", **columns}
        file.create(table.name, columns, _KEYS.get(table.name, []), _LINKS.get(table.name, {}))
        if table is QUESTIONS:
            file.create("topics", {"id": "text", "name": "text"}, ["id"], {})
            file.create("question_topics", {"question_id": "text", "topic": "text"},
                        ["question_id", "topic"],
                        {"question_id": ("questions", "id"), "topic": ("topics", "id")})  # fmt: skip
        encode = _values(table)
        for chunk in chunks(rows(source, table)):
            encoded = list(map(encode, chunk))
            if table is QUESTIONS:
                titles.update((row[0], row[6]) for row in chunk)
                pairs = [(row[0], topic) for row in chunk for topic in row[5]]
                file.fill("topics", 2, {(topic, topic) for _, topic in pairs})
                file.fill("question_topics", 2, pairs)
            if table is CARDS:
                encoded = [[row[0], _title(titles, row), *row[1:]] for row in encoded]
            file.fill(table.name, len(columns), encoded)
            yield len(chunk)


def _title(titles: dict[str, str], row: list[Any]) -> str:
    card_id, question_id = row[0], row[1]
    number = card_id.partition("#")[2]
    title = titles.get(question_id, card_id)
    return f"{title} ({number})" if number and question_id in titles else title


def _values(table: Table) -> Callable[[tuple[Any, ...]], list[Any]]:
    write = TYPES["json"].to_text
    encoders: list[Callable[[Any], Any]] = []
    for column in table.columns:
        kind = TYPES[column.type]
        if column.type in ("words", "json"):
            encoders.append(lambda value: write(list(value) if isinstance(value, tuple) else value))
        elif column.type in ("time", "date"):
            encoders.append(kind.to_text)
        else:
            encoders.append(kind.to_json)

    def encode(row: tuple[Any, ...]) -> list[Any]:
        return [
            None if value is None else encoder(value)
            for encoder, value in zip(encoders, row, strict=True)
        ]

    return encode


def _describe(file: DataFile, subject: str, source: Source, tables: tuple[Table, ...]) -> None:
    about = schema(subject, _VERSION, source.now_ms)
    facts = {
        "schema": about["schema"]["name"],
        "version": str(_VERSION),
        "exported_at": about["exported_at"],
    }
    file.create("about", {"name": "text", "value": "text"}, ["name"], {})
    file.fill("about", 2, facts.items())
    file.create("columns", {"table": "text", "name": "text", "meaning": "text"}, [], {})
    file.fill("columns", 3, [(t.name, c.name, c.meaning) for t in tables for c in t.columns])
    if CARDS in tables:
        file.create("ratings", {"id": "integer", "name": "text"}, ["id"], {})
        file.fill("ratings", 2, [(int(rating), rating.name.capitalize()) for rating in Rating])


def _add_decks(file: DataFile, source: Source) -> None:
    file.create("decks", _DECKS, ["id"], {})
    file.fill("decks", len(_DECKS), [
        (deck.info.id, deck.info.title, deck.info.description, deck.info.license, deck.plugin,
         deck.questions)
        for deck in source.decks()
    ])  # fmt: skip
