"""Lengths of time in one short word."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlinterview.frontends.durations import short

SECONDS = {"s": 1, "m": 60, "h": 3600, "d": 86_400, "mo": 30.44 * 86_400, "y": 365.25 * 86_400}
MOST = {"s": 59, "m": 59, "h": 23, "d": 59, "mo": 11.9, "y": 10**9}
lengths = st.one_of(st.floats(0, 1e5), st.floats(0, 1e7), st.floats(0, 1e10))


@pytest.mark.parametrize(
    ("seconds", "word"),
    [(-5, "0s"), (0, "0s"), (59.4, "59s"), (59.6, "1m"), (330, "6m"), (3599, "1h"), (84_000, "23h"),
     (86_399, "1d"), (86_400 * 59, "59d"), (86_400 * 60, "2.0mo"), (86_400 * 365, "1.0y"),
     (36_500 * 86_400, "99.9y")],
)  # fmt: skip
def test_length_in_a_word(seconds, word) -> None:
    assert short(seconds) == word


@given(lengths)
def test_word_is_near_the_truth(seconds) -> None:
    number, unit = re.fullmatch(r"([\d.]+)([a-z]+)", short(seconds)).groups()
    assert abs(float(number) * SECONDS[unit] - seconds) <= SECONDS[unit] / 2


@given(lengths)
def test_unit_is_not_told_as_often_as_makes_up_the_next(seconds) -> None:
    number, unit = re.fullmatch(r"([\d.]+)([a-z]+)", short(seconds)).groups()
    assert float(number) <= MOST[unit]
