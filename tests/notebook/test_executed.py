"""Notebooks that a program executes: one static card, no widget, nothing that waits for an answer."""

import subprocess
import sys

import nbformat
import pytest
from support.decks import write_deck
from support.forms import one_of, program
from support.notebooks import executed, kernel_environment, notebook, texts

from mlinterview.collection import Collection
from mlinterview.model.reviews import Rating
from mlinterview.trust import trust


@pytest.fixture
def outputs(home):
    write_deck(home, "a", one_of("b"), program("c"))
    with Collection() as collection:
        trust(collection, "tiny")
    return executed(
        "%load_ext mlinterview",
        "%mlquiz",
        "import sys\nprint([m for m in ('anywidget', 'ipywidgets', 'rich.markdown') if m in sys.modules])",
        "def double(x):\n    return 2 * x",
        "import mlinterview\nmlinterview.check('tiny/c')",
        "mlinterview.check('tiny/c')",
        "mlinterview.quiz(plain=True)",
        home=home,
    )


def test_static_card_and_what_it_imports(outputs) -> None:
    _, card, imported, *_ = outputs
    assert "What is a?" in texts(card)
    assert "Run this notebook in Jupyter to answer." in texts(card)
    assert [set(output["data"]) for output in card] == [{"text/plain", "text/markdown"}]
    assert texts(imported).strip() == "[]"


def test_function_of_another_cell_is_checked_and_recorded_once(outputs) -> None:
    *_, first, second, _ = outputs
    assert "✓ Doubles three." in texts(first)
    assert "Good: it comes back in" in texts(first)
    assert "This answer was recorded today already." in texts(second)
    with Collection() as collection:
        assert collection.card("tiny/c").reps == 1


def test_quiz_as_an_object_shows_itself(outputs) -> None:
    assert "What is a?" in texts(outputs[-1])


def test_outputs_are_valid_notebook_format(outputs) -> None:
    cells = [nbformat.v4.new_code_cell("x", outputs=one) for one in outputs]
    nbformat.validate(nbformat.v4.new_notebook(cells=cells))


def test_two_notebooks_and_a_terminal_at_once(home, tmp_path) -> None:
    write_deck(home, *"abcdefgh")
    answers = ("%mlquiz reveal", "%mlquiz good") * 3
    with Collection() as terminal:
        terminal.library.ids()
        running = []
        for name in ("one", "two"):
            path = tmp_path / f"{name}.ipynb"
            cells = notebook("%load_ext mlinterview", "%mlquiz --plain -n 3", *answers)
            nbformat.write(cells, path)
            command = [sys.executable, "-m", "jupyter", "execute", str(path)]
            running.append(subprocess.Popen(command, env=kernel_environment(home)))
        given = 0
        while any(one.poll() is None for one in running):
            terminal.record(terminal.show("tiny/h"), Rating.AGAIN)
            given += 1
        assert [one.returncode for one in running] == [0, 0]
        with terminal.database.reading() as connection:
            (count,) = connection.execute("SELECT count(*) FROM reviews").fetchone()
    assert count == 6 + given
