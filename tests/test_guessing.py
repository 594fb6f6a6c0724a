"""The shipped choice questions cannot be passed by looking at the form of their options."""

import math
import re
from pathlib import Path

import pytest

from mlinterview.deckfiles.folder import read_deck
from mlinterview.deckfiles.places import find_decks
from mlinterview.plugins import Plugins

DECKS = Path(__file__).parent.parent / "decks"
HEDGES = re.compile(
    r"\b(usually|often|can|may|typically|might|could|generally|sometimes|mostly|tends?|likely"
    r"|about|roughly|at most|at least|approximately|in general)\b",
    re.IGNORECASE,
)


@pytest.fixture(scope="module")
def options() -> list[list[tuple[str, bool]]]:
    kinds = Plugins(discover=False).kinds
    return [
        [(option["text"], option["right"]) for option in question.details["options"]]
        for source in find_decks(DECKS)
        for question in read_deck(source, kinds).questions
        if question.kind == "choice" and not question.details["several"]
    ]


def _share(options, measure) -> tuple[float, float, float]:
    """Return hits of "take the option with the most", expected hits by chance, and their spread."""
    hits = chance = variance = 0.0
    for offered in options:
        values = [measure(text) for text, _ in offered]
        best = [right for value, (_, right) in zip(values, offered, strict=True)
                if value == max(values)]  # fmt: skip
        hits += sum(best) / len(best)
        chance += 1 / len(offered)
        variance += (1 / len(offered)) * (1 - 1 / len(offered))
    return hits, chance, math.sqrt(variance)


def test_longest_option_is_right_no_more_often_than_by_chance(options) -> None:
    hits, chance, spread = _share(options, len)
    assert abs(hits - chance) < 2 * spread


def test_most_hedged_option_is_right_no_more_often_than_by_chance(options) -> None:
    hits, chance, spread = _share(options, lambda text: len(HEDGES.findall(text)))
    assert abs(hits - chance) < 2 * spread


def test_shortest_option_is_right_no_more_often_than_by_chance(options) -> None:
    hits, chance, spread = _share(options, lambda text: -len(text))
    assert abs(hits - chance) < 2 * spread
