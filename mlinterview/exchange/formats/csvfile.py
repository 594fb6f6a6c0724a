"""Export as CSV: one table, one row a line, safe to open in a spreadsheet."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING, Any, ClassVar

from mlinterview.exchange.formats.cells import quoted
from mlinterview.exchange.formats.writers import chunks, table_of
from mlinterview.exchange.tables import rows
from mlinterview.exchange.values import TYPES
from mlinterview.model.exchange import Exporter

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from mlinterview.exchange.columns import Table
    from mlinterview.exchange.source import Source


WORDY = ("text", "words", "json")
"""Types of columns whose cells are quoted."""

MAY_BE_MISSING = ("response", "verdict", "batch", "text")
"""Columns in which an empty text, written as an apostrophe, is not the same as none."""


class CsvExporter(Exporter):
    """RFC 4180 in UTF-8, with a header."""

    name: ClassVar[str] = "csv"
    description: ClassVar[str] = "table with commas, for spreadsheets and data frames"
    suffix: ClassVar[str] = ".csv"
    subjects: ClassVar[frozenset[str]] = frozenset({"reviews", "cards", "questions", "stats"})
    is_text: ClassVar[bool] = True

    def export(
        self, subject: str, source: Source, target: Path, progress: Callable[[int], None]
    ) -> int:
        """Write a subject's rows."""
        table, count = table_of(subject), 0
        encode = _cells(table)
        with target.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(table.names)
            for chunk in chunks(rows(source, table)):
                writer.writerows(map(encode, chunk))
                count += len(chunk)
                progress(len(chunk))
        return count


def _cells(table: Table) -> Callable[[tuple[Any, ...]], list[str]]:
    # numbers, times and flags are what they are: a minus is no formula there
    encoders = [
        (TYPES[column.type].to_text, _quoting(column.name) if column.type in WORDY else str)
        for column in table.columns
    ]

    def encode(row: tuple[Any, ...]) -> list[str]:
        return [
            "" if value is None else quote(encoder(value))
            for (encoder, quote), value in zip(encoders, row, strict=True)
        ]

    return encode


def _quoting(name: str) -> Callable[[str], str]:
    if name in MAY_BE_MISSING:
        return lambda text: quoted(text) or "'"
    return quoted
