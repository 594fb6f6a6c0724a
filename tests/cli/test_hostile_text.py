"""Whatever decks, plugins and responses hold, no command sends it to the terminal as it is."""

import pytest
from support.decks import recall, write_deck
from support.hostile_text import HOSTILE, Hostile, commands_in
from support.kinds import KindPlugin
from support.program import Done, run

from mlinterview.errors import MLInterviewError
from mlinterview.frontends.cli import app
from mlinterview.plugins import Plugins

COMMANDS = [
    "", "next", "answer tiny/bad --response 1", "answer tiny/bad --rating good", "undo",
    "deck list", "deck show tiny", "deck check {home}/decks/tiny", "deck trust tiny",
    "question show tiny/bad", "question history tiny/bad", "question flag tiny/bad", "search bad",
    "plugin list", "doctor", "config list",
]  # fmt: skip


@pytest.fixture
def hostile_kind(home, alone, monkeypatch) -> None:
    """A deck whose question is presented by a hostile plugin."""
    plugin = KindPlugin(Hostile())
    monkeypatch.setattr(app, "Plugins", lambda: Plugins({"p": plugin}, discover=False))
    write_deck(home, recall("bad").replace("kind: recall", "kind: hostile"))


def harmless(done: Done) -> str:
    assert commands_in(done.out + done.err) == []
    return done.out


@pytest.mark.parametrize("command", COMMANDS)
def test_question_of_a_hostile_plugin(command, home, hostile_kind) -> None:
    run("answer", "tiny/bad", "--response", "1")
    harmless(run(*command.format(home=home).split()))


@pytest.mark.parametrize("command", COMMANDS)
def test_documents_are_ascii(command, home, hostile_kind) -> None:
    run("answer", "tiny/bad", "--response", "1")
    assert run(*command.format(home=home).split(), "--json").out.isascii()


def test_what_is_left_of_it_is_shown(hostile_kind) -> None:
    assert "Prompt gnp.exe" in harmless(run("next"))


@pytest.mark.parametrize("command", COMMANDS)
def test_hostile_deck_file(command, home) -> None:
    folder = write_deck(home, "bad")
    text = (folder / "questions.md").read_text()
    (folder / "more.md").write_text(text.replace("bad", "worse").replace("Because", HOSTILE))
    (folder / "deck.md").write_text((folder / "deck.md").read_text().replace("tests", HOSTILE))
    harmless(run(*command.format(home=home).split()))


def test_name_of_a_file_that_is_hostile(home) -> None:
    folder = home / f"x{HOSTILE.replace('/', '')}"
    folder.mkdir(parents=True)
    done = run("deck", "check", str(folder))
    assert done.code == 2
    harmless(done)


def test_response_that_is_hostile(home) -> None:
    write_deck(home, "one")
    run("answer", "tiny/one", "--rating", "good", "--response", f"mine {HOSTILE}")
    assert "mine gnp.exe" in harmless(run("question", "history", "tiny/one"))


def test_names_that_are_hostile(home) -> None:
    write_deck(home, "one")
    for command in ("answer --rating good", "question show", "next --deck", "config get", ""):
        harmless(run(*command.split(), f"x{HOSTILE}"))


def test_error_of_a_hostile_plugin(home, hostile_kind, monkeypatch) -> None:
    class Failure(MLInterviewError):
        pass

    def fail(*_: object) -> None:
        raise Failure(f"failed {HOSTILE}")

    monkeypatch.setattr(Hostile, "grade", fail)
    done = run("answer", "tiny/bad", "--response", "1")
    assert done.code != 0
    harmless(done)
