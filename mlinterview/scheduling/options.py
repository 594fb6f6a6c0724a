"""What a learner can choose about scheduling."""

from __future__ import annotations

from dataclasses import dataclass

DEFAULT_PARAMETERS = (
    0.212, 1.2931, 2.3065, 8.2956, 6.4133, 0.8334, 3.0194, 0.001, 1.8722, 0.1666, 0.796,
    1.4835, 0.0614, 0.2629, 1.6483, 0.6014, 1.8729, 0.5425, 0.0912, 0.0658, 0.1542,
)  # fmt: skip
"""FSRS-6 defaults, published with the model; a test compares them with the ``fsrs`` package."""


@dataclass(frozen=True, slots=True)
class SchedulingOptions:
    """Everything besides the log that a card's state depends on.

    Attributes:
        parameters: the 21 FSRS-6 weights.
        desired_retention: probability of recall (0–1) at which a card falls due.
        learning_steps: seconds until a new card is shown again, step by step.
        relearning_steps: the same for a forgotten card.
        maximum_interval: days.
        fuzz: whether intervals are spread a little, so that cards learned together part.
        leech_threshold: lapses after which a card is a leech; 0 for never.
        leech_suspends: whether a leech is suspended.
    """

    parameters: tuple[float, ...] = DEFAULT_PARAMETERS
    desired_retention: float = 0.9
    learning_steps: tuple[int, ...] = (60, 600)
    relearning_steps: tuple[int, ...] = (600,)
    maximum_interval: int = 36_500
    fuzz: bool = True
    leech_threshold: int = 8
    leech_suspends: bool = False
