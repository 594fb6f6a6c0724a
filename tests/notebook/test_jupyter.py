"""A session in a real JupyterLab and a real Notebook 7, with the terminal on the same collection."""

from pathlib import Path

import pytest
from support.browsers import needs_browser
from support.decks import cloze, recall, write_deck
from support.forms import number, one_of, outline, program
from support.notebooks import opened

from mlinterview.collection import Collection
from mlinterview.model.reviews import Rating
from mlinterview.trust import trust

pytestmark = needs_browser
APPLICATIONS = ["lab", "notebook"]


@pytest.fixture
def deck(home):
    write_deck(
        home, recall("a"), cloze("b", holes=1), one_of("c"), number("d"), program("e"), outline("f"),
        recall("g"), recall("h"),
    )  # fmt: skip
    with Collection() as collection:
        trust(collection, "tiny")
        # what a notebook's start reads is read; that is what the next starts find
        collection.library.ids()


def reviewed() -> list[str]:
    with Collection() as collection, collection.database.reading() as connection:
        return [row[0] for row in connection.execute("SELECT card_id FROM reviews ORDER BY id")]


@pytest.mark.parametrize("application", APPLICATIONS)
def test_session_with_every_kind(browser, deck, home, tmp_path, application) -> None:
    cells = ("%load_ext mlinterview", "%mlquiz", "import time; time.sleep(20)")
    with opened(browser, tmp_path / "work", home, application, *cells) as book:
        page = book.page
        book.run(0)
        book.run(1)
        sources = book.cells()
        assert "%mlquiz" in sources
        card = page.locator(".mlq.card")
        card.wait_for()
        card.focus()
        # `b` would insert a cell and `m` turn the quiz into Markdown, if the notebook saw them
        page.keyboard.press("b")
        page.wait_for_function(
            "document.querySelector('.mlq-status').innerText.startsWith('Put away')"
        )
        page.keyboard.press("u")
        page.wait_for_function(
            "document.querySelector('.mlq-status').innerText.startsWith('Taken')"
        )
        assert book.cells() == sources
        book.run(2)  # the kernel is busy from here on
        card.focus()
        for _ in range(5):
            page.keyboard.press("Space")
            page.locator(".mlq-ratings").wait_for()
            page.keyboard.press("m")
            page.locator(".mlq-section", has_text="Sources").wait_for()
            page.keyboard.press("3")
            page.locator(".mlq-ratings").wait_for(state="detached")
        assert len(reviewed()) == 5
        page.keyboard.press("Space")  # the scenario's rubric
        page.locator(".mlq-rubric").wait_for()
        for point in range(4):
            page.locator(f"[data-key='point-{point}-3']").check()
        page.get_by_role("button", name="Add up").click()
        page.locator(".mlq-ratings").wait_for()
        page.keyboard.press("3")
        page.locator(".mlq-ratings").wait_for(state="detached")
        assert book.cells() == sources
    assert len(reviewed()) == 6


def test_end_is_a_summary_that_stays_in_the_file(browser, deck, home, tmp_path) -> None:
    cells = ("%load_ext mlinterview", "%mlquiz -n 1")
    with opened(browser, tmp_path / "work", home, "lab", *cells) as book:
        book.run(0)
        book.run(1)
        book.page.locator(".mlq.card").wait_for()
        book.page.locator(".mlq.card").focus()
        book.page.keyboard.press("Space")
        book.page.locator(".mlq-ratings").wait_for()
        book.page.keyboard.press("3")
        book.page.locator("text=That was it").wait_for()
        saved = book.save()
    kinds = [set(output["data"]) for output in saved["cells"][1]["outputs"]]
    assert kinds[0] == {"text/markdown", "text/plain"}
    assert "What is a?" in "".join(saved["cells"][1]["outputs"][0]["data"]["text/markdown"])


def test_reload_restart_and_terminal_in_between(browser, deck, home, tmp_path) -> None:
    cells = ("%load_ext mlinterview", "%mlquiz")
    with opened(browser, tmp_path / "work", home, "lab", *cells) as book:
        page = book.page
        book.run(0)
        book.run(1)
        page.locator(".mlq.card").wait_for()
        page.locator(".mlq.card").focus()
        page.keyboard.press("Space")
        page.locator(".mlq-ratings").wait_for()
        book.save()
        page.reload()
        page.locator(".mlq-ratings").wait_for(timeout=60_000)  # the card is back, still revealed
        with Collection() as terminal:  # the same card, answered elsewhere meanwhile
            terminal.record(terminal.show("tiny/a"), Rating.GOOD)
        page.locator(".mlq.card").focus()
        page.keyboard.press("3")
        page.locator("text=answered elsewhere in the meantime").wait_for()
        page.keyboard.press("Escape")
        page.evaluate("document.activeElement.blur()")
        page.get_by_role("menuitem", name="Kernel").click()
        page.get_by_role("menuitem", name="Restart Kernel…").click()
        page.get_by_role("button", name="Confirm Kernel Restart").click()
        page.wait_for_selector("[data-status=idle]", state="attached")
        page.wait_for_timeout(1000)
        page.locator(".mlq.card").focus()
        page.keyboard.press("Space")
        page.locator("text=No reply from the kernel").wait_for()
    assert len(reviewed()) == 2


HOSTILE = """
import sys
sys.path.insert(0, {tests!r})
from support.hostile_cards import CARDS
from mlinterview.frontends.render.portable import portable
class Shown:
    def __init__(self, text): self.text = text
    def _repr_mimebundle_(self, **_): return {{"text/markdown": portable(self.text), "text/plain": ""}}
for text in CARDS.values():
    display(Shown(text))
display(Shown("the last of them"))
"""


@pytest.mark.parametrize("application", APPLICATIONS)
def test_hostile_texts_do_nothing_in_a_trusted_notebook(
    browser, home, tmp_path, application
) -> None:
    """Outputs of cells that were run here are trusted: the notebook's own sanitiser is off."""
    cells = (HOSTILE.format(tests=str(Path(__file__).parents[1])),)
    with opened(browser, tmp_path / "work", home, application, *cells) as book:
        fetched: list[str] = []
        book.page.on("request", lambda request: fetched.append(request.url))
        book.run(0)
        book.page.locator("text=the last of them").wait_for()
        book.page.wait_for_timeout(500)
        assert book.page.evaluate("window.owned") is None
        assert [address for address in fetched if "evil.test" in address] == []
        inside = ".jp-RenderedMarkdown :is(script, iframe, object, embed, style, form, img, video)"
        assert book.page.locator(inside).count() == 0
        wild = book.page.eval_on_selector_all(
            ".jp-RenderedMarkdown a",
            "all => all.map(a => a.href).filter(h => !h.startsWith('http'))",
        )
        assert wild == []
