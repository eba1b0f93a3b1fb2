"""Bounds of what meetings lack, judged by the joint model and by hand."""

import pytest

from constraints.scope import Scope
from inputs.plan import Plan
from inputs.term import Term
from scheduler.model import Model
from scheduler.solving.bounds.meeting_coverage import bound_meeting_coverage, bound_weeks_lacking
from scheduler.solving.drafts.meetings import draft_meetings
from scheduler.solving.search import Control, minimize
from scheduler.solving.splitting.parts import find_parts
from tests.constraints.random_terms import random_term
from tests.pictures import draw_plan, draw_term
from tests.scheduler.solving.jointly import SECONDS, patient
from tests.scheduler.solving.patterns.contested import contested_term


def bound(term: Term) -> int:
    """Return the bound without a limit that matters."""
    return bound_meeting_coverage(term, patient(), SECONDS)


def least(term: Term, scope: Scope | None = None) -> int | None:
    """Return what a model (of everything) pays for coverage; None where pins contradict the rules."""
    model = Model(term, scope or Scope.whole(term))
    outcome = minimize(model, model.price("coverage"), patient())
    return outcome.value if outcome.status == "optimal" else None


THREE_AND_TWO = """
    term 03-01..03-07
    trainee amara fellow
    trainee li fellow
    trainee kofi fellow
    faculty wang
    hours wang Mon 09:00-11:00
    activity talk weekly 60 meeting weight=7
"""


def test_who_finds_no_hour_lacks_a_meeting() -> None:
    assert bound(draw_term(THREE_AND_TWO)) == 7


def test_the_weeks_of_a_mentor_are_priced() -> None:
    text = THREE_AND_TWO.replace("faculty wang", "faculty wang meetings=1")
    assert bound(draw_term(text)) == 14
    assert bound(draw_term(f"{text}\n    off meetings_a_week for a trial")) == 7


AT_ONCE = """
    term 03-01..03-07
    trainee amara fellow
    faculty wang
    faculty chen
    hours wang Mon 09:00-10:00
    hours chen Mon 09:00-10:00
    activity talk weekly 60 meeting weight=4
    activity chat weekly 60 meeting weight=6
"""


def test_two_meetings_of_a_trainee_are_not_at_once() -> None:
    assert bound(draw_term(AT_ONCE)) == 4


def test_who_has_no_hour_at_all_lacks_what_is_owed_all_the_same() -> None:
    assert bound(draw_term("trainee amara fellow\n activity talk once 60 meeting weight=7")) == 7


def test_a_moment_of_two_mentors_costs_what_the_less_wanted_one_does() -> None:
    """Amara and Li can only meet Wang, who has one meeting a week; Kofi can have Chen at an hour of theirs."""
    term = draw_term("""
    term 03-01..03-07
    trainee amara fellow
    trainee li fellow
    trainee kofi fellow
    absent amara 03-01..03-02
    absent li 03-01..03-01
    absent li 03-03..03-03
    absent kofi 03-02..03-03
    faculty wang meetings=1
    faculty chen
    hours wang Mon 09:00-10:00
    hours wang Tue 09:00-10:00
    hours wang Wed 09:00-10:00
    hours chen Mon 09:00-10:00
    activity talk weekly 60 meeting weight=7
    """)
    assert bound(term) == least(term) == 7


def test_what_a_service_may_excuse_is_not_counted() -> None:
    term = draw_term(f"{THREE_AND_TWO}\n    service ward 3 blocks=talk")
    assert bound(term) == least(term) == 0


@pytest.mark.parametrize(
    ("picture", "rule"),
    [
        (THREE_AND_TWO, "owed_sessions"),
        (THREE_AND_TWO, "faculty_in_one_place"),
        (AT_ONCE, "trainee_in_one_place"),
    ],
)
def test_what_a_rule_that_is_off_would_limit_costs_nothing(picture: str, rule: str) -> None:
    assert bound(draw_term(f"{picture}\n    off {rule} for a trial")) == 0


def test_nothing_is_known_without_time() -> None:
    assert bound_meeting_coverage(draw_term(THREE_AND_TWO), Control(0.0), SECONDS) == 0


@pytest.mark.parametrize("seed", range(40))
def test_no_plan_lacks_less_where_hours_are_contested(seed: int) -> None:
    term = contested_term(seed)
    found = least(term)
    assert found is not None
    assert bound(term) <= found


@pytest.mark.parametrize("seed", range(40))
def test_no_plan_of_a_random_term_lacks_less(seed: int) -> None:
    term = random_term(seed)
    found = least(term)
    assert found is None or bound(term) <= found


TWO_WEEKS = """
    term 03-01..03-14
    trainee amara fellow
    trainee li fellow
    faculty wang
    hours wang Mon 09:00-10:00
    activity talk weekly 60 meeting weight=7
    activity report monthly 60 meeting weight=5
"""


def test_only_weeks_in_which_meetings_lack_are_looked_at() -> None:
    term = draw_term(TWO_WEEKS)
    plan = draw_plan(
        term,
        """
        session amara talk 03-01 09:00 with=wang
        """,
    )
    assert bound_weeks_lacking(term, plan, patient(), SECONDS) == 14
    assert bound_weeks_lacking(term, Plan(), patient(), SECONDS) == 14
    alone = draw_term(TWO_WEEKS.replace("trainee li fellow", ""))
    both = draw_plan(
        alone,
        """
        session amara talk 03-01 09:00 with=wang
        session amara talk 03-08 09:00 with=wang
        """,
    )
    assert bound_weeks_lacking(alone, both, patient(), SECONDS) == 0
    assert bound(alone) == 5


def test_nothing_is_known_of_weeks_without_time() -> None:
    assert bound_weeks_lacking(draw_term(TWO_WEEKS), Plan(), Control(0.0), SECONDS) == 0


@pytest.mark.parametrize("seed", range(40))
def test_weeks_never_lack_more_than_all_together(seed: int) -> None:
    for term in (contested_term(seed), random_term(seed)):
        found = least(term)
        weekly = bound_weeks_lacking(term, draft_meetings(term, Plan(), {}, {}), patient(), SECONDS)
        assert weekly <= bound(term)
        assert found is None or weekly <= found


def test_the_bound_is_mostly_what_meetings_alone_lack() -> None:
    gaps = []
    for seed in range(40):
        term = contested_term(seed)
        (meetings,) = (part for part in find_parts(term) if part.kind == "meetings")
        lacking = least(term, meetings.relaxed)
        if lacking:
            gaps.append(lacking - bound(term))
    assert gaps.count(0) > len(gaps) / 2
