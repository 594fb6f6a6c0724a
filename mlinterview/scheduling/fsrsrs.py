"""Fitting and simulation by the ``fsrs-rs-python`` package; it is imported when first needed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fsrs.scheduler import LOWER_BOUNDS_PARAMETERS, UPPER_BOUNDS_PARAMETERS

from mlinterview.scheduling.options import DEFAULT_PARAMETERS

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from fsrs_rs_python import FSRSReview
    from numpy.typing import NDArray

    from mlinterview.scheduling.histories import Histories


def fit(histories: Histories, rows: NDArray[np.int64]) -> tuple[float, ...]:
    """Return the 21 parameters that predict best how the reviews at ``rows`` went.

    An item is a review with all reviews of its card before it, those of the same day included.
    ``rows`` are to be in order of time: later reviews weigh more (from 0.25 to 1, by the cube of their
    place, which the package does itself, as it leaves out first intervals that are rare).
    With too few reviews the default parameters are returned.
    """
    import fsrs_rs_python as rs

    reviews = _reviews(histories)
    owners = histories.owners()[rows]
    first = histories.starts[owners].tolist()
    ends = (rows + 1).tolist()
    items = [rs.FSRSItem(reviews[a:b]) for a, b in zip(first, ends, strict=True)]
    try:
        found = rs.FSRS(list(DEFAULT_PARAMETERS)).compute_parameters(items, owners.tolist())
    except ValueError:  # too few cards with a second day
        return DEFAULT_PARAMETERS
    return within_bounds(found)


def within_bounds(parameters: Sequence[float]) -> tuple[float, ...]:
    """Return the parameters as the ``fsrs`` package takes them: single precision may cross a bound."""
    bounds = zip(parameters, LOWER_BOUNDS_PARAMETERS, UPPER_BOUNDS_PARAMETERS, strict=True)
    # six digits are more than any log can tell
    return tuple(min(max(round(float(w), 6), low), high) for w, low, high in bounds)


def _reviews(histories: Histories) -> list[FSRSReview]:
    import fsrs_rs_python as rs

    known: dict[tuple[int, int], FSRSReview] = {}
    pairs = zip(histories.rating.tolist(), histories.elapsed().tolist(), strict=True)
    return [known.get(pair) or known.setdefault(pair, rs.FSRSReview(*pair)) for pair in pairs]
