"""What ``plan show`` tells."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from support.decks import cloze, recall
from support.studying import EASY

from mlinterview.clock import ManualClock
from mlinterview.collection import Collection
from mlinterview.errors import UsageError
from mlinterview.model.reviews import EventKind
from mlinterview.preparation.outlook import outlook

Planned = Callable[..., Collection]

MANY = [recall(f"q{number:02}", topics=["EVA01"]) for number in range(40)]
OTHERS = [recall(f"o{number:02}", topics=["OPS01"], asked="rarely") for number in range(40)]


def test_shares_are_in_order(planned: Planned) -> None:
    found = outlook(planned(*MANY, minutes=5))
    assert 0 == found.now < found.ordinary.expected < found.share.expected < 1
    for share in (found.share, found.ordinary):
        assert 0 <= share.low <= share.expected <= share.high <= 1


def test_days_are_all_there(planned: Planned) -> None:
    found = outlook(planned(*MANY, days=9, minutes=6, rest=(5, 6)))
    assert [day.day for day in found.days] == [
        found.today + timedelta(days=number) for number in range(9)
    ]
    assert [day.minutes == 0 for day in found.days] == [day.day.weekday() > 4 for day in found.days]
    assert found.days[0].new > 2
    assert found.days_left == 9


def test_plan_with_plenty_of_time_reaches_nearly_all(planned: Planned) -> None:
    found = outlook(planned(*MANY[:10], days=20, minutes=60))
    assert found.share.expected > 0.9
    assert found.unreached == ()


def test_what_counts_little_is_what_is_left_out(planned: Planned) -> None:
    found = outlook(planned(*MANY, *OTHERS, days=2, minutes=10))
    by_area = {each.area: each for each in found.unreached}
    assert by_area["OPS"].questions == by_area["OPS"].of == 40
    assert 20 <= by_area["EVA"].questions < 30


def test_questions_not_cards_are_counted(planned: Planned) -> None:
    collection = planned(cloze("x", holes=3), "a")
    assert (outlook(collection).questions, outlook(collection).seen) == (2, 0)
    collection.record(collection.show("tiny/x#2"), EASY)
    assert (outlook(collection).questions, outlook(collection).seen) == (2, 1)


def test_what_is_known_today_grows_by_study_and_falls_by_time(
    planned: Planned, clock: ManualClock
) -> None:
    collection = planned(*MANY, days=30)
    for number in range(20):
        collection.record(collection.show(f"tiny/q{number:02}"), EASY)
    at_once = outlook(collection).now
    clock.advance(days=20)
    assert outlook(collection).now < at_once == pytest.approx(0.5)


def test_suspended_questions_do_not_count(planned: Planned) -> None:
    collection = planned("a", "b")
    collection.act(EventKind.SUSPEND, ["tiny/a"])
    assert outlook(collection).questions == 1


def test_interview_of_today(planned: Planned) -> None:
    found = outlook(planned(*MANY, days=0, minutes=30))
    assert found.days_left == 0
    assert len(found.days) == 1
    assert found.share.expected > 0.1


def test_without_a_plan(deck: Planned) -> None:
    with pytest.raises(UsageError, match="there is no plan"):
        outlook(deck("a"))
