"""Write rows to a file of ours, thousands at a time."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Any, TypeVar

from mlinterview.errors import ExchangeError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from mlinterview.exchange.columns import Table

T = TypeVar("T")

CHUNK = 5_000


def chunks(rows: Iterable[T], size: int = CHUNK) -> Iterator[list[T]]:
    """Yield rows in lists of at most so many."""
    iterator = iter(rows)
    while chunk := list(islice(iterator, size)):
        yield chunk


def table_of(subject: str) -> Table:
    """Return the table that a subject is written as.

    Raises:
        ExchangeError: it is more than one table.
    """
    from mlinterview.exchange.columns import TABLES

    try:
        return TABLES[subject]
    except KeyError:
        raise ExchangeError(f"{subject} is more than one table: choose another format") from None


def schema(name: str, version: int, now_ms: int) -> dict[str, Any]:
    """Return what stands at the beginning of a document: what it is, and from when."""
    from mlinterview.exchange.values import time_text

    return {
        "schema": {"name": f"mlinterview/{name}", "version": version},
        "exported_at": time_text(now_ms),
    }
