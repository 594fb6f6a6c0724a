"""Decks: listed, shown, checked, trusted."""

import pytest
from support.decks import cloze, recall, write_deck
from support.forms import program
from support.program import run


@pytest.fixture(autouse=True)
def deck(home, alone) -> None:
    write_deck(home, "one", recall("two", topics=["B02"]), cloze("gap"))


# -- list and show ---------------------------------------------------------------------------------


def test_list_for_people(good) -> None:
    assert good("deck", "list") == "tiny: tiny\n    3 questions (1 cloze, 2 recall), from you\n"


def test_list_without_decks(home, tmp_path, good) -> None:
    assert good("--home", str(tmp_path / "new"), "deck", "list") == (
        "There are no decks: install a deck plugin, or write one (docs/deck-format.md).\n"
    )


def test_list_tells_of_mistakes(home, good) -> None:
    folder = write_deck(home, "one", recall("two").replace("kind: recall", "kind: riddle"))
    assert good("deck", "list").splitlines() == [
        "tiny: tiny",
        "    1 question (1 recall), from you",
        f"    1 mistake: see `mlinterview deck check {folder}`",
    ]


def test_show_goes_topic_by_topic(good) -> None:
    assert good("deck", "show", "tiny").splitlines() == [
        "", "B02", "  What is two?", "      tiny/two · recall · mid",
        "", "T", "  What is one?", "      tiny/one · recall · mid",
        "  What is gap?", "      tiny/gap · cloze · mid",
    ]  # fmt: skip


# -- check -----------------------------------------------------------------------------------------


def test_check_of_a_sound_deck(home) -> None:
    done = run("deck", "check", str(home / "decks" / "tiny"))
    assert (done.code, done.out, done.err) == (0, "", "tiny: 3 questions, 0 mistakes\n")


def test_check_tells_file_line_mistake_and_remedy(home) -> None:
    folder = write_deck(home, recall("one").replace("level: mid", "level: hard"))
    done = run("deck", "check", str(folder))
    assert done.code == 1
    assert done.out.startswith(f"{folder}/questions.md:8: ")
    assert done.err == (
        f"tiny: 0 questions, 1 mistake\nmlinterview: 1 to mend in {folder}\n"
    )  # fmt: skip


def test_warnings_are_no_mistakes(home) -> None:
    folder = write_deck(home, recall("one").replace("### Common mistake\n\nNone.\n", ""))
    done = run("deck", "check", str(folder))
    assert done.code == 0
    assert done.out.startswith("warning: ")


def test_warnings_are_mistakes_to_the_strict(home) -> None:
    folder = write_deck(home, recall("one").replace("### Common mistake\n\nNone.\n", ""))
    done = run("deck", "check", "--strict", str(folder))
    assert done.code == 1
    assert not done.out.startswith("warning: ")


def test_check_of_a_folder_without_decks(tmp_path, bad) -> None:
    assert bad("deck", "check", str(tmp_path)) == (
        2,
        f"{tmp_path} holds no deck: a deck is a folder of Markdown files",
    )


def test_check_needs_no_collection(home, tmp_path) -> None:
    write_deck(tmp_path, "one")
    run("--home", str(tmp_path / "new"), "deck", "check", str(tmp_path / "decks"))
    assert not (tmp_path / "new").exists()


# -- trust -----------------------------------------------------------------------------------------


def trusted(*options: str) -> bool:
    return run("deck", "trust", "tiny", *options, "--json").document["trusted"]


def runs_code() -> bool:
    return run("answer", "tiny/code", "--response", "def double(x): return x").code == 0


def test_trusted_deck_runs_its_code(home, good) -> None:
    write_deck(home, program("code"))
    assert not runs_code()
    assert good("deck", "trust", "tiny") == (
        "tiny may run the code of 1 question, as it stands now.\n"
    )
    assert runs_code()


def test_trust_that_was_taken_back(home, good) -> None:
    write_deck(home, program("code"))
    assert trusted()
    assert good("deck", "trust", "--revoke", "tiny") == "tiny may run code no more.\n"
    assert not runs_code()


def test_changed_code_has_to_be_trusted_again(home) -> None:
    write_deck(home, program("code"))
    trusted()
    write_deck(home, program("code").replace("assert double(3) == 6", "assert True"))
    assert not runs_code()
