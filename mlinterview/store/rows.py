"""Between rows of the database and the model's objects."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from mlinterview.model.reviews import CardState, Event, EventKind, Mode, Rating, Review, State

if TYPE_CHECKING:
    from collections.abc import Iterable

REVIEW_COLUMNS = (
    "id, device, card_id, reviewed_at, study_day, rating, duration_ms, mode, response, verdict, "
    "seed, content_hash, previous_state, previous_stability, previous_difficulty, batch"
)
EVENT_COLUMNS = "id, device, happened_at, study_day, operation, kind, card_id, value"
CARD_COLUMNS = (
    "card_id, state, step, stability, difficulty, due_day, due_at, reviewed_at, reviewed_day, "
    "introduced_day, reps, lapses, last_rating, suspended, buried_day, flagged, leech"
)


def review_to_row(review: Review) -> tuple[Any, ...]:
    """In the order of ``REVIEW_COLUMNS``."""
    return (
        review.id,
        review.device,
        review.card_id,
        review.reviewed_at,
        review.study_day,
        int(review.rating),
        review.duration_ms,
        review.mode.value,
        review.response,
        review.verdict,
        review.seed,
        review.content_hash,
        review.previous_state.value,
        review.previous_stability,
        review.previous_difficulty,
        review.batch,
    )


def review_from_row(row: Iterable[Any]) -> Review:
    """From the order of ``REVIEW_COLUMNS``."""
    values = list(row)
    values[5], values[7], values[12] = Rating(values[5]), Mode(values[7]), State(values[12])
    return Review(*values)


def event_to_row(event: Event) -> tuple[Any, ...]:
    """In the order of ``EVENT_COLUMNS``."""
    return (
        event.id,
        event.device,
        event.happened_at,
        event.study_day,
        event.operation,
        event.kind.value,
        event.card_id,
        None if event.value is None else json.dumps(event.value),
    )


def event_from_row(row: Iterable[Any]) -> Event:
    """From the order of ``EVENT_COLUMNS``."""
    values = list(row)
    values[5] = EventKind(values[5])
    values[7] = None if values[7] is None else json.loads(values[7])
    return Event(*values)


def card_to_row(card: CardState) -> tuple[Any, ...]:
    """In the order of ``CARD_COLUMNS``."""
    return (
        card.card_id,
        card.state.value,
        card.step,
        card.stability,
        card.difficulty,
        card.due_day,
        card.due_at,
        card.reviewed_at,
        card.reviewed_day,
        card.introduced_day,
        card.reps,
        card.lapses,
        None if card.last_rating is None else int(card.last_rating),
        int(card.suspended),
        card.buried_day,
        int(card.flagged),
        int(card.leech),
    )


def card_from_row(row: Iterable[Any]) -> CardState:
    """From the order of ``CARD_COLUMNS``."""
    values = list(row)
    values[1] = State(values[1])
    values[12] = None if values[12] is None else Rating(values[12])
    values[13], values[15], values[16] = bool(values[13]), bool(values[15]), bool(values[16])
    return CardState(*values)
