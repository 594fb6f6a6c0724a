"""Read the numbers that people type, and compare them with the right one."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from mlinterview.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping

_THOUSANDS = re.compile(r"[+-]?[1-9]\d{0,2}([, _\u00a0\u2009\u202f]\d{3})+(\.\d+)?")
_DECIMAL_COMMA = re.compile(r"[+-]?\d+,\d+")
_POWER_OF_TEN = re.compile(r"\s*[×x*·]\s*10\s*(?:\^|\*\*)\s*\(?([+-]?\d+)\)?$")
_EXPRESSION = re.compile(r"(?:sqrt|log2|log10|log|ln|exp|pi|[\d .+\-*/()eE,])+")
_LONGEST = 200
_BINARY_ERROR = 1e-9
"""What is exact in decimals is not exact in binary: a relative difference that does not count."""


@dataclass(frozen=True, slots=True)
class Tolerance:
    """How close a number has to be.

    Attributes:
        decimals: it is rounded to so many decimals: half a unit of the last is tolerated.
        relative: tolerated share of the right number.
        absolute: tolerated difference.
    """

    decimals: int | None = None
    relative: float = 0.0
    absolute: float = 0.0

    @classmethod
    def of(cls, details: Mapping[str, Any]) -> Tolerance:
        """Return what a numeric question's details say."""
        return cls(details["decimals"], details["relative"], details["absolute"])

    def accepts(self, given: float, right: float) -> bool:
        """Tell whether a number is close enough; without any tolerance it has to be exact."""
        allowed = max(self.absolute, self.relative * abs(right))
        if self.decimals is not None:
            allowed = max(allowed, 0.5 * 10.0**-self.decimals)
        # the error must not swallow what is to be told apart: units, and half units of rounding
        finest = 1.0 if isinstance(right, int) else allowed or abs(right)
        error = min(_BINARY_ERROR * max(abs(right), finest), finest / 100)
        return abs(given - right) <= allowed + error

    def words(self, whole: bool) -> str:
        """Return in a few words what is expected."""
        if self.decimals is not None:
            if not self.decimals:
                return "rounded to a whole number"
            return f"rounded to {self.decimals} decimal{'s' if self.decimals > 1 else ''}"
        if self.relative:
            return f"within {self.relative * 100:g} %"
        if self.absolute:
            return f"within {self.absolute:g}"
        return "a whole number" if whole else ""


def read_number(text: str, unit: str = "") -> list[float]:
    """Return what a typed number can mean in this unit, the likeliest meaning first.

    Understands ``0.25``, ``1,234.5``, ``0,25``, ``25 %``, ``1/4``, ``2.5e-3``, ``3 × 10^-4`` and
    short expressions such as ``sqrt(2)/2``. In percent, ``0.25`` may be meant as a fraction.

    Raises:
        UsageError: it is no number.
    """
    # nobody types a longer one, and patterns are slow on long texts
    cleaned = text.strip()[: _LONGEST + 1].replace("−", "-").replace("–", "-")
    if unit and unit != "%" and cleaned.casefold().endswith(unit.casefold()):
        cleaned = cleaned[: -len(unit)].strip()
    percent = cleaned.endswith("%")
    value = _value(cleaned.rstrip("% ").strip()) if len(cleaned) <= _LONGEST else None
    if value is None or not math.isfinite(value):
        short = text if len(text) <= 40 else f"{text[:37]}..."
        raise UsageError(f"{short!r} is no number: answer like 0.25, 25 %, 1/4 or 2.5e-3")
    if unit == "%":
        return [value] if percent else [value, value * 100]
    return [value / 100] if percent else [value]


def _value(text: str) -> float | None:
    if _THOUSANDS.fullmatch(text):
        text = re.sub(r"[, _\u00a0\u2009\u202f]", "", text)
    elif _DECIMAL_COMMA.fullmatch(text):
        text = text.replace(",", ".")
    text = _POWER_OF_TEN.sub(r"e\1", text).replace("^", "**")
    try:
        return float(text)
    except (ValueError, OverflowError):
        pass
    if not _EXPRESSION.fullmatch(text):
        return None
    from mlinterview.grading.sandbox import SandboxError, evaluate

    prelude = "from math import sqrt, log, log2, log10, exp, pi, e\nln = log"
    try:
        value = evaluate([prelude, text.strip()], {})[-1]
        return float(value) if isinstance(value, (int, float)) else None
    except (SandboxError, OverflowError):
        return None
