"""Which files make up a deck. Nothing is parsed here, so every start can afford it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mlinterview.model.decks import DeckSource

if TYPE_CHECKING:
    from pathlib import Path

INFO_FILE = "deck.md"


def find_decks(path: Path) -> list[DeckSource]:
    """Return the decks at a path: a single file, a deck's folder, or a folder of decks."""
    if path.name in ("", ".."):
        path = path.resolve()  # `.` has no name that a deck could have
    if is_file(path):
        return [DeckSource(path)]
    if is_file(path / INFO_FILE) or question_files(path):
        return [DeckSource(path)]
    return decks_inside(path)


def decks_inside(folder: Path, plugin: str = "") -> list[DeckSource]:
    """Return the decks in a folder of decks: its subfolders and single files, by name."""
    return [
        DeckSource(entry, plugin)
        for entry in _entries(folder)
        if not entry.name.startswith((".", "_")) and (_is_question_file(entry) or _is_deck(entry))
    ]


def question_files(folder: Path) -> list[Path]:
    """Return a deck folder's question files, in the order in which they are read."""
    return [entry for entry in _entries(folder) if _is_question_file(entry)]


def is_file(path: Path) -> bool:
    """Tell whether a file stands there, as far as one may look."""
    try:
        return path.is_file()
    except OSError:
        return False


def _entries(folder: Path) -> list[Path]:
    try:
        return sorted(folder.iterdir(), key=lambda entry: entry.name)
    except OSError:
        return []


def _is_question_file(path: Path) -> bool:
    name = path.name
    left_alone = name.startswith((".", "_")) or name.lower() == "readme.md" or name == INFO_FILE
    if left_alone or not name.endswith(".md"):
        return False
    try:
        return path.is_file() or not path.exists()
    except OSError:
        pass
    # a broken link, or a file that may not be looked at: reading it tells the author
    return True


def _is_deck(path: Path) -> bool:
    try:
        return path.is_dir() and any(entry.name.endswith(".md") for entry in path.iterdir())
    except OSError:
        return True  # reading it tells why it is none
