"""One slip in the tables of services and the curriculum, and the sentence that tells of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.inputs.checks.slips import Case, assert_noticed, assert_stopped
from tests.inputs.folders import SMALL, changed

FAULTS: dict[str, Case] = {
    "lab_faculty": (
        changed(faculty=("F02", "lab"), slots=(";F02", "")),
        [
            'services.csv, line 3, id: found "lab", which is the id of the member of faculty in faculty.csv, line 3 too; give the service another id.'
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
    "no_half": (
        changed(services="id,name,seats,round_start\nward,CAR-T ward,2,08:00\nlab,Laboratory,1,08:00\n"),
        [
            "services.csv, round_minutes: found no such column, but there is round_start; write both or neither."
        ],
    ),
    "misspelt_half": (
        changed(services=("round_minutes", "round_minuts")),
        [
            'services.csv, line 1, round_minuts: found "round_minuts", which is no column of services; allowed: id, name, seats, min_weeks, max_weeks, round_start, round_minutes, audience, blocks and after. Did you mean "round_minutes"?'
        ],
    ),
}

NOTICES: dict[str, Case] = {
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
    "total_row": (
        changed(services=SMALL["services"] + "Total,all,3,,,,,,,\n"),
        [
            'services.csv, line 4, id: found "Total", which is read as the service of this row; delete the row, or let it begin with #, if it is a total.'
        ],
    ),
    "curr_longer_than_rotations": (
        changed(curriculum=("fellow,ward,2,,2,7", "fellow,ward,7,,2,7")),
        [
            "curriculum.csv, line 2, weeks: found 7, but rotations there last at most 6 weeks together; nobody is on a service twice."
        ],
    ),
    "same_service": (
        changed(services=("Laboratory", "CAR-T  Ward")),
        [
            'services.csv, line 3, name: found "CAR-T  Ward" for lab, as ward on line 2 is called; add to one of the names, or nobody can tell which service is meant.'
        ],
    ),
}


@pytest.mark.parametrize("case", FAULTS.values(), ids=FAULTS)
def test_each_fault_is_told_with_its_place(tmp_path: Path, case: Case) -> None:
    assert_stopped(tmp_path, case)


@pytest.mark.parametrize("case", NOTICES.values(), ids=NOTICES)
def test_a_notice_stops_nothing(tmp_path: Path, case: Case) -> None:
    assert_noticed(tmp_path, case)
