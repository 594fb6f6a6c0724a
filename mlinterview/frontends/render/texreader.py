"""Reads TeX mathematics into atoms. What it does not understand it refuses: no formula is shown half-translated."""

# ruff: noqa: SIM905 - mathematical characters are meant, and names in a row are easier to read
import re
import unicodedata
from collections.abc import Callable, Sequence

from mlinterview.frontends.render.markers import END, START
from mlinterview.frontends.render.symbols import ACCENTS, ALPHABETS, FUNCTIONS, in_alphabet, lookup
from mlinterview.frontends.render.texatoms import SPACE, accented, character, words
from mlinterview.frontends.render.texlayout import Atom, Kind, join, over, root, script

MAX_DEPTH = 30

_TOKEN = re.compile(r"(\\[A-Za-z]+)\s*|\\.|\s+|.", re.DOTALL)
_TEXT = frozenset("text textrm textbf textit texttt textsf textnormal mbox hbox".split())
_PLAIN = frozenset(
    "mathrm mathbf mathit mathsf mathtt mathnormal boldsymbol bm bold pmb operatorname mathop mathbin mathrel mathord "
    "underbrace overbrace boxed cancel smash ensuremath substack".split()
)
_NOTHING = frozenset(
    "displaystyle textstyle scriptstyle limits nolimits nonumber notag rm bf it big Big bigg Bigg bigl bigr Bigl Bigr "
    "biggl biggr Biggl Biggr bigm Bigm middle ! / strut mathstrut hline".split()
)
_BLANK = frozenset(
    [",", ";", ":", ">", " ", "\n", "\t", "quad", "qquad", "enspace", "thinspace", "space"]
)
_IGNORED_ARGUMENT = frozenset("color label phantom hphantom vphantom hspace vspace".split())
_MATRICES = frozenset(
    "matrix pmatrix bmatrix Bmatrix vmatrix Vmatrix smallmatrix array cases".split()
)
_COLUMNS = frozenset(
    "aligned align align* alignedat gather gathered gather* split equation equation* eqnarray".split()
)


class NotUnderstood(ValueError):
    """The formula holds something that has no place in one line of Unicode, or is no TeX."""


def read(tex: str) -> list[Atom]:
    """Return the atoms of a formula, or raise NotUnderstood."""
    reader = _Reader([match[1] or match[0] for match in _TOKEN.finditer(tex)])
    return reader.sequence(frozenset())


class _Reader:
    """A recursive-descent reader whose depth is limited, over a list of tokens that it walks once."""

    def __init__(self, tokens: Sequence[str]) -> None:
        self.tokens = tokens
        self.at = 0
        self.depth = 0

    def sequence(self, stops: frozenset[str]) -> list[Atom]:
        """Read up to one of `stops`, which is left unread, or to the end if there are none."""
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise NotUnderstood("too deep")
        atoms: list[Atom] = []
        while self.at < len(self.tokens) and self.tokens[self.at] not in stops:
            new = self.one()
            if len(new) == 1 and new[0].kind == "sub" and atoms and atoms[-1].kind == "sup":
                atoms.insert(-1, new[0])
            else:
                atoms += new
        if stops and self.at >= len(self.tokens):
            raise NotUnderstood("not closed")
        self.depth -= 1
        return atoms

    def one(self) -> list[Atom]:
        """Read one token with all that belongs to it."""
        token = self.next()
        if token == "{":
            group = self.rest_of_group()
            return [Atom(",")] if group == [Atom(",", "comma")] else group  # as in 1{,}000
        if token in ("^", "_"):
            return [script(token, self.argument())]
        if token in ("}", "&", "$", "\\"):
            raise NotUnderstood(f"stray {token}")
        if token[0] == "\\" and len(token) > 1:
            return self.command(token[1:])
        return [character(token)]

    def next(self) -> str:
        """Take the next token."""
        if self.at >= len(self.tokens):
            raise NotUnderstood("ends too early")
        self.at += 1
        return self.tokens[self.at - 1]

    def peek(self) -> str:
        """Return the next token that is no space, or an empty string; spaces before it are taken."""
        while self.at < len(self.tokens) and self.tokens[self.at].isspace():
            self.at += 1
        return self.tokens[self.at] if self.at < len(self.tokens) else ""

    def rest_of_group(self, end: str = "}") -> list[Atom]:
        """Read what follows an opening brace, with the closing one."""
        atoms = self.sequence(frozenset({end}))
        self.at += 1
        return atoms

    def argument(self) -> list[Atom]:
        """Read what a command applies to: a group, a highlighted span or a single token."""
        if self.peek() == START:
            atoms = self.sequence(frozenset({END}))
            self.at += 1
            return [*atoms, Atom(END, "mark")]
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise NotUnderstood("too deep")
        atoms = self.one()
        self.depth -= 1
        return atoms

    def option(self, default: str = "") -> str:
        """Read an argument in square brackets, if there is one."""
        if self.peek() != "[":
            return default
        self.at += 1
        return join(self.rest_of_group("]"))

    def raw(self) -> str:
        """Read an argument as text: words in a formula, the name of an environment."""
        if self.peek() != "{":
            return self.next()
        self.at += 1
        parts: list[str] = []
        depth = 1
        while True:
            token = self.next()
            depth += (token == "{") - (token == "}")
            if not depth:
                return "".join(parts)
            if token in ("{", "}", "$"):
                continue
            if token[0] == "\\" and len(token) > 1:
                token = " " if token[1:] in _BLANK else lookup(token[1:]) or _refuse(token)
            parts.append(" " if token.isspace() or token == "~" else token)

    def command(self, name: str) -> list[Atom]:
        """Read what a command stands for, with its arguments."""
        special = _COMMANDS.get(name)
        if special is not None:
            return special(self)
        if name in _TEXT:
            return words(self.raw())
        if name in _PLAIN:
            return self.plain(name)
        if name in _NOTHING:
            return []
        if name in _BLANK:
            return [SPACE]
        if name in ALPHABETS:
            return [Atom("".join(in_alphabet(name, one) for one in join(self.argument())))]
        if name in ACCENTS:
            return [accented(name, join(self.argument(), tight=True))]
        if name in FUNCTIONS:
            return [Atom(name, "function")]
        if name in _IGNORED_ARGUMENT:
            self.raw()
            return []
        text = lookup(name) or _refuse(name)
        if name in ("mid", "given"):
            return [Atom(text, "relation")]
        return [character(text)]

    def plain(self, name: str) -> list[Atom]:
        """Read an argument whose typeface is not shown; a name is set like the functions that TeX knows."""
        if self.tokens[self.at : self.at + 1] == ["*"]:
            self.at += 1
        atoms = self.argument()
        if name != "operatorname":
            return atoms
        return [Atom(join(atoms), "function")]

    def fraction(self) -> list[Atom]:
        r"""Read `\frac`."""
        above = self.argument()
        return [over(above, self.argument())]

    def square_root(self) -> list[Atom]:
        r"""Read `\sqrt`, with or without its degree."""
        degree = self.option()
        sign = {"": "√", "3": "∛", "4": "∜"}.get(degree)
        return (
            [root("√", self.argument())]
            if sign == "√"
            else [root(sign or f"root_{degree} ", self.argument())]
        )

    def binomial(self) -> list[Atom]:
        r"""Read `\binom`."""
        above = join(self.argument())
        return [Atom(f"C({above}, {join(self.argument())})")]

    def delimiter(self, kind: Kind) -> list[Atom]:
        r"""Read what follows `\left` or `\right`."""
        token = self.peek()
        self.at += 1
        if token == ".":
            return []
        text = lookup(token[1:]) if token[:1] == "\\" else token
        return [Atom(text or _refuse(token), kind)]

    def negated(self) -> list[Atom]:
        r"""Read `\not`: a stroke through the next symbol."""
        (text, kind), *rest = self.argument() or [Atom("")]
        return [Atom(unicodedata.normalize("NFC", f"{text}\u0338"), kind), *rest]

    def stacked(self) -> list[Atom]:
        r"""Read `\overset` and its like: what stands above becomes a superscript."""
        above = self.argument()
        below = self.argument()
        return [*below, script("^", above)]

    def coloured(self) -> list[Atom]:
        r"""Read `\textcolor`: without its colour."""
        self.raw()
        return self.argument()

    def modulo(self) -> list[Atom]:
        r"""Read `\pmod`."""
        return [SPACE, Atom(f"(mod {join(self.argument())})")]

    def environment(self) -> list[Atom]:
        r"""Read from behind `\begin` to behind `\end`: a matrix as `[a b; c d]`, cases in braces, equations in turn."""
        name = self.raw()
        if name not in _MATRICES | _COLUMNS:
            raise NotUnderstood(name)
        if name in ("array", "alignedat"):
            self.raw()
        rows = self.rows()
        self.at += 1
        if self.raw() != name:
            raise NotUnderstood("wrong end")
        if name == "cases":
            return [Atom("{ " + "; ".join(", ".join(filter(None, row)) for row in rows) + " }")]
        text = "; ".join(" ".join(filter(None, row)) for row in rows)
        return [Atom(f"[{text}]") if name in _MATRICES else Atom(text)]

    def rows(self) -> list[list[str]]:
        """Read the cells of an environment, each as a line."""
        rows: list[list[str]] = [[]]
        while True:
            cell = join(self.sequence(frozenset({"&", "\\\\", "\\end"}))).strip().rstrip(",")
            rows[-1].append(cell)
            end = self.tokens[self.at]
            if end == "\\end":
                return [row for row in rows if any(row)]
            self.at += 1
            if end == "\\\\":
                self.option()
                rows.append([])


def _refuse(what: str) -> str:
    raise NotUnderstood(what)


_COMMANDS: dict[str, Callable[[_Reader], list[Atom]]] = {
    "frac": _Reader.fraction,
    "dfrac": _Reader.fraction,
    "tfrac": _Reader.fraction,
    "cfrac": _Reader.fraction,
    "sqrt": _Reader.square_root,
    "binom": _Reader.binomial,
    "left": lambda reader: reader.delimiter("open"),
    "right": lambda reader: reader.delimiter("close"),
    "lVert": lambda _: [Atom("‖", "open")],
    "rVert": lambda _: [Atom("‖", "close")],
    "lvert": lambda _: [Atom("|", "open")],
    "rvert": lambda _: [Atom("|", "close")],
    "not": _Reader.negated,
    "overset": _Reader.stacked,
    "stackrel": _Reader.stacked,
    "textcolor": _Reader.coloured,
    "pmod": _Reader.modulo,
    "bmod": lambda _: [Atom("mod", "binary")],
    "tag": lambda reader: [SPACE, Atom(f"({reader.raw()})")],
    "begin": _Reader.environment,
    "\\": lambda _: [Atom(";", "comma")],
}
