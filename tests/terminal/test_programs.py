"""Programs, written in the learner's editor and tried as often as wanted."""

import json
import os

import pytest
from support.forms import program
from support.studying import AGAIN, GOOD, HARD
from support.typist import last_review, play

from mlinterview.collection import Collection
from mlinterview.trust import trust

pytestmark = pytest.mark.skipif(os.name == "nt", reason="the editor is a shell script")

RIGHT = "def double(x):\n    return x + x\n"
WRONG = "def double(x):\n    return x\n"


@pytest.fixture
def collection(deck) -> Collection:
    """A deck that is trusted to run its code."""
    collection = deck(program("code"))
    trust(collection, "tiny")
    return collection


def test_right_program(collection, editor) -> None:
    editor(RIGHT)
    seen = play(collection, "e", " ", "q")
    assert "Running the tests …\n" in seen.text
    assert "\nCorrect.\n✓ Doubles three.\n" in seen.text
    assert seen.answers == [("tiny/code", GOOD)]
    assert last_review(collection, "tiny/code").response == RIGHT


def test_wrong_program_may_be_mended(collection, editor) -> None:
    editor(WRONG)
    seen = play(collection, "e", lambda: editor(RIGHT), "e", " ", "q")
    first, _, second = seen.text.partition("✗ Doubles three.")
    assert "A program" not in first
    assert "✓ Doubles three." in second
    assert seen.answers == [("tiny/code", GOOD)]
    verdict = json.loads(last_review(collection, "tiny/code").verdict)
    assert (verdict["outcome"], verdict["parts"]["attempts"]) == ("correct", 2)


def test_solution_is_not_shown_after_a_wrong_program(collection, editor) -> None:
    editor(WRONG)
    seen = play(collection, "e")
    assert not seen.session.revealed
    assert "return 2 * x" not in seen.text


def test_giving_up_shows_the_solution(collection) -> None:
    seen = play(collection, " ", " ", "q")
    assert "return 2 * x" in seen.text
    assert seen.answers == [("tiny/code", AGAIN)]


def test_hints_come_one_by_one(collection) -> None:
    seen = play(collection, "h", "h", "h")
    order = [seen.text.index(words) for words in ("Multiply.", "By two.", "no more hints.")]
    assert order == sorted(order)


def test_right_with_a_hint_is_hard(collection, editor) -> None:
    editor(RIGHT)
    seen = play(collection, "h", "e", " ", "q")
    assert "\nPartly correct.\n" in seen.text
    assert seen.answers == [("tiny/code", HARD)]


def test_editor_begins_with_the_starter(collection, tmp_path, monkeypatch) -> None:
    script = tmp_path / "editor"
    script.write_text(f'#!/bin/sh\ncp "$1" "{tmp_path}/begun"\n')
    script.chmod(0o755)
    monkeypatch.setenv("VISUAL", str(script))
    play(collection, "e")
    assert (tmp_path / "begun").read_text() == "def double(x):\n    ...\n"


def test_editor_goes_on_with_the_last_program(collection, editor, tmp_path, monkeypatch) -> None:
    editor(WRONG)
    copying = tmp_path / "copying"
    copying.write_text(f'#!/bin/sh\ncp "$1" "{tmp_path}/begun"\n')
    copying.chmod(0o755)
    play(collection, "e", lambda: monkeypatch.setenv("EDITOR", str(copying)), "e")
    assert (tmp_path / "begun").read_text() == WRONG


def test_editor_that_saves_nothing_changes_nothing(collection, monkeypatch) -> None:
    monkeypatch.setenv("VISUAL", "true")
    seen = play(collection, "e")
    assert "Running" not in seen.text
    assert seen.session.shown.card.card_id == "tiny/code"


def test_editor_that_is_not_there(collection, monkeypatch) -> None:
    monkeypatch.setenv("VISUAL", "no-such-editor")
    seen = play(collection, "e")
    assert "; set EDITOR to your editor.\n" in seen.text
    assert not seen.session.revealed


def test_deck_that_is_not_trusted(deck, editor) -> None:
    editor(RIGHT)
    seen = play(deck(program("code")), "e")
    told = " ".join(seen.text.split())
    assert "the deck 'tiny' is not trusted to run code" in told
    assert "run `mlinterview deck trust tiny`" in told
    assert not seen.session.revealed
