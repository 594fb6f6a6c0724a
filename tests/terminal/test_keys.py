"""The keys that every card has."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from support.decks import write_deck
from support.forms import number, one_of, typed
from support.studying import AGAIN, GOOD, answer, opened
from support.typist import Line, last_review, play

# -- what is proposed ------------------------------------------------------------------------------


def test_proposed_rating_is_marked_and_taken_by_space(deck) -> None:
    collection = deck(typed("typed"))
    seen = play(collection, "t", Line("forty-two"), " ", "q")
    assert "\n 1 Again   2 Hard  ›3 Good   4 Easy\n" in seen.text
    assert " space Good " in seen.text
    assert seen.answers == [("tiny/typed", GOOD)]


def test_proposed_rating_may_be_changed(deck) -> None:
    collection = deck(number("sum"))
    play(collection, "0", Line(""), "4", "q")
    assert last_review(collection, "tiny/sum").rating.word == "easy"


def test_nothing_is_proposed_where_the_learner_judges(deck) -> None:
    assert "›" not in play(deck("one"), " ").text


def test_lucky_guess_counts_as_again(deck) -> None:
    collection = deck(typed("typed"))
    seen = play(collection, "t", Line("forty-two"), "g", "q")
    assert " g lucky guess " in seen.text
    assert seen.answers == [("tiny/typed", AGAIN)]
    assert '"lucky": true' in last_review(collection, "tiny/typed").verdict


def test_wrong_answer_is_no_lucky_guess(deck) -> None:
    assert "lucky" not in play(deck(number("sum")), "0", Line("")).text


def test_intervals_are_those_that_follow(deck) -> None:
    collection = deck("one")
    seen = play(collection, " ", "1", "q")
    assert "\n   1m        6m       10m      " in seen.text
    assert "\nLast card: Again, again in 1m.\n" in seen.text


# -- undo ------------------------------------------------------------------------------------------


def test_undo_asks_the_last_card_again(deck) -> None:
    collection = deck("one", "two")
    seen = play(collection, " ", "4", "u", " ", "1", "q")
    assert "\nTaken back: tiny/one.\n" in seen.text
    assert seen.answers == [("tiny/one", AGAIN)]
    assert len(collection.history("tiny/one")) == 1


def test_undo_after_the_last_card(deck) -> None:
    collection = deck("one")
    seen = play(collection, " ", "4", "u", " ", "1", "q")
    assert "\nLast card: Easy, again in " in seen.text
    assert "\n u undo  any other key finish\n" in seen.text
    assert seen.answers == [("tiny/one", AGAIN)]


def test_undo_as_often_as_there_are_answers(deck) -> None:
    collection = deck("one", "two")
    seen = play(collection, " ", "4", " ", "4", "u", "u", "u")
    assert seen.answers == []
    assert "\nThere is nothing to take back.\n" in seen.text
    assert collection.history("tiny/one") == collection.history("tiny/two") == []


def test_undo_goes_back_before_this_session(deck) -> None:
    collection = deck("one", "two")
    answer(collection, "tiny/one")
    seen = play(collection, "u")
    assert seen.session.shown.card.card_id == "tiny/one"


def test_undo_after_the_last_card_when_somebody_else_was_faster(deck, home, clock) -> None:
    def undo_elsewhere() -> None:
        with opened(home, clock) as other:
            other.undo()

    seen = play(deck("one"), " ", "4", undo_elsewhere, "u", "x")
    assert "\nThere is nothing to take back.\n" in seen.text


# -- putting away, marking -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("key", "words"),
    [
        ("b", "Buried until tomorrow; u takes it back."),
        ("s", "Suspended; u takes it back."),
    ],
)
def test_card_is_put_away_and_brought_back(key, words, deck) -> None:
    collection = deck("one", "two")
    seen = play(collection, key)
    assert f"\n{words}\n" in seen.text
    assert seen.session.shown.card.card_id == "tiny/two"
    seen = play(collection, "u")
    assert seen.session.shown.card.card_id == "tiny/one"


@pytest.mark.parametrize("key", ["b", "s"])
def test_last_card_that_is_put_away_can_be_brought_back(key, deck) -> None:
    seen = play(deck("one"), key, "u")
    assert "u takes it back.\n u undo  any other key finish\n" in seen.text
    assert seen.session.shown.card.card_id == "tiny/one"


def test_flag_is_set_and_taken_away(deck) -> None:
    collection = deck("one")
    seen = play(collection, "f", "f")
    assert "\nFlagged.\nFlag taken away.\n" in seen.text
    assert not collection.card("tiny/one").flagged


def test_flagged_card_says_so(deck) -> None:
    collection = deck("one")
    play(collection, "f")
    assert " · new · flagged\n" in play(collection).text


def test_flagging_keeps_the_revealed_card(deck) -> None:
    seen = play(deck("one"), " ", "f", "3", "q")
    assert seen.answers == [("tiny/one", GOOD)]


# -- time ------------------------------------------------------------------------------------------


def test_time_of_an_answer_is_in_the_log(deck, clock) -> None:
    collection = deck("one")
    play(collection, lambda: clock.advance(seconds=7), " ", "3", "q")
    assert last_review(collection, "tiny/one").duration_ms == 7000


def test_pause_does_not_count(deck, clock) -> None:
    collection = deck("one")
    seen = play(collection, "p", lambda: clock.advance(hours=1), "x", " ", "3", "q")
    assert "\nPaused. Any key goes on.\n" in seen.text
    assert last_review(collection, "tiny/one").duration_ms == 0


# -- looking ---------------------------------------------------------------------------------------


def test_more_shows_further_questions_and_sources_and_hides_them(deck) -> None:
    seen = play(deck("one"), " ", "m")
    assert "Go deeper" in seen.last_card
    assert "A book." in seen.last_card
    assert "Go deeper" not in play(deck("one"), " ", "m", "m").last_card


def test_more_is_for_one_card_only(deck) -> None:
    seen = play(deck("one", "two"), " ", "m", "4", " ")
    assert "The answer to two." in seen.last_card
    assert "Go deeper" not in seen.last_card


def test_help_names_every_key(deck) -> None:
    help_text = play(deck("one"), "?").text.partition("q leave\n")[2]
    keys = {key for line in help_text.splitlines() for key in line[:12].replace(",", " ").split()}
    assert keys >= {"space", "enter", "1", "2", "3", "4", "t", "e", "h", "g", "m", "u", "f", "b",
                    "s", "p", "q", "Ctrl-C"}  # fmt: skip


def test_help_keeps_the_card(deck) -> None:
    assert play(deck("one"), "?", " ", "?", "3", "q").answers == [("tiny/one", GOOD)]


# -- any keys --------------------------------------------------------------------------------------

KEYS = st.sampled_from([*" 1234tegmufbsp?hcxyn0-", "enter", "<escape>", "<other>", "ß"])


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(KEYS, max_size=30))
def test_whatever_is_pressed_the_summary_counts_what_is_in_the_log(tmp_path_factory, keys) -> None:
    home = tmp_path_factory.mktemp("keys")
    write_deck(home, "one", typed("typed"), one_of("pick"))
    with opened(home) as collection:
        seen = play(collection, *keys, always="7")
        logged = [r for one in collection.library.ids() for r in collection.history(one)]
        assert {a.review.id for a in seen.session.summary.answers} == {r.id for r in logged}
