"""Import what our own exports hold: reviews, or the whole log of another copy of the collection."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, ClassVar

from mlinterview.errors import ExchangeError, InvalidSetting, UnknownName
from mlinterview.exchange.columns import DECK_QUESTIONS, EVENTS, REVIEWS, Table
from mlinterview.exchange.formats.cells import unquoted
from mlinterview.exchange.formats.csvfile import WORDY
from mlinterview.exchange.formats.files import cells, head, lines
from mlinterview.exchange.formats.jsonfile import version_of
from mlinterview.exchange.formats.jsonstream import pieces
from mlinterview.exchange.owndecks import arriving_decks
from mlinterview.exchange.rows import event_from, from_json, review_from
from mlinterview.exchange.values import TYPES
from mlinterview.model.exchange import Arrival, Importer
from mlinterview.model.reviews import EventKind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from mlinterview.model.exchange import ImportOptions
    from mlinterview.model.reviews import Event, Review

Piece = tuple[str, Any, int]
_OURS = '"mlinterview/'


class JsonImporter(Importer):
    """``mlinterview export reviews`` or ``collection`` as JSON."""

    name: ClassVar[str] = "json"
    description: ClassVar[str] = "our own JSON: reviews, or the log of another copy (`collection`)"
    suffixes: ClassVar[tuple[str, ...]] = (".json",)

    def recognises(self, path: Path) -> bool:
        """Tell whether it begins like a document of ours."""
        text = head(path).lstrip()
        return text.startswith("{") and _OURS in text and not _is_lines(text)

    def read(self, path: Path, options: ImportOptions) -> Arrival:
        """Read it in passes: what is large is not kept."""
        subject = _subject(path, pieces(path))
        return _arrival(path, subject, lambda wanted: _listed(path, wanted), options)


class JsonLinesImporter(Importer):
    """``mlinterview export reviews`` or ``collection`` as JSON lines."""

    name: ClassVar[str] = "jsonl"
    description: ClassVar[str] = "our own JSON lines: reviews, or the log of another copy"
    suffixes: ClassVar[tuple[str, ...]] = (".jsonl", ".ndjson")

    def recognises(self, path: Path) -> bool:
        """Tell whether its first line is one of ours."""
        text = head(path)
        return _OURS in text.partition("\n")[0] and _is_lines(text)

    def read(self, path: Path, options: ImportOptions) -> Arrival:
        """Read it in passes, line by line."""
        objects = _objects(path)
        _, first, _ = next(objects, ("", {}, 1))
        header = first.items() if isinstance(first, dict) else ()
        subject = _subject(path, ((key, value, 1) for key, value in header))

        def listed(wanted: str) -> Iterator[Piece]:
            for number, (_, found, line) in enumerate(_objects(path)):
                table = found.get("table") if isinstance(found, dict) else None
                if number and wanted == (subject if subject == "reviews" else table):
                    yield wanted, found, line

        return _arrival(path, subject, listed, options)


class ReviewsCsvImporter(Importer):
    """``mlinterview export reviews --format csv``."""

    name: ClassVar[str] = "csv"
    description: ClassVar[str] = "our own CSV of reviews"
    suffixes: ClassVar[tuple[str, ...]] = (".csv",)

    def recognises(self, path: Path) -> bool:
        """Tell by the header."""
        header = head(path).partition("\n")[0].strip().split(",")
        return {"id", "card_id", "reviewed_at", "study_day", "rating"} <= set(header)

    def read(self, path: Path, options: ImportOptions) -> Arrival:
        """Read it row by row."""
        return Arrival(reviews=_reviews_of_csv(path))


def _subject(path: Path, found: Iterator[Piece]) -> str:
    """Return what the document says that it holds."""
    for key, value, _ in found:
        if key != "schema":
            continue
        name, version = (value.get("name"), value.get("version")) if isinstance(value, dict) else (
            None, None)  # fmt: skip
        subject = str(name).removeprefix("mlinterview/")
        if subject not in ("reviews", "collection"):
            raise ExchangeError(
                f"{path}: it holds {subject}, of which nothing can be imported: export `reviews` "
                "or `collection`"
            )
        if type(version) is not int or version > version_of(subject):
            raise ExchangeError(
                f"{path}: it was written by a newer mlinterview (schema version {version}): "
                "upgrade with `pip install -U mlinterview`"
            )
        return subject
    raise ExchangeError(f"{path}: it does not say what it holds (`schema`): export it again")


def _arrival(
    path: Path, subject: str, listed: Callable[[str], Iterator[Piece]], options: ImportOptions
) -> Arrival:
    arrival = Arrival()
    arrival.reviews = _made(path, REVIEWS, listed("reviews"), review_from)
    if subject == "collection":
        arrival.events = _events(path, listed("events"), options, arrival.notes)
        rows = _made(path, DECK_QUESTIONS, listed("deck_questions"), dict)
        arrival.decks = arriving_decks(rows, arrival.notes)
    return arrival


def _listed(path: Path, wanted: str) -> Iterator[Piece]:
    is_over = False
    for key, value, line in pieces(path):
        if key == wanted:
            is_over = True
            yield key, value, line
        elif is_over:
            return  # the lists that follow are of no use to this pass


def _made(
    path: Path, table: Table, found: Iterator[Piece], make: Callable[[dict[str, Any]], Any]
) -> Iterator[Any]:
    for _, value, line in found:
        try:
            yield make(from_json(table, value))
        except ValueError as error:
            raise ExchangeError(
                f"{path}:{line}: {table.name}: {error}: mend or delete the line"
            ) from None


def _events(
    path: Path, found: Iterator[Piece], options: ImportOptions, notes: list[str]
) -> Iterator[Event]:
    from dataclasses import replace

    from mlinterview.settings import read_value

    left_out = 0
    for event in _made(path, EVENTS, found, event_from):
        if event.kind is not EventKind.SETTING:
            yield event
        elif not options.with_settings:
            left_out += 1
        else:
            name, value = event.value
            try:
                known = None if value is None else read_value(name, value)
            except (InvalidSetting, UnknownName) as error:
                raise ExchangeError(f"{path}: {error}") from None
            yield replace(event, value=[name, known])
    if left_out:
        notes.append(f"changes of settings left out (--settings brings them): {left_out}")


def _reviews_of_csv(path: Path) -> Iterator[Review]:
    rows = cells(path, lines(path))
    _, header = next(rows, (1, []))
    columns = {column.name: column for column in REVIEWS.columns}
    for line, row in rows:
        if len(row) != len(header):
            raise ExchangeError(
                f"{path}:{line}: it has {len(row)} cells, the header has {len(header)}: "
                "mend or delete the line"
            )
        values: dict[str, Any] = {}
        name = ""
        try:
            for name, cell in zip(header, row, strict=True):
                column = columns.get(name)
                if column is not None and cell:
                    text = unquoted(cell) if column.type in WORDY else cell
                    values[name] = TYPES[column.type].from_text(text)
            review = review_from(values)
        except ValueError as error:
            what = str(error) if str(error).startswith("`") else f"`{name}` is not {error}"
            raise ExchangeError(f"{path}:{line}: {what}: mend or delete the line") from None
        yield review


def _objects(path: Path) -> Iterator[Piece]:
    for number, line in enumerate(lines(path), start=1):
        if not line.strip():
            continue
        try:
            yield "", json.loads(line), number
        except (ValueError, RecursionError) as error:
            reason = error.msg if isinstance(error, json.JSONDecodeError) else str(error)
            raise ExchangeError(
                f"{path}:{number}: this is no JSON ({reason}): export the file again"
            ) from None


def _is_lines(text: str) -> bool:
    """Tell whether the first line is a whole object without lists, as stands before others."""
    try:
        first = json.loads(text.partition("\n")[0])
    except (ValueError, RecursionError):
        return False
    return isinstance(first, dict) and not any(isinstance(one, list) for one in first.values())
