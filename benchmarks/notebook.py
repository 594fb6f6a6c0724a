"""How long a card takes in JupyterLab and Notebook 7: until it is seen, and from a key to what follows.

python benchmarks/notebook.py [--answers 20]

Times are taken in the page: from the key's event to the moment after the changed card was painted.
Needs Chromium and what the tests need. Beside it stands a bare widget with one button, whose
reply is the least that a widget's message can take here; the ratio is what the card adds.
"""

from __future__ import annotations

import argparse
import os
import statistics
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tests"))

BARE = """
import anywidget, traitlets
from IPython.display import display
class Bare(anywidget.AnyWidget):
    _esm = '''export default { render({ model, el }) {
        const box = document.createElement("button"); box.className = "bare"; el.append(box);
        box.addEventListener("click", () => model.send({}));
        model.on("change:n", () => { box.textContent = model.get("n"); });
    } }'''
    n = traitlets.Int(0).tag(sync=True)
bare = Bare()
def count(*_): bare.n += 1
bare.on_msg(count)
display(bare)
"""
PRESS = """([selector, key]) => new Promise((resolve) => {
    const card = document.querySelector(".mlq.card");
    const before = performance.now();
    const watch = new MutationObserver(() => {
        if (!document.querySelector(selector)) return;
        watch.disconnect();
        requestAnimationFrame(() => resolve(performance.now() - before));
    });
    watch.observe(card, { childList: true, subtree: true, attributes: true });
    card.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }));
})"""
CLICK = """() => new Promise((resolve) => {
    const box = document.querySelector("button.bare");
    const before = performance.now();
    const watch = new MutationObserver(() => {
        watch.disconnect();
        requestAnimationFrame(() => resolve(performance.now() - before));
    });
    watch.observe(box, { childList: true, characterData: true, subtree: true });
    box.click();
})"""


def measure(application: str, answers: int) -> tuple[float, list[float], list[float]]:
    """Return seconds until the card is seen, and ms from key to change: of the card, of the bare widget."""
    from support.browsers import launched
    from support.notebooks import opened

    from mlinterview.collection import Collection

    with tempfile.TemporaryDirectory() as folder, launched() as browser:
        home = Path(folder, "home")
        with Collection(home) as collection:
            collection.library.ids()  # as on every day but the first
        cells = ("%load_ext mlinterview", BARE, "%mlquiz --kind recall --kind cloze --kind choice")
        environment = {"MLINTERVIEW_DISABLE_PLUGINS": ""}
        with opened(
            browser, Path(folder, "work"), home, application, *cells, environment=environment
        ) as book:
            page = book.page
            book.run(0)
            book.run(1)
            page.locator("button.bare").wait_for()
            page.locator(".jp-CodeCell .jp-InputArea-editor").nth(2).click()
            page.evaluate("window.began = performance.now()")
            page.keyboard.press("Control+Enter")
            page.wait_for_selector(".mlq.card")
            seen = page.evaluate("performance.now() - window.began") / 1000
            page.wait_for_timeout(1000)
            bare = [page.evaluate(CLICK) for _ in range(answers)]
            card = []
            for _ in range(answers):
                card.append(page.evaluate(PRESS, [".mlq-ratings", " "]))
                page.wait_for_timeout(300)  # nobody reads faster
                card.append(
                    page.evaluate(
                        PRESS, [".mlq.card:not(:has(.mlq-ratings)):not([aria-busy])", "3"]
                    )
                )
                page.wait_for_timeout(300)
    return seen, card, bare


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--answers", type=int, default=20)
    answers = parser.parse_args().answers
    os.environ.pop("MLINTERVIEW_HOME", None)
    for application in ("lab", "notebook"):
        seen, card, bare = measure(application, answers)
        middle, least = statistics.median(card), statistics.median(bare)
        print(
            f"{application:9} card seen after {seen:.2f} s; key to change: median {middle:.0f} ms, "
            f"slowest {max(card):.0f} ms; bare widget {least:.0f} ms, ratio {middle / least:.1f}"
        )


if __name__ == "__main__":
    main()
