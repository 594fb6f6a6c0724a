"""What SQLite itself says of the database."""

from __future__ import annotations

import sqlite3


def integrity_problems(connection: sqlite3.Connection) -> list[str]:
    """Return what ``PRAGMA integrity_check`` complains of; nothing if the file is sound."""
    try:
        rows = [str(row[0]) for row in connection.execute("PRAGMA main.integrity_check(20)")]
    except sqlite3.DatabaseError as error:
        return [str(error)]
    return [] if rows == ["ok"] else rows


def log_size(connection: sqlite3.Connection) -> tuple[int, int]:
    """Return how many reviews and events the log holds."""
    (reviews,) = connection.execute("SELECT count(*) FROM reviews").fetchone()
    (events,) = connection.execute("SELECT count(*) FROM events").fetchone()
    return int(reviews), int(events)


def journal_mode(connection: sqlite3.Connection) -> tuple[str, str]:
    """Return the journal mode and SQLite's version."""
    (mode,) = connection.execute("PRAGMA main.journal_mode").fetchone()
    return str(mode), sqlite3.sqlite_version
