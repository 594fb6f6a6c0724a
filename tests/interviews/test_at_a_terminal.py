"""An interview held at a terminal, key by key."""

import io
from dataclasses import dataclass
from pathlib import Path

import pytest
from support.decks import write_deck
from support.forms import number, one_of, outline, program
from support.studying import AGAIN, opened
from support.typist import Act, Line, plain_console

from mlinterview.frontends.keys import Left
from mlinterview.frontends.terminal.interview import InterviewLoop
from mlinterview.frontends.terminal.interview_screen import InterviewScreen, clock
from mlinterview.interviews.interview import Interview, begin, resume
from mlinterview.interviews.record import answers_of, unfinished
from mlinterview.trust import trust

NAMES = [f"q{number}" for number in range(12)]


@pytest.fixture(autouse=True)
def editor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An editor that writes an outline."""
    script = tmp_path / "editor"
    script.write_text('#!/bin/sh\nprintf "My outline." > "$1"\n')
    script.chmod(0o755)
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.setenv("EDITOR", str(script))


@dataclass
class Held:
    """What was seen, and the interview as it was left."""

    text: str
    interview: Interview

    @property
    def last_screen(self) -> str:
        return "━" + self.text.rpartition("\n━")[2]


def hold(interview: Interview, *script: Act, width: int = 80) -> Held:
    """Hold an interview with these acts; after the last one the terminal is gone."""
    acts = iter(script)

    def following() -> str | Line:
        for act in acts:
            if not callable(act):
                return act
            act()
        raise Left

    console = plain_console(width)
    InterviewLoop(interview, InterviewScreen(console), following, lambda *_: following().text).run()
    assert isinstance(console.file, io.StringIO)
    return Held(console.file.getvalue(), interview)


@pytest.fixture
def wait(clock):
    """Let seconds pass."""
    return lambda seconds: lambda: clock.advance(seconds=seconds)


def test_interviewer_greets_with_the_plan_while_the_clock_stands_still(deck, wait) -> None:
    held = hold(begin(deck(*NAMES), minutes=45, seed=1), wait(60), "x")
    words = " ".join(held.text.split())
    assert "We have 45 minutes. The position: machine-learning engineer, mid level." in words
    assert "opening" in held.text.partition("begin")[0]
    assert held.interview.seconds_used == 0


def test_clock_is_on_top_of_every_screen(deck, wait) -> None:
    held = hold(begin(deck(*NAMES), minutes=10, seed=1), "x", wait(65), " ", "3", wait(30), " ")
    tops = [line for line in held.text.splitlines() if line.startswith("━")]
    assert len(tops) == 4
    assert "0:00 of 10:00  10:00 left · Opening · question 1" in tops[0]
    assert "1:05 of 10:00  8:55 left" in tops[1]
    assert "question 2" in tops[2]
    assert "1:35 of 10:00" in tops[3]


def test_c_tells_the_time_of_interview_and_part(deck, wait) -> None:
    held = hold(begin(deck(*NAMES), minutes=45, seed=1), "x", wait(65), "c")
    assert "1:05 used, 43:55 left; " in held.text
    assert "left here.\n" in held.text


def test_time_that_is_up_is_said(deck, wait) -> None:
    held = hold(begin(deck(*NAMES), minutes=5, seed=1), "x", wait(400), "c", " ")
    assert "time is up" in held.last_screen
    assert "6:40 used, 0:00 left; 1:40 over here." in held.text


def test_who_looks_at_once_is_asked_to_speak_first(deck) -> None:
    held = hold(begin(deck(*NAMES), seed=1), "x", " ")
    assert "say it aloud" in held.last_screen
    assert not held.interview.revealed
    assert hold(begin(deck(*NAMES), seed=1), "x", " ", " ").interview.revealed


def test_who_took_their_time_is_not_asked(deck, wait) -> None:
    held = hold(begin(deck(*NAMES), seed=1), "x", wait(30), " ")
    assert held.interview.revealed
    assert "That was quick" not in held.text


def test_nothing_tells_the_topic_before_the_answer(deck, wait) -> None:
    collection = deck(*NAMES)
    assert "tiny/" not in hold(begin(collection, seed=1), "x").text
    held = hold(begin(collection, seed=1), "x", wait(30), " ")
    assert f"{held.interview.question.id} · T · mid" in held.last_screen


def test_rating_says_nothing_of_when_it_comes_again(deck, wait) -> None:
    held = hold(begin(deck(*NAMES), seed=1), "x", wait(30), " ", "1", wait(30), " ", "3")
    assert "again in" not in held.text
    assert " 1 Again    2 Hard    3 Good    4 Easy" in held.text


def test_notes_may_be_typed(deck) -> None:
    held = hold(begin(deck(*NAMES), seed=1), "x", "t", Line("my notes"), "2")
    assert "› my notes" in held.text
    assert held.interview.answers[0].review.response == "my notes"


def test_pause_stops_the_clock(deck, wait) -> None:
    held = hold(begin(deck(*NAMES), seed=1), "x", wait(10), "p", wait(600), "x", wait(10))
    assert held.interview.seconds_used == 20


def test_u_takes_the_last_answer_back(deck, wait) -> None:
    held = hold(begin(deck(*NAMES), seed=1), "x", wait(30), " ", "1", "u")
    assert held.interview.answers == []
    assert "Taken back: " in held.text


def test_u_at_the_first_question_says_that_nothing_was_answered(deck) -> None:
    held = hold(begin(deck(*NAMES), seed=1), "x", "u")
    assert "Nothing was answered in this interview yet." in held.text


# -- the forms ---------------------------------------------------------------------------------


def test_options_are_picked_with_a_reason(deck) -> None:
    held = hold(begin(deck(one_of("pick")), seed=1), "x", "1", " ", "x")
    assert "Say aloud why it is this one" in held.text
    assert len(held.interview.answers) == 1


def test_number_is_worked_out_aloud(deck) -> None:
    held = hold(begin(deck(number("sum")), seed=1), "x", "5", Line("5"), " ", "x")
    assert "Say aloud what you compute" in held.text
    assert held.interview.answers[0].points == 0


def test_design_has_the_time_of_the_interview_and_a_rubric(deck) -> None:
    interview = begin(deck(outline("design")), minutes=10, seed=1)
    held = hold(interview, "x", "e", " ", *"3333", "n", "n", " ", "x")
    assert "You have about 5 minutes for this." in held.text
    assert "My outline." in held.text
    assert [answer.points for answer in held.interview.answers] == [1]


def test_program_is_run_against_its_tests(deck, tmp_path) -> None:
    collection = deck(program("double"))
    trust(collection, "tiny")
    (tmp_path / "editor").write_text(
        '#!/bin/sh\nprintf "def double(x):\\n    return 2 * x\\n" > "$1"\n'
    )
    held = hold(begin(collection, seed=1), "x", "e", " ", "x")
    assert "Say aloud what you are about to write" in held.text
    assert "Correct." in held.text
    assert [answer.points for answer in held.interview.answers] == [1]


def test_program_that_nobody_trusts_is_left_out_and_that_is_said(deck) -> None:
    collection = deck(*NAMES, program("double"))
    assert "Coding tasks of tiny are left out" in hold(begin(collection, seed=1)).text
    trust(collection, "tiny")
    assert "left out" not in hold(begin(collection, seed=1)).text


# -- the end -----------------------------------------------------------------------------------


def test_report_follows_the_last_question(deck, wait) -> None:
    collection = deck("one", "two")
    held = hold(begin(collection, seed=1), "x", *[wait(30), " ", "3"] * 2, "x")
    assert "That was the last question." in held.text
    assert "You got 2 of 2 points." in held.text
    assert unfinished(collection) is None


def test_last_answer_can_be_taken_back_before_the_report(deck, wait) -> None:
    collection = deck("one")
    held = hold(begin(collection, seed=1), "x", wait(30), " ", "3", "u", wait(30), " ", "1", "x")
    assert [answer.points for answer in held.interview.answers] == [0]
    assert "You got 0 of 1 points." in held.text


def test_who_leaves_is_told_how_to_go_on(deck, wait) -> None:
    held = hold(begin(deck(*NAMES), seed=1), "x", wait(30), " ", "3", "q")
    assert "`mlinterview mock --resume` goes on here" in held.text
    assert unfinished(held.interview.collection) == held.interview.brief


def test_who_leaves_before_the_first_answer_leaves_nothing_to_resume(deck) -> None:
    for script in (["q"], ["x", "q"]):
        collection = deck(*NAMES)
        assert "nothing to resume" in hold(begin(collection, seed=1), *script).text
        assert unfinished(collection) is None


def test_resumed_interview_goes_on_without_another_greeting(deck, again, wait) -> None:
    first = hold(begin(deck(*NAMES), seed=1), "x", wait(30), " ", "3", "q").interview
    collection = again()
    held = hold(resume(collection, unfinished(collection)), wait(30), " ", "3")
    assert "Good to meet you" not in held.text
    assert "Let us go on where we were." in held.text
    assert held.text.count("Let us go on where we were.") == 1
    assert len(answers_of(first.collection, first.brief)) == 2


SCRIPT = ("x", " ", " ", "3", "t", Line("n"), "1", "p", "x", "u", "f", " ", " ", "2", "?", "c", "b",
          " ", " ", "m", "g", "4")  # fmt: skip


@pytest.mark.parametrize("moment", range(len(SCRIPT) + 1))
def test_leaving_at_any_moment_loses_no_answer(moment, deck) -> None:
    collection = deck(*NAMES)
    interview = hold(begin(collection, seed=1), *SCRIPT[:moment]).interview
    logged = {r.id for one in collection.library.ids() for r in collection.history(one)}
    assert {answer.review.id for answer in answers_of(collection, interview.brief)} == logged


@pytest.mark.parametrize("width", [20, 40, 80])
def test_screens_fit_their_width(width, deck, wait) -> None:
    held = hold(begin(deck(*NAMES), seed=1), "x", wait(30), " ", "3", "c", "?", width=width)
    assert max(map(len, held.text.splitlines())) <= width


@pytest.mark.parametrize(
    ("seconds", "shown"), [(0, "0:00"), (59.4, "0:59"), (65, "1:05"), (3700, "61:40"), (-3, "0:00")]
)
def test_stopwatch(seconds, shown) -> None:
    assert clock(seconds) == shown


# -- the real program --------------------------------------------------------------------------

ENV = {"MLINTERVIEW_DISABLE_PLUGINS": "*"}


def test_clock_runs_while_the_learner_thinks_and_c_hides_it(home) -> None:
    terminals = pytest.importorskip("support.terminals")
    write_deck(home, *NAMES)
    with terminals.in_terminal("mock", "--minutes", "5", env=ENV) as (_, terminal):
        terminal.wait_for("any key begin")
        terminal.type("x")
        terminal.wait_for("q leave")
        terminal.wait_for("0:02 used, 4:58 left")
        terminal.type("c")
        # the line that c leaves ends with a full stop; a clock that ran on would follow
        terminal.wait_for("left here.\n")
        terminal.type("q")
        assert " used, " not in terminal.rest()


def test_killed_interview_is_resumed(home) -> None:
    terminals = pytest.importorskip("support.terminals")
    write_deck(home, *NAMES)
    with terminals.in_terminal("mock", "--seed", "5", env=ENV) as (process, terminal):
        terminal.wait_for("any key begin")
        terminal.type("x")
        terminal.wait_for("question 1")
        terminal.type("  ")
        terminal.wait_for("How much of it did you say?")
        terminal.type("1")
        terminal.wait_for("question 2")
        process.kill()
        process.wait()
    with opened(home) as collection:
        brief = unfinished(collection)
        assert [a.review.rating for a in answers_of(collection, brief)] == [AGAIN]
    with terminals.in_terminal("mock", env=ENV) as (process, terminal):
        assert "1 answer." in terminal.wait_for("Enter resumes it, n begins a new one")
        terminal.type("\r")
        terminal.wait_for("Let us go on where we were.")
        terminal.type("q")
        assert "`mlinterview mock --resume`" in terminal.rest()
        assert process.wait() == 0


@pytest.fixture
def left_open(home) -> str:
    """An interview with one answer that was not finished; returns its id."""
    write_deck(home, *NAMES)
    with opened(home) as collection:
        interview = begin(collection, seed=5)
        interview.rate(AGAIN)
        return interview.brief.id


def offered(home, keys: str, *arguments: str) -> tuple[str, int, str | None]:
    """Answer the offer to resume with keys; returns what was seen, the exit code, what is open."""
    terminals = pytest.importorskip("support.terminals")
    with terminals.in_terminal("mock", *arguments, env=ENV) as (process, terminal):
        seen = terminal.wait_for("ends it")
        terminal.type(keys)
        seen += terminal.rest()
        code = process.wait()
    with opened(home) as collection:
        brief = unfinished(collection)
        return seen, code, None if brief is None else brief.id


def test_n_begins_a_new_interview_and_ends_the_old_one(left_open, home) -> None:
    seen, code, still_open = offered(home, "nq")
    assert "An interview was not finished: ml-engineer, mid, 0 of 45 min, 1 answer." in seen
    assert "Good to meet you" in seen
    assert (code, still_open) == (0, None)


def test_any_other_key_leaves_the_offer_as_it_is(left_open, home) -> None:
    seen, code, still_open = offered(home, "x")
    assert "Good to meet you" not in seen
    assert (code, still_open) == (1, left_open)


def test_options_do_not_end_an_interview_unasked(left_open, home) -> None:
    assert offered(home, "\r", "--role", "mlops")[1:] == (1, left_open)
    seen, code, still_open = offered(home, "nq", "--role", "mlops")
    assert "MLOps engineer" in seen
    assert (code, still_open) == (0, None)
