"""The built-in export and import formats."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mlinterview.exchange.anki.exporter import AnkiExporter
from mlinterview.exchange.anki.importer import AnkiImporter
from mlinterview.exchange.formats.csvfile import CsvExporter
from mlinterview.exchange.formats.fsrslog import FsrsExporter, FsrsImporter
from mlinterview.exchange.formats.hashcards import HashcardsImporter
from mlinterview.exchange.formats.jsonfile import JsonExporter, JsonLinesExporter
from mlinterview.exchange.formats.logimport import (
    JsonImporter,
    JsonLinesImporter,
    ReviewsCsvImporter,
)
from mlinterview.exchange.formats.parquet import ParquetExporter
from mlinterview.exchange.formats.questions import QuestionCsvImporter
from mlinterview.exchange.formats.sqlite import SqliteExporter
from mlinterview.hookspecs import hookimpl

if TYPE_CHECKING:
    from mlinterview.model.exchange import Exporter, Importer


@hookimpl
def register_exporters() -> list[Exporter]:
    """Tables, documents, a file for SQL, and the FSRS community's log."""
    return [
        CsvExporter(),
        JsonExporter(),
        JsonLinesExporter(),
        ParquetExporter(),
        SqliteExporter(),
        FsrsExporter(),
        AnkiExporter(),
    ]


@hookimpl
def register_importers() -> list[Importer]:
    """Those that look for certain columns first, those that take any table last."""
    return [
        JsonImporter(),
        JsonLinesImporter(),
        ReviewsCsvImporter(),
        FsrsImporter(),
        AnkiImporter(),
        HashcardsImporter(),
        QuestionCsvImporter(),
    ]
