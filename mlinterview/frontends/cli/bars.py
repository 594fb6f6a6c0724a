"""Bars of progress, on standard error and only for people who watch."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


@contextmanager
def bar(words: str) -> Iterator[tuple[Callable[[int], None], Callable[[int | None], None]]]:
    """Give two functions: told of rows that are done, and of how many there will be."""
    if not sys.stderr.isatty():
        yield lambda _: None, lambda _: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    with Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        console=Console(stderr=True),
        transient=True,
    ) as progress:
        task = progress.add_task(words, total=None)
        yield (
            lambda rows: progress.advance(task, rows),
            lambda total: progress.update(task, total=total),
        )
