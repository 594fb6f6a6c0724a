"""Decks: where they come from and what is known of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from mlinterview.model.questions import Mistake, Question


@dataclass(frozen=True, slots=True)
class DeckSource:
    """Where a deck stands; the folder's name is the deck's id.

    Attributes:
        path: folder with ``deck.md`` and the question files, or a single question file;
            read only when needed.
        plugin: who offers it; filled in by mlinterview.
    """

    path: Path
    plugin: str = ""

    @property
    def id(self) -> str:
        """Id of the deck."""
        return self.path.stem if self.path.suffix == ".md" else self.path.name


@dataclass(frozen=True, slots=True)
class DeckInfo:
    """What ``deck.md`` says.

    Attributes:
        id: the folder's name.
        title: one line.
        description: one or two sentences.
        license: an SPDX identifier or a licence's name.
        authors: who wrote it.
    """

    id: str
    title: str
    description: str = ""
    license: str = ""
    authors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DeckReading:
    """A deck as read: what could be read, and every mistake found on the way."""

    info: DeckInfo
    questions: tuple[Question, ...]
    mistakes: tuple[Mistake, ...] = ()
