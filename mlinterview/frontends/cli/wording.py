"""Numbers of things in words."""

from __future__ import annotations


def counted(number: int, one: str, many: str | None = None) -> str:
    """Return ``1 card``, ``2 cards`` and so on."""
    return f"{number} {one if number == 1 else many or one + 's'}"
