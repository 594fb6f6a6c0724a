"""Values between the tests and the learner's program: what is sent arrives; nothing else does harm."""

import json
import struct
from collections import Counter, OrderedDict, namedtuple
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as npst

from mlinterview.grading.judge import wire


def sent(value: Any) -> Any:
    """Send a value through JSON and back."""
    return wire.decode(json.loads(json.dumps(wire.encode(value))))


scalars = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(), st.complex_numbers(), st.text(),
    st.binary(max_size=20),
)  # fmt: skip
hashable = st.recursive(
    scalars,
    lambda inner: st.one_of(
        st.tuples(inner, inner), st.frozensets(inner, max_size=3), st.tuples(inner)
    ),
    max_leaves=5,
)
values = st.recursive(
    scalars,
    lambda inner: st.one_of(
        st.lists(inner, max_size=4),
        st.tuples(inner, inner),
        st.dictionaries(hashable, inner, max_size=3),
        st.sets(hashable, max_size=3),
        st.frozensets(hashable, max_size=3),
    ),
    max_leaves=10,
)
arrays = npst.arrays(
    st.one_of(
        npst.boolean_dtypes(), npst.integer_dtypes(endianness="?"), npst.unsigned_integer_dtypes(),
        npst.floating_dtypes(), npst.complex_number_dtypes(), npst.unicode_string_dtypes(),
    ),
    npst.array_shapes(min_dims=0, min_side=0, max_side=4),
)  # fmt: skip


@given(values)
def test_values_arrive_as_they_were(value: Any) -> None:
    assert written(sent(value)) == written(value)


def written(value: Any) -> str:
    """Write a value so that NaN equals NaN, 1 differs from True, and a set's order is one."""
    kind = type(value).__name__
    if isinstance(value, (list, tuple)):
        return f"{kind}{[written(one) for one in value]}"
    if isinstance(value, dict):
        return f"{kind}{sorted((written(k), written(v)) for k, v in value.items())}"
    if isinstance(value, (set, frozenset)):
        return f"{kind}{sorted(map(written, value))}"
    return repr(value)


@given(arrays)
def test_arrays_arrive_with_dtype_and_shape(array: Any) -> None:
    arrived = sent(array)
    assert (arrived.dtype, arrived.shape) == (array.dtype, array.shape)
    np.testing.assert_array_equal(arrived, array)


Point = namedtuple("Point", "x y")  # noqa: PYI024


class Whole(int):
    """An int with a mind of its own."""


@pytest.mark.parametrize(
    ("value", "arrives"),
    [
        (np.float64(0.5), 0.5),
        (np.int64(3), 3),
        (np.bool_(True), True),
        (np.str_("a"), "a"),
        (Point(1, 2), (1, 2)),
        (OrderedDict(a=1), {"a": 1}),
        (Counter("aab"), {"a": 2, "b": 1}),
        (range(3), [0, 1, 2]),
        ((n * n for n in (1, 2)), [1, 4]),
        (zip([1], [2], strict=True), [(1, 2)]),
        (map(str, [1]), ["1"]),
        (iter([1, 2]), [1, 2]),
        (bytearray(b"a"), b"a"),
        (Whole(3), 3),
        (2**70, 2**70),
        (-(2**63), -(2**63)),
        ({frozenset({1}): {(1, 2): "x"}}, {frozenset({1}): {(1, 2): "x"}}),
        ({frozenset({1}), frozenset()}, {frozenset({1}), frozenset()}),
        (np.arange(6).reshape(2, 3).T[::-1].tolist(), [[2, 5], [1, 4], [0, 3]]),
    ],
    ids=lambda value: type(value).__name__,
)
def test_likes_of_plain_values_arrive_as_plain_ones(value: Any, arrives: Any) -> None:
    assert sent(value) == arrives


def test_arrays_need_not_be_in_one_piece() -> None:
    array = np.arange(12).reshape(3, 4)[::2, ::-1]
    assert sent(array).tolist() == array.tolist()


def test_arrived_arrays_can_be_changed() -> None:
    arrived = sent(np.zeros(2))
    arrived[0] = 1
    assert arrived.tolist() == [1, 0]


def nested(depth: int) -> list[Any]:
    value: list[Any] = []
    for _ in range(depth):
        value = [value]
    return value


def own_list() -> list[Any]:
    value: list[Any] = []
    value.append(value)
    return value


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        (nested(60), "nested too deeply"),
        (own_list(), "nested too deeply"),
        (iter(int, 1), "an iterator yields more than 10,000 values"),
        (range(10**9), "an iterator yields more than 10,000 values"),
        (np.array([object()]), "an array of dtype object cannot be passed"),
        (np.zeros(2, dtype="f4,f4"), "cannot be passed"),
        (np.array(["2020"], dtype="M8[D]"), "cannot be passed"),
        (np.zeros(5_000_000), "an array is larger than 32 MB"),
        (object(), "a object cannot be passed"),
        (len, "cannot be passed"),
        (print, "cannot be passed"),
        (int, "a type cannot be passed"),
        ({1: object()}, "a object cannot be passed"),
    ],
    ids=lambda value: str(type(value)),
)
def test_what_is_no_data_is_refused(value: Any, reason: str) -> None:
    with pytest.raises(wire.WireError, match=reason):
        wire.encode(value)


def test_objects_are_kept_behind_and_known_by_numbers() -> None:
    kept: list[Any] = []

    def keep(value: Any) -> int:
        kept.append(value)
        return len(kept) - 1

    thing = object()
    message = wire.encode([1, thing], keep)
    assert kept == [thing]
    assert wire.decode(message, lambda number, name: (number, name)) == [1, (0, "object")]


HOSTILE = [
    {}, {"a": 1, "b": 2}, {"pickle": "x"}, {"object": 1}, {"object": 1, "type": "t"},
    {"object": [], "type": 1}, {"tuple": 5}, {"tuple": None}, {"set": [[]]}, {"set": [{"set": []}]},
    {"frozenset": 1}, {"dict": [[1]]}, {"dict": [[[], 1]]}, {"dict": 3}, {"int": "x"},
    {"int": "9" * 5000}, {"int": []}, {"float": "x"}, {"float": []}, {"complex": [1]},
    {"complex": 5}, {"complex": ["1", 2]}, {"bytes": 5}, {"bytes": "a"}, {"bytes": []}, {"array": []},
    {"array": ["O", [1], ""]}, {"array": ["|O8", [1], "AAAAAAAAAAA="]}, {"array": ["<f8", [2], ""]},
    {"array": ["<f8", ["x"], "AAAAAAAAAAA="]},
    {"array": ["<f8", [10**12], "AAAAAAAAAAA="]}, {"array": ["<f8", 5, "AAAAAAAAAAA="]},
    {"array": ["<U99999999", [1], "AAAA"]}, {"array": ["f8,f8", [1], ""]}, {"array": [5, [1], ""]},
    {"array": ["<f8", [1], 5]}, {"array": ["V8", [1], ""]}, {"array": ["<M8", [1], ""]},
    {"scalar": ["<f3", [], ""]}, {"array": ["<f8", [1]]}, {"array": {"a": 1}}, {"array": None},
    {"array": ["<f8", [0] * 100, ""]}, {"array": ["<f8", [[1]], "AAAAAAAAAAA="]},
]  # fmt: skip


@pytest.mark.parametrize("message", HOSTILE, ids=lambda message: str(message)[:40])
def test_hostile_message_is_refused(message: Any) -> None:
    with pytest.raises(wire.WireError):
        wire.decode(message)


def test_deeply_nested_message_is_refused() -> None:
    message: Any = 1
    for _ in range(5000):
        message = [message]
    with pytest.raises(wire.WireError):
        wire.decode(message)


tags = st.sampled_from(
    ["tuple", "set", "frozenset", "dict", "int", "float", "complex", "bytes", "array", "scalar",
     "object", "type", "other"]
)  # fmt: skip
json_values = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=5)),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(tags, inner, max_size=2)),
    max_leaves=8,
)


@given(json_values)
def test_any_message_is_decoded_or_refused(message: Any) -> None:
    try:
        wire.decode(message, lambda number, name: number)
    except wire.WireError:
        return


def received(data: bytes) -> Any:
    position = 0

    def read(count: int) -> bytes:
        nonlocal position
        if len(data) < position + count:
            raise EOFError
        position += count
        return data[position - count : position]

    return wire.receive(read)


@given(values)
def test_packed_message_is_received(value: Any) -> None:
    message = {"value": wire.encode(value)}
    assert json.dumps(received(wire.packed(message))) == json.dumps(message)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (struct.pack("!I", 64_000_001), "a message is too large"),
        (struct.pack("!I", 3) + b"abc", "a message is no JSON"),
        (struct.pack("!I", 1) + b"\xff", "a message is no JSON"),
        (struct.pack("!I", 0), "a message is no JSON"),
        (struct.pack("!I", 100_000) + b"[" * 100_000, "a message is no JSON"),
        (struct.pack("!I", 6000) + b"9" * 6000, "a message is no JSON"),
    ],
)
def test_message_that_is_none_is_refused(data: bytes, reason: str) -> None:
    with pytest.raises(wire.WireError, match=reason):
        received(data)


@given(st.binary(max_size=40))
def test_any_bytes_are_received_or_refused(data: bytes) -> None:
    try:
        received(data)
    except (wire.WireError, EOFError):
        return


def test_message_that_is_too_large_is_not_sent(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wire, "LARGEST_MESSAGE", 1_000_000)
    with pytest.raises(wire.WireError, match="a value is larger than 1 MB"):
        wire.packed("x" * 1_000_001)
