"""``%mlquiz`` in an IPython shell."""

from typing import Any

import pytest
from IPython.core.completer import provisionalcompleter
from IPython.core.error import UsageError
from IPython.core.interactiveshell import InteractiveShell
from IPython.utils.capture import capture_output
from support.decks import write_deck
from support.forms import number, one_of, program, several_of
from traitlets.config import Config

from mlinterview.collection import Collection
from mlinterview.frontends.notebook.arguments import COMMANDS
from mlinterview.trust import trust


class Shell:
    """A shell with the extension loaded, and what it displayed last."""

    def __init__(self) -> None:
        config = Config()
        config.HistoryManager.enabled = False
        self.ip = InteractiveShell(config=config)
        self.ip.run_line_magic("load_ext", "mlinterview")

    def run(self, source: str) -> str:
        """Run a cell; return what it printed and displayed, as plain text."""
        with capture_output() as captured:
            done = self.ip.run_cell(source)
        texts = [captured.stdout, *(o.data["text/plain"] for o in captured.outputs)]
        if done.error_in_exec is not None:
            texts.append(str(done.error_in_exec))
        return "\n".join(text for text in texts if text)

    @property
    def magics(self) -> Any:
        return self.ip.magics_manager.registry["QuizMagics"]


@pytest.fixture
def shell(home, monkeypatch):
    monkeypatch.setenv("MLINTERVIEW_DISABLE_PLUGINS", "*")
    write_deck(home, "a", "b", one_of("c"), several_of("d"), number("e"), program("f"))
    with Collection() as collection:
        trust(collection, "tiny")
    made = Shell()
    yield made
    if "collection" in made.magics.__dict__:
        made.magics.collection.close()
    InteractiveShell.clear_instance()


@pytest.fixture
def plain(shell, monkeypatch) -> Shell:
    """The same with a kernel behind it, as far as front ends look."""

    class Kernel:
        def get_parent(self, _: str) -> dict[str, Any]:
            return {"content": {"allow_stdin": True}}

    monkeypatch.setattr("mlinterview.frontends.notebook.surroundings.shell", lambda: shell.ip)
    monkeypatch.setattr(shell.ip, "kernel", Kernel(), raising=False)
    return shell


def reviews() -> list[tuple[str, int]]:
    with Collection() as collection, collection.database.reading() as connection:
        rows = connection.execute("SELECT card_id, rating FROM reviews ORDER BY reviewed_at")
        return [tuple(row) for row in rows]


def test_help_names_every_command(shell) -> None:
    told = shell.run("%mlquiz --help")
    assert [name for name in COMMANDS if f"%mlquiz {name}" not in told] == []


def test_question_mark_shows_the_help(shell) -> None:
    assert "--minutes" in (shell.ip.find_line_magic("mlquiz").__doc__ or "")


def test_nothing_fits_here_is_said(shell) -> None:
    assert "nothing here can show a quiz" in shell.run("%mlquiz")


def test_plain_card_is_answered_with_commands(plain) -> None:
    assert "What is a?" in plain.run("%mlquiz --plain")
    assert "The answer to a." in plain.run("%mlquiz reveal")
    assert "Good: it comes back in" in plain.run("%mlquiz good")
    assert reviews() == [("tiny/a", 3)]


@pytest.mark.parametrize(("word", "rating"), [("again", 1), ("hard", 2), ("good", 3), ("easy", 4)])
def test_ratings(plain, word: str, rating: int) -> None:
    plain.run("%mlquiz --plain")
    plain.run("%mlquiz reveal")
    plain.run(f"%mlquiz {word}")
    assert [given for _, given in reviews()] == [rating]


def test_answer_is_graded(plain) -> None:
    plain.run("%mlquiz --plain --kind numeric")
    prompt = plain.magics.quiz.shown.presentation.prompt
    assert "Correct." in plain.run(f"%mlquiz answer {int(prompt.split()[3]) + 1}")


def test_several_options_are_answered_with_blanks_between(plain) -> None:
    plain.run("%mlquiz --plain --kind choice -n 9")
    while not plain.magics.quiz.shown.presentation.several:
        plain.run("%mlquiz bury")
    options = plain.magics.quiz.shown.presentation.options
    right = [str(n) for n, text in enumerate(options, start=1) if text != "gamma"]
    assert "Correct." in plain.run(f"%mlquiz answer {' '.join(right)}")


def test_answer_is_seen_by_another_program_at_once_and_the_other_way_round(plain) -> None:
    plain.run("%mlquiz --plain")
    plain.run("%mlquiz reveal")
    plain.run("%mlquiz easy")
    with Collection() as other:
        assert other.card("tiny/a").reps == 1
        other.undo()
    assert "What is a?" in plain.run("%mlquiz --plain")


def test_topic_deck_and_limits_choose_what_is_asked(plain) -> None:
    assert "1 of 2 · tiny · T" in plain.run("%mlquiz t tiny -n 2 --plain")


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("NOPE", "'NOPE' is no topic, deck or command"),
        ("--frob", "No such option"),
        ("-n none", "'none' is not a valid integer"),
        ("--kind song", "song"),
        ('"open', "close the quotation mark"),
        ("--ahead --cram", "exclude each other"),
        ("--frontend frob", "is not known"),
        ("reveal now", "takes nothing more"),
        ("good", "no quiz is running"),
    ],
)
def test_mistakes_are_one_line(plain, line: str, said: str) -> None:
    with pytest.raises(UsageError) as raised:
        plain.ip.run_line_magic("mlquiz", line)
    assert said in str(raised.value)
    assert "\n" not in str(raised.value)


def test_variables_are_not_put_into_the_line(plain) -> None:
    plain.run("x = 'EVA'")
    assert "'{x}' is no topic" in plain.run("%mlquiz {x}")
    assert "'$x' is no topic" in plain.run("%mlquiz $x")


def test_undo_takes_back_what_was_done_in_a_terminal(plain) -> None:
    with Collection() as other:
        shown = other.show("tiny/a")
        other.record(shown, other.preview(shown).__iter__().__next__())
    assert "Taken back: tiny/a." in plain.run("%mlquiz undo")
    assert reviews_that_count() == 0


def reviews_that_count() -> int:
    with Collection() as collection:
        return len(collection.history("tiny/a"))


def test_stop_shows_a_summary(plain) -> None:
    plain.run("%mlquiz --plain")
    plain.run("%mlquiz reveal")
    plain.run("%mlquiz good")
    told = plain.run("%mlquiz stop")
    assert "1 answer in" in told
    assert "What is a?" in told


def test_stats(plain) -> None:
    assert "not seen yet" in plain.run("%mlquiz stats")


def test_code_makes_a_cell_and_the_cell_is_tested(plain) -> None:
    told = plain.run("%mlquiz code")
    assert "Write double(x)." in told.replace("`", "")
    assert plain.ip.rl_next_input.startswith("%%mlquiz answer\ndef double(x):")
    wrong = plain.run("%%mlquiz answer\ndef double(x):\n    return x")
    assert "✗ Doubles three." in wrong
    assert reviews() == []
    right = plain.run("%%mlquiz answer\ndef double(x):\n    return 2 * x")
    assert "✓ Doubles three." in right
    assert "Good: it comes back in" in right
    assert reviews() == [("tiny/f", 3)]


def test_program_runs_as_an_ordinary_cell(plain) -> None:
    plain.run("%mlquiz code")
    plain.run("%%mlquiz answer\ndef double(x):\n    return 2 * x\nkept = double(4)")
    assert plain.ip.user_ns["kept"] == 8


def test_program_that_fails_keeps_its_traceback_and_is_not_tested(plain) -> None:
    plain.run("%mlquiz code")
    told = plain.run("%%mlquiz answer\nraise ZeroDivisionError('mine')")
    assert "ZeroDivisionError" in told
    assert "Nothing was recorded" in told


def test_program_may_use_names_of_other_cells(plain) -> None:
    plain.run("import math as m\nfactor = 2\ndef times(a, b):\n    return m.prod([a, b])")
    plain.run("%mlquiz code")
    right = plain.run("%%mlquiz answer\ndef double(x):\n    return times(factor, x)")
    assert "✓ Doubles three." in right


def test_question_that_takes_no_program_says_so(plain) -> None:
    plain.run("%mlquiz --plain --kind recall")
    assert "takes no program" in plain.run("%%mlquiz answer\nx = 1")


@pytest.mark.parametrize(
    ("line", "offered"),
    [
        ("%mlquiz re", "reveal"),
        ("%mlquiz ti", "tiny"),
        ("%mlquiz T -", "--minutes"),
        ("%mlquiz --kind nu", "numeric"),
        ("%mlquiz --level s", "senior"),
        ("%mlquiz --frontend pl", "plain"),
        ("%mlquiz demo pi", "pipeline"),
        ("%%mlquiz a", "answer"),
    ],
)
def test_tab_completes(shell, line: str, offered: str) -> None:
    with provisionalcompleter():
        found = [one.text for one in shell.ip.Completer.completions(line, len(line))]
    assert offered in found


def test_demonstration_is_put_into_a_new_cell(plain) -> None:
    assert "%mlquiz demo backprop" in plain.run("%mlquiz demo")
    told = plain.run("%mlquiz demo backprop")
    assert "neural-nets/backprop-by-hand" in told
    assert "step 300: loss" in plain.run(plain.ip.rl_next_input)
    assert "there is no demonstration 'backpro'" in plain.run("%mlquiz demo backpro")


def test_new_quiz_stops_the_one_before(plain) -> None:
    plain.run("%mlquiz --plain")
    first = plain.magics.quiz
    plain.run("%mlquiz --plain")
    assert first.over
