"""``rota versions``: what was published, when and why, and whether the store still holds it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from sqlalchemy import text

from scheduler.store.address import read_address
from scheduler.store.database import Database
from tests.scheduler.commands.program import Captured, run_code
from tests.scheduler.commands.store_program import rota
from tests.scheduler.store.small import (
    DAY,
    LI_MEETS_WANG,
    LI_MEETS_ZHAO,
    MONDAY,
    write_small_plan,
)


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
        "    2  16 February 2027, 09:30  for 2 people: 2 things differ, some in several ways: 1 new, 1 moved, 1 room, 1 lead, 1 topic\n"
        "    3  17 February 2027, 09:30  back to version 1, for 2 people: 2 things differ, some in several ways: 1 gone, 1 moved, 1 room, 1 lead, 1 topic; too early\n"
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
def test_damaged_calendar_files_are_told_and_made_again(place: str, capsys: Captured) -> None:
    with Database(read_address(place)).writing() as connection:
        connection.execute(text("UPDATE rota_rendered SET packed_digest = '0' WHERE file = 'programme.ics'"))
    assert rota("versions", "term", "--check") == 6
    assert capsys.readouterr().err == (
        "The calendar file programme.ics is damaged.\n"
        "The versions are sound, and the calendar files can be made again: rota versions TERM --migrate\n"
    )
    assert rota("versions", "term", "--migrate") == 0
    assert capsys.readouterr().out == "The calendars of version 2 were made again.\n"
    assert rota("versions", "term", "--check") == 0


@pytest.mark.usefixtures("_two_versions")
def test_what_cannot_be_read_is_trouble_with_the_store(place: str, capsys: Captured) -> None:
    with Database(read_address(place)).writing() as connection:
        connection.execute(text("UPDATE rota_versions SET changelog = 'x'"))
    for verb in ("versions", "links"):
        assert rota(verb, "term") == 6
        assert capsys.readouterr().err == (
            f"{read_address(place)} is damaged: what it holds of a version cannot be read. "
            "To see what is damaged: rota versions TERM --check. Maybe bring it back from a backup.\n"
        )


def test_an_empty_file_is_not_taken_for_a_store_in_which_nothing_is_published(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    file = tmp_path / "emptied.sqlite"
    file.touch()
    monkeypatch.setenv("ROTA_STORE", str(file))
    write_small_plan(Path("plan"))
    for words in (
        ("versions", "term", "--check"),
        ("versions", "term", "--migrate"),
        ("publish", "term", "plan"),
    ):
        assert rota(*words) == 6
        assert capsys.readouterr().err.startswith(f"{file} is empty: if anything was published in it")
    assert file.stat().st_size == 0


@pytest.mark.usefixtures("_two_versions")
def test_a_store_of_this_form_is_up_to_date(place: str, capsys: Captured) -> None:
    assert rota("versions", "term", "--migrate") == 0
    assert capsys.readouterr().out == f"{read_address(place)} is up to date.\n"


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
