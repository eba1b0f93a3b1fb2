"""A term in a workbook: the same as in a folder, and what is told of its sheets."""

from __future__ import annotations

from pathlib import Path

from inputs.reading import read_term
from tests.inputs.folders import (
    SMALL,
    changed,
    contents,
    read,
    said,
    term_of,
    write_workbook,
)


def test_a_workbook_gives_the_same_term_as_the_folder(tmp_path: Path) -> None:
    folder = read(tmp_path / "small", SMALL)
    workbook = read_term(write_workbook(tmp_path / "small.xlsx", SMALL))
    assert contents(term_of(folder)) == contents(term_of(workbook))


def test_faults_in_a_workbook_name_the_sheet(tmp_path: Path) -> None:
    tables = changed(trainees=("2027-04-02", "tomorrow"), term=('"Asia/Shanghai"', '"Beijing"'))
    assert said(read_term(write_workbook(tmp_path / "small.xlsx", tables))) == [
        'small.xlsx, sheet term, line 5, timezone: found "Beijing", which is no time zone; write a name such as Asia/Shanghai. Did you mean "Asia/Shanghai"?',
        'small.xlsx, sheet trainees, line 3, last_day: found "tomorrow", which is no date; write a date as 2027-03-01.',
    ]


def test_a_table_that_a_workbook_needs_is_missed(tmp_path: Path) -> None:
    tables = changed(trainees=None, absences=None, pins=None, preferences=None)
    assert said(read_term(write_workbook(tmp_path / "small.xlsx", tables))) == [
        "small.xlsx: found no table trainees; a term needs it: who learns, and from when to when."
    ]


def test_a_sheet_that_cannot_be_read_is_there(tmp_path: Path) -> None:
    from openpyxl import load_workbook

    path = write_workbook(tmp_path / "small.xlsx", SMALL)
    book = load_workbook(path)
    book["trainees"]["ZZ3"] = "x"
    book["faculty"].merge_cells("A1:B1")
    book.save(path)
    assert said(read_term(path)) == [
        "small.xlsx, sheet faculty, line 1, cells A1:B1: found merged cells; unmerge them and fill each cell.",
        "small.xlsx, sheet trainees, line 3, cell ZZ3: found data far from the table; delete what is below row 20,001 or right of column GR.",
    ]


def test_of_merged_cells_only_the_merge_is_told(tmp_path: Path) -> None:
    from openpyxl import load_workbook

    path = write_workbook(tmp_path / "small.xlsx", SMALL)
    book = load_workbook(path)
    book["hours"].merge_cells("A2:A3")
    book["trainees"].merge_cells("J2:J3")
    book["services"]["C3"] = "=1+1"
    book.save(path)
    reading = read_term(path)
    assert [str(remark) for remark in (*reading.faults, *reading.notices)] == [
        "small.xlsx, sheet hours, line 2, cells A2:A3: found merged cells; unmerge them and fill each cell.",
        "small.xlsx, sheet services, line 3, cell C3: found a formula that has not been calculated; open the workbook in Excel and save it.",
        "small.xlsx, sheet trainees, line 2, cells J2:J3: found merged cells; unmerge them and fill each cell.",
    ]


def test_a_number_in_a_workbook_may_be_text(tmp_path: Path) -> None:
    from openpyxl import load_workbook

    path = write_workbook(tmp_path / "small.xlsx", SMALL)
    book = load_workbook(path)
    next(row for row in book["term"].iter_rows() if row[0].value == "rules.led_rounds.weight")[1].value = "30"
    book.save(path)
    assert term_of(read_term(path)).rules == {"led_rounds": {"weight": 30}}
