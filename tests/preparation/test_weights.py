"""What counts how much on the day."""

from datetime import date

import pytest

from mlinterview.model.goals import Interview
from mlinterview.model.questions import Level
from mlinterview.preparation.weights import focus, weight

DAY = date(2026, 3, 9)


def worth(interview: Interview | None = None, **question: object) -> float:
    given = {"deck": "d", "kind": "recall", "level": "mid", "asked": "often", "topics": ["EVA03"]}
    return weight(interview or Interview(DAY), **(given | question))  # type: ignore[arg-type]


def test_what_is_asked_often_counts_more() -> None:
    assert worth(asked="often") > worth(asked="sometimes") > worth(asked="rarely") > 0


def test_tasks_count_more_than_questions() -> None:
    assert worth(kind="scenario") > worth(kind="code") > worth(kind="numeric") > worth()


def test_other_decks_do_not_count() -> None:
    assert worth(Interview(DAY, decks=("other",))) == 0
    assert worth(Interview(DAY, decks=("d", "other"))) == worth()


def test_without_a_level_all_count_alike() -> None:
    assert worth(level="entry") == worth(level="senior")


@pytest.mark.parametrize("level", Level)
def test_questions_of_the_level_count_most(level: Level) -> None:
    found = {each: worth(Interview(DAY, level=level), level=each.value) for each in Level}
    assert max(found, key=found.__getitem__) is level
    assert min(found.values()) > 0


def test_easier_questions_count_more_than_harder_ones() -> None:
    interview = Interview(DAY, level=Level.MID)
    assert worth(interview, level="entry") > worth(interview, level="senior")


def test_closest_name_decides() -> None:
    weights = {"EVA": 2.0, "EVA03": 5.0, "M": 7.0}
    assert focus(weights, ["EVA03"]) == 5
    assert focus(weights, ["EVA04"]) == 2
    assert focus(weights, ["OPS01"]) == 1
    assert focus(weights, ["EVA04", "MST01"]) == 2
    assert focus({"EVA": 2, "MST": 3}, ["MST01", "EVA01"]) == 3


def test_focus_of_nothing_leaves_out() -> None:
    assert worth(Interview(DAY, {"EVA": 0.0})) == 0
