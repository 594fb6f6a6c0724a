"""Compare typed short answers by meaning, not by spelling."""

from __future__ import annotations

import re
import unicodedata

_WORDS = {
    "α": "alpha", "β": "beta", "γ": "gamma", "δ": "delta", "ε": "epsilon", "η": "eta",
    "θ": "theta", "κ": "kappa", "λ": "lambda", "μ": "mu", "ν": "nu", "π": "pi", "ρ": "rho",
    "σ": "sigma", "τ": "tau", "φ": "phi", "χ": "chi", "ψ": "psi", "ω": "omega", "∞": "infinity",
    "×": "*", "·": "*", "−": "-", "–": "-", "—": "-", "≤": "<=", "≥": ">=", "≠": "!=",
    "√": "sqrt", "∑": "sum", "∂": "d", "∇": "grad", "&": " and ", "%": " percent",
}  # fmt: skip
_SYMBOLS = re.compile("|".join(map(re.escape, _WORDS)))
_TEX = re.compile(r"\\(?:mathrm|text|operatorname|mathbf|hat|bar|left|right)\b|[$\\{}]")
_ARTICLES = re.compile(r"^(?:the|a|an) ")
# British to American; word endings, so that inflections follow
_SPELLING = (
    (re.compile(r"(?<=[a-z]{2})is(?=(?:e|es|ed|er|ers|ing|ation|ations)\b)"), "iz"),
    (re.compile(r"(?<=[a-z]{2})our(?=(?:s|ed|ing|al|ally|hood|hoods)?\b)"), "or"),
    (re.compile(r"(?<=cent)re\b"), "er"),
    (re.compile(r"(?<=el)l(?=(?:ed|ing|er)\b)"), ""),
    (re.compile(r"ogue\b"), "og"),
)
_WORD_HYPHEN = re.compile(r"(?<=[^\W\d_]{2})-(?=[^\W\d_])|(?<=[^\W\d_])-(?=[^\W\d_]{2})")
# what carries meaning in numbers and formulas stays: a point in 3.5, a minus, a slash, brackets
_NOISE = re.compile(r"[\s_,;:'’\"“”!?`]+|(?<!\d)\.(?!\d)|\.(?=\s|$)")


def normalise(text: str) -> str:
    """Return a form in which answers that mean the same are often the same text.

    Case, width, accents, articles, spaces, hyphens in words and quotes are dropped, symbols become
    words, British endings become American ones.
    """
    text = unicodedata.normalize("NFKC", text).casefold()
    text = _TEX.sub("", text)
    text = _SYMBOLS.sub(lambda match: _WORDS[match[0]], text)
    text = _ARTICLES.sub("", text.strip())
    for pattern, american in _SPELLING:
        text = pattern.sub(american, text)
    text = unicodedata.normalize("NFKD", text)
    text = "".join(c for c in text if not unicodedata.combining(c))
    return _NOISE.sub("", _WORD_HYPHEN.sub("", text))


def same_answer(response: str, accepted: str) -> bool:
    """Tell whether a response is the accepted answer, or the same set in another order."""
    if normalise(response) == normalise(accepted):
        return bool(normalise(accepted))
    given, wanted = _items(response), _items(accepted)
    return len(wanted) > 1 and len(given) == len(wanted) and set(given) == set(wanted)


def _items(text: str) -> list[str]:
    parts = re.split(r",|;|\band\b|&|\n", text, flags=re.IGNORECASE)
    return [item for item in map(normalise, parts) if item]
