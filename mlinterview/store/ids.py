"""Identifiers that are unique across devices and sort by time."""

from __future__ import annotations

import os
import threading

_lock = threading.Lock()
_JITTER_MS = 1000


class _Newest:
    """The newest stamp given out in this process."""

    stamp = -1


def uuid7(now_ms: int) -> str:
    """Return a UUIDv7 (RFC 9562) for this moment (ms UTC), increasing within the process.

    The 12 bits after the time count up within a millisecond; 62 bits are random.
    """
    base = (now_ms & (1 << 48) - 1) << 12
    with _lock:
        # never backwards within the process, unless the clock itself made a real jump back
        stamp = _Newest.stamp + 1 if 0 <= _Newest.stamp - base < _JITTER_MS << 12 else base
        _Newest.stamp = stamp
    high = (stamp >> 12) << 16 | 0x7 << 12 | stamp & 0xFFF
    low = 0b10 << 62 | int.from_bytes(os.urandom(8)) >> 2
    text = f"{high:016x}{low:016x}"
    return f"{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}"
