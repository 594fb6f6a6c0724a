"""Under- and overfitting, and what penalties do about it.

Fifteen noisy points (o) of a wave, and polynomials (·). Degree 1 is too stiff; degree 14 meets each
point and swings between them. An L2 penalty calms its weights, an L1 penalty sets most of them to
exactly zero. Below, the learning curve of degree 9: more examples bring the two errors together.
"""

import sys
from collections.abc import Iterator

import numpy as np

random = np.random.default_rng(8)


def examples(count: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return places, their powers up to 14 (in Legendre's form), and noisy values."""
    x = np.linspace(-1, 1, count)
    return x, np.polynomial.legendre.legvander(x, 14), np.sin(4 * x) + random.normal(0, 0.4, count)


def fit(a: np.ndarray, y: np.ndarray, l1: float = 0, l2: float = 0) -> np.ndarray:
    """Return the weights of least squares plus penalties; the intercept is free."""
    rows = np.diag([0, *[l2**0.5] * (a.shape[1] - 1)])  # ridge: as if they were examples of value 0
    w = np.linalg.lstsq(np.r_[a, rows], np.r_[y, 0 * rows[0]], rcond=None)[0]
    for j in list(range(len(w))) * (200 if l1 else 0):  # lasso: one weight at a time
        pull = a[:, j] @ (y - a @ w + a[:, j] * w[j])
        w[j] = np.sign(pull) * max(abs(pull) - l1 * (j > 0), 0) / (a[:, j] @ a[:, j])
    return w


def demonstration() -> Iterator[str]:
    """Yield the lines to be shown."""
    (x, a, y), (everywhere, b, new), panels = examples(15), examples(190), []
    settings = ("1", 2, 0, 0), ("14", 15, 0, 0), ("14, L2", 15, 0, 0.3), ("14, L1", 15, 0.6, 0)
    for title, n, l1, l2 in settings:
        w = fit(a[:, :n], y, l1, l2)
        grid = np.full((9, 18), " ")
        for mark, places, values in ("·", everywhere, b[:, :n] @ w), ("o", x, y):
            columns, rows = (9 + 8.9 * places).astype(int), (4.5 - 2.4 * values).astype(int)
            seen = (rows >= 0) & (rows < 9)
            grid[rows[seen], columns[seen]] = mark
        error, fresh = np.mean((a[:, :n] @ w - y) ** 2), np.mean((b[:, :n] @ w - new) ** 2)
        numbers = f"training {error:6.2f}", f"new data {fresh:6.2f}", f"weights of 0: {sum(w == 0)}"
        panels.append([f"degree {title}", *map("".join, grid), *numbers])
    yield from ("  ".join(f"{part:18}" for part in line) for line in zip(*panels, strict=True))
    plot = np.full((8, 60), " ")
    for column in range(60):
        errors = []
        for _, a, y in (examples(12 + column) for _ in range(20)):
            w = fit(a[:, :10], y)
            errors.append([np.var(a[:, :10] @ w - y), np.mean((b[:, :10] @ w - new) ** 2)])
        plot[(7.99 - np.sum(errors, axis=0)).clip(0).astype(int), column] = ["t", "n"]
    yield from (f"{0.35 - row / 20:4.2f} |{''.join(line)}" for row, line in enumerate(plot))
    yield "      12 examples; t: training error, n: new data".ljust(56) + "71 examples"


if __name__ == "__main__":
    sys.stdout.writelines(f"{line.rstrip()}\n" for line in demonstration())
