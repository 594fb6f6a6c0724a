"""What a learner can set: names, meanings, defaults, and how a value is read."""

from __future__ import annotations

import json
import math
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from mlinterview.clock import StudyCalendar
from mlinterview.errors import InvalidSetting, UnknownName
from mlinterview.model.goals import Goal, goal_from_json, goal_to_json
from mlinterview.scheduling.options import DEFAULT_PARAMETERS, SchedulingOptions

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import tzinfo


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting.

    Attributes:
        name: as in ``config set NAME VALUE``.
        default: the value if nothing is set.
        read: turns text or a JSON value into the value; raises ``ValueError`` with what is allowed.
        meaning: one line, with units.
        reschedules: whether the cards' due dates depend on it.
    """

    name: str
    default: Any
    read: Callable[[Any], Any]
    meaning: str
    reschedules: bool = False


def _number(low: float, high: float) -> Callable[[Any], float]:
    def read(value: Any) -> float:
        try:
            number = float(value)
        except (TypeError, ValueError):
            number = math.nan
        if not low <= number <= high:
            raise ValueError(f"a number from {low:g} to {high:g}")
        return number

    return read


def _whole(low: int, high: int) -> Callable[[Any], int]:
    def read(value: Any) -> int:
        try:
            number = int(str(value))
        except ValueError:
            number = low - 1
        if not low <= number <= high:
            raise ValueError(f"a whole number from {low} to {high}")
        return number

    return read


def _yes_no(value: Any) -> bool:
    words = {"yes": True, "true": True, "on": True, "1": True}
    words |= {"no": False, "false": False, "off": False, "0": False}
    try:
        return words[str(value).lower()]
    except KeyError:
        raise ValueError("yes or no") from None


_UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86400}


def _steps(value: Any) -> list[int]:
    if isinstance(value, list):
        value = " ".join(f"{seconds}s" for seconds in value)
    seconds = []
    for part in str(value).replace(",", " ").split():
        match = re.fullmatch(r"(\d{1,6})([smhd])", part)
        if not match or int(match[1]) == 0:
            raise ValueError("steps such as `1m 10m`, or nothing")
        seconds.append(int(match[1]) * _UNITS[match[2]])
    if len(seconds) > 20 or any(s > 30 * 86400 for s in seconds):
        raise ValueError("at most 20 steps of at most 30d")
    return seconds


def _zone(value: Any) -> str:
    name = str(value)
    if name != "local":
        _load_zone(name)
    return name


def _load_zone(name: str) -> tzinfo:
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise ValueError("`local` or a time zone such as Europe/Berlin") from None


def _parameters(value: Any) -> list[float]:
    from mlinterview.scheduling.scheduler import Scheduler

    parts = value if isinstance(value, list) else str(value).replace(",", " ").split()
    try:
        parameters = tuple(float(part) for part in parts)
        Scheduler(SchedulingOptions(parameters=parameters))
    except ValueError as error:
        raise ValueError(f"21 FSRS-6 parameters ({' '.join(str(error).split())})") from None
    return list(parameters)


def _plan(value: Any) -> dict[str, Any] | None:
    return None if value is None else goal_to_json(goal_from_json(value))


def _one_of(*words: str) -> Callable[[Any], str]:
    def read(value: Any) -> str:
        if value not in words:
            raise ValueError(f"one of {', '.join(words)}")
        return str(value)

    return read


SETTINGS: Mapping[str, Setting] = {
    setting.name: setting
    for setting in (
        Setting("desired_retention", 0.9, _number(0.7, 0.99),
                "probability of recall at which a card falls due", True),
        Setting("new_per_day", 20, _whole(0, 9999), "new cards introduced a day"),
        Setting("minutes_per_day", 0, _whole(0, 1440), "minutes of study a day; 0 for no limit"),
        Setting("learning_steps", [60, 600], _steps,
                "waits before a new card is shown again on its first day", True),
        Setting("relearning_steps", [600], _steps,
                "waits before a forgotten card is shown again", True),
        Setting("maximum_interval", 36500, _whole(1, 36500), "longest interval, in days", True),
        Setting("fuzz", True, _yes_no, "spread intervals a little around their value", True),
        Setting("bury_siblings", True, _yes_no,
                "show at most one hole of a cloze question a day"),
        Setting("leech_threshold", 8, _whole(0, 99),
                "lapses after which a card is a leech; 0 for never", True),
        Setting("leech_action", "mark", _one_of("mark", "suspend"),
                "what happens to a leech: mark or suspend", True),
        Setting("learn_ahead_minutes", 20, _whole(0, 1440),
                "how early a learning step may come when nothing else is left"),
        Setting("rollover_hour", 4, _whole(0, 23), "local hour at which a study day begins"),
        Setting("time_zone", "local", _zone, "`local` or a name such as Europe/Berlin"),
        Setting("parameters", list(DEFAULT_PARAMETERS), _parameters,
                "the 21 FSRS-6 parameters", True),
        Setting("optimize", "ask", _one_of("never", "ask", "auto"),
                "fit the parameters when enough new reviews have come in: never, ask or auto"),
    )
}  # fmt: skip


PLAN = Setting("plan", None, _plan, "the interviews to prepare for, set by `mlinterview plan set`")
"""Kept as a setting is, but not listed among them: it has a command of its own."""
FITTED_ON = Setting("parameters_fitted_on", None, _whole(0, 10**9),
                    "reviews that the parameters were fitted on")  # fmt: skip
"""Kept with the parameters, and taken back with them."""
_ALL = {**SETTINGS, PLAN.name: PLAN, FITTED_ON.name: FITTED_ON}


class Settings:
    """The settings in force: what was set, over the defaults."""

    def __init__(self, changed: Mapping[str, Any]) -> None:
        self._changed = {name: value for name, value in changed.items() if name in _ALL}

    def __getitem__(self, name: str) -> Any:
        return self._changed.get(name, find(name).default)

    def is_default(self, name: str) -> bool:
        """Tell whether a setting was never set, or set back."""
        return name not in self._changed

    def scheduling(self) -> SchedulingOptions:
        """What the scheduler needs."""
        return SchedulingOptions(
            parameters=tuple(self["parameters"]),
            desired_retention=self["desired_retention"],
            learning_steps=tuple(self["learning_steps"]),
            relearning_steps=tuple(self["relearning_steps"]),
            maximum_interval=self["maximum_interval"],
            fuzz=self["fuzz"],
            leech_threshold=self["leech_threshold"],
            leech_suspends=self["leech_action"] == "suspend",
        )

    def goal(self) -> Goal | None:
        """The interviews that are or were prepared for; ``None`` if there never was one."""
        return None if self["plan"] is None else goal_from_json(self["plan"])

    def calendar(self) -> StudyCalendar:
        """What study days need."""
        zone = self["time_zone"]
        return StudyCalendar(None if zone == "local" else _load_zone(zone), self["rollover_hour"])


def find(name: str) -> Setting:
    """Return the setting of this name.

    Raises:
        UnknownName: there is none.
    """
    try:
        return _ALL[name]
    except KeyError:
        raise UnknownName(f"there is no setting {name!r}: see `mlinterview config list`") from None


def read_value(name: str, value: Any) -> Any:
    """Return the value that a setting takes from text.

    Raises:
        UnknownName: there is no such setting.
        InvalidSetting: it cannot have this value.
    """
    setting = find(name)
    try:
        return setting.read(value)
    except ValueError as error:
        raise InvalidSetting(f"{name} cannot be {value!r}: it takes {error}") from None


def write_value(name: str, value: Any) -> str:
    """Return a setting's value as text that ``read_value`` understands."""
    if name in ("learning_steps", "relearning_steps"):
        return " ".join(_step_text(seconds) for seconds in value)
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, dict):
        return json.dumps(value)
    if isinstance(value, list):
        return " ".join(repr(number) for number in value)
    return str(value)


def _step_text(seconds: int) -> str:
    for letter in ("d", "h", "m"):
        if seconds % _UNITS[letter] == 0:
            return f"{seconds // _UNITS[letter]}{letter}"
    return f"{seconds}s"
