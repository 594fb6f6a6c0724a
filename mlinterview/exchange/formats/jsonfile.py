"""Export as JSON: one document with a line for each row, or one object a line."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, ClassVar

from mlinterview.exchange.columns import DECK_QUESTIONS, EVENTS, REVIEWS, Table
from mlinterview.exchange.formats.writers import chunks, schema, table_of
from mlinterview.exchange.tables import rows, to_json
from mlinterview.model.exchange import SUBJECTS, Exporter

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from mlinterview.exchange.source import Source

COLLECTION_VERSION = 1
LISTS = {"deck_questions": DECK_QUESTIONS, "events": EVENTS, "reviews": REVIEWS}
"""The lists in an export of the collection, in their order: what is large comes last."""


class JsonExporter(Exporter):
    """One JSON document; a row's object stands on a line of its own."""

    name: ClassVar[str] = "json"
    description: ClassVar[str] = "one JSON document; `collection` holds the whole log"
    suffix: ClassVar[str] = ".json"
    subjects: ClassVar[frozenset[str]] = frozenset(SUBJECTS)
    is_text: ClassVar[bool] = True

    def export(
        self, subject: str, source: Source, target: Path, progress: Callable[[int], None]
    ) -> int:
        """Write a subject; ``collection`` is the log with what was taken back, and own decks."""
        total = 0
        with target.open("w", encoding="utf-8", newline="\n") as file:
            beginning = json.dumps(schema(subject, version_of(subject), source.now_ms))
            file.write(beginning.removesuffix("}"))
            for name, table in _lists(subject).items():
                file.write(f',\n"{name}": [')
                is_first = True
                for lines in _lines(source, table, subject):
                    file.write(("\n" if is_first else ",\n") + ",\n".join(lines))
                    is_first = False
                    total += len(lines)
                    progress(len(lines))
                file.write("\n]")
            file.write("}\n")
        return total


class JsonLinesExporter(Exporter):
    """One JSON object a line; the first one tells the schema."""

    name: ClassVar[str] = "jsonl"
    description: ClassVar[str] = "one JSON object a line, the first one says what follows"
    suffix: ClassVar[str] = ".jsonl"
    subjects: ClassVar[frozenset[str]] = frozenset(SUBJECTS)
    is_text: ClassVar[bool] = True

    def export(
        self, subject: str, source: Source, target: Path, progress: Callable[[int], None]
    ) -> int:
        """Write a subject; in ``collection`` the key ``table`` says what an object is."""
        total = 0
        with target.open("w", encoding="utf-8", newline="\n") as file:
            file.write(json.dumps(schema(subject, version_of(subject), source.now_ms)) + "\n")
            for name, table in _lists(subject).items():
                mark = f'{{"table": "{name}", ' if subject == "collection" else "{"
                for lines in _lines(source, table, subject):
                    file.write("".join(f"{mark}{line[1:]}\n" for line in lines))
                    total += len(lines)
                    progress(len(lines))
        return total


def version_of(subject: str) -> int:
    """Return the version of a subject's schema."""
    return COLLECTION_VERSION if subject == "collection" else table_of(subject).version


def _lists(subject: str) -> dict[str, Table]:
    return LISTS if subject == "collection" else {subject: table_of(subject)}


def _lines(source: Source, table: Table, subject: str) -> Iterator[list[str]]:
    encode, write = to_json(table), json.JSONEncoder(ensure_ascii=False).encode
    for chunk in chunks(rows(source, table, whole_log=subject == "collection")):
        yield [write(encode(row)) for row in chunk]
