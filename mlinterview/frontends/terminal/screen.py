"""What the review looks like."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from mlinterview.frontends.render import clean
from mlinterview.frontends.render.question import answer_of, prompt_of, rest_of
from mlinterview.model.reviews import Rating, State

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.console import RenderableType

    from mlinterview.collection import Shown
    from mlinterview.session import Session, Summary

COLOURS = {
    Rating.AGAIN: "red",
    Rating.HARD: "yellow",
    Rating.GOOD: "green",
    Rating.EASY: "blue",
}
_WIDEST = 100


class Screen:
    """Draws cards, ratings and the summary on a console."""

    def __init__(self, console: Console | None = None) -> None:
        self.console = console or Console(highlight=False, markup=False, emoji=False)
        self.console.width = min(self.console.width, _WIDEST)

    def card(self, session: Session, shown: Shown) -> None:
        """Show a fresh card: progress, what it is, the prompt."""
        self.console.clear()
        self.console.print(self._progress(session))
        question = shown.question
        marks = [question.deck, question.topics[0], question.level.value, question.kind]
        if shown.card.state is State.NEW:
            marks.append("new")
        if shown.card.flagged:
            marks.append("flagged")
        if shown.card.leech:
            marks.append("leech")
        self.console.print(Text(clean(" · ".join(marks)), style="dim"))
        self.console.print()
        self._print(prompt_of(question, shown.presentation))
        self.console.print()

    def answer(self, shown: Shown, more: bool) -> None:
        """Show the answer below the prompt."""
        self.console.rule(style="dim", characters="─")
        self.console.print()
        self._print(answer_of(shown.question, shown.presentation))
        if more:
            self._print(rest_of(shown.question))

    def ratings(self, intervals: Sequence[tuple[Rating, str]], proposed: Rating | None) -> None:
        """Show the four ratings with the intervals that follow from them."""
        table = Table.grid(padding=(0, 3))
        for _ in intervals:
            table.add_column(justify="left")
        names = []
        for rating, _ in intervals:
            style = f"bold {COLOURS[rating]}" + (" reverse" if rating is proposed else "")
            names.append(Text(f"{rating.value} {rating.word.capitalize()}", style=style))
        table.add_row(*names)
        table.add_row(*[Text(f"  {wait}", style="dim") for _, wait in intervals])
        self.console.print(Padding(table, (0, 0, 0, 1)))

    def keys(self, *pairs: tuple[str, str]) -> None:
        """Show which keys do what."""
        text = Text()
        for key, meaning in pairs:
            text.append("  " if text else " ")
            text.append(key, style="bold")
            text.append(f" {meaning}", style="dim")
        self.console.print(text)

    def line(self, text: str, style: str = "") -> None:
        """Print one line of our own words."""
        self.console.print(Text(clean(text), style=style))

    def summary(self, session: Session, wait: str | None) -> None:
        """Show what was done, and what comes next."""
        self.console.print()
        summary, left = session.summary, session.remaining.total
        answers = len(summary.answers)
        if answers:
            minutes = summary.seconds / 60
            pace = f", {summary.seconds / answers:.0f} s each"
            noun = "answer" if answers == 1 else "answers"
            self.line(f"{answers} {noun} in {minutes:.1f} min{pace}", style="bold")
            self.console.print(self._bar(summary))
        if session.limit_reached == "minutes":
            self.line("The time is used up; `mlinterview review --minutes 10` takes some more.")
        elif session.limit_reached == "answers":
            self.line("That was it; `mlinterview` goes on where you are.")
        elif left:
            self.line(f"{left} left for today: `mlinterview` goes on where you are.")
        elif wait:
            self.line(f"Done for now; the next learning step comes in {wait}.")
        else:
            self.line("Done for today.")

    def _bar(self, summary: Summary) -> Text:
        text = Text()
        for rating in Rating:
            count = summary.count(rating)
            if count:
                text.append(f"  {rating.word.capitalize()} {count} ", style=COLOURS[rating])
                text.append("▮" * min(count, 40), style=COLOURS[rating])
        return text

    def _progress(self, session: Session) -> Text:
        done, left = len(session.summary.answers), session.remaining
        total = max(done + left.total, 1)
        width = 24
        filled = round(width * done / total)
        text = Text()
        text.append("━" * filled, style="green")
        text.append("━" * (width - filled), style="dim")
        text.append(f"  {done}/{done + left.total}", style="bold")
        parts = [(left.due, "due"), (left.learning, "learning"), (left.new, "new")]
        text.append("  " + " · ".join(f"{n} {word}" for n, word in parts if n), style="dim")
        return text

    def _print(self, renderable: RenderableType) -> None:
        self.console.print(renderable)
