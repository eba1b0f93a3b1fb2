"""Workbooks made in several ways, and the grids that are read of them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import openpyxl
import xlsxwriter

from inputs.files.cells import Cell, Grid
from inputs.files.workbook import read_workbook

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet


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
