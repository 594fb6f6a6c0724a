"""What the learner judges of an outline is added up: points, must-haves, red flags."""

import json
from itertools import product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.authoring import SCENARIO, made

from mlinterview.errors import UsageError
from mlinterview.grading.scenario import Scenario
from mlinterview.model.kinds import Outcome, ResponseForm, Verdict

RIGHT, PARTIAL, WRONG = Outcome.CORRECT, Outcome.PARTIAL, Outcome.WRONG
QUESTION = made(SCENARIO)
SHOWN = Scenario().present(QUESTION, 1, 0)


def verdict_of(response: str) -> Verdict | None:
    return Scenario().grade(QUESTION, SHOWN, response)


def judged(points: Any, flags: Any = (), **more: Any) -> Verdict:
    verdict = verdict_of(json.dumps({"points": points, "flags": flags, **more}))
    assert verdict is not None
    return verdict


@pytest.mark.parametrize(
    ("points", "flags", "outcome", "feedback"),
    [
        ([3, 3, 3, 3], [], RIGHT, "100% of the points."),
        ([3, 2, 2, 2], [], RIGHT, "75% of the points."),
        ([2, 3, 3, 3], [], RIGHT, "92% of the points."),
        ([2, 2, 2, 2], [], PARTIAL, "67% of the points."),
        ([1, 3, 3, 3], [], PARTIAL, "83% of the points. A must-have is missing."),
        ([0, 3, 3, 3], [], PARTIAL, "75% of the points. A must-have is missing."),
        ([3, 3, 3, 3], [1], PARTIAL, "100% of the points. 1 red flag."),
        ([3, 3, 3, 3], [2, 1], PARTIAL, "100% of the points. 2 red flags."),
        ([3, 3, 0, 0], [], PARTIAL, "50% of the points."),
        ([2, 3, 0, 0], [], WRONG, "42% of the points."),
        ([0, 2, 2, 1], [1], WRONG, "42% of the points. A must-have is missing. 1 red flag."),
        ([0, 0, 0, 0], [], WRONG, "0% of the points. A must-have is missing."),
    ],
)
def test_points_add_up(
    points: list[int], flags: list[int], outcome: Outcome, feedback: str
) -> None:
    verdict = judged(points, flags)
    assert (verdict.outcome, verdict.feedback) == (outcome, (feedback,))
    assert verdict.parts == {"points": points, "flags": flags}


def test_better_points_never_lead_to_a_worse_outcome() -> None:
    rank = {WRONG: 0, PARTIAL: 1, RIGHT: 2}
    outcomes = {points: rank[judged(points).outcome] for points in product(range(4), repeat=4)}
    for points, outcome in outcomes.items():
        for place in range(4):
            if points[place] < 3:
                better = (*points[:place], points[place] + 1, *points[place + 1 :])
                assert outcomes[better] >= outcome


@pytest.mark.parametrize(
    "judgement",
    [
        {"points": [3, 3, 3]},
        {"points": [3, 3, 3, 3, 3]},
        {"points": []},
        {"points": [3, 3, 3, 4]},
        {"points": [3, 3, 3, -1]},
        {"points": [3, 3, 3, 2.0]},
        {"points": [3, 3, 3, True]},
        {"points": [3, 3, 3, "3"]},
        {"points": [3, 3, 3, None]},
        {"points": [3, 3, 3, [3]]},
        {"points": "3333"},
        {"points": 12},
        {"points": None},
        {"points": {"1": 3}},
        {"points": [3, 3, 3, 3], "flags": [0]},
        {"points": [3, 3, 3, 3], "flags": [3]},
        {"points": [3, 3, 3, 3], "flags": [1, 1]},
        {"points": [3, 3, 3, 3], "flags": [True]},
        {"points": [3, 3, 3, 3], "flags": ["1"]},
        {"points": [3, 3, 3, 3], "flags": [[]]},
        {"points": [3, 3, 3, 3], "flags": 1},
        {"points": [3, 3, 3, 3], "flags": None},
    ],
    ids=str,
)
def test_malformed_judgement_is_refused(judgement: object) -> None:
    with pytest.raises(UsageError, match="give 4 points from 0 to 3"):
        verdict_of(json.dumps(judgement))


@pytest.mark.parametrize(
    "response",
    ["", "First I ask what it is for.", "3 3 3 3", "[3, 3, 3, 3]", "{}", '{"flags": []}', "null", "7",
     '{"points": [3, 3, 3, 3]', "[" * 100_000, '{"points":' * 50_000, "9" * 10_000, "\ud800"],
    ids=lambda text: repr(text[:20]),
)  # fmt: skip
def test_outline_is_judged_by_the_learner_only(response: str) -> None:
    assert verdict_of(response) is None


def test_flags_may_be_left_out() -> None:
    verdict = verdict_of('{"points": [3, 3, 3, 3]}')
    assert verdict is not None
    assert verdict.outcome is RIGHT


def test_outline_may_go_with_the_judgement() -> None:
    assert judged([3, 3, 3, 3], [], outline="First I ask.").outcome is RIGHT


json_values = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(-1, 4), st.floats(), st.text(max_size=3)),
    lambda inner: st.one_of(
        st.lists(inner, max_size=5),
        st.dictionaries(st.sampled_from(["points", "flags", "x"]), inner, max_size=3),
    ),
    max_leaves=12,
)


@given(json_values)
def test_any_json_is_judged_refused_or_left_to_the_learner(value: object) -> None:
    try:
        verdict_of(json.dumps(value))
    except UsageError:
        return


def test_answer_shows_rubric_flags_and_both_samples() -> None:
    assert SHOWN.form is ResponseForm.RUBRIC
    assert SHOWN.answer == (
        "**A good answer has**\n\n- **Must:** Asks what for.\n- Names a measure.\n"
        "- Starts small.\n- Watches it.\n\n**Red flags**\n\n- Ignores costs.\n"
        "- Forgets the users.\n\n**Strong**\n\nFirst I ask.\n\n**Weak**\n\nI would use a big one."
    )
    assert SHOWN.extra["minutes"] == 15
