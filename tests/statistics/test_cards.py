"""The cards as they stand: due dates, memory states, readiness, and what is forgotten most."""

import math
import sys
from datetime import date
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.decks import cloze, recall, write_deck
from support.statistics import READY, TODAY, one_review, put
from support.studying import opened

from mlinterview.errors import UnknownName
from mlinterview.model.goals import Goal, Interview, goal_to_json
from mlinterview.model.reviews import EventKind
from mlinterview.statistics import memory
from mlinterview.statistics.activity import histogram
from mlinterview.statistics.build import build
from mlinterview.store.queues import Selection
from mlinterview.store.statistics import CardRow


def row(**values) -> CardRow:
    fields = {
        "card_id": "tiny/q0", "state": "review", "stability": 10.0, "difficulty": 5.0,
        "due_day": TODAY, "reviewed_day": TODAY - 3, "reps": 3, "lapses": 0, "suspended": False,
        "flagged": False, "leech": False,
    }  # fmt: skip
    return CardRow(**{**fields, **values})


def test_forecast_has_a_number_for_each_day_of_a_year() -> None:
    days = (-9, -1, 0, 0, 1, 364, 365, 9000)
    found = memory.forecast([row(due_day=TODAY + ahead) for ahead in days], TODAY)
    assert (found.overdue, found.later, len(found.days)) == (2, 2, 365)
    assert [day.cards for day in found.days[:3]] == [2, 1, 0]
    assert found.days[-1].cards == 1


def test_forecast_leaves_out_new_and_suspended_cards() -> None:
    found = memory.forecast([row(due_day=None, state="new"), row(suspended=True)], TODAY)
    assert (found.overdue, sum(day.cards for day in found.days), found.later) == (0, 0, 0)


def test_forecast_tells_young_from_mature() -> None:
    found = memory.forecast([row(stability=20.9), row(stability=21.0)], TODAY)
    assert (found.days[0].young, found.days[0].mature) == (1, 1)


def test_forecast_agrees_with_what_is_asked_today(past) -> None:
    found = build(past)
    assert found.forecast.overdue + found.forecast.days[0].cards == past.today().due


def test_every_card_stands_in_one_place() -> None:
    rows = [
        row(), row(stability=30.0), row(state="new", stability=None), row(state="learning"),
        row(state="relearning"), row(suspended=True, flagged=True, leech=True),
    ]  # fmt: skip
    found = memory.counts(rows)
    assert (found.new, found.learning, found.young, found.mature, found.suspended) == (
        1,
        2,
        1,
        1,
        1,
    )
    assert (found.total, found.flagged, found.leeches) == (6, 1, 1)


@given(
    st.lists(st.floats(0, 1e9), max_size=50),
    st.lists(st.integers(0, 1000), min_size=2, max_size=8, unique=True).map(sorted),
)
def test_histogram_counts_what_lies_in_each_bin(values, edges) -> None:
    bounds = (*map(float, edges), math.inf)
    found = histogram(np.array(values), bounds)
    assert found.counts == tuple(
        sum(low <= value < high for value in values) for low, high in pairwise(bounds)
    )


def test_last_bin_of_difficulty_and_recall_holds_its_upper_edge() -> None:
    rows = [row(difficulty=10.0, reviewed_day=TODAY)]
    _, difficulty, recall = memory.states(rows, TODAY, [0.2] * 21)
    assert (difficulty.counts[-1], recall.counts[-1]) == (1, 1)


def test_recall_of_a_card_is_that_of_the_scheduler(past) -> None:
    found = build(past)
    worst = found.lapses[0]
    card = past.card(worst.card_id)
    assert worst.retrievability == pytest.approx(past.scheduler.retrievability(card, TODAY))
    assert worst.lapses == card.lapses > 0


def test_worst_cards_come_first(past) -> None:
    lapses = [one.lapses for one in build(past).lapses]
    assert lapses == sorted(lapses, reverse=True)
    assert len(lapses) == 10


def test_card_without_a_title_shows_its_prompt_with_the_hole_closed(home, clock) -> None:
    text = cloze("c", holes=2).replace("## What is c?", "## c has {{hole 1}} and {{hole 2}}.")
    write_deck(home, text.replace("\n\nc has {{hole 1}} and {{hole 2}}.\n", "\n", 1))
    with opened(home, clock) as collection:
        put(collection, *(one_review(n, "tiny/c", TODAY - 9 + n, r) for n, r in enumerate((4, 1))))
        [worst] = build(collection).lapses
    assert "hole 1" not in worst.title
    assert "hole 2" in worst.title


def test_selection_chooses_cards_and_reviews(past) -> None:
    past.act(EventKind.FLAG, ["tiny/q1", "tiny/q2"])
    found = build(past, Selection(flagged=True))
    assert found.cards.total == 2
    assert found.reviews == sum(past.card(card).reps for card in ("tiny/q1", "tiny/q2"))


def test_unknown_topic_is_refused(past) -> None:
    with pytest.raises(UnknownName, match="no topic 'X'"):
        build(past, Selection(topics=("X",)))


def test_readiness_is_the_weakest_first_and_overall_apart(past) -> None:
    found = build(past)
    assert [one.topic for one in found.readiness] == ["A", "B"]
    assert found.overall == READY[0]


def test_readiness_is_asked_for_today_and_the_selection(past, asked) -> None:
    selection = Selection(topics=("A",))
    build(past, selection)
    assert asked == [{"study_day": TODAY, "selection": selection, "by": "topic", "histories": None}]


def test_readiness_is_the_programs_own(past, monkeypatch) -> None:
    monkeypatch.delitem(sys.modules, "mlinterview.readiness")
    found = build(past)
    assert found.overall is not None
    assert (found.overall.questions, found.overall.seen) == (40, 40 - found.cards.new)
    assert {one.topic for one in found.readiness} == {"A", "B"}
    for one in (found.overall, *found.readiness):
        assert 0 < one.low <= one.share <= one.high <= 1


@pytest.mark.parametrize(("interview", "day"), [(TODAY + 9, TODAY + 9), (TODAY - 9, TODAY)])
def test_readiness_is_asked_for_the_day_of_an_interview_to_come(
    past, asked, interview, day
) -> None:
    found = build(past, interview_day=interview)
    assert (asked[0]["study_day"], found.readiness_day) == (day, day)


def test_next_interview_of_the_plan_is_the_day(past, asked) -> None:
    goal = Goal(20, interviews=(Interview(date(2026, 3, 9)),))
    past.set("plan", goal_to_json(goal))
    found = build(past)
    assert found.interview_day == found.readiness_day == TODAY + 7
    assert asked[0]["study_day"] == TODAY + 7


def test_deck_without_a_card_seen(home, clock) -> None:
    write_deck(home, recall("a"))
    with opened(home, clock) as collection:
        found = build(collection)
    assert (found.reviews, found.cards.new, found.stability.median, found.lapses) == (
        0,
        1,
        None,
        (),
    )
