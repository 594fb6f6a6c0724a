"""What is asked next, and what happens with the answer."""

from collections.abc import Callable
from pathlib import Path

import pytest
from support.decks import cloze, recall, write_deck
from support.studying import AGAIN, EASY, GOOD, HARD, answer, asked, deck_writer, run

from mlinterview.clock import ManualClock
from mlinterview.collection import Collection
from mlinterview.errors import UnknownName, UsageError
from mlinterview.model.kinds import Outcome
from mlinterview.model.reviews import Mode, Rating, State
from mlinterview.store.queues import Selection

Deck = Callable[..., Collection]


@pytest.fixture
def deck(home: Path, clock: ManualClock) -> Deck:
    return deck_writer(home, clock)


# -- order -----------------------------------------------------------------------------------------


def test_new_questions_in_the_order_of_introduction(deck: Deck) -> None:
    collection = deck(
        recall("hard", level="senior"), recall("late", requires=["early"]), recall("early"),
        recall("easy", level="entry"),
    )  # fmt: skip
    assert run(collection.session()) == ["easy", "early", "late", "hard"]


def test_look_alikes_are_kept_apart(deck: Deck) -> None:
    collection = deck(recall("one", confusable=["two"]), recall("two"), *"abcdefgh")
    order = run(collection.session())
    assert order.index("two") - order.index("one") > 4


def test_steps_then_reviews_then_new_cards(deck: Deck, clock: ManualClock) -> None:
    collection = deck("learning", "review", "new")
    answer(collection, "tiny/review", EASY)
    clock.advance(days=20)
    answer(collection, "tiny/learning", AGAIN)
    clock.advance(minutes=2)
    session = collection.session()
    assert [session.remaining.learning, session.remaining.due, session.remaining.new] == [1, 1, 1]
    assert run(session) == ["learning", "review", "new"]


def test_step_that_is_not_due_yet_waits_for_what_is(deck: Deck, clock: ManualClock) -> None:
    collection = deck("learning", "review")
    answer(collection, "tiny/review", EASY)
    clock.advance(days=20)
    answer(collection, "tiny/learning", AGAIN)
    assert run(collection.session()) == ["review", "learning"]


def test_most_stable_reviews_first(deck: Deck, clock: ManualClock) -> None:
    collection = deck("a", "b", "c")
    for name, rating in (("a", HARD), ("b", EASY), ("c", GOOD)):
        answer(collection, f"tiny/{name}", rating)
        clock.advance(minutes=20)
        answer(collection, f"tiny/{name}", GOOD)
        clock.advance(minutes=20)
        answer(collection, f"tiny/{name}", GOOD)
    clock.advance(days=60)
    assert run(collection.session()) == ["b", "c", "a"]


def test_forgotten_card_comes_back_within_the_session(deck: Deck, clock: ManualClock) -> None:
    collection = deck("a", "b", "c")
    session = collection.session()
    order = []
    for rating in (AGAIN, GOOD, GOOD, GOOD):
        order.append(asked(session))
        session.rate(rating)
        clock.advance(seconds=70)
    assert order == ["a", "b", "a", "c"]


def test_step_is_asked_a_little_early_when_nothing_else_is_left(
    deck: Deck, clock: ManualClock
) -> None:
    collection = deck("a")
    session = collection.session()
    session.rate(GOOD)  # again in ten minutes
    assert asked(session) == "a"
    session.rate(GOOD)
    assert asked(session) is None
    assert session.next_step_ms is None


def test_step_that_is_too_far_ends_the_session(deck: Deck) -> None:
    collection = deck("a")
    collection.set("learn_ahead_minutes", 5)
    session = collection.session()
    due_at = session.rate(GOOD).card.due_at
    assert asked(session) is None
    assert session.next_step_ms == due_at


def test_nothing_to_do_is_no_error(deck: Deck) -> None:
    session = deck("a").session(selection=Selection(decks=("tiny",)), new=0)
    assert (session.shown, session.question, session.remaining.total) == (None, None, 0)
    with pytest.raises(UsageError, match="the session is over"):
        session.rate(GOOD)


# -- choosing --------------------------------------------------------------------------------------


def test_only_what_was_selected(deck: Deck, home: Path) -> None:
    write_deck(home, "x", deck="other")
    collection = deck(recall("a", level="entry"), recall("b", topics=["EVA01"]), cloze("c", 1))
    for chosen, slugs in {
        Selection(decks=("other",)): ["x"],
        Selection(topics=("eva",)): ["b"],
        Selection(kinds=("cloze",)): ["c"],
        Selection(levels=("entry",)): ["a"],
        Selection(decks=("tiny",), kinds=("recall",)): ["a", "b"],
    }.items():
        assert run(collection.session(selection=chosen)) == slugs
        for _ in slugs:
            collection.undo()


@pytest.mark.parametrize(
    "chosen", [Selection(decks=("x",)), Selection(topics=("X9",)), Selection(kinds=("x",))]
)
def test_names_that_do_not_exist_are_refused(deck: Deck, chosen: Selection) -> None:
    with pytest.raises(UnknownName):
        deck("a").session(selection=chosen)


def test_ahead_asks_each_later_card_once(deck: Deck, clock: ManualClock) -> None:
    collection = deck(*"abc")
    assert run(collection.session()) == ["a", "b", "c"]
    clock.advance(days=1)
    session = collection.session(mode=Mode.AHEAD)
    assert session.rate(GOOD).review.mode is Mode.AHEAD
    session.bury()  # reads the queues anew
    assert len(run(session, GOOD)) == 1


def test_cram_asks_every_card_seen_once_and_no_new_one(deck: Deck, clock: ManualClock) -> None:
    collection = deck(*"abcd", cloze("z", 2))
    for card in ("a", "b", "z", "z#2"):
        answer(collection, f"tiny/{card}", EASY)
    session = collection.session(mode=Mode.CRAM)
    first = asked(session)
    session.rate(GOOD)
    assert sorted([str(first), *run(session, GOOD)]) == ["a", "b", "z", "z#2"]


def test_leech_that_is_suspended_does_not_come_back(deck: Deck, clock: ManualClock) -> None:
    collection = deck("a")
    collection.set("leech_threshold", 1)
    collection.set("leech_action", "suspend")
    answer(collection, "tiny/a", EASY)
    clock.advance(days=20)
    session = collection.session()
    assert session.rate(AGAIN).card.state is State.RELEARNING
    clock.advance(minutes=15)
    assert asked(session) is None
    assert asked(collection.session()) is None


# -- answering -------------------------------------------------------------------------------------


def test_second_click_records_once(deck: Deck) -> None:
    collection = deck("a", "b")
    session = collection.session()
    assert session.shown is not None
    token = session.shown.token
    assert session.rate(GOOD, token) == session.rate(AGAIN, token)
    assert len(session.summary.answers) == collection.today().answered == 1
    assert asked(session) == "b"


def test_click_on_a_card_that_was_never_asked_is_refused(deck: Deck) -> None:
    session = deck("a").session()
    with pytest.raises(UsageError, match="no longer asked"):
        session.rate(GOOD, "some other token")


def test_preview_is_what_rating_gives(deck: Deck) -> None:
    session = deck(*"abcd").session()
    for rating in Rating:
        expected = session.preview()[rating]
        assert session.rate(rating).interval_seconds == expected


def test_recognised_answer_proposes_good(deck: Deck) -> None:
    session = deck("a").session()
    verdict = session.respond("the answer to a")
    assert verdict is not None
    assert verdict.outcome is Outcome.CORRECT
    assert session.revealed
    assert session.proposed_rating() is GOOD
    assert session.rate().review.rating is GOOD


def test_response_after_revealing_is_not_graded(deck: Deck) -> None:
    session = deck("a").session()
    session.reveal()
    session.respond("the answer to a")
    assert session.proposed_rating() is AGAIN


def test_learner_judges_where_the_program_cannot(deck: Deck) -> None:
    session = deck("a").session()
    assert session.respond("something like it") is None
    with pytest.raises(UsageError, match="choose a rating"):
        session.rate()
    assert session.rate(HARD).review.response == "something like it"


def test_next_card_begins_unanswered(deck: Deck) -> None:
    session = deck("a", "b").session()
    session.respond("the answer to a")
    session.rate()
    assert (session.revealed, session.verdict) == (False, None)
    assert session.rate(GOOD).review.response is None


def test_undo_asks_the_card_again(deck: Deck) -> None:
    session = deck("a", "b").session()
    session.rate(EASY)
    assert asked(session) == "b"
    session.undo()
    assert asked(session) == "a"
    assert session.summary.answers == []
    assert run(session) == ["a", "b"]


def test_undo_after_the_end_goes_on(deck: Deck) -> None:
    session = deck("a").session(limit=1)
    session.rate(EASY)
    assert session.shown is None
    session.undo()
    assert asked(session) == "a"


def test_lucky_guess_that_the_learner_judged_is_in_the_log(deck: Deck) -> None:
    session = deck("a").session()
    session.reveal()
    review = session.rate(lucky=True).review
    assert review.rating is AGAIN
    assert review.verdict is not None
    assert '"outcome": "correct"' in review.verdict
    assert '"lucky": true' in review.verdict
