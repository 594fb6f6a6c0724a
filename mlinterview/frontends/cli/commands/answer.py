"""``mlinterview answer``."""

from __future__ import annotations

import sys
from dataclasses import replace
from typing import TYPE_CHECKING

import click

from mlinterview.errors import UsageError
from mlinterview.frontends.cli.app import App, json_option, pass_app
from mlinterview.frontends.cli.cards import state_document
from mlinterview.frontends.cli.complete import questions
from mlinterview.frontends.durations import short

if TYPE_CHECKING:
    from mlinterview.model.kinds import Verdict
    from mlinterview.model.reviews import Rating

LONGEST_RESPONSE = 1_000_000


@click.command("answer")
@click.argument("card_id", metavar="ID", shell_complete=questions)
@click.option(
    "--rating",
    type=click.Choice(["again", "hard", "good", "easy"], case_sensitive=False),
    help="How well you knew it; overrides what the grader proposes.",
)
@click.option("--response", metavar="TEXT", help="Your answer, for grading; - reads stdin.")
@click.option("--guessed", is_flag=True, help="It was a lucky guess: counts as Again.")
@click.option("--seconds", type=click.FloatRange(0, 86_400), help="How long it took.")
@json_option
@pass_app
def command(
    app: App,
    card_id: str,
    rating: str | None,
    response: str | None,
    guessed: bool,
    seconds: float | None,
    as_json: bool,
) -> None:
    """Answer one question without a session.

    A response is graded: correct counts as Good, partly correct as Hard, wrong as Again
    (docs/ratings.md). Where only you can judge, add --rating.

    A response is a text, a number, option numbers such as "1,3", a program (best on standard
    input), or for a scenario {"points": [3, 2, ...], "flags": []}.
    """
    from mlinterview.model.reviews import Mode

    if rating is None and response is None:
        raise click.UsageError("Give --rating, --response, or both.")
    collection = app.collection
    if response == "-":
        response = _read_stdin()
    shown = collection.show(card_id)
    verdict = None if response is None else collection.grade(shown, response)
    if verdict is not None and guessed:
        verdict = replace(verdict, parts={**verdict.parts, "lucky": True})
    chosen = _chosen(rating, guessed, verdict, shown.card.card_id)
    recorded = collection.record(
        shown,
        chosen,
        response=response,
        verdict=verdict,
        duration_ms=None if seconds is None else round(seconds * 1000),
    )
    if as_json:
        state = state_document(collection, recorded.card)
        document = {
            "verdict": None if verdict is None else verdict.outcome.value,
            "feedback": [] if verdict is None else list(verdict.feedback),
            "rating": chosen.word,
            "interval": recorded.interval_seconds,
            "review": recorded.review.id,
            **state,
        }
        app.document("answer", document)
        return
    if verdict is not None:
        _tell(app, verdict, shown.presentation.answer)
    if recorded.review.mode is Mode.PLAN:
        again = "; the plan says when it comes back"
    else:
        again = f" comes back in {short(recorded.interval_seconds)}"
    app.say(f"{chosen.word.capitalize()}: {shown.card.card_id}{again}.")


def _chosen(rating: str | None, guessed: bool, verdict: Verdict | None, card_id: str) -> Rating:
    """Return the rating that was given, or else the one that follows from the verdict."""
    from mlinterview.grading.policy import proposed_rating
    from mlinterview.model.reviews import Rating

    if rating is not None:
        return Rating[rating.upper()]
    if guessed:
        return Rating.AGAIN
    if verdict is not None:
        return proposed_rating(verdict)
    raise UsageError(
        f"{card_id} is judged by you, and the response is not one of its known "
        "answers: compare it, then add --rating; nothing was recorded"
    )


def _tell(app: App, verdict: Verdict, answer: str) -> None:
    from mlinterview.frontends.render.plain import plain

    app.say(f"{verdict.outcome.value.capitalize()}.")
    for feedback in verdict.feedback:
        app.say(plain(feedback))
    if verdict.outcome.value != "correct":
        app.say(f"\nAnswer\n{plain(answer)}\n")


def _read_stdin() -> str:
    if sys.stdin.isatty():
        click.echo("Type your answer, end with Ctrl-D:", err=True)
    data = sys.stdin.buffer.read(LONGEST_RESPONSE + 1)
    if len(data) > LONGEST_RESPONSE:
        raise UsageError(f"the response is longer than {LONGEST_RESPONSE:,} bytes: shorten it")
    try:
        return data.decode().strip()
    except UnicodeDecodeError:
        raise UsageError("the response is not UTF-8: convert it") from None
