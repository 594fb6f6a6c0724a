"""Answers to the numeric questions on training networks and on vision, found by other means."""

from __future__ import annotations

import itertools
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import numpy as np
from scipy import integrate, optimize, special, stats

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


def mlp_parameters(v: Mapping[str, Any]) -> float:
    """Allocate the arrays of a real network and add up their sizes."""
    image = np.zeros((v["channels"], v["side"], v["side"]), dtype=np.int8)
    widths = [image.size, v["h1"], v["h2"], v["classes"]]
    arrays = [np.zeros((b, a + 1), dtype=np.int8) for a, b in itertools.pairwise(widths)]
    return sum(array.size for array in arrays)


def smoothed_loss(v: Mapping[str, Any]) -> float:
    """Entropy of the target plus divergence of the prediction from it."""
    p = np.array([v["pa"], v["pb"], v["pc"], v["pd"]])
    target = np.full(4, v["eps"] / 4)
    target["ABCD".index(v["target"])] += 1 - v["eps"]
    return float(stats.entropy(target) + special.rel_entr(target, p).sum())


def class_weight_undone(v: Mapping[str, Any]) -> float:
    """Find the probability whose best output under the weighted loss is the given one."""

    def slope_at_output(p: float) -> float:
        return float(-v["w"] * p / v["q"] + (1 - p) / (1 - v["q"]))

    return float(optimize.brentq(slope_at_output, 0, 1, xtol=1e-15))


def token_mean(v: Mapping[str, Any]) -> float:
    """Weigh single tokens: one value for each token of the batch, twice."""
    counts = np.array([v["n1"], v["n2"], v["n3"]])
    tokens = np.repeat([v["m1"], v["m2"], v["m3"]], counts)
    weights = np.repeat(1 / (3 * counts), counts)
    return float(np.sum(tokens * weights) - np.mean(tokens))


def momentum_three_steps(v: Mapping[str, Any]) -> float:
    """Add up the geometric series of every gradient, in fractions."""
    beta, alpha = Fraction(str(v["beta"])), Fraction(str(v["alpha"]))
    gradients = [v["g1"], v["g2"], v["g3"]]
    moved = sum(g * sum(beta**k for k in range(3 - t)) for t, g in enumerate(gradients))
    return float(Fraction(str(v["w0"])) - alpha * moved)


def nesterov_second_step(v: Mapping[str, Any]) -> float:
    """Multiply the state (w, v) by the method's matrix twice."""
    ah, beta = v["alpha"] * v["h"], v["beta"]
    velocity = np.array([-ah, beta * (1 - ah)])
    step = np.array([np.array([1, 0]) + velocity, velocity])
    return float((np.linalg.matrix_power(step, 2) @ [v["w0"], 0])[0])


def optimiser_memory(v: Mapping[str, Any]) -> float:
    """Measure one parameter's arrays."""
    state = {"Adam": ("mean", "square"), "SGD with momentum": ("velocity",)}[v["optimiser"]]
    halves = [np.zeros(1, dtype=np.float16).nbytes for _ in ("weight", "gradient")]
    singles = [np.zeros(1, dtype=np.float32).nbytes for _ in ("master", *state)]
    return float(v["billions"] * (sum(halves) + sum(singles)))


def second_moment(v: Mapping[str, Any]) -> float:
    """Integrate ReLU squared against the normal density, layer by layer."""
    kept = integrate.quad(lambda z: z * z * stats.norm.pdf(z), 0, 40, epsabs=1e-13)[0]
    moment = 1.0
    for _ in range(v["depth"]):
        moment *= v["c"] * kept
    return moment


def clipped_component(v: Mapping[str, Any]) -> float:
    """Project the gradient onto the ball by its angle to the first axis."""
    gradient = np.array([v["a1"], v["a2"], v["b1"]], dtype=float)
    return float(v["limit"] * gradient[0] / np.linalg.norm(gradient))


def folded_bias(v: Mapping[str, Any]) -> float:
    """Send the value that the convolution gives for a zero image through batch norm."""
    normal = stats.norm(loc=v["mean"], scale=v["variance"] ** 0.5)
    z_score = (v["b"] - normal.mean()) / normal.std()
    return float(np.polyval([v["gamma"], v["beta"]], z_score))


def soft_target(v: Mapping[str, Any]) -> float:
    """Use scipy's softmax."""
    logits = np.array([v["za"], v["zb"], v["zc"]]) / v["t"]
    return float(special.softmax(logits)["ABC".index(v["asked"])])


def transposed_size(v: Mapping[str, Any]) -> float:
    """Stamp kernels on a canvas and cut the padding off."""
    canvas = np.zeros(1000, dtype=int)
    for i in range(v["n"]):
        canvas[i * v["s"] : i * v["s"] + v["k"]] += 1
    end = int(np.flatnonzero(canvas).max()) + 1
    return len(range(v["p"], end - v["p"]))


def separable_saving(v: Mapping[str, Any]) -> float:
    """The share that remains is 1 / outputs + 1 / window, in fractions."""
    return float(1 / (Fraction(1, v["cout"]) + Fraction(1, v["k"] ** 2)))


def vit_scores(v: Mapping[str, Any]) -> float:
    """Count pairs of tokens on a real grid of patch corners."""
    rows = len(range(0, v["height"], v["patch"]))
    columns = len(range(0, v["width"], v["patch"]))
    tokens = np.arange(1 + rows * columns)
    return int(np.add.outer(tokens, tokens).size)


def dice(v: Mapping[str, Any]) -> float:
    """Harmonic mean of pixel precision and recall."""
    precision = Fraction(v["both"], v["both"] + v["fp"])
    recall = Fraction(v["both"], v["both"] + v["fn"])
    return float(2 / (1 / precision + 1 / recall))


def focal_ratio(v: Mapping[str, Any]) -> float:
    """Work with logarithms of the losses."""
    hard, easy = v["hard"], v["easy"]
    log_ratio = v["gamma"] * (np.log1p(-hard) - np.log1p(-easy))
    log_ratio += np.log(np.log(hard) / np.log(easy))
    return float(np.exp(log_ratio))


def average_precision(v: Mapping[str, Any]) -> float:
    """Integrate the step function of precision over recall with cumulative sums."""
    hits = np.array(v["hits"])
    precision = np.cumsum(hits) / np.arange(1, 8)
    recall = np.concatenate([[0], np.cumsum(hits)]) / v["objects"]
    return float(np.sum(np.diff(recall) * precision))


def stereo_depth(v: Mapping[str, Any]) -> float:
    """Intersect the two viewing rays by solving a linear system."""
    shift = 350
    x_left, x_right = v["left"] - shift, v["right"] - shift
    base = v["base"] / 100
    rays = np.array([[v["focal"], -x_left], [v["focal"], -x_right]], dtype=float)
    return float(np.linalg.solve(rays, [0, v["focal"] * base])[1])


def ransac_trials(v: Mapping[str, Any]) -> float:
    """Raise the number of trials one by one, in fractions."""
    good = (1 - Fraction(v["outliers"], 100)) ** v["s"]
    allowed = 1 - Fraction(v["sure"], 100)
    trials, failing = 0, Fraction(1)
    while failing > allowed:
        trials, failing = trials + 1, failing * (1 - good)
    return trials


SOLVERS: dict[str, Callable[[Mapping[str, Any]], float]] = {
    "neural-nets/mlp-parameter-count": mlp_parameters,
    "neural-nets/label-smoothing-loss": smoothed_loss,
    "neural-nets/class-weight-undone": class_weight_undone,
    "neural-nets/token-mean-under-accumulation": token_mean,
    "neural-nets/momentum-three-steps": momentum_three_steps,
    "neural-nets/nesterov-second-step": nesterov_second_step,
    "neural-nets/optimiser-state-memory": optimiser_memory,
    "neural-nets/second-moment-through-relu-layers": second_moment,
    "neural-nets/clip-global-norm-value": clipped_component,
    "neural-nets/fold-batch-norm-into-convolution": folded_bias,
    "neural-nets/distillation-soft-target": soft_target,
    "neural-nets/transposed-convolution-size": transposed_size,
    "neural-nets/depthwise-separable-saving": separable_saving,
    "neural-nets/vit-attention-scores": vit_scores,
    "neural-nets/dice-from-pixel-counts": dice,
    "neural-nets/focal-loss-ratio": focal_ratio,
    "neural-nets/average-precision-of-detections": average_precision,
    "neural-nets/stereo-depth-from-disparity": stereo_depth,
    "neural-nets/ransac-iterations": ransac_trials,
}
"""From a question's full id to the function that solves a variant from its drawn values."""
