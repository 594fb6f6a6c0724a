"""Anki's HTML as deck Markdown: what can be said in Markdown is, all else is text or left out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import quote

from mlinterview.exchange.anki.tokens import (
    HOLE,
    HOLE_END,
    HOLE_HINT,
    HOLE_MIDDLE,
    MATH,
    MATH_END,
    PRIVATE,
    Tokens,
)
from mlinterview.exchange.anki.tree import SILENT, VOID, Node, tree

if TYPE_CHECKING:
    from collections.abc import Callable

_BLOCKS = frozenset({
    "p", "div", "ul", "ol", "li", "blockquote", "pre", "table", "h1", "h2", "h3", "h4", "h5", "h6",
    "hr", "section", "article", "center", "dl", "dt", "dd", "figure", "figcaption", "details",
    "summary",
})  # fmt: skip
_AROUND = {"b": "**", "strong": "**", "i": "*", "em": "*", "del": "~~", "s": "~~", "strike": "~~"}
_CODE = frozenset({"code", "tt", "kbd", "samp"})
_SPECIAL = re.compile(r"([\\`*\[\]<$~|])|(?<![^\W_])_|_(?![^\W_])|&(?=#?\w+;)")
_BEGINS_BLOCK = re.compile(r"(?m)^(\s*)(?:([#>=+-])|(\d{1,9})([.)]))")
_TOKEN = re.compile(f"{MATH}(\\d+){MATH_END}")


def markdown(html: str, picture: Callable[[str], str | None], tokens: Tokens) -> str:
    """Return HTML as Markdown.

    Args:
        html: of a field or a card, with holes as tokens already.
        picture: gives the file name beside the questions for a media name, ``None`` if the package
            does not hold it.
        tokens: takes note of formulas and sounds.
    """
    root = tree(tokens.protect(html))
    text = "\n\n".join(_Writer(picture).blocks(root.children))
    return _with_formulas(text, tokens)


def with_holes(text: str) -> str:
    """Return Markdown with hole tokens as the deck format writes holes."""
    text = re.sub(f"(?<=\\{{){HOLE}", f" {HOLE}", text)
    text = re.sub(f"{HOLE_END}(?=\\}})", f"{HOLE_END} ", text)
    text = re.sub(f"{HOLE}0*(\\d+){HOLE_MIDDLE}", r"{{c\1::", text)
    return text.replace(HOLE_HINT, "::").replace(HOLE_END, "}}")


class _Writer:
    """Writes a tree as Markdown."""

    def __init__(self, picture: Callable[[str], str | None]) -> None:
        self._picture = picture

    def blocks(self, children: list[Node | str]) -> list[str]:
        """Return paragraphs, lists, tables and so on, each without blank lines around it."""
        found: list[str] = []
        run: list[Node | str] = []
        for child in [*children, None]:
            if child is not None and not (isinstance(child, Node) and _holds_blocks(child)):
                run.append(child)
                continue
            found += _paragraphs(self._inline(run))
            run = []
            if isinstance(child, Node):
                found += self._block(child)
        return [block for block in found if block.strip()]

    def _block(self, node: Node) -> list[str]:
        if node.tag in ("ul", "ol"):
            return ["\n".join(self._list(node))]
        if node.tag == "pre":
            code = _plain(node).strip("\n")
            return [_fenced(code)] if code.strip() else []
        if node.tag == "blockquote":
            inner = "\n\n".join(self.blocks(node.children))
            return ["\n".join(f"> {line}".rstrip() for line in inner.split("\n"))] if inner else []
        if node.tag == "table":
            return self._table(node)
        if node.tag == "hr":
            return ["* * *"]
        if node.tag in SILENT:
            return []
        if re.fullmatch("h[1-6]", node.tag):
            words = " ".join(self._inline(node.children).split())
            return [f"**{words.replace('**', '')}**"] if words else []
        return self.blocks(node.children)

    def _list(self, node: Node) -> list[str]:
        lines: list[str] = []
        items = [c for c in node.children if isinstance(c, Node) or c.strip()]
        for number, item in enumerate(items, start=1):
            inner = self.blocks(item.children if isinstance(item, Node) and item.tag == "li"
                                else [item])  # fmt: skip
            bullet = f"{number}. " if node.tag == "ol" else "- "
            text = "\n\n".join(inner) or "—"
            pad = " " * len(bullet)
            lines += [
                (bullet if n == 0 else pad if line else "") + line
                for n, line in enumerate(text.split("\n"))
            ]
        return lines

    def _table(self, node: Node) -> list[str]:
        rows = [
            [" ".join(self._inline(cell.children).split()) for cell in row.children
             if isinstance(cell, Node) and cell.tag in ("td", "th")]
            for row in _find(node, "tr")
        ]  # fmt: skip
        rows = [row for row in rows if row]
        width = max(map(len, rows), default=0)
        if not width:
            return []
        lines = [f"| {' | '.join(row + [''] * (width - len(row)))} |" for row in rows]
        return ["\n".join([lines[0], "|" + " --- |" * width, *lines[1:]])]

    def _inline(self, children: list[Node | str]) -> str:
        return "".join(
            _escaped(child) if isinstance(child, str) else self._element(child)
            for child in children
        )

    def _element(self, node: Node) -> str:
        if node.tag == "br":
            return "\n"
        if node.tag == "img":
            return self._image(node)
        if node.tag in SILENT or node.tag in VOID:
            return ""
        if node.tag in _CODE:
            return _code(_plain(node))
        inner = self._inline(node.children)
        if _holds_blocks(node) or node.tag in _BLOCKS:
            return f" {inner} "
        if node.tag in _AROUND:
            return _around(inner, _AROUND[node.tag])
        if node.tag in ("sup", "sub") and inner.strip():
            mark = "^" if node.tag == "sup" else "\\_"
            words = inner.strip()
            return f"{mark}{words}" if len(words) == 1 else f"{mark}({words})"
        address = node.attributes.get("href", "").strip()
        if node.tag == "a" and re.match(r"(?i)https?://[^\s<>]+\Z", address) and inner.strip():
            return f"[{' '.join(inner.split())}](<{quote(address, safe=':/?#@!$&*+,;=%~-._')}>)"
        return inner

    def _image(self, node: Node) -> str:
        source = node.attributes.get("src", "")
        words = node.attributes.get("alt") or node.attributes.get("title") or source
        if re.match(r"(?i)\s*(data|https?|file|javascript):", words):
            words = "picture"
        described = _escaped(" ".join(PRIVATE.sub("", words).split())[:200]) or "picture"
        name = self._picture(source)
        return f"![{described}]({name})" if name else rf"\[picture: {described}\]"


def _holds_blocks(node: Node) -> bool:
    if node.tag in _BLOCKS:
        return True
    return any(isinstance(child, Node) and _holds_blocks(child) for child in node.children)


def _find(node: Node, tag: str) -> list[Node]:
    found: list[Node] = []
    for child in node.children:
        if isinstance(child, Node):
            found += [child] if child.tag == tag else _find(child, tag)
    return found


def _plain(node: Node) -> str:
    """Return an element's text as it stands, formulas' tokens included."""
    if node.tag == "br":
        return "\n"
    if node.tag in SILENT:
        return ""
    text = "".join(c if isinstance(c, str) else _plain(c) for c in node.children)
    ends_line = node.tag in _BLOCKS and node.tag != "pre"
    return f"{text}\n" if ends_line and not text.endswith("\n") else text


def _escaped(text: str) -> str:
    text = re.sub(r"[\s\xa0]+", " ", text)
    return _SPECIAL.sub(lambda match: f"\\{match[0]}", text)


def _around(inner: str, mark: str) -> str:
    words = inner.strip()
    # marks do not reach over lines or into each other
    if not words or "\n" in words or mark[0] in words.replace("\\" + mark[0], ""):
        return inner
    before = inner[: len(inner) - len(inner.lstrip())]
    after = inner[len(inner.rstrip()) :]
    return f"{before}{mark}{words}{mark}{after}"


def _code(text: str) -> str:
    text = " ".join(text.split())
    if not text:
        return ""
    ticks = "`" * (1 + max(map(len, re.findall("`+", text)), default=0))
    edge = " " if text.startswith("`") or text.endswith("`") else ""
    return f"{ticks}{edge}{text}{edge}{ticks}"


def _fenced(code: str) -> str:
    ticks = "`" * max(3, 1 + max(map(len, re.findall("`+", code)), default=0))
    return f"{ticks}\n{code}\n{ticks}"


def _paragraphs(text: str) -> list[str]:
    """Return the paragraphs of inline text; a line break in one becomes Markdown's."""
    found = []
    for paragraph in re.split(r"\n[ \n]*\n", text):
        lines = [" ".join(line.split(" ")).strip() for line in paragraph.split("\n")]
        lines = [_BEGINS_BLOCK.sub(_not_a_block, line) for line in lines if line]
        found.append("\\\n".join(lines))
    return found


def _not_a_block(match: re.Match[str]) -> str:
    if match[2]:
        return f"{match[1]}\\{match[2]}"
    return f"{match[1]}{match[3]}\\{match[4]}"


def _with_formulas(text: str, tokens: Tokens) -> str:
    def show(match: re.Match[str]) -> str:
        tex, is_display = tokens.formulas[int(match[1])]
        before = text[max(match.start() - 2, 0) : match.start()]
        after = text[match.end() : match.end() + 2]
        if "$" in tex or (len(tex) - len(tex.rstrip("\\"))) % 2:
            return _code(tex)
        alone = before[-2:] in ("", "\n\n") and after[:2] in ("", "\n\n")
        if is_display and alone:
            return f"$$\n{tex}\n$$"
        left = " " if before[-1:].isdigit() or before[-1:] == "$" else ""
        right = " " if after[:1].isdigit() or after[:1] == MATH else ""
        return f"{left}${tex}${right}"

    return _TOKEN.sub(show, text)
