"""The drop-down lists of the workbook to start from: a hidden sheet that follows the other sheets."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from inputs.files.cells import column_letters
from inputs.schema import TERM_SCHEMA, TERM_TABLES

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

    from inputs.table_schema import Column
    from scheduler.outputs.workbook.style import Pen

LISTS = "_lists"
"""The sheet; what begins with ``_`` is not read."""
FIRST_ROW, LAST_ROW = 3, 1002
"""Of a table: the rows, as Excel counts them, that are offered and checked."""
MOST_OFFERED = 500
YES_NO = ("yes", "no")
SEVERAL = ("texts", "prerequisites")
"""The kinds of cells that may name several things; a list can offer only the first."""


def list_name(column: Column) -> str | None:
    """Return the name of the list of what may be written in a column, or None where there is none."""
    if column.refers_to:
        return f"ids_{'_'.join(column.refers_to)}"
    return f"words_{column.name}" if _words(column) else None


def add_lists(pen: Pen, ids: Mapping[str, tuple[str, ...]]) -> None:
    """Add the hidden sheet and name its lists.

    Parameters
    ----------
    pen
        Of the workbook.
    ids
        What stands in the tables now, which spreadsheets show until they have calculated the lists.
    """
    sheet = pen.book.add_worksheet(LISTS)
    sheet.hide()
    counts = _add_counts(sheet, ids)
    columns = {
        name: column for table in TERM_TABLES for column in table.columns if (name := list_name(column))
    }
    for place, (name, column) in enumerate(columns.items(), start=2):
        sheet.write_string(0, place, name)
        top = f"'{LISTS}'!${column_letters(place + 1)}$2"
        if column.refers_to:
            _add_ids(sheet, place, column.refers_to, counts, ids)
            size = "+".join(f"'{LISTS}'!{counts[table]}" for table in column.refers_to)
        else:
            size = str(len(_words(column)))
            for row, word in enumerate(_words(column), start=1):
                sheet.write_string(row, place, word)
        pen.book.define_name(name, f"=OFFSET({top},0,0,MAX(1,{size}),1)")


def _words(column: Column) -> tuple[str, ...]:
    return YES_NO if column.kind == "yes_no" else column.choices


def _keys(table: str) -> str:
    """Return the cells that hold the ids of a table, as a formula names them."""
    schema = TERM_SCHEMA[table]
    letters = column_letters(schema.column_names.index(schema.key or "") + 1)
    return f"'{table}'!${letters}${FIRST_ROW}:${letters}${LAST_ROW}"


def _add_counts(sheet: Worksheet, ids: Mapping[str, tuple[str, ...]]) -> dict[str, str]:
    """Count the ids of each table in the first two columns, and return where each number stands."""
    tables = [table.name for table in TERM_TABLES if table.key]
    for row, table in enumerate(tables, start=1):
        sheet.write_string(row, 0, table)
        sheet.write_formula(row, 1, f"=COUNTA({_keys(table)})", None, len(ids.get(table, ())))
    return {table: f"$B${row}" for row, table in enumerate(tables, start=2)}


def _add_ids(
    sheet: Worksheet,
    place: int,
    tables: Iterable[str],
    counts: Mapping[str, str],
    ids: Mapping[str, tuple[str, ...]],
) -> None:
    """Write the ids of some tables below each other, by formulas that follow what is written there."""
    now = [word for table in tables for word in ids.get(table, ())]
    for row in range(1, MOST_OFFERED + 1):
        before, formula, closing = "", "", ""
        for table in tables:
            formula += f"IF({row}<={before}{counts[table]},INDEX({_keys(table)},{row}{_minus(before)}),"
            before += f"{counts[table]}+"
            closing += ")"
        sheet.write_formula(
            row, place, f'={formula}""{closing}', None, now[row - 1] if row <= len(now) else ""
        )


def _minus(before: str) -> str:
    return f"-({before.rstrip('+')})" if before else ""
