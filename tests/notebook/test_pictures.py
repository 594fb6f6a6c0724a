"""The pictures of docs/notebook.md, made by a real session; ``make pictures`` writes them anew."""

import os
from pathlib import Path

import pytest
from support.browsers import needs_browser
from support.cards import CardPage
from support.notebooks import opened

from mlinterview.collection import Collection
from mlinterview.frontends.notebook.quiz import Quiz
from mlinterview.store.queues import Selection

DOCS = Path(__file__).parents[2] / "docs"


@pytest.fixture
def pictures(tmp_path) -> Path:
    """Where pictures go: a folder for looking at them once, or the documentation's."""
    return Path(os.environ.get("MLINTERVIEW_PICTURES") or tmp_path)


def named_in_the_page() -> set[str]:
    text = (DOCS / "notebook.md").read_text(encoding="utf-8")
    return {word.split(")")[0] for word in text.split("](pictures/")[1:]}


def test_every_picture_of_the_page_is_there() -> None:
    assert {path.name for path in (DOCS / "pictures").glob("notebook-*.png")} == named_in_the_page()


@needs_browser
@pytest.mark.parametrize(("theme", "name"), [("light", "answer"), ("dark", "dark")])
def test_answered_card(browser, home, pictures, theme: str, name: str) -> None:
    with Collection(home) as collection:
        quiz = Quiz(collection.session(selection=Selection(topics=("EVA04",), kinds=("choice",))))
        context = browser.new_context(viewport={"width": 900, "height": 1100})
        page = CardPage(context.new_page(), quiz, theme)
        page.press("Space" if quiz.shown.presentation.several else "2")
        page.page.locator(".mlq-ratings").wait_for()
        page.page.evaluate(
            "document.querySelectorAll('.mlq-clock').forEach(c => c.textContent = '0:41')"
        )
        path = pictures / f"notebook-{name}.png"
        page.page.locator(".mlq.card").screenshot(path=path)
        context.close()
    assert path.stat().st_size > 10_000


@needs_browser
def test_card_in_jupyterlab(browser, home, tmp_path, pictures) -> None:
    cells = ("%load_ext mlinterview", "%mlquiz EVA --kind choice -n 10")
    with Collection(home) as collection:
        collection.library.ids()  # as on every day but the first
    with opened(
        browser,
        tmp_path / "work",
        home,
        "lab",
        *cells,
        environment={"MLINTERVIEW_DISABLE_PLUGINS": ""},
    ) as book:
        book.run(0)
        book.run(1)
        book.page.locator(".mlq.card").wait_for()
        book.page.locator(".mlq.card").focus()
        path = pictures / "notebook-jupyterlab.png"
        book.page.locator(".jp-NotebookPanel").screenshot(path=path)
    assert path.stat().st_size > 10_000
