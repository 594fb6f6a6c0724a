"""The order in which options are shown: the seed's, the same everywhere, and fair."""

from collections import Counter
from collections.abc import Iterable
from math import sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.authoring import CHOICE, made

from mlinterview.grading.choice import Choice
from mlinterview.grading.draws import Draws, shuffled_order

GOLDEN = [
    (2, 0, [0, 1]),
    (2, 1, [0, 1]),
    (3, 0, [1, 0, 2]),
    (4, 0, [2, 0, 1, 3]),
    (4, 1, [0, 1, 3, 2]),
    (4, 2, [0, 1, 3, 2]),
    (5, 18446744073709551615, [1, 2, 0, 3, 4]),
    (5, 2718281828, [2, 4, 1, 3, 0]),
    (9, 42, [5, 8, 4, 3, 0, 2, 7, 1, 6]),
]

SEEDS = 20_000


def is_even(counts: Iterable[int]) -> bool:
    """Tell whether a chi-square test finds nothing odd; beyond four sigma it would."""
    counts = list(counts)
    expected, freedom = sum(counts) / len(counts), len(counts) - 1
    statistic = sum((count - expected) ** 2 / expected for count in counts)
    return statistic < freedom + 4 * sqrt(2 * freedom)


@pytest.mark.parametrize(("count", "seed", "order"), GOLDEN)
def test_golden_orders(count: int, seed: int, order: list[int]) -> None:
    assert shuffled_order(count, seed) == order


def test_golden_bits_of_splitmix64() -> None:
    # the reference implementation's first outputs for the seed 1234567
    draws = Draws(1234567)
    assert [draws.bits() for _ in range(3)] == [
        6457827717110365317,
        3203168211198807973,
        9817491932198370423,
    ]


@given(st.integers(1, 9), st.integers(0, 2**64 - 1))
def test_order_holds_each_option_once(count: int, seed: int) -> None:
    assert sorted(shuffled_order(count, seed)) == list(range(count))


@pytest.mark.parametrize("count", [2, 3, 4, 5, 9])
def test_right_option_is_as_often_at_each_place(count: int) -> None:
    places = Counter(shuffled_order(count, seed).index(0) for seed in range(SEEDS))
    assert is_even(places[place] for place in range(count))


def test_uneven_counts_are_noticed() -> None:
    assert not is_even([SEEDS // 2 + 500, SEEDS // 2 - 500])


def test_all_orders_are_as_frequent() -> None:
    orders = Counter(tuple(shuffled_order(4, seed)) for seed in range(SEEDS))
    assert len(orders) == 24
    assert is_even(orders.values())


def test_places_in_following_seeds_are_independent() -> None:
    pairs = Counter(
        (shuffled_order(4, seed).index(0), shuffled_order(4, seed + 1).index(0))
        for seed in range(0, SEEDS, 2)
    )
    assert is_even(pairs[a, b] for a in range(4) for b in range(4))


def test_same_seed_shows_the_same() -> None:
    question = made(CHOICE)
    assert Choice().present(question, 1, 5) == Choice().present(question, 1, 5)


def test_options_are_shown_in_the_order_drawn() -> None:
    question = made(CHOICE)
    for seed in range(10):
        shown = Choice().present(question, 1, seed)
        texts = ["The first", "The second", "The third"]
        assert list(shown.options) == [texts[n] for n in shuffled_order(3, seed)]
