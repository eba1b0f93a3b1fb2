"""How far a new plan is bound to a published one, as numbers."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from inputs.plan import Plan
from inputs.published import MOST_WEIGHT, Lost, Published, carry_over
from tests.pictures import draw, draw_term

SINCE = date(2027, 3, 8)


@pytest.mark.parametrize(
    ("was", "improve", "cost", "content"),
    [(40, False, 39, True), (40, False, 40, True), (40, False, 41, False), (40, True, 40, False)],
)
def test_nobody_is_moved_where_no_more_lacks_than_when_it_was_published(
    was: int, improve: bool, cost: int, content: bool
) -> None:
    assert Published(Plan(), SINCE, cost=was, improve=improve).is_content_with(cost) is content


def test_where_nobody_knows_what_lacked_nobody_is_content() -> None:
    assert not Published(Plan(), SINCE).is_content_with(0)


def test_a_change_counts_by_how_soon_it_comes() -> None:
    published = Published(Plan(), SINCE)
    days = (0, 13, 14, 41, 42)
    assert [published.weight(SINCE + timedelta(days)) for days in days] == [4, 4, 2, 2, 1]


def test_a_person_counts_more_than_all_that_is_lost() -> None:
    term = draw_term("trainee amara fellow")
    lost = tuple(Lost(term.trainees[0], f"session {number}", SINCE) for number in range(300))
    points = Published(Plan(), SINCE, lost=lost).points_a_person(term)
    assert points == 10_000 > len(lost) * MOST_WEIGHT


CLINIC = """
    trainee amara fellow 03-01..03-21
    trainee li fellow
    faculty wang leads=ward;mdt
    faculty chen leads=mdt
    hours wang Tue 14:00-16:00
    room hall
    service ward 2 round=08:00+60
    service lab 2
    activity mdt weekly 60
    activity talk weekly 60 meeting
    slot mdt Mon 09:00 room=hall
    slot mdt Mon 10:00
    rotation amara ward 03-01..03-14
    rotation li lab 03-01..03-28
    round ward 03-01 wang
    round ward 03-08 wang
    session amara mdt 03-01 09:00 with=chen
    session li mdt 03-08 09:00 with=wang
    session amara talk 03-09 14:00 with=wang
    mentor amara wang
"""
FIRST, SECOND = "mdt on 1 March 2027, 09:00 to 10:00", "mdt on 8 March 2027, 09:00 to 10:00"
TALK = "talk on 9 March 2027, 14:00 to 15:00"


@pytest.mark.parametrize(
    ("gone", "since", "lost"),
    [
        ("service lab 2", "03-01", {("li", "rotation on lab", "03-28")}),
        ("service lab 2", "03-28", {("li", "rotation on lab", "03-28")}),
        ("service lab 2", "03-29", set()),
        (
            "service ward 2 round=08:00+60",
            "03-08",
            {("amara", "rotation on ward", "03-14"), ("wang", "rounds of ward from 2027-03-08", "03-08")},
        ),
        (
            "service ward 2 round=08:00+60",
            "03-10",
            {("amara", "rotation on ward", "03-14"), ("wang", "rounds of ward from 2027-03-08", "03-10")},
        ),
        ("service ward 2 round=08:00+60", "03-15", set()),
        ("faculty chen leads=mdt", "03-01", {("amara", f"lead of {FIRST}", "03-01")}),
        ("faculty chen leads=mdt", "03-02", set()),
        (
            "faculty wang leads=ward;mdt",
            "03-02",
            {
                ("amara", TALK, "03-09"),
                ("amara", "main mentor of amara", "03-21"),
                ("li", f"lead of {SECOND}", "03-08"),
                ("amara", "lead of rounds of ward from 2027-03-01", "03-02"),
                ("amara", "lead of rounds of ward from 2027-03-08", "03-08"),
            },
        ),
        ("faculty wang leads=ward;mdt", "03-13", {("amara", "main mentor of amara", "03-21")}),
        ("trainee li fellow", "03-01", set()),
        (
            "trainee amara fellow 03-01..03-21",
            "03-01",
            {("wang", TALK, "03-09"), ("wang", "main mentor of amara", "03-21")},
        ),
        (
            "room hall",
            "03-01",
            {
                ("amara", FIRST, "03-01"),
                ("chen", FIRST, "03-01"),
                ("li", SECOND, "03-08"),
                ("wang", SECOND, "03-08"),
            },
        ),
        ("activity talk weekly 60 meeting", "03-01", {("amara", TALK, "03-09"), ("wang", TALK, "03-09")}),
    ],
)
def test_whoever_has_something_no_more_that_is_not_in_the_term_is_told(
    gone: str, since: str, lost: set[tuple[str, str, str]]
) -> None:
    plan, old = draw(CLINIC)
    assert f"    {gone}\n" in CLINIC
    new = draw_term(CLINIC.replace(f"    {gone}\n", "").replace(*_without_slots(gone)))
    month, day = map(int, since.split("-"))
    published = carry_over(plan, old, new, date(2027, month, day))
    assert {(row.who.id, row.what, f"{row.date:%m-%d}") for row in published.lost} == lost


def test_who_led_for_somebody_who_left_the_term_may_lead_for_others() -> None:
    both = CLINIC + "    session li mdt 03-01 09:00 with=wang\n"
    plan, old = draw(both)
    new = draw_term(both.replace("    trainee amara fellow 03-01..03-21\n", ""))
    published = carry_over(plan, old, new, date(2027, 3, 1))
    assert [f"{row.trainee.id} {row.faculty and row.faculty.id}" for row in published.led] == ["amara chen"]
    leads = {
        f"{activity.id} {period.date:%m-%d} {room and room.id}": [lead.id for lead in there]
        for (activity, period, room), there in published.session_leads.items()
    }
    assert leads == {"mdt 03-01 hall": ["wang", "chen"], "mdt 03-08 hall": ["wang"]}
    assert all(lead in new.faculty for there in published.session_leads.values() for lead in there)
    alone = published.with_only(new.trainees)
    assert (alone.led, set(published.led) <= alone.others) == ((), True)


def _without_slots(gone: str) -> tuple[str, str]:
    """Return what the picture cannot show any more without a line."""
    return (" room=hall", "") if gone == "room hall" else ("", "")


def test_who_is_on_a_service_in_other_weeks_loses_no_lead() -> None:
    plan, old = draw(CLINIC + "    round ward 03-15 wang\n")
    new = draw_term(CLINIC.replace("    faculty wang leads=ward;mdt\n", ""))
    published = carry_over(plan, old, new, date(2027, 3, 8))
    assert {row.what for row in published.lost if "rounds" in row.what} == {
        "lead of rounds of ward from 2027-03-08"
    }


def test_rounds_may_change_while_one_of_them_is_to_come() -> None:
    term = draw_term(
        "holiday 03-12\nholiday 03-15\nholiday 03-16\nholiday 03-17\nholiday 03-18\nholiday 03-19"
    )
    _, second, third, _ = term.weeks
    left = {
        day: [Published(Plan(), date(2027, 3, day)).has_rounds_left(term, week) for week in (second, third)]
        for day in (8, 11, 12, 14, 15, 16)
    }
    assert left == {
        8: [True, True],
        11: [True, True],
        12: [False, True],  # a Friday without rounds
        14: [False, True],
        15: [False, True],  # a week without any, which is all to come
        16: [False, False],
    }


def test_what_is_still_in_the_term_is_carried_over_to_it() -> None:
    plan, old = draw(CLINIC)
    published = carry_over(plan, old, draw_term(CLINIC), date(2027, 3, 1))
    assert (published.plan, published.lost) == (plan, ())
    assert published.known == {"amara", "li"}
    assert published.without_rounds == {"lab"}


def test_of_a_smaller_term_others_keep_occurrences_and_rounds_going() -> None:
    plan, old = draw(CLINIC)
    amara = old.trainee_by_id["amara"]
    alone = carry_over(plan, old, old, date(2027, 3, 1)).with_only([amara])
    assert {row.trainee.id for row in alone.plan.rotations} == {"amara"}
    assert {row.trainee.id for row in alone.plan.sessions} == {"amara"}
    assert [row.trainee.id for row in alone.plan.mentorships] == ["amara"]
    assert alone.plan.rounds == ()
    assert alone.others == {*plan.rounds, *(row for row in plan.sessions if not row.is_meeting)}
