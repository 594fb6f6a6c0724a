"""Which files make up a deck, and what happens with those that are empty, huge or unreadable."""

import os
from pathlib import Path

import pytest
from support.reading import KINDS, QUESTION, TWO, only, read, short, slugs, told, write

from mlinterview.deckfiles.folder import LARGEST_FILE, read_deck
from mlinterview.deckfiles.places import decks_inside, find_decks
from mlinterview.model.decks import DeckReading, DeckSource

NOT_AS_SUPERUSER = pytest.mark.skipif(
    getattr(os, "geteuid", lambda: 0)() == 0, reason="the superuser may read everything"
)


def reread(deck: Path) -> DeckReading:
    return read_deck(DeckSource(deck), KINDS)


@pytest.mark.parametrize("name", ["_draft.md", ".hidden.md", "README.md", "readme.md", "a.txt"])
def test_file_that_is_left_alone(tmp_path: Path, name: str) -> None:
    deck = write(tmp_path, QUESTION)
    (deck / name).write_text(TWO)
    assert slugs(reread(deck)) == ["one"]


@pytest.mark.parametrize("content", ["", "\n\n", "# Title\n\nText.\n", "\ufeff"])
def test_file_without_a_question(tmp_path: Path, content: str) -> None:
    reading = read(tmp_path, content, QUESTION)
    mend = "add one, or begin the file's name with `_`"
    assert only(reading) == f"a.md:1: the file has no question; {mend}"
    assert slugs(reading) == ["one"]


def test_huge_file_is_not_read(tmp_path: Path) -> None:
    deck = write(tmp_path, QUESTION)
    with (deck / "b.md").open("wb") as file:
        file.truncate(LARGEST_FILE + 1)
    assert only(reread(deck)) == "b.md:1: the file is larger than 2 MB; split it"


def test_thousands_of_mistakes_are_all_told(tmp_path: Path) -> None:
    reading = read(tmp_path, "## a\n" * 4_000)
    assert len(reading.mistakes) == 4_000


def test_broken_link_is_told(tmp_path: Path) -> None:
    deck = write(tmp_path, QUESTION)
    (deck / "b.md").symlink_to("gone.md")
    reading = reread(deck)
    assert only(reading).startswith("b.md:1: the file cannot be read (No such file")
    assert slugs(reading) == ["one"]


def test_link_to_itself_is_told(tmp_path: Path) -> None:
    deck = write(tmp_path, QUESTION)
    (deck / "b.md").symlink_to("b.md")
    assert only(reread(deck)).startswith("b.md:1: the file cannot be read (")


def test_link_to_a_file_is_followed(tmp_path: Path) -> None:
    deck = write(tmp_path, QUESTION)
    (tmp_path / "elsewhere").write_text(TWO)
    (deck / "b.md").symlink_to(tmp_path / "elsewhere")
    assert slugs(reread(deck)) == ["one", "two"]


def test_folder_within_a_deck_is_left_alone(tmp_path: Path) -> None:
    deck = write(tmp_path, QUESTION)
    (deck / "b.md").mkdir()
    (deck / "b.md" / "c.md").write_text(TWO)
    (deck / "up").symlink_to("..")
    assert slugs(reread(deck)) == ["one"]
    assert told(reread(deck)) == []


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes with names here")
def test_pipe_is_not_waited_for(tmp_path: Path) -> None:
    deck = write(tmp_path, QUESTION)
    os.mkfifo(deck / "b.md")
    assert slugs(reread(deck)) == ["one"]


@NOT_AS_SUPERUSER
def test_file_that_may_not_be_read(tmp_path: Path) -> None:
    deck = write(tmp_path, QUESTION, TWO)
    (deck / "b.md").chmod(0)
    assert only(reread(deck)) == (
        "b.md:1: the file cannot be read (Permission denied); check its permissions"
    )
    assert slugs(reread(deck)) == ["one"]


@NOT_AS_SUPERUSER
@pytest.mark.parametrize(
    ("mode", "mistake"),
    [
        (0o000, "d:1: the deck cannot be read (Permission denied); check its permissions"),
        (0o400, "a.md:1: the file cannot be read (Permission denied); check its permissions"),
    ],
)
def test_folder_that_may_not_be_read(tmp_path: Path, mode: int, mistake: str) -> None:
    deck = write(tmp_path, QUESTION)
    deck.chmod(mode)
    try:
        assert only(reread(deck)) == mistake
        assert [source.id for source in find_decks(tmp_path)] == ["d"]
    finally:
        deck.chmod(0o700)


def test_deck_without_question_files(tmp_path: Path) -> None:
    assert only(read(tmp_path)) == (
        "d:1: the deck has no question files; add a Markdown file with questions"
    )


def test_folder_that_is_gone(tmp_path: Path) -> None:
    assert told(reread(tmp_path / "gone")) == [
        "gone:1: the deck cannot be read (No such file or directory); check its permissions"
    ]


@pytest.mark.parametrize("name", ["My Deck", "a_b", "a#2", "Überblick"])
def test_deck_whose_name_is_no_slug_has_no_questions(tmp_path: Path, name: str) -> None:
    deck = write(tmp_path, QUESTION).rename(tmp_path / name)
    reading = reread(deck)
    assert only(reading) == (
        f"{name}:1: the deck's name {name!r} is no slug; "
        "use lower-case letters, digits and single hyphens"
    )
    assert reading.questions == ()


def test_single_file_is_a_deck(tmp_path: Path) -> None:
    path = write(tmp_path, QUESTION) / "a.md"
    [source] = find_decks(path)
    reading = read_deck(source, KINDS)
    assert [question.id for question in reading.questions] == ["a/one"]
    assert (reading.info.title, reading.mistakes) == ("A", ())


def test_decks_are_found_in_a_folder_of_decks(tmp_path: Path) -> None:
    write(tmp_path, QUESTION)
    (tmp_path / "single.md").write_text(TWO)
    for name in ("_later", ".git", "empty"):
        (tmp_path / name).mkdir()
    (tmp_path / "_later" / "a.md").write_text(TWO)
    assert [source.id for source in decks_inside(tmp_path)] == ["d", "single"]


@pytest.mark.parametrize("path", [".", "../d"])
def test_deck_is_named_after_its_folder_however_it_is_reached(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, path: str
) -> None:
    monkeypatch.chdir(write(tmp_path, QUESTION))
    assert [source.id for source in find_decks(Path(path))] == ["d"]


def test_decks_are_found_in_the_folder_above(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(write(tmp_path, QUESTION))
    assert [source.id for source in find_decks(Path(".."))] == ["d"]


def test_place_without_a_deck(tmp_path: Path) -> None:
    assert find_decks(tmp_path) == find_decks(tmp_path / "gone") == []


def test_mistake_is_one_line_with_its_place(tmp_path: Path) -> None:
    [mistake] = read(tmp_path, "").mistakes
    assert str(mistake).startswith(f"{tmp_path}/d/a.md:1: ")
    assert "\n" not in short(mistake)
