"""One faultless question of each graded kind, as an author writes it; tests change one thing each."""

from pathlib import Path
from tempfile import TemporaryDirectory

from support.reading import changed, read, told

from mlinterview.model.questions import Question

_TAIL = """
### Why

Because.

### Common mistake

None.

### Go deeper

- And then?

### Sources

- A book.
"""


def _question(kind: str, fields: str, body: str) -> str:
    fence = f"```yaml question\nid: one\nkind: {kind}\nlevel: mid\ntopics: [T]\n{fields}```"
    return f"## The title\n\n{fence}\n\n{body.strip()}\n{_TAIL}"


CHOICE = _question(
    "choice",
    "",
    """
Which one?

### Options

- [ ] The first

  About the first.

- [x] The second

  About the second.

- [ ] The third

  About the third.
""",
)

SEVERAL = changed(
    "- [ ] The third",
    "- [x] The third",
    changed("topics: [T]\n", "topics: [T]\nselect: several\n", CHOICE),
)

NUMERIC = _question(
    "numeric",
    "decimals: 3\n",
    """
There are {{tp}} hits, {{fp}} false alarms and {{fn}} misses. What is the precision?

### Draw

```python
tp = integer(20, 90)
fp = integer(5, 60)
fn = integer(5, 60)
```

### Solve

```python
answer = tp / (tp + fp)
```

### Wrong answers

- `tp / (tp + fn)` That is recall.
- `(tp + fp) / tp` It is upside down.

### Answer

{{answer:.3f}}
""",
)

CODE = _question(
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

def test_list():
    \"\"\"Doubles a list.\"\"\"
    assert double([1]) == [1, 1]
```

### Wrong solutions

Squares.

```python
def double(x):
    return x * x
```

Gives it back.

```python
def double(x):
    return x
```

### Hints

1. Multiply.
2. By two.
""",
)

SCENARIO = _question(
    "scenario",
    "minutes: 15\n",
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


def made(text: str) -> Question:
    """Return the question of a text, which must have no mistakes."""
    with TemporaryDirectory() as folder:
        reading = read(Path(folder), text)
    assert told(reading) == []
    [question] = reading.questions
    return question


def numeric(draw: str, solve: str, *, prompt: str = "", fields: str = "", wrong: str = "") -> str:
    """Return a numeric question with this code; by default the prompt shows ``a``."""
    text = changed("tp = integer(20, 90)\nfp = integer(5, 60)\nfn = integer(5, 60)", draw, NUMERIC)
    text = changed("answer = tp / (tp + fp)", solve, text)
    text = changed(NUMERIC[NUMERIC.index("There are") : NUMERIC.index("\n\n### Draw")],
                   prompt or "What of {{a}}?", text)  # fmt: skip
    listed = NUMERIC[NUMERIC.index("- `tp / (tp + fn)`") : NUMERIC.index("\n\n### Answer")]
    text = changed(listed, wrong or "- `4321` Too much.", text)
    return changed("{{answer:.3f}}", "{{answer}}", changed("decimals: 3\n", fields, text))
