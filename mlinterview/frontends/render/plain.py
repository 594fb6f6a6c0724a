"""Deck Markdown as plain text: for pipes, machine-readable output and screen readers. Needs no rich."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from mlinterview.frontends.render.markers import END, START

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mlinterview.frontends.render.document import Block
    from mlinterview.frontends.render.markers import Piece

_BRACKETS = str.maketrans({START: "[", END: "]"})


def plain(text: str) -> str:
    """Return Markdown as readable text without styling, a paragraph a line; highlighted spans stand in brackets."""
    from mlinterview.frontends.render.document import parse

    return "\n".join(_blocks(parse(text), apart=True))


def title(text: str) -> str:
    """Return Markdown as one line of plain text."""
    from mlinterview.frontends.render.document import parse_inline
    from mlinterview.frontends.render.inlines import pieces

    return " ".join(_bracketed(pieces(parse_inline(text))).split())


def _bracketed(found: Iterable[Piece]) -> str:
    """Write pieces in a row: code in backticks, as there is no other way to set it off."""
    parts: list[str] = []
    for is_code, run in groupby(found, key=lambda piece: "code" in piece.roles):
        text = "".join(piece.text for piece in run).translate(_BRACKETS)
        parts.append(f"`{text}`" if is_code else text)
    return "".join(parts)


def _blocks(blocks: list[Block], *, apart: bool) -> list[str]:
    """Return the lines of blocks, with an empty line between them if they are to stand `apart`."""
    lines: list[str] = []
    for block in blocks:
        new = _block(block)
        if lines and new and apart:
            lines.append("")
        lines += new
    return lines


def _block(block: Block) -> list[str]:
    from mlinterview.frontends.render import inlines, mathematics
    from mlinterview.frontends.render.document import is_tight

    match block.type:
        case "inline":
            return _bracketed(inlines.pieces(block.token)).split("\n")
        case "fence" | "code_block":
            return _code(block.token.content)
        case "math_block":
            return _indented(
                _bracketed(inlines.code_pieces(mathematics.to_unicode(block.token.content))).split(
                    "\n"
                )
            )
        case "bullet_list" | "ordered_list":
            return _list(block, apart=not is_tight(block))
        case "blockquote":
            return [f"> {line}".rstrip() for line in _blocks(block.children, apart=True)]
        case "table":
            return _table(block)
        case "hr":
            return ["---"]
        case _:
            return _blocks(block.children, apart=True)


def _code(content: str) -> list[str]:
    from mlinterview.frontends.render.inlines import code_pieces

    return _indented(_bracketed(code_pieces(content)).split("\n"))


def _indented(lines: list[str], first: str = "    ", rest: str = "    ") -> list[str]:
    return [f"{rest if index else first}{line}".rstrip() for index, line in enumerate(lines)]


def _list(block: Block, *, apart: bool) -> list[str]:
    from mlinterview.frontends.render.document import items

    lines: list[str] = []
    for bullet, item in items(block):
        if lines and apart:
            lines.append("")
        first = f"{bullet} "
        lines += _indented(_blocks(item.children, apart=apart), first, " " * len(first)) or [bullet]
    return lines


def _table(block: Block) -> list[str]:
    from mlinterview.frontends.render.document import rows
    from mlinterview.frontends.render.inlines import pieces

    head, *body = [
        " | ".join(_bracketed(pieces(cell.children[0].token)).strip() for cell in row).rstrip()
        for row in rows(block)
    ]
    return [head, "-" * min(len(head), 80), *body]
