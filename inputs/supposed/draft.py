"""The tables of a term while they are changed: rows added, rewritten and taken out, nothing checked."""

from __future__ import annotations

import copy
from collections.abc import Callable, Mapping
from dataclasses import replace

from inputs.faults import Place
from inputs.files.cells import Cell, canonical
from inputs.files.rows import Row, Table
from inputs.files.tables import RawTerm
from inputs.schema import TERM_SCHEMA

FIRST_LINE = 1_000_000_000
"""Of the rows that are supposed: above the lines of any file, so that no fault takes one for the other."""


class Draft:
    """A copy of what was written, to be changed.

    A row that is added or rewritten has the place of what is supposed for its file, and a line of its own.
    """

    def __init__(self, raw: RawTerm) -> None:
        self._raw = raw
        self._settings = copy.deepcopy(dict(raw.settings))
        self._tables = dict(raw.tables)
        self._line = FIRST_LINE

    def finished(self) -> RawTerm:
        """Return the term as it was changed."""
        return self._raw.with_other(self._settings, self._tables)

    def rows(self, table: str) -> tuple[Row, ...]:
        """Return the rows of a table; none where there is no such table."""
        return self._tables[table].rows if table in self._tables else ()

    def add(self, table: str, cells: Mapping[str, Cell], place: Place) -> None:
        """Add a row."""
        known = self._tables.get(table) or Table(table, f"{table}.csv")
        columns = tuple(dict.fromkeys((*known.columns, *TERM_SCHEMA[table].column_names)))
        row = self._row(cells, place)
        self._tables[table] = replace(known, columns=columns, rows=(*known.rows, row))

    def add_row(self, table: str, row: Row) -> None:
        """Add a row that stands in a file of its own."""
        known = self._tables.get(table) or Table(table, f"{table}.csv")
        columns = tuple(dict.fromkeys((*known.columns, *row.cells)))
        self._tables[table] = replace(known, columns=columns, rows=(*known.rows, row))

    def take_out(self, table: str, wanted: Callable[[Row], bool]) -> None:
        """Take out the rows that are wanted."""
        if table in self._tables:
            known = self._tables[table]
            self._tables[table] = replace(known, rows=tuple(row for row in known.rows if not wanted(row)))

    def rewrite(
        self, table: str, wanted: Callable[[Row], bool], cells: Mapping[str, Cell], place: Place | None = None
    ) -> None:
        """Write other cells into the rows that are wanted; an empty text empties a cell.

        Without a place the rows stay where they are: nothing is wrong with them that was not so before.
        """
        if table not in self._tables:
            return
        known = self._tables[table]
        columns = tuple(dict.fromkeys((*known.columns, *cells)))
        rows = tuple(self._rewritten(row, cells, place) if wanted(row) else row for row in known.rows)
        self._tables[table] = replace(known, columns=columns, rows=rows)

    def _rewritten(self, row: Row, cells: Mapping[str, Cell], place: Place | None) -> Row:
        merged = {name: cell for name, cell in {**row.cells, **cells}.items() if cell != ""}
        return replace(row, cells=merged) if place is None else self._row(merged, place)

    def set_rule(self, rule: str, parameter: str, value: int | str) -> None:
        """Set a parameter of a rule."""
        rules = self._settings.setdefault("rules", {})
        if isinstance(rules, dict):
            rules.setdefault(rule, {})[parameter] = value

    def _row(self, cells: Mapping[str, Cell], place: Place) -> Row:
        self._line += 1
        return Row(str(place), self._line, {name: cell for name, cell in cells.items() if cell != ""})


def holds(column: str, value: str) -> Callable[[Row], bool]:
    """Return what tells the rows that hold a value in a column."""
    return lambda row: canonical(row.cells.get(column, "")) == value
