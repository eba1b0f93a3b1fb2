"""Leads and main mentors that were published come back where sessions stay, and nothing more lacks."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import product

import pytest

from inputs.plan import Plan
from inputs.published import carry_over
from inputs.term import COVERAGE, STABILITY, Term
from scheduler.solving.replanning.again import Again
from scheduler.solving.replanning.kept_leads import with_published_leads
from scheduler.solving.replanning.rings import EVERYTHING
from scheduler.solving.search import Control
from scheduler.verify import verify
from tests.pictures import draw_plan, draw_term
from tests.scheduler.solving.jointly import patient

CLINIC = """
term 03-01..03-14 08:00-18:00
trainee amara fellow
trainee li fellow
faculty wang leads=mdt;ward topics=genes
faculty chen leads=mdt;ward topics=genes
hours wang Mon 14:00-16:00
hours chen Thu 14:00-16:00
service ward 2 weeks=1..4 round=08:00+30
activity mdt weekly 60
slot mdt Tue 10:00
activity one-to-one once 60 meeting
"""
HELD = """
rotation amara ward 03-01..03-14
rotation li ward 03-01..03-14
round ward 03-01 {0}
round ward 03-08 {1}
session amara mdt 03-02 10:00 with={2}
session li mdt 03-02 10:00 with={2}
session amara mdt 03-09 10:00 with={3}
session li mdt 03-09 10:00 with={3}
session amara one-to-one 03-01 14:00 with=wang topic=genes
session li one-to-one 03-04 14:00 with=chen topic=genes
"""
MENTORS = "mentor amara {0}\nmentor li {1}"
PUBLISHED = ("wang", "chen", "wang", "chen"), ("wang", "chen")


def drawn(term: Term, leads: tuple[str, ...], mentors: tuple[str, ...]) -> Plan:
    picture = HELD.format(*leads) + (MENTORS.format(*mentors) if mentors else "")
    return draw_plan(term, picture)


def term_of(more: str = "", since: int = 1) -> Term:
    """Return the clinic with something more in it, after its plan was published."""
    old, new = draw_term(CLINIC), draw_term(CLINIC + more)
    published = carry_over(drawn(old, *PUBLISHED), old, new, date(2027, 3, since))
    return replace(new, published=published)


def led(plan: Plan) -> tuple[str, ...]:
    """Return who leads the rounds of both weeks, and both sessions."""
    rounds = [row.lead.id for row in sorted(plan.rounds, key=lambda row: row.week.number)]
    sessions = sorted(
        (s.period.date, s.faculty.id if s.faculty else "nobody")
        for s in plan.sessions
        if s.trainee.id == "amara" and not s.is_meeting
    )
    return (*rounds, *(lead for _, lead in sessions))


@pytest.mark.parametrize(
    ("leads", "mentors"),
    [
        (("chen", "wang", "chen", "wang"), ("chen", "wang")),
        (("wang", "chen", "chen", "wang"), ()),
        (("chen", "wang", "wang", "chen"), ("wang", "chen")),
    ],
)
def test_what_was_exchanged_for_nothing_is_as_published_again(
    leads: tuple[str, ...], mentors: tuple[str, ...]
) -> None:
    term = term_of()
    plan = drawn(term, leads, mentors)
    found = with_published_leads(term, plan, patient())
    assert verify(found, term).violations == ()
    assert verify(found, term).value(STABILITY) == 0
    assert led(found) == PUBLISHED[0]
    assert {row.trainee.id: row.mentor.id for row in found.mentorships} == {"amara": "wang", "li": "chen"}
    assert {(s.trainee, s.period) for s in found.sessions} == {(s.trainee, s.period) for s in plan.sessions}


def test_nothing_more_lacks_and_the_past_stays() -> None:
    """Chen is away in the second week: who took over stays, and the first week is over."""
    term = term_of("absent chen 03-08..03-14", since=8)
    plan = drawn(term, ("wang", "wang", "wang", "wang"), ("wang", "wang"))
    before, found = verify(plan, term), with_published_leads(term, plan, patient())
    assert verify(found, term).violations == ()
    assert verify(found, term).value(COVERAGE) == before.value(COVERAGE) == 0
    assert led(found) == ("wang", "wang", "wang", "wang")
    assert {row.trainee.id: row.mentor.id for row in found.mentorships} == {"amara": "wang", "li": "chen"}


def test_no_other_leads_and_mentors_are_steadier() -> None:
    """Of all who might lead and be main mentor, with chen away on one day."""
    term = term_of("absent chen 03-09..03-09")
    plan = drawn(term, ("chen", "wang", "chen", "wang"), ())
    found = verify(with_published_leads(term, plan, patient()), term)
    values = []
    who = ("wang", "chen")
    for leads, mentors in product(product(who, repeat=4), product(who, repeat=2)):
        verdict = verify(drawn(term, leads, mentors), term)
        if not verdict.violations and verdict.value(COVERAGE) <= found.value(COVERAGE):
            values.append(verdict.value(STABILITY))
    assert found.violations == ()
    assert found.value(STABILITY) == min(values) > 0


def test_it_has_a_moment_when_time_is_up_but_not_once_somebody_interrupted() -> None:
    term = term_of()
    plan = drawn(term, ("chen", "wang", "chen", "wang"), ())
    late, interrupted = Control(time_limit_seconds=0), patient()
    interrupted.interrupt()
    assert led(with_published_leads(term, plan, late)) == PUBLISHED[0]
    assert with_published_leads(term, plan, interrupted) is plan


def test_where_nothing_is_steadier_or_there_are_too_many_sessions_the_plan_is_the_same(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    term = term_of()
    steady, other = drawn(term, *PUBLISHED), drawn(term, ("chen", "wang", "chen", "wang"), ())
    assert with_published_leads(term, steady, patient()) is steady
    monkeypatch.setattr("scheduler.solving.replanning.kept_leads.MOST_SESSIONS", len(other.sessions) - 1)
    assert with_published_leads(term, other, patient()) is other


def test_a_plan_that_could_not_be_made_steady_in_time_has_its_leads_back() -> None:
    """What lacks was asked of everything, in which anybody may lead, and then time was up."""
    term = replace(term_of(), levels=(COVERAGE, STABILITY))
    assert term.published is not None
    again = Again(term, term.published, patient())
    search = again.search(EVERYTHING)
    search.complete(drawn(term, ("chen", "wang", "chen", "wang"), ()), [COVERAGE], again.control)
    search.hold(COVERAGE, 0)
    again.control.time_limit_seconds = 0
    again.make_steady(search, 0.5)
    assert again.best.plan is not None
    assert led(again.best.plan) == PUBLISHED[0]
    assert again.best.value(STABILITY) == 0
