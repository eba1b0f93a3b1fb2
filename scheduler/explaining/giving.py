"""What gives a thing that lacks: whether a plan does, and the pins that ask a plan for it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations

from constraints.scope import is_off
from inputs.people import Trainee
from inputs.plan import Plan, Shortfall
from inputs.programme import Pin, Service
from inputs.stays import Requirement
from inputs.term import Term

Pins = tuple[Pin, ...]


@dataclass(frozen=True)
class Ways:
    """The ways to give something, each as pins that hold together where it is given so."""

    pins: tuple[Pins, ...] = ()
    are_all: bool = True
    """Whether it is given in none but these."""


def is_given(wanted: Shortfall, plan: Plan, before: Plan) -> bool:
    """Tell whether a plan holds what lacked before: on its days, or once more than before on others."""
    trainee, item, span = wanted.trainee, wanted.item, wanted.span
    if trainee is None:
        led = any(row.service.id == item and row.week.span.overlaps(span) for row in plan.rounds)
        return led or any(
            session.activity.id == item and session.period.date in span and session.faculty is not None
            for session in plan.sessions
        )
    if wanted.kind == "session":
        days = [s.period.date for s in plan.sessions_of(trainee) if s.activity.id == item]
        number = sum(1 for session in before.sessions_of(trainee) if session.activity.id == item)
        return any(day in span for day in days) or len(days) > number
    items = None if wanted.kind == "rotation" else frozenset(item.split(";"))
    now, then = _taken(plan, trainee, items), _taken(before, trainee, items)
    there = any(row.span.overlaps(span) for row in plan.rotations_of(trainee))
    return (items is None and there) or now[0] > then[0] or now[1] > then[1]


def _taken(plan: Plan, trainee: Trainee, services: frozenset[str] | None) -> tuple[int, int]:
    """Return how many days a trainee is on some services, None is any, and on how many of them."""
    rows = [row for row in plan.rotations_of(trainee) if services is None or row.service.id in services]
    return sum(row.span.days for row in rows), len({row.service for row in rows})


def ways_to_give(wanted: Shortfall, term: Term) -> Ways:
    """Return the ways to give in a term what lacks in a plan."""
    trainee = wanted.trainee and term.trainee_by_id[wanted.trainee.id]
    if trainee is None:
        return Ways(are_all=False)
    if wanted.kind == "session":
        return Ways(tuple((pin,) for pin in _sessions(wanted, trainee, term)))
    services = [service for service in term.services if service.admits(trainee.kind)]
    if wanted.kind == "rotation":
        weeks = [week.span for week in term.weeks_of_stay(trainee)]
        days = [max(week.start, trainee.stay.start) for week in weeks if week.overlaps(wanted.span)]
        days = days or [max(week.start, trainee.stay.start) for week in weeks]
        return Ways(tuple((Pin(trainee, service, day),) for day in days for service in services))
    asked = (r for r in term.requirements_of(trainee) if _is_about(r, wanted.item))
    requirement = next(asked, None)
    return Ways() if requirement is None else _weeks(requirement, trainee, services, term)


def _is_about(requirement: Requirement, item: str) -> bool:
    """Tell whether an item of a shortfall is what a requirement of the curriculum asks for."""
    return {service.id for service in requirement.services} == set(item.split(";"))


def _sessions(wanted: Shortfall, trainee: Trainee, term: Term) -> Iterator[Pin]:
    """Yield the days of a session: those that lack it, or any where the stay is another."""
    activity = term.activity_by_id[wanted.item]
    moved = wanted.trainee is not None and wanted.trainee.stay != trainee.stay
    days = {option.date for option in term.options_of(trainee) if option.activity == activity}
    once = moved and activity.cadence in ("once", "first_week", "last_week")
    if days and (once or all(day in wanted.span for day in days)):
        yield Pin(trainee, activity)
        return
    yield from (Pin(trainee, activity, day) for day in sorted(days) if moved or day in wanted.span)


def _weeks(requirement: Requirement, trainee: Trainee, admitting: Iterable[Service], term: Term) -> Ways:
    """Return the ways to be on services for as many weeks and rotations as the curriculum asks for."""
    services = [service for service in admitting if service in requirement.services]
    number = max(1, requirement.rotations)
    if requirement.weeks <= number:
        some = combinations(services, number)
        return Ways(tuple(tuple(Pin(trainee, service) for service in each) for each in some))
    days = [max(week.span.start, trainee.stay.start) for week in term.weeks_of_stay(trainee)]
    firsts = range(len(days) - requirement.weeks + 1)
    runs = tuple(
        tuple(Pin(trainee, service, day) for day in days[first : first + requirement.weeks])
        for service in services
        for first in firsts
    )
    in_one_run = len(requirement.services) == 1 and not is_off(term, "no_service_twice")
    return Ways(runs, are_all=in_one_run)
