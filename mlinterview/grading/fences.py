"""Take the code fences out of a section."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mlinterview.deckfiles.blocks import parse_blocks
from mlinterview.model.kinds import Text

if TYPE_CHECKING:
    from mlinterview.model.kinds import Draft


def python_fences(section: Text) -> list[tuple[str, Text]]:
    """Return the section's Python fences, each with the paragraph before it."""
    found: list[tuple[str, Text]] = []
    before = ""
    for token in parse_blocks(section.text):
        if token.type == "inline" and token.level == 1:
            before = token.content
        elif token.type == "fence" and token.level == 0 and token.map:
            if token.info.split()[:1] == ["python"]:
                found.append((before, Text(token.content, section.line + token.map[0] + 1)))
            before = ""
    return found


def one_fence(draft: Draft, name: str) -> Text:
    """Return the only Python fence of a section; anything else is reported."""
    section = draft.sections.get(name, Text("", 0))
    fences = python_fences(section)
    if section.text and len(fences) != 1:
        draft.mistake(section.line, f"`### {name.capitalize()}` has {len(fences)} Python fences",
                      "write one ```python fence there")  # fmt: skip
    return fences[0][1] if fences else Text("", section.line)
