"""A folder of CSV files or a workbook -> a term, with everything that is wrong with it said at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from inputs.availability.busy import Window
from inputs.availability.reading import Availability, Owner, read_availability
from inputs.building import build_term
from inputs.checks.alike_words import check_words
from inputs.checks.ids import Names, check_ids, check_references, names_of
from inputs.checks.misread_texts import check_texts
from inputs.checks.people import check_lengths, check_names
from inputs.checks.rows import check_rows
from inputs.checks.times import check_times
from inputs.checks.total_rows import check_totals
from inputs.checks.whole_term import check_term
from inputs.faults import Fault, Notice, Place, Remark, in_order
from inputs.files.tables import RawTerm, read_tables
from inputs.hidden_sheets import check_hidden
from inputs.records import Record, Records, read_records
from inputs.schema import NOUNS, TERM_SCHEMA, known_columns
from inputs.settings_reading import TermSettings, read_settings
from inputs.table_schema import TableSchema
from inputs.term import Term
from inputs.widths import in_known_width

CLOCK = ("timezone", "day")
"""The settings without which nobody knows when an entry of a calendar is."""


@dataclass(frozen=True)
class Reading:
    """What came of reading a term; with any fault there is no term."""

    term: Term | None
    faults: tuple[Fault, ...] = ()
    notices: tuple[Notice, ...] = ()
    rules: Mapping[str, Mapping[str, object]] = field(default_factory=dict)
    """What the settings say of rules, also where there is no term; the rules know whether it is sound."""
    settings_file: str = ""
    setting_lines: Mapping[str, int] = field(default_factory=dict)


def read_term(path: Path) -> Reading:
    """Return the term in a folder of CSV files or in an ``.xlsx`` workbook.

    Parameters
    ----------
    path
        The folder with ``term.toml`` and the tables, or the workbook.

    Returns
    -------
    Reading
        The term, or None and every fault; the notices in either case. Nothing is raised for what the files
        hold.
    """
    return read_written(path, read_tables(path, known_columns()))


def read_written(path: Path, raw: RawTerm) -> Reading:
    """Return the term that was written, in tables that may not be those of the files any more.

    Parameters
    ----------
    path
        The folder of the term or its workbook, beside which the calendars of members of faculty lie.
    raw
        Its tables.
    """
    remarks: list[Remark] = [*raw.faults, *raw.notices]
    settings, faults = read_settings(raw)
    remarks += faults
    records: dict[str, tuple[Record, ...]] = {}
    for name, table in raw.tables.items():
        here = [fault for fault in raw.faults if fault.place.file == table.file]
        records[name], faults = read_records(TERM_SCHEMA[name], table, here)
        remarks += faults
    if not (raw.faults and not raw.tables):
        remarks += _missing_tables(path, raw)
    needed = dict(check_hidden(raw.hidden, records, TERM_SCHEMA))
    remarks = [r for r in remarks if r.place not in {fault.place for fault in needed.values()}]
    remarks += needed.values()
    names = names_of(records, TERM_SCHEMA, {*_lost(raw, records), *needed})
    records = in_known_width(records, TERM_SCHEMA, names)
    remarks += _empty_tables(raw)
    remarks += check_rows(records)
    remarks += check_texts(records)
    remarks += check_names(records)
    remarks += check_words(records)
    remarks += check_totals(records, TERM_SCHEMA)
    remarks += check_ids(records, TERM_SCHEMA)
    remarks += check_references(records, TERM_SCHEMA, names)
    remarks += check_times(records, settings)
    unclear = any(isinstance(remark, Fault) and remark.place.column in CLOCK for remark in remarks)
    own = _own_calendars(path, raw, records, None if unclear else settings, names)
    remarks += own.remarks
    faulty = [remark for remark in remarks if isinstance(remark, Fault)]
    term = None
    if settings.span is not None:
        sound, digest = _sound(records, faulty), own.digest(raw.digest)
        term = build_term(settings, settings.span, sound, raw.written, own.absences, digest)
        remarks += check_term(term, _whole(raw, faulty))
        remarks += check_lengths(sound.get("trainees", ()), term.kinds)
        remarks += _holiday_notices(term, raw)
    reading = _reading(term, _of_what_was_read(remarks, records))
    return replace(
        reading, rules=settings.rules, settings_file=raw.settings_file, setting_lines=raw.setting_lines
    )


def _reading(term: Term | None, remarks: Iterable[Remark]) -> Reading:
    remarks = list(remarks)
    faults = in_order([remark for remark in remarks if isinstance(remark, Fault)])
    notices = in_order([remark for remark in remarks if isinstance(remark, Notice)])
    return Reading(None if faults else term, faults, notices)


def _of_what_was_read(remarks: Iterable[Remark], records: Records) -> Iterator[Remark]:
    """Yield the remarks but for those about cells that nobody read, as their heading is unknown."""
    unread = {r.place(column) for rows in records.values() for r in rows for column in r.unread}
    return (remark for remark in remarks if remark.place not in unread)


def _own_calendars(
    path: Path, raw: RawTerm, records: Records, settings: TermSettings | None, names: Mapping[str, Names]
) -> Availability:
    """Return what the calendars of members of faculty say; nothing where there is no term to go by."""
    if not raw.tables:
        return Availability()
    owners = [
        Owner(r["id"], r["name"] or r["id"], r["all_day_busy"] is not False, r["tentative_busy"] is not False)
        for r in records.get("faculty", ())
        if r["id"] is not None
    ]
    others = {id_: NOUNS[table] for table in ("trainees", "rooms") for id_ in names[table].by_id}
    window = None
    if settings is not None and settings.span is not None:
        window = Window(settings.span, settings.timezone, settings.day_start, settings.day_end)
    return read_availability(path, owners, others, window, whole=names["faculty"].whole)


def _empty_tables(raw: RawTerm) -> Iterator[Notice]:
    faulty = {fault.place.file for fault in raw.faults}
    for name, table in raw.tables.items():
        if TERM_SCHEMA[name].required and not table.rows and table.file not in faulty:
            yield Notice(table.place(), f"found no {name}", "there is nobody to plan for")


def _missing_tables(path: Path, raw: RawTerm) -> Iterator[Fault]:
    meant = {fault.nearest for fault in raw.faults}
    for table in TERM_SCHEMA.values():
        if table.required and table.name not in {*raw.tables, *raw.unread, *raw.hidden, *meant}:
            file = f"{table.name}.csv" if path.is_dir() else path.name
            found = f"found no table {table.name}"
            yield Fault(Place(file), found, f"a term needs it: {table.meaning}")


def _lost(raw: RawTerm, records: Records) -> frozenset[str]:
    """Return the tables that may know more ids than could be read."""
    files_with_lost_rows = {
        fault.place.file for fault in raw.faults if fault.place.column not in _columns_of(fault, raw)
    }
    lost = {fault.nearest for fault in raw.faults if fault.nearest in TERM_SCHEMA}
    lost |= {table.name for table in TERM_SCHEMA.values() if table.required and table.name not in raw.tables}
    for name, schema in TERM_SCHEMA.items():
        table = raw.tables.get(name)
        file = f"{name}.csv" if table is None else table.file
        without_id = schema.key and any(record[schema.key] is None for record in records.get(name, ()))
        if without_id or file in files_with_lost_rows or raw.may_lack(name):
            lost.add(name)
    return frozenset(name for name in lost if name is not None)


def _columns_of(fault: Fault, raw: RawTerm) -> tuple[str, ...]:
    """Return the columns of the table that a fault is about: a fault in one of their cells loses no row."""
    return next((table.columns for table in raw.tables.values() if table.file == fault.place.file), ())


def _sound(records: Records, faults: Iterable[Fault]) -> Records:
    """Return the records on whose lines there is no fault, and of which all is known that matters."""
    faulty = {(fault.place.file, fault.place.line) for fault in faults}
    return {
        name: tuple(
            r
            for r in rows
            if _is_known(r, TERM_SCHEMA[name]) and not {(r.row.file, r.row.line), (r.row.file, None)} & faulty
        )
        for name, rows in records.items()
    }


def _is_known(record: Record, schema: TableSchema) -> bool:
    """Tell whether a row has every column that it needs, and nothing unread that makes it another row.

    What has an id stays what it is. But a pin without its date, or a slot without its weeks, would seem to
    contradict others.
    """
    needed = (column.name for column in schema.columns if column.required)
    telling = {column.name for column in schema.columns if column.kind != "text" or column.refers_to}
    return record.gives(*needed) and (schema.key is not None or not telling & record.unread)


def _whole(raw: RawTerm, faults: Iterable[Fault]) -> frozenset[str]:
    """Return the tables without any fault: what is not there, nobody has written."""
    files = {fault.place.file for fault in faults}
    lost = {fault.nearest for fault in raw.faults}
    return frozenset(
        name
        for name in TERM_SCHEMA
        if name not in lost
        and not raw.may_lack(name)
        and (raw.tables[name].file if name in raw.tables else raw.hidden.get(name, f"{name}.csv"))
        not in files
    )


def _holiday_notices(term: Term, raw: RawTerm) -> Iterator[Notice]:
    place = raw.place("holidays")
    if term.country == "none":
        if "holidays" not in raw.settings:
            yield Notice(place, "found nothing", "no public holidays are used, only the table calendar")
        return
    for year in term.working.provisional_years:
        found = f"found {term.country}, whose public holidays of {year} are not announced yet"
        yield Notice(place, found, "those expected are used; give others in the table calendar")
