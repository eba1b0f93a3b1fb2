"""A term as it would be."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from inputs.files.tables import read_tables
from inputs.people import Absence
from inputs.reading import read_term
from inputs.schema import known_columns
from inputs.supposed.scenario import given_scenario, read_scenarios
from inputs.supposed.supposing import suppose
from inputs.term import Term
from tests.inputs.folders import SMALL, write_folder, write_workbook
from tests.inputs.supposed.small_scenarios import FIRST, changed, days, supposed, supposed_by

# -- who comes ---------------------------------------------------------------------------------------------


def test_trainees_come(tmp_path: Path) -> None:
    found = supposed(tmp_path, ("intake", "2 fellows 2027-03-08 2 weeks"))
    assert found.words == ("2 fellows come from 8 March 2027 to 21 March 2027",)
    assert found.notices == ()
    assert found.term is not None
    new = [trainee for trainee in found.term.trainees if trainee.id.startswith("new")]
    assert [(t.id, t.name, t.kind, t.stay) for t in new] == [
        ("new-1", "New fellow 1", "fellow", days("2027-03-08", "2027-03-21")),
        ("new-2", "New fellow 2", "fellow", days("2027-03-08", "2027-03-21")),
    ]


def test_new_ids_are_free(tmp_path: Path) -> None:
    rooms = f"{SMALL['rooms']}NEW-1,Another room,,\n"
    term = changed(
        tmp_path, ("intake", "1 fellow 2027-03-08 1 week"), ("intake", "1 student 2027-03-08 1 week"),
        rooms=rooms,
    )  # fmt: skip
    assert [t.id for t in term.trainees] == ["T01", "T02", "new-2", "new-3"]


def test_a_stay_beyond_the_term_is_noted_once(tmp_path: Path) -> None:
    found = supposed(tmp_path, ("intake", "2 fellows 2027-04-12 4 weeks"))
    assert [str(notice) for notice in found.notices] == [
        (
            '--intake "2 fellows 2027-04-12 4 weeks", last_day: found "2027-05-09", outside the term; the stay of '
            "New fellow 1 is cut to 12 April 2027 to 25 April 2027."
        )
    ]


def test_a_change_of_seats_is_named_once(tmp_path: Path) -> None:
    found = supposed(tmp_path, ("seats", "sim=9"))
    assert [str(notice) for notice in found.notices] == [
        (
            "--seats sim=9, seats: found 9, but Simulation then takes place in Skills laboratory; no more than 6 fit "
            "in there."
        )
    ]
    path = tmp_path / "ideas.toml"
    path.write_text('["More"]\nseats = "sim=9"\n')
    scenarios, faults = read_scenarios(path)
    assert faults == ()
    assert [str(notice) for each in scenarios for notice in supposed_by(tmp_path / "term", each).notices] == [
        (
            "ideas.toml, line 2, More, seats: found 9, but Simulation then takes place in Skills laboratory; no more "
            "than 6 fit in there."
        )
    ]


def test_trainees_of_a_file_come(tmp_path: Path) -> None:
    file = tmp_path / "new.csv"
    file.write_text("id,name,kind,first_day,last_day,mentor\nT09,Bo Na,fellow,2027-03-08,2027-03-21,F01\n")
    found = supposed(tmp_path, ("intake", str(file)))
    assert found.words == ("Bo Na comes",)
    assert found.term is not None
    assert found.term.trainee_by_id["T09"].mentor == "F01"


# -- who goes, or is away ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("who", "id_", "words"),
    [
        ("T01", "T01", "Amina Yusuf is away from 22 March 2027 to 23 March 2027"),
        ("shen wenbo", "F01", "Shen Wenbo is away from 22 March 2027 to 23 March 2027"),
        ("Seminar room", "R1", "Seminar room is closed from 22 March 2027 to 23 March 2027"),
    ],
)
def test_somebody_is_away(tmp_path: Path, who: str, id_: str, words: str) -> None:
    found = supposed(tmp_path, ("without", f"{who}@2027-03-22..2027-03-23"))
    assert found.words == (words,)
    assert found.term is not None
    absence = Absence(id_, days("2027-03-22", "2027-03-23"), reason="what if")
    assert absence in found.term.absences


@pytest.mark.parametrize("days_away", ["2027-03-15", "2027-03-16..2027-03-17", "2027-03-12..2027-03-15"])
def test_an_absence_that_overlaps_one_in_the_table_is_noted(tmp_path: Path, days_away: str) -> None:
    found = supposed(tmp_path, ("without", f"T01@{days_away}"))
    assert [str(notice) for notice in found.notices] == [
        f"--without T01@{days_away}: found an absence of T01 that overlaps the one on line 2 of absences.csv; both are used."
    ]


def test_an_absence_that_overlaps_a_supposed_one_is_noted(tmp_path: Path) -> None:
    first, second = "T02@2027-03-09..2027-03-11", "T02@2027-03-11..2027-03-12"
    found = supposed(tmp_path, ("without", first), ("without", second))
    assert [str(notice) for notice in found.notices] == [
        f"--without {second}: found an absence of T02 that overlaps that of --without {first}; both are used."
    ]


def test_a_trainee_is_gone_with_all_that_names_him_or_her(tmp_path: Path) -> None:
    found = supposed(tmp_path, ("without", "Amina Yusuf"))
    assert found.words == ("Amina Yusuf is gone from 1 March 2027 on",)
    assert [who.id for who in found.gone] == ["T01"]
    assert found.term is not None
    assert [trainee.id for trainee in found.term.trainees] == ["T02"]
    assert {absence.who for absence in found.term.absences} == {"F01", "R2"}
    assert all(pin.trainee.id != "T01" for pin in found.term.pins)
    assert all(wish.trainee != "T01" for wish in found.term.preferences)


def test_who_was_never_there_is_nobodys_mentor(tmp_path: Path) -> None:
    term = changed(tmp_path, ("without", "F01"), pins="trainee,item,date,start,must\n")
    assert not term.faculty_by_id["F01"].mentors
    assert term.trainee_by_id["T01"].mentor is None
    assert Absence("F01", term.span, reason="what if") in term.absences


def test_who_goes_later_stays_a_mentor_on_paper(tmp_path: Path) -> None:
    term = changed(tmp_path, ("without", "F01"), since=date(2027, 3, 10))
    assert term.faculty_by_id["F01"].mentors
    assert term.trainee_by_id["T01"].mentor == "F01"
    assert Absence("F01", days("2027-03-10", "2027-04-25"), reason="what if") in term.absences


# -- seats -------------------------------------------------------------------------------------------------

SEATS = "item,first_day,last_day,seats\nward,2027-03-22,2027-03-28,1\n"


def seats_by_week(term: Term) -> list[int]:
    return [term.service_seats(term.service_by_id["ward"], week) for week in term.weeks]


@pytest.mark.parametrize(
    ("texts", "since", "expected"),
    [
        (["ward=3"], FIRST, [3, 3, 3, 1, 3, 3, 3, 3]),
        (["CAR-T ward=3"], date(2027, 3, 10), [2, 2, 3, 1, 3, 3, 3, 3]),
        (["ward=3@2027-03-17..2027-03-24"], FIRST, [2, 2, 3, 3, 2, 2, 2, 2]),
        (["ward=3@2027-03-22"], FIRST, [2, 2, 2, 3, 2, 2, 2, 2]),
        (["ward=5@2027-03-01", "ward=4@2027-03-08", "ward=3"], FIRST, [5, 4, 3, 1, 3, 3, 3, 3]),
    ],
)
def test_seats_of_a_service(tmp_path: Path, texts: list[str], since: date, expected: list[int]) -> None:
    term = changed(tmp_path, *[("seats", text) for text in texts], since=since, seats=SEATS)
    assert seats_by_week(term) == expected


def test_seats_of_an_activity_in_the_middle_of_others(tmp_path: Path) -> None:
    seats = "item,first_day,last_day,seats\nlecture,2027-03-01,2027-04-25,9\n"
    found = supposed(tmp_path, ("seats", "lecture=1@2027-03-03..2027-03-10"), seats=seats)
    assert found.term is not None
    assert [(change.span, change.seats) for change in found.term.seat_changes] == [
        (days("2027-03-01", "2027-03-02"), 9),
        (days("2027-03-03", "2027-03-10"), 1),
        (days("2027-03-11", "2027-04-25"), 9),
    ]
    assert [word.partition(" has ")[2] for word in found.words] == [
        "one seat from 3 March 2027 to 10 March 2027"
    ]


def test_seats_of_a_room_by_its_name(tmp_path: Path) -> None:
    found = supposed(tmp_path, ("seats", "Skills laboratory=2@2027-03-03..2027-03-10"), ("seats", "R2=9"))
    term = found.term
    assert term is not None
    room = next(room for room in term.rooms if room.id == "R2")
    first, last = date(2027, 3, 3), date(2027, 3, 10)
    there = [term.room_seats(room, day) for day in (date(2027, 3, 2), first, last, date(2027, 3, 11))]
    assert there == [9, 2, 2, 9]
    assert found.words == (
        "Skills laboratory has 2 seats from 3 March 2027 to 10 March 2027",
        "Skills laboratory has 9 seats from 1 March 2027 on",
    )


def test_an_id_of_a_service_and_a_room_is_that_of_the_service(tmp_path: Path) -> None:
    rooms, slots = (SMALL[table].replace("R1,", "lab,") for table in ("rooms", "slots"))
    found = supposed(tmp_path, ("seats", "lab=3"), rooms=rooms, slots=slots)
    assert found.words == ("Laboratory has 3 seats from 1 March 2027 on",)
    assert found.term is not None
    assert {found.term.room_seats(room, FIRST) for room in found.term.rooms} == {12, 6}


# -- stays and rules ---------------------------------------------------------------------------------------


def test_a_stay_moves_with_its_length(tmp_path: Path) -> None:
    found = supposed(tmp_path, ("move", "李伟=2027-03-15"))
    assert found.words == ("李伟 comes from 15 March 2027 to 9 April 2027, instead of on 8 March 2027",)
    assert found.term is not None
    assert found.term.trainee_by_id["T02"].stay == days("2027-03-15", "2027-04-09")


def test_a_parameter_of_a_rule(tmp_path: Path) -> None:
    found = supposed(tmp_path, ("rule", "led_rounds.weight=5"), ("rule", "curriculum.off=a try"))
    assert found.rules == {"led_rounds": {"weight": 5}, "curriculum": {"off": "a try"}}
    assert found.term is not None
    assert found.term.rules == {"led_rounds": {"weight": 5}, "curriculum": {"off": "a try"}}


def test_the_digest_is_another_one(tmp_path: Path) -> None:
    term = read_term(write_folder(tmp_path / "same", SMALL)).term
    assert term is not None
    assert changed(tmp_path, ("seats", "ward=3")).digest != term.digest


# -- folders and workbooks ---------------------------------------------------------------------------------


def test_terms_without_some_tables(tmp_path: Path) -> None:
    path = write_folder(tmp_path / "term", {name: SMALL[name] for name in ("term", "trainees")} | {
        "trainees": "id,name,kind,first_day,last_day\nT01,Amina,fellow,2027-03-01,2027-04-23\n",
        "activities": "id,title,format,cadence,minutes\nlecture,Lecture,group,weekly,60\n",
        "services": "id,name,seats\nward,Ward,2\n",
        "term": SMALL["term"].partition("[rules")[0],
    })  # fmt: skip
    term = read_term(path).term
    assert term is not None
    scenario = given_scenario(
        {"without": ["T01@2027-03-02"], "seats": ["lecture=1"], "rule": ["led_rounds.weight=1"]}
    )
    assert scenario is not None
    found = suppose(path, read_tables(path, known_columns()), term, scenario, FIRST)
    assert found.term is not None
    assert [absence.who for absence in found.term.absences] == ["T01"]
    assert [change.seats for change in found.term.seat_changes] == [1]
    assert found.term.rules == {"led_rounds": {"weight": 1}}


def test_a_workbook_is_supposed_otherwise_in_the_same_way(tmp_path: Path) -> None:
    tables = {**SMALL, "pins": "trainee,item,date,start,must\n"}
    paths = write_folder(tmp_path / "term", tables), write_workbook(tmp_path / "term.xlsx", tables)
    scenario = given_scenario(
        {
            "intake": ["1 fellow 2027-03-08 2 weeks"],
            "without": ["F01", "T01"],
            "seats": ["ward=3"],
            "move": ["T02=2027-03-15"],
            "rule": ["led_rounds.weight=7"],
        }
    )
    assert scenario is not None
    digests = set()
    for path in paths:
        term = read_term(path).term
        assert term is not None
        found = suppose(path, read_tables(path, known_columns()), term, scenario, FIRST)
        assert found.faults == ()
        assert found.term is not None
        digests.add(found.term.digest)
    assert len(digests) == 1
