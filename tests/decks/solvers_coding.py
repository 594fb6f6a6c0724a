"""Answers to the coding questions of the mlops deck, computed by other means than the deck's."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from scipy import stats

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


def window_copy_bytes(v: Mapping[str, Any]) -> float:
    """Make the windows and ask NumPy for their size."""
    x = np.zeros(v["n"], dtype=v["dtype"])
    return sliding_window_view(x, v["w"])[:: v["s"]].copy().nbytes


def im2col_memory(v: Mapping[str, Any]) -> float:
    """Unfold one padded channel as a view and count its entries."""
    side = v["size"] + 2 * v["p"]
    pixel = np.broadcast_to(np.zeros((), dtype=np.float32), (side, side))
    patches = sliding_window_view(pixel, (v["k"], v["k"]))[:: v["s"], :: v["s"]]
    return float(patches.nbytes * v["c"] * v["n"] / 1e6)


def bucket_sharing(v: Mapping[str, Any]) -> float:
    """Subtract the expected number of buckets that hold exactly one token."""
    single = v["m"] * stats.binom.pmf(1, v["n"], 1 / v["m"])
    return float(v["n"] - single)


SOLVERS: dict[str, Callable[[Mapping[str, Any]], float]] = {
    "mlops/coding-window-copy-bytes": window_copy_bytes,
    "mlops/coding-im2col-memory": im2col_memory,
    "mlops/coding-hash-bucket-sharing": bucket_sharing,
}
"""From a question's full id to the function that solves a variant from its drawn values."""
