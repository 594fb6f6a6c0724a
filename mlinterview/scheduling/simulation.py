"""What a desired retention would cost and give: simulations by ``fsrs-rs-python``."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fsrs_rs_python import SimulatorConfig

DAYS: Final = 365
_SEEDS: Final = (1, 2, 3)
_NO_LIMIT: Final = 1_000_000


@dataclass(frozen=True, slots=True)
class Study:
    """Whom and what to simulate.

    Attributes:
        cards: how many there are, all of them new.
        new_per_day: of them at most.
        maximum_interval: days.
        learning_steps, relearning_steps: how many.
        first_seconds: of a first answer and of learning steps, by rating.
        review_seconds: of a later one, by rating.
        first_rating: probabilities of the four ratings.
        recall_rating: probabilities of Hard, Good, Easy where a card was recalled.
    """

    cards: int
    new_per_day: int
    maximum_interval: int
    learning_steps: int
    relearning_steps: int
    first_seconds: Sequence[float]
    review_seconds: Sequence[float]
    first_rating: Sequence[float]
    recall_rating: Sequence[float]


def year(study: Study, parameters: Sequence[float], retention: float) -> tuple[float, float]:
    """Return minutes a day over a year, and cards remembered (the sum of recall) at its end."""
    import fsrs_rs_python as rs

    config, minutes, remembered = _config(study), 0.0, 0.0
    for seed in _SEEDS:
        result = rs.simulate(list(parameters), retention, config, seed)
        minutes += sum(result.cost_per_day) / DAYS / 60
        remembered += result.memorized_cnt_per_day[-1]
    return minutes / len(_SEEDS), remembered / len(_SEEDS)


def cheapest_retention(study: Study, parameters: Sequence[float]) -> float:
    """Return the desired retention with the least study time for each card remembered.

    The package looks from 0.70 to 0.95.
    """
    import fsrs_rs_python as rs

    return float(rs.optimal_retention(_config(study), list(parameters)))


def _config(study: Study) -> SimulatorConfig:
    import fsrs_rs_python as rs

    usual = rs.default_simulator_config()
    # an answer after a lapse is quicker than a review, by as much as it usually is
    quicker = [
        a / b for a, b in zip(usual.state_rating_costs[2], usual.state_rating_costs[1], strict=True)
    ]
    again = [s * q for s, q in zip(study.review_seconds, quicker, strict=True)]
    return rs.SimulatorConfig(
        deck_size=study.cards,
        learn_span=DAYS,
        max_cost_perday=86_400.0,
        max_ivl=float(study.maximum_interval),
        first_rating_prob=list(study.first_rating),
        review_rating_prob=list(study.recall_rating),
        learn_limit=study.new_per_day,
        review_limit=_NO_LIMIT,
        new_cards_ignore_review_limit=True,
        learning_step_transitions=usual.learning_step_transitions,
        relearning_step_transitions=usual.relearning_step_transitions,
        state_rating_costs=[list(study.first_seconds), list(study.review_seconds), again],
        learning_step_count=study.learning_steps,
        relearning_step_count=study.relearning_steps,
    )
