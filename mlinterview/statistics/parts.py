"""What the statistics are made of. Days are study days since 1970-01-01 of the learner's date."""

from __future__ import annotations

from dataclasses import dataclass

from mlinterview.intervals import wilson


@dataclass(frozen=True, slots=True)
class Share:
    """So many passed of so many.

    Attributes:
        passed: rated Hard, Good or Easy.
        total: asked.
    """

    passed: int
    total: int

    @property
    def value(self) -> float | None:
        """The share (0–1); ``None`` without any."""
        return self.passed / self.total if self.total else None

    @property
    def interval(self) -> tuple[float, float]:
        """Where the true share lies, with 95 % confidence; (0, 1) without any.

        Wilson's score interval (E. B. Wilson 1927), which holds for few and for extreme shares too.
        """
        return wilson(self.passed, self.total) if self.total else (0.0, 1.0)


@dataclass(frozen=True, slots=True)
class Retention:
    """True retention of a period: the first review of a card on a day, of cards with a memory.

    Attributes:
        period: today, week (7 days), month (30), year (365) or all; each ends today.
        days: its length; ``None`` for all.
        young: cards whose stability was under 21 days before the review.
        mature: all others.
    """

    period: str
    days: int | None
    young: Share
    mature: Share

    @property
    def overall(self) -> Share:
        """Young and mature together."""
        return Share(self.young.passed + self.mature.passed, self.young.total + self.mature.total)


@dataclass(frozen=True, slots=True)
class Day:
    """What was done on a study day.

    Attributes:
        study_day: which.
        ratings: reviews rated Again, Hard, Good and Easy.
        cards: distinct cards.
        new: of them, cards seen for the first time (or again after a reset).
        seconds: time spent, as recorded.
        recall: true retention of the day.
    """

    study_day: int
    ratings: tuple[int, int, int, int]
    cards: int
    new: int
    seconds: float
    recall: Share

    @property
    def reviews(self) -> int:
        """Answers given."""
        return sum(self.ratings)


@dataclass(frozen=True, slots=True)
class Streak:
    """Study days in a row.

    Attributes:
        current: up to today, or yesterday if today has no review yet.
        longest: the longest there was.
        studied: study days with reviews in all.
        last_month: of the last 30 days.
    """

    current: int
    longest: int
    studied: int
    last_month: int


@dataclass(frozen=True, slots=True)
class Due:
    """Cards that fall due on a study day; what is overdue is counted apart.

    Attributes:
        study_day: which.
        young: cards with a stability under 21 days, those between learning steps included.
        mature: all others.
    """

    study_day: int
    young: int
    mature: int

    @property
    def cards(self) -> int:
        """Young and mature together."""
        return self.young + self.mature


@dataclass(frozen=True, slots=True)
class Forecast:
    """What falls due if nothing new is learned and nothing is forgotten.

    Attributes:
        overdue: cards that fell due before today.
        days: today and the 364 days after it.
        later: cards that fall due after that.
    """

    overdue: int
    days: tuple[Due, ...]
    later: int


@dataclass(frozen=True, slots=True)
class Histogram:
    """Counts in bins.

    Attributes:
        edges: ascending, one more than counts; a bin holds its lower edge. The last edge of times
            and stabilities is infinite, and the last bin of shares holds its upper edge.
        counts: how many in each.
        median: of the values themselves; ``None`` without any.
    """

    edges: tuple[float, ...]
    counts: tuple[int, ...]
    median: float | None

    @property
    def total(self) -> int:
        """How many in all."""
        return sum(self.counts)


@dataclass(frozen=True, slots=True)
class Times:
    """How long answers took in the last year, in seconds.

    Attributes:
        histogram: of all timed answers.
        first: median of cards seen for the first time; ``None`` without any.
        later: median of all others.
        ratings: medians by rating, Again to Easy.
    """

    histogram: Histogram
    first: float | None
    later: float | None
    ratings: tuple[float | None, float | None, float | None, float | None]


@dataclass(frozen=True, slots=True)
class Hour:
    """An hour of the learner's wall clock, over the last year.

    Attributes:
        hour: 0–23.
        reviews: answers given in it.
        recall: true retention of those among them that count for it.
    """

    hour: int
    reviews: int
    recall: Share


@dataclass(frozen=True, slots=True)
class CardCounts:
    """The selected cards of the library by where they stand; suspended ones only there.

    Attributes:
        new: never seen.
        learning: between learning or relearning steps.
        young: learned, with a stability under 21 days.
        mature: learned, with at least that.
        suspended: shown no more until resumed.
        flagged: with the learner's mark, counted above too.
        leeches: forgotten again and again, counted above too.
    """

    new: int
    learning: int
    young: int
    mature: int
    suspended: int
    flagged: int
    leeches: int

    @property
    def total(self) -> int:
        """All cards."""
        return self.new + self.learning + self.young + self.mature + self.suspended


@dataclass(frozen=True, slots=True)
class Lapsed:
    """A card that was forgotten after it had been learned.

    Attributes:
        card_id: which.
        title: the question's, as Markdown of an untrusted author.
        lapses: how often.
        reviews: answers in all.
        retrievability: probability (0–1) of recalling it today.
        leech: forgotten so often that it should be rewritten or thought about.
        suspended: shown no more until resumed.
    """

    card_id: str
    title: str
    lapses: int
    reviews: int
    retrievability: float | None
    leech: bool
    suspended: bool
