"""Drafts are made without the solver; the verification judges them like any other plan."""

import pytest

from inputs.plan import Plan
from inputs.term import Term
from scheduler.solving.drafts.meetings import draft_meetings
from scheduler.solving.drafts.rotations import draft_rotations
from scheduler.solving.drafts.sessions import draft_sessions
from scheduler.verify import verify
from tests.constraints.random_terms import random_term
from tests.pictures import draw_term
from tests.scheduler.solving.jointly import possible


def drafted(term: Term) -> Plan:
    rotations, rounds = draft_rotations(term)
    return draft_meetings(term, draft_sessions(term, Plan(rotations, rounds)), {}, {})


def stays(plan: Plan) -> list[str]:
    return [
        f"{row.trainee} {row.service} {row.span.first_day:%m-%d}..{row.span.last_day:%m-%d}"
        for row in plan.rotations
    ]


@pytest.mark.parametrize("seed", range(40))
def test_a_draft_breaks_no_rule(seed: int) -> None:
    term = possible(random_term(seed))
    assert verify(drafted(term), term).violations == ()


def test_a_planted_stay_is_covered_in_seats_that_just_suffice() -> None:
    term = draw_term("""
    term 03-01..03-14
    trainee amara fellow
    trainee li fellow
    service ward 1 weeks=1..1
    service lab 1 weeks=1..1
    """)
    assert sorted(stays(drafted(term))) == [
        "Amara Lab 03-01..03-07",
        "Amara Ward 03-08..03-14",
        "Li Lab 03-08..03-14",
        "Li Ward 03-01..03-07",
    ]


def test_the_curriculum_comes_first() -> None:
    term = draw_term("""
    term 03-01..03-14
    trainee amara fellow
    service lab 5
    service ward 1
    curriculum fellow ward 2
    """)
    assert stays(drafted(term)) == ["Amara Ward 03-01..03-14"]


def test_pins_and_the_order_of_services_are_kept() -> None:
    term = draw_term("""
    term 03-01..03-21
    trainee amara fellow
    service donor 1 after=ward
    service lab 1
    service ward 1
    pin amara lab 03-01
    pin amara donor 03-15
    """)
    plan = drafted(term)
    assert stays(plan)[0].startswith("Amara Lab 03-01")
    assert stays(plan)[-1].startswith("Amara Donor")
    assert verify(plan, term).violations == ()


def test_who_has_the_fewest_chances_left_gets_the_seat() -> None:
    term = draw_term("""
    term 03-01..03-14
    trainee amara fellow 03-01..03-14
    trainee li fellow 03-01..03-07
    activity sim once 60
    slot sim Mon 10:00 seats=1
    """)
    assert [(str(s.trainee), f"{s.period.date:%m-%d}") for s in drafted(term).sessions] == [
        ("Li", "03-01"),
        ("Amara", "03-08"),
    ]


def test_what_must_come_before_comes_before() -> None:
    term = draw_term("""
    term 03-01..03-14
    trainee amara fellow
    activity sim weekly 60
    activity hands weekly 60 after=sim
    slot sim Tue 10:00
    slot hands Mon 10:00
    """)
    assert [f"{s.activity.id} {s.period.date:%m-%d}" for s in drafted(term).sessions] == [
        "sim 03-02",
        "hands 03-08",
        "sim 03-09",
    ]


def test_leads_take_turns_and_topics_alternate() -> None:
    term = draw_term("""
    term 03-01..03-14
    trainee amara fellow
    faculty wang
    faculty chen
    activity mdt weekly 60 topics=a;b
    slot mdt Mon 09:00 leads=wang;chen
    """)
    assert [(str(s.faculty), s.topic) for s in drafted(term).sessions] == [("Chen", "a"), ("Wang", "b")]
