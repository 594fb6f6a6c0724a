"""Lines of our own words in a notebook's output."""

from __future__ import annotations

from typing import Any

from mlinterview.frontends.notebook.plaincard import with_commands
from mlinterview.frontends.notebook.surroundings import for_marimo
from mlinterview.frontends.render.clean import clean
from mlinterview.frontends.render.plain import plain
from mlinterview.frontends.render.portable import portable


class Line:
    """One line; commands in it stand in backticks. An empty one leaves its place free."""

    def __init__(self, text: str) -> None:
        self._text = text

    def _repr_mimebundle_(self, **_: Any) -> dict[str, str]:
        return {"text/markdown": with_commands(self._text), "text/plain": repr(self)}

    def __repr__(self) -> str:
        return self._text.replace("`", "")


class Parts:
    """What a grader says of a program, a line a test, and what follows from it."""

    def __init__(self, parts: tuple[str, ...], last: str) -> None:
        self._parts, self._last = parts, last

    def _repr_mimebundle_(self, **_: Any) -> dict[str, str]:
        blocks: list[str] = []
        lines: list[str] = []
        for head, detail in map(_split, self._parts):
            one_line = f"{portable(head)} – `{detail}`" if _fits(detail) else portable(head)
            lines.append(one_line)
            if detail and not _fits(detail):
                # two blanks end a line, so that the tests stand below one another
                blocks += ["  \n".join(lines), portable(_indented(detail))]
                lines = []
        blocks += ["  \n".join(lines), with_commands(self._last)]
        markdown = "\n\n".join(block for block in blocks if block)
        return {"text/markdown": markdown, "text/plain": repr(self)}

    def _mime_(self) -> tuple[str, str]:
        return for_marimo(self._repr_mimebundle_()["text/markdown"])

    def __repr__(self) -> str:
        lines: list[str] = []
        for head, detail in map(_split, self._parts):
            lines.append(f"{plain(head)} – {detail}" if _fits(detail) else plain(head))
            if detail and not _fits(detail):
                lines.append(_indented(detail))
        return "\n".join([*lines, "", self._last.replace("`", "")])


def _split(part: str) -> tuple[str, str]:
    """Return what a test says, and why it failed: a code block below it."""
    head, _, detail = part.partition("\n\n")
    if not detail or any(line and not line.startswith("    ") for line in detail.split("\n")):
        return part, ""
    return head, clean("\n".join(line[4:] for line in detail.split("\n")))


def _fits(detail: str) -> bool:
    """Tell whether a detail may stand behind its line, as code."""
    return bool(detail) and "\n" not in detail and "`" not in detail and "|" not in detail


def _indented(text: str) -> str:
    return "\n".join(f"    {line}" for line in text.split("\n"))
