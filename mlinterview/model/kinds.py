"""What a question kind is: the contract that built-in kinds and plugins' kinds fulfil."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Any, ClassVar, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from mlinterview.model.questions import Mistake, Question


class Outcome(StrEnum):
    """What a grader says of a response."""

    CORRECT = "correct"
    PARTIAL = "partial"
    WRONG = "wrong"
    REVEALED = "revealed"


@dataclass(frozen=True, slots=True)
class Verdict:
    """A graded response.

    Attributes:
        outcome: the overall judgement.
        feedback: Markdown for the learner, one entry a part; may be empty.
        parts: what else the grader found out, as JSON values, kept in the log.
    """

    outcome: Outcome
    feedback: tuple[str, ...] = ()
    parts: Mapping[str, Any] = field(default_factory=dict)


class ResponseForm(StrEnum):
    """How a learner responds; frontends present each form in their own way."""

    SELF = "self"
    """Thinks, reveals and judges; may type a short answer."""
    OPTIONS = "options"
    """Picks from the presentation's options."""
    NUMBER = "number"
    """Types a number."""
    CODE = "code"
    """Writes a program."""
    RUBRIC = "rubric"
    """Outlines an answer and judges it point by point."""


@dataclass(frozen=True, slots=True)
class Presentation:
    """One concrete showing of a card, drawn from a seed.

    Attributes:
        prompt: Markdown.
        answer: Markdown, shown on reveal.
        explanation: Markdown in place of the question's, if the presentation changes it.
        common_mistake: the same.
        form: how the learner responds.
        options: Markdown, for ``ResponseForm.OPTIONS``.
        several: whether more than one option may be picked.
        note: how to write the response, such as a unit or the rounding; plain text.
        hints: Markdown, in the order of giving more and more away.
        starter: what a program begins with, for ``ResponseForm.CODE``.
        extra: what else the kind's grader or frontends need; stays in Python.
    """

    prompt: str
    answer: str
    explanation: str = ""
    common_mistake: str = ""
    form: ResponseForm = ResponseForm.SELF
    options: tuple[str, ...] = ()
    several: bool = False
    note: str = ""
    hints: tuple[str, ...] = ()
    starter: str = ""
    extra: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Text:
    """A piece of a deck file with the line where it begins (from 1)."""

    text: str
    line: int


class Draft(Protocol):
    """A question under construction: what its kind reads from, and where it reports mistakes.

    Attributes:
        fields: the kind's own keys of the yaml fence, as plain YAML values.
        sections: the kind's own sections, by lower-case heading.
        prompt: the prompt.
        answer: the ``### Answer`` section, or ``None``.
    """

    fields: Mapping[str, Any]
    sections: Mapping[str, Text]
    prompt: Text
    answer: Text | None

    def mistake(self, line: int, what: str, mend: str) -> None:
        """Report a mistake; the question will not be offered."""
        ...

    def warning(self, line: int, what: str, mend: str) -> None:
        """Report something doubtful; the question is offered all the same."""
        ...

    def line_of(self, field_name: str) -> int:
        """Line of a key of the yaml fence, for messages."""
        ...


@dataclass(frozen=True, slots=True)
class Reading:
    """What a kind read: its details as JSON values, and the ordinals of the cards."""

    details: Mapping[str, Any] = field(default_factory=dict)
    cards: Sequence[int] = (1,)


class QuestionKind(ABC):
    """How questions of one kind are read, presented and graded.

    Attributes:
        name: the word in ``kind:``.
        description: one line for people.
        version: raise it when ``read`` gives other results, so that cached decks are read anew.
        fields: names of the kind's own keys in the yaml fence.
        sections: the kind's own level-3 sections, lower case; true if required.
        runs_code: whether presenting or grading runs Python of the deck outside a sandbox, so that
            the deck must be trusted.
        answer: whether ``### Answer`` is required (true), optional (``None``) or refused (false).
    """

    name: ClassVar[str]
    description: ClassVar[str]
    version: ClassVar[int] = 1
    fields: ClassVar[frozenset[str]] = frozenset()
    sections: ClassVar[Mapping[str, bool]] = {}
    answer: ClassVar[bool | None] = True
    runs_code: ClassVar[bool] = False

    @abstractmethod
    def read(self, draft: Draft) -> Reading:
        """Read the kind's own fields and sections, reporting mistakes to the draft."""

    def examine(self, question: Question) -> Iterator[Mistake]:
        """Yield what only a slow look can find; run by ``deck check``, never when a deck is read.

        Where ``runs_code`` is true, it is called only with the author's leave.
        """
        yield from ()

    @abstractmethod
    def present(self, question: Question, ordinal: int, seed: int) -> Presentation:
        """Draw the presentation of one card; the same seed gives the same presentation."""

    @abstractmethod
    def grade(self, question: Question, shown: Presentation, response: str) -> Verdict | None:
        """Judge a response; ``None`` where only the learner can."""
