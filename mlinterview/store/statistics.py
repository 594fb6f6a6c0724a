"""The log and the cards in the few columns that statistics need, read in one pass.

One pass over a million reviews with several ``GROUP BY`` costs as many passes, and the first review
of a card on a day needs a sort by text. So SQLite only picks and packs the numbers, and joins each
column into one text, which is read ten times as fast as a million rows are fetched.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from mlinterview.store.log import ACTIVE_REVIEWS

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator

    from mlinterview.store.queues import Selection

DAY_BITS = 20
"""Bits of a study day in a packed number, enough until the year 4840; others are cut off."""
FLAG_BITS = 5
"""Bits beside the duration: rating − 1 (2), whether it counts for retention (1), memory (2)."""

RETENTION_MODES = ("review", "plan")
"""Modes in which a card is asked when its time has come; the others ask early, so recall is easier."""

MATURE_DAYS = 21
"""A card with at least this stability (days) before a review is mature, as in Anki."""

_DAY = (1 << DAY_BITS) - 1
_LONGEST = 1 << 40
"""More milliseconds than anybody studies; a longer duration would make a packed number overflow."""


class PackedReviews(NamedTuple):
    """Reviews that count, as three columns of whole numbers with commas between; empty for none.

    Attributes:
        moments: ``reviewed_at``, ms UTC.
        cards_and_days: card number · 2^20 + study day.
        flags: (duration in ms + 1, or 0 where unknown) · 2^5 + memory before (0 unknown, 1 young,
            2 mature) · 2^3 + whether the mode counts for retention · 2^2 + rating − 1.
        cards: the cards' ids by number.
    """

    moments: str
    cards_and_days: str
    flags: str
    cards: list[str]


class _Numbers(dict[str, int]):
    """Numbers cards as they come, or only those of a selection (all others are −1)."""

    def __init__(self, only: list[str] | None) -> None:
        super().__init__({card: number for number, card in enumerate(only or ())})
        self._closed = only is not None

    def __missing__(self, card: str) -> int:
        if self._closed:
            return -1
        number = self[card] = len(self)
        return number


def packed_reviews(connection: sqlite3.Connection, selection: Selection) -> PackedReviews:
    """Return the reviews that count; with an empty selection also those of cards in no deck."""
    numbers = _Numbers(None if is_all(selection) else _selected(connection, selection))
    connection.create_function("card_number", 1, numbers.__getitem__, deterministic=True)
    modes = ", ".join(f"'{mode}'" for mode in RETENTION_MODES)
    [row] = connection.execute(
        f"""SELECT group_concat(reviewed_at),
            group_concat(card_number(card_id) * {1 << DAY_BITS}
                + (study_day & {_DAY})),
            group_concat(iif(duration_ms > {_LONGEST}, {_LONGEST},
                    iif(duration_ms >= 0, duration_ms + 1, 0)) * {1 << FLAG_BITS}
                + iif(previous_stability IS NULL, 0, 1 + (previous_stability >= {MATURE_DAYS})) * 8
                + (mode IN ({modes})) * 4 + rating - 1)
        FROM reviews WHERE {ACTIVE_REVIEWS}"""
    ).fetchall()
    connection.create_function("card_number", 1, None)
    moments, keys, flags = (column or "" for column in row)
    return PackedReviews(moments, keys, flags, list(numbers))


def is_all(selection: Selection) -> bool:
    """Tell whether a selection leaves nothing out."""
    return selection.where()[0] == "1"


def resets(connection: sqlite3.Connection) -> Iterator[tuple[str, int]]:
    """Yield which cards were made new again, and when (ms UTC)."""
    yield from connection.execute(
        "SELECT card_id, happened_at FROM events WHERE kind = 'reset' AND card_id IS NOT NULL "
        "AND operation NOT IN (SELECT operation FROM undone) ORDER BY happened_at, id"
    )


class CardRow(NamedTuple):
    """A card of the library, with its state if it was ever touched; days and units as in a log."""

    card_id: str
    state: str
    stability: float | None
    difficulty: float | None
    due_day: int | None
    reviewed_day: int | None
    reps: int
    lapses: int
    suspended: bool
    flagged: bool
    leech: bool


def card_rows(connection: sqlite3.Connection, selection: Selection) -> list[CardRow]:
    """Return the selected cards of the library, those never seen as new, in order of their ids."""
    where, values = selection.where()
    rows = connection.execute(
        f"""SELECT l.card_id, coalesce(c.state, 'new'), c.stability, c.difficulty, c.due_day,
            c.reviewed_day, coalesce(c.reps, 0), coalesce(c.lapses, 0), coalesce(c.suspended, 0),
            coalesce(c.flagged, 0), coalesce(c.leech, 0)
        FROM library.cards l LEFT JOIN cards c USING (card_id) WHERE {where} ORDER BY l.card_id""",
        values,
    )
    return [CardRow(*row) for row in rows]


_RECORD = """id, card_id, reviewed_at, study_day, rating, duration_ms, mode, previous_state,
    previous_stability, previous_difficulty, batch IS NOT NULL AS imported"""


def review_records(
    connection: sqlite3.Connection, selection: Selection
) -> Iterator[dict[str, Any]]:
    """Yield the reviews that count, oldest first, as columns by name; times and units as logged."""
    condition, values = "1", list[Any]()
    if not is_all(selection):
        where, values = selection.where()
        condition = f"card_id IN (SELECT card_id FROM library.cards l WHERE {where})"
    cursor = connection.execute(
        f"SELECT {_RECORD} FROM reviews WHERE {ACTIVE_REVIEWS} AND {condition} "
        "ORDER BY reviewed_at, id",
        values,
    )
    names = [column[0] for column in cursor.description]
    for row in cursor:
        yield dict(zip(names, row, strict=True))


def _selected(connection: sqlite3.Connection, selection: Selection) -> list[str]:
    where, values = selection.where()
    return [
        row[0]
        for row in connection.execute(
            f"SELECT l.card_id FROM library.cards l WHERE {where} ORDER BY l.card_id", values
        )
    ]
