"""The quickstart runs from top to bottom with the shipped decks, and shows what it promises."""

from pathlib import Path

import nbformat
from support.notebooks import executed, texts

from mlinterview.collection import Collection

QUICKSTART = Path(__file__).parents[2] / "docs" / "notebooks" / "quickstart.ipynb"


def test_quickstart(home) -> None:
    book = nbformat.read(QUICKSTART, 4)
    nbformat.validate(book)
    sources = [cell.source for cell in book.cells if cell.cell_type == "code"]
    outputs = executed(*sources, home=home, MLINTERVIEW_DISABLE_PLUGINS="")
    failed = [one for cell in outputs for one in cell if one["output_type"] == "error"]
    assert failed == []
    shown = dict(zip(sources, map(texts, outputs), strict=True))
    assert "Run this notebook in Jupyter to answer." in shown["%mlquiz"]
    assert "Rate:" in shown["%mlquiz reveal"]
    assert "Taken back" in shown["%mlquiz undo"]
    assert "not seen yet" in shown["%mlquiz stats"]
    assert "✗" not in shown[sources[-1]]
    assert "it comes back in" in shown[sources[-1]]
    with Collection(home) as collection:
        assert collection.card("ml-fundamentals/code-roc-auc-by-ranks").reps == 1


def test_quickstart_is_saved_without_outputs() -> None:
    book = nbformat.read(QUICKSTART, 4)
    assert [cell.outputs for cell in book.cells if cell.cell_type == "code" and cell.outputs] == []
