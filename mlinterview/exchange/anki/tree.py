"""A tree of HTML that anybody may have written, in time that grows with its length only.

The standard library's parser takes minutes for some 200,000 characters; this one knows less.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html import unescape

DEEPEST = 40
SILENT = frozenset({"script", "style", "head", "title", "template", "object", "iframe", "svg"})
"""Elements whose text nobody reads."""
VOID = frozenset({
    "br", "hr", "img", "input", "wbr", "col", "source", "meta", "link", "embed", "area", "base",
})  # fmt: skip
_RAW = frozenset({"script", "style"})
_CLOSES = {
    "li": {"li"}, "p": {"p"}, "tr": {"tr", "td", "th"}, "td": {"td", "th"}, "th": {"td", "th"},
    "dt": {"dt", "dd"}, "dd": {"dt", "dd"},
}  # fmt: skip
_TAG = re.compile(
    r"""<(?P<end>/?)(?P<name>[a-zA-Z][a-zA-Z0-9:-]{0,30}+)
    (?P<rest>(?:[^<>"']++ | "[^"]{0,10000}+" | '[^']{0,10000}+')*+)>
    | <[!?][^<>]{0,1000}+>""",
    re.VERBOSE,
)
_ATTRIBUTE = re.compile(
    r"""([a-zA-Z_:][a-zA-Z0-9_:.-]{0,50}+)\s*+=\s*+(?:"([^"]*+)"|'([^']*+)'|([^\s"'>]++))"""
)
_COMMENT, _COMMENT_END = "<!--", "-->"


@dataclass(slots=True)
class Node:
    """An element of HTML.

    Attributes:
        tag: lower case; empty for the whole.
        attributes: by lower-case name.
        children: elements and texts.
    """

    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: list[Node | str] = field(default_factory=list)


def tree(html: str) -> Node:
    """Return HTML as a tree of bounded depth; what is never closed or opened does no harm."""
    html = _without_comments(html)
    root = Node("")
    opened = [root]
    place = 0
    while match := _TAG.search(html, place):
        _add_text(opened[-1], html[place : match.start()])
        place = match.end()
        name = (match["name"] or "").lower()
        if match["end"]:
            _close(opened, name)
        elif name:
            _open(opened, Node(name, _attributes(match["rest"])))
        if name in _RAW and not match["end"]:
            place = _end_of(html, name, place)
    _add_text(opened[-1], html[place:])
    return root


def _without_comments(html: str) -> str:
    pieces, place = [], 0
    last_end = html.rfind(_COMMENT_END)
    while (begin := html.find(_COMMENT, place)) != -1 and begin < last_end:
        pieces.append(html[place:begin])
        place = html.find(_COMMENT_END, begin) + len(_COMMENT_END)
    return "".join([*pieces, html[place:]])


def _end_of(html: str, name: str, place: int) -> int:
    end = re.compile(f"</{name}", re.IGNORECASE).search(html, place)
    return len(html) if end is None else end.start()


def _attributes(text: str) -> dict[str, str]:
    return {
        name.lower(): unescape(double or single or bare)
        for name, double, single, bare in _ATTRIBUTE.findall(text)
    }


def _add_text(node: Node, text: str) -> None:
    if text:
        node.children.append(unescape(text))


def _open(opened: list[Node], node: Node) -> None:
    if opened[-1].tag in _CLOSES.get(node.tag, ()):
        closed = opened.pop()
        if node.tag == "tr" and closed.tag != "tr" and opened[-1].tag == "tr":
            opened.pop()
    opened[-1].children.append(node)
    if node.tag not in VOID and len(opened) < DEEPEST:
        opened.append(node)


def _close(opened: list[Node], name: str) -> None:
    for place in range(len(opened) - 1, 0, -1):
        if opened[place].tag == name:
            del opened[place:]
            return
