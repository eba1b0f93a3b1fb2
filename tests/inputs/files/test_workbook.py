"""The cells of a workbook: what Excel knows of them, dates, formulas and errors."""

from __future__ import annotations

import io
import re
import subprocess
import sys
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

import xlsxwriter

from tests.inputs.made_workbooks import (
    by_hand,
    changed,
    only_grid,
    rows,
    told,
    with_openpyxl,
    with_xlsxwriter,
)

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet


NOT_CALCULATED = "found a formula that has not been calculated; open the workbook in Excel and save it."


def test_a_sheet_is_read_with_the_rows_of_the_spreadsheet() -> None:
    content = with_openpyxl(
        (), ("# the rooms",), ("id", "name"), (None, " "), ("R1", "李伟"), (), ("R2", None, 5)
    )
    grid = only_grid(content)
    assert grid.file == "term.xlsx, sheet rooms"
    assert rows(grid) == [(3, ("id", "name")), (5, ("R1", "李伟")), (7, ("R2", "", 5))]
    assert told(grid) == []


def test_cells_keep_what_excel_knows_of_them() -> None:
    content = with_openpyxl(
        (
            "text",
            8,
            8.5,
            True,
            False,
            datetime(2027, 3, 1),
            datetime(2027, 3, 1, 9, 20),
            time(7, 30),
            time(8, 20),
        ),
        ("007", date(2027, 3, 1), 0, timedelta(hours=7, minutes=30), timedelta(hours=25), timedelta(days=-1)),
    )
    assert rows(only_grid(content)) == [
        (
            1,
            (
                "text",
                8,
                8.5,
                True,
                False,
                datetime(2027, 3, 1),
                datetime(2027, 3, 1, 9, 20),
                time(7, 30),
                time(8, 20),
            ),
        ),
        (2, ("007", datetime(2027, 3, 1), 0, time(7, 30), "25:00", "-24:00")),
    ]


def test_dates_counted_from_1904_are_read() -> None:
    def rooms(sheet: Worksheet, book: xlsxwriter.Workbook) -> None:
        book.set_size(100, 100)
        sheet.write_datetime(0, 0, datetime(2027, 3, 1), book.add_format({"num_format": "yyyy-mm-dd"}))

    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"date_1904": True}) as book:
        rooms(book.add_worksheet("rooms"), book)
    assert rows(only_grid(file.getvalue())) == [(1, (datetime(2027, 3, 1),))]


def test_control_characters_come_out_of_their_disguise() -> None:
    assert rows(only_grid(with_xlsxwriter(text_with_controls))) == [(1, ("a\rb", "c\x07d"))]


def text_with_controls(sheet: Worksheet, _: object) -> None:
    sheet.write_row(0, 0, ["a\rb", "c\x07d"])


def test_errors_are_kept_for_the_table_to_refuse() -> None:
    cells = '<row r="1"><c r="A1" t="e"><v>#REF!</v></c><c r="B1" t="e"><v>#NEW!</v></c><c r="C1" t="str"><v>#N/A</v></c></row>'
    assert rows(only_grid(by_hand(cells))) == [(1, ("#REF!", "#VALUE!", "#N/A"))]


def test_a_date_that_no_calendar_has_is_its_number() -> None:
    file = io.BytesIO()
    with xlsxwriter.Workbook(file) as book:
        book.add_worksheet("rooms").write_number(0, 0, 1e9, book.add_format({"num_format": "yyyy-mm-dd"}))
    assert rows(only_grid(file.getvalue())) == [(1, (1_000_000_000,))]


def test_cells_without_references_follow_each_other() -> None:
    cells = (
        "<row><c><v>1</v></c><c/><c t='inlineStr'><is><t>x</t></is></c></row><row/><row><c><v>2</v></c></row>"
    )
    assert rows(only_grid(by_hand(cells))) == [(1, (1, "", "x")), (3, (2,))]


def test_a_wrong_dimension_hides_no_rows() -> None:
    content = with_openpyxl(("id",), *((f"R{number}",) for number in range(10)))
    wrong = changed(
        content,
        "xl/worksheets/sheet1.xml",
        lambda xml: re.sub(r'ref="A1:[A-Z0-9]+"', 'ref="A1"', xml, count=1),
    )
    assert wrong != content
    assert len(only_grid(wrong).lines) == 11


def test_a_formula_counts_by_its_value() -> None:
    cells = '<row r="1"><c r="A1"><f>1+1</f><v>2</v></c><c r="B1" t="str"><f>""</f><v></v></c><c r="C1"><v>3</v></c></row>'
    content = changed(by_hand(cells), "xl/workbook.xml", lambda xml: re.sub(r"<calcPr[^>]*/>", "", xml))
    grid = only_grid(content)
    assert rows(grid) == [(1, (2, "", 3))]
    assert told(grid) == []


def test_a_formula_that_was_never_calculated_is_refused() -> None:
    cells = '<row r="4"><c r="B4"><f>SUM(A1)</f><v></v></c><c r="C4"><f>1</f></c><c r="D4" t="str"><f>""</f></c></row>'
    assert told(only_grid(by_hand(cells))) == [
        f"term.xlsx, sheet rooms, line 4, cell B4: {NOT_CALCULATED}",
        f"term.xlsx, sheet rooms, line 4, cell C4: {NOT_CALCULATED}",
        f"term.xlsx, sheet rooms, line 4, cell D4: {NOT_CALCULATED}",
    ]
    assert told(only_grid(with_openpyxl(("id", "seats"), ("R1", "=1+1")))) == [
        f"term.xlsx, sheet rooms, line 2, cell B2: {NOT_CALCULATED}"
    ]


def test_a_formula_with_a_value_that_no_spreadsheet_program_calculated_is_noted() -> None:
    def rooms(sheet: Worksheet, _: object) -> None:
        sheet.write_row(0, 0, ["id", "seats"])
        sheet.write_formula(1, 1, "=1+1")
        sheet.write_formula(2, 1, "=1+2")

    grid = only_grid(with_xlsxwriter(rooms))
    assert rows(grid) == [(1, ("id", "seats")), (2, ("", 0)), (3, ("", 0))]
    assert told(grid) == [
        "term.xlsx, sheet rooms, line 2, cell B2: found a formula in a workbook that no spreadsheet program has calculated; if values look wrong, open the workbook in Excel and save it."
    ]


def test_reading_needs_openpyxl_only_when_it_reads() -> None:
    code = "import sys, inputs.files.tables; print({'openpyxl', 'pandas', 'numpy', 'defusedxml'} & set(sys.modules))"
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert result.stdout == "set()\n"
