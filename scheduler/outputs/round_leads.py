"""
Who leads the rounds of a service, day by day.

A plan has one lead for the rounds of a service in a week. Where the lead changed in the middle of a week,
the days before were led by somebody else, or by nobody, and whoever speaks of that week has to tell it by
its days: calendars, pages, the board, and what changed from one version to the next.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from itertools import groupby
from types import MappingProxyType

from inputs.days import Period, Span, Week
from inputs.people import Faculty
from inputs.plan import Plan
from inputs.programme import Service
from inputs.term import Term

LedOnDays = Mapping[tuple[Service, date], tuple[Faculty, ...]]
"""Who led the rounds of single days, where that is not who leads the week in the plan; ``()`` is nobody."""
AS_PLANNED: LedOnDays = MappingProxyType({})
"""Every day is led by who leads its week."""


@dataclass(frozen=True)
class LedSpan:
    """Days of one week in which the same people lead a service's rounds; a sound plan has at most one.

    ``share`` is how much of the week's rounds they are, 1 where the lead does not change in the week.
    """

    service: Service
    week: Week
    span: Span
    leads: tuple[Faculty, ...]
    share: float = 1.0


@dataclass(frozen=True)
class RoundLeads:
    """Who leads the rounds of a plan; ``on_days`` has the last word."""

    plan: Plan
    term: Term
    on_days: LedOnDays = field(default_factory=dict)

    def in_week(self, service: Service, week: Week) -> tuple[Faculty, ...]:
        """Return who leads a week in the plan, whoever led single days of it."""
        return self._planned.get((service, week.monday), ())

    def on(self, service: Service, day: date) -> tuple[Faculty, ...]:
        """Return who leads the rounds of a day of the term."""
        found = self.on_days.get((service, day))
        return self.in_week(service, self.term.week_of(day)) if found is None else found

    def lead_on(self, service: Service, day: date) -> Faculty | None:
        """Return the one who leads the rounds of a day, None where nobody does."""
        return next(reversed(self.on(service, day)), None)

    def rounds(self) -> Iterator[tuple[Faculty, Service, Period]]:
        """Yield each round that somebody leads."""
        for service, week in self._weeks:
            for period in self.term.rounds_in(service, week):
                for lead in self.on(service, period.date):
                    yield lead, service, period

    @cached_property
    def spans(self) -> tuple[LedSpan, ...]:
        """The days of all weeks of which anything is known, by week and service."""
        return tuple(span for service, week in self._weeks for span in self.spans_in(service, week))

    def spans_in(self, service: Service, week: Week) -> tuple[LedSpan, ...]:
        """Return the days of a week by who leads them; together they are all days of it in the term."""
        whole = week.span.within(self.term.span) or week.span
        told = (service, week) in self._told
        rounds = [period.date for period in self.term.rounds_in(service, week)] if told else []
        if not rounds:
            return (LedSpan(service, week, whole, self.in_week(service, week)),)
        runs = [(leads, list(days)) for leads, days in groupby(rounds, lambda day: self.on(service, day))]
        starts = [whole.start, *(days[0] for _, days in runs[1:]), whole.end]
        return tuple(
            LedSpan(service, week, Span(start, end), leads, len(days) / len(rounds))
            for (leads, days), start, end in zip(runs, starts, starts[1:], strict=False)
        )

    @cached_property
    def _planned(self) -> Mapping[tuple[Service, date], tuple[Faculty, ...]]:
        found: dict[tuple[Service, date], tuple[Faculty, ...]] = {}
        for row in sorted(dict.fromkeys(self.plan.rounds), key=lambda row: row.lead.id):
            key = row.service, row.week.monday
            found[key] = (*found.get(key, ()), row.lead)
        return found

    @cached_property
    def _weeks(self) -> tuple[tuple[Service, Week], ...]:
        planned = {(row.service, row.week) for row in self.plan.rounds}
        return tuple(sorted(planned | self._told, key=lambda key: (key[1], key[0].id)))

    @cached_property
    def _told(self) -> AbstractSet[tuple[Service, Week]]:
        """The weeks with days that were led by somebody else than who leads the week."""
        return {(service, self.term.week_of(day)) for service, day in self.on_days}
