"""Leads and topics of given sessions, beside the joint model with everything else given."""

from dataclasses import replace

import pytest

from scheduler.solving.improving.teaching import share_teaching
from scheduler.solving.search import Control
from scheduler.solving.solve import solve_term
from scheduler.solving.timing import Timing
from scheduler.verify import verify
from tests.constraints.random_terms import random_term
from tests.pictures import draw
from tests.scheduler.solving.jointly import patient, possible

LEVELS = ("coverage", "curriculum", "fairness")
TWO_TOPICS = """
    term 03-01..03-14
    trainee amara fellow
    faculty wang leads=lecture
    activity lecture weekly 60 topics=cells;genes
    slot lecture Mon 09:00
    session amara lecture 03-01 09:00 topic=cells
    session amara lecture 03-08 09:00 topic=cells with=wang
"""


def test_topics_are_different_and_leads_are_found() -> None:
    plan, term = draw(TWO_TOPICS)
    assert verify(plan, term).value("coverage") == 30
    taught = share_teaching(term, plan, LEVELS, Timing(patient()))
    verdict = verify(taught, term)
    assert (verdict.value("coverage"), verdict.value("curriculum")) == (0, 1)  # the mentor that nobody is
    assert {session.topic for session in taught.sessions} == {"cells", "genes"}


def test_nothing_changes_without_time() -> None:
    plan, term = draw(TWO_TOPICS)
    assert share_teaching(term, plan, LEVELS, Timing(Control(0.0))) is plan


@pytest.mark.parametrize("seed", range(30))
def test_who_attends_what_stays_and_nothing_is_worse(seed: int) -> None:
    term = possible(random_term(seed))
    plan = solve_term(replace(term, levels=("coverage",)), patient()).plan
    assert plan is not None
    taught = share_teaching(term, plan, LEVELS, Timing(patient()))
    before, after = verify(plan, term), verify(taught, term)
    assert after.violations == ()
    assert [after.value(lev) for lev in LEVELS] <= [before.value(lev) for lev in LEVELS]
    assert {(s.trainee, s.activity, s.period, s.room) for s in plan.sessions} == {
        (s.trainee, s.activity, s.period, s.room) for s in taught.sessions
    }
    assert set(plan.rotations) == set(taught.rotations)
    assert set(plan.mentorships) == set(taught.mentorships)
