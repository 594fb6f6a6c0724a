"""What ``%load_ext mlinterview`` does."""

from __future__ import annotations

from typing import Any


def load(shell: Any) -> None:
    """Register the magics and their completion; nothing else is opened or imported."""
    from mlinterview.frontends.notebook.completion import register
    from mlinterview.frontends.notebook.magic import QuizMagics

    magics = QuizMagics(shell)
    shell.register_magics(magics)
    register(magics, shell)
