"""An MLOps pipeline in miniature: validate, train, evaluate, register, serve, watch.

Each month a model of who will cancel is trained on data that pass a check, and it goes live only
if it beats the last one on the same held-out rows. Then the customers change, week by week; an
index that compares them with those of the training gives the alarm before any label arrives.
"""

import hashlib
import sys
from collections.abc import Iterator

import numpy as np

random = np.random.default_rng(4)


def customers(count: int, shift: float = 0) -> tuple[np.ndarray, np.ndarray]:
    """Return a one, the monthly price and the years as a customer; and who cancelled."""
    x = np.c_[np.ones(count), random.normal(40 + shift, 6, count), random.exponential(2, count)]
    return x, random.random(count) < 1 / (1 + np.exp(-x @ [-6, 0.16, -0.8]))


def train(x: np.ndarray, y: np.ndarray) -> np.ndarray:
    """Return the weights of a logistic regression, by Newton's method."""
    w = np.zeros(3)
    for _ in range(6):
        p = 1 / (1 + np.exp(-x @ w))
        w += np.linalg.solve(x.T @ (x * (p * (1 - p))[:, None]), x.T @ (y - p))
    return w


def demonstration() -> Iterator[str]:
    """Yield the lines to be shown."""
    (held, outcome), registry, live = customers(2000), {"": (9.0, np.zeros(3), np.zeros(1))}, ""
    months = {"January": (60, 1), "February": (900, 100), "March": (900, 1), "April": (90, 1)}
    for month, (count, unit) in months.items():
        x, y = customers(count)
        median = np.median(x[:, 1]) * unit
        if not 20 < median < 80:
            yield f"{month:9} validate: a median price of {median:.0f}? Rejected; nothing trained"
            continue
        w = train(x, y)
        loss = np.mean(np.logaddexp(0, np.where(outcome, -1, 1) * (held @ w)))
        version = hashlib.sha256(w.round(6).tobytes()).hexdigest()[:7]
        registry[version] = loss, w, x[:, 1]
        live, word = (version, "is live") if loss < registry[live][0] else (live, "stays out")
        yield f"{month:9} validate: good; train: {version}; evaluate: loss {loss:.3f}, {word}"
    _, w, prices = registry[live]
    edges = [-np.inf, *np.quantile(prices, np.arange(0.1, 0.95, 0.1)), np.inf]
    for week in range(1, 11):
        x, _ = customers(600, shift=max(0, week - 4))
        p, q = (np.histogram(part, edges)[0] / len(part) + 1e-3 for part in (prices, x[:, 1]))
        index = np.sum((q - p) * np.log(q / p))  # the population stability index
        mark = "#" * int(25 * index) + " ALARM" * int(index > 0.25)
        yield f"week {week:4} {live} {np.mean(x @ w > 0):.0%} will cancel, index {index:.2f} {mark}"


if __name__ == "__main__":
    sys.stdout.writelines(f"{line.rstrip()}\n" for line in demonstration())
