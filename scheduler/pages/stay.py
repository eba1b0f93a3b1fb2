"""All weeks of a person at a glance, and the services that fill them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time
from typing import Literal

from inputs.days import Span
from inputs.people import Faculty, Trainee
from inputs.plan import Plan
from inputs.programme import Service
from inputs.term import Term
from scheduler.outputs.board.view import COLOURS
from scheduler.outputs.board.words import service_codes
from scheduler.outputs.calendars.texts import called
from scheduler.outputs.round_leads import AS_PLANNED, LedOnDays, LedSpan, RoundLeads
from scheduler.pages.own import Item, team_rounds
from scheduler.pages.weeks import weeks_for

State = Literal["over", "now", "ahead"]


@dataclass(frozen=True)
class Chip:
    """How a service is shown in little: a name, a code of a few letters, one of the style sheet's colours."""

    name: str
    code: str
    colour: int


@dataclass(frozen=True)
class Field:
    """One week: the services in it, how much is planned, and whether it is over, now, or still to come."""

    monday: date
    span: Span
    chips: tuple[Chip, ...]
    items: int
    state: State
    is_shown: bool


@dataclass(frozen=True)
class Stretch:
    """A rotation of a trainee, or days that follow each other on which somebody leads a service's rounds.

    ``weeks`` counts those that it touches.
    """

    chip: Chip
    span: Span
    weeks: int
    state: State
    rounds: tuple[time, time] | None
    names: tuple[str, ...] = ()
    """Of the team, for its lead."""


def view_fields(
    term: Term,
    person: Trainee | Faculty,
    stretches: Sequence[Stretch],
    items: Sequence[Item],
    shown: date,
    today: date,
) -> tuple[Field, ...]:
    """Return a field for each week of a person; ``shown`` is the Monday of the one that the page shows."""
    weeks = weeks_for(term, person)
    # A round is daily work of the service; what is counted are appointments besides.
    counts = Counter(term.week_of(item.period.date) for item in items if item.sort != "round")
    return tuple(
        Field(
            week.monday,
            week.span,
            tuple(dict.fromkeys(each.chip for each in stretches if each.span.overlaps(week.span))),
            counts[week],
            state_of(week.span, today),
            week.monday == shown,
        )
        for week in weeks
    )


def stretches_of(
    own: Plan, term: Term, person: Trainee | Faculty, today: date, led: LedOnDays = AS_PLANNED
) -> tuple[Stretch, ...]:
    """Return a person's rotations, or the days of rounds to lead, in order of time.

    ``led`` tells who led the rounds of single days, whoever leads the week.
    """
    chips = chips_of(term)
    if isinstance(person, Trainee):
        found = _rotations(own, term, person, chips, today)
    else:
        spans = [each for each in RoundLeads(own, term, led).spans if person in each.leads]
        found = _led(spans, own, term, chips, today)
    return tuple(sorted(found, key=lambda stretch: (stretch.span, stretch.chip.name)))


def chips_of(term: Term) -> Mapping[Service, Chip]:
    """Return how each service is shown, the same as on the board."""
    codes = service_codes(term.services)
    return {
        service: Chip(called(service), codes[service], number % COLOURS)
        for number, service in enumerate(term.services)
    }


def state_of(span: Span, today: date) -> State:
    """Tell whether days are over, hold today, or are still to come."""
    if today in span:
        return "now"
    return "over" if span.end <= today else "ahead"


def _rotations(
    own: Plan, term: Term, person: Trainee, chips: Mapping[Service, Chip], today: date
) -> Iterator[Stretch]:
    for rotation in own.rotations_of(person):
        service, span = rotation.service, rotation.span
        weeks = sum(rotation.covers(week) for week in term.weeks)
        yield Stretch(chips[service], span, weeks, state_of(span, today), _round_times(service))


def _led(
    spans: Sequence[LedSpan], own: Plan, term: Term, chips: Mapping[Service, Chip], today: date
) -> Iterator[Stretch]:
    led: dict[Service, list[LedSpan]] = {}
    for each in spans:
        led.setdefault(each.service, []).append(each)
    attended = [(a.service, a.period, called(a.trainee)) for a in team_rounds(led.keys(), own, term)]
    for service, of_service in led.items():
        for run in _runs(of_service):
            span = Span(run[0].span.start, run[-1].span.end)
            weeks = len({each.week for each in run})
            names = sorted({name for on, at, name in attended if on == service and at.date in span})
            yield Stretch(
                chips[service], span, weeks, state_of(span, today), _round_times(service), tuple(names)
            )


def _runs(spans: Sequence[LedSpan]) -> Iterator[list[LedSpan]]:
    """Yield the days of one service, in order, by runs of days that follow each other."""
    run = [spans[0]]
    for each in spans[1:]:
        if each.span.start == run[-1].span.end:
            run.append(each)
        else:
            yield run
            run = [each]
    yield run


def _round_times(service: Service) -> tuple[time, time] | None:
    found = service.round_on(date.min)
    return (found.start, found.end) if found else None
