"""What `deck.md` says, and what is told about it."""

from pathlib import Path

import pytest
from support.reading import INFO, KINDS, QUESTION, changed, only, slugs, told, write

from mlinterview.deckfiles.folder import read_deck
from mlinterview.model.decks import DeckReading, DeckSource

USE = "use: title, description, license, authors"


def read_with(folder: Path, info: str) -> DeckReading:
    deck = write(folder, QUESTION)
    (deck / "deck.md").write_text(info)
    return read_deck(DeckSource(deck), KINDS)


def test_all_four_keys_are_read(tmp_path: Path) -> None:
    info = read_with(tmp_path, INFO + "\nText for the page.\n").info
    assert (info.id, info.title, info.description) == ("d", "D", "About D.")
    assert (info.license, info.authors) == ("CC0-1.0", ("A",))


def test_values_stay_what_they_are(tmp_path: Path) -> None:
    text = "---\ntitle: 1.50\ndescription: no\nlicense: 12:30\nauthors: [~]\n---\n"
    reading = read_with(tmp_path, text)
    info = reading.info
    assert (info.title, info.description, info.license) == ("1.50", "no", "12:30")
    assert info.authors == ("~",)
    assert reading.mistakes == ()


def test_text_over_several_lines_becomes_one(tmp_path: Path) -> None:
    info = read_with(tmp_path, changed("About D.", ">\n  About\n  D.", INFO)).info
    assert info.description == "About D."


@pytest.mark.parametrize(
    ("old", "new", "mistake"),
    [
        ("title: D\n", "", "1: `title` is missing in deck.md; add `title: …`"),
        ("title: D", "title:", "1: `title` is missing in deck.md; add `title: …`"),
        ("[A]", "[]", "1: `authors` is missing in deck.md; add `authors: …`"),
        ("title: D", "title: [D]", "2: `title` is no plain text; write it on one line"),
        ("[A]", "A", "5: `authors` is no list of names; write `authors: [Name]`"),
        ("[A]", "[[A]]", "5: `authors` is no list of names; write `authors: [Name]`"),
        ("[A]", "[A]\nversion: 1", f"6: deck.md has no field `version`; {USE}"),
        ("title: D", "title: D\ntitle: E", "3: the key `title` stands twice; keep one of them"),
        ("title: D", "title: \x1bD", "2: the control character U+001B; delete it"),
        ("title: D", 'title: "\\eD"', "2: the control character U+001B; delete it"),
    ],
)
def test_mistake_costs_no_question(tmp_path: Path, old: str, new: str, mistake: str) -> None:
    reading = read_with(tmp_path, changed(old, new, INFO))
    assert only(reading) == f"deck.md:{mistake}"
    assert slugs(reading) == ["one"]


def test_missing_values_have_a_plain_stand_in(tmp_path: Path) -> None:
    info = read_with(tmp_path, "---\nauthors: A\n---\n").info
    assert (info.title, info.description, info.license, info.authors) == ("D", "", "", ())


@pytest.mark.parametrize("text", ["", "title: D\n", "---\ntitle: D\n", "\n" + INFO])
def test_deck_md_without_front_matter(tmp_path: Path, text: str) -> None:
    assert only(read_with(tmp_path, text)) == (
        "deck.md:1: deck.md has no front matter; "
        "begin it with `---`, title, description, license, authors, `---`"
    )


def test_front_matter_that_is_no_yaml(tmp_path: Path) -> None:
    mistake = only(read_with(tmp_path, "---\ntitle: D\ndescription: a: b\n---\n"))
    assert mistake.startswith("deck.md:3: YAML cannot be read here (")


def test_deck_without_deck_md_is_warned_about(tmp_path: Path) -> None:
    deck = write(tmp_path, QUESTION)
    (deck / "deck.md").unlink()
    reading = read_deck(DeckSource(deck), KINDS)
    assert told(reading, warnings=True) == [
        "deck.md:1: the deck has no deck.md; add one with title, description, license and authors"
    ]
    assert (told(reading), slugs(reading), reading.info.title) == ([], ["one"], "D")
