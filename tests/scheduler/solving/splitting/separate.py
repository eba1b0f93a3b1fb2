"""Random small terms of two or three groups of trainees that have nothing to do with each other.

They come one after another, so that all want the same services, rooms and people, at different times; or the
last is of a kind of its own, with services and sessions that are for nobody else.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random

from inputs.days import Span
from inputs.term import Term
from tests.pictures import draw_term

FIRST_DAY = date(2027, 3, 1)
NAMES = (("amara", "li", "sofia"), ("tomas", "chen", "noor"), ("eve", "finn", "gao"))
INTERESTS = ("cells", "tumours", "")
TOPICS = ("biopsy", "imaging", "genes")


def separate_groups(seed: int) -> tuple[Term, tuple[tuple[str, ...], ...]]:
    """Return the term of a seed, and the ids of the trainees of each group."""
    random = Random(seed)
    groups = tuple(names[: random.randint(1, 2)] for names in NAMES[: random.choice((2, 2, 3))])
    return draw_term("\n".join(_lines(random, groups))), groups


def _lines(random: Random, groups: tuple[tuple[str, ...], ...]) -> Iterator[str]:
    own_kind = random.random() < 0.4
    stretches = len(groups) - own_kind
    weeks = [random.randint(1, 2) for _ in range(stretches)]
    term = Span(FIRST_DAY, FIRST_DAY + timedelta(weeks=sum(weeks)))
    yield f"term {_say(term)} 08:00-18:00"
    start = term.start
    for place, names in enumerate(groups):
        apart = own_kind and place == stretches
        stay = term if apart else Span(start, start + timedelta(weeks=weeks[place]))
        start = start if apart else stay.end
        for name in names:
            yield from _trainee(random, name, "student" if apart else "fellow", stay)
    for member in ("wang", "zhou"):
        topics = ";".join(random.sample(TOPICS, random.randint(0, 2)))
        leads = ";".join(random.sample(("ward", "mdt", "sim"), random.randint(1, 3)))
        yield f"faculty {member} leads={leads} topics={topics} interests={random.choice(INTERESTS)}" + (
            random.choice(("", " meetings=1", " meetings=2"))
            + random.choice(("" if own_kind else " mentees=1", ""))
        )
        yield f"hours {member} {random.choice(('Mon', 'Tue'))} 14:00-1{random.choice((5, 6))}:00"
    yield from _programme(random)
    if own_kind:
        yield from _of_its_own(random)


def _trainee(random: Random, name: str, kind: str, stay: Span) -> Iterator[str]:
    late = timedelta(days=random.choice((0, 0, 2)))
    yield f"trainee {name} {kind} {_say(Span(stay.start + late, stay.end))} interests={random.choice(INTERESTS)}"
    if random.random() < 0.3:
        yield f"prefers {name} {random.choice(('ward', 'wang'))} {random.randint(-3, 3)}"
    if random.random() < 0.3:
        yield f"absent {name} {_say(Span(stay.start, stay.start + timedelta(days=1)))}"
    if random.random() < 0.2 and kind == "fellow":
        yield f"pin {name} mdt {stay.start:%m-%d} must={random.choice(('yes', 'no'))}"


def _programme(random: Random) -> Iterator[str]:
    yield f"room hall {random.randint(1, 2)}"
    yield f"service ward 1 for=fellow round=09:00+60 blocks={random.choice(('', 'sim'))}"
    yield f"service lab {random.randint(1, 2)} for=fellow"
    yield f"activity mdt weekly 60 for=fellow topics={';'.join(random.sample(TOPICS, random.randint(0, 2)))}"
    yield f"slot mdt Mon {random.choice(('09:00', '11:00'))} room=hall"
    yield "activity sim weekly 60 for=fellow weight=20"
    yield "slot sim Mon 11:00 room=hall"
    yield f"slot sim Tue 11:00 seats=1 leads={random.choice(('', 'wang'))}"
    yield f"activity talk {random.choice(('weekly', 'biweekly', 'once'))} 60 meeting for=fellow"
    yield f"curriculum fellow ward {random.randint(0, 2)}"
    if random.random() < 0.5:
        yield f"rule {random.choice(('fair_leads', 'fair_meetings'))} tolerance=0"


def _of_its_own(random: Random) -> Iterator[str]:
    yield f"service clinic {random.randint(1, 2)} for=student"
    yield "activity club weekly 60 for=student topics=biopsy;genes"
    yield "slot club Wed 10:00"
    yield "activity seminar weekly 60 for=student"
    yield "slot seminar Thu 10:00 seats=1"


def _say(span: Span) -> str:
    return f"{span.first_day:%m-%d}..{span.last_day:%m-%d}"
