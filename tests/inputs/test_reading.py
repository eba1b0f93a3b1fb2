"""A folder or a workbook becomes the term that a person would see in it."""

from __future__ import annotations

import string
import tempfile
from datetime import date, time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import inputs
from inputs.checks.programme import find_circles
from inputs.days import Span
from inputs.people import Absence, Hours, Kind, Preference
from inputs.programme import EVERY_WEEK, CurriculumRow, Pin, Prerequisite, SeatChange, WeekChoice
from inputs.reading import read_term
from inputs.schema import TERM_SCHEMA
from inputs.working_days import CalendarDay, Holiday
from tests.inputs.folders import (
    SMALL,
    changed,
    contents,
    plain,
    read,
    said,
    term_of,
    write_folder,
    write_workbook,
)

EXAMPLE = Path(inputs.__file__).parent / "example"
TERM = Span(date(2027, 3, 1), date(2027, 4, 26))


def test_a_sound_term_has_nothing_to_tell(tmp_path: Path) -> None:
    reading = read(tmp_path, SMALL)
    assert (reading.faults, reading.notices) == ((), ())


def test_the_settings_are_the_term_s(tmp_path: Path) -> None:
    term = term_of(read(tmp_path, SMALL))
    assert (term.name, term.span, term.timezone, term.country) == (
        "Small term",
        TERM,
        "Asia/Shanghai",
        "none",
    )
    assert (term.weekdays, term.day_start, term.day_end) == (
        ("Mon", "Tue", "Wed", "Thu", "Fri"),
        time(7, 30),
        time(18, 0),
    )
    assert (term.levels, term.rules) == (("coverage", "stability"), {"led_rounds": {"weight": 25}})


def test_what_the_settings_leave_out_has_a_default(tmp_path: Path) -> None:
    toml = 'name = "T"\nfirst_day = "2027/3/1"\nlast_day = "20270425"\ntimezone = "Asia/Shanghai"\n'
    term = term_of(read(tmp_path, changed(term=toml)))
    assert (term.span, term.country, term.day_start, term.day_end) == (TERM, "none", time(0, 0), time(23, 59))
    assert term.levels == ("coverage", "stability", "curriculum", "fairness", "comfort")
    assert (term.weekdays, term.rules) == (("Mon", "Tue", "Wed", "Thu", "Fri"), {})


def test_times_and_names_in_the_settings_may_be_toml_s_own(tmp_path: Path) -> None:
    term = term_of(read(tmp_path, changed(term=('["07:30", "18:00"]', "[07:30:00, 18:00:00]"))))
    assert (term.day_start, term.day_end) == (time(7, 30), time(18, 0))
    assert term_of(read(tmp_path, changed(term=('"Small term"', "2027")))).name == "2027"


def test_trainees_are_read_with_every_column(tmp_path: Path) -> None:
    amina, li = term_of(read(tmp_path, SMALL)).trainees
    assert plain(amina) == {
        "id": "T01",
        "name": "Amina Yusuf",
        "kind": "fellow",
        "stay": {"start": date(2027, 3, 1), "end": date(2027, 4, 24)},
        "email": "amina@example.org",
        "interests": ["Stem cells", "Ethics"],
        "mentor": "F01",
        "completed": ["sim"],
        "documents": ["CV"],
    }
    assert (li.name, li.email, li.interests, li.mentor, li.completed) == ("李伟", "", (), None, ())
    assert str(li.place) == "trainees.csv, line 3"


def test_faculty_have_their_hours(tmp_path: Path) -> None:
    shen, lu = term_of(read(tmp_path, SMALL)).faculty
    assert shen.hours == (
        Hours("Mon", time(14), time(16), TERM),
        Hours("Thu", time(14), time(15), Span.through(date(2027, 3, 8), date(2027, 3, 31))),
    )
    assert (shen.topics, shen.max_meetings_per_week, shen.max_mentees, shen.leads) == (
        ("Progress",),
        3,
        2,
        ("ward",),
    )
    assert (lu.hours, lu.max_meetings_per_week, lu.max_mentees, lu.leads) == (
        (),
        0,
        None,
        ("lecture", "ward"),
    )


def test_services_and_rooms_are_read_with_every_column(tmp_path: Path) -> None:
    term = term_of(read(tmp_path, SMALL))
    lab, ward = term.services
    assert (ward.seats, ward.min_weeks, ward.max_weeks, ward.blocks) == (2, 2, 6, ("sim",))
    assert (ward.round_start, ward.round_minutes, ward.audience) == (time(8), 60, ())
    assert (lab.round_start, lab.round_minutes, lab.audience, lab.after) == (None, 0, ("fellow",), ("ward",))
    assert (lab.min_weeks, lab.max_weeks) == (1, None)
    assert [(room.id, room.seats, room.site) for room in term.rooms] == [
        ("R1", 12, "Main building"),
        ("R2", 6, ""),
    ]


def test_activities_have_their_topics_and_prerequisites(tmp_path: Path) -> None:
    lecture, mentoring, sim, skills = term_of(read(tmp_path, SMALL)).activities
    assert (lecture.topics, mentoring.topics, sim.topics) == (("Imaging", "Toxicity"), ("Progress",), ())
    assert skills.after == (Prerequisite("sim", 2), Prerequisite("lecture"))
    assert (lecture.format, lecture.cadence, lecture.minutes, lecture.weight) == ("group", "weekly", 45, 10)
    assert (sim.audience, sim.weight) == (("fellow", "student"), 20)


def test_slots_know_their_activity_room_weeks_and_leads(tmp_path: Path) -> None:
    term = term_of(read(tmp_path, SMALL))
    lecture, skills, sim = term.slots
    assert (lecture.activity.id, lecture.weekday, lecture.start, lecture.weeks) == (
        "lecture",
        "Tue",
        time(10),
        EVERY_WEEK,
    )
    assert (skills.room, skills.seats, skills.weeks) == (term.rooms[1], 2, WeekChoice(nths=(1, 3)))
    assert sim.weeks == WeekChoice(odd=True, dates=(date(2027, 3, 10),))
    assert (lecture.seats, lecture.leads, sim.leads) == (None, (), term.faculty)


def test_the_other_tables_are_read_with_every_column(tmp_path: Path) -> None:
    term = term_of(read(tmp_path, SMALL))
    amina, li = term.trainees
    _, ward = term.services
    lecture, mentoring, sim, _ = term.activities
    assert term.absences == (
        Absence("F01", Span(date(2027, 3, 18), date(2027, 3, 19)), time(14), time(15), "lecture"),
        Absence("R2", Span(date(2027, 4, 6), date(2027, 4, 7)), reason="repairs"),
        Absence("T01", Span(date(2027, 3, 15), date(2027, 3, 17)), reason="leave"),
    )
    assert term.curriculum == (
        CurriculumRow("fellow", ("ward",), 2, 0, 2, 7),
        CurriculumRow("fellow", ("ward", "lab"), 4, 2, 8),
    )
    assert term.pins == (
        Pin(amina, lecture, date(2027, 3, 9), time(10)),
        Pin(amina, mentoring, date(2027, 3, 8), time(14)),
        Pin(amina, ward, date(2027, 3, 2)),
        Pin(li, sim, must=False),
    )
    assert term.seat_changes == (
        SeatChange("sim", Span(date(2027, 3, 31), date(2027, 4, 1)), 4),
        SeatChange("ward", Span(date(2027, 3, 29), date(2027, 4, 5)), 1),
    )
    assert term.preferences == (Preference("T01", "F01", 2), Preference("T01", "lab", 3))
    assert term.kinds == (Kind("fellow", 2, 26, ("CV",)), Kind("student", 2, 8, ("CV",)))
    assert term.calendar == (
        CalendarDay(date(2027, 4, 5), "holiday", "Qingming"),
        CalendarDay(date(2027, 4, 10), "workday", "in its place"),
    )


def test_the_calendar_has_the_last_word_on_working_days(tmp_path: Path) -> None:
    term = term_of(read(tmp_path, SMALL))
    assert not term.is_working(date(2027, 4, 5))
    assert term.is_working(date(2027, 4, 10))
    assert term.working.holidays == (Holiday(date(2027, 4, 5), "Qingming", "given"),)


def test_a_stay_beyond_the_term_is_cut_to_it(tmp_path: Path) -> None:
    term = term_of(read(tmp_path, changed(trainees=("2027-03-08,2027-04-02", "2027-02-08,2027-12-31"))))
    assert term.trainees[1].stay == TERM


def test_a_workbook_gives_the_same_term_as_the_folder(tmp_path: Path) -> None:
    folder = read(tmp_path / "small", SMALL)
    workbook = read_term(write_workbook(tmp_path / "small.xlsx", SMALL))
    assert contents(term_of(folder)) == contents(term_of(workbook))


def test_faults_in_a_workbook_name_the_sheet(tmp_path: Path) -> None:
    tables = changed(trainees=("2027-04-02", "tomorrow"), term=('"Asia/Shanghai"', '"Beijing"'))
    assert said(read_term(write_workbook(tmp_path / "small.xlsx", tables))) == [
        'small.xlsx, sheet term, line 5, timezone: found "Beijing", which is no time zone; write a name such as Asia/Shanghai. Did you mean "Asia/Shanghai"?',
        'small.xlsx, sheet trainees, line 3, last_day: found "tomorrow", which is no date; write a date as 2027-03-01.',
    ]


def test_a_table_that_a_workbook_needs_is_missed(tmp_path: Path) -> None:
    tables = changed(trainees=None, absences=None, pins=None, preferences=None)
    assert said(read_term(write_workbook(tmp_path / "small.xlsx", tables))) == [
        "small.xlsx: found no table trainees; a term needs it: who learns, and from when to when."
    ]


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
        (changed(rooms="id;name\nR1;Seminar room\n"), "rooms.csv"),
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


def test_without_a_table_of_kinds_those_of_the_trainees_are_known(tmp_path: Path) -> None:
    assert said(read(tmp_path, changed(kinds=None, activities=("fellow;student", "felow;student")))) == [
        'activities.csv, line 3, audience: found "felow", which is no kind of trainee; no trainee is of it. Did you mean "fellow"?',
        'activities.csv, line 4, after: found "sim", which does not admit fellow; Skills does, but can never be given to them.',
    ]


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


def test_a_sheet_that_cannot_be_read_is_there(tmp_path: Path) -> None:
    from openpyxl import load_workbook

    path = write_workbook(tmp_path / "small.xlsx", SMALL)
    book = load_workbook(path)
    book["trainees"]["ZZ3"] = "x"
    book["faculty"].merge_cells("A1:B1")
    book.save(path)
    assert said(read_term(path)) == [
        "small.xlsx, sheet faculty, line 1, cells A1:B1: found merged cells; unmerge them and fill each cell.",
        "small.xlsx, sheet trainees, line 3, cell ZZ3: found data far from the table; delete what is below row 20,001 or right of column GR.",
    ]


def test_of_merged_cells_only_the_merge_is_told(tmp_path: Path) -> None:
    from openpyxl import load_workbook

    path = write_workbook(tmp_path / "small.xlsx", SMALL)
    book = load_workbook(path)
    book["hours"].merge_cells("A2:A3")
    book["trainees"].merge_cells("J2:J3")
    book["services"]["C3"] = "=1+1"
    book.save(path)
    reading = read_term(path)
    assert [str(remark) for remark in (*reading.faults, *reading.notices)] == [
        "small.xlsx, sheet hours, line 2, cells A2:A3: found merged cells; unmerge them and fill each cell.",
        "small.xlsx, sheet services, line 3, cell C3: found a formula that has not been calculated; open the workbook in Excel and save it.",
        "small.xlsx, sheet trainees, line 2, cells J2:J3: found merged cells; unmerge them and fill each cell.",
    ]


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


def test_a_number_in_a_workbook_may_be_text(tmp_path: Path) -> None:
    from openpyxl import load_workbook

    path = write_workbook(tmp_path / "small.xlsx", SMALL)
    book = load_workbook(path)
    next(row for row in book["term"].iter_rows() if row[0].value == "rules.led_rounds.weight")[1].value = "30"
    book.save(path)
    assert term_of(read_term(path)).rules == {"led_rounds": {"weight": 30}}


def test_very_many_interests_are_not_compared(tmp_path: Path) -> None:
    many = [f"Field {number}" for number in range(500)]
    tables = changed(
        faculty=("Stem cells", ";".join(many)),
        trainees=("Stem cells;Ethics", ";".join(f"{f}s" for f in many)),
    )
    assert said(read(tmp_path, tables)) == []


@given(st.dictionaries(st.sampled_from("abcde"), st.lists(st.sampled_from("abcde"), unique=True).map(tuple)))
def test_circles_are_found_exactly_where_nothing_can_come_first(after: dict[str, tuple[str, ...]]) -> None:
    circles = find_circles(after)
    for circle in circles:
        follows = zip(circle, (*circle[1:], circle[0]), strict=True)
        assert all(before in after[item] for item, before in follows)
    left = set("abcde")
    while ready := {item for item in left if not set(after.get(item, ())) & left}:
        left -= ready
    assert bool(left) == bool(circles)


def test_the_example_has_no_fault() -> None:
    reading = read_term(EXAMPLE)
    assert reading.faults == ()
    assert reading.term is not None


@given(st.data())
@settings(max_examples=25, deadline=None)
def test_the_order_of_rows_and_columns_changes_nothing(data: st.DataObject) -> None:
    tables = dict(SMALL)
    for name in set(SMALL) - {"term"}:
        header, *rows = [line.split(",") for line in SMALL[name].splitlines()]
        order = data.draw(st.permutations(range(len(header))))
        lines = [header, *data.draw(st.permutations(rows))]
        tables[name] = "".join(",".join(line[index] for index in order) + "\n" for line in lines)
    with tempfile.TemporaryDirectory() as folder:
        there = contents(term_of(read(Path(folder) / "a", SMALL)))
        here = contents(term_of(read(Path(folder) / "b", tables)))
    assert here == there


@given(st.data())
@settings(max_examples=60, deadline=None)
def test_any_cell_makes_a_term_or_faults_in_sentences(data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(sorted(set(SMALL) - {"term"})))
    header, *rows = [line.split(",") for line in SMALL[name].splitlines()]
    row = data.draw(st.integers(0, len(rows) - 1))
    column = data.draw(st.integers(0, len(header) - 1))
    known = st.sampled_from(
        ["", "T01", "F01", "ward", "sim", "0", "-1", "2027-03-01", "24:00", "yes", ";", "*"]
    )
    cell = data.draw(
        known
        | st.text(string.printable.replace("\n", "").replace("\r", ""), max_size=12)
        | st.text(max_size=6)
    )
    rows[row][column] = '"' + cell.replace('"', '""') + '"'
    text = "".join(",".join(line) + "\n" for line in [header, *rows])
    with tempfile.TemporaryDirectory() as folder:
        write_folder(Path(folder), {**SMALL, name: ""})
        (Path(folder) / f"{name}.csv").write_bytes(text.encode("utf-8-sig", errors="surrogatepass"))
        reading = read_term(Path(folder))
    assert (reading.term is None) == bool(reading.faults)
    assert all(str(remark).endswith((".", "?")) for remark in (*reading.faults, *reading.notices))


def test_importing_the_reader_loads_no_library() -> None:
    import subprocess
    import sys

    code = "import inputs.reading, inputs.plan_reading, sys; print(sorted({'pandas', 'openpyxl', 'holidays', 'ortools'} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
