"""How long a text takes to read, in words."""

from __future__ import annotations

import re

WORDS_PER_MINUTE = 200
"""A careful reader's pace in non-fiction is 175 to 300; a sheet with formulas is read slowly."""

SYMBOLS_PER_WORD = 2
"""Symbols of a formula that take as long as a word; a reader takes in more than one at a glance."""

_FORMULA = re.compile(r"\${1,2}([^$]+)\${1,2}")
_SYMBOL = re.compile(r"\\[A-Za-z]+|[A-Za-z]|\d+(?:[.,]\d+)*|[^\s\w\\{}^_$,;.&]")
_SILENT = re.compile(
    r"\\(?:left|right|quad|qquad|mathrm|text|operatorname|displaystyle|big)\b|\\[,;!: ]"
)
_WORD = re.compile(r"[^\W_]+(?:[-'’.,][^\W_]+)*")


def count_words(text: str) -> int:
    """Return a text's length in words; two symbols of a formula count as one word, rounded up."""
    words = 0

    def formula(match: re.Match[str]) -> str:
        nonlocal words
        symbols = len(_SYMBOL.findall(_SILENT.sub(" ", match[1])))
        words += -(-symbols // SYMBOLS_PER_WORD)
        return " "

    rest = _FORMULA.sub(formula, text)
    return words + len(_WORD.findall(rest))
