"""The questions on mathematics, probability and statistics, solved a second time.

Each solver gets what the question's Draw assigned and returns the answer in another way than the
deck: by a library, in fractions, by linear equations or by counting cases.
"""

import itertools
import math
from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any

import numpy as np
from scipy import linalg, optimize, special, stats

Values = Mapping[str, Any]
Solver = Callable[[Values], float]


def numbers(values: Values, names: str) -> np.ndarray:
    """Return drawn values by their names, parted by spaces."""
    return np.array([values[name] for name in names.split()], dtype=float)


def exact(values: Values, name: str) -> Fraction:
    """Return a drawn decimal number without its binary error."""
    return Fraction(str(values[name]))


def norm_ratio(values: Values) -> float:
    e = numbers(values, "e1 e2 e3 e4")
    return float(np.linalg.norm(e, 1) / np.linalg.norm(e))


def mapped_area(values: Values) -> float:
    matrix = numbers(values, "a b c d").reshape(2, 2)
    corners = np.array([[0, 0], [values["p"], values["q"]], [values["r"], values["s"]]]) @ matrix.T
    x, y = corners.T
    return float(abs(np.dot(x, np.roll(y, -1)) - np.dot(y, np.roll(x, -1))) / 2)


def largest_eigenvalue(values: Values) -> float:
    return float(np.linalg.eigvalsh(numbers(values, "a b b d").reshape(2, 2))[-1])


def rank_two_error(values: Values) -> float:
    # a matrix with these singular values, and its truncated decomposition
    rng = np.random.default_rng(1)
    left, _ = np.linalg.qr(rng.normal(size=(6, 5)))
    right, _ = np.linalg.qr(rng.normal(size=(5, 5)))
    matrix = left @ np.diag(numbers(values, "s1 s2 s3 s4 s5")) @ right.T
    u, s, v = np.linalg.svd(matrix, full_matrices=False)
    lost = matrix - u[:, :2] @ np.diag(s[:2]) @ v[:2]
    return float(100 * np.linalg.norm(lost) / np.linalg.norm(matrix))


def directional_derivative(values: Values) -> float:
    a, b, c, x, y, u, v = (values[name] for name in "abcxyuv")
    step = 1e-40  # a complex step has no cancellation
    length = math.hypot(u, v)
    x, y = complex(x, step * u / length), complex(y, step * v / length)
    return float((a * x * x + b * x * y + c * y * y).imag / step)


def constrained_minimum(values: Values) -> float:
    p, q, a, b, c = (values[name] for name in "pqabc")
    system = np.array([[2 * p, 0, -a], [0, 2 * q, -b], [a, b, 0]])
    return float(np.linalg.solve(system, [0, 0, c])[0])


def logistic_gradient(values: Values) -> float:
    step = 1e-40
    w = complex(values["w"], step)
    loss = 0
    for x, sign in ((values["x1"], -1), (values["x2"], 1)):
        loss += np.log(1 + np.exp(sign * (w * x + values["b"])))
    return float(loss.imag / step / 2)


def log_sum_exp(values: Values) -> float:
    return float(special.logsumexp(numbers(values, "l1 l2 l3")))


def matrix_chain_cost(values: Values) -> int:
    sizes = [values[name] for name in "abcd"]

    def cheapest(i: int, j: int) -> int:
        """Return the multiplications for the product of the matrices i to j - 1."""
        if j - i == 1:
            return 0
        return min(
            cheapest(i, k) + cheapest(k, j) + sizes[i] * sizes[k] * sizes[j]
            for k in range(i + 1, j)
        )

    return cheapest(0, 3)


def which_version_failed(values: Values) -> float:
    odds = [exact(values, f"share_{v}") * exact(values, f"fail_{v}") for v in "abc"]
    return float(100 / (1 + (odds[0] + odds[1]) / odds[2]))


def hash_collision(values: Values) -> float:
    n, k = values["n"], values["k"]
    return float(1 - Fraction(math.perm(n, k), n**k))


def coupon_collector(values: Values) -> float:
    # absorbing chain on the number of classes seen: (I - Q) t = 1
    n, seen = values["n"], values["seen"]
    size = n - seen
    moves = np.zeros((size, size))
    for row in range(size):
        moves[row, row] = (seen + row) / n
        if row + 1 < size:
            moves[row, row + 1] = 1 - moves[row, row]
    return float(linalg.solve_triangular(np.eye(size) - moves, np.ones(size))[0])


def gamblers_ruin(values: Values) -> float:
    goal, p = values["goal"], exact(values, "p")
    system = np.eye(goal + 1)
    for i in range(1, goal):
        system[i, i + 1], system[i, i - 1] = -float(p), -float(1 - p)
    return float(np.linalg.solve(system, np.eye(goal + 1)[goal])[values["start"]])


def poisson_tail(values: Values) -> float:
    mean = exact(values, "rate") * Fraction(values["minutes"], 60)
    return float(stats.poisson.sf(1, float(mean)))


def effective_sample_size(values: Values) -> float:
    # the variance of the mean from the whole covariance matrix of one patient's images
    m, k, rho = values["m"], values["k"], values["rho"]
    block = np.full((k, k), rho) + (1 - rho) * np.eye(k)
    variance_of_mean = block.sum() / k**2 / m
    return float(1 / variance_of_mean)


def map_coin(values: Values) -> float:
    clicks = values["a"] + values["k"] - 1
    others = values["b"] + values["n"] - values["k"] - 1

    def slope(theta: float) -> float:
        """Return the derivative of the log-posterior."""
        return clicks / theta - others / (1 - theta)

    return float(optimize.brentq(slope, 1e-9, 1 - 1e-9, xtol=1e-16, rtol=1e-14))


def no_failure_bound(values: Values) -> float:
    # Clopper and Pearson's upper limit for 0 of n
    return float(100 * stats.beta.ppf(values["level"] / 100, 1, values["n"]))


def false_discovery_share(values: Values) -> float:
    works, power, alpha = (exact(values, name) / 100 for name in ("works", "power", "alpha"))
    wins = {True: works * power, False: (1 - works) * alpha}
    return float(100 * wins[False] / sum(wins.values()))


def average_of_correlated(values: Values) -> float:
    s1, s2, rho = numbers(values, "s1 s2 rho")
    mixing = np.linalg.cholesky(np.array([[1, rho], [rho, 1]]))
    return float(np.linalg.norm(np.array([s1 / 2, s2 / 2]) @ mixing))


def chi_square_table(values: Values) -> float:
    table = numbers(values, "a b c d").reshape(2, 2)
    return float(stats.chi2_contingency(table, correction=False).statistic)


def fair_coin_tosses(values: Values) -> float:
    p = exact(values, "p")
    equal = sum(
        math.prod(p if side else 1 - p for side in pair)
        for pair in itertools.product((True, False), repeat=2)
        if pair[0] == pair[1]
    )
    # the mean m solves m = 2 + equal * m
    return float(2 / (1 - equal))


def importance_estimate(values: Values) -> float:
    old = [Fraction(values["a1"], 20), Fraction(values["a2"], 20)]
    new = [Fraction(values["b1"], 20), Fraction(values["b2"], 20)]
    old.append(1 - sum(old))
    new.append(1 - sum(new))
    logged = [(0, "r1"), (1, "r2"), (2, "r3"), (0, "r4")]
    weights = {reward: new[i] / old[i] for i, reward in logged}
    weighted = sum(weight * values[reward] for reward, weight in weights.items())
    return float(weighted / sum(weights.values()))


def cuped_users(values: Values) -> float:
    # the residual variance of a regression on the earlier revenue, from the covariance matrix
    rho = float(values["rho"])
    covariance = np.array([[1, rho], [rho, 1]])
    return float(values["n"] / np.linalg.inv(covariance)[0, 0])


def highest_roll(values: Values) -> float:
    n, k = values["n"], values["k"]
    # the maximum is m if all rolls are at most m, and not all at most m - 1
    return float(sum(m * Fraction(m**k - (m - 1) ** k, n**k) for m in range(1, n + 1)))


def minimum_detectable_effect(values: Values) -> float:
    def surplus(effect: float) -> float:
        """Return by how many standard errors the effect exceeds 1.96 + 0.84."""
        return effect / math.hypot(*[values["sd"] / math.sqrt(values["n"])] * 2) - 2.8

    return float(optimize.brentq(surplus, 0, values["sd"], xtol=1e-16, rtol=1e-14))


def binomial_exactly(values: Values) -> float:
    return float(stats.binom.pmf(values["k"], values["n"], float(values["p"])))


def fair_coin_z(values: Values) -> float:
    # the standard deviation from the tosses themselves: half of them 1, the others 0
    n, heads = values["n"], values["heads"]
    tosses = np.repeat([0.0, 1.0], [n - n // 2, n // 2])
    return float((heads / n - tosses.mean()) / (tosses.std() / math.sqrt(n)))


def stationary_share(values: Values) -> float:
    moves = np.array(
        [
            [1 - values["ib"], values["ib"], 0],
            [values["bi"], 1 - values["bi"] - values["bd"], values["bd"]],
            [values["di"], 0, 1 - values["di"]],
        ]
    )
    balance = np.vstack([moves.T - np.eye(3), np.ones(3)])
    return float(np.linalg.lstsq(balance, [0.0, 0.0, 0.0, 1.0])[0][2])


SOLVERS: dict[str, Solver] = {
    "ml-fundamentals/compute-norm-ratio": norm_ratio,
    "ml-fundamentals/compute-mapped-area": mapped_area,
    "ml-fundamentals/compute-largest-eigenvalue": largest_eigenvalue,
    "ml-fundamentals/compute-rank-k-error": rank_two_error,
    "ml-fundamentals/compute-directional-derivative": directional_derivative,
    "ml-fundamentals/compute-constrained-minimum": constrained_minimum,
    "ml-fundamentals/compute-logistic-gradient": logistic_gradient,
    "ml-fundamentals/compute-log-sum-exp": log_sum_exp,
    "ml-fundamentals/compute-matrix-chain-cost": matrix_chain_cost,
    "ml-fundamentals/compute-which-version-failed": which_version_failed,
    "ml-fundamentals/compute-hash-collision": hash_collision,
    "ml-fundamentals/compute-coupon-collector": coupon_collector,
    "ml-fundamentals/compute-gamblers-ruin": gamblers_ruin,
    "ml-fundamentals/compute-poisson-tail": poisson_tail,
    "ml-fundamentals/compute-effective-sample-size": effective_sample_size,
    "ml-fundamentals/compute-map-coin": map_coin,
    "ml-fundamentals/compute-no-failure-bound": no_failure_bound,
    "ml-fundamentals/compute-false-discovery-share": false_discovery_share,
    "ml-fundamentals/compute-average-of-correlated": average_of_correlated,
    "ml-fundamentals/compute-chi-square-table": chi_square_table,
    "ml-fundamentals/compute-fair-coin-tosses": fair_coin_tosses,
    "ml-fundamentals/compute-importance-estimate": importance_estimate,
    "ml-fundamentals/compute-cuped-users": cuped_users,
    "ml-fundamentals/compute-binomial-exactly": binomial_exactly,
    "ml-fundamentals/compute-fair-coin-z": fair_coin_z,
    "ml-fundamentals/compute-stationary-share": stationary_share,
    "ml-fundamentals/compute-highest-roll": highest_roll,
    "ml-fundamentals/compute-minimum-detectable-effect": minimum_detectable_effect,
}
