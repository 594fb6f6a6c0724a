"""Lines of the sheet, drawn from questions as the decks have them now."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from mlinterview.cheatsheets.words import count_words
from mlinterview.grading.holes import HoleError, fill, find_holes

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from mlinterview.cheatsheets.plan import Entry, Part
    from mlinterview.grading.holes import Hole
    from mlinterview.model.questions import Question

LONGEST = 110
"""Words; a longer line is for the deck, not for a sheet."""

_BULLET = re.compile(r"^\s*(?:[-*+]|\d{1,9}[.)])\s+")
_BLOCK = re.compile(r"\s*(?:```|~~~|\||\$\$|>|#)")
"""What begins code, a table, a formula on lines of its own, and the like: it does not fit into a line."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the sheet. Both texts are Markdown of one line, from decks: show them only rendered.

    Attributes:
        label: what it is about, or the question itself.
        text: what is to be remembered.
        question: the id of the question that it comes from.
        words: its length.
    """

    label: str
    text: str
    question: str
    words: int = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "words", count_words(self.label) + count_words(self.text))


def entry_line(entry: Entry, question: Question) -> Line | None:
    """Return a planned line; ``None`` if the question does not hold what is to be taken of it."""
    taken = [_taken(question, part) for part in entry.parts]
    if not all(taken):
        return None
    text, said = " ".join(taken), f"{entry.label}: "
    if text.startswith(said):
        rest = text.removeprefix(said)  # said once is enough
        text = rest[:1].upper() + rest[1:]
    return Line(entry.label, text, question.id)


def rule_line(question: Question) -> Line | None:
    """Return a line for a question that nobody has planned.

    A statement with holes is shown whole, any other question with its answer; ``None`` if it does
    not fit into a line.
    """
    if question.kind == "cloze":
        line = Line(question.title, " ".join(_lines(question, "prompt")), question.id)
    elif question.kind == "recall":
        asked = " ".join(_lines(question, "prompt"))
        line = Line(asked, " ".join(_lines(question, "answer")), question.id)
    else:
        return None
    return line if line.label and line.text and line.words <= LONGEST else None


def weak_line(question: Question) -> Line | None:
    """Return a line for a question of any kind: if no other, its title with why its answer is right."""
    line = rule_line(question)
    if line is not None or question.kind == "cloze":
        return line
    attribute = "answer" if question.kind == "recall" else "explanation"
    text = " ".join(_lines(question, attribute)[:2])
    # numbers that are drawn anew each time have no place on paper
    unfit = not text or "{{" in text + question.title
    line = Line(question.title, text, question.id)
    return None if unfit or line.words > LONGEST else line


def _taken(question: Question, part: Part) -> str:
    lines = _lines(question, part.attribute)
    if part.last is not None and part.last > len(lines):
        return ""
    text = " ".join(lines[part.first - 1 : part.last])
    if part.clause:
        clauses = text.rstrip(".").split("; ")
        return f"{clauses[part.clause - 1]}." if part.clause <= len(clauses) else ""
    return text


def _lines(question: Question, attribute: str) -> list[str]:
    """Return a text's lines without bullets; none if some of it does not fit into a line."""
    text = getattr(question, attribute)
    if attribute == "prompt" and question.kind == "cloze":
        try:
            holes = find_holes(text)
        except HoleError:
            return []
        text = fill(text, holes, _filled_in(text))
    found = list(_unbulleted(text))
    return [] if None in found else [line for line in found if line]


def _filled_in(prompt: str) -> Callable[[Hole], str]:
    def filled_in(hole: Hole) -> str:
        inside = hole.text.strip()  # blanks before a closing dollar would end no formula
        return f"{{{inside}}}" if prompt[hole.start - 1 : hole.start] in ("^", "_") else inside

    return filled_in


def _unbulleted(text: str) -> Iterator[str | None]:
    for line in text.split("\n"):
        yield None if _BLOCK.match(line) else _BULLET.sub("", line, count=1).strip()
