"""Today's order of study under a plan.

It is worked out once and kept, and worked out again when much has been answered since.
"""

from __future__ import annotations

import contextlib
import json
import os
import threading
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from mlinterview.model.questions import split_card_id
from mlinterview.store import planning
from mlinterview.store.queues import Selection
from mlinterview.today import FIRST_SECONDS, LATER_SECONDS

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from mlinterview.collection import Collection
    from mlinterview.learner import Habits
    from mlinterview.model.goals import Goal, Interview

FAR = 120
"""Days beyond which planning takes seconds."""
OUTDATED_AFTER = 40
"""Answers after which the order is worked out again: it was made for what was expected of them."""


@dataclass(frozen=True, slots=True)
class Planned:
    """A card in today's order.

    Attributes:
        card_id: the card.
        seconds: expected length of the study.
        repetitions: reviews of the card when it was planned; with more it is done.
    """

    card_id: str
    seconds: float
    repetitions: int


@dataclass(frozen=True, slots=True)
class DayPlan:
    """What to study today, best first.

    Attributes:
        order: cards, enough for twice the time.
        seconds: time (seconds) that it was made for.
        answers: answers given on the day before it was made.
    """

    order: tuple[Planned, ...]
    seconds: float
    answers: int


def goal_today(collection: Collection) -> tuple[Goal, tuple[Interview, ...]] | None:
    """Return the goal and its interviews to come; ``None`` without one."""
    goal = collection.settings.goal()
    if goal is None:
        return None
    to_come = goal.to_come(collection.today_date())
    return (goal, to_come) if to_come else None


def seconds_left_today(collection: Collection) -> float:
    """Return the study time (seconds) that the plan leaves of today; 0 without one."""
    goal = collection.settings.goal()
    if goal is None:
        return 0.0
    _ = collection.library
    with collection.database.reading() as connection:
        _, timed, first, later = planning.answered_on(connection, collection.study_day())
    allowed = goal.seconds(collection.today_date(), 1)[0]
    return max(allowed - timed - first * FIRST_SECONDS - later * LATER_SECONDS, 0.0)


def day_plan(
    collection: Collection,
    selection: Selection | None = None,
    seconds: float | None = None,
    anew: bool = False,
) -> DayPlan:
    """Return today's plan for a part of the library; the goal must have interviews to come.

    Args:
        collection: whose.
        selection: which part; all by default.
        seconds: time there is today (seconds); by default what the goal leaves of it.
        anew: not from what is kept.
    """
    found = goal_today(collection)
    if found is None:
        return DayPlan((), 0.0, 0)
    goal, interviews = found
    selection = selection or Selection()
    time = seconds_left_today(collection) if seconds is None else seconds
    _ = collection.library
    with collection.database.reading() as connection:
        answers = planning.answered_on(connection, collection.study_day())[0]
        rules = planning.state_of_rules(connection)
    key = _key(collection.study_day(), selection, rules)
    kept = None if anew else _read(collection.home.day_plan, key)
    if kept is not None and _still_holds(kept, answers, time, is_far(collection)):
        return kept
    made = _made(collection, goal, interviews, selection, time, answers)
    _write(collection.home.day_plan, key, made)
    return made


def is_far(collection: Collection) -> bool:
    """Tell whether the last interview is so far away that planning takes seconds.

    Then the order of a day holds for the day: it changes little by what is answered.
    """
    found = goal_today(collection)
    return found is not None and (found[1][-1].day - collection.today_date()).days > FAR


def _still_holds(plan: DayPlan, answers: int, seconds: float, far: bool) -> bool:
    if answers < plan.answers or (answers - plan.answers >= OUTDATED_AFTER and not far):
        return False
    # it is long enough for twice its time
    return seconds <= 2 * plan.seconds


def _made(
    collection: Collection,
    goal: Goal,
    interviews: Sequence[Interview],
    selection: Selection,
    seconds: float,
    answers: int,
) -> DayPlan:
    if seconds <= 0:
        return DayPlan((), 0.0, answers)
    from mlinterview.learner import habits
    from mlinterview.preparation.candidates import candidates, planner_for

    own = habits(collection)
    cards = candidates(collection, interviews, selection, own)
    if not len(cards.ids) or not cards.weights.any():
        return DayPlan((), seconds, answers)
    plan = planner_for(collection, goal, interviews, own, seconds).plan(
        cards.stability,
        cards.difficulty,
        cards.elapsed,
        cards.weights if len(interviews) > 1 else cards.weights[0],
        cards.scale,
    )
    order = [
        Planned(
            cards.ids[index],
            round(_typical(own, int(cards.repetitions[index])) * float(cards.scale[index]), 1),
            int(cards.repetitions[index]),
        )
        for index in plan.order
    ]
    return DayPlan(tuple(_basics_first(collection, order)), seconds, answers)


def _typical(own: Habits, repetitions: int) -> float:
    """Return the expected seconds of a study, with recall of four in five later on."""
    if repetitions == 0:
        return sum(p * s for p, s in zip(own.first_rating, own.first_seconds, strict=True))
    again, *recalled = own.review_seconds
    return 0.2 * again + 0.8 * sum(p * s for p, s in zip(own.recall_rating, recalled, strict=True))


def _basics_first(collection: Collection, order: list[Planned]) -> list[Planned]:
    """Put new cards behind the new cards in this order that their questions require."""
    new = {split_card_id(card.card_id)[0]: card for card in order if card.repetitions == 0}
    with collection.database.reading() as connection:
        required = planning.required_questions(connection, new)
    found: dict[str, Planned] = {}
    met: set[str] = set()
    for card in order:
        stack = [card]
        while stack:
            question = split_card_id(stack[-1].card_id)[0]
            needed = required.get(question, ()) if stack[-1].repetitions == 0 else ()
            # what was met and is not placed yet stands below: they require each other
            waiting = [one for one in needed if one in new and one not in met]
            met.update(waiting)
            if waiting:
                stack += [new[one] for one in reversed(waiting)]
            else:
                done = stack.pop()
                found.setdefault(done.card_id, done)
    return list(found.values())


# -- kept for the day ------------------------------------------------------------------------------


def _key(study_day: int, selection: Selection, rules: str) -> str:
    return (
        f"{study_day} {zlib.crc32(repr(selection).encode()):08x} {zlib.crc32(rules.encode()):08x}"
    )


def _read(path: Path, key: str) -> DayPlan | None:
    try:
        values: Any = json.loads(path.read_text(encoding="utf-8"))
        if values["key"] != key:
            return None
        order = tuple(Planned(str(c), float(s), int(r)) for c, s, r in values["order"])
        return DayPlan(order, float(values["seconds"]), int(values["answers"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None  # it can be made again


def _write(path: Path, key: str, plan: DayPlan) -> None:
    order = [(card.card_id, card.seconds, card.repetitions) for card in plan.order]
    values = {"key": key, "order": order, "seconds": plan.seconds, "answers": plan.answers}
    beside = path.with_suffix(f".{os.getpid()}-{threading.get_ident()}")
    with contextlib.suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        beside.write_text(json.dumps(values), encoding="utf-8")
        beside.replace(path)
        return
    with contextlib.suppress(OSError):
        beside.unlink(missing_ok=True)
