"""A block with something before each of its lines: the bullet of a list item, the bar of a quotation."""

from dataclasses import dataclass

from rich.console import Console, ConsoleOptions, RenderableType, RenderResult
from rich.segment import Segment
from rich.text import Text

NARROWEST = 20
"""Where less than this many cells would be left, the block is not indented any further."""


@dataclass(frozen=True, slots=True)
class Hanging:
    """Prints `body` with `first` before its first line and `rest` before the others."""

    body: RenderableType
    first: str
    rest: str = "    "
    style: str = ""

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """Lay the body out in the width that is left, and put the prefixes before its lines."""
        width = options.max_width - len(self.first)
        if width < NARROWEST:
            yield Text(self.first.strip())
            yield self.body
            return
        style = console.get_style(self.style) if self.style else None
        lines = console.render_lines(self.body, options.update_width(width), pad=False)
        for index, line in enumerate(lines or [[]]):
            before = self.rest if index else self.first
            yield Segment(before if line else before.rstrip(), style)
            yield from line
            yield Segment.line()
