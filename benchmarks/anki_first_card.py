"""Open an Anki collection and fetch its first card; ``--make`` fills one with 10,000 cards."""

from __future__ import annotations

import sys
from pathlib import Path

from anki.collection import Collection

path = Path(sys.argv[1])
path.parent.mkdir(parents=True, exist_ok=True)
collection = Collection(str(path))
if "--make" in sys.argv:
    model = collection.models.by_name("Basic")
    for number in range(10_000):
        note = collection.new_note(model)
        note["Front"], note["Back"] = f"Question {number}", f"Answer {number}"
        collection.add_note(note, 1)
else:
    card = collection.sched.getCard()
    assert card is not None
    card.question()
collection.close()
