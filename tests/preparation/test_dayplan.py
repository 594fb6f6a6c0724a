"""Today's order: worked out once, kept, and worked out again when it has to be."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from support.studying import AGAIN, GOOD, opened

from mlinterview.clock import ManualClock
from mlinterview.collection import Collection
from mlinterview.preparation import dayplan
from mlinterview.preparation.dayplan import OUTDATED_AFTER, DayPlan, day_plan, seconds_left_today

Planned = Callable[..., Collection]

MANY = [f"q{number:02}" for number in range(60)]


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The seconds of each order that was worked out."""
    times: list[float] = []
    real = dayplan._made

    def noted(*arguments) -> DayPlan:
        times.append(arguments[4])
        return real(*arguments)

    monkeypatch.setattr(dayplan, "_made", noted)
    return times


def answer_next(collection: Collection, count: int, seconds: int = 1) -> None:
    for card in day_plan(collection).order[:count]:
        shown = collection.show(card.card_id)
        collection.record(shown, GOOD, duration_ms=seconds * 1000)


def test_order_is_worked_out_once_a_day(
    planned: Planned, home: Path, clock: ManualClock, made: list[float]
) -> None:
    collection = planned(*MANY)
    first = day_plan(collection)
    answer_next(collection, 3)
    with opened(home, clock) as other:
        assert day_plan(other) == first
    assert made == [600]
    clock.advance(days=1)
    day_plan(collection)
    assert made == [600, 600]


def test_order_is_outdated_by_many_answers(planned: Planned, made: list[float]) -> None:
    collection = planned(*MANY)
    answer_next(collection, 1)
    for slug in MANY[: OUTDATED_AFTER - 2]:
        collection.record(collection.show(f"tiny/{slug}"), AGAIN, duration_ms=1)
    day_plan(collection)
    assert len(made) == 1
    collection.record(collection.show("tiny/q50"), AGAIN, duration_ms=1)
    day_plan(collection)
    assert len(made) == 2


def test_order_is_long_enough_for_twice_the_time(planned: Planned, made: list[float]) -> None:
    collection = planned(*MANY)
    day_plan(collection)
    day_plan(collection, seconds=1200)
    assert made == [600]
    day_plan(collection, seconds=1201)
    assert made == [600, 1201]


def test_order_follows_settings(planned: Planned, made: list[float]) -> None:
    collection = planned(*MANY)
    day_plan(collection)
    collection.set("parameters", [p * 1.01 for p in collection.settings["parameters"]])
    day_plan(collection)
    assert len(made) == 2


def test_undo_of_an_answer_keeps_the_order(planned: Planned, made: list[float]) -> None:
    collection = planned(*MANY)
    first = day_plan(collection)
    answer_next(collection, 2)
    collection.undo()
    assert day_plan(collection) == first
    assert len(made) == 1


def test_time_of_the_day(planned: Planned) -> None:
    collection = planned(*MANY)
    answer_next(collection, 2, seconds=90)
    assert seconds_left_today(collection) == 600 - 180
    answer_next(collection, 6, seconds=300)
    assert seconds_left_today(collection) == 0


def test_home_that_cannot_be_written_to_is_no_obstacle(planned: Planned) -> None:
    collection = planned(*MANY)
    collection.home.day_plan.parent.mkdir(exist_ok=True)
    collection.home.day_plan.mkdir()
    assert len(day_plan(collection).order) > 5


def test_kept_order_needs_no_numpy(planned: Planned, home: Path, clock: ManualClock) -> None:
    collection = planned(*MANY)
    day_plan(collection)
    collection.close()
    code = (
        "import sys, datetime\n"
        "from mlinterview.clock import ManualClock\n"
        "from mlinterview.collection import Collection\n"
        "from mlinterview.plugins import Plugins\n"
        "now = ManualClock(datetime.datetime(2026, 3, 2, 9, 0, tzinfo=datetime.UTC))\n"
        f"collection = Collection({str(home)!r}, now, Plugins(discover=False))\n"
        "assert collection.session().shown is not None\n"
        "print('numpy' in sys.modules)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"


def test_no_plan_no_order(deck: Planned) -> None:
    assert day_plan(deck("a")).order == ()
    assert seconds_left_today(deck("a")) == 0


def test_answer_that_was_left_lying_does_not_use_up_the_day(planned: Planned) -> None:
    collection = planned(*MANY, minutes=10)
    answer_next(collection, 1, seconds=8 * 3600)
    assert seconds_left_today(collection) == 300
