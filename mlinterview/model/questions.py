"""What an author writes: questions, and the mistakes that reading them can find."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping


class Level(StrEnum):
    """The depth that a question asks for; the author's prior."""

    ENTRY = "entry"
    MID = "mid"
    SENIOR = "senior"


class Asked(StrEnum):
    """How often interviews ask a question."""

    OFTEN = "often"
    SOMETIMES = "sometimes"
    RARELY = "rarely"


@dataclass(frozen=True, slots=True)
class Question:
    """One question of a deck, as read from its file.

    Texts are Markdown from an untrusted source: show them only through ``frontends.render``.

    Attributes:
        id: ``deck/slug``; never changed, never reused.
        kind: name of the question kind that reads, presents and grades it.
        title: the heading; the prompt itself when the author wrote no other.
        prompt: what is asked.
        answer: the reference answer (empty for kinds that derive it, such as cloze).
        explanation: why the answer is right.
        common_mistake: the usual wrong answer and why it is wrong.
        go_deeper: what an interviewer would ask next, as text.
        sources: where it can be looked up.
        topics: syllabus topics, the main one first.
        requires: ids of questions to be learned before.
        follow_ups: ids of questions that would be asked next.
        confusable: ids of questions easily confused with this one.
        cards: ordinals of its cards; ``(1,)`` except for kinds with several cards a question.
        details: what the kind read from its own fields and sections, as JSON values.
        content_hash: identifies the wording, so that a review can tell which one was seen.
        path: the file, for messages.
        line: the heading's line in the file, from 1.
    """

    id: str
    kind: str
    level: Level
    topics: tuple[str, ...]
    title: str
    prompt: str
    answer: str = ""
    explanation: str = ""
    common_mistake: str = ""
    go_deeper: str = ""
    sources: str = ""
    requires: tuple[str, ...] = ()
    follow_ups: tuple[str, ...] = ()
    confusable: tuple[str, ...] = ()
    asked: Asked = Asked.SOMETIMES
    cards: tuple[int, ...] = (1,)
    details: Mapping[str, Any] = field(default_factory=dict)
    content_hash: str = ""
    path: str = ""
    line: int = 0

    @property
    def deck(self) -> str:
        """Id of the deck."""
        return self.id.partition("/")[0]

    def card_ids(self) -> tuple[str, ...]:
        """Ids of its cards: the question's own, or ``deck/slug#n`` where it has several holes."""
        return tuple(self.card_id(ordinal) for ordinal in self.cards)

    def card_id(self, ordinal: int) -> str:
        """Id of the card with this ordinal; the first card keeps the question's id."""
        return self.id if ordinal == 1 else f"{self.id}#{ordinal}"


def split_card_id(card_id: str) -> tuple[str, int]:
    """Split a card's id into the question's id and the card's ordinal."""
    question_id, mark, ordinal = card_id.partition("#")
    return question_id, int(ordinal) if mark and ordinal.isdecimal() else 1


def area_of(topic: str) -> str:
    """Return the area of a topic: ``EVA`` for ``EVA03``."""
    return topic.rstrip("0123456789").rstrip("-_.") or topic


@dataclass(frozen=True, slots=True, order=True)
class Mistake:
    """Something wrong in a deck file, in words for its author.

    Attributes:
        path: the file.
        line: the line, from 1.
        what: what is wrong.
        mend: what to do about it.
        warning: true if the deck works all the same.
    """

    path: str
    line: int
    what: str
    mend: str
    warning: bool = False

    def __str__(self) -> str:
        """One line: where, what, how to mend it."""
        return f"{self.path}:{self.line}: {self.what}; {self.mend}"
