"""
Leading rounds and sessions is shared, in proportion to hours, among those who are named for them.

Why
    Teaching is everybody's duty who is named for it, not only that of the first on the list.
Reads
    ``hours.csv``: weekly hours, where none are given one hour; ``faculty.csv`` and ``slots.csv``: ``leads``.
    What is above the share by ``tolerance`` percent or less costs nothing.
Violation
    One member of faculty and item (a service or an activity); its amount is the number of leads above the
    proportional share, with the tolerance and rounded up, of all leads of the item. The lead of a week in
    which nobody is on the service does not count.
Encoding
    For each item and each who may lead it, the leads less a whole number that is at most the share with its
    tolerance, rounded up.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar

from constraints.rule import At, Parameter, SoftRule, Violation
from inputs.days import MINUTES_AN_HOUR, minute_of, minutes_between
from inputs.programme import Service
from inputs.words import at_most, counted

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ortools.sat.python import cp_model

    from constraints.decisions import Decisions, Literal
    from inputs.people import Faculty
    from inputs.plan import Plan
    from inputs.programme import Activity
    from inputs.term import Term

PERCENT = 100


class FairLeads(SoftRule):
    """Those named share the leads."""

    level: ClassVar[str] = "fairness"
    parameters: ClassVar[Mapping[str, Parameter]] = {"tolerance": 50}

    def penalty(self, model: cp_model.CpModel, x: Decisions, term: Term) -> cp_model.LinearExprT:
        """Charge what each lead of an item has above the share."""
        leads: dict[Activity | Service, dict[Faculty, list[Literal]]] = {}
        for occurrence in x.occurrences:
            activity = occurrence.activity
            there = [literal for _, literal in x.attending(occurrence)]
            for lead, literal in x.leads(occurrence).items() if x.covers_leads(activity) else ():
                model.add(literal <= sum(there))
                leads.setdefault(activity, {}).setdefault(lead, []).append(literal)
        for service in term.services if x.covers_rotations and x.covers_round_leads else ():
            for week in term.weeks:
                on = [x.on(trainee, service, week) for trainee in term.on_stay(week)]
                for lead, literal in x.round_leads(service, week).items():
                    counts = _with_trainees(model, x, literal, on)
                    leads.setdefault(service, {}).setdefault(lead, []).append(counts)
        prices: list[Literal] = []
        for item, by_lead in leads.items():
            prices.append(self._above_share(model, item, by_lead, term))
        return sum(prices)

    def _above_share(
        self,
        model: cp_model.CpModel,
        item: Activity | Service,
        leads: dict[Faculty, list[Literal]],
        term: Term,
    ) -> Literal:
        may_lead = {lead for slot in term.slots if slot.activity == item for lead in term.named_leads(slot)}
        may_lead |= {lead for lead in term.faculty if isinstance(item, Service) and item.id in lead.leads}
        weights = {
            lead: sum(minute_of(row.end) - minute_of(row.start) for row in lead.hours) or MINUTES_AN_HOUR
            for lead in may_lead
        }
        whole = PERCENT * sum(weights.values())
        every = sum(sum(literals) for literals in leads.values())
        most = sum(len(literals) for literals in leads.values())
        prices: list[Literal] = []
        for lead, literals in leads.items():
            share = model.new_int_var(0, 4 * most, "")
            tolerated = weights[lead] * (PERCENT + self.setting(term, "tolerance"))
            model.add(whole * share <= tolerated * every + whole - 1)
            above = model.new_int_var(0, len(literals), "")
            model.add(above >= sum(literals) - share)
            prices.append(above)
        return sum(prices)

    def verify(self, plan: Plan, term: Term) -> Iterator[Violation]:
        """Yield each lead of an item with more than the share."""
        led: dict[Activity | Service, list[Faculty]] = {}
        for row in plan.rounds:
            if any(r.service == row.service and r.covers(row.week) for r in plan.rotations):
                led.setdefault(row.service, []).append(row.lead)
        for (activity, _, _), company in plan.company.items():
            lead = company[0].faculty
            if lead is not None:
                led.setdefault(activity, []).append(lead)
        tolerated = PERCENT + self.setting(term, "tolerance")
        for item, leads in led.items():
            total = sum(_hours(member) for member in _named(item, term))
            for lead in sorted(set(leads), key=lambda member: member.id):
                share = (
                    -(-_hours(lead) * tolerated * len(leads) // (PERCENT * total)) if total else len(leads)
                )
                count = leads.count(lead)
                if count > share:
                    yield self.broken(
                        f"{lead} leads {item} {counted(count, 'time')}, but a fair share is "
                        f"{at_most(share)}.",
                        At(None, item.id, term.span),
                        count - share,
                    )


def _with_trainees(model: cp_model.CpModel, x: Decisions, leads: Literal, on: list[Literal]) -> Literal:
    """Return a literal for leading while somebody is on the service; an open decision is bound to that."""
    if x.scope.round_leads:
        model.add(leads <= sum(on))
        return leads
    somebody = x.new()
    model.add_max_equality(somebody, [0, *on])
    return somebody


def _hours(member: Faculty) -> int:
    """Return the weekly hours of a member of faculty, in minutes; one hour where none are given."""
    return sum(minutes_between(row.start, row.end) for row in member.hours) or MINUTES_AN_HOUR


def _named(item: Activity | Service, term: Term) -> list[Faculty]:
    """Return all who may lead an item: named by its slots, or by themselves where a slot names nobody."""
    slots = [slot for slot in term.slots if slot.activity == item]
    by_slots = {member for slot in slots for member in slot.leads}
    open_to_all = any(not slot.leads for slot in slots) or item.id in term.service_by_id
    return [
        member for member in term.faculty if member in by_slots or (open_to_all and item.id in member.leads)
    ]
