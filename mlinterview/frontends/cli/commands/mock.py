"""``mlinterview mock``: hold a mock interview, and look at the report."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from mlinterview.errors import MLInterviewError, UsageError
from mlinterview.frontends.cli.app import App, interactive, json_option, pass_app
from mlinterview.frontends.cli.lazy import LazyGroup
from mlinterview.frontends.cli.wording import counted
from mlinterview.interviews.roles import ROLES

if TYPE_CHECKING:
    from mlinterview.interviews.brief import Brief
    from mlinterview.interviews.interview import Interview
    from mlinterview.interviews.record import Past

_DEFAULT_ROLE, _DEFAULT_LEVEL, _DEFAULT_MINUTES = "ml-engineer", "mid", 45.0


@click.group("mock", cls=LazyGroup, invoke_without_command=True)
@click.option("--role", type=click.Choice(list(ROLES)),
              help="The position.  [default: ml-engineer]")  # fmt: skip
@click.option("--level", type=click.Choice(["entry", "mid", "senior"]),
              help="The level that you apply for.  [default: mid]")  # fmt: skip
@click.option("--minutes", type=click.FloatRange(5, 180),
              help="How long it takes.  [default: 45]")  # fmt: skip
@click.option("--seed", type=click.IntRange(0, 2**32 - 1),
              help="Choose questions as the interview with this number did.")  # fmt: skip
@click.option("--resume", is_flag=True, help="Take up the interview that was not finished.")
@click.option("--new", is_flag=True, help="Begin a new one, and end one that was not finished.")
@click.pass_context
def command(
    ctx: click.Context, role: str | None, level: str | None, minutes: float | None,
    seed: int | None, resume: bool, new: bool,
) -> None:  # fmt: skip
    """Hold a mock interview, against the clock.

    Short questions over several areas, topics that get harder while you are right, something to
    compute, a program, a design question; what the time does not allow is left out. At the end
    comes a report. Every answer is saved at once: an interview that is interrupted can be resumed.

    The answers count for scheduling like those of a review (docs/mock.md).
    """
    given = [name for name, value in (("--role", role), ("--level", level),
             ("--minutes", minutes), ("--seed", seed)) if value is not None]  # fmt: skip
    if ctx.invoked_subcommand is not None:
        if given or resume or new:
            raise click.UsageError("These options are for an interview, not for its commands.")
        return
    if resume and (new or given):
        raise click.UsageError("--resume takes no other options.")
    app = ctx.ensure_object(App)
    if not interactive():
        raise UsageError(
            "an interview needs a terminal; elsewhere, see its reports with "
            "`mlinterview mock report --json`"
        )
    app.look_at_decks()
    interview = _resumed(app, resume) if not (new or given) or resume else None
    if interview is None:
        from mlinterview.interviews.interview import begin
        from mlinterview.model.questions import Level

        if given and not new:
            _may_end(app)
        interview = begin(app.collection, role or _DEFAULT_ROLE, Level(level or _DEFAULT_LEVEL),
                          minutes or _DEFAULT_MINUTES, seed)  # fmt: skip
    app.plugins.frontends["terminal"].present(interview)


@command.command("report")
@click.argument("interview", required=False, metavar="[ID]")
@click.option("-o", "--output", "file", type=click.Path(dir_okay=False, path_type=Path),
              metavar="FILE", help="Write it to this file, as an HTML page.")  # fmt: skip
@json_option
@pass_app
def report_of(app: App, interview: str | None, file: Path | None, as_json: bool) -> None:
    """Show how an interview went: the newest one, or the one of this ID.

    With -o it is one HTML file, which needs no network.
    """
    from mlinterview.interviews.record import find_interview
    from mlinterview.interviews.report import make_report, shown_in

    if as_json and file is not None:
        raise click.UsageError("--json and -o exclude each other.")
    report = make_report(app.collection, find_interview(app.collection, interview))
    if as_json:
        from mlinterview.frontends.cli.interviews import report_document

        app.document("mock-report", report_document(report))
    elif file is not None:
        from mlinterview.frontends.cli.pages import check_place, write_page
        from mlinterview.frontends.render.interviewreport.page import MARK, page

        check_place(file, MARK, "such report")
        write_page(file, page(report, shown_in(app.collection, report)))
        app.note(f"Written to {file}.")
    else:
        from mlinterview.frontends.render.interviewreport.terminal import report_for_terminal

        app.show(report_for_terminal(report))


@command.command("list")
@json_option
@pass_app
def list_interviews(app: App, as_json: bool) -> None:
    """List the interviews, the newest last."""
    from mlinterview.interviews.record import past_interviews, totals_of

    past, totals = past_interviews(app.collection), totals_of(app.collection)
    rows = [(one, *totals.get(one.brief.id, (0, 0.0))) for one in past]
    if as_json:
        from mlinterview.frontends.cli.interviews import interview_document

        documents = [interview_document(*row) for row in rows]
        app.document("mock-list", {"interviews": documents})
        return
    rows = [row for row in rows if row[1] or row[0].ended_at is None]
    if not rows:
        app.say("There was no mock interview yet: begin one with `mlinterview mock`.")
    for one, answers, seconds in rows:
        state = "" if one.ended_at is not None else ", not finished"
        app.say(
            f"{one.brief.short_id}  {_when(one)}  {one.brief.role}, {one.brief.level.value}, "
            f"{seconds / 60:.0f} of {one.brief.minutes:g} min, {counted(answers, 'answer')}{state}"
        )


@command.command("end")
@json_option
@pass_app
def end(app: App, as_json: bool) -> None:
    """End the interview that was not finished; its answers stay, and so does its report."""
    from mlinterview.interviews.record import end_interview, unfinished

    brief = unfinished(app.collection)
    if brief is None:
        raise MLInterviewError("there is no unfinished interview: see `mlinterview mock list`")
    end_interview(app.collection, brief)
    if as_json:
        app.document("mock-end", {"id": brief.id})
        return
    app.say(f"Ended. Its report: `mlinterview mock report {brief.short_id}`.")


def _resumed(app: App, wanted: bool) -> Interview | None:
    """Take up the unfinished interview if there is one and the learner wants it."""
    from mlinterview.interviews.interview import resume
    from mlinterview.interviews.record import unfinished

    brief = unfinished(app.collection)
    if brief is None:
        if wanted:
            raise MLInterviewError(
                "there is no unfinished interview: begin one with `mlinterview mock`"
            )
        return None
    if not wanted and not _asked(app, brief, "Enter resumes it, n begins a new one and ends it."):
        return None
    return resume(app.collection, brief)


def _may_end(app: App) -> None:
    """Ask before an unfinished interview is ended by a new one."""
    from mlinterview.interviews.record import unfinished

    brief = unfinished(app.collection)
    if brief is not None and _asked(app, brief, "n begins the new one and ends it, Enter leaves."):
        raise click.Abort


def _asked(app: App, brief: Brief, question: str) -> bool:
    """Ask about the unfinished interview; true for Enter, false for n; anything else leaves."""
    from mlinterview.frontends.keys import Left, keyboard, read_key
    from mlinterview.interviews.record import totals_of

    answers, seconds = totals_of(app.collection).get(brief.id, (0, 0.0))
    app.say(
        f"An interview was not finished: {brief.role}, {brief.level.value}, {seconds / 60:.0f} of "
        f"{brief.minutes:g} min, {counted(answers, 'answer')}."
    )
    try:
        with keyboard():
            click.echo(f"{question} ", nl=False)
            key = read_key()
    except (Left, KeyboardInterrupt):
        key = ""
    click.echo()
    if key not in ("enter", "n"):
        raise click.Abort
    return key == "enter"


def _when(past: Past) -> str:
    from mlinterview.clock import day_to_date

    return day_to_date(past.brief.began_day).isoformat()
