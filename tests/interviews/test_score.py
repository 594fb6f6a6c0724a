"""Estimates and their uncertainty."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlinterview.interviews.beta import beta_quantile, beta_share
from mlinterview.interviews.score import SURE, WEIGHTS, estimate
from mlinterview.model.questions import Level

stats = pytest.importorskip("scipy.stats")

shapes = st.floats(0.5, 200)
scores = st.lists(st.tuples(st.sampled_from([0.0, 0.5, 1.0]), st.sampled_from(Level)), max_size=40)


@given(st.floats(0, 1), shapes, shapes)
def test_share_below_is_that_of_scipy(x, a, b) -> None:
    assert beta_share(x, a, b) == pytest.approx(stats.beta.cdf(x, a, b), abs=1e-10)


@given(st.floats(0.001, 0.999), shapes, shapes)
def test_quantile_is_that_of_scipy(share, a, b) -> None:
    assert beta_quantile(share, a, b) == pytest.approx(stats.beta.ppf(share, a, b), abs=1e-8)


@given(scores)
def test_interval_holds_its_share_of_the_posterior(answers) -> None:
    found = estimate(answers)
    a = 1 + sum(WEIGHTS[level] * points for points, level in answers)
    b = 1 + sum(WEIGHTS[level] * (1 - points) for points, level in answers)
    posterior = stats.beta(a, b)
    assert posterior.cdf(found.high) - posterior.cdf(found.low) == pytest.approx(SURE, abs=1e-6)
    assert found.mean == pytest.approx(posterior.mean())
    assert 0 <= found.low < found.mean < found.high <= 1


def test_without_answers_anything_is_possible() -> None:
    found = estimate([])
    assert (found.low, found.mean, found.high) == pytest.approx((0.1, 0.5, 0.9))


@given(scores, st.sampled_from(Level))
def test_right_answer_raises_and_wrong_answer_lowers(answers, level) -> None:
    before = estimate(answers).mean
    assert (
        estimate([*answers, (0.0, level)]).mean < before < estimate([*answers, (1.0, level)]).mean
    )


@given(st.sampled_from(Level))
def test_harder_questions_tell_more(level) -> None:
    right = [estimate([(1.0, one)]).mean for one in Level]
    assert right == sorted(right)


def test_ten_answers_leave_much_open() -> None:
    found = estimate([(1.0, Level.MID)] * 7 + [(0.0, Level.MID)] * 3)
    assert found.high - found.low > 0.3


def test_two_halves_count_as_one_right_and_one_wrong() -> None:
    halves = estimate([(0.5, Level.MID)] * 2)
    assert halves.mean == estimate([(1.0, Level.MID), (0.0, Level.MID)]).mean
