"""What exporting and importing many reviews costs: seconds, and memory as a ratio within one run.

    python benchmarks/exchange.py [--small 100000] [--large 1000000]

Each step runs in a process of its own, whose peak memory (resident set) is reported. Memory must not
grow with the number of reviews: the last column is that of the large log over that of the small one.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

EXPORTS = ("csv", "json", "jsonl", "fsrs", "parquet", "sqlite")
CARDS = 5_000
"""The same number in both logs: memory may grow with cards."""

_MEASURED = """
import resource, sys
sys.argv = ["mlinterview", *{arguments!r}]
try:
    from mlinterview.frontends.cli.main import main
    main()
finally:
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, file=sys.stderr)
"""


def write_log(path: Path, count: int) -> None:
    """Write a review log in the FSRS community's form."""
    start, day = 1_500_000_000_000, 86_400_000
    with path.open("w") as file:
        file.write("card_id,review_time,review_rating,review_state,review_duration\n")
        for number in range(count):
            card, round_ = number % CARDS, number // CARDS
            moment = start + round_ * 7 * day + card * 1000
            state = 2 if round_ else 0
            file.write(f"{card},{moment},{1 + (number * 7 + round_) % 4},{state},5000\n")


def measured(home: Path, *arguments: str) -> tuple[float, int]:
    """Run the program; returns seconds and peak memory (kilobytes)."""
    env = {**os.environ, "MLINTERVIEW_HOME": str(home), "MLINTERVIEW_DISABLE_PLUGINS": "*"}
    start = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-c", _MEASURED.format(arguments=arguments)],
        env=env, capture_output=True, text=True,
    )  # fmt: skip
    seconds = time.perf_counter() - start
    if done.returncode:
        raise SystemExit(done.stderr)
    return seconds, int(done.stderr.split()[-1])


def steps(folder: Path, count: int) -> dict[str, tuple[float, int]]:
    """Import a log, export it in every format, and take it back."""
    home, log = folder / "home", folder / "log.csv"
    write_log(log, count)
    found = {"import fsrs": measured(home, "import", str(log))}
    for name in EXPORTS:
        target = folder / f"x.{name}"
        found[f"export {name}"] = measured(
            home, "export", "reviews", "--format", name, "-o", str(target)
        )
        if name not in ("json", "csv"):
            target.unlink()
    found["import again"] = measured(home, "import", str(log))
    found["undo"] = measured(home, "undo", "--json")
    for name in ("json", "csv"):
        other = folder / f"other-{name}"
        found[f"import {name}"] = measured(other, "import", str(folder / f"x.{name}"))
    return found


def main() -> None:
    """Compare the two sizes."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--small", type=int, default=100_000)
    parser.add_argument("--large", type=int, default=1_000_000)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as one, tempfile.TemporaryDirectory() as two:
        small, large = steps(Path(one), given.small), steps(Path(two), given.large)
    print(f"{'':16}{given.small:>12,} reviews{given.large:>16,} reviews     memory ratio")
    for name, (seconds, memory) in small.items():
        more_seconds, more_memory = large[name]
        print(
            f"{name:16}{seconds:8.1f} s {memory / 1024:6.0f} MB"
            f"{more_seconds:12.1f} s {more_memory / 1024:6.0f} MB{more_memory / memory:12.2f}"
        )


if __name__ == "__main__":
    main()
