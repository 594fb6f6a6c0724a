"""Charts as SVG: axes, bars and lines on one canvas, with words for those who do not see them.

Colours are names of ``style.css``. Text is escaped here, so nothing else has to.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

from mlinterview.frontends.render import clean

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart with its words.

    Attributes:
        title: what it shows.
        note: one or two sentences on how to read it, or what it says.
        pictures: SVG, side by side where there is room.
        columns: of the table with the same numbers, the first for the names of its rows.
        rows: its cells as text.
        legend: colour and meaning of its parts.
    """

    title: str
    note: str
    pictures: tuple[str, ...]
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    legend: tuple[tuple[str, str], ...] = ()


def words(text: str) -> str:
    """Return text that is safe in HTML and SVG, whoever wrote it."""
    return escape(" ".join(clean(text).split()))


def number(value: float) -> str:
    """Return a coordinate without needless digits."""
    return f"{value:.1f}".removesuffix(".0")


def ticks(highest: float, most: int = 4) -> list[float]:
    """Return round numbers from 0 to at least the highest value, evenly spaced."""
    if highest <= 0:
        return [0.0, 1.0]
    raw = highest / most
    power = 10.0 ** math.floor(math.log10(raw))
    step = next(power * nice for nice in (1, 2, 2.5, 5, 10) if power * nice >= raw * 0.999)
    step = max(step, 1.0) if highest >= 1 else step
    if step == 2.5:
        step = 3.0
    return [step * place for place in range(math.ceil(highest / step - 1e-9) + 1)]


class Plot:
    """A canvas with a left axis for values and a bottom axis for names.

    Args:
        highest: the largest value to be drawn.
        lowest: where the left axis begins.
        percent: whether values are shares.
        height: of the whole canvas; the width is always 440.
        left: room for the left axis' labels.
    """

    WIDTH = 440.0

    def __init__(
        self,
        highest: float,
        lowest: float = 0.0,
        *,
        percent: bool = False,
        height: float = 200.0,
        left: float = 42.0,
    ) -> None:
        self.height, self.left, self.right = height, left, self.WIDTH - 6
        self.top, self.bottom = 10.0, height - 26.0
        self.lowest, self._percent = lowest, percent
        self._marks = _share_ticks(lowest) if percent else ticks(highest)
        self.highest = self._marks[-1]
        self._parts: list[str] = []
        for mark in self._marks:
            self._rule(mark)

    def x(self, share: float) -> float:
        """Return the place of a share (0–1) of the bottom axis."""
        return self.left + share * (self.right - self.left)

    def y(self, value: float) -> float:
        """Return the height of a value."""
        share = (value - self.lowest) / (self.highest - self.lowest)
        return self.bottom - min(max(share, 0.0), 1.0) * (self.bottom - self.top)

    def bars(
        self,
        stacks: Sequence[Sequence[tuple[float, str]]],
        told: Sequence[str],
        gap: float = 0.22,
    ) -> None:
        """Draw a bar of stacked parts (value, colour) for each name, from the bottom up."""
        step = 1 / max(len(stacks), 1)
        for place, (parts, tip) in enumerate(zip(stacks, told, strict=True)):
            left, right = self.x((place + gap / 2) * step), self.x((place + 1 - gap / 2) * step)
            height, shapes = 0.0, []
            for value, colour in parts:
                if value > 0:
                    upper, lower = self.y(height + value), self.y(height)
                    shapes.append(
                        f'<rect class="{colour}" x="{number(left)}" y="{number(upper)}" '
                        f'width="{number(right - left)}" height="{number(max(lower - upper, 0.8))}"/>'
                    )
                    height += value
            if shapes:
                self._parts.append(f"<g><title>{words(tip)}</title>{''.join(shapes)}</g>")

    def names(self, names: Sequence[str], most: int = 8) -> None:
        """Write names of evenly spaced bars under the axis, as many as there is room for."""
        every = max(math.ceil(len(names) / most), 1)
        for place in range(0, len(names), every):
            self.text(self.x((place + 0.5) / len(names)), self.height - 8, names[place])

    def edges(self, names: Sequence[str], every: int = 1) -> None:
        """Write names of the edges between bars under the axis."""
        for place in range(0, len(names), every):
            self.text(self.x(place / (len(names) - 1)), self.height - 8, names[place])

    def line(self, points: Sequence[tuple[float, float]], colour: str) -> None:
        """Draw a line through points (share of the bottom axis, value)."""
        path = " ".join(f"{number(self.x(x))},{number(self.y(y))}" for x, y in points)
        self._parts.append(f'<polyline class="{colour}" points="{path}"/>')

    def band(self, points: Sequence[tuple[float, float, float]], colour: str) -> None:
        """Fill between lower and upper values at shares of the bottom axis."""
        there = [f"{number(self.x(x))},{number(self.y(low))}" for x, low, _ in points]
        back = [f"{number(self.x(x))},{number(self.y(high))}" for x, _, high in points]
        path = " ".join([*there, *reversed(back)])
        self._parts.append(f'<polygon class="{colour}" points="{path}"/>')

    def dot(self, x: float, value: float, colour: str, tip: str) -> None:
        """Draw a dot with a tip."""
        self._parts.append(
            f'<circle class="{colour}" cx="{number(self.x(x))}" cy="{number(self.y(value))}" r="3.5">'
            f"<title>{words(tip)}</title></circle>"
        )

    def level(self, value: float, colour: str, label: str) -> None:
        """Draw a dashed line across at a value, with a label above its right end."""
        at = number(self.y(value))
        self._parts.append(
            f'<line class="{colour}" x1="{number(self.left)}" x2="{number(self.right)}" '
            f'y1="{at}" y2="{at}"/>'
        )
        self.text(self.right, self.y(value) - 5, label, "end")

    def text(self, x: float, y: float, text: str, anchor: str = "middle") -> None:
        """Write a label."""
        self._parts.append(label(x, y, text, anchor))

    def svg(self, title: str, description: str) -> str:
        """Return the finished picture."""
        return picture(self.WIDTH, self.height, title, description, self._parts)

    def _rule(self, mark: float) -> None:
        at = number(self.y(mark))
        colour = "axis" if mark == self._marks[0] else "rule"
        self._parts.append(
            f'<line class="{colour}" x1="{number(self.left)}" x2="{number(self.right)}" '
            f'y1="{at}" y2="{at}"/>'
        )
        text = f"{100 * mark:.0f} %" if self._percent else short(mark)
        self.text(self.left - 6, self.y(mark) + 4, text, "end")


def _share_ticks(lowest: float) -> list[float]:
    step = 0.25 if lowest < 0.3 else 0.1 if lowest < 0.75 else 0.05
    return [round(lowest + step * place, 2) for place in range(round((1 - lowest) / step) + 1)]


def short(value: float) -> str:
    """Return a number for an axis, such as ``500``, ``1.5k`` or ``2M``."""
    for size, letter in ((1e6, "M"), (1e3, "k")):
        if value >= size:
            return f"{value / size:.1f}".removesuffix(".0") + letter
    return f"{value:g}"


def label(x: float, y: float, text: str, anchor: str = "middle") -> str:
    """Return a piece of text."""
    return f'<text x="{number(x)}" y="{number(y)}" text-anchor="{anchor}">{words(text)}</text>'


def picture(width: float, height: float, title: str, description: str, parts: Iterable[str]) -> str:
    """Return an SVG element that is read as one picture with a name and a description."""
    return (
        f'<svg role="img" viewBox="0 0 {number(width)} {number(height)}" '
        f'width="{number(width)}" height="{number(height)}">'
        f"<title>{words(title)}</title><desc>{words(description)}</desc>{''.join(parts)}</svg>"
    )
