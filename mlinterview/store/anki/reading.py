"""Read the database of an Anki file that a stranger made.

It is opened read-only and never trusted: only real tables are read, column by column and as the
type that is wanted; its views, triggers and generated columns are not used, and queries stop after
a number of steps that fits its size.
"""

from __future__ import annotations

import sqlite3
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from mlinterview.errors import ExchangeError
from mlinterview.store.anki.rows import CardRow, NoteRow, ReviewRow

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

_LONGEST_VALUE = 100_000_000
_LONGEST_SQL = 1_000_000
_STEPS = 1_000_000
"""Of SQLite's machine, between two looks at how many there were."""
_FREE_LOOKS, _BYTES_PER_LOOK = 200, 20_000
_TEXT_COLUMNS = frozenset({
    "guid", "tags", "flds", "sfld", "data", "name", "conf", "models", "decks", "dconf",
})  # fmt: skip
_BLOB_COLUMNS = frozenset({"config", "kind"})

_NOTES = ("id", "guid", "mid", "mod", "usn", "tags", "flds", "sfld", "csum", "flags", "data")
_CARDS = (
    "id", "nid", "did", "ord", "mod", "usn", "type", "queue", "due", "ivl", "factor", "reps",
    "lapses", "left", "odue", "odid", "flags", "data",
)  # fmt: skip
_REVLOG = ("id", "cid", "usn", "ease", "ivl", "lastIvl", "factor", "time", "type")


@dataclass(frozen=True, slots=True)
class CollectionRow:
    """What the one row of ``col`` says.

    Attributes:
        version: of the schema; up to 11 the four others hold note types, decks and presets.
        conf: the collection's settings, JSON.
        models: note types, JSON by id.
        decks: JSON by id.
        dconf: presets, JSON by id.
    """

    version: int
    conf: str
    models: str
    decks: str
    dconf: str


class AnkiReader:
    """An open database of Anki's; close it after use.

    Args:
        path: a copy of one's own, so that nobody changes it meanwhile.
        where: what to call it in messages.

    Raises:
        ExchangeError: it is damaged or no database, from every method and while rows are gone
            through.
    """

    def __init__(self, path: Path, where: str) -> None:
        self._where = where
        with self._explained():
            size = path.stat().st_size
            uri = f"{path.absolute().as_uri()}?mode=ro&immutable=1"
            self._connection = sqlite3.connect(
                uri, uri=True, isolation_level=None, check_same_thread=False
            )
        try:
            with self._explained():
                _distrust(self._connection, size)
                self._tables = self._real_tables()
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        """Close the database."""
        self._connection.close()

    def has(self, table: str) -> bool:
        """Tell whether there is such a table."""
        return table in self._tables

    def collection(self) -> CollectionRow:
        """Return the row of ``col``.

        Raises:
            ExchangeError: there is none.
        """
        for row in self._rows("col", ("ver", "conf", "models", "decks", "dconf")):
            return CollectionRow(*row)
        raise ExchangeError(f"{self._where}: the table `col` is empty: export it again")

    def notes(self) -> Iterator[NoteRow]:
        """Yield the notes."""
        yield from map(NoteRow._make, self._rows("notes", _NOTES, "id"))

    def cards(self) -> Iterator[CardRow]:
        """Yield the cards, those of a note together."""
        yield from map(CardRow._make, self._rows("cards", _CARDS, "nid, ord, id"))

    def reviews(self) -> Iterator[ReviewRow]:
        """Yield the review log, oldest first."""
        yield from map(ReviewRow._make, self._rows("revlog", _REVLOG, "id"))

    def count_reviews(self) -> int:
        """Return how many reviews there are."""
        self._check("revlog", _REVLOG)
        with self._explained():
            return int(self._connection.execute("SELECT count(*) FROM revlog").fetchone()[0])

    def rows(self, table: str, columns: Sequence[str]) -> Iterator[Sequence[Any]]:
        """Yield rows of one of the tables that schemas after 11 have."""
        yield from self._rows(table, columns)

    def _rows(self, table: str, columns: Sequence[str], order: str = "") -> Iterator[Sequence[Any]]:
        self._check(table, columns)
        wanted = ", ".join(_typed(column) for column in columns)
        query = f"SELECT {wanted} FROM main.{table} NOT INDEXED"
        with self._explained():
            rows = self._connection.execute(f"{query} ORDER BY {order}" if order else query)
            # with `yield from`, a generator given up after `close` would close its cursor again
            for row in rows:  # noqa: UP028
                yield row

    def _check(self, table: str, columns: Sequence[str]) -> None:
        known = self._tables.get(table)
        if known is None or not set(columns) <= known:
            missing = "table" if known is None else "column of the table"
            raise ExchangeError(
                f"{self._where}: a {missing} `{table}` is missing: export it again in Anki"
            )

    @contextmanager
    def _explained(self) -> Iterator[None]:
        try:
            yield
        except (sqlite3.Error, OSError, OverflowError, UnicodeError) as error:
            reason = "it asks for endless work" if "interrupted" in str(error) else str(error)
            raise ExchangeError(
                f"{self._where}: the database is damaged ({reason}): in Anki, choose Tools, Check "
                "Database, and export it again"
            ) from None

    def _real_tables(self) -> dict[str, set[str]]:
        """Return the tables with their real columns; what only looks like a table is left out."""
        found: dict[str, set[str]] = {}
        names = self._connection.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND length(name) < 100 "
            "AND sql NOT LIKE 'create virtual%'"
        ).fetchall()
        for (name,) in names:
            columns = self._connection.execute(
                "SELECT name FROM pragma_table_xinfo(?) WHERE hidden = 0", (name,)
            )
            found[str(name)] = {str(column) for (column,) in columns}
        return found


def _distrust(connection: sqlite3.Connection, size: int) -> None:
    connection.text_factory = lambda data: data.decode("utf-8", "replace")
    connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, _LONGEST_VALUE)
    connection.setlimit(sqlite3.SQLITE_LIMIT_SQL_LENGTH, _LONGEST_SQL)
    looks = _FREE_LOOKS + size // _BYTES_PER_LOOK

    def look() -> bool:
        nonlocal looks
        looks -= 1
        return looks < 0

    connection.set_progress_handler(look, _STEPS)
    for pragma in ("trusted_schema=OFF", "cell_size_check=ON", "query_only=ON", "temp_store=FILE"):
        connection.execute(f"PRAGMA {pragma}")
    # Anki's names compare without regard to case; nothing here depends on their order
    connection.create_collation("unicase", _compare)


def _compare(one: str, other: str) -> int:
    first, second = one.casefold(), other.casefold()
    return (first > second) - (first < second)


def _typed(column: str) -> str:
    if column in _BLOB_COLUMNS:
        return f"CAST({column} AS BLOB)"
    if column in _TEXT_COLUMNS:
        return f"coalesce(CAST({column} AS TEXT), '')"
    return f"coalesce(CAST({column} AS INTEGER), 0)"
