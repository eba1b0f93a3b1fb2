"""Meetings planned by patterns, judged by the verification and by the joint model."""

from dataclasses import replace

import pytest
from ortools.sat.python import cp_model

from constraints.scope import Scope
from inputs.plan import Plan
from inputs.term import Term
from scheduler.model import Model
from scheduler.solving.patterns.planning import plan_meetings
from scheduler.solving.search import Control
from scheduler.verify import verify
from tests.constraints.random_terms import random_term
from tests.measured import first_measured
from tests.pictures import draw, draw_term
from tests.scheduler.solving.jointly import SECONDS, patient, possible, prover


def met(term: Term, plan: Plan | None = None) -> dict[str, str]:
    """Return who meets whom when in all meetings, as ``Wang, Mon 09:00``, and the main mentor."""
    planned = plan_meetings(term, plan or Plan(), patient(), SECONDS)
    assert verify(planned, term).violations == ()
    return {
        str(trainee): "; ".join(
            [
                str(planned.main_mentors.get(trainee, ["nobody"])[0]),
                *dict.fromkeys(
                    f"{session.faculty}, {session.period.date:%a} {session.period.start:%H:%M}"
                    for session in planned.sessions_of(trainee)
                    if session.is_meeting
                ),
            ]
        )
        for trainee in term.trainees
    }


TWO_AND_TWO = """
    term 03-01..03-14
    trainee amara fellow interests=cells
    trainee li fellow interests=genes
    faculty wang interests=cells
    faculty chen interests=genes
    hours wang Mon 09:00-11:00
    hours chen Tue 09:00-10:00
    activity talk weekly 60 meeting
"""


def test_interests_are_shared() -> None:
    found = met(draw_term(TWO_AND_TWO))
    assert found["Amara"].startswith("Wang; Wang, Mon")
    assert "Chen" not in found["Amara"]
    assert found["Li"] == "Chen; Chen, Tue 09:00"


def test_a_promised_mentor_is_kept() -> None:
    term = draw_term(TWO_AND_TWO)
    promised = tuple(replace(trainee, mentor="chen") for trainee in term.trainees if trainee.id == "amara")
    others = tuple(trainee for trainee in term.trainees if trainee.id != "amara")
    assert met(replace(term, trainees=(*promised, *others)))["Amara"].startswith("Chen")


def test_two_trainees_do_not_share_an_hour() -> None:
    term = draw_term("""
    term 03-01..03-07
    trainee amara fellow
    trainee li fellow
    trainee kofi fellow
    faculty wang
    hours wang Mon 09:00-11:00
    activity talk weekly 60 meeting
    """)
    hours = [hour for _, _, hour in (text.partition("; ") for text in met(term).values()) if hour]
    assert sorted(hours) == ["Wang, Mon 09:00", "Wang, Mon 10:00"]


def test_a_mentor_has_no_more_mentees_than_allowed() -> None:
    term = draw_term("""
    term 03-01..03-14
    trainee amara fellow interests=cells
    trainee li fellow interests=cells
    faculty wang mentees=1 interests=cells
    hours wang Mon 09:00-11:00
    activity talk weekly 60 meeting
    """)
    planned = plan_meetings(term, Plan(), patient(), SECONDS)
    assert [str(row.mentor) for row in planned.mentorships] == ["Wang"]
    assert len(planned.sessions) == 4


def test_what_a_plan_has_already_and_pins_are_kept_clear_of() -> None:
    plan, term = draw("""
    term 03-01..03-21
    trainee amara fellow
    faculty wang
    hours wang Mon 09:00-11:00
    hours wang Wed 09:00-10:00
    activity talk weekly 60 meeting
    activity mdt weekly 60
    slot mdt Mon 09:00
    pin amara talk 03-10
    pin amara talk 03-15 must=no
    session amara mdt 03-01 09:00
    session amara mdt 03-08 09:00
    session amara mdt 03-15 09:00
    """)
    planned = plan_meetings(term, plan, patient(), SECONDS)
    assert verify(planned, term).violations == ()
    first, second, third = [f"{s.period}" for s in planned.sessions if s.is_meeting]
    assert first in ("1 March 2027, 10:00 to 11:00", "3 March 2027, 09:00 to 10:00")  # they cost the same
    assert second == "10 March 2027, 09:00 to 10:00"
    assert third == "17 March 2027, 09:00 to 10:00"


def test_a_service_that_spares_nobody_excuses() -> None:
    plan, term = draw("""
    term 03-01..03-14
    trainee amara fellow
    faculty wang
    hours wang Mon 09:00-11:00
    activity talk weekly 60 meeting
    service ward 1 blocks=talk
    service lab 1
    rotation amara ward 03-01..03-07
    rotation amara lab 03-08..03-14
    """)
    planned = plan_meetings(term, plan, patient(), SECONDS)
    assert [s.period.date.day for s in planned.sessions] == [8]
    assert verify(planned, term).value("coverage") == 0


def test_another_is_met_for_what_the_main_mentor_does_not_teach() -> None:
    term = draw_term("""
    term 03-01..03-14
    trainee amara fellow interests=cells
    faculty wang topics=a interests=cells
    faculty chen topics=b
    hours wang Mon 09:00-10:00
    hours chen Fri 09:00-10:00
    activity talk weekly 60 meeting
    """)
    planned = plan_meetings(term, Plan(), patient(), SECONDS)
    assert sorted(session.topic for session in planned.sessions) == ["a", "b"]
    assert [str(row.mentor) for row in planned.mentorships] == ["Wang"]
    assert verify(planned, term).value("curriculum") == 0


@pytest.mark.parametrize(
    "term",
    [
        "trainee amara fellow\n activity mdt weekly 60\n slot mdt Mon 09:00",
        "trainee amara fellow\n activity talk weekly 60 meeting",
    ],
    ids=["no meetings", "no hours"],
)
def test_where_nobody_can_be_met_nobody_is(term: str) -> None:
    assert met(draw_term(term)) == {"Amara": "nobody"}


def test_without_time_meetings_are_drafted() -> None:
    term = draw_term(TWO_AND_TWO)
    planned = plan_meetings(term, Plan(), Control(time_limit_seconds=0), 0.0)
    assert len(planned.sessions) == 4
    assert verify(planned, term).violations == ()


@pytest.mark.parametrize("seed", first_measured(range(24), 8))
def test_no_rule_of_meetings_is_broken(seed: int) -> None:
    term = possible(random_term(seed))
    planned = plan_meetings(term, Plan(), patient(), SECONDS)
    broken = {violation.rule for violation in verify(planned, term).violations}
    assert broken <= {"prerequisites"}


@pytest.mark.no_cover
def test_it_is_mostly_the_best_there_is() -> None:
    """Patterns know less than the joint model: of these terms, the two agree on most."""
    gaps = [_gap(possible(random_term(seed))) for seed in range(24)]
    assert all(gap >= 0 for gap in gaps)
    assert sum(gap == 0 for gap in gaps) >= 16


def _gap(term: Term) -> int:
    """Return how much more is paid than by the best meetings, weighed as they are planned."""
    every = frozenset(a.id for a in term.activities if a.format == "meeting" and not a.after)
    planned = plan_meetings(term, Plan(), patient(), SECONDS)
    model = Model(term, Scope(attends=every, topics=every, mentors=True), Plan())
    weights = {"coverage": 100, "curriculum": 300, "fair_meetings": 10, "comfort": 1}
    model.proto.minimize(sum(w * model.price(name) for name, w in weights.items()))
    best = prover()
    assert best.solve(model.proto) == cp_model.OPTIMAL
    verdict = verify(planned, term)
    fair = dict(verdict.prices.get("fairness", {})).get("fair_meetings", 0)
    paid = {name: verdict.value(name) for name in ("coverage", "curriculum", "comfort")} | {
        "fair_meetings": fair
    }
    return sum(weights[name] * value for name, value in paid.items()) - round(best.objective_value)
