"""Whoever leaves, at whatever moment, gets a summary and loses nothing."""

import pytest
from support.decks import write_deck
from support.forms import number, one_of, outline, typed
from support.studying import opened
from support.typist import Line, play

from mlinterview.errors import StoreBusy, StoreFull
from mlinterview.frontends.keys import Left
from mlinterview.store.backup import list_backups

SCRIPT = (
    " ", "3",  # one: revealed and rated
    "t", Line("forty-two"), " ",  # typed: recognised and rated
    "1", " ",  # pick: answered and rated
    "0", Line(""), "?", " ",  # sum: answered wrongly and rated
    " ", *"3222", "n", "y", "2",  # design: judged and rated
    "p", "x", "f", " ", "u", " ", "1",  # a second showing
)  # fmt: skip
QUESTIONS = ("one", typed("typed"), one_of("pick"), number("sum"), outline("design"))


def interrupt() -> None:
    raise KeyboardInterrupt


def leave() -> None:
    raise Left


MOMENTS = range(len(SCRIPT) + 1)
BOTH_WAYS = [*((interrupt, moment) for moment in MOMENTS), *((leave, m) for m in MOMENTS[::3])]


@pytest.mark.parametrize(
    ("how", "moment"), BOTH_WAYS, ids=[f"{how.__name__}-{moment}" for how, moment in BOTH_WAYS]
)
def test_leaving_at_any_moment(how, moment, deck) -> None:
    collection = deck(*QUESTIONS)
    seen = play(collection, *SCRIPT[:moment], how)
    logged = {r.id for one in collection.library.ids() for r in collection.history(one)}
    answers = seen.session.summary.answers
    assert {answer.review.id for answer in answers} == logged
    assert f"{len(answers)} answer" in seen.text or not answers
    assert "`mlinterview` goes on where you are.\n" in seen.text


def test_whole_script_answers_every_card(deck) -> None:
    collection = deck(*QUESTIONS)
    play(collection, *SCRIPT)
    assert all(collection.card(card).reps for card in collection.library.ids())


@pytest.mark.parametrize("before", [[], [" "], [" ", "3"]])
def test_q_leaves(before, deck) -> None:
    seen = play(deck("one", "two"), *before, "q", interrupt)
    assert seen.text.endswith("`mlinterview` goes on where you are.\n")


# -- the summary -----------------------------------------------------------------------------------


def summary(seen) -> list[str]:
    return seen.text.rpartition("\n\n")[2].splitlines()


def test_summary_of_one_answer(deck, clock) -> None:
    seen = play(deck("one", "two"), lambda: clock.advance(seconds=5), " ", "3", "q")
    assert summary(seen) == [
        "1 answer in 5 s",
        "  Good 1 ▮",
        "2 left: `mlinterview` goes on where you are.",
    ]


def test_summary_of_several_answers(deck, clock) -> None:
    wait = lambda: clock.advance(seconds=40)  # noqa: E731
    seen = play(deck("one", "two"), wait, " ", "1", wait, " ", "3", "q")
    assert summary(seen)[:2] == ["2 answers in 1.3 min, 40 s each", "  Again 1 ▮  Good 1 ▮"]


def test_summary_when_all_is_done(deck) -> None:
    assert summary(play(deck("one"), " ", "4", "x"))[-1] == "Done for today."


def test_summary_when_a_learning_step_is_to_come(deck) -> None:
    collection = deck("one")
    collection.set("learn_ahead_minutes", 0)
    seen = play(collection, " ", "3", "x")
    assert summary(seen)[-1] == "Done for now; the next learning step comes in 10m."


def test_summary_when_the_number_of_answers_is_reached(deck) -> None:
    seen = play(deck("one", "two"), " ", "4", "x", limit=1)
    assert summary(seen)[-1] == "That was it; `mlinterview` goes on where you are."


def test_summary_when_the_time_is_used_up(deck, clock) -> None:
    seen = play(deck("one", "two"), lambda: clock.advance(minutes=6), " ", "4", "x", minutes=5)
    last = summary(seen)[-1]
    assert last == "The time is used up; `mlinterview review --minutes 10` takes some more."


def test_summary_when_nothing_was_due(deck) -> None:
    assert play(deck("one"), new=0).text == "\nDone for today.\n"


def test_bars_of_many_answers_fit_the_width(deck) -> None:
    collection = deck(*(f"q{number}" for number in range(60)))
    collection.set("new_per_day", 100)
    keys = [key for number in range(60) for key in (" ", "34"[number % 2])]
    seen = play(collection, *keys, "q", width=60)
    [bars] = [line for line in seen.text.splitlines() if "▮" in line]
    assert bars.startswith("  Good 30 ▮")
    assert len(bars) <= 60


# -- what cannot be saved --------------------------------------------------------------------------


def test_answer_that_cannot_be_saved_keeps_the_card(deck, monkeypatch) -> None:
    collection = deck("one")
    record = collection.record

    def fail(*_: object, **__: object) -> None:
        monkeypatch.setattr(collection, "record", record)
        raise StoreFull("the disk is full: free some space and retry")

    monkeypatch.setattr(collection, "record", fail)
    seen = play(collection, " ", "3", "3", "q")
    assert "\nNot saved: the disk is full: free some space and retry\n" in seen.text
    assert len(seen.answers) == len(collection.history("tiny/one")) == 1


@pytest.mark.parametrize("key", ["b", "s", "f", "u"])
def test_change_that_cannot_be_saved_keeps_the_card(key, deck, monkeypatch) -> None:
    collection = deck("one")

    def fail(*_: object, **__: object) -> None:
        raise StoreBusy("in use by another program")

    monkeypatch.setattr(collection.database, "transaction", fail)
    seen = play(collection, key)
    assert "\nNot saved: in use by another program\n" in seen.text
    assert seen.session.shown.card.card_id == "tiny/one"


# -- the daily copy --------------------------------------------------------------------------------


def test_copy_is_made_once_a_day(deck, home) -> None:
    collection = deck("one", "two")
    for _ in range(2):
        play(collection, " ", "4", "q")
    [copy] = list_backups(collection.home)
    assert (copy.path.name, copy.reviews) == ("2026-03-02-daily.sqlite3", 1)


def test_no_copy_is_made_of_nothing(deck) -> None:
    collection = deck("one")
    play(collection, " ", "q")
    assert list_backups(collection.home) == []


def test_copy_that_fails_is_told(home, clock) -> None:
    write_deck(home, "one")
    with opened(home, clock) as collection:
        (home / "backups").write_text("a file where a folder should be")
        seen = play(collection, " ", "4", "x")
    assert "\nNo backup was made:" in seen.text
