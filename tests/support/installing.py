"""Plugins as pip leaves them behind: a module, and metadata with an entry point."""

import sys
from pathlib import Path

from support.decks import recall

BUNDLED = ("ml-fundamentals", "mlops", "neural-nets")

OFFERS_DECKS = """
from pathlib import Path
from mlinterview import DeckSource, hookimpl

@hookimpl
def register_decks():
    return [DeckSource(Path(__file__).parent / "decks_of_{module}" / name) for name in {names}]
"""


def install(site: Path, name: str, code: str) -> str:
    """Install a plugin with this code into a folder on ``sys.path``; returns its module."""
    module = f"plugin_{name.replace('-', '_')}"
    # another test may have imported its own plugin of this name
    sys.modules.pop(module, None)
    site.mkdir(exist_ok=True)
    (site / f"{module}.py").write_text(code)
    metadata = site / f"{module}-1.0.dist-info"
    metadata.mkdir()
    (metadata / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n")
    (metadata / "entry_points.txt").write_text(f"[mlinterview]\n{name} = {module}\n")
    return module


def install_deck_plugin(site: Path, name: str, **decks: str) -> None:
    """Install a plugin that offers decks: ``cats=recall("purr")``."""
    module = f"plugin_{name.replace('-', '_')}"
    for deck, questions in decks.items():
        folder = site / f"decks_of_{module}" / deck
        folder.mkdir(parents=True)
        (folder / "deck.md").write_text(
            f"---\ntitle: {deck}\ndescription: Of a plugin.\nlicense: CC0-1.0\nauthors: [A]\n---\n"
        )
        (folder / "questions.md").write_text(f"# Questions\n\n{questions}\n")
    install(site, name, OFFERS_DECKS.format(module=module, names=list(decks)))


def install_good_plugin(site: Path) -> None:
    """Install a plugin ``good`` with the deck ``fine``, which has the question ``fine/one``."""
    install_deck_plugin(site, "good", fine=recall("one"))
