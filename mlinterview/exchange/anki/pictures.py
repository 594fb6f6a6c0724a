"""Images that exported questions show: files of their decks' folders, under names of their own."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote

if TYPE_CHECKING:
    from collections.abc import Callable

    from mlinterview.model.questions import Question

SUFFIXES = frozenset({".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif", ".svg"})
LARGEST = 20_000_000
"""Bytes of one image."""


class Pictures:
    """Collects the images of all questions.

    Attributes:
        files: content by name in Anki's media folder, which knows no folders within.
    """

    def __init__(self) -> None:
        self.files: dict[str, Path] = {}
        self._known: dict[Path, str | None] = {}

    def of(self, question: Question) -> Callable[[str], str | None]:
        """Return what gives the media name for an address in a question, if it is an image."""
        folder = Path(question.path).parent

        def name(address: str) -> str | None:
            return self._name(folder, address, question.deck)

        return name

    def _name(self, folder: Path, address: str, deck: str) -> str | None:
        plain = unquote(address)
        # a plain name only: no other folder, no other machine
        if not plain or plain != Path(plain).name or plain.startswith(".") or "\\" in plain:
            return None
        path = folder / plain
        if path not in self._known:
            self._known[path] = self._take(path, deck)
        return self._known[path]

    def _take(self, path: Path, deck: str) -> str | None:
        try:
            sound = path.is_file() and not path.is_symlink() and path.stat().st_size <= LARGEST
            if not sound or path.suffix.lower() not in SUFFIXES:
                return None
            digest = hashlib.sha256(path.read_bytes()).hexdigest()[:12]
        except (OSError, ValueError):
            return None
        name = f"mlinterview-{deck}-{digest}{path.suffix.lower()}"
        self.files[name] = path
        return name
