"""Our own words: numbers of things, and lines that fit."""

from __future__ import annotations

from typing import TextIO


def counted(number: int, one: str, many: str | None = None) -> str:
    """Return ``1 card``, ``2 cards`` and so on."""
    return f"{number} {one if number == 1 else many or one + 's'}"


def fitted(text: str, stream: TextIO) -> str:
    """Break lines between words if they go to a terminal, as it does not by itself."""
    if not stream.isatty():
        return text
    import shutil
    import textwrap

    width = max(shutil.get_terminal_size().columns, 20)
    lines: list[str] = []
    for line in text.split("\n"):
        indent = line[: len(line) - len(line.lstrip())]
        # words are not broken: they may be ids, paths or commands
        lines += textwrap.wrap(line, width, subsequent_indent=indent, break_long_words=False,
                               break_on_hyphens=False) or [""]  # fmt: skip
    return "\n".join(lines)
