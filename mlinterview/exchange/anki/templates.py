"""Fill in the templates of Anki's note types: fields, conditions and the filters that matter here.

Syntax: https://docs.ankiweb.net/templates/intro.html
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

_TAG = re.compile(r"\{\{([#^/]?)\s*([^{}]{1,300}?)\s*\}\}")
_COMMENT = re.compile(r"<!--[^-]{0,2000}-->")
_ANSWER = re.compile(r"<hr\b[^>]*\bid\s*=\s*[\"']?answer\b[^>]*>", re.IGNORECASE)
_TYPED = re.compile(r"\{\{type:[^{}]{1,300}\}\}")
_SPOKEN = ("tts ", "tts-voices")


def front(template: str, fields: Mapping[str, str]) -> str:
    """Return the HTML that a template asks with."""
    # what is to be typed is not shown yet
    return _filled(_TYPED.sub("", template), fields, "")


def back(template: str, fields: Mapping[str, str]) -> str:
    """Return the HTML that a template answers with, without the question repeated above it."""
    parts = _ANSWER.split(template, maxsplit=1)
    return _filled(parts[-1], fields, "")


def names(template: str) -> list[str]:
    """Return the fields that a template shows, in its order."""
    return [
        name.rpartition(":")[2].strip()
        for kind, name in _TAG.findall(template)
        if kind not in ("#", "^", "/")
    ]


def _filled(template: str, fields: Mapping[str, str], front_side: str) -> str:
    known = {**fields, "FrontSide": front_side}
    pieces: list[str] = []
    shown = [True]
    last = 0
    template = _COMMENT.sub("", template)
    for match in _TAG.finditer(template):
        if shown[-1]:
            pieces.append(template[last : match.start()])
        last = match.end()
        kind, name = match[1], match[2]
        if kind == "/":
            if len(shown) > 1:
                shown.pop()
        elif kind:
            is_filled = bool(re.sub(r"(?i)<br\s*/?>|</?div>|&nbsp;|\s", "", known.get(name, "")))
            shown.append(shown[-1] and is_filled == (kind == "#"))
        elif shown[-1]:
            pieces.append(_field(name, known))
    if shown[-1]:
        pieces.append(template[last:])
    return "".join(pieces)


def _field(name: str, fields: Mapping[str, str]) -> str:
    if name in fields:
        return fields[name]
    filters, _, field = name.rpartition(":")
    if filters.startswith(_SPOKEN):
        return ""
    return fields.get(field.strip(), "")
