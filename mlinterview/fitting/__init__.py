"""Fit FSRS-6 to the learner's own log, and tell honestly how well it predicts."""

from __future__ import annotations

from mlinterview.fitting.due import due

__all__ = ["due"]
