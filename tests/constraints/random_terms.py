"""Random small terms; the same seed gives the same one.

A term is drawn as a picture (`tests.pictures`), so that one which a test stumbles over can be read.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache
from random import Random

from inputs.days import Span
from inputs.programme import CADENCES
from inputs.term import Term
from tests.pictures import draw_term

TRAINEES = ("amara", "li", "sofia", "tomas")
FACULTY = ("wang", "chen", "zhou")
SERVICES = ("ward", "clinic", "laboratory")
ACTIVITIES = ("mdt", "simulation", "lecture", "hands-on", "one-to-one", "review")
STARTS = ("08:30", "09:00", "09:30", "10:00")
TOPICS = ("biopsy", "imaging", "genes")
INTERESTS = ("cells", "tumours")
MAY_BE_OFF = (
    "only_what_is_owed", "only_what_is_owed", "only_what_is_owed",
    "only_what_is_owed", "one_service_a_week", "no_service_twice", "rotation_length", "trainee_in_one_place",
    "one_main_mentor", "clear_of_rounds", "blocked_activities", "round_leads_allowed", "session_leads_allowed",
    "topics_allowed", "fortnight_gap",
)  # fmt: skip


@cache
def random_term(seed: int) -> Term:
    """Return the term of a seed."""
    return draw_term(random_picture(seed))


def random_picture(seed: int) -> str:
    """Return the picture of a random term; each fifth is so generous that all that is owed can be given."""
    lines = _generous_lines if seed % 5 == 0 else _lines
    return "\n".join(lines(Random(seed)))


def _generous_lines(random: Random) -> Iterator[str]:
    weeks = random.randint(2, 4)
    span = Span(date(2027, 3, 1), date(2027, 3, 1) + timedelta(weeks=weeks))
    yield f"term {_say(span)} 07:00-19:00"
    for name in TRAINEES[: random.randint(2, 3)]:
        yield f"trainee {name} fellow {_say(span)} interests={random.choice(INTERESTS)}"
    for name in FACULTY[:2]:
        yield f"faculty {name} leads=ward;mdt topics={';'.join(TOPICS)} interests={';'.join(INTERESTS)}"
        yield f"hours {name} Mon 14:00-17:00"
        yield f"hours {name} Thu 14:00-17:00"
    for name in SERVICES:
        yield f"service {name} 3" + (" round=08:00+60" if name == "ward" else "")
    yield f"activity mdt weekly 60 topics={';'.join(TOPICS)}"
    yield "slot mdt Mon 13:00"
    yield "activity lecture biweekly 60 topics=genes;biopsy"
    yield "slot lecture Thu 12:30 leads=wang"
    yield "activity one-to-one weekly 60 meeting"
    yield "activity review rotation_end 30 meeting"
    if random.random() < 0.5:
        yield f"prefers amara {random.choice(SERVICES)} 3"
    if random.random() < 0.5:
        yield "rule fair_meetings tolerance=0"


def _lines(random: Random) -> Iterator[str]:
    first = random.choice((date(2027, 3, 1), date(2027, 3, 22), date(2027, 3, 29)))
    span = Span(first, first + timedelta(weeks=random.randint(2, 5)))
    yield f"term {_say(span)} 07:00-19:00"
    trainees = TRAINEES[: random.randint(2, 4)]
    faculty = FACULTY[: random.randint(1, 3)]
    services = SERVICES[: random.randint(2, 3)]
    activities = ACTIVITIES[: random.randint(3, 6)]
    rooms = ("hall", "den")[: random.randint(1, 2)]
    for trainee in trainees:
        yield _trainee(random, trainee, span, faculty, activities)
    for member in faculty:
        yield from _faculty(random, member, span, services, activities)
    for room in rooms:
        yield f"room {room} {random.choice(('', '', '0', '1', '2', '3'))}"
    for number, service in enumerate(services):
        yield _service(random, service, services[:number], activities)
    for number, activity in enumerate(activities):
        yield from _activity(random, activity, activities[:number], span, rooms, faculty)
    for _ in range(random.randint(0, 2)):
        some = ";".join(random.sample(services, random.randint(1, 2)))
        stay = f"stay={random.randint(0, 3)}..{random.choice(('', '4'))}"
        yield f"curriculum fellow {some} {random.randint(0, 3)} rotations={random.randint(0, 2)} {stay}"
    for _ in range(random.randint(0, 2)):
        item = random.choice(services + activities)
        yield f"seats {item} {_say(_part(random, span))} {random.randint(0, 2)}"
    for _ in range(random.randint(0, 2)):
        yield f"absent {random.choice(trainees + faculty + rooms)} {_say(_part(random, span, most=4))}" + (
            random.choice(("", " 09:15-09:45"))
        )
    for _ in range(random.choice((0, 0, 1, 2))):
        yield _pin(random, random.choice(trainees), span, services, activities)
    for trainee, item in random.sample(
        [(t, item) for t in trainees for item in services + faculty], random.randint(0, 3)
    ):
        yield f"prefers {trainee} {item} {random.randint(-3, 3)}"
    if random.random() < 0.3:
        yield f"holiday {_some_day(random, span)}"
    if random.random() < 0.2:
        saturday = first + timedelta(days=5)
        yield f"workday {saturday:%m-%d}"
    if random.random() < 0.5:
        rule = random.choice(("fair_leads", "fair_meetings"))
        yield f"rule {rule} tolerance={random.choice((0, 0, 20))}"
    if random.random() < 0.4:
        yield f"off {random.choice(MAY_BE_OFF)} to see what becomes of it"
    yield from _seats_of_rooms(random, rooms, span)


def _seats_of_rooms(random: Random, rooms: tuple[str, ...], span: Span) -> Iterator[str]:
    for _ in range(random.choice((0, 0, 1, 2))):
        yield f"seats {random.choice(rooms)} {_say(_part(random, span))} {random.randint(0, 3)}"


def _say(span: Span) -> str:
    return f"{span.first_day:%m-%d}..{span.last_day:%m-%d}"


def _part(random: Random, span: Span, most: int = 100) -> Span:
    first = random.randrange(span.days)
    length = random.randint(1, min(most, span.days - first))
    return Span(span.start + timedelta(days=first), span.start + timedelta(days=first + length))


def _some_day(random: Random, span: Span) -> str:
    return f"{_part(random, span, most=1).start:%m-%d}"


def _some(random: Random, words: tuple[str, ...], chance: float) -> str:
    return ";".join(word for word in words if random.random() < chance)


def _trainee(
    random: Random, name: str, span: Span, faculty: tuple[str, ...], activities: tuple[str, ...]
) -> str:
    stay = span if random.random() < 0.5 else _part(random, span)
    line = f"trainee {name} {random.choice(('fellow', 'fellow', 'student'))} {_say(stay)}"
    line += f" interests={_some(random, INTERESTS, 0.5)}"
    if random.random() < 0.15:
        line += f" mentor={random.choice(faculty)}"
    if random.random() < 0.2:
        line += f" completed={random.choice(activities)}"
    return line


def _faculty(
    random: Random, name: str, span: Span, services: tuple[str, ...], activities: tuple[str, ...]
) -> Iterator[str]:
    line = f"faculty {name} leads={_some(random, services + activities, 0.5)}"
    line += f" topics={_some(random, TOPICS, 0.6)} interests={_some(random, INTERESTS, 0.5)}"
    if random.random() < 0.5:
        line += f" meetings={random.choice((0, 1, 1, 2, 2))}"
    if random.random() < 0.5:
        line += f" mentees={random.choice((0, 1, 1, 2))}"
    yield line
    for _ in range(random.choice((0, 1, 2, 2))):
        weekday, start, end = random.choice(
            (("Mon", "09:00", "11:00"), ("Wed", "08:30", "10:00"), ("Thu", "14:00", "15:30"))
        )
        within = f" {_say(_part(random, span))}" if random.random() < 0.2 else ""
        yield f"hours {name} {weekday} {start}-{end}{within}"


def _service(random: Random, name: str, earlier: tuple[str, ...], activities: tuple[str, ...]) -> str:
    fewest = random.choice((1, 1, 1, 2, 3))
    most = random.choice(("", fewest, fewest + 1))
    line = f"service {name} {random.choice((1, 1, 2, 3))} weeks={fewest}..{most}"
    if random.random() < 0.7:
        line += f" round={random.choice(('08:00+60', '09:00+45'))}"
    line += f" blocks={_some(random, activities, 0.2)}"
    if earlier and random.random() < 0.3:
        line += f" after={random.choice(earlier)}"
    if random.random() < 0.15:
        line += " for=fellow"
    return line


def _activity(
    random: Random,
    name: str,
    earlier: tuple[str, ...],
    span: Span,
    rooms: tuple[str, ...],
    faculty: tuple[str, ...],
) -> Iterator[str]:
    cadence = random.choice((*CADENCES, "weekly", "biweekly"))
    meeting = name == "one-to-one" or random.random() < 0.2
    line = f"activity {name} {cadence} {random.choice((30, 60))}{' meeting' if meeting else ''}"
    line += f" weight={random.choice((5, 10, 20))} topics={_some(random, TOPICS, 0.3)}"
    if earlier and random.random() < 0.4:
        line += f" after={random.choice(earlier)}*{random.choice((1, 1, 2))}"
    if random.random() < 0.15:
        line += " for=fellow"
    yield line
    places: set[tuple[str, str, str]] = set()
    for _ in range(0 if meeting else random.randint(1, 3)):
        weekday, start, room = (
            random.choice(("Mon", "Wed", "Fri")),
            random.choice(STARTS),
            random.choice(("", *rooms)),
        )
        if (weekday, start, room) in places:
            continue
        places.add((weekday, start, room))
        weeks = random.choice(("", "", "", "odd", "even", "1;3", _some_day(random, span)))
        line = f"slot {name} {weekday} {start} room={room}"
        yield line + _teaching(random, faculty) + (f" weeks={weeks}" if weeks else "")
        if weeks in ("odd", "even") and random.random() < 0.7:
            yield line + _teaching(random, faculty) + f" weeks={'even' if weeks == 'odd' else 'odd'}"


def _teaching(random: Random, faculty: tuple[str, ...]) -> str:
    seats = random.choice(("", "", " seats=1", " seats=2"))
    return f"{seats} leads={_some(random, faculty, 0.4)}"


def _pin(
    random: Random, trainee: str, span: Span, services: tuple[str, ...], activities: tuple[str, ...]
) -> str:
    line = f"pin {trainee} {random.choice(services + activities)}"
    if random.random() < 0.5:
        line += f" {_some_day(random, span)}"
    elif random.random() < 0.3:
        line += f" {random.choice(STARTS)}"
    return line + random.choice(("", " must=no", " must=no"))
