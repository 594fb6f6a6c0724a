"""Deck Markdown read once: the blocks that every output is made of."""

import re
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from markdown_it import MarkdownIt
from markdown_it.token import Token

from mlinterview.frontends.render.clean import clean
from mlinterview.frontends.render.markers import strip_markers

if TYPE_CHECKING:
    from markdown_it.rules_core import StateCore

LIMIT = 50_000
"""Longer texts are shown as they stand: no question is that long, and Markdown takes more than linear time."""

MAX_NESTING = 20

_BOX = re.compile(r"\[([ xX])\]\s+(?=\S)")


class Block(NamedTuple):
    """A paragraph, list, table, ... with the blocks within it. A block with text holds one of type `inline`."""

    token: Token
    children: list["Block"]

    @property
    def type(self) -> str:
        """The kind of block, without the `_open` of the token that began it."""
        return self.token.type.removesuffix("_open")


@cache
def parser() -> MarkdownIt:
    """Return the one Markdown parser: CommonMark with tables, strike-through and dollar mathematics, without HTML."""
    from mdit_py_plugins.dollarmath import dollarmath_plugin

    options = {"html": False, "linkify": False, "typographer": False, "maxNesting": MAX_NESTING}
    reader = MarkdownIt("commonmark", options).enable(["table", "strikethrough"])
    reader.use(
        dollarmath_plugin,
        allow_labels=False,
        allow_space=False,
        allow_digits=False,
        double_inline=True,
    )
    reader.core.ruler.before("inline", "take_boxes", _take_boxes)
    reader.core.ruler.before("inline", "shield_first_formula", _shield_first_formula)
    reader.core.ruler.before("text_join", "clean_entities", _clean_entities)
    return reader


def parse(text: str) -> list[Block]:
    """Clean `text` and return its blocks; what is too long or too deeply nested comes as one block of code."""
    found = tokens_of(text)
    if found is None:
        return [Block(Token("code_block", "code", 0, content=clean(text)), [])]
    return _nest(found)


def tokens_of(text: str) -> list[Token] | None:
    """Clean `text` and return the parser's tokens; `None` if it is too long or too deeply nested."""
    text = clean(text)
    if len(text) > LIMIT:
        return None
    try:
        return parser().parse(text)
    except RecursionError:
        return None


def parse_inline(text: str) -> Token:
    """Clean `text` and return it as one `inline` token: no block (list, heading, table) is recognised in it."""
    line = " ".join(clean(text).split())
    if len(line) <= LIMIT:
        try:
            return parser().parseInline(line)[0]
        except RecursionError:
            pass
    return Token("inline", "", 0, content=line, children=[Token("text", "", 0, content=line)])


def _nest(tokens: list[Token]) -> list[Block]:
    """Turn opening and closing tokens into a tree. Depth is bounded: the parser stops at MAX_NESTING."""
    open_blocks = [Block(Token("root", "", 0), [])]
    for token in tokens:
        if token.nesting < 0:
            open_blocks.pop()
            continue
        block = Block(token, [])
        open_blocks[-1].children.append(block)
        if token.nesting > 0:
            open_blocks.append(block)
    return open_blocks[0].children


def _clean_entities(state: "StateCore") -> None:
    """Clean what character references such as `&#x202E;` have become; nor may they forge a marker."""
    for token in state.tokens:
        for child in token.children or ():
            if child.type == "text_special":
                child.content = strip_markers(clean(child.content))


def items(block: Block) -> Iterator[tuple[str, Block]]:
    """Yield each item of a list with what stands before it: `-`, `3.` or the box of a task, `[x]`."""
    number = int(block.token.attrs.get("start", 1))
    for index, item in enumerate(block.children):
        bullet = f"{number + index}." if block.type == "ordered_list" else "-"
        box = item.token.meta.get("box")
        yield (f"{bullet} {box}" if box and bullet != "-" else box or bullet), item


def rows(table: Block) -> Iterator[list[Block]]:
    """Yield the cells of each row of a table, the head's first."""
    for part in table.children:
        for row in part.children:
            yield row.children


def is_tight(block: Block) -> bool:
    """Whether the items of a list stand without empty lines between them."""
    return all(
        child.token.hidden
        for item in block.children
        for child in item.children
        if child.type == "paragraph"
    )


def _shield_first_formula(state: "StateCore") -> None:
    """Keep dollarmath from looking round the corner.

    For a formula at the very beginning it takes the text's last character for the one before the
    formula (index -1); a digit there means "no formula". A blank at the end is not shown.
    """
    for token in state.tokens:
        if token.type == "inline" and token.content[:1] == "$" and token.content[-1:].isdigit():
            token.content += " "


def _take_boxes(state: "StateCore") -> None:
    """Move the `[x]` at the beginning of a list item from its text to the item."""
    for item, paragraph, inline in zip(
        state.tokens, state.tokens[1:], state.tokens[2:], strict=False
    ):
        begins_item = item.type == "list_item_open" and paragraph.type == "paragraph_open"
        box = _BOX.match(inline.content) if begins_item else None
        if box:
            inline.content = inline.content[box.end() :]
            item.meta["box"] = f"[{box[1].lower()}]"
