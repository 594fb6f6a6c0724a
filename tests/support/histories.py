"""Random histories of one card."""

import random
from dataclasses import dataclass
from itertools import count

from hypothesis import strategies as st
from support.studying import DAY

from mlinterview.model.reviews import CardState, Event, EventKind, Mode, Rating, Review
from mlinterview.scheduling.options import SchedulingOptions
from mlinterview.scheduling.scheduler import Scheduler

CARD_EVENTS = [
    kind
    for kind in EventKind
    if kind not in (EventKind.SETTING, EventKind.UNDO, EventKind.IMPORT, EventKind.MOCK)
]

ratings = st.sampled_from(Rating)
gaps = st.one_of(st.integers(0, 3), st.integers(0, 400))
# who sets steps that do not rise, or last a day, wants them longer than a short interval
steps = st.lists(st.integers(1, 8 * 3600), max_size=4).map(sorted).map(tuple)
options = st.builds(
    SchedulingOptions,
    desired_retention=st.floats(0.7, 0.99),
    learning_steps=steps,
    relearning_steps=steps,
    maximum_interval=st.integers(1, 36_500),
    fuzz=st.booleans(),
    leech_threshold=st.integers(0, 4),
    leech_suspends=st.booleans(),
)
card_ids = st.from_regex(r"\A[a-z]{1,8}/[a-z]{1,8}\Z")


@dataclass(frozen=True)
class Situation:
    """A card as some history left it, and a day on which it is shown."""

    scheduler: Scheduler
    card: CardState
    day: int

    @property
    def at_ms(self) -> int:
        return self.day * 86_400_000


@st.composite
def situations(draw: st.DrawFn) -> Situation:
    scheduler, card, day = Scheduler(draw(options)), CardState(draw(card_ids)), DAY
    for rating, gap in draw(st.lists(st.tuples(ratings, gaps), max_size=12)):
        day += gap
        card = scheduler.review(card, rating, day * 86_400_000, day).card
    return Situation(scheduler, card, day + draw(gaps))


def random_log(card_id: str, chance: random.Random) -> list[Review | Event]:
    """Return up to 20 reviews and events of one card; moments and ids may collide or jump."""
    numbers = count()
    moment, log = DAY * 86_400_000, list[Review | Event]()
    for _ in range(chance.randrange(20)):
        moment += int(chance.choice([0, 1, 60_000, 86_400_000]) * chance.expovariate(0.3))
        day = moment // 86_400_000 - chance.choice([0, 0, 0, 1])
        name = f"{chance.randrange(1000):03}-{next(numbers)}"
        if chance.random() < 0.75:
            rating = Rating(chance.choice([1, 2, 3, 3, 3, 4]))
            mode = chance.choice(list(Mode))
            log.append(Review(name, "here", card_id, moment, day, rating, mode=mode))
        else:
            log.append(Event(name, "here", moment, day, name, chance.choice(CARD_EVENTS), card_id))
    return log
