"""Which Unicode character a TeX command stands for, and how it is spaced.

`OWN` has what most formulas need, and what pylatexenc lacks or draws otherwise than we like; the many rarer symbols
come from pylatexenc's table, whose import (28 ms) most sessions never pay.
"""

# ruff: noqa: SIM905 - mathematical characters are meant, and names in a row are easier to read
import unicodedata
from functools import cache
from typing import Any

_GREEK = dict(
    zip(
        "alpha beta gamma delta epsilon varepsilon zeta eta theta vartheta iota kappa lambda mu nu xi pi rho sigma tau "
        "upsilon phi varphi chi psi omega Gamma Delta Theta Lambda Xi Pi Sigma Upsilon Phi Psi Omega".split(),
        "αβγδϵεζηθϑικλμνξπρστυφφχψωΓΔΘΛΞΠΣΥΦΨΩ",
        strict=True,
    )
)

OWN = _GREEK | {
    "sum": "Σ", "prod": "∏", "int": "∫", "partial": "∂", "nabla": "∇", "infty": "∞", "ell": "ℓ", "top": "⊤",
    "langle": "⟨", "rangle": "⟩", "lVert": "‖", "rVert": "‖", "Vert": "‖", "lvert": "|", "rvert": "|", "vert": "|",
    "mid": "|", "given": "|", "parallel": "∥", "perp": "⊥", "bot": "⊥", "indep": "⊥⊥", "cdot": "·", "times": "×",
    "pm": "±", "star": "*", "ast": "*", "odot": "⊙", "otimes": "⊗", "oplus": "⊕", "circ": "∘", "bullet": "•",
    "le": "≤", "leq": "≤", "ge": "≥", "geq": "≥", "ne": "≠", "neq": "≠", "lt": "<", "gt": ">", "ll": "≪", "gg": "≫",
    "approx": "≈", "sim": "∼", "equiv": "≡", "propto": "∝", "coloneqq": "≔", "in": "∈", "notin": "∉", "subset": "⊂",
    "subseteq": "⊆", "cup": "∪", "cap": "∩", "emptyset": "∅", "to": "→", "rightarrow": "→", "leftarrow": "←",
    "gets": "←", "mapsto": "↦", "xrightarrow": "→", "Rightarrow": "⇒", "implies": "⇒", "impliedby": "⇐", "iff": "⇔",
    "forall": "∀", "exists": "∃", "lor": "∨", "land": "∧", "lnot": "¬", "neg": "¬", "dots": "…", "dotsc": "…",
    "dotsb": "…", "ldots": "…", "cdots": "⋯", "triangle": "△", "diamond": "⋄", "square": "□", "lbrace": "{",
    "rbrace": "}", "lbrack": "[", "rbrack": "]", "backslash": "\\", "colon": ":", "prime": "′", "degree": "°",
    "checkmark": "✓", "Re": "Re", "Im": "Im", "bigoplus": "⨁", "bigotimes": "⨂",
    "{": "{", "}": "}", "|": "‖", "%": "%", "#": "#", "&": "&", "$": "$", "_": "_",
}  # fmt: skip

ALPHABETS = {
    "mathbb": ("DOUBLE-STRUCK", "DOUBLE-STRUCK"),
    "mathcal": ("SCRIPT", "SCRIPT"),
    "mathscr": ("SCRIPT", "SCRIPT"),
    "mathfrak": ("FRAKTUR", "BLACK-LETTER"),
}
"""For each alphabet the word in its characters' names, and the one in the names of the few that are older."""

FUNCTIONS = frozenset(
    "arccos arcsin arctan arg argmax argmin cos cosh cot det diag dim erf exp gcd inf ker lim liminf limsup ln log "
    "max min Pr rank relu sgn sign sin sinh softmax sup tan tanh tr Tr Var Cov".split()
)

BIG = frozenset("Σ∑∏∐∫∬∮⋃⋂⨁⨂")
BINARY = frozenset("+−±∓×÷·⋅⋆∘⊕⊗⊙⊖∪∩∧∨∖⊎")
RELATIONS = frozenset(
    "=<>≤≥⩽⩾≪≫≈≅≃∼≡≢≠∝≜≔∈∉∋⊂⊆⊄⊃⊇→←↔⇒⇐⇔⟹⟸⟺⟶⟵↦↪⇝≺≻⪯⪰≼≽⊥∥⊢⊨≲≳≍"
)  # fmt: skip
OPENING = frozenset("([{⟨⌊⌈")
CLOSING = frozenset(")]}⟩⌋⌉")

ACCENTS = {
    "hat": "\u0302", "widehat": "\u0302", "bar": "\u0304", "overline": "\u0304", "tilde": "\u0303",
    "widetilde": "\u0303", "vec": "\u20d7", "dot": "\u0307", "ddot": "\u0308", "check": "\u030c", "breve": "\u0306",
    "acute": "\u0301", "grave": "\u0300", "mathring": "\u030a", "underline": "\u0332",
}  # fmt: skip

_SUPERSCRIPT = str.maketrans(
    "0123456789+−=()abcdefghijklmnoprstuvwxyzABDEGHIJKLMNOPRTUWβγδθφχ⊤*′∘°†",
    "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻᴬᴮᴰᴱᴳᴴᴵᴶᴷᴸᴹᴺᴼᴾᴿᵀᵁᵂᵝᵞᵟᶿᵠᵡᵀ*′°°†",
)
_SUBSCRIPT = str.maketrans(
    "0123456789+−=()aehijklmnoprstuvxβγρφχ",
    "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓᵦᵧᵨᵩᵪ",
)
SCRIPTS = {"^": _SUPERSCRIPT, "_": _SUBSCRIPT}


def lookup(command: str) -> str | None:
    """Return the characters for a command such as `sigma`, None if there are none."""
    return OWN.get(command) or _from_library(command)


def in_alphabet(alphabet: str, character: str) -> str:
    """Return a letter or digit as `mathbb`, `mathcal`, ... draws it; itself if Unicode lacks it there."""
    name = unicodedata.name(character, "")
    kind = "DIGIT" if "DIGIT" in name else "CAPITAL" if "CAPITAL" in name else "SMALL"
    young, old = ALPHABETS[alphabet]
    if character.isascii() and character.isalnum():
        for full in (f"MATHEMATICAL {young}", old):
            try:
                return unicodedata.lookup(f"{full} {kind} {name.split()[-1]}")
            except KeyError:
                continue
    return character


@cache
def _library() -> Any:
    from pylatexenc.latex2text import get_default_latex_context_db

    return get_default_latex_context_db()


def _from_library(command: str) -> str | None:
    shown = getattr(_library().get_macro_spec(command), "simplify_repl", None)
    return shown if isinstance(shown, str) and 0 < len(shown) <= 2 and "%" not in shown else None
