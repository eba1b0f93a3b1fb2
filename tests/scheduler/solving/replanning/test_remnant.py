"""What is left of a published plan, and whom the change of the term touches in every plan."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

import pytest

from inputs.people import Trainee
from inputs.plan import Plan
from inputs.published import carry_over
from inputs.term import Term
from scheduler.solving.replanning.remnant import Remnant, find_remnant
from scheduler.verify import verify
from tests.pictures import draw_plan, draw_term

TERM = """
term 03-01..03-14 08:00-18:00
trainee amara fellow
trainee li fellow
faculty wang leads=ward;mdt
faculty chen leads=mdt
hours wang Thu 14:00-16:00
room hall 2
service ward 2 round=08:00+60
service lab 2
activity mdt weekly 60
slot mdt Mon 09:00 room=hall
slot mdt Tue 09:00 room=hall
activity talk weekly 60 meeting
"""
PLAN = """
rotation amara ward 03-01..03-14
rotation li lab 03-01..03-14
round ward 03-01 wang
round ward 03-08 wang
session li mdt 03-01 09:00 with=chen
session amara mdt 03-09 09:00 with=wang
session li mdt 03-09 09:00 with=wang
session amara talk 03-04 14:00 with=wang
session li talk 03-04 15:00 with=wang
mentor amara wang
mentor li wang
"""


def left(old: str, new: str) -> tuple[Remnant, Term]:
    """Return what is left of the plan where a line of the term is another."""
    assert old in TERM
    was, now = draw_term(TERM), draw_term(TERM.replace(old, new, 1))
    published = carry_over(draw_plan(was, PLAN), was, now, now.span.start)
    term = replace(now, published=published)
    return find_remnant(term, published), term


@pytest.mark.parametrize(
    ("old", "new", "forced", "minimum"),
    [
        ("room hall 2", "room hall 3", set(), 0),
        # Chen leads nothing because nobody is there: somebody else might come.
        ("room hall 2", "room hall 2\nabsent li 03-01..03-01", {"li"}, 4),
        ("room hall 2", "room hall 2\nabsent chen 03-01..03-01", {"li", "chen"}, 8),
        ("room hall 2", "room hall 2\nabsent wang 03-10..03-10", {"wang", "amara"}, 4),
        ("room hall 2", "room hall 2\nabsent wang 03-04..03-04 15:00-16:00", {"li", "wang"}, 4),
        ("amara fellow", "amara fellow 03-08..03-14", {"amara", "wang"}, 8),
        ("faculty wang", "faculty wang meetings=0", {"amara", "li", "wang"}, 16),
        ("service lab 2", "service lab 2 for=student", {"li"}, 4),
    ],
)
def test_who_has_what_cannot_be_any_more_is_touched_in_every_plan(
    old: str, new: str, forced: set[str], minimum: int
) -> None:
    remnant, _ = left(old, new)
    assert {person.id for person in remnant.forced} == forced
    assert remnant.minimum == minimum
    assert remnant.is_sound
    assert {trainee.id for trainee in remnant.open} == forced & {"amara", "li"}


@pytest.mark.parametrize(
    ("old", "new", "sessions"),
    [
        ("room hall 2", "room hall 1", 4),
        ("faculty wang", "faculty wang meetings=1", 4),
        ("faculty wang", "faculty wang mentees=1", None),  # without a main mentor nobody is kept
    ],
)
def test_who_are_in_the_way_of_each_other_are_open_but_not_touched_yet(
    old: str, new: str, sessions: int | None
) -> None:
    """Of five sessions there is room for four, whoever gives way."""
    remnant, term = left(old, new)
    assert {trainee.id for trainee in remnant.open} == {"amara", "li"}
    assert (remnant.forced, remnant.minimum) == (frozenset(), 0)
    assert remnant.is_sound == (sessions is not None)
    if sessions is not None:
        assert len(remnant.plan.sessions) == sessions
        assert verify(remnant.plan, term).violations == ()


def test_who_is_new_is_open() -> None:
    remnant, _ = left("trainee li fellow", "trainee li fellow\ntrainee sofia fellow")
    assert {trainee.id for trainee in remnant.open} == {"sofia"}
    assert remnant.forced == frozenset()


def test_rotations_are_cut_to_the_stay_as_it_is_now() -> None:
    remnant, term = left("amara fellow", "amara fellow 03-08..03-14")
    (rotation,) = remnant.plan.rotations_of(term.trainee_by_id["amara"])
    assert str(rotation.span) == "8 March 2027 to 14 March 2027"
    assert [row.week.number for row in remnant.plan.rounds] == [2]  # in the first week nobody is left


THREE = """
term 03-01..03-14 08:00-18:00
trainee amara fellow
trainee li fellow
trainee sofia fellow
faculty wang
faculty chen
hours wang Thu 14:00-16:00
hours chen Thu 14:00-16:00
service ward 2
activity mdt weekly 60
slot mdt Mon 09:00 seats=2
activity talk weekly 60 meeting
"""
TWO_AT_A_TIME = """
rotation amara ward 03-01..03-07
rotation li ward 03-01..03-07
rotation sofia ward 03-08..03-14
session amara mdt 03-01 09:00
session li mdt 03-01 09:00
session sofia mdt 03-08 09:00
session amara talk 03-04 14:00 with=wang
session li talk 03-04 15:00 with=wang
session sofia talk 03-04 14:00 with=chen
"""
MENTORS = "mentor amara wang\nmentor li wang\nmentor sofia chen"


@pytest.mark.parametrize(
    ("old", "new", "mentors"),
    [
        ("service ward 2", "service ward 2\nseats ward 03-01..03-07 1", ""),
        ("seats=2", "seats=2\nseats mdt 03-01..03-07 1", ""),
        ("faculty wang", "faculty wang meetings=1", ""),
        ("faculty wang", "faculty wang mentees=1", MENTORS),
    ],
)
def test_who_has_the_same_at_another_time_or_with_somebody_else_is_in_nobodys_way(
    old: str, new: str, mentors: str
) -> None:
    was, now = draw_term(THREE), draw_term(THREE.replace(old, new, 1))
    published = carry_over(draw_plan(was, TWO_AT_A_TIME + mentors), was, now, now.span.start)
    remnant = find_remnant(replace(now, published=published), published)
    assert {trainee.id for trainee in remnant.open} == {"amara", "li"}


@pytest.mark.parametrize("who", ["amara", "li"])
def test_those_concerned_give_way_and_others_stay_as_they_are(who: str) -> None:
    """One seat is lost, and somebody is away from a meeting in the same week."""
    less = f"seats=2\nseats mdt 03-01..03-07 1\nabsent {who} 03-04..03-04"
    remnant = left_of_three(less)
    assert {trainee.id for trainee in remnant.open} == {who}
    there = {session.trainee.id for session in remnant.plan.sessions if session.activity.id == "mdt"}
    assert there == {"amara", "li", "sofia"} - {who}


def test_whoever_loses_something_is_open(monkeypatch: pytest.MonkeyPatch) -> None:
    def without_talks(plan: Plan, _term: Term, _concerned: Collection[Trainee]) -> Plan:
        return replace(plan, sessions=tuple(s for s in plan.sessions if s.activity.id != "talk"))

    monkeypatch.setattr("scheduler.solving.replanning.remnant.sound_part", without_talks)
    remnant = left_of_three("seats=2\nabsent sofia 03-04..03-04")
    assert {trainee.id for trainee in remnant.open} == {"amara", "li", "sofia"}
    assert {person.id for person in remnant.forced} == {"sofia", "chen"}


def left_of_three(instead_of_two_seats: str) -> Remnant:
    was, now = draw_term(THREE), draw_term(THREE.replace("seats=2", instead_of_two_seats))
    published = carry_over(draw_plan(was, TWO_AT_A_TIME), was, now, now.span.start)
    return find_remnant(replace(now, published=published), published)
