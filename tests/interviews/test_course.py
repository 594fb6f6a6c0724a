"""What the interviewer asks next."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.interviewing import asks, brief, held, item, rich_pool

from mlinterview.interviews.course import Course
from mlinterview.interviews.ladders import LONG, Step
from mlinterview.interviews.pool import LEVELS, Pool
from mlinterview.interviews.roles import LEAST_MINUTES, ROLES, Part
from mlinterview.model.questions import Asked, Level

POOL = rich_pool()

items = st.lists(
    st.builds(
        item,
        st.integers(0, 40).map(str),
        st.sampled_from(["recall", "choice", "cloze", "numeric", "code", "scenario", "other"]),
        st.sampled_from(LEVELS),
        st.sampled_from(["EVA01", "OPS12", "INT01", "T", "", "Ü-3", "MST18"]),
        requires=st.lists(st.integers(0, 40).map(lambda n: f"d/{n}"), max_size=3).map(tuple),
        follow_ups=st.lists(st.integers(0, 40).map(lambda n: f"d/{n}"), max_size=3).map(tuple),
        asked=st.sampled_from(Asked),
        staleness=st.integers(0, 2),
    ),
    max_size=30,
)
briefs = st.builds(
    brief,
    st.floats(5, 180),
    st.sampled_from(LEVELS),
    st.sampled_from(list(ROLES)),
    st.integers(0, 2**32 - 1),
)
answers = st.lists(
    st.tuples(st.sampled_from([0.0, 0.5, 1.0]), st.floats(0, 3000)), min_size=1, max_size=30
)


def by_turns(script):
    """Return a learner who answers by a script, again and again."""
    turns = iter(range(10**6))
    return lambda ask: script[next(turns) % len(script)]


@given(items, briefs, answers)
def test_any_interview_ends_and_asks_nothing_twice(pool, agreed, script) -> None:
    asked = [a.item.id for a in asks(Course(agreed, Pool(pool)), by_turns(script))]
    assert len(set(asked)) == len(asked)


@given(items, briefs, answers)
def test_any_interview_is_the_same_when_it_is_played_again(pool, agreed, script) -> None:
    first = asks(Course(agreed, Pool(pool)), by_turns(script))
    assert asks(Course(agreed, Pool(reversed(list(Pool(pool))))), by_turns(script)) == first


@given(items, briefs, answers)
def test_any_interview_goes_through_its_stages_in_order(pool, agreed, script) -> None:
    course = Course(agreed, Pool(pool))
    places = [course.stages.index(ask.stage) for ask in asks(course, by_turns(script))]
    assert places == sorted(places)


@given(items, briefs, answers)
def test_nothing_is_begun_after_the_time(pool, agreed, script) -> None:
    used = 0.0
    for _, answer in held(Course(agreed, Pool(pool)), by_turns(script)):
        assert used < agreed.minutes * 60
        used += answer.seconds


@given(items, briefs)
def test_something_is_asked_if_there_is_anything_to_ask(pool, agreed) -> None:
    fitting = [one for one in pool if not (one.kind in LONG and one.area == "INT")]
    assert (Course(agreed, Pool(pool)).next([]) is not None) == bool(fitting)


@given(items, briefs, st.sets(st.integers(0, 40).map(lambda n: f"d/{n}")))
def test_what_is_blocked_is_not_asked(pool, agreed, blocked) -> None:
    ask = Course(agreed, Pool(pool)).next([], blocked)
    assert ask is None or ask.item.id not in blocked


# -- the whole ---------------------------------------------------------------------------------


@pytest.mark.parametrize("role", ROLES)
def test_whole_interview_has_all_parts(role) -> None:
    parts = {ask.stage.part for ask in asks(Course(brief(role=role), POOL))}
    assert parts == {*Part}


@pytest.mark.parametrize("minutes", [15, 30, 45, 90, 180])
def test_who_answers_in_the_time_planned_is_done_about_in_time(minutes) -> None:
    used = sum(a.seconds for _, a in held(Course(brief(minutes), POOL), lambda a: (1, a.seconds)))
    assert 0.7 * minutes < used / 60 < 1.1 * minutes


def test_kinds_of_the_parts() -> None:
    kinds = {ask.stage.part: ask.item.kind for ask in asks(Course(brief(90), POOL))}
    assert kinds[Part.COMPUTATION] == "numeric"
    assert kinds[Part.CODING] == "code"
    assert kinds[Part.DESIGN] == "scenario"
    assert kinds[Part.OPENING] == "recall"


def test_interview_craft_is_asked_at_the_end_only() -> None:
    areas = [(ask.item.area == "INT", ask.stage.part is Part.CLOSING)
             for ask in asks(Course(brief(90), POOL))]  # fmt: skip
    assert all(is_craft == closes for is_craft, closes in areas)
    assert areas[-1] == (True, True)


def test_who_is_quick_is_not_asked_without_end() -> None:
    quick = asks(Course(brief(45), POOL), lambda ask: (1, 1))
    usual = asks(Course(brief(45), POOL))
    assert len(quick) <= 1.6 * len(usual) + 3


def test_who_is_late_is_asked_less_in_every_later_part() -> None:
    def slow_opening(ask):
        return 1, 22 * 60 if ask.stage.part is Part.OPENING else ask.seconds

    late = Course(brief(45), POOL)
    parts = Counter(ask.stage.part for ask in asks(late, slow_opening))
    usual = Counter(ask.stage.part for ask in asks(Course(brief(45), POOL)))
    assert parts[Part.LADDER] < usual[Part.LADDER]
    assert parts[Part.DESIGN] == 1


def test_part_for_which_nothing_is_left_is_not_begun() -> None:
    def stuck(ask):
        return 1, 40 * 60 if ask.stage.part is Part.OPENING else ask.seconds

    parts = [ask.stage.part for ask in asks(Course(brief(45), POOL), stuck)]
    assert Part.DESIGN not in parts


def test_time_for_the_design_is_what_is_left_for_it() -> None:
    ask = next(a for a in asks(Course(brief(45), POOL)) if a.stage.part is Part.DESIGN)
    assert LEAST_MINUTES[Part.DESIGN] * 60 <= ask.seconds <= 15 * 60


@pytest.mark.parametrize("lacking", ["code", "numeric", "scenario"])
def test_kind_that_is_not_there_leaves_its_time_to_the_others(lacking) -> None:
    course = Course(brief(45), Pool(one for one in POOL if one.kind != lacking))
    assert len({stage.part for stage in course.stages}) == len(Part) - 1
    assert sum(stage.minutes for stage in course.stages) == pytest.approx(45)


@pytest.mark.parametrize("kind", ["recall", "choice", "cloze", "numeric", "code", "scenario", "x"])
def test_one_question_of_any_kind_is_an_interview(kind) -> None:
    assert [a.item.kind for a in asks(Course(brief(45), Pool([item("a", kind)])))] == [kind]


def test_cloze_is_asked_only_when_nothing_can_be_said() -> None:
    pool = Pool([item("c", "cloze"), item("r", "recall"), item("p", "choice")])
    course = Course(brief(5), pool)
    assert [ask.item.kind for ask in asks(course)] == ["recall", "choice", "cloze"]


def test_seed_chooses() -> None:
    firsts = {Course(brief(seed=seed), POOL).next([]).item.id for seed in range(40)}
    assert len(firsts) > 10


def test_often_asked_questions_come_first() -> None:
    pool = Pool(
        item(str(n), asked=Asked.OFTEN if n == 7 else Asked.SOMETIMES, level=Level.ENTRY)
        for n in range(20)
    )
    assert Course(brief(), pool).next([]).item.id == "d/7"


@pytest.mark.parametrize("role", ROLES)
def test_areas_of_openings_follow_the_role(role) -> None:
    firsts = Counter(
        Course(brief(role=role, seed=seed), POOL).next([]).item.area for seed in range(300)
    )
    weights = {area: ROLES[role].weight(area) for area in ("LRN", "MST", "EVA", "OPS", "COD")}
    for area, weight in weights.items():
        share = weight / sum(weights.values())
        # five standard deviations, with the sampling of 300 seeds
        assert abs(firsts[area] / 300 - share) < 5 * (share * (1 - share) / 300) ** 0.5


def test_opening_visits_several_areas() -> None:
    opening = [a.item.area for a in asks(Course(brief(90), POOL)) if a.stage.part is Part.OPENING]
    assert len(set(opening)) == len(AREAS_ASKED)


AREAS_ASKED = ("LRN", "MST", "EVA", "OPS", "COD")


def test_opening_begins_one_level_below_and_rises_with_right_answers() -> None:
    opening = asks(Course(brief(45, Level.SENIOR), POOL))[:2]
    assert [ask.item.level for ask in opening] == [Level.MID, Level.SENIOR]


def test_opening_falls_back_after_a_wrong_answer() -> None:
    opening = asks(Course(brief(45, Level.SENIOR), POOL), lambda ask: (0, ask.seconds))[:2]
    assert [ask.item.level for ask in opening] == [Level.MID, Level.MID]


# -- what was met lately -----------------------------------------------------------------------


def with_staleness(stale: dict[int, int]) -> Pool:
    return Pool(item(str(n), staleness=stale.get(n, 0)) for n in range(12))


def test_what_was_met_lately_is_asked_when_nothing_else_is_left() -> None:
    pool = with_staleness(dict.fromkeys(range(4), 2) | dict.fromkeys(range(4, 8), 1))
    staleness = [ask.item.staleness for ask in asks(Course(brief(5), pool), lambda a: (1, 5))]
    assert staleness == sorted(staleness)
    assert staleness[0] == 0


def test_all_met_lately_is_still_an_interview() -> None:
    assert Course(brief(), with_staleness(dict.fromkeys(range(12), 2))).next([]) is not None


# -- ladders -----------------------------------------------------------------------------------


def ladder(answering, minutes=45, pool=POOL):
    """Return the first ladder: its questions and steps."""
    found = [a for a in asks(Course(brief(minutes), pool), answering) if a.stage.key == "ladder-1"]
    ends = [n for n, ask in enumerate(found) if n and ask.step is Step.FIRST]
    return found[: ends[0]] if ends else found


def only(part, points):
    return lambda ask: (points if ask.stage.part is part else 1, ask.seconds)


def test_ladder_begins_at_the_level_asked() -> None:
    assert ladder(only(Part.LADDER, 1))[0].item.level is Level.MID


def test_ladder_begins_where_there_is_a_question_of_that_level() -> None:
    easy = [item(f"e{n}", level=Level.ENTRY, topic="EVA01") for n in range(9)]
    fitting = [item(f"m{n}", level=Level.SENIOR, topic="OPS01") for n in range(9)]
    for seed in range(10):
        course = Course(brief(30, Level.SENIOR, seed=seed), Pool([*easy, *fitting]))
        first = next(ask for ask in asks(course) if ask.stage.part is Part.LADDER)
        assert first.item.topic == "OPS01"


def test_ladder_climbs_after_right_answers() -> None:
    climbed = ladder(only(Part.LADDER, 1))
    assert [ask.step for ask in climbed[1:]] == [Step.UP] * (len(climbed) - 1)
    assert climbed[-1].item.level is Level.SENIOR


def test_ladder_steps_down_after_a_wrong_answer_and_ends_after_two() -> None:
    fallen = ladder(only(Part.LADDER, 0))
    assert [ask.item.level for ask in fallen] == [Level.MID, Level.ENTRY]
    assert [ask.step for ask in fallen] == [Step.FIRST, Step.DOWN]


def test_ladder_stays_after_a_partly_right_answer() -> None:
    stayed = ladder(only(Part.LADDER, 0.5))
    assert [ask.item.level for ask in stayed[:3]] == [Level.MID] * 3


def test_ladder_stays_with_its_topic() -> None:
    assert len({ask.item.topic for ask in ladder(only(Part.LADDER, 1))}) == 1


def test_ladder_that_ends_early_makes_room_for_another_topic() -> None:
    asked = [
        a for a in asks(Course(brief(), POOL), only(Part.LADDER, 0)) if "ladder" in a.stage.key
    ]
    starts = [ask.item.topic for ask in asked if ask.step is Step.FIRST]
    assert len(starts) > 2
    assert len(set(starts)) == len(starts)


def chain() -> Pool:
    return Pool([
        item("what", level=Level.MID, follow_ups=("d/why",), requires=("d/basis",),
             asked=Asked.OFTEN),
        item("why", level=Level.MID, topic="OPS01", follow_ups=("d/scale",)),
        item("scale", level=Level.SENIOR, topic="OPS02"),
        item("basis", level=Level.MID, topic="LRN01"),
        item("other", level=Level.SENIOR),
        item("easy", level=Level.ENTRY),
    ])  # fmt: skip


def after(points: float, pool: Pool, place: int = 1) -> str:
    """Return what follows on a ladder that begins with `what`."""
    course = Course(brief(60), pool)
    from mlinterview.interviews.brief import Given

    stage = next(s for s in course.stages if s.part is Part.LADDER)
    given = [Given("d/what", stage.key, points, 60, Step.FIRST)]
    for _ in range(place - 1):
        ask = course.next(given)
        given.append(Given(ask.item.id, stage.key, points, 60, ask.step))
    return course.next(given).item.id


def test_right_answer_leads_to_what_its_author_would_ask_next() -> None:
    assert after(1, chain()) == "d/why"
    assert after(1, chain(), 2) == "d/scale"


def test_wrong_answer_leads_to_what_the_question_requires() -> None:
    assert after(0, chain()) == "d/basis"


def test_follow_up_met_lately_gives_way_to_another_harder_question() -> None:
    items = dict(chain().items)
    items["d/why"] = item("why", topic="OPS01", staleness=2)
    assert after(1, Pool(items.values())) == "d/other"
