import itertools

import numpy as np
import pytest

from mlinterview.planner.grid import Grid
from mlinterview.planner.learner import Costs, Learner
from mlinterview.planner.memory import Memory
from mlinterview.planner.prices import Dual, descend, find_prices
from mlinterview.planner.programme import Programme
from mlinterview.planner.starts import Starts
from mlinterview.planner.weights import kinds_of, mixture
from mlinterview.scheduling.options import DEFAULT_PARAMETERS

STATES = np.array([[np.nan, 5, 0], [0.5, 7, 3], [8, 4, 6], [200, 2, 60]], dtype=float)
NUMBERS = np.array([[90], [10], [10], [5]], dtype=np.float32)
HOT = 0.003


def dual(days: int = 9, seconds: float = 1200, points: tuple[int, int] = (20, 5)) -> Dual:
    learner = Learner(
        Memory(DEFAULT_PARAMETERS), Costs(), (0.24, 0.094, 0.495, 0.171), (0.224, 0.631, 0.145)
    )
    grid, budgets = Grid(0.02, 2000, *points), np.full(days, seconds)
    one = budgets > 0, (days,), np.ones((1, 1))
    programme = Programme(learner, grid, *one)
    return Dual(programme, Starts(learner, grid, STATES, *one), NUMBERS, budgets)


def test_the_slope_is_the_derivative_of_the_value() -> None:
    problem = dual()
    prices = np.linspace(0.004, 0.012, 9)
    slope = problem.budgets - problem.at(prices, HOT).seconds
    for day in (0, 4, 8):
        step = np.zeros(9)
        step[day] = 1e-4
        rise = problem.at(prices + step, HOT).value - problem.at(prices - step, HOT).value
        assert slope[day] == pytest.approx(rise / 2e-4, rel=0.03, abs=20)


def test_the_dual_is_convex() -> None:
    problem, rng = dual(), np.random.default_rng(1)
    for _ in range(10):
        one, other = rng.uniform(0, 0.02, (2, 9))
        ends = problem.at(one, HOT).value + problem.at(other, HOT).value
        assert problem.at((one + other) / 2, HOT).value <= ends / 2 + 1e-3


def test_no_other_prices_give_a_lower_bound() -> None:
    problem, rng = dual(), np.random.default_rng(2)
    prices, heat = find_prices(problem)
    found = problem.at(prices, heat)
    for level in (0.0, 0.5, 0.9, 1.1, 2.0):
        assert problem.at(prices * level, heat).value >= found.value - 1e-2
    for _ in range(10):
        other = prices * rng.uniform(0.8, 1.2, 9)
        assert problem.at(other, heat).value >= found.value - 1e-2


def test_the_days_are_filled_at_these_prices() -> None:
    problem = dual()
    prices, heat = find_prices(problem)
    assert problem.at(prices, heat).seconds == pytest.approx(problem.budgets, rel=0.05)


def test_every_step_of_the_descent_goes_down() -> None:
    curve = np.array([1.0, 20.0, 300.0])
    wanted = np.array([2.0, -1.0, 0.5])
    seen = []

    def smooth(x: np.ndarray) -> tuple[float, np.ndarray]:
        return float(curve @ (x - wanted) ** 2), 2 * curve * (x - wanted)

    for steps in range(25):
        found = descend(smooth, np.ones(3), steps)
        seen.append(smooth(found)[0])
    assert all(later <= earlier for earlier, later in itertools.pairwise(seen))
    assert found == pytest.approx([2, 0, 0.5], abs=1e-2)


def test_a_finer_grid_tells_the_same() -> None:
    coarse, fine = dual(), dual(points=(60, 13))
    prices, _ = find_prices(coarse)
    assert coarse.at(prices, HOT).value == pytest.approx(fine.at(prices, HOT).value, rel=3e-3)


def test_cards_of_any_weight_are_mixtures_of_few_kinds() -> None:
    weights = np.random.default_rng(3).uniform(0.001, 1, 200)
    kinds = kinds_of(weights, 5)
    shares = mixture(weights, kinds)
    assert len(kinds) <= 5
    assert (shares >= 0).all()
    assert (shares.sum(axis=1) <= 1 + 1e-9).all()
    assert shares @ kinds == pytest.approx(weights)


def test_few_weights_are_kept() -> None:
    weights = np.array([3.0, 1.0, 3.0, 2.0])
    assert list(kinds_of(weights, 5)) == [1, 2, 3]
    assert mixture(weights, kinds_of(weights, 5)).tolist() == [
        [0, 0, 1], [1, 0, 0], [0, 0, 1], [0, 1, 0],
    ]  # fmt: skip
