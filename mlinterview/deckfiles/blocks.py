"""The block structure of Markdown, without the inner text of paragraphs."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token


def parse_blocks(source: str) -> list[Token]:
    """Return the block tokens with their lines (``map``); HTML is text, inlines stay unparsed."""
    return _parser().parse(source)


@cache
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt

    # the inner text of paragraphs is not needed here and costs a third of the time
    return MarkdownIt("commonmark", {"html": False}).disable(["inline", "text_join"])
