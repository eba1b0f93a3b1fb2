"""A folder as settings and tables, and what else may lie there."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inputs.faults import Place
from inputs.files.rows import Row, Table
from inputs.files.tables import read_tables
from tests.inputs.files.tables.small_terms import KNOWN, TRAINEES, told


def test_a_folder_is_read_as_settings_and_tables(folder: Path) -> None:
    read = read_tables(folder, KNOWN)
    assert read.settings == {
        "name": "Spring",
        "first_day": date(2027, 3, 1),
        "weekdays": ["Mon", "Tue"],
        "rules": {"late": {"off": "none", "limit": 8}},
    }
    assert read.tables == {
        "trainees": Table(
            "trainees",
            "trainees.csv",
            ("id", "name", "first_day"),
            (
                Row("trainees.csv", 2, {"id": "T01", "name": "Li Wei", "first_day": "2027-03-01"}),
                Row("trainees.csv", 3, {"id": "T02", "name": "José", "first_day": "2027-03-08"}),
            ),
        ),
        "hours": Table(
            "hours", "hours.csv", ("who", "start"), (Row("hours.csv", 2, {"who": "F01", "start": "07:30"}),)
        ),
    }
    assert told(read) == []
    assert read.place("rules.late.off") == Place("term.toml", 5, "rules.late.off")
    assert read.place("timezone") == Place("term.toml", None, "timezone")
    assert read.place() == Place("term.toml")


def test_a_term_needs_its_settings(tmp_path: Path) -> None:
    read = read_tables(tmp_path, KNOWN)
    assert (read.settings, read.tables) == ({}, {})
    assert told(read) == [
        "term.toml: found no term.toml; a term is a folder with term.toml and its tables, or a workbook."
    ]


@pytest.mark.parametrize(
    ("there", "told_of_it"),
    [
        ("Term.toml", "found no term.toml, but Term.toml; call it term.toml."),
        ("term.toml.txt", "found no term.toml, but term.toml.txt; call it term.toml."),
        ("spring.xlsx", "found no term.toml, but spring.xlsx; give the workbook itself: {}/spring.xlsx."),
        ("2027/term.toml", "found no term.toml, but one in the folder 2027; give that folder: {}/2027."),
        (
            "~$term.xlsx",
            "found no term.toml; a term is a folder with term.toml and its tables, or a workbook.",
        ),
    ],
)
def test_what_is_there_in_the_place_of_the_settings_is_told(
    tmp_path: Path, there: str, told_of_it: str
) -> None:
    (tmp_path / there).parent.mkdir(exist_ok=True)
    (tmp_path / there).touch()
    assert told(read_tables(tmp_path, KNOWN)) == [f"term.toml: {told_of_it.format(tmp_path)}"]


def test_a_plan_in_the_place_of_the_term_is_told_once(tmp_path: Path) -> None:
    for name in ("mentors.csv", "rotations.csv", "sessions.csv", "plan.xlsx"):
        (tmp_path / name).touch()
    read = read_tables(tmp_path, KNOWN)
    assert told(read) == [
        f"{tmp_path}: found a plan, and no term; give the folder or the workbook of the term."
    ]
    assert read.notices == ()


def test_two_workbooks_in_a_folder_are_told_at_once(tmp_path: Path) -> None:
    for name in ("autumn.xlsx", "spring.xlsx"):
        (tmp_path / name).touch()
    assert told(read_tables(tmp_path, KNOWN)) == [
        f"term.toml: found no term.toml, but autumn.xlsx and spring.xlsx; give one of the workbooks: {tmp_path}/autumn.xlsx."
    ]


@pytest.mark.parametrize("name", ["hours.csv.txt", "Hours.tsv", "hours.txt"])
def test_a_table_under_another_name_is_told(folder: Path, name: str) -> None:
    (folder / "hours.csv").rename(folder / name)
    assert told(read_tables(folder, KNOWN)) == [
        f"{name}: found a file that is called as the table hours; it is not read; the table is hours.csv."
    ]


def test_all_faults_are_told_at_once_in_the_order_of_files_and_lines(folder: Path) -> None:
    (folder / "term.toml").write_text("name = Spring\n")
    (folder / "trainees.csv").write_text('id,fist_day\nT01,#REF!\nT02\n"T03\n')
    (folder / "trainee.csv").write_text(TRAINEES)
    (folder / "rooms.csv").write_bytes(b"")
    (folder / "hours.csv").write_text("who,start\nF01\u200b,07:30\n", encoding="utf-8")
    (folder / "old.xls").write_bytes(b"")
    quoting = (
        'put a cell with a comma or a quotation mark between quotation marks, and write "" for one inside it'
    )
    assert told(read_tables(folder, KNOWN)) == [
        "rooms.csv: found an empty table; name the columns on the first line: id, name and seats.",
        'term.toml, line 1: found "name = Spring", which TOML cannot read (invalid value); write name = value, with quotation marks around texts and times, and commas in lists.',
        'trainee.csv: found a table "trainee", which a term does not have; allowed: trainees, rooms and hours; a name that begins with # is left out.',
        'trainees.csv, line 1, fist_day: found "fist_day", which is no column of trainees; allowed: id, name, first_day and seats. Did you mean "first_day"?',
        "trainees.csv, line 3: found 1 cell, but the header has 2; write the commas around empty cells too.",
        f"trainees.csv, line 4: found a quotation mark that is never closed; {quoting}.",
        'hours.csv, line 2, who: found "F01<U+200B>", with characters that cannot be seen; it is read as "F01".',
        "old.xls: found a workbook in a folder of CSV files; it is not read, as a term is either a folder or a workbook.",
    ]


def test_a_table_is_found_in_any_case_and_width(folder: Path) -> None:
    (folder / "hours.csv").rename(folder / "ＨOURS.CSV")
    read = read_tables(folder, KNOWN)
    assert read.tables["hours"].file == "ＨOURS.CSV"
    assert told(read) == []


def test_two_files_of_one_table_are_a_fault(folder: Path) -> None:
    (folder / "Hours.csv").write_text("who,start\nF02,08:30\n")
    read = read_tables(folder, KNOWN)
    assert told(read) == ["hours.csv: found the table hours, which is in Hours.csv too; keep one of them."]
    assert read.tables["hours"].file == "Hours.csv"


def test_what_is_no_table_is_left_alone(folder: Path) -> None:
    before = read_tables(folder, KNOWN)
    for name in ("README.md", ".hidden.csv", "~$term.xlsx", "#old.csv", ".~lock.trainees.csv#"):
        (folder / name).write_text("x;y\n")
    (folder / "plan").mkdir()
    (folder / "plan" / "rotations.csv").write_text("x;y\n")
    assert read_tables(folder, KNOWN) == before


def test_a_folder_in_the_place_of_a_file_is_a_fault(folder: Path) -> None:
    (folder / "rooms.csv").mkdir()
    (folder / "term.toml").unlink()
    (folder / "term.toml").mkdir()
    assert told(read_tables(folder, KNOWN)) == [
        "rooms.csv: found no ordinary file; give a file, not a folder or a device.",
        "term.toml: found no ordinary file; give a file, not a folder or a device.",
    ]


def test_a_pipe_in_the_place_of_a_file_does_not_hang(folder: Path) -> None:
    os.mkfifo(folder / "rooms.csv")
    assert told(read_tables(folder, KNOWN)) == [
        "rooms.csv: found no ordinary file; give a file, not a folder or a device."
    ]


@pytest.mark.parametrize(("name", "limit"), [("rooms.csv", 4), ("term.xlsx", 10)])
def test_a_file_that_is_too_large_is_not_read(tmp_path: Path, name: str, limit: int) -> None:
    (tmp_path / "term.toml").touch()
    path = tmp_path / name
    with path.open("wb") as file:
        file.truncate(limit * 1024 * 1024 + 600_000)
    read = read_tables(path if name == "term.xlsx" else tmp_path, KNOWN)
    where = path if name == "term.xlsx" else name
    assert told(read) == [f"{where}: found a file of {limit}.6 MB; at most {limit} MB are allowed."]


def test_a_path_that_is_not_there_is_a_fault(tmp_path: Path) -> None:
    path = tmp_path / "spring"
    read = read_tables(path, KNOWN)
    assert told(read) == [f"{path}: found no such file or folder; look at its name, and where it lies."]
    assert (read.settings, read.tables, read.settings_file) == ({}, {}, str(path))


@pytest.mark.parametrize("name", ["a\0b", "x" * 300])
def test_a_path_that_cannot_be_is_a_fault(tmp_path: Path, name: str) -> None:
    assert len(read_tables(tmp_path / name, KNOWN).faults) == 1


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may read everything")
def test_a_folder_that_may_not_be_read_is_a_fault(folder: Path) -> None:
    folder.chmod(0)
    try:
        assert told(read_tables(folder, KNOWN)) == [
            f"{folder}: found nothing that can be read (Permission denied); see that it is there, and yours to read."
        ]
    finally:
        folder.chmod(0o700)


@pytest.mark.parametrize("name", ["term.toml", "trainees.csv"])
def test_one_file_of_a_term_is_not_the_term(folder: Path, name: str) -> None:
    assert told(read_tables(folder / name, KNOWN)) == [
        f"{name}: found a single file; give the folder of the term or its workbook."
    ]


@given(
    st.dictionaries(
        st.sampled_from(["trainees.csv", "rooms.csv", "x.csv", "term.toml"]), st.binary(max_size=60)
    )
)
def test_no_content_of_a_folder_raises(
    tmp_path_factory: pytest.TempPathFactory, files: dict[str, bytes]
) -> None:
    folder = tmp_path_factory.mktemp("term")
    for name, content in files.items():
        (folder / name).write_bytes(content)
    read = read_tables(folder, KNOWN)
    assert bool(read.faults) or set(files) >= {"term.toml"}
    assert all(str(fault).endswith((".", "?")) for fault in read.faults)
