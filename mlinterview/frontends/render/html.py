"""Deck Markdown as safe HTML: for the notebook's card, and for pages.

Three walls, one behind the other: the parser knows no HTML, so tags in a deck are text; a sanitiser
lets a short list of elements through; and our own drawings of formulas are put in after it.
"""

import re
from collections.abc import Sequence
from functools import cache, lru_cache
from html import escape

from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict

from mlinterview.frontends.render.clean import clean
from mlinterview.frontends.render.document import parse_inline, tokens_of
from mlinterview.frontends.render.markers import END, START, strip_markers

_TAGS = {
    "a", "blockquote", "br", "code", "del", "em", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "li",
    "mark", "ol", "p", "pre", "s", "span", "strong", "table", "tbody", "td", "th", "thead", "tr",
    "ul",
}  # fmt: skip
_CLASSES = {
    "span": {"mlq-display", "mlq-image", "mlq-table", "k", "s", "n", "f", "c"},
    "code": {"mlq-tex"},
}
_ATTRIBUTES = {"a": {"href"}, "ol": {"start"}, "td": {"align"}, "th": {"align"}}
_ABSOLUTE = re.compile(r"(https?://|mailto:)", re.IGNORECASE)
_SCHEMES = {"http", "https", "mailto"}

_FIRST = 0xE100
"""A formula's place is held by one private character, which no deck's text can contain here."""
_PLACES = re.compile("[\ue100-\uf8ff]")

_COLOURS = {
    "dim italic": "c",
    "magenta": "k",
    "green": "s",
    "cyan": "n",
    "bold": "f",
    "red": "k",
}


@lru_cache(maxsize=256)
def html(text: str) -> str:
    """Return Markdown as HTML that cannot run, load or style anything."""
    return _written(tokens_of(text), text)


@lru_cache(maxsize=256)
def inline_html(text: str) -> str:
    """Return Markdown of one line, such as a title or an option, as HTML without paragraphs."""
    return _written([parse_inline(text)], text)


def _written(tokens: Sequence[Token] | None, text: str) -> str:
    import nh3

    writer = _Writer()
    if tokens is not None:
        dirty = writer.render(tokens, OptionsDict({"breaks": False, "xhtmlOut": False}), {})  # type: ignore[typeddict-item]
    else:
        dirty = f"<pre><code>{_text(clean(text))}</code></pre>"
    safe = nh3.clean(
        dirty,
        tags=_TAGS,
        attributes=_ATTRIBUTES,
        allowed_classes=_CLASSES,
        attribute_filter=_leads_away,
        url_schemes=_SCHEMES,
        link_rel="noopener noreferrer nofollow",
        set_tag_attribute_values={"a": {"target": "_blank"}},
    )
    return _PLACES.sub(lambda match: writer.formulas[ord(match[0]) - _FIRST], safe)


def _leads_away(element: str, name: str, value: str) -> str | None:
    """Drop addresses that are relative: they would lead into the notebook server."""
    relative = element == "a" and name == "href" and not _ABSOLUTE.match(value)
    return None if relative else value


def _text(content: str) -> str:
    """Escape text; highlighted spans become marks."""
    kept = _PLACES.sub("", content)
    return escape(kept, quote=False).replace(START, "<mark>").replace(END, "</mark>")


class _Writer(RendererHTML):
    """markdown-it's own writer, for everything but mathematics, code, text and images."""

    def __init__(self) -> None:
        super().__init__()
        self.formulas: list[str] = []

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
        words = tokens[idx].info.split()
        code = tokens[idx].content.rstrip().expandtabs(4)
        return f"<pre><code>{_coloured(code, words[0].lower() if words else '')}</code></pre>\n"

    def image(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        """Images are described, never loaded."""
        inner = tokens[idx].children or []
        described = " ".join("".join(child.content for child in inner).split())
        return f'<span class="mlq-image">[image: {_text(strip_markers(clean(described)))}]</span>'

    def table_open(
        self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType
    ) -> str:
        """A table stands in a box of its own, which scrolls where the card is narrow."""
        return '<span class="mlq-table"><table>\n'

    def table_close(
        self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType
    ) -> str:
        return "</table></span>\n"

    def th_open(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        return f"<th{_aligned(tokens[idx])}>"

    def td_open(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        return f"<td{_aligned(tokens[idx])}>"

    def list_item_open(
        self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType
    ) -> str:
        box = tokens[idx].meta.get("box")
        return f"<li>{escape(box)} " if box else "<li>"

    def math_inline(
        self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType
    ) -> str:
        return self._formula(tokens[idx].content, display=False)

    def math_inline_double(
        self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType
    ) -> str:
        return (
            f'<span class="mlq-display">{self._formula(tokens[idx].content, display=True)}</span>'
        )

    def math_block(
        self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType
    ) -> str:
        return f"<p>{self.math_inline_double(tokens, idx, options, env)}</p>\n"

    def _formula(self, tex: str, *, display: bool) -> str:
        from mlinterview.frontends.render.formulas import svg

        drawn = svg(tex, display=display)
        if drawn is None or len(self.formulas) >= 0xF8FF - _FIRST:
            return f'<code class="mlq-tex">{_text(" ".join(clean(tex).split()))}</code>'
        self.formulas.append(drawn)
        return chr(_FIRST + len(self.formulas) - 1)


def _aligned(token: Token) -> str:
    """Return a cell's alignment as an attribute; as a style, it would not pass."""
    side = str(token.attrGet("style") or "").removeprefix("text-align:")
    return f' align="{side}"' if side in ("left", "center", "right") else ""


def _coloured(code: str, language: str) -> str:
    from mlinterview.frontends.render.highlighting import colours

    plain, last, parts = strip_markers(code), 0, list[str]()
    if plain != code:
        return _text(code)  # a hole in code: its mark says more than colours
    for start, end, style in colours(plain, language):
        kind = _COLOURS.get(style, "n")
        parts += [
            _text(plain[last:start]),
            f'<span class="{kind}">{_text(plain[start:end])}</span>',
        ]
        last = end
    return "".join([*parts, _text(plain[last:])])


@cache
def warm() -> None:
    """Load what the first formula and the first text need; it takes a moment."""
    html("$x$")
