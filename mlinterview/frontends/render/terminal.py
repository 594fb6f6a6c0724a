"""Deck Markdown for a terminal, as rich renderables.

Deck text becomes `rich.text.Text` and is never read as console markup; no link becomes a terminal hyperlink. Built
straight from the parser's tokens: rich.markdown knows neither mathematics nor holes, and makes hyperlinks.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.console import Group
from rich.text import Text

from mlinterview.frontends.render.document import is_tight, items, parse, parse_inline, rows
from mlinterview.frontends.render.hanging import Hanging
from mlinterview.frontends.render.inlines import code_pieces, pieces
from mlinterview.frontends.render.markers import END, START, Piece
from mlinterview.frontends.render.mathematics import to_unicode

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rich.console import RenderableType

    from mlinterview.frontends.render.document import Block

STYLES = {
    "strong": "bold",
    "em": "italic",
    "strike": "strike",
    "code": "cyan",
    "url": "dim",
    "image": "dim",
    "link": "underline",
}
"""Base colours only and no background: readable on light and on dark."""

HOLE = "bold reverse"

MAX_COLUMNS = 12
"""A table with more columns is shown as lines: no terminal is wide enough."""


def markdown(text: str) -> RenderableType:
    """Return Markdown as something that a rich console prints, at any width."""
    return Group(*_blocks(parse(text), apart=True))


def inline(text: str) -> Text:
    """Return Markdown of one line, such as a title or the option of a choice, as text."""
    return _text(pieces(parse_inline(text)))


def _text(found: Iterable[Piece], style: str = "") -> Text:
    """Put pieces together, each in the style of its roles, highlighted spans in theirs."""
    text = Text(style=style)
    start = 0
    for piece in found:
        if piece.text == START:
            start = len(text)
        elif piece.text == END:
            text.stylize(HOLE, start)
        else:
            text.append(
                piece.text, " ".join(STYLES[role] for role in piece.roles if role in STYLES) or None
            )
    return text


def _blocks(blocks: list[Block], *, apart: bool) -> list[RenderableType]:
    """Return what blocks look like, with an empty line between them if they are to stand `apart`."""
    drawn: list[RenderableType] = []
    for block in blocks:
        if drawn and apart:
            drawn.append(Text())
        drawn += _block(block)
    return drawn


def _block(block: Block) -> list[RenderableType]:
    match block.type:
        case "heading":
            style = "bold underline" if block.token.tag in ("h1", "h2") else "bold"
            return [_text(pieces(child.token), style) for child in block.children]
        case "inline":
            return [_text(pieces(block.token))]
        case "fence" | "code_block":
            return [Hanging(_code(block), "    ")]
        case "math_block":
            return [Hanging(_text(code_pieces(to_unicode(block.token.content))), "    ")]
        case "bullet_list" | "ordered_list":
            return _list(block)
        case "blockquote":
            return [Hanging(Group(*_blocks(block.children, apart=True)), "│ ", "│ ", style="dim")]
        case "table":
            return [_table(block)]
        case "hr":
            return [Text("─" * 20, style="dim")]
        case _:
            return _blocks(block.children, apart=True)


def _list(block: Block) -> list[RenderableType]:
    apart = not is_tight(block)
    drawn: list[RenderableType] = []
    for bullet, item in items(block):
        if drawn and apart:
            drawn.append(Text())
        first = f"{'•' if bullet == '-' else bullet} "
        drawn.append(Hanging(Group(*_blocks(item.children, apart=apart)), first, " " * len(first)))
    return drawn


def _code(block: Block) -> Text:
    """Colour code if its language is one that we know, then mark the highlighted spans in it."""
    found = code_pieces(block.token.content)
    language = block.token.info.split()[0] if block.token.info.split() else ""
    code = _text(found)
    if language:
        from mlinterview.frontends.render.highlighting import colours

        for start, end, style in colours(code.plain, language.lower()):
            code.stylize_before(style, start, end)
    return code


def _table(block: Block) -> RenderableType:
    head, *body = [[_text(pieces(cell.children[0].token)) for cell in row] for row in rows(block)]
    if len(head) > MAX_COLUMNS:
        return Group(*(Text(" | ").join(row) for row in [head, *body]))
    from rich import box
    from rich.table import Table

    table = Table(box=box.SIMPLE_HEAD, header_style="bold", show_edge=False, pad_edge=False)
    for title, cell in zip(head, next(rows(block)), strict=True):
        right = cell.token.attrs.get("style") == "text-align:right"
        table.add_column(title, justify="right" if right else "left", overflow="fold")
    for row in body:
        table.add_row(*row)
    return table
