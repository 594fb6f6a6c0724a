"""Scores of predicted probabilities, against definitions written a second time."""

import math
from collections import defaultdict

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlinterview.fitting.baselines import average, moving_average
from mlinterview.fitting.samples import Samples, held_out_parts
from mlinterview.fitting.scores import auc, log_loss, reliability, rmse_bins
from mlinterview.intervals import wilson

pairs = st.lists(st.tuples(st.floats(0.01, 0.99), st.booleans()), min_size=1, max_size=40)


def arrays(chosen: list[tuple[float, bool]]) -> tuple[np.ndarray, np.ndarray]:
    return np.array([p for p, _ in chosen]), np.array([float(y) for _, y in chosen])


def test_log_loss_is_in_nats() -> None:
    assert log_loss(np.array([0.5, 0.5]), np.array([1.0, 0.0])) == pytest.approx(math.log(2))
    assert log_loss(np.array([0.9, 0.8]), np.array([1.0, 0.0])) == pytest.approx(
        -(math.log(0.9) + math.log(0.2)) / 2
    )


def test_one_certain_mistake_does_not_outweigh_everything() -> None:
    assert log_loss(np.array([1.0]), np.array([0.0])) == pytest.approx(-math.log(1e-7), rel=1e-6)


@given(pairs)
def test_auc_is_the_share_of_pairs_in_the_right_order(chosen: list[tuple[float, bool]]) -> None:
    good = [p for p, y in chosen if y]
    bad = [p for p, y in chosen if not y]
    if not (good and bad):
        assert math.isnan(auc(*arrays(chosen)))
        return
    share = sum((a > b) + (a == b) / 2 for a in good for b in bad) / len(good) / len(bad)
    assert auc(*arrays(chosen)) == pytest.approx(share)


def published_bin(days: int, number: int, lapses: int) -> tuple[float, float, float]:
    """The public benchmark's names of bins."""
    return (
        round(2.48 * 3.62 ** math.floor(math.log(days) / math.log(3.62)), 2),
        round(1.99 * 1.89 ** math.floor(math.log(number) / math.log(1.89)), 0),
        round(1.65 * 1.73 ** math.floor(math.log(lapses) / math.log(1.73)), 0) if lapses else 0,
    )


@given(st.lists(st.tuples(st.floats(0, 1), st.booleans(), st.integers(1, 999),
                          st.integers(1, 60), st.integers(0, 30)), min_size=1, max_size=60))  # fmt: skip
def test_rmse_of_bins_is_the_benchmarks(rows: list[tuple[float, bool, int, int, int]]) -> None:
    bins = defaultdict(list)
    for p, y, *where in rows:
        bins[published_bin(*where)].append(p - y)
    squares = sum(len(gaps) * (sum(gaps) / len(gaps)) ** 2 for gaps in bins.values())
    predicted, recalled = arrays([(p, y) for p, y, *_ in rows])
    days, number, lapses = np.array([row[2:] for row in rows]).T
    samples = Samples(days, days, days, recalled, number, lapses)
    assert rmse_bins(predicted, recalled, samples) == pytest.approx(math.sqrt(squares / len(rows)))


@given(pairs)
def test_a_reliability_curve_holds_every_review_once(chosen: list[tuple[float, bool]]) -> None:
    curve = reliability(*arrays(chosen))
    assert sum(one.count for one in curve) == len(chosen)
    assert sum(one.count * one.observed for one in curve) == pytest.approx(
        sum(y for _, y in chosen)
    )
    assert all(one.low <= one.observed <= one.high for one in curve)
    assert [one.predicted for one in curve] == sorted(one.predicted for one in curve)


def test_wilsons_interval_is_the_published_one() -> None:
    # Newcombe (1998), table I: 81 of 263, 15 of 148, 0 of 20
    assert wilson(81, 263) == pytest.approx((0.2553, 0.3662), abs=5e-5)
    assert wilson(15, 148) == pytest.approx((0.0624, 0.1605), abs=5e-5)
    assert wilson(0, 20) == pytest.approx((0.0, 0.1611), abs=5e-5)


def test_held_out_parts_are_five_sixths_in_time() -> None:
    assert held_out_parts(6276) == [(1046 * k, 1046 * (k + 1)) for k in range(1, 6)]
    # what is left over can be learned from
    assert held_out_parts(27)[0] == (7, 11)
    assert held_out_parts(27)[-1] == (23, 27)


def test_the_average_is_that_of_all_before_the_part() -> None:
    recalled = np.array([1.0, 0, 1, 1, 0, 0])
    assert average(recalled, [(2, 4), (4, 6)]).tolist() == [0.5, 0.5, 0.75, 0.75]


def test_the_moving_average_knows_only_what_came_before() -> None:
    recalled = np.array([1.0, 0, 1, 1, 0, 0])
    found = moving_average(recalled, [(2, 4), (4, 6)])
    assert found.tolist() == pytest.approx([0.5, 0.5 + 0.02 * 0.5, 0.75, 0.75 - 0.02 * 0.75])
