"""``mlinterview demo``: listed, run, and written to files that were not there."""

import os
import subprocess
import sys

import pytest
from click.shell_completion import ShellComplete
from support.program import run

from mlinterview import demos
from mlinterview.frontends.cli.main import program


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    """A folder to stand in, which is empty."""
    here = tmp_path / "here"
    here.mkdir()
    monkeypatch.chdir(here)
    return here


def test_list(good, home) -> None:
    listing = good("demo")
    for demo in demos.DEMOS.values():
        assert f"{demo.name:13}{demo.title}\n" in listing
    assert listing.endswith("with --open you get its program as a file.\n")
    assert not home.exists()


def test_list_as_json() -> None:
    document = run("demo", "--json").document
    assert document["schema"] == {"name": "mlinterview/demo-list", "version": 1}
    assert [demo["name"] for demo in document["demos"]] == list(demos.DEMOS)
    assert document["demos"][0]["questions"][0] == "ml-fundamentals/paradigms-training-signal"


def test_run_shows_what_is_seen_and_then_the_questions(good, home, folder) -> None:
    said = good("demo", "pipeline")
    title, shows, output = said.split("\n\n")[:3]
    assert title == demos.DEMOS["pipeline"].title
    assert shows == demos.shows("pipeline")
    assert output.startswith("January   validate: good; train: ")
    assert said.endswith("    mlops/mlops-monitor-delayed-labels\n")
    assert not home.exists()
    assert list(folder.iterdir()) == []


def test_one_as_json_is_not_run() -> None:
    document = run("demo", "cnn", "--json").document
    assert document["source"] == demos.source("cnn")
    assert document["shows"] == demos.shows("cnn")


def test_what_lies_in_the_folder_is_not_imported(good, folder) -> None:
    (folder / "numpy.py").write_text("raise SystemExit(9)")
    assert "week" in good("demo", "pipeline")


def test_open_writes_the_program(good, folder) -> None:
    assert good("demo", "cnn", "--open") == "Written to cnn.py. Run it with `python cnn.py`.\n"
    assert (folder / "cnn.py").read_text(encoding="utf-8") == demos.source("cnn")


def test_written_program_runs(good, folder) -> None:
    good("demo", "backprop", "--to", "mine.py")
    env = {**os.environ, "PYTHONPATH": ""}
    done = subprocess.run([sys.executable, "mine.py"], cwd=folder, env=env, capture_output=True)
    assert done.returncode == 0
    assert b"step 300" in done.stdout


def test_existing_file_is_not_written_over(bad, folder) -> None:
    (folder / "cnn.py").write_text("dear")
    assert bad("demo", "cnn", "--open") == (
        2,
        "cnn.py exists already: choose another file with --to FILE",
    )
    assert (folder / "cnn.py").read_text() == "dear"


def test_file_that_cannot_be_written(bad) -> None:
    code, message = bad("demo", "cnn", "--to", "nowhere/cnn.py")
    assert (code, message) == (
        1,
        "nowhere/cnn.py cannot be written (No such file or directory): "
        "choose another file with --to FILE",
    )


def test_written_as_json(folder) -> None:
    document = run("demo", "cnn", "--to", "mine.py", "--json").document
    assert (document["name"], document["path"]) == ("cnn", "mine.py")
    assert (folder / "mine.py").exists()


def test_open_without_a_name(bad) -> None:
    code, message = bad("demo", "--open")
    assert code == 2
    assert "Give one of paradigms, backprop" in message


def test_unknown_name(bad) -> None:
    assert bad("demo", "pipelines") == (
        2,
        "there is no demonstration 'pipelines' (did you mean pipeline?): "
        "there are paradigms, backprop, overfitting, cnn, pipeline",
    )


def test_program_that_fails_is_told_in_one_line(tmp_path, monkeypatch) -> None:
    broken = tmp_path / "broken.py"
    broken.write_text("print('begun')\nraise ValueError('no luck')\n")
    monkeypatch.setattr(demos, "path", lambda _: broken)
    monkeypatch.setattr(demos, "shows", lambda _: "It fails.")
    done = run("demo", "cnn")
    assert done.code == 1
    assert done.out.endswith("begun\n")
    assert done.err == (
        "mlinterview: the program failed (ValueError: no luck): "
        "try it with `mlinterview demo cnn --open`\n"
    )


def test_names_are_completed() -> None:
    completion = ShellComplete(program, {}, "mlinterview", "_MLINTERVIEW_COMPLETE")
    names = [item.value for item in completion.get_completions(["demo"], "p")]
    assert names == ["paradigms", "pipeline"]
