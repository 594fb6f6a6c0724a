"""Make reviews of what another program recorded, the same ones each time it is read."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

from mlinterview.clock import iso
from mlinterview.errors import ExchangeError
from mlinterview.model.reviews import Rating, Review
from mlinterview.setback import CLOCK_TOLERANCE_MS

if TYPE_CHECKING:
    from mlinterview.model.exchange import ImportOptions

EARLIEST_MS = 0
"""1970-01-01: no program for flash cards is older, and every known clock error lies before it."""
LATEST_MS = 7_258_118_400_000
"""2200-01-01: what lies behind it is an overflow or a wrong unit."""


def review_id(card_id: str, reviewed_at: int, rating: int, again: str = "") -> str:
    """Return the id of a review that has none: a hash of what makes it this review.

    A UUIDv8 (RFC 9562). ``again`` names the import that brings back what an earlier one brought
    and an undo took away.
    """
    text = "\n".join((card_id, str(reviewed_at), str(int(rating)), again))
    number = int.from_bytes(hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()[:16])
    number = number & ~(0xF << 76) | 0x8 << 76
    number = number & ~(0b11 << 62) | 0b10 << 62
    digits = f"{number:032x}"
    return f"{digits[:8]}-{digits[8:12]}-{digits[12:16]}-{digits[16:20]}-{digits[20:]}"


def review(
    origin: str,
    card_id: str,
    reviewed_at: int,
    rating: Rating,
    options: ImportOptions,
    **known: Any,
) -> Review:
    """Return the review that another program recorded.

    Args:
        origin: the program or format, such as ``anki``; stands where our own reviews have the
            device that recorded them.
        card_id: ``deck/slug`` or ``deck/slug#n``.
        reviewed_at: ms UTC; call ``check_moment`` before.
        rating: the learner's.
        options: as given to the importer.
        known: other fields of ``Review`` that the file tells, such as ``duration_ms``.
    """
    return Review(
        id=review_id(card_id, reviewed_at, rating),
        device=origin,
        card_id=card_id,
        reviewed_at=reviewed_at,
        study_day=options.calendar.study_day(reviewed_at),
        rating=rating,
        **known,
    )


def check_moment(moment_ms: int, options: ImportOptions, where: str) -> int:
    """Return a moment (ms UTC) if a review can have happened then.

    Args:
        moment_ms: the moment.
        options: as given to the importer.
        where: file and line (or row), for the message.

    Raises:
        ExchangeError: it lies before 1970, after 2199, or in the future.
    """
    if not EARLIEST_MS <= moment_ms < LATEST_MS:
        raise ExchangeError(
            f"{where}: the review time {moment_ms} ms lies outside the years 1970 to 2199: "
            "times are milliseconds since 1970-01-01 UTC; mend or delete the line"
        )
    if moment_ms > options.now_ms + CLOCK_TOLERANCE_MS:
        raise ExchangeError(
            f"{where}: the review time {iso(moment_ms)} lies in the future: set this machine's "
            "clock, or mend or delete the line"
        )
    return moment_ms
