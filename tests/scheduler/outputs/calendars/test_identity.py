"""Identities: what a new plan may change without anybody's calendar losing an event."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time, timedelta
from random import Random
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inputs.days import Period, Span
from inputs.people import Faculty, Room, Trainee
from inputs.plan import Plan, Rotation, Session
from inputs.programme import CADENCES, EVERY_WEEK, Activity, Cadence, Service, Slot
from inputs.term import Term
from inputs.working_days import find_working_days
from scheduler.outputs.calendars.identity import (
    Identity,
    derived_uids,
    occurrence_identities,
    rotation_identities,
    round_identity,
    service_round_identity,
    session_identities,
)

WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri")
SPAN = Span.through(date(2027, 3, 1), date(2027, 5, 30))
LI = Trainee("T01", "Li Wei", "fellow", Span.through(date(2027, 3, 3), date(2027, 5, 28)))
AMARA = Trainee("T02", "Amara Obi", "fellow", SPAN)
WANG, ZHAO = Faculty("F01", "Wang Fang"), Faculty("F02", "Zhao Min")
NORTH, SOUTH = Room("R1", "North"), Room("R2", "South")
WARD, CLINIC = Service("ward", "CAR-T ward", 2), Service("clinic", "Clinic", 2)


def activity(cadence: Cadence = "weekly", name: str = "mdt") -> Activity:
    return Activity(name, name.upper(), "group", cadence, 60)


def session(day: str, at: str = "09:00", of: Activity | None = None, who: Trainee = LI) -> Session:
    start = time.fromisoformat(at)
    return Session(
        who, of or activity(), Period(date.fromisoformat(day), start, start.replace(minute=59)), NORTH
    )


def identity_of(wanted: Session, *others: Session, rotations: tuple[Rotation, ...] = ()) -> Identity:
    return session_identities(Plan(rotations=rotations, sessions=(*others, wanted)))[wanted]


def term_with(*slots: Slot, name: str = "Spring", span: Span = SPAN) -> Term:
    working = find_working_days(span, WEEKDAYS, "none")
    return Term(name, span, "Asia/Shanghai", "none", WEEKDAYS, time(7), time(18), working, slots=slots)


# -- sessions and meetings ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("cadence", "days", "beyond"),
    [
        ("weekly", ["2027-03-08", "2027-03-14"], "2027-03-15"),
        # Pairs count from the week of the first day of the stay.
        ("biweekly", ["2027-03-01", "2027-03-14"], "2027-03-15"),
        ("biweekly", ["2027-03-15", "2027-03-28"], "2027-03-29"),
        ("monthly", ["2027-04-01", "2027-04-30"], "2027-05-01"),
    ],
)
def test_a_session_stays_the_same_as_long_as_it_serves_the_same_window(
    cadence: Cadence, days: list[str], beyond: str
) -> None:
    first, last, next_one = (identity_of(session(day, of=activity(cadence))) for day in (*days, beyond))
    assert first == last
    assert first != next_one


@pytest.mark.parametrize("cadence", ["once", "first_week", "last_week"])
def test_what_is_owed_once_is_the_same_on_any_day_of_the_stay(cadence: Cadence) -> None:
    assert identity_of(session("2027-03-03", of=activity(cadence))) == identity_of(
        session("2027-05-28", of=activity(cadence))
    )


def test_what_ends_a_rotation_is_the_same_when_the_rotation_ends_later() -> None:
    evaluation = activity("rotation_end")
    short, long = (Span.through(date(2027, 3, 3), date(2027, 3, day)) for day in (14, 21))
    early = identity_of(session("2027-03-12", of=evaluation), rotations=(Rotation(LI, WARD, short),))
    late = identity_of(session("2027-03-16", of=evaluation), rotations=(Rotation(LI, WARD, long),))
    assert early == late == Identity("session", ("T01", "mdt", "ward"))


def test_what_ends_no_rotation_goes_by_its_week() -> None:
    found = identity_of(session("2027-03-12", of=activity("rotation_end")))
    assert found == Identity("session", ("T01", "mdt", "2027-03-08"))


def test_time_room_lead_and_topic_are_no_part_of_a_session_s_identity() -> None:
    one = session("2027-03-08", "09:00")
    other = replace(session("2027-03-11", "15:00"), room=SOUTH, faculty=ZHAO, topic="CAR-T")
    assert identity_of(one) == identity_of(other)


def test_trainee_and_activity_are_part_of_a_session_s_identity() -> None:
    one = session("2027-03-08")
    assert identity_of(one) != identity_of(replace(one, trainee=AMARA))
    assert identity_of(one) != identity_of(replace(one, activity=activity(name="journal")))


def test_several_sessions_in_one_window_are_numbered_by_time() -> None:
    late, early = session("2027-03-10"), session("2027-03-08")
    assert identity_of(early, late).number == 1
    assert identity_of(late, early).number == 2


def test_the_same_row_twice_is_one_session() -> None:
    one = session("2027-03-08")
    assert session_identities(Plan(sessions=(one, one))) == {
        one: Identity("session", ("T01", "mdt", "2027-03-08"))
    }


@given(
    st.lists(
        st.builds(
            session,
            st.dates(date(2027, 3, 3), date(2027, 5, 28)).map(str),
            st.sampled_from(["08:00", "09:00"]),
            st.sampled_from(CADENCES).map(lambda cadence: activity(cadence, cadence)),
            st.sampled_from([LI, AMARA]),
        ),
        unique=True,
        max_size=30,
    ),
    st.randoms(use_true_random=False),
)
def test_no_two_sessions_share_an_identity_and_the_order_of_rows_means_nothing(
    sessions: list[Session], random: Random
) -> None:
    found = session_identities(Plan(sessions=tuple(sessions)))
    assert len(set(found.values())) == len(sessions)
    random.shuffle(sessions)
    assert session_identities(Plan(sessions=tuple(sessions))) == found


# -- occurrences -------------------------------------------------------------------------------------------------

MDT = activity()
MONDAY, THURSDAY = Slot(MDT, "Mon", time(9), NORTH), Slot(MDT, "Thu", time(9), NORTH)


def occurrence(
    day: date, at: time = time(9), room: Room | None = NORTH
) -> tuple[Activity, Period, Room | None]:
    return (MDT, Period(day, at, at.replace(minute=59)), room)


def test_an_occurrence_is_one_slot_of_its_activity_in_one_week() -> None:
    monday, thursday, next_monday = (
        occurrence(day) for day in (date(2027, 3, 1), date(2027, 3, 4), date(2027, 3, 8))
    )
    assert occurrence_identities([thursday, next_monday, monday], term_with(THURSDAY, MONDAY)) == {
        monday: Identity("occurrence", ("mdt", "2027-03-01", "1")),
        thursday: Identity("occurrence", ("mdt", "2027-03-01", "2")),
        next_monday: Identity("occurrence", ("mdt", "2027-03-08", "1")),
    }


def test_an_occurrence_stays_the_same_when_its_slot_moves_in_the_week_or_to_another_room() -> None:
    before = occurrence_identities([occurrence(date(2027, 3, 4))], term_with(MONDAY, THURSDAY))
    moved = Slot(MDT, "Fri", time(14), SOUTH)
    there = occurrence(date(2027, 3, 5), time(14), SOUTH)
    after = occurrence_identities([there], term_with(MONDAY, moved))
    assert list(before.values()) == list(after.values())


def test_an_occurrence_stays_the_same_when_its_slot_moves_from_a_day_on() -> None:
    until, then = (
        Span.through(SPAN.first_day, date(2027, 3, 7)),
        Span.through(date(2027, 3, 8), SPAN.last_day),
    )
    moved = (
        replace(MONDAY, weeks=replace(EVERY_WEEK, span=until)),
        replace(MONDAY, weekday="Wed", weeks=replace(EVERY_WEEK, span=then)),
    )
    was = [occurrence(date(2027, 3, day)) for day in (1, 4, 8, 11)]
    now = [occurrence(date(2027, 3, day)) for day in (1, 4, 10, 11)]
    before = occurrence_identities(was, term_with(MONDAY, THURSDAY))
    after = occurrence_identities(now, term_with(*moved, THURSDAY))
    assert [before[place] for place in was] == [after[place] for place in now]


def test_a_holiday_on_the_day_of_one_slot_does_not_change_the_other() -> None:
    term = term_with(MONDAY, THURSDAY)
    thursday = occurrence(date(2027, 3, 4))
    both = occurrence_identities([occurrence(date(2027, 3, 1)), thursday], term)
    assert occurrence_identities([thursday], term)[thursday] == both[thursday]


def test_two_slots_at_one_time_in_two_rooms_are_two_occurrences() -> None:
    north, south = occurrence(date(2027, 3, 1)), occurrence(date(2027, 3, 1), room=SOUTH)
    term = term_with(MONDAY, MONDAY, replace(MONDAY, room=SOUTH))
    assert [i.parts[-1] for i in occurrence_identities([south, north], term).values()] == ["1", "2"]


def test_occurrences_of_no_slot_are_numbered_within_their_week() -> None:
    early, late = occurrence(date(2027, 3, 1), time(7), None), occurrence(date(2027, 3, 1), time(8), None)
    assert occurrence_identities([late, early], term_with(MONDAY)) == {
        early: Identity("occurrence", ("mdt", "2027-03-01", "0"), 1),
        late: Identity("occurrence", ("mdt", "2027-03-01", "0"), 2),
    }


# -- rotations and rounds ----------------------------------------------------------------------------------------


def test_a_rotation_stays_the_same_when_its_weeks_change() -> None:
    march, april = (
        Span.through(date(2027, 3, 3), date(2027, 3, 28)),
        Span.through(date(2027, 4, 5), date(2027, 4, 18)),
    )
    one, other = Rotation(LI, WARD, march), Rotation(LI, WARD, april)
    expected = Identity("rotation", ("T01", "ward"))
    assert rotation_identities(Plan(rotations=(one,)))[one] == expected
    assert rotation_identities(Plan(rotations=(other,)))[other] == expected
    assert rotation_identities(Plan(rotations=(other, one))) == {
        one: expected,
        other: replace(expected, number=2),
    }


def test_a_trainee_s_round_goes_by_the_day_and_a_service_s_round_by_service_and_day() -> None:
    assert round_identity(LI, date(2027, 3, 4)) == Identity("round", ("T01", "2027-03-04"))
    assert service_round_identity(WARD, date(2027, 3, 4)) != service_round_identity(CLINIC, date(2027, 3, 4))


# -- UIDs --------------------------------------------------------------------------------------------------------


def test_uids_are_the_same_for_ever() -> None:
    uid = derived_uids(term_with())(Identity("session", ("T01", "mdt", "2027-03-08")))
    assert uid == "98e66e54-32d7-5e98-8055-4158ba9da02d"
    assert UUID(uid).version == 5


def test_uids_follow_from_the_name_and_the_first_day_of_the_term_and_from_nothing_else_of_it() -> None:
    identity = Identity("rotation", ("T01", "ward"))
    later = replace(SPAN, end=SPAN.end + timedelta(weeks=2))
    shifted = Span(SPAN.start + timedelta(weeks=52), SPAN.end + timedelta(weeks=52))
    uid = derived_uids(term_with())(identity)
    assert derived_uids(term_with(MONDAY, span=later))(identity) == uid
    assert derived_uids(term_with(span=shifted))(identity) != uid
    assert derived_uids(term_with(name="细胞治疗"))(identity) != derived_uids(term_with(name="肿瘤"))(
        identity
    )


@given(st.lists(st.builds(
    Identity,
    st.sampled_from(["session", "rotation", "round"]),
    st.lists(st.text(max_size=3), max_size=3).map(tuple),
    st.integers(1, 3),
), unique=True, max_size=20))  # fmt: skip
def test_two_identities_never_share_a_uid(identities: list[Identity]) -> None:
    uid_of = derived_uids(term_with())
    assert len({uid_of(identity) for identity in identities}) == len(identities)
