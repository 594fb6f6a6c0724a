"""Answers to numeric questions on sequences and generative models, computed by other means."""

from __future__ import annotations

import itertools
from collections import Counter
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import numpy as np
from scipy import optimize, special, stats

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


def tf_idf(v: Mapping[str, Any]) -> float:
    """Weigh each occurrence by the surprise of meeting the word in a random document."""
    surprise = stats.bernoulli(v["df"] / v["n"]).logpmf(1)
    return float(-np.full(v["tf"], surprise).sum())


def bigram_add_one(v: Mapping[str, Any]) -> float:
    """Add every word of the vocabulary once to the words that were observed."""
    seen = Counter({"tea": v["pair"], "other": v["history"] - v["pair"]})
    seen.update(["tea", "other", *(f"word {n}" for n in range(v["v"] - 2))])
    return float(Fraction(seen["tea"], seen.total()))


def skip_gram_loss(v: Mapping[str, Any]) -> float:
    """Multiply the three probabilities, then take the logarithm once."""
    centre = np.array([v["a"], v["b"]])
    contexts = np.array([[v["c"], v["d"]], [v["e"], v["f"]], [v["g"], v["h"]]])
    scores = np.array([1, -1, -1]) * (contexts @ centre)
    return float(-np.log(np.prod(special.expit(scores))))


def bits_per_byte(v: Mapping[str, Any]) -> float:
    """Change the logarithm's base to 2 to the power of the bytes per token."""
    base = 2.0 ** (v["size"] / v["tokens"])
    return float(np.log(v["ppl"]) / np.log(base))


def bleu_two(v: Mapping[str, Any]) -> float:
    """Average logarithms of the matches and add the penalty's."""
    matches = [True] * v["m1"] + [False] * (v["c"] - v["m1"])
    pairs = [True] * v["m2"] + [False] * (v["pairs"] - v["m2"])
    precision = stats.gmean([np.mean(matches), np.mean(pairs)])
    return float(precision * np.exp(-(v["r"] - v["c"]) / v["c"]))


def word_error_rate(v: Mapping[str, Any]) -> float:
    """Write out both transcripts and fill the table of edit distances between them."""
    spoken = [f"word {n}" for n in range(v["n"])]
    swapped = [f"other {n}" for n in range(v["s"])]
    middle = (v["s"] + v["n"]) // 2
    added = [f"extra {n}" for n in range(v["i"])]
    heard = swapped + spoken[v["s"] : middle] + spoken[middle + v["d"] :] + added
    row = np.arange(len(heard) + 1)
    offsets = np.arange(len(heard) + 1)
    words = np.array(heard)
    for word in spoken:
        best = np.minimum(row[1:] + 1, row[:-1] + (words != word))
        # insertions: the least of all beginnings, one more for each word after it
        row = np.minimum.accumulate(np.concatenate([[row[0] + 1], best]) - offsets) + offsets
    return float(100 * row[-1] / len(spoken))


def recurrent_gradient(v: Mapping[str, Any]) -> float:
    """Differentiate the loss as a polynomial in the weight."""
    state = np.polynomial.Polynomial([0])
    weight = np.polynomial.Polynomial([0, 1])
    for x in (v["x1"], v["x2"], v["x3"]):
        state = state * weight + x
    loss = (state - v["y"]) ** 2 / 2
    return float(loss.deriv()(v["w"]))


def beam_of_two(v: Mapping[str, Any]) -> float:
    """Sort all pairs that begin with one of the two likeliest first tokens."""
    first = {"a": v["pa"], "b": v["pb"], "c": v["pc"]}
    beam = sorted(first, key=lambda token: first[token])[-2:]
    return max(first[one] * v[one + two] for one, two in itertools.product(beam, "xyz"))


def quadratic_share(v: Mapping[str, Any]) -> float:
    """Count the products of each matrix multiplication from its three dimensions."""
    n, d = v["n"], v["d"]
    linear = [(n, d, d)] * 4
    quadratic = [(n, d, n), (n, n, d)]
    counts = [sum(a * b * c for a, b, c in group) for group in (linear, quadratic)]
    return float(Fraction(100 * counts[1], sum(counts)))


def gated_width(v: Mapping[str, Any]) -> float:
    """Add hidden units, each with a column in two matrices and a row in one, while they fit."""
    weights = np.zeros((v["d"], v["inner"]), dtype=bool).size * 2
    return len(range(0, weights, 3 * v["d"]))


def tying_share(v: Mapping[str, Any]) -> float:
    """Compare the whole models, block by block."""
    block = 4 * [v["d"] ** 2] + 2 * [v["d"] * 4 * v["d"]]
    tied = v["v"] * v["d"] + sum(v["layers"] * block)
    return float(100 - Fraction(100 * tied, tied + v["v"] * v["d"]))


def tree_path(v: Mapping[str, Any]) -> float:
    """Add up logarithms; a turn to the right changes the score's sign."""
    turns = np.array([1 if v[f"turn{n}"] == "left" else -1 for n in (1, 2, 3)])
    scores = np.array([v["s1"], v["s2"], v["s3"]])
    return float(np.exp(special.log_expit(turns * scores).sum()))


def linear_code_error(v: Mapping[str, Any]) -> float:
    """Reconstruct by the singular vectors of data that have this covariance."""
    values = np.array([v["e1"], v["e2"], v["e3"], v["e4"], v["e5"]])
    turn = stats.ortho_group.rvs(5, random_state=0)
    data = np.vstack([np.diag(np.sqrt(5 * values)), -np.diag(np.sqrt(5 * values))]) @ turn
    u, s, vt = np.linalg.svd(data, full_matrices=False)
    guess = u[:, : v["k"]] * s[: v["k"]] @ vt[: v["k"]]
    return float(((data - guess) ** 2).sum() / len(data))


def gaussian_divergence(v: Mapping[str, Any]) -> float:
    """Integrate the log-ratio of the densities by Gauss-Hermite quadrature."""
    nodes, weights = np.polynomial.hermite_e.hermegauss(20)
    total = 0.0
    for mean, spread in ((v["m1"], v["s1"]), (v["m2"], v["s2"])):
        z = mean + spread * nodes
        ratio = stats.norm.logpdf(z, mean, spread) - stats.norm.logpdf(z)
        total += float(weights @ ratio / weights.sum())
    return total


def game_value(v: Mapping[str, Any]) -> float:
    """Go by way of the entropies: the mixture's against those of data and generator."""
    data, fake = (np.array([v[f"{name}{n}"] for n in (1, 2, 3)]) for name in "pq")
    entropies = stats.entropy(data) + stats.entropy(fake)
    return float(2 * stats.entropy((data + fake) / 2) - entropies - np.log(4))


def noised_pixel(v: Mapping[str, Any]) -> float:
    """Carry mean and variance through the three steps."""
    mean, variance = v["x"], 0.0
    for beta in (v["b1"], v["b2"], v["b3"]):
        mean, variance = mean * (1 - beta) ** 0.5, variance * (1 - beta) + beta
    return float(mean + variance**0.5 * v["noise"])


def compute_optimal(v: Mapping[str, Any]) -> float:
    """Search the size whose training uses up the budget."""
    budget = np.log(v["budget"]) + v["power"] * np.log(10)

    def excess(log_size: float) -> float:
        return float(np.log(6) + 2 * log_size + np.log(v["ratio"]) - budget)

    return float(np.exp(optimize.brentq(excess, 0, 60, xtol=1e-13, rtol=1e-14)) / 1e9)


def active_share(v: Mapping[str, Any]) -> float:
    """Measure every weight in units of one attention projection."""
    expert = 2 * Fraction(v["inner"], v["d"])
    active, stored = (4 + count * expert for count in (v["k"], v["experts"]))
    return float(100 * active / stored)


def quantised_memory(v: Mapping[str, Any]) -> float:
    """Count bits."""
    base = v["params"] * 10**9 * 4
    trained = v["adapters"] * 10**6 * sum([16, 16, 32, 32, 32])
    return float(Fraction(base + trained, 8 * 10**9))


def preference_loss(v: Mapping[str, Any]) -> float:
    """Take the preferred answer's share in a softmax over each pair."""
    scores = np.array([[v[f"a{n}"], v[f"b{n}"]] for n in (1, 2, 3)])
    return float(-special.log_softmax(scores, axis=1)[:, 0].mean())


SOLVERS: dict[str, Callable[[Mapping[str, Any]], float]] = {
    "neural-nets/tf-idf-weight": tf_idf,
    "neural-nets/bigram-add-one": bigram_add_one,
    "neural-nets/skip-gram-negative-loss": skip_gram_loss,
    "neural-nets/bits-per-byte-from-perplexity": bits_per_byte,
    "neural-nets/bleu-clipped-precision": bleu_two,
    "neural-nets/word-error-rate-counts": word_error_rate,
    "neural-nets/rnn-gradient-three-steps": recurrent_gradient,
    "neural-nets/beam-search-two-tokens": beam_of_two,
    "neural-nets/attention-share-of-layer": quadratic_share,
    "neural-nets/gated-feed-forward-width": gated_width,
    "neural-nets/tied-embedding-share": tying_share,
    "neural-nets/hierarchical-softmax-path": tree_path,
    "neural-nets/linear-autoencoder-error": linear_code_error,
    "neural-nets/vae-gaussian-kl": gaussian_divergence,
    "neural-nets/gan-value-at-best-discriminator": game_value,
    "neural-nets/diffusion-noised-value": noised_pixel,
    "neural-nets/compute-optimal-model-size": compute_optimal,
    "neural-nets/moe-active-share": active_share,
    "neural-nets/qlora-training-memory": quantised_memory,
    "neural-nets/reward-model-pair-loss": preference_loss,
}
"""From a question's full id to the function that solves a variant from its drawn values."""
