"""Real notebooks: executed by a program, or open in JupyterLab or Notebook 7 with a browser."""

import json
import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

import nbformat

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

SPEC = {"kernelspec": {"name": "python3", "display_name": "Python 3"}}


def notebook(*sources: str) -> Any:
    """Return a notebook of code cells."""
    cells = [nbformat.v4.new_code_cell(source) for source in sources]
    return nbformat.v4.new_notebook(cells=cells, metadata=SPEC)


def executed(*sources: str, home: Path, **environment: str) -> list[list[dict[str, Any]]]:
    """Run cells in a kernel as nbclient does; return each cell's outputs."""
    from nbclient import NotebookClient

    book = notebook(*sources)
    client = NotebookClient(book, kernel_name="python3", allow_errors=True, timeout=120)
    env = {**kernel_environment(home), **environment}
    client.execute(env=env, cwd=str(home.parent))
    return [list(cell.outputs) for cell in book.cells]


def kernel_environment(home: Path) -> dict[str, str]:
    """Return the environment of a kernel whose state stands in ``home``."""
    found = {
        name: value for name, value in os.environ.items() if not name.startswith("MLINTERVIEW_")
    }
    return {
        **found,
        "MLINTERVIEW_HOME": str(home),
        "MLINTERVIEW_DISABLE_PLUGINS": "*",
        "HOME": str(home.parent),
        "JUPYTER_CONFIG_DIR": str(home.parent / "jupyter-config"),
        "JUPYTER_DATA_DIR": str(home.parent / "jupyter-data"),
        "JUPYTER_RUNTIME_DIR": str(home.parent / "jupyter-runtime"),
        "IPYTHONDIR": str(home.parent / "ipython"),
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
    }


def texts(outputs: list[dict[str, Any]], kind: str = "text/plain") -> str:
    """Return what outputs show, of one kind, with what was printed."""
    found = [str(one.get("text") or one.get("data", {}).get(kind) or "") for one in outputs]
    return "\n".join(text for text in found if text)


class OpenNotebook:
    """A notebook in a browser.

    Attributes:
        page: the browser's page.
        path: the notebook's file.
    """

    def __init__(self, page: "Page", path: Path) -> None:
        self.page, self.path = page, path
        page.wait_for_selector(".jp-CodeCell", timeout=60_000)
        self._idle()

    def _idle(self) -> None:
        self.page.wait_for_selector("[data-status=idle]", state="attached", timeout=60_000)

    def run(self, number: int) -> None:
        """Run a cell, counted from 0, and stay on it."""
        cell = self.page.locator(".jp-CodeCell").nth(number)
        prompt = cell.locator(".jp-InputPrompt").first
        for _ in range(60):
            self._answer_dialog()
            try:
                cell.locator(".jp-InputArea-editor").click(timeout=2000)
            except Exception as error:
                if type(error).__name__ != "TimeoutError":
                    raise
                continue  # a dialog has come in between
            self.page.keyboard.press("Control+Enter")
            for _ in range(20):
                if prompt.inner_text() != "[ ]:":
                    return
                self.page.wait_for_timeout(50)
            # what is run before the kernel is connected is dropped without a word
        raise AssertionError("the cell does not run")

    def _answer_dialog(self) -> None:
        """JupyterLab asks for a kernel if a cell is run before it has started one."""
        accept = self.page.locator(".jp-Dialog .jp-mod-accept")
        if accept.count():
            accept.first.click()

    def cells(self) -> list[str]:
        """Return the sources of all cells as the page holds them."""
        return [
            cell.inner_text().replace("\u200b", "").strip()
            for cell in self.page.locator(".jp-Cell .jp-InputArea-editor").all()
        ]

    def save(self) -> dict[str, Any]:
        """Save the notebook; return what stands in its file."""
        before = self.path.stat().st_mtime_ns
        self.page.keyboard.press("Control+s")
        while True:
            self.page.wait_for_timeout(50)
            if self.path.stat().st_mtime_ns != before:
                # the server may not have written all of it yet
                with suppress(json.JSONDecodeError):
                    saved: dict[str, Any] = json.loads(self.path.read_text())
                    return saved


@contextmanager
def served(
    folder: Path, home: Path, application: str, environment: dict[str, str] | None = None
) -> Iterator[str]:
    """Run a Jupyter server (``lab`` or ``notebook``) over a folder; yields its address."""
    port = _free_port()
    command = [
        sys.executable, "-m", "jupyter", application, "--no-browser", f"--port={port}",
        "--port-retries=0", "--allow-root", "--IdentityProvider.token=",
        f"--ServerApp.root_dir={folder}",
    ]  # fmt: skip
    overrides = home.parent / "jupyter-config" / "labconfig" / "default_setting_overrides.json"
    overrides.parent.mkdir(parents=True, exist_ok=True)
    overrides.write_text(json.dumps({
        "@jupyterlab/apputils-extension:notification": {"fetchNews": "false", "checkForUpdates": False}
    }))  # fmt: skip
    log = (home.parent / "jupyter.log").open("w")
    env = {**kernel_environment(home), **(environment or {})}
    server = subprocess.Popen(command, env=env, stdout=log, stderr=log)
    try:
        address = f"http://127.0.0.1:{port}"
        _wait(f"{address}/api/status", server)
        yield address
    finally:
        server.terminate()
        server.wait(20)
        log.close()


@contextmanager
def opened(
    browser: "Browser",
    folder: Path,
    home: Path,
    application: str,
    *sources: str,
    environment: dict[str, str] | None = None,
) -> Iterator[OpenNotebook]:
    """Open a new notebook with these cells in JupyterLab or Notebook 7."""
    folder.mkdir(exist_ok=True)
    path = folder / "quiz.ipynb"
    nbformat.write(notebook(*sources), path)
    where = "lab/tree/quiz.ipynb?reset" if application == "lab" else "notebooks/quiz.ipynb"
    with served(folder, home, application, environment) as address:
        context = browser.new_context(viewport={"width": 1100, "height": 1000})
        context.set_default_timeout(60_000)
        page = context.new_page()
        page.goto(f"{address}/{where}")
        try:
            yield OpenNotebook(page, path)
        except BaseException:
            # what the test saw when it failed
            page.screenshot(path=home.parent / "failed.png")
            raise
        finally:
            context.close()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait(address: str, server: "subprocess.Popen[bytes]") -> None:
    for _ in range(600):
        assert server.poll() is None, "the server ended"
        try:
            urllib.request.urlopen(address).close()
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.1)
        else:
            return
    raise AssertionError(f"no answer from {address}")
