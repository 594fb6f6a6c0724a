"""What other programs rely on: one JSON document on standard output, with fixed keys."""

import json
from pathlib import Path

import click
import pytest
from support.commands import walk
from support.decks import write_deck
from support.forms import number, one_of, program, several_of
from support.program import run
from support.studying import GOOD, opened

from mlinterview.interviews.interview import begin

SCHEDULE = {"rating", "due", "state", "stability", "difficulty"}
PLAN = {"interview", "days_left", "expected_share", "ordinary_share", "days", "unreached"}
REPORTS = {
    "": ("today", {"study_day", "due", "new", "minutes", "answered", "streak"}),
    "next": ("next", {"card", "remaining"}),
    "answer tiny/one --rating good": ("answer", {"verdict", *SCHEDULE}),
    "undo": ("undo", {"reviews", "events", "cards"}),
    "deck list": ("deck-list", {"decks"}),
    "deck show tiny": ("deck-show", {"id", "questions"}),
    "deck trust tiny": ("deck-trust", {"deck", "trusted", "questions"}),
    "deck check {home}/decks/tiny": ("deck-check", {"questions", "mistakes"}),
    "question show tiny/one": ("question", {"id", "prompt", "answer", "cards"}),
    "question history tiny/one": ("history", {"id", "reviews"}),
    "question suspend tiny/one": ("question-action", {"action", "cards"}),
    "question resume tiny/one": ("question-action", {"action", "cards"}),
    "question bury tiny/one": ("question-action", {"action", "cards"}),
    "question flag tiny/one": ("question-action", {"action", "cards"}),
    "question unflag tiny/one": ("question-action", {"action", "cards"}),
    "question reset tiny/one": ("question-action", {"action", "cards"}),
    "search one": ("search", {"questions"}),
    "stats": (
        "stats",
        {"study_day", "today", "streak", "retention", "days", "forecast", "readiness"},
    ),
    "stats report -o {home}/report.html": ("stats-report", {"path", "bytes", "reviews"}),
    "stats model": ("stats-model", {"reviews", "rows"}),
    "stats retention": ("stats-retention", {"present"}),
    "optimize": ("optimize", {"dry_run", "kept", "reviews"}),
    "optimize --dry-run": ("optimize", {"dry_run", "kept", "reviews"}),
    "plan": ("plan", PLAN),
    "plan show": ("plan", PLAN),
    "plan set 2026-04-01 --minutes 20": ("plan", PLAN),
    "plan clear": ("plan", {"interview", "interviews"}),
    "mock list": ("mock-list", {"interviews"}),
    "mock report": ("mock-report", {"id"}),
    "mock end": ("mock-end", {"id"}),
    "export reviews -o {home}/reviews.csv": ("export", {"path"}),
    "import {home}/log.csv": ("import", {"file", "dry_run"}),
    "cheatsheet": ("cheatsheet", {"minutes", "words", "topics", "sections"}),
    "demo": ("demo-list", {"demos"}),
    "plugin list": ("plugin-list", {"plugins", "failures"}),
    "plugin new vision --folder {home}/new": ("plugin-new", {"folder", "files"}),
    "config list": ("config", {"settings"}),
    "config get fuzz": ("config", {"settings"}),
    "config set fuzz no": ("config", {"settings"}),
    "config unset fuzz": ("config", {"settings"}),
    "doctor": ("doctor", {"home", "reviews", "integrity", "cards", "rebuilt_cards"}),
    "doctor --rebuild": ("doctor", {"home", "reviews", "integrity", "cards", "rebuilt_cards"}),
    "backup": ("backup", {"path"}),
    "backup --list": ("backup-list", {"backups"}),
    "backup --restore {home}/copy.sqlite3": ("backup", {"restored", "kept"}),
}


def takes_json(command: click.Command) -> bool:
    return any("--json" in option.opts for option in command.params)


every_report = pytest.mark.parametrize("command", REPORTS, ids=[c or "today" for c in REPORTS])


@pytest.fixture
def studied(home: Path) -> Path:
    """A collection with an answer, a copy, and questions of several forms."""
    write_deck(home, "one", one_of("pick"), several_of("pick-some"), number("sum"), program("code"))
    run("answer", "tiny/one", "--rating", "good")
    run("backup", str(home / "copy.sqlite3"))
    return home


@pytest.fixture
def prepared(studied: Path) -> Path:
    """The same with a plan, an interview that is not over, and a log to import."""
    run("plan", "set", "2026-03-20")
    with opened(studied) as collection:
        begin(collection, minutes=15).rate(GOOD)
    log = "card_id,review_time,review_rating\n1,2026-01-05T10:00:00Z,3\n"
    (studied / "log.csv").write_text(log)
    return studied


def report(home: Path, command: str) -> dict[str, object]:
    return run(*command.format(home=home).split(), "--json").document


@every_report
def test_document_has_its_schema_and_keys(command, prepared) -> None:
    name, keys = REPORTS[command]
    document = report(prepared, command)
    assert document.pop("schema") == {"name": f"mlinterview/{name}", "version": 1}
    assert keys <= document.keys()


def test_every_command_with_json_is_tested() -> None:
    paths = dict(walk())

    def path_of(line: str) -> tuple[str, ...]:
        words = tuple(line.split())
        return max((path for path in paths if words[: len(path)] == path), key=len)

    able = {path for path, command in paths.items() if takes_json(command)}
    assert able == {path_of(line) for line in REPORTS}


def test_only_these_commands_have_no_json() -> None:
    silent = {path for path, command in walk() if not takes_json(command)}
    groups = {("config",), ("deck",), ("plugin",), ("question",)}
    assert silent - groups == {("completion",), ("mock",), ("review",)}


def test_json_before_a_command_is_refused(studied, bad) -> None:
    assert bad("--json", "next") == (
        2,
        "Write --json behind the command. See `mlinterview --help`.",
    )


def test_decks(studied) -> None:
    [deck] = report(studied, "deck list")["decks"]
    kinds = {"choice": 2, "code": 1, "numeric": 1, "recall": 1}
    fixed = {"id": "tiny", "title": "tiny", "plugin": "you", "questions": 5, "kinds": kinds}
    assert fixed.items() <= deck.items()


def test_card_of_next(studied) -> None:
    card = report(studied, "next --kind choice --deck tiny")["card"]
    fixed = {"id": "tiny/pick", "deck": "tiny", "kind": "choice", "prompt": "Which one?"}
    assert fixed.items() <= card.items()
    assert sorted(card["options"]) == ["alpha", "beta", "gamma"]
    assert card["several"] is False


def test_intervals_are_in_seconds(studied) -> None:
    card = report(studied, "next --kind choice")["card"]
    intervals = {"again": 60, "hard": 330, "good": 600}
    assert intervals.items() <= card["intervals"].items()
    days, rest = divmod(card["intervals"]["easy"], 86_400)
    assert days > 1
    assert rest == 0


def test_card_without_options_has_no_such_key(studied) -> None:
    assert "options" not in report(studied, "next --kind numeric")["card"]


def test_card_says_how_a_number_is_to_be_written(studied) -> None:
    assert report(studied, "next --kind numeric")["card"]["note"] == "in apples, a whole number"


def test_card_says_with_what_a_program_begins(studied) -> None:
    assert report(studied, "next --kind code")["card"]["starter"].startswith("def double(x):")


def test_nothing_is_left(studied) -> None:
    assert report(studied, "next --flagged")["card"] is None


def test_answer(studied) -> None:
    answer = report(studied, "answer tiny/one --rating good")
    assert answer["verdict"] is None
    assert answer["rating"] == "good"
    assert answer["state"] == "review"
    assert answer["due"].endswith("Z")
    assert answer["stability"] > 0
    assert 1 <= answer["difficulty"] <= 10


def test_history_holds_what_was_asked_and_answered(studied) -> None:
    report(studied, "answer tiny/pick --response 1 --seconds 7")
    [review] = report(studied, "question history tiny/pick")["reviews"]
    assert review["response"] == "1"
    assert review["duration_ms"] == 7000
    assert sorted(review["options"]) == ["alpha", "beta", "gamma"]
    assert review["verdict"]["outcome"] in ("correct", "wrong")


def test_document_in_a_file_is_one_line(studied) -> None:
    out = run("deck", "list", "--json").out
    assert json.loads(out)
    assert out.count("\n") == 1


def test_messages_go_to_standard_error_and_no_document_is_printed(studied) -> None:
    done = run("answer", "tiny/nope", "--rating", "good", "--json")
    assert (done.code, done.out) == (2, "")
    assert done.err.startswith("mlinterview: there is no question 'tiny/nope'")


def test_failing_check_prints_its_document_all_the_same(home) -> None:
    folder = write_deck(home, "one")
    (folder / "questions.md").write_text("## No fence\n")
    done = run("deck", "check", str(folder), "--json")
    assert done.code == 1
    assert json.loads(done.out)["mistakes"][0]["line"] == 1
    assert done.err.startswith("mlinterview: ")
