"""Whose leading a model changes: of occurrences, and of a week's rounds."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

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
        """Count the occurrences that have another lead."""
        x, since = self.x, self.published.since
        was: dict[Occurrence, Faculty] = {}
        others = self._led_for_others()
        for (activity, period, room), company in self.published.plan.company.items():
            lead = company[0].faculty
            if period.date < since or lead is None or not (x.knows(activity) and x.covers_leads(activity)):
                continue
            if (activity.id, period, room) in others:
                continue
            occurrence = self.x.term.occurrence_at(activity, period, room)
            if occurrence is None or not x.attending(occurrence):
                self.changes.count(period.date, x.yes, [lead])
            else:
                was[occurrence] = lead
        for occurrence in list(x.occurrences):
            if occurrence.date < since or not x.covers_leads(occurrence.activity):
                continue
            before = was.get(occurrence)
            place = (occurrence.activity.id, occurrence.period, occurrence.room)
            for lead, literal in x.leads(occurrence).items():
                if lead not in (before, others.get(place)):
                    self.changes.model.add_implication(literal, self.changes.who(lead))
                    if before is None:
                        self.changes.count(occurrence.date, literal, [])
            if before is not None:
                changed = self.changes.unless(x.leads(occurrence).get(before, 0))
                self.changes.model.add_bool_or([*x.anybody_at(occurrence), changed])
                self.changes.count(occurrence.date, changed, [before])

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
        for service in self.x.term.services:
            for week in self.x.term.weeks if service.has_rounds else ():
                if week.span.last_day < since:
                    continue
                place = (service, week)
                before, leads = was.get(place, []), x.round_leads(service, week)
                more = {
                    lead: literal
                    for lead, literal in leads.items()
                    if lead not in before and lead not in others.get(place, ())
                }
                for lead, literal in more.items():
                    self.changes.model.add_implication(literal, self.changes.who(lead))
                gone = {lead: self.changes.unless(leads.get(lead, 0)) for lead in before}
                for lead, lost in gone.items():
                    self.changes.model.add_bool_or([*x.anybody_on(service, week), lost])
                    self.changes.model.add_implication(lost, self.changes.who(lead))
                for changed in self._one_change([*gone.values()], [*more.values()]):
                    self.changes.count(max(since, week.monday), changed, [])

    def _one_change(self, gone: list[Literal], more: list[Literal]) -> list[Literal]:
        """Return what to count, once at most, where some leads of rounds are gone or there are more."""
        several = [*gone, *more]
        if len(several) <= 1:
            return several
        if len(gone) <= 1 and self.x.counts_on("round_leads_allowed"):
            return gone or more  # one leads at most: whoever comes takes the place of another
        changed = self.x.new()
        for literal in several:
            self.changes.model.add_implication(literal, changed)
        return [changed]


def _leads_of_rounds(rows: Iterable[RoundLead]) -> dict[tuple[Service, Week], list[Faculty]]:
    """Return who leads the rounds of each service and week: several may where the term lets them."""
    found: dict[tuple[Service, Week], list[Faculty]] = {}
    for row in rows:
        found.setdefault((row.service, row.week), []).append(row.lead)
    return found
