"""
A week's rounds of a service have at most one lead, who may lead them and can.

Why
    A team has one senior voice for a week; patients and trainees should not meet a new one every day.
Reads
    ``faculty.csv``: ``leads``, which must name the service; ``absences.csv``, ``calendars``;
    ``services.csv``: ``round_start``, ``round_minutes``. Nobody leads who is absent during any round of the
    week, nor two services in one week.
Violation
    One service and week; its amount is 1 for each reason.
Encoding
    For each service and week at most one lead; for each member of faculty and week at most one service. Those
    who are not named or are absent have no variable.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

from constraints.rule import At, HardRule, Violation
from inputs.days import say_weekday
from inputs.faults import listed
from inputs.words import counted

if TYPE_CHECKING:
    from ortools.sat.python import cp_model

    from constraints.decisions import Decisions
    from inputs.days import Week
    from inputs.people import Faculty
    from inputs.plan import Plan
    from inputs.term import Term


class RoundLeadsAllowed(HardRule):
    """Rounds are led by one who may and can."""

    def post(self, model: cp_model.CpModel, x: Decisions, term: Term) -> None:
        """Allow one lead for a service's week, and one service for a lead's week."""
        for week in term.weeks:
            for service in term.services:
                leads = list(x.round_leads(service, week).values())
                if len(leads) > 1:
                    model.add_at_most_one(leads)
            for member in term.faculty:
                led = [
                    literal
                    for service in term.services
                    if (literal := x.round_leads(service, week).get(member)) is not None
                ]
                if len(led) > 1:
                    model.add_at_most_one(led)

    def verify(self, plan: Plan, term: Term) -> Iterator[Violation]:
        """Yield each lead who may not or cannot lead, and each week with several."""
        for row in plan.rounds:
            at = At(None, row.service.id, row.week.span)
            if row.service.round_start is None:
                yield self.broken(
                    f"{row.lead} leads the rounds of {row.service} in {row.week}, but it has none.", at
                )
                continue
            if row.service.id not in row.lead.leads:
                yield self.broken(
                    f"{row.lead} leads the rounds of {row.service} in {row.week}, but is not named for it.",
                    at,
                )
            for day in row.week.span:
                own_round = row.service.round_on(day)
                if day in term.working.days and own_round and term.is_absent(row.lead, own_round):
                    absent = term.say_absent(row.lead, own_round)
                    yield self.broken(
                        f"{row.lead} leads the rounds of {row.service} in {row.week}, but is {absent} from "
                        f"that of {say_weekday(day)}.",
                        at,
                    )
                    break
        for (service, week), count in Counter((row.service, row.week) for row in plan.rounds).items():
            if count > 1:
                yield self.broken(
                    f"The rounds of {service} have {counted(count, 'lead')} in {week}, but need only one.",
                    At(None, service.id, week.span),
                )
        led: dict[tuple[Faculty, Week], set[str]] = {}
        for row in plan.rounds:
            led.setdefault((row.lead, row.week), set()).add(row.service.name)
        for (member, week), services in led.items():
            if len(services) > 1:
                names = listed(sorted(services))
                yield self.broken(
                    f"{member} leads the rounds of {names} in {week}, but may lead only one service a week.",
                    At(None, member.id, week.span),
                )
