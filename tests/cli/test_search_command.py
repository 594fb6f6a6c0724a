"""Questions found by words."""

import pytest
from support.decks import recall, write_deck
from support.program import run


@pytest.fixture(autouse=True)
def deck(home, alone) -> None:
    write_deck(home, "bias", "variance", recall("both").replace("Because", "Bias, variance"))


def found(*words: str) -> list[str]:
    return [q["id"] for q in run("search", *words, "--json").document["questions"]]


def test_title_and_id_are_shown(good) -> None:
    assert good("search", "what", "bias") == (
        "What is bias?\n    tiny/bias\nWhat is both?\n    tiny/both\n"
    )


def test_all_words_have_to_occur() -> None:
    assert found("bias", "variance") == ["tiny/both"]


def test_title_comes_first() -> None:
    assert found("variance") == ["tiny/variance", "tiny/both"]


def test_case_does_not_matter() -> None:
    assert found("VARIANCE") == found("variance")


def test_limit() -> None:
    assert found("-n", "1", "variance") == ["tiny/variance"]


def test_nothing_found() -> None:
    done = run("search", "quaternion")
    assert (done.code, done.out) == (0, "")
    assert done.err == "No question holds all these words.\n"
