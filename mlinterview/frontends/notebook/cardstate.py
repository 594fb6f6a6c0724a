"""What the card in the browser shows, as JSON values: safe HTML for deck text, plain text for the rest.

Nothing that would give an answer away leaves Python before the answer is revealed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mlinterview.frontends.durations import short
from mlinterview.frontends.notebook.summary import Summary
from mlinterview.frontends.render.html import html, inline_html
from mlinterview.frontends.render.parts import answer_parts, further_parts
from mlinterview.frontends.words import OUTCOMES, marks
from mlinterview.grading.scenario import SCORES
from mlinterview.model.kinds import Outcome, ResponseForm
from mlinterview.model.reviews import Rating

if TYPE_CHECKING:
    from mlinterview.frontends.notebook.quiz import Quiz
    from mlinterview.frontends.render.parts import Part
    from mlinterview.showing import Shown

State_ = dict[str, Any]


def card_state(quiz: Quiz) -> State_:
    """Return all that the card shows now."""
    state: State_ = {
        "number": quiz.number,
        "progress": _progress(quiz),
        "message": None,
    }
    if quiz.message is not None:
        state["message"] = {"text": quiz.message.text, "tone": quiz.message.tone}
    shown = quiz.shown
    if shown is None:
        return {**state, "phase": "over", "summary": Summary(quiz).lines()}
    state |= _asked(shown, quiz)
    if quiz.judging and not quiz.session.revealed:
        state |= {"phase": "judging", **_rubric(shown)}
    elif quiz.session.revealed:
        state |= {"phase": "answered", **_answered(shown, quiz)}
    else:
        state |= {"phase": "asking"}
    return state


def warm(quiz: Quiz) -> None:
    """Render what comes after the answer is revealed, while the learner thinks."""
    shown = quiz.shown
    if shown is not None and not quiz.session.revealed:
        for _, text in _sections(shown):
            html(text)


def _progress(quiz: Quiz) -> State_:
    session = quiz.session
    left, done = session.remaining, len(session.summary.answers)
    return {
        "done": done,
        "total": done + left.total,
        "due": left.due,
        "learning": left.learning,
        "new": left.new,
        "seconds_left": session.seconds_left,
    }


def _asked(shown: Shown, quiz: Quiz) -> State_:
    question, presentation = shown.question, shown.presentation
    state: State_ = {
        "token": shown.token,
        "id": shown.card.card_id,
        "marks": marks(shown),
        "flagged": quiz.session.collection.card(shown.card.card_id).flagged,
        "title": "" if question.title == question.prompt else inline_html(question.title),
        "prompt": html(presentation.prompt),
        "form": presentation.form.value,
        "note": presentation.note,
        "hints": [html(hint) for hint in quiz.hints],
        "more_hints": len(quiz.hints) < len(presentation.hints),
        "seconds": quiz.session.seconds_on_card(),
    }
    match presentation.form:
        case ResponseForm.OPTIONS:
            state["options"] = [inline_html(option) for option in presentation.options]
            state["several"] = presentation.several
        case ResponseForm.CODE:
            state["starter"] = presentation.starter
            tried = quiz.tried
            state["tests"] = [html(part) for part in tried.feedback] if tried else []
        case ResponseForm.RUBRIC:
            state["minutes"] = presentation.extra.get("minutes")
    return state


def _rubric(shown: Shown) -> State_:
    extra = shown.presentation.extra
    return {
        "rubric": [
            {"text": inline_html(point["text"]), "must": bool(point["must"])}
            for point in extra["rubric"]
        ],
        "flags": [inline_html(flag) for flag in extra["flags"]],
        "scores": list(SCORES),
    }


def _answered(shown: Shown, quiz: Quiz) -> State_:
    session = quiz.session
    verdict, proposed = session.verdict, session.proposed_rating()
    state: State_ = {
        "response": session.response or "",
        "outline": quiz.outline,
        "verdict": None,
        "answer": [{"title": title, "html": html(text)} for title, text in _sections(shown)],
        "more": [
            {"title": title, "html": html(text)} for title, text in further_parts(shown.question)
        ]
        if quiz.more
        else [],
        "ratings": [
            {
                "value": rating.value,
                "word": rating.word.capitalize(),
                "wait": short(seconds),
                "proposed": rating is (proposed or Rating.GOOD),
            }
            for rating, seconds in session.preview().items()
        ],
        "lucky": verdict is not None and verdict.outcome in (Outcome.CORRECT, Outcome.PARTIAL),
    }
    judged = _option_feedback(shown, quiz)
    if verdict is not None:
        state["verdict"] = {
            "outcome": verdict.outcome.value,
            "word": OUTCOMES[verdict.outcome],
            "feedback": [] if judged else [html(part) for part in verdict.feedback],
        }
    if judged:
        state["judged"] = judged
    return state


def _option_feedback(shown: Shown, quiz: Quiz) -> list[State_]:
    """Return for each option whether it is right, whether it was picked, and its author's word."""
    feedback = shown.presentation.extra.get("feedback")
    right = shown.presentation.extra.get("right")
    if feedback is None or right is None:
        return []
    verdict = quiz.session.verdict
    picked = verdict.parts.get("picked", ()) if verdict else ()
    order = shown.presentation.extra["order"]
    return [
        {"right": place in right, "picked": place in picked, "html": html(feedback[number])}
        for number, place in enumerate(order)
    ]


def _sections(shown: Shown) -> list[Part]:
    parts = answer_parts(shown.question, shown.presentation)
    if shown.presentation.form is ResponseForm.OPTIONS and not shown.question.answer:
        return parts[1:]  # the options themselves say which are right
    return parts
