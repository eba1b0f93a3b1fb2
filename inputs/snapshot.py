"""
A term as one text that outlives its folder, and back.

A published version keeps the term that it was planned for: who was in it, when their stays were, which days
were holidays. What the coordinator wrote is kept as it stands in ``Term.written``, so that a later program
reads it with the defaults of that time still to come. The working days are kept beside it, because a later
list of public holidays may name others.
"""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, time
from typing import Any

from inputs.building import build_term, by_person
from inputs.days import Span
from inputs.faults import Place, Remark
from inputs.files.rows import Row, Table
from inputs.files.tables import RawTerm
from inputs.files.term_settings import nest
from inputs.people import Absence
from inputs.records import Record, read_records
from inputs.schema import TERM_SCHEMA, known_columns
from inputs.settings_reading import read_settings
from inputs.term import Term
from inputs.working_days import Holiday, WorkingDays

SOURCE = "snapshot"
"""What stands for the name of the file where a snapshot cannot be read."""


def take_snapshot(term: Term) -> str:
    """Return a term as one text, the same for the same term.

    Raises
    ------
    ValueError
        When nobody wrote the term: it was made in code.
    """
    if not term.written:
        raise ValueError("a term that nobody wrote has nothing to keep")
    working = term.working
    document = {
        "written": json.loads(term.written),
        "working_days": [day.isoformat() for day in sorted(working.days)],
        "holidays": [[h.date.isoformat(), h.name, h.status] for h in sorted(working.holidays)],
        "provisional_years": sorted(working.provisional_years),
        "digest": term.digest,
        "own_calendars": [_cells_of(absence) for absence in term.absences if absence.own_calendar],
    }
    return json.dumps(document, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def read_snapshot(text: str) -> Term:
    """Return the term that a snapshot was taken of.

    Raises
    ------
    ValueError
        When this program cannot read it.
    """
    try:
        document = json.loads(text)
        term = _read(document["written"])
        own = tuple(_absence(cells) for cells in document["own_calendars"])
        absences = tuple(sorted((*term.absences, *own), key=by_person))
        return replace(term, working=_working_days(document), absences=absences, digest=document["digest"])
    except (KeyError, TypeError) as error:
        raise ValueError(f"no snapshot of a term ({error!r})") from error


def _cells_of(absence: Absence) -> list[str]:
    """Return what stands in no table, so that it can be kept; whose calendar it was is in ``who``."""
    times = ["" if moment is None else moment.isoformat() for moment in (absence.start, absence.end)]
    file = absence.place.file if absence.place is not None else ""
    days = [absence.span.start.isoformat(), absence.span.end.isoformat()]
    return [absence.who, *days, *times, absence.reason, file]


def _absence(cells: list[str]) -> Absence:
    who, first, end, start, until, reason, file = cells
    span = Span(date.fromisoformat(first), date.fromisoformat(end))
    times = [time.fromisoformat(moment) if moment else None for moment in (start, until)]
    return Absence(who, span, times[0], times[1], reason, Place(file), own_calendar=True)


def _read(written: Any) -> Term:
    raw = _raw(written)
    settings, faults = read_settings(raw)
    remarks: list[Remark] = [*raw.faults, *faults]
    records: dict[str, tuple[Record, ...]] = {}
    for name, table in raw.tables.items():
        records[name], faults = read_records(TERM_SCHEMA[name], table)
        remarks += faults
    if remarks or settings.span is None:
        raise ValueError(" ".join(map(str, remarks)) or "no snapshot of a term")
    return build_term(settings, settings.span, records, raw.written)


def _raw(written: Any) -> RawTerm:
    """Return the term as its workbook would hold it: dotted keys, and a text in each cell."""
    columns = known_columns()
    settings = nest(((key, value, 0) for key, value in written["settings"].items()), SOURCE)
    tables = {
        name: Table(name, name, columns[name], tuple(Row(name, 0, dict(cells)) for cells in rows))
        for name, rows in written["tables"].items()
    }
    return RawTerm(settings.values, SOURCE, tables, settings.faults, (), json.dumps(written, sort_keys=True))


def _working_days(document: Any) -> WorkingDays:
    return WorkingDays(
        frozenset(map(date.fromisoformat, document["working_days"])),
        tuple(Holiday(date.fromisoformat(day), name, status) for day, name, status in document["holidays"]),
        tuple(document["provisional_years"]),
    )
