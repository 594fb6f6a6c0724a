"""The deck ``ml-fundamentals`` of mlinterview."""

from __future__ import annotations

from pathlib import Path

from mlinterview import DeckSource, hookimpl

mlinterview_api = 1


@hookimpl
def register_decks() -> list[DeckSource]:
    """Offer the deck that stands beside this file."""
    return [DeckSource(Path(__file__).parent / "decks" / "ml-fundamentals")]
