"""The numeric questions on data and classical models, solved a second time and in another way.

Each solver gets what the question's Draw assigned and returns the answer: by a library, by brute
force, in fractions or by another formula, and never by the formula that the deck uses.
"""

import itertools
from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any

import numpy as np
from scipy import optimize, special, stats
from sklearn import metrics, neighbors, tree, utils

Values = Mapping[str, Any]
Solver = Callable[[Values], float]


def exact(number: float) -> Fraction:
    """Return a drawn decimal as the fraction that its digits say."""
    return Fraction(str(number))


def mean_imputation_deviation(values: Values) -> float:
    # a column with exactly this mean and deviation, its gaps really filled
    n, gaps = values["n"], values["gaps"]
    there = n - gaps
    column = np.linspace(-1.0, 1.0, there)
    column = values["mean"] + values["sd"] * (column - column.mean()) / column.std()
    return float(np.concatenate([column, np.full(gaps, column.mean())]).std())


def modified_z_score(values: Values) -> float:
    data = np.array(values["data"], dtype=float)
    spread = stats.median_abs_deviation(data)
    return float(0.6745 * (values["target"] - np.median(data)) / spread)


def balanced_class_weight(values: Values) -> float:
    labels = np.repeat([0, 1], [values["rows"] - values["rare"], values["rare"]])
    light, heavy = utils.compute_class_weight("balanced", classes=np.array([0, 1]), y=labels)
    return float(heavy / light)


def base_rate_correction(values: Values) -> float:
    # by log-odds: take the old prior out, put the new one in
    score, old, new = values["score"], values["train_rate"] / 100, values["real_rate"] / 100
    shift = special.logit(new) - special.logit(old)
    return float(special.expit(special.logit(score) + shift))


def accuracy_behind_noisy_labels(values: Values) -> float:
    noise, seen = values["noise"] / 100, values["seen"] / 100

    def agreement(accuracy: float) -> float:
        pairs = itertools.product((True, False), repeat=2)
        chances = [
            (accuracy if model_right else 1 - accuracy) * (1 - noise if label_right else noise)
            for model_right, label_right in pairs
            if model_right == label_right
        ]
        return float(sum(chances))

    return float(100 * optimize.brentq(lambda a: agreement(a) - seen, 0.0, 1.0, xtol=1e-15))


def left_join_rows(values: Values) -> float:
    left = [key for key in (1, 2, 3) for _ in range(values[f"a{key}"])] + [None] * values["an"]
    right = [key for key in (1, 2) for _ in range(values[f"b{key}"])] + [None] * values["bn"]
    rows = 0
    for key in left:
        partners = [other for other in right if key is not None and other == key]
        rows += len(partners) or 1
    return rows


def ks_statistic(values: Values) -> float:
    return float(stats.ks_2samp(values["pool"], values["others"], method="exact").statistic)


def ols_prediction(values: Values) -> float:
    line = np.polynomial.Polynomial.fit(values["xs"], values["ys"], 1)
    return float(line(values["new"]))


def variance_inflation(values: Values) -> float:
    # the diagonal of the inverse correlation matrix
    correlations = np.array([[1.0, values["r"]], [values["r"], 1.0]])
    return float(np.sqrt(np.linalg.inv(correlations)[0, 0]))


def logistic_boundary(values: Values) -> float:
    def excess(x2: float) -> float:
        z = values["b"] + values["w1"] * values["x1"] + values["w2"] * x2
        return float(special.expit(z) - values["cut"])

    return float(optimize.brentq(excess, -200.0, 200.0, xtol=1e-14, rtol=1e-15))


def lasso_one_weight(values: Values) -> float:
    # the slope of the objective on the side of the minimum vanishes there
    xs = [Fraction(values[f"x{k}"]) for k in (1, 2, 3)]
    ys = [Fraction(values[f"y{k}"]) for k in (1, 2, 3)]

    def objective(w: Fraction) -> Fraction:
        squares = sum(((y - w * x) ** 2 for x, y in zip(xs, ys, strict=True)), Fraction(0))
        return Fraction(squares / 2 + values["penalty"] * abs(w))

    candidates = [Fraction(0)]
    for side in (-1, 1):
        # a parabola on either side of zero: three values give its vertex
        low, middle, high = (objective(Fraction(side * k)) for k in (1, 2, 3))
        curve, slope = low - 2 * middle + high, (high - low) / 2
        vertex = 2 - slope / curve
        if vertex > 0:
            candidates.append(side * vertex)
    return float(min(candidates, key=objective))


def huber_sum(values: Values) -> float:
    errors = np.array([values[f"e{k}"] for k in (1, 2, 3, 4)])
    return float(special.huber(values["delta"], errors).sum())


def multinomial_word_probability(values: Values) -> float:
    # all words of the vocabulary smoothed, then normalised
    counts = np.zeros(values["vocabulary"])
    counts[0], counts[1] = values["count"], values["tokens"] - values["count"]
    smoothed = counts + values["alpha"]
    return float(smoothed[0] / smoothed.sum())


def knn_weighted_regression(values: Values) -> float:
    model = neighbors.KNeighborsRegressor(n_neighbors=values["k"], weights="distance")
    model.fit(np.array(values["xs"], dtype=float)[:, None], values["ys"])
    return float(model.predict([[float(values["query"])]])[0])


def svm_objective(values: Values) -> float:
    rows = np.array([[values[f"{name}1"], values[f"{name}2"]] for name in "pqr"], dtype=float)
    labels = np.array([1, 1, -1])
    w = np.array([values["w1"], values["w2"]])
    scores = rows @ w + values["b"]
    hinges = metrics.hinge_loss(labels, scores) * len(labels)
    return float(np.linalg.norm(w) ** 2 / 2 + values["c"] * hinges)


def information_gain(values: Values) -> float:
    # mutual information of side and class: entropies of the margins less that of the table
    table = np.array(
        [[values["left1"], values["left0"]], [values["right1"], values["right0"]]], dtype=float
    )
    parts = [table.sum(axis=0), table.sum(axis=1), table.ravel()]
    classes, sides, cells = (stats.entropy(part, base=2) for part in parts)
    return float(classes + sides - cells)


def forest_variance(values: Values) -> float:
    trees, variance, rho = values["trees"], values["variance"], values["rho"]
    covariance = np.full((trees, trees), rho * variance)
    np.fill_diagonal(covariance, variance)
    weights = np.full(trees, 1 / trees)
    return float(weights @ covariance @ weights)


def gradient_boosting_round(values: Values) -> float:
    xs = np.array([[values[f"x{k}"]] for k in (1, 2, 3, 4)], dtype=float)
    ys = np.array([values[f"y{k}"] for k in (1, 2, 3, 4)], dtype=float)
    side = (xs < values["cut"]).astype(float)
    stump = tree.DecisionTreeRegressor(max_depth=1).fit(side, ys - ys.mean())
    step = stump.predict([[float(values["new"] < values["cut"])]])[0]
    return float(ys.mean() + values["rate"] * step)


def second_order_leaf_weight(values: Values) -> float:
    # the vertex of the parabola that replaces the loss, in fractions
    p, lam = exact(values["p"]), exact(values["lam"])

    def parabola(w: Fraction) -> Fraction:
        total: Fraction = lam * w * w / 2
        for row in range(values["n"]):
            label = 1 if row < values["ones"] else 0
            total += (p - label) * w + p * (1 - p) * w * w / 2
        return total

    low, middle, high = (parabola(Fraction(k)) for k in (-1, 0, 1))
    return float(-(high - low) / 2 / (low - 2 * middle + high))


def majority_vote_accuracy(values: Values) -> float:
    n, p = values["n"], values["p"] / 100
    return float(100 * stats.binom.sf(n // 2, n, p))


def shapley_value(values: Values) -> float:
    worth = {
        frozenset(names): Fraction(values["v" + "".join(names)] if names else values["v0"])
        for size in range(4)
        for names in itertools.combinations("abc", size)
    }
    gains = []
    for order in itertools.permutations("abc"):
        before = frozenset(order[: order.index("a")])
        gains.append(worth[before | {"a"}] - worth[before])
    return float(sum(gains, Fraction(0)) / len(gains))


SOLVERS: dict[str, Solver] = {
    "ml-fundamentals/compute-mean-imputation-deviation": mean_imputation_deviation,
    "ml-fundamentals/compute-modified-z-score": modified_z_score,
    "ml-fundamentals/compute-balanced-class-weight": balanced_class_weight,
    "ml-fundamentals/compute-base-rate-correction": base_rate_correction,
    "ml-fundamentals/compute-accuracy-behind-noisy-labels": accuracy_behind_noisy_labels,
    "ml-fundamentals/compute-left-join-rows": left_join_rows,
    "ml-fundamentals/compute-ks-statistic": ks_statistic,
    "ml-fundamentals/compute-ols-prediction": ols_prediction,
    "ml-fundamentals/compute-variance-inflation": variance_inflation,
    "ml-fundamentals/compute-logistic-boundary": logistic_boundary,
    "ml-fundamentals/compute-lasso-one-weight": lasso_one_weight,
    "ml-fundamentals/compute-huber-loss": huber_sum,
    "ml-fundamentals/compute-multinomial-word-probability": multinomial_word_probability,
    "ml-fundamentals/compute-knn-weighted-regression": knn_weighted_regression,
    "ml-fundamentals/compute-svm-objective": svm_objective,
    "ml-fundamentals/compute-information-gain": information_gain,
    "ml-fundamentals/compute-forest-variance": forest_variance,
    "ml-fundamentals/compute-gradient-boosting-round": gradient_boosting_round,
    "ml-fundamentals/compute-second-order-leaf-weight": second_order_leaf_weight,
    "ml-fundamentals/compute-majority-vote-accuracy": majority_vote_accuracy,
    "ml-fundamentals/compute-shapley-three-features": shapley_value,
}
