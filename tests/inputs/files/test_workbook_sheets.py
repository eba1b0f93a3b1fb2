"""The sheets of a workbook: hidden ones, merged cells, formats and data far from the table."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pytest
import xlsxwriter

from inputs.files.cells import Grid
from inputs.files.workbook import Sheet, read_workbook
from tests.inputs.made_workbooks import only_grid, rows, told, with_xlsxwriter

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet


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
