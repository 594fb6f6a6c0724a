"""The notebook without ``mlinterview[notebook]``: text cards, and a word about how to get the others."""

import pytest
from support.decks import write_deck
from support.shells import kernel_shell

HOW = '%pip install "mlinterview[notebook]"'


@pytest.fixture
def shell(home, monkeypatch):
    write_deck(home, "a", "b")
    needed = ("a_module_that_is_nowhere",)
    monkeypatch.setattr("mlinterview.frontends.notebook.surroundings.NEEDED", needed)
    with kernel_shell(monkeypatch) as started:
        yield started


def test_plain_card_comes_and_how_to_get_the_other_is_said_once(shell) -> None:
    first = shell.run("%mlquiz")
    assert "What is a?" in first
    assert HOW in first
    second = shell.run("%mlquiz")
    assert "What is a?" in second
    assert HOW not in second


def test_who_asks_for_text_is_not_told_how_to_get_anything_else(shell) -> None:
    assert HOW not in shell.run("%mlquiz --plain")


def test_who_asks_for_the_card_is_told_what_is_missing(shell) -> None:
    told = shell.run("%mlquiz --frontend widget")
    assert "the card needs an extra" in told
    assert HOW in told
