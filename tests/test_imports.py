"""What a start of the program imports: only what the command at hand needs."""

import json
import subprocess
import sys

import pytest
from support.decks import DECK, write_deck

RECORDED = """
import json, sys
sys.argv = ["mlinterview", *{arguments!r}]
tried = []
class Recorder:
    # asked for each module before any other finder, so that one that is not installed shows too
    def find_spec(self, name, path=None, target=None):
        tried.append(name)
sys.meta_path.insert(0, Recorder())
try:
    {code}
finally:
    print(json.dumps(tried), file=sys.stderr)
"""
MAIN = "from mlinterview.frontends.cli.main import main; main()"
SLOW = (
    "IPython",
    "anywidget",
    "ipywidgets",
    "markdown_it",
    "rich.markdown",
    "sqlite_utils",
    "yaml",
)


def tried(code: str, *arguments: str) -> set[str]:
    """Return the modules that Python was asked for in a process of its own."""
    script = RECORDED.format(arguments=arguments, code=code)
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return set(json.loads(done.stderr.splitlines()[-1]))


def slow(modules: set[str]) -> list[str]:
    return [name for name in SLOW if name in modules]


@pytest.mark.parametrize("arguments", [["--help"], ["--version"], ["review", "--help"]])
def test_help_imports_nothing_slow(arguments: list[str]) -> None:
    assert slow(tried(MAIN, *arguments)) == []


def test_package_imports_no_other_package() -> None:
    packages = {name.partition(".")[0] for name in tried("import mlinterview")}
    assert packages - sys.stdlib_module_names == {"mlinterview"}


def test_package_imports_none_of_its_modules() -> None:
    assert {name for name in tried("import mlinterview") if "mlinterview" in name} == {
        "mlinterview"
    }


def test_deck_plugin_imports_nothing_slow() -> None:
    modules = tried("import mlinterview_mlops")
    assert slow(modules) == []
    assert not modules & {"click", "rich", "fsrs", "sqlite3"}


def test_kit_for_plugin_authors_needs_no_test_framework() -> None:
    assert not tried("import mlinterview.testing") & {"pytest", "_pytest", "unittest", "hypothesis"}


def test_next_question_imports_nothing_slow_once_the_decks_are_read(home) -> None:
    write_deck(home, "one")
    assert "yaml" in tried(MAIN, "next", "--json")
    assert slow(tried(MAIN, "next", "--json")) == []


def test_answer_imports_nothing_slow_once_the_decks_are_read(home) -> None:
    write_deck(home, "one")
    tried(MAIN, "next", "--json")
    assert slow(tried(MAIN, "answer", f"{DECK}/one", "--rating", "good", "--json")) == []
