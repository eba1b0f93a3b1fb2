"""What is left of a plan when whatever is broken is left out, and what then breaks."""

from dataclasses import replace
from datetime import date

import pytest

from inputs.plan import Plan
from inputs.term import Term
from scheduler.solving.replanning.replan import replan
from scheduler.solving.replanning.sound_part import sound_part
from scheduler.solving.search import Control
from scheduler.verify import verify
from tests.pictures import draw_plan, draw_term
from tests.scheduler.solving.replanning.planned_again import absent, again, proven, value

ONE_AFTER_THE_OTHER = """
term 03-01..03-14
trainee amara fellow
trainee li fellow
activity sim once 60 weight=10
activity skills once 60 after=sim
activity test once 60 after=skills
activity lecture weekly 60
slot sim Mon 09:00
slot skills Tue 09:00
slot test Wed 09:00
slot lecture Fri 10:00
"""


def left(term: Term, picture: str) -> list[str]:
    plan = sound_part(draw_plan(term, picture), term)
    assert plan is not None
    assert verify(plan, term).violations == ()
    sessions = [f"{s.trainee.id} {s.activity.id} {s.period.date:%m-%d}" for s in plan.sessions]
    return sessions + [f"{r.trainee.id} {r.service.id} {r.span.first_day:%m-%d}" for r in plan.rotations]


def test_what_is_sound_stays_as_it_is() -> None:
    term = draw_term(ONE_AFTER_THE_OTHER)
    plan = draw_plan(term, "session amara lecture 03-05 10:00\nsession li sim 03-01 09:00")
    assert sound_part(plan, term) is plan


def test_what_needs_something_goes_with_it_and_what_needs_that() -> None:
    words = """
    session amara skills 03-02 09:00
    session amara test 03-03 09:00
    session amara lecture 03-05 10:00
    session li sim 03-01 09:00
    session li skills 03-02 09:00
    """
    assert left(draw_term(ONE_AFTER_THE_OTHER), words) == [
        "amara lecture 03-05",
        "li sim 03-01",
        "li skills 03-02",
    ]


def test_of_those_who_share_too_few_seats_the_last_give_way() -> None:
    term = draw_term("""
    term 03-01..03-07
    trainee amara fellow
    trainee kofi fellow
    trainee li fellow
    service ward 2
    room hall 1
    activity lecture weekly 60
    slot lecture Fri 10:00 room=hall
    """)
    words = "\n".join(
        f"rotation {who} ward 03-01..03-07\nsession {who} lecture 03-05 10:00"
        for who in ("amara", "kofi", "li")
    )
    assert left(term, words) == ["amara lecture 03-05", "amara ward 03-01", "kofi ward 03-01"]


@pytest.mark.parametrize("lead", ["chen", "wang"])
def test_a_mentor_who_is_in_two_places_leaves_one(lead: str) -> None:
    term = draw_term("""
    term 03-01..03-07
    trainee amara fellow
    trainee li fellow
    faculty wang leads=mdt
    faculty chen leads=mdt
    hours wang Mon 09:00-10:00
    activity mdt weekly 60
    activity talk weekly 60 meeting
    slot mdt Mon 09:00
    """)
    words = f"session amara mdt 03-01 09:00 with={lead}\nsession li talk 03-01 09:00 with=wang"
    assert ("li talk 03-01" in left(term, words)) == (lead == "chen")


def test_a_plan_is_there_before_any_search() -> None:
    """The laboratory is closed on the day of the simulation, and no time is left for anything."""
    term = draw_term("room lab 9\n" + ONE_AFTER_THE_OTHER.replace("sim Mon 09:00", "sim Mon 09:00 room=lab"))
    words = """
    session amara sim 03-01 09:00
    session amara skills 03-02 09:00
    session amara lecture 03-05 10:00
    session li lecture 03-05 10:00
    """
    new = absent(term, "lab", date(2027, 3, 1), date(2027, 3, 14))
    result = replan(again(term, new, draw_plan(term, words)), Control(time_limit_seconds=0))
    assert result.plan is not None
    assert {s.activity.id for s in result.plan.sessions} == {"lecture"}


def test_where_nothing_helps_there_is_none() -> None:
    term = draw_term(ONE_AFTER_THE_OTHER + "pin amara lecture on=03-05 must=yes\n")
    assert sound_part(Plan(), term) is None


def test_where_nobody_is_left_on_a_service_nobody_leads_its_rounds() -> None:
    term = draw_term("""
    term 03-01..03-14
    trainee amara fellow
    trainee li fellow
    faculty wang leads=ward
    service ward 1 round=08:00+60
    seats ward 03-08..03-14 0
    """)
    words = "rotation amara ward 03-08..03-14\nrotation li ward 03-01..03-07\n"
    plan = sound_part(draw_plan(term, words + "round ward 03-01 wang\nround ward 03-08 wang"), term)
    assert plan is not None
    assert plan.rotations == draw_plan(term, "rotation li ward 03-01..03-07").rotations
    assert plan.rounds == draw_plan(term, "round ward 03-01 wang").rounds


def test_who_leads_rounds_for_nobody_any_more_is_touched() -> None:
    old = draw_term("""
    term 03-01..03-07
    trainee amara fellow
    faculty wang leads=ward
    service ward 1 round=08:00+60
    """)
    plan = draw_plan(old, "rotation amara ward 03-01..03-07\nround ward 03-01 wang")
    new = replace(old, services=tuple(replace(service, seats=0) for service in old.services))
    result = replan(again(old, new, plan), Control(time_limit_seconds=60, workers=1))
    assert result.plan == Plan()
    assert value(result, "stability") == 2 * 100 + 2 * 4
    assert proven(result) == [True, True]
