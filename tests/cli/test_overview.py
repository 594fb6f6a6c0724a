"""``mlinterview`` alone: where you stand today."""

import pytest
from support.decks import write_deck
from support.program import run

from mlinterview.frontends.cli.overview import lines
from mlinterview.today import Today

DAY = 20_514  # Monday, 2 March 2026
NOTHING = Today(
    study_day=DAY, due=0, new=0, unseen=0, minutes=0, answered=0, minutes_studied=0, streak=0,
    flagged=0, suspended=0, leeches=0,
)  # fmt: skip


def today(**numbers: float) -> list[str]:
    from dataclasses import replace

    return lines(replace(NOTHING, **numbers))


def test_date_of_the_study_day() -> None:
    assert today()[:2] == ["mlinterview · Monday 2 March 2026", ""]


@pytest.mark.parametrize(
    ("numbers", "line"),
    [
        ({"due": 3, "new": 5, "minutes": 12.4}, "  Today    3 due · 5 new · about 12 min"),
        ({"due": 1, "minutes": 0.2}, "  Today    1 due · 0 new · about 1 min"),
        ({}, "  Today    nothing is due"),
        ({"answered": 4}, "  Today    all done"),
        ({"answered": 1, "minutes_studied": 0.4}, "  So far   1 answer in under a minute"),
        ({"answered": 12, "minutes_studied": 7.6}, "  So far   12 answers in 8 min"),
        ({"streak": 1}, "  Streak   1 day"),
        ({"streak": 21}, "  Streak   21 days"),
        ({"unseen": 80}, "  Cards    80 not seen yet"),
        (
            {"unseen": 80, "flagged": 2, "suspended": 3, "leeches": 1},
            "  Cards    80 not seen yet · 2 flagged · 3 suspended · 1 leech",
        ),
        ({"leeches": 2}, "  Cards    0 not seen yet · 2 leeches"),
    ],
)
def test_line(numbers, line) -> None:
    assert line in today(**numbers)


def test_nothing_is_said_of_what_was_not_done() -> None:
    assert [line.split()[0] for line in today()[2:]] == ["Today", "Cards"]


def test_screen_of_a_beginner(home, good) -> None:
    write_deck(home, "one", "two", "three")
    assert good().splitlines() == [
        "mlinterview · Monday 2 March 2026",
        "",
        "  Today    0 due · 3 new · about 4 min",
        "  Cards    3 not seen yet",
        "",
        "Start with `mlinterview review` in a terminal.",
    ]


def test_screen_when_all_is_done(home, good) -> None:
    write_deck(home, "one")
    good("answer", "tiny/one", "--rating", "easy", "--seconds", "90")
    assert good().splitlines() == [
        "mlinterview · Monday 2 March 2026",
        "",
        "  Today    all done",
        "  So far   1 answer in 2 min",
        "  Streak   1 day",
        "  Cards    0 not seen yet",
    ]


def test_without_decks(good) -> None:
    assert "  Today    nothing is due\n" in good()


def test_study_day_of_the_document(home) -> None:
    assert run("--json").document["study_day"] == "2026-03-02"


def test_minutes_a_day_end_the_review_and_not_single_answers(home, good) -> None:
    write_deck(home, "one", "two")
    good("config", "set", "minutes_per_day", "2")
    good("answer", "tiny/one", "--rating", "easy", "--seconds", "121")
    assert run("next", "--json").document["card"] is None
    assert good("answer", "tiny/two", "--rating", "easy")


def test_minutes_a_day_begin_anew_each_day(home, good, monkeypatch) -> None:
    write_deck(home, "one", "two")
    good("config", "set", "minutes_per_day", "2")
    good("answer", "tiny/one", "--rating", "easy", "--seconds", "121")
    monkeypatch.setenv("MLINTERVIEW_NOW", "2026-03-03T12:00:00+00:00")
    assert run("next", "--json").document["card"]["id"] == "tiny/two"
