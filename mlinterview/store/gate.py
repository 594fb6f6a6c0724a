"""One process at a time puts another database in the collection's place; the others wait."""

from __future__ import annotations

import sqlite3
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mlinterview.locations import Home

_PATIENCE_SECONDS = 30.0


@contextmanager
def gate(home: Home) -> Iterator[None]:
    """Hold a lock on the home while its database is created, migrated or restored.

    Whoever had to wait must look again at what is there.
    """
    home.folder.mkdir(parents=True, exist_ok=True)
    # the file stays: if it were deleted, a newcomer would lock another one
    lock = sqlite3.connect(home.folder / ".gate", timeout=_PATIENCE_SECONDS, isolation_level=None)
    try:
        lock.execute("BEGIN EXCLUSIVE")
        yield
        lock.execute("ROLLBACK")
    finally:
        lock.close()
