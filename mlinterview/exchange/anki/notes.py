"""A question as the fields of an Anki note, or of several."""

from __future__ import annotations

import re
import zlib
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

from mlinterview.errors import MLInterviewError
from mlinterview.exchange.anki.html import highlighted, html, plain
from mlinterview.grading.holes import CLOSE, OPEN, Hole, HoleError, fill, find_holes
from mlinterview.model.kinds import Presentation, ResponseForm

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from mlinterview.model.kinds import QuestionKind
    from mlinterview.model.questions import Question

    Image = Callable[[str], str | None]

HIGHEST_HOLE = 499
"""Anki makes no cards of holes with a higher number."""
_HOLE = re.compile(f"{OPEN}([^{OPEN}{CLOSE}]*){CLOSE}")


@dataclass(frozen=True, slots=True)
class NoteText:
    """What a note says.

    Attributes:
        id: the question's id for a cloze note, the card's id otherwise.
        cards: each card's id here and its place in the note, from 0.
        is_cloze: whether the note has holes.
        fields: HTML, in the order of ``notetypes.FIELDS``.
    """

    id: str
    cards: tuple[tuple[str, int], ...]
    is_cloze: bool
    fields: tuple[str, ...]


def note_texts(
    question: Question, kinds: Mapping[str, QuestionKind], image: Image
) -> list[NoteText]:
    """Return a question's notes: one with holes for a cloze question, else one a card."""
    if question.kind == "cloze" and max(question.cards) <= HIGHEST_HOLE:
        front = _with_holes(question, image)
        if front is not None:
            cards = tuple((question.card_id(n), n - 1) for n in question.cards)
            fields = (front, "", *_further(question, None, image), escape(question.id))
            return [NoteText(question.id, cards, True, fields)]
    return [_basic(question, ordinal, kinds, image) for ordinal in question.cards]


def _with_holes(question: Question, image: Image) -> str | None:
    """Return a cloze prompt with Anki's holes, or ``None`` if Markdown broke one."""
    try:
        holes = find_holes(question.prompt)
    except HoleError:
        return None
    marked = fill(question.prompt, holes, lambda hole: f"{OPEN}{hole.text}{CLOSE}")
    drawn = html(marked, image)
    found = _HOLE.findall(drawn)
    if not len(holes) == len(found) == drawn.count(OPEN) == drawn.count(CLOSE):
        return None
    rest = iter(holes)
    drawn = _HOLE.sub(lambda match: _anki_hole(next(rest), match[1]), drawn)
    return _heading(question) + drawn


def _anki_hole(hole: Hole, inner: str) -> str:
    # Anki's hole ends at the first two braces, and two colons begin a hint
    inner = inner.replace("}", "&#125;").replace("::", "&#58;&#58;")
    hint = f"::{plain(hole.hint).replace('}', '&#125;')}" if hole.hint else ""
    return f"{{{{c{hole.ordinal}::{inner}{hint}}}}}"


def _basic(
    question: Question, ordinal: int, kinds: Mapping[str, QuestionKind], image: Image
) -> NoteText:
    card = question.card_id(ordinal)
    shown = _presentation(question, ordinal, kinds)
    front = _heading(question) + highlighted(shown.prompt, image) + _front_matter(shown, image)
    back = highlighted(shown.answer, image) + _back_matter(question, shown, image)
    fields = (front, back, *_further(question, shown, image), escape(card))
    return NoteText(card, ((card, 0),), False, fields)


def _presentation(
    question: Question, ordinal: int, kinds: Mapping[str, QuestionKind]
) -> Presentation:
    """Return what is asked; the same numbers and order of options at each export."""
    kind = kinds.get(question.kind)
    if kind is not None:
        try:
            return kind.present(question, ordinal, zlib.crc32(question.id.encode()))
        except MLInterviewError:
            pass  # such as numbers that cannot be drawn: what the author wrote is better than nothing
    return Presentation(question.prompt, question.answer)


def _heading(question: Question) -> str:
    if question.title == question.prompt:
        return ""
    return f"<p><b>{_line(html(' '.join(question.title.split())))}</b></p>\n"


def _front_matter(shown: Presentation, image: Image) -> str:
    parts = []
    if shown.options:
        if shown.several:
            parts.append("<p>Several may be right.</p>")
        parts.append(_list("ol", [_line(html(option, image)) for option in shown.options]))
    if shown.form is ResponseForm.NUMBER:
        parts.append('<p class="small">One example: in mlinterview the numbers change.</p>')
    if shown.note:
        parts.append(f"<p>({plain(shown.note)})</p>")
    if shown.starter:
        parts.append(html(_fenced(shown.starter)))
    return "".join(f"\n{part}" for part in parts)


def _back_matter(question: Question, shown: Presentation, image: Image) -> str:
    parts = []
    if question.kind == "choice" and shown.options:
        order, options = shown.extra["order"], question.details["options"]
        items = []
        for index in order:
            option = options[index]
            mark = "✓" if option["right"] else "✗"
            text = _line(html(option["text"], image))
            items.append(f"{mark} {text}{html(option['feedback'], image)}")
        parts.append(_list("ol", items))
    if shown.hints:
        parts.append("<h4>Hints</h4>" + _list("ol", [html(hint, image) for hint in shown.hints]))
    return "".join(f"\n{part}" for part in parts)


def _further(question: Question, shown: Presentation | None, image: Image) -> tuple[str, ...]:
    texts = (
        (shown and shown.explanation) or question.explanation,
        (shown and shown.common_mistake) or question.common_mistake,
        question.go_deeper,
        question.sources,
    )
    return (*(html(text, image) for text in texts), escape(" ".join(question.topics)))


def _line(drawn: str) -> str:
    """Return HTML of one paragraph without the paragraph."""
    inner = drawn.removeprefix("<p>").removesuffix("</p>")
    return drawn if "<p>" in inner or not drawn.startswith("<p>") else inner


def _list(tag: str, items: list[str]) -> str:
    return f"<{tag}>" + "".join(f"<li>{item}</li>" for item in items) + f"</{tag}>"


def _fenced(program: str) -> str:
    ticks = "`" * max(3, *(len(run) + 1 for run in re.findall("`+", program) or [""]))
    return f"{ticks}\n{program.rstrip()}\n{ticks}"
