"""IPython in a terminal: the review runs in it, and the prompt is what it was when it is left."""

import os
import pty
import subprocess
import sys
import termios
from collections.abc import Iterator
from pathlib import Path

import pytest
from support.decks import write_deck
from support.forms import program
from support.terminals import Terminal

from mlinterview.collection import Collection


@pytest.fixture
def prompt(home: Path, tmp_path: Path) -> Iterator[Terminal]:
    """IPython at a terminal, with the magics loaded."""
    write_deck(home, "a", "b", program("c"))
    outer, inner = pty.openpty()
    termios.tcsetwinsize(inner, (40, 100))
    process = subprocess.Popen(
        [sys.executable, "-m", "IPython", "--simple-prompt", "--no-banner", "--colors=NoColor",
         "--HistoryManager.enabled=False", "--ext=mlinterview"],
        stdin=inner, stdout=inner, stderr=inner, start_new_session=True,
        env={**os.environ, "TERM": "xterm", "IPYTHONDIR": str(tmp_path / "ipython"),
             "MLINTERVIEW_DISABLE_PLUGINS": "*"},
    )  # fmt: skip
    os.close(inner)
    terminal = Terminal(outer)
    try:
        terminal.wait_for("In [1]:")
        yield terminal
    finally:
        terminal.hang_up()
        process.kill()
        process.wait()


def reps() -> int:
    with Collection() as collection:
        return collection.card("tiny/a").reps


def test_review_runs_and_is_over_when_it_is_left(prompt: Terminal) -> None:
    prompt.type("%mlquiz tiny\n")
    prompt.wait_for("space reveal")
    prompt.type(" ")
    prompt.wait_for("space Good")
    prompt.type("3")
    prompt.wait_for("What is b?")
    prompt.type("q")
    prompt.wait_for("In [2]:")
    assert reps() == 1
    prompt.type("6 * 7\n")
    assert "42" in prompt.wait_for("In [3]:")
    # nothing of the review is left that a command could answer by accident
    prompt.type("%mlquiz good\n")
    assert "no quiz is running" in prompt.wait_for("In [4]:")
    prompt.type("%mlquiz undo\n")
    told = prompt.wait_for("In [5]:")
    assert "Taken back: tiny/a." in told
    assert "What is" not in told
    assert reps() == 0


def test_text_cards_and_programs_work_there_too(prompt: Terminal) -> None:
    prompt.type("%mlquiz --plain\n")
    assert "%mlquiz reveal" in prompt.wait_for("In [2]:")
    prompt.type("%mlquiz code\n")
    assert "%%mlquiz answer" in prompt.wait_for("In [3]:")
