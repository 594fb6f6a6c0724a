"""Help to choose a desired retention: what each would cost and give this learner in a year."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any, Final

from mlinterview.learner import habits
from mlinterview.store.queues import Selection
from mlinterview.store.syllabus import selected_cards

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mlinterview.collection import Collection
    from mlinterview.learner import Habits

RETENTIONS: Final = (0.70, 0.75, 0.80, 0.85, 0.875, 0.90, 0.925, 0.95)
_MOST_CARDS: Final = 2000
"""A larger library is simulated by a smaller one, and the numbers scaled."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A year with one desired retention.

    Attributes:
        retention: desired.
        minutes: of study a day.
        remembered: cards known at the end of the year: the sum of their probabilities of recall.
    """

    retention: float
    minutes: float
    remembered: float


@dataclass(frozen=True, slots=True)
class Choices:
    """The choices there are.

    Attributes:
        cards: in the library.
        new_per_day: as set.
        answers: the learner's own timed answers behind costs and ratings.
        present: the retention that is set.
        cheapest: the retention with the fewest minutes for each card remembered.
        curve: by rising retention, the present and the cheapest one among them.
    """

    cards: int
    new_per_day: int
    answers: int
    present: float
    cheapest: float
    curve: tuple[Choice, ...]

    def to_json(self) -> dict[str, Any]:
        """Return all of it as JSON values."""
        return {**asdict(self), "curve": [asdict(choice) for choice in self.curve]}


def retention_choices(collection: Collection) -> Choices:
    """Simulate a year with each desired retention, with the learner's own costs and ratings."""
    from mlinterview.scheduling.simulation import Study, cheapest_retention, year

    settings, own = collection.settings, habits(collection)
    with collection.database.reading() as connection:
        kinds = [kind for _, _, kind in selected_cards(connection, Selection())]
    cards, new_per_day = len(kinds), settings["new_per_day"]
    scale = max(cards / _MOST_CARDS, 1.0)
    slower = _slower(own, kinds)
    study = Study(
        cards=max(round(cards / scale), 1),
        new_per_day=max(round(new_per_day / scale), min(new_per_day, 1)),
        maximum_interval=settings["maximum_interval"],
        learning_steps=len(settings["learning_steps"]),
        relearning_steps=len(settings["relearning_steps"]),
        first_seconds=[seconds * slower for seconds in own.first_seconds],
        review_seconds=[seconds * slower for seconds in own.review_seconds],
        first_rating=own.first_rating,
        recall_rating=own.recall_rating,
    )
    scale_minutes = cards / study.cards if cards else 0.0
    parameters = settings["parameters"]
    present = settings["desired_retention"]
    cheapest = round(cheapest_retention(study, parameters), 3)
    curve = []
    for one in sorted({*RETENTIONS, present, cheapest}):
        minutes, remembered = year(study, parameters, one)
        curve.append(Choice(one, minutes * scale_minutes, remembered * scale_minutes))
    return Choices(cards, new_per_day, own.answers, present, cheapest, tuple(curve))


def _slower(own: Habits, kinds: Sequence[str]) -> float:
    """Return how many times as long as a recall question the library's cards take on average."""
    if not kinds:
        return 1.0
    return sum(own.kind_scale.get(kind, 1.0) for kind in kinds) / len(kinds)
