"""
A week's rounds of a service have at most one lead, who may lead them and can.

Why
    A team has one senior voice for a week; patients and trainees should not meet a new one every day.
Reads
    ``faculty.csv``: ``leads``, which must name the service; ``absences.csv``, ``calendars``;
    ``services.csv``: ``round_start``, ``round_minutes``. Nobody leads who is absent during any round of the
    week, nor two services in one week. What several led, or somebody besides another service, in a week that
    began before the day of replanning they did lead, though the rule forbids it since.
Violation
    One service and week; its amount is 1 for each reason.
Encoding
    For each service and week at most one lead; for each member of faculty and week at most one service. Those
    who are not named or are absent have no variable.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import TYPE_CHECKING

from constraints.rule import At, HardRule, Violation
from inputs.days import say_weekday
from inputs.faults import listed
from inputs.plan import RoundLead
from inputs.words import counted

if TYPE_CHECKING:
    from ortools.sat.python import cp_model

    from constraints.decisions import Decisions, Literal
    from inputs.days import Week
    from inputs.people import Faculty
    from inputs.plan import Plan
    from inputs.programme import Service
    from inputs.term import Term


class RoundLeadsAllowed(HardRule):
    """Rounds are led by one who may and can."""

    def post(self, model: cp_model.CpModel, x: Decisions, term: Term) -> None:
        """Allow one lead for a service's week, and one service for a lead's week."""
        published = term.published
        then = {row for row in published.plan.rounds if published.is_past(row.week)} if published else set()
        for week in term.weeks:
            led = [
                (RoundLead(service, week, lead), literal)
                for service in term.services
                for lead, literal in x.round_leads(service, week).items()
            ]
            for service in term.services:
                _allow_one(model, [(row, literal) for row, literal in led if row.service == service], then)
            for member in term.faculty:
                _allow_one(model, [(row, literal) for row, literal in led if row.lead == member], then)

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
        several: dict[tuple[Service, Week], list[RoundLead]] = {}
        led: dict[tuple[Faculty, Week], set[RoundLead]] = {}
        for row in plan.rounds:
            several.setdefault((row.service, row.week), []).append(row)
            led.setdefault((row.lead, row.week), set()).add(row)
        for (service, week), rows in several.items():
            if len(rows) > 1 and not all(_is_past(row, term) for row in rows):
                leads = counted(len(rows), "lead")
                yield self.broken(
                    f"The rounds of {service} have {leads} in {week}, but need only one.",
                    At(None, service.id, week.span),
                )
        for (member, week), theirs in led.items():
            if len(theirs) > 1 and not all(_is_past(row, term) for row in theirs):
                names = listed(sorted(row.service.name for row in theirs))
                yield self.broken(
                    f"{member} leads the rounds of {names} in {week}, but may lead only one service a week.",
                    At(None, member.id, week.span),
                )


def _allow_one(
    model: cp_model.CpModel, led: Sequence[tuple[RoundLead, Literal]], then: Collection[RoundLead]
) -> None:
    """Allow one of several that may be led; what several or somebody led before may all have been."""
    new = [literal for row, literal in led if row not in then]
    for literals in [[*new, literal] for row, literal in led if row in then] or [new]:
        if len(literals) > 1:
            model.add_at_most_one(literals)


def _is_past(row: RoundLead, term: Term) -> bool:
    """Tell whether a week's rounds were led so before what was planned, as far as that is known."""
    if not term.is_settled(row.week.monday):
        return False
    return term.published is None or row in term.published.plan.rounds
