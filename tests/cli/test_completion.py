"""The Tab key: scripts for the shells, and what they are told."""

import os
import shutil
import subprocess
import sys

import pytest
from click.shell_completion import ShellComplete
from support.decks import recall, write_deck
from support.forms import one_of

from mlinterview.frontends.cli.main import program
from mlinterview.settings import SETTINGS


@pytest.fixture(autouse=True)
def deck(home, alone) -> None:
    write_deck(home, "one", "other", recall("two", topics=["B02"]), one_of("pick"))
    write_deck(home, "three", deck="second")


def complete(line: str) -> list[str]:
    """Return what the last word of a line may become."""
    *words, incomplete = line.split(" ")
    completion = ShellComplete(program, {}, "mlinterview", "_MLINTERVIEW_COMPLETE")
    return [item.value for item in completion.get_completions(words, incomplete)]


# -- what is completed -----------------------------------------------------------------------------


def test_commands() -> None:
    assert complete("de") == ["deck", "demo"]
    assert complete("question s") == ["show", "suspend"]


@pytest.mark.parametrize(
    "line", ["answer", "question show", "question history", "question flag tiny/two"]
)
def test_question_ids(line) -> None:
    assert complete(f"{line} tiny/o") == ["tiny/one", "tiny/other"]


def test_part_of_an_id_in_capitals() -> None:
    assert complete("answer TINY/T") == ["tiny/two"]


@pytest.mark.parametrize("line", ["review --deck", "next --deck", "deck show", "deck trust"])
def test_decks(line) -> None:
    assert complete(f"{line} ") == ["second", "tiny"]


def test_topics() -> None:
    assert complete("review --topic ") == ["B02", "T"]


def test_kinds() -> None:
    assert sorted(complete("review --kind c")) == ["choice", "cloze", "code"]


@pytest.mark.parametrize("line", ["config get", "config set", "config unset"])
def test_settings(line) -> None:
    assert complete(f"{line} ") == list(SETTINGS)
    assert complete(f"{line} lea") == [name for name in SETTINGS if name.startswith("lea")]


def test_ratings() -> None:
    assert complete("answer tiny/one --rating g") == ["good"]


def test_home_of_the_line_is_used(tmp_path) -> None:
    write_deck(tmp_path, "elsewhere", deck="far")
    assert complete(f"--home {tmp_path} answer ") == ["far/elsewhere"]


def test_damaged_collection_completes_nothing_and_says_nothing(home, capfd) -> None:
    (home / "collection.sqlite3").write_bytes(b"no database" * 1000)
    assert complete("answer ") == []
    assert capfd.readouterr() == ("", "")


# -- scripts ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_script_asks_the_program(shell, good) -> None:
    assert f"_MLINTERVIEW_COMPLETE={shell}_complete" in good("completion", shell)


def test_unknown_shell(bad) -> None:
    code, message = bad("completion", "tcsh")
    assert code == 2
    assert "'tcsh' is not one of 'bash', 'zsh', 'fish'" in message


CHECKS = {"bash": ["bash", "-n"], "zsh": ["zsh", "-n"], "fish": ["fish", "--no-execute"]}


@pytest.mark.parametrize("shell", CHECKS)
def test_script_is_understood_by_its_shell(shell, tmp_path, good) -> None:
    if not shutil.which(shell):
        pytest.skip(f"{shell} is not installed")
    script = tmp_path / "script"
    script.write_text(good("completion", shell))
    subprocess.run([*CHECKS[shell], script], check=True)


@pytest.mark.skipif(not shutil.which("bash"), reason="bash is not installed")
def test_bash_completes_an_id(tmp_path, good) -> None:
    folder = tmp_path / "bin"
    folder.mkdir()
    starter = folder / "mlinterview"
    starter.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m mlinterview "$@"\n')
    starter.chmod(0o755)
    script = good("completion", "bash") + (
        "COMP_WORDS=(mlinterview answer tiny/o) COMP_CWORD=2\n"
        '_mlinterview_completion mlinterview\necho "${COMPREPLY[@]}"\n'
    )
    env = {**os.environ, "PATH": f"{folder}{os.pathsep}{os.environ['PATH']}"}
    done = subprocess.run(["bash", "-c", script], env=env, capture_output=True, text=True)
    assert (done.stdout, done.stderr) == ("tiny/one tiny/other\n", "")
