"""Fuzz: reproducible, unbiased, within its range, and never unfair to a better rating."""

from itertools import pairwise
from statistics import fmean

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlinterview.scheduling.fuzz import fuzz_radius, fuzzed

CARDS = [f"deck/question-{number}" for number in range(50_000)]
LONGEST = 36_500
intervals = st.integers(1, 40_000)
maxima = st.integers(1, LONGEST)


@pytest.mark.parametrize("interval", [3, 4, 7, 8, 20, 30, 50])
def test_mean_is_the_interval(interval: int) -> None:
    mean = fmean(fuzzed(interval, card, 3, LONGEST) for card in CARDS)
    assert mean == pytest.approx(interval, abs=0.02)


@pytest.mark.parametrize("interval", [100, 1000])
def test_mean_of_long_intervals(interval: int) -> None:
    mean = fmean(fuzzed(interval, card, 3, LONGEST) for card in CARDS)
    assert mean == pytest.approx(interval, rel=0.001)


def test_mean_over_the_repetitions_of_one_card() -> None:
    mean = fmean(fuzzed(30, CARDS[0], repetition, LONGEST) for repetition in range(20_000))
    assert mean == pytest.approx(30, abs=0.05)


@pytest.mark.parametrize("interval", [3, 10, 50])
def test_every_day_of_the_range_occurs(interval: int) -> None:
    radius = fuzz_radius(interval, LONGEST)
    days = {fuzzed(interval, card, 1, LONGEST) for card in CARDS[:5000]}
    assert days == set(range(interval - radius, interval + radius + 1))


def test_cards_learned_together_part() -> None:
    assert len({fuzzed(30, card, 5, LONGEST) for card in CARDS[:20]}) > 4


def test_repetitions_of_one_card_differ() -> None:
    assert len({fuzzed(30, CARDS[0], repetition, LONGEST) for repetition in range(20)}) > 4


def test_draw_is_the_same_on_every_machine_and_for_ever() -> None:
    # another draw would move the due dates of every learner
    drawn = [fuzzed(30, "mlops/model-registry", repetition, LONGEST) for repetition in range(8)]
    assert drawn == [32, 31, 27, 28, 30, 28, 32, 30]


@pytest.mark.parametrize(
    ("interval", "radius"), [(1, 0), (2, 0), (3, 1), (7, 1), (8, 1), (20, 2), (30, 3), (100, 6)]
)
def test_radius_follows_the_published_ranges(interval: int, radius: int) -> None:
    assert fuzz_radius(interval, LONGEST) == radius


@given(intervals, st.text(), st.integers(0, 10_000), maxima)
def test_stays_within_the_radius(interval: int, card: str, repetition: int, maximum: int) -> None:
    moved = fuzzed(interval, card, repetition, maximum) - interval
    assert abs(moved) <= fuzz_radius(interval, maximum)


@given(intervals, st.text(), st.integers(0, 10_000), maxima)
def test_never_exceeds_the_maximum(interval: int, card: str, repetition: int, maximum: int) -> None:
    assert fuzzed(min(interval, maximum), card, repetition, maximum) <= maximum


@given(intervals, st.text(), st.integers(0, 10_000))
def test_is_a_function_of_card_and_repetition(interval: int, card: str, repetition: int) -> None:
    assert len({fuzzed(interval, card, repetition, LONGEST) for _ in range(3)}) == 1


@given(st.text(), st.integers(0, 10_000), st.integers(1, 200))
def test_longer_interval_is_never_moved_before_a_shorter_one(
    card: str, repetition: int, maximum: int
) -> None:
    moved = [fuzzed(interval, card, repetition, maximum) for interval in range(1, maximum + 1)]
    assert all(shorter <= longer for shorter, longer in pairwise(moved))
