"""Turn SQLite's exceptions into errors that say what to do."""

from __future__ import annotations

import errno
import sqlite3
from contextlib import contextmanager
from typing import TYPE_CHECKING

from mlinterview.errors import (
    StoreBusy,
    StoreCorrupt,
    StoreError,
    StoreFull,
    StoreReadOnly,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@contextmanager
def explained(path: Path) -> Iterator[None]:
    """Raise a ``StoreError`` in place of any SQLite or file error about ``path``."""
    try:
        yield
    except sqlite3.Error as error:
        raise _explain(error, path) from error
    except OSError as error:
        raise _explain_file(error, path) from error


_WRITABLE = "make it writable, or choose another folder with --home"
_FULL = "the disk is full: free some space and retry"
_RESTORE = (
    "your answers may be in a backup: see `mlinterview backup --list`, "
    "then `mlinterview backup --restore FILE`"
)


def _explain_file(error: OSError, path: Path) -> StoreError:
    name = error.filename or path
    match error.errno:
        case errno.EACCES | errno.EPERM | errno.EROFS:
            return StoreReadOnly(f"{name} cannot be written: {_WRITABLE}")
        case errno.ENOSPC | errno.EDQUOT:
            return StoreFull(f"{name} was not saved, {_FULL}")
    return StoreError(f"{name}: {error.strerror or error}")


def _explain(error: sqlite3.Error, path: Path) -> StoreError:
    # errors raised by the sqlite3 module itself carry no code
    code = getattr(error, "sqlite_errorcode", None)
    match code & 0xFF if code is not None else None:
        case sqlite3.SQLITE_BUSY | sqlite3.SQLITE_LOCKED:
            return StoreBusy(f"{path} is in use by another program: close it and try again")
        case sqlite3.SQLITE_READONLY | sqlite3.SQLITE_PERM:
            return StoreReadOnly(f"{path} cannot be written: {_WRITABLE}")
        case sqlite3.SQLITE_FULL:
            return StoreFull(f"{path} was not saved, {_FULL}")
        case sqlite3.SQLITE_IOERR:
            return StoreError(f"{path}: the disk reports an error ({error}): check it and retry")
        case sqlite3.SQLITE_CANTOPEN:
            return StoreError(f"{path} cannot be opened: check the folder and its permissions")
        case sqlite3.SQLITE_CORRUPT | sqlite3.SQLITE_NOTADB:
            return StoreCorrupt(f"{path} is damaged ({error}): {_RESTORE}")
    return StoreError(f"{path}: {error}")
