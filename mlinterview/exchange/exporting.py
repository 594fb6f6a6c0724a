"""Export a subject in a format to a file that is there only when it is complete."""

from __future__ import annotations

import os
from contextlib import suppress
from typing import TYPE_CHECKING

from mlinterview.errors import ExchangeError, UsageError
from mlinterview.exchange.source import Source
from mlinterview.exchange.tables import count

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from mlinterview.collection import Collection
    from mlinterview.model.exchange import Exporter


def choose_exporter(
    exporters: Mapping[str, Exporter], subject: str, name: str | None, target: Path | None
) -> Exporter:
    """Return the exporter of a name, or the one for a file's name; else the first that can do it.

    Raises:
        UsageError: there is none, or it cannot write this subject.
    """
    able = {key: one for key, one in exporters.items() if subject in one.subjects}
    words = ", ".join(able) or "none"
    if name is not None:
        if name not in exporters:
            raise UsageError(f"there is no export format {name!r}: {subject} can be {words}")
        if name not in able:
            raise UsageError(f"the format {name} cannot hold {subject}: choose one of {words}")
        return able[name]
    suffix = "" if target is None else target.suffix.lower()
    fitting = [one for one in able.values() if suffix and one.suffix == suffix]
    if suffix and not fitting:
        raise UsageError(
            f"no export format of {subject} is known by {target.suffix if target else suffix}: "
            f"give --format, one of {words}"
        )
    if not able:
        raise UsageError(f"no export format can hold {subject}")
    return (fitting or list(able.values()))[0]


def export(
    collection: Collection,
    subject: str,
    exporter: Exporter,
    target: Path,
    *,
    html: Callable[[str], str] | None = None,
    force: bool = False,
    progress: Callable[[int], None] = lambda _: None,
    expect: Callable[[int | None], None] = lambda _: None,
) -> int:
    """Write a subject to a file; returns the number of rows.

    Args:
        collection: whose.
        subject: one of ``model.exchange.SUBJECTS``.
        exporter: that can write it.
        target: the file; it is there when everything has been written, or not at all.
        html: Markdown to safe HTML, for formats that need it.
        force: write over a file that is there.
        progress: told of rows that have been written since it was last told.
        expect: told of how many rows there are, if that is known beforehand.

    Raises:
        UsageError: the file is there already, and ``force`` is not given.
        ExchangeError: it cannot be written.
    """
    if target.is_dir():
        raise UsageError(f"{target} is a folder: name a file in it")
    if target.exists() and not force:
        raise UsageError(f"{target} is there already: choose another file, or give --force")
    part = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        with suppress(FileNotFoundError):
            part.unlink()
        with Source(collection, html) as source:
            expect(count(source, subject))
            rows = exporter.export(subject, source, part, progress)
        if target.exists() and not force:
            raise UsageError(f"{target} is there already: choose another file, or give --force")
        part.replace(target)
    except OSError as error:
        raise ExchangeError(
            f"{target} cannot be written ({error.strerror}): choose another file"
        ) from None
    finally:
        with suppress(OSError):
            part.unlink()
    return rows
