"""One slip in each table, and the sentence that tells of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.inputs.folders import SMALL, changed, read

Case = tuple[dict[str, str], list[str]]

FAULTS: dict[str, Case] = {
    "no_such_day": (
        changed(trainees=("2027-04-02", "2027-02-30")),
        [
            'trainees.csv, line 3, last_day: found "2027-02-30", which is no day of the calendar; write a date as 2027-03-01.'
        ],
    ),
    "ambiguous": (
        changed(trainees=("2027-04-02", "01/02/2027")),
        [
            'trainees.csv, line 3, last_day: found "01/02/2027", whose day and month cannot be told apart; write 2027-02-01 or 2027-01-02.'
        ],
    ),
    "stay_backwards": (
        changed(trainees=("2027-04-02", "2027-03-01")),
        [
            'trainees.csv, line 3, last_day: found "2027-03-01", before the first day, 8 March 2027; write the last day, which may be the first day too.'
        ],
    ),
    "stay_outside": (
        changed(trainees=("2027-03-08,2027-04-02", "2026-03-08,2026-04-02")),
        [
            'trainees.csv, line 3, last_day: found "2026-04-02", so that the stay of 李伟 is outside the term; the term is 1 March 2027 to 25 April 2027.'
        ],
    ),
    "no_id": (
        changed(trainees=("T02,", ",")),
        ["trainees.csv, line 3, id: found nothing; each row needs an id of letters, digits, . - and _."],
    ),
    "id_bad": (
        changed(trainees=("T02,", "T/02,"), pins=("T02,sim,,,no\n", "")),
        [
            'trainees.csv, line 3, id: found "T/02", which is no id; write letters, digits, . - and _ only, at most 40, a letter or digit first.'
        ],
    ),
    "dup_id": (
        changed(trainees=("T02,", "T01,"), pins=("T02,sim,,,no\n", "")),
        [
            'trainees.csv, line 3, id: found "T01", as on line 2; give each trainee one row, with an id of its own.'
        ],
    ),
    "dup_look": (
        changed(trainees=("T02,", "Ｔ01,"), pins=("T02,sim,,,no\n", "")),
        [
            'trainees.csv, line 3, id: found "Ｔ01", which looks like "T01" on line 2; give each trainee one row, with an id of its own.'
        ],
    ),
    "kind_unknown": (
        changed(trainees=("李伟,student", "李伟,studnet")),
        [
            'trainees.csv, line 3, kind: found "studnet", which is no kind of trainee; allowed: fellow and student. Did you mean "student"?'
        ],
    ),
    "email": (
        changed(trainees=("amina@example.org", "amina at example")),
        [
            'trainees.csv, line 2, email: found "amina at example", which is no address; write one address as name@example.org.'
        ],
    ),
    "mentor_name": (
        changed(trainees=("F01", "Shen Wenbo")),
        ['trainees.csv, line 2, mentor: found "Shen Wenbo", which is the name of F01; write F01.'],
    ),
    "mentor_near_name": (
        changed(trainees=("F01", "Shen Wenboo")),
        [
            'trainees.csv, line 2, mentor: found "Shen Wenboo", which is no member of faculty; allowed: F01 and F02. Did you mean "F01"?'
        ],
    ),
    "mentor_unknown": (
        changed(trainees=("F01", "F9")),
        ['trainees.csv, line 2, mentor: found "F9", which is no member of faculty; allowed: F01 and F02.'],
    ),
    "mentor_no_meetings": (
        changed(trainees=("F01", "F02")),
        [
            'trainees.csv, line 2, mentor: found "F02", Lu Jiayi, whose max_meetings is 0; promise a mentor who can be met, or none.'
        ],
    ),
    "mentor_no_hours": (
        changed(trainees=("F01", "F02"), faculty=(",,,,0,,", ",,,,,,")),
        [
            'trainees.csv, line 2, mentor: found "F02", Lu Jiayi, who has no hours; promise a mentor who can be met, or none.'
        ],
    ),
    "completed": (
        changed(trainees=("sim", "simulation")),
        ['trainees.csv, line 2, completed: found "simulation", which is the name of sim; write sim.'],
    ),
    "promised_too_many": (
        changed(trainees=(",,,,,CV", ",,,F01,,CV"), faculty=("3,2,ward", "3,1,ward")),
        [
            'trainees.csv, line 3, mentor: found "F01", but Amina Yusuf and 李伟 are promised to Shen Wenbo in the week of 8 March 2027; max_mentees allows 1 at one time.'
        ],
    ),
    "same_id_twice": (
        changed(faculty=("F02", "T02"), slots=(";F02", "")),
        [
            'faculty.csv, line 3, id: found "T02", which is the id of the trainee in trainees.csv, line 3 too; give the member of faculty another id.'
        ],
    ),
    "lab_faculty": (
        changed(faculty=("F02", "lab"), slots=(";F02", "")),
        [
            'services.csv, line 3, id: found "lab", which is the id of the member of faculty in faculty.csv, line 3 too; give the service another id.'
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
    "dates_in_one_cell": (
        changed(trainees=("2027-03-08,2027-04-02", "2027-03-08 to 2027-04-02,")),
        [
            'trainees.csv, line 3, first_day: found "2027-03-08 to 2027-04-02", two dates in one cell; write "2027-03-08" here, and "2027-04-02" under last_day.'
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
    "room_seats": (
        changed(rooms=("R2,Skills laboratory,6", "R2,Skills laboratory,8.5")),
        [
            'rooms.csv, line 3, seats: found "8.5", which is no whole number; write a whole number from 0 to 10000.'
        ],
    ),
    "room_seats_big": (
        changed(rooms=("R2,Skills laboratory,6", "R2,Skills laboratory,1000000000")),
        [
            "rooms.csv, line 3, seats: found 1000000000, which is out of range; write a whole number from 0 to 10000."
        ],
    ),
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
    "service_seats": (
        changed(services=("CAR-T ward,2", "CAR-T ward,")),
        ["services.csv, line 2, seats: found nothing; each row needs a whole number from 0 to 10000."],
    ),
    "service_weeks": (
        changed(services=("2,6,08:00", "7,6,08:00")),
        [
            'services.csv, line 2, max_weeks: found "6", less than min_weeks, which is 7; write the larger number here.'
        ],
    ),
    "round_half": (
        changed(services=("08:00,60", "08:00,")),
        [
            'services.csv, line 2, round_minutes: found nothing, but round_start is "08:00"; write both or neither.'
        ],
    ),
    "round_half2": (
        changed(services=("08:00,60", ",60")),
        [
            'services.csv, line 2, round_start: found nothing, but round_minutes is "60"; write both or neither.'
        ],
    ),
    "round_early": (
        changed(services=("08:00,60", "07:00,60")),
        [
            'services.csv, line 2, round_start: found "07:00" for 60 minutes, outside the day; the day is 07:30 to 18:00 in the settings.'
        ],
    ),
    "blocks": (
        changed(services=(",sim,", ",sims,")),
        [
            'services.csv, line 2, blocks: found "sims", which is no activity; allowed: lecture, sim, skills and mentoring. Did you mean "sim"?'
        ],
    ),
    "service_circle": (
        changed(services=("sim,\n", "sim,lab\n"), preferences=("T01,lab,3\n", "")),
        [
            "services.csv, line 3, after: found a circle, Laboratory after CAR-T ward after Laboratory; let one service of it come first."
        ],
    ),
    "service_self": (
        changed(services=("sim,\n", "sim,ward\n")),
        [
            "services.csv, line 2, after: found a circle, CAR-T ward after CAR-T ward; let one service of it come first."
        ],
    ),
    "reserved": (
        changed(
            services=("lab,", "rotation,"),
            curriculum=(";lab", ""),
            pins=("T02,sim,,,no\n", ""),
            preferences=("T01,lab,3\n", ""),
        ),
        [
            'services.csv, line 3, id: found "rotation", which is what a plan calls a week on no service; choose another id.'
        ],
    ),
    "curr_service": (
        changed(curriculum=("ward;lab", "ward;labb")),
        [
            'curriculum.csv, line 3, service: found "labb", which is no service; allowed: ward and lab. Did you mean "lab"?'
        ],
    ),
    "curr_empty": (
        changed(curriculum=("fellow,ward;lab", "fellow,;")),
        ['curriculum.csv, line 3, service: found ";", which names nothing; write at least one.'],
    ),
    "curr_order": (
        changed(curriculum=("2,,2,7", "2,,8,7")),
        [
            'curriculum.csv, line 2, to_weeks: found "7", less than from_weeks, which is 8; write the larger number here.'
        ],
    ),
    "curr_kind": (
        changed(curriculum=("fellow,ward,2", "felow,ward,2")),
        [
            'curriculum.csv, line 2, kind: found "felow", which is no kind of trainee; allowed: fellow and student. Did you mean "fellow"?'
        ],
    ),
    "format": (
        changed(activities=("Lecture,group", "Lecture,gruop")),
        [
            'activities.csv, line 2, format: found "gruop", which is not allowed here; write group or meeting. Did you mean "group"?'
        ],
    ),
    "cadence": (
        changed(activities=("group,weekly", "group,montly")),
        [
            'activities.csv, line 2, cadence: found "montly", which is not allowed here; write weekly, biweekly, monthly, first_week, last_week, once or rotation_end. Did you mean "monthly"?'
        ],
    ),
    "minutes": (
        changed(activities=("weekly,45", "weekly,0")),
        [
            "activities.csv, line 2, minutes: found 0, which is out of range; write a whole number from 1 to 720."
        ],
    ),
    "after_unknown": (
        changed(activities=("sim*2", "sims*2")),
        [
            'activities.csv, line 4, after: found "sims", which is no activity; allowed: lecture, sim, skills and mentoring. Did you mean "sim"?'
        ],
    ),
    "after_bad": (
        changed(activities=("sim*2", "sim*many")),
        [
            'activities.csv, line 4, after: found "sim*many", which cannot be read; write an activity, with *3 for three times, at most *99.'
        ],
    ),
    "circle": (
        changed(activities=("weekly,45,,,", "weekly,45,,,skills")),
        [
            "activities.csv, line 2, after: found a circle, Lecture after Skills after Lecture; let one activity of it come first."
        ],
    ),
    "slot_twice": (
        changed(slots=("skills,Tue", "lecture,Tue,10:00,R1,,,\nskills,Tue")),
        [
            "slots.csv, line 4: found Lecture on Tue at 10:00 in Seminar room, as on line 2; keep one of them, or let them differ in their weeks."
        ],
    ),
    "slot_seats": (
        changed(slots=("R2,6,odd", "R2,7,odd")),
        ["slots.csv, line 3, seats: found 7, but Skills laboratory has 6 seats; write at most 6."],
    ),
    "slot_late": (
        changed(slots=("13:00", "17:30")),
        [
            'slots.csv, line 3, start: found "17:30" for 90 minutes, outside the day; the day is 07:30 to 18:00 in the settings.'
        ],
    ),
    "slot_meeting": (
        changed(slots=("skills,Tue", "mentoring,Tue")),
        [
            'slots.csv, line 4, activity: found "mentoring", whose format is meeting; meetings take place in the hours of mentors: see hours.'
        ],
    ),
    "slot_weeks": (
        changed(slots=("1st;3rd", "1st;5th")),
        [
            'slots.csv, line 4, weeks: found "5th", which is no choice of weeks; write every, odd, even, 1st, 2nd, 3rd, 4th, dates, or a list of these. Did you mean "4th"?'
        ],
    ),
    "slot_weeks2": (
        changed(slots=("1st;3rd", "1st;2027-02-29")),
        [
            'slots.csv, line 4, weeks: found "2027-02-29", which is no day of the calendar; write a date as 2027-03-01.'
        ],
    ),
    "slot_time": (
        changed(slots=("13:00", "9.30")),
        [
            'slots.csv, line 3, start: found "9.30", which is no time of day; write a time as 08:30. Did you mean "09:30"?'
        ],
    ),
    "slot_lead": (
        changed(slots=("F01;F02", "F01;Lu Jiayi")),
        ['slots.csv, line 3, leads: found "Lu Jiayi", which is the name of F02; write F02.'],
    ),
    "slot_room": (
        changed(slots=("R1,,,", "R9,,,")),
        ['slots.csv, line 2, room: found "R9", which is no room; allowed: R1 and R2.'],
    ),
    "topic_activity": (
        changed(topics=("lecture,Imaging", "lectures,Imaging")),
        [
            'topics.csv, line 3, activity: found "lectures", which is no activity; allowed: lecture, sim, skills and mentoring. Did you mean "lecture"?'
        ],
    ),
    "topic_empty": (
        changed(topics=("Imaging", "")),
        ["topics.csv, line 3, topic: found nothing; each row needs a text."],
    ),
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
            'pins.csv, line 2, date: found "2027-03-10", but Lecture does not take place on Wednesday 10 March 2027; it does on 2027-03-02, 2027-03-09, 2027-03-16, 2027-03-23, 2027-03-30, 2027-04-06 and 2 more days.'
        ],
    ),
    "pin_no_slot_few": (
        changed(pins=("lecture,2027-03-09,10:00", "skills,2027-03-09,")),
        [
            'pins.csv, line 2, date: found "2027-03-09", but Skills does not take place on Tuesday 9 March 2027; it does on 2027-03-02, 2027-03-16 and 2027-04-20.'
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
            'pins.csv, line 3, date: found "2027-03-09", but Mentor meeting does not take place on Tuesday 9 March 2027; it does on 2027-03-01, 2027-03-08, 2027-03-11, 2027-03-15, 2027-03-22, 2027-03-25 and 3 more days.'
        ],
    ),
    "seats_item": (
        changed(seats=("ward,", "R1,")),
        [
            'seats.csv, line 2, item: found "R1", which is no service or activity; allowed: ward, lab, lecture, sim, skills and mentoring.'
        ],
    ),
    "seats_neg": (
        changed(seats=("2027-04-04,1", "2027-04-04,-1")),
        ["seats.csv, line 2, seats: found -1, which is out of range; write a whole number from 0 to 10000."],
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
    "kinds_order": (
        changed(kinds=("2,26", "27,26")),
        [
            'kinds.csv, line 2, max_weeks: found "26", less than min_weeks, which is 27; write the larger number here.'
        ],
    ),
    "kinds_twice": (
        changed(
            kinds=("student", "fellow"),
            trainees=("student", "fellow"),
            activities=("fellow;student", "fellow"),
        ),
        [
            'kinds.csv, line 3, kind: found "fellow", as on line 2; give each kind of trainee one row, with an id of its own.'
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
    "no_column": (
        changed(rooms="id,seats\nR1,12\nR2,6\n"),
        ["rooms.csv, name: found no such column; rooms need it: what the room is called."],
    ),
    "no_half": (
        changed(services="id,name,seats,round_start\nward,CAR-T ward,2,08:00\nlab,Laboratory,1,08:00\n"),
        [
            "services.csv, round_minutes: found no such column, but there is round_start; write both or neither."
        ],
    ),
    "heading_in_chinese": (
        changed(trainees=("kind", "类别")),
        [
            'trainees.csv, line 1, 类别: found "类别", which is no column of trainees; allowed: id, name, kind, first_day, last_day, email, interests, mentor, completed and documents. Did you mean "kind"?'
        ],
    ),
    "headings_in_chinese": (
        changed(rooms=("id,name", "编号,名称")),
        [
            'rooms.csv, line 1, 名称: found "名称", which is no column of rooms; allowed: id, name, seats and site. Did you mean "name"?',
            'rooms.csv, line 1, 编号: found "编号", which is no column of rooms; allowed: id, name, seats and site. Did you mean "id"?',
        ],
    ),
    "headings_again": (
        changed(rooms=("R2,", "id,name,seats,site\nR2,")),
        ["rooms.csv, line 3, id: found the names of the columns again; delete this line."],
    ),
    "note_below": (
        changed(trainees=SMALL["trainees"] + "2 trainees,,,,,,,,,\n"),
        [
            'trainees.csv, line 4, id: found nothing but "2 trainees" in this row; fill the others, or let a note begin with #.'
        ],
    ),
    "note_below_few_columns": (
        changed(rooms=SMALL["rooms"] + "as of 3 March,,,\n"),
        [
            'rooms.csv, line 4, id: found nothing but "as of 3 March" in this row; fill the others, or let a note begin with #.'
        ],
    ),
    "half_a_row": (
        changed(trainees=SMALL["trainees"] + "T03,Li,,,,,,,,\n"),
        ["trainees.csv, line 4: found nothing in kind, first_day and last_day; each row needs them."],
    ),
    "exchanged_columns": (
        changed(
            absences="who,last_day,first_day\nT01,2027-03-15,2027-03-16\nR2,2027-04-06,2027-04-08\nF01,2027-03-17,2027-03-18\n"
        ),
        [
            "absences.csv, last_day: found last_day before first_day in each of 3 rows; see whether the columns are exchanged."
        ],
    ),
    "misspelt_column": (
        changed(rooms=("name", "nmae")),
        [
            'rooms.csv, line 1, nmae: found "nmae", which is no column of rooms; allowed: id, name, seats and site. Did you mean "name"?'
        ],
    ),
    "list_with_commas": (
        changed(faculty=("lecture;ward", '"lecture, ward"')),
        [
            'faculty.csv, line 3, leads: found "lecture, ward", which is no service or activity; separate a list by semicolons, "lecture; ward".'
        ],
    ),
    "list_with_chinese_commas": (
        changed(activities=("fellow;student", "fellow、student")),
        [
            'activities.csv, line 3, audience: found "fellow、student", which is no kind of trainee; separate a list by semicolons, "fellow; student".'
        ],
    ),
    "zeros_left_out": (
        changed(rooms=("R2", "007"), absences=("R2", "7")) | {"slots": SMALL["slots"].replace("R2", "007")},
        [
            'absences.csv, line 4, who: found "7", which is no trainee or member of faculty or room; write 007, in a column formatted as text: Excel leaves out zeros.'
        ],
    ),
    "full_width_commas": (
        changed(rooms=("R2,Skills laboratory,6,", "R2，Skills laboratory，6，")),
        ["rooms.csv, line 3: found full-width commas between the cells; write ordinary commas."],
    ),
    "misspelt_optional": (
        changed(trainees=("mentor", "mentro")),
        [
            'trainees.csv, line 1, mentro: found "mentro", which is no column of trainees; allowed: id, name, kind, first_day, last_day, email, interests, mentor, completed and documents. Did you mean "mentor"?'
        ],
    ),
    "dates_of_another_form": (
        changed(
            calendar="date,kind\n01.05.2027,holiday\n02.05.2027,holiday\n13.05.2027,holiday\n3 May 2027,holiday\n"
        ),
        [
            'calendar.csv, date: found "01.05.2027", whose day and month cannot be told apart, and so on in all 4 rows; write 2027-05-01 or 2027-01-05.'
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
    "pasted_again": (
        changed(rooms="id,name\n" + 2 * "R1,A\nR2,B\nR3,C\nR4,D\n"),
        ["rooms.csv, line 6, id: found 4 rows that repeat rows above them, the first here; delete them."],
    ),
    "all_stays_outside": (
        changed(
            trainees="id,name,kind,first_day,last_day\n"
            + "".join(f"T0{n},Trainee {n},fellow,2028-03-0{n},2028-04-02\n" for n in (1, 2, 3)),
            pins=None,
            absences=None,
            preferences=None,
        ),
        [
            "trainees.csv: found 3 stays, all of them outside the term, 1 March 2027 to 25 April 2027; look at the years here, and in the settings."
        ],
    ),
    "hours_on_two_days": (
        changed(hours=("F01,Mon", '"F01","Mon, Wed"')),
        ['hours.csv, line 2, weekday: found "Mon, Wed"; write a row for each of Mon and Wed.'],
    ),
    "misspelt_half": (
        changed(services=("round_minutes", "round_minuts")),
        [
            'services.csv, line 1, round_minuts: found "round_minuts", which is no column of services; allowed: id, name, seats, min_weeks, max_weeks, round_start, round_minutes, audience, blocks and after. Did you mean "round_minutes"?'
        ],
    ),
    "misspelt_other_half": (
        changed(absences=("start", "strat")),
        [
            'absences.csv, line 1, strat: found "strat", which is no column of absences; allowed: who, first_day, last_day, start, end and reason. Did you mean "start"?'
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
    "misspelt_weeks": (
        changed(slots="activity,weekday,start,weks\nlecture,Tue,10:00,odd\nlecture,Tue,10:00,even\n"),
        [
            'slots.csv, line 1, weks: found "weks", which is no column of slots; allowed: activity, weekday, start, room, seats, weeks and leads. Did you mean "weeks"?'
        ],
    ),
    "rooms_unread": (
        changed(
            rooms=("name", "nmae"),
            slots=("sim,Wed", "lecture,Tue,10:00,R2,,,\nsim,Wed"),
        ),
        [
            'rooms.csv, line 1, nmae: found "nmae", which is no column of rooms; allowed: id, name, seats and site. Did you mean "name"?'
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
    "one_row_short": (
        changed(faculty=("F02,Lu Jiayi,,,,0,,lecture;ward", "F02,Lu Jiayi")),
        [
            "faculty.csv, line 3: found 2 cells, but the header has 8; write the commas around empty cells too."
        ],
    ),
    "no_table": (
        changed(trainees=None, pins=None, absences=None, preferences=None),
        ["trainees.csv: found no table trainees; a term needs it: who learns, and from when to when."],
    ),
    "misspelt_table": (
        changed(trainees=None),
        ["trainees.csv: found no table trainees; a term needs it: who learns, and from when to when."],
    ),
}

NOTICES: dict[str, Case] = {
    "stay_cut": (
        changed(trainees=("2027-03-08,2027-04-02", "2027-02-08,2027-04-02")),
        [
            'trainees.csv, line 3, first_day: found "2027-02-08", outside the term; the stay of 李伟 is cut to 1 March 2027 to 2 April 2027.'
        ],
    ),
    "stay_cut_late": (
        changed(trainees=("2027-03-08,2027-04-02", "2027-03-08,2027-05-02")),
        [
            'trainees.csv, line 3, last_day: found "2027-05-02", outside the term; the stay of 李伟 is cut to 8 March 2027 to 25 April 2027.'
        ],
    ),
    "documents": (
        changed(trainees=(",,,,,CV", ",,,,,")),
        ["trainees.csv, line 3, documents: found no CV; a student brings it, or comes by arrangement."],
    ),
    "short_stay": (
        changed(kinds=("student,2", "student,5")),
        [
            "trainees.csv, line 3, last_day: found a stay of 4 weeks; a student stays 5 to 8 weeks, or comes by arrangement."
        ],
    ),
    "short_stay2": (
        changed(kinds=("student,2,8", "student,5,")),
        [
            "trainees.csv, line 3, last_day: found a stay of 4 weeks; a student stays at least 5 weeks, or comes by arrangement."
        ],
    ),
    "hours_no_mentor": (
        changed(
            faculty=("Progress,3", "Progress,0"),
            trainees=(",F01,", ",,"),
            preferences=("T01,F01,2\n", ""),
            pins=("T01,mentoring,2027-03-08,14:00,\n", ""),
        ),
        [
            'activities.csv, line 5, id: found "mentoring", for which no mentor has 60 minutes; it is owed, but can never be given.',
            "faculty.csv, line 2, max_meetings: found 0, but Shen Wenbo has hours for meetings; nobody will meet him or her.",
        ],
    ),
    "interest": (
        changed(trainees=("Stem cells", "Stem cell")),
        [
            'trainees.csv, line 2, interests: found "Stem cell", which no member of faculty has; interests are shared when they are written alike. Did you mean "Stem cells"?'
        ],
    ),
    "interests_with_commas": (
        changed(
            trainees=("Stem cells;Ethics", '"Stem cells, ethics"'),
            faculty=("Stem cells", "Stem cells;Ethics"),
        ),
        [
            'trainees.csv, line 2, interests: found "Stem cells, ethics", which is read as one interest; separate a list by semicolons, "Stem cells; ethics".'
        ],
    ),
    "no_interest": (
        changed(trainees=("Stem cells;Ethics", "none")),
        [
            'trainees.csv, line 2, interests: found "none", which is read as an interest; leave the cell empty for none.'
        ],
    ),
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
    "rounds_unled": (
        changed(faculty="id,name,max_meetings\nF01,Shen Wenbo,\nF02,Lu,0\n"),
        [
            'services.csv, line 2, id: found "ward", whose rounds nobody leads; name it under leads in the table faculty.'
        ],
    ),
    "after_audience": (
        changed(services=("60,,sim,", "60,student,sim,"), pins=("T01,ward,2027-03-02,,\n", "")),
        [
            "curriculum.csv, line 2, service: found ward, not for the kind fellow; no such trainee can have these weeks.",
            'services.csv, line 3, after: found "ward", which does not admit fellow; Laboratory does, but can never be given to them.',
        ],
    ),
    "curr_many": (
        changed(curriculum=("fellow,ward,2,,2,7", "fellow,ward,9,,2,7")),
        ["curriculum.csv, line 2, weeks: found 9 weeks of stays of at most 7; no such stay can have them."],
    ),
    "curr_rot": (
        changed(curriculum=("4,2,8", "4,3,8")),
        [
            "curriculum.csv, line 3, rotations: found 3 rotations, but 2 to choose from; nobody can have so many different ones."
        ],
    ),
    "curr_audience": (
        changed(curriculum=("fellow,ward,2,,2,7", "student,lab,2,,2,7")),
        [
            "curriculum.csv, line 2, service: found lab, not for the kind student; no such trainee can have these weeks."
        ],
    ),
    "curr_twice": (
        changed(curriculum=SMALL["curriculum"] + "fellow,ward,2,0,2,7\n"),
        ["curriculum.csv, line 4: found the same row as on line 2; it counts once."],
    ),
    "seats_twice": (
        changed(seats=SMALL["seats"] + "sim,2027-03-31,2027-03-31,4\n"),
        ["seats.csv, line 4: found the same row as on line 3; it counts once."],
    ),
    "curr_total": (
        changed(curriculum=("fellow,ward;lab,4", "fellow,ward;lab,9")),
        [
            "trainees.csv, line 2, last_day: found a stay of 8 weeks, but the curriculum asks for 9; some of it Amina Yusuf will not get."
        ],
    ),
    "no_slot": (
        changed(slots=("skills,Tue,15:00,R2,2,1st;3rd,\n", "")),
        [
            'activities.csv, line 4, id: found "skills", which has no slot; it is owed, but can never be given.'
        ],
    ),
    "no_hours": (
        changed(activities=("monthly,60", "monthly,180"), pins=("T01,mentoring,2027-03-08,14:00,\n", "")),
        [
            'activities.csv, line 5, id: found "mentoring", for which no mentor has 180 minutes; it is owed, but can never be given.'
        ],
    ),
    "not_for2": (
        changed(activities=("fellow;student,20", "student,20")),
        [
            'activities.csv, line 4, after: found "sim", which does not admit fellow; Skills does, but can never be given to them.'
        ],
    ),
    "slot_weekend": (
        changed(slots=("skills,Tue", "skills,Sun")),
        [
            "slots.csv, line 4: found a slot of Skills that never takes place; no Sunday of the term is a working day."
        ],
    ),
    "slot_never": (
        changed(slots=("1st;3rd", "2027-04-30")),
        [
            "slots.csv, line 4: found a slot of Skills that never takes place; no Tuesday of the term is a working day that its weeks admit, with its room open.",
            'slots.csv, line 4, weeks: found "2027-04-30", a Friday; the slot is on a Tuesday and not held then.',
        ],
    ),
    "slot_wrong_date": (
        changed(slots=("odd;2027-03-10", "odd;2027-03-11")),
        [
            'slots.csv, line 3, weeks: found "2027-03-11", a Thursday; the slot is on a Wednesday and not held then.'
        ],
    ),
    "total_row": (
        changed(services=SMALL["services"] + "Total,all,3,,,,,,,\n"),
        [
            'services.csv, line 4, id: found "Total", which is read as the service of this row; delete the row, or let it begin with #, if it is a total.'
        ],
    ),
    "unseen_in_a_column": (
        changed(
            topics="activity,topic\n"
            + "".join(f"lecture,\u00a0Topic {n}\n" for n in (1, 2, 3, 4))
            + "mentoring,Progress\n"
        ),
        [
            "topics.csv, line 2, topic: found characters that cannot be seen in 4 cells of topic, the first here; they are read without them."
        ],
    ),
    "no_seats": (
        changed(
            services=("Laboratory,1", "Laboratory,0"),
            rooms=("Seminar room,12", "Seminar room,0"),
            slots=("R2,2,1st", "R2,0,1st"),
        ),
        [
            "rooms.csv, line 2, seats: found 0; nobody can be in Seminar room.",
            "services.csv, line 3, seats: found 0; nobody can be on Laboratory.",
            "slots.csv, line 4, seats: found 0; nobody can be at Skills.",
        ],
    ),
    "no_seats_but_for_a_while": (
        changed(services=("CAR-T ward,2", "CAR-T ward,0"), slots=("R2,6,odd", "R2,0,odd")),
        [],
    ),
    "hours_too_short": (
        changed(hours=("Thu,14:00,15:00", "Thu,14:00,14:40")),
        [
            'hours.csv, line 3, end: found "14:40", 40 minutes after the start; the shortest meeting takes 60, so these hours are never used.'
        ],
    ),
    "kinds_alike": (
        changed(
            kinds=None,
            trainees=("李伟,student", "李伟,Fellow"),
            activities=("fellow;student", "fellow"),
            pins=("T02,sim,,,no\n", ""),
        ),
        [
            'trainees.csv, line 3, kind: found "Fellow", another kind than "fellow" on line 2; kinds are the same when they are written alike.'
        ],
    ),
    "topics_alike": (
        changed(topics=("Imaging", "toxicity")),
        [
            'topics.csv, line 3, topic: found "toxicity", another topic than "Toxicity" on line 2; topics are the same when they are written alike.'
        ],
    ),
    "curr_longer_than_rotations": (
        changed(curriculum=("fellow,ward,2,,2,7", "fellow,ward,7,,2,7")),
        [
            "curriculum.csv, line 2, weeks: found 7, but rotations there last at most 6 weeks together; nobody is on a service twice."
        ],
    ),
    "topic_twice": (
        changed(topics=("Imaging", "Toxicity")),
        ["topics.csv, line 3: found the same activity and topic as on line 2; it counts once."],
    ),
    "pin_outside_no": (
        changed(pins=("T02,sim,,,no", "T02,sim,2027-04-24,,no")),
        ['pins.csv, line 5, date: found "2027-04-24", outside the stay of 李伟; the pin changes nothing.'],
    ),
    "pin_twice": (
        changed(pins=("T02,", "T01,ward,2027-03-02,,yes\nT02,")),
        ["pins.csv, line 5: found the same trainee, item, date and start as on line 4; it counts once."],
    ),
    "seats_outside": (
        changed(seats=("2027-03-31,2027-03-31", "2026-03-31,2026-03-31")),
        [
            "seats.csv, line 3: found 31 March 2026, outside the term; the term is 1 March 2027 to 25 April 2027."
        ],
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
    "seats_above_the_room": (
        changed(seats=("2027-03-31,2027-03-31,4", "2027-03-31,2027-03-31,7")),
        [
            "seats.csv, line 3, seats: found 7, but Simulation then takes place in Skills laboratory; no more than 6 fit in there."
        ],
    ),
    "same_service": (
        changed(services=("Laboratory", "CAR-T  Ward")),
        [
            'services.csv, line 3, name: found "CAR-T  Ward" for lab, as ward on line 2 is called; add to one of the names, or nobody can tell which service is meant.'
        ],
    ),
    "same_room": (
        changed(rooms=("Skills laboratory", "Seminar room")),
        [
            'rooms.csv, line 3, name: found "Seminar room" for R2, as R1 on line 2 is called; add to one of the names, or nobody can tell where to go.'
        ],
    ),
    "same_activity": (
        changed(activities=("Simulation", "lecture")),
        [
            'activities.csv, line 3, title: found "lecture" for sim, as lecture on line 2 is called; add to one of the titles, or nobody can tell which activity is meant.'
        ],
    ),
    "same_address": (
        changed(trainees=("04-02,,", "04-02,Shen@example.org,")),
        [
            'trainees.csv, line 3, email: found "Shen@example.org" for 李伟, as F01 in faculty.csv, line 2 has; what is sent to one of them, the other reads too.'
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
    "misread": (
        changed(trainees=("李伟", "SiobhÃ¡n O'Hara")),
        [
            'trainees.csv, line 3, name: found "SiobhÃ¡n O\'Hara", as "Siobhán O\'Hara" looks in a wrong encoding; if that is meant, write it again.'
        ],
    ),
    "namesakes": (
        changed(trainees=("李伟", "AMINA  Yusuf")),
        [
            'trainees.csv, line 3, name: found "AMINA  Yusuf" for T02, as T01 on line 2 is called; add to one of the names, or nobody can tell whose calendar is whose.'
        ],
    ),
    "namesakes_of_faculty": (
        changed(faculty=("Lu Jiayi", "Ｓhen Wenbo")),
        [
            'faculty.csv, line 3, name: found "Ｓhen Wenbo" for F02, as F01 on line 2 is called; add to one of the names, or nobody can tell whose calendar is whose.'
        ],
    ),
    "namesakes_of_both": (
        changed(faculty=("Lu Jiayi", "李伟")),
        [
            'trainees.csv, line 3, name: found "李伟" for T02, as F02 in faculty.csv, line 3 is called; add to one of the names, or nobody can tell whose calendar is whose.'
        ],
    ),
    "seats_of_a_meeting": (
        changed(seats=("sim,2027-03-31,2027-03-31", "mentoring,2027-03-31,2027-03-31")),
        [
            'seats.csv, line 3, item: found "mentoring", whose format is meeting; the row changes nothing, as meetings have no seats, but the hours of mentors.'
        ],
    ),
    "seats_of_no_slot": (
        changed(seats=("sim,2027-03-31,2027-03-31", "sim,2027-04-01,2027-04-06")),
        [
            'seats.csv, line 3, item: found "sim", which takes place on no day of 1 April 2027 to 6 April 2027; the row changes nothing.'
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
    tables, expected = case
    reading = read(tmp_path, tables)
    assert ([str(fault) for fault in reading.faults], reading.term) == (expected, None)


@pytest.mark.parametrize("case", NOTICES.values(), ids=NOTICES)
def test_a_notice_stops_nothing(tmp_path: Path, case: Case) -> None:
    tables, expected = case
    reading = read(tmp_path, tables)
    assert ([str(notice) for notice in reading.notices], reading.faults) == (expected, ())
    assert reading.term is not None
