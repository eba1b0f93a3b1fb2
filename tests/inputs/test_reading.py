"""A term with faults: all are told at once, one slip makes one fault, and nothing is said of what it hides."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

from inputs.reading import read_term
from inputs.schema import TERM_SCHEMA
from tests.inputs.folders import (
    SMALL,
    changed,
    contents,
    read,
    said,
    term_of,
    write_folder,
)


def test_all_faults_are_told_at_once_and_one_slip_makes_one_fault(tmp_path: Path) -> None:
    tables = changed(
        term=('"stability"', '"stabilty"'),
        trainees=("2027-04-23", "2027-04-31"),  # T01 is pinned, absent and has preferences
        faculty=("Progress,3", "Progress,many"),  # F01 is a mentor and leads
        services=("CAR-T ward,2,2,6", "CAR-T ward,2,2,5.5"),  # the ward is in the curriculum
        activities=("Simulation,group", "Simulation,grup"),  # sim has a slot and comes before skills
        slots=("Tue,15:00", "Tue,25:00"),
    )
    assert said(read(tmp_path, tables)) == [
        'activities.csv, line 3, format: found "grup", which is not allowed here; write group or meeting. Did you mean "group"?',
        'faculty.csv, line 2, max_meetings: found "many", which is no whole number; write a whole number from 0 to 100.',
        'services.csv, line 2, max_weeks: found "5.5", which is no whole number; write a whole number from 1 to 520.',
        'slots.csv, line 4, start: found "25:00", which is no time of day; write a time as 08:30.',
        'term.toml, line 8, levels: found "stabilty", which is not allowed here; write coverage, stability, curriculum, fairness or comfort. Did you mean "stability"?',
        'trainees.csv, line 2, last_day: found "2027-04-31", which is no day of the calendar; write a date as 2027-03-01.',
    ]


@pytest.mark.parametrize(
    ("tables", "file"),
    [
        (changed(faculty=("F02,Lu Jiayi,,,,0,,lecture;ward", "F02,Lu Jiayi")), "faculty.csv"),
        (changed(activities=("id,title", "idd,title")), "activities.csv"),
        (changed(rooms="id;name,seats\nR1;Seminar room\n"), "rooms.csv"),
        (changed(services=""), "services.csv"),
        (changed(trainees=None), "trainees.csv"),
        (changed(trainees=None) | {"trainee": SMALL["trainees"]}, "trainee.csv"),
        (changed(activities=("sim,Sim", ",Sim")), "activities.csv"),
        (changed(trainees=("T01,", "T\u202e01,")), "trainees.csv"),
    ],
)
def test_what_could_not_be_read_is_not_called_unknown_elsewhere(
    tmp_path: Path, tables: dict[str, str], file: str
) -> None:
    assert {fault.place.file for fault in read(tmp_path, tables).faults} == {file}


@pytest.mark.parametrize(
    ("name", "column"),
    [
        (schema.name, column.name)
        for schema in TERM_SCHEMA.values()
        for column in schema.columns
        if column.required
    ],
)
def test_a_column_that_a_table_needs_may_be_misspelt(tmp_path: Path, name: str, column: str) -> None:
    misspelt = f"{column}z"
    header, rows = SMALL[name].split("\n", 1)
    names = [misspelt if word == column else word for word in header.split(",")]
    faults = said(read(tmp_path, changed(**{name: ",".join(names) + "\n" + rows})))
    found = f'{name}.csv, line 1, {misspelt}: found "{misspelt}", which is no column of {name}'
    assert [fault.startswith(found) for fault in faults] == [True]


def test_settings_that_cannot_be_read_hide_no_table(tmp_path: Path) -> None:
    tables = changed(term=("name", "name ="), trainees=("2027-04-02", "soon"))
    assert [fault.place.file for fault in read(tmp_path, tables).faults] == ["term.toml", "trainees.csv"]


def test_a_path_that_is_not_there_is_one_fault(tmp_path: Path) -> None:
    reading = read_term(tmp_path / "nowhere")
    assert len(reading.faults) == 1
    assert reading.term is None


def test_optional_tables_may_lack(tmp_path: Path) -> None:
    tables = {name: SMALL[name] for name in ("term", "trainees")}
    tables["trainees"] = "id,name,kind,first_day,last_day\nT01,Amina,fellow,2027-03-01,2027-04-23\n"
    term = term_of(read(tmp_path, tables))
    assert (len(term.trainees), term.faculty, term.activities, term.slots) == (1, (), (), ())


def test_a_term_without_trainees_is_noted(tmp_path: Path) -> None:
    tables = {"term": SMALL["term"], "trainees": "id,name,kind,first_day,last_day\n"}
    reading = read(tmp_path, tables)
    assert said(reading) == ["trainees.csv: found no trainees; there is nobody to plan for."]
    assert term_of(reading).trainees == ()


def test_trainees_whose_rows_cannot_be_read_are_not_said_to_be_none(tmp_path: Path) -> None:
    reading = read(
        tmp_path, {"term": SMALL["term"], "trainees": "id,name,kind,first_day,last_day\nT01,Amina\n"}
    )
    assert said(reading) == [
        "trainees.csv, line 2: found 2 cells, but the header has 5; write the commas around empty cells too."
    ]


def test_without_a_table_of_kinds_those_of_the_trainees_are_known(tmp_path: Path) -> None:
    assert said(read(tmp_path, changed(kinds=None, activities=("fellow;student", "felow;student")))) == [
        'activities.csv, line 3, audience: found "felow", which is no kind of trainee; no trainee is of it. Did you mean "fellow"?',
        'activities.csv, line 4, after: found "sim", which does not admit fellow; Skills does, but can never be given to them.',
    ]


def test_a_kind_that_nobody_is_of_is_not_taken_for_one_that_merely_resembles_it(tmp_path: Path) -> None:
    assert said(read(tmp_path, changed(kinds=None, activities=("fellow;student", "resident;student"))))[
        0
    ] == (
        'activities.csv, line 3, audience: found "resident", which is no kind of trainee; no trainee is of it.'
    )


def test_thousands_of_unknown_ids_are_told_in_a_moment(tmp_path: Path) -> None:
    rows = "".join(f"X{number},2027-03-01,2027-03-02,,,\n" for number in range(2000))
    people = "".join(f"P{number},Name {number},,,,,,\n" for number in range(2000))
    tables = changed(absences=SMALL["absences"] + rows, faculty=SMALL["faculty"] + people)
    faults = read(tmp_path, tables).faults
    assert len(faults) == 2000
    assert str(faults[-1]).endswith(
        "which is no trainee or member of faculty or room; write an id that is there."
    )


def test_trainees_who_follow_each_other_may_be_promised_to_one_mentor(tmp_path: Path) -> None:
    tables = changed(
        trainees=("2027-03-08,2027-04-02,,,,,CV", "2027-04-12,2027-04-23,,,F01,,CV"),
        faculty=("3,2,ward", "3,1,ward"),
        pins=("T02,sim,,,no\n", ""),
    )
    tables["trainees"] = tables["trainees"].replace("2027-03-01,2027-04-23", "2027-03-01,2027-04-11")
    assert said(read(tmp_path, tables)) == []


def test_absences_at_different_times_of_a_day_do_not_overlap(tmp_path: Path) -> None:
    row = "F01,2027-03-18,2027-03-18,15:00,16:00,clinic\n"
    assert said(read(tmp_path, changed(absences=SMALL["absences"] + row))) == []


def test_nothing_is_said_of_what_a_misspelt_heading_hides(tmp_path: Path) -> None:
    reading = read(tmp_path, changed(trainees=("documents", "documnets")))
    assert [str(remark) for remark in (*reading.faults, *reading.notices)] == [
        'trainees.csv, line 1, documnets: found "documnets", which is no column of trainees; allowed: id, name, kind, first_day, last_day, email, interests, mentor, completed and documents. Did you mean "documents"?'
    ]


def test_of_a_table_under_another_name_only_the_name_is_told(tmp_path: Path) -> None:
    folder = write_folder(tmp_path, SMALL)
    allowed = "allowed: trainees, faculty, hours, rooms, absences, services, curriculum, activities, slots, topics, pins, seats, preferences, kinds and calendar; a name that begins with # is left out"
    for table in ("rooms", "hours", "services"):
        (folder / f"{table}.csv").rename(folder / "Tabelle1.csv")
        reading = read_term(folder)
        assert [str(remark) for remark in (*reading.faults, *reading.notices)] == [
            f'Tabelle1.csv: found a table "Tabelle1", which a term does not have; {allowed}.'
        ]
        (folder / "Tabelle1.csv").rename(folder / f"{table}.csv")


def test_a_misspelt_note_hides_no_holiday(tmp_path: Path) -> None:
    tables = changed(calendar=("note", "nots"), pins=("2027-03-09,10:00", "2027-04-05,"))
    assert said(read(tmp_path, tables)) == [
        'calendar.csv, line 1, nots: found "nots", which is no column of calendar; allowed: date, kind and note. Did you mean "note"?'
    ]


def test_hours_on_a_day_that_the_calendar_makes_a_working_day_are_used(tmp_path: Path) -> None:
    tables = changed(hours=("Thu,14:00,15:00,2027-03-08,2027-03-31", "Sat,14:00,15:00,,"))
    assert said(read(tmp_path, tables)) == []
    assert said(read(tmp_path, {**tables, "calendar": "date,kind\n"})) == [
        'hours.csv, line 3, weekday: found "Sat", but no Saturday then is a working day; these hours are never used.'
    ]


def test_very_many_interests_are_not_compared(tmp_path: Path) -> None:
    many = [f"Field {number}" for number in range(500)]
    tables = changed(
        faculty=("Stem cells", ";".join(many)),
        trainees=("Stem cells;Ethics", ";".join(f"{f}s" for f in many)),
    )
    assert said(read(tmp_path, tables)) == []


@pytest.mark.parametrize("sign", [";", "\t"])
def test_a_folder_that_excel_saved_elsewhere_is_the_same_term(tmp_path: Path, sign: str) -> None:
    tables = {name: text if name == "term" else _saved(text, sign) for name, text in SMALL.items()}
    elsewhere, here = read(tmp_path / "elsewhere", tables), read(tmp_path / "here", SMALL)
    assert (elsewhere.faults, elsewhere.notices) == ((), ())
    assert contents(term_of(elsewhere)) == contents(term_of(here))


def _saved(text: str, sign: str) -> str:
    """Return a table as Excel saves it where a comma is no separator of lists."""
    saved = io.StringIO()
    csv.writer(saved, delimiter=sign).writerows(csv.reader(io.StringIO(text)))
    return f"\ufeff{saved.getvalue()}"


def test_importing_the_reader_loads_no_library() -> None:
    import subprocess
    import sys

    code = "import inputs.reading, inputs.plan_reading, sys; print(sorted({'pandas', 'openpyxl', 'holidays', 'ortools'} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
