"""Offer to fit the memory model when enough new reviews have come in, or do so where that is set."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mlinterview.fitting.due import due

if TYPE_CHECKING:
    from mlinterview.collection import Collection


def offer(collection: Collection) -> str | None:
    """Return a line that offers to fit the memory model, if that is due and wished for."""
    if collection.settings["optimize"] != "ask":
        return None
    new = due(collection)
    if not new:
        return None
    return f"{new:,} new reviews: `mlinterview optimize` fits the memory model to you."


def after_session(collection: Collection) -> str | None:
    """Fit the memory model where the setting ``optimize`` is ``auto``; return what to say of it.

    Raises:
        StoreError: the parameters could not be saved.
    """
    if collection.settings["optimize"] != "auto":
        return offer(collection)
    if not due(collection):
        return None
    from mlinterview.fitting.optimize import optimize_if_due

    found = optimize_if_due(collection)
    if found is None or not found.kept:
        return None
    return "The memory model was fitted to your answers; `mlinterview undo` takes that back."
