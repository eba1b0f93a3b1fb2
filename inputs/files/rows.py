"""The lines of a file or sheet as a table: rows whose cells go by the names of their columns."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from inputs.faults import Fault, Notice, Place, listed
from inputs.files.cells import Cell, Grid, clean, column_number
from inputs.files.headings import Headings, no_header

MOST_UNSEEN = 3
"""Of one column; where more cells hold what cannot be seen, it came with all of them from elsewhere."""


@dataclass(frozen=True)
class Row:
    """A row of a table: its cells by the names of their columns, without the empty ones."""

    file: str
    line: int
    cells: Mapping[str, Cell]
    unread: frozenset[str] = frozenset()
    """The columns whose cells are among those that a fault of the sheet is about, such as merged ones."""

    def place(self, column: str | None = None) -> Place:
        """Return where the row stands, or its cell in a column."""
        return Place(self.file, self.line, column)


@dataclass(frozen=True)
class Table:
    """A table with the columns that it has of those that it may have."""

    name: str
    file: str
    columns: tuple[str, ...] = ()
    rows: tuple[Row, ...] = ()

    def place(self, column: str | None = None) -> Place:
        """Return where the table is, to speak of it as a whole."""
        return Place(self.file, None, column)


@dataclass(frozen=True)
class TableFile:
    """What one file or sheet gave; ``table`` is None where there was no header to be read."""

    table: Table | None
    faults: tuple[Fault, ...] = ()
    notices: tuple[Notice, ...] = ()


def table_of(grid: Grid, name: str, columns: Sequence[str] | None = None) -> TableFile:
    """Return the table that the lines of a grid make, the first of which names the columns.

    Parameters
    ----------
    grid
        The lines.
    name
        The name of the table.
    columns
        The columns that it may have, in any width and case of letters; None allows any. A column whose name
        begins with ``#`` is left out.
    """
    if not grid.lines:
        allowed = f"name the columns on the first line: {listed(columns)}" if columns else "name the columns"
        empty = (Fault(Place(grid.file), "found an empty table", allowed),)
        return TableFile(None, grid.faults or empty, grid.notices)
    if columns and (fault := no_header(grid, columns)):
        return TableFile(None, (*grid.faults, fault), grid.notices)
    if any(fault.place.line == grid.lines[0].number for fault in grid.faults):
        return TableFile(None, grid.faults, grid.notices)  # nobody knows which column is which
    headings = Headings.of(grid, name, columns)
    unseen: defaultdict[str, list[Notice]] = defaultdict(list)
    rows, faults, notices = [], [*grid.faults, *headings.faults], [*grid.notices]
    ranges = [
        _Range.of(match) for fault in grid.faults if (match := _CELLS.fullmatch(fault.place.column or ""))
    ]
    for line in grid.lines[1:]:
        if headings.are_again(line):
            place = Place(grid.file, line.number, next(iter(headings.columns.values())))
            faults.append(Fault(place, "found the names of the columns again", "delete this line"))
            continue
        cells: dict[str, Cell] = {}
        for column, cell in headings.cells_of(line):
            cleaned = clean(cell, Place(grid.file, line.number, column))
            if cleaned.value != "":
                cells[column] = cleaned.value
            faults += [cleaned.fault] if cleaned.fault else []
            unseen[column] += [cleaned.notice] if cleaned.notice else []
        if cells:
            here = [each for each in ranges if each.first_line <= line.number <= each.last_line]
            unread = frozenset(c for i, c in headings.columns.items() for each in here if each.spans(i))
            rows.append(Row(grid.file, line.number, cells, unread))
    for column, found in unseen.items():
        notices += found if len(found) <= MOST_UNSEEN else [_unseen(found, column)]
    table = Table(name, grid.file, tuple(headings.columns.values()), tuple(rows))
    return TableFile(table, tuple(faults), tuple(notices))


def _unseen(notices: Sequence[Notice], column: str) -> Notice:
    found = f"found characters that cannot be seen in {len(notices)} cells of {column}, the first here"
    return Notice(notices[0].place, found, "they are read without them")


_CELLS = re.compile(r"cells? ([A-Z]+)([0-9]+)(?::([A-Z]+)([0-9]+))?")
"""How the fault of a sheet names the cells that it is about: ``cell D4``, ``cells C4:C5``."""


@dataclass(frozen=True)
class _Range:
    """Some cells of a sheet, all numbers counted from 1."""

    first_line: int
    last_line: int
    first_column: int
    last_column: int

    @classmethod
    def of(cls, match: re.Match[str]) -> _Range:
        column, line, last_column, last_line = match.groups()
        return cls(
            int(line),
            int(last_line or line),
            column_number(column),
            column_number(last_column or column),
        )

    def spans(self, index: int) -> bool:
        return self.first_column <= index + 1 <= self.last_column
