"""Anki's notes as questions in deck Markdown, and which of our cards each of its cards is."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from typing import TYPE_CHECKING

from mlinterview.deckfiles.question import SLUG
from mlinterview.exchange import writing
from mlinterview.exchange.anki.markdown import markdown, with_holes
from mlinterview.exchange.anki.notetypes import FIELDS
from mlinterview.exchange.anki.templates import back, front, names
from mlinterview.exchange.anki.tokens import PRIVATE, Tokens, fill, holes
from mlinterview.grading.holes import HoleError, find_holes

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from mlinterview.exchange.anki.notebook import NoteType
    from mlinterview.model.exchange import ArrivingQuestion
    from mlinterview.store.anki.rows import CardRow, NoteRow

    Made = list[tuple[ArrivingQuestion, dict[int, int]]]

LONGEST_NOTE = 200_000
"""Characters of a note's HTML, pictures within the text not counted."""
_SEPARATOR = "\x1f"
_DATA = re.compile(r"data:[a-z/+.-]{1,40};base64,[A-Za-z0-9+/=\s]*", re.IGNORECASE)
_HOLE = re.compile(r"\{\{c\d+::")
_NOTHING = "—"


def our_card(note_type: NoteType, note: NoteRow, place: int) -> str | None:
    """Return the card id if a note is one of our own exports, else ``None``.

    An id that is none of ours gives an empty text.
    """
    if tuple(note_type.fields) != FIELDS:
        return None
    name = note.flds.split(_SEPARATOR)[-1].strip()
    question, mark, ordinal = name.partition("#")
    deck, _, slug = question.partition("/")
    sound = SLUG.fullmatch(deck) and SLUG.fullmatch(slug) and len(name) <= 200
    if not sound or (mark and not re.fullmatch(r"[2-9]|[1-9]\d{1,3}", ordinal)):
        return ""
    if not note_type.is_cloze or mark:
        return name
    return question if place == 0 else f"{question}#{place + 1}"


class Writer:
    """Makes questions of notes.

    Attributes:
        sounds: audio and the like that was left out.
        left_out: number of notes that made no question, by reason.
    """

    def __init__(self, picture: Callable[[str], str | None]) -> None:
        self.sounds = 0
        self.left_out: Counter[str] = Counter()
        self._picture = picture

    def questions(self, note_type: NoteType, note: NoteRow, cards: list[CardRow]) -> Made:
        """Return a note's questions, each with our ordinals by Anki's places of its cards."""
        html = PRIVATE.sub("", _DATA.sub("", note.flds))
        if len(html) > LONGEST_NOTE:
            self.left_out["they are too long"] += 1
            return []
        values = html.split(_SEPARATOR)
        fields = dict(zip(note_type.fields, [*values, *[""] * len(note_type.fields)], strict=False))
        slug = f"n{hashlib.sha256(note.guid.encode('utf-8', 'replace')).hexdigest()[:12]}"
        places = sorted({card.ord for card in cards if 0 <= card.ord < 9999})
        topics = note.tags.split()
        if note_type.is_cloze:
            made: Made | None = self._cloze(note_type, fields, slug, places, topics)
        else:
            made = self._from_templates(note_type, fields, slug, places, topics)
        if made is None:
            return []
        if not made:
            self.left_out["they are empty, or too long for a question"] += 1
        return made

    def _from_templates(
        self, note_type: NoteType, fields: Mapping[str, str], slug: str, places: list[int],
        topics: list[str],
    ) -> Made:  # fmt: skip
        made: Made = []
        for place in places:
            question_side, answer_side = note_type.templates.get(place, ("", ""))
            prompt = self._markdown(front(question_side, fields))
            answer = self._markdown(back(answer_side, fields))
            if not prompt:  # a template that says nothing without Anki's scripts
                first, *rest = [*fields.values(), ""]
                prompt = self._markdown(first)
                answer = answer or self._markdown("<p>".join(rest))
            name = slug if place == 0 else f"{slug}-{place + 1}"
            question = writing.question(name, prompt, answer or _NOTHING, topics=topics)
            if question is not None:
                made.append((question, {place: 1}))
        return made

    def _cloze(
        self, note_type: NoteType, fields: Mapping[str, str], slug: str, places: list[int],
        topics: list[str],
    ) -> Made | None:  # fmt: skip
        if any("image-occlusion:" in text for text in fields.values()):
            self.left_out["they cover parts of a picture"] += 1
            return None
        name = next((n for n, text in fields.items() if _HOLE.search(text)), "")
        shown = names(note_type.templates.get(0, ("", ""))[1]) or list(fields)
        rest = [fields[n] for n in dict.fromkeys(shown) if n in fields and n != name]
        why = "\n\n".join(filter(None, map(self._markdown, rest)))
        marked, numbers = holes(fields.get(name, ""))
        prompt = with_holes(self._markdown(marked))
        if _has_holes(prompt, numbers):
            question = writing.question(slug, prompt, "", kind="cloze", topics=topics, why=why)
            if question is not None and _is_kept(question, numbers):
                return [(question, {n - 1: n for n in set(numbers)})]
        made: Made = []
        for place in places:
            # what the deck format cannot hold as holes is asked hole by hole
            text, hidden = fill(marked, place + 1)
            question = writing.question(
                slug if place == 0 else f"{slug}-{place + 1}",
                self._markdown(text), self._markdown(hidden) or _NOTHING, topics=topics, why=why,
            )  # fmt: skip
            if question is not None:
                made.append((question, {place: 1}))
        return made

    def _markdown(self, html: str) -> str:
        tokens = Tokens()
        text = markdown(html, self._picture, tokens)
        self.sounds += len(tokens.sounds)
        return text.strip()


def _has_holes(prompt: str, numbers: list[int]) -> bool:
    """Tell whether a prompt has exactly these holes, as the deck format reads it."""
    try:
        found = [hole.ordinal for hole in find_holes(prompt)]
    except HoleError:
        return False
    return bool(found) and sorted(found) == sorted(numbers)


def _is_kept(question: ArrivingQuestion, numbers: list[int]) -> bool:
    """Tell whether making it safe has left the holes alone."""
    body = question.text.partition("\n```\n")[2].partition("\n### ")[0]
    return _has_holes(body, numbers)
