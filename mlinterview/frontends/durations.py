"""Lengths of time in one short word."""

from __future__ import annotations

_UNITS = ((1, "s", 59.5), (60, "m", 59.5), (3600, "h", 23.5), (86_400, "d", 59.5))
"""Seconds of each unit, and up to how many of it are told: half a unit before the next begins."""
_MONTH, _YEAR = 30.44 * 86_400, 365.25 * 86_400


def short(seconds: float) -> str:
    """Return seconds as ``45s``, ``10m``, ``3h``, ``8d``, ``2.1mo`` or ``1.4y``."""
    seconds = max(seconds, 0.0)
    for unit, letter, most in _UNITS:
        if seconds < most * unit:
            return f"{seconds / unit:.0f}{letter}"
    return f"{seconds / _MONTH:.1f}mo" if seconds < 11.95 * _MONTH else f"{seconds / _YEAR:.1f}y"
