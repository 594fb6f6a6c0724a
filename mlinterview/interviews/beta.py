"""Quantiles of the Beta distribution, without a library for it."""

from __future__ import annotations

import math

_TINY = 1e-300


def beta_share(x: float, a: float, b: float) -> float:
    """Return the regularised incomplete beta function Iₓ(a, b): the share of Beta(a, b) below x.

    By the continued fraction of DLMF 8.17.22 (https://dlmf.nist.gov/8.17#v), on the side where it
    converges fast, worked out with Lentz's method.

    Args:
        x: 0 to 1.
        a: positive.
        b: positive.
    """
    if x <= 0 or x >= 1:
        return float(x >= 1)
    if x > (a + 1) / (a + b + 2):
        return 1 - beta_share(1 - x, b, a)
    # the fraction is one plus the one wanted, so that Lentz's method need not begin at zero
    scale = math.lgamma(a + b) - math.lgamma(a) - math.lgamma(b)
    front = math.exp(scale + a * math.log(x) + b * math.log1p(-x)) / a
    c, d, fraction = 1.0, 0.0, 1.0
    for step in range(500):
        half = step // 2
        if step == 0:
            factor = 1.0
        elif step % 2:
            factor = -(a + half) * (a + b + half) * x / ((a + 2 * half) * (a + 2 * half + 1))
        else:
            factor = half * (b - half) * x / ((a + 2 * half - 1) * (a + 2 * half))
        d = 1 + factor * d
        d = 1 / (d if abs(d) > _TINY else _TINY)
        c = 1 + factor / c
        c = c if abs(c) > _TINY else _TINY
        fraction *= c * d
        if step and abs(c * d - 1) < 1e-14:
            break
    return front * (fraction - 1)


def beta_quantile(share: float, a: float, b: float) -> float:
    """Return the x below which the share (0 to 1) of Beta(a, b) lies, to within 1e-12."""
    low, high = 0.0, 1.0
    while high - low > 1e-12:
        middle = (low + high) / 2
        if beta_share(middle, a, b) < share:
            low = middle
        else:
            high = middle
    return (low + high) / 2
