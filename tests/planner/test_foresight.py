import math
from typing import Any

import numpy as np
import pytest
from walking import Walker

from mlinterview.planner import Foresight, InterviewPlanner, foresee
from mlinterview.planner.cards import checked
from mlinterview.planner.lives import Lives
from mlinterview.planner.memory import Memory
from mlinterview.planner.policies import Following
from mlinterview.planner.population import population, true_stability
from mlinterview.planner.solution import solve
from mlinterview.scheduling.options import DEFAULT_PARAMETERS

NEW = math.nan
MIXED = [NEW] * 60 + [0.3, 1.0, 2.0, 5.0, 10.0, 30.0, 100.0, 1000.0] * 5


def planner(days_left: Any = 7, seconds: Any = 600) -> InterviewPlanner:
    return InterviewPlanner(DEFAULT_PARAMETERS, days_left, seconds)


def foreseen(
    stability: list[float], days_left: Any = 7, seconds: Any = 600, **options: Any
) -> Foresight:
    count = len(stability)
    return foresee(planner(days_left, seconds), stability, [5.0] * count, [5] * count, **options)


def test_learners_as_believed_reach_what_the_plan_expects() -> None:
    for days in (0, 1, 7):
        found = foreseen(MIXED, days, uncertainty=0, missed_days=0, learners=40)
        plan = planner(days).plan(MIXED, [5.0] * 100, [5] * 100)
        assert found.share == pytest.approx(plan.expected_recall / 100, rel=0.03)
        assert found.low <= found.share <= found.high
        assert found.high < 1.1 * plan.upper_bound / 100


def test_the_same_seed_foresees_the_same() -> None:
    one, other, another = foreseen(MIXED), foreseen(MIXED), foreseen(MIXED, seed=1)
    assert (one.share, one.low, one.ordinary) == (other.share, other.low, other.ordinary)
    assert one.share != another.share


def test_the_less_is_known_of_the_learner_the_wider_the_interval() -> None:
    known, unknown = foreseen(MIXED, uncertainty=0, missed_days=0), foreseen(MIXED, missed_days=0)
    assert unknown.high - unknown.low > 2 * (known.high - known.low)
    assert unknown.ordinary_high - unknown.ordinary_low > known.ordinary_high - known.ordinary_low


def test_about_nine_in_ten_further_learners_end_within_the_interval() -> None:
    within = []
    for seed in range(12):
        found = foreseen([NEW] * 60, 4, learners=19, seed=seed)
        for other in range(100, 104):
            one = foreseen([NEW] * 60, 4, learners=2, seed=seed + other)
            # the two learners of this forecast are new to the other: its extremes are theirs
            within += [found.low <= reached <= found.high for reached in (one.low, one.high)]
    assert 0.8 < np.mean(within) < 0.98


def test_where_time_is_short_the_plan_is_ahead_of_ordinary_repetition() -> None:
    found = foreseen([NEW] * 200, 10, 900, uncertainty=0)
    assert found.share > 1.2 * found.ordinary


def test_missed_days_cost_recall() -> None:
    shares = [foreseen(MIXED, missed_days=chance).share for chance in (0, 0.3, 0.6)]
    assert shares[0] > shares[1] > shares[2]


def test_who_misses_every_day_keeps_what_is_not_forgotten() -> None:
    found = foreseen(MIXED, missed_days=1, uncertainty=0)
    unstudied = planner().plan(MIXED, [5.0] * 100, [5] * 100).recall_unstudied
    for share in (found.share, found.low, found.high, found.ordinary):
        assert share == pytest.approx(unstudied / 100)
    assert found.seconds.tolist() == found.new.tolist() == found.reviews.tolist() == [0] * 7


def test_nobody_studies_on_a_rest_day_and_nobody_much_longer_than_there_is_time() -> None:
    found = foreseen(MIXED, 4, [600, 0, 300, 0])
    assert found.seconds[[1, 3]].tolist() == found.ordinary_seconds[[1, 3]].tolist() == [0, 0]
    assert (found.seconds[[0, 2]] < [700, 400]).all()
    assert (found.ordinary_seconds[[0, 2]] < [700, 400]).all()


def test_new_cards_are_counted_once() -> None:
    found = foreseen(MIXED, 9, 3600, missed_days=0)
    assert found.new.sum() == pytest.approx(60, abs=0.5)
    assert found.reviews.sum() > 60


def test_as_many_cards_are_new_as_the_plan_says() -> None:
    found = foreseen([NEW] * 300, 5, uncertainty=0, missed_days=0)
    plan = planner(5).plan([NEW] * 300, [5.0] * 300, [5] * 300)
    assert found.new.sum() == pytest.approx(plan.studied.sum(), rel=0.1)


def test_without_new_cards_ordinary_repetition_learns_nothing_new() -> None:
    assert foreseen([NEW] * 20, new_per_day=0).ordinary == 0
    few, many = (foreseen([NEW] * 50, 2, 3600, new_per_day=n, missed_days=0) for n in (5, 10))
    assert 1.5 * few.ordinary < many.ordinary < 0.4


def ordinary(days: int, seconds: float, count: int, seed: int) -> float:
    """Live by FSRS at 0.9 with 10 new cards a day, card by card; return the recall reached."""
    walker, owed = Walker(count, seed), 0.0
    for day in range(days):
        recall = walker.recall(day)
        interval = np.maximum(np.round(np.nan_to_num(walker.stability)), 1)
        known = ~np.isnan(walker.stability)
        due = np.flatnonzero(known & (day - walker.last >= interval))
        left = seconds - owed
        for card in [*due[np.argsort(recall[due])], *np.flatnonzero(~known)[:10]]:
            if left <= 0:
                break
            left -= walker.study(int(card), day)
        owed = max(-left, 0)
    return float(walker.recall(days).sum())


def test_ordinary_repetition_is_what_a_learner_would_do_card_by_card() -> None:
    by_hand = np.mean([ordinary(8, 600, 60, seed) for seed in range(60)]) / 60
    found = foreseen(
        [NEW] * 60, 8, new_per_day=10, uncertainty=0, missed_days=0, learners=100
    ).ordinary
    assert found == pytest.approx(by_hand, rel=0.03)


def test_the_first_day_is_the_plan_s() -> None:
    plan = planner().plan(MIXED, [5.0] * 100, [5] * 100)
    cards = checked(MIXED, [5.0] * 100, [5] * 100, None, None)
    one = planner()
    people = population(one.learner, 2, 7, 0, 0, np.random.default_rng(0))
    lives = Lives(one.learner, cards, people, 0)
    follow = Following(solve(one.learner, cards, one.budgets, one.interviews), cards.scale)
    first = np.argsort(-follow.index(lives, 0)[0], kind="stable")[: len(plan.order)]
    assert first[:10].tolist() == plan.order[:10].tolist()
    assert set(first) == set(plan.order)


class Anew:
    """Plans anew each day for each learner."""

    def index(self, lives: Lives, day: int) -> np.ndarray:
        index = np.zeros(lives.stability.shape)
        for row, s, d, last in zip(
            index, lives.stability, lives.difficulty, lives.last, strict=True
        ):
            order = planner(6 - day).plan(s, d, day - last).order
            row[order] = np.arange(len(order), 0, -1)
        return index


def test_following_one_solution_is_about_as_good_as_planning_anew_each_day() -> None:
    one = planner(6)
    cards = checked(MIXED, [5.0] * 100, [5] * 100, None, None)
    people = population(one.learner, 4, 6, 1, 0.1, np.random.default_rng(0))
    solution = solve(one.learner, cards, one.budgets, one.interviews)
    follow, anew = (
        Lives(one.learner, cards, people, 1).live(policy, one.budgets, [6]).recall.sum()
        for policy in (Following(solution, cards.scale), Anew())
    )
    assert 0.96 * anew < follow < 1.04 * anew


def test_with_the_interview_today_recall_is_today_s() -> None:
    found = foreseen([NEW, 20.0], 0, 3600, uncertainty=0, missed_days=0)
    assert found.share == pytest.approx(1)
    assert found.ordinary == pytest.approx((1 + Memory(DEFAULT_PARAMETERS).recall(20, 5)) / 2)


def test_several_interviews_have_a_share_each_and_the_last_is_the_share() -> None:
    weights = np.array([np.tile([1.0, 0.0], 50), np.tile([0.0, 1.0], 50)])
    found = foreseen([NEW] * 100, [8, 3], weights=weights, uncertainty=0, missed_days=0)
    assert found.shares.shape == found.ordinary_shares.shape == (2,)
    assert (found.share, found.low, found.high) == (
        found.shares[0], found.shares_low[0], found.shares_high[0],
    )  # fmt: skip
    new = [NEW] * 100
    plan = planner([8, 3]).plan(new, new, new, weights)
    assert found.shares == pytest.approx((plan.recall * weights).sum(axis=1) / 50, rel=0.08)
    assert len(found.seconds) == 8


def test_an_interview_later_today_is_asked_after_today_s_studies() -> None:
    found = foreseen([NEW] * 3, [0, 4], [3600, 0, 0, 0], uncertainty=0, missed_days=0)
    assert found.shares[0] == pytest.approx(1)
    assert 0 < found.shares[1] < 0.95


def test_what_does_not_count_is_left_out() -> None:
    assert foreseen([]).share == foreseen([NEW, 2.0], weights=[0, 0]).high == 0
    one = foreseen([*MIXED, 3.0, NEW], weights=[1] * 100 + [0, 0])
    assert one.share == foreseen(MIXED).share


def test_extreme_cards_and_learners() -> None:
    found = foreseen([1e-9, 1e30, math.inf, 0.001, NEW], 5, uncertainty=3, learners=50)
    assert 0 < found.low <= found.high <= 1


def test_learners_as_believed_have_the_memory_that_is_believed() -> None:
    one, known = planner(), np.array([0.01, 1.0, 7.0, 500.0, 1e9])
    same = population(one.learner, 3, 5, 0, 0, np.random.default_rng(0))
    believed = one.learner.memory
    assert true_stability(believed, same.memory, known) == pytest.approx(np.tile(known, (3, 1)))
    assert same.pace.tolist() == [1, 1, 1]
    assert same.first_rating == pytest.approx(np.tile(one.learner.first_rating, (3, 1)))
    people = population(one.learner, 400, 5, 1, 0.2, np.random.default_rng(0))
    assert np.median(people.memory.parameters, axis=1) == pytest.approx(
        np.array(DEFAULT_PARAMETERS), rel=0.05
    )
    assert people.missed.mean() == pytest.approx(0.2, abs=0.03)
    logs = np.log(true_stability(believed, people.memory, known) / known)
    assert abs(np.median(logs, axis=0)).max() < 0.1
    assert logs.std(axis=0)[3] > logs.std(axis=0)[1] > 0.1


@pytest.mark.parametrize(
    "options",
    [
        {"learners": 1},
        {"new_per_day": -1},
        {"uncertainty": -0.1},
        {"uncertainty": math.nan},
        {"uncertainty": 9},
        {"desired_retention": 1.0},
        {"desired_retention": 0},
        {"missed_days": 1.2},
        {"weights": [1]},
    ],
)
def test_what_cannot_be_foreseen_is_refused(options: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=next(iter(options))):
        foreseen([NEW, 1.0], **options)
