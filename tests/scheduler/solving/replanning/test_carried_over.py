"""What is carried over to a term that was changed: a plan, and what bounds it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from inputs.days import Span
from inputs.programme import SeatChange
from inputs.published import Published, carry_over
from scheduler.solving.replanning.carried_bound import carried_bound
from scheduler.solving.replanning.replan import replan
from tests.pictures import draw, draw_plan, draw_term
from tests.scheduler.solving.jointly import best_of
from tests.scheduler.solving.replanning.planned_again import (
    CLINIC,
    absent,
    again,
    limits,
    planned,
    proven,
    value,
)


def test_a_bound_is_carried_only_where_nothing_was_added() -> None:
    term = draw_term(CLINIC)
    assert carried_bound(term, term, 40) == 40
    assert carried_bound(term, absent(term, "wang", term.span.start, term.span.start), 40) == 40
    more = replace(term, services=tuple(replace(s, seats=5) for s in term.services))
    assert carried_bound(term, more, 40) is None
    assert carried_bound(more, term, 40) == 40
    hall = SeatChange("hall", Span.through(term.span.start, term.span.start), 1)
    smaller = replace(term, seat_changes=(*term.seat_changes, hall))
    assert (carried_bound(term, smaller, 40), carried_bound(smaller, term, 40)) == (40, None)
    fewer = replace(term, trainees=term.trainees[:1])
    assert carried_bound(term, fewer, 40) is None
    other = replace(term, activities=tuple(replace(a, weight=5) for a in term.activities))
    assert carried_bound(term, other, 40) is None
    closed = absent(term, "hall", term.span.start, term.span.last_day)
    assert carried_bound(term, closed, 40) == 40
    away = absent(term, "li", date(2027, 3, 1), date(2027, 3, 7))
    assert carried_bound(term, away, 40) == 40 - 10 - 10


LIMITED = """
term 03-01..03-28 08:00-18:00
trainee amara fellow 03-01..03-28 mentor=wang completed=mdt
trainee li fellow 03-01..03-28
faculty wang meetings=2 mentees=1
faculty chen leads=ward;mdt meetings=2
hours wang Mon 14:00-16:00
hours chen Thu 14:00-16:00
absent chen 03-11..03-11
absent li 03-08..03-12
absent hall 03-16..03-16
room hall 5
room den 2
service ward 2 weeks=1..2 round=08:00+30 blocks=mdt
service lab 2 after=ward
curriculum fellow lab 1
seats ward 03-08..03-14 1
seats lecture 03-08..03-14 1
activity talk weekly 60 meeting
activity mdt weekly 60
activity lecture weekly 60 after=mdt*2
slot mdt Tue 09:00 room=hall seats=3
slot mdt Thu 09:00 seats=3
slot lecture Fri 09:00 leads=wang
pin amara mdt 03-02
rule led_rounds weight=20
"""


@pytest.mark.parametrize(
    ("line", "instead"),
    [
        ("fellow 03-01..03-28 mentor", "student 03-01..03-28 mentor"),
        ("li fellow 03-01..03-28", "li fellow 03-01..03-21"),
        ("mentor=wang", "mentor=chen"),
        ("mentor=wang", ""),
        ("completed=mdt", ""),
        ("completed=mdt", "completed=mdt;lecture"),
        ("wang meetings=2", "wang meetings=3"),
        ("wang meetings=2", "wang"),
        ("mentees=1", "mentees=2"),
        ("mentees=1", ""),
        ("faculty wang", "faculty wang leads=mdt"),
        ("faculty wang", "faculty wang leads=ward"),
        ("leads=ward;mdt", "leads=ward"),
        ("Mon 14:00-16:00", "Mon 14:00-17:00"),
        ("absent chen 03-11..03-11", "absent chen 03-12..03-12"),
        ("absent li 03-08..03-12", "absent li 03-08..03-11"),
        ("room hall 5", "room hall 6"),
        ("room hall 5", "room hall"),
        ("room hall 5", "room hall 5\nroom lab"),
        ("absent hall 03-16..03-16", ""),
        ("faculty wang", "faculty zhou\nfaculty wang"),
        ("ward 2 weeks", "ward 3 weeks"),
        ("weeks=1..2", "weeks=1..3"),
        ("weeks=1..2", "weeks=2..2"),
        ("08:00+30", "08:00+60"),
        ("08:00+30", "07:30+30"),
        (" blocks=mdt", ""),
        (" after=ward", ""),
        (" after=ward", " after=ward for=fellow"),
        ("fellow lab 1", "fellow lab 2"),
        ("seats ward 03-08..03-14 1", "seats ward 03-08..03-14 2"),
        ("seats lecture 03-08..03-14 1", "seats lecture 03-08..03-14 2"),
        ("seats lecture 03-08..03-14 1", ""),
        ("talk weekly 60 meeting", "talk biweekly 60 meeting"),
        ("talk weekly 60 meeting", "talk weekly 30 meeting"),
        ("mdt weekly 60", "mdt weekly 60 weight=9"),
        ("mdt weekly 60", "mdt weekly 60 for=fellow"),
        (" after=mdt*2", " after=mdt"),
        ("room=hall seats=3", "room=hall seats=4"),
        ("room=hall seats=3", "room=hall"),
        ("room=hall seats=3", "seats=3"),
        ("Tue 09:00", "Tue 10:00"),
        (" leads=wang", " leads=wang;chen"),
        (" leads=wang", ""),
        ("pin amara mdt 03-02", ""),
        ("pin amara mdt 03-02", "pin amara mdt 03-02 09:00"),
        ("weight=20", "weight=21"),
        ("trainee li fellow 03-01..03-28", ""),
        ("03-01..03-28 08:00-18:00", "03-01..03-28 08:00-18:00\nholiday 03-16"),
    ],
)
def test_no_bound_is_carried_where_more_may_be_given_or_something_else_is_owed(
    line: str, instead: str
) -> None:
    old, new = draw_term(LIMITED), draw_term(LIMITED.replace(line, instead, 1))
    assert old != new
    assert carried_bound(old, new, 40) is None


@pytest.mark.parametrize(
    ("line", "instead"),
    [
        ("03-28\nfaculty", "03-28 mentor=wang\nfaculty"),
        ("wang meetings=2", "wang meetings=1"),
        ("mentees=1", "mentees=0"),
        ("chen leads=ward;mdt meetings=2", "chen leads=ward;mdt meetings=2 mentees=2"),
        ("absent chen 03-11..03-11", "absent chen 03-08..03-12"),
        ("room hall 5", "room hall 4"),
        ("ward 2 weeks", "ward 1 weeks"),
        ("seats ward 03-08..03-14 1", "seats ward 03-08..03-14 0"),
        ("seats lecture 03-08..03-14 1", "seats lecture 03-08..03-14 0"),
        ("leads=ward;mdt", "leads=mdt"),
        ("pin amara mdt 03-02", "pin amara mdt 03-02\npin li mdt must=no"),
        ("room hall 5", "room hall 5\ntrainee noor fellow 03-01..03-07"),
    ],
)
def test_a_bound_is_carried_where_there_is_only_less_to_give(line: str, instead: str) -> None:
    old, new = draw_term(LIMITED), draw_term(LIMITED.replace(line, instead, 1))
    assert old != new
    assert carried_bound(old, new, 40) == 40


def test_no_bound_is_carried_where_a_rotation_may_end_for_want_of_seats() -> None:
    wards = """
trainee amara fellow
service ward 1 weeks=4..
service lab 1
curriculum fellow ward 2
curriculum fellow lab 1
"""
    old, new = draw_term(wards), draw_term(f"{wards}seats ward 03-22..03-28 0\n")
    plan = draw_plan(old, "rotation amara ward 03-01..03-28")
    term = again(old, new, plan, date(2027, 3, 2))
    assert term.published is not None
    assert (term.published.cost, term.published.bound) == (20, None)
    assert carried_bound(old, new, 20, replace(term.published, since=new.span.start)) == 20
    result = replan(term, limits())
    assert (value(result, "coverage"), proven(result)) == (0, [True, True])


def test_no_bound_is_carried_where_rotations_of_the_past_may_count_as_one() -> None:
    term = draw_term("""
    term 03-01..03-21
    trainee amara fellow
    service ward 1 weeks=1..1
    activity review rotation_end 60
    off no_service_twice to see
    """)
    plan = draw_plan(
        term,
        """
        rotation amara ward 03-01..03-07
        rotation amara ward 03-08..03-14
        rotation amara ward 03-15..03-21
        """,
    )
    least = {}
    for day in (1, 9):
        published = carry_over(plan, term, term, date(2027, 3, day))
        least[day] = best_of(replace(term, published=published, levels=("coverage",)))["coverage"]
        carried = carried_bound(term, term, 30, published)
        assert carried == (None if day == 9 else 30)
    assert least == {1: 30, 9: 20}


def test_a_bound_is_carried_where_rotations_of_the_past_lie_apart() -> None:
    term = draw_term("""
    term 03-01..03-21
    trainee amara fellow
    service ward 1 weeks=1..1
    service lab 1 weeks=1..1
    off no_service_twice to see
    """)
    plan = draw_plan(
        term,
        """
        rotation amara ward 03-01..03-07
        rotation amara lab 03-08..03-14
        rotation amara ward 03-15..03-21
        """,
    )
    assert carried_bound(term, term, 30, carry_over(plan, term, term, date(2027, 3, 16))) == 30


AT_THE_END = """
    term 03-01..03-21
    trainee amara fellow
    service clinic 1
    activity mdt rotation_end 60 weight=5
    slot mdt Wed 09:00
    activity lecture once 60 weight=50 after=mdt
    slot lecture Mon 09:00 days=03-08..03-14
    rotation amara clinic 03-01..03-07
    session amara mdt 03-03 09:00
    session amara lecture 03-08 09:00
"""


@pytest.mark.parametrize(
    ("since", "carried"),
    [("03-01", 40), ("03-03", 40), ("03-04", None), ("03-08", None), ("03-09", 40), ("03-15", 40)],
)
def test_no_bound_is_carried_where_a_rotation_may_go_on_after_what_was_owed_at_its_end(
    since: str, carried: int | None
) -> None:
    """In a rotation of three weeks the lecture would come before what it needs, unless that is past."""
    plan, term = draw(AT_THE_END)
    assert best_of(replace(term, levels=("coverage",)))["coverage"] == 40
    new = again(term, term, plan, date(2027, 3, int(since[3:])))
    assert new.published is not None
    assert new.published.bound == carried
    improved = replan(replace(new, published=replace(new.published, improve=True)), limits())
    assert value(improved, "coverage") == best_of(new)["coverage"]
    assert value(improved, "coverage") == (40 if since < "03-04" else 0 if since < "03-09" else 40)
    free = draw_term(AT_THE_END.replace(" after=mdt", ""))
    assert again(free, free, plan, date(2027, 3, 4)).published.bound == 40  # type: ignore[union-attr]


def test_what_a_service_may_excuse_when_there_is_less_of_it_is_taken_off() -> None:
    old = draw_term(LIMITED)
    amara_away = draw_term(f"{LIMITED}absent amara 03-09..03-09")
    assert carried_bound(old, amara_away, 40) == 40 - 10  # of two days for the blocked activity one is left
    monday = draw_term(f"{LIMITED}absent amara 03-05..03-05")
    assert carried_bound(old, monday, 40) == 40 - 10  # the only day of the week for a lecture
    assert carried_bound(old, monday, 7) == 0


ROUNDS = """
term 03-01..03-07
trainee amara fellow
faculty wang leads=ward
service ward 2 round=08:00+60
activity mdt weekly 60
slot mdt Mon 08:30
"""


@pytest.mark.parametrize(
    ("when", "carried"),
    [("03-01..03-01 08:00-08:30", None), ("03-02..03-02 08:00-08:30", 10), ("03-01..03-01 11:00-12:00", 10)],
)
def test_who_is_absent_from_a_round_may_have_what_it_kept_him_from(when: str, carried: int | None) -> None:
    old, new = draw_term(ROUNDS), draw_term(f"{ROUNDS}absent amara {when}\n")
    assert carried_bound(old, new, 10) == carried
    result = replan(again(old, new, planned(old), improve=True), limits())
    assert value(result, "coverage") == (10 if carried else 0)
    assert proven(result)[0]


def test_an_absence_that_moves_to_a_round_may_give_something_too() -> None:
    old = draw_term(f"{ROUNDS}absent amara 03-02..03-02 08:00-08:30\n")
    new = draw_term(f"{ROUNDS}absent amara 03-01..03-01 08:00-08:30\n")
    assert carried_bound(old, new, 10) is None


def test_a_plan_is_carried_over_to_the_people_of_the_new_term() -> None:
    term = draw_term(CLINIC)
    plan = planned(term)
    fewer = replace(term, trainees=term.trainees[:1])
    published = carry_over(plan, term, fewer, term.span.start)
    assert {session.trainee for session in published.plan.sessions} == {term.trainees[0]}
    meetings = [s for s in plan.sessions if s.is_meeting and s.trainee == term.trainees[1]]
    assert {row.who for row in published.lost} >= {s.faculty for s in meetings}
    no_hall = replace(term, rooms=(), slots=tuple(s for s in term.slots if s.room is None))
    lost = carry_over(plan, term, no_hall, term.span.start).lost
    in_hall = [s for s in plan.sessions if s.room is not None]
    assert len([row for row in lost if "lecture" in row.what]) >= len(in_hall)
    assert isinstance(published, Published)


def test_a_published_bound_that_does_not_hold_is_dropped_and_told() -> None:
    term = draw_term(CLINIC)
    short = replace(term, faculty=tuple(replace(one, max_meetings_per_week=1) for one in term.faculty))
    new = absent(short, "chen", term.span.start, term.span.last_day)
    for bound, known in ((40, 40), (100, 0)):
        result = replan(again(term, new, planned(term), bound=bound), limits())
        coverage = result.levels[0]
        assert (coverage.value, coverage.bound, bool(coverage.evidence)) == (40, known, bool(known))
        refuted = coverage.reason == "less than the 100 that the published version calls the least"
        assert refuted is not bool(known)
        assert proven(result) == [bool(known)] * 2
