"""Facts about this copy of the database that are no part of the log."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mlinterview.store.database import Database


def read_fact(database: Database, name: str) -> str | None:
    """Return a fact, or ``None`` if it was never written."""
    with database.reading() as connection:
        row = connection.execute("SELECT value FROM meta WHERE name = ?", (name,)).fetchone()
    return None if row is None else str(row[0])


def write_fact(database: Database, name: str, value: str) -> None:
    """Write a fact, in place of what it was."""
    with database.transaction() as connection:
        connection.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (name, value))


def device_name(database: Database) -> str:
    """Return the name by which reviews tell where they were recorded; made on first use."""
    name = read_fact(database, "device")
    if name is None:
        # a transaction of its own, or part of the caller's
        with database.reading() as connection:
            connection.execute(
                "INSERT OR IGNORE INTO meta VALUES ('device', ?)", (os.urandom(4).hex(),)
            )
        name = read_fact(database, "device") or ""
    return name
