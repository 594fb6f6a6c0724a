"""A broken plugin costs what it offers, is listed with stage and reason, and nothing else."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from support.decks import recall
from support.installing import install, install_deck_plugin, install_good_plugin

from mlinterview.collection import open_collection

HOOK = "from pathlib import Path\nfrom mlinterview import DeckSource, hookimpl\n@hookimpl\n"

BROKEN = {
    "raising import": ("raise RuntimeError('boom')", "import", "RuntimeError: boom"),
    "exiting import": ("import sys; sys.exit(3)", "import", "SystemExit: 3"),
    "missing import": ("import not_to_be_found", "import", "No module named 'not_to_be_found'"),
    "syntax error": ("def", "import", "SyntaxError: invalid syntax"),
    "panic": ("class Panic(BaseException): pass\nraise Panic('out')", "import", "Panic: out"),
    "speechless": (
        "class Odd(Exception):\n def __str__(self): raise ValueError\nraise Odd", "import", "Odd",
    ),
    "unknown hook": (HOOK + "def register_dekcs(): return []", "register", "'register_dekcs'"),
    "wrapper": (
        HOOK.replace("@hookimpl", "@hookimpl(wrapper=True)") + "def register_decks(): return (yield)",
        "register", "'register_decks' may not be a wrapper",
    ),
    "wrong arguments": (HOOK + "def review_recorded(review, mood): ...", "register", "mood"),
    "wrong version": ("mlinterview_api = 99", "api version", "it is made for API 99"),
    "raising hook": (HOOK + "def register_decks(): 1 / 0", "register_decks", "ZeroDivisionError"),
    "exiting hook": (HOOK + "def register_decks(): raise SystemExit", "register_decks", "SystemExit"),
    "raising generator": (
        HOOK + "def register_decks():\n yield DeckSource(Path('.'))\n raise KeyError('late')",
        "register_decks", "KeyError: 'late'",
    ),
    "raising commands": (HOOK + "def register_commands(): 1 / 0", "register_commands", "division"),
    "raising kinds": (HOOK + "def register_question_kinds(): 1 / 0", "register_question_kinds", "Zero"),
    "raising frontends": (HOOK + "def register_frontends(): 1 / 0", "register_frontends", "Zero"),
    "no list": (HOOK + "def register_decks(): return 5", "register_decks", "5, not a list"),
    "a string": (HOOK + "def register_decks(): return 'abc'", "register_decks", "'abc', not a list"),
    "no deck": (HOOK + "def register_decks(): return ['a']", "register_decks", "'a' is no DeckSource"),
    "no path": (HOOK + "def register_decks(): return [DeckSource(7)]", "register_decks", "int"),
    "no folder": (
        HOOK + "def register_decks(): return [DeckSource(Path('nowhere'))]",
        "register_decks", "nowhere",
    ),
    "no command": (HOOK + "def register_commands(): return [print]", "register_commands", "no Command"),
    "taken command": (
        HOOK + "def register_commands():\n import click\n return [click.Command('undo')]",
        "register_commands", "the name 'undo' is taken",
    ),
    "nameless command": (
        HOOK + "def register_commands():\n import click\n return [click.Command(None)]",
        "register_commands", "has no name",
    ),
}  # fmt: skip


@pytest.fixture(params=BROKEN, ids=str)
def broken(request: pytest.FixtureRequest, site: Path) -> tuple[str, str]:
    """A broken plugin ``broken`` beside a good one: the stage and the reason of the failure."""
    code, stage, reason = BROKEN[request.param]
    install(site, "broken", code)
    install_good_plugin(site)
    return stage, reason


def failures(run) -> list[dict[str, str]]:
    return json.loads(run("plugin", "list", "--json").stdout)["failures"]


def test_failure_is_listed_with_stage_and_reason(broken, run) -> None:
    stage, reason = broken
    [failure] = failures(run)
    assert (failure["plugin"], failure["stage"]) == ("broken", stage)
    assert reason in failure["reason"]


def test_broken_plugin_is_listed_among_the_others(broken, run) -> None:
    plugins = json.loads(run("plugin", "list", "--json").stdout)["plugins"]
    assert [plugin["distribution"] for plugin in plugins] == ["broken 1.0", "good 1.0"]


def test_program_goes_on_with_the_other_plugins(broken, run) -> None:
    document = json.loads(run("answer", "fine/one", "--rating", "good", "--json").stdout)
    assert document["id"] == "fine/one"


def test_deck_with_a_mistake_is_listed_and_its_other_questions_are_offered(site, run) -> None:
    install_good_plugin(site)
    install_deck_plugin(site, "careless", torn=recall("right") + "\n\n## No fence\n")
    [failure] = failures(run)
    assert (failure["plugin"], failure["stage"]) == ("careless", "deck")
    assert failure["reason"].startswith("1 mistakes in torn, the first: ")
    assert "questions.md:" in failure["reason"]
    decks = json.loads(run("deck", "list", "--json").stdout)["decks"]
    assert {deck["id"]: deck["questions"] for deck in decks} == {"torn": 1, "fine": 1}


def test_second_deck_with_a_taken_id_is_refused(site, run) -> None:
    install_deck_plugin(site, "a", cats=recall("one"))
    install_deck_plugin(site, "b", cats=recall("two"), dogs=recall("three"))
    [failure] = failures(run)
    assert failure["plugin"] == "b"
    assert failure["reason"] == "the deck id 'cats' is taken by a"
    decks = json.loads(run("deck", "list", "--json").stdout)["decks"]
    assert [(deck["id"], deck["plugin"]) for deck in decks] == [("cats", "a"), ("dogs", "b")]


def test_second_plugin_with_a_taken_name_is_refused(site, run) -> None:
    install_good_plugin(site)
    install(site, "other", "")
    (site / "plugin_other-1.0.dist-info" / "entry_points.txt").write_text(
        "[mlinterview]\ngood = plugin_other\n"
    )
    [failure] = failures(run)
    assert failure["reason"] == "the plugin name 'good' is taken"
    plugins = json.loads(run("plugin", "list", "--json").stdout)["plugins"]
    assert [(p["module"], p["hooks"]) for p in plugins] == [
        ("plugin_good", ["register_decks"]), ("plugin_other", []),
    ]  # fmt: skip


def test_wrong_hook_costs_the_right_ones_of_the_same_plugin_too(site, run) -> None:
    code = HOOK + "def register_decks(): return []\n@hookimpl\ndef review_recorded(mood): ..."
    install(site, "half", code)
    [plugin] = json.loads(run("plugin", "list", "--json").stdout)["plugins"]
    assert plugin["hooks"] == []


def test_package_with_torn_entry_points_costs_all_plugins_but_not_the_program(site, run) -> None:
    install(site, "torn", "")
    (site / "plugin_torn-1.0.dist-info" / "entry_points.txt").write_text("[mlinterview]\nno sign\n")
    [failure] = failures(run)
    assert (failure["plugin"], failure["stage"]) == ("installed packages", "discovery")


def test_failure_is_told_once_on_standard_error(site, run) -> None:
    install(site, "broken", "raise RuntimeError('boom')")
    result = run("deck", "list", "--json")
    assert json.loads(result.stdout)["decks"] == []
    assert result.stderr == (
        "plugin broken: import failed (RuntimeError: boom); see `mlinterview plugin list`\n"
    )


def test_print_of_a_plugin_does_not_spoil_the_document(site, run) -> None:
    hook = "def register_decks():\n print('called')\n return []"
    install(site, "chatty", f"print('hello')\n{HOOK}{hook}")
    result = run("deck", "list", "--json")
    assert json.loads(result.stdout)["decks"] == []
    assert result.stderr.split() == ["hello", "called"]


def test_interrupt_during_an_import_stops_the_program(site, run) -> None:
    install(site, "slow", "raise KeyboardInterrupt")
    assert run("deck", "list", fails=True).exception is not None


def test_installed_program_survives_all_of_them_at_once(site) -> None:
    for number, (code, *_) in enumerate(BROKEN.values()):
        install(site, f"broken-{number}", code)
    install_good_plugin(site)
    done = subprocess.run(
        [sys.executable, "-m", "mlinterview", "next", "--json"],
        env={**os.environ, "PYTHONPATH": str(site)}, capture_output=True, text=True,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["card"]["id"] == "fine/one"
    assert "Traceback" not in done.stderr


def test_review_is_saved_whatever_plugins_do(site, run, home) -> None:
    install_good_plugin(site)
    for number, (code, *_) in enumerate(BROKEN.values()):
        install(site, f"broken-{number}", code)
    run("answer", "fine/one", "--rating", "good")
    with open_collection(home) as collection:
        assert collection.card("fine/one").reps == 1
