"""One slip in the tables of pins and wishes, and the sentence that tells of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.inputs.checks.slips import Case, assert_noticed, assert_stopped
from tests.inputs.folders import SETTINGS, SMALL, changed

FAULTS: dict[str, Case] = {
    "pin_trainee": (
        changed(pins=("T02", "T2")),
        [
            'pins.csv, line 5, trainee: found "T2", which is no trainee; allowed: T01 and T02. Did you mean "T02"?'
        ],
    ),
    "pin_item": (
        changed(pins=("T02,sim", "T02,F01")),
        [
            'pins.csv, line 5, item: found "F01", which is no activity or service; allowed: lecture, sim, skills, mentoring, ward and lab.'
        ],
    ),
    "pin_outside": (
        changed(pins=("2027-03-02", "2027-04-24")),
        [
            'pins.csv, line 4, date: found "2027-04-24", outside the stay of Amina Yusuf; the stay is 1 March 2027 to 23 April 2027.'
        ],
    ),
    "pin_holiday": (
        changed(pins=("2027-03-09,10:00", "2027-04-05,")),
        [
            'pins.csv, line 2, date: found "2027-04-05", but Monday 5 April 2027, Qingming, is no working day; choose a working day.'
        ],
    ),
    "pin_weekend": (
        changed(pins=("2027-03-09,10:00", "2027-03-07,")),
        [
            'pins.csv, line 2, date: found "2027-03-07", but Sunday 7 March 2027 is no working day; choose a working day.'
        ],
    ),
    "pin_no_slot": (
        changed(pins=("2027-03-09,10:00", "2027-03-10,")),
        [
            'pins.csv, line 2, date: found "2027-03-10", but Lecture does not take place on Wednesday 10 March 2027; it does on 2027-03-02, 2027-03-09, 2027-03-23, 2027-03-30, 2027-04-06, 2027-04-13 and one more day.'
        ],
    ),
    "pin_no_slot_late": (
        changed(pins=("2027-03-09,10:00", "2027-04-14,")),
        [
            'pins.csv, line 2, date: found "2027-04-14", but Lecture does not take place on Wednesday 14 April 2027; it does on 2027-03-09, 2027-03-23, 2027-03-30, 2027-04-06, 2027-04-13, 2027-04-20 and one more day.'
        ],
    ),
    "pin_room_closed": (
        changed(
            pins=("2027-03-09,10:00", "2027-03-09,"),
            absences=("R2,2027-04-06,2027-04-06", "R1,2027-03-08,2027-03-10"),
        ),
        [
            'pins.csv, line 2, date: found "2027-03-09", but Lecture does not take place on Tuesday 9 March 2027, when Seminar room is closed; it does on 2027-03-02, 2027-03-23, 2027-03-30, 2027-04-06, 2027-04-13 and 2027-04-20.'
        ],
    ),
    "pin_of_the_last_week": (
        changed(
            pins=("2027-03-09,10:00", "2027-04-21,"),
            activities=("lecture,Lecture,group,weekly", "lecture,Lecture,group,last_week"),
        ),
        [
            'pins.csv, line 2, date: found "2027-04-21", but Lecture does not take place on Wednesday 21 April 2027; it does on 2027-04-20.'
        ],
    ),
    "pin_never_when_owed": (
        changed(
            pins=("2027-03-09,10:00", "2027-04-20,"),
            activities=("lecture,Lecture,group,weekly", "lecture,Lecture,group,last_week"),
            absences=("R2,2027-04-06,2027-04-06", "R1,2027-04-19,2027-04-23"),
        ),
        [
            'pins.csv, line 2, date: found "2027-04-20", but Lecture does not take place on Tuesday 20 April 2027, when Seminar room is closed; it does on no day of the stay on which it is owed.'
        ],
    ),
    "pin_no_slot_few": (
        changed(pins=("lecture,2027-03-09,10:00", "skills,2027-03-09,")),
        [
            'pins.csv, line 2, date: found "2027-03-09", but Skills does not take place on Tuesday 9 March 2027; it does on 2027-03-02 and 2027-04-20.'
        ],
    ),
    "pin_no_start": (
        changed(pins=("2027-03-09,10:00", "2027-03-09,11:00")),
        [
            'pins.csv, line 2, start: found "11:00", when no Lecture begins on Tuesday 9 March 2027; it begins at 10:00.'
        ],
    ),
    "pin_no_start2": (
        changed(pins=("2027-03-09,10:00", ",11:00")),
        ['pins.csv, line 2, start: found "11:00", when no Lecture begins; it begins at 10:00.'],
    ),
    "pin_absent": (
        changed(pins=("2027-03-09,10:00", "2027-03-16,10:00")),
        [
            'pins.csv, line 2, date: found "2027-03-16", but Amina Yusuf is absent whenever Lecture takes place then; choose another time, or see absences.'
        ],
    ),
    "pin_absent_always": (
        changed(pins=("2027-03-09,10:00", ","), absences=("2027-03-15,2027-03-16", "2027-03-01,2027-04-25")),
        [
            'pins.csv, line 2, item: found "lecture", but Amina Yusuf is absent whenever Lecture takes place then; choose another time, or see absences.',
            'pins.csv, line 3, date: found "2027-03-08", but Amina Yusuf is absent whenever Mentor meeting takes place then; choose another time, or see absences.',
        ],
    ),
    "pin_service_start": (
        changed(pins=("2027-03-02,,", "2027-03-02,08:00,")),
        [
            'pins.csv, line 4, start: found "08:00", but CAR-T ward is a service; leave the start empty: the pin is for the whole week.'
        ],
    ),
    "pin_audience": (
        changed(pins=("T02,sim,,,no", "T02,lab,,,yes")),
        [
            'pins.csv, line 5, item: found "lab", but Laboratory is not for a student such as 李伟; it is for fellow.'
        ],
    ),
    "pin_must": (
        changed(pins=("sim,,,no", "sim,,,maybe")),
        ['pins.csv, line 5, must: found "maybe", which is neither yes nor no; write yes or no.'],
    ),
    "pin_contra": (
        changed(pins=("T02,", "T01,ward,2027-03-02,,no\nT02,")),
        [
            'pins.csv, line 5, must: found "no", but line 4 says "yes" of the same trainee, item, date and start; keep one of the two rows.'
        ],
    ),
    "pin_never": (
        changed(pins=("T01,lecture,2027-03-09,10:00", "T01,skills,,"), slots=("1st;3rd", "2027-04-30")),
        [
            'pins.csv, line 2, item: found "skills", but Skills does not take place in the stay of Amina Yusuf; it never does in this stay.'
        ],
    ),
    "pin_mentor": (
        changed(pins=("2027-03-08,14:00", "2027-03-09,14:00")),
        [
            'pins.csv, line 3, date: found "2027-03-09", but Mentor meeting does not take place on Tuesday 9 March 2027; it does on 2027-03-01, 2027-03-08, 2027-03-11, 2027-03-22, 2027-03-25, 2027-03-29 and 2 more days.'
        ],
    ),
    "pref_value": (
        changed(preferences=("T01,lab,3", "T01,lab,4")),
        [
            "preferences.csv, line 2, value: found 4, which is out of range; write a whole number from -3 to 3."
        ],
    ),
    "pref_contra": (
        changed(preferences=("T01,F01,2", "T01,lab,-2")),
        [
            'preferences.csv, line 3, value: found "-2", but line 2 says "3" of the same trainee and item; keep one of the two rows.'
        ],
    ),
    "misspelt_pins": (
        changed(pins="trainee,item,dat,must\nT01,lecture,2027-03-09,\nT01,lecture,2027-03-16,no\n"),
        [
            'pins.csv, line 1, dat: found "dat", which is no column of pins; allowed: trainee, item, date, start and must. Did you mean "date"?'
        ],
    ),
    "misspelt_must": (
        changed(pins="trainee,item,msut\nT02,lab,no\n"),
        [
            'pins.csv, line 1, msut: found "msut", which is no column of pins; allowed: trainee, item, date, start and must. Did you mean "must"?'
        ],
    ),
}

NOTICES: dict[str, Case] = {
    "pin_away_from_what_another_demands": (
        changed(pins=SMALL["pins"] + "T01,lecture,,,no\n"),
        [
            'pins.csv, line 6, must: found "no", but Amina Yusuf is to be at Lecture on 9 March 2027 by the pin on line 2; no plan keeps both.'
        ],
    ),
    "pin_away_from_the_week_that_another_demands": (
        changed(pins=SMALL["pins"] + "T01,ward,2027-03-05,,no\n"),
        [
            'pins.csv, line 6, must: found "no", but Amina Yusuf is to be on CAR-T ward on 2 March 2027 by the pin on line 4; no plan keeps both.'
        ],
    ),
    "pin_away_from_another_week_or_time": (
        changed(pins=SMALL["pins"] + "T01,ward,2027-03-08,,no\nT01,lecture,2027-03-23,10:00,no\n"),
        [],
    ),
    "pins_off": (
        changed(
            pins=SMALL["pins"] + "T01,lecture,,,no\n",
            term=("[rules.led_rounds]", '[rules.pins]\noff = "a trial"\n[rules.led_rounds]'),
        ),
        [],
    ),
    "pin_outside_no": (
        changed(pins=("T02,sim,,,no", "T02,sim,2027-04-24,,no")),
        ['pins.csv, line 5, date: found "2027-04-24", outside the stay of 李伟; the pin changes nothing.'],
    ),
    "pins_on_two_services": (
        changed(pins=("T02,", "T01,lab,2027-03-04,,yes\nT02,")),
        [
            'pins.csv, line 5, item: found "lab" for Amina Yusuf, who is to be on CAR-T ward on line 4 in the same week, from 1 March 2027; no plan keeps both.'
        ],
    ),
    "pins_on_two_services_allowed": (
        changed(
            pins=("T02,", "T01,lab,2027-03-04,,yes\nT02,"),
            term=f'{SETTINGS}[rules.one_service_a_week]\noff = "to see"\n',
        ),
        [],
    ),
    "pins_beyond_the_seats": (
        changed(pins=("T02,", "T01,ward,2027-03-30,,yes\nT02,ward,2027-03-31,,yes\nT02,")),
        [
            'pins.csv, line 6, item: found "ward", which has one seat in the week from 29 March 2027, promised to Amina Yusuf; no plan keeps that.'
        ],
    ),
    "pin_twice": (
        changed(pins=("T02,", "T01,ward,2027-03-02,,yes\nT02,")),
        ["pins.csv, line 5: found the same trainee, item, date and start as on line 4; it counts once."],
    ),
    "pref_twice": (
        changed(preferences=("T01,F01,2", "T01,lab,3")),
        ["preferences.csv, line 3: found the same trainee and item as on line 2; it counts once."],
    ),
    "pref_service": (
        changed(preferences=("T01,lab", "T02,lab")),
        [
            'preferences.csv, line 2, item: found "lab", which is not for a student such as 李伟; the wish changes nothing.'
        ],
    ),
    "pref_mentor": (
        changed(preferences=("F01", "F02"), trainees=(",F01,", ",,")),
        ['preferences.csv, line 3, item: found "F02", but Lu Jiayi is no mentor; the wish changes nothing.'],
    ),
    "pref_promised": (
        changed(preferences=("F01", "F02")),
        [
            'preferences.csv, line 3, item: found "F02", but Amina Yusuf is promised Shen Wenbo as main mentor; the wish changes nothing.'
        ],
    ),
    "pref_against_the_promise": (
        changed(preferences=("F01,2", "F01,-2")),
        [
            'preferences.csv, line 3, item: found "F01" with -2, but Shen Wenbo is promised to Amina Yusuf; the wish changes nothing.'
        ],
    ),
    "pref_no_mentee": (
        changed(faculty=("3,2,ward", "3,0,ward"), trainees=(",F01,", ",,")),
        [
            'preferences.csv, line 3, item: found "F01", but Shen Wenbo is nobody\'s main mentor, as max_mentees is 0; the wish changes nothing.'
        ],
    ),
    "pin_not_for": (
        changed(pins=("T02,sim,,,no", "T02,lab,,,no")),
        [
            'pins.csv, line 5, item: found "lab", but Laboratory is not for a student such as 李伟; the pin changes nothing.'
        ],
    ),
    "pin_no_slot_no": (
        changed(pins=("T02,sim,,,no", "T02,sim,2027-03-15,,no")),
        [
            'pins.csv, line 5, date: found "2027-03-15", but Simulation does not take place on Monday 15 March 2027; the pin changes nothing.'
        ],
    ),
}


@pytest.mark.parametrize("case", FAULTS.values(), ids=FAULTS)
def test_each_fault_is_told_with_its_place(tmp_path: Path, case: Case) -> None:
    assert_stopped(tmp_path, case)


@pytest.mark.parametrize("case", NOTICES.values(), ids=NOTICES)
def test_a_notice_stops_nothing(tmp_path: Path, case: Case) -> None:
    assert_noticed(tmp_path, case)
