"""The rows of a CSV file, each with the line on which it starts."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from inputs.faults import Fault, Notice, Place, quoted
from inputs.files.cells import LONGEST_TEXT, Cell, Grid, Line, is_blank, is_comment
from inputs.files.csv_separators import Separator, find_separator, other_sign_between
from inputs.files.csv_text import decode

MOST_ROWS = 20_000
"""Of one table; a term has some hundred."""

EXCEL_BLOCK = 16
"""Rows that Excel writes at a time: columns at the end that are empty in all of them have no separators."""

LEAST_HEADINGS = 3
"""Below a line of one cell, a line of so many shows that the first is no header."""

_CONFLICT = re.compile(r"(<{7}|>{7})( |$)")


def read_csv(content: bytes, file: str) -> Grid:
    """Return the rows of a CSV file; a row that cannot be read is left out, with a fault.

    Parameters
    ----------
    content
        All bytes of the file.
    file
        Its name, for the faults.
    """
    decoded = decode(content, file)
    if decoded.text is None:
        return Grid(file, faults=decoded.faults)
    if faults := tuple(_damage(decoded.text, file)):
        return Grid(file, faults=faults, notices=decoded.notices)
    separator = find_separator(decoded.text, file)
    if isinstance(separator, Fault):
        return Grid(file, faults=(separator,), notices=decoded.notices)
    lines, faults, shortened = _rows(decoded.text, separator, file)
    return Grid(file, lines, faults, (*decoded.notices, *shortened))


def _damage(text: str, file: str) -> Iterator[Fault]:
    """Yield faults for what makes it useless to look at single rows."""
    for number, line in enumerate(io.StringIO(text, newline=None), start=1):
        if "\0" in line:
            found = "found a NUL character, as in a file that is damaged or no text"
            yield Fault(Place(file, number), found, "save the table as CSV again")
            return
        if _CONFLICT.match(line):
            found = f"found {quoted(line.strip())}, the mark of a merge conflict"
            yield Fault(Place(file, number), found, "keep one version and remove the marks")


def _rows(
    text: str, separator: Separator, file: str
) -> tuple[tuple[Line, ...], tuple[Fault, ...], list[Notice]]:
    lines: list[Line] = []
    faults: list[Fault] = []
    notices: list[Notice] = []
    last = None if text.endswith(("\n", "\r")) else sum(1 for _ in io.StringIO(text, newline=""))
    records = tuple(_records(text, separator))
    shortened = frozenset() if last else _shortened_by_excel([record for _, _, record in records])
    for index, (start, end, record) in enumerate(records):
        if isinstance(record, csv.Error):
            faults.append(_syntax_fault(record, Place(file, start), end, separator))
            if end > start or not lines:
                break  # in the middle of a cell, or without a header, the rest would be misread
        elif start == separator.named_on or is_blank(record) or is_comment(record):
            continue
        elif len(lines) == 1 and (fault := _title_fault(lines[0], record, file)):
            return (), (*faults, fault), []
        elif lines and (torn := _torn_text(record, separator)):
            found = f"found {quoted(torn)}, a text with a {separator.one} after a typographic quotation mark"
            faults.append(Fault(Place(file, start), found, 'write plain quotation marks around it, "'))
        elif len(lines) > MOST_ROWS:
            faults.append(Fault(Place(file, start), f"found more than {MOST_ROWS:,} rows", "split the table"))
            break
        elif lines and index in shortened and len(record) < (columns := _last_used(lines[0].cells)):
            found = f"found {_cells(len(record))}, but the header has {columns}"
            leaves = f"the others are read as empty: {_left_out_by_excel(separator)}"
            notices += [] if notices else [Notice(Place(file, start), found, leaves)]
            lines.append(Line(start, (*record, *[""] * (columns - len(record)))))
        elif lines and (fault := _length_fault(record, lines[0].cells, separator, Place(file, start))):
            is_cut_off = end == last and len(record) < len(lines[0].cells)
            faults.append(replace(fault, allowed=_cut_off(separator)) if is_cut_off else fault)
        else:
            lines.append(Line(start, record))
    return tuple(lines), tuple(faults), notices


def _shortened_by_excel(records: Sequence[tuple[str, ...] | csv.Error]) -> frozenset[int]:
    """Return which rows lie in a block that Excel may have written without the separators at its end.

    All rows of such a block are equally long, and a cell of the last column is filled; where one was
    forgotten that is hardly ever so. The first block holds the header, and is whole.
    """
    shortened: set[int] = set()
    for first in range(EXCEL_BLOCK, len(records), EXCEL_BLOCK):
        block = [() if isinstance(r, csv.Error) else r for r in records[first : first + EXCEL_BLOCK]]
        longest = max(map(_last_used, block))
        if all(len(record) == longest for record in block):
            shortened |= set(range(first, first + len(block)))
    return frozenset(shortened)


def _records(text: str, separator: Separator) -> Iterator[tuple[int, int, tuple[str, ...] | csv.Error]]:
    """Yield the first and last line of each row, with its cells or with what is wrong with it."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator.sign, strict=True)
    while True:
        start = reader.line_num + 1
        try:
            record = tuple(next(reader))
        except StopIteration:
            return
        except csv.Error as error:
            yield start, reader.line_num, error
        else:
            yield start, reader.line_num, record


def _syntax_fault(error: csv.Error, place: Place, end: int, separator: Separator) -> Fault:
    quoting = (
        f"put a cell with a {separator.one} or a quotation mark between quotation marks, "
        'and write "" for one inside it'
    )
    if "end of data" in str(error):
        return Fault(place, "found a quotation mark that is never closed", quoting)
    if "expected after" in str(error):
        where = "" if end == place.line else f" on line {end}"
        return Fault(place, f"found text after a closing quotation mark{where}", quoting)
    found = f"found a cell of more than {csv.field_size_limit():,} characters"
    return Fault(place, found, f"write at most {LONGEST_TEXT:,} characters in a cell")


def _title_fault(header: Line, record: tuple[str, ...], file: str) -> Fault | None:
    """Return the fault that a title stands alone where the columns should be named."""
    if _last_used(header.cells) > 1 or _last_used(record) < LEAST_HEADINGS:
        return None
    title = next(cell for cell in header.cells if not is_blank((cell,)))
    found = f"found {quoted(title)}, where the names of the columns should be"
    return Fault(
        Place(file, header.number), found, "name every column on one line; a title above it begins with #"
    )


def _torn_text(record: tuple[str, ...], separator: Separator) -> str | None:
    """Return a text that was torn apart, as typographic quotation marks do not hold it together."""
    for index, cell in enumerate(record):
        if cell.strip().startswith("“") and "”" not in cell:
            last = next((i for i, c in enumerate(record) if i > index and c.strip().endswith("”")), None)
            return None if last is None else separator.sign.join(record[index : last + 1])
    return None


def _length_fault(
    record: tuple[str, ...], header: tuple[Cell, ...], separator: Separator, place: Place
) -> Fault | None:
    """Return the fault of a row with more or fewer cells than columns; more empty ones are allowed."""
    columns = _last_used(header)
    if len(record) < columns:
        if (other := other_sign_between(record, columns, separator)) is not None:
            found = f"found {other} between the cells"
            return Fault(place, found, f"write {separator.many}, as between the names of the columns")
        found = f"found {_cells(len(record))}, but the header has {columns}"
        return Fault(place, found, f"write the {separator.many} around empty cells too")
    if _last_used(record) > len(header):
        found = f"found {_cells(_last_used(record))}, but the header has {columns}"
        return Fault(place, found, f"put a text with a {separator.one} between quotation marks")
    return None


def _left_out_by_excel(separator: Separator) -> str:
    return f"Excel leaves out such {separator.many} in {EXCEL_BLOCK} rows at a time"


def _cut_off(separator: Separator) -> str:
    return f"see whether the file is cut off here, and write the {separator.many} around empty cells too"


def _last_used(cells: tuple[Cell, ...]) -> int:
    """Return the number of cells without the empty ones at the end."""
    return max((number for number, cell in enumerate(cells, start=1) if not is_blank((cell,))), default=0)


def _cells(number: int) -> str:
    return "1 cell" if number == 1 else f"{number} cells"
