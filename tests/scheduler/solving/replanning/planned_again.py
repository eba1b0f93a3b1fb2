"""A clinic that was drawn, planned and published, and its term planned again."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from inputs.days import Span
from inputs.people import Absence
from inputs.plan import Plan
from inputs.published import carry_over
from inputs.term import Term
from scheduler.result import Result
from scheduler.solving.replanning.carried_bound import carried_bound
from scheduler.solving.search import Control
from scheduler.solving.solve import solve_term
from scheduler.verify import verify

LEVELS = ("coverage", "stability")
CLINIC = """
term 03-01..03-28 08:00-18:00
trainee amara fellow 03-01..03-28 interests=cells
trainee li fellow 03-01..03-28 interests=cells
faculty wang topics=genes interests=cells meetings=4
faculty chen topics=genes interests=cells meetings=4
hours wang Mon 14:00-16:00
hours chen Thu 14:00-16:00
room hall 10
service ward 2 weeks=1..4
activity one-to-one weekly 60 meeting weight=10
activity lecture weekly 60 weight=10
slot lecture Tue 10:00 room=hall
slot lecture Fri 10:00
"""


def limits(seconds: float = 60) -> Control:
    return Control(time_limit_seconds=seconds, workers=2)


def planned(term: Term, control: Control | None = None) -> Plan:
    result = solve_term(replace(term, levels=("coverage",)), control or limits())
    assert result.plan is not None
    return result.plan


def again(old: Term, new: Term, plan: Plan, since: date | None = None, **promises: Any) -> Term:
    published = carry_over(plan, old, new, since or new.span.start)
    cost = verify(plan, old).value("coverage")
    known = {"cost": cost, "bound": carried_bound(old, new, cost, published)}
    published = replace(published, **known | promises)
    return replace(new, published=published, levels=LEVELS)


def absent(term: Term, who: str, first: date, last: date) -> Term:
    return replace(term, absences=(*term.absences, Absence(who, Span.through(first, last))))


def value(result: Result, level: str) -> int:
    return next(entry.value for entry in result.levels if entry.name == level)


def proven(result: Result) -> list[bool]:
    return [entry.status == "optimal" for entry in result.levels]
