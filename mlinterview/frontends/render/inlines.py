"""What stands in a paragraph, heading or cell, as pieces of text with roles: shared by terminal and plain output."""

from collections.abc import Iterator

from markdown_it.token import Token

from mlinterview.frontends.render.clean import clean
from mlinterview.frontends.render.markers import Piece, paired, strip_markers
from mlinterview.frontends.render.mathematics import to_unicode

Roles = tuple[str, ...]

_SPANS = {"strong_open": "strong", "em_open": "em", "s_open": "strike", "link_open": "link"}
_LEAVES = {
    "code_inline": "code",
    "math_inline": "math",
    "math_inline_double": "display",
    "image": "image",
}


def pieces(inline: Token) -> list[Piece]:
    """Return the text of an `inline` token: mathematics as Unicode, markers paired, tabs as spaces."""
    return list(paired(_with_display_apart(list(_walk(inline.children or [])))))


def code_pieces(content: str) -> list[Piece]:
    """Return the text of a code block: markers paired, tabs expanded, without empty lines at the end."""
    return list(paired([Piece(content.rstrip().expandtabs(4))]))


def _walk(tokens: list[Token]) -> Iterator[Piece]:
    """Go through the flat list without recursion: emphasis in emphasis has no limit in Markdown."""
    open_roles: list[Roles] = [()]
    link = address = ""
    for token in tokens:
        roles = open_roles[-1]
        if (
            token.type == "link_close"
            and address
            and link.strip() not in (address, address.removeprefix("mailto:"))
        ):
            yield Piece(f" ({address})", (*roles, "url"))
        if token.nesting > 0:
            role = _SPANS.get(token.type)
            open_roles.append(roles if role is None or role in roles else (*roles, role))
        elif token.nesting < 0:
            open_roles.pop()
        else:
            piece = _leaf(token, roles)
            link += piece.text
            yield piece
        if token.type == "link_open":
            link, address = "", _address(token)


def _leaf(token: Token, roles: Roles) -> Piece:
    role = _LEAVES.get(token.type)
    if token.type == "softbreak":
        return Piece(" ", roles)
    if token.type == "hardbreak":
        return Piece("\n", roles)
    if role in ("math", "display"):
        return Piece(to_unicode(token.content), (*roles, role))
    if role == "image":
        described = strip_markers(clean("".join(child.content for child in token.children or [])))
        return Piece(f"[image: {' '.join(described.split())}]", (*roles, role))
    return Piece(token.content.replace("\t", " "), (*roles, role) if role else roles)


def _address(token: Token) -> str:
    """Where a link leads: in full and percent-encoded, as the parser left it, so that nothing in it can deceive."""
    return (
        strip_markers(clean(str(token.attrs.get("href", "")))).replace("\n", "").replace("\t", "")
    )


def _with_display_apart(found: list[Piece]) -> Iterator[Piece]:
    """Give display mathematics in the midst of a paragraph a line of its own."""
    last = len(found) - 1
    for index, (text, roles) in enumerate(found):
        after = index > 0 and "display" in found[index - 1].roles
        before = index < last and "display" in found[index + 1].roles
        if "display" in roles:
            start = "\n" if index and not after else ""
            yield Piece(f"{start}    {text}" + ("\n" if index < last else ""), roles)
        else:
            shown = text.lstrip() if after else text
            yield Piece(shown.rstrip() if before else shown, roles)
