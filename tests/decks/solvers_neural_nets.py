"""Answers to the neural-nets deck's numeric questions, computed by other means than the deck's."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, Any

import numpy as np
from scipy import special, stats

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


def conv_output(v: Mapping[str, Any]) -> float:
    """Count the window positions one by one."""
    padded = v["n"] + 2 * v["p"]
    taps = np.arange(v["k"]) * v["d"]
    return sum(1 for start in range(0, padded, v["s"]) if start + taps[-1] < padded)


def conv_multiply_adds(v: Mapping[str, Any]) -> float:
    """Gather the windows of a real array and count the products of one output channel."""
    image = np.zeros((v["n"] + 2 * v["p"],) * 2, dtype=np.int8)
    windows = np.lib.stride_tricks.sliding_window_view(image, (v["k"], v["k"]))
    windows = windows[:: v["s"], :: v["s"]]
    return windows.size * v["cin"] * v["cout"] / 1e6


def receptive_field(v: Mapping[str, Any]) -> float:
    """Follow one output value back to all the pixels that it depends on."""
    layers = [(v["k1"], v["s1"], 1), (v["k2"], 2, 1), (v["k3"], v["s3"], v["d3"]),
              (v["k4"], 1, v["d4"])]  # fmt: skip
    cells = {0}
    for kernel, stride, dilation in reversed(layers):
        cells = {cell * stride + tap * dilation for cell in cells for tap in range(kernel)}
    return max(cells) - min(cells) + 1


def box_iou(v: Mapping[str, Any]) -> float:
    """Count the unit squares inside one box, the other, or both."""
    canvas = np.zeros((2, 200, 200), dtype=bool)
    canvas[0, v["ay1"] : v["ay2"], v["ax1"] : v["ax2"]] = True
    canvas[1, v["by1"] : v["by2"], v["bx1"] : v["bx2"]] = True
    return float(canvas.all(axis=0).sum() / canvas.any(axis=0).sum())


def small_net_gradient(v: Mapping[str, Any]) -> float:
    """Differentiate numerically; the loss is quadratic in the weight near its value."""
    x = np.array([v["x1"], v["x2"]], dtype=float)
    first = np.array([[v["w11"], v["w12"]], [v["w21"], v["w22"]]], dtype=float)
    bias = np.array([v["b1"], v["b2"]], dtype=float)
    output = np.array([v["v1"], v["v2"]], dtype=float)

    def loss(change: float) -> float:
        weights = first.copy()
        weights[v["i"] - 1, v["j"] - 1] += change
        guess = output @ np.maximum(weights @ x + bias, 0) + v["c"]
        return float(0.5 * (guess - v["y"]) ** 2)

    step = 2.0**-8
    return (loss(step) - loss(-step)) / (2 * step)


def softmax_gradient(v: Mapping[str, Any]) -> float:
    """Differentiate the loss by a step in the imaginary direction, which cancels no digits."""
    logits = np.array([v["za"], v["zb"], v["zc"]], dtype=complex)
    logits["ABC".index(v["asked"])] += 1e-30j
    loss = np.log(np.exp(logits).sum()) - logits["ABC".index(v["target"])]
    return float(loss.imag / 1e-30)


def updates_with_accumulation(v: Mapping[str, Any]) -> float:
    """Run through the epochs pass by pass."""
    updates = 0
    for _ in range(v["epochs"]):
        unused, passes = v["examples"], 0
        while unused >= v["devices"] * v["per_device"]:
            unused -= v["devices"] * v["per_device"]
            passes += 1
            if passes == v["accumulate"]:
                updates, passes = updates + 1, 0
    return updates


def adam_second_step(v: Mapping[str, Any]) -> float:
    """Use that bias-corrected averages are means with weights that fall geometrically."""
    weight, gradients = v["w0"], np.array([v["g1"], v["g2"]], dtype=float)
    for step in (1, 2):
        age = np.arange(step)[::-1]
        mean = np.average(gradients[:step], weights=0.9**age)
        square = np.average(gradients[:step] ** 2, weights=0.999**age)
        weight -= 0.1 * mean / np.sqrt(square)
    return float(weight)


def warmup_cosine_rate(v: Mapping[str, Any]) -> float:
    """Use the square of the half angle's cosine."""
    progress = np.interp(v["t"], [v["warm"], v["last"]], [0.0, 1.0])
    share = np.cos(np.pi * progress / 2) ** 2
    return float(share * v["peak"] + (1 - share) * v["low"])


def batch_norm_inference(v: Mapping[str, Any]) -> float:
    """Fold the layer into one multiplication and one addition."""
    scale = v["gamma"] * v["variance"] ** -0.5
    return float(np.polyval([scale, v["beta"] - scale * v["mean"]], v["x"]))


def dropout_variance(v: Mapping[str, Any]) -> float:
    """Go through all eight masks."""
    terms = np.array([v["h1"] * v["w1"], v["h2"] * v["w2"], v["h3"] * v["w3"]], dtype=float)
    masks = np.array(list(itertools.product([0, 1], repeat=3)))
    chances = np.prod(np.where(masks == 1, 1 - v["p"], v["p"]), axis=1)
    sums = masks @ terms / (1 - v["p"])
    mean = chances @ sums
    return float(chances @ (sums - mean) ** 2)


def recurrent_parameters(v: Mapping[str, Any]) -> float:
    """Add up the sizes of all arrays, gate by gate."""
    gates = {"LSTM": ["input", "forget", "output", "candidate"],
             "GRU": ["update", "reset", "candidate"]}[v["cell"]]  # fmt: skip
    shapes = [(v["hidden"], v["inputs"]), (v["hidden"], v["hidden"]), (v["hidden"],)]
    return int(sum(np.prod(shape) for _ in gates for shape in shapes))


def attention_output(v: Mapping[str, Any]) -> float:
    """Compute with matrices."""
    keys = np.array([v["k1"], v["k2"], v["k3"]], dtype=float)
    values = np.array([v["v1"], v["v2"], v["v3"]], dtype=float)
    scores = keys @ np.array(v["q"], dtype=float) / np.sqrt(keys.shape[1])
    return float(special.softmax(scores) @ values)


def transformer_block(v: Mapping[str, Any]) -> float:
    """Add up the sizes of all arrays, the projections head by head."""
    d, inner, size = v["d"], v["inner"], v["size"]
    head = 3 * [(d, size), (size,)]
    rest = [(d, d), (d,), (d, inner), (inner,), (inner, d), (d,), (2, d), (2, d)]
    shapes = v["heads"] * head + rest
    return int(sum(np.prod(shape) for shape in shapes))


def perplexity(v: Mapping[str, Any]) -> float:
    """Take the inverse of the geometric mean."""
    return float(1 / stats.gmean([v["p1"], v["p2"], v["p3"], v["p4"]]))


def top_p_after_temperature(v: Mapping[str, Any]) -> float:
    """Go by way of logits."""
    logits = np.log(np.array([v["a"], v["b"], v["c"], v["d"]]) / 100) + 3
    heated = special.softmax(logits / v["temperature"])
    order = np.argsort(-heated)
    before = np.concatenate([[0.0], np.cumsum(heated[order])[:-1]])
    kept = order[before < v["top"]]
    filtered = np.full(4, -np.inf)
    filtered[kept] = logits[kept] / v["temperature"]
    return float(special.softmax(filtered)["ABCD".index(v["asked"])])


def lora_parameters(v: Mapping[str, Any]) -> float:
    """Add up the sizes of the thin matrices."""
    shapes = [(v["d"], v["r"]), (v["r"], v["d"]), (v["d"], v["r"]), (v["r"], v["dv"])]
    return int(v["layers"] * sum(np.zeros(shape, dtype=np.int8).size for shape in shapes))


def kv_cache_sequences(v: Mapping[str, Any]) -> float:
    """Fill the memory sequence by sequence."""
    free = (v["memory"] - v["reserve"]) * 10**9 - v["params"] * 10**9 * 16 // 8
    layer = np.zeros((2, v["kv"], v["tokens"], 128), dtype=np.float16).nbytes
    sequences = 0
    while free >= v["layers"] * layer:
        free -= v["layers"] * layer
        sequences += 1
    return sequences


SOLVERS: dict[str, Callable[[Mapping[str, Any]], float]] = {
    "neural-nets/conv-output-with-dilation": conv_output,
    "neural-nets/conv-multiply-adds": conv_multiply_adds,
    "neural-nets/receptive-field-of-stack": receptive_field,
    "neural-nets/box-iou": box_iou,
    "neural-nets/small-net-weight-gradient": small_net_gradient,
    "neural-nets/softmax-cross-entropy-gradient": softmax_gradient,
    "neural-nets/updates-with-accumulation": updates_with_accumulation,
    "neural-nets/adam-second-step": adam_second_step,
    "neural-nets/warmup-cosine-rate": warmup_cosine_rate,
    "neural-nets/batch-norm-inference-value": batch_norm_inference,
    "neural-nets/dropout-output-variance": dropout_variance,
    "neural-nets/recurrent-layer-parameters": recurrent_parameters,
    "neural-nets/attention-output-one-query": attention_output,
    "neural-nets/transformer-block-parameters": transformer_block,
    "neural-nets/perplexity-from-probabilities": perplexity,
    "neural-nets/top-p-after-temperature": top_p_after_temperature,
    "neural-nets/lora-trainable-parameters": lora_parameters,
    "neural-nets/kv-cache-concurrent-sequences": kv_cache_sequences,
}
"""From a question's full id to the function that solves a variant from its drawn values."""
