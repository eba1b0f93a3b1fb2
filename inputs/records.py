"""The rows of a table with each cell read, or with the fault why it cannot be."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from inputs.columns import read_cell
from inputs.faults import Fault, Place, listed, quoted
from inputs.files.cells import Cell, canonical, unescape_formula
from inputs.files.rows import Row, Table
from inputs.meant.nothing import stands_for_nothing
from inputs.meant.ranges import ranges_in
from inputs.table_schema import Column, TableSchema
from inputs.wrong import Wrong

NOTHING: Mapping[str, object] = {"texts": (), "prerequisites": (), "text": "", "email": ""}
"""What an empty cell is read as where the column has no default; None where the kind is not here."""


LEAST_WRONG = 4
"""Of so many cells in a column, none of which can be read, the column is told and not each cell."""

_AS_EXCEL_SAVES_A_DATE = "where Excel saves the file, give the column the number format yyyy-mm-dd before"


@dataclass(frozen=True)
class Record:
    """A row of a table: what its cells mean by column, defaults filled in; None where a cell has a fault."""

    row: Row
    values: Mapping[str, Any]
    unread: frozenset[str] = frozenset()
    """The columns whose cell was not read: perhaps meant by a heading that is unknown, or merged cells."""
    absent: frozenset[str] = frozenset()
    """The columns that the table does not have."""

    def __getitem__(self, column: str) -> Any:
        """Return what the cell of a column means."""
        return self.values[column]

    def place(self, column: str | None = None) -> Place:
        """Return where the row stands, or its cell in a column."""
        return self.row.place(column)

    def gives(self, *columns: str) -> bool:
        """Tell whether each of the columns has a value."""
        return all(self.values[column] is not None for column in columns)


Records = Mapping[str, tuple[Record, ...]]
"""The records of every table of a term, by the name of the table."""


def read_records(
    schema: TableSchema, table: Table, faults: Iterable[Fault] = (), *, unescape: bool = False
) -> tuple[tuple[Record, ...], tuple[Fault, ...]]:
    """Return the rows of a table with what is wrong with single cells.

    Parameters
    ----------
    schema
        The columns that the table should have.
    table
        The rows.
    faults
        What is known to be wrong with the table; a cell among them is empty now and no fault again.
    unescape
        Whether the apostrophes that we write before texts like formulas are to be taken away.
    """
    known = list(faults)
    found = list(_missing_columns(schema, table, known))
    missing = {column.name for column in schema.columns if column.name not in table.columns}
    unread = frozenset(missing & _meant(table, known))
    told = {(fault.place.file, fault.place.line, fault.place.column) for fault in known}
    records = []
    wrong: defaultdict[str, list[Fault]] = defaultdict(list)
    for row in table.rows:
        skipped = {c.name for c in schema.columns if (row.file, row.line, c.name) in told}
        skipped |= {c.name for c in schema.columns if c.required and c.name in missing | row.unread}
        for both, fault in ranges_in(row).items():
            if not set(both) & skipped and set(both) <= set(schema.column_names):
                found.append(fault)
                skipped |= set(both)
        lacking = [c.name for c in schema.columns if c.required and c.name not in {*skipped, *row.cells}]
        if _is_note(row, lacking) and not skipped:
            found.append(_alone(row))
            continue
        if len(lacking) > 1:
            found.append(Fault(row.place(), f"found nothing in {listed(lacking)}", "each row needs them"))
            skipped |= set(lacking)
        values: dict[str, Any] = {}
        for column in schema.columns:
            value = None
            if column.name not in skipped:
                value = _value(row.cells.get(column.name, ""), column, unescape=unescape)
            if isinstance(value, Wrong):
                wrong[column.name].append(value.at(row.place(column.name)))
                value = None
            values[column.name] = value
        records.append(Record(row, values, unread | row.unread, frozenset(missing)))
    filled = Counter(name for row in table.rows for name in row.cells)
    for name, here in wrong.items():
        found += (
            here
            if len(here) < max(filled[name], LEAST_WRONG)
            else [_all_wrong(table, schema.column(name), here)]
        )
    return tuple(records), tuple(found)


def _all_wrong(table: Table, column: Column, faults: Sequence[Fault]) -> Fault:
    """Return one fault for a column of which no cell can be read, as where all dates have another form."""
    first = faults[0]
    found = f"{first.found}, and so on in all {len(faults)} rows"
    allowed = first.allowed
    if column.kind == "day" and table.file.lower().endswith(".csv"):
        allowed += f"; {_AS_EXCEL_SAVES_A_DATE}"
    return replace(first, place=table.place(column.name), found=found, allowed=allowed)


def _is_note(row: Row, lacking: Collection[str]) -> bool:
    """Tell whether a row has one cell only, and more than another one lacks or it is of several words."""
    if len(row.cells) != 1 or not lacking:
        return False
    (cell,) = row.cells.values()
    return len(lacking) > 1 or len(str(cell).split()) > 1


def _alone(row: Row) -> Fault:
    """Return the fault of a row with one cell, which is mostly a note below the table."""
    ((column, cell),) = row.cells.items()
    found = f"found nothing but {quoted(canonical(cell))} in this row"
    return Fault(row.place(column), found, "fill the others, or let a note begin with #")


def _value(cell: Cell, column: Column, *, unescape: bool) -> Any | Wrong:
    if isinstance(cell, str) and unescape:
        cell = unescape_formula(cell)
    if cell == "" and column.required:
        what = column.meaning if column.refers_to else column.allowed_words
        return Wrong("found nothing", f"each row needs {what}")
    if cell == "":
        return read_cell(column.default, column) if column.default else NOTHING.get(column.kind)
    value = read_cell(cell, column)
    if (
        isinstance(value, Wrong)
        and not column.required
        and isinstance(cell, str)
        and stands_for_nothing(cell)
    ):
        return Wrong(f"found {quoted(cell)}", leave_empty(column))
    return value


def leave_empty(column: Column) -> str:
    """Return that a cell is to be left empty, and what that means, as the second half of a sentence."""
    words = column.default_words
    return "leave the cell empty" if words == "nothing" else f"leave the cell empty, which means {words}"


def _meant(table: Table, faults: Iterable[Fault]) -> set[str | None]:
    """Return the columns that the unknown headings of a table perhaps mean."""
    return {fault.nearest for fault in faults if fault.place.file == table.file}


def _missing_columns(schema: TableSchema, table: Table, faults: Iterable[Fault]) -> Iterator[Fault]:
    """Yield a fault for each required column that is not there, unless its name was written wrongly."""
    meant = _meant(table, faults)
    for column in schema.columns:
        if column.required and column.name not in table.columns and column.name not in meant:
            place = Place(table.file, None, column.name)
            yield Fault(place, "found no such column", f"{schema.name} need it: {column.meaning}")
