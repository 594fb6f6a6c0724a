"""Cards as the JSON documents of ``next`` and ``answer``, and their dates in words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mlinterview.clock import iso

if TYPE_CHECKING:
    from mlinterview.collection import Collection
    from mlinterview.model.reviews import CardState
    from mlinterview.showing import Shown


def shown_document(collection: Collection, shown: Shown) -> dict[str, Any]:
    """Return what ``next --json`` tells of a card: what is asked, and the four intervals."""
    question, presentation = shown.question, shown.presentation
    document: dict[str, Any] = {
        "id": shown.card.card_id,
        "deck": question.deck,
        "kind": question.kind,
        "level": question.level.value,
        "topics": list(question.topics),
        # where the heading is the prompt, it must not tell what the prompt hides
        "title": strip_markers(
            presentation.prompt if question.title == question.prompt else question.title
        ),
        "prompt": strip_markers(presentation.prompt),
        "form": presentation.form.value,
        "state": shown.card.state.value,
        "intervals": {
            rating.word: step.interval_seconds for rating, step in collection.preview(shown).items()
        },
    }
    if presentation.options:
        document["options"] = list(presentation.options)
        document["several"] = presentation.several
    if presentation.note:
        document["note"] = presentation.note
    if presentation.starter:
        document["starter"] = presentation.starter
    return document


def state_document(collection: Collection, card: CardState) -> dict[str, Any]:
    """Return what follows from a card's log."""
    due = collection.due_ms(card)
    retrievability = collection.scheduler.retrievability(card, collection.study_day())
    return {
        "id": card.card_id,
        "state": card.state.value,
        "due": None if due is None else iso(due),
        "stability": card.stability,
        "difficulty": card.difficulty,
        "retrievability": retrievability,
        "reviews": card.reps,
        "lapses": card.lapses,
        "suspended": card.suspended,
        "flagged": card.flagged,
        "leech": card.leech,
    }


def strip_markers(text: str) -> str:
    """Replace the private marks of a cloze hole by brackets, for programs."""
    return text.replace("\ue000", "[").replace("\ue001", "]")
