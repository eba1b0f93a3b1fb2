"""What the words of a supposition mean."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from inputs.days import Span
from inputs.faults import Place
from inputs.supposed.meaning import (
    Intake,
    IntakeFile,
    Meaning,
    Move,
    RuleSetting,
    Seats,
    Without,
    read_meaning,
)
from inputs.supposed.scenario import Kind, Supposition
from inputs.wrong import Wrong

SPRING = Span.through(date(2027, 4, 5), date(2027, 6, 27))
WEEK = Span.through(date(2027, 4, 12), date(2027, 4, 18))
DAY = Span.through(date(2027, 4, 12), date(2027, 4, 12))


def meaning(kind: Kind, text: str) -> Meaning | Wrong:
    return read_meaning(Supposition(kind, text, Place("here"), Path("folder")))


@pytest.mark.parametrize(
    ("kind", "text", "expected"),
    [
        ("intake", "3 fellows 2027-04-05 12 weeks", Intake(3, "fellows", SPRING)),
        ("intake", "1 visiting student 2027-04-05..2027-06-27", Intake(1, "visiting student", SPRING)),
        ("intake", " 1 fellow 2027-04-12 1 week ", Intake(1, "fellow", WEEK)),
        ("intake", "new.csv", IntakeFile(Path("folder/new.csv"))),
        ("without", "Li Wei", Without("Li Wei", None)),
        ("without", "Li Wei@2027-04-12", Without("Li Wei", DAY)),
        ("without", "Li Wei @ 2027-04-12 .. 2027-04-18", Without("Li Wei", WEEK)),
        ("without", "li@wei@2027-04-12", Without("li@wei", DAY)),
        ("without", "Li Wei@2027-04-12...2027-04-18", Without("Li Wei", WEEK)),
        ("seats", "simulation=7", Seats("simulation", 7, None)),
        ("seats", "simulation=７", Seats("simulation", 7, None)),
        ("seats", "simulation = 0 @2027-04-12..2027-04-18", Seats("simulation", 0, WEEK)),
        ("move", "Li Wei = 2027-04-12", Move("Li Wei", date(2027, 4, 12))),
        ("rule", "fair_meetings.tolerance = 40", RuleSetting("fair_meetings", "tolerance", 40)),
        ("rule", "rules.fair_meetings.tolerance=４０", RuleSetting("fair_meetings", "tolerance", 40)),
        ("rule", "curriculum.off=we try it", RuleSetting("curriculum", "off", "we try it")),
    ],
)
def test_words_that_are_understood(kind: Kind, text: str, expected: Meaning) -> None:
    assert meaning(kind, text) == expected


@pytest.mark.parametrize(
    ("kind", "text", "expected"),
    [
        (
            "intake",
            "some fellows",
            (
                'found "some fellows", which is no intake; write how many, of which kind, from when and how long: "3 '
                'fellows 2027-04-05 12 weeks", or the name of a CSV file with the columns of trainees'
            ),
        ),
        (
            "intake",
            "",
            (
                'found nothing; write how many, of which kind, from when and how long: "3 fellows 2027-04-05 12 '
                'weeks", or the name of a CSV file with the columns of trainees'
            ),
        ),
        (
            "intake",
            "0 fellows 2027-04-05 12 weeks",
            "found 0, which is out of range; write how many trainees, a whole number from 1 to 200",
        ),
        (
            "intake",
            "three fellows 2027-04-05 12 weeks",
            'found "three", which is no whole number; write how many trainees, a whole number from 1 to 200',
        ),
        (
            "intake",
            "1 fellow 2027-04-05 105 weeks",
            "found 105, which is out of range; write how many weeks, a whole number from 1 to 104",
        ),
        (
            "intake",
            "1 fellow 2027-04-05 1.5 weeks",
            'found "1.5", which is no whole number; write how many weeks, a whole number from 1 to 104',
        ),
        (
            "intake",
            "1 fellow 2027-04-31 12 weeks",
            'found "2027-04-31", which is no day of the calendar; write a date as 2027-03-01',
        ),
        ("intake", "1 fellow 2027-04-05..May", 'found "May", which is no date; write a date as 2027-03-01'),
        (
            "intake",
            "1 fellow 2027-04-05..2027-04-01",
            'found "2027-04-01", before the first day, 5 April 2027; write the earlier day first',
        ),
        ("without", "", "found nobody; write a name or an id"),
        ("without", "@2027-04-12", "found nobody; write a name or an id"),
        ("without", "Li@", 'found "Li@", with no days behind the @; write a day, or first..last'),
        (
            "without",
            "Li Wei 2027-04-12..2027-04-18",
            'found "Li Wei 2027-04-12..2027-04-18", with no @ before the days; write Li Wei@2027-04-12..2027-04-18',
        ),
        (
            "without",
            "Li=2027-04-12",
            'found "Li=2027-04-12", with no @ before the days; write Li@2027-04-12',
        ),
        ("without", "Li@May", 'found "May", which is no date; write a date as 2027-03-01'),
        (
            "seats",
            "simulation",
            'found "simulation", which tells no seats; write a service, activity or room, = and how many: simulation=7',
        ),
        ("seats", "", "found nothing; write a service, activity or room, = and how many: simulation=7"),
        (
            "seats",
            "simulation=",
            'found "simulation=", which tells no seats; write a service, activity or room, = and how many: simulation=7',
        ),
        (
            "seats",
            "=7",
            'found "=7", which names no service, activity or room; write a service, activity or room, = and how many: simulation=7',
        ),
        (
            "seats",
            "simulation=-1",
            "found -1, which is out of range; write how many seats, a whole number from 0 to 10000",
        ),
        (
            "seats",
            "simulation=99999",
            "found 99999, which is out of range; write how many seats, a whole number from 0 to 10000",
        ),
        (
            "seats",
            "simulation=1.5",
            'found "1.5", which is no whole number; write how many seats, a whole number from 0 to 10000',
        ),
        ("seats", "simulation=7@x..2027-04-12", 'found "x", which is no date; write a date as 2027-03-01'),
        (
            "move",
            "Li Wei",
            'found "Li Wei", which tells no first day; write a trainee, = and the first day: "Li Wei=2027-04-12"',
        ),
        (
            "move",
            "=2027-04-12",
            'found "=2027-04-12", which names nobody; write a trainee, = and the first day: "Li Wei=2027-04-12"',
        ),
        ("move", "", 'found nothing; write a trainee, = and the first day: "Li Wei=2027-04-12"'),
        ("move", "Li Wei=soon", 'found "soon", which is no date; write a date as 2027-03-01'),
        (
            "rule",
            "curriculum",
            (
                'found "curriculum", which names no parameter; write rule, parameter and value: '
                "fair_meetings.tolerance=40"
            ),
        ),
        (
            "rule",
            "curriculum.weight=",
            (
                'found "curriculum.weight=", which tells no value; write rule, parameter and value: '
                "fair_meetings.tolerance=40"
            ),
        ),
        (
            "rule",
            "=3",
            'found "=3", which names no rule; write rule, parameter and value: fair_meetings.tolerance=40',
        ),
        ("rule", "", "found nothing; write rule, parameter and value: fair_meetings.tolerance=40"),
    ],
)
def test_words_that_are_not(kind: Kind, text: str, expected: str) -> None:
    found = meaning(kind, text)
    assert isinstance(found, Wrong)
    assert f"{found.found}; {found.allowed}" == expected
