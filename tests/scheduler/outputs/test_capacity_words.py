import json
from dataclasses import replace

import pytest

from scheduler.capacity.answer import Capacity, Entry
from scheduler.outputs.capacity_words import (
    plain_capacity,
    say_number,
    say_outcome,
    say_remedies,
    tell_capacity,
)
from tests.scheduler.outputs.capacity_demo import demo_capacity, demo_term

TOLD = """\
How many fellows fit for 2 weeks without a new shortfall, beside version 3 of 1 March 2027, which lacks 30 points \
(proven best):

from           fit         if nobody moves  one more would lack
1 March 2027   4 or more   3
8 March 2027   1 to 3      1
15 March 2027  2 *         0                at least 10 points
22 March 2027  0           0                at least one point
29 March 2027  0           0                at least 30 points
5 April 2027   at least 0  \N{EN DASH}

What is full when one more comes, and how many fit with one seat more of it:
  from 15 March 2027: Simulation (weeks 2-4), Ward (week 3).
      One seat more of Simulation: 3 to 4 instead of 2.
      One seat more of Ward: perhaps 3, no plan was found in time.
  from 22 March 2027: Simulation (weeks 2-4), Hall (weeks 3-5).
      One seat more of Simulation and Hall: 1 instead of 0.
  from 29 March 2027: Ward (week 3).
      One seat more of it would not be enough.

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
    [(2, 2, "2"), (2, 4, "2 to 4"), (2, None, "at least 2"), (10, None, "10 or more"), (0, 0, "0")],
)
def test_a_number_says_what_is_proven(at_least: int, at_most: int | None, said: str) -> None:
    assert say_number(at_least, at_most, 10) == said


@pytest.mark.parametrize(
    ("capacity", "said"),
    [
        (capacity_of((1, 1), (1, 1)), "The most, 1, fit from 1 March 2027 and 8 March 2027."),
        (capacity_of((1, 1), (1, 1), (1, 1)), "The most, 1, fit from 1 March 2027 and 2 other weeks."),
        (capacity_of((0, 0)), "Not even one fits anywhere."),
        (capacity_of((0, None)), "Nothing was found out in time."),
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


def test_what_was_not_found_out_is_told() -> None:
    entry = replace(demo_capacity(demo_term()).entries[2], remedies=())
    assert say_remedies(entry, 4) == ("What one seat more would buy was not found out in time.",)


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
        "1 March 2027  1    0",
        "",
        "The most, 1, fit from 1 March 2027.",
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
    sim = {"thing": "activity", "id": "sim", "name": "Simulation", "first_week": 2, "last_week": 4}
    hall = {"thing": "room", "id": "hall", "name": "Hall", "first_week": 3, "last_week": 5}
    assert isinstance(starts, list)
    assert starts[3] == {
        "first_day": "2027-03-22",
        "week": 4,
        "at_least": 0,
        "at_most": 0,
        "proven": True,
        "without_moving_anybody": 0,
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
