"""Ten days of study through ``next`` and ``answer``, as a bot would do it."""

import shutil
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from itertools import cycle
from pathlib import Path
from typing import Any

import pytest
from support.decks import cloze, write_deck
from support.program import run, run_alone

DAYS = 10
FIRST = datetime(2026, 3, 2, 18, 0, tzinfo=UTC)
RATINGS = ("good", "good", "again", "hard", "good", "easy", "good")


@dataclass
class Study:
    """What was asked and answered, in order."""

    home: Path
    answers: list[dict[str, Any]] = field(default_factory=list)
    asked: list[dict[str, Any]] = field(default_factory=list)
    days: list[int] = field(default_factory=list)

    def run(self, *arguments: str):
        return run("--home", str(self.home), *arguments)


@pytest.fixture(scope="module")
def study(tmp_path_factory):
    """Study every evening until nothing is left, with the same ratings over and over."""
    study, ratings = Study(tmp_path_factory.mktemp("ten-days")), cycle(RATINGS)
    write_deck(study.home, *(f"q{number}" for number in range(8)), cloze("gap", 3))
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("MLINTERVIEW_DISABLE_PLUGINS", "*")
        study.run("config", "set", "new_per_day", "3")
        study.run("config", "set", "time_zone", "Europe/Berlin")
        for day in range(DAYS):
            environment.setenv("MLINTERVIEW_NOW", (FIRST + timedelta(days=day)).isoformat())
            while card := study.run("next", "--json").document["card"]:
                study.asked.append(card)
                rated = ("answer", card["id"], "--rating", next(ratings), "--json")
                study.answers.append(study.run(*rated).document)
                study.days.append(day)
        yield study


@pytest.fixture(autouse=True)
def last_evening(alone, monkeypatch) -> None:
    monkeypatch.setenv("MLINTERVIEW_NOW", (FIRST + timedelta(days=DAYS - 1)).isoformat())


def test_something_was_asked_each_day(study) -> None:
    assert set(study.days) == set(range(DAYS))


def test_no_more_new_cards_a_day_than_allowed(study) -> None:
    new = [day for day, card in zip(study.days, study.asked, strict=True) if card["state"] == "new"]
    assert max(new.count(day) for day in range(DAYS)) == 3


def test_every_card_was_introduced_once(study) -> None:
    new = [card["id"] for card in study.asked if card["state"] == "new"]
    assert len(new) == len(set(new)) == 11


def test_at_most_one_hole_of_a_question_a_day(study) -> None:
    for day in range(DAYS):
        cards = zip(study.days, study.asked, strict=True)
        holes = {card["id"] for on, card in cards if on == day and "/gap" in card["id"]}
        assert len(holes) <= 1


def test_what_next_promised_is_what_answer_did(study) -> None:
    for card, answer in zip(study.asked, study.answers, strict=True):
        assert answer["interval"] == card["intervals"][answer["rating"]]


def test_better_rating_never_comes_back_sooner(study) -> None:
    for card in study.asked:
        waits = [card["intervals"][word] for word in ("again", "hard", "good", "easy")]
        assert waits == sorted(waits)


def test_no_review_was_asked_before_its_day(study) -> None:
    due: dict[str, str] = {}
    for day, card, answer in zip(study.days, study.asked, study.answers, strict=True):
        if card["state"] == "review":
            tomorrow = FIRST + timedelta(days=day, hours=10)
            assert datetime.fromisoformat(due[card["id"]]) < tomorrow
        due[card["id"]] = answer["due"]


def test_streak_is_the_number_of_days(study) -> None:
    assert study.run("--json").document["streak"] == DAYS


def test_cards_are_what_the_log_gives(study) -> None:
    document = study.run("doctor", "--json").document
    assert (document["cards"], document["integrity"]) == ("ok", "ok")
    assert document["reviews"] == len(study.answers)


def test_rebuilding_from_the_log_changes_nothing(study) -> None:
    ids = sorted({card["id"] for card in study.asked})
    before = [study.run("question", "show", one, "--json").out for one in ids]
    study.run("doctor", "--rebuild")
    assert [study.run("question", "show", one, "--json").out for one in ids] == before


def test_all_of_it_can_be_taken_back(study, tmp_path) -> None:
    study = replace(study, home=shutil.copytree(study.home, tmp_path / "copy"))
    taken = []
    while (done := study.run("undo", "--json")).code == 0:
        taken += done.document["reviews"]
    assert taken == [answer["review"] for answer in reversed(study.answers)]
    assert study.run("next", "--json").document["remaining"] == {
        "learning": 0, "due": 0, "new": 9,
    }  # fmt: skip


def test_two_days_in_processes_of_their_own(home) -> None:
    write_deck(home, "one")
    run("config", "set", "maximum_interval", "1")
    for day, state in ((2, "new"), (3, "review")):
        env = {"MLINTERVIEW_NOW": f"2026-03-0{day}T12:00:00+00:00"}
        card = run_alone("next", "--json", env=env).document["card"]
        assert (card["id"], card["state"]) == ("tiny/one", state)
        answer = run_alone("answer", "tiny/one", "--rating", "easy", "--json", env=env).document
        assert answer["interval"] == card["intervals"]["easy"]
