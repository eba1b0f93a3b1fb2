"""Bounds by patterns, held against the best values of the joint model."""

from collections.abc import Mapping
from dataclasses import replace

import pytest

from inputs.term import Term
from scheduler.solving.patterns.planning import bound_meetings
from scheduler.solving.search import Control
from tests.constraints.random_terms import random_term
from tests.measured import first_measured
from tests.pictures import draw_term
from tests.scheduler.solving.jointly import SECONDS, best_of, patient, possible
from tests.scheduler.solving.patterns.contested import contested_term

UNREACHED = 10**6


def bound(term: Term, held: Mapping[str, int], control: Control | None = None) -> int:
    """Return the bound for plans that have these values at the levels before comfort, 0 by default."""
    return bound_meetings(
        term,
        control or patient(),
        SECONDS,
        lacking=held.get("coverage", 0),
        curriculum=held.get("curriculum", 0) == 0,
        above=held.get("fairness", 0),
        enough=UNREACHED,
    )


@pytest.mark.parametrize("seed", first_measured(range(40), 10))
def test_the_bound_is_never_above_the_best_value(seed: int) -> None:
    term = possible(random_term(seed))
    best = best_of(term)
    assert bound(term, best) <= best["comfort"]


@pytest.mark.parametrize("seed", first_measured(range(10), 2))
@pytest.mark.parametrize(
    "rule", ["faculty_in_one_place", "meetings_a_week", "fair_meetings", "topics_seen", "owed_sessions"]
)
def test_with_a_rule_off_it_is_never_above_either(seed: int, rule: str) -> None:
    term = possible(random_term(seed))
    term = replace(term, rules={**term.rules, rule: {"off": "for once"}})
    best = best_of(term)
    assert bound(term, best) <= best["comfort"]


@pytest.mark.parametrize("rule", ["only_what_is_owed", "owed_sessions", "one_main_mentor"])
def test_where_meetings_follow_no_pattern_nothing_is_known(rule: str) -> None:
    term = draw_term(
        "trainee amara fellow\n faculty wang\n hours wang Mon 09:00-10:00\n activity talk weekly 60 meeting"
    )
    assert bound(term, {"curriculum": 1}) == 4
    assert bound(replace(term, rules={rule: {"off": "for once"}}), {"curriculum": 1}) == 0


MONDAYS = """
    term 03-01..03-28
    trainee amara fellow interests=cells
    trainee li fellow interests=cells
    faculty wang interests=cells
    hours wang Mon 09:00-10:00
    hours wang Wed 09:00-10:00
    activity mdt weekly 60
    slot mdt Mon 10:00
    slot mdt Wed 10:00
    activity talk weekly 60 meeting
"""


def test_two_on_two_days_pay_nothing() -> None:
    assert bound(draw_term(MONDAYS), {}) == 0


def test_who_is_promised_a_mentor_but_owed_no_meeting_pays_nothing() -> None:
    term = draw_term(f"{MONDAYS.rstrip()} for=fellow\n trainee kofi student interests=cells mentor=wang")
    best = best_of(term)
    assert best["comfort"] == bound(term, best) == 0


def test_where_interests_are_no_rule_they_are_in_the_way_of_no_wish() -> None:
    term = draw_term(f"""{MONDAYS}
    faculty chen
    hours chen Mon 08:00-10:00
    hours chen Wed 08:00-10:00
    prefers amara chen 3
    off shared_interests for once
    """)
    best = best_of(term)
    assert best["comfort"] == bound(term, best) == 0


TWO_MENTORS = """
    term 03-01..03-14
    trainee amara fellow
    faculty wang
    faculty chen
    hours wang Mon 09:00-10:00
    hours chen Tue 09:00-10:00
    activity talk weekly 60 meeting
    rule fair_meetings tolerance=0
    off meeting_gaps for once
"""


def test_a_mentor_above_the_fair_share_stays_so() -> None:
    term = draw_term(f"{TWO_MENTORS} absent chen 03-01..03-14")
    best = best_of(term)
    assert best["fairness"] == 1
    assert best["comfort"] == bound(term, best) == 0


def test_where_topics_need_not_be_seen_nobody_meets_others_for_them() -> None:
    taught = TWO_MENTORS.replace("faculty wang", "faculty wang topics=genes")
    term = draw_term(f"""{taught.replace("faculty chen", "faculty chen topics=cells")}
    off fair_meetings for once
    off topics_seen for once
    off shared_interests for once
    """)
    best = best_of(term)
    assert best["comfort"] == bound(term, best) == 0


def test_meetings_at_the_ends_of_rotations_count_for_fair_shares() -> None:
    """Wang has both talks, none of which stands alone then, as Chen has as many meetings: those at the ends."""
    beside = "activity mdt weekly 60\n slot mdt Mon 10:00\n activity lab weekly 60\n slot lab Wed 09:00"
    term = draw_term(f"""{TWO_MENTORS.replace("off meeting_gaps for once", beside)}
    hours chen Wed 10:00-10:30
    service ward 1 weeks=1..1
    service laboratory 1 weeks=1..1
    activity review rotation_end 30 meeting
    off main_mentor_meetings for once
    """)
    best = best_of(term)
    assert best["fairness"] == 0
    assert best["comfort"] == bound(term, best) == 0


def test_who_shares_hours_must_give_way() -> None:
    """On one Wednesday the mentor is away: who meets then has the Friday, which is another day, and alone."""
    term = draw_term(f"{MONDAYS}\n hours wang Fri 09:00-10:00\n absent wang 03-10..03-10")
    best = best_of(term)
    assert best["comfort"] == bound(term, best) == 2


FEW_MENTEES = """
    term 03-01..03-14
    trainee amara fellow interests=cells
    trainee li fellow interests=cells
    faculty wang interests=cells mentees=1
    faculty chen interests=cells mentees=1
    prefers amara wang 3
    prefers li wang 3
    prefers amara chen 1
    prefers li chen 0
    hours wang Mon 09:00-11:00
    hours chen Tue 09:00-10:00
    activity mdt weekly 60
    slot mdt Mon 11:00
    slot mdt Tue 10:00
    activity talk weekly 60 meeting
    """


def test_each_alone_would_pay_nothing_but_mentors_have_few_mentees() -> None:
    term = draw_term(FEW_MENTEES)
    best = best_of(term)
    assert best["comfort"] == bound(term, best) == 2


def test_where_the_number_of_mentees_is_no_rule_each_has_the_mentor_wished_for() -> None:
    term = draw_term(f"{FEW_MENTEES}\n off mentees_at_one_time for once")
    best = best_of(term)
    assert best["comfort"] == bound(term, best) == 0


def test_each_activity_has_a_usual_day_of_its_own() -> None:
    """Nobody need meet on an unusual day where one activity is on Mondays and the other on Thursdays."""
    term = draw_term("""
    term 03-01..03-21
    trainee amara fellow interests=cells
    faculty wang interests=cells
    hours wang Mon 09:00-10:00
    hours wang Thu 09:00-09:30
    activity mdt weekly 60
    slot mdt Mon 10:00
    slot mdt Thu 10:00
    activity talk weekly 60 meeting
    activity chat weekly 30 meeting
    activity lab weekly 60
    slot lab Thu 08:00
    pin amara mdt 03-01
    pin amara mdt 03-08
    pin amara mdt 03-15
    """)
    best = best_of(term)
    assert best == {"coverage": 0, "curriculum": 0, "fairness": 0, "comfort": 0}
    assert bound(term, best) == 0


def test_more_that_lacks_makes_it_less() -> None:
    term = draw_term("""
    term 03-01..03-14
    trainee amara fellow
    faculty wang
    hours wang Mon 09:00-10:00
    activity talk weekly 60 meeting
    """)
    assert [bound(term, {"coverage": lacking, "curriculum": 1}) for lacking in (0, 10, 20)] == [2, 1, 0]


def test_what_weighs_nothing_may_be_missed() -> None:
    term = draw_term("""
    term 03-01..03-14
    trainee amara fellow interests=cells
    faculty wang interests=cells
    hours wang Mon 14:00-15:00
    activity talk weekly 60 meeting weight=0
    prefers amara wang 1
    """)
    best = best_of(term)
    assert best["comfort"] == bound(term, best) == 2


def test_without_time_or_when_interrupted_it_is_what_each_pays_alone() -> None:
    term = draw_term(f"{MONDAYS}\n hours wang Fri 09:00-10:00\n absent wang 03-10..03-10")
    control = patient()
    control.interrupt()
    assert bound(term, {}, control) == 0
    assert bound(term, {}, Control(time_limit_seconds=0)) == 0


def test_what_is_enough_ends_it() -> None:
    term = draw_term(
        "trainee amara fellow\n faculty wang\n hours wang Mon 09:00-10:00\n activity talk weekly 60 meeting"
    )
    assert bound_meetings(term, patient(), SECONDS, lacking=0, curriculum=False, above=None, enough=4) == 4


@pytest.mark.no_cover
def test_where_hours_are_contested_it_is_never_above_and_seldom_nothing() -> None:
    found = []
    for seed in range(80):
        term = contested_term(seed)
        best = best_of(term)
        found.append(bound(term, best))
        assert found[-1] <= best["comfort"], seed
    assert sum(value > 0 for value in found) >= 50
