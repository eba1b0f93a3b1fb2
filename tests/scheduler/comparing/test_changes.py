"""What changes for whom: all that differs between two plans, and nothing else."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable
from dataclasses import replace
from datetime import date, time
from typing import TypeVar

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inputs.days import Period, Span
from inputs.plan import Mentorship, Plan, Rotation, RoundLead, Session
from scheduler.comparing.appointments import Appointment, Side, appointments_in
from scheduler.comparing.changes import Change, PersonChanges, find_changes, numbers_of
from scheduler.comparing.words import plain_changes, say_numbers, say_people
from tests.pictures import draw, draw_term

TERM = """
    trainee amara fellow 03-01..03-28
    trainee li fellow 03-01..03-28
    faculty wang leads=ward;mdt
    faculty zhao
    room hall
    room lab
    service ward 2 round=08:00+60
    service clinic 2
    activity mdt weekly 60
    activity talk biweekly 30 meeting
    slot mdt Mon 09:00 room=hall
    slot mdt Tue 09:00 room=lab
"""


def told(old: str, new: str, other_term: str = TERM) -> str:
    people = find_changes(Side(*draw(TERM + old)), Side(*draw(other_term + new)))
    numbers = say_numbers(numbers_of(people))
    return "\n".join([*say_people(plain_changes(people)), numbers])


AMARA_ON_MONDAY = "session amara mdt 03-01 09:00 with=wang topic=a\n"


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        (AMARA_ON_MONDAY, AMARA_ON_MONDAY, "nothing"),
        (
            "",
            AMARA_ON_MONDAY,
            (
                "Amara, trainee\n"
                "  new     Mdt, Monday 1 March 2027, 09:00 to 10:00, in Hall, led by Wang, on a\n"
                "Wang, faculty\n"
                "  new     Mdt, as lead, Monday 1 March 2027, 09:00 to 10:00, in Hall, on a\n"
                "2 new"
            ),
        ),
        (
            "session amara talk 03-01 14:00 with=wang",
            "",
            (
                "Amara, trainee\n"
                "  gone    Talk, Monday 1 March 2027, 14:00 to 14:30, with Wang\n"
                "Wang, faculty\n"
                "  gone    Talk with Amara, Monday 1 March 2027, 14:00 to 14:30\n"
                "1 gone"
            ),
        ),
        (
            "session amara talk 03-01 14:00 with=wang",
            "session amara talk 03-01 15:00 with=wang topic=b",
            (
                "Amara, trainee\n"
                "  moved   Talk, Monday 1 March 2027, 14:00 to 14:30 -> 15:00 to 15:30; topic none -> b\n"
                "Wang, faculty\n"
                "  moved   Talk with Amara, Monday 1 March 2027, 14:00 to 14:30 -> 15:00 to 15:30; topic none -> b\n"
                "1 moved, 1 topic"
            ),
        ),
        (
            "session amara talk 03-01 14:00 with=wang",
            "session amara talk 03-09 14:00 with=zhao",
            (
                "Amara, trainee\n"
                "  moved   Talk, Monday 1 March 2027, 14:00 to 14:30 -> Tuesday 9 March 2027, 14:00 to 14:30; mentor Wang -> Zhao\n"
                "Wang, faculty\n"
                "  gone    Talk with Amara, Monday 1 March 2027, 14:00 to 14:30\n"
                "Zhao, faculty\n"
                "  new     Talk with Amara, Tuesday 9 March 2027, 14:00 to 14:30\n"
                "1 moved, 1 mentor"
            ),
        ),
        (
            "session amara mdt 03-01 09:00",
            "session amara mdt 03-01 09:00 room=lab with=wang",
            (
                "Amara, trainee\n"
                "  room    Mdt, Monday 1 March 2027, 09:00 to 10:00: Hall -> Lab; lead none -> Wang\n"
                "Wang, faculty\n"
                "  new     Mdt, as lead, Monday 1 March 2027, 09:00 to 10:00, in Lab\n"
                "1 new, 1 room, 1 lead"
            ),
        ),
        (
            AMARA_ON_MONDAY,
            AMARA_ON_MONDAY.replace("=a", "=b"),
            (
                "Amara, trainee\n"
                "  topic   Mdt, Monday 1 March 2027, 09:00 to 10:00: a -> b\n"
                "Wang, faculty\n"
                "  topic   Mdt, as lead, Monday 1 March 2027, 09:00 to 10:00: a -> b\n"
                "2 topic"
            ),
        ),
        (
            "rotation amara ward 03-01..03-14\nround ward 03-01 wang",
            "rotation amara ward 03-01..03-21\nround ward 03-01 zhao",
            (
                "Amara, trainee\n"
                "  moved   Ward, 1 March 2027 to 14 March 2027 -> until 21 March 2027\n"
                "  lead    Rounds on Ward, 1 March 2027 to 7 March 2027: Wang -> Zhao\n"
                "Wang, faculty\n"
                "  gone    Lead on Ward, 1 March 2027 to 7 March 2027, rounds 08:00 to 09:00\n"
                "Zhao, faculty\n"
                "  new     Lead on Ward, 1 March 2027 to 7 March 2027, rounds 08:00 to 09:00\n"
                "1 moved, 1 lead"
            ),
        ),
        (
            "rotation amara ward 03-01..03-14",
            "rotation amara ward 03-08..03-14",
            (
                "Amara, trainee\n"
                "  moved   Ward, 1 March 2027 to 14 March 2027 -> 8 March 2027 to 14 March 2027\n"
                "1 moved"
            ),
        ),
        (
            "mentor amara wang\nmentor li wang",
            "mentor amara zhao",
            (
                "Amara, trainee\n"
                "  mentor  main mentor: Wang -> Zhao\n"
                "Li, trainee\n"
                "  gone    main mentor, Wang\n"
                "Wang, faculty\n"
                "  gone    main mentor of Amara\n"
                "  gone    main mentor of Li\n"
                "Zhao, faculty\n"
                "  new     main mentor of Amara\n"
                "1 gone, 1 mentor"
            ),
        ),
    ],
)
def test_each_kind_of_change_is_told_to_those_whom_it_touches(old: str, new: str, words: str) -> None:
    assert told(old, new) == words


def test_who_comes_or_goes_with_much_gets_one_line() -> None:
    days = ("03-01", "03-08", "03-15", "03-22")
    plan = "".join(f"session li mdt {day} 09:00\n" for day in days)
    plan += "rotation li ward 03-01..03-14\nrotation li clinic 03-15..03-28\nmentor li wang\n"
    assert told("", plan).splitlines()[:2] == [
        "Li, trainee",
        "  new     4 sessions, 2 rotations and main mentor, Wang",
    ]
    without_li = TERM.replace("trainee li fellow 03-01..03-28", "")
    assert told(plan, "", without_li).splitlines()[:2] == [
        "Li, trainee",
        "  gone    4 sessions, 2 rotations and main mentor, Wang",
    ]


def test_who_leads_much_for_the_first_time_gets_one_line_too() -> None:
    weeks = "".join(f"round ward {day} zhao\n" for day in ("03-01", "03-08", "03-15", "03-22"))
    extra = "session li talk 03-01 14:00 with=zhao\nsession li talk 03-15 14:00 with=zhao\n"
    assert told("", weeks + extra).splitlines()[-2:] == [
        "  new     2 sessions and 4 weeks of rounds",
        "6 new",
    ]


def test_a_session_that_bears_the_name_that_another_one_had_is_new() -> None:
    # What ends a rotation is named by its service; here the services change places.
    term = f"{TERM}activity exam rotation_end 60"
    first = "rotation li ward 03-01..03-07\nrotation li clinic 03-08..03-14\nsession li exam 03-05 14:00"
    second = "rotation li clinic 03-01..03-07\nrotation li ward 03-08..03-14\nsession li exam 03-05 14:00"
    plan, whole_term = draw(f"{term}\n{first}")
    other, _ = draw(f"{term}\n{second}\nsession li exam 03-12 14:00")
    (li,) = find_changes(Side(plan, whole_term), Side(other, whole_term))
    assert [(c.kinds, c.appointment.what) for c in li.changes if c.appointment.what == "Exam"] == [
        (("new",), "Exam")
    ]


def test_programs_read_what_was_and_what_is() -> None:
    people = find_changes(
        Side(*draw(TERM + "session amara talk 03-01 14:00 with=wang\nrotation li ward 03-01..03-07")),
        Side(*draw(TERM + "session amara talk 03-02 14:00 with=wang")),
    )
    amara, li, _ = plain_changes(people)
    assert amara["changes"] == [
        {
            "kinds": ["moved"],
            "what": "Talk",
            "was": {"date": "2027-03-01", "start": "14:00", "end": "14:30", "room": "", "mentor": "Wang", "topic": ""},
            "now": {"date": "2027-03-02", "start": "14:00", "end": "14:30", "room": "", "mentor": "Wang", "topic": ""},
        }
    ]  # fmt: skip
    assert (li["standing"], li["changes"]) == (
        "leaves",
        [
            {
                "kinds": ["gone"],
                "what": "Ward",
                "was": {"first_day": "2027-03-01", "last_day": "2027-03-07", "rounds": "08:00 to 09:00"},
                "now": None,
            }
        ],
    )


def test_a_change_of_nothing_is_none() -> None:
    with pytest.raises(ValueError, match="a change is a change of something"):
        _ = Change(None, None).appointment


# -- whatever the plans: applied to the old plan, the changes give the new one ---------------------------------

PICTURE = draw_term(TERM)
DAYS = st.sampled_from([date(2027, 3, day) for day in (1, 2, 8, 9, 15, 23)])
SESSIONS = st.builds(
    Session,
    st.sampled_from(PICTURE.trainees),
    st.sampled_from(PICTURE.activities),
    st.builds(Period, DAYS, st.sampled_from([time(9), time(14)]), st.just(time(15))),
    st.sampled_from([None, *PICTURE.rooms]),
    st.sampled_from([None, *PICTURE.faculty]),
    st.sampled_from(["", "a", "b"]),
)
ROTATIONS = st.builds(
    Rotation,
    st.sampled_from(PICTURE.trainees),
    st.sampled_from(PICTURE.services),
    st.builds(Span, DAYS, st.just(date(2027, 3, 29))),
)
ROUNDS = st.builds(
    RoundLead,
    st.sampled_from(PICTURE.services),
    st.sampled_from(PICTURE.weeks),
    st.sampled_from(PICTURE.faculty),
)
MENTORSHIPS = st.builds(Mentorship, st.sampled_from(PICTURE.trainees), st.sampled_from(PICTURE.faculty))


Part = TypeVar("Part")


def several(
    parts: st.SearchStrategy[Part], key: Callable[[Part], Hashable]
) -> st.SearchStrategy[tuple[Part, ...]]:
    return st.lists(parts, max_size=4, unique_by=key).map(tuple)


PLANS = st.builds(
    Plan,
    several(ROTATIONS, lambda r: (r.trainee.id, r.service.id)),
    several(ROUNDS, lambda r: (r.service.id, r.week)),
    several(SESSIONS, lambda s: (s.trainee.id, s.activity.id, s.period)),
    several(MENTORSHIPS, lambda m: m.trainee.id),
)


def seen(appointments: Iterable[tuple[str, Appointment | None]]) -> Counter[tuple[str, Appointment]]:
    """Return what each person sees, whatever it is about."""
    return Counter((who, replace(a, about="")) for who, a in appointments if a is not None)


def whole(plan: Plan) -> Counter[tuple[str, Appointment]]:
    return seen((who.id, appointment) for who, appointment in appointments_in(Side(plan, PICTURE)))


def in_all(people: tuple[PersonChanges, ...]) -> list[tuple[str, Change]]:
    return [(person.id, change) for person in people for change in person.changes]


@given(PLANS, PLANS)
def test_the_changes_are_exactly_what_differs(old: Plan, new: Plan) -> None:
    everything = in_all(find_changes(Side(old, PICTURE), Side(new, PICTURE)))
    changes = [
        (who, change) for who, change in everything if not change.appointment.what.startswith("Rounds")
    ]
    taken, given_ = seen((who, c.was) for who, c in changes), seen((who, c.now) for who, c in changes)
    assert whole(old) - taken + given_ == whole(new)
    assert not taken - whole(old)
    assert all(change.was != change.now for _, change in everything)


@given(PLANS)
def test_from_a_plan_to_itself_nothing_changes(plan: Plan) -> None:
    assert find_changes(Side(plan, PICTURE), Side(replace(plan), PICTURE)) == ()


@given(PLANS, PLANS)
def test_the_way_back_undoes_the_way_there(old: Plan, new: Plan) -> None:
    there = in_all(find_changes(Side(old, PICTURE), Side(new, PICTURE)))
    back = in_all(find_changes(Side(new, PICTURE), Side(old, PICTURE)))
    assert seen((who, c.was) for who, c in there) == seen((who, c.now) for who, c in back)
    assert seen((who, c.now) for who, c in there) == seen((who, c.was) for who, c in back)
