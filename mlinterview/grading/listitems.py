"""Read the list of a section by the Markdown parser: each item's first line, and what follows it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from mlinterview.deckfiles.blocks import parse_blocks

if TYPE_CHECKING:
    from markdown_it.token import Token

    from mlinterview.model.kinds import Text


_LISTS = ("bullet_list_open", "ordered_list_open")


@dataclass(frozen=True, slots=True)
class Item:
    """An item of a top-level list.

    Attributes:
        head: the first paragraph.
        rest: the Markdown that follows it in the item, without its indentation.
        line: where it begins in the file.
    """

    head: str
    rest: str
    line: int


def read_items(section: Text) -> tuple[list[Item], list[int]]:
    """Return the items of a section's lists, and the lines of whatever is no list."""
    lines = section.text.split("\n")
    tokens = parse_blocks(section.text)
    items, strays = [], []
    for index, token in enumerate(tokens):
        if token.type == "list_item_open" and token.level == 1 and token.map:
            items.append(_item(tokens[index + 1 :], token, lines, section.line))
        elif token.level == 0 and token.nesting >= 0 and token.map and token.type not in _LISTS:
            strays.append(section.line + token.map[0])
    return items, strays


def _item(following: list[Token], item: Token, lines: list[str], first: int) -> Item:
    start, end = item.map or [0, 0]
    head = ""
    rest_start = end
    for token in following:
        if token.type == "inline" and token.map:
            head, rest_start = token.content, token.map[1]
            break
        if token.type == "list_item_close" and token.level == 1:
            break
    rest = lines[rest_start:end]
    indent = min((len(x) - len(x.lstrip()) for x in rest if x.strip()), default=0)
    return Item(head, "\n".join(line[indent:] for line in rest).strip(), first + start)
