"""Find the holes of a cloze prompt: ``{{text}}``, ``{{text::hint}}``, ``{{c2::text::hint}}``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

_NUMBER = re.compile(r"c([0-9]+)::")
_HIGHEST = 9_999
_SPANS = re.compile(
    r"""
    (?P<code> ^[ ]{0,3} (?P<fence> `{3,} | ~{3,} ) .*? (?: ^[ ]{0,3} (?P=fence) | \Z )
            | (?<!`) (?P<ticks> `+ ) (?!`) (?: (?!\n[ \t]*\n) . )+? (?<!`) (?P=ticks) (?!`) )
    | (?P<mathematics> \$\$ .+? \$\$
            | (?<![\\\d]) \$ (?!\s) (?: (?!\n[ \t]*\n) [^$\\] | \\. )+? (?<!\s) \$ (?!\d) )
    """,
    re.DOTALL | re.MULTILINE | re.VERBOSE,
)
_Span = tuple[int, int, bool]
"""Where code or mathematics begins and ends, and whether it is mathematics."""

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
        HoleError: one is not closed, is empty, begins with a brace, or has a hint or a number
            where it cannot have one.
    """
    holes: list[Hole] = []
    spans = [
        (match.start(), match.end(), match["code"] is None) for match in _SPANS.finditer(prompt)
    ]
    position = prompt.find("{{")
    while position != -1:
        end = _closing(prompt, position)
        holes.append(
            _hole(prompt, position, end, [s for s in spans if s[0] < end and s[1] > position])
        )
        position = prompt.find("{{", end)
    return _numbered(holes)


def _hole(prompt: str, start: int, end: int, spans: list[_Span]) -> Hole:
    inner = prompt[start + 2 : end - 2]
    if inner.startswith("{"):
        raise HoleError(start, "a hole begins with `{`",
                        "put a space before the hole: `\\frac{ {{a}} }{b}`")  # fmt: skip
    number = _NUMBER.match(inner)
    if number and not (len(number[1]) <= 4 and int(number[1])):
        raise HoleError(start, f"a hole has the number {number[1][:9]}",
                        f"number holes from 1 to {_HIGHEST:,}")  # fmt: skip
    begin = start + 2 + (number.end() if number else 0)
    text, hint = _split_hint(prompt, begin, end - 2, spans, start)
    if not text.strip():
        raise HoleError(start, "a hole is empty", "write what is to be recalled")
    return Hole(int(number[1]) if number else 0, text, hint, start, end)


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


def _split_hint(
    prompt: str, start: int, end: int, spans: list[_Span], hole: int
) -> tuple[str, str]:
    """Return text and hint of a hole; in code two colons are text, in mathematics a mistake."""
    at = prompt.find("::", start, end)
    while at != -1:
        around = [is_mathematics for first, last, is_mathematics in spans if first < at < last]
        if not around:
            return prompt[start:at], prompt[at + 2 : end].strip()
        if any(around):
            raise HoleError(hole, "a hint inside mathematics would be seen on a page",
                            "say it in the text around the formula")  # fmt: skip
        at = prompt.find("::", at + 2, end)
    return prompt[start:end], ""


def _numbered(holes: list[Hole]) -> list[Hole]:
    if any(hole.ordinal for hole in holes) and not all(hole.ordinal for hole in holes):
        first = next(hole for hole in holes if not hole.ordinal)
        raise HoleError(first.start, "some holes are numbered and this one is not",
                        "number all holes of the prompt: `{{c1::…}}`")  # fmt: skip
    if holes and not holes[0].ordinal:
        return [Hole(n, h.text, h.hint, h.start, h.end) for n, h in enumerate(holes, start=1)]
    return holes
