"""What to study today, best first."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

TIMES_BUDGET: Final = 2.0
"""An order is this long, so that somebody quicker than expected does not run out of cards."""
_NOTHING: Final = 1e-9


def study_order(
    gain: NDArray[np.float64], seconds: NDArray[np.float64], budget: float
) -> NDArray[np.intp]:
    """Return cards by gain per second, as many as twice the budget has time for.

    The gain of a card (studying it now rather than later or never) over its seconds is the price
    at which its study would just be worth while: an index as in knapsack and restless-bandit
    problems.  Equal cards, such as all new ones, keep the order they were given in; a threshold
    would take all of them or none, cutting a queue at the budget takes as many as fit.

    Args:
        gain: expected weighted recall gained by studying each card today, shape (N,).
        seconds: expected length of each study.
        budget: today's seconds.
    """
    index = gain / seconds
    # differences in the last bits must not decide about cards that are the same
    ranked = np.argsort(-_rounded(index), kind="stable")
    ranked = ranked[index[ranked] > _NOTHING]
    before = np.cumsum(seconds[ranked]) - seconds[ranked]
    return ranked[before < TIMES_BUDGET * budget]


def _rounded(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the values to about five significant digits."""
    digits, power = np.frexp(values)
    return np.asarray(np.ldexp(np.round(digits * 2.0**16), power))
