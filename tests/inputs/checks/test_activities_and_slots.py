"""One slip in the tables of activities, their slots and topics, and the sentence that tells of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.inputs.checks.slips import Case, assert_noticed, assert_stopped
from tests.inputs.folders import SMALL, changed


def moved(*lectures: str) -> dict[str, str]:
    """Return the small term with these rows of a lecture, with days, in the place of the one without."""
    others = SMALL["slots"].splitlines()[2:]
    rows = [*(f"lecture,{row}" for row in lectures), *(f"{row},," for row in others)]
    head = f"{SMALL['slots'].splitlines()[0]},first_day,last_day"
    pins = SMALL["pins"].replace("T01,lecture,2027-03-09,10:00,yes\n", "")
    return {**SMALL, "slots": "\n".join((head, *rows, "")), "pins": pins}


FAULTS: dict[str, Case] = {
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
            "slots.csv, line 4: found Lecture on Tue at 10:00 in Seminar room, as on line 2; keep one of them, or let them differ in their weeks or days."
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
            'slots.csv, line 4, weeks: found "5th", which is no choice of weeks; write every, odd, even, 1st, 2nd, 3rd, 4th, dates, or a list of these.'
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
    "slot_twice_for_some_days": (
        moved("Tue,10:00,R1,,,,,2027-04-04", "Tue,10:00,R1,,,,2027-03-30,"),
        [
            "slots.csv, line 3: found Lecture on Tue at 10:00 in Seminar room, as on line 2; keep one of them, or let them differ in their weeks or days."
        ],
    ),
    "slot_days_exchanged": (
        moved("Tue,10:00,R1,,,,2027-04-04,2027-03-01"),
        [
            'slots.csv, line 2, last_day: found "2027-03-01", before the first day, 4 April 2027; write the last day, which may be the first day too.'
        ],
    ),
    "slot_day_misread": (
        moved("Tue,10:00,R1,,,,,30.4.2027", "Thu,10:00,R1,,,,,"),
        [
            'slots.csv, line 2, last_day: found "30.4.2027", which is no date; write a date as 2027-03-01. Did you mean "2027-04-30"?'
        ],
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
    "list_with_chinese_commas": (
        changed(activities=("fellow;student", "fellow、student")),
        [
            'activities.csv, line 3, audience: found "fellow、student", which is no kind of trainee; separate a list by semicolons, "fellow; student".'
        ],
    ),
    "misspelt_weeks": (
        changed(slots="activity,weekday,start,weks\nlecture,Tue,10:00,odd\nlecture,Tue,10:00,even\n"),
        [
            'slots.csv, line 1, weks: found "weks", which is no column of slots; allowed: activity, weekday, start, room, seats, weeks, leads, first_day and last_day. Did you mean "weeks"?'
        ],
    ),
}

NOTICES: dict[str, Case] = {
    "hours_no_mentor": (
        changed(
            faculty=("Progress,3", "Progress,0"),
            trainees=(",F01,", ",,"),
            preferences=("T01,F01,2\n", ""),
            pins=("T01,mentoring,2027-03-08,14:00,\n", ""),
        ),
        [
            'activities.csv, line 5, id: found "mentoring", for which no mentor has 60 minutes; none takes place, and so none is owed.',
            "faculty.csv, line 2, max_meetings: found 0, but Shen Wenbo has hours for meetings; nobody will meet him or her.",
        ],
    ),
    "no_slot": (
        changed(slots=("skills,Tue,15:00,R2,2,1st;3rd,\n", "")),
        [
            'activities.csv, line 4, id: found "skills", which has no slot; it is owed, but can never be given.'
        ],
    ),
    "no_slot_of_a_weekly_one": (
        changed(slots="activity,weekday,start\nsim,Wed,14:00\nskills,Tue,15:00\n", pins=None),
        [
            'activities.csv, line 2, id: found "lecture", which has no slot; none takes place, and so none is owed.'
        ],
    ),
    "no_hours": (
        changed(activities=("monthly,60", "monthly,180"), pins=("T01,mentoring,2027-03-08,14:00,\n", "")),
        [
            'activities.csv, line 5, id: found "mentoring", for which no mentor has 180 minutes; none takes place, and so none is owed.'
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
    "slot_moves": (moved("Tue,10:00,R1,,,,,2027-04-04", "Tue,10:00,R1,6,,,2027-04-05,"), []),
    "slots_before_and_after_the_term": (
        moved("Tue,10:00,R1,,,,2026-03-01,2027-02-28", "Tue,10:00,R1,,,,2027-04-26,", "Thu,10:00,R1,,,,,"),
        [
            "slots.csv, line 2: found a slot of Lecture that never takes place; its days lie outside the term, 1 March 2027 to 25 April 2027.",
            "slots.csv, line 3: found a slot of Lecture that never takes place; its days lie outside the term, 1 March 2027 to 25 April 2027.",
        ],
    ),
    "slot_beyond_the_term": (moved("Tue,10:00,R1,,,,2026-09-01,2027-08-31"), []),
    "slot_never_on_its_days": (
        moved(
            "Tue,10:00,R1,,,,2027-03-10,2027-03-15",
            "Thu,10:00,R1,,even,,2027-03-01,2027-03-04",
            "Wed,10:00,R1,,,,,",
        ),
        [
            "slots.csv, line 2: found a slot of Lecture that never takes place; no Tuesday from 10 March 2027 to 15 March 2027 is a working day.",
            "slots.csv, line 3: found a slot of Lecture that never takes place; no Thursday from 1 March 2027 to 4 March 2027 is a working day that its weeks admit, with its room open.",
        ],
    ),
    "slot_date_outside_its_days": (
        moved("Tue,10:00,R1,,odd;2027-04-20,,,2027-04-04", "Thu,10:00,R1,,,,2027-04-08,2027-04-08"),
        [
            'slots.csv, line 2, weeks: found "2027-04-20", outside the days of the slot; it is there from 1 March 2027 to 4 April 2027 and not held then.'
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
    "topics_alike": (
        changed(topics=("Imaging", "toxicity")),
        [
            'topics.csv, line 3, topic: found "toxicity", another topic than "Toxicity" on line 2; topics are the same when they are written alike.'
        ],
    ),
    "topic_twice": (
        changed(topics=("Imaging", "Toxicity")),
        ["topics.csv, line 3: found the same activity and topic as on line 2; it counts once."],
    ),
    "same_activity": (
        changed(activities=("Simulation", "lecture")),
        [
            'activities.csv, line 3, title: found "lecture" for sim, as lecture on line 2 is called; add to one of the titles, or nobody can tell which activity is meant.'
        ],
    ),
}


@pytest.mark.parametrize("case", FAULTS.values(), ids=FAULTS)
def test_each_fault_is_told_with_its_place(tmp_path: Path, case: Case) -> None:
    assert_stopped(tmp_path, case)


@pytest.mark.parametrize("case", NOTICES.values(), ids=NOTICES)
def test_a_notice_stops_nothing(tmp_path: Path, case: Case) -> None:
    assert_noticed(tmp_path, case)
