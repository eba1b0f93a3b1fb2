"""Makes terms of any size, seeded, around a planted plan: feasibility is known before anything is solved.

A plan is drawn first: rotations, and seats in scarce sessions. Seats and the curriculum are then made so that
it fits. ``scarcity`` takes seats away afterwards, so that the best cost is no longer known; ``messy`` adds
absences and holidays. Mentors are given a few random hours each, enough for most meetings.
"""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import dataclass
from datetime import date, time, timedelta

from inputs.days import Span, Week, weeks_of
from inputs.people import Absence, Faculty, Hours, Preference, Room, Trainee
from inputs.programme import (
    Activity,
    Cadence,
    CurriculumRow,
    Prerequisite,
    Service,
    Slot,
    WeekChoice,
)
from inputs.term import Term
from inputs.working_days import CalendarDay, find_working_days

FIRST_DAY = date(2027, 3, 1)
INTERESTS = tuple(f"focus {n}" for n in range(1, 9))
KINDS = ("fellow", "resident", "student")
TRAINEES_A_SITE = 40
SERVICES_A_SITE = 7
SHORTEST = 2
"""Weeks of the shortest rotation."""


@dataclass(frozen=True)
class Size:
    """How large a term is, and how hard: ``scarcity`` is the share of scarce seats taken away."""

    trainees: int
    weeks: int
    scarcity: float = 0.1
    messy: bool = True
    seed: int = 1

    @property
    def name(self) -> str:
        """A short name for tables."""
        return f"{self.trainees} x {self.weeks}"


# activity, cadence, minutes, slots (weekday, start), scarce (0: seats without limit), weight, number of topics
PROGRAMME: tuple[tuple[str, Cadence, int, tuple[tuple[str, str], ...], int, int, int], ...] = (
    ("mdt", "weekly", 60, (("Mon", "09:00"),), 0, 10, 0),
    ("case-study", "weekly", 60, (("Mon", "10:15"),), 0, 10, 0),
    ("lecture", "weekly", 60, (("Tue", "09:00"),), 0, 10, 6),
    ("outpatients", "weekly", 90, (("Tue", "10:15"), ("Thu", "10:15"), ("Fri", "10:15")), 6, 10, 0),
    ("research-training", "biweekly", 90, (("Tue", "14:00"),), 0, 10, 5),
    ("teaching-rounds", "weekly", 60, (("Wed", "09:00"),), 0, 10, 0),
    ("case-discussion", "weekly", 60, (("Wed", "10:15"),), 0, 10, 2),
    ("simulation", "biweekly", 90, (("Wed", "14:00"), ("Wed", "15:30"), ("Thu", "14:00")), 3, 20, 0),
    ("surgical-skills", "weekly", 60, (("Thu", "09:00"),), 0, 10, 3),
    ("hands-on", "biweekly", 90, (("Thu", "15:30"), ("Fri", "14:00"), ("Mon", "14:00")), 3, 20, 2),
    ("journal-club", "weekly", 60, (("Fri", "09:00"),), 0, 10, 0),
    ("side-effects", "weekly", 60, (("Fri", "12:00"),), 0, 10, 2),
    ("mortality-conference", "monthly", 60, (("Mon", "15:30"),), 0, 10, 0),
    ("competency-review", "monthly", 60, (("Wed", "11:15"),), 0, 10, 0),
    ("introduction", "first_week", 60, (("Mon", "13:00"), ("Wed", "13:00"), ("Fri", "13:00")), 0, 20, 0),
    ("presentation", "last_week", 60, (("Tue", "13:00"), ("Thu", "13:00")), 0, 20, 0),
    ("evaluation", "rotation_end", 60, (("Thu", "17:00"), ("Fri", "15:30")), 0, 10, 0),
    ("technical-evaluation", "once", 60, (("Tue", "17:00"),), 0, 20, 0),
)
AFTER = {"hands-on": (Prerequisite("simulation"),), "technical-evaluation": (Prerequisite("simulation", 2),)}
BLOCKED = {0: ("case-study",), 4: ("teaching-rounds", "research-training")}
MENTOR_HOURS = ("10:15", "11:15", "13:00", "14:00", "15:00", "16:00", "17:00")


def make_term(size: Size) -> Term:
    """Return a term of a size; the same size gives the same term."""
    chance = random.Random(f"{size.trainees}-{size.weeks}-{size.scarcity}-{size.messy}-{size.seed}")
    span = Span(FIRST_DAY, FIRST_DAY + timedelta(weeks=size.weeks))
    sites = max(1, round(size.trainees / TRAINEES_A_SITE))
    trainees = _trainees(size, span, chance)
    services, rotations = _services(trainees, span, sites, chance)
    activities = _activities()
    faculty = _faculty(trainees, services, span, chance)
    rooms = (Room("lab", "Skills laboratory"), Room("hall", "Lecture hall"))
    calendar = (CalendarDay(date(2027, 5, 3), "holiday"), CalendarDay(date(2027, 5, 4), "holiday"))
    return Term(
        name=f"Benchmark {size.name}",
        span=span,
        timezone="Asia/Shanghai",
        country="none",
        weekdays=("Mon", "Tue", "Wed", "Thu", "Fri"),
        day_start=time(7, 30),
        day_end=time(18, 30),
        working=find_working_days(
            span, ("Mon", "Tue", "Wed", "Thu", "Fri"), "none", calendar if size.messy else ()
        ),
        trainees=trainees,
        faculty=faculty,
        rooms=rooms,
        absences=_absences(trainees, faculty, span, chance) if size.messy else (),
        services=services,
        curriculum=_curriculum(rotations, trainees, span),
        activities=activities,
        slots=_slots(size, activities, trainees, span, sites, chance),
        preferences=tuple(
            Preference(trainee.id, chance.choice(services).id, chance.choice((-2, 1, 3)))
            for trainee in trainees[::4]
        ),
    )


def _trainees(size: Size, span: Span, chance: random.Random) -> tuple[Trainee, ...]:
    found = []
    for number in range(size.trainees):
        weeks = chance.choice([w for w in (2, 4, 8, 12, 13, 16, 20, 26) if w <= size.weeks])
        first = span.start + timedelta(weeks=chance.randint(0, size.weeks - weeks))
        last = first + timedelta(weeks=weeks) - timedelta(days=3)
        if size.messy and weeks > 2 and chance.random() < 0.3:
            first += timedelta(days=chance.choice((1, 2)))
        found.append(
            Trainee(
                f"T{number + 1:03}",
                f"Trainee {number + 1}",
                chance.choice(KINDS),
                Span.through(first, last),
                interests=tuple(chance.sample(INTERESTS, 2)),
                completed=("simulation",) if chance.random() < 0.1 else (),
            )
        )
    return tuple(found)


def _stay_weeks(trainee: Trainee, span: Span) -> list[Week]:
    return [week for week in weeks_of(span) if week.span.overlaps(trainee.stay)]


def _services(
    trainees: tuple[Trainee, ...], span: Span, sites: int, chance: random.Random
) -> tuple[tuple[Service, ...], dict[Trainee, list[tuple[int, int]]]]:
    """Plant a sequence of rotations for each trainee, then give each service the seats that they take."""
    count = SERVICES_A_SITE * sites
    load: Counter[tuple[int, int]] = Counter()
    rotations: dict[Trainee, list[tuple[int, int]]] = {}
    for trainee in trainees:
        weeks = _stay_weeks(trainee, span)
        taken: list[tuple[int, int]] = []
        position = 0
        while position < len(weeks):
            left = len(weeks) - position
            length = min(max(chance.randint(2, 6), -(-left // (SERVICES_A_SITE - len(taken)))), left)
            if left - length < SHORTEST:
                length = left
            stretch = weeks[position : position + length]
            free = [s for s in range(count) if s not in {service for service, _ in taken}]
            least = min(free, key=lambda s: (sum(load[s, week.number] for week in stretch), chance.random()))
            for week in stretch:
                load[least, week.number] += 1
            taken.append((least, length))
            position += length
        rotations[trainee] = taken
    services = tuple(
        Service(
            f"S{number + 1}",
            f"Service {number + 1}",
            max((load[number, week.number] for week in weeks_of(span)), default=0) or 1,
            min_weeks=SHORTEST,
            max_weeks=8,
            round_start=time(8, 0),
            round_minutes=45,
            blocks=BLOCKED.get(number % SERVICES_A_SITE, ()),
        )
        for number in range(count)
    )
    return services, rotations


def _curriculum(
    rotations: dict[Trainee, list[tuple[int, int]]], trainees: tuple[Trainee, ...], span: Span
) -> tuple[CurriculumRow, ...]:
    """Ask of each kind and length of stay a little of what most planted stays hold."""
    rows = []
    for kind in KINDS:
        for low, high, different in ((8, 15, 2), (16, 26, 3)):
            stays = [t for t in trainees if t.kind == kind and low <= len(_stay_weeks(t, span)) <= high]
            if stays:
                common = Counter(service for t in stays for service, _ in rotations[t]).most_common(
                    different + 1
                )
                ids = tuple(f"S{service + 1}" for service, _ in common)
                rows.append(CurriculumRow(kind, ids[:1], 2, 0, low, high))
                rows.append(CurriculumRow(kind, ids, 4, min(2, len(ids)), low, high))
    return tuple(rows)


def _activities() -> tuple[Activity, ...]:
    group = tuple(
        Activity(
            name, name.replace("-", " ").capitalize(), "group", cadence, minutes, weight=weight,
            after=AFTER.get(name, ()), topics=tuple(f"{name} {n}" for n in range(1, topics + 1)),
        )
        for name, cadence, minutes, _, _, weight, topics in PROGRAMME
    )  # fmt: skip
    return (
        *group,
        Activity("mentoring", "One-to-one mentor training", "meeting", "weekly", 60),
        Activity("feedback", "One-to-one feedback", "meeting", "monthly", 30),
    )


def _slots(
    size: Size,
    activities: tuple[Activity, ...],
    trainees: tuple[Trainee, ...],
    span: Span,
    sites: int,
    chance: random.Random,
) -> tuple[Slot, ...]:
    """Plant who sits in which scarce slot, give each slot the seats that they take, and take some away."""
    by_id = {activity.id: activity for activity in activities}
    slots = []
    for name, cadence, _, places, scarce, _, _ in PROGRAMME:
        load: Counter[tuple[int, int]] = Counter()
        for trainee in trainees if scarce else ():
            for number, week in enumerate(_stay_weeks(trainee, span)):
                if cadence == "weekly" or number % 2 == len(trainee.name) % 2:
                    load[
                        min(range(len(places)), key=lambda p: (load[p, week.number], chance.random())),
                        week.number,
                    ] += 1
        weeks = WeekChoice(nths=(1,)) if cadence == "monthly" else WeekChoice(every=True)
        for place, (weekday, start) in enumerate(places):
            planted = max((count for (p, _), count in load.items() if p == place), default=0)
            seats = max(1, planted - round(planted * size.scarcity)) if scarce else None
            slots.append(Slot(by_id[name], weekday, time.fromisoformat(start), None, seats, weeks))
    return tuple(slots)


def _faculty(
    trainees: tuple[Trainee, ...], services: tuple[Service, ...], span: Span, chance: random.Random
) -> tuple[Faculty, ...]:
    """Give as many mentors as the busiest week asks for a few weekly hours each."""
    most = max(sum(1 for t in trainees if t.stay.overlaps(week.span)) for week in weeks_of(span))
    count = max(len(services) + 2, round(most / 2.5))
    found = []
    group = [name for name, *_ in PROGRAMME]
    for number in range(count):
        days = chance.sample(("Mon", "Tue", "Wed", "Thu", "Fri"), 3)
        hours = (
            *(
                Hours(
                    day,
                    (start := time.fromisoformat(chance.choice(MENTOR_HOURS[3:]))),
                    time(start.hour + 1),
                    span,
                )
                for day in days
            ),
            Hours("Mon", time(17), time(18), span),
        )
        found.append(
            Faculty(
                f"F{number + 1:03}",
                f"Dr {number + 1}",
                interests=tuple(chance.sample(INTERESTS, 3)),
                topics=tuple(f"mentor topic {n}" for n in chance.sample(range(1, 6), 3)),
                max_meetings_per_week=4,
                max_mentees=4,
                leads=(
                    services[number % len(services)].id,
                    services[(number + 1) % len(services)].id,
                    *(
                        name
                        for place, name in enumerate(group)
                        if place % count in (number, (number + 3) % count)
                    ),
                ),
                hours=hours,
            )
        )
    return tuple(found)


def _absences(
    trainees: tuple[Trainee, ...], faculty: tuple[Faculty, ...], span: Span, chance: random.Random
) -> tuple[Absence, ...]:
    found = []
    for who in (*trainees[::5], *faculty[::3]):
        first = span.start + timedelta(days=chance.randint(0, span.days - 7))
        found.append(Absence(who.id, Span.through(first, first + timedelta(days=chance.randint(0, 6)))))
    return tuple(found)
