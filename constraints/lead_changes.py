"""Whose leading a model changes: of occurrences, and of a week's rounds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from constraints.own_leads import led_apart
from inputs.people import Faculty
from inputs.plan import RoundLead, Session
from inputs.programme import Occurrence

if TYPE_CHECKING:
    from constraints.change_literals import ChangeLiterals
    from inputs.days import Period, Week
    from inputs.people import Room
    from inputs.programme import Service

Literal = Any


class LeadChanges:
    """Counts the occurrences and rounds that others lead, or nobody, or somebody where nobody did."""

    def __init__(self, changes: ChangeLiterals) -> None:
        self.changes = changes
        self.x = changes.x
        self.published = changes.published

    def post(self) -> None:
        """Count the occurrences that have other leads."""
        x, since = self.x, self.published.since
        was: dict[Occurrence, tuple[Faculty, ...]] = {}
        others = self._led_for_others()
        for (activity, period, room), leads in self.published.session_leads.items():
            if period.date < since or not (x.knows(activity) and x.covers_leads(activity)):
                continue
            if (activity.id, period, room) in others:
                continue
            occurrence = x.term.occurrence_at(activity, period, room)
            if occurrence is None or not x.attending(occurrence):
                self.changes.count(period.date, x.yes, leads)
            else:
                was[occurrence] = leads
        apart = led_apart(x.term)
        for occurrence in list(x.occurrences):
            if occurrence.date < since or not x.covers_leads(occurrence.activity):
                continue
            before, leads_now = was.get(occurrence, ()), x.leads(occurrence)
            known = {*before, others.get((occurrence.activity.id, occurrence.period, occurrence.room))}
            more = {lead: literal for lead, literal in leads_now.items() if lead not in known}
            one = (occurrence.activity, occurrence.period, occurrence.room) not in apart
            gone = self._gone(before, leads_now, x.anybody_at(occurrence))
            self._count(occurrence.date, gone, more, one_at_most=one)

    def _led_for_others(self) -> dict[tuple[str, Period, Room | None], Faculty | None]:
        """Return who leads the occurrences that people outside the term keep going."""
        return {
            (row.activity.id, row.period, row.room): row.faculty
            for row in self.published.others
            if isinstance(row, Session)
        }

    def post_rounds(self) -> None:
        """Count the weeks whose rounds have other leads."""
        x, since, published = self.x, self.published.since, self.published
        was = _leads_of_rounds(published.plan.rounds)
        others = _leads_of_rounds(row for row in published.others if isinstance(row, RoundLead))
        one = x.counts_on("round_leads_allowed")
        for service in x.term.services:
            for week in x.term.weeks:
                if not published.has_rounds_left(x.term, week):
                    continue
                before, leads = was.get((service, week), []), x.round_leads(service, week)
                known = {*before, *others.get((service, week), ())}
                more = {lead: literal for lead, literal in leads.items() if lead not in known}
                gone = self._gone(before, leads, x.anybody_on(service, week))
                changed = self._count(max(since, week.monday), gone, more, one_at_most=one)
                for trainee in published.team_of_rounds(x.term, service, week) if changed else ():
                    on = x.on(trainee, service, week)
                    if isinstance(on, int):  # who cannot be there any more is touched by that
                        continue
                    for literal in changed:
                        x.model.add_bool_or([~literal, ~on, self.changes.who(trainee)])

    # -- the pieces ----------------------------------------------------------------------------------------

    def _gone(
        self, before: Iterable[Faculty], leads: Mapping[Faculty, Literal], anybody: Sequence[Literal]
    ) -> dict[Faculty, Literal]:
        """Return for each who led before what is true when that is over, as it is where nobody is there."""
        gone = {lead: self.changes.unless(leads.get(lead, 0)) for lead in before}
        for lost in gone.values():
            self.changes.model.add_bool_or([*anybody, lost])
        return gone

    def _count(
        self,
        day: date,
        gone: Mapping[Faculty, Literal],
        more: Mapping[Faculty, Literal],
        *,
        one_at_most: bool,
    ) -> list[Literal]:
        """Count one change at most where somebody leads no more or anew, and touch whoever it is.

        Returns the literals of which one is true when it is so.
        """
        for lead, literal in (*more.items(), *gone.items()):
            self.changes.model.add_implication(literal, self.changes.who(lead))
        several = [*gone.values(), *more.values()]
        if len(several) > 1 and not (one_at_most and len(gone) <= 1):
            changed = self.x.new()
            for literal in several:
                self.changes.model.add_implication(literal, changed)
            several = [changed]
        elif gone:  # whoever comes takes the place of another
            several = [*gone.values()]
        for changed in several:
            self.changes.count(day, changed, [])
        return several


def _leads_of_rounds(rows: Iterable[RoundLead]) -> dict[tuple[Service, Week], list[Faculty]]:
    """Return who leads the rounds of each service and week: several may where the term lets them."""
    found: dict[tuple[Service, Week], list[Faculty]] = {}
    for row in rows:
        found.setdefault((row.service, row.week), []).append(row.lead)
    return found
