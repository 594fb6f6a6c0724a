"""The check-up: what is sound, what can be rebuilt, what is damaged."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from support.decks import write_deck
from support.program import Done, run

PAGE = 4096


@pytest.fixture(autouse=True)
def answered(home, alone) -> None:
    write_deck(home, "one", "two")
    for card in ("tiny/one", "tiny/two"):
        run("answer", card, "--rating", "good")


def change(home: Path, *statements: str) -> None:
    with closing(sqlite3.connect(home / "collection.sqlite3")) as connection, connection:
        for statement in statements:
            connection.execute(statement)


def lines(done: Done) -> dict[str, str]:
    pairs = (line.split(maxsplit=1) for line in done.out.splitlines())
    return {pair[0]: pair[1] for pair in pairs}


def test_sound_collection(home) -> None:
    done = run("doctor")
    assert (done.code, done.err) == (0, "")
    found = lines(done)
    assert found.keys() >= {"journal", "sqlite", "fsrs"}
    assert found["home"] == str(home)
    assert (found["reviews"], found["events"]) == ("2", "0")
    parts = ("integrity", "cards", "clock", "decks", "plugins")
    assert {found[part] for part in parts} == {"ok"}


def test_cards_that_are_not_what_the_log_gives(home) -> None:
    change(home, "UPDATE cards SET stability = 99")
    done = run("doctor")
    assert done.code == 1
    assert lines(done)["cards"] == "2 differ"
    assert done.err == (
        "mlinterview: 2 cards are not what the log gives: run `mlinterview doctor --rebuild`\n"
    )


def test_single_card_that_is_not_what_the_log_gives(home) -> None:
    change(home, "UPDATE cards SET stability = 99 WHERE card_id = 'tiny/one'")
    assert "mlinterview: 1 card is not what the log gives:" in run("doctor").err


def test_rebuilding_mends_them(home, good) -> None:
    before = run("question", "show", "tiny/one", "--json").out
    change(home, "UPDATE cards SET stability = 99, due_day = 1")
    assert good("doctor", "--rebuild").startswith("2 cards derived anew from the log.\n")
    assert run("question", "show", "tiny/one", "--json").out == before


def test_rebuilding_brings_back_lost_cards(home, good) -> None:
    change(home, "DELETE FROM cards")
    assert run("doctor").code == 1
    good("doctor", "--rebuild")
    assert lines(run("doctor"))["cards"] == "ok"


def test_report_of_what_differs_is_a_document_and_a_failure(home) -> None:
    change(home, "UPDATE cards SET stability = 99")
    done = run("doctor", "--json")
    assert done.code == 1
    assert '"cards": "2 differ"' in done.out
    assert done.err.count("\n") == 1


def with_one_page_overwritten(database: Path):
    content = database.read_bytes()
    for start in range(PAGE, len(content), PAGE):
        database.write_bytes(content[:start] + b"\xa5" * PAGE + content[start + PAGE :])
        yield


def test_every_damaged_page_is_reported_with_what_to_do(home) -> None:
    change(home, "PRAGMA journal_mode=DELETE", "VACUUM")
    for _ in with_one_page_overwritten(home / "collection.sqlite3"):
        done = run("doctor")
        assert done.code == 1
        assert done.err.startswith("mlinterview: ")
        assert done.err.count("\n") == 1
        assert "`mlinterview backup --restore FILE`" in done.err


def test_mistakes_in_decks_are_told_and_are_no_damage(home, good) -> None:
    folder = write_deck(home, "one")
    (folder / "more.md").write_text("# More\n\n## A question without a fence\n")
    out = good("doctor")
    assert "decks              1 mistake\n" in out
    assert f"{folder}/more.md:3: " in out


def test_clock_that_is_wrong_is_told_and_is_no_damage(monkeypatch, good) -> None:
    monkeypatch.setenv("MLINTERVIEW_NOW", "2026-03-01T12:00:00+00:00")
    assert "clock              the clock says 2026-03-01T12:00:0" in good("doctor")
