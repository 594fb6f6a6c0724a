"""The card on a page of its own: the shipped script and style, a real quiz behind it, no notebook between."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import mlinterview.frontends.notebook
from mlinterview.frontends.notebook.cardstate import card_state
from mlinterview.frontends.notebook.quiz import Quiz

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

HERE = Path(mlinterview.frontends.notebook.__file__).parent
ORIGIN = "http://card.test"

# as a notebook does it: the state is a trait, actions are messages
PAGE = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Card</title>
<style>%(theme)s</style><style>%(css)s</style></head><body><main><h1>Notebook</h1><div id="one"></div></main>
<script type="module">
import widget from "/card.js";
const listeners = new Set();
let state = %(state)s;
const model = {
  get: () => state,
  on: (_, listener) => listeners.add(listener),
  off: (_, listener) => listeners.delete(listener),
  send: async (message) => {
    window.sent.push(message);
    if (window.deaf) return;
    const following = JSON.parse(await window.toPython(JSON.stringify(message)));
    if (following) window.arrive(following);
  },
};
window.sent = [];
window.deaf = false;
window.arrive = (following) => { state = following; for (const listener of [...listeners]) listener(); };
window.mount = (id) => widget.render({ model, el: document.getElementById(id) });
widget.initialize({ model });
window.unmount = window.mount("one");
window.mounted = true;
</script></body></html>
"""
THEMES = {
    "light": ":root{--jp-ui-font-color1:rgba(0,0,0,.87);--jp-layout-color0:#fff;--jp-brand-color1:#1976d2}"
    "body{background:#fff;color:#000;font-family:sans-serif}",
    "dark": ":root{--jp-ui-font-color1:rgba(255,255,255,.87);--jp-layout-color0:#111;--jp-brand-color1:#42a5f5}"
    "body{background:#111;color:#fff;font-family:sans-serif}",
    "vscode-light": ":root{--vscode-editor-foreground:#3b3b3b;--vscode-editor-background:#ffffff;"
    "--vscode-focusBorder:#005fb8}body{background:#fff;color:#3b3b3b}",
    # VS Code leaves JupyterLab's light values in dark themes
    "vscode-dark": ":root{--vscode-editor-foreground:#cccccc;--vscode-editor-background:#1f1f1f;"
    "--vscode-focusBorder:#0078d4;--jp-ui-font-color1:rgba(0,0,0,.87);--jp-layout-color0:#fff}"
    "body{background:#1f1f1f;color:#ccc}",
}


class CardPage:
    """A page with the card of a quiz.

    Attributes:
        asked_for: addresses that the page asked for beside its own.
        errors: what the page's scripts complained about.
    """

    def __init__(self, page: "Page", quiz: Quiz, theme: str = "light") -> None:
        self.page, self.quiz = page, quiz
        self.asked_for: list[str] = []
        self.errors: list[str] = []
        self.before: Callable[[dict[str, Any]], None] | None = None
        page.route("**/*", self._serve)
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.expose_function("toPython", self._receive)
        css = (HERE / "card.css").read_text()
        values = {"theme": THEMES[theme], "css": css, "state": _script(card_state(quiz))}
        self._html = PAGE % values
        page.goto(ORIGIN)
        page.wait_for_function("window.mounted")

    def _serve(self, route: Any) -> None:
        address = route.request.url
        if address == f"{ORIGIN}/":
            route.fulfill(body=self._html, content_type="text/html")
        elif address == f"{ORIGIN}/card.js":
            route.fulfill(path=HERE / "card.js", content_type="text/javascript")
        else:
            if not address.endswith("favicon.ico"):
                self.asked_for.append(address)
            route.abort()

    def _receive(self, text: str) -> str:
        message = json.loads(text)
        if self.before is not None:
            self.before(message)
        action = message.pop("action")
        if action != "ready":
            self.quiz.act(action, message.pop("number", None), **message)
        return json.dumps(card_state(self.quiz))

    def press(self, *keys: str) -> None:
        """Press keys with the card focused, waiting for each reply."""
        for key in keys:
            before = self.quiz.number
            self.page.locator(".mlq.card").first.focus()
            self.page.keyboard.press(key)
            if key != "Escape":
                self.arrived(before)

    def arrived(self, before: int) -> None:
        """Wait until the page shows a later state than number ``before``."""
        self.page.wait_for_function(
            "before => window.sent.length && !document.querySelector('.mlq[aria-busy]')", arg=before
        )

    def text(self, selector: str = ".mlq.card") -> str:
        return self.page.locator(selector).first.inner_text()

    def state(self) -> dict[str, Any]:
        return card_state(self.quiz)


def _script(value: Any) -> str:
    """Return JSON that may stand in a script element."""
    return json.dumps(value).replace("<", "\\u003c")
