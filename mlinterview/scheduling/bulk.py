"""Replay of many cards at once: bit for bit what ``replay.py`` gives, in arrays.

All first reviews are computed together, then all second ones, and so on.  What NumPy cannot decide to
the last bit (a few reviews of ten thousand) is asked of the scheduler.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from mlinterview.model.reviews import CardState, Mode, Rating, State
from mlinterview.scheduling.arrays import ArrayMemory, single
from mlinterview.scheduling.course import Course
from mlinterview.scheduling.fuzz_arrays import fuzzed_many
from mlinterview.scheduling.histories import rounds
from mlinterview.scheduling.scheduler import SECONDS_PER_DAY

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from mlinterview.scheduling.histories import Histories
    from mlinterview.scheduling.scheduler import Scheduler, Step

_TOGETHER: Final = 8192
"""Cards whose numbers stay in a processor's cache from one operation to the next."""
NO_MOMENT: Final = -(2**63)
_MODES: Final = (Mode.MOCK, Mode.REVIEW)
"""One without steps, and one with them."""


@dataclass(frozen=True, slots=True)
class Replayed:
    """The states of C cards as columns, in the order of the histories; see ``CardState``.

    Attributes:
        place: index into ``names``, shape (C,), as all of them.
        names: states and steps.
        due_at: milliseconds (UTC), ``NO_MOMENT`` where a card is not between two steps.
    """

    place: NDArray[np.int64]
    names: list[tuple[State, int | None]]
    stability: NDArray[np.float64]
    difficulty: NDArray[np.float64]
    due_day: NDArray[np.int64]
    due_at: NDArray[np.int64]
    lapses: NDArray[np.int64]
    leech: NDArray[np.bool_]
    suspended: NDArray[np.bool_]


def replay_all(histories: Histories, scheduler: Scheduler) -> Replayed:
    """Return the states that the reviews lead to; events are not looked at."""
    order, counts = rounds(histories.starts)
    work = _Work(
        histories,
        histories.elapsed(),
        scheduler,
        ArrayMemory(scheduler.options.parameters),
        Course(scheduler),
    )
    run = _Run.of(len(order))
    for start in range(0, len(order), _TOGETHER):
        end = min(start + _TOGETHER, len(order))
        numbers = [min(count, end) - start for count in counts if count > start]
        work.advance(run.part(start, end), histories.starts[order[start:end]], numbers)
    back = np.empty_like(order)
    back[order] = np.arange(len(order))
    return work.finish(run.at(back))


@dataclass(slots=True)
class _Run:
    """Where cards stand, and where they stood before their last review.

    ``exact`` is the last stability in double precision; ``unsure`` tells where it may be wrong.
    """

    stability: NDArray[np.float64]
    difficulty: NDArray[np.float64]
    exact: NDArray[np.float64]
    stability_before: NDArray[np.float64]
    difficulty_before: NDArray[np.float64]
    place: NDArray[np.int64]
    place_before: NDArray[np.int64]
    lapses: NDArray[np.int64]
    unsure: NDArray[np.bool_]

    @classmethod
    def of(cls, count: int) -> _Run:
        kinds: list[Any] = [np.float64] * 5 + [np.int64] * 3 + [np.bool_]
        columns: list[Any] = [np.zeros(count, kind) for kind in kinds]
        return cls(*columns)

    def part(self, start: int, end: int) -> _Run:
        """Return a view of some cards."""
        return _Run(*(getattr(self, field.name)[start:end] for field in fields(self)))

    def at(self, chosen: NDArray[np.int64]) -> _Run:
        """Return cards in another order."""
        return _Run(*(getattr(self, field.name)[chosen] for field in fields(self)))


@dataclass(frozen=True, slots=True)
class _Work:
    histories: Histories
    elapsed: NDArray[np.int64]
    scheduler: Scheduler
    memory: ArrayMemory
    course: Course

    def advance(self, run: _Run, first: NDArray[np.int64], counts: list[int]) -> None:
        """Lead cards, whose reviews begin at rows ``first``, through all their reviews.

        ``counts`` tells how many cards, from the beginning, have a first, second, … review.
        """
        for number, count in enumerate(counts):
            rows = first[:count] + number
            # these cards have no further review
            ending = slice(counts[number + 1] if number + 1 < len(counts) else 0, count)
            run.stability_before[ending] = run.stability[ending]
            run.difficulty_before[ending] = run.difficulty[ending]
            run.place_before[ending] = run.place[ending]
            rating = self.histories.rating[rows]
            self._remember(run, rows, rating, ending)
            where = self._where(run.place[:count], rating, rows)
            run.place[:count] = self.course.following[where]
            run.lapses[:count] += self.course.lapses[where]

    def _remember(
        self, run: _Run, rows: NDArray[np.int64], rating: NDArray[np.int8], ending: slice
    ) -> None:
        stability, difficulty = run.stability[: len(rows)], run.difficulty[: len(rows)]
        if difficulty[0] == 0:  # the first review of all of them
            exact, changed = (
                self.memory.first_stability[rating],
                self.memory.first_difficulty[rating],
            )
            doubts: list[int] = []
        else:
            elapsed = self.elapsed[rows]
            exact, unsure = self.memory.stability_after(stability, difficulty, elapsed, rating)
            changed = self.memory.difficulty_after(difficulty, rating)
            doubts = unsure.tolist()
        rounded = single(exact)
        for one in doubts:
            rounded[one] = self._one_by_one(run, one, int(rows[one]))
            run.unsure[one] = one >= ending.start
        run.exact[ending] = exact[ending]
        stability[:] = rounded
        difficulty[:] = single(changed)

    def _one_by_one(self, run: _Run, one: int, row: int) -> float:
        """Ask the scheduler for the stability after a review."""
        card = CardState(
            "",
            State.REVIEW,
            stability=float(run.stability[one]),
            difficulty=float(run.difficulty[one]),
            reviewed_day=0,
        )
        rating = Rating(int(self.histories.rating[row]))
        after = self.scheduler.review(card, rating, 0, int(self.elapsed[row])).card.stability
        return after or 0.0

    def _where(
        self, place: NDArray[np.int64], rating: NDArray[np.int8], rows: NDArray[np.int64]
    ) -> NDArray[np.int64]:
        """Return rows of the course's tables."""
        where = self.histories.has_steps[rows] * len(self.course.states)
        where += place
        where *= 5
        where += rating
        return where

    def finish(self, run: _Run) -> Replayed:
        """Return the states, given where all cards stand in the order of the histories."""
        options, last = self.scheduler.options, self.histories.starts[1:] - 1
        where = self._where(run.place_before, self.histories.rating[last], last)
        reviewing = run.place == self.course.review
        seconds = self.course.seconds[where]
        days, unsure = self._intervals(run)
        if options.fuzz and len(last):
            chosen = np.flatnonzero(reviewing)
            cards = [self.histories.cards[one] for one in chosen.tolist()]
            reps = (self.histories.lengths()[chosen] - 1).tolist()
            days[chosen] = fuzzed_many(days[chosen], cards, reps, options.maximum_interval)
        today, moment = self.histories.day[last], self.histories.at[last]
        due_day = today + np.where(reviewing, days, seconds // SECONDS_PER_DAY)
        stepping = ~reviewing & (seconds < SECONDS_PER_DAY)
        for one in np.flatnonzero(reviewing & unsure).tolist():
            due_day[one] = self._last_step(run, one).card.due_day or 0
        threshold = options.leech_threshold
        leech = run.lapses >= threshold if threshold else np.zeros(len(last), np.bool_)
        return Replayed(
            place=run.place,
            names=self.course.states,
            stability=run.stability,
            difficulty=run.difficulty,
            due_day=due_day,
            due_at=np.where(stepping, moment + seconds * 1000, NO_MOMENT),
            lapses=run.lapses,
            leech=leech,
            suspended=leech & options.leech_suspends,
        )

    def _intervals(self, run: _Run) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
        """Return whole days until the desired retention, and where they are uncertain."""
        options, memory = self.scheduler.options, self.memory
        days = run.exact / memory.factor * (options.desired_retention ** (1 / memory.decay) - 1)
        unsure = np.abs(days - np.floor(days) - 0.5) <= 1e-9 + 1e-10 * days
        whole = np.minimum(np.maximum(np.rint(days), 1), options.maximum_interval)
        return whole.astype(np.int64), unsure | run.unsure

    def _last_step(self, run: _Run, one: int) -> Step:
        """Ask the scheduler for all of a card's last review."""
        begin, row = int(self.histories.starts[one]), int(self.histories.starts[one + 1]) - 1
        state, step = self.course.states[run.place_before[one]]
        day = int(self.histories.day[row])
        is_new = row == begin
        card = CardState(
            self.histories.cards[one],
            state,
            step,
            stability=None if is_new else float(run.stability_before[one]),
            difficulty=None if is_new else float(run.difficulty_before[one]),
            reviewed_day=None if is_new else day - int(self.elapsed[row]),
            reps=row - begin,
        )
        rating = Rating(int(self.histories.rating[row]))
        mode = _MODES[int(self.histories.has_steps[row])]
        return self.scheduler.review(card, rating, int(self.histories.at[row]), day, mode)
