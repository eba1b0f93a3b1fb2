import json
from dataclasses import replace

import pytest

from scheduler.capacity.answer import Capacity, Entry, Resource
from scheduler.outputs.answers.capacity_words import (
    plain_capacity,
    say_more,
    say_number,
    say_outcome,
    say_remedies,
    say_weeks,
    tell_capacity,
)
from tests.scheduler.outputs.answers.capacity_demo import demo_capacity, demo_term

TOLD = """\
How many fellows fit for 2 weeks without a new shortfall, beside version 3 of 1 March 2027, which lacks 30 points \
(proven best):

from           fit        if nobody moves  one more would lack
1 March 2027   4 or more  3
8 March 2027   1 to 3     1
15 March 2027  2 *        0                at least 10 points
22 March 2027  0          0                at least one point
29 March 2027  0          0                at least 30 points
5 April 2027   not known  \N{EN DASH}

What is full when one more comes, and how many fit with one more of it throughout the stay:
  from 15 March 2027: Simulation (weeks 2-4), Ward (week 3).
      With one more seat of Simulation, 3 to 4 fit instead of 2.
      With one more seat on Ward, perhaps 3 fit: no plan for that was found in time.
  from 22 March 2027: Simulation (weeks 2-4), Hall (weeks 3-5).
      With one more seat of Simulation and one more seat in Hall, 1 fits instead of none.
  from 29 March 2027: Ward (week 3).
      One more seat on Ward would not be enough.

* Even alone in the term a newcomer would lack this, and so it does not count:
  from 15 March 2027: Sim, 15 March 2027 to 28 March 2027; Lab and Ward, 15 March 2027 to 28 March 2027; \
a service, 15 March 2027 to 28 March 2027

The most, 4 or more, fit from 1 March 2027. The number is not proven in 2 weeks; maybe give more time with \
--time-limit."""


def capacity_of(*numbers: tuple[int, int | None], interrupted: bool = False) -> Capacity:
    demo = demo_capacity(demo_term())
    entries = tuple(
        Entry(entry.start, *number, 0) for entry, number in zip(demo.entries, numbers, strict=False)
    )
    return replace(demo, entries=entries, interrupted=interrupted)


def test_the_answer_is_a_table_with_what_lies_behind_it() -> None:
    term = demo_term()
    assert "\n".join(tell_capacity(demo_capacity(term), term)) == TOLD


@pytest.mark.parametrize(
    ("at_least", "at_most", "said"),
    [
        (2, 2, "2"),
        (2, 4, "2 to 4"),
        (2, None, "at least 2"),
        (10, None, "10 or more"),
        (0, 0, "0"),
        (0, None, "not known"),
    ],
)
def test_a_number_says_what_is_proven(at_least: int, at_most: int | None, said: str) -> None:
    assert say_number(at_least, at_most, 10) == said


@pytest.mark.parametrize(
    ("capacity", "said"),
    [
        (capacity_of((1, 1), (1, 1)), "The most, 1, fits from 1 March 2027 and 8 March 2027."),
        (capacity_of((1, 1), (1, 1), (1, 1)), "The most, 1, fits from 1 March 2027 and 2 other weeks."),
        (capacity_of((0, 0)), "Not even one fits anywhere."),
        (capacity_of((0, None)), "Nothing was found out in time. Maybe give more with --time-limit."),
        (
            capacity_of((0, None), interrupted=True),
            "Nothing was found out. It was interrupted before the end.",
        ),
        (
            capacity_of((0, None), (0, 0), interrupted=True),
            (
                "None was found to fit anywhere. The number is not proven in one week; maybe give more time "
                "with --time-limit. It was interrupted before the end."
            ),
        ),
    ],
)
def test_the_outcome_is_a_sentence(capacity: Capacity, said: str) -> None:
    assert say_outcome(capacity) == said


def test_where_only_the_number_while_nobody_moves_is_known_that_is_said() -> None:
    capacity = capacity_of((0, None), (0, None))
    known = replace(capacity.entries[0], stuck=True)
    assert say_outcome(replace(capacity, entries=(known, capacity.entries[1]))) == (
        "How many fit while nobody moves stands there; how many fit at most was not found out in time. "
        "Maybe give more with --time-limit."
    )


def test_what_was_not_found_out_is_told() -> None:
    entry = replace(demo_capacity(demo_term()).entries[2], remedies=())
    assert say_remedies(entry, 4) == ("What one more of it would buy was not found out.",)


def test_without_anything_full_only_the_table_is_told() -> None:
    capacity = capacity_of((1, 1))
    capacity = replace(capacity, footing=replace(capacity.footing, bound=20))
    assert list(tell_capacity(capacity, demo_term())) == [
        (
            "How many fellows fit for 2 weeks without a new shortfall, beside version 3 of 1 March 2027, "
            "which lacks 30 points:"
        ),
        "",
        "from          fit  if nobody moves  one more would lack",
        "1 March 2027  1    \N{EN DASH}",
        "",
        "The most, 1, fits from 1 March 2027.",
    ]


def test_programs_read_everything() -> None:
    term = demo_term()
    plain = plain_capacity(demo_capacity(term), term)
    assert json.loads(json.dumps(plain)) == plain
    starts = plain.pop("starts")
    assert plain == {
        "term": {"name": "Cells & courses", "digest": ""},
        "kind": "fellow",
        "weeks": 2,
        "counted_to": 4,
        "interrupted": False,
        "beside": {"plan": "version 3 of 1 March 2027", "coverage": 30, "bound": 30},
    }
    sim = {
        "thing": "activity",
        "id": "sim",
        "name": "Simulation",
        "first_week": 2,
        "last_week": 4,
        "weeks": [2, 3, 4],
    }
    hall = {
        "thing": "room",
        "id": "hall",
        "name": "Hall",
        "first_week": 3,
        "last_week": 5,
        "weeks": [3, 4, 5],
    }
    assert isinstance(starts, list)
    assert starts[3] == {
        "first_day": "2027-03-22",
        "week": 4,
        "at_least": 0,
        "at_most": 0,
        "proven": True,
        "without_moving_anybody": 0,
        "without_moving_anybody_proven": True,
        "one_more_lacks_at_least": 1,
        "no_room_in": "sessions",
        "full": [sim, hall],
        "one_seat_more": [{"of": [sim, hall], "at_least": 1, "at_most": 1}],
        "one_seat_more_does_not_help": False,
        "lacked_in_any_case": [],
        "seconds": 0.0,
    }
    assert starts[2]["lacked_in_any_case"][0] == {
        "kind": "session", "item": "sim", "first_day": "2027-03-15", "last_day": "2027-03-28", "cost": 10,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("resource", "weeks", "more"),
    [
        (Resource("service", "ward", "Ward", (3,)), "week 3", "one more seat on Ward"),
        (Resource("room", "hall", "Hall", (3, 4, 5)), "weeks 3-5", "one more seat in Hall"),
        (
            Resource("activity", "sim", "Sim", (3, 4, 6, 9)),
            "weeks 3-4, 6 and 9",
            "one more seat of Sim",
        ),
        (
            Resource("mentor", "m", "mentors' hours", (3, 5)),
            "weeks 3 and 5",
            "one more mentor for an hour a week",
        ),
    ],
)
def test_the_weeks_in_which_something_is_full_are_named_and_what_more_of_it_is(
    resource: Resource, weeks: str, more: str
) -> None:
    assert (say_weeks(resource), say_more([resource])) == (weeks, more)


def test_seats_of_several_things_are_named_together() -> None:
    sim, lab = (Resource("activity", name, name, (1,)) for name in ("Sim", "Lab"))
    ward, hall = Resource("service", "ward", "Ward", (1,)), Resource("room", "hall", "Hall", (1,))
    assert say_more([sim, ward, lab]) == "one more seat each of Sim and Lab and one more seat on Ward"
    assert say_more([sim, lab]) == "one more seat each of Sim and Lab"
    assert say_more([ward, hall]) == "one more seat on Ward and one more seat in Hall"


def test_weeks_in_which_it_is_not_known_what_binds_are_named() -> None:
    demo = demo_capacity(demo_term())
    entries = tuple(Entry(entry.start, 0, 0, 0, part="meetings") for entry in demo.entries)
    told = list(tell_capacity(replace(demo, entries=entries), demo_term()))
    assert (
        "It was not found out what keeps out one more from 1 March 2027, 8 March 2027, 15 March 2027, "
        "22 March 2027 and 2 other weeks."
    ) in told
    told = list(tell_capacity(replace(demo, entries=entries[:2]), demo_term()))
    assert "It was not found out what keeps out one more from 1 March 2027 and 8 March 2027." in told
