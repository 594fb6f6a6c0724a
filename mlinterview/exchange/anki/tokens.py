r"""What HTML must not touch in Anki's fields: holes, formulas, sounds. Each is kept by a token.

Tokens are made of private characters, which are taken out of the fields before.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html import unescape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

MATH, MATH_END = "\ue010", "\ue011"
HOLE, HOLE_MIDDLE, HOLE_HINT, HOLE_END = "\ue012", "\ue013", "\ue014", "\ue015"
PRIVATE = re.compile("[\ue000-\ue0ff]")

_CLOZE = re.compile(r"\{\{c(\d{1,6})::|\}\}")
_FORMULA_ENDS = {
    "\\(": "\\)", "\\[": "\\]", "[$]": "[/$]", "[$$]": "[/$$]", "[latex]": "[/latex]",
}  # fmt: skip
_DELIMITER = re.compile(
    "|".join(re.escape(text) for pair in _FORMULA_ENDS.items() for text in pair), re.IGNORECASE
)
LONGEST_FORMULA = 5_000
MOST_HOLES = 200
_SOUND = re.compile(r"\[sound:([^\]\n]{1,500})\]|\[anki:[^\]\n]{1,500}\]")
_BREAK = re.compile(r"<(?:br|/?p|/?div)\b[^>]*>", re.IGNORECASE)
_ANY_TAG = re.compile(r"<[^>]*>")
_LATEX_MATH = re.compile(r"\A\s*(\$\$?)(.*)\1\s*\Z", re.DOTALL)


@dataclass(slots=True)
class Tokens:
    """What the tokens of one text stand for.

    Attributes:
        formulas: TeX, and whether it is displayed.
        sounds: names of audio files and the like that were left out.
    """

    formulas: list[tuple[str, bool]] = field(default_factory=list)
    sounds: list[str] = field(default_factory=list)

    def protect(self, html: str) -> str:
        """Return HTML with formulas and sounds as tokens."""
        return _SOUND.sub(self._sound, "".join(self._without_formulas(html)))

    def _without_formulas(self, html: str) -> Iterator[str]:
        lasts = {end: html.lower().rfind(end) for end in _FORMULA_ENDS.values()}
        last, opened = 0, None
        for match in _DELIMITER.finditer(html):
            name = match[0].lower()
            if opened is None:
                # one that is never closed opens nothing
                if name in _FORMULA_ENDS and lasts[_FORMULA_ENDS[name]] > match.start():
                    opened = match
                continue
            begin = opened[0].lower()
            if name == _FORMULA_ENDS[begin]:
                yield html[last : opened.start()]
                inside = html[opened.end() : match.start()]
                yield inside if len(inside) > LONGEST_FORMULA else self._formula(begin, inside)
                last, opened = match.end(), None
        yield html[last:]

    def _formula(self, begin: str, inside: str) -> str:
        tex = unescape(_ANY_TAG.sub("", _BREAK.sub(" ", inside)))
        is_display = begin in ("\\[", "[$$]")
        if begin == "[latex]":
            inner = _LATEX_MATH.match(tex)
            if inner is None:
                return inside  # LaTeX text around formulas: shown as it stands
            tex, is_display = inner[2], inner[1] == "$$"
        tex = " ".join(tex.split())
        if not tex:
            return ""
        self.formulas.append((tex, is_display))
        return f"{MATH}{len(self.formulas) - 1}{MATH_END}"

    def _sound(self, match: re.Match[str]) -> str:
        name = match[1]
        if name is None:
            return ""
        self.sounds.append(unescape(name))
        return f"(audio: {name})"


def holes(html: str) -> tuple[str, list[int]]:
    """Return HTML with Anki's holes as tokens, and their numbers from left to right.

    Braces that close nothing, and openings without an end, stay text.
    """
    if html.count("{{c") > MOST_HOLES:
        return html, []
    pieces: list[str] = []
    opened: list[tuple[int, int]] = []
    numbers: list[int] = []
    last = 0
    for match in _CLOZE.finditer(html):
        piece = html[last : match.start()]
        last = match.end()
        pieces.append(piece)
        if match[1] is not None:
            opened.append((len(pieces), int(match[1])))
            pieces.append(match[0])
        elif opened:
            place, number = opened.pop()
            inner = "".join(pieces[place + 1 :])
            text, colons, hint = inner.partition("::")
            hint = f"{HOLE_HINT}{hint}" if colons else ""
            pieces[place:] = [f"{HOLE}{number}{HOLE_MIDDLE}{text}{hint}{HOLE_END}"]
            numbers.append(number)
        else:
            pieces.append(match[0])
    pieces.append(html[last:])
    return "".join(pieces), numbers


_WHOLE_HOLE = re.compile(
    f"{HOLE}(\\d+){HOLE_MIDDLE}([^{HOLE}{HOLE_HINT}{HOLE_END}]*)"
    f"(?:{HOLE_HINT}([^{HOLE}{HOLE_END}]*))?{HOLE_END}"
)


def fill(marked: str, number: int) -> tuple[str, str]:
    """Return HTML with the holes of one number hidden and all others filled, and what is hidden."""
    hidden: list[str] = []

    def show(match: re.Match[str]) -> str:
        if int(match[1]) != number:
            return match[2]
        hidden.append(match[2])
        return f"<b>[{match[3] or '…'}]</b>"

    before = ""
    while before != marked:  # from the inside out
        before, marked = marked, _WHOLE_HOLE.sub(show, marked)
    return PRIVATE.sub("", marked), "; ".join(hidden)
