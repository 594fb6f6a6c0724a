"""Several processes at once, and processes that are killed: nothing lost, nothing doubled."""

import os
import random
import time
from pathlib import Path

import pytest
from support import workers
from support.decks import write_deck
from support.stores import contents, is_sound
from support.studying import differing, opened

from mlinterview.locations import Home

PROCESSES = 8
ANSWERS_EACH = 12
KILLS = int(os.environ.get("MLINTERVIEW_TEST_KILLS", "10"))


def review_ids(home: Path) -> list[str]:
    return [str(row["id"]) for row in contents(Home(home).database, "reviews")["reviews"]]


def assert_consistent(home: Path) -> None:
    assert is_sound(Home(home).database)
    with opened(home) as collection:
        assert differing(collection) == []


@pytest.mark.parametrize("journal", ["wal", "delete"])
def test_eight_processes_write_at_once(
    home: Path, monkeypatch: pytest.MonkeyPatch, journal: str
) -> None:
    monkeypatch.setenv("MLINTERVIEW_JOURNAL", journal)
    write_deck(home, "a", "b", "c", "d", "e")
    started = [
        workers.start("answer_cards", home, number, ANSWERS_EACH) for number in range(PROCESSES)
    ]
    acknowledged = [line for lines in workers.finish(started) for line in lines]
    assert len(acknowledged) == PROCESSES * ANSWERS_EACH
    assert sorted(acknowledged) == review_ids(home)
    assert_consistent(home)


def test_eight_processes_open_a_fresh_home_at_once(home: Path) -> None:
    started = [workers.start("open_home", home) for _ in range(PROCESSES)]
    devices = {line for lines in workers.finish(started) for line in lines}
    assert len(devices) == 1
    assert len(contents(Home(home).database)["events"]) == PROCESSES
    assert_consistent(home)


def test_four_processes_find_an_empty_file_at_once(home: Path) -> None:
    home.mkdir()
    Home(home).database.touch()
    workers.finish([workers.start("open_home", home) for _ in range(4)])
    assert len(contents(Home(home).database)["events"]) == 4


def test_killed_process_loses_no_acknowledged_answer(home: Path) -> None:
    chance = random.Random(KILLS)
    write_deck(home, *(f"q{number}" for number in range(10 + 20 * KILLS)))
    acknowledged: list[str] = []
    for number in range(1, KILLS + 1):
        process = workers.start("study_for_ever", home)
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write("go\n")
        process.stdin.close()
        answers = chance.randrange(1, 12)
        acknowledged += [process.stdout.readline().strip() for _ in range(answers)]
        time.sleep(chance.random() * 0.02)  # so that it dies at any point of an answer
        process.kill()
        acknowledged += process.stdout.read().split()
        process.wait()
        process.stdout.close()
        ids = review_ids(home)
        assert set(acknowledged) <= set(ids)
        # at most one answer a kill was saved and not yet said to be
        assert len(ids) <= len(acknowledged) + number
        assert is_sound(Home(home).database)
    assert len(set(acknowledged)) == len(acknowledged)
    assert_consistent(home)
