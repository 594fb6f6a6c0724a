"""``mlinterview completion``."""

from __future__ import annotations

import click
from click.shell_completion import get_completion_class

from mlinterview.errors import UsageError

_HOW = {
    "bash": 'in ~/.bashrc:  eval "$(mlinterview completion bash)"',
    "zsh": 'in ~/.zshrc, after compinit:  eval "$(mlinterview completion zsh)"',
    "fish": "once:  mlinterview completion fish > ~/.config/fish/completions/mlinterview.fish",
}


# \b keeps click from filling the lines up
@click.command("completion", epilog="\n".join(["\b", *_HOW.values()]))
@click.argument("shell", type=click.Choice(list(_HOW)))
@click.pass_context
def command(ctx: click.Context, shell: str) -> None:
    """Print the shell completion script.

    Commands, question ids, decks, topics and settings are completed.
    """
    found = get_completion_class(shell)
    if found is None:
        raise UsageError(f"there is no completion for {shell}")
    root = ctx.find_root().command
    script = found(root, {}, "mlinterview", "_MLINTERVIEW_COMPLETE").source()
    click.echo(script)
