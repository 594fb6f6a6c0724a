"""What a learner prepares for."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlinterview.errors import InvalidSetting
from mlinterview.model.goals import (
    HIGHEST_FOCUS,
    WEEKDAYS,
    Goal,
    Interview,
    goal_from_json,
    goal_to_json,
)
from mlinterview.model.questions import Level
from mlinterview.settings import read_value

MONDAY = date(2026, 3, 2)
days = st.dates(date(2026, 1, 1), date(2027, 12, 31))
interviews = st.builds(
    Interview,
    days,
    st.dictionaries(st.text(min_size=1), st.floats(0, HIGHEST_FOCUS), max_size=3),
    st.lists(st.text(), max_size=3).map(tuple),
    st.none() | st.sampled_from(Level),
)
goals = st.builds(
    Goal,
    st.floats(0.5, 1440),
    st.sets(st.integers(0, 6), max_size=6).map(frozenset),
    st.lists(interviews, max_size=4, unique_by=lambda each: each.day).map(
        lambda some: tuple(sorted(some, key=lambda each: each.day))
    ),
    st.none() | days,
)


@given(goals)
def test_goal_survives_the_log(goal: Goal) -> None:
    assert goal_from_json(goal_to_json(goal)) == goal


def test_interview_of_today_is_to_come() -> None:
    goal = Goal(30, interviews=(Interview(MONDAY),))
    assert goal.to_come(MONDAY) == goal.interviews
    assert goal.to_come(MONDAY + timedelta(days=1)) == ()


def test_goal_ends_with_its_last_interview() -> None:
    goal = Goal(30, interviews=(Interview(MONDAY), Interview(MONDAY + timedelta(days=5))))
    assert goal.ended(MONDAY + timedelta(days=5)) is None
    assert goal.ended(MONDAY + timedelta(days=6)) == MONDAY + timedelta(days=5)


def test_cleared_goal_ended_when_it_was_cleared() -> None:
    assert Goal(30, cleared=MONDAY).ended(MONDAY) == MONDAY


def test_days_of_rest_have_no_seconds() -> None:
    weekend = frozenset({WEEKDAYS.index("sat"), WEEKDAYS.index("sun")})
    assert Goal(10, weekend).seconds(MONDAY, 8) == [600] * 5 + [0, 0] + [600]


@pytest.mark.parametrize(
    "value",
    [
        "tomorrow", 3, [], {}, {"minutes": 30},
        goal_to_json(Goal(30)) | {"minutes": 0},
        goal_to_json(Goal(30)) | {"minutes": float("nan")},
        goal_to_json(Goal(30)) | {"rest": ["someday"]},
        goal_to_json(Goal(30)) | {"rest": list(WEEKDAYS)},
        goal_to_json(Goal(30)) | {"interviews": [{"date": "2026-13-01"}]},
        goal_to_json(Goal(30)) | {"interviews": 5},
    ],
)  # fmt: skip
def test_rubbish_is_no_goal(value: object) -> None:
    with pytest.raises(InvalidSetting, match="plan cannot be"):
        read_value("plan", value)
