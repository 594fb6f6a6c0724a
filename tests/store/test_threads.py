"""One collection, many threads."""

import os
import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from support.decks import write_deck
from support.studying import GOOD, answer, differing, opened

from mlinterview.collection import Collection
from mlinterview.locations import Home
from mlinterview.store.database import Database

THREADS = 8


@pytest.fixture
def collection(home: Path) -> Iterator[Collection]:
    write_deck(home, *(f"q{number}" for number in range(THREADS)))
    with opened(home) as collection:
        yield collection


def in_threads(work: Callable[[int], object], threads: int = THREADS) -> None:
    """Run the work in so many threads at once; the first exception is raised here."""
    barrier, failures = threading.Barrier(threads), list[Exception]()

    def run(number: int) -> None:
        barrier.wait()
        try:
            work(number)
        except Exception as error:
            failures.append(error)

    started = [threading.Thread(target=run, args=(number,)) for number in range(threads)]
    for thread in started:
        thread.start()
    for thread in started:
        thread.join()
    for failure in failures:
        raise failure


def test_threads_answer_at_once(collection: Collection) -> None:
    def work(number: int) -> None:
        for step in range(THREADS):
            answer(collection, f"tiny/q{(number + step) % THREADS}")

    in_threads(work)
    assert collection.today().answered == THREADS * THREADS
    assert differing(collection) == []


def test_one_session_is_driven_from_many_threads(collection: Collection) -> None:
    session = collection.session()
    in_threads(lambda _: session.rate(GOOD))
    assert len({one.review.id for one in session.summary.answers}) == THREADS
    assert collection.today().answered == THREADS


def test_many_clicks_on_one_card_record_once(collection: Collection) -> None:
    session = collection.session()
    assert session.shown is not None
    token = session.shown.token
    in_threads(lambda _: session.rate(GOOD, token))
    assert collection.today().answered == 1


def test_settings_of_another_thread_count_at_once(collection: Collection) -> None:
    collection.set("new_per_day", 1)
    seen = []
    in_threads(lambda _: collection.set("new_per_day", 5), threads=1)
    in_threads(lambda _: seen.append(collection.settings["new_per_day"]), threads=1)
    assert [*seen, collection.settings["new_per_day"]] == [5, 5]


def test_settings_of_another_process_count_in_all_threads(
    collection: Collection, home: Path
) -> None:
    def read() -> int:
        return int(collection.settings["new_per_day"])

    with opened(home) as other, ThreadPoolExecutor(1) as pool:
        readers = [read, lambda: pool.submit(read).result()]
        for number in range(1, 20):
            other.set("new_per_day", number)
            assert readers[number % 2]() == number


def test_other_threads_can_close_it(collection: Collection) -> None:
    in_threads(lambda _: collection.today())
    in_threads(lambda _: collection.close(), threads=1)


@pytest.mark.skipif(sys.platform != "linux", reason="open files are counted in /proc")
def test_threads_that_end_leave_no_file_open(home: Path) -> None:
    database = Database(Home(home))
    before = len(os.listdir("/proc/self/fd"))
    for _ in range(20):
        in_threads(lambda _: database.version_of_data(), threads=2)
    assert len(os.listdir("/proc/self/fd")) <= before + 4
    database.close()
