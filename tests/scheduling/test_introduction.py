"""The order of new questions: prerequisites first, topics mixed, look-alikes apart."""

import random
from collections.abc import Sequence

from hypothesis import given, settings
from hypothesis import strategies as st

from mlinterview.model.questions import Asked, Level, Question
from mlinterview.scheduling.introduction import APART, introduction_order


def question(
    slug: str,
    topic: str = "T",
    requires: Sequence[str] = (),
    confusable: Sequence[str] = (),
    level: Level = Level.MID,
    asked: Asked = Asked.SOMETIMES,
    deck: str = "d",
) -> Question:
    return Question(
        f"{deck}/{slug}", "recall", level, (topic,), slug, slug, asked=asked,
        requires=tuple(f"d/{other}" for other in requires),
        confusable=tuple(f"d/{other}" for other in confusable),
    )  # fmt: skip


def order(*questions: Question) -> list[str]:
    return [name.partition("/")[2] for name in introduction_order(questions)]


@st.composite
def libraries(draw: st.DrawFn) -> list[Question]:
    size = draw(st.integers(0, 30))
    slugs = [f"q{number}" for number in range(size)]
    return [
        question(
            slug,
            topic=draw(st.sampled_from("ABC")),
            # only earlier ones, so there is no circle
            requires=draw(st.lists(st.sampled_from(slugs[:number]), max_size=3)) if number else (),
            confusable=draw(st.lists(st.sampled_from(slugs), max_size=2)),
            level=draw(st.sampled_from(Level)),
        )
        for number, slug in enumerate(slugs)
    ]


@settings(max_examples=50)
@given(libraries(), st.randoms(use_true_random=False))
def test_every_question_comes_once_and_after_its_prerequisites(
    questions: list[Question], chance: random.Random
) -> None:
    chance.shuffle(questions)
    place = {name: number for number, name in enumerate(introduction_order(questions))}
    assert place.keys() == {one.id for one in questions}
    assert all(place[other] < place[one.id] for one in questions for other in one.requires)


def test_authors_order_where_nothing_else_counts() -> None:
    assert order(question("c"), question("a"), question("b")) == ["c", "a", "b"]


def test_lower_levels_first() -> None:
    levels = order(
        question("late", level=Level.SENIOR), question("mid"), question("first", level=Level.ENTRY)
    )
    assert levels == ["first", "mid", "late"]


def test_what_is_asked_often_first() -> None:
    asked = order(
        question("c", asked=Asked.RARELY), question("b"), question("a", asked=Asked.OFTEN)
    )
    assert asked == ["a", "b", "c"]


def test_prerequisite_of_a_higher_level_still_comes_first() -> None:
    found = order(
        question("easy", requires=["hard"], level=Level.ENTRY),
        question("hard", level=Level.SENIOR),
    )
    assert found == ["hard", "easy"]


def test_topics_advance_in_proportion_to_their_size() -> None:
    questions = [question(f"a{n}", "A") for n in range(8)]
    questions += [question(f"b{n}", "B") for n in range(4)]
    topics = "".join(slug[0] for slug in order(*questions))
    for half in (topics[:6], topics[6:]):
        assert (half.count("a"), half.count("b")) == (4, 2)


def test_decks_take_turns() -> None:
    questions = [question(f"{deck}{n}", deck, deck=deck) for deck in "xy" for n in range(3)]
    assert order(*questions) == ["x0", "y0", "x1", "y1", "x2", "y2"]


def test_look_alikes_are_kept_apart() -> None:
    questions = [question("one", confusable=["two"]), question("two")]
    questions += [question(f"other{number}") for number in range(APART)]
    found = order(*questions)
    assert found.index("two") - found.index("one") > APART


def test_look_alikes_come_all_the_same_if_nothing_else_is_left() -> None:
    assert order(question("one", confusable=["two"]), question("two")) == ["one", "two"]


def test_circle_of_prerequisites_loses_no_question() -> None:
    found = order(question("a", requires=["b"]), question("b", requires=["a"]), question("c"))
    assert found == ["c", "a", "b"]


def test_prerequisites_outside_the_library_are_ignored() -> None:
    assert order(question("a", requires=["gone"])) == ["a"]
