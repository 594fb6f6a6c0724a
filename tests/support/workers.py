"""What other processes do in tests; run as a script: ``workers.py JOB HOME [ARGUMENTS]``.

Each prints a line for everything that the program has acknowledged.
"""

import subprocess
import sys
from pathlib import Path

from mlinterview.collection import Collection
from mlinterview.model.reviews import Rating
from mlinterview.plugins import Plugins


def start(job: str, home: Path, *arguments: object) -> subprocess.Popen[str]:
    """Start a process that does a job; it waits for a line on its standard input first."""
    command = [sys.executable, __file__, job, str(home), *map(str, arguments)]
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


def finish(processes: list[subprocess.Popen[str]]) -> list[list[str]]:
    """Let all of them loose at once, wait for them, and return the lines that each printed."""
    for process in processes:
        assert process.stdin is not None
        process.stdin.write("go\n")
        process.stdin.flush()
    outputs = [process.communicate()[0].split() for process in processes]
    assert [process.returncode for process in processes] == [0] * len(processes)
    return outputs


def answer_cards(home: str, first: str, count: str) -> None:
    """Answer the same few cards as everybody else."""
    with Collection(home, plugins=Plugins(discover=False)) as collection:
        cards = collection.library.ids()
        for number in range(int(first), int(first) + int(count)):
            shown = collection.show(cards[number % len(cards)])
            collection.record(shown, Rating(number % 4 + 1))
            print(shown.token, flush=True)


def study_for_ever(home: str) -> None:
    """Study until somebody ends it."""
    with Collection(home, plugins=Plugins(discover=False)) as collection:
        collection.set("learning_steps", "1s 1s")
        collection.set("new_per_day", 9999)
        while True:
            session = collection.session()
            while session.shown is not None:
                number = len(session.summary.answers)
                print(session.rate(Rating(number % 4 + 1)).review.id, flush=True)


def open_home(home: str) -> None:
    """Open a home that may not be there yet, and change something."""
    with Collection(home, plugins=Plugins(discover=False)) as collection:
        collection.set("new_per_day", 7)
        print(collection._device, flush=True)


if __name__ == "__main__":
    sys.stdin.readline()
    globals()[sys.argv[1]](*sys.argv[2:])
