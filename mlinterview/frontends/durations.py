"""Lengths of time in one short word."""

from __future__ import annotations


def short(seconds: float) -> str:
    """Return seconds as ``45s``, ``10m``, ``3h``, ``8d``, ``2.1mo`` or ``1.4y``."""
    if seconds < 60:
        return f"{max(seconds, 0):.0f}s"
    if seconds < 3600:
        return f"{seconds / 60:.0f}m"
    if seconds < 86_400:
        return f"{seconds / 3600:.0f}h"
    days = seconds / 86_400
    if days < 60:
        return f"{days:.0f}d"
    return f"{days / 30.44:.1f}mo" if days < 365 else f"{days / 365.25:.1f}y"
