"""The example to start from: both its forms read as the same term, and the workbook helps to fill it in."""

from __future__ import annotations

import io
import shutil
import subprocess
from dataclasses import fields
from datetime import datetime, time
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from inputs.files.tables import read_tables
from inputs.reading import read_term
from inputs.schema import SETTINGS, TERM_TABLES, known_columns
from inputs.term import Term
from scheduler.outputs.template.term import new_calendars, new_csv_files, new_workbook, workbook_of

EXAMPLE = Path(__file__).parents[4] / "inputs" / "example"


@pytest.fixture(scope="module")
def book() -> Any:
    return openpyxl.load_workbook(io.BytesIO(new_workbook()))


def facts(term: Term | None) -> dict[str, str]:
    """Return all that a term says; people and places also by more than their ids."""
    assert term is not None
    return {field.name: repr(getattr(term, field.name)) for field in fields(term) if field.name != "working"}


def validation(sheet: Any, column: str) -> Any:
    letter = next(cell.column_letter for cell in sheet[2] if cell.value == column)
    return next(v for v in sheet.data_validations.dataValidation if str(v.sqref).startswith(f"{letter}3:"))


# -- CSV files ---------------------------------------------------------------------------------------------


def test_the_csv_files_are_those_of_the_example_with_a_mark_for_excel() -> None:
    files = new_csv_files()
    calendars = [f"calendars/{path.name}" for path in sorted((EXAMPLE / "calendars").iterdir())]
    assert calendars
    assert list(files) == ["term.toml", *sorted(path.name for path in EXAMPLE.glob("*.csv")), *calendars]
    for name, content in files.items():
        mark = b"\xef\xbb\xbf" if name.endswith(".csv") else b""
        assert content == mark + (EXAMPLE / name).read_bytes()


def test_the_csv_files_read_as_the_example(tmp_path: Path) -> None:
    (tmp_path / "calendars").mkdir()
    for name, content in new_csv_files().items():
        (tmp_path / name).write_bytes(content)
    assert facts(read_term(tmp_path).term) == facts(read_term(EXAMPLE).term)


# -- the workbook ------------------------------------------------------------------------------------------


def test_the_workbook_reads_as_the_example_without_a_fault(tmp_path: Path) -> None:
    path = tmp_path / "term.xlsx"
    path.write_bytes(new_workbook())
    (tmp_path / "calendars").mkdir()
    for name, content in new_calendars().items():
        (tmp_path / name).write_bytes(content)
    found, example = read_term(path), read_term(EXAMPLE)
    assert found.faults == ()
    assert facts(found.term) == facts(example.term)
    assert found.term is not None
    assert example.term is not None
    assert found.term.working == example.term.working
    assert found.term.digest == example.term.digest
    assert len(found.notices) == len(example.notices)


def test_the_workbook_has_the_same_bytes_each_time() -> None:
    assert new_workbook() == new_workbook()


def test_there_are_notes_settings_each_table_in_its_order_and_hidden_lists(book: Any) -> None:
    assert book.sheetnames == ["#notes", "term", *(table.name for table in TERM_TABLES), "_lists"]
    assert [sheet.title for sheet in book if sheet.sheet_state != "visible"] == ["_lists"]


def test_the_settings_have_a_note_each(book: Any) -> None:
    rows = [[cell.value for cell in row] for row in book["term"].iter_rows()]
    assert rows[1] == ["key", "value", "note"]
    assert [row[0] for row in rows[2:]] == [
        *(s.name for s in SETTINGS if s.name != "rules"),
        "# rules.NAME.off",
    ]
    assert rows[3][:2] == ["first_day", datetime(2027, 3, 1)]
    assert rows[7][:2] == ["weekdays", "Mon;Tue;Wed;Thu;Fri"]
    assert all(row[2] for row in rows[2:])


@pytest.mark.parametrize("table", TERM_TABLES, ids=lambda table: table.name)
def test_each_column_says_what_it_means(book: Any, table: Any) -> None:
    sheet = book[table.name]
    assert sheet["A1"].value == f"# {table.name}: {table.meaning}"
    assert [cell.value for cell in sheet[2]] == list(table.column_names)
    for cell, column in zip(sheet[2], table.columns, strict=True):
        meaning = f"{column.meaning[:1].upper()}{column.meaning[1:]}."
        assert cell.comment.text.startswith(meaning)
        shown = validation(sheet, column.name)
        assert shown.prompt.startswith(meaning[:255])
        assert len(shown.prompt) <= 255
        assert cell.comment.text.endswith("Needed.") is column.required
    assert (sheet.freeze_panes, sheet.print_title_rows) == ("B3", "$1:$2")


def test_every_column_is_in_the_notes(book: Any) -> None:
    rows = [[cell.value for cell in row] for row in book["#notes"].iter_rows()]
    named = [row[0] for row in rows if row[0] in book.sheetnames]
    assert named == ["term", *(table.name for table in TERM_TABLES)]
    explained = [row[1] for row in rows if row[3]]
    wanted = [
        *(s.name for s in SETTINGS),
        *(column.name for table in TERM_TABLES for column in table.columns),
    ]
    assert explained == ["column", *wanted]


def test_dates_and_times_are_those_of_the_spreadsheet_and_ids_are_texts(book: Any) -> None:
    absence = book["absences"][4]
    assert [cell.value for cell in absence] == [
        *("T06", datetime(2027, 4, 20), datetime(2027, 4, 20)),
        *(time(13, 30), time(17, 30), "residence permit"),
    ]
    assert [cell.number_format for cell in absence] == [
        "@",
        "yyyy-mm-dd",
        "yyyy-mm-dd",
        "hh:mm",
        "hh:mm",
        "@",
    ]
    assert book["rooms"]["C3"].value == 80


def test_cells_are_checked_by_what_they_hold(book: Any) -> None:
    kinds = {
        ("absences", "first_day"): "date",
        ("absences", "start"): "time",
        ("rooms", "seats"): "whole",
        ("rooms", "name"): "textLength",
        ("hours", "weekday"): "list",
        ("pins", "must"): "list",
        ("slots", "weeks"): None,
    }
    assert {key: validation(book[key[0]], key[1]).type for key in kinds} == kinds
    seats = validation(book["preferences"], "value")
    assert (seats.operator, seats.formula1, seats.formula2) == (None, "-3", "3")


def test_words_are_settled_ids_are_offered_and_lists_are_free(book: Any) -> None:
    words = validation(book["activities"], "cadence")
    assert (words.formula1, words.showErrorMessage, words.errorStyle) == ("words_cadence", True, None)
    ids = validation(book["absences"], "who")
    assert (ids.formula1, ids.showErrorMessage, ids.errorStyle) == (
        "ids_trainees_faculty_rooms",
        True,
        "information",
    )
    several = validation(book["services"], "blocks")
    assert (several.formula1, several.showErrorMessage) == ("ids_activities", False)


def test_every_list_that_is_offered_has_a_name_and_words(book: Any) -> None:
    offered = {
        v.formula1
        for table in TERM_TABLES
        for v in book[table.name].data_validations.dataValidation
        if v.type == "list"
    }
    assert set(book.defined_names) >= offered
    tops = {cell.value: cell.column for cell in book["_lists"][1] if cell.value}
    assert set(tops) == offered
    for name in offered:
        reference = book.defined_names[name].attr_text
        letter = book["_lists"].cell(1, tops[name]).column_letter
        assert reference.startswith(f"OFFSET('_lists'!${letter}$2,0,0,MAX(1,")


def offered(content: bytes) -> dict[str, list[str]]:
    """Return the words of each list, as a spreadsheet that has calculated nothing shows them."""
    sheet = openpyxl.load_workbook(io.BytesIO(content), data_only=True)["_lists"]
    columns = [[cell.value for cell in column] for column in sheet.iter_cols(min_col=3)]
    return {str(column[0]): [str(word) for word in column[1:] if word] for column in columns}


def test_the_lists_hold_the_ids_of_the_example() -> None:
    lists = offered(new_workbook())
    tables = read_tables(EXAMPLE, known_columns()).tables
    ids = [row.cells["id"] for name in ("trainees", "faculty", "rooms") for row in tables[name].rows]
    assert lists["ids_trainees_faculty_rooms"] == ids
    assert lists["ids_kinds"] == ["fellow", "resident", "student"]
    assert lists["words_format"] == ["group", "meeting"]
    assert lists["words_must"] == ["yes", "no"]


@pytest.mark.timeout(600)
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_the_lists_follow_the_tables_when_a_spreadsheet_calculates_them(tmp_path: Path) -> None:
    book = openpyxl.load_workbook(io.BytesIO(new_workbook()))
    book["kinds"]["A6"] = "observer"
    book["rooms"]["A3"] = "great-hall"
    book.save(tmp_path / "term.xlsx")  # without any calculated value
    subprocess.run(
        [
            *("soffice", f"-env:UserInstallation={(tmp_path / 'home').as_uri()}", "--headless"),
            *("--convert-to", "xlsx", "--outdir", tmp_path / "out", tmp_path / "term.xlsx"),
        ],
        check=True,
        capture_output=True,
    )
    lists = offered((tmp_path / "out" / "term.xlsx").read_bytes())
    assert lists["ids_kinds"] == ["fellow", "resident", "student", "observer"]
    now, before = lists["ids_trainees_faculty_rooms"], offered(new_workbook())["ids_trainees_faculty_rooms"]
    assert now == ["great-hall" if word == "hall" else word for word in before]


# -- any term ----------------------------------------------------------------------------------------------


def test_any_term_becomes_a_workbook_that_reads_as_the_same(tmp_path: Path) -> None:
    folder = tmp_path / "term"
    folder.mkdir()
    (folder / "term.toml").write_text(
        'name = "=1+1"\nfirst_day = "2027-03-01"\nlast_day = 2027-03-28\ntimezone = "Asia/Shanghai"\n'
        'odd = 1.5\n[rules.fair_leads]\nweight = 3\nstrict = true\n[rules.room_seats]\noff = "no limits; yet"\n'
    )
    (folder / "trainees.csv").write_text(
        "id,name,kind,first_day,last_day\n007,=HYPERLINK(1),fellow,2027/3/1,some day\n", encoding="utf-8"
    )
    (folder / "faculty.csv").write_text("id,name\nF1,林晓雯\n", encoding="utf-8-sig")
    raw = read_tables(folder, known_columns())
    path = tmp_path / "term.xlsx"
    path.write_bytes(workbook_of(raw))
    again = read_tables(path, known_columns())
    assert (again.faults, again.settings["name"], again.settings["odd"], again.settings["rules"]) == (
        (),
        "=1+1",
        "1.5",
        {"fair_leads": {"weight": 3, "strict": True}, "room_seats": {"off": "no limits; yet"}},
    )
    cells = {
        name: [dict(row.cells) for row in table.rows] for name, table in again.tables.items() if table.rows
    }
    assert cells == {
        "trainees": [
            {
                "id": "007",
                "name": "=HYPERLINK(1)",
                "kind": "fellow",
                "first_day": datetime(2027, 3, 1).date(),
                "last_day": "some day",
            }
        ],
        "faculty": [{"id": "F1", "name": "林晓雯"}],
    }
