"""Errors that a user can do something about.

    MLInterviewError
    ├── UsageError           the request itself makes no sense (exit code 2)
    │   ├── UnknownName      no such card, question, deck, topic or setting
    │   └── InvalidSetting   a value that a setting cannot take
    ├── ClockError           the clock stands before the log
    ├── NothingToUndo        the log holds no operation that could be taken back
    ├── StoreError           the collection's database
    │   ├── StoreBusy        another process kept it locked for too long
    │   ├── StoreReadOnly    it cannot be written
    │   ├── StoreFull        the disk is full
    │   ├── StoreCorrupt     it is damaged
    │   └── StoreFromFuture  a newer mlinterview wrote it
    ├── DeckError            a deck that was asked for cannot be read
    ├── ExchangeError        a file cannot be exported or imported
    └── Untrusted            a deck's code is to be run, and nobody has trusted it

Anything under ``MLInterviewError`` is shown as one line that says what, where and what to do.
Anything else is a bug of ours and keeps its traceback.
"""

from __future__ import annotations


class MLInterviewError(Exception):
    """Base of all errors shown to the user as one line."""

    exit_code = 1


class UsageError(MLInterviewError):
    """The request itself makes no sense."""

    exit_code = 2


class UnknownName(UsageError):
    """No card, question, deck, topic or setting has this name."""


class InvalidSetting(UsageError):
    """A value that a setting cannot take."""


class ClockError(MLInterviewError):
    """The clock stands clearly before the newest entry of the log."""


class NothingToUndo(MLInterviewError):
    """The log holds no operation that could be taken back."""


class StoreError(MLInterviewError):
    """The collection's database cannot be used."""


class StoreBusy(StoreError):
    """Another process kept the database locked for too long."""


class StoreReadOnly(StoreError):
    """The database cannot be written."""


class StoreFull(StoreError):
    """The disk is full."""


class StoreCorrupt(StoreError):
    """The database is damaged or is no mlinterview database."""


class StoreFromFuture(StoreError):
    """A newer mlinterview wrote this database."""


class Untrusted(MLInterviewError):
    """A deck's code is to be run, and nobody has trusted it."""


class DeckError(MLInterviewError):
    """A deck that was asked for cannot be read."""


class ExchangeError(MLInterviewError):
    """A file cannot be exported or imported."""
