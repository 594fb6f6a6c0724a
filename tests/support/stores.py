"""Database files looked at, and made, without the program."""

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

RELEASES = sorted((Path(__file__).parents[1] / "store" / "schemas").glob("*.sql"))
"""A dump, with rows, of what each release wrote; a new release adds its own."""

LOG = ("reviews", "events")


def from_dump(dump: Path, path: Path) -> None:
    """Make a database of a dump."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(dump.read_text(encoding="utf-8"))


def contents(path: Path, *tables: str) -> dict[str, list[dict[str, Any]]]:
    """Return the rows of some tables, by default of all."""
    with closing(sqlite3.connect(path)) as connection:
        connection.row_factory = sqlite3.Row
        names = tables or [
            row[0]
            for row in connection.execute("SELECT name FROM sqlite_schema WHERE type='table'")
        ]
        return {
            name: [dict(row) for row in connection.execute(f"SELECT * FROM {name} ORDER BY 1")]
            for name in names
        }


def pragma(path: Path, name: str) -> Any:
    """Return a number from a database's header."""
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(f"PRAGMA {name}").fetchone()[0]


def is_sound(path: Path) -> bool:
    """Tell whether SQLite finds nothing wrong with a file."""
    return bool(pragma(path, "integrity_check") == "ok")
