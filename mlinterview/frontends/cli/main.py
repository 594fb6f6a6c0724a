"""The program's entry: its group of commands, and the one place where errors are shown."""

from __future__ import annotations

import os
import sys

import click

import mlinterview
from mlinterview.errors import MLInterviewError, UsageError
from mlinterview.frontends.cli.app import App, interactive, json_option
from mlinterview.frontends.cli.lazy import LazyGroup
from mlinterview.frontends.cli.wording import fitted


class Program(LazyGroup):
    """The built-in commands, and those of plugins when the built-in ones do not suffice."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """List built-in commands in their own order, then those of plugins."""
        return list(ctx.ensure_object(App).plugins.commands)

    def find(self, ctx: click.Context, name: str) -> click.Command | None:
        """Return a command; plugins are loaded only for a name that is not built in."""
        plugins = ctx.ensure_object(App).plugins
        own = plugins.own_commands.get(name)
        return own if own or ctx.resilient_parsing else plugins.commands.get(name)


@click.group(
    cls=Program,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Documentation: docs/ in the source, README.md first.",
)
@click.option(
    "--home",
    type=click.Path(file_okay=False),
    envvar="MLINTERVIEW_HOME",
    show_envvar=True,
    help="Folder of all state.  [default: the platform's data folder]",
)
@json_option
@click.version_option(mlinterview.__version__, prog_name="mlinterview")
@click.pass_context
def program(ctx: click.Context, home: str | None, as_json: bool) -> None:
    """Become ready for machine-learning interviews.

    Without a command: show today, and in a terminal start the review with Enter.
    """
    app = ctx.obj = ctx.ensure_object(App)
    app.home = home
    ctx.call_on_close(app.close)
    if ctx.invoked_subcommand is None:
        from mlinterview.frontends.cli.overview import overview

        overview(app, ctx, as_json=as_json, may_start=interactive())
    elif as_json:
        raise click.UsageError("Write --json behind the command.", ctx)


def main() -> None:
    """Run the program; a ``MLInterviewError`` becomes one line, anything else is our bug."""
    _prepare_streams()
    try:
        _check_arguments()
        code = program.main(standalone_mode=False, prog_name="mlinterview")
        sys.stdout.flush()
    except MLInterviewError as error:
        code = _tell(str(error), error.exit_code)
    except click.UsageError as error:
        code = _tell_usage(error)
    except click.ClickException as error:
        code = _tell(error.format_message(), error.exit_code)
    except (click.Abort, KeyboardInterrupt):
        code = _tell("stopped; everything answered is saved", 1)
    except OSError as error:
        code = _tell_output_lost(error)
    sys.exit(code if isinstance(code, int) else 0)


def _prepare_streams() -> None:
    """Let a stream that was closed be an empty one, and no character stop the program."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: SIM115, PTH123
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            # outside UTF-8, a formula is better with question marks than not at all
            stream.reconfigure(errors="replace")


def _check_arguments() -> None:
    for argument in sys.argv[1:]:
        try:
            argument.encode()
        except UnicodeEncodeError:
            shown = argument.encode(errors="replace").decode()
            raise UsageError(f"the argument {shown!r} is not UTF-8: convert it") from None


def _tell_usage(error: click.UsageError) -> int:
    if isinstance(error, click.exceptions.NoArgsIsHelpError):
        error.show()  # a group without a command: its help
        return error.exit_code
    path = error.ctx.command_path if error.ctx else "mlinterview"
    return _tell(f"{error.format_message()} See `{path} --help`.", error.exit_code)


def _tell_output_lost(error: OSError) -> int:
    if error.filename is not None:
        raise error  # not about our output
    # what is still in the buffer goes nowhere, and cannot fail once more
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    if isinstance(error, BrokenPipeError):
        return 1  # its reader has seen enough
    return _tell(f"the output could not be written: {error.strerror}", 1)


def _tell(message: str, code: int) -> int:
    from mlinterview.frontends.render import clean

    line = f"mlinterview: {' '.join(clean(message).split())}"
    click.echo(fitted(line, sys.stderr), err=True)
    return code


if __name__ == "__main__":
    main()
