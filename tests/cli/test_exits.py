"""Exit codes, and the one line that says what is wrong and what to do."""

import re
import sqlite3
from collections.abc import Callable
from contextlib import closing

import pytest
from support.decks import cloze, write_deck
from support.disks import read_only
from support.forms import number, one_of, outline, typed
from support.program import run, run_alone

from mlinterview.frontends.cli.commands import next as next_command

DONE, FAILED, MISUSED = 0, 1, 2


@pytest.fixture(autouse=True)
def deck(home, alone) -> None:
    write_deck(
        home, "one", "two", cloze("gap"), typed("typed"), one_of("pick"), number("sum"),
        outline("design"),
    )  # fmt: skip


# -- done ------------------------------------------------------------------------------------------


def test_done() -> None:
    assert run("answer", "tiny/one", "--rating", "good").code == DONE


def test_wrong_answer_is_no_failure() -> None:
    assert run("answer", "tiny/sum", "--response", "-1").code == DONE


# -- misused ---------------------------------------------------------------------------------------


NAMES = {
    "answer tiny/on --rating good": "there is no question 'tiny/on' (did you mean tiny/one?): "
    "find ids with `mlinterview search WORDS`",
    "answer toni/one --rating good": "there is no question 'toni/one' (did you mean tiny/one?): "
    "find ids with `mlinterview search WORDS`",
    "question show zzzzzz": "there is no question 'zzzzzz': find ids with `mlinterview search "
    "WORDS`",
    "answer tiny/gap#7 --rating good": "tiny/gap has no card 'tiny/gap#7': it has tiny/gap, "
    "tiny/gap#2",
    "next --deck tyni": "there is no deck 'tyni' (did you mean tiny?)",
    "next --topic QQQ": "there is no topic 'QQQ'",
    "next --kind recal": "there is no kind 'recal' (did you mean recall?)",
    "deck show tyni": "there is no deck 'tyni' (did you mean tiny?)",
    "deck trust tyni": "there is no deck 'tyni' (did you mean tiny?)",
    "config get fuz": "there is no setting 'fuz': see `mlinterview config list`",
    "config unset fuz": "there is no setting 'fuz': see `mlinterview config list`",
    "config set fuz yes": "there is no setting 'fuz': see `mlinterview config list`",
    "review --frontend window": "there is no front end 'window': choose from terminal, widget, plain, static",
}


@pytest.mark.parametrize("line", NAMES)
def test_unknown_name(line, bad) -> None:
    assert bad(*line.split()) == (MISUSED, NAMES[line])


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("reviwe", "No such command 'reviwe'. Did you mean 'review'? See `mlinterview --help`."),
        ("deck lsit", "No such command 'lsit'. Did you mean 'list'? See `mlinterview deck --help`."),
        ("xyzzy", "No such command 'xyzzy'. See `mlinterview --help`."),
        ("answer tiny/one", "Give --rating, --response, or both. See `mlinterview answer --help`."),
        ("review --ahead --cram", "--ahead and --cram exclude each other. See `mlinterview review "
         "--help`."),
        ("backup x --list", "Give FILE, --list or --restore, not several of them. See "
         "`mlinterview backup --help`."),
    ],
)  # fmt: skip
def test_wrong_use(line, message, bad) -> None:
    assert bad(*line.split()) == (MISUSED, message)


@pytest.mark.parametrize(
    "line",
    ["answer", "next --level hard", "next --nope", "backup --restore /no/such/file", "search",
     "answer tiny/one --rating fine", "review --limit 0", "review --minutes 0"],
)  # fmt: skip
def test_wrong_use_that_click_finds(line, bad) -> None:
    code, message = bad(*line.split())
    assert code == MISUSED
    assert message.endswith(f" See `mlinterview {line.split()[0]} --help`.")


SETTINGS = {
    "desired_retention 0.5": "desired_retention cannot be '0.5': it takes a number from 0.7 to 0.99",
    "desired_retention nan": "desired_retention cannot be 'nan': it takes a number from 0.7 to 0.99",
    "new_per_day many": "new_per_day cannot be 'many': it takes a whole number from 0 to 9999",
    "fuzz maybe": "fuzz cannot be 'maybe': it takes yes or no",
    "learning_steps 5": "learning_steps cannot be '5': it takes steps such as `1m 10m`, or nothing",
    "time_zone Mars/Base": "time_zone cannot be 'Mars/Base': it takes `local` or a time zone such "
    "as Europe/Berlin",
    "leech_action shout": "leech_action cannot be 'shout': it takes one of mark, suspend",
}


@pytest.mark.parametrize("setting", SETTINGS)
def test_value_that_a_setting_cannot_take(setting, bad) -> None:
    assert bad("config", "set", *setting.split()) == (MISUSED, SETTINGS[setting])


@pytest.mark.parametrize("now", ["yesterday", "2026-03-02T12:00:00", "2026-13-01T00:00:00Z"])
def test_time_that_is_none(now, monkeypatch, bad) -> None:
    monkeypatch.setenv("MLINTERVIEW_NOW", now)
    assert bad("next") == (
        MISUSED,
        f"MLINTERVIEW_NOW is {now!r}, which is no time with an offset: write it like "
        "2026-12-01T09:00:00+01:00",
    )


def test_undo_since_no_time(bad) -> None:
    assert bad("undo", "--since", "tuesday") == (
        MISUSED,
        "'tuesday' is no time: write it like 2026-12-01T18:00+01:00",
    )


def test_response_that_only_the_learner_can_judge(bad, good) -> None:
    assert bad("answer", "tiny/typed", "--response", "seven") == (
        MISUSED,
        "tiny/typed is judged by you, and the response is not one of its known answers: compare "
        "it, then add --rating; nothing was recorded",
    )
    assert good("question", "show", "tiny/typed").endswith("tiny/typed: new\n")


@pytest.mark.parametrize(
    ("card", "response", "message"),
    [
        ("sum", "plenty", "'plenty' is no number: answer like 0.25, 25 %, 1/4 or 2.5e-3"),
        ("pick", "4", "'4' names no option: answer with numbers from 1 to 3"),
        ("design", '{"points": [1]}', "the judgement does not fit the rubric: give 4 points from "
         '0 to 3, such as {"points": [3, 3, 3, 3], "flags": []}'),
    ],
)  # fmt: skip
def test_response_that_cannot_be_read(card, response, message, bad) -> None:
    assert bad("answer", f"tiny/{card}", "--response", response) == (MISUSED, message)


def test_argument_that_is_no_text(bad) -> None:
    assert bad("answer", "caf\udce9", "--rating", "good") == (
        MISUSED,
        "the argument 'caf?' is not UTF-8: convert it",
    )


def test_home_that_is_a_file(tmp_path, bad) -> None:
    (tmp_path / "file").touch()
    code, message = bad("--home", str(tmp_path / "file"), "next")
    assert code == MISUSED
    assert f"'{tmp_path}/file' is a file" in message


# -- failed ----------------------------------------------------------------------------------------


def test_nothing_to_undo(bad) -> None:
    assert bad("undo") == (FAILED, "there is nothing to take back")


def test_nothing_to_undo_since_then(bad) -> None:
    run("answer", "tiny/one", "--rating", "good")
    assert bad("undo", "--since", "2026-03-02T18:00+00:00") == (
        FAILED,
        "nothing was done since then that could be taken back",
    )


@pytest.fixture
def clock_set_back(monkeypatch) -> str:
    """An answer in the log is a day later than the clock; what is said of it."""
    monkeypatch.setenv("MLINTERVIEW_NOW", "2026-03-03T12:00:00+00:00")
    due = run("answer", "tiny/one", "--rating", "good", "--json")
    assert due.code == 0
    monkeypatch.setenv("MLINTERVIEW_NOW", "2026-03-02T12:00:00+00:00")
    return "the clock says 2026-03-02T12:00:0"


@pytest.mark.parametrize("line", ["", "--json", "next", "answer tiny/two --rating good"])
def test_clock_set_back(line, clock_set_back, bad) -> None:
    code, message = bad(*line.split())
    assert code == FAILED
    assert message.startswith(clock_set_back)
    assert " but the newest review is of 2026-03-03T12:00:0" in message
    assert "take the later reviews back with `mlinterview undo --since 2026-03-02T" in message


def test_way_out_of_a_clock_set_back(clock_set_back, bad, good) -> None:
    command = bad("next")[1].rpartition("`mlinterview ")[2].removesuffix("`")
    assert good(*command.split()) == "Taken back: the answer Good to tiny/one.\n"
    assert good("answer", "tiny/two", "--rating", "good")


def test_damaged_database(home, bad) -> None:
    run("next")
    (home / "collection.sqlite3").write_bytes(b"no database" * 1000)
    code, message = bad("next")
    assert code == FAILED
    assert message.startswith(f"{home}/collection.sqlite3 is damaged")
    assert "`mlinterview backup --list`" in message


def test_database_of_a_newer_version(home, bad) -> None:
    run("next")
    with closing(sqlite3.connect(home / "collection.sqlite3")) as connection:
        connection.execute("PRAGMA user_version=9999")
    code, message = bad("next")
    assert code == FAILED
    assert message.endswith("upgrade with `pip install -U mlinterview`")


def test_home_that_cannot_be_written(home, bad, good) -> None:
    good("next")
    with read_only(home):
        code, message = bad("answer", "tiny/one", "--rating", "good")
    assert code == FAILED
    # which of the two depends on what SQLite tries first
    assert re.search(r"cannot be (written: make it writable|opened: check the folder)", message)
    assert good("question", "show", "tiny/one").endswith("tiny/one: new\n")


def stop(error: BaseException) -> Callable[..., None]:
    def callback(**_: object) -> None:
        raise error

    return callback


def test_interruption(monkeypatch) -> None:
    monkeypatch.setattr(next_command.command, "callback", stop(KeyboardInterrupt()))
    done = run("next")
    assert (done.code, done.out) == (FAILED, "")
    assert done.err.strip() == "mlinterview: stopped; everything answered is saved"


def test_bug_keeps_its_traceback(monkeypatch) -> None:
    monkeypatch.setattr(next_command.command, "callback", stop(ZeroDivisionError()))
    with pytest.raises(ZeroDivisionError):
        run("next")


def test_processes_end_with_these_codes() -> None:
    codes = [run_alone(*line.split()).code for line in ("next", "undo", "nope")]
    assert codes == [DONE, FAILED, MISUSED]
