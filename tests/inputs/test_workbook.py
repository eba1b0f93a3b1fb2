"""The sheets of a workbook as rows."""

from __future__ import annotations

import io
import random
import re
import subprocess
import sys
import zipfile
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from inputs.cells import Cell, Grid
from inputs.workbook import Sheet, read_workbook

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

DAMAGED = "term.xlsx: found a damaged workbook; open it in Excel and save it again, or take a copy."
NOT_CALCULATED = "found a formula that has not been calculated; open the workbook in Excel and save it."


def with_xlsxwriter(*sheets: Callable[[Worksheet, xlsxwriter.Workbook], object]) -> bytes:
    file = io.BytesIO()
    with xlsxwriter.Workbook(file) as book:
        for sheet in sheets:
            sheet(book.add_worksheet(sheet.__name__), book)
    return file.getvalue()


def with_openpyxl(*rows: tuple[Any, ...]) -> bytes:
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("rooms")
    for row in rows:
        sheet.append(row)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def by_hand(sheet_data: str) -> bytes:
    """A workbook with the sheet ``rooms``, whose rows and cells are given in XML."""
    content = with_openpyxl(("id",))
    name_space = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    sheet = f"<worksheet {name_space}><sheetData>{sheet_data}</sheetData></worksheet>"
    return changed(content, "xl/worksheets/sheet1.xml", lambda _: sheet)


def changed(content: bytes, part: str, change: Callable[[str], str]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(file, "w") as new:
        for name in old.namelist():
            text = old.read(name).decode("utf-8")
            new.writestr(name, change(text) if name == part else text)
    return file.getvalue()


def only_grid(content: bytes) -> Grid:
    book = read_workbook(content, "term.xlsx")
    assert book.faults == ()
    (sheet,) = book.sheets
    return sheet.grid


def rows(grid: Grid) -> list[tuple[int, tuple[Cell, ...]]]:
    return [(line.number, line.cells) for line in grid.lines]


def told(grid: Grid) -> list[str]:
    return [str(remark) for remark in (*grid.faults, *grid.notices)]


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


def test_merged_cells_are_refused_except_in_comments() -> None:
    def rooms(sheet: Worksheet, _: object) -> None:
        sheet.merge_range("A1:C2", "# rooms of the ward")
        sheet.write_row(2, 0, ["id", "name", "seats"])
        sheet.merge_range("C4:C5", 12)
        sheet.merge_range("A5:B5", "R2")
        sheet.merge_range("A8:B9", "")

    assert told(only_grid(with_xlsxwriter(rooms))) == [
        "term.xlsx, sheet rooms, line 4, cells C4:C5: found merged cells; unmerge them and fill each cell.",
        "term.xlsx, sheet rooms, line 5, cells A5:B5: found merged cells; unmerge them and fill each cell.",
    ]


@pytest.mark.parametrize(
    ("row", "column", "cell"), [(1_048_575, 16_383, "XFD1048576"), (20_001, 0, "A20002"), (1, 200, "GS2")]
)
def test_data_far_from_the_table_is_refused_without_reading_on(row: int, column: int, cell: str) -> None:
    def rooms(sheet: Worksheet, book: xlsxwriter.Workbook) -> None:
        sheet.write_row(0, 0, ["id", "name"])
        sheet.write_blank(row - 1, column, None, book.add_format({"bold": True}))
        sheet.write(row, column, "x")

    grid = only_grid(with_xlsxwriter(rooms))
    assert grid.lines == ()
    assert told(grid) == [
        f"term.xlsx, sheet rooms, line {row + 1}, cell {cell}: found data far from the table; delete what is below row 20,001 or right of column GR."
    ]


def test_only_the_first_cell_far_from_the_table_is_named() -> None:
    def rooms(sheet: Worksheet, _: object) -> None:
        sheet.write(30_000, 0, "x")
        sheet.write(30_001, 0, "y")

    assert len(told(only_grid(with_xlsxwriter(rooms)))) == 1


def test_formats_far_from_the_table_do_not_matter() -> None:
    def rooms(sheet: Worksheet, book: xlsxwriter.Workbook) -> None:
        bold = book.add_format({"bold": True})
        sheet.write_row(0, 0, ["id", "name"])
        sheet.write_blank(0, 16_000, None, bold)
        sheet.write_blank(1_000_000, 0, None, bold)

    grid = only_grid(with_xlsxwriter(rooms))
    (line,) = grid.lines
    assert (line.number, line.cells[:2], set(line.cells[2:])) == (1, ("id", "name"), {""})
    assert told(grid) == []


def test_hidden_sheets_are_not_read() -> None:
    def rooms(sheet: Worksheet, _: object) -> None:
        sheet.write(0, 0, "id")

    def hidden(sheet: Worksheet, _: object) -> None:
        sheet.write_row(0, 0, ["x"])
        sheet.hide()

    def very_hidden(sheet: Worksheet, _: object) -> None:
        sheet.very_hidden()

    book = read_workbook(with_xlsxwriter(rooms, hidden, very_hidden), "term.xlsx")
    assert [(sheet.title, sheet.hidden, len(sheet.grid.lines)) for sheet in book.sheets] == [
        ("rooms", False, 1),
        ("hidden", True, 0),
        ("very_hidden", True, 0),
    ]


def test_hidden_rows_and_columns_are_read_and_noted() -> None:
    def rooms(sheet: Worksheet, _: object) -> None:
        for number, row in enumerate([("id", "name", "seats"), ("R1", "Hall", 8), ("R2", "Lab", 6), ("R3",)]):
            sheet.write_row(number, 0, row)
        for number in (2, 3, 7):
            sheet.set_row(number, None, None, {"hidden": True})
        sheet.set_column("C:F", None, None, {"hidden": True})

    def hours(sheet: Worksheet, _: object) -> None:
        sheet.write_column(0, 0, ["who", "F01"])
        sheet.set_row(1, None, None, {"hidden": True})

    first, second = read_workbook(with_xlsxwriter(rooms, hours), "term.xlsx").sheets
    assert len(first.grid.lines) == 4
    assert [*told(first.grid), *told(second.grid)] == [
        "term.xlsx, sheet rooms, line 3: found 2 hidden rows, the first here; what is hidden by hand or by a filter is read too.",
        "term.xlsx, sheet rooms, column C: found a hidden column; what is hidden is read too.",
        "term.xlsx, sheet hours, line 2: found a hidden row; what is hidden by hand or by a filter is read too.",
    ]


def test_sheets_come_in_their_order_and_an_empty_one_has_no_lines() -> None:
    def rooms(sheet: Worksheet, _: object) -> None:
        sheet.write(0, 0, "id")

    def Sheet2(sheet: Worksheet, _: object) -> None:  # noqa: N802 - as Excel calls it
        pass

    book = read_workbook(with_xlsxwriter(rooms, Sheet2), "term.xlsx")
    assert book.sheets[1] == Sheet("Sheet2", Grid("term.xlsx, sheet Sheet2"))


def test_drop_down_lists_and_charts_are_no_rows() -> None:
    file = io.BytesIO()
    with xlsxwriter.Workbook(file) as book:
        sheet = book.add_worksheet("rooms")
        sheet.write_row(0, 0, ["id", "name"])
        sheet.data_validation("B2:B9", {"validate": "list", "source": ["a", "b"]})
        sheet.conditional_format("A1:B9", {"type": "no_blanks"})
        chart = book.add_chart({"type": "line"})
        chart.add_series({"values": "=rooms!$A$1:$A$2"})
        book.add_chartsheet("chart").set_chart(chart)
    assert rows(only_grid(file.getvalue())) == [(1, ("id", "name"))]


@pytest.mark.parametrize(
    "sheet_data",
    [
        '<row r="1"><c r="A1"><v>one</v></c></row>',
        '<row r="1"><c r="A1" t="s"><v>99</v></c></row>',
        '<row r="2"><c r="A2"><v>1</v></c></row><row r="2"><c r="A2"><v>2</v></c></row>',
        '<row r="3"><c r="A3"><v>1</v></c></row><row r="2"><c r="A2"><v>2</v></c></row>',
        '<row r="x"/>',
        "<row>",
        '</sheetData><mergeCells><mergeCell ref=""/></mergeCells><sheetData>',
    ],
)
def test_a_sheet_against_the_rules_is_damaged(sheet_data: str) -> None:
    assert refused(by_hand(sheet_data)) == [DAMAGED]


def refused(content: bytes) -> list[str]:
    book = read_workbook(content, "term.xlsx")
    assert book.sheets == ()
    return [str(fault) for fault in book.faults]


def test_an_archive_without_a_workbook_is_damaged() -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("readme.txt", "no workbook")
    assert refused(file.getvalue()) == [DAMAGED]


def test_what_must_not_be_opened_is_not_opened() -> None:
    assert refused(b"<html>") == [
        'term.xlsx: found a web page or XML, not an Excel workbook; save it in Excel as "Excel Workbook (.xlsx)".'
    ]


def test_a_title_cannot_disturb_the_terminal() -> None:
    content = changed(
        with_openpyxl(("id",)), "xl/workbook.xml", lambda xml: xml.replace('"rooms"', '"roo\u202ems"')
    )
    assert only_grid(content).file == "term.xlsx, sheet roo<U+202E>ms"


SAMPLE = with_openpyxl(("id", "name", "seats"), ("R1", "Library", 12), ("R2", datetime(2027, 3, 1), time(8)))


@given(st.integers(0, 2**32))
@settings(max_examples=60, deadline=None)
def test_no_change_to_a_part_raises(seed: int) -> None:
    generator = random.Random(seed)
    with zipfile.ZipFile(io.BytesIO(SAMPLE)) as archive:
        part = generator.choice([name for name in archive.namelist() if name.endswith((".xml", ".rels"))])

    def change(text: str) -> str:
        start = generator.randrange(len(text))
        return (
            text[:start]
            + generator.choice(["", "<", "x", '"', "9", "</row>", "&b;"])
            + text[start + generator.randrange(5) :]
        )

    book = read_workbook(changed(SAMPLE, part, change), "any.xlsx")
    assert not (book.faults and book.sheets)


@given(st.integers(0, len(SAMPLE) - 1), st.integers(0, 255))
@settings(max_examples=60, deadline=None)
def test_no_change_to_a_byte_raises(position: int, value: int) -> None:
    content = bytearray(SAMPLE)
    content[position] = value
    read_workbook(bytes(content), "any.xlsx")
    read_workbook(bytes(content[:position]), "any.xlsx")


def test_reading_needs_openpyxl_only_when_it_reads() -> None:
    code = (
        "import sys, inputs.tables; print({'openpyxl', 'pandas', 'numpy', 'defusedxml'} & set(sys.modules))"
    )
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert result.stdout == "set()\n"
