"""What the log holds, and the memory state that follows from it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum, StrEnum
from typing import Any


class Rating(IntEnum):
    """How well a card was recalled, in FSRS's terms."""

    AGAIN = 1
    HARD = 2
    GOOD = 3
    EASY = 4

    @property
    def word(self) -> str:
        """Lower-case name, as typed and printed."""
        return self.name.lower()


class State(StrEnum):
    """Where a card stands in its life."""

    NEW = "new"
    LEARNING = "learning"
    REVIEW = "review"
    RELEARNING = "relearning"


class Mode(StrEnum):
    """Why a card was shown."""

    REVIEW = "review"
    AHEAD = "ahead"
    CRAM = "cram"
    MOCK = "mock"
    PLAN = "plan"

    @property
    def has_steps(self) -> bool:
        """Whether learning steps follow within the day; a plan and an interview decide themselves."""
        return self not in (Mode.MOCK, Mode.PLAN)


class EventKind(StrEnum):
    """What can happen besides a review."""

    SUSPEND = "suspend"
    RESUME = "resume"
    BURY = "bury"
    FLAG = "flag"
    UNFLAG = "unflag"
    RESET = "reset"
    SETTING = "setting"
    UNDO = "undo"
    IMPORT = "import"
    MOCK = "mock"


@dataclass(frozen=True, slots=True)
class Review:
    """One rated presentation of a card; never changed after it was recorded.

    Attributes:
        id: UUIDv7, unique across devices; also the name of its operation for undo, unless it came
            with others.
        device: which copy of the collection recorded it.
        card_id: ``deck/slug`` or ``deck/slug#n``.
        reviewed_at: milliseconds since 1970-01-01 UTC.
        study_day: days since 1970-01-01 of the learner's study date.
        rating: Again 1 … Easy 4.
        duration_ms: from showing the prompt to rating; ``None`` if unknown.
        mode: why the card was shown.
        response: what the learner gave, if anything.
        verdict: outcome, feedback and parts as JSON text, if a grader judged.
        seed: what the presentation was drawn from.
        content_hash: wording of the question at that time.
        previous_state: state before this review.
        previous_stability: days; ``None`` for a new card.
        previous_difficulty: 1–10; ``None`` for a new card.
        batch: operation that it belongs to where many came at once, as in an import.
    """

    id: str
    device: str
    card_id: str
    reviewed_at: int
    study_day: int
    rating: Rating
    duration_ms: int | None = None
    mode: Mode = Mode.REVIEW
    response: str | None = None
    verdict: str | None = None
    seed: int = 0
    content_hash: str = ""
    previous_state: State = State.NEW
    previous_stability: float | None = None
    previous_difficulty: float | None = None
    batch: str | None = None


@dataclass(frozen=True, slots=True)
class Event:
    """Anything else that was done; never changed after it was recorded.

    Attributes:
        id: UUIDv7.
        device: which copy of the collection recorded it.
        happened_at: milliseconds since 1970-01-01 UTC.
        study_day: days since 1970-01-01 of the learner's study date.
        operation: shared by all events of one bulk action, so that undo takes them back together.
        kind: what was done.
        card_id: to which card; ``None`` where no card is meant.
        value: for settings ``[name, value]``, for undo the operation taken back, for imports what
            came from where, for mock interviews what was begun or ended.
    """

    id: str
    device: str
    happened_at: int
    study_day: int
    operation: str
    kind: EventKind
    card_id: str | None = None
    value: Any = None


@dataclass(frozen=True, slots=True)
class CardState:
    """What the log says of a card: a pure function of its reviews, its events and the settings.

    Attributes:
        card_id: which card.
        state: new, learning, review or relearning.
        step: index into the (re)learning steps, while there.
        stability: days until retrievability falls to 0.9; ``None`` if new.
        difficulty: 1–10; ``None`` if new.
        due_day: study day on which it falls due; ``None`` if new.
        due_at: milliseconds (UTC) of a (re)learning step within the day, else ``None``.
        reviewed_at: milliseconds (UTC) of the last review.
        reviewed_day: study day of the last review.
        introduced_day: study day of the first review.
        reps: reviews so far.
        lapses: times it was forgotten after it had been learned.
        last_rating: rating of the last review.
        suspended: shown no more until resumed.
        buried_day: not shown on this study day.
        flagged: marked by the learner.
        leech: forgotten so often that it should be rewritten or thought about.
    """

    card_id: str
    state: State = State.NEW
    step: int | None = None
    stability: float | None = None
    difficulty: float | None = None
    due_day: int | None = None
    due_at: int | None = None
    reviewed_at: int | None = None
    reviewed_day: int | None = None
    introduced_day: int | None = None
    reps: int = 0
    lapses: int = 0
    last_rating: Rating | None = None
    suspended: bool = False
    buried_day: int | None = None
    flagged: bool = False
    leech: bool = False
