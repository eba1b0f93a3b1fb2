"""The example term to start from: as CSV files, or as a workbook with drop-down lists and notes."""

from __future__ import annotations

import codecs
from collections.abc import Iterator, Mapping
from datetime import date, time
from importlib import resources
from typing import TYPE_CHECKING

from inputs.availability.reading import FOLDER
from inputs.columns import read_cell
from inputs.days import Span
from inputs.files.cells import Cell, canonical
from inputs.files.tables import RawTerm, read_tables
from inputs.schema import SETTINGS, TERM_TABLES, known_columns
from scheduler.outputs.template.lists import add_lists
from scheduler.outputs.template.sheets import add_notes, add_settings, add_table
from scheduler.outputs.workbook.style import Pen

if TYPE_CHECKING:
    from inputs.table_schema import Column, TableSchema
    from scheduler.outputs.tables import Value

EXAMPLE = resources.files("inputs") / "example"
TYPED = ("day", "time", "number")
"""The kinds of cells that a spreadsheet keeps as what they are; all others are text."""
RULE_ROW = (
    "# rules.NAME.off",
    "",
    "a reason here switches a rule off; rota rules lists the rules and their parameters",
)


def new_csv_files() -> dict[str, bytes]:
    """Return the files of the example by their names, also those of `new_calendars`.

    The tables have a byte-order mark, so that Excel reads Chinese names as they are written.
    """
    files = {file.name: file.read_bytes() for file in EXAMPLE.iterdir() if file.is_file()}
    tables = {
        name: codecs.BOM_UTF8 + content.removeprefix(codecs.BOM_UTF8)
        for name, content in sorted(files.items())
        if name.endswith(".csv")
    }
    return {"term.toml": files["term.toml"], **tables, **new_calendars()}


def new_calendars() -> dict[str, bytes]:
    """Return the calendars of the example, which lie in a folder in a term or beside a workbook."""
    files = sorted((EXAMPLE / FOLDER).iterdir(), key=lambda file: file.name)
    return {f"{FOLDER}/{file.name}": file.read_bytes() for file in files}


def new_workbook() -> bytes:
    """Return the example as a workbook, which reads as the same term; the same bytes each time.

    There is a sheet for each table with what its columns mean, drop-down lists of the words and ids that may
    be written, and a sheet of notes, which is not read.
    """
    with resources.as_file(EXAMPLE) as folder:
        return workbook_of(read_tables(folder, known_columns()))


def workbook_of(raw: RawTerm) -> bytes:
    """Return a term as a workbook to fill in; what cannot be read in it stays as it was written.

    Parameters
    ----------
    raw
        The term, with a name, a first and a last day.
    """
    settings = raw.settings
    first_day, last_day = (_day(settings[key]) for key in ("first_day", "last_day"))
    pen = Pen(str(settings["name"]), Span.through(first_day, last_day))
    tables = {table.name: _rows(table, raw) for table in TERM_TABLES}
    add_notes(pen)
    add_settings(pen, _settings(settings))
    for table in TERM_TABLES:
        add_table(pen, table, tables[table.name])
    ids = {
        table.name: tuple(str(row[table.key]) for row in tables[table.name])
        for table in TERM_TABLES
        if table.key
    }
    add_lists(pen, ids)
    return pen.finished()


def _settings(values: Mapping[str, object]) -> list[tuple[str, Value, str]]:
    """Return the settings with their meanings; those of the rules, and what is no setting, come last."""
    known = {setting.name: setting for setting in SETTINGS if setting.name != "rules"}
    rows = [(name, _plain(values.get(name, "")), setting.meaning) for name, setting in known.items()]
    others = {key: value for key, value in values.items() if key not in known}
    return [*rows, *((key, _plain(value), "") for key, value in _flat(others)), RULE_ROW]


def _flat(values: Mapping[str, object], above: str = "") -> Iterator[tuple[str, object]]:
    """Yield settings by dotted keys."""
    for key, value in values.items():
        if isinstance(value, Mapping):
            yield from _flat(value, f"{above}{key}.")
        else:
            yield f"{above}{key}", value


def _plain(value: object) -> Value:
    """Return the value of a setting as one cell holds it."""
    return value if isinstance(value, date | int | str) else canonical(value)


def _day(value: object) -> date:
    return value if isinstance(value, date) else date.fromisoformat(canonical(value))


def _rows(table: TableSchema, raw: RawTerm) -> list[dict[str, Value]]:
    if table.name not in raw.tables:
        return []
    return [
        {
            column.name: _value(row.cells[column.name], column)
            for column in table.columns
            if column.name in row.cells
        }
        for row in raw.tables[table.name].rows
    ]


def _value(cell: Cell, column: Column) -> Value:
    """Return a cell as a spreadsheet keeps it best: dates, times and numbers as such, the others as text."""
    found = read_cell(cell, column) if column.kind in TYPED else cell
    return found if isinstance(found, date | time | int | str) else canonical(cell)
