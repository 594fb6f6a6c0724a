"""Answering what the program grades, as a session: hints, attempts, giving up, guessing."""

import json
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from support import forms
from support.studying import deck_writer

from mlinterview import trust
from mlinterview.clock import ManualClock
from mlinterview.errors import UsageError
from mlinterview.model.kinds import Outcome
from mlinterview.model.reviews import Rating
from mlinterview.session import Session
from mlinterview.store import log

Starter = Callable[[str], Session]

RIGHT = "def double(x):\n    return 2 * x\n"
WRONG = "def double(x):\n    return x\n"
GOOD_OUTLINE = json.dumps({"points": [3, 3, 3, 3], "flags": []})


@pytest.fixture
def start(home: Path, clock: ManualClock) -> Iterator[Starter]:
    """Return a function that starts a session with one question."""
    with ExitStack() as stack:

        def starter(question: str) -> Session:
            collection = stack.enter_context(deck_writer(home, clock)(question))
            trust.trust(collection, "tiny")
            return collection.session()

        yield starter


def right_option(session: Session) -> str:
    assert session.shown is not None
    return str(session.shown.presentation.options.index("alpha") + 1)


def right_number(session: Session) -> str:
    assert session.shown is not None
    return str(session.shown.presentation.extra["values"]["answer"])


def logged(session: Session) -> dict[str, Any]:
    """Return the verdict of the last review in the log."""
    review = session.summary.answers[-1].review
    with session.collection.database.reading() as connection:
        stored = log.has_review(connection, review.id)
    assert stored is not None
    assert stored.verdict is not None
    verdict: dict[str, Any] = json.loads(stored.verdict)
    return verdict


GRADED = [forms.one_of("q"), forms.several_of("q"), forms.number("q"), forms.program("q")]


@pytest.mark.parametrize("question", GRADED)
def test_revealing_before_answering_counts_as_again(start: Starter, question: str) -> None:
    session = start(question)
    session.reveal()
    assert session.proposed_rating() is Rating.AGAIN
    session.rate()
    assert logged(session) == {"outcome": "revealed", "feedback": [], "parts": {}}


@pytest.mark.parametrize("question", GRADED)
def test_answering_what_was_revealed_does_not_count(start: Starter, question: str) -> None:
    session = start(question)
    session.reveal()
    verdict = session.respond("1")
    assert verdict is not None
    assert verdict.outcome is Outcome.REVEALED
    assert session.proposed_rating() is Rating.AGAIN


@pytest.mark.parametrize("question", [forms.typed("q"), forms.outline("q")])
def test_revealing_what_the_learner_judges_is_no_verdict(start: Starter, question: str) -> None:
    session = start(question)
    session.reveal()
    assert session.verdict is None
    assert session.proposed_rating() is None
    with pytest.raises(UsageError, match="judged by you"):
        session.rate()


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        (forms.one_of("q"), right_option),
        (forms.number("q"), right_number),
        (forms.program("q"), lambda session: RIGHT),
        (forms.outline("q"), lambda session: GOOD_OUTLINE),
    ],
)
def test_right_answer_is_good(
    start: Starter, question: str, answer: Callable[[Session], str]
) -> None:
    session = start(question)
    session.respond(answer(session))
    recorded = session.rate()
    assert recorded.review.rating is Rating.GOOD
    assert logged(session)["outcome"] == "correct"


@pytest.mark.parametrize(
    ("question", "response"),
    [
        (forms.one_of("q"), "0"),
        (forms.one_of("q"), "1 2"),
        (forms.several_of("q"), "1 4"),
        (forms.number("q"), "many"),
        (forms.outline("q"), '{"points": [3]}'),
    ],
)
def test_malformed_response_is_refused_and_nothing_is_recorded(
    start: Starter, question: str, response: str
) -> None:
    session = start(question)
    with pytest.raises(UsageError):
        session.respond(response)
    assert (session.revealed, session.verdict, session.summary.answers) == (False, None, [])
    assert session.shown is not None
    assert session.collection.card(session.shown.card.card_id).reps == 0


def test_malformed_response_may_be_mended(start: Starter) -> None:
    session = start(forms.number("q"))
    with pytest.raises(UsageError):
        session.respond("about ten")
    session.respond(right_number(session))
    session.rate()
    assert logged(session)["outcome"] == "correct"
    assert "attempts" not in logged(session)["parts"]


def test_hints_are_given_one_after_the_other(start: Starter) -> None:
    session = start(forms.program("q"))
    assert [session.hint(), session.hint(), session.hint()] == ["Multiply.", "By two.", None]


def test_right_with_a_hint_is_partly_correct(start: Starter) -> None:
    session = start(forms.program("q"))
    session.hint()
    verdict = session.attempt(RIGHT)
    assert verdict is not None
    assert verdict.outcome is Outcome.PARTIAL
    assert session.rate().review.rating is Rating.HARD
    assert logged(session)["parts"] == {"hints": 1, "passed": 1, "tests": 1, "failed": None}


def test_wrong_with_a_hint_stays_wrong(start: Starter) -> None:
    session = start(forms.program("q"))
    session.hint()
    verdict = session.attempt(WRONG)
    assert verdict is not None
    assert verdict.outcome is Outcome.WRONG


def test_wrong_attempt_keeps_the_answer_hidden(start: Starter) -> None:
    session = start(forms.program("q"))
    verdict = session.attempt(WRONG)
    assert verdict is not None
    assert verdict.feedback == ("✗ Doubles three.\n\n    double(3) == 6",)
    assert not session.revealed


def test_attempts_are_counted(start: Starter) -> None:
    session = start(forms.program("q"))
    for program in (WRONG, "1/0", RIGHT):
        session.attempt(program)
    assert session.revealed
    assert session.rate().review.rating is Rating.GOOD
    assert logged(session)["parts"]["attempts"] == 3


def test_giving_up_after_attempts_is_again_and_the_attempts_are_logged(start: Starter) -> None:
    session = start(forms.program("q"))
    session.attempt(WRONG)
    session.attempt(WRONG)
    session.reveal()
    recorded = session.rate()
    assert recorded.review.rating is Rating.AGAIN
    assert recorded.review.response == WRONG
    assert logged(session) == {"outcome": "revealed", "feedback": [], "parts": {"attempts": 2}}


def test_lucky_guess_is_again_and_the_log_says_so(start: Starter) -> None:
    session = start(forms.one_of("q"))
    session.respond(right_option(session))
    assert session.rate(lucky=True).review.rating is Rating.AGAIN
    assert logged(session)["outcome"] == "correct"
    assert logged(session)["parts"]["lucky"] is True


def test_learner_may_overrule_the_program(start: Starter) -> None:
    session = start(forms.number("q"))
    session.respond("-1")
    assert session.proposed_rating() is Rating.AGAIN
    assert session.rate(Rating.HARD).review.rating is Rating.HARD
    assert logged(session)["outcome"] == "wrong"


def test_outline_is_judged_after_the_rubric_was_seen(start: Starter) -> None:
    session = start(forms.outline("q"))
    session.reveal()
    verdict = session.respond('{"points": [3, 3, 0, 0], "flags": [1]}')
    assert verdict is not None
    assert verdict.outcome is Outcome.PARTIAL
    assert session.rate().review.rating is Rating.HARD


def test_hints_and_attempts_belong_to_one_showing(start: Starter) -> None:
    session = start(forms.program("q"))
    session.hint()
    session.attempt(WRONG)
    session.reveal()
    session.rate()  # Again: it comes back in this session
    assert session.shown is not None
    session.attempt(RIGHT)
    assert session.rate().review.rating is Rating.GOOD
    assert logged(session)["parts"] == {"passed": 1, "tests": 1, "failed": None}


def test_each_showing_draws_other_numbers(start: Starter) -> None:
    session = start(forms.number("q"))
    first = right_number(session)
    session.reveal()
    session.rate()
    assert right_number(session) != first


def test_program_with_text_that_cannot_be_stored_is_recorded(start: Starter) -> None:
    session = start(forms.program("q"))
    session.attempt("def double(x):\n    raise ValueError('\\ud800')\n")
    session.respond("raise ValueError('\\udfff')")
    session.rate()
    assert logged(session)["outcome"] == "wrong"
