"""How close a number has to be."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlinterview.grading.numbers import Tolerance

EXACT = Tolerance()
TWO_DECIMALS = Tolerance(decimals=2)
WHOLE = Tolerance(decimals=0)
PERCENT = Tolerance(relative=0.01)
TENTH = Tolerance(absolute=0.1)


@pytest.mark.parametrize(
    ("tolerance", "given", "right", "accepted"),
    [
        (EXACT, 42.0, 42, True),
        (EXACT, 41.0, 42, False),
        (EXACT, 42.001, 42, False),
        (EXACT, 0.1 * 30, 3, True),
        (EXACT, 0.0, 0, True),
        (EXACT, 1e-6, 0, False),
        # a relative error would let these pass
        (EXACT, 7_000_000_001.0, 7_000_000_000, False),
        (EXACT, 10.0**15 - 1, 10**15, False),
        (EXACT, 10.0**15, 10**15, True),
        (TWO_DECIMALS, 0.67, 2 / 3, True),
        (TWO_DECIMALS, 0.66, 2 / 3, False),
        (TWO_DECIMALS, 0.6667, 2 / 3, True),
        (TWO_DECIMALS, 0.66, 0.665, True),
        (TWO_DECIMALS, 0.67, 0.665, True),
        (TWO_DECIMALS, 0.68, 0.665, False),
        (TWO_DECIMALS, -0.67, -2 / 3, True),
        (TWO_DECIMALS, 0.67, -2 / 3, False),
        (TWO_DECIMALS, 0.0, 0.004, True),
        (TWO_DECIMALS, 0.0, 0.006, False),
        (TWO_DECIMALS, 1e12 + 0.01, 1e12, False),
        (TWO_DECIMALS, 1e6 + 0.004, 1e6, True),
        (TWO_DECIMALS, 3.004, 3, True),
        (WHOLE, 3.4, 3.1, True),
        (WHOLE, 4.0, 3.1, False),
        (PERCENT, 101.0, 100.0, True),
        (PERCENT, 99.0, 100.0, True),
        (PERCENT, 101.1, 100.0, False),
        (PERCENT, -101.0, -100.0, True),
        (PERCENT, 101.0, 100, True),
        (PERCENT, 1e-9, 0.0, False),
        (TENTH, 2.1, 2.0, True),
        (TENTH, 2.2, 2.0, False),
        (TENTH, 1.9, 2, True),
    ],
)
def test_what_is_close_enough(
    tolerance: Tolerance, given: float, right: float, accepted: bool
) -> None:
    assert tolerance.accepts(given, right) is accepted


@given(st.floats(-1e6, 1e6), st.integers(0, 6))
def test_properly_rounded_answer_is_accepted(right: float, decimals: int) -> None:
    assert Tolerance(decimals=decimals).accepts(round(right, decimals), right)


@given(st.floats(-1e6, 1e6), st.integers(0, 6))
def test_answer_that_is_a_unit_off_is_not_accepted(right: float, decimals: int) -> None:
    given = round(right, decimals) + 10.0**-decimals
    # half a unit off the other way, it would be the other way of rounding
    if abs(given - right) > 0.6 * 10.0**-decimals:
        assert not Tolerance(decimals=decimals).accepts(given, right)


@given(st.integers(-(10**15), 10**15), st.integers(-(10**6), 10**6))
def test_whole_number_is_met_exactly(right: int, off: int) -> None:
    assert EXACT.accepts(float(right + off), right) is (off == 0)


@pytest.mark.parametrize(
    ("tolerance", "whole", "words"),
    [
        (EXACT, True, "a whole number"),
        (TWO_DECIMALS, False, "rounded to 2 decimals"),
        (Tolerance(decimals=1), False, "rounded to 1 decimal"),
        (WHOLE, False, "rounded to a whole number"),
        (PERCENT, False, "within 1 %"),
        (Tolerance(relative=0.005), True, "within 0.5 %"),
        (TENTH, False, "within 0.1"),
    ],
)
def test_tolerance_in_words(tolerance: Tolerance, whole: bool, words: str) -> None:
    assert tolerance.words(whole) == words
