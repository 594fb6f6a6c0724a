"""Small decks, written as a learner writes them."""

from collections.abc import Sequence
from pathlib import Path

DECK = "tiny"


def recall(slug: str, **fields: Sequence[str] | str) -> str:
    """Return a recall question in deck Markdown; ``requires=["a"]`` and so on add fields."""
    return _question(slug, "recall", f"### Answer\n\nThe answer to {slug}.", **fields)


def cloze(slug: str, holes: int = 2, **fields: Sequence[str] | str) -> str:
    """Return a cloze question with so many holes."""
    text = " and ".join(f"{{{{hole {number}}}}}" for number in range(1, holes + 1))
    return _question(slug, "cloze", f"{slug} has {text}.", **fields)


def write_deck(home: Path, *questions: str, deck: str = DECK) -> Path:
    """Write (anew) one of the learner's own decks; plain words are recall questions' ids."""
    folder = home / "decks" / deck
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "deck.md").write_text(
        f"---\ntitle: {deck}\ndescription: For tests.\nlicense: CC0-1.0\nauthors: [A]\n---\n"
    )
    texts = [question if "\n" in question else recall(question) for question in questions]
    (folder / "questions.md").write_text("\n\n".join(["# Questions", *texts]) + "\n")
    return folder


def _question(slug: str, kind: str, body: str, **fields: Sequence[str] | str) -> str:
    fields = {"level": "mid", "topics": ["T"], **fields}
    lines = [f"{key.replace('_', '-')}: {_yaml(value)}" for key, value in fields.items()]
    return "\n".join(
        [f"## What is {slug}?", "", "```yaml question", f"id: {slug}", f"kind: {kind}", *lines,
         "```", "", body, "", "### Why", "", "Because.", "", "### Sources", "", "- A book.",
         "", "### Common mistake", "", "None.", "", "### Go deeper", "", "- Why?"]
    )  # fmt: skip


def _yaml(value: Sequence[str] | str) -> str:
    return value if isinstance(value, str) else f"[{', '.join(value)}]"
