"""Bytes and characters that have no place in a deck cost the question that they stand in."""

from pathlib import Path

import pytest
from support.reading import INFO, QUESTION, TWO, changed, only, questions, read, slugs, told, write

from mlinterview.deckfiles.folder import read_deck
from mlinterview.model.decks import DeckSource


@pytest.mark.parametrize("ends", ["\r\n", "\r"])
def test_line_ends_of_other_systems(tmp_path: Path, ends: str) -> None:
    assert questions(tmp_path, QUESTION.replace("\n", ends))[0].sources == "- A book."
    mistake = only(read(tmp_path, changed("[T]", "T").replace("\n", ends)))
    assert mistake.startswith("a.md:7:")


def test_wording_does_not_depend_on_line_ends(tmp_path: Path) -> None:
    [unix] = questions(tmp_path, QUESTION)
    [windows] = questions(tmp_path, QUESTION.replace("\n", "\r\n"))
    assert unix.content_hash == windows.content_hash


def test_byte_order_mark_is_skipped(tmp_path: Path) -> None:
    (write(tmp_path, "\ufeff" + QUESTION) / "deck.md").write_bytes(b"\xef\xbb\xbf" + INFO.encode())
    reading = read_deck(DeckSource(tmp_path / "d"), {})
    assert [m.line for m in reading.mistakes] == [5]  # only that there are no kinds here


@pytest.mark.parametrize(
    ("character", "name"),
    [
        ("\x00", "U+0000"),
        ("\x07", "U+0007"),
        ("\x0c", "U+000C"),
        ("\x1b", "U+001B"),
        ("\x7f", "U+007F"),
        ("\x9b", "U+009B"),
        ("\u200e", "U+200E"),
        ("\u2028", "U+2028"),
        ("\u202e", "U+202E"),
        ("\u2066", "U+2066"),
        ("\ue000", "U+E000"),
    ],
)
def test_control_character(tmp_path: Path, character: str, name: str) -> None:
    text = changed("The answer.", f"The {character}answer.")
    reading = read(tmp_path, text + "\n" + TWO)
    assert only(reading) == f"a.md:14: the control character {name}; delete it"
    assert slugs(reading) == ["two"]


def test_every_line_and_character_is_told_once(tmp_path: Path) -> None:
    text = changed("Because.", "\x1b\x1b\x00", changed("The answer.", "\x1b[31m"))
    assert [message[5:] for message in told(read(tmp_path, text))] == [
        "14: the control character U+001B; delete it",
        "18: the control character U+0000; delete it",
        "18: the control character U+001B; delete it",
    ]


def test_byte_that_is_not_utf8(tmp_path: Path) -> None:
    data = b"\xef\xbb\xbf\r\n" + changed("The answer.", "é").encode("latin-1") + TWO.encode()
    reading = read(tmp_path, data)
    assert only(reading) == "a.md:15: the byte 0xE9 is not UTF-8; save the file as UTF-8"
    assert slugs(reading) == ["two"]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-be"])
def test_utf16(tmp_path: Path, encoding: str) -> None:
    data = ("\ufeff" if encoding == "utf-16-be" else "") + QUESTION
    reading = read(tmp_path, data.encode(encoding))
    assert only(reading) == "a.md:1: the file is UTF-16; save the file as UTF-8"


def test_surrogate_encoded_in_utf8(tmp_path: Path) -> None:
    data = QUESTION.encode().replace(b"The answer.", b"\xed\xa0\x80")
    assert [m.line for m in read(tmp_path, data).mistakes] == [14, 14, 14]


def test_letters_of_all_scripts_and_emoji_are_welcome(tmp_path: Path) -> None:
    text = "Größe σ² 日本語 e\u0301 \U0001f600 ∑ א"
    [question] = questions(tmp_path, changed("The answer.", text))
    assert question.answer == text


def test_control_character_in_the_heading_hides_no_question(tmp_path: Path) -> None:
    reading = read(tmp_path, "\x00" + QUESTION + "\n" + TWO)
    assert [message[:7] for message in told(reading)] == ["a.md:1:", "a.md:3:"]
    assert slugs(reading) == ["two"]
