"""Whatever a file holds, reading it gives questions or mistakes, and never fails."""

import json
import re
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st
from support.reading import INFO, KINDS, QUESTION, TWO, changed

from mlinterview.deckfiles.deckinfo import read_deck_info
from mlinterview.deckfiles.folder import FileReading, read_file
from mlinterview.model.decks import DeckInfo
from mlinterview.model.questions import Mistake
from mlinterview.store.question_cache import question_from_json, question_to_json

CLOZE_PROMPT = "A {{hole::hint}} and $x_{{2}}$."
CLOZE = changed("### Answer\n\nThe answer.\n", "", QUESTION.replace("recall", "cloze"))
CLOZE = changed("The prompt.", CLOZE_PROMPT, CLOZE)
DECK = "\n".join(
    [
        "# Title\n",
        QUESTION,
        changed("The answer.", "```python\nx = 1\n```", TWO),
        CLOZE.replace("one", "three"),
    ]
)
SNIPPETS = [
    "```", "~~~", "````", "---", "===", "- ", "> ", "#", "## x", "### Why", "\t", "    ", "{{", "}}",
    "::", "$$", "`", "<!--", "-->", "&a", "*a", "[", "]", "{", "}", ": ", "\x00", "\x1b", "\u202e",
    "```yaml question", "id: one", "kind: cloze", "|", ">", "'", '"', "!!binary", "\ufeff", "\r",
]  # fmt: skip
EXAMPLES = 100


def read_bytes(data: bytes) -> FileReading:
    with TemporaryDirectory() as folder:
        path = Path(folder, "a.md")
        path.write_bytes(data)
        return read_file(path, "d", KINDS)


def check(data: bytes) -> None:
    reading = read_bytes(data)
    wrong = [mistake for mistake in reading.mistakes if not mistake.warning]
    lines = data.replace(b"\r", b"\n").count(b"\n") + 1
    assert all(1 <= mistake.line <= lines and mistake.mend for mistake in wrong)
    assert all("\n" not in str(mistake) for mistake in wrong)
    # by CommonMark, no backtick may follow on the line that opens a fence of backticks
    fences = re.findall(rb"(?m)^```yaml question\b[^`\n]*$", data)
    assert wrong or len(reading.questions) == len(fences) > 0
    for question in reading.questions:
        # what is kept in the cache comes back the same
        kept = json.loads(json.dumps(question_to_json(question)))
        assert question_from_json(kept) == question
        kind = KINDS[question.kind]
        for ordinal in question.cards:
            kind.present(question, ordinal, 0)


@st.composite
def mutated(draw: st.DrawFn, text: str) -> str:
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(text)))
        end = start + draw(st.sampled_from([0, 0, 1, 3, 40]))
        text = text[:start] + draw(st.sampled_from(["", *SNIPPETS])) + text[end:]
    return text


@st.composite
def shuffled_lines(draw: st.DrawFn) -> str:
    lines = DECK.split("\n")
    for _ in range(draw(st.integers(1, 5))):
        old, new = (draw(st.integers(0, len(lines) - 1)) for _ in range(2))
        lines.insert(new, lines[old] if draw(st.booleans()) else lines.pop(old))
    return "\n".join(lines)


def test_deck_to_be_mutated_is_sound() -> None:
    reading = read_bytes(DECK.encode())
    assert (len(reading.questions), reading.mistakes) == (3, ())


@settings(max_examples=EXAMPLES)
@given(mutated(DECK))
def test_mutated_deck(text: str) -> None:
    check(text.encode())


@settings(max_examples=EXAMPLES)
@given(shuffled_lines())
def test_deck_with_lines_moved_or_doubled(text: str) -> None:
    check(text.encode())


@settings(max_examples=EXAMPLES)
@given(st.binary() | st.text().map(str.encode))
def test_any_bytes(data: bytes) -> None:
    check(data)


@given(st.lists(st.sampled_from(["\n", *SNIPPETS]), max_size=40).map("".join))
def test_any_markup_in_a_prompt(prompt: str) -> None:
    check(changed("The prompt.", prompt).encode())
    check(changed(CLOZE_PROMPT, prompt, CLOZE).encode())


@given(st.text() | mutated(INFO))
def test_any_deck_md(text: str) -> None:
    mistakes = list[Mistake]()
    plain = DeckInfo("d", "D")
    info = read_deck_info(text, plain, "deck.md", mistakes)
    assert mistakes or info != plain
