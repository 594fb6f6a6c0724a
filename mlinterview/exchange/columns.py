"""The columns of what is exported: names, types, units and versions, the same in every format.

A column is never renamed and never changes its meaning within a version; new ones may be added at
the end. ``docs/exchange.md`` shows them all, and a test holds the two together.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Column:
    """One column.

    Attributes:
        name: as in headers and as JSON key.
        type: one of ``values.TYPES``.
        meaning: for people, with the unit.
    """

    name: str
    type: str
    meaning: str


@dataclass(frozen=True, slots=True)
class Table:
    """What one subject consists of.

    Attributes:
        name: of the subject, and of the schema after ``mlinterview/``.
        version: of its columns.
        columns: in their order.
    """

    name: str
    version: int
    columns: tuple[Column, ...]

    @property
    def names(self) -> list[str]:
        """The columns' names."""
        return [column.name for column in self.columns]


REVIEWS = Table(
    "reviews",
    1,
    (
        Column("id", "text", "UUID of the review"),
        Column("device", "text", "copy of the collection, or program, that recorded it"),
        Column("card_id", "text", "`deck/slug`, or `deck/slug#n` for the n-th hole of a cloze"),
        Column("reviewed_at", "time", "when it was rated"),
        Column("study_day", "date", "study day that it counts for"),
        Column("rating", "integer", "Again 1, Hard 2, Good 3, Easy 4"),
        Column("duration_ms", "integer", "milliseconds from the prompt to the rating"),
        Column("mode", "text", "why it was shown: review, ahead, cram, mock, plan"),
        Column("response", "text", "what was answered, if it was typed or chosen"),
        Column("verdict", "text", "what the grader said, as JSON text"),
        Column("seed", "integer", "what the presentation was drawn from"),
        Column("content_hash", "text", "identifies the question's wording at that time"),
        Column("previous_state", "text", "state before: new, learning, review, relearning"),
        Column("previous_stability", "number", "stability before, in days"),
        Column("previous_difficulty", "number", "difficulty before, 1 to 10"),
        Column("batch", "text", "operation that it came with, as in an import"),
    ),
)
CARDS = Table(
    "cards",
    1,
    (
        Column("card_id", "text", "`deck/slug`, or `deck/slug#n` for the n-th hole of a cloze"),
        Column("question_id", "text", "its question; empty if no deck holds it"),
        Column("deck", "text", "its deck"),
        Column("state", "text", "new, learning, review, relearning"),
        Column("stability", "number", "days until retrievability falls to 0.9"),
        Column("difficulty", "number", "1 to 10"),
        Column(
            "retrievability", "number", "probability of recall on the day of the export, 0 to 1"
        ),
        Column("due_at", "time", "when it falls due"),
        Column("due_day", "date", "study day on which it falls due"),
        Column("reviewed_at", "time", "last review"),
        Column("reviewed_day", "date", "study day of the last review"),
        Column("introduced_day", "date", "study day of the first review"),
        Column("reps", "integer", "reviews so far"),
        Column("lapses", "integer", "times that it was forgotten after it had been learned"),
        Column("last_rating", "integer", "Again 1, Hard 2, Good 3, Easy 4"),
        Column("step", "integer", "index into the (re)learning steps, from 0"),
        Column("suspended", "flag", "not shown until it is resumed"),
        Column("buried_day", "date", "study day on which it is not shown"),
        Column("flagged", "flag", "marked by the learner"),
        Column("leech", "flag", "forgotten again and again"),
    ),
)
QUESTIONS = Table(
    "questions",
    1,
    (
        Column("id", "text", "`deck/slug`"),
        Column("deck", "text", "its deck"),
        Column("kind", "text", "recall, cloze, choice, numeric, code, scenario, or a plugin's"),
        Column("level", "text", "entry, mid, senior"),
        Column("asked", "text", "how often interviews ask it: often, sometimes, rarely"),
        Column("topics", "words", "the main one first"),
        Column("title", "text", "heading"),
        Column("prompt", "text", "Markdown"),
        Column("answer", "text", "Markdown"),
        Column("explanation", "text", "Markdown"),
        Column("common_mistake", "text", "Markdown"),
        Column("go_deeper", "text", "Markdown"),
        Column("sources", "text", "Markdown"),
        Column("requires", "words", "ids of questions to be learned before"),
        Column("follow_ups", "words", "ids of questions that would be asked next"),
        Column("confusable", "words", "ids of questions easily confused with it"),
        Column("cards", "words", "ids of its cards"),
        Column("details", "json", "what its kind has read from it"),
        Column("content_hash", "text", "identifies the wording"),
    ),
)
EVENTS = Table(
    "events",
    1,
    (
        Column("id", "text", "UUID of the event"),
        Column("device", "text", "copy of the collection that recorded it"),
        Column("happened_at", "time", "when it was done"),
        Column("study_day", "date", "study day that it counts for"),
        Column("operation", "text", "shared by the events of one action"),
        Column("kind", "text", "suspend, resume, bury, flag, unflag, reset, setting, undo, …"),
        Column("card_id", "text", "to which card"),
        Column("value", "json", "what else belongs to it"),
    ),
)
DECK_QUESTIONS = Table(
    "deck_questions",
    1,
    (
        Column("deck", "text", "one of the learner's own decks"),
        Column("title", "text", "the deck's title"),
        Column("description", "text", "the deck's description"),
        Column("slug", "text", "the question's id in the deck"),
        Column("text", "text", "the question in deck Markdown"),
    ),
)
STATS = Table(
    "stats",
    1,
    (
        Column("name", "text", "path of keys in `mlinterview stats --json`, with dots"),
        Column("group", "text", "which entry of a list: a date, a period, a topic, …"),
        Column("value", "number", "the number; shares are 0 to 1, times are in seconds"),
        Column("text", "text", "what it is if it is no number"),
    ),
)
TABLES = {t.name: t for t in (REVIEWS, CARDS, QUESTIONS, STATS, EVENTS, DECK_QUESTIONS)}
