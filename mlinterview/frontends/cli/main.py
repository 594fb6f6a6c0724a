"""The program's entry: its group of commands, and the one place where errors are shown."""

from __future__ import annotations

import os
import sys

import click

import mlinterview
from mlinterview.errors import MLInterviewError
from mlinterview.frontends.cli.app import App, interactive, json_option
from mlinterview.frontends.cli.lazy import LazyGroup


class Program(LazyGroup):
    """The built-in commands, and those of plugins when the built-in ones do not suffice."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """List built-in commands in their own order, then those of plugins."""
        app = ctx.ensure_object(App)
        for name, command in app.plugins.commands.items():
            self.commands.setdefault(name, command)
        return list(self.commands)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return a command; plugins are loaded only for a name that is not built in."""
        app = ctx.ensure_object(App)
        for name, command in app.plugins.own_commands.items():
            self.commands.setdefault(name, command)
        if cmd_name not in self.commands and not ctx.resilient_parsing:
            self.list_commands(ctx)
        return super().get_command(ctx, cmd_name)


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


def main() -> None:
    """Run the program; a ``MLInterviewError`` becomes one line, anything else is our bug."""
    try:
        code = program.main(standalone_mode=False, prog_name="mlinterview")
        sys.stdout.flush()
    except MLInterviewError as error:
        code = _tell(str(error), error.exit_code)
    except click.UsageError as error:
        error.show()
        code = error.exit_code
    except click.ClickException as error:
        code = _tell(error.format_message(), error.exit_code)
    except (click.Abort, KeyboardInterrupt):
        code = _tell("stopped; everything answered is saved", 1)
    except BrokenPipeError:
        # the reader of our output has gone: nothing more can be said to it
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = 1
    sys.exit(code if isinstance(code, int) else 0)


def _tell(message: str, code: int) -> int:
    from mlinterview.frontends.render import clean

    click.echo(f"mlinterview: {' '.join(clean(message).split())}", err=True)
    return code


if __name__ == "__main__":
    main()
