"""Rebuild everything that is derived from the log, and compare it with what is stored."""

from __future__ import annotations

import json
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from mlinterview.store.fresh import fresh_rows
from mlinterview.store.rows import CARD_COLUMNS
from mlinterview.store.undo import refresh_undone

if TYPE_CHECKING:
    import sqlite3

    from mlinterview.scheduling.scheduler import Scheduler


def read_settings(connection: sqlite3.Connection) -> dict[str, Any]:
    """Return the settings that differ from the defaults."""
    rows = connection.execute("SELECT name, value FROM settings")
    return {name: json.loads(value) for name, value in rows}


def refresh_settings(connection: sqlite3.Connection) -> None:
    """Derive the table ``settings`` from the log: the newest value that counts wins."""
    rows = connection.execute(
        "SELECT value FROM events WHERE kind = 'setting' "
        "AND operation NOT IN (SELECT operation FROM undone) ORDER BY happened_at, id"
    )
    settings: dict[str, Any] = {}
    for (text,) in rows:
        name, value = json.loads(text)
        settings[name] = value
    connection.execute("DELETE FROM settings")
    connection.executemany(
        "INSERT INTO settings (name, value) VALUES (?, ?)",
        [(name, json.dumps(value)) for name, value in settings.items() if value is not None],
    )


def refresh_cards(connection: sqlite3.Connection, scheduler: Scheduler) -> int:
    """Replay the whole log into the table ``cards``; returns how many cards there are."""
    # by id, as the table is ordered
    rows = sorted(fresh_rows(connection, scheduler), key=itemgetter(0))
    connection.execute("DELETE FROM cards")
    marks = ", ".join("?" * (CARD_COLUMNS.count(",") + 1))
    connection.executemany(f"INSERT INTO cards ({CARD_COLUMNS}) VALUES ({marks})", rows)
    return len(rows)


def refresh_operations(connection: sqlite3.Connection) -> None:
    """Derive which operations count and the settings; the cards follow with ``refresh_cards``."""
    refresh_undone(connection)
    refresh_settings(connection)


def differing_cards(connection: sqlite3.Connection, scheduler: Scheduler) -> list[str]:
    """Return the cards whose stored state is not what a fresh replay of the log gives."""
    stored = {row[0]: row for row in connection.execute(f"SELECT {CARD_COLUMNS} FROM cards")}
    fresh = {row[0]: row for row in fresh_rows(connection, scheduler)}
    return sorted(
        card_id
        for card_id in stored.keys() | fresh.keys()
        if stored.get(card_id) != fresh.get(card_id)
    )
