"""Copies of the database: made before risky steps and once a day, kept to a number."""

from __future__ import annotations

import os
import sqlite3
import time
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from mlinterview.errors import StoreCorrupt, UsageError
from mlinterview.store.database import APPLICATION_ID, schema_version
from mlinterview.store.failures import explained
from mlinterview.store.gate import gate

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mlinterview.locations import Home

KEPT_DAILY = 14
_DAILY = "daily"


@dataclass(frozen=True, slots=True)
class Backup:
    """One copy.

    Attributes:
        path: the file.
        made_at: the file's modification time.
        size: bytes.
        reviews: reviews in it; ``None`` if it cannot be read.
    """

    path: Path
    made_at: datetime
    size: int
    reviews: int | None


def back_up(home: Home, label: str, target: Path | None = None) -> Path:
    """Copy the database as it is now, also while others write to it; returns the copy's path.

    Raises:
        StoreError: it cannot be read, or the copy cannot be written.
        UsageError: ``target`` exists already.
    """
    with explained(target or home.backups):
        if target is None:
            home.backups.mkdir(parents=True, exist_ok=True)
            target = _free_name(home.backups, label)
        elif target.exists():
            raise UsageError(f"{target} exists already: choose another file")
        with _copied(home.database, target.parent) as copy:
            copy.replace(target)
    return target


def back_up_daily(home: Home, today: str) -> Path | None:
    """Copy the database unless a copy of ``today`` (ISO date) is there; old daily copies go."""
    if home.backups.is_dir() and any(home.backups.glob(f"{today}-{_DAILY}*")):
        return None
    made = back_up(home, f"{today}-{_DAILY}")
    for old in sorted(home.backups.glob(f"*-{_DAILY}.sqlite3"))[:-KEPT_DAILY]:
        with suppress(OSError):
            old.unlink()
    return made


def list_backups(home: Home) -> list[Backup]:
    """Return the copies in the home's backup folder, newest first."""
    if not home.backups.is_dir():
        return []
    found = []
    for path in home.backups.glob("*.sqlite3"):
        status = path.stat()
        made_at = datetime.fromtimestamp(status.st_mtime).astimezone()
        found.append(Backup(path, made_at, status.st_size, _count_reviews(path)))
    return sorted(found, key=lambda backup: (backup.made_at, backup.path.name), reverse=True)


def restore(home: Home, source: Path) -> Path | None:
    """Put a copy in the database's place; the present one is kept and its path returned.

    Raises:
        StoreCorrupt: the copy is no sound mlinterview database.
        StoreFromFuture: a newer mlinterview wrote it.
    """
    if _count_reviews(source) is None:
        raise StoreCorrupt(f"{source} is no sound backup of a collection: choose another one")
    with explained(source), closing(_read_only(source)) as connection:
        schema_version(connection, source)
    kept = None
    # the present one gives way only when the copy is complete
    with explained(home.database), gate(home), _copied(source, home.folder) as copy:
        if home.database.exists():
            kept = _free_name(home.folder, "replaced-collection")
            for suffix in ("-wal", "-shm", "-journal"):
                side = Path(f"{home.database}{suffix}")
                if side.exists():
                    side.replace(f"{kept}{suffix}")
            home.database.replace(kept)
        copy.replace(home.database)
    return kept


@contextmanager
def _copied(source: Path, folder: Path) -> Iterator[Path]:
    """Copy a database as it is now to one file that stands alone, to be moved to its place."""
    copy = folder / f".copy-{os.getpid()}-{time.monotonic_ns()}.part"
    try:
        with closing(_read_only(source)) as origin, closing(sqlite3.connect(copy)) as connection:
            origin.backup(connection)
            connection.execute("PRAGMA journal_mode=DELETE")
        yield copy
    finally:
        for suffix in ("", "-journal"):
            with suppress(OSError):  # what went wrong before is what counts
                Path(f"{copy}{suffix}").unlink(missing_ok=True)


def _read_only(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)


def _count_reviews(path: Path) -> int | None:
    if not path.is_file():
        return None
    try:
        with closing(_read_only(path)) as connection:
            (application,) = connection.execute("PRAGMA application_id").fetchone()
            (sound,) = connection.execute("PRAGMA integrity_check").fetchone()
            (count,) = connection.execute("SELECT count(*) FROM reviews").fetchone()
    except sqlite3.Error:
        return None
    return int(count) if application == APPLICATION_ID and sound == "ok" else None


def _free_name(folder: Path, stem: str) -> Path:
    candidate, number = folder / f"{stem}.sqlite3", 1
    while candidate.exists():
        number += 1
        candidate = folder / f"{stem}-{number}.sqlite3"
    return candidate
