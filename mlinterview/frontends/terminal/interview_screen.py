"""What an interview looks like: the clock on top, the interviewer's words, the question."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.padding import Padding
from rich.text import Text

from mlinterview.frontends.interviewer import PARTS, lead_in
from mlinterview.frontends.render import clean
from mlinterview.frontends.render.question import prompt_of
from mlinterview.frontends.terminal.screen import COLOURS, Screen
from mlinterview.interviews.interview import Interview
from mlinterview.model.reviews import Rating

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mlinterview.session import Session
    from mlinterview.showing import Shown

_HELP = (
    ("space enter", "you have answered: see the answer; then take the proposed rating"),
    ("1 2 3 4", "Again, Hard, Good, Easy; before the answer: pick an option"),
    ("t, digits", "type the answer, or notes for yourself"),
    ("e h", "write a program or an outline in $EDITOR; ask for a hint"),
    ("c", "show or hide the running clock"),
    ("g", "it was a lucky guess: Again"),
    ("m", "more: further questions and sources"),
    ("u", "take back the last answer, as often as you like"),
    ("f b s", "flag, bury until tomorrow, suspend"),
    ("p", "pause: the clock stops"),
    ("q Ctrl-C", "leave; `mlinterview mock --resume` goes on here"),
)


def clock(seconds: float) -> str:
    """Return a time as a stop-watch shows it: ``7:05``."""
    whole = round(max(seconds, 0))
    return f"{whole // 60}:{whole % 60:02}"


class InterviewScreen(Screen):
    """Draws the questions of an interview."""

    def card(self, session: Session, shown: Shown) -> None:
        """Show a fresh question: the clock, who speaks, the prompt; no topic that helps."""
        assert isinstance(session, Interview)
        self.console.clear()
        self._print(self._clock(session))
        self._print()
        ask = session.ask
        if ask is not None and not session.revealed:
            words = lead_in(
                session.brief, ask, not session.summary.answers and bool(session.answers)
            )
            self._print(Text(words, style="bold magenta"))
            self._print()
        self._print(prompt_of(shown.question, shown.presentation))
        self._print()

    def place(self, shown: Shown) -> None:
        """Show what was asked about, now that it gives nothing away."""
        question = shown.question
        self.line(f"{question.id} · {question.topics[0]} · {question.level.value}", style="dim")

    def choices(self, proposed: Rating | None) -> None:
        """Show the four ratings."""
        names = Text()
        for rating in Rating:
            mark = "›" if rating is proposed else " "
            name = Text(f"{mark}{rating.value} {rating.word.capitalize()}")
            name.stylize(f"bold {COLOURS[rating]}" + (" reverse" if mark == "›" else ""), 1)
            names.append_text(name).append("   ")
        self._print(names)

    def words(self, paragraphs: Sequence[str]) -> None:
        """Show what the interviewer says."""
        for paragraph in paragraphs:
            self._print(Padding(Text(clean(paragraph)), (0, 0, 1, 0)))

    def time(self, session: Interview) -> None:
        """Show the clocks."""
        self.line(f"{self.time_line(session)}.")

    def time_line(self, session: Interview) -> str:
        """Return the time used and left, of the interview and of this part; ASCII only."""
        whole, stage = session.seconds_left, session.stage_seconds_left
        here = f"{clock(stage)} left here" if stage > 0 else f"{clock(-stage)} over here"
        return f"{clock(session.seconds_used)} used, {clock(whole)} left; {here}"

    def help(self) -> None:
        """Show all keys."""
        from rich.table import Table

        table = Table.grid(padding=(0, 2))
        for key, meaning in _HELP:
            table.add_row(Text(f" {key}", style="bold"), meaning)
        self._print()
        self._print(table)

    def _clock(self, session: Interview) -> Text:
        used, whole = session.seconds_used, session.brief.minutes * 60
        width = 24 if self.width >= 80 else 12
        filled = min(round(width * used / whole), width)
        late = session.seconds_left <= 0
        text = Text()
        text.append("━" * filled, style="bold red" if late else "green")
        text.append("━" * (width - filled), style="dim")
        text.append(f"  {clock(used)} of {clock(whole)}", style="bold")
        left = "time is up" if late else f"{clock(session.seconds_left)} left"
        ask = session.ask
        here = f" · {PARTS[ask.stage.part]}" if ask is not None else ""
        text.append(f"  {left}{here}", style="dim")
        text.append(f" · question {len(session.answers) + 1}", style="dim")
        return text
