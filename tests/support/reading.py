"""Read deck texts as an author's files, and say what is wrong with them in short."""

from pathlib import Path

from mlinterview.deckfiles.folder import read_deck
from mlinterview.model.decks import DeckReading, DeckSource
from mlinterview.model.questions import Mistake, Question
from mlinterview.plugins import Plugins

KINDS = Plugins(discover=False).kinds

INFO = "---\ntitle: D\ndescription: About D.\nlicense: CC0-1.0\nauthors: [A]\n---\n"

QUESTION = """\
## What is one?

```yaml question
id: one
kind: recall
level: mid
topics: [T]
```

The prompt.

### Answer

The answer.

### Why

Because.

### Common mistake

None.

### Go deeper

- And then?

### Sources

- A book.
"""

TWO = QUESTION.replace("one", "two")

Content = str | bytes


def changed(old: str, new: str, text: str = QUESTION) -> str:
    """Return the question with one thing changed."""
    assert old in text
    return text.replace(old, new, 1)


def write(folder: Path, *contents: Content) -> Path:
    """Write a deck ``d`` with files ``a.md``, ``b.md`` and so on."""
    deck = folder / "d"
    deck.mkdir(exist_ok=True)
    (deck / "deck.md").write_text(INFO)
    for name, content in zip("abcdefgh", contents, strict=False):
        data = content.encode() if isinstance(content, str) else content
        (deck / f"{name}.md").write_bytes(data)
    return deck


def read(folder: Path, *contents: Content) -> DeckReading:
    return read_deck(DeckSource(write(folder, *contents)), KINDS)


def questions(folder: Path, *contents: Content) -> list[Question]:
    return list(read(folder, *contents).questions)


def slugs(reading: DeckReading) -> list[str]:
    return [question.id.partition("/")[2] for question in reading.questions]


def told(reading: DeckReading, warnings: bool = False) -> list[str]:
    """Return the mistakes as ``a.md:4: what; mend``."""
    return [short(m) for m in reading.mistakes if m.warning is warnings]


def short(mistake: Mistake) -> str:
    return str(mistake).replace(mistake.path, Path(mistake.path).name)


def only(reading: DeckReading) -> str:
    """Return the one mistake of a deck."""
    [mistake] = told(reading)
    return mistake
