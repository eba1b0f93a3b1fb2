"""A folder or a workbook as tables."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from datetime import date, time
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from inputs.faults import Place
from inputs.rows import Row, Table
from inputs.tables import RawTerm, read_table_file, read_tables

KNOWN = {
    "trainees": ("id", "name", "first_day", "seats"),
    "rooms": ("id", "name", "seats"),
    "hours": ("who", "start"),
}
SETTINGS = 'name = "Spring"\nfirst_day = 2027-03-01\nweekdays = ["Mon", "Tue"]\n[rules.late]\noff = "none"\nlimit = 8\n'
TRAINEES = "id,name,first_day\nT01,Li Wei,2027-03-01\nT02,José,2027-03-08\n"
HOURS = "who,start\nF01,07:30\n"
CSV_UTF_8 = 'save it in Excel as "CSV UTF-8 (Comma delimited)"'


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "term.toml").write_text(SETTINGS, encoding="utf-8")
    (tmp_path / "trainees.csv").write_text(TRAINEES, encoding="utf-8")
    (tmp_path / "hours.csv").write_text(HOURS, encoding="utf-8")
    return tmp_path


def write_workbook(path: Path, sheets: Mapping[str, Sequence[Sequence[Any]]]) -> Path:
    book = openpyxl.Workbook(write_only=True)
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(list(row))
    book.save(path)
    return path


SHEETS: dict[str, list[list[Any]]] = {
    "term": [
        ["key", "value", "note"],
        ["name", "Spring", "shown in every calendar"],
        ["first_day", date(2027, 3, 1)],
        ["weekdays", "Mon; Tue"],
        ["holidays", None, "empty: the default"],
        ["rules.late.off", "none"],
        ["rules.late.limit", 8.0],
    ],
    "trainees": [
        ["id", "name", "first_day"],
        ["T01", "Li Wei", date(2027, 3, 1)],
        ["T02", "José", date(2027, 3, 8)],
    ],
    "hours": [["who", "start"], ["F01", time(7, 30)]],
}


def told(read: RawTerm) -> list[str]:
    return [str(remark) for remark in (*read.faults, *read.notices)]


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


def test_a_workbook_is_read_as_settings_and_tables(tmp_path: Path) -> None:
    read = read_tables(write_workbook(tmp_path / "term.xlsx", SHEETS), KNOWN)
    assert read.settings == {
        "name": "Spring",
        "first_day": date(2027, 3, 1),
        "weekdays": "Mon; Tue",
        "rules": {"late": {"off": "none", "limit": 8}},
    }
    assert set(read.tables) == {"trainees", "hours"}
    assert read.tables["trainees"].rows == (
        Row("term.xlsx, sheet trainees", 2, {"id": "T01", "name": "Li Wei", "first_day": date(2027, 3, 1)}),
        Row("term.xlsx, sheet trainees", 3, {"id": "T02", "name": "José", "first_day": date(2027, 3, 8)}),
    )
    assert read.tables["hours"].rows == (
        Row("term.xlsx, sheet hours", 2, {"who": "F01", "start": time(7, 30)}),
    )
    assert told(read) == []
    assert read.place("rules.late.off") == Place("term.xlsx, sheet term", 6, "rules.late.off")


def test_a_folder_and_a_workbook_of_the_same_term_have_one_digest(folder: Path) -> None:
    path = write_workbook(folder.parent / f"{folder.name}.xlsx", SHEETS)
    assert read_tables(folder, KNOWN).digest == read_tables(path, KNOWN).digest


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "gb18030"])
@pytest.mark.parametrize("line_end", ["\r\n", "\r"])
def test_the_digest_is_that_of_the_content(folder: Path, encoding: str, line_end: str) -> None:
    before = read_tables(folder, KNOWN).digest
    reordered = "#aside,NAME,id,first_day\n,José,T02,2027-03-08\n\nx,Li Wei ,T01,2027-03-01\n# a comment\n"
    text = "\n" + reordered.removeprefix("#aside").removeprefix(",").replace("\n,", "\n").replace(
        "\nx,", "\n"
    )
    (folder / "trainees.csv").write_bytes(text.replace("\n", line_end).encode(encoding))
    (folder / "rooms.csv").write_text("id,name\n")
    assert read_tables(folder, KNOWN).digest == before


@pytest.mark.parametrize(
    ("file", "text"),
    [
        ("trainees.csv", TRAINEES.replace("Li Wei", "Li Wej")),
        ("trainees.csv", TRAINEES + "T03,Ann,2027-03-08\n"),
        ("trainees.csv", TRAINEES.replace("name", "seats")),
        ("term.toml", SETTINGS.replace("8", "9")),
        ("term.toml", SETTINGS.replace("late", "rate")),
        ("rooms.csv", "id\nR1\n"),
    ],
)
def test_the_digest_changes_with_the_content(folder: Path, file: str, text: str) -> None:
    before = read_tables(folder, KNOWN).digest
    (folder / file).write_text(text)
    assert read_tables(folder, KNOWN).digest != before


def test_the_digest_stays_what_it_was_in_earlier_versions(folder: Path) -> None:
    assert (
        read_tables(folder, KNOWN).digest
        == "06860a712242951675d1e1f36576c989d98216fd72e501afe620bb3819571b09"
    )


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


def test_another_file_than_a_workbook_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "term.xlsx"
    path.write_text("<html>")
    assert told(read_tables(path, KNOWN)) == [
        'term.xlsx: found a web page or XML, not an Excel workbook; save it in Excel as "Excel Workbook (.xlsx)".'
    ]


def test_a_workbook_needs_a_sheet_of_settings(tmp_path: Path) -> None:
    path = write_workbook(tmp_path / "term.xlsx", {"trainees": SHEETS["trainees"], "term": []})
    assert told(read_tables(path, KNOWN)) == [
        "term.xlsx: found no sheet term; set name, first_day and so on there."
    ]


def test_the_sheet_of_settings_needs_keys_and_values(tmp_path: Path) -> None:
    path = write_workbook(tmp_path / "term.xlsx", {"term": [["note"], ["x"]]})
    assert told(read_tables(path, KNOWN)) == [
        "term.xlsx, sheet term: found no column key and value; key and value are needed."
    ]


def test_every_value_in_the_sheet_of_settings_needs_its_own_key(tmp_path: Path) -> None:
    rows: list[list[Any]] = [["Key", "Value"], ["name", "Spring"], [None, "x"], ["name", "Autumn"], [8, 9]]
    read = read_tables(write_workbook(tmp_path / "term.xlsx", {"Term": rows}), KNOWN)
    assert read.settings == {"name": "Spring", "8": 9}
    assert told(read) == [
        "term.xlsx, sheet Term, line 3, key: found a value without a key; write the name of the setting.",
        'term.xlsx, sheet Term, line 4, name: found "name", as on line 2; give each setting once.',
    ]


def test_sheets_that_are_no_tables_are_told_apart(tmp_path: Path) -> None:
    path = tmp_path / "term.xlsx"
    with xlsxwriter.Workbook(path) as book:
        for title in ("term", "Rooms", "rooms ", "Notes", "#Notes", "Sheet1", "hours", "_lists"):
            sheet = book.add_worksheet(title)
            if title != "Sheet1":
                sheet.write_row(0, 0, ["key", "value"] if title == "term" else ["id"])
            if title in {"hours", "_lists"}:
                sheet.hide()
    assert told(read_tables(path, KNOWN)) == [
        'term.xlsx, sheet Notes: found a table "Notes", which a term does not have; allowed: term, trainees, rooms and hours; a name that begins with # is left out.',
        "term.xlsx, sheet rooms : found the table rooms, which is in term.xlsx, sheet Rooms too; keep one of them.",
        "term.xlsx, sheet hours: found a hidden sheet; it is not read.",
    ]


def test_faults_in_a_workbook_name_sheet_line_and_column(tmp_path: Path) -> None:
    trainees: list[list[Any]] = [["id", "strat", None], ["T01", 1, 2], ["#REF!", None], ["T\u202e2"]]
    path = write_workbook(tmp_path / "term.xlsx", {**SHEETS, "trainees": trainees})
    assert told(read_tables(path, {**KNOWN, "trainees": ("id", "start")})) == [
        'term.xlsx, sheet trainees, line 1, strat: found "strat", which is no column of trainees; allowed: id and start. Did you mean "start"?',
        'term.xlsx, sheet trainees, line 2, column C: found "2" in a column without a name; name it on line 1.',
        "term.xlsx, sheet trainees, line 3, id: found #REF!, the error of a formula; write the value itself.",
        'term.xlsx, sheet trainees, line 4, id: found the character <U+202E> in "T<U+202E>2"; letters, digits and signs that can be seen are allowed.',
    ]


def test_one_file_is_read_as_the_table_of_its_name(tmp_path: Path) -> None:
    path = tmp_path / "mentors.csv"
    path.write_text("trainee,faculty\nT01,F01\n")
    read = read_table_file(path)
    assert read.table == Table(
        "mentors",
        "mentors.csv",
        ("trainee", "faculty"),
        (Row("mentors.csv", 2, {"trainee": "T01", "faculty": "F01"}),),
    )
    assert (read.faults, len(read.notices)) == ((), 0)
    assert [str(fault) for fault in read_table_file(path, ("trainee", "mentor")).faults] == [
        'mentors.csv, line 1, faculty: found "faculty", which is no column of mentors; allowed: trainee and mentor. Did you mean "mentor"?'
    ]


def test_one_file_that_is_not_there_is_a_fault(tmp_path: Path) -> None:
    read = read_table_file(tmp_path / "mentors.csv")
    assert read.table is None
    assert [str(fault) for fault in read.faults] == [
        "mentors.csv: found no such file or folder; look at its name, and where it lies."
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
