"""
The leads of a service's rounds, and of an activity's sessions, are shared among those named for it in proportion to their
hours, within ``tolerance`` percent.

Why
    Teaching is everybody's duty who is named for it, not only that of the first on the list.
Reads
    ``hours.csv``: weekly hours, where none are given one hour; ``faculty.csv`` and ``slots.csv``: ``leads``.
Violation
    One member of faculty and item; its amount is the number of leads above the proportional share of all leads of the
    item, with the tolerance, rounded up.
Encoding
    For each item and each who may lead it, the leads less a whole number that is at most the share with its tolerance,
    rounded up.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar

from constraints.rule import At, Parameter, SoftRule, Violation
from inputs.days import MINUTES_AN_HOUR, minutes_between

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ortools.sat.python import cp_model

    from constraints.decisions import Decisions, Literal
    from inputs.people import Faculty
    from inputs.plan import Plan
    from inputs.programme import Activity, Service
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
            if x.covers_leads(occurrence.activity):
                for lead, literal in x.leads(occurrence).items():
                    leads.setdefault(occurrence.activity, {}).setdefault(lead, []).append(literal)
        for service in term.services if x.covers_rotations and x.covers_round_leads else ():
            for week in term.weeks:
                on = [x.on(trainee, service, week) for trainee in term.on_stay(week)]
                for lead, literal in x.round_leads(service, week).items():
                    leads.setdefault(service, {}).setdefault(lead, []).append(literal)
                    model.add(literal <= sum(on))
        return sum(self._above_share(model, item, by_lead, term) for item, by_lead in leads.items())

    def _above_share(
        self,
        model: cp_model.CpModel,
        item: Activity | Service,
        leads: dict[Faculty, list[Literal]],
        term: Term,
    ) -> Literal:
        named = _named(item, term)
        whole = PERCENT * sum(_hours(member) for member in named)
        every = sum(sum(literals) for literals in leads.values())
        most = sum(len(literals) for literals in leads.values())
        prices: list[Literal] = []
        for lead, literals in leads.items():
            share = model.new_int_var(0, 4 * most, "")
            tolerated = _hours(lead) * (PERCENT + self.setting(term, "tolerance"))
            model.add(whole * share <= tolerated * every + whole - 1)
            above = model.new_int_var(0, len(literals), "")
            model.add(above >= sum(literals) - share)
            prices.append(above)
        return sum(prices)

    def verify(self, plan: Plan, term: Term) -> Iterator[Violation]:
        """Yield each lead of an item with more than the share."""
        led: dict[Activity | Service, list[Faculty]] = {}
        for row in plan.rounds:
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
                        f"{lead} leads {item} {count} times, but a fair share is at most {share}.",
                        At(None, item.id, term.span),
                        count - share,
                    )


def _hours(member: Faculty) -> int:
    """Return the weekly hours of a member of faculty, in minutes; one hour where none are given."""
    return sum(minutes_between(row.start, row.end) for row in member.hours) or MINUTES_AN_HOUR


def _named(item: Activity | Service, term: Term) -> list[Faculty]:
    """Return all who are named for an item, by its slots or themselves."""
    by_slots = {member for slot in term.slots if slot.activity == item for member in slot.leads}
    return [member for member in term.faculty if member in by_slots or item.id in member.leads]
