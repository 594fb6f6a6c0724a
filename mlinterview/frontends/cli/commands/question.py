"""``mlinterview question``: look at questions, and put them away or bring them back."""

from __future__ import annotations

import click

from mlinterview.frontends.cli.app import App, json_option, pass_app
from mlinterview.frontends.cli.cards import state_document
from mlinterview.frontends.cli.complete import questions
from mlinterview.frontends.cli.lazy import LazyGroup
from mlinterview.frontends.cli.wording import counted
from mlinterview.frontends.durations import short
from mlinterview.model.reviews import EventKind


@click.group("question", cls=LazyGroup)
def command() -> None:
    """Show, suspend, resume, bury, flag or reset questions."""


@command.command("show")
@click.argument("question_id", metavar="ID", shell_complete=questions)
@json_option
@pass_app
def show(app: App, question_id: str, as_json: bool) -> None:
    """Show a question with answer, explanation, sources and the state of its cards."""
    collection = app.collection
    question = collection.library.question(question_id)
    cards = [collection.card(card_id) for card_id in question.card_ids()]
    if as_json:
        from mlinterview.frontends.cli.documents import question_document

        states = [state_document(collection, card) for card in cards]
        app.document("question", {**question_document(question), "cards": states})
        return
    from mlinterview.frontends.render.question import whole_question

    app.show(whole_question(question, collection.plugins.kinds[question.kind]))
    for card in cards:
        due = collection.due_ms(card)
        if due is None:
            words = "new"
        else:
            wait = (due - collection.clock.now_ms()) / 1000
            words = f"due in {short(wait)}" if wait > 0 else "due"
            words += f", {counted(card.reps, 'review')}, {counted(card.lapses, 'lapse')}"
        marks = [name for name in ("suspended", "flagged", "leech") if getattr(card, name)]
        app.say(f"{card.card_id}: {', '.join([words, *marks])}")


@command.command("history")
@click.argument("card_id", metavar="ID", shell_complete=questions)
@json_option
@pass_app
def history(app: App, card_id: str, as_json: bool) -> None:
    """Show how a question was answered, with the numbers and options that were shown then."""
    collection = app.collection
    question, ordinal = collection.library.card(card_id)
    reviews = collection.history(question.card_id(ordinal))
    if as_json:
        from mlinterview.frontends.cli.documents import review_document

        documents = [review_document(r, collection.shown_then(r)) for r in reviews]
        app.document("history", {"id": question.card_id(ordinal), "reviews": documents})
        return
    from mlinterview.frontends.render.plain import plain

    for review in reviews:
        when = collection.settings.calendar().local(review.reviewed_at)
        seconds = "" if review.duration_ms is None else f", {review.duration_ms / 1000:.0f} s"
        app.say(f"{when:%Y-%m-%d %H:%M}  {review.rating.word.capitalize()}{seconds}")
        then = collection.shown_then(review)
        if then is None:
            app.say("    The question's wording has changed since.")
        elif question.kind in ("numeric", "choice"):
            app.say("    " + plain(then.prompt).replace("\n", "\n    "))
            for number, option in enumerate(then.options, start=1):
                app.say(f"    {number}. {plain(option)}")
        if review.response:
            app.say(f"    › {review.response.splitlines()[0]}")
    if not reviews:
        app.note("It has not been answered yet.")


def _action(kind: EventKind, help_text: str, done: str) -> None:
    @command.command(kind.value, help=help_text)
    @click.argument("ids", metavar="ID...", nargs=-1, required=True, shell_complete=questions)
    @json_option
    @pass_app
    def action(app: App, ids: tuple[str, ...], as_json: bool) -> None:
        cards = app.collection.act(kind, ids)
        if as_json:
            app.document("question-action", {"action": kind.value, "cards": cards})
        else:
            what = cards[0] if len(cards) == 1 else counted(len(cards), "card")
            app.say(f"{done}: {what}. `mlinterview undo` takes it back.")


_action(EventKind.SUSPEND, "Ask questions no more, until they are resumed.", "Suspended")
_action(EventKind.RESUME, "Ask suspended or buried questions again.", "Resumed")
_action(EventKind.BURY, "Ask questions no more today.", "Buried until tomorrow")
_action(EventKind.FLAG, "Mark questions with your flag.", "Flagged")
_action(EventKind.UNFLAG, "Take your flag away.", "Flag taken away")
_action(EventKind.RESET, "Make questions new again; their reviews stay in the log.", "Reset")
