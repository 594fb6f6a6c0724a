"""Deck Markdown as Markdown that is safe to hand on: for notebooks without widgets, and for saved outputs.

A notebook renders Markdown with a parser of its own, and lets HTML through. So every character that
could mean something is escaped, nothing is loaded, and only mathematics that we know stays TeX.
"""

import re
from collections.abc import Iterable

from markdown_it.token import Token

from mlinterview.frontends.render.clean import clean
from mlinterview.frontends.render.document import (
    Block,
    is_tight,
    items,
    parse,
    parse_inline,
    rows,
)
from mlinterview.frontends.render.markers import END, START, strip_markers

_MEANINGFUL = re.compile(r"[\\$`<>&*_{}\[\]()#+\-.!|~:@=^]")
_ENTITIES = {"<": "&lt;", ">": "&gt;", "&": "&amp;"} | {
    # a backslash before or after these would itself begin mathematics in JupyterLab
    character: f"&#{ord(character)};"
    for character in "\\$`"
}
_SPANS = {
    "strong_open": "**", "strong_close": "**", "em_open": "*", "em_close": "*",
    "s_open": "~~", "s_close": "~~",
}  # fmt: skip
_LANGUAGE = re.compile(r"[A-Za-z0-9+-]{1,20}")


def portable(text: str) -> str:
    """Return Markdown that any notebook shows alike and that runs, loads and links to nothing unseen."""
    return "\n".join(_blocks(parse(text), apart=True))


def portable_line(text: str) -> str:
    """Return Markdown of one line, such as a title or an option."""
    return " ".join(_inline(parse_inline(text)).split())


def literal(text: str) -> str:
    """Return text, such as what a learner typed, so that Markdown shows it as it is."""
    return _escaped(" ".join(clean(text).split()))


def _escaped(text: str) -> str:
    return _MEANINGFUL.sub(lambda found: _ENTITIES.get(found[0], f"\\{found[0]}"), text)


def _blocks(blocks: Iterable[Block], *, apart: bool) -> list[str]:
    lines: list[str] = []
    for block in blocks:
        new = _block(block)
        if lines and new and (apart or new[0][:3] in ("```", "~~~")):
            lines.append("")
        lines += new
    return lines


def _block(block: Block) -> list[str]:
    match block.type:
        case "inline":
            return _inline(block.token).split("\n")
        case "heading":
            return [f"**{line}**" for child in block.children for line in _block(child)]
        case "fence" | "code_block":
            return _fence(block.token)
        case "math_block":
            return ["", *_display(block.token.content), ""]
        case "bullet_list" | "ordered_list":
            return _list(block)
        case "blockquote":
            return [f"> {line}".rstrip() for line in _blocks(block.children, apart=True)]
        case "table":
            return _table(block)
        case "hr":
            return ["---"]
        case _:
            return _blocks(block.children, apart=True)


def _fence(token: Token) -> list[str]:
    code = _bracketed(token.content.rstrip()).expandtabs(4)
    longest = max((len(run) for run in re.findall("`+", code)), default=0)
    fence = "`" * max(3, longest + 1)
    words = token.info.split()
    language = words[0] if words and _LANGUAGE.fullmatch(words[0]) else ""
    return [f"{fence}{language}", *code.split("\n"), fence]


def _list(block: Block) -> list[str]:
    lines: list[str] = []
    apart = not is_tight(block)
    for bullet, item in items(block):
        ordinal = re.match(r"\d{1,9}\.", bullet)
        first = f"{ordinal[0]} " if ordinal else "- "
        box = bullet[bullet.find("[") :] if "[" in bullet else ""
        body = _blocks(item.children, apart=apart)
        if box:
            body[:1] = [f"{_escaped(box)} {body[0] if body else ''}"]
        if lines and apart:
            lines.append("")
        for number, line in enumerate(body or [""]):
            lines.append(f"{first if number == 0 else ' ' * len(first)}{line}".rstrip())
    return lines


def _table(block: Block) -> list[str]:
    head, *body = [
        "| " + " | ".join(_inline(cell.children[0].token).replace("\n", " ") for cell in row) + " |"
        for row in rows(block)
    ]
    columns = len(next(rows(block)))
    return [head, "|" + "---|" * columns, *body]


def _inline(token: Token) -> str:
    parts: list[str] = []
    links: list[str] = []
    for child in token.children or ():
        match child.type:
            case "softbreak":
                parts.append(" ")
            case "hardbreak":
                parts.append("\\\n")
            case "code_inline":
                parts.append(_code(child.content))
            case "math_inline":
                parts.append(_formula(child.content))
            case "math_inline_double":
                parts.append("\n\n" + "\n".join(_display(child.content)) + "\n\n")
            case "image":
                described = "".join(inner.content for inner in child.children or ())
                parts.append(f"\\[image: {_text(clean(described))}\\]")
            case "link_open":
                links.append(str(child.attrs.get("href", "")))
            case "link_close":
                parts.append(_address(links.pop() if links else ""))
            case kind if kind in _SPANS:
                parts.append(_SPANS[kind])
            case _:
                parts.append(_text(child.content))
    return "".join(parts)


def _text(content: str) -> str:
    """Escape text; a highlighted span, such as a hole, becomes bold."""
    return _escaped(content).replace(START, "**⟦").replace(END, "⟧**")


def _bracketed(content: str) -> str:
    return content.replace(START, "⟦").replace(END, "⟧")


def _code(content: str) -> str:
    code = _bracketed(" ".join(content.split("\n")))
    longest = max((len(run) for run in re.findall("`+", code)), default=0)
    ticks = "`" * (longest + 1)
    pad = " " if code.startswith("`") or code.endswith("`") else ""
    # in a table a bar ends the cell even in code, and our reader is not the notebook's
    return f"{ticks}{pad}{code}{pad}{ticks}" if code and "|" not in code else _escaped(code)


def _address(href: str) -> str:
    """Show where a link leads; what is no web address leads nowhere."""
    address = strip_markers(clean(href))
    if not re.fullmatch(r"https?://[^\s<>()\[\]\\`\"'|{}]+", address):
        return ""
    return f" (<{address}>)"


def _formula(tex: str) -> str:
    source = _sound(tex)
    return f"${source}$" if source else _code(" ".join(clean(tex).split()))


def _display(tex: str) -> list[str]:
    source = _sound(tex)
    return [f"$${source}$$"] if source else _fence(Token("fence", "code", 0, content=clean(tex)))


def _sound(tex: str) -> str:
    """Return a formula that is safe in every notebook; empty if we do not know all of it."""
    from mlinterview.frontends.render.formulas import is_understood

    source = " ".join(clean(tex).split())
    if not source or "$" in source or "`" in source or "%" in source or not is_understood(source):
        return ""
    for wild, tame in (("<", r"\lt "), (">", r"\gt "), (START, r"\boxed{"), (END, "}")):
        source = source.replace(wild, tame)
    return source
