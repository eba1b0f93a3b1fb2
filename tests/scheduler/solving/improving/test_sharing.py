"""Who attends what, and who meets whom, where a plan's times are given or nearly so."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from constraints.scope import Scope
from inputs.plan import Plan
from inputs.programme import MeetingTime
from inputs.term import Term
from scheduler.model import Model
from scheduler.solving.improving.sharing import meet_main_mentors, share_mentors, share_sessions
from scheduler.solving.search import Control
from scheduler.solving.solve import solve_term
from scheduler.solving.timing import Timing
from scheduler.verify import verify
from tests.constraints.random_terms import random_term
from tests.pictures import draw
from tests.scheduler.solving.jointly import patient, possible

LEVELS = ("coverage", "curriculum", "fairness")
ONE_SEAT = """
    term 03-01..03-28
    trainee amara fellow
    trainee li fellow
    activity clinic weekly 60
    slot clinic Mon 09:00 seats=1
    session amara clinic 03-01 09:00
    session amara clinic 03-08 09:00
    session amara clinic 03-15 09:00
    session amara clinic 03-22 09:00
"""
TWO_MENTORS = """
    term 03-01..03-14
    trainee amara fellow interests=blood
    trainee li fellow interests=bone
    faculty wang topics=cells interests=bone
    faculty chen topics=genes interests=blood
    hours wang Mon 09:00-10:00
    hours chen Mon 09:00-10:00
    activity talk weekly 60 meeting
    session amara talk 03-01 09:00 with=wang topic=cells
    session amara talk 03-08 09:00 with=wang topic=cells
    session li talk 03-01 09:00 with=chen topic=genes
    session li talk 03-08 09:00 with=chen topic=genes
    mentor amara wang
"""


def values(plan: Plan, term: Term) -> list[int]:
    verdict = verify(plan, term)
    assert verdict.violations == ()
    return [verdict.value(level) for level in LEVELS]


def test_no_one_lacks_it_all() -> None:
    plan, term = draw(ONE_SEAT)
    assert values(plan, term) == [40, 2, 60]  # above 1, 2 and 4 points a week: 20 each
    shared = share_sessions(term, plan, LEVELS, Timing(patient()))
    assert values(shared, term) == [40, 2, 0]
    assert sorted(session.trainee.id for session in shared.sessions) == ["amara", "amara", "li", "li"]


def test_a_topic_heard_twice_is_exchanged_for_one_not_heard() -> None:
    plan, term = draw("""
    term 03-01..03-14
    trainee amara fellow
    activity lecture weekly 60 topics=cells;genes
    slot lecture Mon 09:00
    session amara lecture 03-01 09:00 topic=cells
    session amara lecture 03-08 09:00 topic=cells
    """)
    assert values(plan, term)[1] == 2  # and the mentor that nobody is
    assert values(share_sessions(term, plan, LEVELS, Timing(patient())), term)[1] == 1


def test_mentors_change_and_times_do_not() -> None:
    plan, term = draw(TWO_MENTORS)
    assert values(plan, term)[:2] == [0, 4]  # a topic each, a mentor of other interests, and none
    shared = share_mentors(term, plan, LEVELS, Timing(patient()))
    assert values(shared, term)[:2] == [0, 0]
    assert {(s.trainee, s.period) for s in shared.sessions} == {(s.trainee, s.period) for s in plan.sessions}
    main = {row.trainee.id: row.mentor.id for row in shared.mentorships}
    assert main == {"amara": "chen", "li": "wang"}


def test_more_meetings_are_with_the_main_mentor() -> None:
    plan, term = draw(TWO_MENTORS.replace("session li talk 03-08 09:00 with=chen topic=genes", ""))
    odd = replace(plan, mentorships=())  # whoever is met is another
    assert verify(odd, term).prices["comfort"]["main_mentor_meetings"] == 3
    met = meet_main_mentors(term, odd, LEVELS[:1], Timing(patient()), 0.5)
    assert verify(met, term).prices["comfort"]["main_mentor_meetings"] == 0
    assert values(met, term)[0] == values(odd, term)[0]
    assert _times(met) == _times(odd)
    assert meet_main_mentors(term, met, LEVELS[:1], Timing(patient()), 0.5) is met
    assert meet_main_mentors(term, odd, LEVELS[:1], Timing(Control(0.0)), 0.5) is odd


@pytest.mark.parametrize("share", [share_sessions, share_mentors])
def test_nothing_changes_without_time_or_without_need(share: object) -> None:
    assert callable(share)
    plan, term = draw(ONE_SEAT)
    assert share(term, plan, LEVELS, Timing(Control(0.0))) is plan
    assert share(term, plan, LEVELS[1:], Timing(patient())) is plan
    needless = draw("term 03-01..03-07\n activity mdt weekly 60\n slot mdt Mon 09:00\n")
    assert share(needless[1], needless[0], LEVELS, Timing(patient())) is needless[0]


@pytest.mark.parametrize("seed", range(30))
def test_nothing_is_worse(seed: int) -> None:
    term = possible(random_term(seed))
    plan = solve_term(replace(term, levels=("coverage",)), patient()).plan
    assert plan is not None
    before = values(plan, term)
    met = share_mentors(term, plan, LEVELS, Timing(patient()))
    assert values(met, term) <= before
    assert _times(met) == _times(plan)
    comfortable = meet_main_mentors(term, met, LEVELS, Timing(patient()), 0.5)
    assert values(comfortable, term) == values(met, term)
    assert _times(comfortable) == _times(met)
    assert verify(comfortable, term).value("comfort") <= verify(met, term).value("comfort")
    assert values(share_sessions(term, met, LEVELS, Timing(patient())), term) <= values(met, term)


def _times(plan: Plan) -> Sequence[object]:
    return sorted((s.trainee.id, s.activity.id, s.period) for s in plan.sessions)


def test_only_mentors_who_have_the_hour_are_open_where_times_stay() -> None:
    plan, term = draw(TWO_MENTORS.replace("hours chen Mon", "hours chen Tue 09:00-10:00\n hours chen Mon"))
    scope = Scope(attends=frozenset({"talk"}), mentors=True, same_times=True)
    x = Model(term, scope, plan).x
    amara = term.trainee_by_id["amara"]
    times = [option for option in x.attended(amara) if isinstance(option, MeetingTime)]
    assert {(time.mentor.id, str(time.period.date)) for time in times} == {
        ("wang", "2027-03-01"),
        ("chen", "2027-03-01"),
        ("wang", "2027-03-08"),
        ("chen", "2027-03-08"),
    }
    assert scope.decisions(term, plan) == 8
    assert Scope(attends=frozenset({"talk"})).decisions(term) == 12
    assert (scope | Scope(attends=frozenset({"talk"}))).same_times is False
