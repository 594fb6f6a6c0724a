"""Compare typed short answers by meaning, not by spelling.

An answer that is not recognised costs nothing, as the learner compares; a wrong one that is taken
for right does. So whatever carries meaning in numbers and formulas is kept.
"""

from __future__ import annotations

import re
import unicodedata

from mlinterview.grading.plaintex import without_tex

_WORDS = {
    "α": "alpha", "β": "beta", "γ": "gamma", "δ": "delta", "ε": "epsilon", "η": "eta",
    "θ": "theta", "κ": "kappa", "λ": "lambda", "μ": "mu", "ν": "nu", "π": "pi", "ρ": "rho",
    "σ": "sigma", "τ": "tau", "φ": "phi", "χ": "chi", "ψ": "psi", "ω": "omega", "∞": "infinity",
    "×": "*", "·": "*", "−": "-", "–": "-", "—": "-", "≤": "<=", "≥": ">=", "=\u0338": "!=",
    "√": "sqrt", "∑": "sum", "∂": "d", "∇": "grad", "⁄": "/", "**": "^", "&": " and ",
    "%": " percent",
}  # fmt: skip
_SYMBOLS = re.compile("|".join(map(re.escape, _WORDS)))
# the first word, unless a single letter follows: `a x` is a product
_ARTICLES = re.compile(r"^(?:the|an?) +(?=[^\W\d_]{2})")
# British to American; word endings, so that inflections follow
_SPELLING = (
    (re.compile(r"(?<=[a-z]{2})is(?=(?:e|es|ed|er|ers|ing|able|ability|ations?)\b)"), "iz"),
    (re.compile(r"(?<=[a-z]l)ys(?=(?:e|es|ed|er|ers|ing)\b)"), "yz"),
    (re.compile(r"(?<=[a-z]{2})our(?=(?:s|ed|ing|al|ally|hoods?)?\b)"), "or"),
    (re.compile(r"(?<=cent)r(?:e(?=s?\b)|(?=ed\b|ing\b))"), "er"),
    (re.compile(r"(?<=[ae]l)l(?=(?:ed|ing|er|ers)\b)"), ""),
    (re.compile(r"ogue(?=s?\b)"), "og"),
    (re.compile(r"(?<=\bart)e(?=facts?\b)"), "i"),
)
_WORD_HYPHEN = re.compile(r"(?<=[^\W\d_]{2})-(?=[^\W\d_])|(?<=[^\W\d_])-(?=[^\W\d_]{2})")
# not behind a bracket: (1,100) is a shape
_THOUSANDS = re.compile(r"(?<![\d.,(\[])[1-9]\d{0,2}(?:[,_'’]\d{3})+(?![\d_]|,\d)")
_LEADING_POINT = re.compile(r"(?<![\w.)\]])\.(?=\d)")
_NEEDLESS_BRACKETS = re.compile(r"(\^|sqrt) *\( *([-+]?(?:[\d.]+|[^\W\d_](?:_\w+)?)) *\)(?! *\w)")
_LETTER_WITH_HAT = re.compile(r"(?<![^\W\d_])([^\W\d_])([\u0302-\u0305])(?![^\W\d_]{2})")
_HATS = {"\u0302": "hat", "\u0303": "tilde", "\u0304": "bar", "\u0305": "bar"}
_STROKE = "\u0338"
"""Turns a sign into its opposite: ∉, ≢."""
_NOISE = re.compile(r"(?:[\s_,;:'’\"“”!?`]|(?<!\d)\.(?!\d)|\.(?=\s|$))+")


def normalise(text: str) -> str:
    """Return a form in which answers that mean the same are often the same text.

    Case, width, articles, spaces, hyphens in words, quotes and the accents of words are dropped,
    symbols and simple TeX become words, British endings become American ones.
    """
    text = unicodedata.normalize("NFKD", _unfolded(without_tex(text))).casefold()
    text = _without_accents(unicodedata.normalize("NFKD", text))
    text = _SYMBOLS.sub(lambda match: _WORDS[match[0]], text)
    text = _ARTICLES.sub("", text.strip())
    for pattern, american in _SPELLING:
        text = pattern.sub(american, text)
    text = _THOUSANDS.sub(lambda match: re.sub(r"\D", "", match[0]), text)
    text = _LEADING_POINT.sub("0.", text)
    text = _NEEDLESS_BRACKETS.sub(r"\1\2", text)
    return _NOISE.sub(_what_counts, _WORD_HYPHEN.sub("", text))


def same_answer(response: str, accepted: str) -> bool:
    """Tell whether a response is the accepted answer, or the same terms in another order."""
    if normalise(response) == normalise(accepted):
        return bool(normalise(accepted))
    given, wanted = _items(response), _items(accepted)
    if len(wanted) < 2:
        return False
    # the order of numbers means something, that of terms seldom
    has_names = all(any(map(str.isalpha, item)) for item in wanted)
    return given == wanted or (has_names and sorted(given) == sorted(wanted))


def _items(text: str) -> list[str]:
    parts = re.split(r",(?!\d)|(?<!\d),|;|\band\b|&|\n", text, flags=re.IGNORECASE)
    return [item for item in map(normalise, parts) if item]


def _unfolded(text: str) -> str:
    """Write ``^``, ``_`` and a blank where a raised, lowered or mixed number would lose its place."""
    pieces, before = [], ""
    for character in text:
        form = unicodedata.decomposition(character).partition(" ")[0]
        if form != before:
            pieces.append({"<super>": "^", "<sub>": "_", "<fraction>": " "}.get(form, ""))
        pieces.append(character)
        before = form
    return "".join(pieces)


def _without_accents(text: str) -> str:
    """Drop the accents of words; a hat on a letter is part of a symbol's name."""
    text = _LETTER_WITH_HAT.sub(lambda match: match[1] + _HATS[match[2]], text)
    return "".join(c for c in text if c == _STROKE or not unicodedata.combining(c))


def _what_counts(noise: re.Match[str]) -> str:
    """Return what is left of a run of blanks and marks: what keeps formulas and numbers apart."""
    run, text, start = noise[0], noise.string, noise.start()
    last, after = text[max(start - 1, 0) : start], text[noise.end() : noise.end() + 1]
    earlier = text[max(start - 2, 0) : start - 1] if start else ""
    is_symbol = last.isalpha() and not (earlier.isalnum() or earlier in tuple("'’\"“`"))
    if "!" in run and (after == "=" or (run[0] == "!" and (is_symbol or last.isdigit()))):
        return "!"
    if run[0] in "'’" and is_symbol:
        return "'"
    if last.isdigit() and after.isdigit():
        return next((mark for mark in ":_" if mark in run), " ")
    if last.isdigit() and after in ("+", "-") and ("," in run or ";" in run):
        return " "  # two numbers, no difference
    return ""
