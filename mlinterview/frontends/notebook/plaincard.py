"""A card as Markdown and plain text: where there are no widgets, where one is not wanted, and in saved outputs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mlinterview.frontends.durations import short
from mlinterview.frontends.notebook.summary import Summary
from mlinterview.frontends.render.parts import answer_parts, further_parts
from mlinterview.frontends.render.plain import plain, title
from mlinterview.frontends.render.portable import literal, portable, portable_line
from mlinterview.frontends.words import OUTCOMES, marks
from mlinterview.model.kinds import Outcome, ResponseForm
from mlinterview.model.reviews import Rating

if TYPE_CHECKING:
    from collections.abc import Callable

    from mlinterview.frontends.notebook.quiz import Quiz
    from mlinterview.showing import Shown


def as_magic(word: str, value: str = "") -> str:
    """Write a command as what is typed in a cell."""
    return f"`%mlquiz {word} {value}`" if value else f"`%mlquiz {word}`"


def view(
    quiz: Quiz, *, static: bool = False, command: Callable[[str, str], str] = as_magic
) -> PlainCard | Summary:
    """Return what is to be displayed now: the card, or at the end the summary.

    Args:
        quiz: whose card it is.
        static: nobody can answer it.
        command: how commands are written, from a word and a value.
    """
    if quiz.shown is None:
        return Summary(quiz)
    return PlainCard(quiz, static=static, command=command)


class PlainCard:
    """The current card as it stands at this moment.

    Both texts are made once, so that an output that is shown again later does not change.
    """

    def __init__(
        self, quiz: Quiz, *, static: bool = False, command: Callable[[str, str], str] = as_magic
    ) -> None:
        shown = quiz.shown
        if shown is None:
            raise ValueError("the session is over")
        self._parts: list[tuple[str, str]] = []
        self._message(quiz)
        self._head(quiz, shown)
        if quiz.session.revealed:
            self._answered(quiz, shown)
        else:
            self._asked(quiz, shown)
        if static:
            self._say("Run this notebook in Jupyter to answer.", emphasis="*")
        else:
            self._say(_how_to_go_on(quiz, shown, command), emphasis="")

    def _repr_mimebundle_(self, **_: Any) -> dict[str, str]:
        markdown = "\n\n".join(part for part, _ in self._parts if part)
        return {"text/markdown": markdown, "text/plain": repr(self)}

    def __repr__(self) -> str:
        return "\n\n".join(part for _, part in self._parts if part)

    # -- parts ---------------------------------------------------------------------------------

    def _say(self, text: str, emphasis: str = "") -> None:
        """Add a line of our own words; commands stand in backticks."""
        written = with_commands(text)
        self._parts.append((f"{emphasis}{written}{emphasis}", text.replace("`", "")))

    def _text(self, markdown: str, heading: str = "") -> None:
        if not markdown.strip():
            return
        written, read = portable(markdown), plain(markdown)
        if heading:
            written, read = f"**{heading}**\n\n{written}", f"{heading}\n{read}"
        self._parts.append((written, read))

    def _message(self, quiz: Quiz) -> None:
        if quiz.message is not None:
            self._say(quiz.message.text, emphasis="*")

    def _head(self, quiz: Quiz, shown: Shown) -> None:
        question, left = shown.question, quiz.session.remaining.total
        done = len(quiz.session.summary.answers)
        self._say(f"{done + 1} of {done + left} · {' · '.join(marks(shown))}")
        if question.title != question.prompt:
            self._parts.append((f"**{portable_line(question.title)}**", title(question.title)))
        self._text(shown.presentation.prompt)
        presentation = shown.presentation
        if presentation.options:
            self._options(presentation.options)
        if presentation.note and not quiz.session.revealed:
            self._say(f"Answer {presentation.note}.", emphasis="*")

    def _options(self, options: tuple[str, ...]) -> None:
        self._parts.append(
            (
                "\n".join(f"{n}. {portable_line(text)}" for n, text in enumerate(options, start=1)),
                "\n".join(f"  {n}. {title(text)}" for n, text in enumerate(options, start=1)),
            )
        )

    def _asked(self, quiz: Quiz, shown: Shown) -> None:
        presentation = shown.presentation
        for hint in quiz.hints:
            self._text(hint, "Hint")
        if presentation.form is ResponseForm.CODE:
            self._text(f"```python\n{presentation.starter.rstrip()}\n```")
            if quiz.tried is not None:
                for part in quiz.tried.feedback:
                    self._text(part)
        if presentation.form is ResponseForm.RUBRIC:
            self._say(f"You have {presentation.extra.get('minutes')} minutes.")

    def _answered(self, quiz: Quiz, shown: Shown) -> None:
        verdict, question, presentation = quiz.session.verdict, shown.question, shown.presentation
        if verdict is not None and verdict.outcome is not Outcome.REVEALED:
            self._say(OUTCOMES[verdict.outcome], emphasis="**")
        for part in verdict.feedback if verdict else ():
            self._text(part)
        further = further_parts(question) if quiz.more else []
        for heading, text in [*answer_parts(question, presentation), *further]:
            self._text(text, heading)


def with_commands(text: str) -> str:
    """Return a line of our own words as Markdown; what stands in backticks is a command."""
    return "".join(
        f"`{part}`" if number % 2 else _with_ends(part)
        for number, part in enumerate(text.split("`"))
    )


def _with_ends(text: str) -> str:
    """Escape text for Markdown and keep the blanks around it."""
    before = " " if text[:1] == " " else ""
    after = " " if len(text) > 1 and text[-1:] == " " else ""
    return f"{before}{literal(text)}{after}"


def _how_to_go_on(quiz: Quiz, shown: Shown, command: Callable[[str, str], str]) -> str:
    """Say in one line which commands answer this card."""
    if quiz.session.revealed:
        proposed = quiz.session.proposed_rating() or Rating.GOOD
        ways = [
            f"{command(rating.word, '')} ({short(seconds)}{', proposed' if rating is proposed else ''})"
            for rating, seconds in quiz.session.preview().items()
        ]
        return "Rate: " + " · ".join(ways)
    answer = _how_to_answer(shown, command)
    hint = f"{command('hint', '')} · " if shown.presentation.hints else ""
    return f"{answer}{hint}{command('reveal', '')} · {command('undo', '')}"


def _how_to_answer(shown: Shown, command: Callable[[str, str], str]) -> str:
    match shown.presentation.form:
        case ResponseForm.OPTIONS if shown.presentation.several:
            return f"{command('answer', '1 3')} with all that are right · "
        case ResponseForm.OPTIONS:
            return f"{command('answer', '2')} · "
        case ResponseForm.NUMBER:
            return f"{command('answer', '0.25')} · "
        case ResponseForm.CODE if command is as_magic:
            return f"{command('code', '')} makes a cell for your program · "
        case ResponseForm.CODE:
            return f"{command('answer', 'def …')} with your program · "
        case ResponseForm.RUBRIC:
            return "Outline your answer, then "
        case _:
            return ""
