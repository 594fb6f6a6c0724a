"""What the review looks like."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.console import Console
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from mlinterview.frontends.render import clean
from mlinterview.frontends.render.question import answer_of, prompt_of, rest_of
from mlinterview.frontends.render.terminal import inline, markdown
from mlinterview.frontends.words import marks, pace
from mlinterview.model.reviews import Rating

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.console import RenderableType

    from mlinterview.model.kinds import Presentation
    from mlinterview.progress import Summary
    from mlinterview.session import Session
    from mlinterview.showing import Shown

COLOURS = {
    Rating.AGAIN: "red",
    Rating.HARD: "yellow",
    Rating.GOOD: "green",
    Rating.EASY: "blue",
}
_WIDEST = 100
"""Longer lines are hard to read."""
_HELP = (
    ("space enter", "reveal; then take the proposed rating (Good where you judge)"),
    ("1 2 3 4", "Again, Hard, Good, Easy; before revealing: pick an option"),
    ("t, digits", "type an answer, for grading or just to commit to it"),
    ("e h", "write a program or an outline in $EDITOR; ask for a hint"),
    ("g", "it was a lucky guess: Again"),
    ("m", "more: further questions and sources"),
    ("u", "undo the last answer or change, as often as you like"),
    ("f b s", "flag, bury until tomorrow, suspend"),
    ("p", "pause: the clock stops"),
    ("q Ctrl-C", "leave; everything answered is saved"),
)


class Screen:
    """Draws cards, ratings and the summary on a console."""

    def __init__(self, console: Console | None = None) -> None:
        self.console = console or Console(highlight=False, markup=False, emoji=False)

    @property
    def width(self) -> int:
        """Columns to write on; a window may change its size at any moment."""
        return min(self.console.width, _WIDEST)

    def card(self, session: Session, shown: Shown) -> None:
        """Show a fresh card: progress, what it is, the prompt."""
        self.console.clear()
        self._print(self._progress(session))
        question = shown.question
        what = [*marks(shown), "flagged"] if shown.card.flagged else marks(shown)
        self._print(Text(clean(" · ".join(what)), style="dim"))
        self._print()
        self._print(prompt_of(question, shown.presentation))
        self._print()

    def options(self, presentation: Presentation, picked: set[int]) -> None:
        """Show numbered options; picked ones are marked."""
        if presentation.several:
            self.line("Several may be right.", style="italic")
        table = Table.grid(padding=(0, 1))
        for number, option in enumerate(presentation.options, start=1):
            mark = "●" if number in picked else " "
            style = "bold cyan" if number in picked else "bold"
            table.add_row(Text(f" {mark} {number}", style=style), inline(option))
        self._print(table)
        self._print()

    def text(self, source: str) -> None:
        """Show Markdown."""
        self._print(markdown(source))

    def feedback(self, parts: Sequence[str]) -> None:
        """Show what a grader says, part by part; longer parts stand apart."""
        for part in parts:
            self.text(part)
            if "\n" in part:
                self._print()

    def quote(self, text: str) -> None:
        """Show what the learner wrote."""
        self._print(Padding(Text(clean(text), style="italic"), (0, 0, 0, 2)))

    def answer(self, shown: Shown, more: bool) -> None:
        """Show the answer below the prompt."""
        self._print(Rule(style="dim", characters="─"))
        self._print()
        self._print(answer_of(shown.question, shown.presentation))
        if more:
            self._print(rest_of(shown.question))

    def ratings(self, intervals: Sequence[tuple[Rating, str]], proposed: Rating | None) -> None:
        """Show the four ratings with the intervals that follow from them."""
        table = Table.grid(padding=(0, 2))
        for _ in intervals:
            table.add_column(justify="left")
        names = []
        for rating, _ in intervals:
            # not by colour alone: some see none, or hear the screen
            mark = "›" if rating is proposed else " "
            name = Text(f"{mark}{rating.value} {rating.word.capitalize()}")
            name.stylize(f"bold {COLOURS[rating]}" + (" reverse" if mark == "›" else ""), 1)
            names.append(name)
        table.add_row(*names)
        table.add_row(*[Text(f"   {wait}", style="dim") for _, wait in intervals])
        self._print(table)

    def keys(self, *pairs: tuple[str, str]) -> None:
        """Show which keys do what; a line breaks only between two of them."""
        lines = [Text()]
        for key, meaning in pairs:
            pair = Text.assemble("  " if lines[-1] else " ", (key, "bold"), (f" {meaning}", "dim"))
            if lines[-1] and lines[-1].cell_len + pair.cell_len > self.width:
                lines.append(Text(" "))
                pair = pair[2:]
            lines[-1].append_text(pair)
        self._print(*lines, sep="\n")

    def help(self) -> None:
        """Show all keys."""
        table = Table.grid(padding=(0, 2))
        for key, meaning in _HELP:
            table.add_row(Text(f" {key}", style="bold"), meaning)
        self._print()
        self._print(table)

    def line(self, text: str, style: str = "") -> None:
        """Print one line of our own words."""
        self._print(Text(clean(text), style=style))

    def summary(self, session: Session, wait: str | None) -> None:
        """Show what was done, and what comes next."""
        self._print()
        summary, left = session.summary, session.remaining.total
        if answers := len(summary.answers):
            self.line(pace(answers, summary.seconds), style="bold")
            self._print(self._bar(summary))
        if session.limit_reached == "minutes":
            self.line("The time is used up; `mlinterview review --minutes 10` takes some more.")
        elif session.limit_reached == "answers":
            self.line("That was it; `mlinterview` goes on where you are.")
        elif left:
            self.line(f"{left} left: `mlinterview` goes on where you are.")
        elif wait:
            self.line(f"Done for now; the next learning step comes in {wait}.")
        else:
            self.line("Done for today.")

    def _bar(self, summary: Summary) -> Text:
        counts = {rating: summary.count(rating) for rating in Rating}
        most = max(self.width - 4 * len("  Again 100 ") - 4, 4)
        shrink = min(most / len(summary.answers), 1)
        text = Text()
        for rating, count in counts.items():
            if count:
                bar = "▮" * max(round(count * shrink), 1)
                text.append(f"  {rating.word.capitalize()} {count} {bar}", style=COLOURS[rating])
        return text

    def _progress(self, session: Session) -> Text:
        done, left = len(session.summary.answers), session.remaining
        total = max(done + left.total, 1)
        width = 24 if self.width >= 80 else 12
        filled = round(width * done / total)
        text = Text()
        text.append("━" * filled, style="green")
        text.append("━" * (width - filled), style="dim")
        text.append(f"  {done}/{done + left.total}", style="bold")
        parts = [(left.due, "due"), (left.learning, "learning"), (left.new, "new")]
        text.append("  " + " · ".join(f"{n} {word}" for n, word in parts if n), style="dim")
        return text

    def _print(self, *renderables: RenderableType, sep: str = " ") -> None:
        self.console.print(*renderables, sep=sep, width=self.width)
