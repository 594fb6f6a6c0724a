"""The log by columns: arrays of many reviews, without an object for each."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from mlinterview.model.reviews import EventKind, Mode
from mlinterview.scheduling.histories import Histories
from mlinterview.store.log import ACTIVE_REVIEWS

if TYPE_CHECKING:
    import sqlite3

    from numpy.typing import NDArray

MODES = tuple(Mode)
"""What the numbers of modes in arrays stand for."""
_HAS_STEPS = np.array([mode.has_steps for mode in MODES])
_MODE = " ".join(f"WHEN '{mode.value}' THEN {number}" for number, mode in enumerate(MODES))
# three small numbers in one
_PACKED = f"study_day * 256 + rating * 16 + CASE mode {_MODE} END"


@dataclass(frozen=True, slots=True)
class ReviewColumns:
    """All reviews that count, by card, oldest first.

    Attributes:
        histories: the reviews.
        mode: index into ``MODES``, shape (N,).
    """

    histories: Histories
    mode: NDArray[np.int8]


def read_reviews(connection: sqlite3.Connection) -> ReviewColumns:
    """Return the reviews that count, as columns."""
    # in the order of the table, which is read from front to back
    cards, card, at, packed = _read(connection)
    order = np.lexsort((at, card))
    card, at, packed = card[order], at[order], packed[order]
    if ((card[1:] == card[:-1]) & (at[1:] == at[:-1])).any():
        # the ids decide between reviews of one moment
        cards, card, at, packed = _read(connection, "ORDER BY card_id, reviewed_at, id")
    mode = (packed & 15).astype(np.int8)
    histories = Histories(
        cards=cards,
        starts=np.searchsorted(card, np.arange(len(cards) + 1)).astype(np.int64),
        rating=(packed >> 4 & 15).astype(np.int8),
        at=at,
        day=packed >> 8,
        has_steps=_HAS_STEPS[mode],
    )
    return ReviewColumns(histories, mode)


def _read(
    connection: sqlite3.Connection, order: str = ""
) -> tuple[list[str], NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """Return the cards' ids, and for each review the card's number and two integers.

    SQLite joins each column into one text, which is read several times as fast as rows are fetched.
    """
    numbers: defaultdict[str, int] = defaultdict()
    numbers.default_factory = numbers.__len__
    connection.create_function("card_number", 1, numbers.__getitem__)
    columns = connection.execute(
        "SELECT group_concat(card_number(card_id)), group_concat(reviewed_at), "
        f"group_concat({_PACKED}) FROM (SELECT * FROM reviews WHERE {ACTIVE_REVIEWS} {order})"
    ).fetchone()
    connection.create_function("card_number", 1, None)
    card, at, packed = (np.fromstring(text or "", np.int64, sep=",") for text in columns)
    return list(numbers), card, at, packed


def read_resets(connection: sqlite3.Connection) -> dict[str, list[int]]:
    """Return by card the moments (ms UTC) at which it was reset, oldest first."""
    resets: dict[str, list[int]] = {}
    for card, moment in connection.execute(
        f"SELECT card_id, happened_at FROM events WHERE kind = '{EventKind.RESET.value}' "
        "AND operation NOT IN (SELECT operation FROM undone) ORDER BY happened_at"
    ):
        resets.setdefault(card, []).append(moment)
    return resets
