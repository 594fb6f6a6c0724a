"""Read a formula in TeX as a SymPy expression, as far as the decks' formulas of numbers go."""

import re

import sympy

_TOKEN = re.compile(r"\\[a-zA-Z]+|\\[,; ]|\d+(?:\.\d+)?|[A-Z]{2,}|[a-zA-Z]|\S")
_FUNCTIONS = {
    "\\ln": sympy.log,
    "\\exp": sympy.exp,
    "\\sin": sympy.sin,
    "\\cos": sympy.cos,
    "\\tanh": sympy.tanh,
    "\\sigma": lambda x: 1 / (1 + sympy.exp(-x)),
    "\\Phi": lambda x: (1 + sympy.erf(x / sympy.sqrt(2))) / 2,
}
_GREEK = {
    "alpha", "beta", "gamma", "delta", "epsilon", "varepsilon", "eta", "theta", "lambda", "mu",
    "rho", "sigma", "tau", "phi", "pi",
}  # fmt: skip
_SIGN_OR_END = {"+", "-", ")", "}", "]", "=", "|", "\\cdot", "/", ""}
_ACCENTS = ("\\hat", "\\bar", "\\tilde", "\\text", "\\mathrm")


def name(text: str) -> sympy.Symbol:
    """Return the number that a name such as ``n_L`` or ``\\bar{x}`` stands for; all are positive."""
    return sympy.Symbol(re.sub(r"[\\{}\s]", "", text), positive=True)


def names(text: str) -> list[sympy.Symbol]:
    return [name(part) for part in text.split()]


def read(tex: str) -> sympy.Expr:
    """Return the value of a formula; ``ValueError`` if it is none, or of another make."""
    reader = _Reader(_TOKEN.findall(re.sub(r"\\(?:left|right)\b|\\[,; ]", " ", tex)))
    value = reader.sum()
    if reader.next:
        raise ValueError(f"{reader.next!r} is not understood in {tex!r}")
    return value


class _Reader:
    def __init__(self, tokens: list[str]) -> None:
        self.tokens, self.place, self.bars = tokens, 0, 0

    @property
    def next(self) -> str:
        return self.tokens[self.place] if self.place < len(self.tokens) else ""

    def take(self, wanted: str = "") -> str:
        token = self.next
        if not token or (wanted and token != wanted):
            raise ValueError(f"{token!r} instead of {wanted!r}")
        self.place += 1
        return token

    def sum(self) -> sympy.Expr:
        value = self.product()
        while self.next in ("+", "-"):
            value += self.product() if self.take() == "+" else -self.product()
        return value

    def product(self) -> sympy.Expr:
        if self.next == "-":
            self.take()
            return -self.product()
        value = self.power()
        while self.next in ("\\cdot", "/") or self.next not in _SIGN_OR_END or self._opens_bars():
            if self.next == "/":
                self.take()
                value /= self.power()
            else:
                if self.next == "\\cdot":
                    self.take()
                value *= self.power()
        return value

    def _opens_bars(self) -> bool:
        return self.next == "|" and not self.bars

    def power(self) -> sympy.Expr:
        value = self.atom()
        if self.next == "^":
            self.take()
            value **= self.argument()
        return value

    def argument(self) -> sympy.Expr:
        """Read what stands in braces, or one token without them."""
        return self.within("{", "}") if self.next == "{" else self.atom()

    def within(self, opening: str, closing: str) -> sympy.Expr:
        self.take(opening)
        self.bars += opening == "|"
        value = self.sum()
        self.bars -= opening == "|"
        self.take(closing)
        return value

    def atom(self) -> sympy.Expr:
        token = self.next
        if token in ("(", "{", "["):
            return self.within(token, {"(": ")", "{": "}", "[": "]"}[token])
        if token == "|":
            return sympy.Abs(self.within("|", "|"))
        self.take()
        if token[0].isdigit():
            return sympy.Rational(token)
        if token == "\\frac":
            return self.argument() / self.argument()
        if token == "\\sqrt":
            return sympy.sqrt(self.argument())
        if token in _FUNCTIONS and (self.next == "(" or token not in ("\\sigma", "\\Phi")):
            return _FUNCTIONS[token](self.power())
        if token == "e" and self.next == "^":
            return sympy.E
        if not token.isalpha() and token[1:] not in _GREEK and token not in _ACCENTS:
            raise ValueError(f"{token!r} is no number")
        return sympy.pi if token == "\\pi" and self.next == "/" else self.named(token)

    def named(self, token: str) -> sympy.Symbol:
        text = token
        if token in _ACCENTS:
            text = token if token in _ACCENTS[:3] else ""
            text += self.braced()
        if self.next == "_":
            self.take()
            text += "_" + (self.braced() if self.next == "{" else self.take())
        return name(text)

    def braced(self) -> str:
        self.take("{")
        inner = ""
        while self.next != "}":
            inner += self.take()
        self.take("}")
        return inner
