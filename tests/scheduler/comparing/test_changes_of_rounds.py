"""What changes of rounds: for who leads them, and for the team that is in them."""

from __future__ import annotations

from datetime import date

import pytest

from scheduler.comparing.appointments import Side
from scheduler.comparing.changes import find_changes, join_weeks, numbers_of
from scheduler.comparing.words import plain_changes, say_numbers, say_people
from tests.pictures import draw

TERM = """
    trainee amara fellow 03-01..03-28
    faculty wang leads=ward
    faculty zhao leads=ward
    service ward 2 round=08:00+60
    service clinic 2
"""


def told(old: str, new: str, other_term: str = TERM) -> str:
    people = find_changes(Side(*draw(TERM + old)), Side(*draw(other_term + new)))
    numbers = say_numbers(numbers_of(people))
    return "\n".join([*say_people(plain_changes(people)), numbers])


def test_rounds_at_another_time_are_told_to_the_team_and_the_lead() -> None:
    plan = "rotation amara ward 03-01..03-07\nround ward 03-01 wang"
    assert told(plan, plan, TERM.replace("round=08:00+60", "round=07:30+45")) == (
        "Amara, trainee\n"
        "  rounds  Ward, 1 March 2027 to 7 March 2027: 08:00 to 09:00 -> 07:30 to 08:15\n"
        "Wang, faculty\n"
        "  rounds  Lead on Ward, 1 March 2027 to 7 March 2027: 08:00 to 09:00 -> 07:30 to 08:15\n"
        "2 rounds"
    )


def test_of_a_week_of_rounds_only_the_days_that_have_another_lead_have_changed() -> None:
    old, new = draw(TERM + "round ward 03-08 wang"), draw(TERM + "round ward 03-08 zhao")
    ward, wang = new[1].service_by_id["ward"], new[1].faculty_by_id["wang"]
    led = {(ward, date(2027, 3, day)): (wang,) for day in (8, 9)}
    there = find_changes(Side(*old), Side(*new, led))
    assert [*say_people(plain_changes(there))] == [
        "Wang, faculty",
        "  gone    Lead on Ward, 10 March 2027 to 14 March 2027, rounds 08:00 to 09:00",
        "Zhao, faculty",
        "  new     Lead on Ward, 10 March 2027 to 14 March 2027, rounds 08:00 to 09:00",
    ]
    assert say_numbers(numbers_of(there)) == "1 lead"
    assert find_changes(Side(*new, led), Side(*new, led)) == ()
    back = find_changes(Side(*new, led), Side(*old))
    assert [person.changes[0].kinds for person in back] == [("new",), ("gone",)]


@pytest.mark.parametrize(
    ("old", "new", "more", "lines"),
    [
        ("round ward 03-08 wang", "round ward 03-08 zhao", "", ["lead {}: Wang -> Zhao"]),
        ("", "round ward 03-08 zhao", "", ["lead {}: none -> Zhao"]),
        ("round ward 03-08 wang", "", "", ["lead {}: Wang -> none"]),
        ("round ward 03-08 wang", "round ward 03-08 zhao", "absent amara 03-08..03-14\n", []),
        (
            "round ward 03-08 wang",
            "round ward 03-08 zhao",
            "absent amara 03-08..03-11\n",
            ["lead {}: Wang -> Zhao"],
        ),
        ("round ward 03-15 wang", "round ward 03-15 zhao", "", []),  # amara is on no service then
    ],
)
def test_another_lead_of_rounds_is_told_to_the_team(old: str, new: str, more: str, lines: list[str]) -> None:
    plan = "rotation amara ward 03-01..03-14\n"
    sides = [Side(*draw(TERM + more + plan + rounds)) for rounds in (old, new)]
    week = "Rounds on Ward, 8 March 2027 to 14 March 2027"
    told_amara = [person for person in plain_changes(find_changes(*sides)) if person["id"] == "amara"]
    assert [" ".join(line.split()) for person in told_amara for line in person["lines"]] == [
        line.format(week) for line in lines
    ]


def test_weeks_that_follow_each_other_are_told_as_one() -> None:
    weeks = ("03-01", "03-08", "03-15", "03-22")
    team = "rotation amara ward 03-01..03-28\n"
    old = "\n".join(f"round ward {week} wang" for week in weeks)
    new = old.replace("03-08 wang", "03-08 zhao").replace("03-15 wang", "03-15 zhao")
    assert told(team + old, team + new) == (
        "Amara, trainee\n"
        "  lead    Rounds on Ward, 8 March 2027 to 21 March 2027: Wang -> Zhao\n"
        "Wang, faculty\n"
        "  gone    Lead on Ward, 8 March 2027 to 21 March 2027, rounds 08:00 to 09:00\n"
        "Zhao, faculty\n"
        "  new     Lead on Ward, 8 March 2027 to 21 March 2027, rounds 08:00 to 09:00\n"
        "2 lead"
    )
    apart = old.replace("03-01 wang", "03-01 zhao").replace("03-15 wang", "03-15 zhao")
    assert [line for line in told(team + old, team + apart).splitlines() if "Rounds on" in line] == [
        "  lead    Rounds on Ward, 1 March 2027 to 7 March 2027: Wang -> Zhao",
        "  lead    Rounds on Ward, 15 March 2027 to 21 March 2027: Wang -> Zhao",
    ]
    nobody = new.replace("round ward 03-15 zhao", "")
    assert [line for line in told(team + old, team + nobody).splitlines() if "Rounds on" in line] == [
        "  lead    Rounds on Ward, 8 March 2027 to 14 March 2027: Wang -> Zhao",
        "  lead    Rounds on Ward, 15 March 2027 to 21 March 2027: Wang -> none",
    ]


def test_programs_read_of_each_week() -> None:
    team = "rotation amara ward 03-01..03-14\n"
    sides = [
        Side(*draw(f"{TERM}{team}round ward 03-01 {lead}\nround ward 03-08 {lead}"))
        for lead in ("wang", "zhao")
    ]
    amara = plain_changes(find_changes(*sides))[0]
    assert (len(amara["lines"]), len(amara["changes"])) == (1, 2)


def test_only_days_on_which_one_was_and_is_in_the_rounds_are_told() -> None:
    old, new = "rotation amara ward 03-03..03-28\n", "rotation amara ward 03-01..03-25\n"
    rounds = "".join(f"round ward {week} %s\n" for week in ("03-01", "03-08", "03-15", "03-22"))
    lines = told(old + rounds.replace("%s", "wang"), new + rounds.replace("%s", "zhao")).splitlines()
    assert [line for line in lines if "Rounds on" in line] == [
        "  lead    Rounds on Ward, 3 March 2027 to 25 March 2027: Wang -> Zhao"
    ]


def test_what_is_not_rounds_is_never_joined() -> None:
    draws = [
        draw(f"{TERM}rotation amara {one} 03-01..03-14\nrotation amara {other} 03-15..03-28")
        for one, other in (("ward", "clinic"), ("clinic", "ward"))
    ]
    (amara,) = find_changes(*(Side(*each) for each in draws))
    assert join_weeks(amara.changes) == amara.changes
