from datetime import UTC, datetime, timedelta

import fsrs
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mlinterview.planner.memory import Memory
from mlinterview.scheduling.curve import retrievability
from mlinterview.scheduling.options import DEFAULT_PARAMETERS

OTHER = tuple(w * 1.07 for w in DEFAULT_PARAMETERS)
START = datetime(2026, 1, 1, tzinfo=UTC)
RATINGS = [fsrs.Rating.Again, fsrs.Rating.Hard, fsrs.Rating.Good, fsrs.Rating.Easy]


def scheduler(parameters: tuple[float, ...]) -> fsrs.Scheduler:
    return fsrs.Scheduler(parameters=parameters, enable_fuzzing=False)


@pytest.mark.parametrize("parameters", [DEFAULT_PARAMETERS, OTHER])
def test_first_studies_agree_with_fsrs(parameters: tuple[float, ...]) -> None:
    memory = Memory(parameters)
    for number, rating in enumerate(RATINGS):
        card, _ = scheduler(parameters).review_card(fsrs.Card(card_id=1), rating, START)
        assert memory.first_stability[number] == pytest.approx(card.stability, rel=1e-12)
        assert memory.first_difficulty[number] == pytest.approx(card.difficulty, rel=1e-12)


@settings(max_examples=150, deadline=None)
@given(
    st.sampled_from([DEFAULT_PARAMETERS, OTHER]),
    st.floats(0.001, 3000),
    st.floats(1, 10),
    st.integers(0, 500),
)
def test_later_studies_agree_with_fsrs(
    parameters: tuple[float, ...], stability: float, difficulty: float, elapsed: int
) -> None:
    memory = Memory(parameters)
    after = memory.stability_after(stability, difficulty, elapsed)
    harder = memory.difficulty_after(difficulty)
    for number, rating in enumerate(RATINGS):
        card = fsrs.Card(
            card_id=1,
            state=fsrs.State.Review,
            stability=stability,
            difficulty=difficulty,
            due=START,
            last_review=START,
        )
        card, _ = scheduler(parameters).review_card(card, rating, START + timedelta(days=elapsed))
        assert after[number] == pytest.approx(card.stability, rel=1e-9)
        assert harder[number] == pytest.approx(card.difficulty, rel=1e-9)


def test_the_forgetting_curve_is_the_scheduler_s() -> None:
    stability, elapsed = np.array([0.2, 3.0, 90.0]), np.array([1, 30, 400])
    expected = [retrievability(s, t) for s, t in zip(stability, elapsed, strict=True)]
    assert Memory(DEFAULT_PARAMETERS).recall(stability, elapsed) == pytest.approx(expected)


def test_shapes_are_broadcast() -> None:
    memory = Memory(DEFAULT_PARAMETERS)
    assert memory.stability_after(np.ones(5), np.full(5, 4.0), np.zeros((3, 1))).shape == (3, 5, 4)


@pytest.mark.parametrize("parameters", [(), (1.0,) * 20, (float("nan"),) * 21, (0.0,) * 21])
def test_what_are_no_parameters_is_refused(parameters: tuple[float, ...]) -> None:
    with pytest.raises(ValueError, match="parameter"):
        Memory(parameters)
