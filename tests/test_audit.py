"""What a close look at a deck finds, each with file, line and the words it is told in."""

from collections.abc import Callable
from pathlib import Path

import pytest
from support.authoring import CHOICE, CODE, NUMERIC, SCENARIO, SEVERAL, numeric
from support.decks import cloze, recall
from support.reading import KINDS, QUESTION, changed, read, short

from mlinterview.audit import audit
from mlinterview.grading import numeric as numeric_kind

Look = Callable[..., list[str]]


@pytest.fixture
def look(tmp_path: Path) -> Look:
    """Return a function that looks closely at texts and returns what is found, warnings marked."""

    def looker(*texts: str, run_code: bool = False) -> list[str]:
        reading = read(tmp_path, *texts)
        assert [mistake for mistake in reading.mistakes if not mistake.warning] == []
        found = audit(reading, KINDS, run_code)
        return [f"{'warning: ' if m.warning else ''}{short(m)}" for m in found]

    return looker


@pytest.mark.parametrize("text", [QUESTION, CHOICE, SEVERAL, NUMERIC, CODE, SCENARIO])
def test_sound_question_is_sound(look: Look, text: str) -> None:
    assert look(text) == []


# -- prompts -------------------------------------------------------------------------------------


def test_recall_prompt_of_more_than_sixty_words(look: Look) -> None:
    assert look(changed("The prompt.", "word " * 60, QUESTION)) == []
    assert look(changed("The prompt.", "word " * 61, QUESTION)) == [
        "warning: a.md:1: the prompt of `d/one` has 61 words; keep it to 60: one idea a question"
    ]


def test_cloze_prompt_of_more_than_sixty_words(look: Look) -> None:
    text = cloze("c").replace("c has", "word " * 60)
    assert look("\n\n" + text) == [
        "warning: a.md:3: the prompt of `d/c` has 65 words; keep it to 60: one idea a question"
    ]


def test_code_and_formulas_are_no_words(look: Look) -> None:
    long = "$x = " + "a + " * 70 + "1$ and `" + "b " * 70 + "`\n\n```\n" + "c " * 70 + "\n```"
    assert look(changed("The prompt.", long, QUESTION)) == []


def test_other_kinds_may_have_longer_prompts(look: Look) -> None:
    assert look(changed("Design a thing.", "word " * 200, SCENARIO)) == []


ABOUT = "Which regularisation sets some of the coefficients of a linear model to exactly zero"


def test_prompts_that_are_nearly_the_same(look: Look) -> None:
    one = recall("one").replace("What is one?", f"{ABOUT}, and why?")
    two = recall("two").replace("What is two?", f"{ABOUT} and why")
    assert look(one, two) == [
        "warning: b.md:1: the prompt of `d/two` is nearly that of `d/one`; "
        "ask from another angle, or delete one"
    ]


def test_prompts_about_the_same_thing_are_fine(look: Look) -> None:
    one = recall("one").replace("What is one?", f"{ABOUT}, and why?")
    two = recall("two").replace("What is two?", f"{ABOUT.replace('zero', 'the same value')}?")
    three = recall("three").replace("What is three?", "How does an L1 penalty give zeros?")
    assert look(one, two, three) == []


def test_near_duplicates_are_found_across_kinds(look: Look) -> None:
    one = changed("The title", ABOUT, changed("Which one?", "Which one is it of them?", CHOICE))
    two = changed(
        "What is one?", ABOUT, changed("The prompt.", "Which one is it of them?", QUESTION)
    )
    assert len(look(one, two.replace("id: one", "id: two"))) == 1


# -- choice --------------------------------------------------------------------------------------


def choices(*places: int, key: str = "The key {}", options: int = 4) -> str:
    """Return choice questions whose keys stand at these places."""
    texts = []
    for number, place in enumerate(places):
        lines = []
        for option in range(options):
            words = key if option == place else "Another {}"
            mark = "x" if option == place else " "
            lines += [f"- [{mark}] {words.format(f'{number}{option}')}", "", "  So.", ""]
        text = (
            CHOICE[: CHOICE.index("- [ ]")] + "\n".join(lines) + CHOICE[CHOICE.index("### Why") :]
        )
        unlike = " ".join(f"{word}{number}" for word in ("alpha", "beta", "gamma", "delta"))
        texts.append(text.replace("id: one", f"id: q{number}").replace("The title", unlike))
    return "\n".join(texts)


def test_key_that_is_the_longest_too_often(look: Look) -> None:
    assert look(choices(*[0, 1, 2, 3] * 3, key="The one and only key {}")) == [
        "a.md:1: in 12 of 12 choice questions the right option is the longest (by chance 3); "
        "shorten right options or lengthen wrong ones"
    ]


def test_key_that_is_the_longest_as_often_as_chance_has_it(look: Look) -> None:
    long = choices(*[0, 1, 2], key="The one and only key {}")
    others = choices(*[3, 0, 1, 2, 3, 0, 1, 2, 3]).replace("id: q", "id: r")
    for word in ("alpha", "beta", "gamma", "delta"):
        others = others.replace(word, word.upper() + "s")
    assert look(long, others) == []


def test_key_that_stands_at_the_same_place(look: Look) -> None:
    assert look("# Questions\n\n" + choices(*[1] * 12)) == [
        "warning: a.md:3: in 12 of 12 choice questions option 2 of the page is right; "
        "vary the place; sessions shuffle, but readers of the page notice"
    ]


def test_few_choice_questions_prove_nothing(look: Look) -> None:
    assert look(choices(*[1] * 9, key="The one and only key {}")) == []


def test_questions_with_several_keys_do_not_count(look: Look) -> None:
    text = choices(*[1] * 12).replace("kind: choice", "kind: choice\nselect: several")
    assert look(text) == []


# -- numeric -------------------------------------------------------------------------------------


def test_fewer_than_five_answers(look: Look) -> None:
    assert look(numeric("a = integer(11, 14)", "answer = a * 2")) == [
        "a.md:15: 200 draws give only 4 different answers; draw from wider ranges"
    ]
    assert look(numeric("a = integer(11, 15)", "answer = a * 2")) == []


def test_divisions_by_zero(look: Look) -> None:
    [message] = look(numeric("a = integer(0, 9)\nb = 7", "answer = (a + 1) * 630 // a"))
    assert message.startswith("a.md:15: ")
    assert message.endswith(
        " of 200 draws divide by zero; "
        "draw so that this cannot happen, or guard it with `require(…)`"
    )


def test_divisions_that_are_guarded(look: Look) -> None:
    assert look(numeric("a = integer(0, 9)\nrequire(a)", "answer = a * 70 + 1")) == []


def test_rounding_that_hangs_on_the_last_bit(look: Look) -> None:
    text = numeric("a = integer(20, 99)", "answer = a / 10", fields="decimals: 0\n")
    [message] = look(text)
    assert message.startswith("a.md:22: in ")
    assert message.endswith(
        " of 200 draws the rounding of the answer hangs on its last bit; "
        "round to another number of decimals"
    )


def test_draws_most_of_which_are_thrown_away(look: Look) -> None:
    [message] = look(numeric("a = integer(0, 99)\nrequire(a < 20)", "answer = a + 50"))
    assert message.startswith("warning: a.md:15: ")
    assert message.endswith(
        " of 200 draws are thrown away, most of them because AssertionError; draw so that most fit"
    )


FAILURES = [
    ("a = 7\nb = missing", "answer = 8",
     "a.md:16: `### Draw` fails: NameError: name 'missing' is not defined; correct it"),
    ("a = integer(5, 'x')", "answer = 8",
     "a.md:15: `### Draw` fails: TypeError: '<' not supported between instances of 'str' and 'int'; "
     "correct it"),
    ("a = 7", "b = 1\nc = [][b]\nanswer = 8",
     "a.md:22: `### Solve` fails: IndexError: list index out of range; correct it"),
    ("a = 7", "answer = a / 3",
     "a.md:21: `### Solve` fails: `answer` is no whole number, and the fields have neither "
     "`decimals` nor `tolerance`; correct it"),
    ("a = 7", "answer = 'seven'",
     "a.md:21: `### Solve` fails: `answer` is a str, which is no number; correct it"),
    ("a = 'x' * 501", "answer = 8",
     "a.md:1: the value of `{{a}}` is longer than 500 characters; correct it"),
]  # fmt: skip


@pytest.mark.parametrize(("draw", "solve", "message"), FAILURES)
def test_code_that_fails_is_told_at_its_line(
    look: Look, draw: str, solve: str, message: str
) -> None:
    assert look(numeric(draw, solve)) == [message]


def test_wrong_answer_that_fails_is_told_at_its_line(look: Look) -> None:
    wrong = "- `a + 1` One.\n- `a + missing` Two."
    assert look(numeric("a = integer(10, 99)", "answer = a * 2", wrong=wrong)) == [
        "a.md:27: `### Wrong answers` fails: NameError: name 'missing' is not defined; correct it"
    ]


def test_format_that_does_not_fit_is_told(look: Look) -> None:
    text = numeric("a = integer(10, 99) / 2", "answer = 8", prompt="Of {{a:d}}?")
    assert look(text) == [
        "a.md:1: the value of `{{a:d}}` cannot be shown "
        "(Unknown format code 'd' for object of type 'float'); correct it"
    ]


def test_draws_that_take_long(look: Look, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(numeric_kind, "SECONDS_EXAMINED", 0.0)
    assert look(NUMERIC) == ["a.md:16: 1 draws take more than 0 s; let the code do less"]


# -- code ----------------------------------------------------------------------------------------


@pytest.fixture
def run(look: Look) -> Look:
    return lambda *texts: look(*texts, run_code=True)


def test_sound_code_question_is_sound(run: Look) -> None:
    assert run(CODE) == []


def test_code_is_not_run_unless_asked_for(look: Look, tmp_path: Path) -> None:
    canary = tmp_path / "canary"
    evil = changed("def test_three", f"open({str(canary)!r}, 'w')\n\ndef test_three", CODE)
    assert look(evil) == []
    assert not canary.exists()


def test_solution_that_fails_a_test(run: Look) -> None:
    assert run(changed("return 2 * x", "y = 2 * x\n    return y[:-1] if x != 3 else y", CODE)) == [
        "a.md:23: the solution fails (test_list: double([1]) == [1, 1]); correct it"
    ]


def test_solution_that_does_not_run(run: Look) -> None:
    assert run(changed("    return 2 * x", "    return 2 * x\n\n1 / 0", CODE)) == [
        "a.md:23: the solution fails (ZeroDivisionError: division by zero (line 4: 1 / 0)); "
        "correct it"
    ]


def test_starter_that_does_not_run(run: Look) -> None:
    assert run(changed("    ...", "    ...\n\nmissing", CODE)) == [
        "a.md:16: the starter does not run "
        "(NameError: name 'missing' is not defined (line 4: missing)); let it load without error"
    ]


def test_starter_that_passes(run: Look) -> None:
    assert run(changed("    ...", "    return x + x", CODE)) == [
        "a.md:30: the starter passes all tests; add tests"
    ]


def test_wrong_solution_that_passes(run: Look) -> None:
    assert run(changed("return x * x", "return x + x", CODE)) == [
        "a.md:44: the wrong solution passes: Squares.; add a test that it fails",
        "a.md:30: the tests catch 1 wrong solutions; "
        "add wrong solutions, or tests, until at least two fail",
    ]


def test_wrong_solution_that_does_not_run(run: Look) -> None:
    found = run(changed("    return x * x", "    return x * x\n\n1 / 0", CODE))
    assert found[0] == (
        "a.md:44: the wrong solution does not run (ZeroDivisionError: division by zero "
        "(line 4: 1 / 0)): Squares.; let it load, and fail a test"
    )


def test_solution_that_does_not_end_is_told(run: Look) -> None:
    text = changed("[T]\n", "[T]\nseconds: 0.5\n", CODE)
    assert run(changed("return 2 * x", "while True: pass", text)) == [
        "a.md:24: the solution fails (test_three: it did not finish within 0.5 s); correct it"
    ]


def test_tests_that_do_not_run(run: Look) -> None:
    [solution, starter, *_] = run(changed("def test_three", "1 / 0\n\ndef test_three", CODE))
    assert solution == (
        "a.md:23: the solution fails (the tests do not run: ZeroDivisionError: division by zero); "
        "correct it"
    )
    assert starter.startswith("a.md:16: the starter does not run")
