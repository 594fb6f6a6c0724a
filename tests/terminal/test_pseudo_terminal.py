"""The real program in a real terminal."""

import pytest
from support.decks import write_deck
from support.studying import AGAIN, GOOD, opened

terminals = pytest.importorskip("support.terminals")
in_terminal = terminals.in_terminal

ENV = {"MLINTERVIEW_DISABLE_PLUGINS": "*"}


@pytest.fixture(autouse=True)
def deck(home) -> None:
    write_deck(home, "one", "two", "three")


def ratings(home) -> dict[str, list]:
    with opened(home) as collection:
        return {
            card: [review.rating for review in collection.history(card)]
            for card in collection.library.ids()
        }


def answer_two(terminal) -> str:
    """Answer two cards with single keys; returns what is seen from the first card on."""
    seen = terminal.wait_for("q leave")
    terminal.type(" ")
    seen += terminal.wait_for("? help")
    terminal.type("3")
    seen += terminal.wait_for("Last card: Good, again in 10m.")
    terminal.type(" ")
    seen += terminal.wait_for("The answer to two.")
    terminal.type("1")
    return seen + terminal.wait_for("Last card: Again, again in 1m.")


def test_two_cards_are_answered_with_single_keys(home) -> None:
    with in_terminal(env=ENV) as (process, terminal):
        terminal.wait_for("Press Enter to start, any other key to leave.")
        terminal.type("\r")
        seen = answer_two(terminal)
        terminal.type("q")
        seen += terminal.rest()
        assert process.wait() == 0
    assert "The answer to one." in seen
    assert "2 answers in " in seen
    assert ratings(home) == {"tiny/one": [GOOD], "tiny/two": [AGAIN], "tiny/three": []}


def test_keys_typed_ahead_are_neither_lost_nor_shown(home) -> None:
    with in_terminal("review", env=ENV) as (process, terminal):
        terminal.wait_for("q leave")
        terminal.type(" 4 4 4x")
        assert "4 4" not in terminal.rest()
        assert process.wait() == 0
    assert [len(one) for one in ratings(home).values()] == [1, 1, 1]


def test_ctrl_c_ends_with_the_summary(home) -> None:
    with in_terminal("review", env=ENV) as (process, terminal):
        answer_two(terminal)
        terminal.type("\x03")
        assert "2 answers in " in terminal.rest()
        assert process.wait() == 0
    assert ratings(home)["tiny/one"] == [GOOD]


def test_closed_window_loses_nothing(home) -> None:
    with in_terminal("review", env=ENV) as (process, terminal):
        answer_two(terminal)
        terminal.hang_up()
        process.wait()
    assert ratings(home) == {"tiny/one": [GOOD], "tiny/two": [AGAIN], "tiny/three": []}


def test_typed_line_can_be_edited(home) -> None:
    with in_terminal("review", env=ENV) as (process, terminal):
        terminal.wait_for("q leave")
        terminal.type("t")
        terminal.wait_for("› ")
        terminal.type("The answer to twx\x7f\x7f\x7fone.\r")
        assert "Correct." in terminal.wait_for("? help")
        terminal.type("q")
        terminal.rest()
        assert process.wait() == 0


@pytest.mark.parametrize("key", ["x", "\x03", "\x04"], ids=["x", "Ctrl-C", "Ctrl-D"])
def test_any_other_key_leaves_the_overview(key) -> None:
    with in_terminal(env=ENV) as (process, terminal):
        terminal.wait_for("any other key to leave.")
        terminal.type(key)
        assert "q leave" not in terminal.rest()
        assert process.wait() == 0


def test_lines_are_broken_between_words() -> None:
    with in_terminal("config", "list", columns=30, env=ENV) as (_, terminal):
        seen = terminal.rest()
    assert "    waits before a new card is\n    shown again on its first\n    day\n" in seen


def test_messages_are_broken_between_words() -> None:
    with in_terminal("config", "get", "fuz", columns=30, env=ENV) as (_, terminal):
        seen = terminal.rest()
    assert seen == "mlinterview: there is no\nsetting 'fuz': see\n`mlinterview config list`\n"


def test_answer_on_standard_input_is_asked_for_on_standard_error(home) -> None:
    with in_terminal("answer", "tiny/one", "--response", "-", env=ENV) as (process, terminal):
        terminal.wait_for("Type your answer, end with Ctrl-D:")
        terminal.type("The answer to one.\n\x04")
        assert "Correct." in terminal.rest()
        assert process.wait() == 0
    assert ratings(home)["tiny/one"] == [GOOD]
