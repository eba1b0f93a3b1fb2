"""Meetings of a plan made more comfortable: what changes, what stays, and when nothing does."""

from collections import Counter
from dataclasses import replace

import pytest

from inputs.plan import Plan
from inputs.term import Term
from scheduler.solving.drafts.meetings import draft_meetings
from scheduler.solving.drafts.mentors import draft_mentors
from scheduler.solving.drafts.rotations import draft_rotations
from scheduler.solving.drafts.sessions import draft_sessions
from scheduler.solving.patterns.refining import refine_meetings
from scheduler.solving.search import Control
from scheduler.verify import verify
from tests.benchmarks.generator import Size, make_term
from tests.constraints.random_terms import random_term
from tests.measured import first_measured
from tests.pictures import draw
from tests.scheduler.solving.jointly import SECONDS, patient, possible
from tests.scheduler.solving.patterns.contested import contested_term


def refined(plan: Plan, term: Term) -> list[str]:
    """Return the meetings of a refined plan as ``Amara: Wang, Mon 09:00``."""
    better = refine_meetings(term, plan, patient(), SECONDS)
    assert verify(better, term).violations == ()
    return [
        f"{session.trainee}: {session.faculty}, {session.period.date:%a} {session.period.start:%H:%M}"
        for session in better.sessions
        if session.is_meeting
    ]


TWO_WEEKS = """
    term 03-01..03-14
    trainee amara fellow interests=cells
    trainee li fellow interests=cells
    faculty wang interests=cells
    faculty chen interests=cells
    hours wang Mon 09:00-10:00
    hours wang Wed 10:00-11:00
    hours chen Tue 09:00-11:00
    activity talk weekly 60 meeting
    activity mdt weekly 60
    slot mdt Wed 11:00
    mentor amara wang
    mentor li chen
"""


def test_a_meeting_moves_to_the_main_mentor_beside_something_on_the_usual_day() -> None:
    plan, term = draw(
        TWO_WEEKS
        + """
    session amara mdt 03-03 11:00
    session amara mdt 03-10 11:00
    session amara talk 03-02 09:00 with=chen
    session amara talk 03-10 10:00 with=wang
    """
    )
    assert refined(plan, term)[:2] == ["Amara: Wang, Wed 10:00", "Amara: Wang, Wed 10:00"]


def test_two_who_are_in_each_others_place_exchange_hours() -> None:
    plan, term = draw(
        TWO_WEEKS
        + """
    session amara talk 03-02 09:00 with=chen
    session amara talk 03-09 09:00 with=chen
    session li talk 03-01 09:00 with=wang
    session li talk 03-08 09:00 with=wang
    """
    )
    assert {text.partition(",")[0] for text in refined(plan, term)} == {"Amara: Wang", "Li: Chen"}


def test_everybody_keeps_the_main_mentor_and_what_lacks_is_given_where_an_hour_is_left() -> None:
    plan, term = draw(TWO_WEEKS + "session amara talk 03-02 09:00 with=chen")
    better = refine_meetings(term, plan, patient(), SECONDS)
    assert better.main_mentors == plan.main_mentors
    assert {text.partition(",")[0] for text in refined(plan, term)} == {"Amara: Wang", "Li: Chen"}
    assert sum(session.is_meeting for session in better.sessions) == 4


def test_a_meeting_that_has_to_come_before_something_stays_where_that_is_possible() -> None:
    plan, term = draw("""
    term 03-01..03-14
    trainee amara fellow interests=cells
    faculty wang interests=cells
    faculty chen interests=cells
    hours wang Fri 09:00-10:00
    hours chen Mon 09:00-10:00
    activity talk once 60 meeting
    activity ward-talk weekly 60 after=talk
    slot ward-talk Wed 09:00
    session amara talk 03-01 09:00 with=chen
    session amara ward-talk 03-03 09:00
    session amara ward-talk 03-10 09:00
    mentor amara wang
    """)
    assert refine_meetings(term, plan, patient(), SECONDS) == plan


def test_a_meeting_at_an_hour_that_is_not_offered_is_no_trouble() -> None:
    plan, term = draw("""
    term 03-01..03-07
    trainee amara fellow
    faculty wang
    hours wang Mon 09:00-10:00
    hours wang Tue 09:00-10:00
    activity talk weekly 60 meeting
    activity mdt weekly 60
    slot mdt Mon 09:00
    session amara mdt 03-01 09:00
    session amara talk 03-01 09:00 with=wang
    mentor amara wang
    """)
    settings = {"trainee_in_one_place": {"off": "nobody minds"}}
    relaxed = replace(term, rules=settings)
    assert verify(plan, relaxed).violations == ()
    better = refine_meetings(relaxed, plan, patient(), SECONDS)
    assert verify(better, relaxed).violations == ()
    assert [session.activity.id for session in better.sessions] == ["mdt", "talk"]


@pytest.mark.parametrize(("limit", "seconds"), [(0.0, 20.0), (60.0, 0.0)])
def test_without_time_the_plan_is_kept(limit: float, seconds: float) -> None:
    plan, term = draw(TWO_WEEKS + "session amara talk 03-02 09:00 with=chen")
    assert refine_meetings(term, plan, Control(time_limit_seconds=limit), seconds) is plan


@pytest.mark.parametrize("seed", first_measured(range(40), 12))
def test_no_level_gets_worse_and_nobody_has_fewer_meetings(seed: int) -> None:
    term = possible(random_term(seed)) if seed % 2 else contested_term(seed)
    plan = draft_meetings(term, Plan(), {}, draft_mentors(term))
    before = verify(plan, term)
    if before.violations:
        pytest.skip("the draft breaks a rule that the solver would have kept")
    better = refine_meetings(term, plan, patient(), SECONDS)
    after = verify(better, term)
    assert after.violations == ()
    assert after.values(term.levels) <= before.values(term.levels)
    assert better.main_mentors == plan.main_mentors
    assert not _counts(plan) - _counts(better)


def _counts(plan: Plan) -> Counter[tuple[str, str]]:
    return Counter((session.trainee.id, session.activity.id) for session in plan.sessions)


def test_a_drafted_plan_of_many_becomes_more_comfortable() -> None:
    term = make_term(Size(12, 8))
    rotations, rounds = draft_rotations(term)
    sessions = draft_sessions(term, Plan(rotations, rounds))
    plan = draft_meetings(term, sessions, {}, draft_mentors(term))
    better = refine_meetings(term, plan, patient(), SECONDS)
    before, after = verify(plan, term), verify(better, term)
    assert after.violations == before.violations == ()
    assert after.values(term.levels) < before.values(term.levels)
    assert after.value("comfort") < before.value("comfort")
