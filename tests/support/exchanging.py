"""Collections that exchange files."""

import json
from pathlib import Path
from typing import Any

from mlinterview.clock import ManualClock
from mlinterview.collection import Collection
from mlinterview.exchange.exporting import export
from mlinterview.exchange.importing import Imported, bring, options_for
from mlinterview.exchange.recognising import choose_importer
from mlinterview.plugins import Plugins
from mlinterview.store.rows import CARD_COLUMNS, EVENT_COLUMNS, REVIEW_COLUMNS

TABLES = {"reviews": REVIEW_COLUMNS, "events": EVENT_COLUMNS, "cards": CARD_COLUMNS}


def copy_of(folder: Path, clock: ManualClock) -> Collection:
    """Open a collection without plugins, in which study days are those of UTC."""
    collection = Collection(folder, clock, Plugins(discover=False))
    if collection.settings["time_zone"] != "UTC":
        collection.set("time_zone", "UTC")
    return collection


def write(collection: Collection, subject: str, name: str, path: Path) -> Path:
    """Export to a file."""
    export(collection, subject, collection.plugins.exporters[name], path, force=True)
    return path


def read(
    collection: Collection,
    path: Path,
    name: str | None = None,
    *,
    dry_run: bool = False,
    **options: Any,
) -> Imported:
    """Import a file."""
    importer = choose_importer(collection.plugins.importers, path, name)
    return bring(collection, path, importer, options_for(collection, **options), dry_run=dry_run)


def rows(collection: Collection, table: str, where: str = "1") -> list[tuple[Any, ...]]:
    """Return what stands in a table of the database."""
    with collection.database.reading() as connection:
        return connection.execute(
            f"SELECT {TABLES[table]} FROM {table} WHERE {where} ORDER BY 1"
        ).fetchall()


def state(collection: Collection) -> str:
    """Return all that the database and the learner's decks hold, to be compared."""
    folder = collection.home.decks
    files = {
        str(path.relative_to(folder)): path.read_bytes().hex()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
    return json.dumps([files, *(rows(collection, table) for table in TABLES)])


def review_log(path: Path, *lines: str, header: str = "card_id,review_time,review_rating") -> Path:
    """Write a review log as the FSRS community exchanges it."""
    path.write_text("\n".join([header, *lines]) + "\n")
    return path
