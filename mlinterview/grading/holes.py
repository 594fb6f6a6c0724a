"""Find the holes of a cloze prompt: ``{{text}}``, ``{{text::hint}}``, ``{{c2::text::hint}}``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

_NUMBER = re.compile(r"c([1-9][0-9]{0,3})::")
_CODE = re.compile(r"(`+).*?\1", re.DOTALL)
OPEN, CLOSE = "\ue000", "\ue001"
"""Private characters round what the frontends highlight."""


@dataclass(frozen=True, slots=True)
class Hole:
    """A hole in a prompt.

    Attributes:
        ordinal: number of its card.
        text: what is hidden.
        hint: shown in its place; may be empty.
        start, end: its place in the prompt, braces included.
    """

    ordinal: int
    text: str
    hint: str
    start: int
    end: int


class HoleError(ValueError):
    """A prompt's holes cannot be read; ``position`` tells where, ``mend`` what to do."""

    def __init__(self, position: int, what: str, mend: str) -> None:
        super().__init__(what)
        self.position, self.mend = position, mend


def find_holes(prompt: str) -> list[Hole]:
    """Return the holes from left to right.

    Raises:
        HoleError: one is not closed, is empty, or begins with a brace.
    """
    holes: list[Hole] = []
    position = prompt.find("{{")
    while position != -1:
        end = _closing(prompt, position)
        inner = prompt[position + 2 : end - 2]
        if inner.startswith("{"):
            raise HoleError(position, "a hole begins with `{`",
                            "put a space before the hole: `\\frac{ {{a}} }{b}`")  # fmt: skip
        number = _NUMBER.match(inner)
        text, hint = _split_hint(inner[number.end() :] if number else inner)
        if not text.strip():
            raise HoleError(position, "a hole is empty", "write what is to be recalled")
        ordinal = int(number[1]) if number else 0
        holes.append(Hole(ordinal, text, hint, position, end))
        position = prompt.find("{{", end)
    return _numbered(holes)


def fill(prompt: str, holes: Iterable[Hole], show: Callable[[Hole], str]) -> str:
    """Return the prompt with ``show(hole)`` in place of each hole."""
    pieces, last = [], 0
    for hole in holes:
        pieces += [prompt[last : hole.start], show(hole)]
        last = hole.end
    return "".join([*pieces, prompt[last:]])


def _closing(prompt: str, start: int) -> int:
    """Return the end of the hole that begins at ``start``: its braces are balanced."""
    depth, position = 0, start + 2
    while position < len(prompt):
        if depth == 0 and prompt.startswith("}}", position):
            return position + 2
        depth += {"{": 1, "}": -1}.get(prompt[position], 0)
        if depth < 0:
            break
        position += 1
    raise HoleError(start, "a hole is not closed", "end it with `}}`, and pair the braces inside")


def _split_hint(inner: str) -> tuple[str, str]:
    code = [match.span() for match in _CODE.finditer(inner)]
    at = inner.find("::")
    while at != -1 and any(start < at < end for start, end in code):
        at = inner.find("::", at + 2)
    return (inner, "") if at == -1 else (inner[:at], inner[at + 2 :].strip())


def _numbered(holes: list[Hole]) -> list[Hole]:
    if any(hole.ordinal for hole in holes) and not all(hole.ordinal for hole in holes):
        first = next(hole for hole in holes if not hole.ordinal)
        raise HoleError(first.start, "some holes are numbered and this one is not",
                        "number all holes of the prompt: `{{c1::…}}`")  # fmt: skip
    if holes and not holes[0].ordinal:
        return [Hole(n, h.text, h.hint, h.start, h.end) for n, h in enumerate(holes, start=1)]
    return holes
