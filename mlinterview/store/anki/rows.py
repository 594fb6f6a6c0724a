"""Rows of Anki's tables, columns in the order of its schema 11."""

from __future__ import annotations

from typing import NamedTuple


class NoteRow(NamedTuple):
    """A row of ``notes``: what an author wrote.

    Attributes:
        id: unique; Anki uses the milliseconds of its making.
        guid: the same in all collections that hold the note.
        mid: the note type.
        mod: seconds since 1970 of the last change.
        usn: for Anki's synchronisation.
        tags: words with a blank around each.
        flds: fields, separated by U+001F.
        sfld: the field that Anki sorts by, without HTML.
        csum: first 32 bits of the SHA-1 of the first field without HTML.
        flags: unused.
        data: unused.
    """

    id: int
    guid: str
    mid: int
    mod: int
    usn: int
    tags: str
    flds: str
    sfld: str
    csum: int
    flags: int = 0
    data: str = ""


class CardRow(NamedTuple):
    """A row of ``cards``.

    Attributes:
        id: unique.
        nid: the note.
        did: the deck.
        ord: number of the template or of the hole, from 0.
        mod: seconds since 1970 of the last change.
        usn: for Anki's synchronisation.
        type: 0 new, 1 learning, 2 review, 3 relearning.
        queue: 0 new, 1 learning within the day, 2 review, 3 learning over days, -1 suspended,
            -2 and -3 buried.
        due: position of a new card; seconds since 1970 of a step within the day; otherwise days
            since the collection's day 0.
        ivl: interval, days.
        factor: SM-2's ease in thousandths; FSRS does not use it.
        reps: reviews so far.
        lapses: times it was forgotten.
        left: learning steps that remain.
        odue: due in its own deck while it is in a filtered one.
        odid: its own deck while it is in a filtered one.
        flags: coloured flag, 0 for none.
        data: JSON: ``s`` stability (days), ``d`` difficulty, ``dr`` desired retention, ``decay``,
            ``lrt`` last review (seconds), ``pos`` position when new.
    """

    id: int
    nid: int
    did: int
    ord: int
    mod: int
    usn: int
    type: int
    queue: int
    due: int
    ivl: int
    factor: int
    reps: int
    lapses: int
    left: int
    odue: int
    odid: int
    flags: int
    data: str


class ReviewRow(NamedTuple):
    """A row of ``revlog``.

    Attributes:
        id: milliseconds since 1970 of the answer; unique.
        cid: the card.
        usn: for Anki's synchronisation.
        ease: rating, 1 Again to 4 Easy; 0 if nothing was answered.
        ivl: interval that followed, in days, or in seconds as a negative number.
        last_ivl: interval before, the same way.
        factor: under FSRS the difficulty, 100 for 1 to 1100 for 10; under SM-2 the ease in
            thousandths; 0 where scheduling was not touched.
        time: milliseconds that the answer took.
        type: 0 learning, 1 review, 2 relearning, 3 filtered deck, 4 manual, 5 rescheduled.
    """

    id: int
    cid: int
    usn: int
    ease: int
    ivl: int
    last_ivl: int
    factor: int
    time: int
    type: int
