"""Draw a numeric question's variant: numbers, answer and foreseeable wrong answers from a seed."""

from __future__ import annotations

import math
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from mlinterview.errors import MLInterviewError
from mlinterview.grading.numbers import Tolerance
from mlinterview.grading.sandbox import SandboxError, evaluate

if TYPE_CHECKING:
    from collections.abc import Mapping

ATTEMPTS = 100
SECONDS = 5.0
"""For all attempts together; an attempt takes milliseconds."""
REDRAWN = frozenset({"AssertionError", "ZeroDivisionError", "OverflowError", "ValueError"})
"""Failures of a draw that only mean: draw again."""

LARGEST = 1e15
"""Up to here a float tells whole numbers apart."""

PRELUDE = """
import math

_state = [_seed]

def _bits():
    z = (_state[0] + 0x9E3779B97F4A7C15) % 18446744073709551616
    _state[0] = z
    z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) % 18446744073709551616
    z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) % 18446744073709551616
    return z ^ (z >> 31)

def integer(low, high):
    if high < low:
        raise ValueError("integer(low, high) needs low <= high")
    return low + (_bits() * (high - low + 1) >> 64)

def decimal(low, high, step):
    places = 0
    while places < 12 and not (round(step, places) == step and round(low, places) == low):
        places = places + 1
    return round(low + step * integer(0, math.floor((high - low) / step + 1e-9)), places)

def choose(items):
    return items[integer(0, len(items) - 1)]

def shuffled(items):
    order = list(items)
    for last in range(len(order) - 1, 0, -1):
        other = integer(0, last)
        order[last], order[other] = order[other], order[last]
    return order

def sample(items, count):
    if count > len(items):
        raise ValueError("sample(items, count) needs that many items")
    return shuffled(items)[:count]

def require(condition):
    assert condition
"""


_WRONG_ANSWER = """
try:
    _wrong = (
{}
    )
except (ZeroDivisionError, ValueError, OverflowError):
    _wrong = None
_wrong
"""


class DrawError(MLInterviewError):
    """No variant could be drawn.

    Attributes:
        part: ``draw``, ``solve``, ``wrong answers``, or empty for the texts.
        line: line in that part, or number of the wrong answer, from 1; 0 if unknown.
    """

    def __init__(self, message: str, part: str, line: int = 0) -> None:
        super().__init__(message)
        self.part, self.line = part, line


@dataclass(frozen=True, slots=True)
class Variant:
    """One drawing of a numeric question.

    Attributes:
        values: what Draw and Solve assigned, ``answer`` included.
        wrong: values of the foreseeable wrong answers; ``None`` where one has none.
        attempts: draws that were needed.
    """

    values: Mapping[str, Any]
    wrong: tuple[float | None, ...]
    attempts: int

    @property
    def answer(self) -> float:
        """The right answer; an ``int`` if it is to be met exactly."""
        number: float = self.values["answer"]
        return number


class Rejected(Exception):
    """A draw that is thrown away; the message tells why."""


def draw(details: Mapping[str, Any], seed: int) -> Variant:
    """Return the variant of a seed; the same everywhere.

    Raises:
        DrawError: the deck's code is wrong, or a hundred draws were thrown away.
    """
    reason, deadline = "", time.monotonic() + SECONDS
    for attempt in range(ATTEMPTS):
        try:
            return draw_once(details, seed, attempt)
        except Rejected as rejected:
            reason = str(rejected)
        if time.monotonic() > deadline:
            raise DrawError(f"{SECONDS:g} s of draws were thrown away: {reason}", "draw")
    raise DrawError(f"{ATTEMPTS} draws were thrown away, the last because {reason}", "draw")


def draw_once(details: Mapping[str, Any], seed: int, attempt: int) -> Variant:
    """Return one attempt at a seed's variant.

    Raises:
        Rejected: the draw is degenerate, trivial or misleading.
        DrawError: the deck's code is wrong.
    """
    state = (seed * 0x100000001B3 + attempt * 0x9E3779B1) % 2**64
    names = ", ".join(f"{name!r}: {name}" for name in details["names"])
    snippets = [PRELUDE, details["draw"], details["solve"], f"{{{names}}}"]
    snippets += [_WRONG_ANSWER.format(wrong["code"]) for wrong in details["wrong"]]
    try:
        results = evaluate(snippets, {"_seed": state})
    except SandboxError as error:
        if error.kind in REDRAWN:
            raise Rejected(f"{error.kind}: {error}".removesuffix(": ")) from None
        raise _draw_error(error) from None
    values, wrong = results[3], tuple(_number(value) for value in results[4:])
    _refuse_unfit(values, wrong, details)
    return Variant(values, wrong, attempt + 1)


def _draw_error(error: SandboxError) -> DrawError:
    message = f"{error.kind}: {error}".removesuffix(": ")
    match error.snippet:
        case 1:
            return DrawError(message, "draw", error.line)
        case 2 | 3:
            return DrawError(message, "solve", error.line if error.snippet == 2 else 0)
        case number:
            return DrawError(message, "wrong answers", number - 3)


def _refuse_unfit(
    values: Mapping[str, Any], wrong: tuple[float | None, ...], details: Mapping[str, Any]
) -> None:
    answer, tolerance = values["answer"], Tolerance.of(details)
    if isinstance(answer, bool) or not isinstance(answer, (int, float)):
        raise DrawError(f"`answer` is a {type(answer).__name__}, which is no number", "solve")
    if any(isinstance(value, float) and not math.isfinite(value) for value in values.values()):
        raise Rejected("a value is not finite")
    if abs(answer) > LARGEST:
        raise Rejected("the answer is larger than 10^15")
    if isinstance(answer, float) and tolerance == Tolerance():
        raise DrawError("`answer` is no whole number, and the fields have neither `decimals` nor "
                        "`tolerance`", "solve")  # fmt: skip
    if any(value is not None and tolerance.accepts(value, answer) for value in wrong):
        raise Rejected("a wrong answer equals the right one")
    if not details["trivial"]:
        shown = [_number(values[name]) for name in details["shown"]]
        numbers = [0, 1, -1, *(number for number in shown if number is not None)]
        if any(tolerance.accepts(number, answer) for number in numbers):
            raise Rejected("the answer is trivial, or stands in the prompt")
    if tolerance.decimals is not None:
        scaled = abs(answer) * 10**tolerance.decimals
        if abs(scaled - math.floor(scaled) - 0.5) < 1e-6:
            raise Rejected("the rounding of the answer hangs on its last bit")


def _number(value: Any) -> float | None:
    """Return a value that can be compared with an answer; ``None`` for anything else."""
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return None
    return value if abs(value) <= LARGEST else None
