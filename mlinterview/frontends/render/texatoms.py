"""Makes atoms of single characters, of words in a formula and of letters with an accent."""

import re
import unicodedata

from mlinterview.frontends.render.markers import END, START
from mlinterview.frontends.render.symbols import ACCENTS, BIG, BINARY, CLOSING, OPENING, RELATIONS
from mlinterview.frontends.render.texlayout import Atom, Kind

SPACE = Atom(" ", "space")


def character(text: str) -> Atom:
    """Class a character, or the symbol of a command."""
    if text.isspace() or text == "~":
        return SPACE
    if text in (START, END):
        return Atom(text, "mark")
    if text == "-":
        return Atom("−", "binary")
    if text == "'":
        return Atom("′", "sup")
    kinds: tuple[tuple[frozenset[str], Kind], ...] = (
        (BINARY, "binary"),
        (RELATIONS, "relation"),
        (OPENING, "open"),
        (CLOSING, "close"),
        (BIG, "big"),
    )
    if text in (",", ";"):
        return Atom(text, "comma")
    return Atom(text, next((kind for members, kind in kinds if text in members), "ord"))


def words(text: str) -> list[Atom]:
    """Return text in a formula, with the spaces at its ends, and its markers apart."""
    parts = re.split(f"([{START}{END}])", text)
    atoms: list[Atom] = []
    for part in filter(None, parts):
        if part in (START, END):
            atoms.append(Atom(part, "mark"))
            continue
        words = [Atom(part.strip())] if part.strip() else []
        atoms += [SPACE] * part[0].isspace() + words + [SPACE] * part[-1].isspace()
    return atoms


def accented(name: str, text: str) -> Atom:
    """Put an accent on one letter (with its indices); a longer expression gets the accent's name as a function."""
    before = START if text.startswith(START) else ""
    text = text.removeprefix(START)
    letters = sum(one.isalnum() and one.isascii() for one in text)
    if letters > 1 and name not in ("overline", "underline"):
        return Atom(f"{name.removeprefix('wide')}({before}{text})")
    marked = text if letters > 1 else text[:1]
    drawn = "".join(one + ACCENTS[name] for one in marked) + text[len(marked) :]
    return Atom(before + unicodedata.normalize("NFC", drawn))
