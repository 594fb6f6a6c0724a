"""A real browser: Chromium, where it can be had."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser

# nothing in the background: the tests' machine has no network, and what a page asks for is to be seen
ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync",
    "--disable-background-networking", "--disable-component-update", "--force-color-profile=srgb",
]  # fmt: skip


def chromium() -> str | None:
    """Return where Chromium stands."""
    names = ("chromium", "chromium-browser", "google-chrome")
    return os.environ.get("MLINTERVIEW_CHROMIUM") or next(
        filter(None, map(shutil.which, names)), None
    )


needs_browser = pytest.mark.skipif(
    chromium() is None,
    reason="no Chromium here (apt-get install chromium, or MLINTERVIEW_CHROMIUM)",
)


_running: list["Browser"] = []
"""The browser of this process, if there is one: Playwright allows only one of its own at a time."""


@contextmanager
def launched() -> Iterator["Browser"]:
    """Start a browser for a while, or use the one that runs."""
    if _running:
        yield _running[0]
        return
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=ARGUMENTS)
        _running.append(browser)
        try:
            yield browser
        finally:
            _running.clear()
            browser.close()
