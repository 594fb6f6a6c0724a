"""The course of an interview: what is asked next, from the answers so far and the clock alone."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from mlinterview.interviews.brief import Ask, Given
from mlinterview.interviews.ladders import (
    LONG,
    SPOKEN,
    Step,
    is_over,
    next_rung,
    step_after,
)
from mlinterview.interviews.pool import choose, distance, race, shift
from mlinterview.interviews.roles import CLOSING_AREA, Part, find_role
from mlinterview.interviews.stages import Stage, plan_stages
from mlinterview.model.questions import area_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from mlinterview.interviews.brief import Brief
    from mlinterview.interviews.pool import Item, Pool

_KIND = {Part.COMPUTATION: "numeric", Part.CODING: "code", Part.DESIGN: "scenario"}
_NEW_LADDER_SECONDS = 150
"""A ladder that ends early makes room for another one if so much time is left."""
_WORTH_BEGINNING = 0.5
"""A further question is begun if this share of its time is left."""
_ENOUGH = 1.5
"""A quick answerer gets at most so many times the questions that were planned."""
_TYPICAL_SECONDS = {
    Part.OPENING: 100,
    Part.LADDER: 100,
    Part.COMPUTATION: 165,
    Part.CODING: 510,
    Part.DESIGN: 1200,
}
_FIRST_KINDS = {"recall": 0, "choice": 1, "numeric": 2, "cloze": 3}
"""An opening is a conversation: nothing to fill in while there is something to explain."""

Free = Callable[["Item"], bool]


class Course:
    """An interviewer's plan, and what they do with the answers. Pure: no clock, no state.

    Args:
        brief: what was agreed.
        pool: what can be asked.

    Attributes:
        stages: what is planned, in order; parts without questions, or without time, are left out.
    """

    def __init__(self, brief: Brief, pool: Pool) -> None:
        self.brief, self.pool = brief, pool
        self._role, self._seed = find_role(brief.role), brief.seed
        possible = [part for part in Part if any(_fits(item, part) for item in pool)]
        self.stages = plan_stages(self._role, brief.minutes, possible)

    def next(self, given: Sequence[Given], blocked: Collection[str] = ()) -> Ask | None:
        """Return what is asked next; ``None`` when the interview is over.

        Args:
            given: the answers so far, in order.
            blocked: ids of questions that cannot be asked now.
        """
        asked = {one.question for one in given}

        def free(item: Item) -> bool:
            return item.id not in asked and item.id not in blocked

        keys = [stage.key for stage in self.stages]
        first = keys.index(given[-1].stage) if given and given[-1].stage in keys else 0
        for stage in self.stages[first:]:
            ask = self._ask(stage, given, free)
            if ask is not None:
                return ask
        return None

    def seconds_for(self, stage: Stage, given: Iterable[Given]) -> float:
        """Return how long a stage may take (seconds), if those before it took as long as they did.

        Time that was overdrawn is missing in all later stages alike; time saved is kept.
        """
        position = self.stages.index(stage)
        later = {one.key for one in self.stages[position:]}
        used = sum(one.seconds for one in given if one.stage not in later)
        left = max(self.brief.minutes * 60 - used, 0)
        planned = sum(one.minutes * 60 for one in self.stages[position:])
        return stage.minutes * 60 * min(left / planned, 1)

    # -- within a stage ------------------------------------------------------------------------

    def _ask(self, stage: Stage, given: Sequence[Given], free: Free) -> Ask | None:
        here = [one for one in given if one.stage == stage.key]
        whole = self.seconds_for(stage, given)
        left = whole - sum(one.seconds for one in here)
        if given and not here and whole < stage.least_seconds:
            return None
        found = self._pick(stage, here, given, free, left)
        if found is None:
            return None
        item, step = found
        seconds = min(item.seconds, round(max(left, 60))) if item.kind in LONG else item.seconds
        is_worth_it = left >= _WORTH_BEGINNING * item.seconds
        return Ask(item, stage, len(here) + 1, step, seconds) if is_worth_it or not here else None

    def _pick(
        self, stage: Stage, here: list[Given], given: Sequence[Given], free: Free, left: float
    ) -> tuple[Item, Step] | None:
        if stage.part is Part.CLOSING:
            fitting = [i for i in self.pool if _fits(i, Part.CLOSING) and free(i)]
            found = None if here else choose(fitting, self.brief.level, self._seed, SPOKEN)
            return None if found is None else (found, Step.FIRST)
        planned = stage.minutes * 60 / _TYPICAL_SECONDS[stage.part]
        if stage.part in (Part.OPENING, Part.LADDER):
            if len(here) >= max(3, _ENOUGH * planned):
                return None
            if stage.part is Part.OPENING:
                return self._opening(here, free)
            return self._ladder(here, given, free, left)
        if len(here) >= max(1, round(planned)):
            return None
        return self._single(stage.part, here, free, left)

    def _opening(self, here: list[Given], free: Free) -> tuple[Item, Step] | None:
        """Warm up: one area after the other, one level below until an answer is right."""
        step = step_after(here[-1].points) if here else Step.FIRST
        level = self.brief.level if step is Step.UP else shift(self.brief.level, -1)
        fitting = [item for item in self.pool if _fits(item, Part.OPENING) and free(item)]

        def rank(item: Item) -> tuple[int, int]:
            return item.staleness, _FIRST_KINDS.get(item.kind, len(_FIRST_KINDS))

        best = min(map(rank, fitting), default=None)
        fitting = [item for item in fitting if rank(item) == best]
        # each area once, then each twice, and so on
        visits = self._visits(here)
        areas = {item.area for item in fitting}

        def turn(area: str) -> tuple[int, float]:
            wait = race(self._seed, self._role.weight(area), Part.OPENING, area)
            return visits.get(area, 0), wait

        area = min(areas, key=turn, default=None)
        found = choose((i for i in fitting if i.area == area), level, self._seed)
        return None if found is None else (found, step)

    def _ladder(
        self, here: list[Given], given: Sequence[Given], free: Free, left: float
    ) -> tuple[Item, Step] | None:
        starts = [place for place, one in enumerate(here) if one.step is Step.FIRST]
        ladder = here[starts[-1] :] if starts else here
        items = [self.pool.items.get(one.question) for one in ladder]
        if items and items[0] and items[-1] and not is_over(one.points for one in ladder):
            topic, last = items[0].topic, items[-1]
            found = next_rung(self.pool, topic, last, ladder[-1].points, self._seed, free)
            if found is not None:
                return found
        return self._foot(given, free) if not here or left >= _NEW_LADDER_SECONDS else None

    def _foot(self, given: Sequence[Given], free: Free) -> tuple[Item, Step] | None:
        """Begin a ladder: on a topic with rungs to climb, rather of an area not asked about yet."""
        visits = self._visits(given)
        topics: dict[str, list[Item]] = {}
        for item in self.pool:
            if _fits(item, Part.LADDER) and free(item):
                topics.setdefault(item.topic, []).append(item)
        begun = {self.pool.items[one.question].topic for one in given
                 if one.stage.startswith(Part.LADDER.value) and one.question in self.pool.items}  # fmt: skip

        def order(topic: str) -> tuple[bool, bool, bool, float, float]:
            area, fresh = area_of(topic.upper()), [i for i in topics[topic] if not i.staleness]
            # an interviewer goes deep only into what they care for, and rather into something new
            weight = self._role.weight(area) ** 2 / (1 + 2 * visits.get(area, 0))
            turn = race(self._seed, weight, Part.LADDER, area)
            off_level = all(item.level is not self.brief.level for item in fresh)
            tie = race(self._seed, 1, "topic", topic)
            return topic in begun, len(fresh) < 3, off_level, turn, tie

        for topic in sorted(topics, key=order):
            found = choose(topics[topic], self.brief.level, self._seed, SPOKEN)
            if found is not None:
                return found, Step.FIRST
        return None

    def _single(
        self, part: Part, here: list[Given], free: Free, left: float
    ) -> tuple[Item, Step] | None:
        """Set a task of the part's kind; a second one is as hard as the first answer was good."""
        step = step_after(here[-1].points) if here else Step.FIRST
        level = shift(self.brief.level, {Step.UP: 1, Step.DOWN: -1}.get(step, 0))
        tasks = [item for item in self.pool if _fits(item, part) and free(item)]
        if not tasks:
            return None

        def order(item: Item) -> tuple[bool, int, bool, bool, float]:
            reach = distance(item.level, level)
            too_long = item.seconds > max(left, 600) * 1.7
            wait = race(self._seed, self._role.weight(item.area), part, item.id)
            return reach > 1, item.staleness, too_long, reach > 0, wait

        return min(tasks, key=order), step

    # -- helpers -------------------------------------------------------------------------------

    def _visits(self, given: Iterable[Given]) -> dict[str, int]:
        """Return how many answers each area has had."""
        visits: dict[str, int] = {}
        for one in given:
            if one.question in self.pool.items:
                area = self.pool.items[one.question].area
                visits[area] = visits.get(area, 0) + 1
        return visits


def _fits(item: Item, part: Part) -> bool:
    """Tell whether a question could be asked in a part of the interview."""
    if part in _KIND:
        return item.kind == _KIND[part] and item.area != CLOSING_AREA
    if item.kind in LONG:
        return False
    if part is Part.CLOSING:
        return item.area == CLOSING_AREA
    return item.area != CLOSING_AREA
