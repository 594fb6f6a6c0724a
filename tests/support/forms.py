"""One question for each way in which a learner responds."""

TAIL = """
### Why

Because.

### Common mistake

None.

### Go deeper

- Why?

### Sources

- A book.
"""


def _question(slug: str, kind: str, fields: str, body: str) -> str:
    fence = f"```yaml question\nid: {slug}\nkind: {kind}\nlevel: mid\ntopics: [T]\n{fields}```"
    return f"## The title of {slug}\n\n{fence}\n\n{body.strip()}\n{TAIL}"


def typed(slug: str) -> str:
    """Return a recall question that recognises ``forty-two``."""
    return _question(
        slug, "recall", "accept: [forty-two]\n", "Which?\n\n### Answer\n\n42, as ever."
    )


def one_of(slug: str) -> str:
    """Return a choice question with one right option."""
    return _question(slug, "choice", "", f"Which one?\n{_options('x', ' ', ' ')}")


def several_of(slug: str) -> str:
    """Return a choice question with two right options of three."""
    return _question(slug, "choice", "select: several\n", f"Which?\n{_options('x', 'x', ' ')}")


def _options(*marks: str) -> str:
    lines = ["\n### Options\n"]
    for name, mark in zip(("alpha", "beta", "gamma"), marks, strict=True):
        lines += [f"- [{mark}] {name}\n", f"  About {name}.\n"]
    return "\n".join(lines)


def number(slug: str) -> str:
    """Return a numeric question: what is a random number plus one?"""
    return _question(
        slug,
        "numeric",
        "unit: apples\n",
        """
How many are {{n}} and one?

### Draw

```python
n = integer(100, 9000)
```

### Solve

```python
answer = n + 1
```

### Wrong answers

- `n - 1` You took one away.

### Answer

{{answer}} apples.
""",
    )


def program(slug: str) -> str:
    """Return a code question: double a number."""
    return _question(
        slug,
        "code",
        "function: double\n",
        """
Write `double(x)`.

### Starter

```python
def double(x):
    ...
```

### Solution

```python
def double(x):
    return 2 * x
```

### Tests

```python
def test_three():
    \"\"\"Doubles three.\"\"\"
    assert double(3) == 6
```

### Wrong solutions

Squares.

```python
def double(x):
    return x * x
```

Nothing.

```python
def double(x):
    return x
```

### Hints

1. Multiply.
2. By two.
""",
    )


def outline(slug: str) -> str:
    """Return a scenario with four points and two red flags."""
    return _question(
        slug,
        "scenario",
        "minutes: 5\n",
        """
Design a thing.

### Rubric

- **Must:** Asks what for.
- Names a measure.
- Starts small.
- Watches it.

### Red flags

- Ignores costs.
- Forgets the users.

### Strong answer

First I ask.

### Weak answer

I would use a big one.
""",
    )
