"""``%mlquiz`` and ``%%mlquiz answer``."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

from IPython.core.error import UsageError as IPythonUsageError
from IPython.core.magic import Magics, line_cell_magic, magics_class, no_var_expand
from IPython.display import display

from mlinterview.errors import MLInterviewError, UsageError
from mlinterview.frontends.notebook import arguments
from mlinterview.frontends.notebook.lines import Line
from mlinterview.frontends.notebook.quiz import Quiz
from mlinterview.frontends.notebook.surroundings import has_widgets, in_kernel
from mlinterview.model.reviews import Rating

if TYPE_CHECKING:
    from mlinterview.collection import Collection
    from mlinterview.model.frontends import Frontend

EXTRA = '`%pip install "mlinterview[notebook]"`'
"""What brings the card."""
_RATINGS = {rating.word: rating for rating in Rating}
_PLAIN_ACTIONS = ("reveal", "hint", "more", "undo", "flag", "bury", "suspend", "stop")


@magics_class
class QuizMagics(Magics):
    """The magics of one shell, with the quiz that is running in it."""

    def __init__(self, shell: Any) -> None:
        super().__init__(shell)
        self.quiz: Quiz | None = None
        self._frontend: Frontend | None = None
        self._told = False

    @cached_property
    def collection(self) -> Collection:
        """The learner's collection, opened when it is first needed."""
        from mlinterview.collection import open_collection

        return open_collection()

    @no_var_expand
    @line_cell_magic
    def mlquiz(self, line: str, cell: str | None = None) -> None:
        """Answer what is due today; see %mlquiz --help."""
        try:
            if cell is None:
                self._line(line)
            else:
                self._cell(line, cell)
        except MLInterviewError as error:
            raise IPythonUsageError(str(error)) from None

    # -- lines ---------------------------------------------------------------------------------

    def _line(self, line: str) -> None:
        word, _, rest = line.strip().partition(" ")
        rest = rest.strip()
        if word not in arguments.COMMANDS:
            self._start(line)
        elif word == "stats":
            self._only(word, rest)
            from mlinterview.frontends.notebook.stats import Stats

            display(Stats(self.collection))  # type: ignore[no-untyped-call]
        elif word == "code":
            self._code(rest)
        elif word == "demo":
            from mlinterview.frontends.notebook.programs import demonstrate

            demonstrate(self.shell, rest)
        elif word == "answer":
            self._act("respond", response=rest)
        elif word in _RATINGS or word == "lucky":
            self._only(word, rest)
            self._act("rate", rating=_RATINGS.get(word), lucky=word == "lucky")
        else:
            self._only(word, rest)
            self._act(word)

    def _only(self, word: str, rest: str) -> None:
        if rest:
            raise UsageError(f"`%mlquiz {word}` takes nothing more; {rest!r} was given")

    def _start(self, line: str) -> None:
        self._look_at_decks()
        asked = arguments.read_start(line, self.collection)
        if isinstance(asked, arguments.Help):
            print(asked.text)
            return
        frontend = self._choose(asked.frontend)
        session = self.collection.session(selection=asked.selection, **asked.limits)
        if self.quiz is not None and not self.quiz.over:
            self.quiz.act("stop")
        self.quiz, self._frontend = Quiz(session), frontend
        frontend.present(session, quiz=self.quiz)
        if not in_kernel() and frontend.name == "terminal":
            # there the whole review has run, and was left
            self.quiz = self._frontend = None
        if frontend.name == "plain" and asked.frontend is None and not self._told:
            self._told = True
            display(Line(f"For a card with buttons and keys, run {EXTRA} and restart the kernel."))  # type: ignore[no-untyped-call]

    def _look_at_decks(self) -> None:
        """See what has changed in the decks; the very first look takes a moment, and says so."""
        if self.collection.home.question_cache.exists():
            self.collection.look_again()
            return
        word = display(Line("Reading the decks for the first time …"), display_id=True)  # type: ignore[no-untyped-call]
        _ = self.collection.library
        if word is not None:
            word.update(Line(""))

    def _choose(self, name: str | None) -> Frontend:
        frontends = self.collection.plugins.frontends
        able = {each.name: each for each in frontends.values() if each.can_present()}
        if name == "plain" and name in frontends:
            return frontends[name]  # text can be shown wherever magics are
        if name is not None and name not in able:
            known = "does not work here" if name in frontends else "is not known"
            if name == "widget" and in_kernel() and not has_widgets():
                raise UsageError(f"the card needs an extra: run {EXTRA} and restart the kernel")
            raise UsageError(f"the front end {name!r} {known}: choose from {', '.join(able)}")
        if name is not None:
            return able[name]
        if not able:
            raise UsageError("nothing here can show a quiz: run `mlinterview` in a terminal")
        return max(able.values(), key=lambda each: each.priority)

    def _act(self, action: str, **values: Any) -> None:
        if self.quiz is None and action == "undo":
            # what was done in a terminal can be taken back here, too
            message = Quiz(self.collection.session()).act("undo")
            display(Line(message.text if message else ""))  # type: ignore[no-untyped-call]
            return
        quiz = self._running()
        was_over = quiz.over
        message = quiz.act(action, **values)
        if self._shows_itself and not was_over:
            # the card on view has changed already; here only a word about it
            display(Line(message.text if message else "See the card above."))  # type: ignore[no-untyped-call]
        elif self._frontend is not None and was_over and not quiz.over:
            self._frontend.present(quiz.session, quiz=quiz)
        else:
            self._show(quiz)

    @property
    def _shows_itself(self) -> bool:
        return self._frontend is not None and self._frontend.name == "widget"

    def _show(self, quiz: Quiz) -> None:
        from mlinterview.frontends.notebook.plaincard import view

        display(view(quiz))  # type: ignore[no-untyped-call]

    def _running(self) -> Quiz:
        if self.quiz is None:
            raise UsageError("no quiz is running: start one with %mlquiz")
        return self.quiz

    # -- programs ------------------------------------------------------------------------------

    def _code(self, what: str) -> None:
        from mlinterview.frontends.notebook.programs import (
            ask,
            start_with_code,
            takes_a_program,
        )

        shown = None if self.quiz is None else self.quiz.shown
        if self.quiz is None or what or not takes_a_program(shown):
            self.quiz = start_with_code(self.collection, what)
            self._frontend = None
        ask(self.shell, self.quiz)

    def _cell(self, line: str, cell: str) -> None:
        from mlinterview.frontends.notebook.programs import answer

        if line.strip() != "answer":
            raise UsageError("a cell's program is answered with `%%mlquiz answer`")
        answer(self.shell, self._running(), cell)


QuizMagics.mlquiz.__doc__ = arguments.help_text()
