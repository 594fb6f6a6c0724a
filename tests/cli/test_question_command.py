"""Put questions away, bring them back, mark them, look at them."""

import pytest
from support.decks import cloze, write_deck
from support.forms import one_of
from support.program import run


@pytest.fixture(autouse=True)
def deck(home, alone) -> None:
    write_deck(home, "one", "two", cloze("gap"), one_of("pick"))


def act(action: str, *ids: str) -> list[str]:
    return run("question", action, *ids, "--json").document["cards"]


def asked(*options: str) -> set[str]:
    """Return all cards that would be asked, one after the other."""
    found: set[str] = set()
    while card := run("next", "--json", *options).document["card"]:
        found.add(card["id"])
        act("bury", card["id"])
    return found


def cards(question: str) -> dict[str, dict]:
    found = run("question", "show", question, "--json").document["cards"]
    return {card["id"]: card for card in found}


# -- putting away ----------------------------------------------------------------------------------


def test_suspended_question_is_asked_no_more(monkeypatch) -> None:
    act("suspend", "tiny/one")
    monkeypatch.setenv("MLINTERVIEW_NOW", "2026-04-02T12:00:00+00:00")
    assert "tiny/one" not in asked()


def test_resumed_question_is_asked_again() -> None:
    act("suspend", "tiny/one")
    act("resume", "tiny/one")
    assert "tiny/one" in asked()


def test_buried_question_is_asked_no_more_today() -> None:
    act("bury", "tiny/one")
    assert "tiny/one" not in asked()


def test_buried_question_is_asked_tomorrow(monkeypatch) -> None:
    act("bury", "tiny/one")
    monkeypatch.setenv("MLINTERVIEW_NOW", "2026-03-03T12:00:00+00:00")
    assert "tiny/one" in asked()


def test_buried_question_that_is_resumed_is_asked_today() -> None:
    act("bury", "tiny/one")
    act("resume", "tiny/one")
    assert "tiny/one" in asked()


def test_question_stands_for_all_of_its_cards() -> None:
    assert act("suspend", "tiny/gap") == ["tiny/gap", "tiny/gap#2"]
    assert [card["suspended"] for card in cards("tiny/gap").values()] == [True, True]


def test_single_card_of_a_question() -> None:
    assert act("suspend", "tiny/gap#2") == ["tiny/gap#2"]
    assert [card["suspended"] for card in cards("tiny/gap").values()] == [False, True]


def test_several_questions_are_one_step_for_undo() -> None:
    act("suspend", "tiny/one", "tiny/two")
    assert run("undo").out == "Taken back: suspend of 2 cards.\n"
    assert asked() >= {"tiny/one", "tiny/two"}


def test_unknown_id_among_others_does_nothing(bad) -> None:
    assert bad("question", "suspend", "tiny/one", "tiny/nope")[0] == 2
    assert bad("undo") == (1, "there is nothing to take back")


# -- marking ---------------------------------------------------------------------------------------


def test_flagged_questions_can_be_asked_alone() -> None:
    act("flag", "tiny/two")
    assert asked("--flagged") == {"tiny/two"}


def test_flag_that_was_taken_away() -> None:
    act("flag", "tiny/two")
    act("unflag", "tiny/two")
    assert asked("--flagged") == set()


# -- starting anew ---------------------------------------------------------------------------------


def test_reset_question_is_new_and_its_reviews_stay() -> None:
    run("answer", "tiny/one", "--rating", "easy")
    act("reset", "tiny/one")
    assert cards("tiny/one")["tiny/one"]["state"] == "new"
    assert len(run("question", "history", "tiny/one", "--json").document["reviews"]) == 1


def test_undo_of_a_reset_brings_the_schedule_back() -> None:
    run("answer", "tiny/one", "--rating", "easy")
    before = cards("tiny/one")
    act("reset", "tiny/one")
    run("undo")
    assert cards("tiny/one") == before


# -- what people read ------------------------------------------------------------------------------

SAID = {
    "suspend tiny/one": "Suspended: tiny/one.",
    "resume tiny/one": "Resumed: tiny/one.",
    "bury tiny/one": "Buried until tomorrow: tiny/one.",
    "flag tiny/one": "Flagged: tiny/one.",
    "unflag tiny/one": "Flag taken away: tiny/one.",
    "reset tiny/one": "Reset: tiny/one.",
    "suspend tiny/one tiny/two": "Suspended: 2 cards.",
}


@pytest.mark.parametrize("line", SAID)
def test_action_for_people(line, good) -> None:
    said = good("question", *line.split())
    assert said == f"{SAID[line]} `mlinterview undo` takes it back.\n"


def test_question_for_people(good) -> None:
    run("answer", "tiny/one", "--rating", "again")
    run("question", "flag", "tiny/one")
    assert good("question", "show", "tiny/one").splitlines() == [
        "tiny/one · recall · mid · T", "", "What is one?", "", "Answer", "  The answer to one.", "",
        "Why", "  Because.", "", "Common mistake", "  None.", "", "Go deeper", "  • Why?", "",
        "Sources", "  • A book.", "", "tiny/one: due in 1m, 1 review, 0 lapses, flagged",
    ]  # fmt: skip


def test_history_for_people(good) -> None:
    options = run("next", "--kind", "choice", "--json").document["card"]["options"]
    run("answer", "tiny/pick", "--response", "2", "--rating", "hard", "--seconds", "8")
    run("config", "set", "time_zone", "America/New_York")
    assert good("question", "history", "tiny/pick").splitlines() == [
        "2026-03-02 07:00  Hard, 8 s",
        "    Which one?",
        *(f"    {number}. {option}" for number, option in enumerate(options, start=1)),
        "    › 2",
    ]


def test_history_of_a_question_that_was_rewritten(home, good) -> None:
    run("answer", "tiny/one", "--rating", "good")
    write_deck(home, "two")
    rewritten = write_deck(home, "one") / "questions.md"
    rewritten.write_text(rewritten.read_text().replace("What is", "What was"))
    history = good("question", "history", "tiny/one")
    assert history.endswith("  Good\n    The question's wording has changed since.\n")


def test_history_without_answers() -> None:
    done = run("question", "history", "tiny/one")
    assert (done.code, done.out, done.err) == (0, "", "It has not been answered yet.\n")
