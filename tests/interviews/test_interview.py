"""An interview that is held: what is recorded, resumed, undone, avoided."""

import json
from dataclasses import replace

import pytest
from support.decks import cloze, recall, write_deck
from support.forms import number, one_of, outline, program
from support.interviewing import answer_all
from support.studying import AGAIN, GOOD, HARD, answer, differing

from mlinterview.errors import MLInterviewError, NothingToUndo, UnknownName, UsageError
from mlinterview.interviews.interview import begin, resume
from mlinterview.interviews.record import (
    answers_of,
    end_interview,
    find_interview,
    past_interviews,
    unfinished,
)
from mlinterview.interviews.report import make_report
from mlinterview.model.kinds import Outcome
from mlinterview.model.questions import Level
from mlinterview.model.reviews import EventKind, Mode
from mlinterview.store import log
from mlinterview.trust import trust

NAMES = [f"q{number}" for number in range(12)]


def verdict(collection, card: str) -> dict:
    return json.loads(collection.history(card)[-1].verdict)


# -- in the log --------------------------------------------------------------------------------


def test_answers_are_reviews_of_mode_mock(deck) -> None:
    collection = deck(*NAMES)
    asked = answer_all(begin(collection, seed=1))
    assert asked
    assert {collection.history(one)[-1].mode for one in asked} == {Mode.MOCK}


def test_wrong_answer_comes_back_on_another_day_not_in_ten_minutes(deck) -> None:
    collection = deck(*NAMES)
    interview = begin(collection, seed=1)
    card = collection.card(interview.rate(AGAIN).card.card_id)
    assert card.due_at is None
    assert card.due_day > collection.study_day()


def test_interview_has_no_learning_steps_in_it(deck) -> None:
    asked = answer_all(begin(deck(*NAMES), seed=1), AGAIN)
    assert len(set(asked)) == len(asked)


def test_daily_limits_do_not_end_an_interview(deck) -> None:
    collection = deck(*NAMES)
    collection.set("minutes_per_day", 1)
    collection.set("new_per_day", 0)
    assert len(answer_all(begin(collection, seed=1))) > 3


def test_states_are_those_of_a_fresh_replay(deck) -> None:
    collection = deck(*NAMES)
    interview = begin(collection, seed=1)
    interview.rate(AGAIN)
    interview.rate(GOOD)
    interview.undo()
    interview.finish()
    assert differing(collection) == []
    collection.rebuild()
    assert len(answers_of(collection, interview.brief)) == 1


def test_self_judged_answer_is_logged_with_its_place(deck) -> None:
    collection = deck(*NAMES)
    interview = begin(collection, seed=1)
    ask = interview.ask
    interview.rate(HARD)
    logged = verdict(collection, ask.item.card)
    assert logged["outcome"] == Outcome.PARTIAL
    assert logged["parts"]["interview"] == {
        "id": interview.brief.id, "stage": "opening-1", "step": "first", "planned": ask.seconds,
        "judge": "self",
    }  # fmt: skip


def test_graded_answer_keeps_its_verdict(deck) -> None:
    collection = deck(one_of("pick"))
    interview = begin(collection, seed=1)
    interview.respond("2")
    interview.rate()
    logged = verdict(collection, "tiny/pick")
    assert logged["outcome"] in ("correct", "wrong")
    assert logged["parts"]["interview"]["id"] == interview.brief.id
    assert "judge" not in logged["parts"]["interview"]


@pytest.mark.parametrize(("rating", "points"), [(AGAIN, 0), (HARD, 0.5), (GOOD, 1)])
def test_points_where_the_learner_judges_are_those_of_the_rating(rating, points, deck) -> None:
    collection = deck(*NAMES)
    interview = begin(collection, seed=1)
    interview.rate(rating)
    assert [a.points for a in answers_of(collection, interview.brief)] == [points]


def right_option(interview) -> str:
    options = interview.shown.presentation.options
    return str(1 + options.index("alpha"))


def test_points_of_a_graded_answer_are_those_of_the_verdict(deck) -> None:
    interview = begin(deck(one_of("pick")), seed=1)
    interview.respond(right_option(interview))
    interview.rate(HARD)
    assert [answer.points for answer in interview.answers] == [1]


def test_lucky_guess_earns_nothing(deck) -> None:
    interview = begin(deck(one_of("pick")), seed=1)
    interview.respond(right_option(interview))
    interview.rate(lucky=True)
    assert [answer.points for answer in interview.answers] == [0]


def test_revealed_answer_earns_nothing(deck) -> None:
    interview = begin(deck(one_of("pick")), seed=1)
    interview.reveal()
    interview.rate()
    assert [answer.points for answer in interview.answers] == [0]


# -- resuming ----------------------------------------------------------------------------------


@pytest.mark.parametrize("answers", range(6))
def test_another_process_goes_on_exactly_where_the_first_was(answers, deck, again, clock) -> None:
    first = begin(deck(*NAMES), seed=3)
    for place in range(answers):
        clock.advance(seconds=30)
        first.rate([GOOD, AGAIN, HARD][place % 3])
    collection = again()
    second = resume(collection, unfinished(collection))
    assert second.question == first.question
    assert second.ask == first.ask
    assert second.seconds_used == first.seconds_used == 30 * answers
    clock.advance(days=3)  # what was answered meanwhile does not count as met lately
    assert resume(collection, second.brief).question == first.question


def test_rest_is_the_same_with_and_without_an_interruption(deck, again) -> None:
    whole = begin(deck(*NAMES), seed=3)
    asked = []
    while whole.question is not None and len(asked) < 3:
        asked.append(whole.question.id)
        whole.rate(GOOD)
    other = again()
    rest = answer_all(resume(other, unfinished(other)))
    for one in reversed(rest):
        assert one in [review.card_id for review in other.undo().reviews]
    assert answer_all(resume(other, unfinished(other))) == rest


def test_two_processes_may_hold_one_interview(deck, again) -> None:
    one = begin(deck(*NAMES), seed=3)
    other_collection = again()
    other = resume(other_collection, one.brief)
    shown = one.shown
    other.rate(GOOD)
    assert one.shown is shown
    one.rate(GOOD)  # the same question, answered twice
    assert one.question.id not in {a.question for a in one.answers}
    assert len(one.answers) == 2


def test_time_of_an_answer_is_its_own_and_pauses_do_not_count(deck, clock) -> None:
    interview = begin(deck(*NAMES), minutes=10, seed=1)
    clock.advance(seconds=40)
    interview.pause()
    clock.advance(minutes=30)
    interview.resume()
    assert interview.seconds_used == 40
    assert interview.seconds_left == 560
    interview.rate(GOOD)
    clock.advance(seconds=5)
    assert interview.seconds_used == 45


def test_interview_ends_when_the_time_is_up(deck, clock) -> None:
    interview = begin(deck(*NAMES), minutes=5, seed=1)
    clock.advance(minutes=6)
    assert interview.seconds_left == 0
    interview.rate(GOOD)
    assert interview.question is None


def test_time_left_for_a_stage_becomes_negative(deck, clock) -> None:
    interview = begin(deck(*NAMES), minutes=5, seed=1)
    clock.advance(minutes=6)
    assert interview.stage_seconds_left < 0


def test_what_was_begun_can_be_told_from_what_was_ended(deck) -> None:
    collection = deck(*NAMES)
    interview = begin(collection, "mlops", Level.SENIOR, 30, 9)
    brief = unfinished(collection)
    assert brief == interview.brief
    assert (brief.role, brief.level, brief.minutes, brief.seed) == ("mlops", "senior", 30, 9)
    interview.finish()
    interview.finish()
    assert unfinished(collection) is None
    assert len([p for p in past_interviews(collection) if p.ended_at is not None]) == 1


def test_new_interview_ends_the_one_before(deck) -> None:
    collection = deck(*NAMES)
    begin(collection, seed=1)
    second = begin(collection, seed=2)
    assert unfinished(collection) == second.brief
    assert len(past_interviews(collection)) == 2


# -- undo --------------------------------------------------------------------------------------


def test_undo_asks_the_same_question_again(deck, clock) -> None:
    interview = begin(deck(*NAMES), seed=1)
    first, ask = interview.question, interview.ask
    clock.advance(seconds=50)
    interview.rate(AGAIN)
    interview.undo()
    assert (interview.question, interview.ask) == (first, ask)
    assert interview.seconds_used == 0
    assert interview.answers == []


def test_undo_of_the_last_answer_opens_the_interview_again(deck) -> None:
    interview = begin(deck("one"), seed=1)
    interview.rate(GOOD)
    assert interview.question is None
    interview.undo()
    assert interview.question.id == "tiny/one"
    interview.rate(AGAIN)
    assert [answer.points for answer in interview.answers] == [0]


def test_undo_leaves_the_beginning_and_what_was_before_it(deck) -> None:
    collection = deck(*NAMES)
    answer(collection, "tiny/q0")
    interview = begin(collection, seed=1)
    with pytest.raises(NothingToUndo, match="nothing was answered in this interview yet"):
        interview.undo()
    assert collection.card("tiny/q0").reps == 1


def test_undo_does_not_take_back_an_answer_given_elsewhere(deck) -> None:
    collection = deck(*NAMES)
    interview = begin(collection, seed=1)
    interview.rate(GOOD)
    other = next(name for name in NAMES if collection.card(f"tiny/{name}").reps == 0)
    answer(collection, f"tiny/{other}")
    with pytest.raises(NothingToUndo, match="given elsewhere"):
        interview.undo()
    assert collection.card(f"tiny/{other}").reps == 1


def test_undo_of_a_flag_keeps_the_question(deck) -> None:
    interview = begin(deck(*NAMES), seed=1)
    question = interview.question
    interview.flag()
    interview.undo()
    assert interview.question == question
    assert not interview.collection.card(question.id).flagged


def test_undo_of_an_end_makes_it_unfinished(deck) -> None:
    collection = deck(*NAMES)
    interview = begin(collection, seed=1)
    end_interview(collection, interview.brief)
    collection.undo()
    assert unfinished(collection) == interview.brief


def test_undo_of_a_beginning_takes_it_from_the_list(deck) -> None:
    collection = deck(*NAMES)
    begin(collection, seed=1)
    undone = collection.undo()
    assert [event.kind for event in undone.events] == [EventKind.MOCK]
    assert past_interviews(collection) == []


# -- what is asked -----------------------------------------------------------------------------


def test_what_was_reviewed_in_the_last_seven_days_is_avoided(deck, clock) -> None:
    collection = deck(*NAMES)
    for name in NAMES[:6]:
        answer(collection, f"tiny/{name}")
    clock.advance(days=6)
    asked = answer_all(begin(collection, seed=1))
    assert {*asked[:6]} == {f"tiny/{name}" for name in NAMES[6:]}


def test_after_seven_days_it_may_be_asked(deck, clock) -> None:
    collection = deck("one", "two")
    answer(collection, "tiny/one")
    clock.advance(days=7)
    firsts = {begin(collection, seed=seed).question.id for seed in range(20)}
    assert firsts == {"tiny/one", "tiny/two"}


def test_what_an_interview_asked_is_avoided_for_thirty_days(deck, clock) -> None:
    collection = deck("one", "two")
    first = begin(collection, seed=1)
    asked = first.question.id
    first.rate(GOOD)
    clock.advance(days=29)
    assert {begin(collection, seed=seed).question.id for seed in range(20)} != {asked}
    assert asked not in {begin(collection, seed=seed).question.id for seed in range(20)}
    clock.advance(days=1)
    assert asked in {begin(collection, seed=seed).question.id for seed in range(20)}


@pytest.mark.parametrize("kind", [EventKind.SUSPEND, EventKind.BURY])
def test_what_is_suspended_or_buried_is_not_asked(kind, deck) -> None:
    collection = deck("one", "two", "three")
    collection.act(kind, ["tiny/one"])
    assert "tiny/one" not in answer_all(begin(collection, seed=1))


def test_question_put_away_is_followed_by_another(deck) -> None:
    interview = begin(deck(*NAMES), seed=1)
    put_away = interview.question.id
    interview.suspend()
    assert interview.question is not None
    assert put_away not in answer_all(interview)


def test_programs_of_a_deck_that_nobody_trusts_are_left_out(deck) -> None:
    collection = deck("one", program("double"))
    interview = begin(collection, seed=1)
    assert interview.untrusted == ["tiny"]
    assert "tiny/double" not in answer_all(interview)
    trust(collection, "tiny")
    interview = begin(collection, seed=1)
    assert interview.untrusted == []
    assert "tiny/double" in answer_all(interview)


def test_every_form_can_be_asked(deck) -> None:
    collection = deck("one", one_of("pick"), number("sum"), program("double"), outline("design"),
                      cloze("holes"))  # fmt: skip
    trust(collection, "tiny")
    asked = answer_all(begin(collection, minutes=180, seed=1))
    assert {*asked} == {"tiny/one", "tiny/pick", "tiny/sum", "tiny/double", "tiny/design",
                        "tiny/holes"}  # fmt: skip


def test_cloze_question_shows_its_first_card(deck) -> None:
    interview = begin(deck(cloze("holes")), seed=1)
    assert interview.shown.card.card_id == "tiny/holes"


@pytest.mark.parametrize("questions", [["one"], ["one", "two", "three"]])
def test_tiny_library_makes_a_short_interview(questions, deck) -> None:
    assert len(answer_all(begin(deck(*questions), seed=1))) == len(questions)


def test_deck_that_changes_meanwhile_does_not_end_the_interview(deck, home) -> None:
    collection = deck(*NAMES)
    interview = begin(collection, seed=1)
    gone = interview.question.id.partition("/")[2]
    write_deck(home, *(name for name in NAMES if name != gone))
    collection.look_again()
    again = resume(collection, interview.brief)
    assert again.question is not None
    assert again.question.id != f"tiny/{gone}"


def test_nothing_to_ask_is_said_and_not_recorded(deck) -> None:
    collection = deck("one")
    collection.act(EventKind.SUSPEND, ["tiny/one"])
    with pytest.raises(MLInterviewError, match="there is no question left to ask"):
        begin(collection, seed=1)
    assert past_interviews(collection) == []


@pytest.mark.parametrize("minutes", [0, 4.9, 181, float("nan"), float("inf")])
def test_impossible_minutes_are_refused(minutes, deck) -> None:
    with pytest.raises(UsageError, match="5 to 180 minutes"):
        begin(deck("one"), minutes=minutes)


def test_unknown_role_is_refused(deck) -> None:
    collection = deck("one")
    with pytest.raises(UnknownName, match="there is no role 'boss'"):
        begin(collection, "boss")
    assert past_interviews(collection) == []


def test_seed_is_recorded_and_repeats_the_choice(deck, again) -> None:
    collection = deck(*NAMES)
    first = begin(collection)
    question = first.question
    assert begin(again(), seed=first.brief.seed).question == question


# -- finding -----------------------------------------------------------------------------------


def test_interview_is_found_by_its_last_letters(deck) -> None:
    collection = deck(*NAMES)
    brief = begin(collection, seed=1).brief
    begin(collection, seed=2)
    for name in (brief.id, brief.short_id, brief.short_id.upper()):
        assert find_interview(collection, name).brief == brief


def test_newest_interview_with_answers_is_found_by_default(deck, clock) -> None:
    collection = deck(*NAMES)
    answered = begin(collection, seed=1)
    answered.rate(GOOD)
    clock.advance(hours=1)
    begin(collection, seed=2)
    assert find_interview(collection).brief == answered.brief


@pytest.mark.parametrize("name", ["zzz", "", "-"])
def test_unknown_interview_is_an_error(name, deck) -> None:
    collection = deck(*NAMES)
    begin(collection, seed=1)
    with pytest.raises(UnknownName, match="there is no interview"):
        find_interview(collection, name)


def test_beginning_that_is_not_understood_is_passed_over(deck) -> None:
    collection = deck(*NAMES)
    with collection.database.transaction() as connection:
        for value in (None, [], {}, {"what": "begin", "id": "x"}, {"what": "end", "id": 3},
                      {"what": "begin", "id": "y", "role": "r", "level": "boss", "minutes": 1,
                       "seed": 1}):  # fmt: skip
            log.append_events(connection, collection.events(EventKind.MOCK, [None], value))
    assert past_interviews(collection) == []
    assert begin(collection, seed=1).question is not None


def test_role_of_a_later_version_has_a_report_but_cannot_be_resumed(deck) -> None:
    collection = deck(*NAMES)
    value = {"what": "begin", "id": "x", "role": "boss", "level": "mid", "minutes": 45, "seed": 1}
    with collection.database.transaction() as connection:
        log.append_events(connection, collection.events(EventKind.MOCK, [None], value))
    assert find_interview(collection).brief.role == "boss"
    with pytest.raises(UnknownName):
        resume(collection, unfinished(collection))


def test_first_question_is_one_level_below_what_was_applied_for(deck) -> None:
    collection = deck(*(recall(level, level=level) for level in Level))
    firsts = {level: begin(collection, level=level, seed=1).question.id for level in Level}
    assert firsts == {"entry": "tiny/entry", "mid": "tiny/entry", "senior": "tiny/mid"}


ODD = (
    "no JSON", "null", "[]", '{"parts": 3}', '{"parts": {"interview": 3}}',
    '{"parts": {"interview": {"id": ["x"]}}}',
)  # fmt: skip
STRANGE = (
    {}, {"step": "sideways"}, {"step": ["up"]}, {"planned": "soon"}, {"stage": 7}, {"stage": "x-1"},
    {"judge": "nobody"},
)  # fmt: skip


def test_reviews_that_say_something_else_are_passed_over(deck) -> None:
    collection = deck(*NAMES)
    interview = begin(collection, seed=1)
    review = interview.rate(GOOD).review
    with collection.database.transaction() as connection:
        for text in ODD:
            odd = replace(review, id=collection.new_id(), verdict=text)
            log.append_review(connection, odd)
    assert len(answers_of(collection, interview.brief)) == 1


@pytest.mark.parametrize("part", STRANGE, ids=str)
def test_reviews_that_say_strange_things_do_not_stop_an_interview(part, deck) -> None:
    collection = deck(*NAMES)
    interview = begin(collection, seed=1)
    review = interview.rate(GOOD).review
    said = {"parts": {"interview": {"id": interview.brief.id, **part}}}
    with collection.database.transaction() as connection:
        strange = replace(review, id=collection.new_id(), verdict=json.dumps(said))
        log.append_review(connection, strange)
    assert len(answers_of(collection, interview.brief)) == 2
    assert resume(collection, interview.brief).question is not None
    assert make_report(collection, find_interview(collection)).overall.answers == 2


def test_one_undo_takes_back_a_new_interview_and_the_end_of_the_old_one(deck) -> None:
    collection = deck(*NAMES)
    first = begin(collection, seed=1)
    begin(collection, seed=2)
    collection.undo()
    assert unfinished(collection).id == first.brief.id


def test_undo_in_an_interview_leaves_alone_what_was_set_elsewhere(deck) -> None:
    collection = deck(*NAMES)
    interview = begin(collection, seed=1)
    collection.set("new_per_day", 3)
    with pytest.raises(NothingToUndo, match="made elsewhere"):
        interview.undo()
    assert collection.settings["new_per_day"] == 3


@pytest.mark.parametrize(
    "hostile",
    [{"seed": float("inf")}, {"minutes": float("nan")}, {"minutes": -5}, {"minutes": float("inf")},
     {"level": "god"}, {"role": None, "minutes": None}],
)  # fmt: skip
def test_interview_that_makes_no_sense_is_not_listed(deck, hostile) -> None:
    collection = deck(*NAMES)
    value = {"what": "begin", "id": "x", "role": "mlops", "level": "mid", "minutes": 30, "seed": 1}
    with collection.database.transaction() as connection:
        log.append_events(
            connection, collection.events(EventKind.MOCK, [None], {**value, **hostile})
        )
    assert past_interviews(collection) == []
