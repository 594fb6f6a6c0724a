"""What rating follows from a verdict."""

import pytest

from mlinterview.grading.policy import proposed_rating
from mlinterview.model.kinds import Outcome, Verdict
from mlinterview.model.reviews import Rating


@pytest.mark.parametrize(
    ("outcome", "rating"),
    [
        (Outcome.CORRECT, Rating.GOOD),
        (Outcome.PARTIAL, Rating.HARD),
        (Outcome.WRONG, Rating.AGAIN),
        (Outcome.REVEALED, Rating.AGAIN),
    ],
)
def test_rating_follows_from_the_outcome(outcome: Outcome, rating: Rating) -> None:
    assert proposed_rating(Verdict(outcome)) is rating


@pytest.mark.parametrize("outcome", Outcome)
def test_lucky_guess_is_to_be_learned_again(outcome: Outcome) -> None:
    assert proposed_rating(Verdict(outcome), lucky=True) is Rating.AGAIN
