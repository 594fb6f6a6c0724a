"""Whether enough new reviews have come in for a fit to be worth a try; needs no arrays."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from mlinterview.store.habits import count_reviews
from mlinterview.store.meta import read_fact

if TYPE_CHECKING:
    from mlinterview.collection import Collection

TRIED: Final = "parameters_tried_at"
"""The fact that tells how many reviews there were at the last fit, whatever came of it."""
FIRST: Final = 1000
_GROWTH: Final = 0.25
_STEP: Final = 500


def due(collection: Collection) -> int:
    """Return how many reviews have come in since the last fit, if that is enough for one, else 0.

    Enough are 1,000 for the first fit, then 500 and a quarter more than there were at the last one.
    """
    with collection.database.reading() as connection:
        reviews = count_reviews(connection)
    before = max(int(read_fact(collection.database, TRIED) or 0), fitted_on(collection))
    needed = before + max(_STEP, int(before * _GROWTH)) if before else FIRST
    return reviews - before if reviews >= needed else 0


def fitted_on(collection: Collection) -> int:
    """Return how many reviews the parameters in force were fitted on; 0 if they were not."""
    if collection.settings.is_default("parameters"):
        return 0
    return int(collection.settings["parameters_fitted_on"] or 0)
