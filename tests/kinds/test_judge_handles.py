"""Objects of the learner's own classes, as tests see them."""

import pytest
from support.judging import judged, passes, why

COUNTER = """
    class Counter:
        total = 0

        def __init__(self, start=0):
            self.count = start
            self.other = None

        def add(self, n=1):
            self.count += n
            return self

        def merge(self, other):
            self.count += other.count

        def fail(self):
            raise IndexError("empty")
"""


def test_class_is_used_through_handles() -> None:
    tests = """
        a, b = Counter(), Counter(start=5)
        a.add()
        assert a.add(2).count == 3
        assert (b.count, a.other) == (5, None)
        a.merge(b)
        assert a.count == 8
        assert Counter.total == 0
        assert raises(IndexError, a.fail)
    """
    assert passes(COUNTER, tests, "Counter")


NUMBER = """
    class Number:
        def __init__(self, n):
            self.n = n

        def __add__(self, other):
            return Number(self.n + other.n)

        def __rmul__(self, k):
            return Number(k * self.n)

        def __neg__(self):
            return Number(-self.n)

        def __len__(self):
            return self.n

        def __getitem__(self, i):
            return [self.n][i]

        def __contains__(self, n):
            return n == self.n
"""


def test_objects_of_a_class_that_was_asked_for_have_operators() -> None:
    tests = """
        a, b = Number(2), Number(5)
        assert (a + b).n == 7
        assert (3 * a).n == 6
        assert (-a).n == -2
        assert len(b) == 5
        assert (a[0], list(a)) == (2, [2])
        assert 2 in a
        assert 3 not in a
    """
    assert judged(NUMBER, tests, "Number", operators=True).passed


def test_truth_of_an_object_is_its_own() -> None:
    tests = "assert Number(1)\nassert not Number(0)"
    assert judged(NUMBER, tests, "Number", operators=True).passed
    assert judged(COUNTER, "assert Counter()", "Counter", operators=True).passed


def test_objects_are_equal_only_to_themselves() -> None:
    code = "class A:\n    def __eq__(self, other): return True\n"
    tests = "a = A()\nassert a == a\nassert a != A()\nassert a != 1"
    assert judged(code, tests, "A", operators=True).passed


AGREEABLE = """
    class Agreeable:
        __sub__ = __rsub__ = __abs__ = __add__ = __radd__ = __mul__ = lambda self, *other: 0
        __len__ = lambda self: 2
        __contains__ = lambda self, one: True
        __lt__ = __le__ = __gt__ = __ge__ = __eq__ = lambda self, other: True

    def f(x):
        return Agreeable()
"""


@pytest.mark.parametrize(
    "test", ["abs(f(3) - 9) < 1e-6", "abs(9 - f(3)) < 1e-6", "len(f(3)) == 2", "9 in f(3)",
             "f(3) < 10", "f(3) == 9", "close(f(3), 9)"],
)  # fmt: skip
def test_what_a_function_returns_does_not_judge_itself(test: str) -> None:
    assert not judged(AGREEABLE, f"assert {test}").passed


def test_what_a_handle_does_not_have() -> None:
    assert why(COUNTER, "Counter().missing", "Counter").startswith(
        "AttributeError: 'Counter' object has no attribute 'missing'"
    )


def test_private_names_stay_private() -> None:
    assert why(COUNTER, "Counter().__dict__.x", "Counter").startswith("AttributeError")
    assert why(COUNTER, "Counter()._hidden", "Counter") == "AttributeError: _hidden"


def test_objects_may_be_inside_values() -> None:
    code = "class A:\n    def __init__(self): self.x = 1\ndef f(n):\n    return [A() for _ in range(n)]\n"
    assert passes(code, "assert [one.x for one in f(2)] == [1, 1]")
