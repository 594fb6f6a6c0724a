"""What tests can do with a learner's program, and what the learner is told."""

import pytest
from support.judging import judged, passes, why

DOUBLE = "def f(x):\n    return 2 * x\n"


def test_program_that_does_what_is_asked_passes() -> None:
    report = judged(DOUBLE, "assert f(3) == 6")
    assert report.passed
    assert [(t.name, t.about, t.why) for t in report.tests] == [("test_it", "It works.", "")]


def test_each_test_is_one_entry_in_the_order_of_the_file() -> None:
    report = judged(
        DOUBLE,
        '''
        def helper(x):
            return f(x)

        def test_b():
            """Doubles
            one."""
            assert helper(1) == 2

        def test_a():
            assert f(2) == 5, "two is not doubled"

        def test_c():
            """Doubles texts."""
            assert f("a") == "aa"
        ''',
    )
    assert [(test.about, test.passed, test.why) for test in report.tests] == [
        ("Doubles one.", True, ""),
        ("test_a", False, "two is not doubled"),
        ("Doubles texts.", True, ""),
    ]
    assert not report.passed


def test_failing_assertion_shows_its_line_and_the_values_in_it() -> None:
    assert why(DOUBLE, "x = 3\ny = [1]\ngot = f(x)\nassert got == x + 4") == (
        "got == x + 4\nx = 3\ngot = 6"
    )


def test_long_values_are_shortened() -> None:
    told = why(DOUBLE, "got = f('a' * 500)\nassert got == 1")
    assert told.endswith("a...")
    assert len(told) < 150


def test_exception_is_told_with_the_line_of_the_learner() -> None:
    code = "def f(x):\n    y = x - 1\n    return 1 / y\n"
    assert why(code, "f(1)") == "ZeroDivisionError: division by zero (line 3: return 1 / y)"


def test_line_is_the_learners_own_also_below_a_library() -> None:
    code = "import json\ndef f(x):\n    return json.loads(x)\n"
    assert why(code, "f('[')").endswith("(line 3: return json.loads(x))")


@pytest.mark.parametrize(
    ("code", "failure"),
    [
        ("1 / 0\n", "ZeroDivisionError: division by zero (line 1: 1 / 0)"),
        ("def f(x):\n  return (\n", "SyntaxError: '(' was never closed"),
        ("import nothing_like_this\n", "ModuleNotFoundError: No module named"),
        ("x = 1\nraise ValueError('no')\n", "ValueError: no (line 2: raise ValueError('no'))"),
        ("raise SystemExit(3)\n", "RemoteError: SystemExit: 3 (line 1: raise SystemExit(3))"),
        ("class E(Exception): pass\nraise E('own')\n", "Exception: E: own (line 2: raise E('own'))"),
    ],
)  # fmt: skip
def test_program_that_does_not_load(code: str, failure: str) -> None:
    report = judged(code, "assert True")
    assert report.failure.startswith(failure)
    assert (report.tests, report.passed) == ((), False)


def test_missing_function_is_told() -> None:
    assert why("def g(x):\n    return x\n", "f(1)") == ("NameError: your program defines no 'f'")


def test_program_of_no_tests_does_not_pass() -> None:
    assert not judged(DOUBLE, "def test_nothing(): ...\ndel test_nothing").passed


def test_what_the_program_prints_is_kept_apart() -> None:
    report = judged("print('loaded')\ndef f(x):\n    print('called', x)\n    return 2 * x\n",
                    "assert f(3) == 6")  # fmt: skip
    assert report.passed
    assert report.printed == "loaded\ncalled 3\n"


def test_only_the_beginning_of_much_output_is_kept() -> None:
    report = judged("print('x' * 1_000_000)\n" + DOUBLE, "assert f(3) == 6")
    assert report.passed
    assert report.printed == "x" * 20_000


def test_text_that_cannot_be_stored_is_made_storable() -> None:
    report = judged("def f(x):\n    raise ValueError('\\ud800')\n", "f(1)")
    assert report.tests[0].why.startswith("ValueError: ?")
    assert judged("raise ValueError('\\udc80')", "f(1)").failure.startswith("ValueError: ?")


@pytest.mark.parametrize(
    "value",
    ["None", "True", "-1", "2**80", "0.5", "1j", "'é😀'", "b'a'", "[1, [2, (3,)]]", "{'a': {1, 2}}",
     "{(1, 2): None}", "{frozenset({1})}", "float('inf')"],
)  # fmt: skip
def test_values_go_there_and_come_back(value: str) -> None:
    assert passes("def f(x):\n    return x\n", f"assert f({value}) == {value}")


def test_types_come_back_as_they_are() -> None:
    tests = "assert type(f((1,))) is tuple\nassert type(f({1})) is set\nassert f(True) is True"
    assert passes("def f(x):\n    return x\n", tests)


def test_arrays_go_there_and_come_back() -> None:
    code = "def f(x, w):\n    return (x @ w).astype('float32')\n"
    tests = """
        got = f(np.eye(2), w=np.array([[1], [2]]))
        assert got.shape == (2, 1)
        assert got.dtype == np.float32
        assert close(got, [[1], [2]])
    """
    assert passes(code, tests)


def test_raises_looks_for_the_exception() -> None:
    code = "def f(x):\n    raise KeyError(x)\n"
    assert passes(code, "assert raises(KeyError, f, 1)\nassert raises(Exception, f, x=1)")
    assert (
        why(code, "assert raises(ValueError, f, 1)") == "KeyError: '1 (line 2: raise KeyError(x))'"
    )
    assert why(DOUBLE, "assert raises(ValueError, f, 1)") == "raises(ValueError, f, 1)"


def test_own_exceptions_of_the_learner_count_as_what_they_stand_on() -> None:
    code = "class Odd(ValueError): pass\ndef f(x):\n    raise Odd('so odd')\n"
    assert passes(code, "assert raises(ValueError, f, 1)")
    assert why(code, "raises(KeyError, f, 1)") == (
        "ValueError: Odd: so odd (line 3: raise Odd('so odd'))"
    )


def test_mutates_tells_whether_arguments_are_changed() -> None:
    assert passes("def f(x):\n    x.append(1)\n", "assert mutates(f, [1])")
    assert passes("def f(x):\n    return x + [1]\n", "assert not mutates(f, [1])")
    assert passes("def f(x):\n    x[0] = 5\n", "assert mutates(f, np.zeros(2))")
    assert passes("def f(x):\n    x = x + 5\n", "assert not mutates(f, np.zeros(2))")
    assert passes("def f(x):\n    x.clear()\n", "assert mutates(f, {1: [2]})")


@pytest.mark.parametrize(
    ("expression", "holds"),
    [
        ("close(1, 1 + 1e-9)", True),
        ("close(1, 1.1)", False),
        ("close(1, 1.1, 0.2)", True),
        ("close(1, 1.1, tolerance=0.2)", True),
        ("close([1, 2], (1.0, 2.0))", True),
        ("close([1, 2], [[1, 2]])", False),
        ("close([1], [1, 2])", False),
        ("close(np.nan, float('nan'))", True),
        ("close([[1], [2]], np.array([[1], [2]]))", True),
        ("close(1j, 1j)", True),
        ("close('a', 1)", False),
        ("close(None, None)", False),
        ("close([1, [2]], [1, [2]])", False),
        ("close(f, f)", False),
    ],
)
def test_close(expression: str, holds: bool) -> None:
    assert passes(DOUBLE, f"assert {expression} is {holds}")


@pytest.mark.parametrize("argument", ["len", "lambda: 1", "object()", "f"])
def test_functions_cannot_be_passed(argument: str) -> None:
    assert "cannot be passed to an answer" in why(DOUBLE, f"f({argument})")


def test_program_keeps_its_state_between_tests() -> None:
    code = "calls = []\ndef f(x):\n    calls.append(x)\n    return len(calls)\n"
    tests = "def test_a():\n    assert f(1) == 1\ndef test_b():\n    assert f(1) == 2\n"
    assert passes(code, tests)


@pytest.mark.parametrize(
    ("tests", "failure"),
    [
        ("def test_a(): ...\n1 / 0", "the tests do not run: ZeroDivisionError: division by zero"),
        ("def test_a(): ...\nraise SystemExit", "the tests do not run: SystemExit: "),
        ("def test_a(: ...", "the tests do not run: SyntaxError: "),
    ],
)
def test_tests_that_do_not_run_are_told(tests: str, failure: str) -> None:
    report = judged(DOUBLE, tests)
    assert report.failure.startswith(failure)
    assert not report.passed


def test_tests_that_assert_nothing_do_not_pass() -> None:
    report = judged(
        DOUBLE,
        "def test_a():\n    yield\nasync def test_b(): ...\ndef test_c():\n    return f(1) == 3\n",
    )
    assert not any(test.passed for test in report.tests)


def test_test_that_exits_fails_and_the_next_one_runs() -> None:
    report = judged(
        DOUBLE, "def test_a():\n    raise SystemExit\ndef test_b():\n    assert f(1) == 2"
    )
    assert [test.passed for test in report.tests] == [False, True]
