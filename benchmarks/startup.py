"""Start-up and answering, as ratios measured in one run.

    python benchmarks/startup.py [--questions 5000] [--reviews 100000] [--runs 21] [--anki]

Three things are compared:

- ``mlinterview next --json`` on a home with many questions and reviews, against
  ``python -c "import click, sqlite3"`` (at most 3 times);
- the same against opening a 10,000-card Anki collection and fetching its first card with the
  ``anki`` package (``--anki``; needs ``pip install anki``);
- recording an answer and fetching the next question, against a bare one-row SQLite commit with the
  same durability on the same disk (median under 3 times).

The runs of a comparison alternate, so that a busy machine slows both sides.
"""

from __future__ import annotations

import argparse
import os
import random
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from mlinterview.collection import open_collection
from mlinterview.model.reviews import Mode, Rating, Review, State
from mlinterview.store import log
from mlinterview.store.ids import uuid7

QUESTION = """
## Question number {n} of the deck: what does it ask?

```yaml question
id: question-{n}
kind: recall
level: {level}
topics: [T{topic:02}]
```

Prompt {n} with a formula $\\frac{{1}}{{{n} + 1}}$ and a few more words, as long as usual.

### Answer

Answer number {n}, in one or two sentences of ordinary length.

### Why

Because of {n}.

### Common mistake

Something else than {n}.

### Go deeper

- And then?

### Sources

- A book, chapter {n}.
"""


def build_home(home: Path, questions: int, reviews: int) -> None:
    """Fill a home with decks of 500 questions and a log spread over two years."""
    for first in range(0, questions, 500):
        deck = home / "decks" / f"deck-{first // 500}"
        deck.mkdir(parents=True)
        (deck / "deck.md").write_text(
            "---\ntitle: T\ndescription: D\nlicense: MIT\nauthors: [A]\n---\n"
        )
        for part in range(first, min(first + 500, questions), 50):
            text = "# Page\n" + "".join(
                QUESTION.format(n=n, topic=n % 40, level=("entry", "mid", "senior")[n % 3])
                for n in range(part, min(part + 50, questions))
            )
            (deck / f"part-{part:05}.md").write_text(text)
    rng = random.Random(1)
    with open_collection(home) as collection:
        cards = [one for one in collection.library.ids() if one.startswith("deck-")]
        seen = cards[: int(len(cards) * 0.8)]
        now = collection.clock.now_ms()
        with collection.database.transaction() as connection:
            for number in range(reviews):
                at = now - 730 * 86_400_000 + number * (730 * 86_400_000 // reviews)
                log.append_review(connection, Review(
                    uuid7(at), "bench", rng.choice(seen), at, at // 86_400_000,
                    Rating(rng.choice((1, 2, 3, 3, 3, 3, 4))), 20_000, Mode.REVIEW,
                    previous_state=State.REVIEW, content_hash="0" * 16,
                ))  # fmt: skip
        collection.rebuild()


def alternate(runs: int, *commands: list[str], env: dict[str, str]) -> list[float]:
    """Return the median seconds of each command, run in turns."""
    times: list[list[float]] = [[] for _ in commands]
    for _ in range(runs):
        for taken, command in zip(times, commands, strict=True):
            began = time.perf_counter()
            subprocess.run(command, check=True, env=env, stdout=subprocess.DEVNULL)
            taken.append(time.perf_counter() - began)
    return [statistics.median(taken) for taken in times]


def startup(home: Path, runs: int, anki: bool) -> None:
    env = {**os.environ, "MLINTERVIEW_HOME": str(home)}
    env.pop("PYTHONDONTWRITEBYTECODE", None)  # an installed package has its bytecode
    ours = [str(Path(sys.executable).with_name("mlinterview")), "next", "--json"]
    bare = [sys.executable, "-c", "import click, sqlite3"]
    alternate(2, ours, bare, env=env)
    mine, base = alternate(runs, ours, bare, env=env)
    print(f"next --json          {mine * 1000:7.1f} ms")
    print(f"import click,sqlite3 {base * 1000:7.1f} ms   ratio {mine / base:.2f} (at most 3)")
    if anki:
        script = Path(__file__).with_name("anki_first_card.py")
        collection = home / "anki" / "collection.anki2"
        subprocess.run([sys.executable, str(script), str(collection), "--make"], check=True)
        theirs = [sys.executable, str(script), str(collection)]
        mine, other = alternate(max(runs // 2, 3), ours, theirs, env=env)
        print(f"anki, first card     {other * 1000:7.1f} ms   ratio {mine / other:.2f} (at most 1)")


def answering(home: Path, runs: int) -> None:
    bare_path = home / "bare.sqlite3"
    bare = sqlite3.connect(bare_path, isolation_level=None)
    bare.execute("PRAGMA journal_mode=WAL")
    bare.execute("PRAGMA synchronous=FULL")
    bare.execute("CREATE TABLE t (a, b)")
    ours: list[float] = []
    base: list[float] = []
    with open_collection(home) as collection:
        collection.set("new_per_day", 0)
        session = collection.session()
        for _ in range(runs):
            if session.shown is None:
                break
            began = time.perf_counter()
            session.rate(Rating.GOOD)
            session.preview()
            ours.append(time.perf_counter() - began)
            began = time.perf_counter()
            bare.execute("BEGIN IMMEDIATE")
            bare.execute("INSERT INTO t VALUES (1, 'x')")
            bare.execute("COMMIT")
            base.append(time.perf_counter() - began)
    bare.close()
    mine, other = statistics.median(ours), statistics.median(base)
    print(f"answer and next      {mine * 1e6:7.0f} µs   ({len(ours)} answers)")
    print(f"bare commit          {other * 1e6:7.0f} µs   ratio {mine / other:.2f} (under 3)")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--questions", type=int, default=5000)
    parser.add_argument("--reviews", type=int, default=100_000)
    parser.add_argument("--runs", type=int, default=21)
    parser.add_argument("--anki", action="store_true", help="compare with the anki package too")
    parser.add_argument("--folder", help="where to build; on the disk to be measured")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=given.folder) as folder:
        home = Path(folder)
        build_home(home, given.questions, given.reviews)
        startup(home, given.runs, given.anki)
        answering(home, 300)


if __name__ == "__main__":
    main()
