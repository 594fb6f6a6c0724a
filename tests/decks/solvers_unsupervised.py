"""The numeric questions on clustering, recommenders, RL and time series, solved a second time.

Each solver gets what the question's Draw assigned and returns the answer by another way than the
deck: by a library, by matrices, in fractions, by finite differences or by counting.
"""

import itertools
import math
from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any

import numpy as np
from scipy import cluster, optimize, spatial, special, stats
from sklearn import metrics

Values = Mapping[str, Any]
Solver = Callable[[Values], float]


def numbers(values: Values, names: str) -> np.ndarray:
    """Return drawn values by their names, parted by spaces."""
    return np.array([values[name] for name in names.split()], dtype=float)


def k_means_plus_plus(values: Values) -> float:
    # exact weights, walked through like a lottery
    weights = {p: Fraction(p - values["first"]) ** 2 for p in values["points"]}
    return float(weights[values["target"]] / sum(weights.values()))


def mixture_parameters(values: Values) -> float:
    # count the entries one by one
    k, d = values["k"], values["d"]
    square = [(i, j) for i in range(d) for j in range(d)]
    symmetric = sum(1 for i, j in square if i <= j)
    one = sum(1 for i, j in square if i == j) if values["kind"] == 1 else symmetric
    matrices = 1 if values["kind"] == 2 else k
    simplex = len(range(1, k))
    return float(simplex + sum(1 for _ in itertools.product(range(k), range(d))) + matrices * one)


def linkage_height(values: Values) -> float:
    # let SciPy merge six points whose groups are first drawn together; the last merge counts
    a, b = (np.array(values[name], dtype=float)[:, None] for name in "ab")
    between = spatial.distance.cdist(a, b)
    within = 1e-12 * (1 - np.eye(3))
    condensed = spatial.distance.squareform(np.block([[within, between], [between.T, within]]))
    name = ["single", "complete", "average"][values["kind"]]
    return float(cluster.hierarchy.linkage(condensed, name)[-1, 2])


def silhouette(values: Values) -> float:
    names = "point a1 a2 b1 b2 c1 c2"
    points = numbers(values, names)[:, None]
    return float(metrics.silhouette_samples(points, [0, 0, 0, 1, 1, 2, 2])[0])


def adjusted_rand(values: Values) -> float:
    cells = [values[name] for name in "abcd"]
    classes = np.repeat([0, 0, 1, 1], cells)
    clusters = np.repeat([0, 1, 0, 1], cells)
    return float(metrics.adjusted_rand_score(classes, clusters))


def reconstruction_error(values: Values) -> float:
    # build rows with exactly this covariance matrix and reconstruct them
    n, k = values["n"], values["k"]
    rng = np.random.default_rng(0)
    raw = rng.normal(size=(n, 5))
    basis, _ = np.linalg.qr(raw - raw.mean(axis=0))
    turn, _ = np.linalg.qr(rng.normal(size=(5, 5)))
    rows = basis * np.sqrt(np.array(values["values"]) * (n - 1)) @ turn + 7.0
    centred = rows - rows.mean(axis=0)
    _, vectors = np.linalg.eigh(np.cov(rows, rowvar=False))
    first = vectors[:, ::-1][:, :k]
    return float(((centred - centred @ first @ first.T) ** 2).sum())


def mahalanobis(values: Values) -> float:
    s1, s2 = values["s1"], values["s2"]
    mixed = values["rho"] * s1 * s2
    inverse = np.linalg.inv(np.array([[s1**2, mixed], [mixed, s2**2]]))
    point, mean = numbers(values, "x y"), numbers(values, "m1 m2")
    return float(spatial.distance.mahalanobis(point, mean, inverse))


def item_neighbour(values: Values) -> float:
    deviations = numbers(values, "rg rh") - numbers(values, "mg mh")
    return float(values["mf"] + np.average(deviations, weights=numbers(values, "sg sh")))


def factorisation_step(values: Values) -> float:
    # the gradient by central differences; exact for a quadratic up to rounding
    q = numbers(values, "q1 q2")

    def loss(p1: float) -> float:
        p = np.array([p1, values["p2"]])
        error = values["r"] - values["mu"] - p @ q
        return float(0.5 * error**2 + 0.5 * values["penalty"] * (p @ p + q @ q))

    slope = (loss(values["p1"] + 0.5) - loss(values["p1"] - 0.5)) / 1.0
    return float(values["p1"] - values["rate"] * slope)


def ranknet_loss(values: Values) -> float:
    total = 0.0
    for (g, s), (h, t) in itertools.combinations(
        zip(values["grades"], values["scores"], strict=True), 2
    ):
        if g != h:
            right = special.expit(s - t) if g > h else special.expit(t - s)
            total -= math.log(right)
    return total


def inverse_propensity(values: Values) -> float:
    clicks = np.repeat(
        [1 / values["e1"], 1 / values["e6"], 0.0],
        [values["c1"], values["c6"], values["n1"] + values["n2"] - values["c1"] - values["c6"]],
    )
    return float(clicks.mean())


def two_states(values: Values) -> float:
    moves = np.array([[0.0, 1.0], [values["p"], 0.0]])
    rewards = numbers(values, "ra rb")
    return float(np.linalg.solve(np.eye(2) - values["gamma"] * moves, rewards)[0])


def n_step_update(values: Values) -> float:
    # the n-step error as a sum of one-step errors; the unknown V(s2) cancels
    gamma = values["gamma"]
    states = np.array([values["v0"], values["v1"], 17.0, values["v3"]], dtype=float)
    deltas = numbers(values, "r1 r2 r3") + gamma * states[1:] - states[:-1]
    return float(values["v0"] + values["alpha"] * np.polyval(deltas[::-1], gamma))


def policy_gradient_step(values: Values) -> float:
    # differentiate the log-probability numerically, in complex arithmetic
    step = 1e-30
    preferences = numbers(values, "h1 h2 h3").astype(complex)
    preferences[1] += 1j * step
    log_chance = np.log(np.exp(preferences[0]) / np.exp(preferences).sum())
    slope = log_chance.imag / step
    return float(values["h2"] + values["alpha"] * (values["g"] - values["b"]) * slope)


def explore_then_commit(values: Values) -> float:
    # conversions of each course, in fractions
    best = Fraction(str(values["best"])) / 100
    other = Fraction(str(values["other"])) / 100
    wrong = Fraction(values["wrong"], 100)
    m, rest = values["m"], values["rest"]
    reached = m * (best + other) + rest * ((1 - wrong) * best + wrong * other)
    return float((2 * m + rest) * best - reached)


def autocorrelation(values: Values) -> float:
    series = np.array(values["values"], dtype=float)
    dev = series - series.mean()
    full = np.correlate(dev, dev, mode="full")
    middle = len(series) - 1
    return float(full[middle + 1] / full[middle])


def mase(values: Values) -> float:
    error = metrics.mean_absolute_error(values["test"], values["forecast"])
    return float(error / np.abs(np.diff(values["train"])).mean())


def exponential_smoothing(values: Values) -> float:
    # the weights written out
    alpha = values["alpha"]
    weights = [(1 - alpha) ** 3] + [alpha * (1 - alpha) ** k for k in (2, 1, 0)]
    return float(np.dot(weights, numbers(values, "start y1 y2 y3")))


def ar_one_interval(values: Values) -> float:
    # propagate mean and variance step by step, then invert the normal distribution function
    mean, variance = float(values["last"]), 0.0
    for _ in range(2):
        mean = values["c"] + values["phi"] * mean
        variance = values["phi"] ** 2 * variance + values["sigma"] ** 2
    law = stats.norm(mean, math.sqrt(variance))
    share = stats.norm.cdf(1.96)
    top = mean + 10 * math.sqrt(variance)
    return float(optimize.brentq(lambda x: law.cdf(x) - share, mean, top, xtol=1e-13, rtol=1e-14))


SOLVERS: dict[str, Solver] = {
    "ml-fundamentals/compute-k-means-plus-plus-chance": k_means_plus_plus,
    "ml-fundamentals/compute-mixture-free-parameters": mixture_parameters,
    "ml-fundamentals/compute-linkage-height": linkage_height,
    "ml-fundamentals/compute-silhouette": silhouette,
    "ml-fundamentals/compute-adjusted-rand": adjusted_rand,
    "ml-fundamentals/compute-pca-reconstruction-error": reconstruction_error,
    "ml-fundamentals/compute-mahalanobis-distance": mahalanobis,
    "ml-fundamentals/compute-item-neighbour-rating": item_neighbour,
    "ml-fundamentals/compute-matrix-factorisation-step": factorisation_step,
    "ml-fundamentals/compute-ranknet-loss": ranknet_loss,
    "ml-fundamentals/compute-inverse-propensity-relevance": inverse_propensity,
    "ml-fundamentals/compute-two-state-value": two_states,
    "ml-fundamentals/compute-n-step-update": n_step_update,
    "ml-fundamentals/compute-policy-gradient-step": policy_gradient_step,
    "ml-fundamentals/compute-explore-then-commit-regret": explore_then_commit,
    "ml-fundamentals/compute-autocorrelation": autocorrelation,
    "ml-fundamentals/compute-mase": mase,
    "ml-fundamentals/compute-exponential-smoothing": exponential_smoothing,
    "ml-fundamentals/compute-ar-one-interval": ar_one_interval,
}
