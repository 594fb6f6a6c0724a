"""Entries and their ids: recorded once, ordered by time, the same in every order of arrival."""

import random
import re
import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from itertools import permutations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.studying import AGAIN, DAY, EASY, GOOD

from mlinterview.locations import Home
from mlinterview.model.reviews import CardState, Event, EventKind, Mode, Rating, Review, State
from mlinterview.scheduling.replay import order, replay
from mlinterview.scheduling.scheduler import Scheduler
from mlinterview.store import log, rows
from mlinterview.store.database import Database
from mlinterview.store.ids import uuid7
from mlinterview.store.undo import undone_operations

SCHEDULER = Scheduler()
NOW = DAY * 86_400_000
REVIEW = Review("r1", "here", "d/q", NOW, DAY, GOOD)


@pytest.fixture
def connection(home: Path) -> Iterator[sqlite3.Connection]:
    database = Database(Home(home))
    yield database.connection
    database.close()


def event(kind: EventKind, moment: int, name: str = "e1", card_id: str | None = "d/q") -> Event:
    return Event(name, "here", moment, moment // 86_400_000, f"op-{name}", kind, card_id)


# -- recording -------------------------------------------------------------------------------------


def test_review_is_appended_once(connection: sqlite3.Connection) -> None:
    assert log.append_review(connection, REVIEW)
    assert not log.append_review(connection, replace(REVIEW, rating=AGAIN))
    assert log.card_log(connection, "d/q") == [REVIEW]


def test_event_is_appended_once(connection: sqlite3.Connection) -> None:
    flag = event(EventKind.FLAG, NOW)
    log.append_events(connection, [flag, flag])
    log.append_events(connection, [replace(flag, kind=EventKind.SUSPEND)])
    assert log.card_log(connection, "d/q") == [flag]


def test_everything_about_an_answer_comes_back(connection: sqlite3.Connection) -> None:
    review = Review(
        "r1", "here", "d/q#2", NOW, DAY, EASY, 1234, Mode.CRAM, "größer\nals ∞", '{"a": 1}', 2**31,
        "abc", State.RELEARNING, 0.5, 9.75,
    )  # fmt: skip
    log.append_review(connection, review)
    assert log.has_review(connection, "r1") == review


@given(st.builds(CardState, st.text(), state=st.sampled_from(State), step=st.none() | st.integers(0, 9),
                 stability=st.none() | st.floats(0, 1e9), difficulty=st.none() | st.floats(1, 10),
                 last_rating=st.none() | st.sampled_from(Rating), suspended=st.booleans(),
                 flagged=st.booleans(), leech=st.booleans()))  # fmt: skip
def test_card_survives_its_row(card: CardState) -> None:
    assert rows.card_from_row(rows.card_to_row(card)) == card


def test_unknown_card_is_new(connection: sqlite3.Connection) -> None:
    assert log.get_card(connection, "d/q") == CardState("d/q")


# -- order -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("arrival", tuple(permutations(range(4))))
def test_state_does_not_depend_on_the_order_of_arrival(
    connection: sqlite3.Connection, arrival: tuple[int, ...]
) -> None:
    entries: list[Review | Event] = [
        REVIEW,
        event(EventKind.RESET, NOW + 1),
        replace(REVIEW, id="r2", reviewed_at=NOW + 2, rating=EASY),
        event(EventKind.SUSPEND, NOW + 2, "e2"),
    ]
    for number in arrival:
        entry = entries[number]
        if isinstance(entry, Review):
            log.append_review(connection, entry)
            before = log.get_card(connection, "d/q")
            after = SCHEDULER.review(before, entry.rating, entry.reviewed_at, DAY).card
        else:
            log.append_events(connection, [entry])
            after = replace(log.get_card(connection, "d/q"), suspended=True)
            if entry.kind is EventKind.RESET:
                after = CardState("d/q")
        log.put_after(connection, entry, after, SCHEDULER)
    assert log.get_card(connection, "d/q") == replay("d/q", entries, SCHEDULER)


def test_entries_of_one_moment_have_one_order() -> None:
    first, second = replace(REVIEW, id="a"), event(EventKind.RESET, NOW, "b")
    assert sorted([second, first], key=order) == [first, second]


def test_next_moment_is_now_on_an_empty_log(connection: sqlite3.Connection) -> None:
    assert log.next_moment(connection, NOW, 1000) == NOW


@pytest.mark.parametrize(
    ("newest", "expected"),
    [(NOW - 5, NOW), (NOW, NOW + 1), (NOW + 1000, NOW + 1001), (NOW + 1001, NOW)],
)
def test_next_moment_follows_what_is_a_little_ahead(
    connection: sqlite3.Connection, newest: int, expected: int
) -> None:
    log.append_events(connection, [event(EventKind.FLAG, newest)])
    assert log.next_moment(connection, NOW, 1000) == expected


def test_what_was_taken_back_does_not_push_the_time(connection: sqlite3.Connection) -> None:
    log.append_review(connection, replace(REVIEW, reviewed_at=NOW + 10))
    connection.execute("INSERT INTO undone VALUES ('r1')")
    assert log.next_moment(connection, NOW, 1000) == NOW
    assert log.newest_moment(connection) == 0


# -- undo ------------------------------------------------------------------------------------------


def test_undone_operation_does_not_count() -> None:
    assert undone_operations([("u1", "a")]) == {"a"}


def test_undo_that_was_undone_does_not_count() -> None:
    assert undone_operations([("u1", "a"), ("u2", "u1")]) == {"u1"}


def test_undo_of_an_undo_of_an_undo() -> None:
    assert undone_operations([("u1", "a"), ("u2", "u1"), ("u3", "u2")]) == {"a", "u2"}


def test_one_undo_that_counts_is_enough() -> None:
    assert undone_operations([("u1", "a"), ("u2", "a"), ("u3", "u1")]) == {"a", "u1"}


def test_one_undo_takes_back_many() -> None:
    assert undone_operations([("u1", "a"), ("u1", "b"), ("u1", "c")]) == {"a", "b", "c"}


def test_long_chain_of_undos() -> None:
    chain = [(f"u{number + 1}", f"u{number}") for number in range(10_000)]
    assert undone_operations(chain) == {f"u{number}" for number in range(9_999, 0, -2)}


@given(st.lists(st.tuples(st.integers(1, 30), st.integers(0, 29)), max_size=40), st.randoms())
def test_order_of_undos_is_irrelevant(pairs: list[tuple[int, int]], chance: random.Random) -> None:
    # an undo names what was there before it
    undos = [(f"{max(pair):02}", f"{min(pair):02}") for pair in pairs if len(set(pair)) == 2]
    expected = undone_operations(undos)
    chance.shuffle(undos)
    assert undone_operations(undos) == expected


# -- ids -------------------------------------------------------------------------------------------


def test_id_is_a_uuid_of_version_seven() -> None:
    shape = r"[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}"
    assert re.fullmatch(shape, uuid7(NOW))


def test_id_begins_with_its_time() -> None:
    assert int(uuid7(NOW + 10_000_000).replace("-", "")[:12], 16) == NOW + 10_000_000


def test_ids_of_one_moment_increase_and_differ() -> None:
    ids = [uuid7(NOW) for _ in range(10_000)]
    assert ids == sorted(set(ids))


def test_ids_follow_a_clock_that_was_set_back() -> None:
    assert uuid7(NOW + 86_400_000) > uuid7(NOW)


def test_reviews_of_an_import_count_until_it_is_taken_back(connection: sqlite3.Connection) -> None:
    log.append_review(connection, replace(REVIEW, batch="import"))
    assert log.newest_moment(connection) == REVIEW.reviewed_at
    connection.execute("INSERT INTO undone VALUES ('import')")
    assert log.newest_moment(connection) == 0
    assert log.card_reviews(connection, "d/q") == []


def test_review_of_an_import_is_no_operation_of_its_own(connection: sqlite3.Connection) -> None:
    log.append_review(connection, replace(REVIEW, batch="import"))
    assert log.newest_operation(connection) is None
    assert log.operations_since(connection, 0) == []
    assert log.operation_entries(connection, "import")[0] == [replace(REVIEW, batch="import")]
