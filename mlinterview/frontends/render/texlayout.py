"""Sets the atoms of a formula in one line: spaces as TeX would, brackets where a bar or a raised position is lost."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

from mlinterview.frontends.render.markers import END, START
from mlinterview.frontends.render.symbols import SCRIPTS

Kind = Literal[
    "ord", "sign", "function", "big", "binary", "relation", "open", "close", "comma", "fraction", "sup", "sub",
    "space", "mark",
]  # fmt: skip


class Atom(NamedTuple):
    """A character or a finished part of a formula, with its class in TeX's sense."""

    text: str
    kind: Kind = "ord"


@dataclass(slots=True)
class _Item:
    """An atom that is seen, with the space and the markers found around it."""

    text: str
    kind: Kind
    blank: bool
    before: str
    after: str = ""


_ENDS_FACTOR = frozenset({"ord", "close", "fraction", "sup", "sub"})
_PULLS_FRACTION = _ENDS_FACTOR | {"function"}
_PUSHES_FRACTION = frozenset({"ord", "open", "function", "big", "fraction", "sup", "sub"})
_CODES = {"function": "f", "big": "f", "sup": "s", "sub": "b"}
_SPECIAL_CODES = {"/": "+", "∂": "o", "∇": "o", "|": "|", "‖": "|", ".": "."}

_ONE_FACTOR = re.compile(r"[d.]+|l+|[dlxp][sb]*|ol[sb]*|l+[sb]*p[sb]*")
_NUMBER = re.compile(r"d+(\.d+)?")
_ONE_ROOT = re.compile(r"[d.]+|lb?|x|p")


def join(atoms: Iterable[Atom], *, tight: bool = False) -> str:
    """Write atoms in a line; `tight` as in a sub- or superscript, where operators stand without spaces."""
    items = _items(atoms)
    out: list[str] = []
    previous: _Item | None = None
    base: Kind = "ord"  # of the previous item or, if that is a script, of what it hangs on
    for index, item in enumerate(items):
        if previous is not None and _gap(previous, base, item, tight=tight):
            out.append(" ")
        text = item.text
        if item.kind == "fraction":
            following = items[index + 1] if index + 1 < len(items) else None
            text = _fraction(text, previous, following, tight=tight)
        out += item.before, text, item.after
        previous = item
        base = base if item.kind in ("sup", "sub") else item.kind
    return "".join(out)


def over(above: Sequence[Atom], below: Sequence[Atom]) -> Atom:
    """Return a fraction; a part that would fall apart beside the slash is put in brackets."""
    top, bottom = join(above), join(below)
    if re.search("[+f]", _shape(above)):
        top = f"({top})"
    if not _ONE_FACTOR.fullmatch(_shape(below)):
        bottom = f"({bottom})"
    slash = "/" if _NUMBER.fullmatch(_shape(above)) and _NUMBER.fullmatch(_shape(below)) else " / "
    return Atom(f"{top}{slash}{bottom}", "fraction")


def root(sign: str, of: Sequence[Atom]) -> Atom:
    """Return a root; anything but a single letter or number under it is put in brackets."""
    inner = join(of)
    return Atom(sign + (inner if _ONE_ROOT.fullmatch(_shape(of)) else f"({inner})"))


def script(mark: str, raised: Sequence[Atom]) -> Atom:
    """Return a sub- (`_`) or superscript (`^`): in small characters if Unicode has them all, else behind its mark."""
    text = join(raised, tight=True)
    table = SCRIPTS[mark]
    seen = [character for character in text if character not in (START, END)]
    if seen and all(ord(character) in table for character in seen):
        text = text.translate(table)
    else:
        text = mark + (text if len(seen) == 1 else f"({text})")
    return Atom(text, "sup" if mark == "^" else "sub")


def _items(atoms: Iterable[Atom]) -> list[_Item]:
    """Fold spaces and markers into the atoms that are seen, and tell signs from binary operators."""
    items: list[_Item] = []
    blank, pending = False, ""
    previous: Kind | None = None
    for text, kind in atoms:
        if kind == "space":
            blank = True
        elif kind == "mark" and (text == START or not items or pending):
            pending += text
        elif kind == "mark":
            items[-1].after += text
        else:
            is_sign = kind == "binary" and text in "+−±∓" and previous not in _ENDS_FACTOR
            previous = "sign" if is_sign else kind
            items.append(_Item(text, previous, blank, pending))
            blank, pending = False, ""
    if pending:
        items.append(_Item("", "ord", blank, pending))
    return items


def _gap(previous: _Item, base: Kind, item: _Item, *, tight: bool) -> bool:
    """Whether a space stands between `previous` and `item`."""
    before, kind = previous.kind, item.kind
    if kind in ("sup", "sub", "close", "comma") or before in ("open", "sign"):
        return False
    if base == "big":
        return True
    unraised = previous.text[:1] in ("_", "^")  # a script on the line, such as `_θ`
    if base == "function":
        return kind not in ("open", "fraction") or (kind == "fraction" and unraised)
    if unraised and kind == "ord" and item.text[:1].isalnum():
        return True
    if kind in ("function", "big") and before in _ENDS_FACTOR:
        return True
    if tight:
        return False
    return item.blank or before == "comma" or not {before, kind}.isdisjoint({"binary", "relation"})


def _fraction(text: str, previous: _Item | None, following: _Item | None, *, tight: bool) -> str:
    """Put a fraction in brackets if the slash would otherwise reach over to its neighbours."""
    if tight:
        text = text.replace(" ", "")
    pushed = (
        following is not None
        and following.kind in _PUSHES_FRACTION
        and following.text not in (".", ";", ":")
    )
    pulled = previous is not None and previous.kind in _PULLS_FRACTION
    return f"({text})" if pulled or pushed else text


def _shape(atoms: Iterable[Atom]) -> str:
    """Spell the outer structure of atoms, a letter each: d digit, l letter, s sup, b sub, p bracket, + operator, ..."""
    codes: list[str] = []
    depth = 0
    for item in _items(atoms):
        if item.blank and not depth and codes and codes[-1] != "o" and item.kind == "ord":
            codes.append(" ")
        if item.kind == "open":
            depth += 1
        elif item.kind == "close" and depth:
            depth -= 1
            if not depth:
                codes.append("p")
        elif not depth:
            codes.append(_code(item))
    shape = re.sub(r"\|[^|]*\|", "p", "".join(codes))
    return re.sub(r"f[sb]*p", "p", shape)


def _code(item: _Item) -> str:
    text = item.text
    if item.kind != "ord":
        return _CODES.get(item.kind, "+")
    if text in _SPECIAL_CODES:
        return _SPECIAL_CODES[text]
    if text.isdecimal():
        return "d"
    if text[:1].isalpha():
        return "l"
    return "x" if text[:1] == "√" or (len(text) == 1 and not text.isascii()) else "?"
