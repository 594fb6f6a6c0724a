"""Formulas of interview questions, and what is shown instead of a formula that is not understood."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlinterview.frontends.render import clean, to_unicode
from mlinterview.frontends.render.mathematics import LIMIT

FORMULAS = {
    r"\sigma(x) = \frac{1}{1 + e^{-x}}": "σ(x) = 1 / (1 + e⁻ˣ)",
    r"\frac{TP}{TP+FP}": "TP / (TP + FP)",
    r"\frac{TP}{TP + {{FP}}}": "TP / (TP + FP)",
    r"\sum_{i=1}^{n} (y_i - \hat{y}_i)^2": "Σᵢ₌₁ⁿ (yᵢ − ŷᵢ)²",
    r"\sum^n_{i=1}x_i": "Σᵢ₌₁ⁿ xᵢ",
    r"\mathbb{E}[X]": "𝔼[X]",
    r"\mathbb E_{x \sim p}[f(x)]": "𝔼_(x∼p)[f(x)]",
    r"\mathbb{R}^{n \times d}": "ℝ^(n×d)",
    r"\sqrt{d_k}": "√dₖ",
    r"\sqrt{a+b}": "√(a + b)",
    r"\sqrt[3]{8}": "∛8",
    r"\frac{1}{\sqrt{2\pi\sigma^2}}": "1 / √(2πσ²)",
    r"W^{\top}x": "Wᵀx",
    r"\lVert w \rVert_2^2": "‖w‖₂²",
    r"\|w\|_1": "‖w‖₁",
    r"\text{softmax}\left(\frac{QK^\top}{\sqrt{d_k}}\right)V": "softmax(QKᵀ / √dₖ)V",
    r"\operatorname{argmax}_{\theta} \log p(x \mid \theta)": "argmax_θ log p(x | θ)",
    r"\operatorname*{arg\,max}_x f(x)": "arg maxₓ f(x)",
    r"\frac{\partial L}{\partial w_{ij}}": "∂L / ∂wᵢⱼ",
    r"\nabla_\theta J(\theta)": "∇_θ J(θ)",
    r"D_{\mathrm{KL}}(P \,\|\, Q) = \sum_x P(x) \log\frac{P(x)}{Q(x)}": (
        "D_(KL)(P ‖ Q) = Σₓ P(x) log(P(x) / Q(x))"
    ),
    r"x^{QK}": "x^(QK)",
    r"x_D": "x_D",
    r"x^{(i)}": "x⁽ⁱ⁾",
    r"e^{-\frac{(x-\mu)^2}{2\sigma^2}}": "e^(−(x−μ)²/(2σ²))",
    r"\begin{cases} 1 & x > 0 \\ 0 & \text{otherwise} \end{cases}": "{ 1, x > 0; 0, otherwise }",
    r"\begin{pmatrix} a & b \\ c & d \end{pmatrix}": "[a b; c d]",
    r"\begin{array}{cc} a & b \\[2pt] c & d \end{array}": "[a b; c d]",
    r"\begin{aligned} a &= b \\ c &= d \end{aligned}": "a = b; c = d",
    r"\hat{\beta} = (X^\top X)^{-1} X^\top y": "β̂ = (XᵀX)⁻¹ Xᵀy",
    r"w \leftarrow w - \eta \nabla L(w)": "w ← w − η∇L(w)",
    r"P(A \mid B) = \frac{P(B \mid A) P(A)}{P(B)}": "P(A | B) = P(B | A) P(A) / P(B)",
    r"\frac{1}{n}\sum_{i=1}^n x_i": "(1 / n) Σᵢ₌₁ⁿ xᵢ",
    r"\frac{1}{2}mv^2": "(1/2)mv²",
    r"\frac{\log p}{n}": "(log p) / n",
    r"\frac{x}{2n}": "x / (2n)",
    r"\frac{x}{|D|}": "x / |D|",
    r"\frac{a}{\frac{b}{c}}": "a / (b / c)",
    r"1 - 0.95^{20} \approx 0.64": "1 − 0.95²⁰ ≈ 0.64",
    r"784 \cdot 128 = 100{,}352": "784 · 128 = 100,352",
    r"[-\lambda, \lambda]": "[−λ, λ]",
    r"f'(x) = -2x": "f′(x) = −2x",
    r"y \in \{0, 1\}": "y ∈ {0, 1}",
    r"a \not= b": "a ≠ b",
    r"\binom{n}{k}": "C(n, k)",
    r"\arg\min_w \frac{1}{n}\lVert Xw - y\rVert^2": "arg min_w (1 / n)‖Xw − y‖²",
    r"0 \text{ if } x \le 0": "0 if x ≤ 0",
    r"\overline{AB} + \vec{v} + \widehat{ab}": "\u0100B\u0304 + v\u20d7 + hat(ab)",
    r"\mathcal{L}(\mathbf{w})": "ℒ(w)",
    r"\mathbb{1}[x \succeq y]": "𝟙[x ≽ y]",
    r"\mathfrak{R} \mathcal{N}": "ℜ 𝒩",
    "a\n+ b": "a + b",
}


@pytest.mark.parametrize(("tex", "line"), FORMULAS.items())
def test_formula_becomes_one_line(tex: str, line: str) -> None:
    assert to_unicode(tex) == line


@pytest.mark.parametrize(
    "tex",
    [
        r"\unknown{x}",
        r"\frac{a",
        r"\frac{a}",
        "a}",
        "x^",
        r"\begin{tikzpicture} x \end{tikzpicture}",
        r"\begin{cases} a",
        r"\begin{cases} a \end{matrix}",
        "a & b",
        "{" * 2000 + "}" * 2000,
        "x^{" * 1000 + "}" * 1000,
        r"\frac" * 700,
        r"\sqrt[" * 500,
        r"\begin{cases}" * 200,
        "\\" * 3999,
        "\\" * 100_000,
        "x" * (LIMIT + 1),
    ],
)
def test_formula_that_is_not_understood_is_shown_as_tex(tex: str) -> None:
    assert to_unicode(tex) == tex


def test_fallback_is_cleaned_too() -> None:
    assert to_unicode("\\unknown \x1b[31m\u202e\r\nx") == "\\unknown x"


@pytest.mark.parametrize(
    ("tex", "line"),
    [
        ("\\frac{TP}{TP + \ue000FP\ue001}", "TP / (TP + \ue000FP\ue001)"),
        ("\\frac{TP}{\ue000TP + FN\ue001}", "TP / (\ue000TP + FN\ue001)"),
        ("\\frac{\ue000...\ue001}{2}", "\ue000...\ue001 / 2"),
        ("x^{\ue0002\ue001}", "x\ue000²\ue001"),
        ("x_\ue000i\ue001 + 1", "x\ue000ᵢ\ue001 + 1"),
        ("x^{\ue000...\ue001}", "x^(\ue000...\ue001)"),
        ("\\sqrt{\ue000which size?\ue001}", "√(\ue000which size?\ue001)"),
        ("a = \ue000-b\ue001 c", "a = \ue000−b\ue001 c"),
        ("\\hat{\ue000y\ue001}", "\ue000ŷ\ue001"),
        ("\\text{an \ue000apple\ue001 a day}", "an \ue000apple\ue001 a day"),
    ],
)
def test_highlighted_span_survives(tex: str, line: str) -> None:
    assert to_unicode(tex) == line


@given(
    st.text(st.sampled_from([*r"\{}[]^_&$'~% -+/=,.|()ab12", "\ue000", "\ue001", "\u202e", "\x1b"]))
)
def test_any_formula_gives_one_clean_line_of_bounded_length(tex: str) -> None:
    line = to_unicode(tex)
    assert "\n" not in line
    assert clean(line) == line
    assert len(line) <= 8 * len(tex) + 8


COMMANDS = [
    *(r"\frac", r"\sqrt", r"\left(", r"\right)", r"\begin{cases}", r"\end{cases}", r"\\", "&"),
    *(r"\sum", r"\hat", r"\text", r"\mathbb", r"\log", r"\not", r"\binom"),
]


@given(
    st.lists(st.sampled_from([*COMMANDS, "{", "}", "^", "_", "x", "+", "\ue000", "\ue001"])).map(
        " ".join
    )
)
def test_commands_in_any_order_never_raise_and_lose_no_marker(tex: str) -> None:
    line = to_unicode(tex)
    assert [c for c in line if c in "\ue000\ue001"] == [c for c in tex if c in "\ue000\ue001"]
