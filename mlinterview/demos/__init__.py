"""Five short programs to run, to read and to change; each shows what some questions ask about.

This module only knows of them. The programs need nothing but NumPy, and stand in files of their own
beside it: ``source`` returns one, ``shows`` what it says of itself.
"""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from pathlib import Path

from mlinterview.errors import UnknownName


@dataclass(frozen=True, slots=True)
class Demo:
    """A demonstration.

    Attributes:
        name: its name, also that of its file.
        title: one line without a full stop.
        questions: ids of the questions that it is about.
    """

    name: str
    title: str
    questions: tuple[str, ...]


def _ids(deck: str, *slugs: str) -> tuple[str, ...]:
    return tuple(f"{deck}/{slug}" for slug in slugs)


DEMOS = {
    demo.name: demo
    for demo in (
        Demo(
            "paradigms",
            "Five ways to learn, side by side",
            _ids(
                "ml-fundamentals", "paradigms-training-signal", "semi-supervised-assumption",
                "self-supervised-next-token", "reward-versus-label", "k-means-objective-and-steps",
                "q-learning-target",
            ),
        ),
        Demo(
            "backprop",
            "Back-propagation by hand, checked by finite differences",
            _ids(
                "neural-nets", "backprop-by-hand", "backprop-versus-gradient-descent",
                "code-two-layer-gradients", "small-net-weight-gradient",
                "gradient-check-with-dropout", "xor-smallest-network",
            ),
        ),
        Demo(
            "overfitting",
            "Under- and overfitting, with L1 and L2 penalties",
            _ids(
                "ml-fundamentals", "overfitting-from-errors", "underfitting-from-errors",
                "ridge-and-lasso-penalty-formulas", "l1-exact-zeros", "l2-shrinks-without-zeros",
                "learning-curve-training-error-rises",
            ),
        ),
        Demo(
            "cnn",
            "A small convolutional network, trained in a second",
            _ids(
                "neural-nets", "convolution-versus-dense", "cnn-shift-invariance",
                "convolution-shift-equivariance", "code-conv2d", "code-max-pool-backward",
                "softmax-cross-entropy-gradient",
            ),
        ),
        Demo(
            "pipeline",
            "An MLOps pipeline in miniature, from the data check to the drift alarm",
            _ids(
                "mlops", "mlops-deploy-the-pipeline", "mlops-data-validation-units",
                "mlops-gate-before-promotion", "mlops-registry-alias", "mlops-psi-formula",
                "mlops-monitor-delayed-labels",
            ),
        ),
    )
}  # fmt: skip
"""The demonstrations by name, in the order in which they are best seen."""


def find(name: str) -> Demo:
    """Return a demonstration.

    Raises:
        UnknownName: there is none with this name.
    """
    if name not in DEMOS:
        close = difflib.get_close_matches(name, DEMOS, n=1)
        hint = f" (did you mean {close[0]}?)" if close else ""
        raise UnknownName(f"there is no demonstration {name!r}{hint}: there are {', '.join(DEMOS)}")
    return DEMOS[name]


def path(name: str) -> Path:
    """Return where a demonstration's program stands.

    Raises:
        UnknownName: there is none with this name.
    """
    return Path(__file__).with_name(f"{find(name).name}.py")


def source(name: str) -> str:
    """Return a demonstration's program.

    Raises:
        UnknownName: there is none with this name.
    """
    return path(name).read_text(encoding="utf-8")


def shows(name: str) -> str:
    """Return what a demonstration's program says of itself, in one paragraph.

    Raises:
        UnknownName: there is none with this name.
    """
    _, _, docstring = source(name).partition('"""')
    said = docstring.partition('"""')[0].partition("\n\n")[2]
    return " ".join(said.split())
