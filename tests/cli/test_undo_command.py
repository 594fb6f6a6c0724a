"""Taking back: one step after the other, or all since a moment."""

import pytest
from support.decks import write_deck
from support.program import run


@pytest.fixture(autouse=True)
def deck(home, alone) -> None:
    write_deck(home, "one", "two", "three")


def answer(card: str, now: str | None = None, monkeypatch=None) -> None:
    if monkeypatch is not None:
        monkeypatch.setenv("MLINTERVIEW_NOW", now)
    assert run("answer", f"tiny/{card}", "--rating", "hard").code == 0


def test_answer_is_taken_back(good) -> None:
    answer("one")
    assert good("undo") == "Taken back: the answer Hard to tiny/one.\n"
    assert good("question", "show", "tiny/one").endswith("\ntiny/one: new\n")


def test_there_is_no_limit(good, bad) -> None:
    for card in ("one", "two"):
        answer(card)
    good("question", "flag", "tiny/three")
    assert [good("undo") for _ in range(3)] == [
        "Taken back: flag of tiny/three.\n",
        "Taken back: the answer Hard to tiny/two.\n",
        "Taken back: the answer Hard to tiny/one.\n",
    ]
    assert bad("undo") == (1, "there is nothing to take back")


def test_everything_since_a_moment_is_one_step(monkeypatch, good) -> None:
    answer("one", "2026-03-02T09:00:00+00:00", monkeypatch)
    answer("two", "2026-03-02T10:00:00+00:00", monkeypatch)
    answer("three", "2026-03-02T11:00:00+00:00", monkeypatch)
    good("question", "flag", "tiny/one")
    said = good("undo", "--since", "2026-03-02T10:30:00+01:00")
    assert said == "Taken back: 2 answers, flag of tiny/one.\n"
    assert "tiny/one: due" in good("question", "show", "tiny/one")


@pytest.mark.parametrize(
    ("zone", "count"), [("UTC", 1), ("America/New_York", 0), ("Asia/Tokyo", 2)]
)
def test_time_without_an_offset_is_that_of_the_learner(zone, count, monkeypatch, good) -> None:
    good("config", "set", "time_zone", zone)
    answer("one", "2026-03-05T01:00:00+00:00", monkeypatch)
    answer("two", "2026-03-05T12:00:00+00:00", monkeypatch)
    done = run("undo", "--since", "2026-03-05T10:00", "--json")
    taken = len(done.document["reviews"]) if done.code == 0 else 0
    assert taken == count


def test_date_alone_is_its_midnight(monkeypatch, good) -> None:
    good("config", "set", "time_zone", "UTC")
    answer("one", "2026-03-04T23:00:00+00:00", monkeypatch)
    answer("two", "2026-03-05T01:00:00+00:00", monkeypatch)
    assert good("undo", "--since", "2026-03-05") == "Taken back: the answer Hard to tiny/two.\n"
