"""Links between questions: where they lead, and that prerequisites form no circle."""

from collections.abc import Mapping
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.decks import recall
from support.reading import read, slugs, told

from mlinterview.deckfiles.links import find_cycles

NAMES = "abcdefgh"


def deck(**requires: str) -> str:
    return "\n\n".join(recall(slug, requires=list(needed)) for slug, needed in requires.items())


@pytest.mark.parametrize("field", ["requires", "follow-ups", "confusable"])
def test_link_that_leads_nowhere(tmp_path: Path, field: str) -> None:
    reading = read(tmp_path, recall("a", **{field: ["b"]}))
    assert told(reading) == [
        f"a.md:1: `{field}` of `d/a` names `d/b`, which is not in the deck; "
        "correct the id, or delete it"
    ]
    assert slugs(reading) == ["a"]


@pytest.mark.parametrize("field", ["requires", "follow-ups", "confusable"])
def test_link_to_the_question_itself(tmp_path: Path, field: str) -> None:
    assert told(read(tmp_path, recall("a", **{field: ["a"]}))) == [
        f"a.md:1: `{field}` of `d/a` names the question itself; name another one"
    ]


def test_link_into_another_deck_is_not_followed(tmp_path: Path) -> None:
    assert told(read(tmp_path, recall("a", requires=["other/b"]))) == []


def test_link_to_another_file_of_the_deck(tmp_path: Path) -> None:
    assert told(read(tmp_path, recall("a", requires=["b"]), recall("b"))) == []


def test_circle_of_prerequisites(tmp_path: Path) -> None:
    reading = read(tmp_path, deck(a="b", b="c", c="a"))
    assert told(reading) == [
        "a.md:1: `requires` goes round in a circle: d/a → d/b → d/c → d/a; "
        "take one of the links out"
    ]
    assert len(reading.questions) == 3


def test_circles_that_do_not_meet_are_both_told(tmp_path: Path) -> None:
    mistakes = told(read(tmp_path, deck(a="b", b="a", c="ad", d="c")))
    assert ["d/a → d/b → d/a" in mistakes[0], "d/c → d/d → d/c" in mistakes[1]] == [True, True]


def test_circle_behind_a_circle_is_found() -> None:
    cycles = list(find_cycles({"a": ("c", "b"), "b": ("a",), "c": ("d",), "d": ("c",)}))
    assert sorted(map(sorted, cycles)) == [["a", "b"], ["c", "d"]]


def test_long_chain_is_no_circle() -> None:
    chain = {str(n): (str(n + 1),) for n in range(50_000)}
    assert list(find_cycles(chain)) == []


def test_questions_that_all_require_each_other_are_told_of_in_short() -> None:
    names = [str(n) for n in range(300)]
    assert len(list(find_cycles({name: tuple(names) for name in names}))) < 300


def reachable(requires: Mapping[str, tuple[str, ...]], start: str) -> set[str]:
    found: set[str] = set()
    waiting = [start]
    while waiting:
        for following in requires[waiting.pop()]:
            if following not in found:
                found.add(following)
                waiting.append(following)
    return found


@given(
    st.fixed_dictionaries(
        {name: st.lists(st.sampled_from(NAMES), max_size=3).map(tuple) for name in NAMES}
    )
)
def test_circle_is_told_of_each_group_that_has_one(requires: dict[str, tuple[str, ...]]) -> None:
    cycles = list(find_cycles(requires))
    for cycle in cycles:
        assert all(after in requires[one] for one, after in pairwise([*cycle, cycle[0]]))
    told_of = {name for cycle in cycles for name in cycle}
    groups = {name: reachable(requires, name) for name in NAMES}
    for name in NAMES:
        others = {one for one in groups[name] if name in groups[one]} - {name}
        assert not others or (others | {name}) & told_of
