"""What can be shown here, asked by capability and never by a product's name."""

from __future__ import annotations

import sys
from importlib.util import find_spec
from typing import Any

NEEDED = ("anywidget", "nh3", "ziamath")
"""What the extra ``mlinterview[notebook]`` brings."""


def shell() -> Any:
    """Return IPython's shell, or ``None`` outside IPython; imports nothing."""
    module = sys.modules.get("IPython")
    return None if module is None else module.get_ipython()


def in_kernel() -> bool:
    """Tell whether a front end sits at the other end of a kernel."""
    return getattr(shell(), "kernel", None) is not None


def somebody_is_there() -> bool:
    """Tell whether the request that is running came from people: programs allow no standard input."""
    kernel = getattr(shell(), "kernel", None)
    if kernel is None:
        return False
    request = kernel.get_parent("shell") or {}
    return bool(request.get("content", {}).get("allow_stdin", True))


def has_widgets() -> bool:
    """Tell whether what the card needs is installed."""
    return all(find_spec(name) is not None for name in NEEDED)


def for_marimo(markdown: str) -> tuple[str, str]:
    """Return an output in the one form that marimo shows; for a bundle it shows a choice of forms."""
    shown: tuple[str, str] = sys.modules["marimo"].md(markdown)._mime_()
    return shown


def in_marimo() -> bool:
    """Tell whether a marimo notebook runs this."""
    marimo = sys.modules.get("marimo")
    return marimo is not None and bool(marimo.running_in_notebook())
