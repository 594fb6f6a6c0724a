"""From log to state: fold a card's reviews and events, in order of time, into its state."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from mlinterview.model.reviews import CardState, Event, EventKind, Review, State

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mlinterview.scheduling.scheduler import Scheduler


def replay(card_id: str, log: Iterable[Review | Event], scheduler: Scheduler) -> CardState:
    """Return the state that a card's log entries lead to; the order they come in is irrelevant."""
    card = CardState(card_id)
    for entry in sorted(log, key=order):
        card = apply(card, entry, scheduler)
    return card


def order(entry: Review | Event) -> tuple[int, str]:
    """Sort key of the log: time, then id, so that merged logs have one order everywhere."""
    moment = entry.reviewed_at if isinstance(entry, Review) else entry.happened_at
    return moment, entry.id


def apply(card: CardState, entry: Review | Event, scheduler: Scheduler) -> CardState:
    """Return the card after one more entry of its log."""
    if isinstance(entry, Review):
        return scheduler.review(
            card, entry.rating, entry.reviewed_at, entry.study_day, entry.mode
        ).card
    match entry.kind:
        case EventKind.SUSPEND:
            return replace(card, suspended=True)
        case EventKind.RESUME:
            return replace(card, suspended=False, buried_day=None)
        case EventKind.BURY:
            return replace(card, buried_day=entry.study_day)
        case EventKind.FLAG:
            return replace(card, flagged=True)
        case EventKind.UNFLAG:
            return replace(card, flagged=False)
        case EventKind.RESET:
            return CardState(card.card_id, flagged=card.flagged)
        case EventKind.SETTING | EventKind.UNDO | EventKind.IMPORT | EventKind.MOCK:
            return card


def is_untouched(card: CardState) -> bool:
    """Tell whether a card is as if it had never been seen, so that no row need be kept."""
    return card == CardState(card.card_id, state=State.NEW)
