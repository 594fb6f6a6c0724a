"""Draw a numeric question's variant: numbers, answer and foreseeable wrong answers from a seed."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from mlinterview.errors import MLInterviewError
from mlinterview.grading.numbers import Tolerance
from mlinterview.grading.sandbox import SandboxError, evaluate

if TYPE_CHECKING:
    from collections.abc import Mapping

ATTEMPTS = 100
REDRAWN = frozenset({"AssertionError", "ZeroDivisionError", "OverflowError", "ValueError"})
"""Failures of a draw that only mean: draw again."""

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
    return low + (_bits() * (high - low + 1) >> 64)

def decimal(low, high, step):
    places = 0
    while round(step, places) != step and places < 12:
        places = places + 1
    return round(low + step * integer(0, int(round((high - low) / step))), places)

def choose(items):
    return items[integer(0, len(items) - 1)]

def shuffled(items):
    order = list(items)
    for last in range(len(order) - 1, 0, -1):
        other = integer(0, last)
        order[last], order[other] = order[other], order[last]
    return order

def sample(items, count):
    return shuffled(items)[:count]

def require(condition):
    assert condition
"""


class DrawError(MLInterviewError):
    """No variant could be drawn.

    Attributes:
        part: ``draw``, ``solve`` or ``wrong answers``.
        line: line in that part, from 1; 0 if unknown.
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
    reason = ""
    for attempt in range(ATTEMPTS):
        try:
            return draw_once(details, seed, attempt)
        except Rejected as rejected:
            reason = str(rejected)
    raise DrawError(f"{ATTEMPTS} draws were thrown away, the last because {reason}", "draw")


def draw_once(details: Mapping[str, Any], seed: int, attempt: int) -> Variant:
    """Return one attempt at a seed's variant.

    Raises:
        Rejected: the draw is degenerate, trivial or misleading.
        DrawError: the deck's code is wrong.
    """
    state = (seed * 0x100000001B3 + attempt * 0x9E3779B1) % 2**64
    names = ", ".join(f"{name!r}: {name}" for name in details["names"])
    collect = ["_wrong = []"]
    for wrong in details["wrong"]:
        collect += [
            "try:",
            f"    _wrong.append({wrong['code']})",
            "except (ZeroDivisionError, ValueError, OverflowError):",
            "    _wrong.append(None)",
        ]
    collect.append(f"[{{{names}}}, _wrong]")
    snippets = [PRELUDE, details["draw"], details["solve"], "\n".join(collect)]
    try:
        values, wrong_values = evaluate(snippets, {"_seed": state})
    except SandboxError as error:
        if error.kind in REDRAWN:
            raise Rejected(f"{error.kind}: {error}") from None
        part = ("prelude", "draw", "solve", "wrong answers")[error.snippet]
        raise DrawError(f"{error.kind}: {error}", part, error.line) from None
    wrong = tuple(_number(value) for value in wrong_values)
    _refuse_unfit(values, wrong, details)
    return Variant(values, wrong, attempt + 1)


def _refuse_unfit(
    values: Mapping[str, Any], wrong: tuple[float | None, ...], details: Mapping[str, Any]
) -> None:
    answer = values["answer"]
    if isinstance(answer, bool) or not isinstance(answer, (int, float)):
        raise DrawError(f"`answer` is {answer!r}, which is no number", "solve")
    if abs(answer) > 1e15 or not math.isfinite(answer):
        raise Rejected("the answer is not finite, or larger than 10^15")
    tolerance = Tolerance.of(details)
    for value in wrong:
        if value is not None and tolerance.accepts(value, answer):
            raise Rejected("a wrong answer equals the right one")
    if not details["trivial"]:
        shown = [values[name] for name in details["shown"]]
        numbers = [v for v in shown if isinstance(v, (int, float)) and not isinstance(v, bool)]
        if any(tolerance.accepts(number, answer) for number in (0, 1, -1, *numbers)):
            raise Rejected("the answer is trivial, or stands in the prompt")
    if tolerance.decimals is not None:
        scaled = abs(answer) * 10**tolerance.decimals
        if abs(scaled - math.floor(scaled) - 0.5) < 1e-6:
            raise Rejected("the rounding of the answer hangs on its last bit")


def _number(value: Any) -> float | None:
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not math.isfinite(value):
        return None
    return value
