"""Anki opens our packages, finds nothing wrong, and has the same cards due on the same days."""

import json
import os
import random
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from anki_helpers import DAY_MS, anki, cards, due_date, export, is_sound, record, study, take
from support.decks import DECK, cloze, recall, write_deck
from support.studying import opened

from mlinterview.clock import ManualClock, day_to_date
from mlinterview.collection import Collection
from mlinterview.errors import ExchangeError
from mlinterview.model.reviews import EventKind, Mode, Rating, State
from mlinterview.store.anki.writing import new_anki_database

SOME = [*[recall(f"r{n}") for n in range(40)], *[cloze(f"c{n}", 3) for n in range(10)]]


@pytest.fixture(scope="module")
def studied(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Collection, Path]]:
    """A collection with 70 cards and some 1,500 reviews up to now, and its package."""
    home = tmp_path_factory.mktemp("studied")
    clock = ManualClock(datetime.now(UTC))
    write_deck(home, *SOME)
    with opened(home, clock) as collection:
        collection.set("time_zone", "UTC")
        collection.set("desired_retention", 0.85)
        study(collection, clock, 90, random.Random(7))
        collection.act(EventKind.SUSPEND, [f"{DECK}/r1"])
        collection.act(EventKind.FLAG, [f"{DECK}/r2"])
        collection.act(EventKind.RESET, [f"{DECK}/r3"])
        yield collection, export(collection, home / "ours.apkg")


@pytest.fixture(scope="module")
def there(studied: tuple[Collection, Path], tmp_path_factory: pytest.TempPathFactory) -> Iterator:
    with anki(tmp_path_factory.mktemp("anki")) as collection:
        take(collection, studied[1])
        yield collection


def test_anki_finds_nothing_wrong(there) -> None:
    assert is_sound(there)


def test_every_card_arrives_once(studied, there) -> None:
    ours = {card for q in studied[0].library.questions(DECK) for card in q.card_ids()}
    assert set(cards(there)) == ours
    assert there.card_count() == len(ours)


def test_cards_fall_due_at_the_same_time(studied, there) -> None:
    states = {name: studied[0].card(name) for name in cards(there)}
    assert {state.state for state in states.values()} == set(State)
    for name, card in cards(there).items():
        state = states[name]
        if state.due_day is None:
            assert card.type == 0
        elif state.due_at is not None:
            assert card.due == state.due_at // 1000, name
        else:
            assert due_date(there, card) == day_to_date(state.due_day), name


def test_memory_states_are_the_same_to_the_decimals_that_anki_stores(studied, there) -> None:
    for name, card in cards(there).items():
        state, memory = studied[0].card(name), card.memory_state
        if state.stability is None or state.difficulty is None:
            assert memory is None
            continue
        assert memory.stability == pytest.approx(state.stability, abs=0.5e-4, rel=1e-6), name
        assert memory.difficulty == pytest.approx(state.difficulty, abs=0.5e-3, rel=1e-6), name
        assert card.desired_retention == pytest.approx(0.85)


def test_anki_computes_the_same_memory_states_from_the_history(studied, there) -> None:
    for name, card in cards(there).items():
        state = studied[0].card(name)
        if state.stability is not None:
            computed = there.compute_memory_state(card.id)
            assert computed.stability == pytest.approx(state.stability, rel=1e-3), name


def test_the_history_is_whole(studied, there) -> None:
    collection = studied[0]
    for name, card in cards(there).items():
        rows = there.db.all(
            "select id, ease, time from revlog where cid = ? and ease > 0 order by id", card.id
        )
        ours = [[r.reviewed_at, r.rating, r.duration_ms or 0] for r in collection.history(name)]
        assert rows == ours


def test_counts_marks_and_parameters_arrive(studied, there) -> None:
    for name, card in cards(there).items():
        state = studied[0].card(name)
        assert (card.reps, card.lapses) == (state.reps, state.lapses)
        assert (card.queue == -1) == state.suspended
        assert (card.flags == 1) == state.flagged
    [preset] = [one for one in there.decks.all_config() if one["name"] == "mlinterview"]
    assert preset["fsrsParams6"] == pytest.approx(studied[0].settings["parameters"])
    assert preset["desiredRetention"] == pytest.approx(0.85)


def test_a_second_import_doubles_nothing(studied, there) -> None:
    before = (
        there.card_count(),
        there.note_count(),
        there.db.scalar("select count(*) from revlog"),
    )
    assert take(there, studied[1])["new"] == 0
    after = (there.card_count(), there.note_count(), there.db.scalar("select count(*) from revlog"))
    assert after == before


def test_anki_schedules_on_as_we_do(studied, there) -> None:
    # Good on the day that a card is due: the same stability in both
    collection, today = studied[0], studied[0].study_day()
    compared = 0
    for name, card in cards(there).items():
        state = collection.card(name)
        if state.state is not State.REVIEW or state.suspended or compared == 5:
            continue
        labels = there._backend.get_scheduling_states(card.id)
        theirs = labels.good.normal.review.memory_state.stability
        step = collection.scheduler.review(state, Rating.GOOD, collection.clock.now_ms(), today)
        assert theirs == pytest.approx(step.card.stability, rel=1e-3)
        compared += 1
    assert compared == 5


def test_learning_steps_of_days_fall_due_on_the_same_day(
    home: Path, clock: ManualClock, tmp_path: Path
) -> None:
    write_deck(home, "a")
    clock.set(datetime.now(UTC))
    with opened(home, clock) as collection, anki(tmp_path) as there:
        collection.set("learning_steps", "2d 5d")
        record(collection, [(f"{DECK}/a", clock.now_ms() - DAY_MS, Rating.AGAIN)])
        take(there, export(collection, tmp_path / "ours.apkg"))
        [card], state = cards(there).values(), collection.card(f"{DECK}/a")
        assert (card.type, card.queue, state.state) == (1, 3, State.LEARNING)
        assert due_date(there, card) == day_to_date(state.due_day or 0)


ZONE_CHECK = """
import json, sys
from pathlib import Path
sys.path[:0] = sys.argv[3:]
from anki_helpers import anki, cards, due_date, take
with anki(Path(sys.argv[1])) as there:
    take(there, Path(sys.argv[2]))
    print(json.dumps({name: str(due_date(there, card)) for name, card in cards(there).items()}))
"""


@pytest.mark.parametrize("zone", ["Pacific/Auckland", "America/Los_Angeles"])
def test_dates_hold_east_and_west(
    zone: str, home: Path, clock: ManualClock, tmp_path: Path
) -> None:
    write_deck(home, *[f"q{n}" for n in range(12)])
    clock.set(datetime.now(UTC))
    # every two hours: on either side of midnight and of the rollover, in every zone
    first = clock.now_ms() - 9 * DAY_MS
    taken = [(f"{DECK}/q{n}", first - n * DAY_MS // 12, Rating.GOOD) for n in range(12)]
    with opened(home, clock) as collection:
        collection.set("time_zone", zone)
        collection.set("learning_steps", [])
        record(collection, taken)
        package = export(collection, tmp_path / "ours.apkg")
        ours = {
            f"{DECK}/q{n}": str(day_to_date(collection.card(f"{DECK}/q{n}").due_day or 0))
            for n in range(12)
        }
    assert len(set(ours.values())) > 1
    paths = [str(Path(__file__).parent), str(Path(__file__).parents[2])]
    done = subprocess.run(
        [sys.executable, "-c", ZONE_CHECK, str(tmp_path / "a"), str(package), *paths],
        env={**os.environ, "TZ": zone}, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert json.loads(done.stdout) == ours


def test_questions_alone_come_without_history(studied, tmp_path: Path) -> None:
    package = export(studied[0], tmp_path / "questions.apkg", "questions")
    with anki(tmp_path) as there:
        take(there, package)
        assert there.db.scalar("select count(*) from revlog") == 0
        assert {card.type for card in cards(there).values()} == {0}


def test_two_reviews_at_one_moment_are_both_kept(
    home: Path, clock: ManualClock, tmp_path: Path
) -> None:
    write_deck(home, "a", "b")
    moment = clock.now_ms()
    with opened(home, clock) as collection, anki(tmp_path) as there:
        record(collection, [(f"{DECK}/{name}", moment - 9, 4) for name in "ab"])
        record(collection, [(f"{DECK}/{name}", moment, 3, Mode.CRAM) for name in "ab"])
        take(there, export(collection, tmp_path / "ours.apkg"))
        rows = there.db.all("select id, type from revlog order by id")
    assert rows == [[moment - 9, 0], [moment - 8, 0], [moment, 3], [moment + 1, 3]]


def test_a_folder_that_cannot_be_written_gives_one_line(home: Path, tmp_path: Path) -> None:
    write_deck(home, "a")
    with opened(home) as collection, pytest.raises(ExchangeError, match="cannot be written to"):
        export(collection, tmp_path / "gone" / "ours.apkg")
    with pytest.raises(OSError, match="unable to open"), new_anki_database(tmp_path):
        pass
