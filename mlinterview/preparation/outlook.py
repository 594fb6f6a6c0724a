"""What the plan leads to: what will be known on the day, at what load, and what will be left out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from mlinterview.errors import UsageError
from mlinterview.model.questions import area_of
from mlinterview.preparation.dayplan import goal_today, seconds_left_today
from mlinterview.store.queues import Selection

if TYPE_CHECKING:
    from datetime import date

    import numpy as np
    from numpy.typing import NDArray

    from mlinterview.collection import Collection
    from mlinterview.model.goals import Goal, Interview
    from mlinterview.preparation.candidates import Candidates


@dataclass(frozen=True, slots=True)
class Share:
    """An expected share (0–1) of what counts that can be answered, with a 90 % interval."""

    expected: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class DayLoad:
    """What a day is expected to bring.

    Attributes:
        day: the date.
        minutes: of study.
        new: cards seen for the first time.
        reviews: later studies.
    """

    day: date
    minutes: float
    new: float
    reviews: float


@dataclass(frozen=True, slots=True)
class Unreached:
    """How many of an area's questions are expected not to be seen before the last interview."""

    area: str
    questions: int
    of: int


@dataclass(frozen=True, slots=True)
class Outlook:
    """What to expect of a plan.

    Attributes:
        today: the present study date.
        goal: minutes and days of rest.
        interviews: those to come, by date.
        questions: questions that count in one of them.
        seen: of these, how many have been studied.
        now: share that could be answered today, for the last interview.
        share: share on the day of the last interview, following the plan.
        ordinary: the same with ordinary spaced repetition for the same minutes a day.
        shares: expected share on the day of each interview.
        days: each day from today to the last interview.
        unreached: what will not be reached, by area, most of it first.
    """

    today: date
    goal: Goal
    interviews: tuple[Interview, ...]
    questions: int
    seen: int
    now: float
    share: Share
    ordinary: Share
    shares: tuple[float, ...]
    days: tuple[DayLoad, ...]
    unreached: tuple[Unreached, ...]

    @property
    def days_left(self) -> int:
        """Days until the next interview."""
        return (self.interviews[0].day - self.today).days


def outlook(collection: Collection) -> Outlook:
    """Simulate the plan from today on; takes a second or a few.

    Raises:
        UsageError: there is no plan.
    """
    found = goal_today(collection)
    if found is None:
        raise UsageError("there is no plan: `mlinterview plan set DATE --minutes 30` makes one")
    from mlinterview.learner import habits
    from mlinterview.planner import foresee
    from mlinterview.preparation.candidates import candidates, planner_for

    goal, interviews = found
    own = habits(collection)
    cards = candidates(collection, interviews, Selection(), own)
    if not cards.weights.any():
        raise UsageError(
            "no question counts in this plan any more: set it anew with `mlinterview plan set DATE`"
        )
    left = seconds_left_today(collection)
    planner = planner_for(collection, goal, interviews, own, left)
    weights = cards.weights if len(interviews) > 1 else cards.weights[0]
    state = (cards.stability, cards.difficulty, cards.elapsed)
    plan = planner.plan(*state, weights=weights, cost_scale=cards.scale)
    seen = foresee(
        planner, *state, weights=weights, cost_scale=cards.scale,
        new_per_day=collection.settings["new_per_day"],
        desired_retention=collection.settings["desired_retention"],
    )  # fmt: skip
    counting: NDArray[np.bool_] = cards.weights.max(axis=0) > 0
    return Outlook(
        today=collection.today_date(),
        goal=goal,
        interviews=interviews,
        questions=len(_questions(cards, counting)),
        seen=len(_questions(cards, counting & (cards.repetitions > 0))),
        now=_now(collection, cards),
        share=Share(seen.share, seen.low, seen.high),
        ordinary=Share(seen.ordinary, seen.ordinary_low, seen.ordinary_high),
        shares=tuple(map(float, seen.shares)),
        days=tuple(
            DayLoad(
                collection.today_date() + timedelta(days=day), float(s) / 60, float(n), float(r)
            )
            for day, (s, n, r) in enumerate(zip(seen.seconds, seen.new, seen.reviews, strict=True))
        ),
        unreached=_unreached(cards, plan.studied, counting),
    )


def _questions(cards: Candidates, chosen: NDArray[np.bool_]) -> set[str]:
    return {
        question for question, is_chosen in zip(cards.questions, chosen, strict=True) if is_chosen
    }


def _now(collection: Collection, cards: Candidates) -> float:
    """Return the share of the last interview's weights that is remembered today."""
    import numpy as np

    from mlinterview.planner.memory import Memory

    weights = cards.weights[-1]
    known = ~np.isnan(cards.stability)
    recall = np.zeros(len(weights))
    memory = Memory(collection.settings["parameters"])
    recall[known] = memory.recall(cards.stability[known], cards.elapsed[known])
    return float(weights @ recall / max(float(weights.sum()), 1e-30))


def _unreached(
    cards: Candidates, studied: NDArray[np.float64], counting: NDArray[np.bool_]
) -> tuple[Unreached, ...]:
    """Count the questions of each area that are expected never to be seen.

    Of many new questions that are worth the same, each is as likely as the others to be left out.
    """
    seen: dict[str, float] = {}
    for question, share, repetitions, counts in zip(
        cards.questions, studied, cards.repetitions, counting, strict=True
    ):
        if counts:
            reached = 1.0 if repetitions else float(share)
            seen[question] = max(reached, seen.get(question, 0.0))
    left: dict[str, float] = {}
    number: dict[str, int] = {}
    for question, share in seen.items():
        for area in {area_of(topic) for topic in cards.topics.get(question, ())} or {""}:
            number[area] = number.get(area, 0) + 1
            left[area] = left.get(area, 0.0) + 1 - share
    found = [Unreached(area, round(some), number[area]) for area, some in left.items()]
    found.sort(key=lambda each: (-each.questions, each.area))
    return tuple(each for each in found if each.questions)
