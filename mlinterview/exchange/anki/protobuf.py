"""Read the little of Protocol Buffers that Anki's files need: fields by number, from bytes.

Wire format: https://protobuf.dev/programming-guides/encoding/
"""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_VARINT, _FIXED64, _BYTES, _FIXED32 = 0, 1, 2, 5
_LONGEST_VARINT = 10


def fields(message: bytes) -> Iterator[tuple[int, int | bytes]]:
    """Yield number and value of each field: whole numbers as ``int``, all else as bytes.

    Raises:
        ValueError: the bytes are no message.
    """
    place = 0
    while place < len(message):
        tag, place = _varint(message, place)
        number, kind = tag >> 3, tag & 7
        if kind == _VARINT:
            value, place = _varint(message, place)
            yield number, value
            continue
        if kind == _BYTES:
            length, place = _varint(message, place)
        elif kind in (_FIXED64, _FIXED32):
            length = 8 if kind == _FIXED64 else 4
        else:
            raise ValueError(f"wire type {kind}")
        if number == 0 or place + length > len(message):
            raise ValueError("cut off")
        yield number, message[place : place + length]
        place += length


def texts(message: bytes, number: int) -> list[str]:
    """Return the texts of a field."""
    return [
        value.decode("utf-8", "replace")
        for n, value in fields(message)
        if n == number and isinstance(value, bytes)
    ]


def number(message: bytes, wanted: int, default: int = 0) -> int:
    """Return the last value of a whole-number field."""
    for n, value in fields(message):
        if n == wanted and isinstance(value, int):
            default = value
    return default


def floats(message: bytes, wanted: int) -> list[float]:
    """Return the values of a field of 32-bit numbers, packed or single."""
    packed = b"".join(v for n, v in fields(message) if n == wanted and isinstance(v, bytes))
    if len(packed) % 4:
        raise ValueError("cut off")
    return [float(value) for (value,) in struct.iter_unpack("<f", packed)]


def _varint(message: bytes, place: int) -> tuple[int, int]:
    value = 0
    for count in range(_LONGEST_VARINT):
        if place >= len(message):
            raise ValueError("cut off")
        byte = message[place]
        place += 1
        value |= (byte & 0x7F) << 7 * count
        if byte < 0x80:
            return value, place
    raise ValueError("a number is too long")
