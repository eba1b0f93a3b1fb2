"""What is the same in two plans is left out before they are compared; what differs stays as a whole."""

from __future__ import annotations

from dataclasses import replace

from inputs.plan import Plan
from scheduler.pages.differing import without_the_same
from tests.pictures import draw

PICTURE = """
    trainee amara fellow
    trainee li fellow
    faculty wang
    faculty zhao
    room hall
    activity talk weekly 60
    activity chat weekly 30 meeting
    slot talk Tue 10:00 room=hall
    rotation amara ward 03-01..03-07
    service ward 2
    session amara talk 03-02 10:00 with=wang topic=a
    session li talk 03-02 10:00 with=wang topic=a
    session amara talk 03-09 10:00 with=wang topic=a
    session amara chat 03-03 14:00 with=wang
    session li chat 03-03 14:00 with=zhao
"""
BEFORE, TERM = draw(PICTURE)


def left(now: Plan) -> tuple[list[str], list[str]]:
    old, new = without_the_same(BEFORE, now)
    return tuple(
        sorted(f"{s.trainee.id} {s.activity.id} {s.period.date.day}" for s in each.sessions)
        for each in (old, new)
    )  # type: ignore[return-value]  # two of two


def test_of_the_same_plan_no_session_is_left_and_the_rest_stays() -> None:
    old, new = without_the_same(BEFORE, BEFORE)
    assert (old.sessions, new.sessions) == ((), ())
    assert old.rotations == new.rotations == BEFORE.rotations


def test_an_occurrence_that_somebody_leaves_stays_as_a_whole() -> None:
    now = draw(PICTURE.replace("session li talk 03-02 10:00 with=wang topic=a", ""))[0]
    assert left(now) == (["amara talk 2", "li talk 2"], ["amara talk 2"])


def test_a_meeting_stands_for_itself() -> None:
    now = draw(
        PICTURE.replace("session li chat 03-03 14:00 with=zhao", "session li chat 03-03 14:00 with=wang")
    )[0]
    assert left(now) == (["li chat 3"], ["li chat 3"])


def test_somebody_with_another_name_is_somebody_else_to_read_of() -> None:
    renamed = [
        replace(s, faculty=replace(s.faculty, name="Wang-Li")) if s.faculty and s.period.date.day == 9 else s
        for s in BEFORE.sessions
    ]
    assert left(replace(BEFORE, sessions=tuple(renamed))) == (["amara talk 9"], ["amara talk 9"])
