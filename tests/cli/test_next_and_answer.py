"""The two commands on which editors and bots are built."""

import json

import pytest
from support.decks import cloze, write_deck
from support.forms import number, one_of, outline, program, several_of, typed
from support.program import run
from support.studying import opened

from mlinterview.clock import from_environment
from mlinterview.model.kinds import Outcome
from mlinterview.store.integrity import log_size
from mlinterview.store.queues import Selection


@pytest.fixture(autouse=True)
def deck(home, alone) -> None:
    write_deck(
        home, "one", typed("typed"), cloze("gap"), one_of("pick"), several_of("some"),
        number("sum"), program("code"), outline("design"),
    )  # fmt: skip


def next_card(*options: str) -> dict:
    return run("next", "--json", *options).document["card"]


def answered(card: str, *options: str) -> dict:
    return run("answer", f"tiny/{card}", "--json", *options).document


def size_of_log(home) -> tuple[int, int]:
    with opened(home) as collection, collection.database.reading() as connection:
        return log_size(connection)


def number_asked() -> int:
    return int(next_card("--kind", "numeric")["prompt"].split()[3])


# -- next ------------------------------------------------------------------------------------------


def test_next_records_nothing(home) -> None:
    answered("one", "--rating", "good")
    before = size_of_log(home)
    for options in ([], ["--json"], ["--kind", "choice"], ["--flagged"]):
        run("next", *options)
    assert size_of_log(home) == before == (1, 0)


def test_next_is_the_same_each_time() -> None:
    assert next_card() == next_card()


@pytest.mark.parametrize("options", [{}, {"kinds": ("numeric",)}, {"kinds": ("choice",)}])
def test_next_is_what_a_review_asks_first(options, home) -> None:
    answered("one", "--rating", "again")
    arguments = [f"--kind={kind}" for kind in options.get("kinds", ())]
    card = next_card(*arguments)
    with opened(home, from_environment()) as collection:
        session = collection.session(selection=Selection(**options))
        assert card["id"] == session.shown.card.card_id
        assert card["prompt"] == session.shown.presentation.prompt
        assert tuple(card.get("options", ())) == session.shown.presentation.options
        words = {rating.word: seconds for rating, seconds in session.preview().items()}
        assert card["intervals"] == words


def test_next_for_people() -> None:
    text = run("next", "--kind", "choice").out
    card = next_card("--kind", "choice")
    options = [f"  {n}. {option}" for n, option in enumerate(card["options"], start=1)]
    lines = ["tiny/pick", "", "Which one?", *options, "", "again 1m   hard 6m   good 10m   easy 9d"]
    assert text.splitlines() == lines


def test_next_says_how_a_number_is_to_be_written() -> None:
    assert "\n\nAnswer in apples, a whole number.\n\n" in run("next", "--kind", "numeric").out


def test_next_says_that_several_options_may_be_right() -> None:
    answered("pick", "--rating", "easy")
    assert "\n\nSeveral may be right.\n\n" in run("next", "--kind", "choice").out


def test_next_when_nothing_is_left() -> None:
    assert run("next", "--flagged").out == "Nothing is left for now.\n"


# -- answer: what is graded is what was shown ------------------------------------------------------


def test_option_is_graded_in_the_order_that_was_shown() -> None:
    shown = next_card("--kind", "choice")
    right = str(shown["options"].index("alpha") + 1)
    assert answered("pick", "--response", right)["verdict"] == "correct"


@pytest.mark.parametrize("name", ["beta", "gamma"])
def test_wrong_option_is_graded_in_the_order_that_was_shown(name) -> None:
    shown = next_card("--kind", "choice")
    wrong = str(shown["options"].index(name) + 1)
    assert answered("pick", "--response", wrong)["verdict"] == "wrong"


def test_options_are_graded_in_the_order_that_was_shown() -> None:
    answered("pick", "--rating", "easy")
    options = next_card("--kind", "choice")["options"]
    right = ",".join(str(options.index(name) + 1) for name in ("alpha", "beta"))
    assert answered("some", "--response", right)["verdict"] == "correct"


def test_number_is_graded_for_the_numbers_that_were_shown() -> None:
    for _ in range(3):
        assert answered("sum", "--response", str(number_asked() + 1))["verdict"] == "correct"
        run("undo")
        answered("sum", "--rating", "again")


def test_next_showing_draws_other_numbers() -> None:
    numbers = set()
    for _ in range(4):
        numbers.add(number_asked())
        answered("sum", "--rating", "again")
    assert len(numbers) > 1


def test_foreseen_wrong_number_gets_its_feedback() -> None:
    n = number_asked()
    answer = answered("sum", "--response", str(n - 1))
    assert (answer["verdict"], answer["feedback"]) == ("wrong", ["You took one away."])


# -- answer: from verdict to rating ----------------------------------------------------------------


def picks(*names: str) -> str:
    answered("pick", "--rating", "easy")
    options = next_card("--kind", "choice")["options"]
    return " ".join(str(options.index(name) + 1) for name in names)


@pytest.mark.parametrize(
    ("names", "verdict", "rating"),
    [
        (("alpha", "beta"), "correct", "good"),
        (("alpha",), "partial", "hard"),
        (("alpha", "gamma"), "wrong", "again"),
    ],
)
def test_rating_follows_from_the_verdict(names, verdict, rating) -> None:
    answer = answered("some", "--response", picks(*names))
    assert (answer["verdict"], answer["rating"]) == (verdict, rating)


def test_learner_overrides_the_proposed_rating() -> None:
    answer = answered("typed", "--response", "forty-two", "--rating", "hard")
    assert (answer["verdict"], answer["rating"]) == ("correct", "hard")


def test_ratings_are_understood_in_capitals() -> None:
    assert answered("one", "--rating", "Good")["rating"] == "good"


def test_lucky_guess_counts_as_again_and_is_marked_in_the_log() -> None:
    answer = answered("typed", "--response", "forty-two", "--guessed")
    assert (answer["verdict"], answer["rating"]) == ("correct", "again")
    [review] = run("question", "history", "tiny/typed", "--json").document["reviews"]
    assert review["verdict"]["outcome"] == "correct"
    assert review["verdict"]["parts"]["lucky"] is True


def test_judgement_of_a_scenario() -> None:
    judged = json.dumps({"points": [3, 2, 2, 2], "flags": []})
    answer = answered("design", "--response", judged)
    assert (answer["verdict"], answer["rating"]) == ("correct", "good")


def test_hole_of_a_cloze_question_is_a_card_of_its_own() -> None:
    assert answered("gap#2", "--response", "hole 2")["id"] == "tiny/gap#2"
    assert "tiny/gap: new\ntiny/gap#2: due in 10m" in run("question", "show", "tiny/gap").out


# -- answer: what is recorded ----------------------------------------------------------------------


def test_interval_is_the_one_that_next_showed() -> None:
    promised = next_card("--kind", "choice")["intervals"]["easy"]
    assert answered("pick", "--rating", "easy")["interval"] == promised


def test_everything_given_is_in_the_log(home) -> None:
    answered("typed", "--response", "forty-two", "--seconds", "7.5")
    with opened(home) as collection:
        [review] = collection.history("tiny/typed")
    assert (review.response, review.duration_ms) == ("forty-two", 7500)
    assert json.loads(review.verdict)["outcome"] == Outcome.CORRECT


def test_answer_for_people() -> None:
    done = run("answer", "tiny/one", "--rating", "good")
    assert done.out == "Good: tiny/one comes back in 10m.\n"


def test_wrong_answer_for_people_shows_feedback_and_answer() -> None:
    n = number_asked()
    assert run("answer", "tiny/sum", "--response", str(n - 1)).out == (
        f"Wrong.\nYou took one away.\n\nAnswer\n{n + 1} apples.\n\n"
        "Again: tiny/sum comes back in 1m.\n"
    )


def test_right_answer_for_people() -> None:
    done = run("answer", "tiny/typed", "--response", "forty-two")
    assert done.out == "Correct.\nGood: tiny/typed comes back in 10m.\n"


# -- a deck's code ---------------------------------------------------------------------------------

DOUBLE = b"def double(x):\n    return x + x\n"


def test_program_is_not_run_before_the_deck_is_trusted(bad) -> None:
    assert bad("answer", "tiny/code", "--response", "-", stdin=DOUBLE) == (
        1,
        "the deck 'tiny' is not trusted to run code, or its code has changed: look at it, then run "
        "`mlinterview deck trust tiny`",
    )


def test_program_on_standard_input_is_tested() -> None:
    run("deck", "trust", "tiny")
    answer = run("answer", "tiny/code", "--response", "-", "--json", stdin=DOUBLE).document
    assert (answer["verdict"], answer["feedback"]) == ("correct", ["✓ Doubles three."])
