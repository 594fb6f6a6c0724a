"""The last-minute sheet: what matters most, drawn from the decks, in the minutes that are left.

Nothing on it is written twice: ``cheatsheets/sheet.toml`` names questions and what to take of them, and the
text comes from the decks whenever a sheet is made.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from mlinterview.cheatsheets.drawing import Line, entry_line, rule_line, weak_line
from mlinterview.cheatsheets.plan import plan
from mlinterview.cheatsheets.weakest import weakest
from mlinterview.cheatsheets.words import WORDS_PER_MINUTE, count_words
from mlinterview.model.questions import Asked, Level

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from mlinterview.collection import Collection
    from mlinterview.model.questions import Question

__all__ = ["Line", "Section", "Sheet", "make_sheet"]

WEAKEST_TITLE = "Your weakest points"
WEAKEST_SHARE = 0.2
"""At most this share of the words is for the learner's own weakest points."""

_ASKED = [Asked.OFTEN, Asked.SOMETIMES, Asked.RARELY]
_LEVELS = [Level.ENTRY, Level.MID, Level.SENIOR]


@dataclass(frozen=True, slots=True)
class Section:
    """A section of a sheet.

    Attributes:
        title: its heading; plain words.
        lines: the most important one first.
    """

    title: str
    lines: tuple[Line, ...]

    @property
    def words(self) -> int:
        """Length in words, heading included."""
        return count_words(self.title) + sum(line.words for line in self.lines)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A cheatsheet.

    Attributes:
        minutes: for how many minutes it was made.
        topics: the topics that it was restricted to, if any.
        sections: none of them is empty; the learner's weakest points come first, if there are any.
    """

    minutes: float
    topics: tuple[str, ...]
    sections: tuple[Section, ...]

    @property
    def words(self) -> int:
        """Length in words; at 200 words a minute it is read in its minutes."""
        return sum(section.words for section in self.sections)


def make_sheet(collection: Collection, minutes: float = 15, topics: Sequence[str] = ()) -> Sheet:
    """Return the sheet that can be read in so many minutes.

    Where the time does not suffice for everything, all sections lose their least important lines
    alike; where there is more, further questions of their topics follow.

    Args:
        collection: the learner, with decks and log.
        minutes: time to read; positive.
        topics: only these topics or beginnings of topics, such as ``EVA``; empty means all.

    Raises:
        UnknownName: there is no such topic.
    """
    wanted = tuple(topic.upper() for topic in topics)
    collection.library.check_names(topics=wanted)
    budget = int(minutes * WORDS_PER_MINUTE)
    questions = {
        question.id: question
        for deck in collection.library.deck_ids()
        for question in collection.library.questions(deck)
        if not wanted or any(topic.startswith(wanted) for topic in question.topics)
    }
    own = _weakest_section(collection, questions, wanted, int(budget * WEAKEST_SHARE))
    shown = {line.question for line in own.lines}
    left = budget - own.words if own.lines else budget
    sections = _filled(_candidates(questions, shown, wanted), left)
    return Sheet(minutes, wanted, tuple(s for s in (own, *sections) if s.lines))


def _weakest_section(
    collection: Collection, questions: dict[str, Question], topics: Sequence[str], budget: int
) -> Section:
    lines: list[Line] = []
    left = budget - count_words(WEAKEST_TITLE)
    for weakness in weakest(collection, topics):
        question = questions.get(weakness.question)
        line = None if question is None else weak_line(question)
        if line is not None and line.words <= left:
            lines.append(line)
            left -= line.words
    return Section(WEAKEST_TITLE, tuple(lines))


def _candidates(
    questions: dict[str, Question], shown: set[str], topics: Sequence[str]
) -> list[tuple[str, list[Line]]]:
    """Return for each section all lines that it could have, the most important one first."""
    found: list[tuple[str, list[Line]]] = []
    planned = {entry.question for section in plan() for entry in section.entries}
    used = planned | shown
    for section in plan():
        lines = [
            line
            for entry in section.entries
            if entry.question in questions
            and (line := entry_line(entry, questions[entry.question])) is not None
        ]
        lines = [line for line in lines if line.question not in shown] or lines
        rest = _by_rule(questions.values(), used, section.topics)
        used |= {line.question for line in rest}
        found.append((section.title, lines + rest))
    if topics:
        rest = _by_rule(questions.values(), used, topics)
        found.append((f"More on {', '.join(topics)}", rest))
    return found


def _by_rule(questions: Iterable[Question], used: set[str], topics: Sequence[str]) -> list[Line]:
    """Return lines of a topic's questions: often asked, easy ones and statements first."""
    chosen = [
        question
        for question in questions
        if question.id not in used and question.topics[0].startswith(tuple(topics))
    ]
    chosen.sort(
        key=lambda q: (_ASKED.index(q.asked), q.kind != "cloze", _LEVELS.index(q.level), q.id)
    )
    return [line for question in chosen if (line := rule_line(question)) is not None]


def _filled(candidates: list[tuple[str, list[Line]]], budget: int) -> Iterator[Section]:
    """Yield sections that together keep to a budget of words, and grow alike."""
    taken: dict[str, list[Line]] = {title: [] for title, _ in candidates}
    sizes = {title: 0 for title, lines in candidates if lines}
    waiting = {title: lines[::-1] for title, lines in candidates}
    while sizes:
        # the shortest section is next, so that none starves and none swells
        title = min(sizes, key=lambda one: sizes[one])
        line = waiting[title].pop()
        cost = line.words + (0 if taken[title] else count_words(title))
        fits = cost <= budget
        if fits:
            taken[title].append(line)
            sizes[title] += cost
            budget -= cost
        if not fits or not waiting[title]:
            del sizes[title]
    for title, lines in taken.items():
        yield Section(title, tuple(lines))
