"""A card's state and history in Anki's terms."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mlinterview.model.reviews import CardState, Event, EventKind, Mode, Review, State
from mlinterview.scheduling.curve import interval_days
from mlinterview.scheduling.replay import apply
from mlinterview.store.anki.rows import CardRow, ReviewRow

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from mlinterview.scheduling.options import SchedulingOptions
    from mlinterview.scheduling.scheduler import Scheduler

_TYPES = {State.NEW: 0, State.LEARNING: 1, State.REVIEW: 2, State.RELEARNING: 3}
_KINDS = {State.NEW: 0, State.LEARNING: 0, State.REVIEW: 1, State.RELEARNING: 2}
CRAM, MANUAL = 3, 4
_MODES = tuple(Mode)
LONGEST_MS = 86_400_000
"""Of an answer: Anki has 32 bits for it, and nobody thinks longer than a day."""
_LARGEST = 2**31 - 1
_SM2_EASE = 2500


def difficulty_factor(difficulty: float) -> int:
    """Return a difficulty (1–10) as Anki's review log holds it: 100 to 1100."""
    return round((difficulty - 1) / 9 * 1000) + 100


def usn_of(mode: Mode) -> int:
    """Return the number for synchronisation that says why a card was shown.

    Anki gives each entry that it imports a number of its own, so it stands in our files only.
    """
    return -1 - _MODES.index(mode)


def mode_of(usn: int) -> Mode:
    """Return what ``usn_of`` says; an ordinary review for any other number."""
    return _MODES[-1 - usn] if -len(_MODES) <= usn <= -1 else Mode.REVIEW


@dataclass(frozen=True, slots=True)
class Day0:
    """The day from which an Anki collection counts.

    Attributes:
        study_day: days since 1970-01-01.
        options: what the scheduling depends on.
    """

    study_day: int
    options: SchedulingOptions

    def card_row(
        self, card: CardState, number: int, note: int, deck: int, place: int, position: int, at: int
    ) -> CardRow:
        """Return a card's row.

        Args:
            card: what the log says of it.
            number: its id in Anki.
            note: its note's.
            deck: its deck's.
            place: template or hole, from 0.
            position: among new cards, from 1.
            at: seconds since 1970 of now.
        """
        kind = _TYPES[card.state]
        queue, due = kind, position
        if card.due_day is not None:
            days = card.due_day - self.study_day
            within_day = card.due_at is not None
            due = min(card.due_at // 1000, _LARGEST) if card.due_at is not None else days
            if card.state is not State.REVIEW:
                queue = 1 if within_day else 3
        return CardRow(
            id=number, nid=note, did=deck, ord=place, mod=at, usn=-1, type=kind,
            queue=-1 if card.suspended else queue, due=due, ivl=self._interval(card),
            factor=0 if card.state in (State.NEW, State.LEARNING) else _SM2_EASE,
            reps=card.reps, lapses=card.lapses, left=self._steps_left(card), odue=0, odid=0,
            flags=1 if card.flagged else 0, data=self._memory(card, position),
        )  # fmt: skip

    def _interval(self, card: CardState) -> int:
        if card.state is State.REVIEW and card.due_day is not None:
            return max(card.due_day - (card.reviewed_day or card.due_day), 1)
        if card.state is State.RELEARNING and card.stability is not None:
            options = self.options
            return interval_days(
                card.stability, options.desired_retention, options.parameters,
                options.maximum_interval,
            )  # fmt: skip
        return 0

    def _steps_left(self, card: CardState) -> int:
        if card.state not in (State.LEARNING, State.RELEARNING):
            return 0
        learning = card.state is State.LEARNING
        steps = self.options.learning_steps if learning else self.options.relearning_steps
        return max(len(steps) - (card.step or 0), 1)

    def _memory(self, card: CardState, position: int) -> str:
        memory: dict[str, float] = {"pos": position}
        if card.stability is not None and card.difficulty is not None:
            memory |= {
                "s": round(card.stability, 4),
                "d": round(card.difficulty, 3),
                "dr": round(self.options.desired_retention, 4),
                "decay": round(self.options.parameters[20], 3),
            }
        if card.reviewed_at is not None:
            memory["lrt"] = card.reviewed_at // 1000
        return json.dumps(memory, separators=(",", ":"))


@dataclass(slots=True)
class _Course:
    """A card on its way through the log."""

    state: CardState
    interval: int = 0


class ReviewLog:
    """Turns our log, oldest entry first, into Anki's.

    Attributes:
        moved: milliseconds of entries whose own moment was taken, by those that they have there.
    """

    def __init__(self, scheduler: Scheduler, numbers: Mapping[str, int]) -> None:
        self._scheduler, self._numbers = scheduler, numbers
        self._courses: dict[str, _Course] = {}
        self._last = 0
        self.moved: dict[str, int] = {}

    def rows(self, entries: Iterable[Review | Event]) -> Iterator[ReviewRow]:
        """Yield a row for each review, and for each reset, of a card that is exported."""
        for entry in entries:
            number = self._numbers.get(entry.card_id or "")
            if number is None:
                continue
            if isinstance(entry, Review):
                yield self._review(entry, number)
            elif entry.kind is EventKind.RESET:
                yield self._reset(entry, number)

    def _review(self, review: Review, number: int) -> ReviewRow:
        course = self._courses.setdefault(review.card_id, _Course(CardState(review.card_id)))
        before, last = course.state, course.interval
        step = self._scheduler.review(
            before, review.rating, review.reviewed_at, review.study_day, review.mode
        )
        course.state = step.card
        seconds = step.interval_seconds
        course.interval = seconds // 86_400 if seconds >= 86_400 else -seconds
        kind = _KINDS[before.state]
        # among learning steps, Anki would take it for the end of an earlier life of the card
        if review.mode is Mode.CRAM and kind != 0:
            kind = CRAM
        factor = difficulty_factor(step.card.difficulty or 1.0)
        taken = min(max(review.duration_ms or 0, 0), LONGEST_MS)
        return ReviewRow(
            self._moment(review.reviewed_at), number, usn_of(review.mode), int(review.rating), course.interval,
            last, factor, taken, kind,
        )  # fmt: skip

    def _reset(self, event: Event, number: int) -> ReviewRow:
        card_id = str(event.card_id)
        course = self._courses.setdefault(card_id, _Course(CardState(card_id)))
        course.state, last, course.interval = (
            apply(course.state, event, self._scheduler), course.interval, 0,
        )  # fmt: skip
        return ReviewRow(self._moment(event.happened_at), number, -1, 0, 0, last, 0, 0, MANUAL)

    def _moment(self, moment: int) -> int:
        """Return a moment that no earlier entry has: it is the row's id."""
        taken = max(moment, self._last + 1)
        if taken != moment:
            self.moved[str(taken)] = moment
        self._last = taken
        return taken
