"""One slip in the tables of rooms and seats, and the sentence that tells of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.inputs.checks.slips import Case, assert_noticed, assert_stopped
from tests.inputs.folders import SMALL, changed

FAULTS: dict[str, Case] = {
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
    "seats_item": (
        changed(seats=("ward,", "T01,")),
        [
            'seats.csv, line 2, item: found "T01", which is no service or activity or room; allowed: ward, lab, lecture, sim, skills, mentoring, R1 and R2.'
        ],
    ),
    "slot_above_the_room_at_its_largest": (
        changed(slots=("R2,2,1st", "R2,9,1st"), seats=SMALL["seats"] + "R2,2027-03-15,2027-03-21,8\n"),
        ["slots.csv, line 4, seats: found 9, but Skills laboratory has 8 seats; write at most 8."],
    ),
    "seats_neg": (
        changed(seats=("2027-04-04,1", "2027-04-04,-1")),
        ["seats.csv, line 2, seats: found -1, which is out of range; write a whole number from 0 to 10000."],
    ),
    "no_column": (
        changed(rooms="id,seats\nR1,12\nR2,6\n"),
        ["rooms.csv, name: found no such column; rooms need it: what the room is called."],
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
    "note_below_few_columns": (
        changed(rooms=SMALL["rooms"] + "as of 3 March,,,\n"),
        [
            'rooms.csv, line 4, id: found nothing but "as of 3 March" in this row; fill the others, or let a note begin with #.'
        ],
    ),
    "misspelt_column": (
        changed(rooms=("name", "nmae")),
        [
            'rooms.csv, line 1, nmae: found "nmae", which is no column of rooms; allowed: id, name, seats and site. Did you mean "name"?'
        ],
    ),
    "full_width_commas": (
        changed(rooms=("R2,Skills laboratory,6,", "R2，Skills laboratory，6，")),
        [
            "rooms.csv, line 3: found full-width commas between the cells; write commas, as between the names of the columns."
        ],
    ),
    "pasted_again": (
        changed(rooms="id,name\n" + 2 * "R1,A\nR2,B\nR3,C\nR4,D\n"),
        ["rooms.csv, line 6, id: found 4 rows that repeat rows above them, the first here; delete them."],
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
}

NOTICES: dict[str, Case] = {
    "seats_twice": (
        changed(seats=SMALL["seats"] + "sim,2027-03-31,2027-03-31,4\n"),
        ["seats.csv, line 4: found the same row as on line 3; it counts once."],
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
    "seats_of_a_service_or_a_room": (
        changed(rooms=("R1,", "ward,"), slots=("R1", "ward")),
        [
            'seats.csv, line 2, item: found "ward", the id of a service and of a room; it is read as the service: to give the room other seats, give it another id.'
        ],
    ),
    "seats_of_an_activity_or_a_room": (
        changed(rooms=("R1,", "sim,"), slots=("R1", "sim")),
        [
            'seats.csv, line 3, item: found "sim", the id of an activity and of a room; it is read as the activity: to give the room other seats, give it another id.'
        ],
    ),
    "no_seats_in_a_room_but_for_a_while": (
        changed(
            rooms=("Seminar room,12", "Seminar room,0"), seats=SMALL["seats"] + "R1,2027-03-09,2027-03-09,3\n"
        ),
        [],
    ),
    "seats_of_a_room_that_is_not_used": (
        changed(seats=SMALL["seats"] + "R1,2027-03-10,2027-03-10,3\n"),
        [
            'seats.csv, line 4, item: found "R1", in which nothing takes place on 10 March 2027; the row changes nothing.'
        ],
    ),
    "seats_of_a_room_outside": (
        changed(seats=SMALL["seats"] + "R1,2026-03-10,2026-03-10,3\n"),
        [
            "seats.csv, line 4: found 10 March 2026, outside the term; the term is 1 March 2027 to 25 April 2027."
        ],
    ),
    "seats_above_the_room_on_that_day": (
        changed(seats=SMALL["seats"] + "R2,2027-03-31,2027-03-31,3\n"),
        [
            "seats.csv, line 3, seats: found 4, but Simulation then takes place in Skills laboratory; no more than 3 fit in there."
        ],
    ),
    "slot_above_the_room_but_for_a_while": (
        changed(slots=("R2,6,odd", "R2,8,odd"), seats=SMALL["seats"] + "R2,2027-03-15,2027-03-21,8\n"),
        [],
    ),
    "no_seats_but_for_a_while": (
        changed(services=("CAR-T ward,2", "CAR-T ward,0"), slots=("R2,6,odd", "R2,0,odd")),
        [
            'pins.csv, line 4, item: found "ward", which has no seats in the week from 1 March 2027; no plan keeps that.'
        ],
    ),
    "seats_outside": (
        changed(seats=("2027-03-31,2027-03-31", "2026-03-31,2026-03-31")),
        [
            "seats.csv, line 3: found 31 March 2026, outside the term; the term is 1 March 2027 to 25 April 2027."
        ],
    ),
    "seats_above_the_room": (
        changed(seats=("2027-03-31,2027-03-31,4", "2027-03-31,2027-03-31,7")),
        [
            "seats.csv, line 3, seats: found 7, but Simulation then takes place in Skills laboratory; no more than 6 fit in there."
        ],
    ),
    "same_room": (
        changed(rooms=("Skills laboratory", "Seminar room")),
        [
            'rooms.csv, line 3, name: found "Seminar room" for R2, as R1 on line 2 is called; add to one of the names, or nobody can tell where to go.'
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
            'seats.csv, line 3, item: found "sim", which does not take place from 1 April 2027 to 6 April 2027; the row changes nothing.'
        ],
    ),
}


@pytest.mark.parametrize("case", FAULTS.values(), ids=FAULTS)
def test_each_fault_is_told_with_its_place(tmp_path: Path, case: Case) -> None:
    assert_stopped(tmp_path, case)


@pytest.mark.parametrize("case", NOTICES.values(), ids=NOTICES)
def test_a_notice_stops_nothing(tmp_path: Path, case: Case) -> None:
    assert_noticed(tmp_path, case)
