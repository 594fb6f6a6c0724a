"""What ``mlinterview.check`` found."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mlinterview.errors import UsageError
from mlinterview.frontends.notebook.lines import Parts
from mlinterview.frontends.words import OUTCOMES, comes_back
from mlinterview.grading.policy import proposed_rating
from mlinterview.model.kinds import Outcome, ResponseForm

if TYPE_CHECKING:
    from mlinterview.collection import Collection
    from mlinterview.model.kinds import Verdict
    from mlinterview.model.reviews import Rating
    from mlinterview.showing import Shown


class Checked(Parts):
    """A graded answer; displays itself, and tells programs what came of it.

    Attributes:
        passed: whether the answer is right.
        verdict: what the grader said.
        rating: what was recorded; ``None`` if nothing was.
    """

    def __init__(
        self, verdict: Verdict, rating: Rating | None, last: str, answer: str = ""
    ) -> None:
        super().__init__((*verdict.feedback, *([answer] if answer else [])), last)
        self.passed = verdict.outcome is Outcome.CORRECT
        self.verdict, self.rating = verdict, rating

    def __bool__(self) -> bool:
        return self.passed


def grade(collection: Collection, shown: Shown, response: str) -> Checked:
    """Grade a response and record the rating, unless a program failed or it was recorded today.

    Raises:
        UsageError: only the learner can judge the answer.
    """
    verdict = collection.grade(shown, response)
    if verdict is None:
        raise UsageError(f"{shown.question.id} is judged by you: answer it with %mlquiz or quiz()")
    code = shown.presentation.form is ResponseForm.CODE
    if code and verdict.outcome is Outcome.WRONG:
        return Checked(verdict, None, "Nothing was recorded: mend it and run the cell again.")
    word = "" if code else f"{OUTCOMES[verdict.outcome]} "
    answer = "" if verdict.outcome is Outcome.CORRECT else _answer(shown)
    if _recorded_today(collection, shown, response):
        return Checked(verdict, None, f"{word}This answer was recorded today already.", answer)
    recorded = collection.record(
        shown, proposed_rating(verdict), response=response, verdict=verdict
    )
    rating = recorded.review.rating
    last = f"{word}{rating.word.capitalize()}: {comes_back(recorded)}."
    return Checked(verdict, rating, last, answer)


def _answer(shown: Shown) -> str:
    """Return the answer, where the grader's words do not give it: it has been recorded as missed."""
    form, answer = shown.presentation.form, shown.presentation.answer
    return "" if form in (ResponseForm.OPTIONS, ResponseForm.CODE) else answer


def _recorded_today(collection: Collection, shown: Shown, response: str) -> bool:
    """A notebook that is run from top to bottom again is no new review."""
    return any(
        review.study_day == shown.study_day and review.response == response
        for review in collection.history(shown.card.card_id)
    )
