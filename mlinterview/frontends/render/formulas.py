"""Mathematics in TeX as SVG: the same picture in every notebook, page and printout, without a script."""

import re
import warnings
from functools import lru_cache
from html import escape
from xml.etree import ElementTree

from mlinterview.frontends.render.clean import clean
from mlinterview.frontends.render.markers import END, START
from mlinterview.frontends.render.mathematics import LIMIT, to_unicode

INLINE, DISPLAY = 16.0, 18.0
"""Font sizes in pixels for which a formula is drawn; its size on the page is given in ``em``."""

_NAMESPACE = "{http://www.w3.org/2000/svg}"
_ELEMENTS = {"svg", "g", "path", "rect", "line", "polyline", "polygon"}
_ATTRIBUTES = {
    "d", "fill", "stroke", "stroke-width", "width", "height", "x", "y", "x1", "x2", "y1", "y2",
    "viewBox", "points", "transform", "stroke-linejoin", "fill-rule",
}  # fmt: skip
_VALUE = re.compile(r"[\w\s.,#()+-]*")


@lru_cache(maxsize=1024)
def svg(tex: str, *, display: bool = False) -> str | None:
    """Return a formula as an ``<svg>`` element in the text's colour, the formula in words as its name.

    ``None`` if it is not understood: the caller shows the TeX itself. Only drawing elements with
    plain values come out, whatever stands in the formula.
    """
    words = to_unicode(tex)
    if not is_understood(tex):
        return None
    source = " ".join(clean(tex).split())
    drawn = _drawn(_boxed(source), display)
    if drawn is None:
        return None
    picture, below = drawn
    return _element(picture, below, words, display)


def is_understood(tex: str) -> bool:
    """Tell whether all of a formula is mathematics that we know: no links, no colours, no macros."""
    from mlinterview.frontends.render.texreader import NotUnderstood, read

    if len(tex) > LIMIT:
        return False
    try:
        read(" ".join(clean(tex).split()))
    except NotUnderstood:
        return False
    return True


def _boxed(source: str) -> str:
    """Draw a box around a highlighted span, such as the hole of a cloze question."""
    return source.replace(START, r"\boxed{").replace(END, "}")


def _drawn(source: str, display: bool) -> tuple[ElementTree.Element, float] | None:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            from ziamath.config import config
            from ziamath.zmath import Latex

            config.svg2 = False  # no shared symbols: their ids would clash on a page
            formula = Latex(
                source,
                size=DISPLAY if display else INLINE,
                color="currentColor",
                inline=not display,
            )
            picture, below = formula.svgxml(), float(formula.getyofst())
    except Exception:  # the library raises what it likes for what it cannot read
        return None
    return picture, below


def _element(picture: ElementTree.Element, below: float, words: str, display: bool) -> str | None:
    size = DISPLAY if display else INLINE
    width, height = (float(picture.get(name, "0")) for name in ("width", "height"))
    parts = [_sound(child) for child in picture]
    if any(part is None for part in parts):
        return None
    place = "" if display else f"vertical-align:{below / size:.3f}em;"
    return (
        f'<svg class="mlq-math" role="img" aria-label="{escape(words)}" '
        f'style="{place}width:{width / size:.3f}em;height:{height / size:.3f}em" '
        f'viewBox="{escape(picture.get("viewBox", ""))}">{"".join(map(str, parts))}</svg>'
    )


def _sound(element: ElementTree.Element) -> str | None:
    """Write an element anew, with what may stand in a drawing; ``None`` if there is anything else."""
    name = element.tag.removeprefix(_NAMESPACE)
    if name not in _ELEMENTS or not set(element.attrib) <= _ATTRIBUTES:
        return None
    if not all(_VALUE.fullmatch(value) and "url" not in value for value in element.attrib.values()):
        return None
    children = [_sound(child) for child in element]
    if any(child is None for child in children):
        return None
    attributes = "".join(f' {key}="{value}"' for key, value in element.attrib.items())
    return f"<{name}{attributes}>{''.join(map(str, children))}</{name}>"
