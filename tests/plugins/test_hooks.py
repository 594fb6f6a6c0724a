"""Each hook, used the way a stranger's plugin uses it."""

import importlib.util
import inspect
import re
from pathlib import Path
from types import ModuleType

import pytest
from click.testing import CliRunner
from support.decks import DECK, recall, write_deck
from support.kinds import ECHO_QUESTION, Echo, KindPlugin

from mlinterview import hookspecs
from mlinterview.frontends.cli.app import App
from mlinterview.frontends.cli.main import program
from mlinterview.model.kinds import Outcome
from mlinterview.model.reviews import Rating
from mlinterview.plugins import Plugins
from mlinterview.testing import make_collection, plugin_failures

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "plugin-hooks.md").read_text(encoding="utf-8")
HOOKS = [name for name, one in vars(hookspecs).items() if hasattr(one, "mlinterview_spec")]


@pytest.fixture
def example(tmp_path: Path):
    """Load the smallest plugin that the documentation shows for a hook."""

    def load(hook: str) -> ModuleType:
        section = re.search(rf"^## `{hook}\(.*?(?=^## |\Z)", PAGE, re.DOTALL | re.MULTILINE)
        [code] = re.findall(r"^```python\n(.*?)^```$", section[0], re.DOTALL | re.MULTILINE)
        path = tmp_path / "example.py"
        path.write_text(code)
        spec = importlib.util.spec_from_file_location("example", path)
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        return module

    return load


# -- the documentation -----------------------------------------------------------------------------


@pytest.mark.parametrize("hook", HOOKS)
def test_hook_has_a_heading_with_its_exact_signature(hook: str) -> None:
    signature = str(inspect.signature(getattr(hookspecs, hook))).replace("'", "")
    assert f"\n## `{hook}{signature}`\n" in PAGE


def test_page_has_no_heading_of_a_hook_that_does_not_exist() -> None:
    assert re.findall(r"^## `(\w+)\(", PAGE, re.MULTILINE) == HOOKS


@pytest.mark.parametrize("hook", HOOKS)
def test_hook_is_tested_by_name(hook: str) -> None:
    tests = "\n".join(path.read_text(encoding="utf-8") for path in ROOT.rglob("tests/**/test_*.py"))
    assert f"def test_hook_{hook}" in tests


@pytest.mark.parametrize("hook", HOOKS)
def test_hook_says_since_which_version_it_exists(hook: str) -> None:
    assert ".. versionadded:: " in getattr(hookspecs, hook).__doc__


@pytest.mark.parametrize("hook", HOOKS)
def test_example_of_the_documentation_is_a_sound_plugin(hook: str, example, tmp_path) -> None:
    write_deck(tmp_path, "one", deck="my-deck")
    assert plugin_failures(example(hook)) == []


def test_plugins_to_read_exist() -> None:
    paths = re.findall(r"`((?:plugins|mlinterview|tests)/[\w/.-]+)`", PAGE)
    assert len(paths) >= len(HOOKS)
    assert [path for path in paths if not (ROOT / path).exists()] == []


# -- the hooks -------------------------------------------------------------------------------------


def test_hook_register_decks_offers_a_deck(example, tmp_path) -> None:
    write_deck(tmp_path, "one", deck="my-deck")
    with make_collection(tmp_path / "home", example("register_decks")) as collection:
        [deck] = collection.library.decks()
        assert (deck.info.id, deck.plugin, deck.questions) == ("my-deck", "example", 1)


def test_hook_register_question_kinds_reads_presents_and_grades(home) -> None:
    write_deck(home, ECHO_QUESTION)
    with make_collection(home, KindPlugin(Echo())) as collection:
        session = collection.session()
        assert session.shown.presentation.prompt == "Say hello"
        assert session.respond("hello").outcome is Outcome.CORRECT
        assert session.rate().review.rating is Rating.GOOD


def test_hook_register_question_kinds_as_documented(example, home) -> None:
    write_deck(home, recall("sure").replace("kind: recall", "kind: yes-no\nright: yes"))
    with make_collection(home, example("register_question_kinds")) as collection:
        shown = collection.show(f"{DECK}/sure")
        assert shown.presentation.answer == "yes: The answer to sure."
        outcomes = [collection.grade(shown, word).outcome for word in ("Yes ", "no")]
        assert outcomes == [Outcome.CORRECT, Outcome.WRONG]


def test_hook_register_question_kinds_reports_mistakes_with_their_line(example, home) -> None:
    folder = write_deck(
        home, recall("sure").replace("kind: recall", "kind: yes-no\nright: perhaps")
    )
    with make_collection(home, example("register_question_kinds")) as collection:
        [mistake] = collection.library.mistakes()
        line = (folder / "questions.md").read_text().splitlines()[mistake.line - 1]
        assert (line, mistake.what) == ("right: perhaps", "`right` is not yes or no")


def run(plugin: object, *arguments: str, typed: str = ""):
    app = App()
    app.plugins = Plugins({"p": plugin}, discover=False)
    return CliRunner().invoke(program, arguments, obj=app, input=typed, catch_exceptions=False)


def test_hook_register_commands_adds_a_command(example, home) -> None:
    write_deck(home, "one", "two")
    assert run(example("register_commands"), "size").stdout == "2 questions\n"


def test_hook_register_commands_is_listed_in_the_help(example) -> None:
    text = run(example("register_commands"), "--help").stdout
    assert re.search(r"^  size +Show how many questions there are\.$", text, re.MULTILINE)


def test_hook_register_frontends_presents_a_session(example, home) -> None:
    write_deck(home, "one")
    frontend = example("register_frontends")
    result = run(frontend, "review", "--frontend", "lines", typed="\neasy\n")
    assert result.stdout.startswith("What is one?\nEnter shows the answer. The answer to one.\n")


def test_hook_register_frontends_is_taken_where_no_other_works(example, home) -> None:
    write_deck(home, "one")
    result = run(example("register_frontends"), "review", "--limit", "1", typed="\ngood\n")
    assert "The answer to one." in result.stdout


def test_hook_review_recorded_is_called_once_per_review(example, home, capsys) -> None:
    write_deck(home, "one")
    with make_collection(home, example("review_recorded")) as collection:
        for _ in range(20):
            assert capsys.readouterr().err == ""
            collection.record(collection.show(f"{DECK}/one"), Rating.AGAIN)
        assert capsys.readouterr().err == "20 answers: time for a break?\n"
