"""What an import has done, to be told."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(slots=True)
class Imported:
    """What an import did, or would do.

    Attributes:
        operation: for ``undo``; empty if nothing was new.
        format: name of the importer.
        reviews: reviews added.
        known: reviews that were there already, or stood twice in the file.
        events: other entries of the log added.
        questions: questions added, by deck.
        restored: earlier imports that count again, because this file brings all of theirs.
        notes: what could not be brought along, in words.
    """

    operation: str = ""
    format: str = ""
    reviews: int = 0
    known: int = 0
    events: int = 0
    questions: dict[str, int] = field(default_factory=dict)
    restored: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        """Whether the file holds nothing new."""
        return not (self.reviews or self.events or self.questions or self.restored)
