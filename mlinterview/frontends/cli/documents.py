"""Questions as JSON documents."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from mlinterview.model.questions import Question


def question_document(question: Question) -> dict[str, Any]:
    """Return all that an author wrote of a question."""
    values = asdict(question)
    values["level"], values["asked"] = question.level.value, question.asked.value
    values["details"] = dict(question.details)
    values["deck"] = question.deck
    return values
