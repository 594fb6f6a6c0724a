"""How values of exported columns are written as text and as JSON, and read back."""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from mlinterview.clock import EPOCH, day_to_date

if TYPE_CHECKING:
    from collections.abc import Callable

_START = datetime(1970, 1, 1, tzinfo=UTC)
_MILLISECOND = timedelta(milliseconds=1)


@dataclass(frozen=True, slots=True)
class Type:
    """How values of a column are written.

    In Python, times are ms UTC and dates are days since 1970-01-01; ``None`` is no value.

    Attributes:
        meaning: for people.
        to_json: from Python to a JSON value.
        from_json: back; raises ``ValueError`` with what is expected.
        to_text: from Python to a cell.
        from_text: back; raises ``ValueError`` with what is expected.
    """

    meaning: str
    to_json: Callable[[Any], Any]
    from_json: Callable[[Any], Any]
    to_text: Callable[[Any], str]
    from_text: Callable[[str], Any]


def time_text(moment_ms: int) -> str:
    """ISO 8601 in UTC with milliseconds, such as ``2026-12-01T08:00:00.000Z``."""
    moment = (_START + moment_ms * _MILLISECOND).replace(tzinfo=None)
    return moment.isoformat(timespec="milliseconds") + "Z"


def time_from(value: Any) -> int:
    """Return ms UTC of an ISO 8601 time with an offset.

    Raises:
        ValueError: it is none.
    """
    try:
        moment = datetime.fromisoformat(value)
        if moment.tzinfo is not None:
            return (moment - _START) // _MILLISECOND
    except (TypeError, ValueError, OverflowError):
        pass
    raise ValueError("a time with offset such as 2026-12-01T08:00:00.000Z")


def _date_text(study_day: int) -> str:
    return day_to_date(study_day).isoformat()


def _date_from(value: Any) -> int:
    try:
        return (date.fromisoformat(value) - EPOCH).days
    except (TypeError, ValueError):
        raise ValueError("a date such as 2026-12-01") from None


def _whole(value: Any) -> int:
    # a boolean is an int to Python, and 1.0 is one to some programs that write JSON
    if type(value) is int or (type(value) is float and value.is_integer()):
        return int(value)
    raise ValueError("a whole number")


def _whole_text(text: str) -> int:
    try:
        return int(text)
    except ValueError:
        raise ValueError("a whole number") from None


def _number(value: Any) -> float:
    try:
        number = math.nan if isinstance(value, bool) else float(value)
    except (TypeError, ValueError, OverflowError):
        number = math.nan
    if not math.isfinite(number):
        raise ValueError("a number")
    return number


def _string(value: Any) -> str:
    if not isinstance(value, str):
        raise ValueError("a text")
    return value


def _flag(value: Any) -> bool:
    if value in (True, "true"):
        return True
    if value in (False, "false"):
        return False
    raise ValueError("true or false")


def _strings(value: Any) -> tuple[str, ...]:
    if not isinstance(value, list):
        raise ValueError("a list of words")
    return tuple(map(_string, value))


def _same(value: Any) -> Any:
    return value


def _compact(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


TYPES = {
    "text": Type("text, in UTF-8", _same, _string, str, str),
    "integer": Type("whole number", _same, _whole, str, _whole_text),
    "number": Type("decimal number", _same, _number, repr, _number),
    "time": Type("moment in UTC with milliseconds, ISO 8601", time_text, time_from, time_text,
                 time_from),
    "date": Type("calendar date of a study day, ISO 8601", _date_text, _date_from, _date_text,
                 _date_from),
    "flag": Type("true or false", bool, _flag, lambda value: "true" if value else "false", _flag),
    "words": Type("list of words; in tables separated by blanks", list, _strings, " ".join,
                  lambda text: tuple(text.split())),
    "json": Type("any JSON value; in tables as JSON text", _same, _same, _compact, json.loads),
}  # fmt: skip
