"""The two private characters that delimit a highlighted span, such as the hole of a cloze prompt.

Who builds a prompt applies `strip_markers` to the deck's text first and then writes START and END around the span.
"""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

START = "\ue000"
END = "\ue001"

_MARKERS = re.compile("[\ue000\ue001]")
_SPLIT = re.compile("([\ue000\ue001])")


class Piece(NamedTuple):
    """A stretch of text with the roles it plays (`strong`, `em`, `code`, `math`, ...), or one marker alone."""

    text: str
    roles: tuple[str, ...] = ()


def strip_markers(text: str) -> str:
    """Remove all markers, so that untrusted text cannot forge a highlighted span."""
    return _MARKERS.sub("", text)


def paired(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """Set markers apart as pieces of their own, each START followed by its END: stray ones are left out."""
    inside = False
    for text, roles in pieces:
        for part in _SPLIT.split(text):
            if part in (START, END):
                if (part == START) is not inside:
                    inside = part == START
                    yield Piece(part, roles)
            elif part:
                yield Piece(part, roles)
    if inside:
        yield Piece(END)
