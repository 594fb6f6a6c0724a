"""Bring entries from elsewhere into the log: put aside first, then compared and added at once."""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from mlinterview.errors import ExchangeError
from mlinterview.store.log import ACTIVE_REVIEWS
from mlinterview.store.rows import EVENT_COLUMNS, REVIEW_COLUMNS, event_to_row, review_to_row

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from mlinterview.model.reviews import Event, Review

_CHUNK = 2_000
_NAMES = REVIEW_COLUMNS.split(", ")
_IS_DERIVED = "substr({}id, 15, 1) = '8'"
"""Whether an id was made from card, moment and rating: the version digit of the UUID."""

_SAME_MOMENT = (
    "card_id = a.card_id AND reviewed_at = a.reviewed_at AND "
    f"({_IS_DERIVED.format('')} OR {_IS_DERIVED.format('a.')})"
)
_UNCHANGED = " AND ".join(
    f"a.{name} IS r.{name}"
    for name in ("study_day", "rating", "duration_ms", "mode", "response", "previous_state")
)
"""Whether a review arrives as it did before, not with other study days, for instance."""

_SCHEMA = (
    "DROP TABLE IF EXISTS temp.arriving",
    "DROP TABLE IF EXISTS temp.arriving_events",
    f"CREATE TEMP TABLE arriving (place INTEGER PRIMARY KEY, {REVIEW_COLUMNS}, fate, came_with)",
    f"CREATE TEMP TABLE arriving_events (place INTEGER PRIMARY KEY, {EVENT_COLUMNS})",
)


@dataclass(frozen=True, slots=True)
class Fates:
    """What would become of the reviews that were put aside.

    Attributes:
        new: not in the log yet.
        known: in the log, or earlier in the same file.
        back: by the operation that brought them before and was taken back: how many of them
            arrive again.
        same: the same, but only those that arrive exactly as they were.
    """

    new: int
    known: int
    back: dict[str, int]
    same: dict[str, int]


class Arrivals:
    """Entries put aside in temporary tables of one connection; the log is not touched by it."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def open(self) -> None:
        """Make the temporary tables."""
        for statement in _SCHEMA:
            self._connection.execute(statement)

    def close(self) -> None:
        """Drop the temporary tables."""
        for statement in _SCHEMA[:2]:
            self._connection.execute(statement)

    def put_aside(
        self,
        reviews: Iterable[Review],
        events: Iterable[Event],
        progress: Callable[[int], None],
    ) -> None:
        """Go through everything that arrives, however much it is.

        Raises:
            ExchangeError: a value cannot be stored; nothing is left aside.
        """
        marks = ", ".join("?" * len(_NAMES))
        event_marks = ", ".join("?" * (EVENT_COLUMNS.count(",") + 1))
        self._connection.execute("BEGIN")
        try:
            for chunk in _chunks(map(review_to_row, reviews)):
                self._connection.executemany(
                    f"INSERT INTO temp.arriving ({REVIEW_COLUMNS}) VALUES ({marks})", chunk
                )
                progress(len(chunk))
            self._connection.executemany(
                f"INSERT INTO temp.arriving_events ({EVENT_COLUMNS}) VALUES ({event_marks})",
                map(event_to_row, events),
            )
            for table in ("arriving", "arriving_events"):
                self._connection.execute(f"CREATE INDEX temp.{table}_by_id ON {table} (id)")
            self._connection.execute(
                "CREATE INDEX temp.arriving_by_card ON arriving (card_id, reviewed_at)"
            )
            self._connection.execute("COMMIT")
        except (OverflowError, UnicodeEncodeError) as error:
            self._connection.execute("ROLLBACK")
            raise ExchangeError(
                f"a value in the file cannot be stored ({error}): export the file again"
            ) from None
        except BaseException:
            with suppress(Exception):
                self._connection.execute("ROLLBACK")
            raise

    def derive_states(self) -> None:
        """Fill in the states before the reviews, where the source does not tell them."""
        self._connection.execute(
            """UPDATE temp.arriving SET previous_state = f.state FROM (
                SELECT place, CASE lag(study_day) OVER later
                    WHEN study_day THEN 'learning' ELSE
                    CASE row_number() OVER later WHEN 1 THEN 'new' ELSE 'review' END END AS state
                FROM temp.arriving WINDOW later AS (PARTITION BY card_id ORDER BY reviewed_at, place)
            ) AS f WHERE f.place = arriving.place"""
        )

    def decide(self) -> Fates:
        """Compare what was put aside with the log; call it in the transaction that adds."""
        run = self._connection.execute
        run("UPDATE temp.arriving SET fate = NULL, came_with = NULL")
        run(
            f"""UPDATE temp.arriving AS a SET fate = 'known' WHERE
                EXISTS (SELECT 1 FROM temp.arriving b WHERE b.id = a.id AND b.place < a.place)
                OR ({_IS_DERIVED.format("a.")} AND EXISTS (SELECT 1 FROM temp.arriving b
                    WHERE b.card_id = a.card_id AND b.reviewed_at = a.reviewed_at
                    AND b.place < a.place))
                OR EXISTS (SELECT 1 FROM main.reviews WHERE {_SAME_MOMENT} AND {ACTIVE_REVIEWS})"""
        )
        run(
            # a file that names the operation itself, an export of ours, knows what became of it
            """UPDATE temp.arriving AS a SET came_with = f.batch, fate = CASE
                    WHEN a.batch IS NULL AND f.batch IN (SELECT operation FROM undone)
                    AND f.id NOT IN (SELECT operation FROM undone) THEN 'back' ELSE 'known' END
                FROM main.reviews AS f WHERE a.fate IS NULL AND f.id = a.id"""
        )
        run("UPDATE temp.arriving SET fate = 'new' WHERE fate IS NULL")
        counts = dict(run("SELECT fate, count(*) FROM temp.arriving GROUP BY fate").fetchall())
        back = run(
            "SELECT came_with, count(*) FROM temp.arriving WHERE fate = 'back' GROUP BY came_with"
        )
        same = run(
            f"""SELECT came_with, count(*) FROM temp.arriving a JOIN main.reviews r USING (id)
            WHERE fate = 'back' AND {_UNCHANGED} GROUP BY came_with"""
        )
        return Fates(
            counts.get("new", 0),
            counts.get("known", 0),
            dict(back.fetchall()),
            dict(same.fetchall()),
        )

    def rename_decks(
        self, names: Mapping[str, str], make_id: Callable[[str, int, int], str]
    ) -> None:
        """Let cards of decks have others, all at once; their reviews get new ids of ``make_id``."""

        def renamed(card_id: str) -> str:
            deck, slash, rest = card_id.partition("/")
            return f"{names.get(deck, deck)}{slash}{rest}"

        self._connection.create_function("make_id", 3, make_id, deterministic=True)
        self._connection.create_function("renamed", 1, renamed, deterministic=True)
        self._connection.execute(
            """UPDATE temp.arriving SET card_id = renamed(card_id),
                id = make_id(renamed(card_id), reviewed_at, rating)
            WHERE renamed(card_id) <> card_id"""
        )
        self._connection.execute(
            """UPDATE temp.arriving_events SET card_id = renamed(card_id)
            WHERE card_id IS NOT NULL AND renamed(card_id) <> card_id"""
        )

    # -- within the transaction that adds ------------------------------------------------------

    def add_reviews(self, operation: str) -> None:
        """Append the new reviews as parts of an operation, but for those with one that is known."""
        names = ", ".join(name for name in _NAMES if name != "batch")
        self._connection.execute(
            f"""INSERT INTO main.reviews ({names}, batch) SELECT {names}, CASE WHEN batch IN (
                    SELECT operation FROM main.events WHERE kind = 'import') THEN batch ELSE ? END
                FROM temp.arriving WHERE fate = 'new' ORDER BY reviewed_at, place""",
            (operation,),
        )

    def add_again(
        self, operation: str, taken_back: str, make_id: Callable[[str, int, int], str]
    ) -> None:
        """Append reviews anew that another operation brought, which stays taken back."""
        self._connection.create_function("make_id", 3, make_id, deterministic=True)
        names = ", ".join(name for name in _NAMES if name not in ("batch", "id"))
        self._connection.execute(
            f"""INSERT INTO main.reviews (id, {names}, batch)
                SELECT make_id(card_id, reviewed_at, rating), {names}, ?
                FROM temp.arriving WHERE fate = 'back' AND came_with = ?""",
            (operation, taken_back),
        )

    def add_events(self) -> tuple[int, list[str], list[str]]:
        """Append the new events; returns how many, their operations, and kinds among them."""
        run = self._connection.execute
        new = "id NOT IN (SELECT id FROM main.events)"
        operations = [
            row[0]
            for row in run(
                f"SELECT DISTINCT operation FROM temp.arriving_events WHERE {new} AND operation "
                "NOT IN (SELECT operation FROM main.events) ORDER BY operation"
            )
        ]
        kinds = [
            row[0] for row in run(f"SELECT DISTINCT kind FROM temp.arriving_events WHERE {new}")
        ]
        count = run(
            f"INSERT INTO main.events ({EVENT_COLUMNS}) SELECT {EVENT_COLUMNS} "
            f"FROM temp.arriving_events WHERE {new} GROUP BY id ORDER BY happened_at, id"
        ).rowcount
        return max(count, 0), operations, kinds

    def new_events(self) -> int:
        """Return how many events are not in the log yet."""
        row = self._connection.execute(
            "SELECT count(DISTINCT id) FROM temp.arriving_events "
            "WHERE id NOT IN (SELECT id FROM main.events)"
        ).fetchone()
        return int(row[0])

    def has_all_events(self, operations: Iterable[str]) -> bool:
        """Tell whether all events of these operations arrive again."""
        (missing,) = self._connection.execute(
            """SELECT count(*) FROM main.events WHERE operation IN (SELECT value FROM json_each(?))
            AND id NOT IN (SELECT id FROM temp.arriving_events)""",
            (json.dumps(list(operations)),),
        ).fetchone()
        return not missing

    def cards(self) -> Iterator[str]:
        """Yield the cards whose reviews change what counts."""
        for (card_id,) in self._connection.execute(
            "SELECT DISTINCT card_id FROM temp.arriving WHERE fate <> 'known'"
        ):
            yield card_id


def _chunks(rows: Iterator[tuple[object, ...]]) -> Iterator[list[tuple[object, ...]]]:
    while chunk := list(islice(rows, _CHUNK)):
        yield chunk
