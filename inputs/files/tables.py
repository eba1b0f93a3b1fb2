"""A folder of CSV files or a workbook as tables whose rows know their file, line and column.

What the tables mean is not known here: a cell holds text, or what Excel makes of it (see ``cells``).
"""

from __future__ import annotations

import stat
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from inputs.faults import Fault, Notice, Place, in_order, listed, look, nearest, quoted, shown
from inputs.files.cells import Grid
from inputs.files.csv_rows import read_csv
from inputs.files.folder_contents import SETTINGS_FILE, SKIPPED, is_plan, no_settings, other_files
from inputs.files.rows import Table, TableFile, table_of
from inputs.files.settings_sheet import SETTINGS_COLUMNS, SETTINGS_SHEET, settings_of
from inputs.files.term_settings import Settings, read_toml
from inputs.files.workbook import read_workbook
from inputs.files.written import digest_of, written_of

MEGABYTE = 1024 * 1024
MOST_CSV_MEGABYTES = 4
MOST_WORKBOOK_MEGABYTES = 10

_SINGLE_FILES = {".csv", ".toml"}


@dataclass(frozen=True)
class RawTerm:
    """A term as it was written; a cell or setting that has a fault is left out.

    Parameters
    ----------
    settings
        What ``term.toml`` says, or the sheet ``term``, which is nested in the same way.
    settings_file
        Where it says so, for `Place`.
    tables
        The tables that were found, by name.
    faults, notices
        In the order of files and lines.
    written
        Settings and tables as one text, the same for a workbook and a folder, in any encoding and in any
        order of rows and columns.
    setting_lines
        The lines of the settings, by dotted keys such as ``rules.NAME.off``, where they are known.
    unread
        The tables that are there, but could not be read at all.
    with_others
        Whether there is a file or sheet that is no table: it may be any of the tables that are not there.
    hidden
        The tables whose sheets are hidden, and so not read, with their places.
    """

    settings: Mapping[str, object]
    settings_file: str
    tables: Mapping[str, Table]
    faults: tuple[Fault, ...]
    notices: tuple[Notice, ...]
    written: str
    setting_lines: Mapping[str, int] = field(default_factory=dict)
    unread: frozenset[str] = frozenset()
    with_others: bool = False
    hidden: Mapping[str, str] = field(default_factory=dict)

    def may_lack(self, table: str) -> bool:
        """Tell whether a table may be there, though nothing of it was read."""
        return table in self.unread or (self.with_others and table not in self.tables)

    @property
    def digest(self) -> str:
        """SHA-256 of what is written, whatever spaces are around semicolons."""
        return digest_of(self.written)

    def place(self, key: str | None = None) -> Place:
        """Return where a setting stands, by its dotted key."""
        return Place(self.settings_file, self.setting_lines.get(key or ""), key)

    def with_other(self, settings: Mapping[str, object], tables: Mapping[str, Table]) -> RawTerm:
        """Return the term as it would be with other settings and tables."""
        return replace(self, settings=settings, tables=tables, written=written_of(settings, tables.values()))


def read_tables(path: Path, known: Mapping[str, Sequence[str]]) -> RawTerm:
    """Read a term; all that is wrong with it is among the faults, and nothing is raised.

    Parameters
    ----------
    path
        The folder of the term, or its workbook.
    known
        The tables that there may be, and the columns that each may have.
    """
    try:
        files = sorted(path.iterdir()) if path.is_dir() else None
    except OSError as error:
        return _nothing(_unreadable(error, shown(str(path))))
    if files is not None and is_plan(files):
        found, allowed = "found a plan, and no term", "give the folder or the workbook of the term"
        return _nothing(Fault(Place(shown(str(path))), found, allowed))
    return _read_workbook(path, known) if files is None else _read_folder(path, files, known)


def read_table_file(path: Path, columns: Sequence[str] | None = None) -> TableFile:
    """Read one CSV file as a table with the name of the file.

    Parameters
    ----------
    path
        The file.
    columns
        The columns that it may have; None allows any.
    """
    content = read_content(path, shown(path.name))
    if isinstance(content, Fault):
        return TableFile(None, (content,))
    return table_of(read_csv(content, shown(path.name)), path.stem, columns)


def _read_folder(folder: Path, files: Sequence[Path], known: Mapping[str, Sequence[str]]) -> RawTerm:
    parts: list[tuple[str, Grid]] = []
    for path in files:
        name, suffix = shown(path.name), path.suffix.lower()
        if path.name.startswith(SKIPPED):
            continue
        if suffix == ".csv":
            content = read_content(path, name)
            grid = Grid(name, faults=(content,)) if isinstance(content, Fault) else read_csv(content, name)
            parts.append((path.stem, grid))
    settings = read_content(folder / SETTINGS_FILE, SETTINGS_FILE)
    notices = list(other_files(files, known))
    if isinstance(settings, Fault):
        if SETTINGS_FILE not in {path.name for path in files}:
            settings, notices = no_settings(folder, files), notices if parts else []
        return _raw_term(Settings(SETTINGS_FILE, faults=(settings,)), _gather(parts, known), notices)
    return _raw_term(read_toml(settings, SETTINGS_FILE), _gather(parts, known), notices)


def _read_workbook(path: Path, known: Mapping[str, Sequence[str]]) -> RawTerm:
    name = shown(path.name)
    if path.suffix.lower() in _SINGLE_FILES:
        return _nothing(
            Fault(Place(name), "found a single file", "give the folder of the term or its workbook")
        )
    content = read_content(path, shown(str(path)), MOST_WORKBOOK_MEGABYTES)
    if isinstance(content, Fault):
        return _nothing(content)
    book = read_workbook(content, name)
    if book.faults:
        return _nothing(*book.faults)
    parts: list[tuple[str, Grid]] = []
    notices: list[Notice] = []
    hidden: dict[str, str] = {}
    for sheet in book.sheets:
        if sheet.title.startswith(("#", "_")):
            continue
        if sheet.hidden:
            hidden[look(sheet.title)] = sheet.grid.file
            if look(sheet.title) != SETTINGS_SHEET:
                notices.append(Notice(Place(sheet.grid.file), "found a hidden sheet", "it is not read"))
        elif sheet.grid != Grid(sheet.grid.file):  # a new workbook has empty sheets
            parts.append((sheet.title, sheet.grid))
    gathered = _gather(parts, {SETTINGS_SHEET: SETTINGS_COLUMNS, **known})
    settings = gathered.tables.pop(SETTINGS_SHEET, None)
    meant = {fault.nearest for fault in gathered.faults if settings and fault.place.file == settings.file}
    raw = _raw_term(settings_of(settings, name, hidden.get(SETTINGS_SHEET), meant), gathered, notices)
    absent = {table: hidden[look(table)] for table in known if look(table) in hidden}
    return replace(raw, hidden={table: file for table, file in absent.items() if table not in raw.tables})


@dataclass
class _Gathered:
    """The tables of a term, and what there is to say about them."""

    tables: dict[str, Table] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    notices: list[Notice] = field(default_factory=list)
    unread: set[str] = field(default_factory=set)
    with_others: bool = False


def _gather(parts: Iterable[tuple[str, Grid]], known: Mapping[str, Sequence[str]]) -> _Gathered:
    """Return the tables among the files or sheets, each given with its title."""
    parts = list(parts)
    names = {look(name): name for name in known}
    absent = [name for name in known if name not in {names.get(look(title)) for title, _ in parts}]
    gathered = _Gathered()
    first: dict[str, str] = {}
    for title, grid in parts:
        name = names.get(look(title))
        if name is None:
            found = f"found a table {quoted(title)}, which a term does not have"
            allowed = f"allowed: {listed(known)}; a name that begins with # is left out"
            gathered.faults.append(Fault(Place(grid.file), found, allowed, nearest(title, absent)))
            gathered.with_others = True
        elif name in first:
            found = f"found the table {name}, which is in {first[name]} too"
            gathered.faults.append(Fault(Place(grid.file), found, "keep one of them"))
        else:
            first[name] = grid.file
            read = table_of(grid, name, known[name])
            if read.table is None:
                gathered.unread.add(name)
            else:
                gathered.tables[name] = read.table
            gathered.faults += read.faults
            gathered.notices += read.notices
    return gathered


def _nothing(*faults: Fault) -> RawTerm:
    return _raw_term(Settings(faults[0].place.file, faults=faults), _Gathered(), [])


def _raw_term(settings: Settings, gathered: _Gathered, notices: Iterable[Notice]) -> RawTerm:
    return RawTerm(
        settings.values,
        settings.file,
        gathered.tables,
        in_order([*settings.faults, *gathered.faults]),
        in_order([*settings.notices, *gathered.notices, *notices]),
        written_of(settings.values, gathered.tables.values()),
        settings.lines,
        frozenset(gathered.unread),
        gathered.with_others,
    )


def read_content(path: Path, file: str, most_megabytes: int = MOST_CSV_MEGABYTES) -> bytes | Fault:
    """Return the bytes of a file, or why they cannot be had; ``file`` is its name for the fault."""
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            return Fault(Place(file), "found no ordinary file", "give a file, not a folder or a device")
        if status.st_size > most_megabytes * MEGABYTE:
            found = f"found a file of {status.st_size / MEGABYTE:,.1f} MB"
            return Fault(Place(file), found, f"at most {most_megabytes} MB are allowed")
        return path.read_bytes()
    except (OSError, ValueError) as error:
        return _unreadable(error, file)


def _unreadable(error: OSError | ValueError, file: str) -> Fault:
    if isinstance(error, FileNotFoundError):
        return Fault(Place(file), "found no such file or folder", "look at its name, and where it lies")
    reason = error.strerror if isinstance(error, OSError) else error
    return Fault(
        Place(file), f"found nothing that can be read ({reason})", "see that it is there, and yours to read"
    )
