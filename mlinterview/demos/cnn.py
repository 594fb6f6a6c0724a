"""A small convolutional network, trained in a second, with every gradient written out.

Each image holds one stroke. A linear classifier has to learn each place anew; the network slides
six filters over all places and keeps each one's strongest answer. Below, what they have become.
"""

import sys
from collections.abc import Iterator

import numpy as np

random = np.random.default_rng(5)
STROKES = np.array([[[0] * 3, [1] * 3, [0] * 3], [[0, 1, 0]] * 3, np.eye(3)[::-1], np.eye(3)])


def images(count: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return noisy images of 9 x 9 pixels, all their squares of 3 x 3, and the kinds of stroke."""
    x, y = random.normal(0, 0.25, (count, 9, 9)), np.arange(count) % 4
    for image, kind, row, column in zip(x, y, *random.integers(0, 7, (2, count)), strict=True):
        image[row : row + 3, column : column + 3] += STROKES[kind]
    squares = np.lib.stride_tricks.sliding_window_view(x, (3, 3), axis=(1, 2))
    return x.reshape(-1, 81), squares.reshape(-1, 49, 9), y


def slope(logits: np.ndarray, y: np.ndarray) -> np.ndarray:
    """Return the gradient of softmax with cross-entropy: probability minus target."""
    p = np.exp(logits) / np.exp(logits).sum(axis=1, keepdims=True)
    return np.asarray(p - np.eye(4)[y]) / len(y)


def drawn(picture: np.ndarray) -> list[str]:
    """Return a square picture in shades, two characters a pixel."""
    shades = np.array(["  ", "..", "::", "oo", "OO", "@@"])[(picture.clip(0, 1) * 5.99).astype(int)]
    return ["".join(row) for row in shades.reshape(int(len(shades) ** 0.5), -1)]


def demonstration() -> Iterator[str]:
    """Yield the lines to be shown."""
    (x, squares, y), (new, new_squares, truth) = images(600), images(400)
    yield from map("  ".join, zip(*map(drawn, x[:4]), strict=True))
    filters, head, linear = (random.normal(0, 0.3, size) for size in ((9, 6), (6, 4), (81, 4)))
    for epoch in range(7):
        answers = (new_squares @ filters).max(axis=1).clip(0) @ head
        right, plain = ((out.argmax(axis=1) == truth).mean() for out in (answers, new @ linear))
        bars = f"{'#' * round(20 * right):20}  {'#' * round(20 * plain)}"
        yield f"epoch {epoch}: network {right:4.0%}, linear {plain:4.0%}  {bars}"
        for batch in np.split(random.permutation(600), 20):
            answers = squares[batch] @ filters
            best = np.take_along_axis(squares[batch], answers.argmax(axis=1)[:, :, None], axis=1)
            pooled = answers.max(axis=1).clip(0)
            down = 0.5 * slope(pooled @ head, y[batch])
            filters -= np.einsum("nfp,nf->pf", best, (down @ head.T) * (pooled > 0))
            head -= pooled.T @ down
            linear -= x[batch].T @ slope(x[batch] @ linear, y[batch])
    yield from map("    ".join, zip(*(drawn(f / f.max()) for f in filters.T), strict=True))


if __name__ == "__main__":
    sys.stdout.writelines(f"{line.rstrip()}\n" for line in demonstration())
