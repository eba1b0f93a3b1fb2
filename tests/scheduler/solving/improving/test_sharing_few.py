"""Other meetings for a few: topics that are taught at other times, and hours that others can do without."""

from collections.abc import Callable, Sequence
from dataclasses import replace

import pytest

from inputs.plan import Plan
from inputs.term import Term
from scheduler.solving.improving import sharing_few
from scheduler.solving.improving.sharing import share_mentors, share_sessions
from scheduler.solving.improving.sharing_few import share_hours, share_stays
from scheduler.solving.search import Control
from scheduler.solving.solve import solve_term
from scheduler.solving.timing import Timing
from scheduler.verify import verify
from tests.constraints.random_terms import random_term
from tests.pictures import draw
from tests.scheduler.solving.jointly import patient, possible

Share = Callable[[Term, Plan, Sequence[str], Timing], Plan]
LEVELS = ("coverage", "curriculum", "fairness")
TOPICS_AT_TIMES = """
    term 03-01..03-14
    trainee amara fellow interests=blood
    faculty wang topics=cells interests=blood
    faculty chen topics=genes interests=blood
    hours wang Mon 09:00-10:00
    hours chen Tue 09:00-10:00
    activity talk weekly 60 meeting
    session amara talk 03-01 09:00 with=wang topic=cells
    session amara talk 03-08 09:00 with=wang topic=cells
    mentor amara wang
"""
ONE_HOUR = """
    term 03-01..03-28
    trainee amara fellow
    trainee li fellow
    faculty wang topics=cells
    hours wang Mon 09:00-10:00
    activity talk weekly 60 meeting
    session amara talk 03-01 09:00 with=wang topic=cells
    session amara talk 03-08 09:00 with=wang topic=cells
    session amara talk 03-15 09:00 with=wang topic=cells
    session amara talk 03-22 09:00 with=wang topic=cells
    mentor amara wang
    mentor li wang
"""

THREE_WHO_MEET_IN_PAIRS = """
    term 03-01..03-21
    trainee amara fellow
    trainee li fellow
    trainee maria fellow
    service ward 2 weeks=1..1 blocks=lecture
    service clinic 3 weeks=1..2
    service lab 3 weeks=1..2
    activity lecture weekly 60 topics=cells;genes
    slot lecture Mon 09:00
    rotation amara clinic 03-01..03-14
    rotation amara ward 03-15..03-21
    rotation li ward 03-01..03-07
    rotation li clinic 03-08..03-21
    rotation maria lab 03-01..03-07
    rotation maria ward 03-08..03-14
    rotation maria clinic 03-15..03-21
    session amara lecture 03-01 09:00 topic=cells
    session amara lecture 03-08 09:00 topic=genes
    session li lecture 03-08 09:00 topic=genes
    session li lecture 03-15 09:00 topic=cells
    session maria lecture 03-01 09:00 topic=cells
    session maria lecture 03-15 09:00 topic=cells
"""
"""Each week somebody else is on the ward; of three lectures on two topics one of them hears the same twice."""


def values(plan: Plan, term: Term) -> list[int]:
    verdict = verify(plan, term)
    assert verdict.violations == ()
    return [verdict.value(level) for level in LEVELS]


def test_a_topic_that_is_taught_at_another_time_is_met_then() -> None:
    plan, term = draw(TOPICS_AT_TIMES)
    assert values(plan, term)[:2] == [0, 1]
    assert values(share_mentors(term, plan, LEVELS, Timing(patient())), term)[:2] == [0, 1]
    shared = share_hours(term, plan, LEVELS, Timing(patient()))
    assert values(shared, term)[:2] == [0, 0]
    assert sorted(session.topic for session in shared.sessions) == ["cells", "genes"]


def test_hours_go_from_who_has_all_to_who_has_none() -> None:
    plan, term = draw(ONE_HOUR)
    before = values(plan, term)
    assert before[0] == 40
    assert before[2] > 0
    shared = share_hours(term, plan, LEVELS, Timing(patient()))
    assert values(shared, term) == [40, before[1], 0]
    assert sorted(session.trainee.id for session in shared.sessions) == ["amara", "amara", "li", "li"]


def test_who_is_on_the_ward_when_a_topic_is_taught_is_there_in_another_week() -> None:
    plan, term = draw(THREE_WHO_MEET_IN_PAIRS)
    mentors = 3  # none of them has any
    assert values(plan, term)[:2] == [0, mentors + 1]
    assert values(share_sessions(term, plan, LEVELS, Timing(patient())), term)[:2] == [0, mentors + 1]
    shared = share_stays(term, plan, LEVELS, Timing(patient()))
    assert values(shared, term)[:2] == [0, mentors]
    for who in ("amara", "li"):
        trainee = term.trainee_by_id[who]
        assert shared.rotations_of(trainee) == plan.rotations_of(trainee)
    assert shared.rotations_of(term.trainee_by_id["maria"]) != plan.rotations_of(term.trainee_by_id["maria"])


def test_some_at_a_time_come_to_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    second = TOPICS_AT_TIMES.replace("hours wang Mon 09:00-10:00", "hours wang Mon 09:00-11:00")
    second = second.replace("hours chen Tue 09:00-10:00", "hours chen Tue 09:00-11:00")
    second = second.replace("    faculty wang", "    trainee li fellow interests=blood\n    faculty wang", 1)
    for monday in ("03-01", "03-08"):
        second += f"    session li talk {monday} 10:00 with=wang topic=cells\n"
    plan, term = draw(second + "    mentor li wang\n")
    assert values(plan, term)[:2] == [0, 2]
    for together in (1, 2):
        monkeypatch.setattr(sharing_few, "TOGETHER", together)
        assert values(share_hours(term, plan, LEVELS, Timing(patient())), term)[:2] == [0, 0]


def test_nothing_changes_without_time_or_without_need() -> None:
    plan, term = draw(TOPICS_AT_TIMES)
    assert share_hours(term, plan, LEVELS, Timing(Control(0.0))) is plan
    assert share_hours(term, plan, LEVELS[1:], Timing(patient())) is plan
    best = share_hours(term, plan, LEVELS, Timing(patient()))
    assert share_hours(term, best, LEVELS, Timing(patient())) is best
    assert share_stays(term, plan, LEVELS, Timing(patient())) is plan  # all that is missed is in meetings
    none = draw("term 03-01..03-07\n trainee li fellow\n activity mdt weekly 60\n slot mdt Mon 09:00\n")
    assert share_hours(none[1], none[0], LEVELS, Timing(patient())) is none[0]


def opened(share: Share, picture: str, monkeypatch: pytest.MonkeyPatch) -> list[frozenset[str] | None]:
    """Return who are planned anew together, one group after another, when nothing comes of it."""
    found = []
    monkeypatch.setattr(sharing_few, "improve_later", lambda search, *_: found.append(search.scope.trainees))
    plan, term = draw(picture)
    assert share(term, plan, LEVELS, Timing(patient())) is plan
    return found


def test_those_who_lack_least_at_the_same_time_are_asked_to_give_way(monkeypatch: pytest.MonkeyPatch) -> None:
    picture = ONE_HOUR.replace(
        "    trainee amara fellow\n    trainee li fellow",
        """    trainee noor fellow 03-22..03-28
    trainee maria fellow 03-01..03-21
    trainee amara fellow 03-01..03-21
    trainee li fellow 03-01..03-21""",
    )
    picture = picture.replace("session amara talk 03-22", "session noor talk 03-22")
    picture = picture.replace("session amara talk 03-15", "session maria talk 03-15")
    monkeypatch.setattr(sharing_few, "TOGETHER", 2)
    assert opened(share_hours, picture, monkeypatch)[-1] == frozenset({"li", "amara"})


def test_what_is_missed_in_meetings_is_not_missed_elsewhere(monkeypatch: pytest.MonkeyPatch) -> None:
    assert opened(share_hours, TOPICS_AT_TIMES, monkeypatch) == [frozenset({"amara"})]
    assert opened(share_stays, TOPICS_AT_TIMES, monkeypatch) == []


def test_what_is_worse_or_breaks_a_rule_is_not_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    plan, term = draw(TOPICS_AT_TIMES)
    worse = replace(plan, sessions=plan.sessions[:1])
    broken = replace(
        plan, sessions=(*share_hours(term, plan, LEVELS, Timing(patient())).sessions, *plan.sessions)
    )
    assert verify(broken, term).violations
    for found in (worse, broken):
        monkeypatch.setattr(sharing_few, "improve_later", lambda *_, found=found: found)
        assert share_hours(term, plan, LEVELS, Timing(patient())) is plan


@pytest.mark.parametrize("seed", range(40))
def test_nothing_is_worse_and_the_rest_stays(seed: int) -> None:
    term = possible(random_term(seed))
    plan = solve_term(replace(term, levels=("coverage",)), patient()).plan
    assert plan is not None
    shared = share_hours(term, plan, LEVELS, Timing(patient()))
    assert values(shared, term) <= values(plan, term)
    assert set(shared.rotations) == set(plan.rotations)
    assert set(shared.rounds) == set(plan.rounds)
    assert _sessions(shared, meetings=False) == _sessions(plan, meetings=False)
    moved = share_stays(term, shared, LEVELS, Timing(patient()))
    assert values(moved, term) <= values(shared, term)
    assert _sessions(moved, meetings=True) == _sessions(shared, meetings=True)


def _sessions(plan: Plan, *, meetings: bool) -> Sequence[object]:
    return sorted(
        (s.trainee.id, s.activity.id, s.period, s.faculty.id if s.faculty else "")
        for s in plan.sessions
        if s.is_meeting == meetings
    )
