"""A workbook as settings and tables."""

from __future__ import annotations

from datetime import date, time
from pathlib import Path
from typing import Any

import xlsxwriter

from inputs.faults import Place
from inputs.files.rows import Row
from inputs.files.tables import read_tables
from tests.inputs.files.tables.small_terms import KNOWN, SHEETS, told, write_workbook


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
        'term.xlsx, sheet trainees, line 2, column C: found "2" in a column without a name; name it on line 1; a name that begins with # leaves it out.',
        "term.xlsx, sheet trainees, line 3, id: found #REF!, the error of a formula; write the value itself.",
        'term.xlsx, sheet trainees, line 4, id: found the character <U+202E> in "T<U+202E>2"; letters, digits and signs that can be seen are allowed.',
    ]
