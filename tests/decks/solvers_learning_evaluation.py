"""The numeric questions on learning and evaluation, solved a second time and in another way.

Each solver gets what the question's Draw assigned and returns the answer: by a library, by brute
force, in fractions or by another formula, and never by the formula that the deck uses.
"""

import itertools
import math
from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any

import numpy as np
from scipy import integrate, optimize, stats
from sklearn import metrics

Values = Mapping[str, Any]
Solver = Callable[[Values], float]


def one_vs_one_time(values: Values) -> float:
    # one fit after the other, each on the rows of its two classes
    k, rows = values["k"], Fraction(1, values["k"])
    pairs = itertools.combinations(range(k), 2)
    return float(sum(values["t"] * (rows + rows) ** 2 for _ in pairs))


def uniform_deviation(values: Values) -> float:
    n, m, delta = values["n"], values["m"], values["delta"]

    def excess(epsilon: float) -> float:
        return float(math.log(m) + math.log(2) - 2 * n * epsilon**2 - math.log(delta))

    return float(optimize.brentq(excess, 1e-9, 10.0, xtol=1e-15))


def knn_bias_variance(values: Values) -> float:
    # noise of ±σ has variance σ²: the mean over all 32 equally likely signs
    spread = math.sqrt(values["v"])
    truth = [values[name] for name in ("f1", "f2", "f3", "f4")]
    errors = []
    for signs in itertools.product((-1, 1), repeat=5):
        labels = [f + sign * spread for f, sign in zip(truth, signs[1:], strict=True)]
        errors.append((values["f0"] + signs[0] * spread - sum(labels) / 4) ** 2)
    return float(np.mean(errors))


def ball_shell_share(values: Values) -> float:
    d = values["d"]
    return float(integrate.quad(lambda t: d * t ** (d - 1), values["r"], 1, epsabs=1e-13)[0])


def log_uniform_trials(values: Values) -> float:
    law = stats.loguniform(10.0 ** -values["a"], 10.0 ** -values["b"])
    return float(values["n"] * (law.cdf(values["high"]) - law.cdf(values["low"])))


def random_search_trials(values: Values) -> float:
    miss, trials = Fraction(1), 0
    while 1 - miss < Fraction(values["p"], 100):
        miss *= 1 - Fraction(values["q"], 100)
        trials += 1
    return trials


def gaussian_class_posterior(values: Values) -> float:
    x, s, share = values["x"], values["s"], values["share"] / 100
    joint_a = (1 - share) * stats.norm.pdf(x, values["ma"], s)
    joint_b = share * stats.norm.pdf(x, values["mb"], s)
    return float(joint_b / (joint_a + joint_b))


def operating_point_cost(values: Values) -> float:
    # the law of total expectation for one part, in fractions
    share, recall, alarm = (Fraction(values[name], 100) for name in ("share", "recall", "alarm"))
    chances = {"missed": share * (1 - recall), "wasted": (1 - share) * alarm}
    one = chances["missed"] * values["miss"] + chances["wasted"] * values["waste"]
    return float(1000 * one)


def calibration_error(values: Values) -> float:
    # every item of every bin: right or not, less the confidence of its bin
    gaps = []
    for b in "123":
        n, right = values[f"n{b}"], values[f"r{b}"]
        rows = np.repeat([1.0, 0.0], [right, n - right]) - values[f"c{b}"]
        gaps.append(np.full(n, abs(rows.mean())))
    return float(np.concatenate(gaps).mean())


def pinball_loss(values: Values) -> float:
    demand = [values[name] for name in ("y1", "y2", "y3")]
    forecast = [values[name] for name in ("f1", "f2", "f3")]
    return float(metrics.mean_pinball_loss(demand, forecast, alpha=values["tau"]))


def adjusted_r_squared(values: Values) -> float:
    n, p, r2 = values["n"], values["p"], Fraction(str(values["r2"]))
    residual_variance, total_variance = (1 - r2) / (n - p - 1), Fraction(1, n - 1)
    return float(1 - residual_variance / total_variance)


def average_precision(values: Values) -> float:
    # walk down the list; recall rises by 1/total at each relevant result
    relevant = np.zeros(60)
    relevant[[values["a"] - 1, values["b"] - 1, values["c"] - 1]] = 1
    precision = np.cumsum(relevant) / np.arange(1, 61)
    steps = np.diff(np.cumsum(relevant) / values["total"], prepend=0.0)
    return float(precision @ steps)


def nested_search_fits(values: Values) -> float:
    fits = 0
    for _ in range(values["outer"]):
        for _cell in itertools.product(range(values["a"]), range(values["b"])):
            fits += values["inner"]
        fits += 1
    return fits


def leave_one_out_mean(values: Values) -> float:
    y = values["y"]
    errors = [Fraction(v) - Fraction(sum(y) - v, len(y) - 1) for v in y]
    return float(sum(error**2 for error in errors) / len(y))


def error_analysis_ceiling(values: Values) -> float:
    # per cent of all items that stay wrong: errors that are not blurred
    sharp = values["n"] - values["blur"] - values["both"]
    return float(Fraction(str(values["rate"])) * sharp / values["n"])


def mcnemar_statistic(values: Values) -> float:
    # the score test of one half for the share of B among the rows of disagreement, squared
    a, b = values["a"] - values["both"], values["b"] - values["both"]
    z = (b / (a + b) - 0.5) / math.sqrt(0.25 / (a + b))
    return float(z * z)


def inverse_propensity_value(values: Values) -> float:
    # every logged visit stands for 1 / p visits, in fractions
    clicks = Fraction(0)
    for visit in range(1, 7):
        chance = Fraction(str(values[f"p{visit}"]))
        if values[f"m{visit}"] == "yes" and values[f"r{visit}"]:
            clicks += 1 / chance
    return float(clicks / 6)


def equal_opportunity_gap(values: Values) -> float:
    recalls = []
    for group in "ab":
        true = np.repeat([1, 1, 0, 0], [values[f"{cell}{group}"] for cell in CELLS])
        decided = np.repeat([1, 0, 1, 0], [values[f"{cell}{group}"] for cell in CELLS])
        recalls.append(metrics.recall_score(true, decided))
    return float(100 * (recalls[0] - recalls[1]))


CELLS = ("tp", "fn", "fp", "tn")

SOLVERS: dict[str, Solver] = {
    "ml-fundamentals/compute-one-vs-one-time": one_vs_one_time,
    "ml-fundamentals/compute-uniform-deviation": uniform_deviation,
    "ml-fundamentals/compute-knn-bias-variance": knn_bias_variance,
    "ml-fundamentals/compute-ball-shell-share": ball_shell_share,
    "ml-fundamentals/compute-log-uniform-trials": log_uniform_trials,
    "ml-fundamentals/compute-random-search-trials": random_search_trials,
    "ml-fundamentals/compute-gaussian-class-posterior": gaussian_class_posterior,
    "ml-fundamentals/compute-operating-point-cost": operating_point_cost,
    "ml-fundamentals/compute-calibration-error": calibration_error,
    "ml-fundamentals/compute-pinball-loss": pinball_loss,
    "ml-fundamentals/compute-adjusted-r-squared": adjusted_r_squared,
    "ml-fundamentals/compute-average-precision": average_precision,
    "ml-fundamentals/compute-nested-search-fits": nested_search_fits,
    "ml-fundamentals/compute-leave-one-out-mean": leave_one_out_mean,
    "ml-fundamentals/compute-error-analysis-ceiling": error_analysis_ceiling,
    "ml-fundamentals/compute-mcnemar-statistic": mcnemar_statistic,
    "ml-fundamentals/compute-inverse-propensity-value": inverse_propensity_value,
    "ml-fundamentals/compute-equal-opportunity-gap": equal_opportunity_gap,
}
