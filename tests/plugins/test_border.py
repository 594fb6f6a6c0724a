"""What a plugin prints, and what it raises, at the border."""

import sys
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from mlinterview.border import Border
from mlinterview.errors import UsageError


def border() -> tuple[Border, list[tuple[str, str, str]]]:
    told: list[tuple[str, str, str]] = []
    return Border("p", lambda *failure: told.append(failure)), told


def test_exception_is_told_with_its_type() -> None:
    guarded, told = border()
    with guarded.crossing("hook"):
        raise ValueError("boom")
    assert told == [("p", "hook", "ValueError: boom")]


def test_error_of_ours_is_told_in_its_own_words() -> None:
    guarded, told = border()
    with guarded.crossing("hook"):
        raise UsageError("write it so")
    assert told == [("p", "hook", "write it so")]


@pytest.mark.parametrize("error", [KeyboardInterrupt, GeneratorExit])
def test_wish_to_stop_passes(error) -> None:
    guarded, told = border()
    with pytest.raises(error), guarded.crossing("hook"):
        raise error
    assert told == []


def test_error_meant_for_the_learner_passes_where_it_may() -> None:
    guarded, told = border()
    with pytest.raises(UsageError), guarded.crossing("hook", passing=(UsageError,)):
        raise UsageError
    assert told == []


def test_print_goes_to_standard_error_and_only_there(capsys) -> None:
    guarded, _ = border()
    with guarded.crossing("outer"):
        with guarded.crossing("inner"):
            print("inner")
        print("outer")
    print("after")
    assert capsys.readouterr() == ("after\n", "inner\nouter\n")


def test_two_threads_leave_standard_output_as_it_was() -> None:
    guarded, _ = border()
    before, both_inside, first_out = sys.stdout, Barrier(2), Barrier(2)

    def first() -> None:
        with guarded.crossing("first"):
            both_inside.wait()
        first_out.wait()

    def second() -> None:
        with guarded.crossing("second"):
            both_inside.wait()
            first_out.wait()

    with ThreadPoolExecutor(2) as threads:
        for done in [threads.submit(first), threads.submit(second)]:
            done.result()
    assert sys.stdout is before
