"""The demonstrations: short, seeded, and each shows what it promises."""

import ast
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest
from support.reading import KINDS
from support.sources import ROOT

from mlinterview import demos
from mlinterview.deckfiles.folder import read_deck
from mlinterview.deckfiles.places import decks_inside
from mlinterview.errors import UnknownName

every_demo = pytest.mark.parametrize("name", demos.DEMOS)


@cache
def output(name: str, again: int = 0) -> str:
    """Return what a demonstration prints, run as a file; each has ten seconds."""
    done = subprocess.run(
        [sys.executable, "-W", "error", "-X", "utf8", demos.path(name)],
        capture_output=True, encoding="utf-8", timeout=10,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


@cache
def question_ids() -> set[str]:
    readings = (read_deck(source, KINDS) for source in decks_inside(ROOT / "decks"))
    return {question.id for reading in readings for question in reading.questions}


def test_there_are_five() -> None:
    assert list(demos.DEMOS) == ["paradigms", "backprop", "overfitting", "cnn", "pipeline"]


def test_every_program_of_the_folder_is_listed() -> None:
    files = {path.stem for path in Path(demos.__file__).parent.glob("*.py")}
    assert files - {"__init__"} == set(demos.DEMOS)


@every_demo
def test_has_fewer_than_sixty_lines(name) -> None:
    assert len(demos.source(name).splitlines()) < 60


@every_demo
def test_needs_nothing_but_numpy(name) -> None:
    tree = ast.parse(demos.source(name))
    imported = {
        (alias.name if isinstance(node, ast.Import) else node.module).partition(".")[0]
        for node in ast.walk(tree)
        if isinstance(node, ast.Import | ast.ImportFrom)
        for alias in node.names
    }
    assert imported - sys.stdlib_module_names == {"numpy"}


@every_demo
def test_same_output_twice(name) -> None:
    assert output(name) == output(name, again=1)


@every_demo
def test_fits_into_a_terminal(name) -> None:
    lines = output(name).splitlines()
    assert max(map(len, lines)) <= 80
    assert len(lines) >= 10


@every_demo
def test_says_what_it_shows(name) -> None:
    docstring = ast.get_docstring(ast.parse(demos.source(name)))
    title, _, rest = docstring.partition("\n\n")
    assert title.endswith(".")
    assert demos.shows(name) == " ".join(rest.split())
    assert 20 < len(demos.shows(name).split()) < 70


@every_demo
def test_its_questions_exist(name) -> None:
    ids = demos.DEMOS[name].questions
    assert 5 <= len(ids) == len(set(ids))
    assert set(ids) <= question_ids()


@every_demo
def test_importing_one_prints_nothing(name) -> None:
    done = subprocess.run(
        [sys.executable, "-c", f"import mlinterview.demos.{name}"], capture_output=True
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")


def test_listing_them_imports_no_numpy() -> None:
    code = "import sys, mlinterview.demos; sys.exit('numpy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code]).returncode == 0


def test_unknown_name_is_told_with_the_nearest() -> None:
    for function in (demos.find, demos.path, demos.source, demos.shows):
        with pytest.raises(UnknownName, match=r"'cn'.*did you mean cnn\?"):
            function("cn")


# -- what each of them promises --------------------------------------------------------------------


def test_two_labels_and_the_shape_of_the_data_find_the_moons() -> None:
    title = output("paradigms").splitlines()[0]
    assert title.split("%")[:3] == [
        "all 160 labels: 100",
        "       no labels: 79",
        "             2 labels: 100",
    ]


def test_reward_alone_leads_to_the_end_of_the_corridor() -> None:
    last = output("paradigms").splitlines()[-1]
    assert last.startswith("Reinforcement: >>>>>>>*")
    assert last.endswith(" 7 7 7")


def test_both_ways_to_a_gradient_agree() -> None:
    rows = [line.split() for line in output("backprop").splitlines() if line.startswith("w")]
    weights = rows[1:]
    assert len(weights) == 3 * 4 + 5
    assert max(float(row[-1]) for row in weights) < 1e-9


def test_network_learns_exclusive_or() -> None:
    assert "step 300: loss 0.0" in output("backprop")


def numbers(demo: str, start: str) -> list[float]:
    [line] = [one for one in output(demo).splitlines() if one.startswith(start)]
    return [float(number) for number in line.replace(start, " ").split()]


def test_degree_fourteen_overfits_degree_one_underfits_and_penalties_help() -> None:
    stiff, wild, ridge, lasso = numbers("overfitting", "training")
    assert wild < 0.005 < ridge < lasso < stiff
    stiff, wild, ridge, lasso = numbers("overfitting", "new data")
    assert wild > 10 * stiff
    assert max(ridge, lasso) < stiff


def test_only_the_lasso_has_weights_of_zero() -> None:
    assert numbers("overfitting", "weights of 0:")[3] >= 5
    assert numbers("overfitting", "weights of 0:")[:3] == [0, 0, 0]


def test_learning_curve_has_both_errors() -> None:
    curve = [line.partition("|")[2] for line in output("overfitting").splitlines() if "|" in line]
    assert curve[0][0] == "n"
    assert curve[-1][0] == "t"
    drawn = "".join(curve)
    assert (drawn.count("t"), drawn.count("n")) == (60, 60)


def test_network_that_slides_beats_the_linear_one() -> None:
    lines = [line for line in output("cnn").splitlines() if line.startswith("epoch")]
    last = lines[-1].replace("%", "").replace(",", "").split()
    assert int(last[3]) >= 98
    assert int(last[5]) <= 50


def test_bad_data_train_nothing_and_a_worse_model_stays_out() -> None:
    january, february, march, april = output("pipeline").splitlines()[:4]
    assert january.endswith("is live")
    assert february.endswith("Rejected; nothing trained")
    assert march.endswith("is live")
    assert april.endswith("stays out")
    live = march.partition("train: ")[2][:7]
    weeks = [line for line in output("pipeline").splitlines() if line.startswith("week")]
    assert all(line.split()[2] == live for line in weeks)


def test_alarm_comes_when_the_customers_have_changed() -> None:
    weeks = [line for line in output("pipeline").splitlines() if line.startswith("week")]
    assert ["ALARM" in line for line in weeks] == [False] * 7 + [True] * 3
