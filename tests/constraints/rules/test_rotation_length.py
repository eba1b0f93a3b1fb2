from dataclasses import replace
from datetime import date

import pytest

from constraints.catalogue import find_rules
from inputs.words import counted
from tests.constraints.published import told
from tests.constraints.verdicts import complaints
from tests.pictures import draw

DAYS = (date(2027, 3, 1), date(2027, 3, 2))
WARD = """
    service ward 2 weeks=2..3
    trainee amara fellow
    trainee li fellow 03-03..03-05
    trainee sofia fellow 03-07..03-08
"""


def test_too_short() -> None:
    text = "Amara is on Ward for one week, from 1 March 2027 to 7 March 2027, but a rotation there lasts at least 2."
    assert complaints(f"{WARD}\n rotation amara ward 03-01..03-07") == {"rotation_length": [text]}


def test_too_long() -> None:
    text = "Amara is on Ward for 4 weeks, from 1 March 2027 to 28 March 2027, but a rotation there lasts at most 3."
    assert complaints(f"{WARD}\n rotation amara ward 03-01..03-28") == {"rotation_length": [text]}


def test_the_shortest_and_the_longest() -> None:
    assert complaints(f"{WARD}\n rotation amara ward 03-01..03-14") == {}
    assert complaints(f"{WARD}\n rotation amara ward 03-01..03-21") == {}


def test_the_whole_of_a_short_stay() -> None:
    assert complaints(f"{WARD}\n rotation li ward 03-03..03-05") == {}


def test_two_days_may_touch_two_weeks() -> None:
    assert complaints(f"{WARD}\n rotation sofia ward 03-07..03-08") == {}
    text = "Sofia is on Ward for one week, from 8 March 2027, but a rotation there lasts at least 2."
    assert complaints(f"{WARD}\n rotation sofia ward 03-08..03-08") == {"rotation_length": [text]}


def test_a_rotation_that_had_begun_may_be_cut_short_by_the_end_of_the_stay() -> None:
    was = "rotation amara ward 03-08..03-21\nrotation li ward 03-08..03-21"
    now = (
        ("amara ward 03-08..03-21", "amara ward 03-08..03-12"),
        ("li ward 03-08..03-21", "li ward 03-08..03-14"),
    )
    in_term = (("ward 2", "ward 2 weeks=2..4"), ("amara fellow", "amara fellow 03-01..03-12"))
    text = "{} is on Ward for one week, from 8 March 2027 to {} March 2027, but a rotation there lasts at least 2."
    amara, li = text.format("Amara", 12), text.format("Li", 14)
    assert told("rotation_length", *now, was=was, in_term=in_term, since="03-09") == {li: 1}
    assert told("rotation_length", *now, was=was, in_term=in_term, since="03-08") == {amara: 1, li: 1}


AT_LEAST_THREE = ("ward 2", "ward 2 weeks=3..4")


@pytest.mark.parametrize(
    ("since", "new", "weeks"),
    [
        ("03-08", "03-01..03-14", 0),  # had begun, and stays as it was
        ("03-08", "03-01..03-21", 0),
        ("03-08", "03-01..03-07", 1),  # and would be shorter
        ("03-15", "03-01..03-14", 0),  # was over
        ("03-01", "03-01..03-14", 2),  # begins from that day on
        ("03-01", "03-01..03-21", 0),
    ],
)
def test_a_rotation_that_had_begun_may_be_as_short_as_it_was_published(
    since: str, new: str, weeks: int
) -> None:
    was = "rotation amara ward 03-01..03-14"
    changes = ((was, f"rotation amara ward {new}"),)
    found = told("rotation_length", *changes, was=was, in_term=(AT_LEAST_THREE,), since=since)
    assert [text.partition(", ")[0] for text in found] == (
        [f"Amara is on Ward for {counted(weeks, 'week')}"] if weeks else []
    )


def test_who_comes_after_the_day_of_planning_has_not_begun() -> None:
    was = "rotation amara ward 03-03..03-14"
    in_term = (AT_LEAST_THREE, ("amara fellow", "amara fellow 03-03..03-28"))
    text = "Amara is on Ward for 2 weeks, from 3 March 2027 to 14 March 2027, but a rotation there lasts at least 3."
    assert told("rotation_length", was=was, in_term=in_term, since="03-02") == {text: 1}
    assert told("rotation_length", was=was, in_term=in_term, since="03-04") == {}


def test_a_rotation_that_had_begun_may_be_short_where_nobody_knows_what_was_published() -> None:
    picture = f"{WARD}\n rotation amara ward 03-01..03-07"
    plan, term = draw(picture)
    rule = next(rule for rule in find_rules() if rule.name == "rotation_length")
    assert [len(list(rule.verify(plan, replace(term, settled_before=day)))) for day in DAYS] == [1, 0]


def test_a_rotation_that_was_over_may_be_cut_short_by_the_beginning_of_the_stay() -> None:
    was = "rotation amara ward 03-01..03-14"
    now = (was, "rotation amara ward 03-08..03-14")
    in_term = (("ward 2", "ward 2 weeks=2..4"), ("amara fellow", "amara fellow 03-08..03-28"))
    text = "Amara is on Ward for one week, from 8 March 2027 to 14 March 2027, but a rotation there lasts at least 2."
    assert told("rotation_length", now, was=was, in_term=in_term, since="03-15") == {}
    assert told("rotation_length", now, was=was, in_term=in_term, since="03-14") == {text: 1}
    longer = "rotation amara ward 03-01..03-28"
    assert told("rotation_length", (longer, now[1]), was=longer, in_term=in_term, since="03-15") == {text: 1}


BOTH = "rotation amara ward 03-01..03-28\nrotation li ward 03-01..03-28"
AMARA_UNTIL_14 = ("amara ward 03-01..03-28", "amara ward 03-01..03-14")
TOO_FEW = (
    "Amara is on Ward for 2 weeks, from 1 March 2027 to 14 March 2027, but a rotation there lasts at least 3."
)


@pytest.mark.parametrize(
    ("seats", "since", "told_of"),
    [
        ("seats ward 03-15..03-21 0", "03-08", {}),  # closed for the week after
        ("seats ward 03-21..03-28 1", "03-08", {}),  # one of two has to go
        ("seats ward 03-15..03-28 2", "03-08", {TOO_FEW: 1}),  # nobody has to
        ("seats ward 03-22..03-28 0", "03-08", {TOO_FEW: 1}),  # not yet
        ("seats ward 03-15..03-28 0", "03-01", {TOO_FEW: 1}),  # had not begun
    ],
)
def test_a_rotation_that_had_begun_may_end_where_seats_are_gone(
    seats: str, since: str, told_of: dict[str, int]
) -> None:
    in_term = (("ward 2", "ward 2 weeks=3.."), ("service lab 2", f"service lab 2\n{seats}"))
    found = told("rotation_length", AMARA_UNTIL_14, was=BOTH, in_term=in_term, since=since)
    assert found == told_of


def test_a_rotation_that_ends_where_seats_are_gone_is_the_one_that_was_published() -> None:
    was = "rotation amara lab 03-01..03-07\nrotation amara ward 03-08..03-28"
    in_term = (
        ("ward 2", "ward 2 weeks=3.."),
        ("service lab 2", "service lab 2\nseats ward 03-15..03-28 0"),
    )
    moved = (was, "rotation amara ward 03-01..03-14")
    assert told("rotation_length", moved, was=was, in_term=in_term, since="03-09") == {TOO_FEW: 1}
    ended = ("amara ward 03-08..03-28", "amara ward 03-08..03-14")
    assert told("rotation_length", ended, was=was, in_term=in_term, since="03-09") == {}


def test_who_has_left_takes_no_seat_from_those_who_go_on() -> None:
    in_term = (
        ("ward 2", "ward 2 weeks=3.."),
        ("service lab 2", "service lab 2\nseats ward 03-15..03-28 1"),
        ("li fellow", "li fellow 03-01..03-14"),
    )
    changes = (AMARA_UNTIL_14, ("li ward 03-01..03-28", "li ward 03-01..03-14"))
    assert told("rotation_length", *changes, was=BOTH, in_term=in_term, since="03-08") == {TOO_FEW: 1}


def test_other_rotations_that_were_published_make_none_longer_or_shorter() -> None:
    was = "rotation amara ward 03-01..03-14\nrotation amara lab 03-15..03-21"
    assert told("rotation_length", was=was, in_term=(AT_LEAST_THREE,), since="03-08") == {}
    text = "Amara is on Ward for one week, from 1 March 2027 to 7 March 2027, but a rotation there lasts at least 3."
    was, now = "rotation amara lab 03-01..03-07", "rotation amara ward 03-01..03-07"
    assert told("rotation_length", (was, now), was=was, in_term=(AT_LEAST_THREE,), since="03-08") == {text: 2}


def test_a_rotation_of_the_past_may_have_been_longer_than_is_allowed_by_now() -> None:
    was, at_most_two = "rotation amara ward 03-01..03-21", ("ward 2", "ward 2 weeks=1..2")
    text = "Amara is on Ward for 3 weeks, from 1 March 2027 to 21 March 2027, but a rotation there lasts at most 2."
    assert told("rotation_length", was=was, in_term=(at_most_two,), since="03-16") == {}
    assert told("rotation_length", was=was, in_term=(at_most_two,), since="03-15") == {text: 1}
