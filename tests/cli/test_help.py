"""Every command explains itself, in ``--help`` and on the page."""

import re
from pathlib import Path

import click
import pytest
from support.commands import walk
from support.program import run

from mlinterview.builtin.commands import register_commands

PAGE = (Path(__file__).parents[2] / "docs" / "cli.md").read_text(encoding="utf-8")


COMMANDS = list(walk())
every_command = pytest.mark.parametrize(
    ("path", "command"), COMMANDS, ids=[" ".join(path) or "mlinterview" for path, _ in COMMANDS]
)


@every_command
def test_help_begins_with_one_sentence(path, command) -> None:
    assert re.fullmatch(r"[A-Z][^\n]*\.", command.help.partition("\n\n")[0])


@every_command
def test_help_ends_with_a_full_stop(path, command) -> None:
    assert command.help.rstrip().endswith(".")


@every_command
def test_options_have_help_that_ends_with_a_full_stop(path, command) -> None:
    options = [one for one in command.params if isinstance(one, click.Option)]
    texts = {one.name: (one.help or "").partition("  [")[0] for one in options}
    assert {name: text for name, text in texts.items() if not text.endswith(".")} == {}


@every_command
def test_command_stands_on_the_page(path, command) -> None:
    assert f"\n## {' '.join(('mlinterview', *path))}\n" in PAGE


@every_command
def test_help_is_printed_and_nothing_else_happens(path, command, home) -> None:
    done = run(*path, "--help")
    assert (done.code, done.err) == (0, "")
    assert done.out.startswith(f"Usage: {' '.join(('mlinterview', *path))}")
    assert not home.exists()


@every_command
def test_listing_shows_whole_sentences(path, command) -> None:
    listing = run(*path, "--help").out.partition("\nCommands:\n")[2]
    assert "..." not in listing


def test_page_has_no_command_that_does_not_exist() -> None:
    headings = re.findall(r"^## mlinterview ?(.*)$", PAGE, re.MULTILINE)
    assert headings == [" ".join(path) for path, _ in COMMANDS]


@pytest.mark.parametrize("lazy", register_commands(), ids=lambda command: command.name)
def test_line_of_a_lazy_command_is_that_of_the_real_one(lazy) -> None:
    assert lazy.get_short_help_str(200) == lazy.load().get_short_help_str(200)


@pytest.mark.parametrize("lazy", register_commands(), ids=lambda command: command.name)
def test_lazy_command_has_the_name_of_the_real_one(lazy) -> None:
    assert lazy.name == lazy.load().name


def test_group_without_a_command_shows_its_help_on_standard_error() -> None:
    done = run("deck")
    assert (done.code, done.out) == (2, "")
    assert done.err == run("deck", "--help").out


def test_version() -> None:
    import mlinterview

    assert run("--version").out == f"mlinterview, version {mlinterview.__version__}\n"
