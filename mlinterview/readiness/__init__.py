"""How likely questions are to be answered right, today or on the day of an interview."""

from __future__ import annotations

from mlinterview.readiness.topics import Readiness, readiness

__all__ = ["Readiness", "readiness"]
