"""The order of new questions in large, tangled libraries."""

import random
from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from mlinterview.model.questions import Level, Question
from mlinterview.scheduling.introduction import APART, introduction_order

MANY = 5_000


def question(
    number: int, requires: tuple[int, ...] = (), confusable: tuple[int, ...] = (), topic: str = "T"
) -> Question:
    return Question(
        f"d/{number}", "recall", random.Random(number).choice(list(Level)), (topic,), "", "",
        requires=tuple(f"d/{one}" for one in requires),
        confusable=tuple(f"d/{one}" for one in confusable),
    )  # fmt: skip


def order(questions: list[Question]) -> list[int]:
    return [int(name.partition("/")[2]) for name in introduction_order(questions)]


def tangled(topics: int) -> list[Question]:
    chance = random.Random(topics)
    return [
        question(
            number,
            requires=tuple(chance.sample(range(number), min(number, 2))),
            confusable=tuple(chance.sample(range(MANY), 3)),
            topic=f"T{number % topics}",
        )
        for number in range(MANY)
    ]


def test_many_questions_in_one_topic() -> None:
    found = order([question(number) for number in range(MANY)])
    assert sorted(found) == list(range(MANY))


def test_many_tangled_questions_respect_their_prerequisites() -> None:
    questions = tangled(topics=100)
    place = {number: at for at, number in enumerate(order(questions))}
    assert all(
        place[int(other.partition("/")[2])] < place[number]
        for number, one in enumerate(questions)
        for other in one.requires
    )


def test_topics_stay_mixed_among_many() -> None:
    found = order([question(number, topic=f"T{number % 10}") for number in range(MANY)])
    for start in range(0, MANY, 100):
        assert set(Counter(n % 10 for n in found[start : start + 100]).values()) == {10}


def test_look_alikes_are_kept_apart_among_many() -> None:
    found = order([question(number, confusable=(number ^ 1,)) for number in range(MANY)])
    close = [one for at, one in enumerate(found) if one ^ 1 in found[max(at - APART, 0) : at]]
    assert len(close) <= APART  # only at the end nothing else is left


def test_look_alikes_are_kept_apart_whichever_of_them_says_so() -> None:
    for pair in ({"confusable": (1,)}, {}), ({}, {"confusable": (0,)}):
        questions = [question(number, **pair[number]) for number in range(2)]
        questions += [question(number) for number in range(2, 40)]
        found = order(questions)
        assert abs(found.index(0) - found.index(1)) > APART


def test_questions_that_require_each_other_come_in_the_order_of_their_levels() -> None:
    circle = [question(number, requires=((number + 1) % MANY,)) for number in range(MANY)]
    levels = [circle[number].level for number in order(circle)]
    assert levels == sorted(levels, key=list(Level).index)


def test_what_stands_behind_a_circle_still_waits_for_it() -> None:
    found = order([question(0, (1,)), question(1, (2,)), question(2, (3,)), question(3, (2,))])
    assert found.index(2) < found.index(1) < found.index(0)


@given(st.lists(st.lists(st.integers(0, 11), max_size=4), max_size=12))
def test_any_tangle_loses_nothing(requires: list[list[int]]) -> None:
    questions = [
        question(number, tuple(needed), tuple(needed[:2]), topic="TU"[number % 2])
        for number, needed in enumerate(requires)
    ]
    found = order(questions)
    assert sorted(found) == list(range(len(questions)))
    assert order(questions) == found


@given(st.lists(st.lists(st.integers(0, 11), max_size=3), min_size=12, max_size=12))
def test_only_within_a_circle_something_comes_before_what_it_requires(
    requires: list[list[int]],
) -> None:
    found = order([question(number, tuple(needed)) for number, needed in enumerate(requires)])
    place = {number: at for at, number in enumerate(found)}

    def leads_to(start: int, goal: int) -> bool:
        seen, waiting = {start}, [start]
        while waiting:
            fresh = set(requires[waiting.pop()]) - seen
            seen |= fresh
            waiting += fresh
        return goal in seen

    for number, needed in enumerate(requires):
        for other in needed:
            assert other == number or place[other] < place[number] or leads_to(other, number)
