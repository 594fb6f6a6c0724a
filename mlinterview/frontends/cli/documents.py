"""Questions as JSON documents."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from mlinterview.clock import day_to_date, iso
from mlinterview.frontends.cli.cards import strip_markers

if TYPE_CHECKING:
    from mlinterview.model.kinds import Presentation
    from mlinterview.model.questions import Question
    from mlinterview.model.reviews import Review


def question_document(question: Question) -> dict[str, Any]:
    """Return all that an author wrote of a question."""
    values = asdict(question)
    values["level"], values["asked"] = question.level.value, question.asked.value
    values["details"] = dict(question.details)
    values["deck"] = question.deck
    return values


def review_document(review: Review, shown: Presentation | None) -> dict[str, Any]:
    """Return a past review, with what was shown then if it can be shown again."""
    return {
        "id": review.id,
        "reviewed_at": iso(review.reviewed_at),
        "study_day": day_to_date(review.study_day).isoformat(),
        "rating": review.rating.word,
        "mode": review.mode.value,
        "duration_ms": review.duration_ms,
        "response": review.response,
        "verdict": None if review.verdict is None else json.loads(review.verdict),
        "seed": review.seed,
        "prompt": None if shown is None else strip_markers(shown.prompt),
        "options": [] if shown is None else list(shown.options),
    }
