"""The reviews that memory models are fitted to and measured by: of a collection or of a file."""

from __future__ import annotations

import csv
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import numpy as np

from mlinterview.errors import ExchangeError
from mlinterview.scheduling.histories import Histories
from mlinterview.store.columns import read_resets, read_reviews

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import ArrayLike

    from mlinterview.clock import StudyCalendar
    from mlinterview.collection import Collection

_CARD, _RATING = ("card_id", "card", "cid"), ("review_rating", "rating")
_TIME = ("review_time", "reviewed_at", "review_datetime", "time")


def of_collection(collection: Collection) -> Histories:
    """Return all reviews that count; a card that was reset begins anew, as another one."""
    with collection.database.reading() as connection:
        histories = read_reviews(connection).histories
        resets = read_resets(connection)
    if not resets:
        return histories
    begins = np.zeros(len(histories.day), dtype=bool)
    begins[histories.starts[:-1]] = True
    for place, card in enumerate(histories.cards):
        if card in resets:
            start, end = histories.starts[place : place + 2].tolist()
            after = np.searchsorted(histories.at[start:end], resets[card])
            begins[[start + one for one in after.tolist() if start + one < end]] = True
    owners = histories.owners()[begins].tolist()
    return replace(
        histories,
        cards=[histories.cards[owner] for owner in owners],
        starts=np.append(np.flatnonzero(begins), len(begins)).astype(np.int64),
    )


def of_arrays(card: ArrayLike, at_ms: ArrayLike, day: ArrayLike, rating: ArrayLike) -> Histories:
    """Return the histories in columns of reviews in any order, all of shape (N,).

    Args:
        card: what tells cards apart.
        at_ms: moments in milliseconds; reviews of one moment stay in the order given.
        day: study days.
        rating: Again 1 … Easy 4.

    Raises:
        ValueError: the shapes differ, or a rating is none.
    """
    names, codes = np.unique(np.asarray(card), return_inverse=True)
    at, days = np.asarray(at_ms, dtype=np.int64), np.asarray(day, dtype=np.int64)
    ratings = np.asarray(rating, dtype=np.int64)
    if not codes.shape == at.shape == days.shape == ratings.shape:
        raise ValueError("card, at_ms, day and rating must have one shape")
    if len(ratings) and not (ratings.min() >= 1 and ratings.max() <= 4):
        raise ValueError("ratings run from 1 to 4")
    order = np.lexsort((at, codes))
    return Histories(
        cards=[str(name) for name in names.tolist()],
        starts=np.searchsorted(codes[order], np.arange(len(names) + 1)).astype(np.int64),
        rating=ratings[order].astype(np.int8),
        at=at[order],
        day=days[order],
        has_steps=np.ones(len(order), dtype=bool),
    )


def of_file(path: Path, calendar: StudyCalendar) -> Histories:
    """Read a review log in CSV with columns card_id, review_time and review_rating.

    Times are ISO 8601 (UTC unless they say otherwise), or milliseconds since 1970-01-01 UTC.  Other
    columns are left alone.

    Raises:
        ExchangeError: the file cannot be read, or a line of it makes no sense.
    """
    rows: list[_Row] = []
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file, strict=True)
            names = reader.fieldnames or ()
            card, time, rating = (_column(path, names, words) for words in (_CARD, _TIME, _RATING))
            rows.extend(_Row.of(row[card], row[time], row[rating]) for row in reader)
    except (OSError, UnicodeDecodeError) as error:
        raise ExchangeError(f"{path} cannot be read ({error}): give a CSV file") from None
    except (ValueError, TypeError, csv.Error) as error:
        line = len(rows) + 2
        raise ExchangeError(f"{path}, line {line}: {error}; give a whole review log") from None
    day = [calendar.study_day(row.at) for row in rows]
    columns = ([row.card for row in rows], [row.at for row in rows], [row.rating for row in rows])
    return of_arrays(columns[0], columns[1], day, columns[2])


@dataclass(frozen=True, slots=True)
class _Row:
    card: str
    at: int
    rating: int

    @classmethod
    def of(cls, card: str | None, time: str | None, rating: str | None) -> _Row:
        if card is None or time is None or rating is None:
            raise ValueError("a column is missing")
        number = int(rating)
        if not 1 <= number <= 4:
            raise ValueError(f"rating {number} is not one of 1, 2, 3, 4")
        return cls(card, _milliseconds(time.strip()), number)


def _milliseconds(text: str) -> int:
    if text.lstrip("-").isdigit():
        moment = int(text)
    else:
        time = datetime.fromisoformat(text)
        moment = round((time if time.tzinfo else time.replace(tzinfo=UTC)).timestamp() * 1000)
    if not 0 <= moment < 2**43:
        raise ValueError(f"time {text[:40]!r} is not between 1970 and 2248")
    return moment


def _column(path: Path, names: object, words: tuple[str, ...]) -> str:
    found = [word for word in words if word in list(names)]  # type: ignore[call-overload]
    if not found:
        raise ExchangeError(f"{path} has no column {words[0]}: a review log in CSV needs one")
    return str(found[0])
