import itertools
import math
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from walking import walk

from mlinterview.planner import InterviewPlanner, Plan
from mlinterview.planner.weights import mixed
from mlinterview.scheduling.curve import retrievability
from mlinterview.scheduling.options import DEFAULT_PARAMETERS

NEW = math.nan
FIRST = np.tile([1.0, 0.0], 50)
BOTH = np.array([FIRST, 1 - FIRST])
"""Two interviews about different topics: even cards are for the first, odd ones for the second."""


def plan(days_left: Any, weights: Any = None, *, count: int = 100, seconds: Any = 600) -> Plan:
    new = [NEW] * count
    return InterviewPlanner(DEFAULT_PARAMETERS, days_left, seconds).plan(new, new, new, weights)


def test_a_list_of_one_interview_is_that_interview() -> None:
    weights = np.tile([1.0, 2.0, 5.0, 1.0], 25)
    one, listed = plan(6, weights), plan([6], [weights])
    assert list(one.order) == list(listed.order)
    assert one.upper_bound == listed.upper_bound
    assert one.expected_recall == listed.expected_recall
    assert one.recall.tolist() == listed.recall[0].tolist()


def test_the_same_interview_twice_counts_twice() -> None:
    one, twice = plan(6), plan([6, 6])
    assert list(one.order) == list(twice.order)
    assert twice.upper_bound == pytest.approx(2 * one.upper_bound, rel=1e-4)
    assert twice.recall[0] == pytest.approx(twice.recall[1])


def test_an_interview_that_counts_for_nothing_changes_nothing() -> None:
    alone, beside = plan(6), plan([6, 9], [np.ones(100), np.zeros(100)])
    assert beside.upper_bound == pytest.approx(alone.upper_bound, rel=0.01)
    assert beside.expected_recall == pytest.approx(alone.expected_recall, rel=0.01)


def test_the_order_of_the_interviews_does_not_matter() -> None:
    near, far = BOTH
    one, other = plan([4, 9], [near, far]), plan([9, 4], [far, near])
    assert one.upper_bound == pytest.approx(other.upper_bound, rel=1e-4)
    assert one.recall == pytest.approx(other.recall[::-1], abs=0.02)


def test_what_is_asked_tomorrow_comes_first() -> None:
    assert set(plan([1, 12], BOTH).order[:8]) <= set(range(0, 100, 2))


def test_the_day_after_the_first_the_second_has_all_the_time() -> None:
    found = plan([2, 8], BOTH)
    assert found.recall[1, 1::2].sum() > 0.8 * plan(6, BOTH[1]).expected_recall


def test_both_interviews_get_their_due() -> None:
    reached = np.array([walk([3, 8], 600, BOTH, seed)[0] for seed in range(3)]).mean(axis=0)
    alone = [plan(3, BOTH[0]).upper_bound, plan(8, BOTH[1]).upper_bound]
    assert reached[0] > 0.8 * alone[0]
    assert reached[1] > 0.6 * alone[1]


def test_no_learner_like_this_comes_over_the_bound_and_all_come_near() -> None:
    weights = np.array([np.tile([1.0, 1.0, 0.0, 0.3], 25), np.tile([1.0, 0.0, 1.0, 1.0], 25)])
    reached = [walk([3, 6], 600, weights, seed) for seed in range(6)]
    bound = reached[0][1]
    assert 0.92 * bound < np.mean([one.sum() for one, _ in reached]) < 1.04 * bound


def test_one_more_interview_adds_at_least_nothing_and_at_most_what_it_is_alone() -> None:
    both = plan([4, 9], BOTH)
    first, second = plan(4, BOTH[0]), plan(9, BOTH[1])
    assert max(first.upper_bound, second.upper_bound) <= both.upper_bound * (1 + 1e-3)
    assert both.upper_bound <= (first.upper_bound + second.upper_bound) * (1 + 1e-3)


def test_more_time_is_never_worse() -> None:
    found = [plan([3, 8], BOTH, seconds=seconds) for seconds in (0, 120, 300, 900, 3600)]
    for less, more in itertools.pairwise(found):
        assert more.upper_bound >= less.upper_bound - 0.02
        assert more.expected_recall >= less.expected_recall - 0.2


def test_a_later_second_interview_is_never_worse_for_what_is_new() -> None:
    found = [plan([3, second], BOTH, seconds=300).upper_bound for second in (3, 5, 8, 12)]
    for nearer, later in itertools.pairwise(found):
        assert later >= nearer - 0.05


def test_later_today_what_is_studied_today_is_known_and_the_rest_as_it_is() -> None:
    stability = [NEW, 20.0, 20.0]
    found = InterviewPlanner(DEFAULT_PARAMETERS, [0, 5], [3600, 0, 0, 0, 0]).plan(
        stability, [5.0] * 3, [30] * 3, [[1, 1, 0], [0, 0, 1e-9]]
    )
    assert set(found.order) >= {0, 1}
    assert found.recall_unstudied == pytest.approx(retrievability(20, 30), abs=1e-6)
    assert found.upper_bound == pytest.approx(2, abs=1e-3)
    assert found.recall[0, :2] == pytest.approx([1, 1], abs=0.01)
    rest = InterviewPlanner(DEFAULT_PARAMETERS, [0, 5], [0, 600, 600, 600, 600]).plan(
        stability, [5.0] * 3, [30] * 3, [[1, 1, 0], [1, 1, 1]]
    )
    assert rest.recall[0] == pytest.approx([0] + [retrievability(20, 30)] * 2, abs=1e-3)
    assert rest.recall[1, 0] > 0.8


def test_an_interview_in_the_morning_is_before_the_studies_of_its_day() -> None:
    found = plan([1, 5], BOTH, seconds=[0, 600, 600, 600, 600])
    assert found.recall[0, 0::2].max() == 0
    assert found.recall[1, 1::2].sum() > 10


def test_recall_by_card_adds_up_to_the_expectation() -> None:
    for days in ([3, 8], [0, 4], [1, 2, 4]):
        weights = np.random.default_rng(4).integers(0, 3, (len(days), 100))
        found = plan(days, weights)
        assert found.recall.shape == (len(days), 100)
        assert (found.recall * weights).sum() == pytest.approx(found.expected_recall, rel=0.01)


def test_weights_of_one_dimension_are_for_all_interviews() -> None:
    weights = np.tile([1.0, 3.0], 50)
    one, other = plan([3, 7], weights), plan([3, 7], [weights, weights])
    assert list(one.order) == list(other.order)
    assert one.upper_bound == other.upper_bound


def test_no_cards_and_no_weights() -> None:
    assert plan([2, 5], count=0).recall.shape == (2, 0)
    assert plan([2, 5], np.zeros((2, 100))).upper_bound == 0


@settings(max_examples=60, deadline=None, derandomize=True)
@given(st.integers(1, 5), st.integers(1, 80), st.integers(0, 10**6), st.booleans())
def test_any_weights_are_mixtures_of_few(
    interviews: int, count: int, seed: int, are_whole: bool
) -> None:
    rng = np.random.default_rng(seed)
    weights = rng.integers(0, 3, (interviews, count)).astype(float)
    if not are_whole:
        weights *= rng.uniform(0.5, 1, (interviews, count))
    if not weights.any():
        return
    kinds, shares = mixed(weights / weights.max(), 5)
    assert len(kinds) <= max(5 * interviews, 26)
    assert (shares >= -1e-12).all()
    assert (shares.sum(axis=1) <= 1 + 1e-9).all()
    assert shares @ kinds == pytest.approx(weights.T / weights.max(), abs=1e-9)


def test_many_weights_at_two_interviews_are_planned_like_few() -> None:
    few = np.array([np.tile([1.0, 2.0, 0.0, 2.0], 25), np.tile([2.0, 0.0, 2.0, 1.0], 25)])
    many = few * np.linspace(0.99, 1.01, 100)
    assert plan([3, 7], many).upper_bound == pytest.approx(plan([3, 7], few).upper_bound, rel=0.04)


@pytest.mark.parametrize("days_left", [[], [3, -1], [2.5, 3], [math.nan], [[1, 2]]])
def test_what_are_no_interviews_is_refused(days_left: Any) -> None:
    with pytest.raises(ValueError, match="days_left"):
        InterviewPlanner(DEFAULT_PARAMETERS, days_left)


@pytest.mark.parametrize("weights", [np.ones((3, 4)), np.ones((2, 5)), [[1, 1], [1, -1]]])
def test_weights_that_do_not_fit_the_interviews_are_refused(weights: Any) -> None:
    with pytest.raises(ValueError, match="weights"):
        plan([2, 4], weights, count=4 if np.shape(weights) != (2, 2) else 2)
