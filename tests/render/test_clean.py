"""What `clean` takes away and what it leaves."""

import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlinterview.frontends.render import END, START, clean, strip_markers

ANY_TEXT = st.text(st.characters(exclude_categories=()))
"""Any code point, lone surrogates too."""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("plain text", "plain text"),
        ("a\tb\nc", "a\tb\nc"),
        ("a\r\nb\rc", "a\nb\nc"),
        ("a\u2028b\u2029c", "a\nb\nc"),
        ("\x1b[31mred\x1b[0m", "red"),
        ("\x9b31mred", "red"),
        ("\x1b]8;;http://evil\x1b\\text\x1b]8;;\x1b\\", "text"),
        ("\x1b]52;c;aGVsbG8=\x07text", "text"),
        ("\x1b]0;unfinished title", "0;unfinished title"),
        ("\x1b]0;title\nnext line\x07", "0;title\nnext line"),
        ("\x1bPdevice control\x1b\\text", "text"),
        ("\x1bcreset", "reset"),
        ("\x1b(0lines", "lines"),
        ("bell\x07 backspace\x08 null\x00 delete\x7f", "bell backspace null delete"),
        ("\u202eevil\u202c \u2066x\u2069 \u200e\u200f\u061c", "evil x "),
        ("zero\u200b\u200c\u200d\ufeff\u2060\u00adwidth", "zerowidth"),
        ("hidden\U000e0041\U000e0042\ufe0f\U000e0100", "hidden"),
        ("lone \ud800 surrogate", "lone \ufffd surrogate"),
        ("Größe σ² 日本語 e\u0301", "Größe σ² 日本語 e\u0301"),
    ],
)
def test_text_is_cleaned(text: str, expected: str) -> None:
    assert clean(text) == expected


def test_no_control_or_format_character_of_unicode_remains() -> None:
    every = "".join(map(chr, range(sys.maxunicode + 1)))
    left = {
        character
        for character in clean(every)
        if unicodedata.category(character) in {"Cc", "Cf", "Cs", "Zl", "Zp"}
    }
    assert left == {"\n", "\t"}


def test_markers_are_kept_by_clean_and_removed_by_strip_markers() -> None:
    text = f"a {START}b{END}"
    assert clean(text) == text
    assert strip_markers(text) == "a b"


@given(ANY_TEXT)
def test_cleaning_twice_changes_nothing(text: str) -> None:
    assert clean(clean(text)) == clean(text)


@given(st.text(st.sampled_from("\x1b\x9b\x9d[]PX;\\\x07\r\n0m a\u202e")))
def test_pieces_of_sequences_never_join_to_new_ones(text: str) -> None:
    assert not set(clean(text)) & set("\x1b\x9b\x9d\x07\r\u202e")
