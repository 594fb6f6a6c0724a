"""What interviewers for a role ask about, and how they spend the time.

The reasons for the numbers stand in docs/decisions/mock.md.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from mlinterview.errors import UnknownName

if TYPE_CHECKING:
    from collections.abc import Mapping


class Part(StrEnum):
    """The parts of an interview, in their order."""

    OPENING = "opening"
    LADDER = "ladder"
    COMPUTATION = "computation"
    CODING = "coding"
    DESIGN = "design"
    CLOSING = "closing"


LEAST_MINUTES: Mapping[Part, float] = {
    Part.OPENING: 2.5,
    Part.LADDER: 5.0,
    Part.COMPUTATION: 2.5,
    Part.CODING: 7.0,
    Part.DESIGN: 8.0,
    Part.CLOSING: 1.5,
}
"""With less time than this, a part is not begun."""

OTHER_AREA = 1.0
"""Weight of an area that no role knows, such as one of the learner's own decks."""

CLOSING_AREA = "INT"
"""Questions about interviewing itself: the closing takes them, the other parts do not."""


@dataclass(frozen=True, slots=True)
class Role:
    """An interviewer's interests.

    Attributes:
        name: as in ``--role``.
        title: for people.
        areas: relative weights of the syllabus's areas; 1 for those that are not named.
        shares: each part's share of the time; together 1.
    """

    name: str
    title: str
    areas: Mapping[str, float]
    shares: Mapping[Part, float]

    def weight(self, area: str) -> float:
        """Return how much an area counts."""
        return self.areas.get(area, OTHER_AREA)


_AREAS = ("LRN", "MST", "DAT", "CLS", "EVA", "UNS", "NNT", "CVN", "SEQ", "GEN", "OPS", "COD")


def _role(name: str, title: str, areas: str, shares: str) -> Role:
    weights = dict(zip(_AREAS, map(float, areas.split()), strict=True))
    return Role(name, title, weights, dict(zip(Part, map(float, shares.split()), strict=True)))


ROLES: Mapping[str, Role] = {
    role.name: role
    for role in (
        #                              LRN MST DAT CLS EVA UNS NNT CVN SEQ GEN OPS COD
        _role("ml-engineer", "machine-learning engineer",
              "2   1   3   3   3   1   3   1   2   2   3   2",
              "0.16 0.27 0.06 0.20 0.27 0.04"),
        _role("research", "research scientist",
              "2   4   1   2   2   2   4   2   3   4   0.5 1",
              "0.14 0.35 0.10 0.18 0.19 0.04"),
        _role("data-scientist", "data scientist",
              "2   4   4   4   4   3   1   0.5 0.5 1   1   1",
              "0.17 0.28 0.10 0.16 0.25 0.04"),
        _role("mlops", "MLOps engineer",
              "1   1   3   1   3   0.5 1.5 0.5 0.5 2   6   2",
              "0.15 0.25 0.06 0.16 0.34 0.04"),
    )
}  # fmt: skip
"""The roles by name: weights of areas, then shares of opening, ladders, computation, coding, design
and closing."""


def find_role(name: str) -> Role:
    """Return the role of this name.

    Raises:
        UnknownName: there is none.
    """
    try:
        return ROLES[name]
    except KeyError:
        raise UnknownName(f"there is no role {name!r}: choose from {', '.join(ROLES)}") from None
