"""A question's parts in the order in which people read them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.console import Group
from rich.padding import Padding
from rich.text import Text

from mlinterview.frontends.render.markers import strip_markers
from mlinterview.frontends.render.parts import answer_parts, further_parts
from mlinterview.frontends.render.terminal import inline, markdown

if TYPE_CHECKING:
    from rich.console import RenderableType

    from mlinterview.frontends.render.parts import Part
    from mlinterview.model.kinds import Presentation, QuestionKind
    from mlinterview.model.questions import Question


def prompt_of(question: Question, presentation: Presentation) -> RenderableType:
    """Return what is asked: the title, unless it is the prompt itself, and the prompt."""
    prompt = markdown(presentation.prompt)
    if question.title == question.prompt:
        return prompt
    heading = inline(question.title)
    heading.stylize("bold")
    return Group(heading, Text(), prompt)


def answer_of(question: Question, presentation: Presentation) -> RenderableType:
    """Return the answer and what explains it."""
    return _sections(answer_parts(question, presentation))


def rest_of(question: Question) -> RenderableType:
    """Return what leads on: further questions and sources."""
    return _sections(further_parts(question))


def whole_question(question: Question, kind: QuestionKind) -> RenderableType:
    """Return a question with everything that its author wrote, all holes filled."""
    shown = kind.present(question, question.cards[0], 0)
    meta = f"{question.id} · {question.kind} · {question.level.value} · {' '.join(question.topics)}"
    heading = inline(question.title)
    heading.stylize("bold")
    parts: list[RenderableType] = [Text(strip_markers(meta), style="dim"), Text(), heading, Text()]
    if question.title != question.prompt and question.kind != "cloze":
        parts += [markdown(shown.prompt), Text()]
    return Group(*parts, answer_of(question, shown), rest_of(question))


def _sections(parts: list[Part]) -> RenderableType:
    drawn: list[RenderableType] = []
    for heading, text in parts:
        drawn += [Text(heading, style="bold cyan"), Padding(markdown(text), (0, 0, 1, 2))]
    return Group(*drawn)
