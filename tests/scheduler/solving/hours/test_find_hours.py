"""Hours for meetings that lack one: by hand, and beside the joint model with the same rotations."""

from dataclasses import replace

import pytest

from constraints.scope import Scope
from inputs.plan import Plan
from inputs.term import Term
from scheduler.model import Model
from scheduler.solving.drafts.meetings import draft_meetings
from scheduler.solving.hours.planning import find_hours
from scheduler.solving.search import Control, minimize
from scheduler.solving.solve import solve_term
from scheduler.verify import verify
from tests.constraints.random_terms import random_term
from tests.pictures import draw
from tests.scheduler.solving.jointly import SECONDS, patient, possible
from tests.scheduler.solving.patterns.contested import contested_term


def found(picture: str) -> Plan:
    """Return what comes of a plan that breaks no rule, which breaks none either and lacks no more."""
    plan, term = draw(picture)
    before = verify(plan, term)
    after = find_hours(term, plan, patient(), SECONDS)
    verdict = verify(after, term)
    assert before.violations == verdict.violations == ()
    assert verdict.value("coverage") < before.value("coverage") or after is plan
    return after


def attended(plan: Plan, activity: str) -> list[str]:
    """Return who has an activity, and when."""
    return sorted(
        f"{s.trainee.id} {s.period.date:%a} {s.period.start:%H:%M}"
        for s in plan.sessions
        if s.activity.id == activity
    )


IN_THE_WAY = """
    term 03-01..03-07
    trainee amara fellow
    faculty wang
    hours wang Mon 09:00-10:00
    activity mdt weekly 60
    slot mdt Mon 09:00
    slot mdt Tue 09:00
    activity talk weekly 60 meeting weight=20
    session amara mdt 03-01 09:00
"""
LI = """
    trainee li fellow
    pin li talk must=no
"""


def test_a_session_moves_away_from_the_only_hour_of_a_meeting() -> None:
    plan = found(IN_THE_WAY)
    assert attended(plan, "talk") == ["amara Mon 09:00"]
    assert attended(plan, "mdt") == ["amara Tue 09:00"]


def test_a_session_that_is_pinned_stays() -> None:
    plan = found(f"{IN_THE_WAY}\n pin amara mdt 03-01")
    assert attended(plan, "mdt") == ["amara Mon 09:00"]
    assert attended(plan, "talk") == []


def test_a_meeting_that_must_not_be_then_is_not() -> None:
    assert attended(found(f"{IN_THE_WAY}\n pin amara talk must=no"), "talk") == []


FULL = IN_THE_WAY.replace("slot mdt Tue 09:00", "slot mdt Tue 09:00 seats=1") + LI


def test_where_seats_are_taken_the_lighter_session_is_given_up() -> None:
    plan = found(f"{FULL}\n pin li mdt 03-02\n session li mdt 03-02 09:00")
    assert attended(plan, "mdt") == ["li Tue 09:00"]
    assert attended(plan, "talk") == ["amara Mon 09:00"]


def test_two_swap_where_seats_are_taken() -> None:
    plan = found(f"{FULL}\n session li mdt 03-02 09:00".replace("weight=20", "weight=10"))
    assert attended(plan, "mdt") == ["amara Tue 09:00", "li Mon 09:00"]


def test_a_seat_that_another_lacks_is_no_reason_to_give_up_what_weighs_as_much() -> None:
    plan = found(f"{FULL}\n pin li mdt 03-02\n session li mdt 03-02 09:00".replace("weight=20", "weight=10"))
    assert attended(plan, "talk") == []


@pytest.mark.parametrize("hall", ["room hall 1", "room hall 9 \n seats hall 03-02..03-02 1"])
def test_a_room_has_seats_for_all_who_are_in_it(hall: str) -> None:
    shared = f"""
        {hall}
        activity grand weekly 90
        slot grand Tue 08:30 room=hall
        pin li grand 03-02
        pin li mdt must=no
        session li grand 03-02 08:30
    """
    picture = IN_THE_WAY.replace("slot mdt Tue 09:00", "slot mdt Tue 09:00 room=hall").replace("20", "10")
    plan = found(f"{picture}{LI}{shared}\n pin amara grand must=no")
    assert attended(plan, "mdt") == ["amara Mon 09:00"]


LED = """
    term 03-01..03-07
    trainee amara fellow
    trainee li fellow
    faculty wang leads=mdt
    faculty chen leads=mdt
    hours wang Mon 09:00-10:00
    activity mdt weekly 60
    slot mdt Mon 09:00
    activity talk weekly 60 meeting
    pin amara mdt must=no
    pin li talk must=no
    session li mdt 03-01 09:00 with=wang
"""


def test_another_leads_where_the_lead_is_the_only_mentor() -> None:
    plan = found(LED)
    assert attended(plan, "talk") == ["amara Mon 09:00"]
    assert [s.faculty.id for s in plan.sessions_of(plan.sessions[0].trainee) if s.faculty] == ["chen"]


def test_who_leads_nothing_else_then_is_not_asked() -> None:
    plan = found(f"{LED}\n absent chen 03-01..03-01")
    assert attended(plan, "talk") == []


def test_what_needs_a_lead_and_has_none_yet_is_not_attended() -> None:
    picture = LED.replace("pin amara mdt must=no", "session amara mdt 03-01 09:00 with=wang")
    plan = found(f"{picture}\n absent chen 03-01..03-01\n slot mdt Tue 09:00")
    assert attended(plan, "talk") == []


SHORT_AND_LONG = """
    term 03-01..03-14
    trainee amara fellow
    trainee li fellow
    faculty wang
    hours wang Mon 09:00-10:00
    hours wang Tue 09:00-09:30
    activity talk weekly 60 meeting
    activity chat monthly 30 meeting
    pin li talk must=no
    session amara chat 03-01 09:00 with=wang
    session li chat 03-01 09:30 with=wang
"""


def test_two_short_meetings_make_room_for_a_long_one() -> None:
    plan = found(SHORT_AND_LONG)
    assert attended(plan, "talk") == ["amara Mon 09:00", "amara Mon 09:00"]
    assert len(attended(plan, "chat")) == 2


def test_a_mentor_has_no_more_meetings_a_week_than_agreed() -> None:
    plan = found(SHORT_AND_LONG.replace("faculty wang", "faculty wang meetings=2"))
    weeks = sorted(s.period.date.isocalendar().week for s in plan.sessions if s.is_meeting)
    assert weeks == [9, 9, 10, 10]


AFTER = """
    term 03-01..03-07
    trainee amara fellow
    faculty wang
    hours wang {hours}
    activity sim once 60
    slot sim Mon 09:00
    slot sim Wed 09:00
    activity drill once 60 after=sim
    slot drill Tue 09:00
    slot drill Thu 09:00
    activity talk weekly 60 meeting
    session amara sim 03-01 09:00
    session amara drill 03-02 09:00
"""


def test_what_must_come_before_moves_only_together_with_what_it_is_before() -> None:
    plan = found(AFTER.format(hours="Mon 09:00-10:00"))
    assert attended(plan, "sim") == ["amara Wed 09:00"]
    assert attended(plan, "drill") == ["amara Thu 09:00"]
    assert attended(plan, "talk") == ["amara Mon 09:00"]


def test_it_stays_where_what_comes_after_it_stays() -> None:
    plan = found(AFTER.format(hours="Mon 09:00-10:00") + "\n pin amara drill 03-02")
    assert attended(plan, "sim") == ["amara Mon 09:00"]


FORTNIGHTS = """
    term 03-01..03-28
    trainee amara fellow
    faculty wang
    hours wang Tue 09:00-10:00
    hours wang Wed 09:00-10:00 {second}
    activity sim biweekly 60
    slot sim Tue 09:00
    activity talk weekly 60 meeting
    session amara sim 03-02 09:00
    session amara sim 03-16 09:00
    session amara talk 03-09 09:00 with=wang
    session amara talk 03-23 09:00 with=wang
"""


def test_what_is_every_second_week_never_comes_in_weeks_that_follow_each_other() -> None:
    picture = FORTNIGHTS.format(second="03-08..03-14")
    plan = found(
        picture.replace(
            "Tue 09:00\n    activity talk", "Tue 09:00 weeks=03-02;03-09;03-16\n    activity talk"
        )
    )
    assert attended(plan, "talk") == ["amara Tue 09:00"] * 2


def test_all_of_it_moves_where_all_of_it_can() -> None:
    plan = found(FORTNIGHTS.format(second="03-08..03-14"))
    assert sorted(s.period.date.day for s in plan.sessions if s.activity.id == "sim") == [9, 23]
    assert attended(plan, "talk") == ["amara Tue 09:00"] * 2 + ["amara Wed 09:00"]


def test_nothing_is_done_without_time_or_where_no_more_lacks_than_must() -> None:
    plan, term = draw(IN_THE_WAY)
    assert find_hours(term, plan, Control(0.0), SECONDS) is plan
    assert find_hours(term, plan, patient(), 0.0) is plan
    after = find_hours(term, plan, patient(), SECONDS)
    assert find_hours(term, after, patient(), SECONDS) is after
    assert find_hours(term, plan, patient(), SECONDS, enough=20) is plan


def test_meetings_that_need_something_before_them_stay() -> None:
    plan = found(
        f"{IN_THE_WAY}\n hours wang Thu 09:00-10:00\n activity review weekly 60 meeting after=mdt weight=1\n"
        " session amara review 03-04 09:00 with=wang"
    )
    assert attended(plan, "review") == ["amara Thu 09:00"]
    assert attended(plan, "talk") == ["amara Mon 09:00"]


# -- beside the joint model ------------------------------------------------------------------------------------


def least_with(term: Term, given: Plan) -> int:
    """Return what everything lacks at least with these rotations and round leads."""
    every = frozenset(term.activity_by_id)
    model = Model(term, Scope(attends=every, leads=every, topics=every, mentors=True), given)
    outcome = minimize(model, model.price("coverage"), patient())
    assert outcome.status == "optimal"
    return outcome.value


def drafted(term: Term) -> Plan:
    """Return a plan with group sessions as the solver has them, and meetings drafted around them."""
    bare = solve_term(replace(term, levels=("coverage",)), patient()).plan
    assert bare is not None
    return draft_meetings(term, bare, {}, {})


@pytest.mark.parametrize("seed", range(40))
def test_no_rule_is_broken_and_no_less_lacks_than_can_where_hours_are_contested(seed: int) -> None:
    term = contested_term(seed)
    plan = drafted(term)
    before, after = verify(plan, term), verify(find_hours(term, plan, patient(), SECONDS), term)
    assert after.violations == before.violations == ()
    assert after.value("coverage") == least_with(term, plan)


@pytest.mark.parametrize("seed", range(60))
def test_no_rule_is_broken_in_a_random_term(seed: int) -> None:
    term = possible(random_term(seed))
    plan = drafted(term)
    before = verify(plan, term)
    if before.violations:
        return
    after = verify(find_hours(term, plan, patient(), SECONDS), term)
    assert after.violations == ()
    assert least_with(term, plan) <= after.value("coverage") <= before.value("coverage")
