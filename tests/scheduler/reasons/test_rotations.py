"""Why somebody is on no service in a week, or lacks what the curriculum asks for."""

from __future__ import annotations

from datetime import date

import pytest

from tests.scheduler.reasons.told import WEEK, reasons

ROTATIONS = {
    "no service": (f"{WEEK}\n service ward 1 for=student", ["No service takes a fellow."]),
    "full": (
        f"{WEEK}\n trainee li fellow\n service ward 1\n rotation li ward 03-01..03-07",
        ["All seats of every service are taken in this week."],
    ),
    "closed": (
        f"{WEEK}\n service ward 2\n seats ward 03-03..03-03 0",
        ["No service has a seat in this week."],
    ),
    "a seat that is left": (
        f"{WEEK}\n trainee li fellow\n service ward 2\n rotation li ward 03-01..03-07",
        ["Giving it would cost others at least as much."],
    ),
    "twice": (
        """term 03-01..03-21\n trainee amara fellow\n service ward 1\n service lab 1 weeks=1..1
        rotation amara ward 03-01..03-07\n rotation amara lab 03-08..03-14""",
        ["Only Ward and Lab had a seat, where Amara rotates at another time, and no service is taken twice."],
    ),
    "length": (
        """term 03-01..03-14\n trainee amara fellow\n service ward 1 weeks=2..\n service lab 1 weeks=1..1
        rotation amara lab 03-08..03-14""",
        ["The seats left do not make a rotation of an allowed length."],
    ),
    "as short as the stay": (
        f"{WEEK}\n service ward 1 weeks=2..",
        ["Giving it would cost others at least as much."],
    ),
    "longer": (
        "term 03-01..03-14\n trainee amara fellow\n service ward 1 weeks=1..2\n rotation amara ward 03-01..03-07",
        ["Giving it would cost others at least as much."],
    ),
    "longer than allowed": (
        "term 03-01..03-14\n trainee amara fellow\n service ward 1 weeks=1..1\n rotation amara ward 03-01..03-07",
        ["Only Ward had a seat, where Amara rotates at another time, and no service is taken twice."],
    ),
    "after another": (
        f"{WEEK}\n service ward 0\n service lab 1 after=ward",
        ["Lab is only for those who were on Ward before."],
    ),
    "forbidden": (f"{WEEK}\n service ward 1\n pin amara ward must=no", ["A pin forbids Ward."]),
}

COSTLY = "Giving it would cost others at least as much."
SHORT = "The seats left do not make a rotation of an allowed length."
MONTH = "term 03-01..03-28\n trainee amara fellow"
ROTATIONS |= {
    "closed or full": (
        f"{WEEK}\n trainee li fellow\n service ward 1\n service lab 0\n rotation li ward 03-01..03-07",
        ["All seats of every service are taken in this week."],
    ),
    "another is forbidden": (
        f"{WEEK}\n trainee li fellow\n service ward 1\n service lab 1\n rotation li lab 03-01..03-07\n pin li ward must=no",
        [COSTLY],
    ),
    "another service is forbidden": (
        f"""{WEEK}\n trainee li fellow\n service ward 1\n service lab 1\n rotation li lab 03-01..03-07
        pin amara lab must=no""",
        [COSTLY],
    ),
    "forbidden in a week": (
        "term 03-01..03-14\n trainee amara fellow\n service ward 1\n pin amara ward 03-08 must=no",
        [COSTLY, "A pin forbids Ward."],
    ),
    "forbidden where pins do not hold": (
        f"{WEEK}\n service ward 1\n pin amara ward must=no\n off pins for once",
        [COSTLY],
    ),
    "after another that comes later": (
        """term 03-01..03-14\n trainee amara fellow\n service ward 1\n service lab 1 after=ward
        rotation amara ward 03-08..03-14\n seats ward 03-01..03-07 0""",
        ["Lab is only for those who were on Ward before."],
    ),
    "after another of two": (
        """term 03-01..03-14\n trainee amara fellow\n service ward 1 weeks=1..1\n service unit 0
        service lab 1 after=ward;unit\n rotation amara ward 03-01..03-07""",
        ["Lab is only for those who were on Unit before."],
    ),
    "short where the length is no rule": (
        """term 03-01..03-14\n trainee amara fellow\n service ward 1 weeks=2..\n service lab 1
        rotation amara lab 03-08..03-14\n seats lab 03-01..03-07 0\n off rotation_length for once""",
        [COSTLY],
    ),
    "room for it elsewhere in the stay": (
        f"{MONTH}\n service ward 1 weeks=2..\n service lab 1 weeks=1..1\n rotation amara lab 03-08..03-14",
        [SHORT, COSTLY, COSTLY],
    ),
    "full beside it": (
        f"""{MONTH.replace("28", "21")}\n trainee li fellow 03-01..03-07\n service ward 1 weeks=2..
        service lab 1 weeks=1..1\n rotation amara lab 03-15..03-21\n rotation li ward 03-01..03-07""",
        ["Only Lab had a seat, where Amara rotates at another time, and no service is taken twice.", SHORT],
    ),
    "longer before and after": (
        f"{MONTH}\n service ward 1\n rotation amara ward 03-08..03-21",
        [COSTLY, COSTLY],
    ),
    "longer with a week between": (
        f"{MONTH}\n service ward 1\n rotation amara ward 03-01..03-14",
        [COSTLY, "Only Ward had a seat, where Amara rotates at another time, and no service is taken twice."],
    ),
    "longer with a week between, before": (
        f"{MONTH}\n service ward 1\n rotation amara ward 03-15..03-28",
        ["Only Ward had a seat, where Amara rotates at another time, and no service is taken twice.", COSTLY],
    ),
}


@pytest.mark.parametrize(("picture", "expected"), ROTATIONS.values(), ids=ROTATIONS.keys())
def test_why_there_is_no_rotation(picture: str, expected: list[str]) -> None:
    assert reasons(picture) == expected


TAKEN = "All seats there are taken throughout the stay."
UNFIT = "The seats left there do not fit the other rotations of the stay, or would cost others as much."
ASKED = "Amara has no weeks on Lab, but the curriculum asks for one week."
CURRICULUM = {
    "closed": ("service lab 1 for=student", f"{ASKED} Lab takes no fellow."),
    "full": (
        "service lab 1\n trainee li fellow\n rotation li lab 03-01..03-07",
        f"{ASKED} All seats there are taken throughout the stay.",
    ),
    "unfit": (
        "service lab 1",
        f"{ASKED} The seats left there do not fit the other rotations of the stay, or would cost others as much.",
    ),
}


@pytest.mark.parametrize(("lines", "reason"), CURRICULUM.values(), ids=CURRICULUM.keys())
def test_why_the_curriculum_lacks(lines: str, reason: str) -> None:
    picture = f"""{WEEK}
    service ward 2
    curriculum fellow lab 1
    rotation amara ward 03-01..03-07
    {lines}
    """
    assert reasons(picture) == [reason]


def test_a_service_that_was_closed_has_no_seat() -> None:
    picture = """
    term 03-01..03-14
    trainee amara fellow
    service ward 1
    service lab 1
    curriculum fellow lab 2
    rotation amara lab 03-01..03-07
    rotation amara ward 03-08..03-14
    seats lab 03-08..03-14 0
    """
    asked = "Amara has one week on Lab in one rotation, but the curriculum asks for 2 weeks."
    assert reasons(picture) == [f"{asked} There is no seat there in the other weeks of the stay."]


def test_weeks_that_a_trainee_has_are_not_taken_by_others() -> None:
    picture = """
    term 03-01..03-14
    trainee amara fellow
    trainee li fellow
    service ward 1
    service lab 1
    curriculum fellow lab 2
    rotation amara lab 03-01..03-07
    rotation amara ward 03-08..03-14
    rotation li ward 03-01..03-07
    rotation li lab 03-08..03-14
    """
    asked = "has one week on Lab in one rotation, but the curriculum asks for 2 weeks"
    taken = "All seats there are taken in the other weeks of the stay."
    assert reasons(picture) == [f"Amara {asked}. {taken}", f"Li {asked}. {taken}"]


def test_a_stay_is_shorter_than_what_the_curriculum_asks_for() -> None:
    picture = f"""{WEEK}
    service ward 1
    curriculum fellow ward 2
    rotation amara ward 03-01..03-07
    """
    assert reasons(picture) == [
        (
            "Amara has one week on Ward in one rotation, but the curriculum asks for 2 weeks. "
            "The stay has one week, and the curriculum asks for 2 weeks in all."
        ),
    ]


def test_a_stay_too_short_for_the_whole_curriculum_may_also_lack_seats() -> None:
    picture = f"""{WEEK}
    service ward 1
    service lab 0
    curriculum fellow ward 1
    curriculum fellow lab 1
    rotation amara ward 03-01..03-07
    """
    assert reasons(picture) == [
        (
            f"{ASKED} The stay has one week, and the curriculum asks for 2 weeks in all; "
            "there is no seat there throughout the stay."
        ),
    ]


def test_a_week_that_is_past_stays_without_a_service() -> None:
    picture = "term 03-01..03-14\n trainee amara fellow\n service ward 1"
    assert reasons(picture, date(2027, 3, 8)) == ["What is past stays as it was published.", COSTLY]


TWO_WEEKS = """
    term 03-01..03-14
    trainee amara fellow
    trainee li fellow
    service ward 2
    service lab 1
    service unit 1 for=student
    curriculum fellow {} 1
    rotation amara ward 03-01..03-14
    {}
"""


@pytest.mark.parametrize(
    ("asked", "lines", "reason"),
    [
        (
            "lab",
            "rotation li lab 03-01..03-07\n rotation li ward 03-08..03-14\n seats lab 03-08..03-14 1",
            UNFIT,
        ),
        (
            "lab",
            "rotation li lab 03-01..03-07\n rotation li ward 03-08..03-14\n seats lab 03-08..03-14 0",
            TAKEN,
        ),
        ("lab", "rotation li lab 03-01..03-14", TAKEN),
        ("unit", "rotation li lab 03-01..03-14", "Unit takes no fellow."),
        (
            "unit;office",
            "service office 1 for=student\n rotation li lab 03-01..03-14",
            "Office and Unit take no fellow.",
        ),
    ],
)
def test_of_some_weeks_only_it_is_not_said_that_all_seats_are_taken(
    asked: str, lines: str, reason: str
) -> None:
    (mine,) = (
        text for text in reasons(TWO_WEEKS.format(asked, lines)) if text.startswith("Amara has no weeks")
    )
    assert mine.endswith(f"but the curriculum asks for one week. {reason}")


def test_a_stay_is_not_too_short_for_weeks_that_count_twice() -> None:
    picture = """
    term 03-01..03-14
    trainee amara fellow
    service ward 1
    service lab 1
    service unit 1
    curriculum fellow lab 1
    curriculum fellow lab;unit 2
    rotation amara ward 03-01..03-14
    """
    assert [text.partition("weeks. ")[2] or text.partition("week. ")[2] for text in reasons(picture)] == [
        UNFIT
    ] * 2
