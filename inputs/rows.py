"""The lines of a file or sheet as a table: rows whose cells go by the names of their columns."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from inputs.cells import Cell, Grid, Line, canonical, clean, column_letters, column_number, is_blank
from inputs.faults import Fault, Notice, Place, listed, look, nearest, quoted, shown, unknown

LAST_HEADER = 10
"""Of how many lines one may name the columns, with a title above it."""


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
    if columns and (fault := _no_header(grid, columns)):
        return TableFile(None, (*grid.faults, fault), grid.notices)
    if any(fault.place.line == grid.lines[0].number for fault in grid.faults):
        return TableFile(None, grid.faults, grid.notices)  # nobody knows which column is which
    headings = _Headings.of(grid, name, columns)
    rows, faults, notices = [], [*grid.faults, *headings.faults], [*grid.notices]
    ranges = [
        _Range.of(match) for fault in grid.faults if (match := _CELLS.fullmatch(fault.place.column or ""))
    ]
    for line in grid.lines[1:]:
        cells: dict[str, Cell] = {}
        for column, cell in headings.cells_of(line):
            cleaned = clean(cell, Place(grid.file, line.number, column))
            if cleaned.value != "":
                cells[column] = cleaned.value
            faults += [cleaned.fault] if cleaned.fault else []
            notices += [cleaned.notice] if cleaned.notice else []
        if cells:
            here = [each for each in ranges if each.first_line <= line.number <= each.last_line]
            unread = frozenset(c for i, c in headings.columns.items() for each in here if each.spans(i))
            rows.append(Row(grid.file, line.number, cells, unread))
    table = Table(name, grid.file, tuple(headings.columns.values()), tuple(rows))
    return TableFile(table, tuple(faults), tuple(notices))


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


def _no_header(grid: Grid, columns: Sequence[str]) -> Fault | None:
    """Return the fault that nothing on the first line is the name of a column, or looks like one."""
    header = grid.lines[0]
    words = [canonical(cell) for cell in header.cells if not is_blank((cell,))]
    if any(word.startswith("#") or nearest(word, columns) for word in words):
        return None
    found = f"found {quoted(words[0])}, where the names of the columns should be"
    known = {look(column) for column in columns}
    for line in grid.lines[1:LAST_HEADER]:
        if len(known & {look(canonical(cell)) for cell in line.cells}) > 1:
            allowed = f"delete what is above line {line.number}, or let it begin with #"
            return Fault(Place(grid.file, header.number), found, allowed)
    allowed = f"name the columns on the first line: {listed(columns)}"
    return Fault(Place(grid.file, header.number), found, allowed)


@dataclass(frozen=True)
class _Headings:
    """The columns that count, by their index from 0, and what is wrong with the others."""

    columns: Mapping[int, str]
    faults: tuple[Fault, ...]

    @classmethod
    def of(cls, grid: Grid, table: str, allowed: Sequence[str] | None) -> _Headings:
        by_look = None if allowed is None else {look(column): column for column in allowed}
        header = grid.lines[0]
        columns: dict[int, str] = {}
        faults = []
        for index in range(max(len(line.cells) for line in grid.lines)):
            word, fault = _heading(grid, index)
            name = look(word) if by_look is None else by_look.get(look(word))
            place = Place(grid.file, header.number, shown(word))
            if fault is not None:
                faults.append(fault)
            elif not word or word.startswith("#"):
                continue
            elif name is None:
                faults.append(unknown(place, word, f"column of {table}", allowed or ()))
            elif name in columns.values():
                faults.append(Fault(place, f"found the column {quoted(name)} twice", "keep one of them"))
            else:
                columns[index] = name
        return cls(columns, tuple(faults))

    def cells_of(self, line: Line) -> Iterator[tuple[str, Cell]]:
        """Yield what stands in the columns that count."""
        for index, column in self.columns.items():
            if index < len(line.cells):
                yield column, line.cells[index]


def _heading(grid: Grid, index: int) -> tuple[str, Fault | None]:
    """Return the name of a column, or the fault that it has none, or none that can be read."""
    header = grid.lines[0]
    column = f"column {column_letters(index + 1)}"
    cell = header.cells[index] if index < len(header.cells) else ""
    cleaned = clean(canonical(cell), Place(grid.file, header.number, column))
    if cleaned.value or cleaned.fault:
        return str(cleaned.value), cleaned.fault
    for line in grid.lines[1:]:
        if index < len(line.cells) and not is_blank((line.cells[index],)):
            found = f"found {quoted(canonical(line.cells[index]))} in a column without a name"
            return "", Fault(Place(grid.file, line.number, column), found, f"name it on line {header.number}")
    return "", None
