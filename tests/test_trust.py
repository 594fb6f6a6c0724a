"""A deck's code runs only if the learner trusts it as it stands; an installed plugin's always may."""

from pathlib import Path

import pytest
from support import forms
from support.decks import write_deck
from support.installing import install_deck_plugin
from support.studying import opened

from mlinterview import trust
from mlinterview.collection import Collection
from mlinterview.errors import UnknownName, Untrusted
from mlinterview.model.kinds import Outcome
from mlinterview.plugins import Plugins

RIGHT = "def double(x):\n    return 2 * x\n"
TWO = forms.program("two").replace("double(3) == 6", "double(1) == 2")


def graded(home: Path, card: str = "tiny/one", response: str = RIGHT) -> Outcome | None:
    with opened(home) as collection:
        verdict = collection.grade(collection.show(card), response)
        return None if verdict is None else verdict.outcome


def trusted(home: Path) -> bool:
    with opened(home) as collection:
        return trust.is_trusted(collection, "tiny")


@pytest.fixture
def deck(home: Path) -> Path:
    """A deck of the learner's own, with code, that is trusted."""
    folder = write_deck(home, forms.program("one"), forms.number("n"))
    with opened(home) as collection:
        trust.trust(collection, "tiny")
    return folder / "questions.md"


def change(deck: Path, old: str, new: str) -> None:
    text = deck.read_text()
    assert old in text
    deck.write_text(text.replace(old, new))


def test_own_deck_is_not_trusted_to_begin_with(home: Path) -> None:
    write_deck(home, forms.program("one"))
    with pytest.raises(Untrusted) as caught:
        graded(home)
    assert str(caught.value) == (
        "the deck 'tiny' is not trusted to run code, or its code has changed: "
        "look at it, then run `mlinterview deck trust tiny`"
    )


def test_code_of_an_untrusted_deck_does_not_run(home: Path, tmp_path: Path) -> None:
    canary = tmp_path / "canary"
    evil = f"open({str(canary)!r}, 'w')\n\ndef test_three"
    write_deck(home, forms.program("one").replace("def test_three", evil))
    with opened(home) as collection:
        shown = collection.show("tiny/one")
        with pytest.raises(Untrusted):
            collection.grade(shown, RIGHT)
        session = collection.session()
        with pytest.raises(Untrusted):
            session.attempt(RIGHT)
        assert (session.revealed, session.summary.answers) == (False, [])
        session.reveal()
        session.rate()
    assert not canary.exists()


def test_trusted_deck_runs(home: Path, deck: Path) -> None:
    assert graded(home) is Outcome.CORRECT


def test_trust_is_told_in_numbers_of_questions(home: Path) -> None:
    write_deck(home, forms.program("one"), forms.number("n"), TWO, forms.typed("r"))
    with opened(home) as collection:
        assert trust.trust(collection, "tiny") == 2


def test_kinds_without_code_need_no_trust(home: Path) -> None:
    write_deck(home, forms.program("one"), forms.number("n"), forms.one_of("c"))
    assert graded(home, "tiny/n", "-1") is Outcome.WRONG
    assert graded(home, "tiny/c", "1") is not None


CHANGES = {
    "tests": ("double(3) == 6", "double(3) == 7"),
    "words of a test": ("Doubles three.", "Doubles 3."),
    "solution": ("return 2 * x", "return x + x"),
    "wrong solution": ("return x * x", "return x ** 2"),
    "starter": ("    ...", "    pass"),
    "function": ("double", "twice"),
    "time": ("function: double", "function: double\nseconds: 60"),
    "another question": ("## The title of n", f"{TWO}\n## The title of n"),
}


@pytest.mark.parametrize("what", CHANGES)
def test_change_of_code_is_asked_again(home: Path, deck: Path, what: str) -> None:
    change(deck, *CHANGES[what])
    assert not trusted(home)
    with opened(home) as collection:
        trust.trust(collection, "tiny")
    assert trusted(home)


NO_CHANGES = {
    "lines above": ("# Questions", "# Questions\n\nA word to the reader.\n\n"),
    "prompt": ("Write `double(x)`.", "Write a function\n\n`double(x)`."),
    "explanation": ("Because.", "Because of\n\nthis."),
    "title": ("The title of one", "Another title"),
    "question of another kind": ("How many are", "How much is"),
    "question added": ("# Questions", f"# Questions\n\n{forms.typed('r')}"),
    "question removed": (forms.number("n").strip(), ""),
}


@pytest.mark.parametrize("what", NO_CHANGES)
def test_change_of_anything_else_is_not_asked_again(home: Path, deck: Path, what: str) -> None:
    change(deck, *NO_CHANGES[what])
    assert trusted(home)


def test_code_that_comes_back_is_trusted_again(home: Path, deck: Path) -> None:
    change(deck, "double(3) == 6", "double(3) == 7")
    assert not trusted(home)
    change(deck, "double(3) == 7", "double(3) == 6")
    assert trusted(home)


def test_trust_is_taken_back(home: Path, deck: Path) -> None:
    with opened(home) as collection:
        trust.distrust(collection, "tiny")
    assert not trusted(home)
    with pytest.raises(Untrusted):
        graded(home)


def test_trust_is_for_one_deck(home: Path, deck: Path) -> None:
    write_deck(home, forms.program("one"), deck="other")
    with opened(home) as collection:
        assert not trust.is_trusted(collection, "other")


def test_deck_that_is_not_there_cannot_be_trusted(home: Path) -> None:
    with opened(home) as collection, pytest.raises(UnknownName):
        trust.trust(collection, "missing")


def test_details_named_lines_are_code_unless_they_are_numbers() -> None:
    details = {"lines": {"tests": 7}, "line": 3, "code": [{"line": 9, "lines": ["import os"]}]}
    assert trust._without_lines(details) == {"code": [{"lines": ["import os"]}]}


def test_trust_is_not_in_the_log(home: Path, deck: Path) -> None:
    with opened(home) as collection, collection.database.reading() as connection:
        for table in ("reviews", "events"):
            assert connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0] == 0


def test_plugins_deck_is_trusted(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    install_deck_plugin(tmp_path / "site", "trusted", fine=forms.program("one"))
    monkeypatch.syspath_prepend(tmp_path / "site")
    monkeypatch.delenv("MLINTERVIEW_DISABLE_PLUGINS", raising=False)
    with Collection(home, plugins=Plugins()) as collection:
        assert trust.is_trusted(collection, "fine")
        trust.distrust(collection, "fine")
        assert trust.is_trusted(collection, "fine")
        verdict = collection.grade(collection.show("fine/one"), RIGHT)
    assert verdict is not None
    assert verdict.outcome is Outcome.CORRECT


def test_own_deck_does_not_inherit_a_plugins_trust(home: Path, tmp_path: Path) -> None:
    write_deck(home, forms.program("one"), deck="fine")
    with opened(home) as collection:
        assert not trust.is_trusted(collection, "fine")
