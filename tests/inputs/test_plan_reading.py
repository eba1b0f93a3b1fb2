"""The folder of a plan becomes the plan that a person would see in it."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from datetime import date, time
from pathlib import Path

import pytest

from inputs.days import Period, Span
from inputs.plan import Mentorship, Plan, Rotation, RoundLead, Session, Shortfall
from inputs.plan_reading import PlanReading, read_plan
from inputs.term import Term
from tests.inputs.folders import SMALL, read, term_of

PLAN: Mapping[str, str] = {
    "rotations": """\
trainee,service,first_day,last_day
T01,ward,2027-03-01,2027-04-11
T02,ward,2027-03-08,2027-04-02
""",
    "rounds": """\
service,first_day,last_day,lead
ward,2027-03-01,2027-03-07,F01
ward,2027-03-08,2027-03-12,F02
""",
    "sessions": """\
trainee,activity,topic,date,start,end,room,faculty
T01,lecture,Toxicity,2027-03-02,10:00,10:45,R1,F02
T01,mentoring,'=Progress,2027-03-08,14:00,15:00,,F01
T02,lecture,,2027-03-09,10:00,10:45,R1,
""",
    "mentors": """\
trainee,faculty
T01,F01
""",
    "shortfalls": """\
trainee,kind,item,first_day,last_day,cost,reason
,lead,lecture,2027-03-09,2027-03-09,30,'-nobody is there
T01,rotation,rotation,2027-04-12,2027-04-18,20,
T01,curriculum,ward;lab,2027-03-01,2027-04-23,20,no seat
""",
}


@pytest.fixture
def term(tmp_path: Path) -> Term:
    return term_of(read(tmp_path / "term", SMALL))


def reading_of(folder: Path, term: Term, **changes: tuple[str, str] | None) -> PlanReading:
    """Write the plan with one text put for another in each table named, and read it."""
    plan = folder / "plan"
    plan.mkdir()
    for name, text in PLAN.items():
        change = changes.get(name, ("", ""))
        if change is not None:
            assert change[0] in text
            (plan / f"{name}.csv").write_text(text.replace(*change, 1), encoding="utf-8-sig")
    return read_plan(plan, term)


def test_every_table_of_a_plan_is_read(tmp_path: Path, term: Term) -> None:
    amina, li = term.trainees
    _, ward = term.services
    lecture, mentoring = term.activities[:2]
    shen, lu = term.faculty
    at_ten = Period(date(2027, 3, 9), time(10), time(10, 45))
    reading = reading_of(tmp_path, term)
    assert (reading.faults, reading.notices) == ((), ())
    assert reading.plan == Plan(
        rotations=(
            Rotation(amina, ward, Span(date(2027, 3, 1), date(2027, 4, 12))),
            Rotation(li, ward, Span(date(2027, 3, 8), date(2027, 4, 3))),
        ),
        rounds=(RoundLead(ward, term.weeks[0], shen), RoundLead(ward, term.weeks[1], lu)),
        sessions=(
            Session(
                amina,
                lecture,
                Period(date(2027, 3, 2), time(10), time(10, 45)),
                term.rooms[0],
                lu,
                "Toxicity",
            ),
            Session(amina, mentoring, Period(date(2027, 3, 8), time(14), time(15)), None, shen, "=Progress"),
            Session(li, lecture, at_ten, term.rooms[0]),
        ),
        mentorships=(Mentorship(amina, shen),),
    )
    assert reading.shortfalls == (
        Shortfall(None, "lead", "lecture", Span(date(2027, 3, 9), date(2027, 3, 10)), 30, "-nobody is there"),
        Shortfall(amina, "rotation", "rotation", Span(date(2027, 4, 12), date(2027, 4, 19)), 20),
        Shortfall(amina, "curriculum", "ward;lab", Span(date(2027, 3, 1), date(2027, 4, 24)), 20, "no seat"),
    )


@pytest.mark.parametrize(
    ("table", "old", "new", "message"),
    [
        ("rotations", "T02", "T2", 'rotations.csv, line 3, trainee: found "T2", which is no trainee; allowed: T01 and T02. Did you mean "T02"?'),
        ("rotations", "ward", "CAR-T ward", 'rotations.csv, line 2, service: found "CAR-T ward", which is the name of ward; write ward.'),
        ("rotations", "2027-04-11", "2027-02-30", 'rotations.csv, line 2, last_day: found "2027-02-30", which is no day of the calendar; write a date as 2027-03-01.'),
        ("rotations", "2027-03-08,2027-04-02", "2027-03-08,2027-03-07", 'rotations.csv, line 3, last_day: found "2027-03-07", before the first day, 8 March 2027; write the last day, which may be the first day too.'),
        ("rotations", "2027-04-11", "2027-05-11", 'rotations.csv, line 2, last_day: found "2027-05-11", outside the term; the term is 1 March 2027 to 25 April 2027.'),
        ("rotations", "first_day", "from", 'rotations.csv, line 1, from: found "from", which is no column of rotations; allowed: trainee, service, first_day and last_day. Did you mean "first_day"?'),
        ("rounds", "2027-03-12", "2027-03-15", 'rounds.csv, line 3, last_day: found "2027-03-15", in another week than the first day; write one row for each week.'),
        ("rounds", "2027-03-12", "soon", 'rounds.csv, line 3, last_day: found "soon", which is no date; write a date as 2027-03-01.'),
        ("rounds", "F02", "", "rounds.csv, line 3, lead: found nothing; each row needs who leads; where nobody does, there is no row."),
        ("rounds", "F02", "T01", 'rounds.csv, line 3, lead: found "T01", which is no member of faculty; allowed: F01 and F02. Did you mean "F01"?'),
        ("sessions", "10:45", "10:00", 'sessions.csv, line 2, end: found "10:00", which is not after the start, 10:00; write when it ends on the same day.'),
        ("sessions", "10:00", "25:00", 'sessions.csv, line 2, start: found "25:00", which is no time of day; write a time as 08:30.'),
        ("sessions", "2027-03-09", "2028-03-09", 'sessions.csv, line 4, date: found "2028-03-09", outside the term; the term is 1 March 2027 to 25 April 2027.'),
        ("sessions", "R1,F02", "R9,F02", 'sessions.csv, line 2, room: found "R9", which is no room; allowed: R1 and R2.'),
        ("sessions", ",F02", "", "sessions.csv, line 2: found 7 cells, but the header has 8; write the commas around empty cells too."),
        ("mentors", "F01", "F1", 'mentors.csv, line 2, faculty: found "F1", which is no member of faculty; allowed: F01 and F02. Did you mean "F01"?'),
        ("shortfalls", "lead,", "leed,", 'shortfalls.csv, line 2, kind: found "leed", which is not allowed here; write session, rotation, curriculum or lead. Did you mean "lead"?'),
        ("shortfalls", "ward;lab", "ward;lap", 'shortfalls.csv, line 4, item: found "lap", which is no activity or service or rotation; allowed: lecture, mentoring, sim, skills, lab, ward and rotation. Did you mean "lab"?'),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_a_fault(
    tmp_path: Path, term: Term, table: str, old: str, new: str, message: str
) -> None:
    reading = reading_of(tmp_path, term, **{table: (old, new)})
    told = [str(fault) for fault in reading.faults]
    assert (told[-1], reading.plan, reading.shortfalls) == (message, None, ())


def test_what_breaks_a_rule_can_be_read_all_the_same(tmp_path: Path, term: Term) -> None:
    reading = reading_of(
        tmp_path,
        term,
        rotations=("T02,ward,2027-03-08", "T02,lab,2027-03-02"),  # not for students, before the stay
        sessions=("10:45", "11:00"),  # not the length of the lecture
        mentors=("T01,F01\n", "T01,F01\nT01,F02\n"),  # two main mentors
    )
    assert reading.faults == ()
    assert reading.plan is not None
    assert len(reading.plan.mentorships) == 2
    assert reading.plan.sessions[0].period.minutes == 60


def test_a_row_that_stands_twice_counts_once(tmp_path: Path, term: Term) -> None:
    reading = reading_of(tmp_path, term, mentors=("T01,F01\n", "T01,F01\nT01,F01\n"))
    assert [str(notice) for notice in reading.notices] == [
        "mentors.csv, line 3: found the same row as line 2; it counts once."
    ]
    assert reading.plan is not None
    assert len(reading.plan.mentorships) == 1


def test_two_shortfalls_may_be_alike(tmp_path: Path, term: Term) -> None:
    row = ",lead,lecture,2027-03-09,2027-03-09,30,'-nobody is there\n"
    reading = reading_of(tmp_path, term, shortfalls=(row, row + row))
    assert reading.notices == ()
    assert len(reading.shortfalls) == 4
    assert reading.shortfalls[0] == reading.shortfalls[1]


def test_the_shortfalls_may_lack(tmp_path: Path, term: Term) -> None:
    reading = reading_of(tmp_path, term, shortfalls=None)
    assert (reading.faults, reading.shortfalls) == ((), ())
    assert reading.plan is not None


def test_the_other_tables_are_needed(tmp_path: Path, term: Term) -> None:
    reading = reading_of(tmp_path, term, rounds=None)
    assert [str(fault.place) for fault in reading.faults] == ["rounds.csv"]


def test_a_folder_that_is_not_there_is_a_fault(tmp_path: Path, term: Term) -> None:
    reading = read_plan(tmp_path / "nowhere", term)
    assert [str(fault) for fault in reading.faults] == [
        "nowhere: found no folder; give the folder that holds rotations.csv."
    ]


@pytest.mark.parametrize(
    ("folder", "found"), [("term", "found a term, and no plan"), ("empty", "found no table of a plan")]
)
def test_a_folder_without_a_plan_is_told_once(tmp_path: Path, term: Term, folder: str, found: str) -> None:
    (tmp_path / "empty").mkdir()
    reading = read_plan(tmp_path / folder, term)
    assert [str(fault) for fault in reading.faults] == [
        f"{folder}: {found}; give the folder that holds rotations.csv."
    ]


def test_a_plan_that_excel_saved_with_semicolons_is_the_same_plan(tmp_path: Path, term: Term) -> None:
    whole = reading_of(tmp_path, term)
    for path in (tmp_path / "plan").iterdir():
        rows = csv.reader(io.StringIO(path.read_text("utf-8-sig")))
        with path.open("w", encoding="utf-8-sig", newline="") as file:
            csv.writer(file, delimiter=";").writerows(rows)
    assert read_plan(tmp_path / "plan", term) == whole
    assert whole.plan is not None
