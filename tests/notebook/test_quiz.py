"""What notebooks do to a session: named actions, each with a word about what became of it."""

import sqlite3
from datetime import timedelta
from threading import Thread

import pytest
from support.decks import recall
from support.forms import number, one_of, outline, program, typed

from mlinterview.errors import StoreFull
from mlinterview.frontends.notebook.quiz import Quiz
from mlinterview.model.goals import Interview
from mlinterview.model.kinds import Outcome
from mlinterview.model.reviews import Mode, Rating
from mlinterview.preparation.setting import set_interview


def words(quiz) -> str:
    return quiz.message.text if quiz.message else ""


def reviews(quiz) -> int:
    with quiz.session.collection.database.reading() as connection:
        return int(connection.execute("SELECT count(*) FROM reviews").fetchone()[0])


def test_reveal_then_rate_saves_and_goes_on(start) -> None:
    quiz = start("a", "b")
    quiz.act("reveal")
    quiz.act("rate", rating=3)
    assert words(quiz) == "Good: it comes back in 10m."
    assert quiz.shown.question.id == "tiny/b"
    assert reviews(quiz) == 1


def test_quiz_follows_a_plan(start) -> None:
    collection = start("a", "b").session.collection
    day = collection.today_date() + timedelta(days=10)
    set_interview(collection, Interview(day), minutes=5)
    quiz = Quiz(collection.session())
    quiz.act("reveal")
    quiz.act("rate", rating=1)
    assert words(quiz) == "Again: the plan says when it comes back."
    assert quiz.session.summary.answers[0].review.mode is Mode.PLAN


def test_rating_before_the_answer_is_seen_is_refused(start) -> None:
    quiz = start("a")
    quiz.act("rate", rating=3)
    assert words(quiz) == "Look at the answer first, then rate."
    assert reviews(quiz) == 0


def test_rating_without_a_number_takes_the_proposed_one(start) -> None:
    quiz = start(one_of("a"))
    wrong = 1 if quiz.shown.presentation.options[0] != "alpha" else 2
    quiz.act("respond", response=str(wrong))
    quiz.act("rate")
    assert quiz.session.summary.answers[0].review.rating is Rating.AGAIN


def test_learner_who_judges_alone_is_proposed_good(start) -> None:
    quiz = start("a")
    quiz.act("reveal")
    quiz.act("rate")
    assert quiz.session.summary.answers[0].review.rating is Rating.GOOD


def test_action_for_what_is_no_longer_shown_does_nothing(start) -> None:
    quiz = start("a", "b")
    quiz.act("reveal")
    seen = quiz.number
    quiz.act("rate", seen, rating=3)
    quiz.act("rate", seen, rating=3)
    assert words(quiz) == "That was done already; this is where you are."
    assert reviews(quiz) == 1


def test_two_views_that_answer_at_once_record_once(start) -> None:
    quiz = start("a", "b")
    quiz.act("reveal")
    seen = quiz.number
    threads = [Thread(target=quiz.act, args=("rate", seen), kwargs={"rating": 3}) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert reviews(quiz) == 1


def test_actions_work_in_a_thread_of_their_own(start) -> None:
    quiz = start("a", "b")
    thread = Thread(target=lambda: (quiz.act("reveal"), quiz.act("rate", rating=4)))
    thread.start()
    thread.join()
    assert reviews(quiz) == 1


def test_everybody_is_told_of_each_change(start) -> None:
    quiz = start("a")
    numbers: list[int] = []
    quiz.listen(lambda: numbers.append(quiz.number))
    quiz.act("reveal")
    quiz.act("flag")
    assert numbers == [1, 2]


def test_answer_that_cannot_be_saved_stays_and_says_so(start, monkeypatch) -> None:
    quiz = start("a", "b")
    quiz.act("reveal")

    def full(*_, **__):
        raise StoreFull("the disk is full: make room")

    monkeypatch.setattr(quiz.session.collection, "record", full)
    quiz.act("rate", rating=3)
    assert words(quiz) == "Not saved: the disk is full: make room"
    assert quiz.shown.question.id == "tiny/a"
    monkeypatch.undo()
    quiz.act("rate", rating=3)
    assert reviews(quiz) == 1


def test_bug_of_ours_is_shown_in_the_card_and_logged(start, monkeypatch, caplog) -> None:
    quiz = start("a")

    def broken():
        raise KeyError("oops")

    monkeypatch.setattr(quiz.session, "reveal", broken)
    quiz.act("reveal")
    assert words(quiz).startswith("Not saved: a mistake of mlinterview (KeyError: 'oops')")
    assert "Traceback" in caplog.text


def test_unknown_action_is_refused(start) -> None:
    quiz = start("a")
    quiz.act("frobnicate")
    assert "no action 'frobnicate'" in words(quiz)


def test_undo_brings_the_card_back(start) -> None:
    quiz = start("a", "b")
    quiz.act("reveal")
    quiz.act("rate", rating=3)
    quiz.act("undo")
    assert quiz.shown.question.id == "tiny/a"
    assert words(quiz) == "Taken back: tiny/a."


def test_undo_after_the_end_goes_on(start) -> None:
    quiz = start("a", limit=1)
    quiz.act("reveal")
    quiz.act("rate", rating=4)
    assert quiz.over
    quiz.act("undo")
    assert not quiz.over


def test_nothing_to_undo_is_said(start) -> None:
    quiz = start("a")
    collection = quiz.session.collection
    while True:
        quiz.act("undo")
        if "Taken back" not in words(quiz):
            break
    assert "nothing" in words(quiz).lower()
    collection.close()


@pytest.mark.parametrize(
    ("action", "said"),
    [
        ("flag", "Flagged."),
        ("bury", "Put away until tomorrow; undo takes it back."),
        ("suspend", "Suspended; undo takes it back."),
    ],
)
def test_card_can_be_put_away_or_flagged(start, action: str, said: str) -> None:
    quiz = start("a", "b")
    quiz.act(action)
    assert words(quiz) == said


def test_program_may_be_tried_again_before_it_counts(start) -> None:
    quiz = start(program("a"))
    quiz.act("attempt", response="def double(x):\n    return x\n")
    assert not quiz.session.revealed
    assert quiz.tried.outcome is Outcome.WRONG
    assert "tests pass; try again" in words(quiz)
    quiz.act("attempt", response=quiz.shown.question.details["solution"])
    assert quiz.session.revealed


def test_program_that_does_not_run_is_said(start) -> None:
    quiz = start(program("a"))
    quiz.act("attempt", response="def (")
    assert words(quiz) == "The program does not run."


def test_empty_answer_is_no_answer(start) -> None:
    quiz = start(number("a"))
    quiz.act("respond", response="  ")
    assert words(quiz) == "There is no answer yet."
    assert not quiz.session.revealed


def test_number_that_cannot_be_read_may_be_typed_again(start) -> None:
    quiz = start(number("a"))
    quiz.act("respond", response="many")
    assert quiz.message.tone == "error"
    assert not quiz.session.revealed


def test_unrecognised_words_are_compared_by_the_learner(start) -> None:
    quiz = start(typed("a"))
    quiz.act("respond", response="forty-one")
    assert words(quiz) == "Compare your answer with this one, then rate yourself."
    assert quiz.session.verdict is None


def test_answer_that_is_too_long_is_refused(start) -> None:
    quiz = start(typed("a"))
    quiz.act("respond", response="x" * 300_000)
    assert "longer than 200,000 characters" in words(quiz)


def test_scenario_is_judged_point_by_point(start) -> None:
    quiz = start(outline("a"))
    quiz.act("judge", outline="First, ask.")
    assert quiz.judging
    points = [3] * len(quiz.shown.presentation.extra["rubric"])
    quiz.act("respond", response=f'{{"points": {points}, "flags": []}}')
    assert quiz.session.verdict.outcome is Outcome.CORRECT


def test_answer_given_elsewhere_in_the_meantime_is_mentioned(start) -> None:
    quiz = start("a", "b")
    quiz.act("reveal")
    collection = quiz.session.collection
    collection.record(collection.show("tiny/a"), Rating.GOOD)
    quiz.act("rate", rating=3)
    assert "answered elsewhere in the meantime; both answers count" in words(quiz)


def test_pause_stops_the_clock(start, clock) -> None:
    quiz = start("a")
    quiz.act("pause")
    clock.advance(seconds=1000)
    quiz.act("resume")
    assert quiz.session.seconds_on_card() == 0


def test_key_pressed_while_a_pause_is_under_way_still_counts(start) -> None:
    quiz = start("a")
    seen = quiz.number
    quiz.act("pause")
    quiz.act("resume")
    quiz.act("reveal", seen)
    assert quiz.session.revealed


def test_no_view_gets_an_older_state_after_a_newer_one(start) -> None:
    quiz = start(*"abcdefgh")
    numbers: list[int] = []
    quiz.listen(lambda: numbers.append(quiz.number))
    threads = [Thread(target=quiz.act, args=("flag",)) for _ in range(16)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert numbers == list(range(1, 17))


def test_end_makes_the_daily_backup(start) -> None:
    quiz = start("a", limit=1)
    quiz.act("reveal")
    quiz.act("rate", rating=4)
    copies = list(quiz.session.collection.home.backups.glob("*.sqlite3"))
    assert len(copies) == 1
    assert sqlite3.connect(copies[0]).execute("SELECT count(*) FROM reviews").fetchone() == (1,)


def test_stopped_quiz_shows_nothing_more(start) -> None:
    quiz = start("a", "b")
    quiz.act("stop")
    assert quiz.over
    assert quiz.session.remaining.total == 2


def test_new_card_starts_without_the_last_ones_hints(start) -> None:
    quiz = start(program("a"), recall("b"))
    quiz.act("hint")
    quiz.act("reveal")
    quiz.act("rate", rating=4)
    assert quiz.hints == []
