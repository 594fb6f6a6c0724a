"""Formulas that the decks state, each against a derivation or a computation of its own.

``stated`` finds a formula in a question and reads it as SymPy does; ``states`` only finds it, for
formulas with sums, matrices or conditions. If a formula is reworded, its check here must be looked at.
"""

import itertools
import re
from statistics import NormalDist

import numpy as np
import pytest
import sympy as sp
from shipped import QUESTIONS, formulas, strings
from support.reading import KINDS
from support.tex import name, names, read
from sympy import Rational, diff, exp, integrate, log, oo, simplify, solve, sqrt, symbols

from mlinterview.frontends.render.markers import strip_markers

ML, OPS, NN = "ml-fundamentals/", "mlops/", "neural-nets/"
x, z = symbols("x z", real=True)


def written(question_id: str) -> str:
    """Return all that a question says, on one line, its holes filled."""
    question = QUESTIONS[question_id]
    parts = [question.prompt, question.answer, question.explanation, question.common_mistake]
    if question.kind == "cloze":
        parts[0] = strip_markers(KINDS["cloze"].present(question, 1, seed=1).answer)
    return " ".join(" ".join([*parts, *strings(question.details)]).split())


def states(question_id: str, tex: str) -> None:
    """Fail unless the question has this formula."""
    assert tex in written(question_id), f"{question_id} does not state {tex}"


def stated(question_id: str, tex: str) -> sp.Expr:
    """Return the value of a formula that the question states."""
    states(question_id, tex)
    return read(tex)


def same(one, other) -> bool:
    return simplify(sp.expand_log(sp.sympify(one - other), force=True)) == 0


def normal(value, mean=0, variance=1):
    return exp(-((value - mean) ** 2) / (2 * variance)) / sqrt(2 * sp.pi * variance)


def sigma(value):
    return 1 / (1 + exp(-value))


# -- the reader ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("tex", "value"),
    {
        r"\frac{1}{2}(3 + 5)": 4,
        r"2^{3} \cdot 2 / 4": 4,
        r"\sqrt{16} - |1 - 2|": 3,
        r"-\ln e^{2}": -2,
        r"1 - 2 - 3": -4,
        r"2\,\sigma(0)": 1,
    }.items(),
)
def test_reader_computes(tex, value) -> None:
    assert read(tex) == value


@pytest.mark.parametrize("tex", [r"\sum_i x_i", "a = b", r"x \in S", "(a", ""])
def test_reader_refuses_what_is_no_number(tex) -> None:
    with pytest.raises(ValueError, match=re.escape("'")):
        read(tex)


def test_a_formula_that_is_not_there_is_noticed() -> None:
    with pytest.raises(AssertionError, match="does not state"):
        stated(ML + "cramer-rao-bernoulli", r"\frac{2}{p (1 - p)}")


# -- numbers ---------------------------------------------------------------------------------------


def number(tex: str) -> float | None:
    """Return the value of a side of an equation if it is a number."""
    tex = re.sub(r"(\d)\{,\}(?=\d)", r"\1", tex)  # 12{,}800
    tex = re.sub(r"(\d)\s*\\,?\s*\\%", r"\1/100", tex)
    if re.search(r"(?<![\\a-zA-Z])[a-df-zA-Z]", tex):  # names, such as P(0)
        return None
    try:
        value = read(tex)
    except ValueError:
        return None
    return float(value) if value.is_real and value.is_finite and value.is_number else None


def claims() -> list[tuple[str, str, str, str]]:
    """Return all pairs of numbers that a formula says are equal, with the sign between them."""
    found = []
    for (tex, _), question_id in formulas().items():
        sides = re.split(r"(=|\\approx)", " ".join(strip_markers(tex).split()))
        for left, sign, right in zip(sides[::2], sides[1::2], sides[2::2], strict=False):
            if number(left) is not None and number(right) is not None:
                found.append((question_id, left, sign, right))
    return found


def is_right(left: str, sign: str, right: str) -> bool:
    """Tell whether two numbers are equal as they are rounded, perhaps with ``%`` after the formula."""
    one, other = number(left), number(right)
    digits = re.fullmatch(r"\s*-?\d+(?:\.(\d+))?\s*", right)
    half = 0.51 * 10.0 ** -len(digits[1] or "") if digits else 0.0
    slack = 0.1 if "^" in left + right and sign != "=" else 1e-3
    return any(abs(one * unit - other) <= max(half, slack * abs(other)) for unit in (1, 100, 1e-6))


def test_numbers_in_formulas_are_right() -> None:
    assert len(claims()) > 350
    assert [claim for claim in claims() if not is_right(*claim[1:])] == []


@pytest.mark.parametrize(
    ("claim", "right"),
    {
        r"\frac{2}{51} \approx 0.039": True,
        r"\frac{2}{51} \approx 0.049": False,
        r"12 \cdot 1{,}100 = 13{,}200": True,
        r"12 \cdot 1{,}100 = 13{,}300": False,
        r"0.25^{10} \approx 10^{-6}": True,
        r"225/263 = 85.55": True,
        r"0.9 \cdot 5 = 4.6": False,
    }.items(),
)
def test_wrong_numbers_are_found(claim, right) -> None:
    assert is_right(*re.split(r"(=|\\approx)", claim)) is right


# -- activations and their gradients ---------------------------------------------------------------


def test_sigmoid_and_its_derivative() -> None:
    t = name("x")
    curve = stated(ML + "sigmoid-derivative", "1/(1 + e^{-x})")
    assert same(
        diff(curve, t), stated(ML + "sigmoid-derivative", r"\sigma(x) \cdot (1 - \sigma(x))")
    )
    assert same(diff(curve, t), stated(ML + "sigmoid-derivative", r"\frac{e^{-x}}{(1 + e^{-x})^2}"))
    assert same(curve, stated(NN + "sigmoid-formula-and-slope", r"1 / (1 + \exp(-x))"))
    states(NN + "sigmoid-formula-and-slope", r"\sigma(-x) = 1 - \sigma(x)")
    assert same(sigma(-x), 1 - sigma(x))


def test_tanh_is_a_rescaled_sigmoid() -> None:
    found = stated(NN + "tanh-as-rescaled-sigmoid", r"2\,\sigma(2x) - 1")
    assert same(found.rewrite(exp), sp.tanh(name("x")).rewrite(exp))
    assert diff(found, name("x")).subs(name("x"), 0) == 1
    states(NN + "code-two-layer-gradients", r"\tanh' = 1 - \tanh^2")
    assert same(diff(sp.tanh(x), x), 1 - sp.tanh(x) ** 2)


def test_softmax_of_two_classes_is_a_sigmoid() -> None:
    question = NN + "two-class-softmax-is-sigmoid"
    softmax = stated(question, r"\frac{\exp(z_1)}{\exp(z_1) + \exp(z_2)}")
    assert same(softmax, stated(question, r"\frac{1}{1 + \exp(-(z_1 - z_2))}"))
    assert same(softmax, stated(question, r"\sigma(z_1 - z_2)"))


@pytest.mark.parametrize(
    ("question", "tex"),
    [
        (ML + "softmax-cross-entropy-gradient", r"\frac{\partial L}{\partial z_i} = "),
        (ML + "softmax-cross-entropy-gradient", "p_i - y_i"),
        (ML + "softmax-cross-entropy-gradient", r"-y_i + p_i \sum_k y_k"),
        (NN + "softmax-cross-entropy-gradient", r"\partial L / \partial z = p - y"),
    ],
)
def test_gradient_of_cross_entropy_after_softmax(question, tex) -> None:
    states(question, tex)
    logits, targets = symbols("z:3", real=True), symbols("y:3", positive=True)
    p = [exp(one) / sum(map(exp, logits)) for one in logits]
    loss = -sum(y * log(one) for y, one in zip(targets, p, strict=True))
    for one, share, target in zip(logits, p, targets, strict=True):
        assert same(diff(loss, one), -target + share * sum(targets))


def test_derivatives_of_softmax_in_the_policy_gradient() -> None:
    states(
        ML + "compute-policy-gradient-step", r"\frac{\partial \ln \pi(X)}{\partial h_Y} = -\pi(Y)"
    )
    h = symbols("h:3", real=True)
    policy = [exp(one) / sum(map(exp, h)) for one in h]
    assert same(diff(log(policy[0]), h[1]), -policy[1])
    assert same(diff(log(policy[0]), h[0]), 1 - policy[0])


def test_gradient_of_a_squared_error_after_a_sigmoid() -> None:
    p, y = names("p y")
    found = stated(NN + "squared-error-with-sigmoid", r"(p - y)\,p\,(1 - p)")
    assert same(found.subs(p, sigma(x)), diff((sigma(x) - y) ** 2 / 2, x))


def test_gradient_and_hessian_of_the_logistic_loss() -> None:
    states(ML + "compute-logistic-gradient", r"\frac{1}{n} X^T (p - y)")
    states(ML + "logistic-hessian-matrix-form", r"\sum_i p_i (1 - p_i)(x_i^T v)^2")
    w, rows, y = symbols("w:2", real=True), [(1, 2), (3, -1)], (1, 0)
    p = [sigma(sum(a * b for a, b in zip(w, row, strict=True))) for row in rows]
    loss = -sum(t * log(q) + (1 - t) * log(1 - q) for t, q in zip(y, p, strict=True))
    for j in range(2):
        gradient = sum(row[j] * (q - t) for row, q, t in zip(rows, p, y, strict=True))
        assert same(diff(loss, w[j]), gradient)
    v = (5, 7)
    bend = sum(v[i] * v[j] * diff(loss, w[i], w[j]) for i in range(2) for j in range(2))
    square = sum(
        q * (1 - q) * (row[0] * v[0] + row[1] * v[1]) ** 2 for row, q in zip(rows, p, strict=True)
    )
    assert same(bend, square)


def test_loss_from_logits() -> None:
    states(OPS + "coding-bce-from-logits", r"\max(z, 0) - z y + \ln(1 + \exp(-|z|))")
    for logit, y in itertools.product((-3, 0, 2), (0, 1)):
        plain = -(y * log(sigma(logit)) + (1 - y) * log(1 - sigma(logit)))
        stable = max(logit, 0) - logit * y + log(1 + exp(-abs(logit)))
        assert abs((plain - stable).evalf()) < 1e-12


def test_gradient_of_distillation_shrinks_with_the_temperature() -> None:
    states(NN + "distillation-temperature-squared", r"\frac{1}{T}(p - q)")
    logits, q, temperature = symbols("z:3", real=True), symbols("q:2", positive=True), name("T")
    target = (*q, 1 - sum(q))
    p = [exp(one / temperature) / sum(exp(i / temperature) for i in logits) for one in logits]
    loss = -sum(t * log(one) for t, one in zip(target, p, strict=True))
    assert same(diff(loss, logits[0]), (p[0] - q[0]) / temperature)


# -- least squares and penalties -------------------------------------------------------------------

DATA = sp.Matrix([[1, 2], [3, 1], [0, 4], [2, 2]])
TARGET = sp.Matrix([1, 5, 2, 3])
WEIGHTS = sp.Matrix(symbols("w:2", real=True))
RESIDUAL = TARGET - DATA * WEIGHTS


def gradient(value) -> sp.Matrix:
    return sp.Matrix([diff(value, one) for one in WEIGHTS])


def test_gradient_of_a_quadratic_form() -> None:
    states(ML + "gradient-of-quadratic-form", r"(A + A^T) \, x")
    matrix = sp.Matrix(2, 2, symbols("a:4"))
    form = (WEIGHTS.T * matrix * WEIGHTS)[0]
    assert (gradient(form) - (matrix + matrix.T) * WEIGHTS).expand() == sp.zeros(2, 1)


def test_normal_equations() -> None:
    states(ML + "ols-normal-equations", r"-2 X^T (y - X\beta)")
    found = gradient((RESIDUAL.T * RESIDUAL)[0])
    assert (found - -2 * DATA.T * RESIDUAL).expand() == sp.zeros(2, 1)
    states(ML + "normal-equations-and-conditioning", "w = (X^T X)^{-1} X^T y")
    states(ML + "normal-equations-and-conditioning", r"\kappa(X^T X) = \kappa(X)^2")
    solution = (DATA.T * DATA).inv() * DATA.T * TARGET
    assert found.subs(dict(zip(WEIGHTS, solution, strict=True))) == sp.zeros(2, 1)
    plain = np.array(DATA, dtype=float)
    assert np.linalg.cond(plain.T @ plain) == pytest.approx(np.linalg.cond(plain) ** 2)


def test_ridge_in_closed_form() -> None:
    states(ML + "lasso-or-ridge-which-property", r"(X^T X + \lambda I)^{-1} X^T y")
    states(OPS + "coding-ridge-augmented-rows", r"(X^\top X + \lambda I) w = X^\top y")
    strength = name("lambda")
    objective = (RESIDUAL.T * RESIDUAL)[0] + strength * (WEIGHTS.T * WEIGHTS)[0]
    solution = (DATA.T * DATA + strength * sp.eye(2)).inv() * DATA.T * TARGET
    at = gradient(objective).subs(dict(zip(WEIGHTS, solution, strict=True)))
    assert simplify(at) == sp.zeros(2, 1)


def test_ridge_and_lasso_of_one_weight() -> None:
    states(ML + "compute-ridge-one-weight", r"w (\sum_i x_i^2 + \lambda) = \sum_i x_i y_i")
    w, strength = name("w"), name("lambda")
    xs, ys = (1, 2, 3), (2, 3, 7)
    loss = sum((b - w * a) ** 2 for a, b in zip(xs, ys, strict=True)) + strength * w**2
    assert same(solve(diff(loss, w), w)[0], 29 / (14 + strength))


def test_ridge_shrinks_by_direction() -> None:
    d, strength, t = names("d lambda w")
    [root] = solve(diff((t * d - d) ** 2 + strength * t**2, t), t)
    assert same(root, stated(ML + "ridge-moves-bias-and-variance", r"\frac{d^2}{d^2 + \lambda}"))


def test_ridge_is_a_gaussian_prior() -> None:
    question = ML + "ridge-lambda-from-prior"
    states(question, r"\lambda = \sigma^2 / \tau^2")
    loss, size, noise, width = names("S W sigma tau")
    posterior = stated(question, r"\frac{1}{2 \sigma^2}") * loss
    posterior += stated(question, r"\frac{1}{2 \tau^2}") * size
    ridge = loss + read(r"\sigma^2 / \tau^2") * size
    assert same(posterior * 2 * noise**2, ridge)
    minus_log = -log(normal(x, 0, width**2))
    assert same(diff(minus_log, x), diff(x**2 / (2 * width**2), x))


def test_a_squared_penalty_shrinks_to_a_share() -> None:
    w = name("w")
    objective = stated(ML + "l2-shrinks-without-zeros", r"\frac{1}{2}(w - z)^2 + \frac{1}{4}w^2")
    [root] = solve(diff(objective, w), w)
    assert same(root, stated(ML + "l2-shrinks-without-zeros", r"\frac{z}{1.5}"))


def test_early_stopping_acts_like_a_squared_penalty() -> None:
    question = NN + "early-stopping-as-l2"
    rate, h, strength, t = names(r"\alpha h_i \lambda t")
    stopped = stated(question, r"1 - (1 - \alpha h_i)^t")
    weight = 0
    for _ in range(4):  # the best weight is 1
        weight -= rate * h * (weight - 1)
    assert same(sp.expand(weight), sp.expand(stopped.subs(t, 4)))
    penalised = stated(question, r"h_i / (h_i + \lambda)")
    [root] = solve(diff(h * (z - 1) ** 2 / 2 + strength * z**2 / 2, z), z)
    assert same(root, penalised)
    states(question, r"t \approx 1/(\alpha \lambda)")
    assert same(
        diff(stopped, h).subs(h, 0).subs(t, 1 / (rate * strength)), diff(penalised, h).subs(h, 0)
    )


def test_huber_loss_has_no_step_and_no_kink() -> None:
    e, delta = names("e delta")
    states(ML + "compute-huber-loss", r"\frac{1}{2} e^2")
    inner = e**2 / 2
    outer = stated(ML + "compute-huber-loss", r"\delta (|e| - \frac{1}{2} \delta)")
    for order in (0, 1):
        assert same(diff(inner, e, order).subs(e, delta), diff(outer, e, order).subs(e, delta))


def test_ridge_is_better_conditioned() -> None:
    states(
        OPS + "coding-ridge-augmented-rows",
        r"\sqrt{(\sigma_1^2 + \lambda) / (\sigma_d^2 + \lambda)}",
    )
    rows = np.array(DATA, dtype=float)
    values = np.linalg.svd(rows, compute_uv=False)
    longer = np.vstack([rows, np.sqrt(3) * np.eye(2)])
    assert np.linalg.cond(longer) == pytest.approx(
        np.sqrt((values[0] ** 2 + 3) / (values[-1] ** 2 + 3))
    )


def test_variances_of_principal_components() -> None:
    states(ML + "pca-variance-from-svd", r"\frac{X^T X}{n - 1} = V \frac{S^2}{n - 1} V^T")
    rows = np.array(DATA, dtype=float)
    rows -= rows.mean(0)
    values = np.linalg.svd(rows, compute_uv=False)
    assert np.linalg.eigvalsh(np.cov(rows.T))[::-1] == pytest.approx(values**2 / 3)


def test_weight_decay_of_plain_gradient_descent() -> None:
    states(NN + "weight-decay-under-sgd", r"\frac{\lambda}{2} \|w\|^2")
    found = stated(NN + "weight-decay-under-sgd", r"(1 - \alpha\lambda)\, w")
    rate, strength, w = names(r"\alpha \lambda w")
    assert same(found, w - rate * diff(strength / 2 * w**2, w))


def test_squared_error_splits_into_noise_bias_and_variance() -> None:
    question = ML + "bias-variance-identity"
    states(question, r"E[(\hat{f}(x) - E[\hat{f}(x)])^2]")
    states(question, r"(E[\hat{f}(x)] - f(x))^2")
    truth, noise, fitted = 3, (-2, 2), (1, 4, 7, 2)
    error = np.mean([(truth + e - f) ** 2 for e in noise for f in fitted])
    assert error == np.var(noise) + (np.mean(fitted) - truth) ** 2 + np.var(fitted)


def test_mistaken_broadcast_of_a_mean_squared_error() -> None:
    states(OPS + "coding-mse-broadcast", r"Var(y) + Var(p) + (\bar{y} - \bar{p})^2")
    y, p = np.array([1.0, 4, 7, 2]), np.array([2.0, 3, 5, 3])
    wrong = ((y[:, None] - p) ** 2).mean()
    assert wrong == pytest.approx(y.var() + p.var() + (y.mean() - p.mean()) ** 2)


# -- probability, estimation -----------------------------------------------------------------------


def test_fisher_information_of_a_coin() -> None:
    p = name("p")
    likelihood = {1: p, 0: 1 - p}
    information = sum(q * diff(log(q), p) ** 2 for q in likelihood.values())
    assert same(information, stated(ML + "cramer-rao-bernoulli", r"\frac{1}{p (1 - p)}"))
    bound = stated(ML + "cramer-rao-bernoulli", r"\frac{p (1 - p)}{n}")
    assert same(bound, 1 / (name("n") * information))


def test_rate_of_an_exponential_by_maximum_likelihood() -> None:
    question = ML + "mle-exponential-rate"
    states(question, r"\ell(\lambda) = n \ln \lambda - \lambda \sum x_i")
    rate, n, total = names(r"\lambda n S")
    slope = stated(question, r"\frac{n}{\lambda}") - total
    assert same(diff(n * log(rate) - rate * total, rate), slope)
    assert solve(slope, rate) == [n / total]
    states(question, r"E[\hat{\lambda}] = \frac{n}{n-1} \lambda")
    t = name("t")
    for size in (2, 5):
        density = rate**size * t ** (size - 1) * exp(-rate * t) / sp.factorial(size - 1)
        expected = integrate(size / t * density, (t, 0, oo))
        assert same(expected, read(r"\frac{n}{n-1} \lambda").subs(n, size))


def test_the_largest_of_a_uniform_sample_is_too_small() -> None:
    n, top, t = names(r"n \theta t")
    expected = integrate(t * diff((t / top) ** n, t), (t, 0, top))
    assert same(expected, stated(ML + "mle-of-uniform-maximum", r"\frac{n}{n+1} \theta"))


def test_mean_of_a_log_normal() -> None:
    mean, spread = names(r"\mu \sigma")
    expected = integrate(exp(x) * normal(x, mean, spread**2), (x, -oo, oo)).rewrite(sp.erf)
    assert same(expected, stated(ML + "log-normal-median-mean", r"e^{\mu + \sigma^2 / 2}"))


def test_exponential_variables_from_uniform_ones() -> None:
    question = ML + "inverse-transform-exponential"
    value = stated(question, r"-\frac{\ln(1 - U)}{\lambda}")
    assert same(stated(question, r"1 - e^{-\lambda x}").subs(name("x"), value), name("U"))


def test_waiting_has_no_memory() -> None:
    conditional = stated(ML + "memoryless-waiting", r"\frac{e^{-\lambda (s + t)}}{e^{-\lambda s}}")
    assert same(conditional, stated(ML + "memoryless-waiting", r"e^{-\lambda t}"))


def test_conditional_of_two_normals() -> None:
    question = ML + "bivariate-normal-conditional"
    mean = stated(question, r"\mu_Y + \rho \frac{\sigma_Y}{\sigma_X} (x - \mu_X)")
    variance = stated(question, r"(1 - \rho^2) \sigma_Y^2")
    a, b, r, m = names(r"\sigma_X \sigma_Y \rho \mu_X")
    covariance = sp.Matrix([[a**2, r * a * b], [r * a * b, b**2]])
    assert same(mean - name(r"\mu_Y"), covariance[0, 1] / covariance[0, 0] * (name("x") - m))
    assert same(variance, 1 / covariance.inv()[1, 1])


def test_mahalanobis_distance_of_two_standardised_variables() -> None:
    question = ML + "compute-mahalanobis-distance"
    r, one, two = names(r"\rho z_1 z_2")
    point = sp.Matrix([one, two])
    distance = (point.T * sp.Matrix([[1, r], [r, 1]]).inv() * point)[0]
    assert same(distance, stated(question, r"\frac{z_1^2 - 2 \rho z_1 z_2 + z_2^2}{1 - \rho^2}"))


def test_range_of_a_third_correlation() -> None:
    a, b, r = names(r"a b \rho")
    determinant = sp.Matrix([[1, a, b], [a, 1, r], [b, r, 1]]).det()
    assert same(
        determinant,
        stated(ML + "correlation-range-of-three", r"1 + 2 a b \rho - a^2 - b^2 - \rho^2"),
    )
    end = stated(ML + "correlation-range-of-three", r"a b + \sqrt{(1 - a^2)(1 - b^2)}")
    assert same(sp.expand(determinant.subs(r, end)), 0)


def test_variance_of_an_average_of_correlated_models() -> None:
    found = stated(
        ML + "bagging-deep-trees-parallel", r"\rho \sigma^2 + \frac{1 - \rho}{B} \sigma^2"
    )
    r, s, count = names(r"\rho \sigma B")
    covariance = sp.Matrix(5, 5, lambda i, j: s**2 if i == j else r * s**2)
    assert same(found.subs(count, 5), sum(covariance) / 25)


def test_design_effect_of_clusters() -> None:
    question = ML + "compute-effective-sample-size"
    found = stated(question, r"\frac{\sigma^2}{m k} (1 + (k - 1) \rho)")
    r, s, clusters, size = names(r"\rho \sigma m k")
    one = sum(sp.Matrix(4, 4, lambda i, j: s**2 if i == j else r * s**2)) / 16
    assert same(found.subs({clusters: 3, size: 4}), one / 3)


def test_variance_of_a_sum_of_random_length() -> None:
    question = ML + "random-sum-variance"
    states(question, r"E[N] \, \sigma^2 + \mathrm{Var}(N) \, \mu^2")
    item = {1: Rational(1, 4), 5: Rational(3, 4)}
    sums = {(): Rational(1, 2), (0,) * 2: Rational(1, 2)}  # no item or two
    mean = sum(v * p for v, p in item.items())
    variance = sum(v**2 * p for v, p in item.items()) - mean**2
    outcomes = [
        (sum(drawn), chance * sp.prod(item[v] for v in drawn))
        for length, chance in sums.items()
        for drawn in itertools.product(item, repeat=len(length))
    ]
    total = sum(v * p for v, p in outcomes)
    assert sum(v**2 * p for v, p in outcomes) - total**2 == 1 * variance + 1 * mean**2


def test_sum_of_squares_about_the_sample_mean() -> None:
    states(ML + "sample-variance-divisors", r"E[Q] = (n - 1) \sigma^2")
    sizes = [sum((v - sum(draw) / sp.Integer(3)) ** 2 for v in draw)
             for draw in itertools.product((0, 2), repeat=3)]  # fmt: skip
    assert sum(sizes) / sp.Integer(8) == (3 - 1) * 1


def test_sampling_without_replacement_narrows_the_mean() -> None:
    n, population = names("n N")
    factor = stated(ML + "with-or-without-replacement", r"\frac{N - n}{N - 1}")
    values = (1, 2, 4, 8, 15)
    means = [sum(c) / sp.Integer(2) for c in itertools.combinations(values, 2)]
    centre = sp.Integer(sum(values)) / 5
    spread = sum((v - centre) ** 2 for v in values) / 5
    assert sum((m - centre) ** 2 for m in means) / 10 == spread / 2 * factor.subs(
        {n: 2, population: 5}
    )


def test_largest_standard_score_of_a_small_sample() -> None:
    n = 10
    values = np.array([1.0] + [0.0] * (n - 1))
    score = (values[0] - values.mean()) / values.std(ddof=1)
    found = stated(ML + "three-sigma-in-ten-values", r"(n-1)/\sqrt{n}")
    assert score == pytest.approx(float(found.subs(name("n"), n)))
    assert score < 3


def test_interval_for_one_more_value() -> None:
    n, s = names(r"n \sigma")
    assert same(
        s**2 / n + s**2, stated(ML + "prediction-interval-stays-wide", r"\sigma^2 (1 + 1/n)")
    )


def test_mode_and_mean_of_a_beta_distribution() -> None:
    a, b, t = names("a b theta")
    density = (a - 1) * log(t) + (b - 1) * log(1 - t)
    [mode] = solve(diff(density, t), t)
    assert same(mode, stated(ML + "map-depends-on-scale", r"\frac{a - 1}{a + b - 2}"))
    mean = sp.gammasimp(
        sp.gamma(a + 1)
        * sp.gamma(b)
        / sp.gamma(a + b + 1)
        * sp.gamma(a + b)
        / sp.gamma(a)
        / sp.gamma(b)
    )
    assert same(mean, stated(ML + "map-depends-on-scale", r"\frac{a}{a + b}"))


def test_merging_two_means_and_sums_of_squares() -> None:
    question = ML + "code-merge-moments"
    apart, one, two = names(r"\delta n_a n_b")
    added = stated(question, r"\delta^2 n_a n_b / (n_a + n_b)")
    centre = two * apart / (one + two)  # the means are 0 and delta
    assert same(added, one * centre**2 + two * (apart - centre) ** 2)


def test_controlling_by_a_covariate() -> None:
    states(ML + "compute-cuped-users", r"\theta = \mathrm{Cov}(X, Y) / \mathrm{Var}(X)")
    states(ML + "compute-cuped-users", r"(1 - \rho^2) \mathrm{Var}(Y)")
    t, a, b, r = names("theta a b rho")
    variance = b**2 - 2 * t * r * a * b + t**2 * a**2
    [best] = solve(diff(variance, t), t)
    assert same(best, r * a * b / a**2)
    assert same(variance.subs(t, best), (1 - r**2) * b**2)


def test_gamblers_ruin() -> None:
    i, n, r, p = names("i n r p")
    chance = stated(ML + "compute-gamblers-ruin", r"\frac{1 - r^i}{1 - r^n}")
    states(ML + "compute-gamblers-ruin", r"r = \frac{1 - p}{p}")
    assert chance.subs(i, 0) == 0
    assert chance.subs(i, n) == 1
    step = p * chance.subs(i, i + 1) + (1 - p) * chance.subs(i, i - 1)
    assert same((step - chance).subs(p, 1 / (1 + r)), 0)


def test_waiting_for_a_run() -> None:
    question = ML + "compute-waiting-for-a-run"
    states(question, r"E_k = \frac{E_{k-1} + 1}{p}")
    p, expected = name("p"), sp.Integer(0)
    for _ in range(3):
        expected = (expected + 1) / p
    a, b, c = symbols("a b c")  # still to wait after none, one, two in a row
    found = solve([a - 1 - p * b - (1 - p) * a, b - 1 - p * c - (1 - p) * a, c - 1 - (1 - p) * a],
                  [a, b, c])  # fmt: skip
    assert same(found[a], expected)


# -- information -----------------------------------------------------------------------------------

P, Q = symbols("p:3", positive=True), symbols("q:3", positive=True)


def divergence(p, q):
    return sum(a * log(a / b) for a, b in zip(p, q, strict=True))


def test_cross_entropy_is_entropy_and_divergence() -> None:
    states(ML + "cross-entropy-decomposition", r"-\sum_x p(x) \ln q(x) = H(p) + D(p \parallel q)")
    states(ML + "cross-entropy-decomposition", r"D(p \parallel q) = \sum_x p(x) \ln(p(x)/q(x))")
    cross = -sum(a * log(b) for a, b in zip(P, Q, strict=True))
    entropy = -sum(a * log(a) for a in P)
    assert same(cross, entropy + divergence(P, Q))


def test_divergence_of_two_normals() -> None:
    found = stated(NN + "vae-gaussian-kl", r"\frac{1}{2}(\mu^2 + \sigma^2 - 1 - \ln \sigma^2)")
    mean, spread = names(r"\mu \sigma")
    ratio = -((x - mean) ** 2) / (2 * spread**2) + x**2 / 2 - log(spread)
    assert same(integrate(normal(x, mean, spread**2) * sp.expand(ratio), (x, -oo, oo)), found)


def test_mutual_information() -> None:
    states(ML + "mutual-information-meaning", r"I(X; Y) = H(Y) - H(Y \mid X)")
    states(ML + "mutual-information-meaning", r"D(p_{XY} \parallel p_X p_Y)")
    table = np.array([[0.3, 0.1], [0.15, 0.45]])
    rows, columns = table.sum(1), table.sum(0)
    direct = (table * np.log(table / np.outer(rows, columns))).sum()
    conditional = -(table * np.log(table / rows[:, None])).sum()
    assert direct == pytest.approx(-(columns * np.log(columns)).sum() - conditional)


def test_stability_index_is_a_symmetric_divergence() -> None:
    states(OPS + "mlops-psi-formula", r"PSI = \sum_i (a_i - e_i) \cdot \ln(a_i / e_i)")
    states(OPS + "mlops-psi-formula", r"KL(a \| e) + KL(e \| a)")
    index = sum((a - b) * log(a / b) for a, b in zip(P, Q, strict=True))
    assert same(index, divergence(P, Q) + divergence(Q, P))


def test_evidence_is_its_lower_bound_and_a_divergence() -> None:
    states(NN + "elbo-gap", r"\ln p(x) = \mathrm{ELBO} + \mathrm{KL}(q(z|x) \| p(z|x))")
    states(
        NN + "vae-elbo-terms", r"E_{q(z|x)}[\ln p(x \mid z)] - \mathrm{KL}(q(z \mid x) \,\|\, p(z))"
    )
    prior, likelihood = np.array([0.3, 0.7]), np.array([0.9, 0.2])
    q, joint = np.array([0.6, 0.4]), np.array([0.3, 0.7]) * np.array([0.9, 0.2])
    posterior = joint / joint.sum()
    bound = (q * np.log(likelihood)).sum() - (q * np.log(q / prior)).sum()
    assert np.log(joint.sum()) == pytest.approx(bound + (q * np.log(q / posterior)).sum())


def test_best_discriminator_and_its_value() -> None:
    real, fake, d = names("p_d p_g D")
    [best] = solve(diff(real * log(d) + fake * log(1 - d), d), d)
    states(NN + "gan-minimax-objective", "p_d(x) / (p_d(x) + p_g(x))")
    assert same(best, stated(NN + "gan-value-at-best-discriminator", "p_d / (p_d + p_g)"))
    states(NN + "gan-value-at-best-discriminator", r"2\,\mathrm{JSD}(p_d, p_g) - \ln 4")
    p, q = np.array([0.2, 0.5, 0.3]), np.array([0.6, 0.1, 0.3])
    middle = (p + q) / 2
    shannon = ((p * np.log(p / middle)).sum() + (q * np.log(q / middle)).sum()) / 2
    value = (p * np.log(p / (p + q))).sum() + (q * np.log(q / (p + q))).sum()
    assert value == pytest.approx(2 * shannon - np.log(4))


def test_smoothed_labels() -> None:
    question = NN + "label-smoothing-targets"
    y, e, classes = names(r"y \epsilon K")
    found = stated(question, r"(1 - \epsilon) y + \epsilon / K")
    assert same(found.subs(y, 1) + (classes - 1) * found.subs(y, 0), 1)
    states(question, r"\ln 91 \approx 4.5")
    share = {e: Rational(1, 10), classes: 10}
    assert log(found.subs(y, 1).subs(share) / found.subs(y, 0).subs(share)) == log(91)


# -- evaluation ------------------------------------------------------------------------------------

TP, FP, FN, TN = names("TP FP FN TN")


def test_f_scores_from_rates_and_from_counts() -> None:
    precision, recall = TP / (TP + FP), TP / (TP + FN)
    assert same(precision, stated(ML + "f1-formula", r"\frac{TP}{TP + FP}"))
    assert same(recall, stated(ML + "f1-formula", r"\frac{TP}{TP + FN}"))
    rates = {name("P"): precision, name("R"): recall}
    from_rates = stated(ML + "code-f-beta", r"\frac{(1 + \beta^2) P R}{\beta^2 P + R}")
    from_counts = stated(
        ML + "code-f-beta", r"\frac{(1 + \beta^2) TP}{(1 + \beta^2) TP + \beta^2 FN + FP}"
    )
    assert same(from_rates.subs(rates), from_counts)
    f1 = stated(ML + "f1-formula", r"\frac{2 TP}{2 TP + FP + FN}")
    assert same(f1, from_counts.subs(name("beta"), 1))
    assert same(f1, stated(ML + "f1-formula", r"\frac{2 P R}{P + R}").subs(rates))


def test_matthews_correlation_is_a_correlation() -> None:
    found = stated(
        ML + "matthews-correlation-against-f1",
        r"\frac{TP \cdot TN - FP \cdot FN}{\sqrt{(TP + FP)(TP + FN)(TN + FP)(TN + FN)}}",
    )
    counts = {TP: 5, FP: 2, FN: 3, TN: 7}
    truth = [1] * 5 + [0] * 2 + [1] * 3 + [0] * 7
    called = [1] * 5 + [1] * 2 + [0] * 3 + [0] * 7
    assert float(found.subs(counts)) == pytest.approx(np.corrcoef(truth, called)[0, 1])


def test_area_under_the_curve_from_ranks() -> None:
    states(OPS + "coding-auc-rank-formula", r"AUC = (R - n_P (n_P + 1) / 2) / (n_P \, n_N)")
    positive, negative = [0.9, 0.4, 0.6], [0.1, 0.5, 0.3, 0.45]
    order = sorted(positive + negative)
    ranks = sum(order.index(score) + 1 for score in positive)
    pairs = sum(a > b for a in positive for b in negative) / 12
    assert (ranks - 3 * 4 / 2) / (3 * 4) == pytest.approx(pairs)


def test_precision_under_a_prevalence() -> None:
    share, recall, false = names(r"\pi r f")
    found = stated(ML + "roc-dominance-and-precision", r"\frac{\pi r}{\pi r + (1 - \pi) f}")
    assert same(found, share * recall / (share * recall + (1 - share) * false))
    odds = stated(ML + "equal-precision-unequal-base-rates", r"\frac{\pi}{1 - \pi}")
    states(
        ML + "equal-precision-unequal-base-rates",
        r"FPR = \frac{\pi}{1 - \pi} \cdot \frac{1 - \text{precision}}{\text{precision}} \cdot \text{recall}",
    )
    assert same(odds * (1 - found) / found * recall, false)


def test_threshold_of_least_cost() -> None:
    p, alarm, miss = names("p c_FP c_FN")
    [root] = solve(p * miss - (1 - p) * alarm, p)
    found = stated(ML + "cost-optimal-threshold", r"\frac{c_{FP}}{c_{FP} + c_{FN}}")
    assert same(root, found)


def test_youden_index_hides_costs() -> None:
    question = ML + "youden-index-hidden-costs"
    cost = stated(question, r"\pi c_{FN} (1 - TPR) + (1 - \pi) c_{FP} \, FPR")
    index = stated(question, r"TPR - \frac{(1 - \pi) c_{FP}}{\pi c_{FN}} FPR")
    scale = name(r"\pi") * name("c_FN")
    assert same(cost, scale - scale * index)


def test_dice_and_overlap() -> None:
    both, left, right = names("I A B")
    overlap = both / (left + right - both)
    dice = stated(NN + "dice-and-iou-relation", r"\frac{2J}{1 + J}").subs(name("J"), overlap)
    assert same(dice, 2 * both / (left + right))


def test_probabilities_after_undersampling() -> None:
    p, q, kept = names(r"p q \beta")
    seen = p / (p + kept * (1 - p))
    found = stated(ML + "undersampling-shifts-probabilities", r"\frac{\beta q}{\beta q + 1 - q}")
    assert same(found.subs(q, seen), p)
    found = stated(OPS + "mlops-downsampled-negatives", "p / (p + (1 - p) / w)")
    assert same(found.subs(name("w"), kept).subs(p, seen), p)


def test_probabilities_under_a_class_weight() -> None:
    question = NN + "class-weight-undone"
    q, w = names("q w")
    loss = stated(question, r"-w p \ln q - (1 - p) \ln(1 - q)")
    [best] = solve(diff(loss, q), q)
    states(question, r"\frac{q}{1-q} = w \frac{p}{1-p}")
    assert same(best / (1 - best), read(r"w \frac{p}{1-p}"))
    assert w in best.free_symbols


def test_weights_from_a_classifier_of_domains() -> None:
    question = ML + "importance-weights-from-domain-classifier"
    d = stated(question, r"\frac{p_u}{p_u + p_t}")
    states(question, r"\frac{d}{1 - d} = \frac{p_u}{p_t}")
    assert same(d / (1 - d), read(r"\frac{p_u}{p_t}"))


def test_sample_size_for_two_shares() -> None:
    states(OPS + "mlops-ab-test-days", r"\frac{2 (1.96 + 0.84)^2\, p(1-p)}{\delta^2}")
    states(OPS + "mlops-ab-test-days", r"16\, p(1-p)/\delta^2")
    level, power = NormalDist().inv_cdf(0.975), NormalDist().inv_cdf(0.8)
    assert (level, power) == pytest.approx((1.96, 0.84), abs=0.005)
    n = 2 * (level + power) ** 2 * 0.04 * 0.96 / 0.01**2
    error = (2 * 0.04 * 0.96 / n) ** 0.5
    assert 1 - NormalDist().cdf(level - 0.01 / error) == pytest.approx(0.8)
    assert 2 * (level + power) ** 2 == pytest.approx(16, rel=0.03)


def test_error_of_a_simulated_circle() -> None:
    question = ML + "monte-carlo-error-rate"
    q, size = names("q N")
    error = stated(question, r"4 \sqrt{q (1 - q) / N}")
    rounded = stated(question, r"1.64 / \sqrt{N}")
    assert float(error.subs({q: sp.pi / 4, size: 1})) == pytest.approx(
        float(rounded.subs(size, 1)), abs=0.005
    )


# -- trees, boosting, neighbours -------------------------------------------------------------------


def test_gain_of_a_split() -> None:
    left, right, n, a, b = names(r"n_L n_R n \bar{y}_L \bar{y}_R")
    found = stated(ML + "regression-tree-split", r"\frac{n_L n_R}{n} (\bar{y}_L - \bar{y}_R)^2")
    mean = (left * a + right * b) / (left + right)
    gain = left * (a - mean) ** 2 + right * (b - mean) ** 2
    assert same(found.subs(n, left + right), gain)


def test_vote_of_a_boosted_stump() -> None:
    question = ML + "compute-adaboost-second-vote"
    vote = name(r"\alpha")
    right = stated(question, r"(1 - \varepsilon) e^{-\alpha}")
    wrong = stated(question, r"\varepsilon e^{\alpha}")
    best = stated(question, r"\frac{1}{2} \ln \frac{1 - \varepsilon}{\varepsilon}")
    assert same(diff(right + wrong, vote).subs(vote, best), 0)
    states(question, r"e^{\alpha} = \sqrt{(1 - \varepsilon)/\varepsilon}")
    states(question, r"\varepsilon e^{\alpha} = \sqrt{\varepsilon (1 - \varepsilon)}")
    assert same(wrong.subs(vote, best), read(r"\sqrt{\varepsilon (1 - \varepsilon)}"))
    assert same(right.subs(vote, best), wrong.subs(vote, best))


def test_weight_of_a_leaf_to_second_order() -> None:
    states(ML + "compute-second-order-leaf-weight", r"-\frac{\sum g_i}{\sum h_i + \lambda}")
    g, h, strength, w = names("G H lambda w")
    [best] = solve(diff(g * z + (h + strength) * z**2 / 2, z), z)
    assert same(best, -g / (h + strength))
    states(ML + "compute-second-order-leaf-weight", "h_i = p_i (1 - p_i)")
    assert same(diff(log(1 + exp(x)) - x * w, x, 2), sigma(x) * (1 - sigma(x)))


# -- training --------------------------------------------------------------------------------------


def test_bias_of_adams_averages() -> None:
    question = NN + "adam-bias-correction"
    b, g = names(r"\beta_1 g")
    average = sp.Integer(0)
    for _ in range(5):
        average = b * average + (1 - b) * g
    states(question, r"m_t = \beta_1 m_{t-1} + (1 - \beta_1) g_t")
    states(question, r"m_t = (1 - \beta_1^t)\, g")
    assert same(average, (1 - b**5) * g)
    states(question, r"\hat{m}_t = m_t / (1 - \beta_1^t)")
    assert same(average / (1 - b**5), g)


def test_momentum_adds_up_to_a_longer_step() -> None:
    k, b, g = names("k beta g")
    limit = sp.summation(Rational(9, 10) ** k * g, (k, 0, oo))
    found = stated(NN + "momentum-three-steps", r"g / (1 - \beta)")
    assert same(limit, found.subs(b, Rational(9, 10)))


def test_largest_step_of_gradient_descent() -> None:
    states(NN + "gradient-descent-step-size", r"0 < \alpha < 2/h")
    factor = stated(NN + "gradient-descent-step-size", r"1 - \alpha h")
    rate, h = names(r"\alpha h")
    assert factor.subs(rate, 2 / h) == -1
    assert (
        abs(factor.subs({rate: Rational(19, 10), h: 1})) < 1 < abs(factor.subs({rate: 2.1, h: 1}))
    )


def test_loss_that_gradient_noise_leaves() -> None:
    rate, h, s, v = names(r"\alpha h s v")
    [variance] = solve(v - (1 - rate * h) ** 2 * v - rate**2 * s**2, v)
    found = stated(NN + "loss-drop-after-rate-cut", r"\alpha s^2 / (2(2 - \alpha h))")
    assert same(h * variance / 2, found)


def test_a_rectifier_halves_the_second_moment() -> None:
    states(NN + "he-and-xavier-variance", r"E[\mathrm{ReLU}(z)^2] = \frac{1}{2} E[z^2]")
    s = name("s")
    assert same(integrate(z**2 * normal(z, 0, s**2), (z, 0, oo)), s**2 / 2)
    kept = stated(NN + "he-and-xavier-variance", "2/n") * name("n") * Rational(1, 2)
    assert kept == 1


def test_variance_that_dropout_adds() -> None:
    question = NN + "dropout-output-variance"
    states(question, r"\frac{p}{1-p} \sum_i w_i^2 h_i^2")
    p = name("p")
    mask = {0: p, 1 / (1 - p): 1 - p}
    square = sum(m**2 * chance for m, chance in mask.items())
    assert same(square, stated(question, r"\frac{1}{1-p}"))
    assert same(sum(m * chance for m, chance in mask.items()), 1)
    assert same(square - 1, read(r"\frac{p}{1-p}"))
    assert same(stated(NN + "inverted-dropout-scaling", "(1 - p) \\cdot a / (1 - p)"), name("a"))


def test_gradient_is_across_a_scale_invariant_weight() -> None:
    question = NN + "weight-decay-on-scale-invariant-weights"
    states(question, r"\nabla L(cw) = \nabla L(w) / c")
    a, b, c = names("a b c")
    loss = (a / sqrt(a**2 + b**2) - Rational(1, 3)) ** 2
    slope = diff(loss, a)
    assert same(slope.subs({a: c * a, b: c * b}, simultaneous=True), slope / c)
    assert same(a * slope + b * diff(loss, b), 0)


def test_noise_is_added_in_one_step() -> None:
    states(
        NN + "diffusion-noised-value",
        r"x_t = \sqrt{1 - \beta_t}\, x_{t-1} + \sqrt{\beta_t}\, \epsilon_t",
    )
    states(
        NN + "diffusion-training-step",
        r"\sqrt{\bar\alpha_t}\, x_0 + \sqrt{1 - \bar\alpha_t}\, \epsilon",
    )
    rates = symbols("b:3", positive=True)
    share, variance, kept = sp.Integer(1), sp.Integer(0), sp.prod(1 - b for b in rates)
    for b in rates:
        share, variance = sqrt(1 - b) * share, (1 - b) * variance + b
    assert same(share**2, kept)
    assert same(sp.expand(variance), sp.expand(1 - kept))


# -- networks --------------------------------------------------------------------------------------


def test_dot_products_spread_with_their_length() -> None:
    states(NN + "scaled-attention-formula", r"S = Q K^T / \sqrt{d_k}")
    signs = [np.array(one) for one in itertools.product((-1, 1), repeat=4)]
    scores = [q @ k for q in signs for k in signs]
    assert np.var(scores) == 4
    assert np.var(np.array(scores) / np.sqrt(4)) == 1


def test_rotary_scores_depend_on_the_distance() -> None:
    states(NN + "rotary-relative-property", "(R_m q)^T (R_n k) = q^T R_{n-m} k")
    m, n = names("m n")

    def turn(angle):
        return sp.Matrix([[sp.cos(angle), -sp.sin(angle)], [sp.sin(angle), sp.cos(angle)]])

    q, k = sp.Matrix(symbols("q:2")), sp.Matrix(symbols("k:2"))
    assert simplify(((turn(m) * q).T * turn(n) * k - q.T * turn(n - m) * k)[0]) == 0


def test_saving_of_a_depthwise_separable_convolution() -> None:
    k, inputs, outputs = names("k C_in C_out")
    ratio = (k**2 * inputs + inputs * outputs) / (k**2 * inputs * outputs)
    question = NN + "depthwise-separable-saving"
    assert same(ratio, stated(question, r"\frac{1}{C_{out}} + \frac{1}{k^2}"))


def test_parameters_of_a_transformer_block() -> None:
    states(NN + "transformer-block-parameters", "4d^2 + 8d^2 = 12 d^2")
    d = name("d")
    attention, feed_forward = 4 * d * d, d * 4 * d + 4 * d * d
    assert same(attention + feed_forward, read("12 d^2"))


def test_fewest_errors_of_a_bloom_filter() -> None:
    k, m, n = names("k m n")
    best = stated(OPS + "coding-bloom-filter-errors", r"(m/n) \ln 2")
    errors = k * log(1 - exp(-k * n / m))
    assert same(diff(errors, k).subs(k, best), 0)


def test_depth_errors_grow_with_the_square() -> None:
    focal, base, d, depth = names("f B d Z")
    slope = -diff(focal * base / d, d)
    assert same(slope, stated(NN + "stereo-error-growth", r"\frac{fB}{d^2}"))
    found = stated(NN + "stereo-error-growth", r"\frac{Z^2}{fB}")
    assert same(slope, found.subs(depth, focal * base / d))


def test_word_vectors_factorise_shifted_information() -> None:
    states(NN + "skip-gram-as-matrix-factorisation", r"\ln \frac{P(w, c)}{P(w) P(c)} - \ln k")
    joint, word, context, k = names("j w c k")
    loss = -joint * log(sigma(x)) - k * word * context * log(sigma(-x))
    best = log(joint / (word * context)) - log(k)
    assert same(diff(loss, x).subs(x, best), 0)


# -- alignment, reinforcement learning -------------------------------------------------------------


def test_best_policy_under_a_divergence_penalty() -> None:
    question = NN + "rlhf-kl-penalty-role"
    states(question, r"\pi^*(y|x) \propto \pi_{\mathrm{ref}}(y|x)\, e^{r(x,y)/\beta}")
    rewards, beta = symbols("r:3", real=True), name("beta")
    chosen = symbols("c:3", positive=True)
    value = sum(c * r - beta * c * log(c / p) for c, r, p in zip(chosen, rewards, P, strict=True))
    whole = sum(p * exp(r / beta) for p, r in zip(P, rewards, strict=True))
    best = {c: p * exp(r / beta) / whole for c, p, r in zip(chosen, P, rewards, strict=True)}
    slopes = [diff(value, c).subs(best) for c in chosen]
    assert same(slopes[0], slopes[1])  # the same for all, as the multiplier of their sum
    assert same(slopes[1], slopes[2])


def test_preference_loss() -> None:
    states(NN + "code-dpo-loss", r"-\ln \sigma(m) = \ln(e^0 + e^{-m})")
    states(NN + "code-dpo-loss", r"\beta \ln(\pi(y|x) / \pi_{\mathrm{ref}}(y|x))")
    assert same(-log(sigma(x)), log(1 + exp(-x)))


def test_clipped_objective_has_no_gradient_outside() -> None:
    states(ML + "ppo-clipped-gradient", r"\min(\rho A, \text{clip}(\rho, 0.8, 1.2) A)")

    def slope(ratio, advantage, step=1e-6):
        def value(r):
            return min(r * advantage, min(max(r, 0.8), 1.2) * advantage)

        return (value(ratio + step) - value(ratio - step)) / (2 * step)

    assert slope(1.3, 2) == slope(0.7, -2) == 0
    assert slope(1.3, -2) == pytest.approx(-2)
    assert slope(0.7, 2) == pytest.approx(2)
    assert slope(1, 2) == pytest.approx(2)


def test_a_baseline_does_not_bias_the_policy_gradient() -> None:
    states(ML + "reinforce-baseline", r"b(s) \nabla \sum_a \pi(a \mid s) = b(s) \nabla 1 = 0")
    h = symbols("h:3", real=True)
    policy = [exp(one) / sum(map(exp, h)) for one in h]
    assert same(sum(p * diff(log(p), h[0]) for p in policy), 0)


def test_discounted_sums() -> None:
    k, g = names(r"k \gamma")
    states(ML + "discounted-return", r"G_t = \sum_{k \ge 0} \gamma^k R_{t+k+1}")
    bound = stated(ML + "discounted-return", r"\frac{1}{1 - \gamma}")
    assert same(sp.summation(Rational(9, 10) ** k, (k, 0, oo)), bound.subs(g, Rational(9, 10)))


def test_advantages_are_sums_of_errors() -> None:
    states(ML + "code-generalised-advantage", r"\delta_t = r_t + \gamma V(s_{t+1}) - V(s_t)")
    states(ML + "code-generalised-advantage", r"A_t = \delta_t + \gamma \lambda A_{t+1}")
    g = name("gamma")
    rewards, values = symbols("r:3"), (*symbols("v:3"), 0)
    advantage = 0
    for r, v, following in reversed(list(zip(rewards, values, values[1:], strict=False))):
        advantage = r + g * following - v + g * advantage  # with lambda 1
    returns = sum(g**i * r for i, r in enumerate(rewards))
    assert same(sp.expand(advantage), sp.expand(returns - values[0]))


def test_bonus_of_an_upper_confidence_bound() -> None:
    found = stated(ML + "compute-ucb-score", r"\sqrt{\frac{2 \ln t}{n}}")
    t, n = names("t n")
    hoeffding = exp(-2 * n * found**2)  # chance that a mean of n is so far below
    assert same(log(hoeffding), log(t**-4))


# -- series, queues --------------------------------------------------------------------------------


def test_mean_and_variance_of_a_first_order_series() -> None:
    question = ML + "compute-ar-one-interval"
    c, phi, s, m, v = names(r"c \phi \sigma m v")
    assert same(solve(m - c - phi * m, m)[0], stated(question, r"c / (1 - \phi)"))
    found = stated(question, r"\sigma^2 / (1 - \phi^2)")
    assert same(solve(v - phi**2 * v - s**2, v)[0], found)


def test_time_in_a_queue_by_littles_law() -> None:
    states(OPS + "mlops-littles-law-formula", r"L = \lambda W")
    arrivals, service = sp.Integer(3), sp.Integer(4)
    n = sp.Symbol("n", integer=True, nonnegative=True)
    inside = sp.summation(n * (arrivals / service) ** n * (1 - arrivals / service), (n, 0, oo))
    found = stated(OPS + "mlops-queue-response-time", r"1 / (\mu - \lambda)")
    wait = found.subs({name(r"\mu"): service, name(r"\lambda"): arrivals})
    assert inside == arrivals * wait


def test_brevity_penalty_is_one_at_equal_length() -> None:
    [question] = [q for q in QUESTIONS if r"\exp(1 - r/c)" in QUESTIONS[q].prompt]
    penalty = stated(question, r"\exp(1 - r/c)")
    r, c = names("r c")
    assert penalty.subs(r, c) == 1
    assert penalty.subs({r: 2, c: 1}) == exp(-1)
