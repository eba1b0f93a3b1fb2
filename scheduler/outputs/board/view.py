"""What the board shows of a whole term: its weeks, each trainee's rotations, each service's load."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from typing import TYPE_CHECKING

from inputs.days import MONTHS, say_time, weekday_of
from scheduler.outputs.board.asked import weeks_lacking
from scheduler.outputs.board.letters import longest_word
from scheduler.outputs.board.words import (
    brief_span,
    count,
    join,
    say_extra_days,
    say_holidays,
    service_codes,
)
from scheduler.outputs.round_leads import AS_PLANNED, LedOnDays, LedSpan, RoundLeads

if TYPE_CHECKING:
    from datetime import date

    from inputs.days import Span, Week
    from inputs.people import Trainee
    from inputs.plan import Plan, Rotation
    from inputs.programme import Service
    from inputs.term import Term

COLOURS = 12
FILLS = 4
LONGEST = 53
TENTHS = 10
"""The style sheet has as many colours, shades, lengths of a label and places in a week."""
ON_NONE = "none"
NOBODY = "no lead"


@dataclass(frozen=True)
class ServiceKey:
    """How the board names a service: a code of a few letters and one of the style sheet's colours."""

    code: str
    colour: int
    name: str
    seats: str
    rounds: str


@dataclass(frozen=True)
class WeekHead:
    """The heading of a week; ``state`` is normal, short, long or closed by its working days."""

    number: int
    day: int
    working: int
    state: str
    title: str


@dataclass(frozen=True)
class Segment:
    """What a trainee does in one week of the stay; ``style`` holds its style sheet classes.

    ``shown_weeks`` is the length of the run that the label stands for, 0 in all but the run's first week.
    """

    style: str
    code: str
    name: str
    title: str
    shown_weeks: int
    away: bool


@dataclass(frozen=True)
class Cell:
    """A week of a trainee: empty outside the stay, one segment in it (of an unsound plan, several)."""

    style: str
    segments: tuple[Segment, ...]


@dataclass(frozen=True)
class TraineeRow:
    """A trainee's weeks, one cell for each week of the term."""

    index: int
    name: str
    stay: str
    mentor: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Load:
    """How full a service is in one week; ``style`` holds its style sheet classes.

    ``note`` says what the style shows: that no seat is left, and that there are not as many as usual.
    """

    taken: int
    seats: int
    style: str
    note: str


@dataclass(frozen=True)
class LeadRun:
    """A run of weeks in which a service's rounds have the same lead; ``state`` is led, missing or empty."""

    name: str
    weeks: int
    state: str

    @property
    def halves(self) -> int:
        """How wide the longest word of the name is, in halves of a letter's height."""
        return longest_word(self.name)


@dataclass(frozen=True)
class ServiceRow:
    """A service's load and leads over the term."""

    key: ServiceKey
    loads: tuple[Load, ...]
    leads: tuple[LeadRun, ...]
    full: str
    """In how many of the weeks in which it has seats all are taken."""
    lacking: str
    """How many weeks there the curriculum asks for in vain; empty where none."""


class TermView:
    """What the parts of the board share about one plan of one term."""

    def __init__(self, term: Term, plan: Plan, led: LedOnDays = AS_PLANNED) -> None:
        self.term = term
        self.plan = plan
        self.leads = RoundLeads(plan, term, led)

    @cached_property
    def keys(self) -> Mapping[Service, ServiceKey]:
        """How each service is named."""
        codes = service_codes(self.term.services)
        return {
            service: ServiceKey(
                code=codes[service],
                colour=number % COLOURS,
                name=service.name,
                seats=count(service.seats, "seat"),
                rounds=_rounds_of(service),
            )
            for number, service in enumerate(self.term.services)
        }

    @property
    def span(self) -> int:
        """The number of weeks, as far as the style sheet can count."""
        return min(len(self.term.weeks), LONGEST)

    @cached_property
    def weeks(self) -> tuple[WeekHead, ...]:
        """The headings of the term's weeks."""
        return tuple(self._head(week) for week in self.term.weeks)

    @cached_property
    def months(self) -> tuple[tuple[str, int], ...]:
        """The months, each with the number of weeks that begin in it."""
        groups = groupby(self.term.weeks, key=lambda week: week.monday.month)
        return tuple((MONTHS[month - 1], len(list(weeks))) for month, weeks in groups)

    @cached_property
    def kinds(self) -> tuple[tuple[str, tuple[TraineeRow, ...]], ...]:
        """The trainees of each kind, in the order of the term."""
        groups: dict[str, list[TraineeRow]] = {}
        for index, trainee in enumerate(self.term.trainees):
            groups.setdefault(trainee.kind, []).append(self._trainee(index, trainee))
        return tuple((kind, tuple(rows)) for kind, rows in groups.items())

    @cached_property
    def present(self) -> tuple[int, ...]:
        """How many trainees are on stay in each week."""
        return tuple(len(self.term.on_stay(week)) for week in self.term.weeks)

    @cached_property
    def services(self) -> tuple[ServiceRow, ...]:
        """The load of each service."""
        taken: Counter[tuple[Service, int]] = Counter()
        for trainee in self.term.trainees:
            for week in self.term.weeks:
                taken.update((service, week.number) for service in self.plan.services_in(trainee, week))
        lacking = weeks_lacking(self.plan, self.term)
        return tuple(self._service(service, taken, lacking[service]) for service in self.term.services)

    @cached_property
    def on_none(self) -> tuple[int, ...]:
        """How many trainees on stay are on no service in each week."""
        return tuple(
            sum(not self.plan.services_in(trainee, week) for trainee in self.term.on_stay(week))
            for week in self.term.weeks
        )

    def leads_in(self, service: Service, week: Week) -> str:
        """Return who leads a service's rounds in a week, or nothing; with days where that changes in it."""
        spans = self.leads.spans_in(service, week)
        if len(spans) == 1:
            return _names(spans[0])
        planned = bool(self.leads.in_week(service, week))
        return join(
            f"{_names(led) or NOBODY} ({brief_span(led.span)})" for led in spans if led.leads or not planned
        )

    # -- one at a time -------------------------------------------------------------------------------------

    def _head(self, week: Week) -> WeekHead:
        working, usual = len(self.term.working_days_in(week.span)), len(self.term.weekdays)
        state = "normal" if working == usual else "short" if working < usual else "long"
        facts = [f"Week {week.number}, {brief_span(week.span)}: {count(working, 'working day')}"]
        if holidays := say_holidays(self.term, week.span):
            facts.append(f"holiday {holidays}")
        if extra := say_extra_days(self.term, week.span):
            facts.append(f"working day {extra}")
        title = "; ".join(facts)
        return WeekHead(week.number, week.monday.day, working, state if working else "closed", title)

    def _trainee(self, index: int, trainee: Trainee) -> TraineeRow:
        cells = []
        for week, head in zip(self.term.weeks, self.weeks, strict=True):
            rotations = [r for r in self.plan.rotations_of(trainee) if r.covers(week)]
            segments = tuple(self._on_service(rotation, week) for rotation in rotations)
            if not segments and trainee.stay.overlaps(week.span):
                segments = (self._on_none(trainee, week),)
            cells.append(Cell(head.state if segments else f"{head.state} out", segments))
        weeks = count(len(self.term.weeks_of_stay(trainee)), "week").replace(" ", "\N{NO-BREAK SPACE}")
        mentor = join(sorted(mentor.name for mentor in self.plan.main_mentors.get(trainee, ())))
        return TraineeRow(index, trainee.name, f"{brief_span(trainee.stay)}, {weeks}", mentor, tuple(cells))

    def _on_service(self, rotation: Rotation, week: Week) -> Segment:
        key, span = self.keys[rotation.service], rotation.span
        run = sum(rotation.covers(each) for each in self.term.weeks)
        starts, ends = span.start in week.span, span.last_day in week.span
        style = [f"c{key.colour}", *(["first"] if starts else []), *(["last"] if ends else [])]
        style += self._edges(rotation.trainee, span, week)
        if starts and 1 < run <= LONGEST and (late := self._late(span, self.term.week_of(span.last_day))):
            style.append(f"e{late}")
        title = f"{key.name}, {brief_span(span)}, {count(run, 'week')}"
        return Segment(
            " ".join(style), key.code, key.name, title, min(run, LONGEST) if starts else 0, "away" in style
        )

    def _on_none(self, trainee: Trainee, week: Week) -> Segment:
        style = ["gap", "first", "last", *self._edges(trainee, trainee.stay, week)]
        title = f"On no service, {brief_span(week.span)}"
        return Segment(" ".join(style), "", ON_NONE, title, 1, "away" in style)

    def _edges(self, trainee: Trainee, span: Span, week: Week) -> list[str]:
        """Return the classes that say where in the week the span begins and ends, and an absence all week."""
        early, late = self._tenths(week, lambda day: day < span.start), self._late(span, week)
        present = [day for day in self.term.working_days_in(week.span) if day in span]
        absences = self.term.absences_of(trainee)
        away = all(any(absence.covers_day(day) for absence in absences) for day in present)
        found = {
            f"l{early}": early > 0,
            f"r{late}": late > 0,
            "opens": trainee.stay.first_day in week.span,
            "closes": trainee.stay.last_day in week.span,
            "away": bool(present) and away,
        }
        return [name for name, holds in found.items() if holds]

    def _late(self, span: Span, week: Week) -> int:
        """Return how many tenths of a week come after a span."""
        return self._tenths(week, lambda day: day >= span.end)

    def _tenths(self, week: Week, outside: Callable[[date], bool]) -> int:
        days = [day for day in week.span if weekday_of(day) in self.term.weekdays]
        return min(round(TENTHS * sum(map(outside, days)) / len(days)), TENTHS - 1)

    def _service(self, service: Service, taken: Counter[tuple[Service, int]], lacking: int) -> ServiceRow:
        loads, leads = [], []
        for week, head in zip(self.term.weeks, self.weeks, strict=True):
            number, seats = taken[service, week.number], self.term.service_seats(service, week)
            loads.append(_load(number, seats, service.seats, head.state))
            lead = self.leads_in(service, week)
            needed = service.has_rounds and number > 0 and head.working > 0
            if needed and not self.leads.in_week(service, week):
                leads.append((lead or NOBODY, "missing"))
            else:
                leads.append((lead, "led" if lead else "empty"))
        runs = ((name, state, len(list(run))) for (name, state), run in groupby(leads))
        led = tuple(LeadRun(name, weeks, state) for name, state, weeks in runs)
        there = [load for load in loads if load.seats]
        full = f"full in {sum(load.taken >= load.seats for load in there)} of {count(len(there), 'week')}"
        return ServiceRow(
            self.keys[service],
            tuple(loads),
            led if service.has_rounds else (),
            full,
            f"{count(lacking, 'week')} asked for {'lacks' if lacking == 1 else 'lack'}" if lacking else "",
        )


def _names(led: LedSpan) -> str:
    return join(sorted(lead.name for lead in led.leads))


def _rounds_of(service: Service) -> str:
    if service.round_start is None:
        return "no rounds"
    return f"rounds at {say_time(service.round_start)}, {service.round_minutes} min"


def _load(taken: int, seats: int, usual: int, state: str) -> Load:
    full, changed = 0 < seats <= taken, seats != usual
    style = [state, _fill(taken, seats), *(["full"] if full else []), *(["changed"] if changed else [])]
    notes = [*(["full"] if full else []), *([f"usually {usual}"] if changed else [])]
    return Load(taken, seats, " ".join(style), ", ".join(notes))


def _fill(taken: int, seats: int) -> str:
    if taken > seats:
        return "over"
    return f"f{math.ceil(FILLS * taken / seats)}" if taken else "f0"
