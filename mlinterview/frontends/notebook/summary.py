"""What was done in a session, as an output that is still readable when a notebook is opened elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mlinterview.frontends.durations import short
from mlinterview.frontends.fitting import offer
from mlinterview.frontends.render.plain import title as one_line
from mlinterview.frontends.render.portable import literal, portable_line
from mlinterview.frontends.words import pace
from mlinterview.model.reviews import Rating

if TYPE_CHECKING:
    from mlinterview.collection import Collection
    from mlinterview.frontends.notebook.quiz import Quiz
    from mlinterview.model.reviews import Review

MOST_LISTED = 30


USED_UP = "today's new cards are used up, and the setting new_per_day allows more"


def are_new_cards_used_up(collection: Collection) -> bool:
    """Tell whether there are new cards that only today's limit keeps away."""
    today = collection.today()
    return today.interview is None and today.new == 0 < today.unseen


class Summary:
    """The end of a session; displays itself as Markdown and as plain text."""

    def __init__(self, quiz: Quiz) -> None:
        session = quiz.session
        self._message = quiz.message
        self._answers = list(session.summary.answers)
        self._seconds = session.summary.seconds
        self._left = session.remaining.total
        self._limit = session.limit_reached
        self._offer = offer(session.collection) if self._answers else None
        self._used_up = not self._answers and are_new_cards_used_up(session.collection)
        step = session.next_step_ms
        now = session.collection.clock.now_ms()
        self._wait = None if step is None else short((step - now) / 1000)
        self._titles = {
            answer.review.id: _title(session.collection, answer.review)
            for answer in self._answers[-MOST_LISTED:]
        }

    def lines(self) -> list[str]:
        """Return the summary in a few lines of plain text, without the list of questions."""
        found: list[str] = []
        if count := len(self._answers):
            found.append(pace(count, self._seconds))
            counts = [
                f"{rating.word.capitalize()} {number}"
                for rating in Rating
                if (number := sum(a.review.rating is rating for a in self._answers))
            ]
            found.append(" · ".join(counts))
        found.append(self._next())
        if self._offer:
            found.append(self._offer)
        return found

    def _next(self) -> str:
        if self._limit == "minutes":
            return "The time is used up."
        if self._limit == "answers":
            return "That was it; the next quiz goes on where you are."
        if self._left:
            return f"{self._left} left: the next quiz goes on where you are."
        if self._wait:
            return f"Done for now; the next learning step comes in {self._wait}."
        if self._used_up:
            return f"Nothing is due here; {USED_UP}."
        return "Done for today."

    def _repr_mimebundle_(self, **_: Any) -> dict[str, str]:
        rows = [(answer, self._titles[answer.review.id]) for answer in self._answers[-MOST_LISTED:]]
        markdown = [f"**mlinterview** · {literal(self.lines()[0])}  "]
        markdown += [f"{literal(line)}  " for line in self.lines()[1:]]
        plain = ["mlinterview · " + self.lines()[0], *self.lines()[1:]]
        if rows:
            markdown += ["", "| | question | again in |", "|---|---|---|"]
            plain.append("")
        for answer, title in rows:
            word = answer.review.rating.word.capitalize()
            wait = short(answer.interval_seconds)
            markdown.append(f"| {word} | {portable_line(title)} | {wait} |")
            plain.append(f"  {word:5}  {one_line(title)}  (again in {wait})")
        if self._message is not None and self._message.tone == "error":
            markdown += ["", f"**{literal(self._message.text)}**"]
            plain += ["", self._message.text]
        return {"text/markdown": "\n".join(markdown), "text/plain": "\n".join(plain)}

    def __repr__(self) -> str:
        return self._repr_mimebundle_()["text/plain"]


def _title(collection: Collection, review: Review) -> str:
    """Return a question's title; where that is the prompt, the prompt with its holes closed."""
    question = collection.library.find(review.card_id)
    if question is None:
        return review.card_id
    if question.title != question.prompt:
        return question.title
    shown = collection.shown_then(review)
    return shown.prompt if shown else question.id
