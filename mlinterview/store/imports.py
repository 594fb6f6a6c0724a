"""What the log says of earlier imports: what they brought, and what took them back."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import sqlite3


def count_of(connection: sqlite3.Connection, operation: str) -> int:
    """Return how many reviews an operation brought that were not taken back one by one."""
    row = connection.execute(
        "SELECT count(*) FROM reviews WHERE batch = ? AND id NOT IN (SELECT operation FROM undone)",
        (operation,),
    ).fetchone()
    return int(row[0])


def undos_of(connection: sqlite3.Connection, operation: str) -> dict[str, set[str]]:
    """Return the undos in force against an operation, each with all that it took back."""
    rows = connection.execute(
        """SELECT operation, json_extract(value, '$') FROM events WHERE kind = 'undo' AND operation
            IN (SELECT operation FROM events WHERE kind = 'undo' AND json_extract(value, '$') = ?)
            AND operation NOT IN (SELECT operation FROM undone)""",
        (operation,),
    )
    undos: dict[str, set[str]] = {}
    for undo, target in rows:
        undos.setdefault(undo, set()).add(target)
    return undos


def import_values(connection: sqlite3.Connection, taken_back: bool) -> dict[str, dict[str, object]]:
    """Return what the imports say of themselves, by operation: those taken back, or the others."""
    rows = connection.execute(
        "SELECT operation, value FROM events WHERE kind = 'import' AND "
        f"operation {'' if taken_back else 'NOT'} IN (SELECT operation FROM undone)"
    )
    return {operation: json.loads(value) for operation, value in rows}
