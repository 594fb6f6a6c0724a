"""Read the numbers that people type, and compare them with the right one."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from mlinterview.errors import UsageError

_THOUSANDS = re.compile(r"[+-]?\d{1,3}([, _  ]\d{3})+(\.\d+)?")
_DECIMAL_COMMA = re.compile(r"[+-]?\d+,\d+")
_POWER_OF_TEN = re.compile(r"\s*[×x*·]\s*10\s*(?:\^|\*\*)\s*\(?([+-]?\d+)\)?$")
_EXPRESSION = re.compile(r"[\d\s.+\-*/()eE]+|(?:sqrt|log2|log10|log|ln|exp|pi|[\d\s.+\-*/()eE,])+")
_LONGEST = 200


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
        """Tell whether a number is close enough; a whole right number without any tolerance
        has to be met exactly.
        """
        allowed = max(self.absolute, self.relative * abs(right))
        if self.decimals is not None:
            allowed = max(allowed, 0.5 * 10.0**-self.decimals)
        # what is exact in decimals is not exact in binary
        return abs(given - right) <= allowed + 1e-9 * max(abs(right), 10.0 ** -(self.decimals or 0))

    def words(self, whole: bool) -> str:
        """Return in a few words what is expected."""
        if self.decimals is not None:
            return f"rounded to {self.decimals} decimals" if self.decimals else "rounded to a whole"
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
    cleaned = text.strip().replace("−", "-").replace("–", "-")
    if unit and unit != "%" and cleaned.casefold().endswith(unit.casefold()):
        cleaned = cleaned[: -len(unit)].strip()
    percent = cleaned.endswith("%")
    value = _value(cleaned.rstrip("% ").strip())
    if value is None or not math.isfinite(value):
        raise UsageError(f"{text!r} is no number: answer like 0.25, 25 %, 1/4 or 2.5e-3")
    if unit == "%":
        return [value] if percent else [value, value * 100]
    return [value / 100] if percent else [value]


def _value(text: str) -> float | None:
    if _THOUSANDS.fullmatch(text):
        text = re.sub(r"[, _  ]", "", text)
    elif _DECIMAL_COMMA.fullmatch(text):
        text = text.replace(",", ".")
    text = _POWER_OF_TEN.sub(r"e\1", text).replace("^", "**")
    try:
        return float(text)
    except (ValueError, OverflowError):
        pass
    if len(text) > _LONGEST or not _EXPRESSION.fullmatch(text):
        return None
    from mlinterview.grading.sandbox import SandboxError, evaluate

    prelude = "from math import sqrt, log, log2, log10, exp, pi, e\nln = log"
    try:
        value = evaluate([prelude, text.strip()], {})
    except SandboxError:
        return None
    return float(value) if isinstance(value, (int, float)) else None
