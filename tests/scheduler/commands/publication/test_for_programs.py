"""``rota publish --json``: what programs read of it."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from tests.scheduler.commands.program import Captured
from tests.scheduler.commands.store_program import publish, rota
from tests.scheduler.store.small import (
    DAY,
    LI_AT_LECTURE,
    LI_MEETS_WANG,
    LI_MEETS_ZHAO,
    MONDAY,
    small_term,
    write_small_plan,
)


def document(*words: str, code: int = 0, at: datetime = MONDAY, capsys: Captured) -> dict[str, Any]:
    """Publish for a program that reads the answer; nothing is said besides."""
    capsys.readouterr()
    assert rota("publish", "term", *words, "--json", at=at) == code
    told = capsys.readouterr()
    assert told.err == ""
    found: dict[str, Any] = json.loads(told.out)
    assert (found["schema"], found["exit_code"]) == ("rota-publish/1", code)
    return found


def listed_versions(capsys: Captured) -> list[dict[str, Any]]:
    capsys.readouterr()
    assert rota("versions", "term", "--json") == 0
    versions: list[dict[str, Any]] = json.loads(capsys.readouterr().out)["versions"]
    return versions


def test_programs_read_the_first_version(somewhere: str, capsys: Captured) -> None:
    found = document("plan", "--note", "for all", capsys=capsys)
    assert found == {
        "schema": "rota-publish/1",
        "exit_code": 0,
        "outcome": "published",
        "message": "Published version 1 of Tiny term, the first, with 2 trainees, 6 sessions and 2 rotations.",
        "term": {"name": "Tiny term", "digest": small_term().digest},
        "store": somewhere,
        "version": {
            "number": 1,
            "published": "2027-02-15T01:30:00Z",
            "note": "for all",
            "restores": None,
            "first": {"trainees": 2, "sessions": 6, "rotations": 2},
            "people": 0,
            "changes": {},
            "term_digest": small_term().digest,
            "digest": listed_versions(capsys)[0]["digest"],
        },
        "against": None,
        "numbers": {},
        "people": [],
        "counts": {"people": 0, "touched": 0, "changes": 0, "promised": None},
        "overtaken": None,
        "violations": [],
        "notices": [],
    }


def test_programs_read_what_changes_for_whom_with_a_dry_run_and_without(
    somewhere: str, capsys: Captured
) -> None:
    assert somewhere
    publish()
    write_small_plan(Path("plan"), (LI_MEETS_WANG, LI_MEETS_ZHAO))
    tried = document("plan", "--dry-run", at=MONDAY + DAY, capsys=capsys)
    assert tried["outcome"] == "dry-run"
    assert tried["message"] == (
        "Would be version 2, for 3 people: one thing differs, in several ways: 1 moved, 1 mentor. Nothing was published, because of --dry-run."
    )
    assert len(listed_versions(capsys)) == 1
    done = document("plan", at=MONDAY + DAY, capsys=capsys)
    assert (done["outcome"], done["against"], done["numbers"]) == ("published", 1, {"moved": 1, "mentor": 1})
    assert [
        (person["role"], person["id"], person["name"], [change["kinds"] for change in person["changes"]])
        for person in done["people"]
    ] == [
        ("trainee", "T02", "Li Wei", [["moved", "mentor"]]),
        ("faculty", "F01", "Wang Min", [["gone"]]),
        ("faculty", "F02", "Zhao Hua", [["new"]]),
    ]
    assert done["counts"] == {"people": 3, "touched": 3, "changes": 1, "promised": None}
    assert done["version"] == listed_versions(capsys)[1]
    assert tried["version"] == {**done["version"], "published": None, "digest": None}
    assert {name: tried[name] for name in ("numbers", "people", "counts")} == {
        name: done[name] for name in ("numbers", "people", "counts")
    }


def test_programs_read_that_topics_change_and_touch_nobody(capsys: Captured) -> None:
    publish()
    write_small_plan(Path("plan"), (LI_MEETS_WANG, LI_MEETS_WANG.replace("CAR-T", "ICU")))
    found = document("plan", "--dry-run", at=MONDAY + DAY, capsys=capsys)
    assert found["numbers"] == {"topic": 1}
    assert found["counts"] == {"people": 2, "touched": 0, "changes": 1, "promised": None}


def test_programs_read_that_the_newest_version_is_this_plan_already(capsys: Captured) -> None:
    publish()
    found = document("plan", capsys=capsys)
    assert (found["outcome"], found["version"], found["people"]) == (
        "unchanged",
        listed_versions(capsys)[0],
        [],
    )
    assert found["message"] == "Nothing changed: version 1 of 15 February 2027, 09:30 is this plan already."


@pytest.mark.usefixtures("_overtaken")
def test_programs_of_who_was_overtaken_read_what_the_other_one_changed(capsys: Captured) -> None:
    found = document("mine", code=5, at=MONDAY + 2 * DAY, capsys=capsys)
    versions = listed_versions(capsys)
    assert len(versions) == 2
    assert (found["outcome"], found["version"], found["against"]) == ("overtaken", None, 2)
    assert found["message"] == (
        "Somebody else published first; the plan is based on version 1. Nothing was published. "
        "Maybe plan again, which keeps to version 2; if your plan takes account of it already, publish it with --base 2."
    )
    others = found["overtaken"]
    assert (others["base"], others["versions"], others["numbers"]) == (
        1,
        versions[1:],
        {"moved": 1, "mentor": 1},
    )
    assert [person["name"] for person in others["people"]] == ["Li Wei", "Wang Min", "Zhao Hua"]
    assert others["counts"] == {"people": 3, "touched": 3, "changes": 1, "promised": None}


def test_programs_read_which_rules_a_plan_breaks(capsys: Captured) -> None:
    Path("plan/result.json").write_text('{"term": {"digest": "other"}}', encoding="utf-8")
    write_small_plan(
        Path("plan"), (LI_AT_LECTURE, ""), ("2027-03-02,10:00,11:00,hall", "2027-03-02,11:00,12:00,hall")
    )
    found = document("plan", code=1, capsys=capsys)
    assert (found["outcome"], found["version"], found["store"]) == ("unsound", None, None)
    assert found["message"] == (
        "Nothing was published, because the plan does not pass. Maybe plan again: the term was changed since."
    )
    assert [(each["rule"], each["text"]) for each in found["violations"]] == [
        ("possible_sessions", "Amara Diallo has Lecture on 2 March 2027, 11:00 to 12:00, but the timetable has no such slot in Lecture hall."),
        ("shortfalls.csv", "shortfalls.csv does not list Lecture for Li Wei, 8 March 2027 to 14 March 2027."),
    ]  # fmt: skip
    assert found["notices"] == ["result.json is of another state of the term: the term was changed since."]
    assert not Path("term-versions.sqlite").exists()


def test_programs_read_what_there_is_to_notice_and_why_a_store_is_refused(capsys: Captured) -> None:
    publish()
    Path("plan/result.json").write_text('{"term": {"digest": "other"}}', encoding="utf-8")
    write_small_plan(Path("plan"), (LI_MEETS_WANG, LI_MEETS_ZHAO))
    found = document("plan", at=MONDAY - DAY, capsys=capsys)
    assert [notice.partition(";")[0] for notice in found["notices"]] == [
        "The term was changed since this plan was made",
        "The clock of this computer is behind version 1 of 15 February 2027, 09:30",
    ]
    write_small_plan(Path("plan"))
    found = document("plan", "--base", "4", code=6, capsys=capsys)
    assert (found["outcome"], found["version"]) == ("refused", None)
    assert found["message"].startswith(
        "The plan is based on version 4, but the newest in term-versions.sqlite"
    )


def test_programs_read_faults_as_those_of_other_verbs(capsys: Captured) -> None:
    assert rota("publish", "term", "nowhere", "--json") == 3
    told = capsys.readouterr()
    found = json.loads(told.out)
    assert (told.err, found["schema"]) == ("", "rota-faults/1")
    assert (
        found["faults"][0]["message"] == "nowhere: found no folder; give the folder that holds rotations.csv."
    )
