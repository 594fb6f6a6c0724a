"""The course of an interview as an agenda: what a session takes its questions from."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Literal

from mlinterview.agenda import Agenda
from mlinterview.interviews.course import Course
from mlinterview.interviews.record import answers_of
from mlinterview.interviews.supply import held_back, read_pool
from mlinterview.model.questions import split_card_id

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mlinterview.collection import Collection
    from mlinterview.interviews.brief import Ask, Brief
    from mlinterview.model.reviews import CardState


class CourseAgenda(Agenda):
    """Follows the course of one interview, as it stands in the log.

    Attributes:
        course: the interviewer's plan.
        untrusted: decks whose programs are left out, since nobody trusts them.
        ask: what is being asked.
        answers: what was answered so far.
    """

    def __init__(self, collection: Collection, brief: Brief) -> None:
        self._collection, self._brief = collection, brief
        pool, self.untrusted = read_pool(collection, brief)
        self.course = Course(brief, pool)
        self.ask: Ask | None = None
        self._failed: set[str] = set()
        self.reload()

    def reload(self) -> None:
        """Read from the log what was answered, and from the cards what may not be asked."""
        self._day = self._collection.study_day()
        self._version = self._collection.database.version_of_data()
        self._operations = self._collection.operations
        self.answers = answers_of(self._collection, self._brief)
        self._held_back = held_back(self._collection)

    def take(self) -> str | None:
        """Return the next card; ``None`` when the interview is over."""
        if self._is_stale():
            self.reload()
        given = [answer.given for answer in self.answers]
        self.ask = self.course.next(given, self._held_back | self._failed)
        return None if self.ask is None else self.ask.item.card

    def answered(self, card: CardState, siblings: Iterable[str]) -> None:
        """Follow an answer that was recorded."""
        self.reload()

    def taken_back(self, card_ids: Iterable[str]) -> None:
        """Follow an undo."""
        self.reload()

    def take_card(self, card_id: str) -> None:
        """Go back to a question whose answer was taken back."""
        self.take()
        item = self.course.pool.items.get(split_card_id(card_id)[0])
        if self.ask is not None and item is not None:
            # it is the same one, unless something else was changed meanwhile
            self.ask = replace(self.ask, item=item)

    def skipped(self, card_id: str) -> None:
        """Follow a card that could not be shown: it is not tried again."""
        self._failed.add(split_card_id(card_id)[0])

    def counts(self) -> tuple[int, int, int]:
        """Return nothing: how many questions will come depends on the answers."""
        return 0, 0, 0

    def next_step_ms(self) -> int | None:
        """Return nothing: an interview has no learning steps."""
        return None

    def kind_of(self, card: CardState) -> Literal["learning", "due", "new"]:
        """Count what is being asked as new."""
        return "new"
