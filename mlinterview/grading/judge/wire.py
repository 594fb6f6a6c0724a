"""Values on their way between the referee and the player: data only, never code.

JSON with tagged values for what JSON lacks. Nothing is unpickled: a hostile player can send wrong
values, but no program.
"""

from __future__ import annotations

import base64
import json
import math
import re
import struct
from collections.abc import Callable, Iterator
from typing import Any

LARGEST_MESSAGE = 64_000_000
_DEEPEST = 50
_LONGEST_ITERATOR = 10_000
_ARRAY_KINDS = "biufcU"
_DTYPE = re.compile(rf"[<>|][{_ARRAY_KINDS}]\d{{1,8}}")


class WireError(ValueError):
    """A value that cannot be sent, or a message that is none."""


def encode(value: Any, keep: Callable[[Any], int] | None = None, depth: int = 0) -> Any:
    """Return a value as JSON values.

    ``keep`` is told of objects that are no data and returns the number by which they are known.
    """
    if depth > _DEEPEST:
        raise WireError("a value is nested too deeply")
    if value is None or isinstance(value, (bool, str)) or type(value) is int:
        return value if abs(value if type(value) is int else 0) < 2**63 else {"int": str(value)}
    if type(value) is float:
        return value if math.isfinite(value) else {"float": repr(value)}
    plain = _encode_builtin(value, keep, depth)
    if plain is None:
        plain = _encode_numpy(value)
    if plain is None and keep is not None:
        plain = {"object": keep(value), "type": type(value).__name__}
    if plain is None:
        raise WireError(f"a {type(value).__name__} cannot be passed")
    return plain


def _encode_builtin(value: Any, keep: Callable[[Any], int] | None, depth: int) -> Any:
    def items(values: Any) -> list[Any]:
        return [encode(one, keep, depth + 1) for one in values]

    if type(value) is list:
        return items(value)
    if type(value) is tuple:
        return {"tuple": items(value)}
    if type(value) in (set, frozenset):
        # a set has no order of its own: sorted, so that equal sets are sent alike
        return {type(value).__name__: sorted(items(value), key=json.dumps)}
    if isinstance(value, dict):
        return {"dict": [[encode(k, keep, depth + 1), encode(v, keep, depth + 1)]
                         for k, v in value.items()]}  # fmt: skip
    if type(value) is complex:
        return {"complex": [encode(value.real), encode(value.imag)]}
    if isinstance(value, (bytes, bytearray)):
        return {"bytes": base64.b64encode(value).decode()}
    if isinstance(value, (Iterator, range)):
        found = []
        for one in value:
            found.append(one)
            if len(found) > _LONGEST_ITERATOR:
                raise WireError(f"an iterator yields more than {_LONGEST_ITERATOR:,} values")
        return items(found)
    if isinstance(value, tuple):  # named tuples
        return {"tuple": items(value)}
    if isinstance(value, (int, float, str)):  # subclasses without tricks of their own
        base = next(t for t in (bool, int, float, str) if isinstance(value, t))
        return encode(base.__call__(value) if base is not str else str.__str__(value))
    return None


def _encode_numpy(value: Any) -> Any:
    module = type(value).__module__.partition(".")[0]
    if module != "numpy":
        return None
    import numpy as np

    if isinstance(value, np.generic):
        kind = "scalar"
    elif isinstance(value, np.ndarray):
        kind = "array"
    else:
        return None
    array = np.asarray(value)
    if array.dtype.kind not in _ARRAY_KINDS:
        raise WireError(f"an array of dtype {array.dtype} cannot be passed")
    if array.nbytes > LARGEST_MESSAGE // 2:
        raise WireError(f"an array is larger than {LARGEST_MESSAGE // 2_000_000} MB")
    data = base64.b64encode(np.ascontiguousarray(array).tobytes()).decode()
    return {kind: [array.dtype.str, list(array.shape), data]}


def decode(value: Any, thing: Callable[[int, str], Any] | None = None) -> Any:
    """Return what ``encode`` was given; ``thing(number, type name)`` stands for kept objects.

    Raises:
        WireError: ``encode`` cannot have made it.
    """
    try:
        return _decode(value, thing)
    except (ValueError, TypeError, LookupError, ArithmeticError, RecursionError) as error:
        reason = " ".join(str(error).split())[:200]
        raise WireError(reason or type(error).__name__) from None


def _decode(value: Any, thing: Callable[[int, str], Any] | None) -> Any:
    if isinstance(value, list):
        return [_decode(one, thing) for one in value]
    if not isinstance(value, dict):
        return value
    if "object" in value:
        if thing is None:
            raise WireError("an object cannot be received here")
        return thing(int(value["object"]), str(value["type"]))
    [(tag, content)] = value.items()
    match tag:
        case "tuple":
            return tuple(_decode(content, thing))
        case "set":
            return set(_decode(content, thing))
        case "frozenset":
            return frozenset(_decode(content, thing))
        case "dict":
            return {_decode(k, thing): _decode(v, thing) for k, v in content}
        case "int":
            return int(content)
        case "float":
            return float(content)
        case "complex":
            return complex(_decode(content[0], thing), _decode(content[1], thing))
        case "bytes":
            return base64.b64decode(content)
        case "array" | "scalar":
            return _decode_numpy(tag, *content)
    raise WireError(f"an unknown tag {tag!r}")


def _decode_numpy(tag: str, dtype: str, shape: list[int], data: str) -> Any:
    if not _DTYPE.fullmatch(dtype):
        raise WireError(f"an array of dtype {dtype}")
    import numpy as np

    array = np.frombuffer(base64.b64decode(data), dtype=dtype).reshape(shape).copy()
    return array[()] if tag == "scalar" else array


def packed(message: Any) -> bytes:
    """Return one message as it is sent.

    Raises:
        WireError: it is too large.
    """
    data = json.dumps(message).encode()
    if len(data) > LARGEST_MESSAGE:
        raise WireError(f"a value is larger than {LARGEST_MESSAGE // 1_000_000} MB")
    return struct.pack("!I", len(data)) + data


def receive(read: Callable[[int], bytes]) -> Any:
    """Read one message with ``read(count)``, which returns exactly so many bytes.

    Raises:
        WireError: it is none.
        EOFError: the other side is gone.
    """
    (size,) = struct.unpack("!I", read(4))
    if size > LARGEST_MESSAGE:
        raise WireError("a message is too large")
    try:
        return json.loads(read(size))
    except (ValueError, RecursionError):
        raise WireError("a message is no JSON") from None
