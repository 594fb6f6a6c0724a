"""Open the collection's database: safely, durably, from any thread and any number of processes."""

from __future__ import annotations

import os
import sqlite3
import threading
import time
from contextlib import contextmanager, suppress
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING
from weakref import WeakSet

from mlinterview.errors import StoreCorrupt, StoreFromFuture
from mlinterview.store import filesystem
from mlinterview.store.failures import explained
from mlinterview.store.gate import gate

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mlinterview.locations import Home

APPLICATION_ID = 0x6D6C6976
SCHEMA_VERSION = 3
"""Number of migration steps; kept in ``PRAGMA user_version`` and checked by a test."""

_BUSY_SECONDS = 30.0
_SIDE_FILES = ("-wal", "-shm", "-journal")


class Database:
    """A collection's database with one connection per thread.

    Opening creates it, or migrates an older one after a backup.

    Raises:
        StoreError: in one of its forms, from every method.
    """

    def __init__(self, home: Home) -> None:
        self.home = home
        self.path = home.database
        self._local = threading.local()
        self._lock = threading.Lock()
        self._opened: WeakSet[_Opened] = WeakSet()
        self._numbers = count(1)
        self._attached: Path | None = None
        with explained(self.path):
            _prepare(home)
        _ = self.connection

    @property
    def connection(self) -> sqlite3.Connection:
        """This thread's connection; for reading. Write inside ``transaction``."""
        opened: _Opened | None = getattr(self._local, "opened", None)
        if opened is None:
            with explained(self.path):
                opened = self._open()
        connection = opened.connection
        if self._attached and getattr(self._local, "attached", None) != self._attached:
            with explained(self._attached):
                # read-only, so that writing the log takes no lock on the cache
                uri = self._attached.as_uri() + "?mode=ro"
                connection.execute("ATTACH DATABASE ? AS library", (uri,))
                self._local.attached = self._attached
        return connection

    def attach_library(self, path: Path) -> None:
        """Make the question cache readable as schema ``library`` on every connection."""
        self._attached = path

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """Run the block as one durable transaction that waits for other writers."""
        with explained(self.path):
            connection = self.connection
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield connection
                connection.execute("COMMIT")
            except BaseException:
                if connection.in_transaction:
                    connection.execute("ROLLBACK")
                raise

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """Give this thread's connection, with SQLite's errors explained."""
        with explained(self.path):
            yield self.connection

    def version_of_data(self) -> int:
        """Return a number that changes when another connection has written, or the thread."""
        with self.reading() as connection:
            (version,) = connection.execute("PRAGMA data_version").fetchone()
        # each connection counts for itself: two threads' numbers say nothing of each other
        return int(self._local.opened.number << 32 | version)

    def close(self) -> None:
        """Close the connections of all threads."""
        with self._lock:
            for opened in list(self._opened):
                opened.connection.close()
            self._opened.clear()
        self._local = threading.local()

    def _open(self) -> _Opened:
        opened = _Opened(_connect(self.path), next(self._numbers))
        _use_journal(opened.connection, self.home.folder)
        # an answer is acknowledged only when it would survive a power cut
        opened.connection.execute("PRAGMA synchronous=FULL")
        # an answer touches pages all over a log's index by card: 32 MB keep them at hand
        opened.connection.execute("PRAGMA cache_size=-32000")
        with self._lock:
            self._opened.add(opened)
        self._local.opened = opened
        return opened


class _Opened:
    """A thread's connection; it is closed with the database, or when the thread ends.

    Attributes:
        connection: other threads only close it.
        number: tells the connections of a database apart.
    """

    def __init__(self, connection: sqlite3.Connection, number: int) -> None:
        self.connection, self.number = connection, number

    def __del__(self) -> None:
        self.connection.close()


def _connect(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(
        path.absolute().as_uri(),
        uri=True,
        timeout=_BUSY_SECONDS,
        isolation_level=None,
        check_same_thread=False,
    )


def _prepare(home: Home) -> None:
    """Make sure that a database of this version stands at the home's path."""
    if not _has_content(home.database):
        with gate(home):
            if not _has_content(home.database):
                _create(home)
    if _version(home.database) < SCHEMA_VERSION:
        with gate(home):
            if (version := _version(home.database)) < SCHEMA_VERSION:
                _migrate(home, version)


def _has_content(path: Path) -> bool:
    try:
        return path.stat().st_size > 0
    except FileNotFoundError:
        return False


def _version(path: Path) -> int:
    connection = _connect(path)
    try:
        return schema_version(connection, path)
    finally:
        connection.close()


def schema_version(connection: sqlite3.Connection, path: Path) -> int:
    """Return how many migration steps a database has seen.

    Raises:
        StoreCorrupt: it is no mlinterview database.
        StoreFromFuture: a newer mlinterview wrote it.
    """
    (application,) = connection.execute("PRAGMA application_id").fetchone()
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    if application != APPLICATION_ID:
        raise StoreCorrupt(
            f"{path} is damaged, or a database of another program: choose a backup with "
            "`mlinterview backup --list`, or move it away, or choose another --home"
        )
    if version > SCHEMA_VERSION:
        raise StoreFromFuture(
            f"{path} was written by a newer mlinterview (schema {version}, this one knows "
            f"{SCHEMA_VERSION}): upgrade with `pip install -U mlinterview`"
        )
    return int(version)


def _create(home: Home) -> None:
    """Build the database under another name and move it in place: it is never half there."""
    if home.database.exists() and home.backups.is_dir() and any(home.backups.iterdir()):
        # something cut it off: no fresh start
        raise StoreCorrupt(
            f"{home.database} is empty although there are backups: choose one with "
            "`mlinterview backup --list`, then `mlinterview backup --restore FILE`"
        )
    _put_strays_aside(home)
    fresh = home.folder / f".new-{os.getpid()}.sqlite3"
    try:
        _apply_migrations(fresh)
        fresh.replace(home.database)
    finally:
        for suffix in ("", *_SIDE_FILES):
            with suppress(OSError):  # what went wrong before is what counts
                Path(f"{fresh}{suffix}").unlink(missing_ok=True)


def _put_strays_aside(home: Home) -> None:
    """Move what a deleted database left behind: SQLite would write it into the new one."""
    for suffix in _SIDE_FILES:
        stray = Path(f"{home.database}{suffix}")
        if stray.exists():
            stray.replace(home.folder / f"stray-{os.urandom(4).hex()}{suffix}")


def _migrate(home: Home, version: int) -> None:
    from mlinterview.store.backup import back_up

    back_up(home, label=f"before-schema-{SCHEMA_VERSION}-from-{version}")
    _apply_migrations(home.database)


def _apply_migrations(path: Path) -> None:
    from sqlite_utils import Database as SqliteUtilsDatabase

    from mlinterview.store.migrations import migrations

    connection = _connect(path)
    try:
        migrations.apply(SqliteUtilsDatabase(connection))
        connection.execute(f"PRAGMA application_id={APPLICATION_ID}")
        connection.execute(f"PRAGMA user_version={SCHEMA_VERSION}")
    finally:
        connection.close()


def _use_journal(connection: sqlite3.Connection, folder: Path) -> None:
    wanted = "wal" if filesystem.wal_is_safe(folder) else "delete"
    (current,) = connection.execute("PRAGMA journal_mode").fetchone()
    deadline = time.monotonic() + _BUSY_SECONDS
    while current != wanted:
        # changing the mode does not wait for other connections by itself
        try:
            (current,) = connection.execute(f"PRAGMA journal_mode={wanted}").fetchone()
        except sqlite3.OperationalError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.02)
        else:
            if current != wanted:
                return  # this filesystem cannot do WAL: SQLite stays with what works
