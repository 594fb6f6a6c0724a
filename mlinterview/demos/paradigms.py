"""Five ways to learn, side by side.

The same two moons of points three times: with all labels, with none, and with one label a moon.
K-means finds round groups, not moons; two labels and the shape of the data find them. Then a signal
that is its own teacher, and a corridor where only the reward at its end tells right from wrong.
"""

import sys
from collections.abc import Iterator

import numpy as np


def demonstration() -> Iterator[str]:
    """Yield the lines to be shown."""
    random = np.random.default_rng(1)
    angle, truth = random.uniform(0, np.pi, 160), np.repeat([0, 1], 80)
    moon = np.c_[np.cos(angle), np.sin(angle)]
    points = np.where(truth[:, None] == 0, moon, [1, 0.5] - moon) + random.normal(0, 0.06, (160, 2))
    distance = np.linalg.norm(points[:, None] - points, axis=2)
    # supervised: each point is called what most of its five nearest neighbours are called
    supervised = np.median(truth[np.argsort(distance)[:, 1:6]], axis=1).astype(int)
    centres = points[[0, 80]]  # unsupervised: k-means knows only that there are two groups
    for _ in range(20):
        groups = np.linalg.norm(points[:, None] - centres, axis=2).argmin(axis=1)
        centres = np.array([points[groups == group].mean(axis=0) for group in (0, 1)])
    # semi-supervised: the labels of points 0 and 80 spread to the nearest neighbour without one
    spread = np.where(np.isin(np.arange(160), [0, 80]), truth, -1)
    while (spread < 0).any():
        reach = np.where((spread >= 0)[:, None] & (spread < 0), distance, np.inf)
        old, new = divmod(int(reach.argmin()), 160)
        spread[new] = spread[old]
    panels = []
    for title, labels in {"all 160": supervised, "no": groups, "2": spread}.items():
        grid = np.full((9, 26), " ")
        columns, rows = ((points - [-1.3, 1.3]) * [7, -4.2]).astype(int).T
        grid[rows, columns] = np.array(["o", "x"])[labels]
        panels.append([f"{title} labels: {(labels == truth).mean():.0%}", *map("".join, grid)])
    yield from (f"{one:27}{two:27}{three}" for one, two, three in zip(*panels, strict=True))
    signal = np.sin(np.arange(300) / 4) + random.normal(0, 0.1, 300)
    past, future = np.lib.stride_tricks.sliding_window_view(signal, 8)[:-1], signal[8:]
    weights = np.linalg.lstsq(past[:200], future[:200], rcond=None)[0]  # the future is the label
    error = np.mean((past[200:] @ weights - future[200:]) ** 2)
    yield f"Self-supervised: error of the next value {error:.3f}, of a constant {future.var():.3f}"
    value, walks = np.zeros((8, 2)), []  # what a step to the left or right is worth in each place
    for _ in range(22):
        place = steps = 0
        while place < 7:
            step = (value[place] + random.normal(0, 0.1, 2)).argmax()
            after = max(place + 2 * step - 1, 0)
            worth = float(after == 7) + 0.9 * value[after].max()
            value[place, step] += 0.5 * (worth - value[place, step])
            place, steps = after, steps + 1
        walks.append(str(steps))
    yield f"Reinforcement: {''.join('<>'[v.argmax()] for v in value[:7])}*, steps {' '.join(walks)}"


if __name__ == "__main__":
    sys.stdout.writelines(f"{line.rstrip()}\n" for line in demonstration())
