"""Standard streams of all kinds: nothing hangs, nothing is asked, nothing is lost."""

import os
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
from support.decks import recall, write_deck
from support.forms import number, one_of, typed
from support.program import Done, run, run_alone, start

from mlinterview.frontends.cli.commands.answer import LONGEST_RESPONSE
from mlinterview.frontends.cli.main import main

NEEDS_TERMINAL = (
    "mlinterview: a review needs a terminal: in scripts use `mlinterview next --json` and "
    "`mlinterview answer ID --rating good`\n"
)
posix = pytest.mark.skipif(os.name == "nt", reason="needs a POSIX shell or device")


@pytest.fixture(autouse=True)
def deck(home, alone) -> None:
    write_deck(home, "one", typed("typed"), number("sum"), one_of("pick"))


def shell(line: str) -> Done:
    """Run the program with redirections that only a shell can make."""
    done = subprocess.run(
        f"{shlex.quote(sys.executable)} -m mlinterview {line}", shell=True, capture_output=True
    )
    return Done(done.returncode, done.stdout.decode(), done.stderr.decode())


# -- no terminal -----------------------------------------------------------------------------------


@posix
@pytest.mark.parametrize("redirection", ["<&-", "</dev/null"])
def test_review_without_a_terminal_ends_at_once(redirection) -> None:
    assert shell(f"review {redirection}") == Done(2, "", NEEDS_TERMINAL)


def test_review_does_not_wait_for_a_pipe_that_stays_open() -> None:
    reading, writing = os.pipe()
    try:
        assert run_alone("review", stdin=reading) == Done(2, "", NEEDS_TERMINAL)
    finally:
        os.close(reading)
        os.close(writing)


def test_overview_does_not_wait_for_a_pipe_that_stays_open() -> None:
    reading, writing = os.pipe()
    try:
        done = run_alone(stdin=reading)
    finally:
        os.close(reading)
        os.close(writing)
    assert (done.code, done.err) == (0, "")
    assert done.out.endswith("\nStart with `mlinterview review` in a terminal.\n")


def test_front_end_that_was_asked_for_and_does_not_work_here(bad) -> None:
    message = "the front end 'terminal' does not work here"
    assert bad("review", "--frontend", "terminal") == (2, message)


@pytest.mark.parametrize(
    "line", ["", "next", "deck list", "doctor", "answer tiny/one --rating good"]
)
def test_command_reads_nothing_that_it_was_not_told_to(line, monkeypatch, capfd) -> None:
    monkeypatch.setattr(sys, "stdin", None)
    monkeypatch.setattr(sys, "argv", ["mlinterview", *line.split()])
    with pytest.raises(SystemExit) as left:
        main()
    sys.stdin.close()
    assert left.value.code == 0
    assert capfd.readouterr().err == ""


@posix
def test_closed_output_is_no_error() -> None:
    assert shell("deck list >&-") == Done(0, "", "")


# -- a response on standard input ------------------------------------------------------------------


def answer(card: str, response: bytes, *options: str) -> Done:
    return run("answer", f"tiny/{card}", "--response", "-", *options, stdin=response)


def test_response_on_standard_input() -> None:
    assert answer("typed", b"Forty two\n", "--json").document["verdict"] == "correct"


def test_response_on_standard_input_is_in_the_log() -> None:
    answer("one", "größer\nals".encode(), "--rating", "good")
    [review] = run("question", "history", "tiny/one", "--json").document["reviews"]
    assert review["response"] == "größer\nals"


@posix
def test_response_from_a_closed_standard_input_is_empty() -> None:
    done = shell("answer tiny/pick --response - <&-")
    assert done.code == 2
    assert done.err == "mlinterview: '' names no option: answer with numbers from 1 to 3\n"


def test_response_that_is_not_utf_8() -> None:
    message = "mlinterview: the response is not UTF-8: convert it\n"
    assert answer("one", b"caf\xe9", "--rating", "good") == Done(2, "", message)


def test_longest_response() -> None:
    assert answer("one", b"x" * LONGEST_RESPONSE, "--rating", "good").code == 0


def test_response_that_is_too_long() -> None:
    message = "mlinterview: the response is longer than 1,000,000 bytes: shorten it\n"
    assert answer("one", b"x" * (LONGEST_RESPONSE + 1), "--rating", "good") == Done(2, "", message)


@posix
def test_endless_response() -> None:
    done = shell("answer tiny/one --rating good --response - </dev/zero")
    assert (done.code, done.err.count("\n")) == (2, 1)


# -- output ----------------------------------------------------------------------------------------


def broken_pipe(*arguments: str) -> tuple[int, bytes]:
    reading, writing = os.pipe()
    os.close(reading)
    process = start(*arguments, stdout=writing)
    os.close(writing)
    return process.wait(), process.communicate()[1]


@posix
def test_reader_of_the_output_has_gone() -> None:
    assert broken_pipe("deck", "list") == (1, b"")


@posix
def test_answer_is_recorded_although_nobody_reads_what_is_said_of_it() -> None:
    broken_pipe("answer", "tiny/one", "--rating", "good")
    assert len(run("question", "history", "tiny/one", "--json").document["reviews"]) == 1


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_output_on_a_full_disk() -> None:
    done = shell("deck list >/dev/full")
    message = "mlinterview: the output could not be written: No space left on device\n"
    assert done == Done(1, "", message)


def test_output_that_has_no_letter_for_it(home) -> None:
    write_deck(home, recall("one").replace("What is", "Is λ called"))
    done = run_alone("next", env={"PYTHONIOENCODING": "latin-1"})
    assert (done.code, done.err) == (0, "")
    assert "\nIs ? called one?\n" in done.out
