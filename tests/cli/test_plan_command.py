"""Plan for interviews from the command line, and live by the plan."""

from datetime import date, timedelta

import pytest
from support.decks import recall, write_deck
from support.program import run

MISUSED = 2
INTERVIEW = "2026-03-12"


@pytest.fixture(autouse=True)
def deck(home):
    questions = [recall(f"q{n:02}", topics=["EVA01" if n % 2 else "OPS01"]) for n in range(40)]
    write_deck(home, *questions)


def show() -> dict:
    return run("plan", "show", "--json").document


def test_plan_is_shown_when_it_is_set(good) -> None:
    said = good(
        "plan", "set", INTERVIEW, "--minutes", "10", "--rest", "sat,sun", "--focus", "eva=2"
    )
    assert "Interview Thursday 12 March 2026, in 10 days · EVA×2" in said
    assert "10 minutes a day, none on sat, sun; 0 of 40 questions seen" in said
    assert "with this plan" in said
    assert "ordinary repetition" in said
    assert "02 Mar" in said
    assert "11 Mar" in said


def test_plan_alone_shows_it(good) -> None:
    good("plan", "set", INTERVIEW)
    assert good("plan") == good("plan", "show")


def test_document_has_what_programs_rely_on(good) -> None:
    good("plan", "set", INTERVIEW, "--minutes", "10", "--rest", "sat")
    document = show()
    assert document["schema"] == {"name": "mlinterview/plan", "version": 1}
    assert (document["interview"], document["days_left"]) == (INTERVIEW, 10)
    assert 0 < document["ordinary_share"] < document["expected_share"] <= 1
    low, high = document["expected_interval"]
    assert low <= document["expected_share"] <= high
    days = [day["date"] for day in document["days"]]
    assert days == [str(date(2026, 3, 2) + timedelta(days=n)) for n in range(10)]
    assert {day["date"]: day["minutes"] for day in document["days"]}["2026-03-07"] == 0
    assert all(day["minutes"] <= 12 for day in document["days"])


def test_more_minutes_give_more(good) -> None:
    good("plan", "set", INTERVIEW, "--minutes", "4")
    few = show()["expected_share"]
    good("plan", "set", INTERVIEW, "--minutes", "12")
    assert show()["expected_share"] > few


def test_what_will_not_be_reached_is_named(good) -> None:
    said = good("plan", "set", "2026-03-04", "--minutes", "5", "--focus", "EVA=3")
    assert "Not reached, by area: " in said
    assert {each["area"] for each in show()["unreached"]} >= {"OPS"}


def test_several_interviews(good) -> None:
    good("plan", "set", INTERVIEW, "--focus", "OPS=0")
    said = good("plan", "set", "2026-03-20", "--focus", "EVA=0", "--level", "senior")
    assert "Interview Thursday 12 March 2026" in said
    assert "Interview Friday 20 March 2026, in 18 days · EVA×0, senior" in said
    shares = [each["expected_share"] for each in show()["interviews"]]
    assert len(shares) == 2
    assert all(0 < share <= 1 for share in shares)


def test_cleared_plan(good, bad) -> None:
    good("plan", "set", INTERVIEW)
    assert good("plan", "clear").startswith("The plan is cleared")
    assert show() == {
        "schema": {"name": "mlinterview/plan", "version": 1}, "interview": None, "interviews": [],
    }  # fmt: skip
    assert bad("plan", "show")[1].startswith("there is no plan")
    good("undo")
    assert show()["interview"] == INTERVIEW


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["soon"], "'soon' is no date"),
        (["2026-03-01"], "2026-03-01 is past"),
        (["2029-03-01"], "plan at most 365"),
        ([INTERVIEW, "--rest", "someday"], "'som' is no weekday"),
        ([INTERVIEW, "--rest", "mon,tue,wed,thu,fri,sat,sun"], "every day is a day of rest"),
        ([INTERVIEW, "--focus", "EVA=lots"], "'EVA=lots' is no TOPIC=WEIGHT"),
        ([INTERVIEW, "--focus", "EVA=-1"], "'EVA=-1' is no TOPIC=WEIGHT"),
        ([INTERVIEW, "--focus", "NIX=2"], "there is no topic 'NIX'"),
        ([INTERVIEW, "--deck", "nix"], "there is no deck 'nix'"),
        ([INTERVIEW, "--minutes", "0"], "0.0 is not in the range"),
        ([INTERVIEW, "--minutes", "nan"], "nan minutes a day"),
    ],
)
def test_what_cannot_be_planned(bad, arguments, said) -> None:
    code, line = bad("plan", "set", *arguments)
    assert code in (1, MISUSED)
    assert said in line
    assert show()["interview"] is None


def test_focus_that_leaves_nothing(bad) -> None:
    code, line = bad("plan", "set", INTERVIEW, "--focus", "EVA=0", "--focus", "OPS=0")
    assert code in (1, MISUSED)
    assert "no question counts" in line
    assert show()["interview"] is None


def test_overview_tells_of_the_interview(good) -> None:
    good("plan", "set", INTERVIEW, "--minutes", "10")
    said = good()
    assert "Plan     interview in 10 days, 2026-03-12" in said
    assert "new · about 10 min" in said
    today = run("--json").document
    assert (today["interview"], today["days_left"]) == (INTERVIEW, 10)


def test_overview_of_a_day_of_rest(good) -> None:
    good("plan", "set", INTERVIEW, "--rest", "mon")
    assert "a day of rest" in good()
    assert run("next", "--json").document["card"] is None


def test_day_lived_by_next_and_answer(good) -> None:
    good("plan", "set", INTERVIEW, "--minutes", "10")
    asked = []
    while (card := run("next", "--json").document["card"]) is not None:
        good("answer", card["id"], "--rating", "good", "--seconds", "60")
        asked.append(card["id"])
    assert len(asked) == len(set(asked)) == 10
    assert "all done" in good()


def test_setting_is_not_set_by_hand(bad) -> None:
    code, line = bad("config", "set", "plan", "something")
    assert code in (1, MISUSED)
    assert "`mlinterview plan set`" in line


def test_answer_does_not_promise_what_the_plan_decides(good) -> None:
    good("plan", "set", INTERVIEW)
    said = good("answer", "tiny/q01", "--rating", "again")
    assert said == "Again: tiny/q01; the plan says when it comes back.\n"


@pytest.mark.parametrize("columns", [80, 60, 40])
def test_shares_and_chart_fit_into_the_terminal(good, monkeypatch, columns: int) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    said = good("plan", "set", INTERVIEW)
    assert "You could answer on the day\n" in said
    assert "…" not in said
    assert all(len(line) <= columns for line in said.splitlines())
    shares = [line for line in said.splitlines() if line.startswith("  ordinary repetition ")]
    assert len(shares) == 1
    assert shares[0].endswith("%)")


def test_chart_tells_new_from_reviews_without_colours(good) -> None:
    said = good("plan", "set", INTERVIEW)
    assert "▒ new  █ reviews" in said


def test_dates_of_a_long_plan_have_years(good) -> None:
    said = good("plan", "set", "2027-03-01", "--minutes", "1")
    assert "1 minute a day" in said
    assert "02 Mar 2026" in said
    assert "28 Feb 2027" in said
