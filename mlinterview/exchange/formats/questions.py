"""Import questions and answers from a table: CSV, or with semicolons or tabs."""

from __future__ import annotations

import csv
import re
from typing import TYPE_CHECKING, ClassVar

from mlinterview.deckfiles.question import SLUG
from mlinterview.errors import ExchangeError
from mlinterview.exchange.formats.cells import quoted
from mlinterview.exchange.formats.files import cells, head, lines
from mlinterview.exchange.writing import question, slug_of, words_of
from mlinterview.model.exchange import Arrival, ArrivingDeck, Importer

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from mlinterview.model.exchange import ArrivingQuestion, ImportOptions

_NAMES = {
    "question": "prompt", "front": "prompt", "prompt": "prompt", "q": "prompt",
    "answer": "answer", "back": "answer", "a": "answer",
    "id": "id",
    "kind": "kind",
    "level": "level",
    "tags": "topics", "topics": "topics", "topic": "topics",
    "explanation": "why", "why": "why",
    "sources": "sources", "source": "sources",
}  # fmt: skip
_DELIMITERS = {",": ",", ";": ";", "\t": "\t", "comma": ",", "semicolon": ";", "tab": "\t"}


class QuestionCsvImporter(Importer):
    """A question and an answer a row; cells are Markdown."""

    name: ClassVar[str] = "questions"
    description: ClassVar[str] = "table of questions and answers (CSV, semicolons or tabs)"
    suffixes: ClassVar[tuple[str, ...]] = (".csv", ".tsv", ".txt")

    def recognises(self, path: Path) -> bool:
        """Tell whether its first row names a question and an answer, or is two cells."""
        text = head(path)
        if path.suffix.lower() not in self.suffixes or "\x00" in text:
            return False
        row = _first_row(text)[1]
        return _score(row) > 0 or (len(row) > 1 and _COMMENT.match(text) is not None)

    def read(self, path: Path, options: ImportOptions) -> Arrival:
        """Read all rows; rows that cannot be questions are counted."""
        arrival = Arrival()
        found = _questions(path, arrival.notes)
        deck = options.deck or words_of(path.stem) or "imported"
        arrival.decks = [
            ArrivingDeck(
                id=deck,
                title=path.stem,
                description=f"Questions imported from {path.name}.",
                questions=found,
                origin=f"questions {deck}",
                joins=options.deck is not None,
            )
        ]
        return arrival


def _questions(path: Path, notes: list[str]) -> list[ArrivingQuestion]:
    found: dict[str, ArrivingQuestion] = {}
    repeated = other_kind = incomplete = 0
    first_incomplete = 0
    for line, row in _rows(path):
        if row.get("kind") not in (None, "", "recall"):
            other_kind += 1
            continue
        made = _question(row, path)
        if made is None:
            incomplete += 1
            first_incomplete = first_incomplete or line
        elif made.slug in found:
            repeated += 1
        else:
            found[made.slug] = made
    if repeated:
        notes.append(f"rows left out because they repeat a question: {repeated}")
    if other_kind:
        notes.append(f"rows left out because a table cannot hold their kind: {other_kind}")
    if incomplete:
        notes.append(
            f"rows left out because they have no question, no answer or too much text: {incomplete} "
            f"(the first one on line {first_incomplete})"
        )
    return list(found.values())


def _question(row: Mapping[str, str], path: Path) -> ArrivingQuestion | None:
    prompt, answer = row.get("prompt", ""), row.get("answer", "")
    given = row.get("id", "").rpartition("/")[2]
    is_slug = SLUG.fullmatch(given) and len(given) <= 100
    level = row.get("level", "").strip().lower()
    return question(
        given if is_slug else slug_of(prompt),
        prompt,
        answer,
        level=level if level in ("entry", "mid", "senior") else "mid",
        topics=row.get("topics", "").replace(",", " ").split(),
        why=row.get("why", ""),
        sources=row.get("sources", "") or f"- Imported from {words_of(path.stem) or 'a table'}.",
    )


def _rows(path: Path) -> Iterator[tuple[int, dict[str, str]]]:
    delimiter, first = _first_row(head(path))
    names = [_NAMES.get(cell.strip().lower()) for cell in first]
    has_header = {"prompt", "answer"} <= set(names)
    # the first two columns, if nobody says which they are
    columns = names if has_header else ["prompt", "answer"]
    text = (line for line in lines(path) if not _COMMENT.match(line))
    rows = cells(path, text, delimiter)
    if has_header:
        next(rows, None)
    count = 0
    for line, row in rows:
        count += 1
        values = {name: _text(cell) for name, cell in zip(columns, row, strict=False) if name}
        yield line, values
    if not count:
        raise ExchangeError(f"{path}: it has no rows: choose another file")


def _text(cell: str) -> str:
    # an apostrophe that guards a formula is no part of the text, any other one is
    return cell[1:] if cell.startswith("'") and quoted(cell[1:]) == cell else cell


_COMMENT = re.compile(r"#[a-z ]+:", re.IGNORECASE)
"""Lines such as ``#separator:tab``, with which Anki's export as text begins."""


def _first_row(text: str) -> tuple[str, list[str]]:
    """Return what separates the cells, and those of the first row."""
    rows = text.splitlines(keepends=True)
    for number, line in enumerate(rows):
        if _COMMENT.match(line):
            name, _, value = line[1:].strip().partition(":")
            if name.lower() == "separator" and value.lower() in _DELIMITERS:
                delimiter = _DELIMITERS[value.lower()]
                rest = [one for one in rows[number:] if not _COMMENT.match(one)]
                return delimiter, _row(rest, delimiter)
    found = {d: _row([one for one in rows if not _COMMENT.match(one)], d) for d in ",;\t"}
    return max(found.items(), key=lambda item: (_score(item[1]), len(item[1])))


def _score(row: list[str]) -> int:
    names = {_NAMES.get(cell.strip().lower()) for cell in row}
    return 2 if {"prompt", "answer"} <= names else len(row) == 2


def _row(rows: list[str], delimiter: str) -> list[str]:
    try:
        return next(csv.reader(rows, delimiter=delimiter), [])
    except csv.Error:
        return []
