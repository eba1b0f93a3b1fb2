"""``rota publish``: what is refused, what is stored, and what is told to whom."""

from __future__ import annotations

import json
import shutil
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from scheduler.commands.publishing import publish_draft
from scheduler.commands.publishing_words import tell_outcome
from scheduler.store.address import read_address
from scheduler.store.database import Database
from scheduler.store.preparing import Prepared
from scheduler.store.store import Store
from scheduler.store.version import Draft
from tests.scheduler.commands.program import run
from tests.scheduler.commands.store_program import publish, rota
from tests.scheduler.store.small import (
    DAY,
    LI_AT_LECTURE,
    LI_MEETS_WANG,
    LI_MEETS_ZHAO,
    LI_ON_WEDNESDAY,
    MONDAY,
    SMALL,
    small_plan,
    small_term,
    write_small,
    write_small_plan,
)

Captured = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def _in_the_folder_of_a_term(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("ROTA_STORE", raising=False)
    write_small(Path("term"))
    write_small_plan(Path("plan"))


@pytest.fixture
def somewhere(place: str, monkeypatch: pytest.MonkeyPatch) -> str:
    """The place of the store, as the variable gives it, and as it is shown."""
    monkeypatch.setenv("ROTA_STORE", place)
    return str(read_address(place))


def mark() -> object:
    return json.loads(Path("plan/published.json").read_text(encoding="utf-8"))["version"]


CHANGES = """\
Li Wei, trainee
  moved   Mentor hour, Monday 8 March 2027, 14:30 to 15:00 -> Thursday 11 March 2027, 14:30 to 15:00; mentor Wang Min -> Zhao Hua
Wang Min, faculty
  gone    Mentor hour with Li Wei, Monday 8 March 2027, 14:30 to 15:00, on CAR-T
Zhao Hua, faculty
  new     Mentor hour with Li Wei, Thursday 11 March 2027, 14:30 to 15:00, on CAR-T

"""


def test_the_first_version_is_stored_and_summed_up(somewhere: str, capsys: Captured) -> None:
    assert rota("publish", "term", "plan") == 0
    assert tuple(capsys.readouterr()) == (
        (
            "Published version 1 of Tiny term, the first, with 2 trainees, 6 sessions and 2 rotations.\n"
            f"The versions are in {somewhere}.\n"
        ),
        "",
    )
    assert mark() == 1


def test_the_next_version_tells_what_changes_for_whom(somewhere: str, capsys: Captured) -> None:
    publish()
    capsys.readouterr()
    publish((LI_MEETS_WANG, LI_MEETS_ZHAO), at=MONDAY + DAY)
    assert tuple(capsys.readouterr()) == (
        (
            f"{CHANGES}Published version 2 of Tiny term, for 3 people: 1 moved, 1 mentor.\n"
            f"The versions are in {somewhere}.\n"
        ),
        "",
    )
    assert mark() == 2


def test_the_same_again_is_no_new_version(somewhere: str, capsys: Captured) -> None:
    publish()
    capsys.readouterr()
    assert somewhere
    assert rota("publish", "term", "plan", "--note", "again", at=MONDAY + DAY) == 0
    assert capsys.readouterr().out == (
        "Nothing changed: version 1 of 15 February 2027, 09:30 is this plan already.\n"
    )


def test_a_dry_run_tells_what_would_change_and_stores_nothing(somewhere: str, capsys: Captured) -> None:
    assert rota("publish", "term", "plan", "--dry-run") == 0
    assert capsys.readouterr().out == (
        "Would be version 1, the first, with 2 trainees, 6 sessions and 2 rotations.\n"
        "Nothing was published, because of --dry-run.\n"
    )
    assert not Path("plan/published.json").exists()
    publish()
    write_small_plan(Path("plan"), (LI_MEETS_WANG, LI_MEETS_ZHAO))
    capsys.readouterr()
    assert rota("publish", "term", "plan", "--dry-run") == 0
    assert capsys.readouterr().out == (
        f"{CHANGES}Would be version 2, for 3 people: 1 moved, 1 mentor.\n"
        "Nothing was published, because of --dry-run.\n"
    )
    assert rota("versions", "term") == 0
    assert capsys.readouterr().out.startswith(f"One version in {somewhere}")


def test_without_a_place_the_store_is_beside_the_term() -> None:
    publish()
    assert Path("term-versions.sqlite").is_file()
    assert rota("publish", "term", "plan", "--store", "other.sqlite") == 0
    assert Path("other.sqlite").is_file()


# -- what is refused ---------------------------------------------------------------------------------------


def test_a_plan_that_breaks_a_rule_is_not_published(capsys: Captured) -> None:
    publish()
    capsys.readouterr()
    write_small_plan(Path("plan"), ("2027-03-02,10:00,11:00,hall", "2027-03-02,11:00,12:00,hall"))
    assert rota("publish", "term", "plan") == 1
    assert tuple(capsys.readouterr()) == (
        "Amara Diallo has Lecture on 2 March 2027, 11:00 to 12:00, but the timetable has no such slot in Lecture hall. (possible_sessions; sessions.csv, line 2)\n",
        "\nFound one violation; rota rules NAME tells what a rule demands.\nNothing was published, because the plan does not pass.\n",
    )
    assert rota("versions", "term") == 0
    assert capsys.readouterr().out.startswith("One version in term-versions.sqlite")


def test_a_plan_that_hides_a_shortfall_is_not_published(capsys: Captured) -> None:
    write_small_plan(Path("plan"), (LI_AT_LECTURE, ""))
    assert rota("publish", "term", "plan") == 1
    assert tuple(capsys.readouterr()) == (
        "shortfalls.csv does not list Lecture for Li Wei, 8 March 2027 to 14 March 2027.\n",
        (
            "\nMaybe add this row to shortfalls.csv, if that is meant to lack:\n"
            "  T02,session,lecture,2027-03-08,2027-03-14,10,\n"
            "Nothing was published, because the plan does not pass.\n"
        ),
    )
    assert not Path("term-versions.sqlite").exists()


def test_a_plan_that_cannot_be_read_is_not_published(capsys: Captured) -> None:
    assert rota("publish", "term", "nowhere") == 3
    assert capsys.readouterr().err == (
        "nowhere: found no folder; give the folder that holds rotations.csv.\nFound one fault. Nothing was done.\n"
    )


def test_a_row_that_stands_twice_is_told_and_published_once(capsys: Captured) -> None:
    write_small_plan(Path("plan"), (LI_AT_LECTURE, LI_AT_LECTURE * 2))
    assert rota("publish", "term", "plan") == 0
    told = capsys.readouterr()
    assert told.err == "sessions.csv, line 5: found the same row as line 4; it counts once.\n"
    assert "6 sessions" in told.out


# -- a term that was changed since -------------------------------------------------------------------------


def test_a_plan_for_another_state_of_the_term_is_published_for_the_term_as_it_is_now(
    capsys: Captured,
) -> None:
    Path("plan/result.json").write_text('{"term": {"digest": "other"}}', encoding="utf-8")
    assert rota("publish", "term", "plan") == 0
    assert capsys.readouterr().err == (
        "The term was changed since this plan was made; the plan was held against the term as it is now, and is published for that.\n"
    )


def test_a_plan_that_does_not_pass_because_the_term_was_changed_says_so(capsys: Captured) -> None:
    Path("plan/result.json").write_text('{"term": {"digest": "other"}}', encoding="utf-8")
    write_small(
        Path("term"), faculty=SMALL["faculty"].replace("F01,Wang Min,ward;lecture", "F01,Wang Min,ward")
    )
    assert rota("publish", "term", "plan") == 1
    assert capsys.readouterr().err.splitlines()[-1] == (
        "Nothing was published, because the plan does not pass. Maybe plan again: the term was changed since."
    )


def test_a_term_that_changed_alone_is_a_new_version_that_touches_nobody(capsys: Captured) -> None:
    publish()
    write_small(Path("term"), faculty=SMALL["faculty"].replace("CAR-T;ICU", "CAR-T;ICU;Ethics"))
    capsys.readouterr()
    assert rota("publish", "term", "plan", at=MONDAY + DAY) == 0
    assert capsys.readouterr().out.splitlines()[0] == (
        "Published version 2 of Tiny term, nothing changes for anybody, but the term has changed."
    )


@pytest.mark.parametrize(
    ("old", "new", "called"),
    [
        ("Tiny term", "Autumn", "Autumn, 1 March 2027 to 14 March 2027"),
        ("2027-03-14\nt", "2027-03-21\nt", ""),
    ],
)
def test_the_store_of_another_term_is_not_written(old: str, new: str, called: str, capsys: Captured) -> None:
    publish()
    write_small(Path("term"), term=SMALL["term"].replace(old, new))
    capsys.readouterr()
    assert rota("publish", "term", "plan", at=MONDAY + DAY) == (6 if called else 0)
    assert capsys.readouterr().err == (
        f"term-versions.sqlite holds the versions of Tiny term, 1 March 2027 to 14 March 2027, and not of {called}. "
        "Nothing was published. Maybe give this term a store of its own with --store; "
        "if it is the same term with another name or other days, say --renamed.\n"
        if called
        else ""
    )
    assert rota("publish", "term", "plan", "--renamed", at=MONDAY + DAY) == 0


# -- two coordinators --------------------------------------------------------------------------------------

OVERTAKEN = """\
Somebody else published first; the plan is based on version 1. Since then:
  version 2, 16 February 2027, 09:30: for 3 people: 1 moved, 1 mentor; Dr Wang is away
  Li Wei, trainee
    moved   Mentor hour, Monday 8 March 2027, 14:30 to 15:00 -> Thursday 11 March 2027, 14:30 to 15:00; mentor Wang Min -> Zhao Hua
  Wang Min, faculty
    gone    Mentor hour with Li Wei, Monday 8 March 2027, 14:30 to 15:00, on CAR-T
  Zhao Hua, faculty
    new     Mentor hour with Li Wei, Thursday 11 March 2027, 14:30 to 15:00, on CAR-T
Nothing was published. Maybe plan again, which keeps to version 2; if your plan takes account of it already, publish it with --base 2.
"""


@pytest.fixture
def _overtaken(somewhere: str, capsys: Captured) -> None:
    """Two coordinators have a copy of version 1, and the other one published."""
    assert somewhere
    publish()
    mine = Path("plan/published.json").read_bytes()
    publish((LI_MEETS_WANG, LI_MEETS_ZHAO), at=MONDAY + DAY, note="Dr Wang is away")
    write_small_plan(Path("mine"), (LI_AT_LECTURE, LI_ON_WEDNESDAY))
    Path("mine/published.json").write_bytes(mine)
    capsys.readouterr()


@pytest.mark.usefixtures("_overtaken")
def test_who_was_overtaken_is_told_what_changed_and_publishes_nothing(capsys: Captured) -> None:
    assert rota("publish", "term", "mine", at=MONDAY + 2 * DAY) == 5
    assert tuple(capsys.readouterr()) == ("", OVERTAKEN)
    assert rota("versions", "term") == 0
    assert capsys.readouterr().out.startswith("2 versions")


@pytest.mark.usefixtures("_overtaken")
def test_who_takes_account_of_the_other_one_publishes_over_it(capsys: Captured) -> None:
    assert rota("publish", "term", "mine", "--base", "2", at=MONDAY + 2 * DAY) == 0
    assert capsys.readouterr().out.splitlines()[-2].startswith("Published version 3 of Tiny term, for ")


@pytest.mark.usefixtures("_overtaken")
def test_a_plan_made_against_a_version_says_so_in_its_record(capsys: Captured) -> None:
    store = json.loads(Path("mine/published.json").read_text(encoding="utf-8"))["store"]
    record = {"based_on": {"store": store, "version": 2}}
    Path("mine/result.json").write_text(json.dumps(record), encoding="utf-8")
    assert rota("publish", "term", "mine", at=MONDAY + 2 * DAY) == 0
    assert capsys.readouterr().err == ""


def test_a_mark_of_another_store_or_one_that_cannot_be_read_tells_nothing() -> None:
    for content in ('{"store": "another", "version": 7}', "{", '{"store": 3}'):
        Path("plan/published.json").write_text(content, encoding="utf-8")
        assert rota("publish", "term", "plan", "--store", f"{len(content)}.sqlite") == 0


def test_a_plan_based_on_a_version_that_is_not_there_is_not_published(capsys: Captured) -> None:
    publish()
    write_small_plan(Path("plan"), (LI_AT_LECTURE, LI_ON_WEDNESDAY))
    capsys.readouterr()
    assert rota("publish", "term", "plan", "--base", "4") == 6
    assert capsys.readouterr().err == (
        "The plan is based on version 4, but the newest in term-versions.sqlite is version 1. Nothing was published. "
        "Maybe it is not the right store; if it is, say with --base which version the plan builds on.\n"
    )
    assert rota("publish", "term", "plan", "--base", "4", "--store", "empty.sqlite") == 6
    assert "the newest in empty.sqlite is none." in capsys.readouterr().err


def test_who_expected_nothing_and_finds_a_version_is_told(capsys: Captured) -> None:
    publish()
    write_small_plan(Path("plan"), (LI_AT_LECTURE, LI_ON_WEDNESDAY))
    capsys.readouterr()
    assert rota("publish", "term", "plan", "--base", "0") == 5
    assert capsys.readouterr().err == (
        "Somebody else published first; the plan is based on no version. Since then:\n"
        "  version 1, 15 February 2027, 09:30: the first, with 2 trainees, 6 sessions and 2 rotations\n"
        "Nothing was published. Maybe plan again, which keeps to version 1; if your plan takes account of it already, publish it with --base 1.\n"
    )


class Slow(Store):
    """A store whose user looks away between reading and writing, while somebody else publishes."""

    def prepare(self, draft: Draft, now: datetime) -> Prepared:
        prepared = super().prepare(draft, now)
        if not prepared.same and prepared.parent == 1:
            publish((LI_MEETS_WANG, LI_MEETS_ZHAO), folder="theirs", at=MONDAY + DAY, note="Dr Wang is away")
        return prepared


def test_who_is_overtaken_between_reading_and_writing_is_told(
    somewhere: str, place: str, capsys: Captured
) -> None:
    assert somewhere
    publish()
    term = small_term()
    draft = Draft(small_plan(term, (LI_AT_LECTURE, LI_ON_WEDNESDAY)), term)
    with Slow(read_address(place)) as store:
        outcome = publish_draft(store, draft, None, MONDAY + 2 * DAY, dry_run=False, renamed=False)
    capsys.readouterr()
    tell_outcome(outcome)
    assert (outcome.code, outcome.summary, capsys.readouterr().err) == (5, None, OVERTAKEN)


def test_of_two_who_publish_the_same_at_once_neither_is_told_off(
    somewhere: str, place: str, capsys: Captured
) -> None:
    assert somewhere
    publish()
    term = small_term()
    draft = Draft(small_plan(term, (LI_MEETS_WANG, LI_MEETS_ZHAO)), term)
    with Slow(read_address(place)) as store:
        outcome = publish_draft(store, draft, None, MONDAY + 2 * DAY, dry_run=False, renamed=False)
    assert (outcome.code, outcome.summary.number if outcome.summary else None) == (0, 2)
    tell_outcome(outcome)
    assert capsys.readouterr().out.endswith(
        "Nothing changed: version 2 of 16 February 2027, 09:30 is this plan already.\n"
    )
    assert rota("publish", "term", "theirs", "--base", "1") == 0


# -- for programs ------------------------------------------------------------------------------------------


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
        "Would be version 2, for 3 people: 1 moved, 1 mentor. Nothing was published, because of --dry-run."
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
    assert done["version"] == listed_versions(capsys)[1]
    assert tried["version"] == {**done["version"], "published": None, "digest": None}
    assert {name: tried[name] for name in ("numbers", "people")} == {
        name: done[name] for name in ("numbers", "people")
    }


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


# -- the world ---------------------------------------------------------------------------------------------


def test_a_clock_that_is_behind_is_told(capsys: Captured) -> None:
    publish()
    capsys.readouterr()
    publish((LI_MEETS_WANG, LI_MEETS_ZHAO), at=MONDAY - DAY)
    assert capsys.readouterr().err == (
        "The clock of this computer is behind version 1 of 15 February 2027, 09:30; "
        "the new version is dated 15 February 2027, 09:30, a second after it.\n"
    )


def test_a_store_that_is_damaged_is_not_published_to(somewhere: str, place: str, capsys: Captured) -> None:
    publish()
    with Database(read_address(place)).writing() as connection:
        connection.execute(text("UPDATE rota_versions SET note = 'another'"))
    capsys.readouterr()
    assert somewhere
    assert rota("publish", "term", "plan") == 6
    assert capsys.readouterr().err == (
        "Version 1 is damaged: the store holds something else than was published. Maybe bring the store back from a backup.\n"
    )


def test_a_place_that_cannot_be_is_told(capsys: Captured) -> None:
    assert rota("publish", "term", "plan", "--store", "mysql://host/rota") == 6
    assert capsys.readouterr().err == (
        "A store cannot be at mysql://host/rota; give a file, or a URL that begins with postgresql://.\n"
    )


def test_that_a_version_cannot_be_noted_with_the_plan_is_told(capsys: Captured) -> None:
    Path("plan/.published.json.new").mkdir()
    assert rota("publish", "term", "plan") == 0
    assert capsys.readouterr().err == "That plan is version 1 could not be noted there: Is a directory.\n"


def test_a_record_that_is_no_text_is_left_out(capsys: Captured) -> None:
    Path("plan/result.json").write_bytes(b"\xff")
    assert rota("publish", "term", "plan") == 0
    assert capsys.readouterr().err == ""


def test_the_program_publishes_by_the_clock_of_the_computer(tmp_path: Path) -> None:
    assert run(["publish", "term", "plan"], tmp_path)[0] == 0
    code, out, _ = run(["versions", "term", "--json"], tmp_path)
    assert (code, json.loads(out)["versions"][0]["published"] > "2026-11") == (0, True)


def _event(store: Store, uid: str) -> dict[str, str]:
    """Return the properties of Li's event of a UID as it is handed out."""
    published = store.published()
    assert published is not None
    (body,) = (file.body for file in published.files if file.name == "trainee-T02-li-wei.ics")
    text = body.replace(b"\r\n ", b"").decode()
    (event,) = (part for part in text.split("BEGIN:VEVENT") if f"UID:{uid}" in part)
    return dict(line.split(":", 1) for line in event.strip().split("\r\n"))


def test_after_a_backup_calendars_take_the_plan_for_newer_than_what_was_lost(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    file, backup = tmp_path / "versions.sqlite", tmp_path / "backup.sqlite"
    monkeypatch.setenv("ROTA_STORE", str(file))
    publish()
    shutil.copy(file, backup)
    publish((LI_MEETS_WANG, LI_MEETS_ZHAO), at=MONDAY + DAY)
    with Store(read_address(str(file))) as store:
        latest = store.latest()
        assert latest is not None
        (moved,) = {
            told.uid for told in latest.told.values() if told.sequence == 1 and not told.entry.cancelled
        }
        lost = _event(store, moved)
    shutil.copy(backup, file)
    write_small_plan(Path("plan"))
    capsys.readouterr()
    assert rota("publish", "term", "plan", "--after-backup", at=MONDAY + 2 * DAY) == 0
    assert "Published version 2 of Tiny term" in capsys.readouterr().out
    with Store(read_address(str(file))) as store:
        again = _event(store, moved)
        assert store.check() == []
    assert int(again["SEQUENCE"]) > int(lost["SEQUENCE"])
    assert again["LAST-MODIFIED"] == "20270217T013000Z" > lost["LAST-MODIFIED"]
    assert "Changed on" not in again["DESCRIPTION"]
    # And from then on as ever: the same again is no new version.
    assert rota("publish", "term", "plan", at=MONDAY + 3 * DAY) == 0
    assert "Nothing changed: version 2" in capsys.readouterr().out
