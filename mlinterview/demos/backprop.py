"""Back-propagation by hand: the chain rule, layer by layer, and a check that it is right.

A small network learns "exclusive or". First each gradient is compared with a finite difference:
nudge the weight, see what the loss does. Then the weights descend; the maps show the outputs.
"""

import sys
from collections.abc import Iterator

import numpy as np


def forward(x: np.ndarray, w1: np.ndarray, w2: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return the hidden units and the probability of a one; a column of ones carries the biases."""
    hidden = np.tanh(np.c_[x, np.ones(len(x))] @ w1)
    return hidden, 1 / (1 + np.exp(-np.c_[hidden, np.ones(len(x))] @ w2))


def loss(x: np.ndarray, y: np.ndarray, w1: np.ndarray, w2: np.ndarray) -> float:
    """Return the mean cross-entropy."""
    _, p = forward(x, w1, w2)
    return float(-np.mean(np.log(np.where(y == 1, p, 1 - p))))


def gradients(x: np.ndarray, y: np.ndarray, w1: np.ndarray, w2: np.ndarray) -> list[np.ndarray]:
    """Return what the loss does per unit of each weight, from the output back to the input."""
    hidden, p = forward(x, w1, w2)
    logit = (p - y) / len(x)  # sigmoid and cross-entropy together
    before = (logit @ w2[:-1].T) * (1 - hidden**2)  # back through w2, then through tanh
    return [np.c_[x, np.ones(len(x))].T @ before, np.c_[hidden, np.ones(len(x))].T @ logit]


def demonstration() -> Iterator[str]:
    """Yield the lines to be shown."""
    random = np.random.default_rng(2)
    x, y = np.array([[0.0, 0], [0, 1], [1, 0], [1, 1]]), np.array([[0.0], [1], [1], [0]])
    weights = [random.normal(0, 1, (3, 4)), random.normal(0, 1, (5, 1))]
    yield "weight    by the chain rule     by nudging it   difference"
    for layer, gradient in enumerate(gradients(x, y, *weights)):
        for place in np.ndindex(*gradient.shape):
            weights[layer][place] += 1e-5
            above = loss(x, y, *weights)
            weights[layer][place] -= 2e-5
            slope, exact = (above - loss(x, y, *weights)) / 2e-5, gradient[place]
            weights[layer][place] += 1e-5
            difference = abs(slope - exact)
            yield f"w{layer + 1}{place!s:7} {exact:+17.9f} {slope:+17.9f} {difference:12.0e}"
    board, maps = np.mgrid[-0.25:1.25:20j, -0.25:1.25:10j].T[::-1].reshape(-1, 2), []
    for step in range(301):
        if step in (0, 40, 300):
            shades = np.array(list(" .:oO@"))[(forward(board, *weights)[1] * 5.99).astype(int)]
            title = f"step {step}: loss {loss(x, y, *weights):.3f}"
            maps.append([title, *map("".join, shades.reshape(10, 20))])
        weights = [w - g for w, g in zip(weights, gradients(x, y, *weights), strict=True)]
    yield from (f"{one:27}{two:27}{three}" for one, two, three in zip(*maps, strict=True))


if __name__ == "__main__":
    sys.stdout.writelines(f"{line.rstrip()}\n" for line in demonstration())
