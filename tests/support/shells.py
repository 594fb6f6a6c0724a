"""IPython in this process, with a kernel behind it as far as front ends look."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from IPython.core.interactiveshell import InteractiveShell
from IPython.utils.capture import capture_output
from traitlets.config import Config


class Kernel:
    """A kernel to which somebody can answer."""

    def get_parent(self, _: str) -> dict[str, Any]:
        return {"content": {"allow_stdin": True}}


class KernelShell:
    """A shell with the magics loaded, which runs cells and tells what they showed."""

    def __init__(self) -> None:
        config = Config()
        config.HistoryManager.enabled = False
        self.ip = InteractiveShell(config=config)
        self.ip.kernel = Kernel()
        self.ip.run_line_magic("load_ext", "mlinterview")

    def run(self, source: str) -> str:
        """Run a cell; return what it printed, displayed and complained about, as plain text."""
        with capture_output() as captured:
            done = self.ip.run_cell(source)
        shown = [captured.stdout, *(one.data["text/plain"] for one in captured.outputs)]
        return "\n".join([*filter(None, shown), str(done.error_in_exec or "")])


@contextmanager
def kernel_shell(monkeypatch: pytest.MonkeyPatch) -> Iterator[KernelShell]:
    """Start such a shell; afterwards there is none."""
    monkeypatch.setenv("MLINTERVIEW_DISABLE_PLUGINS", "*")
    made = KernelShell()
    monkeypatch.setattr("mlinterview.frontends.notebook.surroundings.shell", lambda: made.ip)
    try:
        yield made
    finally:
        magics: Any = made.ip.magics_manager.registry["QuizMagics"]
        if "collection" in magics.__dict__:
            magics.collection.close()
        InteractiveShell.clear_instance()
