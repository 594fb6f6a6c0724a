"""How a recall question is shown and judged."""

from mlinterview.grading.recall import Recall
from mlinterview.model.kinds import Outcome, ResponseForm
from mlinterview.model.questions import Level, Question

QUESTION = Question(
    "d/q", "recall", Level.MID, ("T",), "Title", "Which errors count?", "The false positives.",
    details={"accept": ["FP", "type I errors"]},
)  # fmt: skip


def recognised(response: str, question: Question = QUESTION) -> bool:
    kind = Recall()
    verdict = kind.grade(question, kind.present(question, 1, 0), response)
    assert verdict is None or verdict.outcome is Outcome.CORRECT
    return verdict is not None


def test_question_is_shown_as_it_stands() -> None:
    shown = Recall().present(QUESTION, 1, seed=5)
    assert (shown.prompt, shown.answer) == ("Which errors count?", "The false positives.")
    assert shown.form is ResponseForm.SELF


def test_accepted_answers_are_recognised() -> None:
    assert recognised("fp")
    assert recognised("Type-I errors")


def test_answer_itself_is_recognised() -> None:
    assert recognised("false positives")


def test_other_answers_are_left_to_the_learner() -> None:
    assert not recognised("false negatives")
    assert not recognised("")


def test_question_without_accepted_answers_is_left_to_the_learner() -> None:
    plain = Question("d/q", "recall", Level.MID, ("T",), "T", "P", "A long answer.")
    assert not recognised("something", plain)
