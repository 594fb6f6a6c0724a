"""The interviewer's voice: short sentences between the questions, the same in every front end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mlinterview.interviews.ladders import Step
from mlinterview.interviews.pool import draw
from mlinterview.interviews.roles import Part
from mlinterview.model.kinds import ResponseForm

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from mlinterview.interviews.brief import Ask, Brief
    from mlinterview.interviews.interview import Interview

PARTS: Mapping[Part, str] = {
    Part.OPENING: "Opening",
    Part.LADDER: "In depth",
    Part.COMPUTATION: "Computation",
    Part.CODING: "Coding",
    Part.DESIGN: "Design",
    Part.CLOSING: "Closing",
}

_BEGIN: Mapping[Part, Sequence[str]] = {
    Part.OPENING: (
        "Let us begin with a few short questions.",
        "Some short questions first, from here and there.",
    ),
    Part.LADDER: (
        "Now one topic in more depth.",
        "I would like to stay with one topic for a while.",
        "Let us dig into something.",
    ),
    Part.COMPUTATION: (
        "Something to work out: paper and a calculator are fine.",
        "A number, please: talk me through how you get there.",
    ),
    Part.CODING: (
        "A small coding task. Say what you plan before you write.",
        "Let us write some code. Begin with the simplest thing that is right.",
    ),
    Part.DESIGN: (
        "An open question now. Ask yourself what I would leave unsaid, and state what you assume.",
        "A design question. Goal and constraints first, please, then the parts.",
    ),
    Part.CLOSING: (
        "One last thing before we close.",
        "We are nearly done: one more.",
    ),
}
_NEXT: Mapping[Step, Sequence[str]] = {
    Step.UP: (
        "Good. One step further.",
        "Right. What follows from there?",
        "Yes. Let me push a little.",
        "That holds. Next.",
    ),
    Step.LEVEL: (
        "Partly there. Let me ask about the same thing from another side.",
        "Some of it. Let us stay at this depth.",
    ),
    Step.DOWN: (
        "Let me take a step back.",
        "All right, something more basic first.",
        "No matter. Let us look at what it rests on.",
    ),
    Step.FIRST: ("Another topic.", "Let us change the subject.", "Something else."),
}
_AFTER_SHORT: Mapping[Step, Sequence[str]] = {
    Step.UP: ("Good. Next.", "Fine. Another area.", "Right. Moving on."),
    Step.LEVEL: ("Part of it. Next one.", "Roughly. Let us move on."),
    Step.DOWN: ("We leave that. Next.", "Let us try another area.", "No matter. Next."),
    Step.FIRST: ("Next.",),
}
_ALOUD: Mapping[ResponseForm, str] = {
    ResponseForm.SELF: "Answer aloud, as to a person: the main point first, then why.",
    ResponseForm.RUBRIC: "Think aloud: say what you assume, what you choose and what it costs.",
    ResponseForm.NUMBER: "Say aloud what you compute and in which order of size the result must be.",
    ResponseForm.CODE: "Say aloud what you are about to write, and what could break it.",
    ResponseForm.OPTIONS: "Say aloud why it is this one and not the others, then pick.",
}


def greeting(interview: Interview, title: str) -> list[str]:
    """Return the interviewer's first words, a paragraph each."""
    brief = interview.brief
    position = f"{title}, {brief.level.value} level"
    words = [
        f"Good to meet you. We have {minutes(brief.minutes)}. The position: {position}.",
        f"The plan: {plan_words(interview)}.",
        "Answer aloud before you look; then judge yourself as strictly as I would.",
    ]
    if interview.untrusted:
        decks = ", ".join(interview.untrusted)
        words.append(
            f"Coding tasks of {decks} are left out: its programs are not trusted "
            "(`mlinterview deck trust`)."
        )
    return words


def plan_words(interview: Interview) -> str:
    """Return the parts of an interview with their minutes, in a line."""
    times: dict[Part, float] = {}
    for stage in interview.stages:
        times[stage.part] = times.get(stage.part, 0) + stage.minutes
    return ", ".join(f"{PARTS[part].lower()} {time:.0f} min" for part, time in times.items())


def minutes(number: float) -> str:
    """Return ``1 minute``, ``45 minutes``."""
    return f"{number:g} minute{'' if number == 1 else 's'}"


def lead_in(brief: Brief, ask: Ask, resumed: bool) -> str:
    """Return the sentence with which the interviewer puts a question.

    Args:
        brief: of the interview.
        ask: the question.
        resumed: whether it is the first one after the interview was resumed.
    """
    if resumed:
        return "Let us go on where we were."
    if ask.position == 1:
        number = ask.stage.number
        words = _BEGIN[ask.stage.part]
        if ask.stage.part is Part.LADDER and number > 1:
            words = _NEXT[Step.FIRST]
    elif ask.stage.part is Part.LADDER:
        words = _NEXT[ask.step]
    else:
        words = _AFTER_SHORT[ask.step]
    place = draw(brief.seed, "voice", ask.item.id)
    return words[int(place * len(words))]


def aloud(form: ResponseForm) -> str:
    """Return what to do before looking at the answer."""
    return _ALOUD[form]
