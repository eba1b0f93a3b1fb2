"""The folder of a plan -> a plan, also one that was made or mended by hand.

Whether the plan keeps the rules is not looked at here; only what cannot be read is a fault.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from inputs.checks.ids import Names, check_references
from inputs.checks.rows import check_rows
from inputs.days import Period, Span, say_span
from inputs.faults import Fault, Notice, Place, Remark, in_order, quoted, shown
from inputs.files.cells import canonical
from inputs.files.folder_contents import SETTINGS_FILE
from inputs.files.rows import Table
from inputs.files.tables import read_table_file
from inputs.plan import Mentorship, Plan, Rotation, RoundLead, Session, Shortfall
from inputs.plan_schema import PLAN_SCHEMA
from inputs.records import Record, Records, read_records
from inputs.table_schema import TableSchema
from inputs.term import Term
from inputs.widths import in_known_width

Part = TypeVar("Part")

SHORTFALLS = "shortfalls"
"""The table of what the plan does not give."""


@dataclass(frozen=True)
class PlanReading:
    """What came of reading a plan; with any fault there is none."""

    plan: Plan | None
    shortfalls: tuple[Shortfall, ...] = ()
    faults: tuple[Fault, ...] = ()
    notices: tuple[Notice, ...] = ()


def read_plan(folder: Path, term: Term) -> PlanReading:
    """Return the plan in a folder of CSV files.

    Parameters
    ----------
    folder
        The folder, as ``rota plan`` writes it; ``shortfalls.csv`` may lack, and other files do not matter.
    term
        The term that was planned: the plan names its people, services and activities.

    Returns
    -------
    PlanReading
        The plan and the shortfalls that its tables tell of, or None and every fault.
    """
    if not folder.is_dir():
        fault = Fault(Place(folder.name), "found no folder", "give the folder that holds rotations.csv")
        return PlanReading(None, faults=(fault,))
    if not any((folder / f"{name}.csv").exists() for name in PLAN_SCHEMA):
        return PlanReading(None, faults=(_no_plan(folder),))
    records, remarks = _read_tables(folder)
    names = _names(term)
    records = in_known_width(records, PLAN_SCHEMA, names)
    remarks += check_rows(records)
    remarks += check_references(records, PLAN_SCHEMA, names)
    remarks += _outside_term(records, term)
    remarks += _weeks(records, term)
    remarks += _same_rows(records)
    faults = in_order([remark for remark in remarks if isinstance(remark, Fault)])
    notices = in_order([remark for remark in remarks if isinstance(remark, Notice)])
    if faults:
        return PlanReading(None, (), faults, notices)
    return PlanReading(_plan(records, term), _shortfalls(records, term), (), notices)


def _no_plan(folder: Path) -> Fault:
    """Return the fault that a folder holds no table of a plan."""
    found = "found a term, and no plan" if (folder / SETTINGS_FILE).exists() else "found no table of a plan"
    return Fault(Place(shown(folder.name)), found, "give the folder that holds rotations.csv")


def _read_tables(folder: Path) -> tuple[dict[str, tuple[Record, ...]], list[Remark]]:
    records: dict[str, tuple[Record, ...]] = {}
    remarks: list[Remark] = []
    for name, schema in PLAN_SCHEMA.items():
        path = folder / f"{name}.csv"
        if not schema.required and not path.exists():
            continue
        file = read_table_file(path, schema.column_names)
        remarks += [*file.faults, *file.notices]
        if file.table is not None:
            remarks += _lacking_columns(schema, file.table, file.faults)
            records[name], faults = read_records(schema, file.table, file.faults, unescape=True)
            remarks += faults
    return records, remarks


def _lacking_columns(schema: TableSchema, table: Table, faults: Iterable[Fault]) -> Iterator[Notice]:
    """Yield the columns that are not there and need not be: perhaps one was deleted by mistake."""
    if any(True for _ in faults):
        return
    for column in schema.columns:
        if not column.required and column.name not in table.columns:
            place = Place(table.file, None, column.name)
            yield Notice(place, "found no such column", f"it is read as {column.default_words} in every row")


def _names(term: Term) -> dict[str, Names]:
    return {
        "trainees": Names({trainee.id: trainee.name for trainee in term.trainees}),
        "faculty": Names({member.id: member.name for member in term.faculty}),
        "rooms": Names({room.id: room.name for room in term.rooms}),
        "services": Names({service.id: service.name for service in term.services}),
        "activities": Names({activity.id: activity.title for activity in term.activities}),
        "rotation": Names({"rotation": ""}),
    }


def _outside_term(records: Records, term: Term) -> Iterator[Fault]:
    for table in records.values():
        for record in table:
            for column in ("first_day", "last_day", "date"):
                day = record.values.get(column)
                if day is not None and day not in term.span:
                    found = f"found {quoted(canonical(day))}, outside the term"
                    yield Fault(record.place(column), found, f"the term is {say_span(term.span)}")


def _weeks(records: Records, term: Term) -> Iterator[Fault]:
    """Yield the rows of rounds that are of more than one week."""
    for record in records.get("rounds", ()):
        if not record.gives("first_day", "last_day") or record["last_day"] not in term.span:
            continue
        if (
            record["first_day"] in term.span
            and record["last_day"] > term.week_of(record["first_day"]).span.last_day
        ):
            found = f"found {quoted(canonical(record['last_day']))}, in another week than the first day"
            yield Fault(record.place("last_day"), found, "write one row for each week")


def _same_rows(records: Records) -> Iterator[Notice]:
    """Yield the rows that stand twice; two shortfalls may be alike, as of two leads that lack on one day."""
    for table in (rows for name, rows in records.items() if name != SHORTFALLS):
        first: dict[tuple[object, ...], Record] = {}
        for record in table:
            earlier = first.setdefault(tuple(record.values.values()), record)
            if earlier is not record:
                yield Notice(
                    record.place(), f"found the same row as line {earlier.row.line}", "it counts once"
                )


def _once(parts: Iterable[Part]) -> tuple[Part, ...]:
    return tuple(dict.fromkeys(parts))


def _plan(records: Records, term: Term) -> Plan:
    trainees, faculty = term.trainee_by_id, term.faculty_by_id
    services, activities = term.service_by_id, term.activity_by_id
    rooms = {room.id: room for room in term.rooms}
    return Plan(
        rotations=_once(
            Rotation(
                trainees[r["trainee"]],
                services[r["service"]],
                Span.through(r["first_day"], r["last_day"]),
                r.place(),
            )
            for r in records["rotations"]
        ),
        rounds=_once(
            RoundLead(services[r["service"]], term.week_of(r["first_day"]), faculty[r["lead"]], r.place())
            for r in records["rounds"]
        ),
        sessions=_once(
            Session(
                trainee=trainees[r["trainee"]],
                activity=activities[r["activity"]],
                period=Period(r["date"], r["start"], r["end"]),
                room=rooms.get(r["room"]),
                faculty=faculty.get(r["faculty"]),
                topic=r["topic"],
                place=r.place(),
            )
            for r in records["sessions"]
        ),
        mentorships=_once(
            Mentorship(trainees[r["trainee"]], faculty[r["faculty"]], r.place()) for r in records["mentors"]
        ),
    )


def _shortfalls(records: Records, term: Term) -> tuple[Shortfall, ...]:
    return tuple(
        Shortfall(
            trainee=term.trainee_by_id.get(r["trainee"]),
            kind=r["kind"],
            item=";".join(r["item"]),
            span=Span.through(r["first_day"], r["last_day"]),
            cost=r["cost"],
            reason=r["reason"],
            place=r.place(),
        )
        for r in records.get(SHORTFALLS, ())
    )
