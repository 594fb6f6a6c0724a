"""Unpack Zstandard, piece by piece: in the standard library from Python 3.14 on."""

from __future__ import annotations

import importlib
import sys
from typing import TYPE_CHECKING, Any

from mlinterview.errors import ExchangeError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import BinaryIO

_CHUNK = 1 << 20
_WINDOW_LOG = 27
"""An unpacker needs memory of 2 to this power: 128 MB, what the ordinary program allows too."""
_RATIO = 200
_FREE = 1_000_000
"""Bytes from which on ``_RATIO`` counts."""


def unpacked(packed: BinaryIO, size: int, limit: int, where: str) -> Iterator[bytes]:
    """Yield what a Zstandard stream unpacks to; what it declares of itself is not believed.

    Args:
        packed: the stream.
        size: its length, bytes.
        limit: bytes that it may unpack to.
        where: file and place, for messages.

    Raises:
        ExchangeError: it is damaged or too large, or the unpacker is not installed.
    """
    reader, errors = _reader(packed, where)
    total = 0
    try:
        while chunk := reader.read(_CHUNK):
            total += len(chunk)
            if total > limit or total > max(_RATIO * size, _FREE):
                raise ExchangeError(
                    f"{where} unpacks to more than {min(limit, max(_RATIO * size, _FREE)):,} "
                    "bytes, which no real export needs: it is not read"
                )
            yield chunk
    except errors as error:
        raise ExchangeError(f"{where} is damaged ({error}): export it again") from None


def _reader(packed: BinaryIO, where: str) -> tuple[Any, tuple[type[Exception], ...]]:
    if sys.version_info >= (3, 14):
        zstd = importlib.import_module("compression.zstd")
        options = {zstd.DecompressionParameter.window_log_max: _WINDOW_LOG}
        return zstd.ZstdFile(packed, options=options), (zstd.ZstdError, EOFError)
    try:
        import zstandard
    except ImportError:
        raise ExchangeError(
            f'{where} is packed with Zstandard: pip install "mlinterview[anki]", or export it '
            "in Anki with `Support older Anki versions`"
        ) from None
    unpacker = zstandard.ZstdDecompressor(max_window_size=1 << _WINDOW_LOG)
    return unpacker.stream_reader(packed, read_across_frames=True), (zstandard.ZstdError, EOFError)
