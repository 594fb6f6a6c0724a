"""The review log that programs of the FSRS community exchange, as CSV or as a list in JSON.

Columns, as the FSRS optimizer documents them: ``card_id``; ``review_time`` in milliseconds since
1970-01-01 UTC (times in ISO 8601 are understood too); ``review_rating`` 1 to 4; ``review_state``
before the review: new 0, learning 1, review 2, relearning 3; ``review_duration`` in milliseconds.
Time zone and start of the day, which the optimizer asks for, are options of the command.
"""

from __future__ import annotations

import csv
import re
from typing import TYPE_CHECKING, Any, ClassVar

from mlinterview.errors import ExchangeError
from mlinterview.exchange.arriving import check_moment, review
from mlinterview.exchange.formats.cells import quoted, unquoted
from mlinterview.exchange.formats.files import cells, head, lines
from mlinterview.exchange.formats.jsonstream import pieces
from mlinterview.exchange.formats.writers import chunks
from mlinterview.exchange.values import time_from
from mlinterview.exchange.writing import slug_of
from mlinterview.model.exchange import Arrival, Exporter, Importer
from mlinterview.model.questions import split_card_id
from mlinterview.model.reviews import Rating, State

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    from mlinterview.exchange.source import Source
    from mlinterview.model.exchange import ImportOptions
    from mlinterview.model.reviews import Review

_COLUMNS = ["card_id", "review_time", "review_rating", "review_state", "review_duration"]
_REQUIRED = frozenset(_COLUMNS[:3])
_STATES = [State.NEW, State.LEARNING, State.REVIEW, State.RELEARNING]
_CARD_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*/[a-z0-9]+(-[a-z0-9]+)*(#[1-9][0-9]{0,5})?")
_PLAIN_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_EARLIEST_MS = 100_000_000_000
"""March 1973: what lies before it is given in seconds."""
_LONGEST_MS = 2**53
ORIGIN = "fsrs-log"


class FsrsExporter(Exporter):
    """For the FSRS optimizer, and for programs that read what it reads."""

    name: ClassVar[str] = "fsrs"
    description: ClassVar[str] = "review log as the FSRS optimizer reads it (CSV)"
    suffix: ClassVar[str] = ".csv"
    subjects: ClassVar[frozenset[str]] = frozenset({"reviews"})
    is_text: ClassVar[bool] = True

    def export(
        self, subject: str, source: Source, target: Path, progress: Callable[[int], None]
    ) -> int:
        """Write the reviews that count, oldest first."""
        count = 0
        with target.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(_COLUMNS)
            for chunk in chunks(source.reviews()):
                writer.writerows(
                    (
                        quoted(one.card_id),
                        one.reviewed_at,
                        int(one.rating),
                        _STATES.index(one.previous_state),
                        "" if one.duration_ms is None else one.duration_ms,
                    )
                    for one in chunk
                )
                count += len(chunk)
                progress(len(chunk))
        return count


class FsrsImporter(Importer):
    """A review log without questions; its cards get ids in a deck of their own."""

    name: ClassVar[str] = "fsrs"
    description: ClassVar[str] = "review log of the FSRS community, as CSV or JSON"
    suffixes: ClassVar[tuple[str, ...]] = (".csv", ".json")

    def recognises(self, path: Path) -> bool:
        """Tell by the columns' names."""
        text = head(path)
        if text.lstrip().startswith("["):
            return all(f'"{name}"' in text for name in _REQUIRED)
        header = text.partition("\n")[0].strip().replace('"', "").split(",")
        return set(header) >= _REQUIRED

    def read(self, path: Path, options: ImportOptions) -> Arrival:
        """Read it row by row; what is no rating (0: set by hand) is left out and counted."""
        is_json = head(path).lstrip().startswith("[")
        rows = _json_rows(path) if is_json else _csv_rows(path)
        arrival = Arrival(states_known=_has_states(path))
        arrival.reviews = _reviews(path, rows, options, arrival.notes)
        return arrival


def _has_states(path: Path) -> bool:
    return "review_state" in head(path)


def _csv_rows(path: Path) -> Iterator[tuple[int, Mapping[str, Any]]]:
    rows = cells(path, lines(path))
    _, header = next(rows, (1, []))
    if len(set(header)) != len(header) or not set(header) >= _REQUIRED:
        raise ExchangeError(
            f"{path}:1: the header must name {', '.join(sorted(_REQUIRED))}, each once"
        )
    for line, row in rows:
        if len(row) != len(header):
            raise ExchangeError(
                f"{path}:{line}: it has {len(row)} cells, the header has {len(header)}: "
                "mend or delete the line"
            )
        yield line, dict(zip(header, row, strict=True))


def _json_rows(path: Path) -> Iterator[tuple[int, Mapping[str, Any]]]:
    for _, value, line in pieces(path):
        if not isinstance(value, dict):
            raise ExchangeError(f"{path}:{line}: an object with `card_id` … is expected here")
        yield line, value


def _reviews(
    path: Path,
    rows: Iterator[tuple[int, Mapping[str, Any]]],
    options: ImportOptions,
    notes: list[str],
) -> Iterator[Review]:
    by_hand, questions = 0, set[str]()
    deck = options.deck or "imported"
    for line, row in rows:
        where = f"{path}:{line}"
        try:
            rating = _whole(row, "review_rating", 0, 4)
            if not rating:
                by_hand += 1
                continue
            known: dict[str, Any] = {"duration_ms": _duration(row)}
            if row.get("review_state") not in (None, ""):
                known["previous_state"] = _STATES[_whole(row, "review_state", 0, 3)]
            card_id = _card_id(row.get("card_id"), deck)
            moment = _moment(row.get("review_time"))
        except ValueError as error:
            raise ExchangeError(f"{where}: {error}: mend or delete the line") from None
        check_moment(moment, options, where)
        questions.add(split_card_id(card_id)[0])
        yield review(ORIGIN, card_id, moment, Rating(rating), options, **known)
    strangers = sum(not options.has_question(question) for question in questions)
    if strangers:
        notes.append(
            "cards without a question in the decks here (their history counts for `optimize` and "
            f"`stats model`): {strangers}"
        )
    if by_hand:
        notes.append(
            f"entries left out because they are no answers (rating 0, set by hand): {by_hand}"
        )


def _moment(value: Any) -> int:
    text = str(value).strip()
    if re.fullmatch(r"-?[0-9]{1,18}(\.0*)?", text):
        moment = int(float(text)) if "." in text else int(text)
        if 0 < moment < _EARLIEST_MS:
            raise ValueError(
                f"`review_time` is {text}, which is before 1973: it is counted in milliseconds"
            )
        return moment
    try:
        return time_from(text)
    except ValueError as error:
        raise ValueError(
            f"`review_time` is {text[:40]!r}, no milliseconds since 1970-01-01 UTC and not {error}"
        ) from None


def _duration(row: Mapping[str, Any]) -> int | None:
    if row.get("review_duration") in (None, ""):
        return None
    return _whole(row, "review_duration", 0, _LONGEST_MS)


def _whole(row: Mapping[str, Any], name: str, low: int, high: int) -> int:
    text = str(row.get(name)).strip()
    number = int(float(text)) if re.fullmatch(r"[0-9]{1,16}(\.0*)?", text) else low - 1
    if not low <= number <= high:
        raise ValueError(f"`{name}` is {text[:40]!r}, not a whole number from {low} to {high}")
    return number


def _card_id(value: Any, deck: str) -> str:
    """Return our own card ids as they are, others as cards of a deck."""
    text = unquoted(str(value)).strip() if isinstance(value, (str, int)) else ""
    if not text:
        raise ValueError("`card_id` is missing")
    if _CARD_ID.fullmatch(text) and len(text) <= 250:
        return text
    is_plain = _PLAIN_ID.fullmatch(text) and len(text) <= 100
    return f"{deck}/{text if is_plain else slug_of(text)}"
