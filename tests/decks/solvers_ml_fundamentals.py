"""The numeric questions of ml-fundamentals, solved a second time and in another way.

Each solver gets what the question's Draw assigned and returns the answer: by a library, by brute
force, in fractions or by another formula, and never by the formula that the deck uses.
"""

import itertools
import math
from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from typing import Any

import numpy as np
from scipy import optimize, special, stats
from sklearn import metrics, naive_bayes, preprocessing, tree

Values = Mapping[str, Any]
Solver = Callable[[Values], float]


def numbers(values: Values, names: str) -> np.ndarray:
    """Return drawn values by their names, parted by spaces."""
    return np.array([values[name] for name in names.split()], dtype=float)


def labels_of(counts: Sequence[Sequence[int]]) -> tuple[np.ndarray, np.ndarray]:
    """Return the true and the predicted class of every row behind a table of counts."""
    cells = np.array(counts)
    true, predicted = np.indices(cells.shape)
    return np.repeat(true.ravel(), cells.ravel()), np.repeat(predicted.ravel(), cells.ravel())


def read_list(text: str) -> np.ndarray:
    """Return the numbers of a list as the prompt shows it."""
    return np.array([float(number) for number in text.split(",")])


def neighbourhood_edge(values: Values) -> float:
    n, k, d = values["n"], values["k"], values["d"]
    return float(optimize.brentq(lambda edge: n * edge**d - k, 0.0, 1.0, xtol=1e-15))


def bayes_two_tests(values: Values) -> float:
    # the whole population of states and results, then the share among those with this result
    chances = {}
    for sick, a, b in itertools.product((True, False), repeat=3):
        chance = Fraction(values["prevalence"], 100)
        chance = chance if sick else 1 - chance
        for positive, name in ((a, "a"), (b, "b")):
            right = Fraction(values[f"sens_{name}" if sick else f"spec_{name}"], 100)
            chance *= right if positive == sick else 1 - right
        chances[sick, a, b] = chance
    assert sum(chances.values()) == 1
    with_result = sum(chances[sick, True, False] for sick in (True, False))
    return float(100 * chances[True, True, False] / with_result)


def waiting_for_a_run(values: Values) -> float:
    # an absorbing Markov chain on the present length of the run: (I − Q) t = 1
    run, p = values["run"], values["p"]
    moves = np.zeros((run, run))
    moves[:, 0] = 1 - p
    for length in range(run - 1):
        moves[length, length + 1] = p
    return float(np.linalg.solve(np.eye(run) - moves, np.ones(run))[0])


def kl_divergence(values: Values) -> float:
    return float(stats.entropy(numbers(values, "p1 p2 p3"), numbers(values, "q1 q2 q3"), base=2))


def accuracy_interval(values: Values) -> float:
    right = np.repeat([1.0, 0.0], [values["correct"], values["n"] - values["correct"]])
    return float(100 * (right.mean() - 1.96 * stats.sem(right, ddof=0)))


def sample_size_two_rates(values: Values) -> float:
    old, new = (Fraction(values[name]) / 100 for name in ("base", "target"))
    z = Fraction("1.96") + Fraction("0.84")

    def found(n: int) -> bool:
        """Whether the true difference lies 1.96 + 0.84 standard errors away from zero."""
        return (new - old) ** 2 >= z**2 * (old * (1 - old) + new * (1 - new)) / n

    few, enough = 1, 1 << 30
    while enough - few > 1:
        middle = (few + enough) // 2
        few, enough = (few, middle) if found(middle) else (middle, enough)
    return enough


def projection_remainder(values: Values) -> float:
    u, v = numbers(values, "u1 u2 u3"), numbers(values, "v1 v2 v3")
    return float(np.linalg.norm(np.cross(u, v)) / np.linalg.norm(u))


def gradient_step(values: Values) -> float:
    x, y = numbers(values, "x1 x2"), numbers(values, "y1 y2")
    step = 1e-40  # a complex step has no cancellation
    loss = np.mean((complex(values["w"], step) * x + values["b"] - y) ** 2)
    return float(values["w"] - values["rate"] * loss.imag / step)


def standardised_value(values: Values) -> float:
    column = read_list(values["values"]).reshape(-1, 1)
    scaler = preprocessing.StandardScaler().fit(column)
    return float(scaler.transform([[values["live"]]])[0, 0])


def iqr_fence(values: Values) -> float:
    q1, q3 = np.percentile(read_list(values["values"]), [25, 75])
    return float(q3 + 1.5 * (q3 - q1))


def cohens_kappa(values: Values) -> float:
    table = [[values["both"], values["only_a"]], [values["only_b"], values["neither"]]]
    return float(metrics.cohen_kappa_score(*labels_of(table)))


def target_encoding(values: Values) -> float:
    kept = values["rows"] - values["fold_rows"]
    ones = values["positives"] - values["fold_positives"]
    seen = np.repeat([1.0, 0.0, values["overall"]], [ones, kept - ones, values["m"]])
    return float(seen.mean())


def ridge_one_weight(values: Values) -> float:
    # a penalty is one more row of data
    x, y = numbers(values, "x1 x2 x3"), numbers(values, "y1 y2 y3")
    column = np.append(x, math.sqrt(values["penalty"])).reshape(-1, 1)
    return float(np.linalg.lstsq(column, np.append(y, 0.0))[0][0])


def logistic_probability_change(values: Values) -> float:
    log_odds = special.logit(values["before"] / 100) + values["beta"] * values["units"]
    return float(100 * special.expit(log_odds))


def naive_bayes_smoothed(values: Values) -> float:
    def rows(size: int, free: int, meeting: int) -> np.ndarray:
        places = np.arange(size)
        return np.column_stack([places < free, places < meeting]).astype(int)

    spam = rows(values["spam"], values["free_spam"], values["meet_spam"])
    ham = rows(values["ham"], values["free_ham"], values["meet_ham"])
    model = naive_bayes.BernoulliNB(alpha=1.0)
    model.fit(np.vstack([spam, ham]), np.repeat([1, 0], [len(spam), len(ham)]))
    return float(model.predict_proba([[1, 0]])[0, 1])


def gini_gain(values: Values) -> float:
    counts = numbers(values, "left1 left0 right1 right0").astype(int)
    side, label = np.repeat([0, 0, 1, 1], counts), np.repeat([1, 0, 1, 0], counts)
    stump = tree.DecisionTreeClassifier(max_depth=1).fit(side.reshape(-1, 1), label).tree_
    share = stump.n_node_samples / len(side)
    return float(stump.impurity[0] - share[1:] @ stump.impurity[1:])


def adaboost_second_vote(values: Values) -> float:
    n, k, m, j = (values[name] for name in "nkmj")
    row = np.arange(n)
    first_wrong = row < k
    second_wrong = (row < j) | ((row >= k) & (row < k + m - j))
    assert second_wrong.sum() == m
    weights = np.full(n, 1 / n)
    vote = 0.0
    for wrong in (first_wrong, second_wrong):
        error = weights[wrong].sum()
        vote = 0.5 * math.log((1 - error) / error)
        weights = weights * np.exp(np.where(wrong, vote, -vote))
        weights /= weights.sum()
    return vote


def out_of_bag_trees(values: Values) -> float:
    return float(values["trees"] * Fraction(values["n"] - 1, values["n"]) ** values["m"])


def f_beta(values: Values) -> float:
    missed, alarms = values["fn"], values["flagged"] - values["tp"]
    true, called = labels_of([[5, alarms], [missed, values["tp"]]])
    return float(metrics.fbeta_score(true, called, beta=values["beta"]))


def macro_f1(values: Values) -> float:
    table = [[values[true + called] for called in "abc"] for true in "abc"]
    return float(metrics.f1_score(*labels_of(table), average="macro"))


def auc_with_ties(values: Values) -> float:
    positive, negative = (read_list(values[f"{sign}_scores"]) for sign in ("positive", "negative"))
    labels = np.repeat([1, 0], [len(positive), len(negative)])
    return float(metrics.roc_auc_score(labels, np.concatenate([positive, negative])))


def log_loss(values: Values) -> float:
    labels, chances = numbers(values, "y1 y2 y3 y4"), numbers(values, "p1 p2 p3 p4")
    return float(metrics.log_loss(labels, chances, labels=[0, 1]))


def brier_skill(values: Values) -> float:
    # the skill score is the R² of the probabilities
    labels, chances = numbers(values, "y1 y2 y3 y4 y5"), numbers(values, "p1 p2 p3 p4 p5")
    return float(metrics.r2_score(labels, chances))


def ndcg_at_three(values: Values) -> float:
    grades = numbers(values, "g1 g2 g3 g4 g5")
    return float(metrics.ndcg_score([grades], [[5, 4, 3, 2, 1]], k=3))


def cost_threshold(values: Values) -> float:
    # expected cost is linear in p: solve for where the two lines meet
    repair, check, failure = numbers(values, "repair check failure")
    meeting = np.array([[repair - check, -1.0], [failure, -1.0]])
    return float(np.linalg.solve(meeting, [-check, 0.0])[0])


def r_squared(values: Values) -> float:
    return float(metrics.r2_score(numbers(values, "y1 y2 y3 y4"), numbers(values, "f1 f2 f3 f4")))


def mape(values: Values) -> float:
    sold, forecast = numbers(values, "y1 y2 y3"), numbers(values, "f1 f2 f3")
    return float(100 * metrics.mean_absolute_percentage_error(sold, forecast))


def k_means_step(values: Values) -> float:
    points, centroids = read_list(values["values"]), numbers(values, "c1 c2")
    nearest = np.abs(points[:, None] - centroids).argmin(axis=1)
    return float(points[nearest == 1].mean())


def em_responsibility(values: Values) -> float:
    logs = np.log(numbers(values, "w1 w2")) + stats.norm.logpdf(
        values["x"], numbers(values, "m1 m2"), numbers(values, "s1 s2")
    )
    return float(np.exp(logs[0] - special.logsumexp(logs)))


def explained_variance(values: Values) -> float:
    a, b, d = numbers(values, "a b d")
    eigenvalues = np.linalg.eigvalsh([[a, b], [b, d]])
    return float(100 * eigenvalues.max() / eigenvalues.sum())


def discounted_return(values: Values) -> float:
    rewards = numbers(values, "r1 r2 r3 r4")
    return float(np.polynomial.polynomial.polyval(values["gamma"], rewards))


def q_learning_update(values: Values) -> float:
    target = values["r"] + values["gamma"] * numbers(values, "left stay right").max()
    alpha = values["alpha"]
    return float(np.average([values["q"], target], weights=[1 - alpha, alpha]))


def value_iteration(values: Values) -> float:
    # V₂ is the best expected return of two steps: try every plan
    p = values["p"]
    ways = {  # reward and where it leads
        ("A", "stay"): (values["stay_a"], {"A": 1.0}),
        ("A", "go"): (values["go_a"], {"A": 1 - p, "B": p}),
        ("B", "stay"): (values["stay_b"], {"B": 1.0}),
        ("B", "back"): (values["back_b"], {"A": 1.0}),
    }
    plans = itertools.product(("stay", "go"), ("stay", "go"), ("stay", "back"))

    def worth(now: str, then_a: str, then_b: str) -> float:
        reward, leads = ways["A", now]
        then = {"A": ways["A", then_a][0], "B": ways["B", then_b][0]}
        return float(reward + values["gamma"] * sum(leads[state] * then[state] for state in leads))

    return max(worth(*plan) for plan in plans)


def ucb_score(values: Values) -> float:
    pulls, means = numbers(values, "n1 n2 n3"), numbers(values, "m1 m2 m3")
    return float((means + np.sqrt(np.log(pulls.sum() ** 2) / pulls)).max())


SOLVERS: dict[str, Solver] = {
    "ml-fundamentals/compute-neighbourhood-edge": neighbourhood_edge,
    "ml-fundamentals/compute-bayes-two-tests": bayes_two_tests,
    "ml-fundamentals/compute-waiting-for-a-run": waiting_for_a_run,
    "ml-fundamentals/compute-kl-divergence": kl_divergence,
    "ml-fundamentals/compute-accuracy-interval": accuracy_interval,
    "ml-fundamentals/compute-sample-size-two-rates": sample_size_two_rates,
    "ml-fundamentals/compute-projection-remainder": projection_remainder,
    "ml-fundamentals/compute-gradient-step": gradient_step,
    "ml-fundamentals/compute-standardised-value": standardised_value,
    "ml-fundamentals/compute-iqr-fence": iqr_fence,
    "ml-fundamentals/compute-cohens-kappa": cohens_kappa,
    "ml-fundamentals/compute-target-encoding": target_encoding,
    "ml-fundamentals/compute-ridge-one-weight": ridge_one_weight,
    "ml-fundamentals/compute-logistic-probability-change": logistic_probability_change,
    "ml-fundamentals/compute-naive-bayes-smoothed": naive_bayes_smoothed,
    "ml-fundamentals/compute-gini-gain": gini_gain,
    "ml-fundamentals/compute-adaboost-second-vote": adaboost_second_vote,
    "ml-fundamentals/compute-out-of-bag-trees": out_of_bag_trees,
    "ml-fundamentals/compute-f-beta": f_beta,
    "ml-fundamentals/compute-macro-f1": macro_f1,
    "ml-fundamentals/compute-auc-with-ties": auc_with_ties,
    "ml-fundamentals/compute-log-loss": log_loss,
    "ml-fundamentals/compute-brier-skill": brier_skill,
    "ml-fundamentals/compute-ndcg-at-three": ndcg_at_three,
    "ml-fundamentals/compute-cost-threshold": cost_threshold,
    "ml-fundamentals/compute-r-squared": r_squared,
    "ml-fundamentals/compute-mape": mape,
    "ml-fundamentals/compute-k-means-step": k_means_step,
    "ml-fundamentals/compute-em-responsibility": em_responsibility,
    "ml-fundamentals/compute-explained-variance": explained_variance,
    "ml-fundamentals/compute-discounted-return": discounted_return,
    "ml-fundamentals/compute-q-learning-update": q_learning_update,
    "ml-fundamentals/compute-value-iteration": value_iteration,
    "ml-fundamentals/compute-ucb-score": ucb_score,
}
