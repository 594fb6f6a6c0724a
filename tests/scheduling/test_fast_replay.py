"""Replay in arrays gives, bit for bit, what the scheduler gives one review after the other."""

import random
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path

import fsrs.scheduler
import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from support.histories import options, random_log
from support.studying import DAY, opened

from mlinterview.collection import Collection
from mlinterview.model.reviews import CardState, Event, EventKind, Mode, Rating, Review
from mlinterview.scheduling.arrays import ArrayMemory, near_a_middle
from mlinterview.scheduling.bulk import NO_MOMENT, replay_all
from mlinterview.scheduling.fuzz import fuzzed
from mlinterview.scheduling.fuzz_arrays import fuzzed_many
from mlinterview.scheduling.histories import Histories, rounds
from mlinterview.scheduling.options import DEFAULT_PARAMETERS, SchedulingOptions
from mlinterview.scheduling.replay import is_untouched, replay
from mlinterview.scheduling.scheduler import Scheduler
from mlinterview.store import fresh, log
from mlinterview.store.rows import card_to_row

LOWER, UPPER = fsrs.scheduler.LOWER_BOUNDS_PARAMETERS, fsrs.scheduler.UPPER_BOUNDS_PARAMETERS
parameters = st.just(DEFAULT_PARAMETERS) | st.tuples(
    *(st.floats(low, high) for low, high in zip(LOWER, UPPER, strict=True))
)
all_options = st.builds(lambda some, w: replace(some, parameters=w), options, parameters)


@pytest.fixture(scope="module")
def collection(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Collection]:
    with opened(tmp_path_factory.mktemp("home")) as collection:
        yield collection


@pytest.fixture(autouse=True)
def _always_in_arrays(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fresh, "FEW", 0)


class _Enough(Exception):
    pass


@contextmanager
def stored(collection: Collection, entries: list[Review | Event]) -> Iterator[object]:
    """Put entries in the log for a while."""
    with suppress(_Enough), collection.database.transaction() as connection:
        log.append_events(connection, [one for one in entries if isinstance(one, Event)])
        for one in entries:
            if isinstance(one, Review):
                log.append_review(connection, one)
        yield connection
        raise _Enough


def logs(seed: int, cards: int) -> dict[str, list[Review | Event]]:
    chance = random.Random(seed)
    found = {}
    for number in range(cards):
        card_id = f"d/q{number}"
        entries = random_log(card_id, chance)
        if chance.random() < 0.5:  # most cards have only reviews
            entries = [one for one in entries if isinstance(one, Review)]
        found[card_id] = [replace(one, id=f"{number}-{one.id}") for one in entries]
    return found


@given(seed=st.integers(0, 2**32), some=all_options)
@settings(max_examples=150)
@example(seed=0, some=SchedulingOptions())
@example(seed=1, some=SchedulingOptions(leech_threshold=1, leech_suspends=True))
@example(seed=2, some=SchedulingOptions(learning_steps=(), relearning_steps=()))
@example(seed=3, some=SchedulingOptions(learning_steps=(60, 172_800), relearning_steps=(90_000,)))
def test_rows_are_those_of_the_plain_replay(
    collection: Collection, seed: int, some: SchedulingOptions
) -> None:
    scheduler, entries = Scheduler(some), logs(seed, 12)
    plain = [replay(card_id, own, scheduler) for card_id, own in entries.items()]
    with stored(collection, [one for own in entries.values() for one in own]) as connection:
        rows = fresh.fresh_rows(connection, scheduler)  # type: ignore[arg-type]
    assert sorted(rows) == sorted(card_to_row(card) for card in plain if not is_untouched(card))
    assert all(type(value) in (str, int, float, type(None)) for row in rows for value in row)


def histories(cards: list[list[tuple[int, int]]]) -> Histories:
    """Make histories of ratings and days between."""
    starts = np.cumsum([0, *map(len, cards)])
    rating = np.array([rating for card in cards for rating, _ in card], np.int8)
    day = np.concatenate([DAY + np.cumsum([gap for _, gap in card]) for card in cards])
    at = day * 86_400_000 + np.arange(len(day))
    names = [f"deck/card-{number}" for number in range(len(cards))]
    return Histories(names, starts, rating, at, day, np.ones(len(day), bool))


def test_many_long_histories_are_equal_to_the_last_bit() -> None:
    chance = random.Random(7)
    cards = [
        [(chance.choice([1, 2, 3, 3, 3, 4]), chance.choice([0, 0, 1, 2, 5, 20, 90, 3000]))
         for _ in range(chance.randrange(1, 40))] for _ in range(400)
    ]  # fmt: skip
    scheduler = Scheduler()
    given = histories(cards)
    found = replay_all(given, scheduler)
    for number, card in enumerate(cards):
        state = CardState(given.cards[number])
        for row, (rating, _) in enumerate(card, int(given.starts[number])):
            at, day = int(given.at[row]), int(given.day[row])
            state = scheduler.review(state, Rating(rating), at, day).card
        assert (found.stability[number], found.difficulty[number]) == (
            state.stability, state.difficulty)  # fmt: skip
        assert found.due_day[number] == state.due_day
        assert found.due_at[number] == (NO_MOMENT if state.due_at is None else state.due_at)


def test_what_could_round_either_way_is_asked_of_the_scheduler(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # with all bits in doubt everything is asked, and nothing may change
    given = histories([[(3, 0), (rating, gap), (3, 30), (2, 400)]
                       for rating in (1, 2, 3, 4) for gap in (0, 1, 50)])  # fmt: skip
    usual = replay_all(given, Scheduler())
    monkeypatch.setattr("mlinterview.scheduling.arrays._DOUBT", 1 << 40)
    asked: list[object] = []
    review = Scheduler.review

    def counted(self: Scheduler, *args: object) -> object:
        asked.append(args)
        return review(self, *args)  # type: ignore[arg-type]

    monkeypatch.setattr(Scheduler, "review", counted)
    again = replay_all(given, Scheduler())
    assert len(asked) >= 12 * 3
    for name in ("stability", "difficulty", "due_day", "due_at", "lapses"):
        assert (getattr(again, name) == getattr(usual, name)).all()


@given(st.floats(0.001, 1e9), st.integers(-(1 << 17), 1 << 17), st.integers(1 << 18, 1 << 27))
def test_the_middle_of_two_single_precision_numbers_is_recognised(
    value: float, near: int, far: int
) -> None:
    bits = np.array([value]).view(np.int64) & ~((1 << 29) - 1) | 1 << 28
    assert near_a_middle((bits + near).view(np.float64)).all()
    assert not near_a_middle((bits + far).view(np.float64)).any()
    assert not near_a_middle((bits - far).view(np.float64)).any()


@given(
    st.floats(0.001, 1e6).map(np.float32).map(float),
    st.floats(1, 10).map(np.float32).map(float),
    st.integers(0, 5000),
    st.sampled_from(Rating),
    parameters,
)
@settings(max_examples=300)
def test_arrays_and_fsrs_differ_by_less_than_the_doubt(
    stability: float, difficulty: float, elapsed: int, rating: Rating, w: tuple[float, ...]
) -> None:
    scheduler = fsrs.Scheduler(w, enable_fuzzing=False)
    found, unsure = ArrayMemory(w).stability_after(
        np.array([stability]), np.array([difficulty]), np.array([elapsed]),
        np.array([rating], np.int8))  # fmt: skip
    if elapsed < 1:
        exact = scheduler._short_term_stability(stability=stability, rating=fsrs.Rating(rating))
    else:
        recall = (1 + scheduler._FACTOR * elapsed / stability) ** scheduler._DECAY
        exact = scheduler._next_stability(
            difficulty=difficulty, stability=stability, retrievability=recall,
            rating=fsrs.Rating(rating))  # fmt: skip
    # a sixteenth of what is in doubt, so that a worse mathematics library is no danger either
    assert unsure.size or found[0] == pytest.approx(
        min(exact, 1e9), rel=2.0**-52 * (1 << 13), abs=0
    )


@given(st.lists(st.tuples(st.integers(1, 40_000), st.integers(0, 300)), min_size=1, max_size=30),
       st.integers(1, 36_500))  # fmt: skip
def test_fuzz_is_the_same(pairs: list[tuple[int, int]], maximum: int) -> None:
    pairs = [(min(days, maximum), reps) for days, reps in pairs]
    cards = [f"d/{number}é" for number in range(len(pairs))]
    days = np.array([days for days, _ in pairs])
    found = fuzzed_many(days, cards, [reps for _, reps in pairs], maximum)
    assert found.tolist() == [
        fuzzed(one, card, reps, maximum) for card, (one, reps) in zip(cards, pairs, strict=True)
    ]


@given(st.lists(st.integers(1, 9), max_size=20))
def test_rounds_count_the_cards_with_so_many_reviews(lengths: list[int]) -> None:
    order, counts = rounds(np.cumsum([0, *lengths]))
    assert [lengths[one] for one in order] == sorted(lengths, reverse=True)
    assert counts == [sum(n > k for n in lengths) for k in range(max(lengths, default=0))]


def test_reviews_taken_back_do_not_count(home: Path) -> None:
    reviews = [
        Review(f"r{n}", "here", "d/q", DAY * 86_400_000 + n, DAY + n, Rating.GOOD) for n in range(3)
    ]
    with opened(home) as collection:
        with collection.database.transaction() as connection:
            for review in reviews:
                log.append_review(connection, review)
        assert collection.rebuild() == 1
        assert collection.card("d/q").reps == 3
        collection.undo()
        assert collection.rebuild() == 1
        assert collection.card("d/q").reps == 2


def test_an_empty_log_has_no_cards(home: Path) -> None:
    with opened(home) as collection:
        assert collection.rebuild() == 0


def test_a_card_with_events_only_is_replayed(collection: Collection) -> None:
    event = Event("e", "here", 1, DAY, "o", EventKind.FLAG, "d/q")
    other = Review("r", "here", "d/r", 1, DAY, Rating.GOOD, mode=Mode.CRAM)
    with stored(collection, [event, other]) as connection:
        rows = fresh.fresh_rows(connection, Scheduler())  # type: ignore[arg-type]
    assert {row[0]: row[15] for row in rows} == {"d/q": 1, "d/r": 0}
