"""What belongs to an answer, with its headings, in the order in which people read it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mlinterview.model.kinds import Presentation
    from mlinterview.model.questions import Question

Part = tuple[str, str]
"""A heading, and Markdown."""


def answer_parts(question: Question, presentation: Presentation) -> list[Part]:
    """Return the answer and what explains it; empty parts are left out."""
    return _filled(
        ("Answer", presentation.answer),
        ("Why", presentation.explanation or question.explanation),
        ("Common mistake", presentation.common_mistake or question.common_mistake),
    )


def further_parts(question: Question) -> list[Part]:
    """Return what leads on: further questions and sources."""
    return _filled(("Go deeper", question.go_deeper), ("Sources", question.sources))


def _filled(*parts: Part) -> list[Part]:
    return [(heading, text) for heading, text in parts if text.strip()]
