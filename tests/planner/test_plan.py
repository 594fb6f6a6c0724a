import itertools
import math
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from walking import walk

from mlinterview.planner import Costs, InterviewPlanner, Plan
from mlinterview.scheduling.curve import retrievability
from mlinterview.scheduling.options import DEFAULT_PARAMETERS

FIRST_SECONDS = 0.24 * 120 + 0.094 * 90 + 0.495 * 60 + 0.171 * 30
NEW = math.nan


def plan(
    stability: list[float],
    days_left: int = 7,
    seconds: Any = 600,
    *,
    difficulty: float = 5.0,
    elapsed: int = 5,
    weights: Any = None,
    cost_scale: Any = None,
) -> Plan:
    count = len(stability)
    return InterviewPlanner(DEFAULT_PARAMETERS, days_left, seconds).plan(
        stability, [difficulty] * count, [elapsed] * count, weights, cost_scale
    )


MIXED = [NEW] * 40 + [0.3, 1.0, 2.0, 5.0, 10.0, 30.0, 100.0, 1000.0] * 5


def test_new_cards_fill_twice_the_budget() -> None:
    order = plan([NEW] * 100, seconds=600).order
    assert list(order) == list(range(math.ceil(2 * 600 / FIRST_SECONDS)))


def test_an_order_names_no_card_twice() -> None:
    order = plan(MIXED, seconds=1200).order
    assert len(set(order)) == len(order) > 5
    assert order.dtype.kind == "i"


def test_the_same_input_gives_the_same_plan() -> None:
    one, other = plan(MIXED), plan(MIXED)
    assert list(one.order) == list(other.order)
    assert one.upper_bound == other.upper_bound
    assert one.expected_recall == other.expected_recall


def test_expectation_lies_between_doing_nothing_and_the_bound() -> None:
    for days in (0, 1, 2, 7, 20):
        found = plan(MIXED, days)
        assert found.recall_unstudied <= found.expected_recall <= found.upper_bound + 1e-9
        assert found.upper_bound <= len(MIXED)


def test_more_time_is_never_worse() -> None:
    found = [plan(MIXED, 10, seconds) for seconds in (0, 120, 300, 600, 1800, 7200)]
    for less, more in itertools.pairwise(found):
        assert more.upper_bound >= less.upper_bound - 0.02
        assert more.expected_recall >= less.expected_recall - 0.1


def test_a_rest_day_gets_nothing() -> None:
    found = plan(MIXED, 4, [0, 600, 0, 600])
    assert list(found.order) == []
    assert found.seconds[[0, 2]].tolist() == [0, 0]
    assert found.expected_recall > found.recall_unstudied + 5
    assert len(plan(MIXED, 4, [600, 0, 0, 0]).order) > 5


def test_without_any_time_nothing_is_gained() -> None:
    found = plan(MIXED, 5, 0)
    assert list(found.order) == []
    assert found.upper_bound == pytest.approx(found.recall_unstudied, abs=1e-3)
    assert found.expected_recall == pytest.approx(found.recall_unstudied, abs=1e-3)
    by_hand = sum(retrievability(s, 5 + 5) for s in MIXED if not math.isnan(s))
    assert found.recall_unstudied == pytest.approx(by_hand)


def test_no_cards() -> None:
    found = plan([])
    assert (list(found.order), found.expected_recall, found.upper_bound) == ([], 0, 0)


def test_recall_by_card_adds_up_to_the_expectation() -> None:
    weights = np.tile([1.0, 2.0], 40)
    for days in (0, 1, 7):
        found = plan(MIXED, days, weights=weights)
        assert found.recall.shape == (80,)
        assert found.recall @ weights == pytest.approx(found.expected_recall, rel=0.01)


def test_recall_of_a_card_that_is_not_studied_is_what_it_comes_to() -> None:
    stability = [NEW, 4.0, 90.0, 5000.0]
    found = plan(stability, 9, 0, elapsed=3)
    by_hand = [0 if math.isnan(s) else retrievability(s, 12) for s in stability]
    assert found.recall == pytest.approx(by_hand, abs=1e-6)
    assert plan([NEW, 3.0], weights=[0, 1]).recall[0] == 0


def test_weights_steer() -> None:
    weights = [1.0] * 50 + [5.0] * 50
    assert set(plan([NEW] * 100, weights=weights).order[:8]) <= set(range(50, 100))
    found = plan([NEW] * 100, weights=weights)
    assert found.studied[50:].mean() > found.studied[:50].mean() + 0.3


def test_cards_that_do_not_count_are_left_out() -> None:
    found = plan([NEW, 2.0, NEW, 2.0], weights=[0, 0, 1, 1], seconds=3600)
    assert set(found.order) == {2, 3}
    assert plan([NEW, 2.0], weights=[0, 0]).upper_bound == 0


def test_a_weight_too_small_for_its_ratio_is_no_weight() -> None:
    found = plan([NEW, 4.0, 4.0], weights=[2.0, 5e-324, 1.0])
    assert found.recall[1] == pytest.approx(retrievability(4, 12), abs=0.2)
    assert set(found.order) <= {0, 2}


def test_only_the_ratio_of_weights_counts() -> None:
    one = plan(MIXED, weights=[1, 3] * 40)
    tenth = plan(MIXED, weights=[0.1, 0.3] * 40)
    assert list(one.order) == list(tenth.order)
    assert tenth.upper_bound == pytest.approx(one.upper_bound / 10)


def test_many_weights_are_planned_like_few() -> None:
    few = np.tile([1.0, 2.0, 3.0, 4.0], 20)
    many = few * np.linspace(0.999, 1.001, 80)
    assert plan(MIXED, weights=many).upper_bound == pytest.approx(
        plan(MIXED, weights=few).upper_bound, rel=0.02
    )


def test_long_questions_come_after_short_ones() -> None:
    scale = [4.0] * 30 + [0.5] * 30
    assert set(plan([NEW] * 60, 3, cost_scale=scale).order[:10]) <= set(range(30, 60))


def test_on_the_last_day_what_gains_most_comes_first() -> None:
    order = list(plan([1000.0, NEW, 20.0], 1, 3600, elapsed=30).order)
    assert order[0] == 1
    assert order.index(2) < (order.index(0) if 0 in order else 9)


def test_with_the_interview_today_forgotten_cards_come_first() -> None:
    stability = [100.0, 1.0, NEW, 10.0]
    found = plan(stability, 0, 3600, elapsed=10)
    gains = [(1 if math.isnan(s) else 1 - retrievability(s, 10)) for s in stability]
    assert next(iter(found.order)) == 2
    assert [card for card in found.order if card != 2] == [1, 3, 0]
    assert found.recall_unstudied == pytest.approx(4 - sum(gains))
    assert found.upper_bound == pytest.approx(4, abs=1e-3)
    assert list(plan(stability, 0, []).order) == []


def test_a_card_studied_today_may_follow_again() -> None:
    found = plan([0.2, 0.2], 1, 3600, elapsed=0)
    assert found.upper_bound > found.recall_unstudied + 0.01
    assert set(found.order) == {0, 1}


def test_extreme_states() -> None:
    found = plan([1e-9, 1e30, math.inf, 0.001], 5, elapsed=0)
    assert np.isfinite(found.upper_bound)
    assert 1 not in found.order[:1]


def test_a_plan_that_is_lived_comes_near_its_bound_and_not_over() -> None:
    reached = [walk([6], 900, np.ones((1, 100)), seed) for seed in range(16)]
    bound = reached[0][1]
    assert 0.93 * bound < np.mean([one for one, _ in reached]) < 1.03 * bound


@settings(max_examples=25, deadline=None, derandomize=True)
@given(st.data())
def test_any_cards_can_be_planned(data: st.DataObject) -> None:
    count = data.draw(st.integers(0, 12))
    days = data.draw(st.integers(0, 8))
    stabilities = st.one_of(st.just(NEW), st.floats(1e-4, 1e6))
    stability = data.draw(st.lists(stabilities, min_size=count, max_size=count))
    difficulty = data.draw(st.lists(st.floats(1, 10), min_size=count, max_size=count))
    elapsed = data.draw(st.lists(st.integers(0, 5000), min_size=count, max_size=count))
    weights = data.draw(st.lists(st.floats(0, 1e4), min_size=count, max_size=count))
    budgets = data.draw(st.lists(st.floats(0, 1e5), min_size=max(days, 1), max_size=max(days, 1)))
    found = InterviewPlanner(DEFAULT_PARAMETERS, days, budgets).plan(
        stability, difficulty, elapsed, weights
    )
    assert len(set(found.order)) == len(found.order)
    assert set(found.order) <= set(range(count))
    assert found.upper_bound <= sum(weights) * (1 + 1e-6) + 1e-9
    assert np.isfinite(found.expected_recall)
    assert found.studied.shape == (count,)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"days_left": -1}, "days_left"),
        ({"days_left": 2.5}, "days_left"),
        ({"seconds_per_day": -1}, "seconds_per_day"),
        ({"seconds_per_day": math.nan}, "seconds_per_day"),
        ({"seconds_per_day": [60] * 3}, "seconds_per_day"),
        ({"first_rating": (0.5, 0.5)}, "first_rating"),
        ({"first_rating": (0.5, 0.5, 0.5, 0.5)}, "first_rating"),
        ({"recall_rating": (-0.5, 1, 0.5)}, "recall_rating"),
    ],
)
def test_what_cannot_be_planned_is_refused(options: dict[str, Any], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        InterviewPlanner(DEFAULT_PARAMETERS, **options)


@pytest.mark.parametrize("seconds", [(1, 2, 3), (0, 1, 1, 1), (math.nan, 1, 1, 1)])
def test_costs_are_four_positive_numbers(seconds: Any) -> None:
    with pytest.raises(ValueError, match="first"):
        Costs(first=seconds)


@pytest.mark.parametrize(
    ("cards", "message"),
    [
        (([0.0], [5], [1]), "stability"),
        (([1.0], [11], [1]), "difficulty"),
        (([1.0], [math.nan], [1]), "difficulty"),
        (([1.0], [5], [-1]), "elapsed_days"),
        (([1.0, 2.0], [5], [1]), "difficulty"),
        (([[1.0]], [5], [1]), "dimension"),
        (([1.0], [5], [1], [-1]), "weights"),
        (([1.0], [5], [1], [1, 1]), "weights"),
        (([1.0], [5], [1], [1], [0]), "cost_scale"),
    ],
)
def test_what_no_card_can_be_is_refused(cards: Any, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        InterviewPlanner(DEFAULT_PARAMETERS).plan(*cards)


def test_what_a_new_card_s_state_says_does_not_matter() -> None:
    planner = InterviewPlanner(DEFAULT_PARAMETERS, 3, 600)
    found = planner.plan([NEW, NEW], [NEW, 77], [NEW, -5])
    assert list(found.order) == [0, 1]
