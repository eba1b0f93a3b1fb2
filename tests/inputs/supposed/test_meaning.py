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
        ("seats", "simulation=7", Seats("simulation", 7, None)),
        ("seats", "simulation = 0 @2027-04-12..2027-04-18", Seats("simulation", 0, WEEK)),
        ("move", "Li Wei = 2027-04-12", Move("Li Wei", date(2027, 4, 12))),
        ("rule", "fair_meetings.tolerance = 40", RuleSetting("fair_meetings", "tolerance", 40)),
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
                'found "some fellows", which is no intake; write "3 fellows 2027-04-05 12 weeks", or the name of a '
                "CSV file with the columns of trainees"
            ),
        ),
        ("intake", "0 fellows 2027-04-05 12 weeks", 'found "0" trainees; write a number from 1 to 200'),
        ("intake", "1 fellow 2027-04-05 105 weeks", 'found "105" weeks; write a number from 1 to 104'),
        (
            "intake",
            "1 fellow 2027-04-31 12 weeks",
            'found "2027-04-31", which is no day of the calendar; write a date as 2027-03-01',
        ),
        ("intake", "1 fellow 2027-04-05..May", 'found "May", which is no date; write a date as 2027-03-01'),
        (
            "intake",
            "1 fellow 2027-04-05..2027-04-01",
            'found "2027-04-01", before the first day, 5 April 2027; write the later last',
        ),
        ("without", "", "found nobody; write a name or an id"),
        ("without", "@2027-04-12", "found nobody; write a name or an id"),
        ("without", "Li@May", 'found "May", which is no date; write a date as 2027-03-01'),
        (
            "seats",
            "simulation",
            'found "simulation", which tells no seats; write an activity or service and a number: simulation=7',
        ),
        (
            "seats",
            "simulation=-1",
            (
                'found "simulation=-1", which tells no seats; write an activity or service and a number: '
                "simulation=7"
            ),
        ),
        ("seats", "simulation=7@x..2027-04-12", 'found "x", which is no date; write a date as 2027-03-01'),
        ("move", "Li Wei", 'found "Li Wei", which tells nobody a first day; write "Li Wei=2027-04-12"'),
        ("move", "Li Wei=soon", 'found "soon", which is no date; write a date as 2027-03-01'),
        (
            "rule",
            "curriculum",
            (
                'found "curriculum", which sets no parameter; write rule, parameter and value: '
                "fair_meetings.tolerance=40"
            ),
        ),
    ],
)
def test_words_that_are_not(kind: Kind, text: str, expected: str) -> None:
    found = meaning(kind, text)
    assert isinstance(found, Wrong)
    assert f"{found.found}; {found.allowed}" == expected
