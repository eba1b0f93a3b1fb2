"""Plants who is on which service when; the services then have the seats that this takes."""

from __future__ import annotations

import random
from collections import Counter
from datetime import time

from inputs.days import Span, Week, weeks_of
from inputs.people import Trainee
from inputs.plan import Rotation
from inputs.programme import CurriculumRow, Service
from tests.benchmarks.programme import BLOCKED, DEPARTMENTS, KINDS

SHORTEST, LONGEST = 2, 8
"""Weeks of a rotation."""
USUAL_LONGEST = 6
BANDS = ((8, 15, 3), (16, 26, 4))
"""Weeks of stay, from and to, that the curriculum asks something of, and how many departments it lists."""
FORTNIGHTLY_BLOCKED = 4
"""The department that blocks a fortnightly activity: two stretches there can leave no fortnight between."""


def weeks_of_stay(trainee: Trainee, span: Span) -> list[Week]:
    """Return the weeks of a term's ``span`` that a stay touches."""
    return [week for week in weeks_of(span) if week.span.overlaps(trainee.stay)]


def draw_curriculum(sites: int, chance: random.Random) -> tuple[CurriculumRow, ...]:
    """Ask for weeks in one department, and for more in it or a few others, at whatever site."""
    rows = []
    for kind in KINDS:
        for low, high, count in BANDS:
            departments = chance.sample(range(DEPARTMENTS), count)
            first, *others = (
                [f"S{site * DEPARTMENTS + d + 1}" for site in range(sites)] for d in departments
            )
            listed = (*first, *(service for department in others for service in department))
            rows.append(CurriculumRow(kind, tuple(first), SHORTEST, 0, low, high))
            rows.append(CurriculumRow(kind, listed, 2 * SHORTEST, 2, low, high))
    return tuple(rows)


def plant_rotations(
    trainees: tuple[Trainee, ...],
    curriculum: tuple[CurriculumRow, ...],
    span: Span,
    sites: int,
    chance: random.Random,
) -> tuple[tuple[Service, ...], dict[Trainee, list[Rotation]]]:
    """Return services with the seats that the rotations take, and rotations that meet the curriculum."""
    load: Counter[tuple[int, int]] = Counter()
    planted: dict[Trainee, list[tuple[int, list[Week]]]] = {}
    for trainee in trainees:
        weeks = weeks_of_stay(trainee, span)
        stretches = _cut(weeks, chance)
        wanted = _wanted_departments(trainee, len(weeks), curriculum, chance)
        asked = dict(zip(chance.sample(range(len(stretches)), len(wanted)), wanted, strict=True))
        taken: list[tuple[int, list[Week]]] = []
        for place, stretch in enumerate(stretches):
            barred = {service for service, _ in taken}
            departments = {asked[place]} if place in asked else set(range(DEPARTMENTS)) - set(wanted)
            if FORTNIGHTLY_BLOCKED in {service % DEPARTMENTS for service in barred}:
                departments -= {FORTNIGHTLY_BLOCKED}
            free = [
                n for n in range(DEPARTMENTS * sites) if n % DEPARTMENTS in departments and n not in barred
            ]
            ranks = {n: (sum(load[n, week.number] for week in stretch), chance.random()) for n in free}
            least = min(free, key=ranks.__getitem__)
            load.update((least, week.number) for week in stretch)
            taken.append((least, stretch))
        planted[trainee] = taken
    services = tuple(_service(n, load, span) for n in range(DEPARTMENTS * sites))
    return services, {
        trainee: [_rotation(trainee, services[n], stretch) for n, stretch in taken]
        for trainee, taken in planted.items()
    }


def _cut(weeks: list[Week], chance: random.Random) -> list[list[Week]]:
    """Cut a stay into stretches of a few weeks, no more than there are departments."""
    stretches: list[list[Week]] = []
    position = 0
    while position < len(weeks):
        left = len(weeks) - position
        least = -(-left // (DEPARTMENTS - len(stretches)))
        length = min(max(chance.randint(SHORTEST, USUAL_LONGEST), least), left)
        if left - length < SHORTEST:
            length = left
        stretches.append(weeks[position : position + length])
        position += length
    return stretches


def _wanted_departments(
    trainee: Trainee, weeks: int, curriculum: tuple[CurriculumRow, ...], chance: random.Random
) -> list[int]:
    """Return the first department that the curriculum asks of a stay, and one of the others that it lists."""
    rows = [row for row in curriculum if row.kind == trainee.kind and row.fits(weeks)]
    if not rows:
        return []
    single, several = ({(int(service[1:]) - 1) % DEPARTMENTS for service in row.services} for row in rows)
    return [*single, chance.choice(sorted(several - single))]


def _service(number: int, load: Counter[tuple[int, int]], span: Span) -> Service:
    return Service(
        f"S{number + 1}",
        f"Service {number + 1}",
        max(1, *(load[number, week.number] for week in weeks_of(span))),
        min_weeks=SHORTEST,
        max_weeks=LONGEST,
        round_start=time(8, 0),
        round_minutes=45,
        blocks=BLOCKED.get(number % DEPARTMENTS, ()),
    )


def _rotation(trainee: Trainee, service: Service, stretch: list[Week]) -> Rotation:
    days = Span(stretch[0].span.start, stretch[-1].span.end).within(trainee.stay)
    if days is None:
        message = f"{trainee} is not on stay in {stretch[0]}"
        raise ValueError(message)
    return Rotation(trainee, service, days)
