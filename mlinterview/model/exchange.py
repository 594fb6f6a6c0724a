"""What export and import formats are: the contract that ours and plugins' fulfil."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, ClassVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from pathlib import Path

    from mlinterview.clock import StudyCalendar
    from mlinterview.exchange.source import Source
    from mlinterview.model.reviews import Event, Review

SUBJECTS = ("reviews", "cards", "questions", "stats", "collection")
"""What can be exported; ``collection`` is everything that a format can hold."""


class Exporter(ABC):
    """Writes (a part of) a collection in one format.

    Attributes:
        name: the word in ``--format``.
        description: one line for people.
        suffix: of files in this format, with its dot; chooses the format from a file's name.
        subjects: which of ``SUBJECTS`` it can write.
        is_text: whether it can be written to standard output.
    """

    name: ClassVar[str]
    description: ClassVar[str]
    suffix: ClassVar[str]
    subjects: ClassVar[frozenset[str]]
    is_text: ClassVar[bool] = False

    @abstractmethod
    def export(
        self, subject: str, source: Source, target: Path, progress: Callable[[int], None]
    ) -> int:
        """Write a subject to a file that does not exist yet; returns the number of rows.

        The caller gives a temporary name beside the real one and renames it when all went well.
        ``progress`` is told of rows that have been written since it was last told.

        Raises:
            ExchangeError: it cannot be written, with the reason and what to do.
        """


class Importer(ABC):
    """Reads files of one format.

    Attributes:
        name: the word in ``--format``.
        description: one line for people.
        suffixes: of files in this format, each with its dot, lower case.
    """

    name: ClassVar[str]
    description: ClassVar[str]
    suffixes: ClassVar[tuple[str, ...]]

    @abstractmethod
    def recognises(self, path: Path) -> bool:
        """Tell by a look at the content whether it is a file of this format; raises nothing."""

    @abstractmethod
    def read(self, path: Path, options: ImportOptions) -> Arrival:
        """Read a file; what is large may be read while ``Arrival.reviews`` is gone through.

        Nothing is stored before everything has been read.

        Raises:
            ExchangeError: it cannot be read, with file, place, reason and what to do; also while
                ``Arrival.reviews`` is gone through.
        """


@dataclass(frozen=True, slots=True)
class ImportOptions:
    """What an importer needs to know of the learner and of the command line.

    Attributes:
        calendar: tells the study day of a moment.
        now_ms: the present (ms UTC).
        deck: id of the deck that questions or cards without a deck go to, if one was given.
        has_question: tells whether the collection's decks hold a question id already.
        with_settings: whether settings in the file are wanted too.
    """

    calendar: StudyCalendar
    now_ms: int
    deck: str | None = None
    has_question: Callable[[str], bool] = lambda _: False
    with_settings: bool = False


@dataclass(frozen=True, slots=True)
class ArrivingQuestion:
    """A question of an import, as deck Markdown; see ``exchange.writing`` for making it.

    Attributes:
        slug: its id within the deck, as in the text.
        text: one whole question: level-2 heading, ``yaml question`` fence, prompt, sections.
    """

    slug: str
    text: str


@dataclass(frozen=True, slots=True)
class ArrivingDeck:
    """A deck of an import; it becomes a folder among the learner's own decks.

    If the id is taken by another deck, the folder's name and the beginnings of the cards' ids
    in ``Arrival.reviews`` and ``Arrival.events`` get a number; the texts name no deck.

    Attributes:
        id: the wanted folder name: lower-case letters, digits, hyphens.
        title: one line.
        description: a sentence.
        questions: in the author's order.
        origin: what identifies the deck where it comes from, so that a later import of the same
            adds new questions to the same folder, such as ``anki 1711684180217``.
        media: content of files that the texts name, by plain file name.
        joins: whether it is the same deck as one of the learner's own with this id, wherever that
            came from, as in an export of another copy of the collection.
    """

    id: str
    title: str
    description: str
    questions: Sequence[ArrivingQuestion]
    origin: str
    media: Mapping[str, Path | bytes] = field(default_factory=dict)
    joins: bool = False


@dataclass(slots=True)
class Arrival:
    """What a file brings.

    A review of the same card at the same millisecond as one that counts already is the same
    review, whatever their ids; a second import adds nothing.

    Attributes:
        reviews: gone through once, after ``read`` has returned; make ids with
            ``exchange.arriving.review``, unless the file has real ones. ``batch`` is filled in.
        events: anything else for the log, with their own operations.
        decks: questions.
        notes: what could not be brought along, in words; may grow while ``reviews`` is gone
            through.
        states_known: whether ``previous_state`` of the reviews is known; otherwise it is derived:
            new for a card's first review, learning for others on the same day, then review.
        total: about how many reviews there are, for a progress bar, if it is known.
        close: called when everything has been gone through or given up.
    """

    reviews: Iterable[Review] = ()
    events: Iterable[Event] = ()
    decks: Sequence[ArrivingDeck] = ()
    notes: list[str] = field(default_factory=list)
    states_known: bool = True
    total: int | None = None
    close: Callable[[], None] = lambda: None
