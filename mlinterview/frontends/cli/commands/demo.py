"""``mlinterview demo``: short programs that show what questions ask about."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from mlinterview import demos
from mlinterview.errors import MLInterviewError, UsageError
from mlinterview.frontends.cli.app import App, json_option, pass_app

if TYPE_CHECKING:
    from mlinterview.demos import Demo


def _names(_: click.Context, __: click.Parameter, incomplete: str) -> list[str]:
    return [name for name in demos.DEMOS if name.startswith(incomplete.casefold())]


@click.command("demo")
@click.argument("name", required=False, shell_complete=_names)
@click.option(
    "--open",
    "to_open",
    is_flag=True,
    help="Write the program to NAME.py in this folder instead of running it.",
)
@click.option("--to", "file", type=click.Path(path_type=Path),
              help="Write it to this file instead.")  # fmt: skip
@json_option
@pass_app
def command(app: App, name: str | None, to_open: bool, file: Path | None, as_json: bool) -> None:
    """Run a short Python program that shows what questions ask about.

    Without NAME: list the programs.
    They need nothing but NumPy; each has fewer than 60 lines, to be read and changed.
    An existing file is never written over.
    """
    if name is None:
        if to_open or file is not None:
            raise click.UsageError(f"Which one? Give one of {', '.join(demos.DEMOS)}.")
        _list(app, as_json)
        return
    demo = demos.find(name)
    if to_open or file is not None:
        _write(app, demo, file or Path(f"{demo.name}.py"), as_json)
    elif as_json:
        about = {**_document(demo), "shows": demos.shows(name), "source": demos.source(name)}
        app.document("demo", about)
    else:
        _run(app, demo)


def _document(demo: Demo) -> dict[str, object]:
    return {"name": demo.name, "title": demo.title, "questions": list(demo.questions)}


def _list(app: App, as_json: bool) -> None:
    if as_json:
        app.document("demo-list", {"demos": [_document(demo) for demo in demos.DEMOS.values()]})
        return
    for demo in demos.DEMOS.values():
        app.say(f"{demo.name:13}{demo.title}")
    app.say("\nRun one with `mlinterview demo NAME`; with --open you get its program as a file.")


def _write(app: App, demo: Demo, file: Path, as_json: bool) -> None:
    try:
        with file.open("x", encoding="utf-8") as stream:
            stream.write(demos.source(demo.name))
    except FileExistsError:
        raise UsageError(f"{file} exists already: choose another file with --to FILE") from None
    except OSError as error:
        raise MLInterviewError(
            f"{file} cannot be written ({error.strerror}): choose another file with --to FILE"
        ) from None
    if as_json:
        app.document("demo-file", {"name": demo.name, "path": str(file)})
    else:
        app.say(f"Written to {file}. Run it with `python {file}`.")


def _run(app: App, demo: Demo) -> None:
    app.say(f"{demo.title}\n\n{demos.shows(demo.name)}\n")
    # -P: what lies in the current folder must not be imported in NumPy's place
    done = subprocess.run(
        [sys.executable, "-P", "-X", "utf8", str(demos.path(demo.name))],
        stdin=subprocess.DEVNULL, capture_output=True, check=False, encoding="utf-8",
    )  # fmt: skip
    click.echo(done.stdout, nl=False)
    if done.returncode:
        last = (done.stderr.strip().splitlines() or [f"exit code {done.returncode}"])[-1]
        raise MLInterviewError(
            f"the program failed ({last}): try it with `mlinterview demo {demo.name} --open`"
        )
    app.say("\nQuestions on this, for `mlinterview question show ID`:")
    for question in demo.questions:
        app.say(f"    {question}")
