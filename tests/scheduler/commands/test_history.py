"""``rota versions``, ``diff``, ``rollback`` and ``export``: looking back, and going back."""

from __future__ import annotations

import json
from pathlib import Path

import icalendar
import pytest
from sqlalchemy import text

from scheduler.commands.lineage import MARK
from scheduler.store.address import read_address
from scheduler.store.database import Database
from scheduler.store.store import Store
from tests.scheduler.commands.program import Captured, run_code
from tests.scheduler.commands.store_program import publish, rota
from tests.scheduler.store.small import (
    DAY,
    LI_AT_LECTURE,
    LI_MEETS_WANG,
    LI_MEETS_ZHAO,
    LI_ON_WEDNESDAY,
    MONDAY,
    SMALL,
    small_term,
    write_small,
    write_small_plan,
)


@pytest.fixture(autouse=True)
def _in_the_folder_of_a_term(place: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("ROTA_STORE", place)
    write_small(Path("term"))


@pytest.fixture
def _two_versions(capsys: Captured) -> None:
    publish(note="as agreed")
    publish((LI_AT_LECTURE, LI_ON_WEDNESDAY), at=MONDAY + DAY)
    capsys.readouterr()


THERE = """\
Li Wei, trainee
  moved   Lecture, Tuesday 9 March 2027, 10:00 to 11:00 -> Wednesday 10 March 2027, 10:00 to 11:00; room Lecture hall -> Skills lab; lead Wang Min -> Zhao Hua; topic Toxicity -> CAR-T
Zhao Hua, faculty
  new     Lecture, as lead, Wednesday 10 March 2027, 10:00 to 11:00, in Skills lab, on CAR-T

"""
BACK = """\
Li Wei, trainee
  moved   Lecture, Wednesday 10 March 2027, 10:00 to 11:00 -> Tuesday 9 March 2027, 10:00 to 11:00; room Skills lab -> Lecture hall; lead Zhao Hua -> Wang Min; topic CAR-T -> Toxicity
Zhao Hua, faculty
  gone    Lecture, as lead, Wednesday 10 March 2027, 10:00 to 11:00, in Skills lab, on CAR-T

"""

# -- versions ----------------------------------------------------------------------------------------------


def test_where_nothing_is_published_that_is_said(place: str, capsys: Captured) -> None:
    assert rota("versions", "term") == 0
    assert capsys.readouterr().out == (
        f"Nothing is published yet in {read_address(place)}. To publish a plan: rota publish TERM PLAN\n"
    )
    assert rota("versions", "term", "--json", "--check") == 0
    assert json.loads(capsys.readouterr().out)["versions"] == []


@pytest.mark.usefixtures("_two_versions")
def test_versions_are_listed_with_what_changed(place: str, capsys: Captured) -> None:
    assert rota("rollback", "term", "1", "--note", "too early", at=MONDAY + 2 * DAY) == 0
    capsys.readouterr()
    assert rota("versions", "term", "--check") == 0
    assert capsys.readouterr().out == (
        f"3 versions in {read_address(place)}, times of Asia/Shanghai.\n"
        "    1  15 February 2027, 09:30  the first, with 2 trainees, 6 sessions and 2 rotations; as agreed\n"
        "    2  16 February 2027, 09:30  for 2 people: 1 new, 1 moved, 1 room, 1 lead, 1 topic\n"
        "    3  17 February 2027, 09:30  back to version 1, for 2 people: 1 gone, 1 moved, 1 room, 1 lead, 1 topic; too early\n"
        "Each is what was published.\n"
    )


@pytest.mark.usefixtures("_two_versions")
def test_programs_read_the_versions(place: str, capsys: Captured) -> None:
    assert rota("versions", "term", "--json") == 0
    document = json.loads(capsys.readouterr().out)
    digests = [(v.pop("term_digest"), v.pop("digest")) for v in document["versions"]]
    assert all(len(digest) == 64 for pair in digests for digest in pair)
    assert document == {
        "schema": "rota-versions/1",
        "store": str(read_address(place)),
        "versions": [
            {
                "number": 1,
                "published": "2027-02-15T01:30:00Z",
                "note": "as agreed",
                "restores": None,
                "first": {"trainees": 2, "sessions": 6, "rotations": 2},
                "people": 0,
                "changes": {},
            },
            {
                "number": 2,
                "published": "2027-02-16T01:30:00Z",
                "note": "",
                "restores": None,
                "first": None,
                "people": 2,
                "changes": {"new": 1, "moved": 1, "room": 1, "lead": 1, "topic": 1},
            },
        ],
    }


@pytest.mark.usefixtures("_two_versions")
def test_damage_is_found_when_it_is_looked_for(place: str, capsys: Captured) -> None:
    with Database(read_address(place)).writing() as connection:
        connection.execute(text("DELETE FROM rota_entries WHERE version = 1"))
    assert rota("versions", "term") == 0
    capsys.readouterr()
    assert rota("versions", "term", "--check") == 6
    assert tuple(capsys.readouterr()) == (
        "",
        "Version 1 is damaged: the store holds something else than was published. Maybe bring the store back from a backup.\n",
    )


@pytest.mark.usefixtures("_two_versions")
def test_a_store_of_this_form_is_up_to_date(place: str, capsys: Captured) -> None:
    assert rota("versions", "term", "--migrate") == 0
    assert capsys.readouterr().out == f"{read_address(place)} is up to date.\n"


# -- diff --------------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("_two_versions")
def test_what_changed_between_two_versions_is_told_either_way(capsys: Captured) -> None:
    assert rota("diff", "term", "1", "2") == 0
    assert capsys.readouterr().out == (
        f"{THERE}From version 1 to version 2: 1 new, 1 moved, 1 room, 1 lead, 1 topic.\n"
    )
    assert rota("diff", "term", "2", "1") == 0
    assert capsys.readouterr().out == (
        f"{BACK}From version 2 to version 1: 1 gone, 1 moved, 1 room, 1 lead, 1 topic.\n"
    )
    assert rota("diff", "term", "2", "2") == 0
    assert capsys.readouterr().out == "From version 2 to version 2: nothing changes.\n"


@pytest.mark.usefixtures("_two_versions")
def test_what_a_plan_would_change_is_told_also_where_it_breaks_a_rule(capsys: Captured) -> None:
    write_small_plan(Path("2"), (LI_AT_LECTURE, ""))
    assert rota("diff", "term", "1", "./2") == 0
    assert capsys.readouterr().out == (
        "Li Wei, trainee\n"
        "  gone    Lecture, Tuesday 9 March 2027, 10:00 to 11:00, in Lecture hall, led by Wang Min, on Toxicity\n"
        "\n"
        "From version 1 to ./2: 1 gone.\n"
    )


@pytest.mark.usefixtures("_two_versions")
def test_days_before_a_plan_begins_to_differ_are_told_as_in_the_version_that_it_is_based_on(
    place: str, capsys: Captured
) -> None:
    with Store(read_address(place)) as store:
        based_on = {"store": store.id(), "version": 1, "from": "2027-03-10"}
    write_small_plan(Path("later"))
    rounds = Path("later", "rounds.csv")
    rounds.write_text(rounds.read_text().replace("2027-03-14,F01", "2027-03-14,F02"))
    told = {"schema": "rota-result/1", "term": {"digest": ""}, "levels": [], "interrupted": False}
    record = {**told, "seed": 0, "workers": 1, "versions": {}, "based_on": based_on}
    Path("later", "result.json").write_text(json.dumps(record))
    assert rota("diff", "term", "1", "later") == 0
    assert capsys.readouterr().out == (
        "Wang Min, faculty\n"
        "  gone    Lead on CAR-T ward, 10 March 2027 to 14 March 2027, rounds 08:00 to 09:00\n"
        "Zhao Hua, faculty\n"
        "  new     Lead on CAR-T ward, 10 March 2027 to 14 March 2027, rounds 08:00 to 09:00\n"
        "\n"
        "From version 1 to later: 1 lead.\n"
    )


@pytest.mark.usefixtures("_two_versions")
def test_programs_read_what_changed(capsys: Captured) -> None:
    assert rota("diff", "term", "1", "2", "--json") == 0
    document = json.loads(capsys.readouterr().out)
    assert {name: document[name] for name in ("schema", "from", "to", "numbers")} == {
        "schema": "rota-diff/1",
        "from": "1",
        "to": "2",
        "numbers": {"new": 1, "moved": 1, "room": 1, "lead": 1, "topic": 1},
    }
    assert [(person["id"], person["changes"][0]["kinds"]) for person in document["people"]] == [
        ("T02", ["moved", "room", "lead", "topic"]),
        ("F02", ["new"]),
    ]


@pytest.mark.usefixtures("_two_versions")
@pytest.mark.parametrize("words", [("diff", "term", "1", "7"), ("rollback", "term", "7"), ("export", "term", "7", "-o", "out")])  # fmt: skip
def test_a_version_that_there_is_not_is_wrong_use(words: tuple[str, ...], capsys: Captured) -> None:
    assert rota(*words) == 2
    assert capsys.readouterr().err.endswith("Error: There is no version 7; there are 1 and 2.\n")


def test_where_nothing_is_published_there_is_no_version(capsys: Captured) -> None:
    assert rota("diff", "term", "1", "2") == 2
    assert capsys.readouterr().err.endswith("Error: There is no version 1; nothing is published yet.\n")
    publish()
    capsys.readouterr()
    assert rota("diff", "term", "2", "1") == 2
    assert capsys.readouterr().err.endswith("Error: There is no version 2; there is 1.\n")


# -- rollback ----------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("_two_versions")
def test_the_way_back_is_a_new_version(place: str, capsys: Captured) -> None:
    assert rota("rollback", "term", "1", at=MONDAY + 2 * DAY) == 0
    assert capsys.readouterr().out == (
        f"{BACK}Published version 3 of Tiny term, for 2 people: 1 gone, 1 moved, 1 room, 1 lead, 1 topic.\n"
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
        "message": "Published version 3 of Tiny term, for 2 people: 1 gone, 1 moved, 1 room, 1 lead, 1 topic.",
        "term": {"name": "Tiny term", "digest": small_term().digest},
        "store": str(read_address(place)),
        "version": None,
        "against": 2,
        "numbers": {"gone": 1, "moved": 1, "room": 1, "lead": 1, "topic": 1},
        "people": tried["people"],
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
        }
    ]
    assert rota("rollback", "term", "9", "--json") == 2


# -- export ------------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("_two_versions")
def test_a_version_is_written_with_its_calendars_and_can_be_published_again(capsys: Captured) -> None:
    assert rota("export", "term", "2", "-o", "out", at=MONDAY + DAY) == 0
    assert capsys.readouterr().out == (
        "Wrote version 2 of 16 February 2027, 09:30 to out. To look at it, open out/board.html in a browser.\n"
    )
    assert sorted(path.name for path in Path("out").iterdir()) == [
        "board.html",
        "calendars",
        "mentors.csv",
        "plan.xlsx",
        "published.json",
        "result.json",
        "rotations.csv",
        "rounds.csv",
        "sessions.csv",
        "shortfalls.csv",
    ]
    data = Path("out/calendars/trainee-T02-li-wei.ics").read_bytes()
    (lecture,) = [e for e in icalendar.Calendar.from_ical(data).events if e["SUMMARY"] == "Lecture: CAR-T"]
    assert (lecture["SEQUENCE"], lecture.decoded("LAST-MODIFIED"), lecture.decoded("CREATED")) == (
        1,
        MONDAY + DAY,
        MONDAY,
    )
    assert rota("publish", "term", "out") == 0
    assert capsys.readouterr().out.startswith("Nothing changed: version 2 of ")


def test_the_record_of_the_plan_comes_with_it() -> None:
    write_small_plan(Path("plan"))
    record = '{"schema": "rota-result/1", "seed": 7}'
    Path("plan/result.json").write_text(record, encoding="utf-8")
    assert rota("publish", "term", "plan") == 0
    assert rota("export", "term", "1", "-o", "out") == 0
    assert Path("out/result.json").read_text(encoding="utf-8") == record


def test_the_folder_of_a_version_whose_record_was_none_can_be_written_again() -> None:
    write_small_plan(Path("plan"))
    Path("plan/result.json").write_text('{"by": "hand"}', encoding="utf-8")
    assert rota("publish", "term", "plan") == 0
    assert rota("export", "term", "1", "-o", "out") == 0
    assert rota("export", "term", "1", "-o", "out") == 0
    assert json.loads(Path("out/result.json").read_bytes())["schema"] == "rota-result/1"


PLANNING = ("--workers", "1", "--quiet", "--time-limit", "60s")


def planned_files(folder: str) -> dict[str, bytes]:
    """The files of a plan but for those that are told of its publication."""
    return {
        path.name: path.read_bytes()
        for path in Path(folder).iterdir()
        if path.is_file() and path.name != MARK
    }


def test_a_version_is_written_as_it_was_planned_and_planned_again(capsys: Captured) -> None:
    assert rota("plan", "term", "-o", "first", *PLANNING) == 0
    assert rota("publish", "term", "first") == 0
    write_small(Path("term"), absences="who,first_day,last_day\nF01,2027-03-09,2027-03-09\n")
    assert rota("plan", "term", "-o", "second", *PLANNING, at=MONDAY + DAY) == 0
    assert rota("publish", "term", "second", at=MONDAY + DAY) == 0
    for number, folder in ((1, "first"), (2, "second")):
        assert rota("export", "term", str(number), "-o", "out", at=MONDAY + DAY) == 0
        assert planned_files("out") == planned_files(folder)
    board = Path("out/board.html").read_text(encoding="utf-8")
    assert "people touched" in board
    assert capsys.readouterr().err == ""


def test_of_a_plan_that_was_changed_by_hand_the_board_says_what_it_pays_now(capsys: Captured) -> None:
    write_small(Path("term"), slots="activity,weekday,start,seats\nlecture,Tue,10:00,1\n")
    assert rota("plan", "term", "-o", "plan", *PLANNING) == 0
    assert "proven best" in Path("plan/board.html").read_text(encoding="utf-8")
    sessions = Path("plan/sessions.csv").read_text(encoding="utf-8-sig").splitlines(keepends=True)
    kept = [line for line in sessions if not ("lecture" in line and "2027-03-09" in line)]
    assert len(kept) == len(sessions) - 1
    Path("plan/sessions.csv").write_text("".join(kept), encoding="utf-8")
    Path("plan/shortfalls.csv").unlink()
    assert rota("publish", "term", "plan") == 0
    record = Path("plan/result.json").read_bytes()
    assert rota("export", "term", "1", "-o", "out") == 0
    board = Path("out/board.html").read_text(encoding="utf-8")
    assert "Coverage is within 50 % of the best possible." in board
    assert "proven: no plan" not in board
    assert Path("out/result.json").read_bytes() == record
    assert rota("verify", "term", "out") == 0
    assert capsys.readouterr().err.startswith("result.json gives 10 for coverage, but the plan pays 20")


# -- all ---------------------------------------------------------------------------------------------------


def test_no_verb_of_the_store_loads_the_solver() -> None:
    write_small_plan(Path("plan"), (LI_MEETS_WANG, LI_MEETS_ZHAO))
    code = (
        "import sys; from scheduler.commands.cli import main\n"
        "for words in ('publish term plan', 'versions term', 'diff term 1 plan', 'rollback term 1'):\n"
        "    main(words.split())\n"
        "print([m for m in ('ortools', 'pandas', 'numpy') if m in sys.modules])"
    )
    done = run_code(code)
    assert done.stdout.endswith("[]\n")
