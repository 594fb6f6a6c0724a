"""How long the statistics of a large collection take.

    python benchmarks/stats.py [--reviews 1000000] [--cards 10000] [--days 3650] [--home FOLDER]

A collection with as many reviews as asked for is written straight into the tables, in the order in
which a learner would have made them. Then the parts of ``mlinterview stats --json`` are timed in this
process (wall and processor seconds, and as a multiple of a plain pass over the same reviews, which
depends less on the machine), and the command as a whole in processes of its own.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

os.environ["MLINTERVIEW_DISABLE_PLUGINS"] = "*"

from mlinterview.clock import ManualClock, to_ms
from mlinterview.collection import Collection
from mlinterview.frontends.statistics.page import page
from mlinterview.model.reviews import CardState, Mode, Rating, Review, State
from mlinterview.statistics import activity, memory
from mlinterview.statistics.build import build
from mlinterview.statistics.document import document
from mlinterview.statistics.log import read_log
from mlinterview.store import statistics as store
from mlinterview.store.log import ACTIVE_REVIEWS
from mlinterview.store.queues import Selection
from mlinterview.store.rows import CARD_COLUMNS, REVIEW_COLUMNS, card_to_row, review_to_row

if TYPE_CHECKING:
    from collections.abc import Iterator

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
VERDICT = json.dumps({"outcome": "correct", "feedback": ["Right."], "parts": {"picked": [1]}})


def write_questions(home: Path, cards: int) -> None:
    """Write a deck of as many recall questions in forty topics."""
    folder = home / "decks" / "many"
    folder.mkdir(parents=True)
    (folder / "deck.md").write_text(
        "---\ntitle: Many\ndescription: For measuring.\nlicense: CC0-1.0\nauthors: [A]\n---\n"
    )
    texts = [
        f"## What is {n}?\n\n```yaml question\nid: question-{n}\nkind: recall\nlevel: mid\n"
        f"topics: [T{n % 40:02}]\n```\n\n### Answer\n\nIt is {n}.\n\n### Why\n\nBecause.\n\n"
        f"### Common mistake\n\nNone.\n\n### Go deeper\n\n- Why?\n\n### Sources\n\n- A book.\n"
        for n in range(cards)
    ]
    for start in range(0, cards, 500):
        text = "\n".join(["# Questions\n", *texts[start : start + 500]])
        (folder / f"questions-{start}.md").write_text(text)


def reviews(count: int, cards: int, days: int, chance: random.Random) -> Iterator[Review]:
    """Yield reviews in order of time; cards come in one after the other."""
    today = to_ms(NOW) // 86_400_000
    stability: dict[int, float] = {}
    number = 0
    for ago in range(days - 1, -1, -1):
        day, a_day = today - ago, count // days + (ago < count % days)
        known = max(cards * (days - ago) // days, 1)
        times = sorted(chance.randrange(6 * 3600, 22 * 3600) for _ in range(a_day))
        for second in times:
            card = chance.randrange(known)
            before = stability.get(card)
            rating = Rating(chance.choices((1, 2, 3, 4), (10, 15, 65, 10))[0])
            stability[card] = max((before or 1.0) * (0.3, 1.2, 1.8, 2.5)[rating - 1] % 900, 0.2)
            # no two at one moment: recording sees to that
            moment = day * 86_400_000 + second * 1000 + number % 1000
            number += 1
            yield Review(
                id=f"{moment:012x}"[:8] + f"-{moment & 0xFFFF:04x}-7000-8000-{number:012x}",
                device="0a1b2c3d", card_id=f"many/question-{card}", reviewed_at=moment,
                study_day=day, rating=rating,
                duration_ms=round(chance.lognormvariate(9.6, 0.7)),
                mode=Mode.REVIEW, response="2", verdict=VERDICT, seed=number,
                content_hash="0123456789abcdef",
                previous_state=State.REVIEW if before else State.NEW,
                previous_stability=before, previous_difficulty=5.0 if before else None,
            )  # fmt: skip


def write_log(collection: Collection, options: argparse.Namespace) -> None:
    """Write reviews and the states of cards."""
    chance = random.Random(1)
    today = to_ms(NOW) // 86_400_000
    marks = ", ".join("?" * (REVIEW_COLUMNS.count(",") + 1))
    with collection.database.transaction() as connection:
        connection.executemany(
            f"INSERT INTO reviews ({REVIEW_COLUMNS}) VALUES ({marks})",
            map(review_to_row, reviews(options.reviews, options.cards, options.days, chance)),
        )
        marks = ", ".join("?" * (CARD_COLUMNS.count(",") + 1))
        found = connection.execute("SELECT DISTINCT card_id FROM reviews ORDER BY card_id")
        seen = [card_id for (card_id,) in found]
        states = [
            CardState(
                n, State.REVIEW, None, chance.lognormvariate(4, 1.2),
                chance.uniform(1, 10), today + chance.randrange(-5, 300), None, to_ms(NOW),
                today - chance.randrange(60), today - chance.randrange(options.days),
                options.reviews // options.cards, chance.randrange(9), Rating.GOOD,
            )
            for n in seen
        ]  # fmt: skip
        connection.executemany(
            f"INSERT INTO cards ({CARD_COLUMNS}) VALUES ({marks})", map(card_to_row, states)
        )


@contextmanager
def timed(name: str, unit: float = 0.0) -> Iterator[list[float]]:
    """Print what a block takes: wall and processor seconds, and the multiple of a plain pass."""
    wall, cpu, taken = time.perf_counter(), time.process_time(), list[float]()
    yield taken
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    taken.append(cpu)
    multiple = f"{cpu / unit:6.1f} ×" if unit else ""
    print(f"{name:34} {wall:7.2f} s {cpu:7.2f} s {multiple}", flush=True)


def measure(collection: Collection) -> None:
    """Time the parts, and all of them together."""
    day, settings = collection.study_day(), collection.settings
    _ = collection.library
    with collection.database.reading() as connection:
        plain = f"SELECT sum(rating), sum(duration_ms) FROM reviews WHERE {ACTIVE_REVIEWS}"
        connection.execute(plain).fetchone()
        with timed("a plain pass over the reviews") as unit:
            connection.execute(plain).fetchone()
        with timed("read and pack", *unit):
            packed = store.packed_reviews(connection, Selection())
        with timed("unpack and order", *unit):
            log = read_log(packed, store.resets(connection))
        with timed("read the cards", *unit):
            rows = store.card_rows(connection, Selection())
    with timed("days", *unit):
        days = activity.days(log)
    with timed("retention, streak, times, hours", *unit):
        activity.retention(log, day)
        activity.streak(days, day)
        activity.times(log, day)
        activity.hours(log, day, settings.calendar())
    with timed("cards", *unit):
        memory.forecast(rows, day)
        memory.states(rows, day, collection.scheduler.options.parameters)
        memory.lapses(rows, day, collection)
    with timed("all, with readiness", *unit):
        found = build(collection)
    with timed("as a document", *unit):
        json.dumps(document(found))
    with timed("as a page", *unit):
        text = page(found)
    print(f"the page has {len(text.encode()):,} bytes")
    with timed("one topic of forty", *unit):
        build(collection, Selection(topics=("T01",)))


def run_command(home: Path) -> None:
    """Time the whole command in a process of its own."""
    command = [sys.executable, "-m", "mlinterview", "stats", "--json"]
    environment = {**os.environ, "MLINTERVIEW_HOME": str(home), "MLINTERVIEW_NOW": NOW.isoformat()}
    taken = []
    for _ in range(3):
        began = time.perf_counter()
        subprocess.run(command, env=environment, stdout=subprocess.DEVNULL, check=True)
        taken.append(time.perf_counter() - began)
    print(f"mlinterview stats --json: {', '.join(f'{seconds:.2f}' for seconds in taken)} s")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--reviews", type=int, default=1_000_000)
    parser.add_argument("--cards", type=int, default=10_000)
    parser.add_argument("--days", type=int, default=3650)
    parser.add_argument("--home", type=Path, help="keep the collection here, or use what is there")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        home = options.home or Path(folder) / "home"
        is_new = not home.exists()
        if is_new:
            write_questions(home, options.cards)
        with Collection(home, ManualClock(NOW)) as collection:
            if is_new:
                _ = collection.library
                write_log(collection, options)
            measure(collection)
        run_command(home)


if __name__ == "__main__":
    main()
