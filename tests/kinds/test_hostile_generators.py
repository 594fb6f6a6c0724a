"""What hostile code in a deck's Draw and Solve comes to: a refusal, or nothing."""

from pathlib import Path

import pytest
from support.authoring import made, numeric
from support.reading import read, told

from mlinterview.errors import MLInterviewError
from mlinterview.grading import sandbox, variants
from mlinterview.grading.numeric import Numeric
from mlinterview.grading.variants import DrawError, draw

ENDLESS = "while True:\n    pass"

REFUSED = {
    "endless loop": (ENDLESS, "TimeoutError"),
    "endless function": ("def f():\n    while True:\n        pass\nf()", "TimeoutError"),
    "long sum": ("sum(range(10**12))", "TimeoutError"),
    "long comprehension": ("[0 for i in range(10**12) if i < 0]", "TimeoutError"),
    "recursion": ("def f():\n    return f()\nf()", "RecursionError"),
    "power": ("9**9**9", "MemoryError"),
    "shift": ("1 << 10**12", "MemoryError"),
    "factorial": ("math.factorial(10**9)", "MemoryError"),
    "list": ("[0] * 10**12", "MemoryError"),
    "text": ("'a' * 10**12", "MemoryError"),
    "growing list": ("xs = [1]\nwhile True:\n    xs = xs + xs", "MemoryError"),
    "doubling text": ("t = 'x'\nwhile True:\n    t = t + t", "MemoryError"),
    "wide format": ("'{:>99999999999}'.format(1)", "MemoryError"),
    "wide percent format": ("'%99999999999d' % 1", "MemoryError"),
    "wide f-string": ("f'{1:>99999999999}'", "MemoryError"),
    "justified": ("'x'.ljust(10**12)", "MemoryError"),
    "printing": ("while True:\n    print('x' * 1000)", "MemoryError"),
    "printing at once": ("print('x' * 10**7)", "MemoryError"),
    "file": ("open('/etc/passwd')", "PermissionError"),
    "file for writing": ("open('canary', 'w')", "PermissionError"),
    "class": ("().__class__", "AttributeError"),
    "class by getattr": ("getattr((), '__class__')", "AttributeError"),
    "class by parts": ("getattr((), '__cl' + 'ass__')", "AttributeError"),
    "subclasses": ("().__class__.__bases__[0].__subclasses__()", "AttributeError"),
    "class in a format": ("'{0.__class__}'.format(1)", "AttributeError"),
    "globals in a format": ("'{0.__globals__}'.format(integer)", "AttributeError"),
    "globals of a function": ("integer.__globals__", "AttributeError"),
    "code of a function": ("integer.__code__", "AttributeError"),
    "import": ("__import__('os')", "NameError"),
    "builtins": ("__builtins__", "NameError"),
    "globals": ("globals()", "NameError"),
    "input": ("input()", "NameError"),
    "breakpoint": ("breakpoint()", "NameError"),
    "system exit": ("raise SystemExit", "SystemExit"),
    "keyboard interrupt": ("raise KeyboardInterrupt", "KeyboardInterrupt"),
    "import in exec": ("exec('import os; os.system(\"touch canary\")')", "AttributeError"),
    "environment in exec": ("exec('import os; os.environ[\"HOME\"]')", "RuntimeError"),
    "sleep in exec": ("exec('import time; time.sleep(100)')", "TimeoutError"),
    "files in exec": ("exec('import os; os.listdir(\".\")')", "PermissionError"),
}


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sandbox, "SECONDS", 0.5)


@pytest.mark.parametrize("name", REFUSED)
def test_hostile_draw_is_refused(name: str) -> None:
    code, kind = REFUSED[name]
    with pytest.raises(DrawError) as caught:
        draw(made(numeric(f"a = 7\n{code}", "answer = a + 1")).details, 0)
    assert (str(caught.value).partition(":")[0], caught.value.part) == (kind, "draw")


@pytest.mark.parametrize("name", ["endless loop", "list", "class", "file"])
def test_hostile_solution_is_refused(name: str) -> None:
    code, kind = REFUSED[name]
    with pytest.raises(DrawError) as caught:
        draw(made(numeric("a = 7", f"answer = a + 1\n{code}")).details, 0)
    assert (str(caught.value).partition(":")[0], caught.value.part) == (kind, "solve")


@pytest.mark.parametrize("code", ["9**9**9", "[0] * 10**12", "().__class__", "open('/etc/passwd')",
                                  "sum(range(10**12))", "__import__('os')"])  # fmt: skip
def test_hostile_wrong_answer_is_refused(code: str) -> None:
    with pytest.raises(DrawError) as caught:
        draw(made(numeric("a = 7", "answer = 8", wrong=f"- `{code}` No.")).details, 0)
    assert caught.value.part == "wrong answers"


def test_hostile_code_is_never_run_when_a_deck_is_read(tmp_path: Path) -> None:
    assert told(read(tmp_path, numeric(f"a = 7\n{ENDLESS}", "answer = 8"))) == []


def test_slow_attempts_do_not_add_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(variants, "SECONDS", 0)
    with pytest.raises(DrawError, match="0 s of draws were thrown away: AssertionError"):
        draw(made(numeric("a = 7\nrequire(False)", "answer = 8")).details, 0)


def test_slow_wrong_answers_do_not_add_up() -> None:
    wrong = "\n".join(["- `sum(range(200_000))` No."] * 200)
    with pytest.raises(DrawError, match="TimeoutError: it takes too long"):
        draw(made(numeric("a = 7", "answer = 8", wrong=wrong)).details, 0)


def test_sandbox_works_after_everything_that_was_refused() -> None:
    for code, _ in REFUSED.values():
        if "while" not in code and "range" not in code:
            with pytest.raises(sandbox.SandboxError):
                sandbox.evaluate(["import math", code], {})
    assert sandbox.evaluate(["6 * 7"], {}) == [42]


HARMLESS = {
    "shadowed helpers": "integer = decimal = choose = sample = shuffled = require = math = 3",
    "shadowed state": "_state = [0]\n_seed = 0\n_bits = None",
    "shadowed builtins": "print = len = range = list = int = float = str = type = None",
    "shadowed exceptions": "ZeroDivisionError = ValueError = OverflowError = 3",
    "shadowed names of ours": "_wrong = 5\nanswer = 'no'",
    "list that holds itself": "xs = []\nxs.append(xs)",
    "deep list": "xs = []\nfor i in range(20_000):\n    xs = [xs]",
    "dictionary that holds itself": "d = {}\nd['d'] = d",
    "giant number": "n = 10**100_000",
    "long text": "t = 'x' * 10**6",
    "odd values": "t = b'x'\nn = None\ne = ...\nf = integer\nm = math\nr = range(3)\ns = {1}\nc = 1j",
    "generator": "g = (i for i in [1])",
    "caught error": "try:\n    1 / 0\nexcept Exception:\n    pass",
    "control characters": "t = '\\x1b[2J\\x00\\ud800'",
}


@pytest.mark.parametrize("name", HARMLESS)
def test_odd_code_is_harmless(name: str) -> None:
    shown = Numeric().present(made(numeric(f"a = 7\n{HARMLESS[name]}", "answer = 8")), 1, 0)
    assert shown.prompt == "What of 7?"
    assert shown.extra["values"]["answer"] == 8


@pytest.mark.parametrize("name", HARMLESS)
def test_odd_values_are_shown_or_refused(name: str) -> None:
    code = HARMLESS[name]
    names = made(numeric(f"a = 7\n{code}", "answer = 8")).details["names"]
    for one in set(names) - {"answer"}:
        question = made(numeric(f"a = 7\n{code}", "answer = 8", prompt=f"{{{{a}}}} {{{{{one}}}}}"))
        try:
            shown = Numeric().present(question, 1, 0)
        except MLInterviewError:
            continue
        assert len(shown.prompt) < 600
        assert "\x1b" not in shown.prompt
