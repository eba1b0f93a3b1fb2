"""All weeks at a glance, rotations, and rounds to lead."""

from __future__ import annotations

from datetime import date, time

from inputs.days import Span
from scheduler.pages.own import items_of, own_part
from scheduler.pages.stay import Chip, Field, Stretch, stretches_of, view_fields
from tests.pictures import draw

PICTURE = """
    term 03-01..04-11
    trainee amara fellow 03-03..04-09
    trainee li fellow
    faculty wang leads=ward
    service ward 3 round=08:00+30
    service cell-lab 3
    activity talk weekly 60
    slot talk Tue 10:00
    rotation amara ward 03-03..03-14
    rotation amara cell-lab 03-22..04-09
    rotation li ward 03-08..03-14
    round ward 03-01 wang
    round ward 03-08 wang
    round ward 03-22 wang
    session amara talk 03-09 10:00
"""
PLAN, TERM = draw(PICTURE)
WARD, LAB = Chip("Ward", "Wa", 0), Chip("Cell lab", "CL", 1)
MORNING = (time(8), time(8, 30))


def span(first: str, last: str) -> Span:
    return Span.through(date.fromisoformat(f"2027-{first}"), date.fromisoformat(f"2027-{last}"))


def stretches(who: str, today: date) -> tuple[Stretch, ...]:
    person = TERM.trainee_by_id.get(who) or TERM.faculty_by_id[who]
    return stretches_of(own_part(PLAN, person), TERM, person, today)


def fields(who: str, today: date, shown: date) -> tuple[Field, ...]:
    person = TERM.trainee_by_id.get(who) or TERM.faculty_by_id[who]
    items = items_of(own_part(PLAN, person), TERM, person)
    return view_fields(TERM, person, stretches(who, today), items, shown, today)


def test_rotations_have_their_weeks_and_rounds_and_whether_they_are_over() -> None:
    assert stretches("amara", date(2027, 3, 20)) == (
        Stretch(WARD, span("03-03", "03-14"), 2, "over", MORNING),
        Stretch(LAB, span("03-22", "04-09"), 3, "ahead", None),
    )
    assert [each.state for each in stretches("amara", date(2027, 3, 14))] == ["now", "ahead"]


def test_rounds_to_lead_are_runs_of_weeks_with_the_names_of_the_team() -> None:
    assert stretches("wang", date(2027, 3, 1)) == (
        Stretch(WARD, span("03-01", "03-14"), 2, "now", MORNING, ("Amara", "Li")),
        Stretch(WARD, span("03-22", "03-28"), 1, "ahead", MORNING, ()),
    )


def test_of_a_week_whose_lead_changed_each_who_led_has_the_days() -> None:
    plan, term = draw(f"{PICTURE}\nfaculty zhao leads=ward")
    ward, zhao = term.service_by_id["ward"], term.faculty_by_id["zhao"]
    led = {(ward, date(2027, 3, day)): (zhao,) for day in (8, 9)}

    def of(who: str) -> list[tuple[Span, int, tuple[str, ...]]]:
        person = term.faculty_by_id[who]
        found = stretches_of(own_part(plan, person), term, person, date(2027, 3, 1), led)
        return [(each.span, each.weeks, each.names) for each in found]

    assert of("zhao") == [(span("03-08", "03-09"), 1, ("Amara", "Li"))]
    assert of("wang") == [
        (span("03-01", "03-07"), 1, ("Amara",)),
        (span("03-10", "03-14"), 1, ("Amara", "Li")),
        (span("03-22", "03-28"), 1, ()),
    ]


def test_each_week_of_the_stay_is_a_field_with_its_service_and_what_is_planned_besides_rounds() -> None:
    found = fields("amara", date(2027, 3, 10), date(2027, 3, 15))
    assert [[chip.code for chip in field.chips] for field in found] == [
        ["Wa"],
        ["Wa"],
        [],
        ["CL"],
        ["CL"],
        ["CL"],
    ]
    assert [field.items for field in found] == [0, 1, 0, 0, 0, 0]
    assert [field.state for field in found] == ["over", "now", "ahead", "ahead", "ahead", "ahead"]
    assert [field.monday.day for field in found if field.is_shown] == [15]
    assert [field.monday.day for field in found] == [1, 8, 15, 22, 29, 5]


def test_a_member_of_faculty_has_a_field_for_each_week_of_the_term() -> None:
    found = fields("wang", date(2027, 3, 10), date(2027, 3, 8))
    assert [[chip.code for chip in field.chips] for field in found] == [["Wa"], ["Wa"], [], ["Wa"], [], []]
