"""Each way of responding, key by key."""

import json

import pytest
from support.decks import cloze
from support.forms import number, one_of, outline, several_of, typed
from support.studying import AGAIN, EASY, GOOD, HARD
from support.typist import Line, last_review, play

# -- thinking and typing ---------------------------------------------------------------------------


@pytest.mark.parametrize("key", [" ", "enter"])
def test_key_reveals_the_answer(key, deck) -> None:
    seen = play(deck("one"), key)
    assert "The answer to one." in seen.last_card
    assert seen.session.revealed


def test_answer_is_not_shown_before_it_is_revealed(deck) -> None:
    assert "The answer to one." not in play(deck("one"), "x").text


@pytest.mark.parametrize(("key", "rating"), [("1", AGAIN), ("2", HARD), ("3", GOOD), ("4", EASY)])
def test_digit_rates(key, rating, deck) -> None:
    seen = play(deck("one"), " ", key, "q")
    assert seen.answers == [("tiny/one", rating)]


def test_digit_before_revealing_does_nothing(deck) -> None:
    seen = play(deck("one"), "3", "4")
    assert seen.answers == []
    assert not seen.session.revealed


@pytest.mark.parametrize("key", [" ", "enter"])
def test_revealed_answer_is_good_unless_rated(key, deck) -> None:
    assert play(deck("one"), " ", key, "q").answers == [("tiny/one", GOOD)]


def test_typed_answer_that_is_recognised(deck) -> None:
    collection = deck(typed("typed"))
    seen = play(collection, "t", Line("Forty two"), " ", "q")
    assert "› Forty two\nCorrect.\n" in seen.text
    assert last_review(collection, "tiny/typed").response == "Forty two"
    assert seen.answers == [("tiny/typed", GOOD)]


def test_typed_answer_that_is_not_recognised_is_never_called_wrong(deck) -> None:
    seen = play(deck(typed("typed")), "t", Line("seven"))
    assert "› seven\nCompare it with the answer.\n" in seen.last_card
    assert "›1" not in seen.text
    assert "orrect" not in seen.text


@pytest.mark.parametrize("typed_line", [Line(None), Line("")])
def test_line_that_was_given_up_leaves_the_card(typed_line, deck) -> None:
    seen = play(deck("one"), "t", typed_line)
    assert not seen.session.revealed
    assert "The answer to one." not in seen.text


def test_hole_of_a_cloze_question(deck) -> None:
    seen = play(deck(cloze("gap", 1)), "t", Line("hole 1"))
    assert "gap has …." in seen.text
    assert "Correct." in seen.last_card


# -- options ---------------------------------------------------------------------------------------


def keys_of(collection, *names: str) -> list[str]:
    [question] = collection.library.ids()
    options = collection.show(question).presentation.options
    return [str(options.index(name) + 1) for name in names]


def test_digit_answers_where_one_option_is_right(deck) -> None:
    collection = deck(one_of("pick"))
    seen = play(collection, *keys_of(collection, "alpha"))
    assert "\nCorrect.\n" in seen.last_card
    assert "About alpha." in seen.last_card


def test_picked_option_is_marked_beside_the_verdict(deck) -> None:
    collection = deck(one_of("pick"))
    [key] = keys_of(collection, "beta")
    seen = play(collection, key)
    assert f"\n ● {key} beta\n" in seen.last_card
    assert "\nNot correct.\n" in seen.last_card


def test_options_are_picked_and_unpicked(deck) -> None:
    collection = deck(several_of("pick"))
    alpha, gamma = keys_of(collection, "alpha", "gamma")
    seen = play(collection, alpha, gamma, gamma)
    assert f"\n ● {alpha} alpha\n" in seen.last_card
    assert f"\n   {gamma} gamma\n" in seen.last_card


def test_picking_draws_the_card_anew_instead_of_below(deck) -> None:
    collection = deck(several_of("pick"))
    seen = play(collection, *keys_of(collection, "alpha"))
    assert seen.text.count("━" * 24) == 2
    assert seen.last_card.count("alpha") == 1


@pytest.mark.parametrize(
    ("names", "verdict", "rating"),
    [
        (("alpha", "beta"), "Correct.", GOOD),
        (("beta",), "Partly correct.", HARD),
        (("gamma",), "Not correct.", AGAIN),
    ],
)
def test_enter_answers_where_several_may_be_right(names, verdict, rating, deck) -> None:
    collection = deck(several_of("pick"))
    seen = play(collection, *keys_of(collection, *names), "enter", " ", "q")
    assert f"\n{verdict}\n" in seen.text
    assert seen.answers == [("tiny/pick", rating)]


def test_enter_without_a_pick_answers_nothing(deck) -> None:
    seen = play(deck(several_of("pick")), "enter")
    assert seen.text.count("Pick at least one, or press space if you don't know.") == 1
    assert not seen.session.revealed


def test_digit_without_an_option_does_nothing(deck) -> None:
    assert not play(deck(one_of("pick")), "4", "9", "0").session.revealed


def test_not_knowing_is_again(deck) -> None:
    seen = play(deck(one_of("pick")), " ", " ", "q")
    assert "\nRevealed.\n" in seen.text
    assert seen.answers == [("tiny/pick", AGAIN)]


def test_giving_up_forgets_what_was_picked(deck) -> None:
    collection = deck(several_of("pick"))
    seen = play(collection, *keys_of(collection, "alpha"), " ")
    assert "●" not in seen.last_card


# -- numbers ---------------------------------------------------------------------------------------


def n_of(collection) -> int:
    return collection.show("tiny/sum").presentation.extra["values"]["n"]


def test_first_digit_begins_the_line(deck) -> None:
    collection = deck(number("sum"))
    first, *rest = str(n_of(collection) + 1)
    seen = play(collection, first, Line("".join(rest)), " ", "q")
    assert f"› {first}{''.join(rest)}\nCorrect.\n" in seen.text
    assert seen.answers == [("tiny/sum", GOOD)]


@pytest.mark.parametrize("key", ["-", ".", "(", "√", "−"])
def test_sign_begins_the_line_too(key, deck) -> None:
    collection = deck(number("sum"))
    play(collection, key, Line("x"), " ", "1", "q")
    assert last_review(collection, "tiny/sum").response is None


def test_note_says_how_to_write_it(deck) -> None:
    assert "\nAnswer in apples, a whole number.\n\n" in play(deck(number("sum"))).text


def test_what_is_no_number_is_told_and_the_card_stays(deck) -> None:
    collection = deck(number("sum"))
    seen = play(collection, "enter", Line("plenty"), "t", Line(str(n_of(collection) + 1)))
    assert "\n'plenty' is no number: answer like 0.25, 25 %, 1/4 or 2.5e-3\n" in seen.text
    assert "\nCorrect.\n" in seen.last_card


def test_foreseen_mistake_gets_its_feedback(deck) -> None:
    collection = deck(number("sum"))
    seen = play(collection, "t", Line(str(n_of(collection) - 1)))
    assert "\nNot correct.\nYou took one away.\n" in seen.last_card


# -- scenarios -------------------------------------------------------------------------------------


def judgement(collection) -> dict:
    return json.loads(last_review(collection, "tiny/design").response)


def test_judged_point_by_point(deck) -> None:
    collection = deck(outline("design"))
    seen = play(collection, " ", *"3222", *"nn", " ", "q")
    assert seen.answers == [("tiny/design", GOOD)]
    assert judgement(collection) == {"points": [3, 2, 2, 2], "flags": [], "outline": ""}


def test_must_have_is_marked(deck) -> None:
    assert "\n1. Must: Asks what for.\n" in play(deck(outline("design")), " ").text


def test_red_flag_that_happened(deck) -> None:
    collection = deck(outline("design"))
    seen = play(collection, " ", *"3333", "n", "y", " ", "q")
    assert "100% of the points. 1 red flag.\n" in seen.text
    assert judgement(collection)["flags"] == [2]
    assert seen.answers == [("tiny/design", HARD)]


def test_judgement_goes_back_by_one(deck) -> None:
    collection = deck(outline("design"))
    play(collection, " ", "0", "u", "u", *"3222", "y", "u", *"nn", " ", "q")
    assert judgement(collection) == {"points": [3, 2, 2, 2], "flags": [], "outline": ""}


def test_other_keys_are_no_judgement(deck) -> None:
    collection = deck(outline("design"))
    play(collection, " ", "7", "y", "3", " ", *"222", "2", *"nn", " ", "q")
    assert judgement(collection)["points"] == [3, 2, 2, 2]


def test_leaving_while_judging_records_nothing(deck) -> None:
    collection = deck(outline("design"))
    seen = play(collection, " ", "3", "q")
    assert seen.text.endswith("1 left: `mlinterview` goes on where you are.\n")
    assert collection.history("tiny/design") == []


def test_outline_is_kept_and_shown(deck, editor) -> None:
    editor("First I ask.\nThen I measure.\n")
    collection = deck(outline("design"))
    seen = play(collection, "e", " ", *"3222", *"nn", " ", "q")
    assert "\n  First I ask.\n  Then I measure.\n" in seen.text
    assert judgement(collection)["outline"] == "First I ask.\nThen I measure."


def test_clock_of_a_scenario(deck, clock) -> None:
    seen = play(
        deck(outline("design")),
        lambda: clock.advance(minutes=2), "c",
        lambda: clock.advance(minutes=4), "c",
    )  # fmt: skip
    assert "\n3m left.\n" in seen.text
    assert "\n1m over time.\n" in seen.text
