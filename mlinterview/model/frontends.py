"""What a front end is: a way to present a session."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import TYPE_CHECKING, Any, ClassVar

if TYPE_CHECKING:
    from mlinterview.session import Session


class Frontend(ABC):
    """Presents a session to the learner and passes on what the learner does.

    Attributes:
        name: what ``--frontend`` is given.
        description: one line for people.
        priority: of the front ends that can present here, the highest is taken.
    """

    name: ClassVar[str]
    description: ClassVar[str]
    priority: ClassVar[int] = 0

    @abstractmethod
    def can_present(self) -> bool:
        """Tell whether this front end works here and now (a terminal, a notebook, …)."""

    @abstractmethod
    def present(self, session: Session, **options: Any) -> None:
        """Run the session until the learner stops or nothing is left."""
