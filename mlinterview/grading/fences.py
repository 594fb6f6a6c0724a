"""Take the code fences out of a section, and see whether they are Python."""

from __future__ import annotations

import ast
import warnings
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


def parse_python(draft: Draft, code: Text) -> ast.AST | None:
    """Return the syntax tree of a program; ``None`` if it is no Python (reported)."""
    try:
        return parsed(code.text, "exec")
    except SyntaxError as error:
        draft.mistake(code.line + (error.lineno or 1) - 1, f"this is no Python ({error.msg})",
                      "correct it")  # fmt: skip
        return None


def parsed(code: str, mode: str) -> ast.AST:
    """Return a syntax tree; what else than ``SyntaxError`` hostile code brings about becomes one."""
    with warnings.catch_warnings():
        # such as for "\d": it is the author's, and no matter for whoever reads the deck
        warnings.simplefilter("ignore")
        try:
            return ast.parse(code, mode=mode)
        except (ValueError, RecursionError, MemoryError) as error:
            raise SyntaxError(str(error) or "nested too deeply") from None
