"""The border to plugins' code: what a stranger's code raises or returns ends here.

The only place in the package that catches every exception.
"""

from __future__ import annotations

import json
import sys
import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TextIO, TypeVar

from mlinterview.errors import MLInterviewError
from mlinterview.model.frontends import Frontend
from mlinterview.model.kinds import Presentation, QuestionKind, Reading, Verdict

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from types import TracebackType

    from mlinterview.model.kinds import Draft
    from mlinterview.model.questions import Mistake, Question
    from mlinterview.session import Session

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Border:
    """Guards calls into one plugin.

    Attributes:
        plugin: its name.
        report: told of plugin, stage and reason of each failure.
    """

    plugin: str
    report: Callable[[str, str, str], None]

    def crossing(self, stage: str, *, passing: tuple[type[Exception], ...] = ()) -> Crossing:
        """Run a plugin's code; what it raises is reported, and the program goes on.

        Exceptions of the types in ``passing`` are meant for the learner and go through.
        """
        return Crossing(self, stage, passing)

    def fail(self, stage: str, error: BaseException) -> str:
        """Report an exception; returns it in words."""
        try:
            words = str(error)
        except Exception:
            words = ""
        if not isinstance(error, MLInterviewError):
            words = f"{type(error).__name__}: {words}".removesuffix(": ")
        self.report(self.plugin, stage, words)
        return words


class _Output:
    """Diverts standard output to standard error while any thread is in a plugin's code.

    Standard output belongs to the command: a plugin's print would spoil its JSON document.
    ``contextlib.redirect_stdout`` would, with two threads, leave the wrong stream behind.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._depth = 0
        self._saved: TextIO | None = None

    def divert(self) -> None:
        with self._lock:
            if self._depth == 0:
                self._saved, sys.stdout = sys.stdout, sys.stderr
            self._depth += 1

    def restore(self) -> None:
        with self._lock:
            self._depth -= 1
            if self._depth == 0 and self._saved is not None:
                sys.stdout, self._saved = self._saved, None


_OUTPUT = _Output()


class Crossing:
    """A context manager around a plugin's code."""

    def __init__(self, border: Border, stage: str, passing: tuple[type[Exception], ...]) -> None:
        self._border, self._stage = border, stage
        self._passing: tuple[type[BaseException], ...] = (
            KeyboardInterrupt,
            GeneratorExit,
            *passing,
        )

    def __enter__(self) -> None:
        _OUTPUT.divert()

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> bool:
        """Report an exception and swallow it; Ctrl-C is the learner's and passes."""
        _OUTPUT.restore()
        if error is None or isinstance(error, self._passing):
            return False
        # also SystemExit, and what extension modules raise beside Exception
        self._border.fail(self._stage, error)
        return True


class GuardedKind(QuestionKind):
    """A plugin's question kind; its exceptions cost the question that they are about."""

    def __init__(self, kind: QuestionKind, border: Border) -> None:
        self._kind, self._border = kind, border
        for attribute in QuestionKind.__annotations__:
            setattr(self, attribute, getattr(kind, attribute))
        self._stage = f"kind {kind.name}"

    def read(self, draft: Draft) -> Reading:
        """Read a question; one that the kind cannot read is a mistake in its deck."""
        with self._border.crossing(self._stage):
            return _checked_reading(self._kind.read(draft))
        draft.mistake(
            draft.line_of("kind"),
            f"the question kind {self.name!r} cannot read this question",
            f"see `mlinterview plugin list`: it is the plugin {self._border.plugin} that failed",
        )
        return Reading()

    def examine(self, question: Question) -> Iterator[Mistake]:
        """Look closely at a question; where the kind fails, nothing more is found."""
        with self._border.crossing(self._stage):
            yield from list(self._kind.examine(question))

    def present(self, question: Question, ordinal: int, seed: int) -> Presentation:
        """Draw a presentation.

        Raises:
            MLInterviewError: the kind failed; a session goes on with the next card.
        """
        with self._border.crossing(self._stage):
            return _checked(self._kind.present(question, ordinal, seed), Presentation)
        raise MLInterviewError(
            f"{question.id} cannot be shown: the question kind {self.name!r} of the plugin "
            f"{self._border.plugin} failed; see `mlinterview plugin list`"
        )

    def grade(self, question: Question, shown: Presentation, response: str) -> Verdict | None:
        """Judge a response; where the kind fails, only the learner can.

        Raises:
            MLInterviewError: what the kind tells the learner, such as that a number is expected.
        """
        with self._border.crossing(self._stage, passing=(MLInterviewError,)):
            verdict = self._kind.grade(question, shown, response)
            if verdict is not None:
                # the log keeps it as JSON: what cannot be kept must not cost the answer
                json.dumps([_checked(verdict, Verdict).feedback, dict(verdict.parts)])
            return verdict
        return None


class GuardedFrontend(Frontend):
    """A plugin's front end; where it fails, the others still work."""

    def __init__(self, frontend: Frontend, border: Border) -> None:
        self._frontend, self._border = frontend, border
        for attribute in Frontend.__annotations__:
            setattr(self, attribute, getattr(frontend, attribute))

    def can_present(self) -> bool:
        """Whether it works here; one that fails does not."""
        with self._border.crossing(f"frontend {self.name}"):
            return bool(self._frontend.can_present())
        return False

    def present(self, session: Session, **options: Any) -> None:
        """Run the session.

        Raises:
            MLInterviewError: it failed; everything that was answered is in the log.
        """
        try:
            self._frontend.present(session, **options)
        except Exception as error:
            import click

            ours = (MLInterviewError, click.ClickException, click.Abort, click.exceptions.Exit)
            if isinstance(error, ours):
                raise
            reason = self._border.fail(f"frontend {self.name}", error)
            raise MLInterviewError(
                f"the front end {self.name!r} of the plugin {self._border.plugin} failed "
                f"({reason}): everything answered is saved; choose another with --frontend"
            ) from error


def _checked_reading(reading: Any) -> Reading:
    """Return the reading as the cache of questions will give it back."""
    _checked(reading, Reading)
    cards = tuple(reading.cards)
    if not cards or not all(type(card) is int and card > 0 for card in cards):
        raise ValueError(f"the cards {cards!r} are no ordinals from 1")
    return Reading(json.loads(json.dumps(dict(reading.details))), cards)


def _checked(thing: Any, wanted: type[T]) -> T:
    if not isinstance(thing, wanted):
        raise TypeError(f"{thing!r} is no {wanted.__name__}")
    return thing
