"""Facts about this copy of the database that are no part of the log."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mlinterview.store.database import Database


def device_name(database: Database) -> str:
    """Return the name by which reviews tell where they were recorded; made on first use."""
    with database.reading() as connection:
        row = connection.execute("SELECT value FROM meta WHERE name = 'device'").fetchone()
        if row is None:
            # a transaction of its own, or part of the caller's
            connection.execute(
                "INSERT OR IGNORE INTO meta VALUES ('device', ?)", (os.urandom(4).hex(),)
            )
            row = connection.execute("SELECT value FROM meta WHERE name = 'device'").fetchone()
    return str(row[0])
