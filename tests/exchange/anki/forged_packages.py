"""Packages made by hand, so that each thing in them can be wrong."""

import json
import os
import sqlite3
import zipfile
from pathlib import Path
from typing import Any

import pytest
from anki_helpers import bring_in

from mlinterview.collection import Collection
from mlinterview.errors import ExchangeError
from mlinterview.store.anki.rows import CardRow, NoteRow, ReviewRow
from mlinterview.store.anki.writing import new_anki_database

MODEL = {
    "1": {
        "name": "Basic", "type": 0, "flds": [{"name": "Front", "ord": 0}, {"name": "Back", "ord": 1}],
        "tmpls": [{"ord": 0, "qfmt": "{{Front}}", "afmt": "{{FrontSide}}<hr id=answer>{{Back}}"}],
    }
}  # fmt: skip
DAY = 1_772_000_000_000
"""Some day before the tests' clock."""


def note(number: int, front: str = "front", back: str = "back", guid: str = "") -> NoteRow:
    return NoteRow(number, guid or f"g{number}", 1, 1, 0, "", f"{front}\x1f{back}", front, 0)


def card(number: int, note: int, place: int = 0, data: str = "{}") -> CardRow:
    return CardRow(number, note, 9, place, 1, 0, 2, 2, 5, 3, 2500, 1, 0, 0, 0, 0, 0, data)


def database(folder: Path, change: str = "", **given: Any) -> Path:
    """Write a collection with two notes; ``change`` is SQL that spoils it."""
    path = folder / "collection.anki21"
    path.unlink(missing_ok=True)
    texts = {"conf": {"schedVer": 2}, "models": MODEL, "decks": {"9": {"name": "D"}}, "dconf": {}}
    with new_anki_database(path) as writer:
        for row, its_card in given.get("notes", [(note(1), card(11, 1)), (note(2), card(12, 2))]):
            writer.add_note(row, [its_card])
        writer.add_reviews(given.get("reviews", [ReviewRow(DAY, 11, 0, 3, 4, 0, 500, 5000, 0)]))
        values = [given.get(name, json.dumps(value)) for name, value in texts.items()]
        writer.add_collection(DAY // 1000, DAY, *values)
    if change:
        with sqlite3.connect(path) as connection:
            connection.executescript(change)
        connection.close()
    return path


def package(folder: Path, entries: dict[str, bytes | Path]) -> Path:
    path = folder / "hostile.apkg"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries.items():
            archive.writestr(name, content if isinstance(content, bytes) else content.read_bytes())
    return path


def spoiled(folder: Path, change: str = "", **given: Any) -> Path:
    return package(folder, {"collection.anki21": database(folder, change, **given), "media": b"{}"})


def refused(collection: Collection, path: Path) -> str:
    """Return the message with which a file is refused; nothing of it has stayed."""
    assert (collection.rebuild(), collection.library.deck_ids()) == (0, [])
    before = set(os.listdir(collection.home.folder))
    with pytest.raises(ExchangeError) as error:
        bring_in(collection, path)
    assert collection.rebuild() == 0
    assert collection.library.deck_ids() == []
    assert set(os.listdir(collection.home.folder)) <= before | {"decks"}
    assert "\n" not in str(error.value)
    return str(error.value)
