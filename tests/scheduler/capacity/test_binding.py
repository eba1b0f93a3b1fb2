"""What newcomers lack and what of it is full, and what a plan or a part needs of it."""

import pytest

from scheduler.capacity.answer import Question, Resource, with_newcomers
from scheduler.capacity.binding import find_binding, find_scarce, is_used, parts_of
from scheduler.solving.splitting.parts import find_parts
from tests.pictures import draw_plan, draw_term

TERM = """
term 03-01..03-07
trainee amara fellow
faculty wang
faculty chen
hours wang Fri 09:00-10:00
service ward 1 blocks=sim
service lab 2
activity sim weekly 60
slot sim Mon 11:00 seats=1
activity debrief weekly 60 after=sim
slot debrief Tue 09:00
activity talk weekly 60 meeting
"""
AMARA = """
rotation amara ward 03-01..03-07
session amara sim 03-01 11:00
session amara debrief 03-02 09:00
"""


@pytest.mark.parametrize(
    ("plan", "scarce"),
    [
        (f"{AMARA}session amara talk 03-05 09:00 with=wang", ["ward", "sim", "one-more-mentor"]),
        (
            f"{AMARA}rotation newcomer-1 lab 03-01..03-07\nsession newcomer-1 talk 03-05 09:00 with=wang",
            ["sim"],
        ),
        # On the ward nobody is owed the first session, without which there is no second.
        (
            f"{AMARA}rotation newcomer-1 ward 03-01..03-07\nsession newcomer-1 talk 03-05 09:00 with=wang",
            ["sim"],
        ),
        (
            """
            rotation newcomer-1 lab 03-01..03-07
            session newcomer-1 sim 03-01 11:00
            session newcomer-1 debrief 03-02 09:00
            session newcomer-1 talk 03-05 09:00 with=wang
            """,
            [],
        ),
    ],
)
def test_scarce_is_what_is_full_of_what_newcomers_lack(plan: str, scarce: list[str]) -> None:
    term = draw_term(TERM)
    newcomers = Question("fellow", 1).newcomers(term, term.weeks[0], 1)
    term = with_newcomers(term, newcomers)
    assert [one.id for one in find_scarce(term, draw_plan(term, plan), newcomers)] == scarce


def test_what_has_a_free_seat_in_the_same_week_is_not_full() -> None:
    term = draw_term(f"{TERM}slot sim Thu 11:00")
    newcomers = Question("fellow", 1).newcomers(term, term.weeks[0], 1)
    term = with_newcomers(term, newcomers)
    plan = draw_plan(term, f"{AMARA}rotation newcomer-1 lab 03-01..03-07")
    assert "sim" not in [one.id for one in find_scarce(term, plan, newcomers)]


def test_what_is_lacked_before_or_after_a_stay_keeps_nobody_out() -> None:
    term = draw_term(
        """
        term 03-01..03-14
        trainee amara fellow
        faculty wang
        hours wang Fri 09:00-10:00
        activity talk weekly 60 meeting
        """
    )
    (meetings,) = find_parts(term)
    plan = draw_plan(term, "session amara talk 03-05 09:00 with=wang")
    early, late = (Question("fellow", 1).newcomers(term, week, 1)[0] for week in term.weeks)
    assert find_binding(term, meetings, plan, early) == ()
    assert find_binding(term, meetings, plan, late) == (
        Resource("mentor", "one-more-mentor", "mentors' hours", (2,)),
    )


def test_a_seat_is_used_by_a_plan_that_takes_more_than_there_are() -> None:
    term = draw_term(f"{TERM}trainee li fellow")
    ward, sim = Resource("service", "ward", "Ward", (1,)), Resource("activity", "sim", "Sim", (1,))
    for plan, used in ((AMARA, False), (AMARA + AMARA.replace("amara", "li"), True)):
        assert is_used(ward, draw_plan(term, plan), term) == used
        assert is_used(sim, draw_plan(term, plan), term) == used
    met = draw_plan(term, "session li talk 03-05 09:00 with=wang")
    wang, chen = (Resource("mentor", name, name, (1,)) for name in ("wang", "chen"))
    assert (is_used(wang, met, term), is_used(chen, met, term)) == (True, False)


def test_parts_are_touched_by_what_they_use_and_by_services_that_block_it() -> None:
    term = draw_term(f"{TERM}room hall 2\nroom den 2\nactivity mdt weekly 60\nslot mdt Thu 09:00 room=hall")
    parts = find_parts(term)
    touched = {
        name: parts_of(Resource(thing, name, name, (1,)), term, parts)  # type: ignore[arg-type]  # they are things
        for thing, name in [
            ("service", "ward"),
            ("service", "lab"),
            ("activity", "mdt"),
            ("room", "hall"),
            ("room", "den"),
            ("mentor", "more"),
        ]
    }
    assert touched == {
        "ward": {"rotations", "sessions that services touch"},
        "lab": {"rotations"},
        "mdt": {"other sessions"},
        "hall": {"other sessions"},
        "den": frozenset(),
        "more": {"meetings"},
    }


def test_a_room_is_full_by_its_seats_of_the_day() -> None:
    hall = "room hall 9\nslot mdt Thu 09:00 room=hall\nactivity mdt weekly 60\nsession amara mdt 03-04 09:00"
    picture = "term 03-01..03-07\ntrainee amara fellow\n" + hall
    newcomers = Question("fellow", 1).newcomers(draw_term(picture), draw_term(picture).weeks[0], 1)
    full = {}
    for seats in (1, 2):
        term = with_newcomers(draw_term(f"{picture}\nseats hall 03-04..03-04 {seats}"), newcomers)
        full[seats] = [one.id for one in find_scarce(term, draw_plan(term, picture), newcomers)]
    assert full == {1: ["hall"], 2: ["one-more-mentor"]}
