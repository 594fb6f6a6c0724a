"""Decks, their preset and the collection's settings, as schema 11 keeps them: JSON."""

from __future__ import annotations

import zlib
from html import escape
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from mlinterview.model.decks import DeckInfo
    from mlinterview.settings import Settings

PRESET = 1_767_225_600_201
_FIRST_DECK = 1_767_225_700_000
_PARENT = "mlinterview"


def deck_number(deck: str) -> int:
    """Return the id of a deck in Anki, the same in every export."""
    return _FIRST_DECK + zlib.crc32(deck.encode())


def decks(infos: Iterable[DeckInfo], now: int) -> dict[str, Any]:
    """Return the decks by id; ``now`` in seconds since 1970."""
    found = {"1": _deck(1, "Default", "", 1, now)}
    names: set[str] = set()
    for info in infos:
        title = " ".join(info.title.replace("::", ": ").replace('"', "'").split())[:100].strip(":")
        name = f"{_PARENT}::{title or info.id}"
        if name.casefold() in names:
            name = f"{name} ({info.id})"
        names.add(name.casefold())
        number = deck_number(info.id)
        found[str(number)] = _deck(number, name, escape(info.description), PRESET, now)
    return found


def _deck(number: int, name: str, about: str, preset: int, now: int) -> dict[str, Any]:
    return {
        "id": number, "mod": now, "name": name, "usn": -1, "desc": about, "dyn": 0, "conf": preset,
        "lrnToday": [0, 0], "revToday": [0, 0], "newToday": [0, 0], "timeToday": [0, 0],
        "collapsed": False, "browserCollapsed": False, "extendNew": 0, "extendRev": 0,
    }  # fmt: skip


def presets(settings: Settings, now: int) -> dict[str, Any]:
    """Return Anki's default preset and one with this collection's settings, by id."""
    options = settings.scheduling()
    ours = _preset(PRESET, "mlinterview", now)
    ours["new"] |= {
        "delays": [seconds / 60 for seconds in options.learning_steps],
        "perDay": settings["new_per_day"],
        "bury": settings["bury_siblings"],
    }
    ours["rev"] |= {"maxIvl": options.maximum_interval, "bury": settings["bury_siblings"]}
    ours["lapse"] |= {
        "delays": [seconds / 60 for seconds in options.relearning_steps],
        "leechFails": options.leech_threshold or 9999,
        "leechAction": 0 if options.leech_suspends else 1,
    }
    ours |= {
        "fsrsWeights": [], "fsrsParams5": [], "fsrsParams6": list(options.parameters),
        "desiredRetention": options.desired_retention,
    }  # fmt: skip
    return {"1": _preset(1, "Default", now), str(PRESET): ours}


def _preset(number: int, name: str, now: int) -> dict[str, Any]:
    return {
        "id": number, "mod": now, "name": name, "usn": -1, "maxTaken": 3600, "autoplay": True,
        "timer": 0, "replayq": True, "dyn": False,
        "new": {"bury": True, "delays": [1.0, 10.0], "initialFactor": 2500, "ints": [1, 4, 0],
                "order": 1, "perDay": 20},
        "rev": {"bury": True, "ease4": 1.3, "ivlFct": 1.0, "maxIvl": 36500, "perDay": 9999,
                "hardFactor": 1.2},
        "lapse": {"delays": [10.0], "leechAction": 1, "leechFails": 8, "minInt": 1, "mult": 0.0},
    }  # fmt: skip


def configuration(
    minutes_west: int, rollover_hour: int, next_position: int, ours: Mapping[str, Any]
) -> dict[str, Any]:
    """Return the collection's settings.

    Args:
        minutes_west: offset of the time zone on day 0, positive west of Greenwich.
        rollover_hour: local hour at which a day begins.
        next_position: of the next new card.
        ours: what only we read; ``moved`` (see ``schedule.ReviewLog``) and ``events`` (see ``ours.py``).
    """
    return {
        "activeDecks": [1], "curDeck": 1, "addToCur": True, "collapseTime": 1200, "dueCounts": True,
        "estTimes": True, "newSpread": 0, "nextPos": next_position, "sortBackwards": False,
        "sortType": "noteFld", "timeLim": 0, "dayLearnFirst": False, "schedVer": 2,
        "sched2021": True, "creationOffset": minutes_west, "rollover": rollover_hour, "fsrs": True,
        "mlinterview": dict(ours),
    }  # fmt: skip
