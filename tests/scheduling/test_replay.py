"""State is a pure function of the log: order, grouping and repetition are irrelevant."""

import os
import random

from support.histories import random_log
from support.studying import DAY, GOOD

from mlinterview.model.reviews import CardState, Event, EventKind, Review
from mlinterview.scheduling.options import SchedulingOptions
from mlinterview.scheduling.replay import apply, is_untouched, order, replay
from mlinterview.scheduling.scheduler import Scheduler

HISTORIES = int(os.environ.get("MLINTERVIEW_TEST_HISTORIES", "2000"))

SCHEDULER = Scheduler(SchedulingOptions(leech_threshold=2, leech_suspends=True))


def test_order_of_a_log_is_irrelevant() -> None:
    chance = random.Random(1)
    for number in range(HISTORIES):
        log = random_log(f"d/q{number}", chance)
        expected = replay(f"d/q{number}", log, SCHEDULER)
        chance.shuffle(log)
        assert replay(f"d/q{number}", log, SCHEDULER) == expected, log


def test_merged_halves_of_two_devices_give_one_state() -> None:
    chance = random.Random(2)
    for number in range(HISTORIES):
        log = random_log(f"d/q{number}", chance)
        here = [entry for entry in log if chance.random() < 0.6]
        there = [entry for entry in log if entry not in here or chance.random() < 0.3]
        ours = {entry.id: entry for entry in [*here, *there]}
        theirs = {entry.id: entry for entry in [*there, *here]}
        expected = replay(f"d/q{number}", log, SCHEDULER)
        assert replay(f"d/q{number}", ours.values(), SCHEDULER) == expected, log
        assert replay(f"d/q{number}", theirs.values(), SCHEDULER) == expected, log


def test_replay_is_the_fold_of_single_steps() -> None:
    chance = random.Random(3)
    for number in range(HISTORIES // 4):
        log = random_log(f"d/q{number}", chance)
        card = CardState(f"d/q{number}")
        for entry in sorted(log, key=order):
            card = apply(card, entry, SCHEDULER)
        assert card == replay(f"d/q{number}", log, SCHEDULER)


def test_two_schedulers_of_the_same_options_agree() -> None:
    chance = random.Random(4)
    other = Scheduler(SCHEDULER.options)
    for number in range(HISTORIES // 4):
        log = random_log(f"d/q{number}", chance)
        assert replay("d/q", log, other) == replay("d/q", log, SCHEDULER)


def event(kind: EventKind, number: int) -> Event:
    return Event(f"{number}", "here", number, DAY + number, f"{number}", kind, "d/q")


def after(*kinds: EventKind) -> CardState:
    log: list[Review | Event] = [event(kind, number) for number, kind in enumerate(kinds, 1)]
    return replay("d/q", [Review("0", "here", "d/q", 0, DAY, GOOD), *log], SCHEDULER)


def test_suspended_until_resumed() -> None:
    assert after(EventKind.SUSPEND).suspended
    assert not after(EventKind.SUSPEND, EventKind.RESUME).suspended


def test_buried_for_the_day_of_the_event() -> None:
    assert after(EventKind.BURY).buried_day == DAY + 1
    assert after(EventKind.BURY, EventKind.RESUME).buried_day is None


def test_flagged_until_unflagged() -> None:
    assert after(EventKind.FLAG).flagged
    assert not after(EventKind.FLAG, EventKind.UNFLAG).flagged


def test_reset_card_is_new_and_keeps_its_flag() -> None:
    assert after(EventKind.FLAG, EventKind.SUSPEND, EventKind.RESET) == CardState(
        "d/q", flagged=True
    )


def test_settings_and_undo_are_no_business_of_a_card() -> None:
    assert after(EventKind.SETTING, EventKind.UNDO) == after()


def test_card_without_log_is_untouched() -> None:
    assert is_untouched(replay("d/q", [], SCHEDULER))


def test_card_with_a_log_is_touched() -> None:
    assert not is_untouched(after())
    assert not is_untouched(replay("d/q", [event(EventKind.FLAG, 1)], SCHEDULER))
