"""Turn TeX into what people type: a fraction becomes ``a/(b + c)``."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

_OPERATORS = {
    "cdot": "*", "times": "*", "ast": "*", "le": "<=", "leq": "<=", "ge": ">=", "geq": ">=",
    "ne": "!=", "neq": "!=", "infty": "infinity", "partial": "d", "nabla": "grad", "mid": "|",
    "top": "T", "odot": "⊙",
    "lvert": "|", "rvert": "|", "lVert": "||", "rVert": "||", "ldots": "...", "dots": "...",
    "to": "→", "rightarrow": "→", "quad": "", "qquad": "", "left": "", "right": "",
}  # fmt: skip
_SPACE = re.compile(r"\\[,;:! \n]")
_STYLE = re.compile(r"\\(?:mathrm|mathbf|mathit|mathbb|mathcal|text|textbf|operatorname)\b\s*")
_GROUP = r"\s*(?:\{([^{}]*)\}|(\\[A-Za-z]+|\w))"
_ACCENT = re.compile(r"\\(?:wide)?(hat|bar|tilde|overline)\b" + _GROUP)
_ROOT = re.compile(r"\\sqrt\b" + _GROUP)
_FRACTION = re.compile(r"\\[dt]?frac(?![A-Za-z])" + _GROUP + _GROUP)
_SCRIPT = re.compile(r"([\^_])\s*\{([^{}]*)\}")
_BRACES = re.compile(r"(?<!\\)\{([^{}]*)\}")
_COMMAND = re.compile(r"\\([A-Za-z]+)")
_REST = re.compile(r"[$\\{}]")
_FACTOR = re.compile(r"\\?[^\W\d_]+|[\d.,]+|[\\\w.^ ]*\([^()]*\)")
_PRODUCT = re.compile(r"[\\\w.^ ]+")
_DEEPEST = 20


def without_tex(text: str) -> str:
    """Return the text with TeX's commands, braces and dollars turned into plain ones."""
    if not _REST.search(text):
        return text
    text = _STYLE.sub("", _SPACE.sub(" ", text))
    steps: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], str]], ...] = (
        (_ACCENT, _accent),
        (_ROOT, lambda match: f"sqrt({_first(match, 1)})"),
        (_SCRIPT, _script),
        (_FRACTION, _fraction),
    )
    for _ in range(_DEEPEST):  # from the inside outwards
        before = text
        for pattern, plain in steps:
            text = pattern.sub(plain, text)
        if text == before:
            text = _BRACES.sub(r"\1", text)
        if text == before:
            break
    return _REST.sub("", _COMMAND.sub(lambda m: f" {_OPERATORS.get(m[1], m[1])} ", text))


def _first(match: re.Match[str], group: int) -> str:
    return str(match[group] if match[group] is not None else match[group + 1]).strip()


def _accent(match: re.Match[str]) -> str:
    return f"{{{_first(match, 2)} {match[1].replace('overline', 'bar')}}}"


def _script(match: re.Match[str]) -> str:
    inner = match[2].strip()
    if match[1] == "_" and inner.isalnum():
        return f"_{inner} "
    return f"{match[1]}({inner})"


def _fraction(match: re.Match[str]) -> str:
    top, bottom = _first(match, 1), _first(match, 3)
    top = top if _PRODUCT.fullmatch(top) or _FACTOR.fullmatch(top) else f"({top})"
    bottom = bottom if _FACTOR.fullmatch(bottom) else f"({bottom})"
    return f" {top}/{bottom} "
