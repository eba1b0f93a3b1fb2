"""The sheets of an Excel workbook as rows."""

from __future__ import annotations

import io
import re
import warnings
import zipfile
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import IO, Any
from xml.etree.ElementTree import Element

from inputs.faults import Fault, Notice, Place, shown
from inputs.files.cells import (
    EXCEL_ERRORS,
    Cell,
    Grid,
    Line,
    column_letters,
    column_number,
    is_blank,
    is_comment,
)
from inputs.files.csv_rows import MOST_ROWS
from inputs.files.workbook_file import damaged, refusal

MOST_COLUMNS = 200
LAST_ROW = MOST_ROWS + 1
LAST_EXCEL_DAY = 2_958_465
"""The number of 31 December 9999."""


@dataclass(frozen=True)
class Sheet:
    """One sheet; a hidden one has not been read."""

    title: str
    grid: Grid
    hidden: bool = False


@dataclass(frozen=True)
class Book:
    """The sheets of a workbook in their order, or a fault why there are none."""

    sheets: tuple[Sheet, ...] = ()
    faults: tuple[Fault, ...] = ()


def read_workbook(content: bytes, file: str) -> Book:
    """Return the rows of every visible sheet.

    Parameters
    ----------
    content
        All bytes of the file.
    file
        Its name, for the faults.
    """
    if (fault := refusal(content, file)) is not None:
        return Book(faults=(fault,))
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl tells of the styles and lists that it leaves out
            return Book(tuple(_sheets(content, file)))
    except Exception:  # noqa: BLE001 - openpyxl raises anything on a damaged file, down to AttributeError
        return Book(faults=(damaged(file),))


def _sheets(content: bytes, file: str) -> Iterator[Sheet]:
    from openpyxl import load_workbook

    book = load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
    # None in files that Excel has saved; set by programs that write formulas and cannot calculate them.
    uncalculated = book.calculation is not None and bool(book.calculation.fullCalcOnLoad)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        sheet: Any  # the stubs do not know that these are for reading only
        for sheet in book.worksheets:
            place = Place(f"{file}, sheet {shown(sheet.title)}")
            if sheet.sheet_state != "visible":
                yield Sheet(sheet.title, Grid(place.file), hidden=True)
                continue
            with archive.open(sheet._worksheet_path) as source:  # noqa: SLF001 - openpyxl keeps merges to itself
                layout = _layout(source, place.file)
            yield Sheet(sheet.title, _grid(sheet, layout, place.file, uncalculated=uncalculated))


@dataclass
class _Layout:
    """What openpyxl does not tell of a sheet that it only reads."""

    faults: list[Fault] = field(default_factory=list)
    merged: list[str] = field(default_factory=list)
    formula: Place | None = None
    """The first formula that has a value."""
    undatable: dict[tuple[int, int], int] = field(default_factory=dict)
    """By row and column the whole numbers that are dates by their format, but of no calendar."""
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    far: bool = False
    """Whether there is data so far away that the rows are not worth reading."""


def _layout(source: IO[bytes], file: str) -> _Layout:
    from defusedxml.ElementTree import iterparse  # noqa: PLC0415 - only workbooks need it

    layout = _Layout()
    row = column = 0
    for event, element in iterparse(source, events=("start", "end")):
        tag = element.tag.rpartition("}")[2]
        if (event, tag) == ("start", "row"):
            row, column = _next_row(element, row), 0
            layout.hidden_rows |= {row} if _is_hidden(element) else set()
        elif (event, tag) == ("end", "c"):
            column = _column_of(element) or column + 1
            _look_at(element, row, column, layout, file)
        elif (event, tag) == ("end", "col") and _is_hidden(element):
            first, last = (int(element.get(end, "0")) for end in ("min", "max"))
            layout.hidden_columns |= set(range(first, min(last, MOST_COLUMNS) + 1))
        elif (event, tag) == ("end", "mergeCell"):
            layout.merged.append(element.get("ref", ""))
        elif (event, tag) == ("end", "row"):
            element.clear()
    return layout


def _is_hidden(element: Element) -> bool:
    return element.get("hidden") in ("1", "true")


def _next_row(element: Element, row: int) -> int:
    """Return the number of a row, which openpyxl would leave out if it were not below those before it."""
    number = int(float(element.get("r", row + 1)))
    if number <= row:
        raise ValueError(f"row {number} follows row {row}")
    return number


def _column_of(element: Element) -> int | None:
    """Return the column that the reference of a cell names, or None when there is no reference."""
    letters = element.get("r", "").rstrip("0123456789")
    return column_number(letters) if letters else None


def _look_at(element: Element, row: int, column: int, layout: _Layout, file: str) -> None:
    parts = {part.tag.rpartition("}")[2]: part for part in element}
    has_value = "is" in parts or ("v" in parts and bool(parts["v"].text))
    is_empty_text = "v" in parts and element.get("t") == "str"
    place = Place(file, row, f"cell {column_letters(column)}{row}")
    if has_value and "v" in parts and element.get("t", "n") == "n":
        number = float(parts["v"].text or "")
        if number > LAST_EXCEL_DAY and number.is_integer():
            layout.undatable[row, column] = int(number)
    if "f" in parts and has_value:
        layout.formula = layout.formula or place
    elif "f" in parts and not is_empty_text:
        found = "found a formula that has not been calculated"
        layout.faults.append(Fault(place, found, "open the workbook in Excel and save it"))
    if has_value and (row > LAST_ROW or column > MOST_COLUMNS) and not layout.far:
        allowed = f"delete what is below row {LAST_ROW:,} or right of column {column_letters(MOST_COLUMNS)}"
        layout.faults.append(Fault(place, "found data far from the table", allowed))
        layout.far = True


def _grid(sheet: Any, layout: _Layout, file: str, *, uncalculated: bool) -> Grid:
    if layout.far:
        return Grid(file, faults=tuple(layout.faults))
    sheet.reset_dimensions()  # some programs write the wrong ones
    lines = tuple(_lines(sheet, layout))
    faults = (*layout.faults, *_merged_faults(layout.merged, lines, file))
    notices = [*_hidden_notices(layout, lines, file)]
    if layout.formula is not None and uncalculated:
        found = "found a formula in a workbook that no spreadsheet program has calculated"
        allowed = "if values look wrong, open the workbook in Excel and save it"
        notices.append(Notice(layout.formula, found, allowed))
    return Grid(file, lines, faults, tuple(notices))


def _hidden_notices(layout: _Layout, lines: tuple[Line, ...], file: str) -> Iterator[Notice]:
    """Yield what nobody sees in the spreadsheet, though it counts, as when a filter is on."""
    rows = [line.number for line in lines if line.number in layout.hidden_rows]
    if rows:
        found = "found a hidden row" if len(rows) == 1 else f"found {len(rows)} hidden rows, the first here"
        yield Notice(Place(file, rows[0]), found, "what is hidden by hand or by a filter is read too")
    for column in sorted(layout.hidden_columns):
        if any(not is_blank(line.cells[column - 1 : column]) for line in lines):
            place = Place(file, None, f"column {column_letters(column)}")
            yield Notice(place, "found a hidden column", "what is hidden is read too")


def _merged_faults(merged: list[str], lines: tuple[Line, ...], file: str) -> Iterator[Fault]:
    """Yield a fault for each merged range that touches a row which counts; comments may be merged."""
    numbers = [line.number for line in lines]
    for reference in merged:
        first, *_, last = map(int, re.findall(r"[0-9]+", reference))
        if bisect_left(numbers, first) < bisect_right(numbers, last):
            place = Place(file, first, f"cells {reference}")
            yield Fault(place, "found merged cells", "unmerge them and fill each cell")


def _lines(sheet: Any, layout: _Layout) -> Iterator[Line]:
    for number, row in enumerate(sheet.iter_rows(max_row=LAST_ROW), start=1):
        cells = tuple(
            layout.undatable.get((number, column)) or _cell(cell)
            for column, cell in enumerate(row[:MOST_COLUMNS], start=1)
        )
        if not is_blank(cells) and not is_comment(cells):
            yield Line(number, cells)


def _cell(cell: Any) -> Cell:
    value: Cell | timedelta | None = cell.value
    if value is None:
        return ""
    if cell.data_type == "e":
        return str(value) if value in EXCEL_ERRORS else "#VALUE!"
    if isinstance(value, timedelta):
        return _time_of(value)
    if isinstance(value, str):
        return _CONTROL.sub(lambda match: chr(int(match[1], 16)), value)
    return value


_CONTROL = re.compile(r"_x(00[01][0-9A-Fa-f])_")
"""How a workbook writes what XML cannot hold, such as the carriage return."""


def _time_of(duration: timedelta) -> Cell:
    """Return the time of day that Excel holds as a duration; longer ones as a text that is no time."""
    if timedelta() <= duration < timedelta(days=1):
        return (datetime(1900, 1, 1) + duration).time()
    minutes = duration // timedelta(minutes=1)
    return f"{minutes // 60}:{minutes % 60:02}"
