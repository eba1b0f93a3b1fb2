"""The names of the columns of a table, and what somebody meant by those that are unknown."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from inputs.faults import Fault, Place, listed, look, nearest, quoted, shown, unknown
from inputs.files.cells import Cell, Grid, Line, canonical, clean, column_letters, is_blank

_SEPARATORS = re.compile("[,;\t|，；]")
LAST_HEADER = 10
"""Of how many lines one may name the columns, with a title above it."""


def no_header(grid: Grid, columns: Sequence[str]) -> Fault | None:
    """Return the fault that nothing on the first line is the name of a column, or looks like one."""
    header = grid.lines[0]
    words = [canonical(cell) for cell in header.cells if not is_blank((cell,))]
    known = {look(column) for column in columns}
    if len(words) == 1 and len({look(word) for word in _SEPARATORS.split(words[0])} & known) > 1:
        found = f"found {quoted(words[0])}, the names of the columns in one cell"
        allowed = (
            "give each column cells of its own: see Text to Columns in Excel, or delete the quotation marks"
        )
        return Fault(Place(grid.file, header.number), found, allowed)
    if any(word.startswith("#") or any(nearest(word, [column]) for column in columns) for word in words):
        return None
    found = f"found {quoted(words[0])}, where the names of the columns should be"
    for line in grid.lines[1:LAST_HEADER]:
        if len(known & {look(canonical(cell)) for cell in line.cells}) > 1:
            allowed = f"delete what is above line {line.number}, or let it begin with #"
            return Fault(Place(grid.file, header.number), found, allowed)
    allowed = f"name the columns on the first line: {listed(columns)}"
    return Fault(Place(grid.file, header.number), found, allowed)


@dataclass(frozen=True)
class Headings:
    """The columns that count, by their index from 0, and what is wrong with the others."""

    columns: Mapping[int, str]
    faults: tuple[Fault, ...]

    @classmethod
    def of(cls, grid: Grid, table: str, allowed: Sequence[str] | None) -> Headings:
        """Return the columns that the first line of a grid names, of those allowed (None allows any)."""
        by_look = None if allowed is None else {look(column): column for column in allowed}
        header = grid.lines[0]
        columns: dict[int, str] = {}
        faults = []
        unknown_at: dict[int, Fault] = {}
        for index in range(max(len(line.cells) for line in grid.lines)):
            word, fault = _heading(grid, index)
            name = look(word) if by_look is None else by_look.get(look(word))
            place = Place(grid.file, header.number, shown(word))
            if fault is not None:
                faults.append(fault)
            elif not word or word.startswith("#"):
                continue
            elif name is None:
                unknown_at[index] = unknown(place, word, f"column of {table}", allowed or ())
            elif name in columns.values():
                faults.append(Fault(place, f"found the column {quoted(name)} twice", "keep one of them"))
            else:
                columns[index] = name
        meant = _meant(columns, unknown_at, allowed or ())
        faults += [_with_what_was_meant(fault, meant.get(index)) for index, fault in unknown_at.items()]
        return cls(columns, tuple(faults))

    def are_again(self, line: Line) -> bool:
        """Tell whether a line names the columns once more, as where one table was pasted below another."""
        cells = dict(self.cells_of(line))
        return len(cells) > 1 and all(look(canonical(cell)) == column for column, cell in cells.items())

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
            allowed = f"name it on line {header.number}; a name that begins with # leaves it out"
            return "", Fault(Place(grid.file, line.number, column), found, allowed)
    return "", None


def _with_what_was_meant(fault: Fault, name: str | None) -> Fault:
    """Return the fault of an unknown heading with the column meant, or else how to leave it out."""
    allowed = fault.allowed if name else f"{fault.allowed}; a name that begins with # is left out"
    return replace(fault, allowed=allowed, nearest=name)


def _meant(
    columns: Mapping[int, str], unknown_at: Mapping[int, Fault], allowed: Sequence[str]
) -> dict[int, str]:
    """Return which columns unknown headings mean: by what they resemble, else by where they stand.

    A heading in another language resembles nothing. It means a column when as many are missing between its
    neighbours as there are such headings.
    """
    meant = {index: fault.nearest for index, fault in unknown_at.items() if fault.nearest}
    known = {**columns, **meant}
    missing = [column for column in allowed if column not in known.values()]
    runs: dict[tuple[int, int], list[int]] = {}
    for index in sorted(set(unknown_at) - set(meant)):
        before = [allowed.index(column) for i, column in known.items() if i < index]
        after = [allowed.index(column) for i, column in known.items() if i > index]
        runs.setdefault((max(before, default=-1), min(after, default=len(allowed))), []).append(index)
    for (first, last), run in runs.items():
        between = [column for column in missing if first < allowed.index(column) < last]
        if len(between) == len(run):
            meant |= dict(zip(run, between, strict=True))
    return meant
