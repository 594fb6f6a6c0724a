"""Single keys and lines, read from the inner end of a pseudo-terminal."""

import os
import sys
from collections.abc import Iterator

import pytest

from mlinterview.frontends.keys import Left, keyboard, lines, read_key, read_line

termios = pytest.importorskip("termios")
pty = pytest.importorskip("pty")


@pytest.fixture
def outer(monkeypatch: pytest.MonkeyPatch) -> Iterator[int]:
    """Make standard input a terminal; returns the end at which somebody types."""
    outer, inner = pty.openpty()
    with open(inner, encoding="utf-8", closefd=True) as stdin:
        monkeypatch.setattr(sys, "stdin", stdin)
        yield outer
    os.close(outer)


def read_keys(count: int) -> list[str]:
    with keyboard():
        return [read_key() for _ in range(count)]


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        (b"3", "3"), (b" ", " "), (b"Q", "q"), (b"\r", "enter"), (b"\n", "enter"),
        (b"\x1b[A", "<other>"), (b"\x1bOP", "<other>"), (b"\x1b[15~", "<other>"),
        (b"\x1b[1;5C", "<other>"), (b"\x1bx", "<other>"), (b"\x1b", "<escape>"),
        ("−".encode(), "−"), ("É".encode(), "é"), (b"\t", "\t"), (b"\x1a", "\x1a"),
    ],
)  # fmt: skip
def test_key(typed, key, outer) -> None:
    with keyboard():
        os.write(outer, typed)
        assert read_key() == key


def test_keys_typed_ahead_come_one_by_one(outer) -> None:
    with keyboard():
        os.write(outer, b" 3\x1b[B 4u")
        assert read_keys(6) == [" ", "3", "<other>", " ", "4", "u"]


def test_keys_typed_between_two_questions_are_kept(outer) -> None:
    with keyboard():
        os.write(outer, b"a")
        first = read_key()
        os.write(outer, b"b")
        with lines():
            pass  # an editor that is closed at once
        assert [first, read_key()] == ["a", "b"]


@pytest.mark.parametrize("typed", [b"\x03", b"\x04"], ids=["Ctrl-C", "Ctrl-D"])
def test_key_that_leaves(typed, outer) -> None:
    mode = termios.tcgetattr(sys.stdin)
    mode[3] &= ~termios.ISIG  # no signal for the test itself
    termios.tcsetattr(sys.stdin, termios.TCSADRAIN, mode)
    with keyboard():
        os.write(outer, typed)
        with pytest.raises(Left):
            read_key()


def test_interruption_leaves(monkeypatch) -> None:
    def interrupt() -> str:
        raise KeyboardInterrupt

    monkeypatch.setattr("mlinterview.frontends.keys._next_key", interrupt)
    with pytest.raises(Left):
        read_key()


def test_terminal_that_is_gone_leaves(monkeypatch) -> None:
    outer, inner = pty.openpty()
    with open(inner, encoding="utf-8") as stdin:
        monkeypatch.setattr(sys, "stdin", stdin)
        os.close(outer)
        with pytest.raises(Left):
            read_key()


def test_file_that_is_at_its_end_leaves(tmp_path, monkeypatch) -> None:
    (tmp_path / "empty").touch()
    with (tmp_path / "empty").open() as stdin:
        monkeypatch.setattr(sys, "stdin", stdin)
        with pytest.raises(Left):
            read_key()


# -- the terminal's mode ---------------------------------------------------------------------------


def local_mode() -> tuple[bool, bool]:
    """Tell whether the terminal edits lines, and whether it shows what is typed."""
    flags = termios.tcgetattr(sys.stdin)[3]
    return bool(flags & termios.ICANON), bool(flags & termios.ECHO)


def test_mode_is_as_before_afterwards(outer) -> None:
    before = termios.tcgetattr(sys.stdin)
    with keyboard():
        assert local_mode() == (False, False)
    assert termios.tcgetattr(sys.stdin) == before


def test_mode_is_as_before_after_an_error(outer) -> None:
    before = termios.tcgetattr(sys.stdin)
    with pytest.raises(ZeroDivisionError), keyboard():
        raise ZeroDivisionError
    assert termios.tcgetattr(sys.stdin) == before


def test_lines_are_edited_and_shown_in_between(outer) -> None:
    with keyboard():
        with lines():
            assert local_mode() == (True, True)
        assert local_mode() == (False, False)


def test_without_a_terminal_there_is_no_mode_to_set(tmp_path, monkeypatch) -> None:
    (tmp_path / "file").touch()
    with (tmp_path / "file").open() as stdin:
        for stream in (stdin, None):
            monkeypatch.setattr(sys, "stdin", stream)
            with keyboard(), lines():
                pass


# -- lines -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("error", [KeyboardInterrupt, EOFError, OSError])
def test_line_that_was_given_up(error, monkeypatch, capsys) -> None:
    def give_up(prompt: str) -> str:
        raise error

    monkeypatch.setattr("builtins.input", give_up)
    assert read_line("› ") is None
    assert capsys.readouterr().out == "\n"


def test_line_without_blanks_around_it(monkeypatch) -> None:
    monkeypatch.setattr("builtins.input", lambda prompt: f"  {prompt}42 ")
    assert read_line("› ") == "› 42"


def test_beginning_of_a_line_where_lines_cannot_be_edited(monkeypatch) -> None:
    monkeypatch.setitem(sys.modules, "readline", None)
    asked = []
    monkeypatch.setattr("builtins.input", lambda prompt: asked.append(prompt) or "2")
    assert (read_line("› ", "4"), asked) == ("42", ["› 4"])
