"""Rows of the exported tables, in the order of their columns."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from mlinterview.exchange.columns import STATS, Table
from mlinterview.exchange.values import TYPES
from mlinterview.library import OWN

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from mlinterview.exchange.source import CardNow, Source
    from mlinterview.model.questions import Question
    from mlinterview.model.reviews import Event, Review

Row = tuple[Any, ...]


def rows(source: Source, table: Table, *, whole_log: bool = False) -> Iterator[Row]:
    """Yield the rows of a table; ``whole_log`` includes reviews that were taken back."""
    match table.name:
        case "reviews":
            found = source.all_reviews() if whole_log else source.reviews()
            yield from map(review_row, found)
        case "cards":
            yield from map(card_row, source.cards())
        case "questions":
            yield from map(question_row, source.questions())
        case "events":
            yield from map(event_row, source.events())
        case "deck_questions":
            yield from deck_question_rows(source)
        case STATS.name:
            from mlinterview.exchange.stats import rows as stats_rows

            yield from stats_rows(source.collection)


def count(source: Source, subject: str) -> int | None:
    """Return how many rows a subject has, for a progress bar; ``None`` if they are few."""
    match subject:
        case "reviews":
            return source.review_count
        case "cards":
            return source.card_count
        case "questions":
            return source.question_count
        case "collection":
            return source.log_count
    return None


def review_row(review: Review) -> Row:
    """Return a review's row."""
    return (
        review.id,
        review.device,
        review.card_id,
        review.reviewed_at,
        review.study_day,
        int(review.rating),
        review.duration_ms,
        review.mode.value,
        review.response,
        review.verdict,
        review.seed,
        review.content_hash,
        review.previous_state.value,
        review.previous_stability,
        review.previous_difficulty,
        review.batch,
    )


def event_row(event: Event) -> Row:
    """Return an event's row."""
    return (
        event.id,
        event.device,
        event.happened_at,
        event.study_day,
        event.operation,
        event.kind.value,
        event.card_id,
        event.value,
    )


def card_row(card: CardNow) -> Row:
    """Return a card's row."""
    state = card.state
    return (
        state.card_id,
        card.question_id,
        card.deck,
        state.state.value,
        state.stability,
        state.difficulty,
        card.retrievability,
        card.due_ms,
        state.due_day,
        state.reviewed_at,
        state.reviewed_day,
        state.introduced_day,
        state.reps,
        state.lapses,
        None if state.last_rating is None else int(state.last_rating),
        state.step,
        state.suspended,
        state.buried_day,
        state.flagged,
        state.leech,
    )


def question_row(question: Question) -> Row:
    """Return a question's row."""
    return (
        question.id,
        question.deck,
        question.kind,
        question.level.value,
        question.asked.value,
        question.topics,
        question.title,
        question.prompt,
        question.answer,
        question.explanation,
        question.common_mistake,
        question.go_deeper,
        question.sources,
        question.requires,
        question.follow_ups,
        question.confusable,
        question.card_ids(),
        dict(question.details),
        question.content_hash,
    )


def deck_question_rows(source: Source) -> Iterator[Row]:
    """Yield the questions of the learner's own decks as they are written."""
    own = {deck.info.id: deck.info for deck in source.decks() if deck.plugin == OWN}
    texts: dict[str, dict[int, str]] = {}
    for question in source.questions():
        info = own.get(question.deck)
        if info is None:
            continue
        if question.path not in texts:
            texts[question.path] = _texts(Path(question.path))
        text = texts[question.path].get(question.line)
        if text is not None:
            slug = question.id.partition("/")[2]
            yield question.deck, info.title, info.description, slug, text


def _texts(path: Path) -> dict[int, str]:
    """Return the questions of a deck file as they are written, by the line of their heading."""
    from mlinterview.deckfiles.characters import decode
    from mlinterview.deckfiles.outline import outline

    try:
        text = decode(path.read_bytes())
    except OSError:
        return {}
    lines = text.split("\n")
    return {
        one.heading.line: "\n".join(lines[one.first - 1 : one.last]).strip("\n")
        for one in outline(text, lambda *_: None)
    }


def to_json(table: Table) -> Callable[[Row], dict[str, Any]]:
    """Return a function from rows to JSON objects; values that are missing are ``null``."""
    encoders = [(column.name, TYPES[column.type].to_json) for column in table.columns]

    def encode(row: Row) -> dict[str, Any]:
        return {
            name: None if value is None else encoder(value)
            for (name, encoder), value in zip(encoders, row, strict=True)
        }

    return encode
