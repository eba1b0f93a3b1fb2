"""One slip in the tables of faculty and their hours, and the sentence that tells of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.inputs.checks.slips import Case, assert_noticed, assert_stopped
from tests.inputs.folders import changed

FAULTS: dict[str, Case] = {
    "same_id_twice": (
        changed(faculty=("F02", "T02"), slots=(";F02", "")),
        [
            'faculty.csv, line 3, id: found "T02", which is the id of the trainee in trainees.csv, line 3 too; give the member of faculty another id.'
        ],
    ),
    "max_meetings": (
        changed(faculty=("Progress,3", "Progress,three")),
        [
            'faculty.csv, line 2, max_meetings: found "three", which is no whole number; write a whole number from 0 to 100.'
        ],
    ),
    "leads": (
        changed(faculty=("lecture;ward", "lectures;ward")),
        [
            'faculty.csv, line 3, leads: found "lectures", which is no service or activity; allowed: ward, lab, lecture, sim, skills and mentoring. Did you mean "lecture"?'
        ],
    ),
    "weekday": (
        changed(hours=("Thu", "Thrusday")),
        [
            'hours.csv, line 3, weekday: found "Thrusday", which is not allowed here; write Mon, Tue, Wed, Thu, Fri, Sat or Sun. Did you mean "Thu"?'
        ],
    ),
    "hours_in_one_cell": (
        changed(hours=("14:00,16:00", "14:00–16:00,")),
        [
            'hours.csv, line 2, start: found "14:00–16:00", two times in one cell; write "14:00" here, and "16:00" under end.'
        ],
    ),
    "hours_after_noon": (
        changed(hours=("14:00,16:00", "2:00,4:00")),
        [
            'hours.csv, line 2, end: found "04:00", outside the day; the day is 07:30 to 18:00 in the settings. Did you mean "16:00"?',
            'hours.csv, line 2, start: found "02:00", outside the day; the day is 07:30 to 18:00 in the settings. Did you mean "14:00"?',
        ],
    ),
    "a_dash_for_nothing": (
        changed(
            trainees=(",F01,", ",-,"),
            faculty=("Progress,3,", "Progress,unlimited,"),
            slots=("R1,,,", "n/a,,any,"),
            services=("lab,Laboratory,1,1,,", "lab,Laboratory,1,-,,"),
        ),
        [
            'faculty.csv, line 2, max_meetings: found "unlimited"; leave the cell empty, which means no limit.',
            'services.csv, line 3, min_weeks: found "-"; leave the cell empty, which means 1.',
            'slots.csv, line 2, room: found "n/a"; leave the cell empty, which means no room.',
            'slots.csv, line 2, weeks: found "any"; leave the cell empty, which means every.',
            'trainees.csv, line 2, mentor: found "-"; leave the cell empty, which means free choice.',
        ],
    ),
    "hours_order": (
        changed(hours=("14:00,16:00", "16:00,14:00")),
        [
            'hours.csv, line 2, end: found "14:00", which is not after the start, 16:00; write when it ends on the same day.'
        ],
    ),
    "hours_outside": (
        changed(hours=("14:00,16:00", "14:00,19:00")),
        [
            'hours.csv, line 2, end: found "19:00", outside the day; the day is 07:30 to 18:00 in the settings.'
        ],
    ),
    "hours_who": (
        changed(hours=("F01,Thu", "T01,Thu")),
        [
            'hours.csv, line 3, who: found "T01", which is no member of faculty; allowed: F01 and F02. Did you mean "F01"?'
        ],
    ),
    "list_with_commas": (
        changed(faculty=("lecture;ward", '"lecture, ward"')),
        [
            'faculty.csv, line 3, leads: found "lecture, ward", which is no service or activity; separate a list by semicolons, "lecture; ward".'
        ],
    ),
    "hours_on_two_days": (
        changed(hours=("F01,Mon", '"F01","Mon, Wed"')),
        ['hours.csv, line 2, weekday: found "Mon, Wed"; write a row for each of Mon and Wed.'],
    ),
    "one_row_short": (
        changed(faculty=("F02,Lu Jiayi,,,,0,,lecture;ward", "F02,Lu Jiayi")),
        [
            "faculty.csv, line 3: found 2 cells, but the header has 8; write the commas around empty cells too."
        ],
    ),
}

NOTICES: dict[str, Case] = {
    "topic": (
        changed(faculty=("Progress", "Progres")),
        [
            'faculty.csv, line 2, topics: found "Progres", which no meeting lists in the table topics; no meeting will be about it. Did you mean "Progress"?'
        ],
    ),
    "hours_weekend": (
        changed(hours=("Thu", "Sun")),
        [
            'hours.csv, line 3, weekday: found "Sun", but no Sunday then is a working day; these hours are never used.'
        ],
    ),
    "hours_elsewhen": (
        changed(hours=("2027-03-08,2027-03-31", "2028-03-08,2028-03-31")),
        ["hours.csv, line 3: found hours outside the term; the term is 1 March 2027 to 25 April 2027."],
    ),
    "hours_overlap": (
        changed(hours=("Thu,14:00,15:00", "Mon,15:00,17:00")),
        [
            "hours.csv, line 3: found hours of Shen Wenbo that overlap those on line 2; meetings may begin as either allows."
        ],
    ),
    "hours_too_short": (
        changed(hours=("Thu,14:00,15:00", "Thu,14:00,14:40")),
        [
            'hours.csv, line 3, end: found "14:40", 40 minutes after the start; the shortest meeting takes 60, so these hours are never used.'
        ],
    ),
    "leads_a_meeting": (
        changed(faculty=("lecture;ward", "lecture;ward;mentoring")),
        [
            'faculty.csv, line 3, leads: found "mentoring", whose format is meeting: whom trainees meet stands in hours; Lu Jiayi leads nothing there.'
        ],
    ),
    "leads_no_rounds": (
        changed(faculty=("lecture;ward", "lab;lecture;ward")),
        ['faculty.csv, line 3, leads: found "lab", a service without rounds; Lu Jiayi leads nothing there.'],
    ),
    "leads_where_others_do": (
        changed(faculty=("lecture;ward", "lecture;sim;ward"), slots=("F01;F02", "F01")),
        [
            'faculty.csv, line 3, leads: found "sim", each slot of which names other leads; Lu Jiayi leads nothing there.'
        ],
    ),
    "namesakes_of_faculty": (
        changed(faculty=("Lu Jiayi", "Ｓhen Wenbo")),
        [
            'faculty.csv, line 3, name: found "Ｓhen Wenbo" for F02, as F01 on line 2 is called; add to one of the names, or nobody can tell whose calendar is whose.'
        ],
    ),
}


@pytest.mark.parametrize("case", FAULTS.values(), ids=FAULTS)
def test_each_fault_is_told_with_its_place(tmp_path: Path, case: Case) -> None:
    assert_stopped(tmp_path, case)


@pytest.mark.parametrize("case", NOTICES.values(), ids=NOTICES)
def test_a_notice_stops_nothing(tmp_path: Path, case: Case) -> None:
    assert_noticed(tmp_path, case)
