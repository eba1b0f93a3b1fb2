"""What a plan holds for one person, and nothing of anybody else."""

from __future__ import annotations

from datetime import datetime

import pytest

from scheduler.pages.own import Item, is_now, is_over, items_of, own_part
from tests.pictures import draw

PICTURE = """
    trainee amara fellow
    trainee li fellow
    trainee zoe fellow
    faculty wang leads=ward;talk topics=a
    faculty zhao
    hours wang Mon 14:00-16:00
    room hall 20
    service ward 3 round=08:00+30
    service lab 3
    activity talk weekly 60 topics=b
    activity chat weekly 30 meeting
    slot talk Tue 10:00 room=hall
    absent li 03-02..03-02
    rotation amara ward 03-01..03-07
    rotation li ward 03-01..03-07
    rotation zoe lab 03-01..03-07
    round ward 03-01 wang
    session amara talk 03-02 10:00 with=wang topic=b
    session zoe talk 03-02 10:00 with=wang topic=b
    session amara chat 03-01 14:00 with=wang topic=a
    session li chat 03-01 14:30 with=wang
    session zoe chat 03-01 15:00 with=zhao
    mentor amara wang
    mentor zoe zhao
"""
PLAN, TERM = draw(PICTURE)


def items(who: str) -> list[Item]:
    person = TERM.trainee_by_id.get(who) or TERM.faculty_by_id[who]
    return list(items_of(own_part(PLAN, person), TERM, person))


def drawn(who: str, day: int) -> list[str]:
    return [
        f"{i.period.start:%H:%M} {i.sort} {i.title} {i.company} {','.join(i.names)} {i.topic} {i.room}".strip()
        for i in items(who)
        if i.period.date.day == day
    ]


def test_a_trainee_sees_rounds_sessions_and_meetings_with_lead_and_mentor() -> None:
    assert drawn("amara", 1) == ["08:00 round Ward lead Wang", "14:00 meeting Chat mentor Wang a"]
    assert drawn("amara", 2) == ["08:00 round Ward lead Wang", "10:00 session Talk lead Wang b Hall"]


def test_a_member_of_faculty_sees_who_comes() -> None:
    assert drawn("wang", 1) == [
        "08:00 round Ward team Amara,Li",
        "14:00 meeting Chat trainee Amara a",
        "14:30 meeting Chat trainee Li",
    ]


def test_who_is_absent_is_not_on_the_team_of_that_day() -> None:
    assert drawn("wang", 2) == [
        "08:00 round Ward team Amara",
        "10:00 session Talk trainee Amara,Zoe b Hall",
    ]


def test_somebody_on_no_service_with_rounds_has_none() -> None:
    assert {item.sort for item in items("zoe")} == {"session", "meeting"}


@pytest.mark.parametrize("who", ["amara", "li", "zoe"])
def test_a_trainees_part_names_no_other_trainee(who: str) -> None:
    own = own_part(PLAN, TERM.trainee_by_id[who])
    named = {row.trainee.id for rows in (own.rotations, own.sessions, own.mentorships) for row in rows}
    assert named == {who}


def test_the_part_of_a_member_of_faculty_has_no_session_of_another() -> None:
    own = own_part(PLAN, TERM.faculty_by_id["zhao"])
    assert [(s.trainee.id, s.activity.id) for s in own.sessions] == [("zoe", "chat")]
    assert [(m.trainee.id, m.mentor.id) for m in own.mentorships] == [("zoe", "zhao")]
    assert own.rounds == ()


@pytest.mark.parametrize(
    ("now", "expected"),
    [("13:59", (False, False)), ("14:00", (True, False)), ("14:29", (True, False)), ("14:30", (False, True))],
)
def test_something_is_now_from_its_start_until_its_end(now: str, expected: tuple[bool, bool]) -> None:
    period = next(item.period for item in items("amara") if item.sort == "meeting")
    clock = datetime.fromisoformat(f"2027-03-01 {now}")
    assert (is_now(period, clock), is_over(period, clock)) == expected
