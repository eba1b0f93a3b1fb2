from dataclasses import replace

import pytest

from inputs.plan import Plan
from inputs.term import Term
from scheduler.solving.appointments import choose_appointments
from scheduler.solving.draft_meetings import draft_meetings
from scheduler.solving.search import Control
from scheduler.verify import verify
from tests.constraints.random_plans import random_term
from tests.pictures import draw, draw_term
from tests.scheduler.solving.jointly import patient, possible


def chosen(term: Term, plan: Plan | None = None) -> dict[str, str]:
    """Return who meets whom, as ``Wang, Mon 09:00``."""
    appointments = choose_appointments(term, plan or Plan(), patient())
    return {
        str(trainee): f"{row.mentor}, {row.weekday} {row.start:%H:%M}"
        for trainee, row in appointments.items()
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
    met = chosen(draw_term(TWO_AND_TWO))
    assert met["Amara"].startswith("Wang, Mon")
    assert met["Li"] == "Chen, Tue 09:00"


def test_a_promised_mentor_is_kept() -> None:
    term = draw_term(TWO_AND_TWO)
    promised = tuple(replace(trainee, mentor="chen") for trainee in term.trainees if trainee.id == "amara")
    others = tuple(trainee for trainee in term.trainees if trainee.id != "amara")
    assert chosen(replace(term, trainees=(*promised, *others)))["Amara"] == "Chen, Tue 09:00"


def test_two_trainees_do_not_share_an_hour() -> None:
    term = draw_term("""
    term 03-01..03-14
    trainee amara fellow
    trainee li fellow
    trainee kofi fellow
    faculty wang
    hours wang Mon 09:00-11:00
    activity talk weekly 60 meeting
    """)
    met = chosen(term)
    assert len(met) == len(set(met.values())) == 2


def test_a_mentor_has_no_more_mentees_than_allowed() -> None:
    term = draw_term("""
    term 03-01..03-14
    trainee amara fellow
    trainee li fellow
    faculty wang mentees=1
    hours wang Mon 09:00-11:00
    activity talk weekly 60 meeting
    """)
    assert len(chosen(term)) == 1


def test_an_hour_that_a_session_takes_is_not_chosen() -> None:
    plan, term = draw("""
    term 03-01..03-14
    trainee amara fellow
    faculty wang
    hours wang Mon 09:00-11:00
    activity talk weekly 60 meeting
    activity mdt weekly 60
    slot mdt Mon 09:00
    session amara mdt 03-01 09:00
    session amara mdt 03-08 09:00
    """)
    assert chosen(term, plan) == {"Amara": "Wang, Mon 10:00"}


@pytest.mark.parametrize(
    "term",
    [
        "trainee amara fellow\n activity mdt weekly 60\n slot mdt Mon 09:00",
        "trainee amara fellow\n faculty wang\n hours wang Mon 09:00-10:00\n activity talk once 60 meeting",
        "trainee amara fellow\n activity talk weekly 60 meeting",
    ],
    ids=["no meetings", "none regular", "no hours"],
)
def test_without_regular_meetings_there_are_no_appointments(term: str) -> None:
    assert chosen(draw_term(term)) == {}


def test_without_time_there_are_none() -> None:
    assert choose_appointments(draw_term(TWO_AND_TWO), Plan(), Control(time_limit_seconds=0)) == {}


def test_a_draft_keeps_appointments_and_fills_in_the_rest() -> None:
    plan, term = draw("""
    term 03-01..03-14
    trainee amara fellow
    faculty wang topics=a;b
    faculty chen topics=b
    hours wang Mon 09:00-10:00
    hours chen Fri 09:00-10:00
    absent wang 03-08..03-08
    activity talk weekly 60 meeting
    """)
    draft = draft_meetings(term, plan, choose_appointments(term, plan, patient()))
    assert [f"{session.period} with {session.faculty} on {session.topic}" for session in draft.sessions] == [
        "1 March 2027, 09:00 to 10:00 with Wang on a",
        "12 March 2027, 09:00 to 10:00 with Chen on b",
    ]
    assert [(str(row.trainee), str(row.mentor)) for row in draft.mentorships] == [("Amara", "Wang")]


@pytest.mark.parametrize("seed", range(24))
def test_a_draft_breaks_no_rule_of_meetings(seed: int) -> None:
    term = possible(random_term(seed))
    draft = draft_meetings(term, Plan(), choose_appointments(term, Plan(), patient()))
    broken = {violation.rule for violation in verify(draft, term).violations}
    assert broken <= {"prerequisites"}, verify(draft, term).violations


def test_drafts_of_random_terms_hold_meetings() -> None:
    terms = [possible(random_term(seed)) for seed in range(24)]
    drafts = [draft_meetings(term, Plan(), choose_appointments(term, Plan(), patient())) for term in terms]
    assert any(draft.sessions for draft in drafts)
