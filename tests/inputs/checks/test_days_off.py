"""One slip in the tables of absences and of the calendar, and the sentence that tells of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.inputs.checks.slips import Case, assert_noticed, assert_stopped
from tests.inputs.folders import SMALL, changed

FAULTS: dict[str, Case] = {
    "absence_who": (
        changed(absences=("R2", "R3")),
        [
            'absences.csv, line 4, who: found "R3", which is no trainee or member of faculty or room; allowed: T01, T02, F01, F02, R1 and R2.'
        ],
    ),
    "absence_one_time": (
        changed(absences=("14:00,15:00", "14:00,")),
        ['absences.csv, line 3, end: found nothing, but start is "14:00"; write both or neither.'],
    ),
    "absence_times": (
        changed(absences=("14:00,15:00", "15:00,15:00")),
        [
            'absences.csv, line 3, end: found "15:00", which is not after the start, 15:00; write when it ends on the same day.'
        ],
    ),
    "absence_last": (
        changed(absences=("2027-03-15,2027-03-16", "2027-03-15,2027-03-14")),
        [
            'absences.csv, line 2, last_day: found "2027-03-14", before the first day, 15 March 2027; write the last day, which may be the first day too.'
        ],
    ),
    "cal_kind": (
        changed(calendar=("holiday", "holliday")),
        [
            'calendar.csv, line 2, kind: found "holliday", which is not allowed here; write holiday or workday. Did you mean "holiday"?'
        ],
    ),
    "cal_contra": (
        changed(calendar=("2027-04-10", "2027-04-05")),
        [
            'calendar.csv, line 3, kind: found "workday", but line 2 says "holiday" of the same date; keep one of the two rows.'
        ],
    ),
    "cal_serial": (
        changed(calendar=("2027-04-10", "46266")),
        [
            'calendar.csv, line 3, date: found "46266", which Excel may mean as 2026-09-01; format the cell as a date.'
        ],
    ),
    "cal_time": (
        changed(calendar=("2027-04-10", "2027-04-10 09:00")),
        [
            'calendar.csv, line 3, date: found "2027-04-10 09:00", a date with a time of day; write a date as 2027-03-01.'
        ],
    ),
    "cal_year": (
        changed(calendar=("2027-04-10", "1927-04-10")),
        [
            'calendar.csv, line 3, date: found "1927-04-10", which is not between 2000 and 2099; look at the year, and at the format of the cell if this is a workbook.'
        ],
    ),
    "exchanged_columns": (
        changed(
            absences="who,last_day,first_day\nT01,2027-03-15,2027-03-16\nR2,2027-04-06,2027-04-08\nF01,2027-03-17,2027-03-18\n"
        ),
        [
            "absences.csv, last_day: found last_day before first_day in each of 3 rows; see whether the columns are exchanged."
        ],
    ),
    "zeros_left_out": (
        changed(rooms=("R2", "007"), absences=("R2", "7")) | {"slots": SMALL["slots"].replace("R2", "007")},
        [
            'absences.csv, line 4, who: found "7", which is no trainee or member of faculty or room; write 007, in a column formatted as text: Excel leaves out zeros.'
        ],
    ),
    "dates_of_another_form": (
        changed(
            calendar="date,kind\n01.05.2027,holiday\n02.05.2027,holiday\n13.05.2027,holiday\n3 May 2027,holiday\n"
        ),
        [
            'calendar.csv, date: found "01.05.2027", whose day and month cannot be told apart, and so on in all 4 rows; write 2027-05-01 or 2027-01-05; where Excel saves the file, give the column the number format yyyy-mm-dd before.'
        ],
    ),
    "some_dates_of_another_form": (
        changed(
            calendar="date,kind\n13.04.2027,holiday\n14.04.2027,holiday\n15.04.2027,holiday\n2027-04-16,holiday\n"
        ),
        [
            f'calendar.csv, line {n - 11}, date: found "{n}.04.2027", which is no date; write a date as 2027-03-01. Did you mean "2027-04-{n}"?'
            for n in (13, 14, 15)
        ],
    ),
    "misspelt_other_half": (
        changed(absences=("start", "strat")),
        [
            'absences.csv, line 1, strat: found "strat", which is no column of absences; allowed: who, first_day, last_day, start, end and reason. Did you mean "start"?'
        ],
    ),
    "workday_unread": (
        changed(
            calendar=("2027-04-10,workday", "2027-04-10,workdya"),
            slots=("skills,Tue", "lecture,Sat,10:00,R1,,,\nskills,Tue"),
            pins=("lecture,2027-03-09", "lecture,2027-04-10"),
        ),
        [
            'calendar.csv, line 3, kind: found "workdya", which is not allowed here; write holiday or workday. Did you mean "workday"?'
        ],
    ),
}

NOTICES: dict[str, Case] = {
    "absence_overlap": (
        changed(absences=("R2,2027-04-06", "T01,2027-03-16")),
        ["absences.csv, line 4: found an absence of T01 that overlaps the one on line 2; both are used."],
    ),
    "absence_long": (
        changed(absences=("R2,2027-04-06,2027-04-06", "R2,2027-04-06,2028-04-06")),
        [
            'absences.csv, line 4, last_day: found "2028-04-06", which makes an absence of 367 days; look at the years, if it is shorter.'
        ],
    ),
    "absence_whole_stay": (
        changed(
            absences=("R2,2027-04-06,2027-04-06", "T02,2027-03-01,2027-04-02"), pins=("T02,sim,,,no\n", "")
        ),
        [
            "absences.csv, line 4: found 1 March 2027 to 2 April 2027, the whole stay of 李伟; nothing can be given to somebody who is never there."
        ],
    ),
    "absences_of_another_term": (
        changed(
            absences="who,first_day,last_day\n"
            + "".join(f"R2,2026-03-0{n},2026-03-0{n}\n" for n in (4, 3, 2, 1))
        ),
        [
            "absences.csv, line 2: found 4 absences outside the term, on lines 2, 3, 4 and 5; they change nothing, as the term is 1 March 2027 to 25 April 2027."
        ],
    ),
    "absence_outside": (
        changed(absences=("2027-04-06,2027-04-06", "2028-04-06,2028-04-06")),
        [
            "absences.csv, line 4: found 6 April 2028, outside the term; the term is 1 March 2027 to 25 April 2027."
        ],
    ),
    "absence_before_stay": (
        changed(absences=("T01,2027-03-15,2027-03-16", "T02,2027-03-01,2027-03-05")),
        [
            "absences.csv, line 2: found 1 March 2027 to 5 March 2027, outside the stay of 李伟; the stay is 8 March 2027 to 2 April 2027."
        ],
    ),
    "absence_at_night": (
        changed(absences=("14:00,15:00", "02:00,03:00")),
        [
            "absences.csv, line 3, start: found 02:00 to 03:00, outside the day; the day is 07:30 to 18:00 in the settings."
        ],
    ),
    "cal_outside": (
        changed(calendar=SMALL["calendar"] + "2026-10-01,holiday,National Day\n"),
        [
            'calendar.csv, line 4, date: found "2026-10-01", outside the term; it changes nothing, as the term is 1 March 2027 to 25 April 2027.'
        ],
    ),
    "cal_outside_many": (
        changed(
            calendar="date,kind\n2027-10-01,holiday\n2027-04-05,holiday\n2026-10-01,holiday\n2027-04-10,workday\n"
        ),
        [
            "calendar.csv, line 2, date: found 2 dates outside the term, on lines 2 and 4; they change nothing, as the term is 1 March 2027 to 25 April 2027."
        ],
    ),
    "cal_twice": (
        changed(calendar=("2027-04-10,workday", "2027-04-05,holiday")),
        ["calendar.csv, line 3: found the same date as on line 2; it counts once."],
    ),
}


@pytest.mark.parametrize("case", FAULTS.values(), ids=FAULTS)
def test_each_fault_is_told_with_its_place(tmp_path: Path, case: Case) -> None:
    assert_stopped(tmp_path, case)


@pytest.mark.parametrize("case", NOTICES.values(), ids=NOTICES)
def test_a_notice_stops_nothing(tmp_path: Path, case: Case) -> None:
    assert_noticed(tmp_path, case)
