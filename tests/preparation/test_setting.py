"""Set, change and clear the plan."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from mlinterview.collection import Collection
from mlinterview.errors import UnknownName, UsageError
from mlinterview.model.goals import Interview
from mlinterview.preparation.setting import clear, set_interview

MONDAY = date(2026, 3, 2)

Deck = Callable[..., Collection]


def days_of(collection: Collection) -> list[int]:
    goal = collection.settings.goal()
    return [] if goal is None else [(each.day - MONDAY).days for each in goal.interviews]


def interview(days: int, **options: object) -> Interview:
    return Interview(MONDAY + timedelta(days=days), **options)  # type: ignore[arg-type]


def test_interviews_stand_by_date(deck: Deck) -> None:
    collection = deck("a")
    for days in (9, 3, 20):
        set_interview(collection, interview(days))
    assert days_of(collection) == [3, 9, 20]


def test_one_date_has_one_interview(deck: Deck) -> None:
    collection = deck("a")
    set_interview(collection, interview(3, focus={"T": 2.0}))
    set_interview(collection, interview(3))
    goal = collection.settings.goal()
    assert goal is not None
    assert goal.interviews == (interview(3),)


def test_minutes_and_rest_stay_as_they_are(deck: Deck) -> None:
    collection = deck("a")
    set_interview(collection, interview(3), 45, (5, 6))
    goal = set_interview(collection, interview(9))
    assert (goal.minutes, goal.rest) == (45, {5, 6})
    goal = set_interview(collection, interview(9), 20, ())
    assert (goal.minutes, goal.rest) == (20, frozenset())


def test_half_an_hour_is_usual(deck: Deck) -> None:
    assert set_interview(deck("a"), interview(3)).minutes == 30


def test_past_interviews_are_forgotten_when_a_new_one_is_set(deck: Deck, clock) -> None:
    collection = deck("a")
    set_interview(collection, interview(3))
    clock.advance(days=5)
    set_interview(collection, interview(9))
    assert days_of(collection) == [9]


def test_clearing_one_date_keeps_the_others(deck: Deck) -> None:
    collection = deck("a")
    for days in (3, 9):
        set_interview(collection, interview(days))
    clear(collection, MONDAY + timedelta(days=3))
    assert days_of(collection) == [9]


def test_clearing_is_taken_back_by_undo(deck: Deck) -> None:
    collection = deck("a")
    set_interview(collection, interview(3))
    clear(collection)
    assert days_of(collection) == []
    collection.undo()
    assert days_of(collection) == [3]


@pytest.mark.parametrize(
    ("given", "what"),
    [
        (interview(-1), "is past"),
        (interview(800), "800 days away"),
    ],
)
def test_dates_that_cannot_be_planned_for(deck: Deck, given: Interview, what: str) -> None:
    collection = deck("a")
    with pytest.raises(UsageError, match=what):
        set_interview(collection, given)
    assert collection.settings.goal() is None


def test_names_that_do_not_occur(deck: Deck) -> None:
    collection = deck("a")
    with pytest.raises(UnknownName, match="no deck 'tinny'"):
        set_interview(collection, interview(3, decks=("tinny",)))
    with pytest.raises(UnknownName, match="no topic 'ZZZ'"):
        set_interview(collection, interview(3, focus={"ZZZ": 2.0}))


def test_no_day_for_study(deck: Deck) -> None:
    with pytest.raises(UsageError, match="every day is a day of rest"):
        set_interview(deck("a"), interview(3), 30, range(7))


def test_nothing_to_clear(deck: Deck) -> None:
    collection = deck("a")
    with pytest.raises(UsageError, match="there is no plan"):
        clear(collection)
    set_interview(collection, interview(3))
    with pytest.raises(UsageError, match="no interview on 2026-03-04: the plan has 2026-03-05"):
        clear(collection, MONDAY + timedelta(days=2))


def test_ten_interviews_are_enough(deck: Deck) -> None:
    collection = deck("a")
    for days in range(10):
        set_interview(collection, interview(days))
    with pytest.raises(UsageError, match="10 interviews already"):
        set_interview(collection, interview(10))
