"""How one learner answers: seconds and ratings, from their own log as far as it goes.

An answer of kind k with rating r is taken to last (seconds of a recall question with rating r) times
(scale of kind k).  Both are means of the learner's own answers blended with published figures: of n
own answers the weight is n / (n + 20).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from mlinterview.model.reviews import Mode
from mlinterview.store.habits import latest_answers
from mlinterview.today import LONGEST_SECONDS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from mlinterview.collection import Collection
    from mlinterview.store.habits import Answered

Four = tuple[float, float, float, float]
Three = tuple[float, float, float]

FIRST_SECONDS: Final = (120.0, 90.0, 60.0, 30.0)
REVIEW_SECONDS: Final = (90.0, 50.0, 35.0, 20.0)
FIRST_RATING: Final = (0.24, 0.094, 0.495, 0.171)
RECALL_RATING: Final = (0.224, 0.631, 0.145)
KIND_SCALE: Final[Mapping[str, float]] = {
    "recall": 1.0, "cloze": 0.6, "choice": 0.8, "numeric": 2.0, "code": 8.0, "scenario": 15.0,
}  # fmt: skip
"""How many times as long as a recall question; a kind that is not named counts as one."""
_LONGEST: Final = {"code": 3600.0, "scenario": 3600.0}
_ANSWERS: Final = 2000
_PRIOR: Final = 20.0
_ROUNDS: Final = 8


@dataclass(frozen=True)
class Habits:
    """What studying takes and leads to for one learner.

    Attributes:
        first_seconds: seconds that the first answer to a recall question takes when it is rated
            Again, Hard, Good, Easy.
        review_seconds: the same on a later day.
        first_rating: probabilities of Again, Hard, Good, Easy at the first answer.
        recall_rating: probabilities of Hard, Good, Easy when a card was recalled on a later day.
        answers: the learner's own timed answers behind these numbers.
        kind_scale: by kind, how many times as long as for a recall question an answer takes.
    """

    first_seconds: Four
    review_seconds: Four
    first_rating: Four
    recall_rating: Three
    answers: int
    kind_scale: Mapping[str, float]


def habits(collection: Collection) -> Habits:
    """Return how the learner answers, from the last 2,000 answers and published figures."""
    _ = collection.library
    with collection.database.reading() as connection:
        answers = latest_answers(connection, _ANSWERS)
    return estimate(answers)


def estimate(answers: Iterable[Answered]) -> Habits:
    """Return the habits that answers show; without any, the published ones.

    Answers after the first on one study day are steps of learning and tell nothing of a review.
    An answer counts for five minutes at most, code and scenario questions for an hour.
    """
    kept = [a for a in answers if a.elapsed_days != 0]
    timed = [_Timed.of(a) for a in kept if a.seconds is not None]
    seconds, scale = _fit(timed)
    first = [a.rating for a in kept if a.elapsed_days is None]
    # cramming asks cards that are fresh in memory
    later = [a.rating for a in kept if a.elapsed_days and a.mode != Mode.CRAM]
    one, two, three, four = (_share(first, r, FIRST_RATING[r - 1]) for r in (1, 2, 3, 4))
    recalled = [rating for rating in later if rating > 1]
    hard, good, easy = (_share(recalled, r, RECALL_RATING[r - 2]) for r in (2, 3, 4))
    return Habits(
        first_seconds=_four(seconds, True),
        review_seconds=_four(seconds, False),
        first_rating=(one, two, three, four),
        recall_rating=(hard, good, easy),
        answers=len(timed),
        kind_scale=scale,
    )


@dataclass(frozen=True, slots=True)
class _Timed:
    situation: tuple[bool, int]
    kind: str
    seconds: float

    @classmethod
    def of(cls, answer: Answered) -> _Timed:
        kind = answer.kind or "recall"
        longest = _LONGEST.get(kind, LONGEST_SECONDS)
        situation = (answer.elapsed_days is None, answer.rating)
        return cls(situation, kind, min(answer.seconds or 0.0, longest))


def _fit(timed: Sequence[_Timed]) -> tuple[dict[tuple[bool, int], float], dict[str, float]]:
    """Alternate between the seconds by situation and the scales by kind; they soon agree."""
    published = {
        (is_first, rating): table[rating - 1]
        for is_first, table in ((True, FIRST_SECONDS), (False, REVIEW_SECONDS))
        for rating in (1, 2, 3, 4)
    }
    seconds, scale = dict(published), {one.kind: 1.0 for one in timed} | dict(KIND_SCALE)
    usual = dict(scale)
    for _ in range(_ROUNDS if timed else 0):
        shared: dict[tuple[bool, int], list[float]] = {}
        for one in timed:
            shared.setdefault(one.situation, []).append(one.seconds / scale[one.kind])
        seconds |= {key: _blend(values, published[key]) for key, values in shared.items()}
        times: dict[str, list[float]] = {}
        for one in timed:
            times.setdefault(one.kind, []).append(one.seconds / seconds[one.situation])
        # recall questions are the measure of the others
        times.pop("recall", None)
        scale |= {kind: _blend(values, usual[kind]) for kind, values in times.items()}
    return seconds, scale


def _blend(own: Sequence[float], published: float) -> float:
    return (sum(own) + _PRIOR * published) / (len(own) + _PRIOR)


def _share(ratings: Sequence[int], rating: int, published: float) -> float:
    return _blend([float(one == rating) for one in ratings], published)


def _four(seconds: Mapping[tuple[bool, int], float], is_first: bool) -> Four:
    again, hard, good, easy = (seconds[is_first, rating] for rating in (1, 2, 3, 4))
    return again, hard, good, easy
