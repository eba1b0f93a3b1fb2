"""Random terms in which meetings want the same few hours: what their bound has to know about."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

from inputs.term import Term
from tests.pictures import draw_term

TRAINEES, FACULTY = ("amara", "li", "kofi"), ("wang", "chen")
DAYS = ("Mon", "Tue", "Thu")


def contested_term(seed: int) -> Term:
    """Return the term of a seed: two weeks, little else than meetings, several activities of them."""
    return draw_term("\n".join(_lines(Random(seed))))


def _lines(random: Random) -> Iterator[str]:
    yield "term 03-01..03-14"
    trainees = TRAINEES[: random.randint(2, 3)]
    for name in trainees:
        yield f"trainee {name} fellow 03-0{random.randint(1, 3)}..03-1{random.randint(2, 4)} interests=cells"
    for name in FACULTY:
        topics = ";".join(random.sample(("a", "b"), random.randint(1, 2)))
        limits = random.choice(("", f" meetings={random.randint(1, 3)}", f" mentees={random.randint(1, 2)}"))
        yield f"faculty {name} interests={random.choice(('cells', 'cells', 'genes'))} topics={topics}{limits}"
        for day in random.sample(DAYS, random.randint(1, 2)):
            yield f"hours {name} {day} 09:00-{random.randint(10, 11)}:00"
    for number in range(random.randint(1, 2)):
        cadence, minutes = random.choice(("weekly", "weekly", "biweekly", "once")), random.choice((30, 60))
        yield f"activity meet-{number} {cadence} {minutes} meeting weight={random.choice((5, 10))}"
    yield f"activity mdt {random.choice(('weekly', 'biweekly'))} 60"
    for day in random.sample(DAYS, random.randint(1, 2)):
        yield f"slot mdt {day} {random.choice(('08:00', '10:00', '11:00'))}{random.choice(('', ' seats=1'))}"
    for name in trainees:
        if random.random() < 0.5:
            yield from (f"prefers {name} {mentor} {random.randint(-3, 3)}" for mentor in FACULTY)
    yield f"rule fair_meetings tolerance={random.choice((0, 10, 25))}"
