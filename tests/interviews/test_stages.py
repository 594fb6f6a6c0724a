"""How an interview's minutes are divided."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlinterview.errors import UnknownName
from mlinterview.interviews.roles import LEAST_MINUTES, ROLES, Part, find_role
from mlinterview.interviews.stages import plan_stages

roles = st.sampled_from(list(ROLES.values()))
lengths = st.floats(5, 180)
some_parts = st.sets(st.sampled_from(Part), min_size=1)


@given(roles, lengths, some_parts)
def test_stages_take_the_whole_time(role, minutes, possible) -> None:
    assert sum(s.minutes for s in plan_stages(role, minutes, possible)) == pytest.approx(minutes)


@given(roles, lengths, some_parts)
def test_each_part_gets_its_least_time_unless_it_is_the_only_one(role, minutes, possible) -> None:
    times: dict[Part, float] = {}
    for stage in plan_stages(role, minutes, possible):
        times[stage.part] = times.get(stage.part, 0) + stage.minutes
    assert len(times) == 1 or all(times[p] >= LEAST_MINUTES[p] - 1e-9 for p in times)


@given(roles, lengths, some_parts)
def test_parts_come_in_their_order_and_only_if_possible(role, minutes, possible) -> None:
    parts = [stage.part for stage in plan_stages(role, minutes, possible)]
    assert parts == sorted(parts, key=list(Part).index)
    assert set(parts) <= possible


@given(roles, lengths)
def test_keys_are_unique(role, minutes) -> None:
    keys = [stage.key for stage in plan_stages(role, minutes, list(Part))]
    assert len(set(keys)) == len(keys)


@pytest.mark.parametrize("role", ROLES.values(), ids=list(ROLES))
def test_45_minutes_hold_everything_with_two_or_three_ladders(role) -> None:
    parts = [stage.part for stage in plan_stages(role, 45, list(Part))]
    assert {*parts} == {*Part}
    assert 2 <= parts.count(Part.LADDER) <= 3


@pytest.mark.parametrize("role", ROLES.values(), ids=list(ROLES))
def test_five_minutes_are_for_short_questions_only(role) -> None:
    (stage,) = plan_stages(role, 5, list(Part))
    assert stage.part in (Part.OPENING, Part.LADDER)


@pytest.mark.parametrize("role", ROLES.values(), ids=list(ROLES))
def test_more_minutes_leave_out_no_more_parts(role) -> None:
    counts = [
        len({stage.part for stage in plan_stages(role, minutes, list(Part))})
        for minutes in range(5, 181, 5)
    ]
    assert counts[0] == 1
    assert counts[-1] == len(Part)
    assert counts == sorted(counts)


def test_nothing_possible_is_nothing_planned() -> None:
    assert plan_stages(ROLES["mlops"], 45, []) == ()


@pytest.mark.parametrize("role", ROLES.values(), ids=list(ROLES))
def test_shares_of_a_role_are_a_whole(role) -> None:
    assert sum(role.shares.values()) == pytest.approx(1)
    assert {*role.shares} == {*Part}


def test_unknown_role_is_refused_with_the_choice() -> None:
    with pytest.raises(UnknownName, match="ml-engineer, research, data-scientist, mlops"):
        find_role("boss")
