"""Which operations count: an undo takes back an operation, and may itself be taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable


def undone_operations(undos: Iterable[tuple[str, str]]) -> set[str]:
    """Return the operations that do not count.

    ``undos`` are pairs of an undo's own operation and the operation that it takes back.
    An operation is taken back if an undo that counts names it; the order of the pairs is irrelevant.
    """
    by_target: dict[str, list[str]] = {}
    for operation, target in undos:
        by_target.setdefault(target, []).append(operation)
    counts: dict[str, bool] = {}
    for first in by_target:
        # depth first without recursion: chains of undo and redo can be long
        stack = [first]
        while stack:
            target = stack[-1]
            waiting = [u for u in by_target.get(target, ()) if u not in counts]
            if waiting and len(stack) <= len(by_target) + 1:
                stack.append(waiting[0])
                continue
            counts[target] = not any(counts.get(u, False) for u in by_target.get(target, ()))
            stack.pop()
    return {operation for operation in by_target if not counts[operation]}


def refresh_undone(connection: sqlite3.Connection) -> None:
    """Derive the table ``undone`` from the log."""
    undos = connection.execute(
        "SELECT operation, json_extract(value, '$') FROM events WHERE kind = 'undo'"
    ).fetchall()
    connection.execute("DELETE FROM undone")
    connection.executemany(
        "INSERT INTO undone (operation) VALUES (?)", [(o,) for o in undone_operations(undos)]
    )
