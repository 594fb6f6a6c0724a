r"""Deck Markdown as the HTML of Anki's fields.

The parser knows no HTML, so tags in a deck are text. Formulas become ``\(…\)`` and ``\[…\]``, which
Anki gives to MathJax. Square brackets are written as entities: ``[sound:…]``, ``[latex]`` and
``[anki:…]`` are commands there.
"""

from __future__ import annotations

import re
from functools import cache
from html import escape
from typing import TYPE_CHECKING

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.utils import OptionsDict

from mlinterview.deckfiles.characters import FORBIDDEN
from mlinterview.grading.holes import CLOSE, OPEN

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from markdown_it.token import Token
    from markdown_it.utils import EnvType

MAX_NESTING = 20
_OPTIONS = OptionsDict({"breaks": False, "xhtmlOut": False})  # type: ignore[typeddict-item]
_SCHEME = re.compile(r"(https?://|mailto:)", re.IGNORECASE)
_MARKERS = re.compile(f"[{OPEN}{CLOSE}]")


def html(markdown: str, image: Callable[[str], str | None] | None = None) -> str:
    """Return Markdown as HTML.

    Marks round a span (``grading.holes.OPEN``, ``CLOSE``) stay where they are.

    Args:
        markdown: text of a deck.
        image: gives the name in Anki's media folder for an image's address, or ``None`` if it
            cannot be had; images are then described in words.
    """
    text = FORBIDDEN.sub(
        lambda match: match[0] if match[0] in (OPEN, CLOSE) else "\ufffd", markdown
    )
    try:
        tokens = _parser().parse(text)
    except RecursionError:
        return f"<pre>{_text(text)}</pre>"
    return _Writer(image or (lambda _: None)).render(tokens, _OPTIONS, {}).strip()


def highlighted(markdown: str, image: Callable[[str], str | None] | None = None) -> str:
    """Return Markdown as HTML, with marked spans highlighted as Anki highlights a cloze."""
    drawn = html(markdown, image)
    if _balanced(drawn):
        return drawn.replace(OPEN, '<span class="cloze">').replace(CLOSE, "</span>")
    return _MARKERS.sub("", drawn)


def _balanced(drawn: str) -> bool:
    r"""Tell whether each mark may become a tag: none stands in a formula."""
    if any(_MARKERS.search(part) for part in re.findall(r"\\[(\[].*?\\[)\]]", drawn, re.DOTALL)):
        return False
    return drawn.count(OPEN) == drawn.count(CLOSE)


def plain(markdown: str) -> str:
    """Return text as HTML without any reading of it as Markdown."""
    return _text(FORBIDDEN.sub("\ufffd", markdown)).replace("\n", "<br>")


@cache
def _parser() -> MarkdownIt:
    from mdit_py_plugins.dollarmath import dollarmath_plugin

    options = {"html": False, "linkify": False, "typographer": False, "maxNesting": MAX_NESTING}
    reader = MarkdownIt("commonmark", options).enable(["table", "strikethrough"])
    return reader.use(
        dollarmath_plugin,
        allow_labels=False,
        allow_space=False,
        allow_digits=False,
        double_inline=True,
    )


def _text(content: str) -> str:
    return escape(content).replace("[", "&#91;").replace("]", "&#93;")


class _Writer(RendererHTML):
    """markdown-it's own writer, for everything but text, code, mathematics, links and images."""

    def __init__(self, image: Callable[[str], str | None]) -> None:
        super().__init__()
        self._image = image

    def text(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        return _text(tokens[idx].content)

    def code_inline(
        self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType
    ) -> str:
        return f"<code>{_text(tokens[idx].content)}</code>"

    def code_block(
        self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType
    ) -> str:
        return f"<pre><code>{_text(tokens[idx].content.rstrip())}</code></pre>\n"

    def fence(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        return self.code_block(tokens, idx, options, env)

    def link_open(
        self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType
    ) -> str:
        """A relative address leads nowhere in Anki."""
        address = str(tokens[idx].attrGet("href") or "")
        # without a tag of its own, its end would close another one
        return f'<a href="{_text(address)}">' if _SCHEME.match(address) else "<a>"

    def image(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        token = tokens[idx]
        words = "".join(child.content for child in token.children or [])
        name = self._image(str(token.attrGet("src") or ""))
        if name is None:
            return f"&#91;image: {_text(words)}&#93;"
        return f'<img src="{_text(name)}" alt="{_text(_MARKERS.sub("", words))}">'

    def math_inline(
        self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType
    ) -> str:
        return rf"\({escape(tokens[idx].content)}\)"

    def math_inline_double(
        self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType
    ) -> str:
        return rf"\[{escape(tokens[idx].content)}\]"

    def math_block(
        self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType
    ) -> str:
        return rf"<p>\[{escape(tokens[idx].content.strip())}\]</p>" + "\n"
