"""Choice: pick one option or several; the order is drawn anew at each presentation."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, ClassVar

from mlinterview.errors import UsageError
from mlinterview.grading.draws import shuffled_order
from mlinterview.grading.listitems import read_items
from mlinterview.model.kinds import (
    Draft,
    Outcome,
    Presentation,
    QuestionKind,
    Reading,
    ResponseForm,
    Verdict,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mlinterview.model.questions import Question

MOST_OPTIONS = 9
_BOX = re.compile(r"\[([ xX])\](?:\s+|$)")
_SWEEPING = re.compile(
    r"\b(all|none|both|any|either|neither)( of)?"
    r"( the (above|options|others|other answers)\b| (these|those)(?=\W*$))",
    re.IGNORECASE,
)


class Choice(QuestionKind):
    """Options with feedback each; the keys never leave Python before they are graded."""

    name = "choice"
    description = "Pick the right option, or all right ones."
    version = 2
    fields = frozenset({"select"})
    sections: ClassVar[Mapping[str, bool]] = {"options": True}
    answer = None

    def read(self, draft: Draft) -> Reading:
        """Read the task list of options."""
        section = draft.sections.get("options")
        if section is None:
            return Reading()
        items, strays = read_items(section)
        for line in strays:
            draft.mistake(line, "text between the options is no option",
                          "indent an option's feedback below it, after a blank line")  # fmt: skip
        options = []
        for item in items:
            box = _BOX.match(item.head)
            if box is None:
                draft.mistake(item.line, "an option has no box", "begin it with `- [ ]` or `- [x]`")
                continue
            text = item.head[box.end() :].strip()
            if not text:
                draft.mistake(item.line, "an option is empty", "fill or delete it")
                continue
            options.append({"text": text, "right": box[1] != " ", "feedback": item.rest})
            if "\n" in text:
                draft.mistake(item.line, "an option goes over several lines", "write the option on "
                              "one line, and its feedback after a blank line")  # fmt: skip
            elif not item.rest:
                draft.mistake(item.line, "an option has no feedback",
                              "add an indented paragraph after a blank line")  # fmt: skip
            if _SWEEPING.search(text):
                draft.mistake(item.line, f"the option {text!r} depends on the others",
                              "say what it claims")  # fmt: skip
        self._check(draft, options, section.line)
        several = draft.fields.get("select") == "several"
        return Reading({"options": options, "several": several})

    def _check(self, draft: Draft, options: list[dict[str, Any]], line: int) -> None:
        texts = [" ".join(option["text"].casefold().split()) for option in options]
        if not 2 <= len(options) <= MOST_OPTIONS:
            draft.mistake(line, f"there are {len(options)} options",
                          f"write 2 to {MOST_OPTIONS}, better 3 to 5")  # fmt: skip
        if len(set(texts)) < len(texts):
            draft.mistake(line, "two options are the same", "change one of them")
        select = draft.fields.get("select")
        if select not in (None, "one", "several"):
            draft.mistake(draft.line_of("select"), f"`select` cannot be {select!r}",
                          "write `several`, or leave it out")  # fmt: skip
        keys = sum(option["right"] for option in options)
        if keys == 0:
            draft.mistake(line, "no option is right", "mark the right one with `[x]`")
        elif keys > 1 and select != "several":
            draft.mistake(line, f"{keys} options are right", "mark one, or announce it with "
                          "`select: several`")  # fmt: skip

    def present(self, question: Question, ordinal: int, seed: int) -> Presentation:
        """Shuffle the options by the seed."""
        options = question.details["options"]
        order = shuffled_order(len(options), seed)
        answer = question.answer or "\n".join(f"- {o['text']}" for o in options if o["right"])
        return Presentation(
            prompt=question.prompt,
            answer=answer,
            form=ResponseForm.OPTIONS,
            options=tuple(options[index]["text"] for index in order),
            several=question.details["several"],
            extra={
                "order": order,
                "right": [index for index, option in enumerate(options) if option["right"]],
                "feedback": [options[index]["feedback"] for index in order],
            },
        )

    def grade(self, question: Question, shown: Presentation, response: str) -> Verdict | None:
        """Judge numbers of shown options, such as ``2`` or ``1, 3``.

        With several right options: all and no other is correct; more right than wrong picks is
        partly correct.
        """
        options, order = question.details["options"], shown.extra["order"]
        numbers = picked_numbers(response, len(order))
        if len(numbers) > 1 and not shown.several:
            raise UsageError("one option is right: answer with one number")
        picked = {order[number - 1] for number in numbers}
        right = {index for index, option in enumerate(options) if option["right"]}
        hits, misses = len(picked & right), len(picked - right)
        if picked == right:
            outcome = Outcome.CORRECT
        elif shown.several and hits > misses:
            outcome = Outcome.PARTIAL
        else:
            outcome = Outcome.WRONG
        worth_saying = [index for index in order if index in picked or index in right]
        return Verdict(
            outcome,
            tuple(_feedback(options[i], i in picked) for i in worth_saying),
            {"picked": sorted(picked), "right": sorted(right)},
        )


def picked_numbers(response: str, count: int) -> set[int]:
    """Return the option numbers (from 1) in a response.

    Raises:
        UsageError: there is none, or one is out of range.
    """
    words = set(re.split(r"[\s,;]+", response.strip(" \t\r\n,;")))
    if not words <= {str(number) for number in range(1, count + 1)}:
        short = response if len(response) <= 40 else f"{response[:37]}..."
        raise UsageError(f"{short!r} names no option: answer with numbers from 1 to {count}")
    return {int(word) for word in words}


def _feedback(option: dict[str, Any], was_picked: bool) -> str:
    mark = "✓" if option["right"] else "✗"
    missed = " (not picked)" if option["right"] and not was_picked else ""
    feedback = option["feedback"].replace("\n", "\n  ")
    return f"- {mark} {option['text']}{missed}\n\n  {feedback}"
