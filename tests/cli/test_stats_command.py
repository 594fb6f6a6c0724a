"""``mlinterview stats``: at any width, in a pipe, as a document and as a page."""

import json
import re

import pytest
from support.decks import recall, write_deck
from support.hostile_text import HOSTILE, commands_in
from support.program import run
from support.statistics import Ready, let_readiness_be, lived, write_questions

from mlinterview.clock import ManualClock
from mlinterview.frontends.cli.app import App
from mlinterview.frontends.statistics.terminal import lines
from mlinterview.statistics.build import build


@pytest.fixture(autouse=True)
def ready(alone, monkeypatch) -> None:
    let_readiness_be(monkeypatch)


@pytest.fixture
def past(home, clock: ManualClock):
    write_questions(home, 40)
    return lived(home, clock)


def test_a_glance_comes_first(past, good) -> None:
    said = good("stats").splitlines()
    assert said[0] == "2 Mar 2026"
    assert [line.split()[0] for line in said[2:6]] == ["Today", "Streak", "Retention", "Readiness"]


def test_parts(past, good) -> None:
    said = good("stats")
    for title in ("Answers each day", "True retention", "Due in the next 30 days", "Readiness by topic",
                  "Cards", "Answer times in seconds", "Hours of the day", "Forgotten most often"):  # fmt: skip
        assert re.search(f"^{title}", said, re.MULTILINE), title


@pytest.mark.parametrize("width", [30, 40, 60, 64, 80, 200])
def test_no_line_is_wider_than_the_terminal(past, width) -> None:
    drawn = [line.plain for line in lines(build(past), width)]
    assert max(map(len, drawn)) <= width
    assert len(drawn) > 60


def test_nothing_is_cut_off_at_the_usual_width(past) -> None:
    assert [line.plain for line in lines(build(past), 80) if line.plain.endswith("…")] == []


def test_pipe_gets_plain_text(past, good) -> None:
    said = good("stats")
    assert "\x1b" not in said
    assert [line for line in said.splitlines() if line != line.rstrip()] == []


def test_empty_collection_is_told_what_to_do(home, good) -> None:
    write_deck(home, "one")
    said = " ".join(good("stats").split())
    assert "Nothing has been answered yet. Answer a few questions with `mlinterview review`" in said
    assert "Readiness" in said


def test_selection_without_answers(home, good) -> None:
    write_deck(home, "one", recall("two", topics=["U"]))
    run("answer", "tiny/one", "--rating", "good")
    assert "None of your answers belongs to this selection yet." in good("stats", "--topic", "U")
    assert "2 Mar 2026 · T\n" in good("stats", "--topic", "T")


def test_unknown_deck(home, bad) -> None:
    write_deck(home, "one")
    assert bad("stats", "--deck", "tni") == (2, "there is no deck 'tni' (did you mean tiny?)")


def test_document(past) -> None:
    values = run("stats", "--json").document
    assert values["schema"] == {"name": "mlinterview/stats", "version": 1}
    assert values["totals"]["reviews"] == build(past).reviews
    assert len(values["forecast"]["days"]) == 365
    assert values["selection"] == {
        "decks": [],
        "topics": [],
        "kinds": [],
        "levels": [],
        "flagged": False,
    }


def test_hostile_texts_reach_no_terminal(home, monkeypatch) -> None:
    text = recall("bad").replace("## What is bad?", "## &#x1b;[2J[red]What &#x202e;bad?")
    write_deck(home, text)
    for rating in ("easy", "again"):
        monkeypatch.setenv(
            "MLINTERVIEW_NOW", f"2026-03-{'02' if rating == 'easy' else '28'}T12:00:00Z"
        )
        run("answer", "tiny/bad", "--rating", rating)
    let_readiness_be(monkeypatch, [Ready(f"T{HOSTILE}", 9, 1, 0.1, 0.0, 0.2)])
    done = run("stats")
    assert "[red]What bad?" in done.out
    assert commands_in(done.out + done.err) == []
    assert run("stats", "--json").out.isascii()


# -- the report ------------------------------------------------------------------------------------


def test_report(past, tmp_path) -> None:
    file = tmp_path / "report.html"
    done = run("stats", "report", "-o", str(file))
    assert (done.code, done.out, done.err) == (0, "", f"Written to {file}.\n")
    text = file.read_text(encoding="utf-8")
    assert text.startswith("<!DOCTYPE html>")
    assert text.endswith("</html>\n")
    assert [one.name for one in tmp_path.iterdir() if "report" in one.name] == ["report.html"]


def test_report_as_a_document(past, tmp_path) -> None:
    file = tmp_path / "report.html"
    values = run("stats", "report", "-o", str(file), "--json").document
    assert values["bytes"] == file.stat().st_size < 1_000_000


def test_report_of_a_topic_says_so(past, tmp_path) -> None:
    file = tmp_path / "report.html"
    run("stats", "report", "-o", str(file), "--topic", "A")
    assert '<p class="about">2 Mar 2026 · A</p>' in file.read_text(encoding="utf-8")


def test_earlier_report_is_replaced(past, tmp_path) -> None:
    file = tmp_path / "report.html"
    run("stats", "report", "-o", str(file))
    file.write_text(file.read_text(encoding="utf-8") + "old", encoding="utf-8")
    assert run("stats", "report", "-o", str(file)).code == 0
    assert not file.read_text(encoding="utf-8").endswith("old")


def test_other_file_is_not_written_over(past, bad, tmp_path) -> None:
    file = tmp_path / "notes.html"
    file.write_text("dear")
    code, message = bad("stats", "report", "-o", str(file))
    assert (code, message) == (
        2,
        f"{file} exists already and is no report of ours: choose another file",
    )
    assert file.read_text() == "dear"


def test_report_that_cannot_be_written(past, bad, tmp_path) -> None:
    code, message = bad("stats", "report", "-o", str(tmp_path / "no" / "report.html"))
    assert code == 1
    assert message.endswith("(No such file or directory): choose another file")


def test_report_that_fails_half_way_leaves_the_old_one(past, bad, tmp_path, monkeypatch) -> None:
    file = tmp_path / "report.html"
    run("stats", "report", "-o", str(file))
    before = file.read_text(encoding="utf-8")

    def full(path, data: bytes) -> int:
        with path.open("wb") as stream:
            stream.write(data[:100])
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("pathlib.Path.write_bytes", full)
    code, message = bad("stats", "report", "-o", str(file))
    assert (code, message) == (
        1,
        f"{file} cannot be written (No space left on device): choose another file",
    )
    assert file.read_text(encoding="utf-8") == before
    assert [one.name for one in tmp_path.iterdir() if "report" in one.name] == ["report.html"]


def test_report_needs_a_file(past, bad) -> None:
    assert bad("stats", "report")[0] == 2


def test_options_before_report_are_refused(past, bad, tmp_path) -> None:
    code, message = bad("stats", "--json", "report", "-o", str(tmp_path / "r.html"))
    assert code == 2
    assert message.startswith("Write options behind 'report', not before it.")


def test_terminal_gets_the_same_words(past, monkeypatch, capsys) -> None:
    """Colour adds nothing that the text does not say."""
    app = App()
    app._open = past
    from rich.console import Console

    from mlinterview.frontends.statistics.terminal import Terminal

    coloured = Console(width=80, force_terminal=True, color_system="256")
    with coloured.capture() as captured:
        coloured.print(Terminal(build(past)))
    bare = re.sub(r"\x1b\[[0-9;]*m", "", captured.get())
    assert [line.rstrip() for line in bare.splitlines()] == run("stats").out.splitlines()
    assert json.loads(run("stats", "--json").out)
