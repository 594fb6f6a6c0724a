"""Answers to the mlops deck's numeric questions, computed by other means than the deck's."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

import numpy as np
from scipy import special, stats

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


def replicas(v: Mapping[str, Any]) -> float:
    """Add replicas until few enough slots are busy."""
    in_work = Fraction(v["rate"] * v["latency"], 1000)
    count = 1
    while in_work / (count * v["slots"]) > Fraction(v["share"], 100):
        count += 1
    return count


def cost_per_thousand_calls(v: Mapping[str, Any]) -> float:
    """Find how long a thousand calls take, and what that time costs."""
    seconds = Fraction(1000 * 100, v["rate"] * v["share"])
    cents_per_second = Fraction(str(v["price"])) * 100 / 3600
    return float(seconds * cents_per_second)


def fan_out_tail(v: Mapping[str, Any]) -> float:
    """Use the binomial distribution of the number of slow calls."""
    return float(100 * stats.binom.sf(0, v["n"], v["slow"] / 100))


def quantised_memory(v: Mapping[str, Any]) -> float:
    """Count the bytes of whole groups."""
    group_bits = v["group"] * v["bits"] + 16
    groups = Fraction(str(v["params"])) * 10**9 / v["group"]
    return float(groups * group_bits / 8 / 10**9)


def psi(v: Mapping[str, Any]) -> float:
    """Add the relative entropies of both directions, from the counts."""
    reference = np.array([v["r1"], v["r2"], v["r3"]], dtype=float)
    today = np.array([v["t1"], v["t2"], v["t3"]], dtype=float)
    return float(stats.entropy(reference, today) + stats.entropy(today, reference))


def false_alarms(v: Mapping[str, Any]) -> float:
    """Take the mean of a binomial distribution."""
    return float(stats.binom.mean(v["features"] * v["checks"] * 7, v["alpha"]))


def ab_test_days(v: Mapping[str, Any]) -> float:
    """Search for the duration at which the power reaches 80 %, with the quantiles given."""
    p = v["base"] / 100
    effect = p * v["lift"] / 100

    def power(days: float) -> float:
        group = days * v["visitors"] * v["share"] / 100 / 2
        error = np.sqrt(p * (1 - p) / group + p * (1 - p) / group)
        return float(special.ndtr(effect / error - 1.96))

    low, high, wanted = 0.01, 1000.0, special.ndtr(0.84)
    for _ in range(100):
        middle = (low + high) / 2
        low, high = (low, middle) if power(middle) > wanted else (middle, high)
    return low


def sample_ratio_mismatch(v: Mapping[str, Any]) -> float:
    """Ask SciPy."""
    observed = np.array([v["control"], v["treatment"]])
    shares = np.array([v["share"], v["rest"]]) / 100
    return float(stats.chisquare(observed, observed.sum() * shares).statistic)


def canary_minutes(v: Mapping[str, Any]) -> float:
    """Try one minute after the other."""
    per_minute = v["rate"] * v["share"] // 100
    minutes = np.arange(1, 20_001)
    seen = stats.binom.sf(0, minutes * per_minute, v["fault"] / 100)
    return int(minutes[np.argmax(seen >= v["sure"] / 100)])


def training_days(v: Mapping[str, Any]) -> float:
    """Find how long one token takes, forward and backward, and multiply."""
    parameters = Fraction(str(v["params"])) * 10**9
    forward, backward = 2 * parameters, 4 * parameters
    per_day = Fraction(v["gpus"] * v["peak"] * 10**12 * v["share"], 100) * 24 * 3600
    return float((forward + backward) / per_day * v["tokens"] * 10**9)


def broadcast_memory(v: Mapping[str, Any]) -> float:
    """Let NumPy work out shape and size."""
    shape = np.broadcast_shapes((v["n"], 1, v["d"]), (1, v["m"], v["d"]))
    return float(np.broadcast_to(np.zeros((), v["dtype"]), shape).nbytes / 1e9)


SOLVERS: dict[str, Callable[[Mapping[str, Any]], float]] = {
    "mlops/mlops-replicas-by-littles-law": replicas,
    "mlops/mlops-cost-per-thousand-calls": cost_per_thousand_calls,
    "mlops/mlops-fan-out-tail": fan_out_tail,
    "mlops/mlops-quantised-model-memory": quantised_memory,
    "mlops/mlops-psi-from-histograms": psi,
    "mlops/mlops-false-alarms-per-week": false_alarms,
    "mlops/mlops-ab-test-days": ab_test_days,
    "mlops/mlops-sample-ratio-mismatch": sample_ratio_mismatch,
    "mlops/mlops-canary-minutes": canary_minutes,
    "mlops/mlops-training-days": training_days,
    "mlops/coding-broadcast-memory": broadcast_memory,
}
"""From a question's full id to the function that solves a variant from its drawn values."""
