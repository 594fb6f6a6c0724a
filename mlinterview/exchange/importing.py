"""Bring what a file holds into a collection: all of it or nothing, and nothing twice."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from mlinterview.exchange.imported import Imported
from mlinterview.exchange.operation import ImportOperation
from mlinterview.model.exchange import ImportOptions

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from mlinterview.clock import StudyCalendar
    from mlinterview.collection import Collection
    from mlinterview.model.exchange import Importer

__all__ = ["Imported", "bring", "options_for"]


def options_for(
    collection: Collection,
    *,
    deck: str | None = None,
    calendar: StudyCalendar | None = None,
    with_settings: bool = False,
) -> ImportOptions:
    """Return what importers need to know of a collection."""
    library = collection.library
    return ImportOptions(
        calendar=calendar or collection.settings.calendar(),
        now_ms=collection.clock.now_ms(),
        deck=deck,
        has_question=lambda question_id: library.find(question_id) is not None,
        with_settings=with_settings,
    )


def bring(
    collection: Collection,
    path: Path,
    importer: Importer,
    options: ImportOptions,
    *,
    dry_run: bool = False,
    progress: Callable[[int], None] = lambda _: None,
    expect: Callable[[int | None], None] = lambda _: None,
) -> Imported:
    """Bring a file into the collection as one operation, which one ``undo`` takes back.

    Reviews and events are united with the log by id, and reviews also by card and moment;
    questions by id. Nothing is replaced, and a file that was imported before adds nothing.
    If an earlier import was taken back and this file brings all of it, it counts again.

    Args:
        collection: where to.
        path: the file.
        importer: of its format.
        options: see ``options_for``.
        dry_run: only tell what would come.
        progress: told of reviews that have been read since it was last told.
        expect: told of how many reviews there will be, if that is known.

    Raises:
        ExchangeError: the file cannot be read or holds what cannot be; nothing was changed.
        StoreError: it could not be saved; nothing was changed.
    """
    arrival = importer.read(path, options)
    try:
        expect(arrival.total)
        return ImportOperation(collection, path, importer.name, arrival, options).run(
            dry_run, progress
        )
    finally:
        with suppress(OSError):
            arrival.close()
