"""``mlinterview mock`` and its commands, where nobody sits at a terminal."""

from pathlib import Path

import pytest
from support.decks import recall, write_deck
from support.hostile_text import HOSTILE, commands_in
from support.program import run
from support.studying import AGAIN, GOOD, opened

from mlinterview.interviews.interview import begin
from mlinterview.model.questions import Level


@pytest.fixture
def held(home):
    """An interview of two answers, not finished; returns its short id."""
    write_deck(home, "one", "two", "three")
    with opened(home) as collection:
        interview = begin(collection, "mlops", Level.SENIOR, 30, 7)
        interview.rate(GOOD)
        interview.rate(AGAIN)
        return interview.brief.short_id


@pytest.mark.parametrize("arguments", [[], ["--resume"], ["--new"], ["--role", "research"]])
def test_interview_needs_a_terminal(arguments, bad, home) -> None:
    write_deck(home, "one")
    assert bad("mock", *arguments) == (
        2,
        "an interview needs a terminal; elsewhere, see its reports with "
        "`mlinterview mock report --json`",
    )


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--role", "boss"], "'boss' is not one of 'ml-engineer', 'research', 'data-scientist'"),
        (["--level", "god"], "'god' is not one of 'entry', 'mid', 'senior'"),
        (["--minutes", "4"], "4.0 is not in the range 5<=x<=180"),
        (["--resume", "--new"], "--resume takes no other options."),
        (["--resume", "--role", "mlops"], "--resume takes no other options."),
        (["--role", "mlops", "list"], "These options are for an interview"),
        (["report", "--json", "-o", "x.html"], "--json and -o exclude each other."),
        (["list", "--nonsense"], "--nonsense"),
    ],
)
def test_wrong_use(arguments, words, bad) -> None:
    code, message = bad("mock", *arguments)
    assert code == 2
    assert words in message


def test_list_tells_of_each_interview(held, good) -> None:
    assert good("mock", "list") == (
        f"{held}  2026-03-02  mlops, senior, 0 of 30 min, 2 answers, not finished\n"
    )


def test_list_of_none_says_how_to_begin(good) -> None:
    assert good("mock", "list") == (
        "There was no mock interview yet: begin one with `mlinterview mock`.\n"
    )


def test_list_as_a_document(held) -> None:
    (one,) = run("mock", "list", "--json").document["interviews"]
    assert one["id"].endswith(held)
    assert (one["role"], one["level"], one["minutes"], one["seed"]) == ("mlops", "senior", 30, 7)
    assert (one["answers"], one["ended_at"]) == (2, None)


def test_end_ends_it_once(held, good, bad) -> None:
    assert good("mock", "end") == f"Ended. Its report: `mlinterview mock report {held}`.\n"
    assert "not finished" not in good("mock", "list")
    code, message = bad("mock", "end")
    assert (code, message.partition(":")[0]) == (1, "there is no unfinished interview")


def test_undo_takes_an_end_back(held, good) -> None:
    good("mock", "end")
    assert good("undo") == "Taken back: the end of a mock interview.\n"
    assert "not finished" in good("mock", "list")


def test_report_for_people(held, good) -> None:
    text = good("mock", "report")
    assert text.startswith("\nMock interview: senior MLOps engineer\n")
    assert "You got 1 of 2 points." in text
    assert "mlinterview review --topic T --ahead" in text
    assert good("mock", "report", held) == text


def test_report_as_a_document(held) -> None:
    document = run("mock", "report", held, "--json").document
    assert document["schema"] == {"name": "mlinterview/mock-report", "version": 1}
    assert document["ended"] is False
    assert document["overall"]["answers"] == 2
    assert 0 < document["overall"]["low"] < document["overall"]["share"]
    assert [answer["points"] for answer in document["answers"]] == [1, 0]
    assert document["study"][0]["command"] == "mlinterview review --topic T --ahead"


def test_report_as_a_page(held, tmp_path) -> None:
    file = tmp_path / "report.html"
    done = run("mock", "report", "-o", str(file))
    assert (done.code, done.out, done.err) == (0, "", f"Written to {file}.\n")
    assert "<h1>Mock interview: senior MLOps engineer</h1>" in file.read_text("utf-8")
    assert run("mock", "report", "-o", str(file)).code == 0  # over its own earlier report


def test_report_is_written_over_nothing_else(held, tmp_path, bad) -> None:
    file = tmp_path / "precious.html"
    file.write_text("precious")
    code, message = bad("mock", "report", "-o", str(file))
    assert (code, file.read_text()) == (2, "precious")
    assert message.endswith("exists already and is no such report: choose another file")


def test_report_that_cannot_be_written(held, tmp_path, bad) -> None:
    code, message = bad("mock", "report", "-o", str(tmp_path / "no" / "report.html"))
    assert code == 1
    assert message.endswith("choose another file")


@pytest.mark.parametrize("name", ["nonsense", "f" * 6 + "x"])
def test_report_of_an_unknown_interview(name, held, bad) -> None:
    assert bad("mock", "report", name) == (
        2,
        f"there is no interview {name!r}: see `mlinterview mock list`",
    )


def test_report_before_the_first_interview(bad) -> None:
    assert bad("mock", "report") == (
        2,
        "there was no mock interview yet: begin one with `mlinterview mock`",
    )


def test_hostile_response_commands_no_terminal(home: Path) -> None:
    write_deck(home, recall("one"))
    with opened(home) as collection:
        interview = begin(collection, seed=1)
        interview.respond(HOSTILE)
        interview.rate(AGAIN)
    for arguments in (["report"], ["list"], ["report", "--json"], ["list", "--json"]):
        done = run("mock", *arguments)
        assert done.code == 0
        assert commands_in(done.out + done.err) == []
