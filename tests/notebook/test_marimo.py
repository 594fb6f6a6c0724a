"""A real marimo notebook: the card lives in a shadow root, functions show themselves."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from support.browsers import needs_browser
from support.decks import recall, write_deck
from support.forms import number, one_of
from support.notebooks import kernel_environment

from mlinterview.collection import Collection
from mlinterview.trust import trust

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = needs_browser
marimo = pytest.importorskip("marimo")

NOTEBOOK = """
import marimo

app = marimo.App()


@app.cell
def _():
    import mlinterview

    mlinterview.quiz("tiny", n=3)
    return (mlinterview,)


@app.cell
def _(mlinterview):
    mlinterview.check("tiny/d", 1)
    return


@app.cell
def _(mlinterview):
    mlinterview.quiz("tiny", plain=True)
    return


if __name__ == "__main__":
    app.run()
"""


@contextmanager
def running(path: Path, home: Path) -> Iterator[str]:
    """Run a marimo notebook as an application; yields its address."""
    environment = {**kernel_environment(home), "PYTHONUNBUFFERED": "1"}
    environment |= {
        f"XDG_{name}_HOME": str(home.parent / name) for name in ("CONFIG", "STATE", "CACHE")
    }
    server = subprocess.Popen(
        [sys.executable, "-m", "marimo", "run", "--headless", "--no-token", "--port=0", str(path)],
        env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
    )  # fmt: skip
    assert server.stdout is not None
    try:
        for line in server.stdout:
            if "http://" in line:
                yield "http://" + line.partition("http://")[2].strip()
                break
        else:
            raise AssertionError("marimo did not start")
    finally:
        server.terminate()
        server.wait()
        server.stdout.close()


@pytest.fixture
def page(browser: "Browser", home: Path, tmp_path: Path) -> "Iterator[Page]":
    write_deck(home, recall("a"), one_of("b"), number("d"))
    with Collection() as collection:
        trust(collection, "tiny")
    path = tmp_path / "notebook.py"
    path.write_text(NOTEBOOK)
    with running(path, home) as address:
        context = browser.new_context(viewport={"width": 1000, "height": 1200})
        opened = context.new_page()
        opened.goto(address)
        yield opened
        context.close()


def test_card_is_answered_by_keyboard_and_functions_show_one_text(page: "Page") -> None:
    card = page.locator(".mlq.card")
    card.wait_for()
    card.focus()
    page.keyboard.press("Space")
    card.locator(".mlq-ratings").wait_for()
    page.keyboard.press("3")
    card.locator(".mlq-options").wait_for()
    # the focus stays in the card, which stands in a shadow root
    page.keyboard.press("1")
    card.locator(".mlq-verdict").wait_for()
    page.keyboard.press("3")
    card.locator(".mlq-ratings").wait_for(state="detached")
    with Collection() as collection:
        assert [collection.card(f"tiny/{slug}").reps for slug in "ab"] == [1, 1]
    page.get_by_text("Not correct. Again: it comes back in").wait_for()
    page.get_by_text(".reveal()").wait_for()
    assert "%mlquiz" not in page.locator("body").inner_text()
    # a bundle of forms would be shown with tabs to choose from
    assert page.get_by_role("tab").count() == 0
