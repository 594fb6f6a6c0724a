"""The published behaviour of FSRS-6, through our own scheduler."""

from decimal import Decimal, localcontext

import fsrs
import pytest
from support.studying import AGAIN, DAY, EASY, GOOD, HARD, steps_at_due

from mlinterview.model.reviews import CardState, Rating
from mlinterview.scheduling.curve import interval_days, retrievability
from mlinterview.scheduling.options import DEFAULT_PARAMETERS, SchedulingOptions
from mlinterview.scheduling.scheduler import Scheduler

PLAIN = Scheduler(SchedulingOptions(fuzz=False))


def test_default_parameters_are_those_of_fsrs() -> None:
    assert tuple(fsrs.Scheduler().parameters) == DEFAULT_PARAMETERS


def test_intervals_of_thirteen_reviews_at_due() -> None:
    ratings = [GOOD] * 6 + [AGAIN] * 2 + [GOOD] * 5
    days = [step.interval_seconds // 86_400 for step in steps_at_due(PLAIN, ratings, "d/q")]
    assert days == [0, 2, 11, 46, 163, 498, 0, 0, 2, 4, 7, 12, 21]


def test_memory_state_after_six_reviews() -> None:
    card, day = CardState("d/q"), DAY
    for rating, gap in ((1, 0), (3, 0), (3, 1), (3, 3), (3, 8), (3, 21)):
        day += gap
        card = PLAIN.review(card, Rating(rating), day * 86_400_000, day).card
    assert card.stability == pytest.approx(53.62691, abs=1e-4)
    assert card.difficulty == pytest.approx(6.3574867, abs=1e-4)


def test_intervals_by_desired_retention() -> None:
    days = [interval_days(1.0, retention / 10) for retention in range(1, 11)]
    # the published 3116766 was computed in single precision
    assert days[0] == pytest.approx(3116766, rel=1e-6)
    assert days[1:] == [34793, 2508, 387, 90, 27, 9, 3, 1, 1]


@pytest.mark.parametrize("tenths", range(1, 11))
def test_interval_is_the_exact_one_rounded(tenths: int) -> None:
    with localcontext() as context:
        context.prec = 50
        inverse_decay = -1 / Decimal("0.1542")
        factor = Decimal("0.9") ** inverse_decay - 1
        exact = ((Decimal(tenths) / 10) ** inverse_decay - 1) / factor
    assert interval_days(1.0, tenths / 10) == max(round(exact), 1)


@pytest.mark.parametrize("stability", [0.001, 0.4, 3.0, 250.0, 36_500.0])
def test_recall_is_nine_in_ten_after_the_stability(stability: float) -> None:
    assert retrievability(stability, stability) == pytest.approx(0.9)


def test_recall_is_certain_at_once() -> None:
    assert retrievability(5.0, 0) == 1.0


@pytest.mark.parametrize(
    ("rating", "stability"), [(AGAIN, 0.212), (HARD, 1.2931), (GOOD, 2.3065), (EASY, 8.2956)]
)
def test_first_rating_gives_the_initial_stability(rating: Rating, stability: float) -> None:
    card = PLAIN.review(CardState("d/q"), rating, 0, DAY).card
    assert card.stability == pytest.approx(stability, rel=1e-6)


def test_curve_agrees_with_fsrs() -> None:
    theirs = fsrs.Scheduler(enable_fuzzing=False)
    card, _ = theirs.review_card(fsrs.Card(card_id=1), fsrs.Rating.Easy)
    assert card.last_review is not None
    assert card.stability is not None
    later = card.last_review.replace(year=card.last_review.year + 1)
    elapsed = (later - card.last_review).days
    assert retrievability(card.stability, elapsed) == pytest.approx(
        theirs.get_card_retrievability(card, later)
    )
