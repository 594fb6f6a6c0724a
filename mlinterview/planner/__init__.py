"""The interview planner: what to study each day so that most is known on the day of the interview.

    planner = InterviewPlanner(parameters, days_left=14, seconds_per_day=1800)
    plan = planner.plan(stability, difficulty, elapsed_days)  # NaN stability: never studied
    plan.order  # indices to study today, best first
    foresee(planner, stability, difficulty, elapsed_days).share  # and what it may come to

Pure and for arrays: it knows no cards, no database and no clock.  From the bottom up: ``memory``
(FSRS-6), ``learner`` (seconds and ratings), ``grid`` and ``programme`` (the best course of one card
at given prices), ``starts`` (the cards as they are), ``weights`` and ``cards`` (few that stand for
many), ``prices`` (the dual), ``solution``, ``ordering`` and ``plan``; and for the foresight
``population`` (learners who differ), ``lives`` and ``policies``.  The reasons are in
``docs/decisions/planner.md``.
"""

from mlinterview.planner.foresight import Foresight, foresee
from mlinterview.planner.learner import Costs
from mlinterview.planner.plan import InterviewPlanner, Plan

__all__ = ["Costs", "Foresight", "InterviewPlanner", "Plan", "foresee"]
