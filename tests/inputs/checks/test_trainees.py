"""One slip in the tables of trainees and their kinds, and the sentence that tells of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.inputs.checks.slips import Case, assert_noticed, assert_stopped
from tests.inputs.folders import SMALL, changed

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
    "no_kind": (
        changed(trainees=("李伟,student", "李伟,")),
        [
            "trainees.csv, line 3, kind: found nothing; each row needs the kind, such as fellow, resident or student."
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
            'trainees.csv, line 2, mentor: found "F02", Lu Jiayi, whose max_meetings is 0; let Lu Jiayi have more, or promise a mentor who can be met.'
        ],
    ),
    "mentor_no_hours": (
        changed(trainees=("F01", "F02"), faculty=(",,,,0,,", ",,,,,,")),
        [
            'trainees.csv, line 2, mentor: found "F02", Lu Jiayi, who has no hours; write hours of Lu Jiayi in the table hours, or promise a mentor who can be met.'
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
    "dates_in_one_cell": (
        changed(trainees=("2027-03-08,2027-04-02", "2027-03-08 to 2027-04-02,")),
        [
            'trainees.csv, line 3, first_day: found "2027-03-08 to 2027-04-02", two dates in one cell; write "2027-03-08" here, and "2027-04-02" under last_day.'
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
    "heading_in_chinese": (
        changed(trainees=("kind", "类别")),
        [
            'trainees.csv, line 1, 类别: found "类别", which is no column of trainees; allowed: id, name, kind, first_day, last_day, email, interests, mentor, completed and documents. Did you mean "kind"?'
        ],
    ),
    "note_below": (
        changed(trainees=SMALL["trainees"] + "2 trainees,,,,,,,,,\n"),
        [
            'trainees.csv, line 4, id: found nothing but "2 trainees" in this row; fill the others, or let a note begin with #.'
        ],
    ),
    "half_a_row": (
        changed(trainees=SMALL["trainees"] + "T03,Li,,,,,,,,\n"),
        ["trainees.csv, line 4: found nothing in kind, first_day and last_day; each row needs them."],
    ),
    "misspelt_optional": (
        changed(trainees=("mentor", "mentro")),
        [
            'trainees.csv, line 1, mentro: found "mentro", which is no column of trainees; allowed: id, name, kind, first_day, last_day, email, interests, mentor, completed and documents. Did you mean "mentor"?'
        ],
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
    "weekend_stay": (
        changed(
            trainees=("2027-03-08,2027-04-02", "2027-03-13,2027-03-14"),
            kinds=("student,2", "student,1"),
            pins=("T02,sim,,,no\n", ""),
        ),
        [
            "trainees.csv, line 3, last_day: found 13 March 2027 to 14 March 2027, a stay without a working day; no session, meeting or round of 李伟 can be then."
        ],
    ),
    "stay_cut_to_a_weekend": (
        changed(trainees=("2027-03-08,2027-04-02", "2027-04-24,2027-05-14"), pins=("T02,sim,,,no\n", "")),
        [
            'trainees.csv, line 3, last_day: found "2027-05-14", outside the term; the stay of 李伟 is cut to 24 April 2027 to 25 April 2027.',
            "trainees.csv, line 3, last_day: found 24 April 2027 to 25 April 2027, a stay without a working day; no session, meeting or round of 李伟 can be then.",
        ],
    ),
    "documents": (
        changed(trainees=(",,,,,CV", ",,,,,")),
        ["trainees.csv, line 3, documents: found no CV; a student brings it, or comes by arrangement."],
    ),
    "several_documents": (
        changed(trainees=(",,,,,CV", ",,,,,"), kinds=("student,2,8,CV", "student,2,8,CV;Photo")),
        [
            "trainees.csv, line 3, documents: found no CV and Photo; a student brings them, or comes by arrangement."
        ],
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
    "stay_long_enough_but_cut": (
        changed(
            trainees=("2027-03-08,2027-04-02", "2027-04-19,2027-05-28"),
            pins=("T02,sim,,,no\n", ""),
        ),
        [
            'trainees.csv, line 3, last_day: found "2027-05-28", outside the term; the stay of 李伟 is cut to 19 April 2027 to 25 April 2027.'
        ],
    ),
    "stay_too_long_and_cut": (
        changed(trainees=("2027-03-08,2027-04-02", "2027-03-08,2027-05-30")),
        [
            'trainees.csv, line 3, last_day: found "2027-05-30", outside the term; the stay of 李伟 is cut to 8 March 2027 to 25 April 2027.',
            "trainees.csv, line 3, last_day: found a stay of 12 weeks; a student stays 2 to 8 weeks, or comes by arrangement.",
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
    "curr_total": (
        changed(curriculum=("fellow,ward;lab,4", "fellow,ward;lab,9")),
        [
            "trainees.csv, line 2, last_day: found a stay of 8 weeks, but the curriculum asks for 9; some of it Amina Yusuf will not get."
        ],
    ),
    "curr_total_one_week": (
        changed(
            trainees=("2027-03-08,2027-04-02", "2027-03-08,2027-03-12"),
            kinds=("student,2", "student,1"),
            curriculum=SMALL["curriculum"] + "student,ward,2,,,\n",
        ),
        [
            "trainees.csv, line 3, last_day: found a stay of one week, but the curriculum asks for 2; some of it 李伟 will not get."
        ],
    ),
    "kind_with_a_vowel": (
        changed(
            kinds=("student,2,8", "intern,5,"),
            trainees=("李伟,student", "李伟,intern"),
            activities=("fellow;student", "fellow;intern"),
        ),
        [
            "trainees.csv, line 3, last_day: found a stay of 4 weeks; an intern stays at least 5 weeks, or comes by arrangement."
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
    "same_address": (
        changed(trainees=("04-02,,", "04-02,Shen@example.org,")),
        [
            'trainees.csv, line 3, email: found "Shen@example.org" for 李伟, as F01 in faculty.csv, line 2 has; what is sent to one of them, the other reads too.'
        ],
    ),
    "name_that_is_a_number": (
        changed(trainees=("Amina Yusuf", "46447"), faculty=("Lu Jiayi", "TBD")),
        [
            'faculty.csv, line 3, name: found "TBD", which looks like no name; plans and calendars show it as it is.',
            'trainees.csv, line 2, name: found "46447", which looks like no name; plans and calendars show it as it is.',
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
    "namesakes_of_both": (
        changed(faculty=("Lu Jiayi", "李伟")),
        [
            'trainees.csv, line 3, name: found "李伟" for T02, as F02 in faculty.csv, line 3 is called; add to one of the names, or nobody can tell whose calendar is whose.'
        ],
    ),
}


@pytest.mark.parametrize("case", FAULTS.values(), ids=FAULTS)
def test_each_fault_is_told_with_its_place(tmp_path: Path, case: Case) -> None:
    assert_stopped(tmp_path, case)


@pytest.mark.parametrize("case", NOTICES.values(), ids=NOTICES)
def test_a_notice_stops_nothing(tmp_path: Path, case: Case) -> None:
    assert_noticed(tmp_path, case)
