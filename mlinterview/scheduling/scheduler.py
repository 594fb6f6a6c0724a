"""One review's effect on a card, computed by the ``fsrs`` package with its traps guarded.

- Elapsed time is given in study days: 21:00 and 22:00 on the next evening are both one day.
- Fuzz is off there and done in ``fuzz.py``.
- A study day before the card's last one counts as the same day.
- Stability and difficulty are rounded to single precision after each review, so that the last bits,
  in which the mathematics libraries of machines differ, cannot make two replays of one log differ.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final

import fsrs

from mlinterview.model.reviews import CardState, Mode, Rating, State
from mlinterview.scheduling.curve import check_retention, retrievability
from mlinterview.scheduling.fuzz import fuzzed
from mlinterview.scheduling.options import SchedulingOptions

SECONDS_PER_DAY: Final = 86_400
_ANCHOR = datetime(2000, 1, 1, tzinfo=UTC)
_LONGEST_GAP = 1_000_000
_LONGEST_STABILITY = 1e9
"""Days; fsrs knows no bound, and some parameters let a stability outgrow every number."""
_SINGLE = struct.Struct("<f")
_TO_FSRS = {
    State.NEW: fsrs.State.Learning,
    State.LEARNING: fsrs.State.Learning,
    State.REVIEW: fsrs.State.Review,
    State.RELEARNING: fsrs.State.Relearning,
}
_FROM_FSRS = {
    fsrs.State.Learning: State.LEARNING,
    fsrs.State.Review: State.REVIEW,
    fsrs.State.Relearning: State.RELEARNING,
}
_RATINGS = {rating: fsrs.Rating(int(rating)) for rating in Rating}


@dataclass(frozen=True, slots=True)
class Step:
    """A card after a review, and how long until it is shown again.

    Attributes:
        card: the new state.
        interval_seconds: from this review to the next; whole study days count 86,400 each.
    """

    card: CardState
    interval_seconds: int


class Scheduler:
    """Applies reviews to card states; a pure function of the options it was made with.

    Raises:
        ValueError: FSRS's parameters or the desired retention are out of bounds.
    """

    def __init__(self, options: SchedulingOptions | None = None) -> None:
        self.options = options or SchedulingOptions()
        # fsrs takes any number for it
        check_retention(self.options.desired_retention)
        self._fsrs = {with_steps: self._make(with_steps) for with_steps in (True, False)}

    def review(
        self,
        card: CardState,
        rating: Rating,
        at_ms: int,
        study_day: int,
        mode: Mode = Mode.REVIEW,
    ) -> Step:
        """Return what a review at this moment (ms UTC) of this study day makes of a card.

        Where the mode knows no steps, the card falls due after whole days.
        """
        after, interval = self._fsrs_review(card, rating, study_day, mode.has_steps)
        state = _FROM_FSRS[after.state]
        due_at, due_day = None, study_day + interval // SECONDS_PER_DAY
        if state is State.REVIEW and self.options.fuzz:
            days = fuzzed(
                interval // SECONDS_PER_DAY, card.card_id, card.reps, self.options.maximum_interval
            )
            interval, due_day = days * SECONDS_PER_DAY, study_day + days
        if interval < SECONDS_PER_DAY:
            due_at = at_ms + interval * 1000
        lapsed = card.state is State.REVIEW and rating is Rating.AGAIN
        lapses = card.lapses + lapsed
        leech = card.leech or self._turns_leech(lapses, lapsed)
        return Step(
            # every field by name: dataclasses.replace costs as much as the rest of this method
            CardState(
                card_id=card.card_id,
                buried_day=card.buried_day,
                flagged=card.flagged,
                state=state,
                step=after.step,
                stability=_single(after.stability),
                difficulty=_single(after.difficulty),
                due_day=due_day,
                due_at=due_at,
                reviewed_at=at_ms,
                reviewed_day=study_day,
                introduced_day=study_day if card.introduced_day is None else card.introduced_day,
                reps=card.reps + 1,
                lapses=lapses,
                last_rating=rating,
                leech=leech,
                suspended=card.suspended
                or (self.options.leech_suspends and self._turns_leech(lapses, lapsed)),
            ),
            interval,
        )

    def preview(
        self, card: CardState, at_ms: int, study_day: int, mode: Mode = Mode.REVIEW
    ) -> dict[Rating, Step]:
        """Return for each rating exactly what ``review`` would make of the card."""
        return {rating: self.review(card, rating, at_ms, study_day, mode) for rating in Rating}

    def retrievability(self, card: CardState, study_day: int) -> float | None:
        """Return the probability of recall (0–1) on a study day; ``None`` for a new card."""
        if card.stability is None or card.reviewed_day is None:
            return None
        elapsed = study_day - card.reviewed_day
        return retrievability(card.stability, elapsed, self.options.parameters)

    def _make(self, with_steps: bool) -> fsrs.Scheduler:
        options = self.options
        steps = options.learning_steps if with_steps else ()
        again = options.relearning_steps if with_steps else ()
        return fsrs.Scheduler(
            parameters=options.parameters,
            desired_retention=options.desired_retention,
            learning_steps=[timedelta(seconds=s) for s in steps],
            relearning_steps=[timedelta(seconds=s) for s in again],
            maximum_interval=options.maximum_interval,
            enable_fuzzing=False,
        )

    def _fsrs_review(
        self, card: CardState, rating: Rating, study_day: int, with_steps: bool
    ) -> tuple[fsrs.Card, int]:
        elapsed = 0 if card.reviewed_day is None else study_day - card.reviewed_day
        # only differences count, so an anchor keeps dates in Python's range; fsrs takes a review
        # before the last one without a word
        moment = _ANCHOR + timedelta(days=min(max(elapsed, 0), _LONGEST_GAP))
        before = fsrs.Card(
            card_id=1,  # without an id it sleeps a millisecond
            state=_TO_FSRS[card.state],
            step=card.step if card.state is not State.NEW else 0,
            stability=card.stability,
            difficulty=card.difficulty,
            due=moment,
            last_review=None if card.reviewed_day is None else _ANCHOR,
        )
        after, _ = self._fsrs[with_steps].review_card(before, _RATINGS[rating], moment)
        wait = after.due - moment
        return after, wait.days * SECONDS_PER_DAY + wait.seconds

    def _turns_leech(self, lapses: int, lapsed: bool) -> bool:
        threshold = self.options.leech_threshold
        if not lapsed or threshold == 0 or lapses < threshold:
            return False
        return (lapses - threshold) % max(threshold // 2, 1) == 0


def _single(value: float | None) -> float:
    if value is None:
        raise ValueError("fsrs returned a card without memory state")
    return float(_SINGLE.unpack(_SINGLE.pack(min(value, _LONGEST_STABILITY)))[0])
