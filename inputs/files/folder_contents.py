"""What lies in the folder of a term beside its tables, and what was perhaps meant to be one of them."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from pathlib import Path

from inputs.faults import Fault, Notice, Place, listed, look, shown

SETTINGS_FILE = "term.toml"
WORKBOOKS = {".xlsx", ".xlsm", ".xls", ".xlsb", ".ods", ".numbers", ".et"}
SKIPPED = (".", "~", "#")
"""What the names of files begin with that are hidden, locks of an open workbook, or put aside."""


def no_settings(folder: Path, files: Sequence[Path]) -> Fault:
    """Return the fault that a folder has no ``term.toml``, with what it has instead."""
    place, found = Place(SETTINGS_FILE), f"found no {SETTINGS_FILE}"
    there = [path for path in files if not path.name.startswith(SKIPPED)]
    names = [shown(path.name) for path in there if look(path.name).startswith(SETTINGS_FILE)]
    if names:
        return Fault(place, f"{found}, but {listed(names)}", f"call it {SETTINGS_FILE}")
    books = [shown(path.name) for path in there if path.suffix.lower() in WORKBOOKS]
    if books and not any(path.suffix.lower() == ".csv" for path in there):
        one = "the workbook itself" if len(books) == 1 else "one of the workbooks"
        return Fault(place, f"{found}, but {listed(books)}", f"give {one}: {shown(str(folder / books[0]))}")
    inner = [shown(path.name) for path in there if _holds_settings(path)]
    if inner:
        given = shown(str(folder / inner[0]))
        return Fault(place, f"{found}, but one in the folder {listed(inner)}", f"give that folder: {given}")
    return Fault(place, found, f"a term is a folder with {SETTINGS_FILE} and its tables, or a workbook")


def is_plan(files: Sequence[Path]) -> bool:
    """Tell whether files are those of a plan: its tables are among them, and no ``term.toml``."""
    names = {path.name for path in files}
    return SETTINGS_FILE not in names and {"rotations.csv", "sessions.csv"} <= names


def _holds_settings(path: Path) -> bool:
    try:
        return (path / SETTINGS_FILE).is_file()
    except OSError:
        return False


def other_files(files: Sequence[Path], known: Collection[str]) -> Iterator[Notice]:
    """Yield the workbooks, which are not read, and the files that bear the name of a table that is not there.

    Windows hides the end of a name, so that ``pins.csv.txt`` looks like ``pins.csv``.
    """
    tables = {look(path.stem) for path in files if path.suffix.lower() == ".csv"}
    for path in files:
        suffix, name = path.suffix.lower(), shown(path.name)
        if path.name.startswith(SKIPPED) or suffix == ".csv":
            continue
        table = next((t for t in known if look(path.name).startswith(f"{look(t)}.")), None)
        if suffix in WORKBOOKS:
            found = "found a workbook in a folder of CSV files"
            yield Notice(Place(name), found, "it is not read, as a term is either a folder or a workbook")
        elif table is not None and look(table) not in tables:
            found = f"found a file that is called as the table {table}"
            yield Notice(Place(name), found, f"it is not read; the table is {table}.csv")
