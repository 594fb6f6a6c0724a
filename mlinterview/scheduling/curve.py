"""The FSRS-6 forgetting curve and its inverse.

Source: the FSRS-6 algorithm as published by open-spaced-repetition:
R(t, S) = (1 + f·t/S)^(−d) with f = 0.9^(−1/d) − 1, so that R(S, S) = 0.9; d is the last parameter.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mlinterview.scheduling.options import DEFAULT_PARAMETERS

if TYPE_CHECKING:
    from collections.abc import Sequence


def retrievability(
    stability: float, elapsed_days: float, parameters: Sequence[float] = DEFAULT_PARAMETERS
) -> float:
    """Return the probability (0–1) of recalling a card of this stability after so many days."""
    decay = -parameters[20]
    factor = 0.9 ** (1 / decay) - 1
    return float((1 + factor * max(elapsed_days, 0) / stability) ** decay)


def interval_days(
    stability: float,
    desired_retention: float,
    parameters: Sequence[float] = DEFAULT_PARAMETERS,
    maximum: int | None = None,
) -> int:
    """Return whole days (at least 1) until retrievability has fallen to ``desired_retention``.

    Raises:
        ValueError: ``desired_retention`` is not in (0, 1].
    """
    check_retention(desired_retention)
    decay = -parameters[20]
    factor = 0.9 ** (1 / decay) - 1
    days: int = max(round(stability / factor * (desired_retention ** (1 / decay) - 1)), 1)
    return days if maximum is None else min(days, maximum)


def check_retention(desired_retention: float) -> None:
    """Refuse a desired retention that is no probability, or that no interval could keep.

    Raises:
        ValueError: it is not in (0, 1].
    """
    if not 0 < desired_retention <= 1:
        raise ValueError(f"desired retention {desired_retention} is not in (0, 1]")
