"""``rota rollback``: an earlier version again, if it still keeps the rules."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from scheduler.store.address import read_address
from tests.scheduler.commands.history.changes import BACK
from tests.scheduler.commands.program import AT_NO_PLACE, Captured
from tests.scheduler.commands.store_program import rota
from tests.scheduler.store.small import (
    DAY,
    MONDAY,
    SMALL,
    small_term,
    write_small,
)


@pytest.mark.usefixtures("_two_versions")
def test_the_way_back_is_a_new_version(place: str, capsys: Captured) -> None:
    assert rota("rollback", "term", "1", at=MONDAY + 2 * DAY) == 0
    assert capsys.readouterr().out == (
        f"{BACK}Published version 3 of Tiny term, for 2 people: 2 things differ, some in several ways: 1 gone, 1 moved, 1 room, 1 lead, 1 topic.\n"
        f"The versions are in {read_address(place)}.\n"
    )
    assert rota("diff", "term", "1", "3") == 0
    assert capsys.readouterr().out == "From version 1 to version 3: nothing changes.\n"


@pytest.mark.usefixtures("_two_versions")
def test_the_way_back_to_the_newest_version_is_none(capsys: Captured) -> None:
    assert rota("rollback", "term", "2") == 0
    assert capsys.readouterr().out == (
        "Nothing changed: version 2 of 16 February 2027, 09:30 is this plan already.\n"
    )


@pytest.mark.usefixtures("_two_versions")
def test_the_way_back_can_be_tried(capsys: Captured) -> None:
    assert rota("rollback", "term", "1", "--dry-run") == 0
    assert capsys.readouterr().out.endswith("Nothing was published, because of --dry-run.\n")


ONLY_IN_THE_LAB = "activity,weekday,start,room\nlecture,Wed,10:00,lab\n"
LAST_WORDS = (
    "Nothing was published, because version 1 does not fit the term as it is now. "
    "Maybe bring the term back to what it was, or plan again.\n"
)


@pytest.mark.usefixtures("_two_versions")
def test_a_version_that_names_who_left_or_days_that_are_no_more_does_not_come_back(capsys: Captured) -> None:
    write_small(
        Path("term"),
        term=SMALL["term"].replace("2027-03-14", "2027-03-07"),
        trainees="id,name,kind,first_day,last_day\nT01,Amara Diallo,fellow,2027-03-01,2027-03-07\n",
        rooms="id,name,seats\nlab,Skills lab,4\n",
        slots=ONLY_IN_THE_LAB,
    )
    assert rota("rollback", "term", "1") == 1
    assert tuple(capsys.readouterr()) == (
        (
            "Version 1 has the trainee Li Wei, but the term has none of that id.\n"
            "Version 1 has the room Lecture hall, but the term has none of that id.\n"
            "Version 1 has days outside the term, which is 1 March 2027 to 7 March 2027 now.\n"
        ),
        LAST_WORDS,
    )


@pytest.mark.usefixtures("_two_versions")
def test_a_version_that_breaks_a_rule_of_the_term_as_it_is_now_does_not_come_back(capsys: Captured) -> None:
    write_small(Path("term"), absences="who,first_day,last_day\nF01,2027-03-09,2027-03-09\n")
    assert rota("rollback", "term", "1") == 1
    told = capsys.readouterr()
    assert "Wang Min" in told.out
    assert told.err == LAST_WORDS


@pytest.mark.usefixtures("_two_versions")
def test_programs_read_the_way_back_as_they_read_what_is_published(place: str, capsys: Captured) -> None:
    assert rota("rollback", "term", "1", "--dry-run", "--json") == 0
    tried = json.loads(capsys.readouterr().out)
    assert (tried["outcome"], tried["version"]["number"], tried["version"]["restores"]) == ("dry-run", 3, 1)
    assert rota("rollback", "term", "1", "--note", "too early", "--json", at=MONDAY + 2 * DAY) == 0
    told = capsys.readouterr()
    found = json.loads(told.out)
    assert told.err == ""
    assert {**found, "version": None} == {
        "schema": "rota-publish/1",
        "exit_code": 0,
        "outcome": "published",
        "message": "Published version 3 of Tiny term, for 2 people: 2 things differ, some in several ways: 1 gone, 1 moved, 1 room, 1 lead, 1 topic.",
        "term": {"name": "Tiny term", "digest": small_term().digest},
        "store": str(read_address(place)),
        "version": None,
        "against": 2,
        "numbers": {"gone": 1, "moved": 1, "room": 1, "lead": 1, "topic": 1},
        "people": tried["people"],
        "counts": {"people": 2, "touched": 2, "changes": 2, "promised": None},
        "overtaken": None,
        "violations": [],
        "notices": [],
    }
    assert rota("versions", "term", "--json") == 0
    assert found["version"] == json.loads(capsys.readouterr().out)["versions"][-1]
    assert found["version"]["note"] == "too early"


@pytest.mark.usefixtures("_two_versions")
def test_programs_read_why_a_version_does_not_come_back(capsys: Captured) -> None:
    write_small(Path("term"), absences="who,first_day,last_day\nF01,2027-03-09,2027-03-09\n")
    assert rota("rollback", "term", "1", "--json") == 1
    told = capsys.readouterr()
    found = json.loads(told.out)
    assert (told.err, found["schema"], found["outcome"]) == ("", "rota-publish/1", "unsound")
    assert (found["exit_code"], found["message"], found["version"]) == (1, LAST_WORDS.strip(), None)
    assert {violation["rule"] for violation in found["violations"]} == {
        "round_leads_allowed",
        "session_leads_allowed",
    }
    write_small(Path("term"), rooms="id,name,seats\nlab,Skills lab,4\n", slots=ONLY_IN_THE_LAB)
    assert rota("rollback", "term", "1", "--json") == 1
    assert json.loads(capsys.readouterr().out)["violations"] == [
        {
            "rule": "version",
            "text": "Version 1 has the room Lecture hall, but the term has none of that id.",
            "amount": 1,
            **AT_NO_PLACE,
        }
    ]
    assert rota("rollback", "term", "9", "--json") == 2
