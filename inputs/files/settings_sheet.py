"""The sheet ``term`` of a workbook as settings."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from inputs.faults import Fault, Place, listed
from inputs.files.rows import Table
from inputs.files.term_settings import Settings, nest

SETTINGS_SHEET = "term"
SETTINGS_COLUMNS = ("key", "value", "note")


def settings_of(
    table: Table | None, workbook: str, hidden: str | None, meant: Collection[str | None]
) -> Settings:
    """Return what the sheet ``term`` says; a key without a value is as if it were not there.

    Parameters
    ----------
    table
        The sheet, if there is one that was read.
    workbook
        The name of the file, for the faults.
    hidden
        The place of the sheet where it is hidden.
    meant
        The columns that unknown headings of it mean.
    """
    if table is None and hidden is not None:
        allowed = "show it, as name, first_day and so on stand there"
        return Settings(
            hidden, faults=(Fault(Place(hidden), "found a hidden sheet, which is not read", allowed),)
        )
    if table is None:
        found = f"found no sheet {SETTINGS_SHEET}"
        return Settings(
            workbook, faults=(Fault(Place(workbook), found, "set name, first_day and so on there"),)
        )
    missing = [column for column in ("key", "value") if column not in table.columns]
    if missing:
        fault = Fault(table.place(), f"found no column {listed(missing)}", "key and value are needed")
        return Settings(table.file, faults=() if set(missing) <= set(meant) else (fault,))
    rows = [row for row in table.rows if "value" in row.cells]
    keyless = [row for row in rows if "key" not in row.cells]
    settings = nest(
        ((str(row.cells["key"]), row.cells["value"], row.line) for row in rows if "key" in row.cells),
        table.file,
    )
    faults = (
        Fault(row.place("key"), "found a value without a key", "write the name of the setting")
        for row in keyless
    )
    return replace(settings, faults=(*settings.faults, *faults))
