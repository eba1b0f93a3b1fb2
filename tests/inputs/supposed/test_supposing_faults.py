"""What is wrong with what is supposed."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from tests.inputs.folders import SMALL
from tests.inputs.supposed.small_scenarios import faults


def test_days_outside_the_term_change_nothing(tmp_path: Path) -> None:
    assert faults(tmp_path, ("without", "F01@2028-03-01..2028-03-05"), ("seats", "ward=3@2027-04-26")) == [
        "--seats ward=3@2027-04-26: found 26 April 2027, outside the term; the term is 1 March 2027 to 25 April 2027.",
        "--without F01@2028-03-01..2028-03-05: found 1 March 2028 to 5 March 2028, outside the term; the term is 1 March 2027 to 25 April 2027.",
    ]


def test_all_that_is_wrong_is_told_at_once(tmp_path: Path) -> None:
    assert faults(
        tmp_path,
        ("intake", "3 felows 2027-04-05 1 weeks"),
        ("intake", "2 fellows 2028-04-05 1 weeks"),
        ("without", "Shen Wenbu"),
        ("without", "nobody@2027-04-31"),
        ("seats", "wart=3"),
        ("seats", "hall=3"),
        ("move", "Lo=2027-03-08"),
        ("rule", "nothing"),
    ) == [
        (
            '--intake "2 fellows 2028-04-05 1 weeks", first_day: found "2028-04-05", so that the stay of New '
            "fellow 1 is outside the term; the term is 1 March 2027 to 25 April 2027."
        ),
        (
            '--intake "3 felows 2027-04-05 1 weeks": found "felows", which is no kind of trainee; allowed: fellow '
            'and student. Did you mean "fellow"?'
        ),
        '--move Lo=2027-03-08: found "Lo", which is no trainee; write a name or an id that is there.',
        (
            '--rule nothing: found "nothing", which names no parameter; write rule, parameter and value: '
            "fair_meetings.tolerance=40."
        ),
        '--seats hall=3: found "hall", which is no service, activity or room; write a name or an id that is there.',
        (
            '--seats wart=3: found "wart", which is no service, activity or room; write a name or an id that is there. '
            'Did you mean "ward"?'
        ),
        (
            '--without "Shen Wenbu": found "Shen Wenbu", which is no trainee, member of faculty or room; write a '
            'name or an id that is there. Did you mean "Shen Wenbo"?'
        ),
        (
            '--without nobody@2027-04-31: found "2027-04-31", which is no day of the calendar; write a date as '
            "2027-03-01."
        ),
    ]


def test_meetings_have_no_seats(tmp_path: Path) -> None:
    activities = f"{SMALL['activities'].rstrip()}\no2o,Mentor hour,meeting,weekly,30,,,\n"
    assert faults(tmp_path, ("seats", "o2o=3"), activities=activities) == [
        '--seats o2o=3: found "o2o", whose format is meeting; meetings have no seats, but the hours of mentors.'
    ]


def test_a_name_of_several(tmp_path: Path) -> None:
    trainees = SMALL["trainees"].replace("李伟", "Shen Wenbo")
    assert faults(tmp_path, ("without", "Shen Wenbo"), trainees=trainees) == [
        '--without "Shen Wenbo": found "Shen Wenbo", the name of several; say one of the ids T02, F01.'
    ]


def test_what_is_of_another_kind_is_said_to_be(tmp_path: Path) -> None:
    assert faults(
        tmp_path,
        ("without", "ward"),
        ("without", "lecture"),
        ("move", "F01=2027-03-08"),
        ("seats", "F01=3"),
    ) == [
        '--move F01=2027-03-08: found "F01", which is a member of faculty and no trainee; write a trainee.',
        '--seats F01=3: found "F01", which is a member of faculty and no service, activity or room; write a service, activity or room.',
        (
            '--without lecture: found "lecture", which is an activity and no trainee, member of faculty or room; suppose '
            "that it has no seats instead."
        ),
        (
            '--without ward: found "ward", which is a service and no trainee, member of faculty or room; suppose '
            "that it has no seats instead."
        ),
    ]


def test_several_in_one_are_to_be_written_each_by_itself(tmp_path: Path) -> None:
    assert faults(tmp_path, ("without", "T01, Shen Wenbo")) == [
        '--without "T01, Shen Wenbo": found T01 and Shen Wenbo in one; write each by itself.'
    ]


def test_what_is_supposed_twice_is_a_slip(tmp_path: Path) -> None:
    assert faults(
        tmp_path,
        ("without", "F01"),
        ("without", "Shen Wenbo"),
        ("without", "R1@2027-03-08"),
        ("without", "R1@2027-03-08"),
        ("without", "F01@2027-03-08"),
        ("seats", "ward=3"),
        ("seats", "ward=4"),
        ("seats", "lecture=3@2027-03-08"),
        ("seats", "lecture=4@2027-03-08"),
        ("move", "T02=2027-03-08"),
        ("move", "T02=2027-03-15"),
        ("rule", "led_rounds.weight=3"),
        ("rule", "led_rounds.weight=4"),
    ) == [
        "--move T02=2027-03-15: found a second first day of 李伟; write one.",
        "--rule led_rounds.weight=4: found a second value of led_rounds.weight; write one.",
        "--seats lecture=4@2027-03-08: found seats of Lecture a second time, for the same days; write one number.",
        "--seats ward=4: found seats of CAR-T ward a second time; write one number.",
        '--without "Shen Wenbo": found Shen Wenbo a second time; write it once.',
        "--without F01@2027-03-08: found Shen Wenbo, who is gone for good; write it once.",
        "--without R1@2027-03-08: found Seminar room a second time, for the same days; write it once.",
    ]


def test_who_is_there_already_cannot_move(tmp_path: Path) -> None:
    later = date(2027, 3, 10)
    assert faults(tmp_path, ("move", "T02=2027-03-15"), since=later) == [
        (
            '--move T02=2027-03-15: found "2027-03-15", but 李伟 comes on 8 March 2027; nothing before 10 March '
            "2027 can change: see --from."
        )
    ]


def test_who_is_gone_cannot_move(tmp_path: Path) -> None:
    assert faults(tmp_path, ("without", "T02"), ("move", "T02=2027-03-15")) == [
        "--move T02=2027-03-15: found 李伟, who is gone; move who is there."
    ]


def test_a_table_that_no_longer_fits_is_told_of(tmp_path: Path) -> None:
    pins = "trainee,item,date,start,must\nT02,ward,2027-03-10,,yes\n"
    found = faults(tmp_path, ("move", "T02=2027-03-29"), pins=pins)
    assert [line.partition(":")[0] for line in found] == ["pins.csv, line 2, date"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "id,name,kind,first_day,last_day\nT01,Bo,fellow,2027-03-08,2028-03-21\n",
            [
                'new.csv, line 2, id: found "T01", as on line 2 of trainees.csv; give each trainee one row, with an id of its own.'
            ],
        ),
        (
            "id,name,kind,first_day,last_day\nT09,Bo,felow,2027-03-08,soon\n",
            [
                ('new.csv, line 2, kind: found "felow", which is no kind of trainee; allowed: fellow and student. '
                'Did you mean "fellow"?'),
                'new.csv, line 2, last_day: found "soon", which is no date; write a date as 2027-03-01.',
            ],
        ),
        (
            "id,name,kind,first_day\nT09,Bo,fellow,2027-03-08\n",
            ["new.csv, last_day: found no such column; trainees need it: the last day of the stay."],
        ),
        ("id,name,kind,first_day,last_day\n", ["new.csv: found no trainees; write one on each line."]),
        ("", [("new.csv: found an empty table; name the columns on the first line: id, name, kind, first_day, "
              "last_day, email, interests, mentor, completed and documents.")]),
    ],
)  # fmt: skip
def test_faults_in_a_file(tmp_path: Path, text: str, expected: list[str]) -> None:
    file = tmp_path / "new.csv"
    file.write_text(text)
    assert faults(tmp_path, ("intake", str(file))) == expected
