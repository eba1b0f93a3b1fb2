"""Hidden sheets are not read; where others need what is in one, that is a fault, and the only one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

from inputs.checks.ids import words_of
from inputs.faults import Fault, Place, listed
from inputs.records import Records
from inputs.table_schema import TableSchema


def check_hidden(
    hidden: Mapping[str, str], records: Records, schemas: Mapping[str, TableSchema]
) -> Iterator[tuple[str, Fault]]:
    """Yield each table that is needed though its sheet is hidden, with the fault.

    Parameters
    ----------
    hidden
        The places of the hidden sheets, by table.
    records
        The tables that were read.
    schemas
        What they should be.
    """
    users = _users(records, schemas)
    for table, file in hidden.items():
        if schemas[table].required:
            yield (
                table,
                Fault(
                    Place(file),
                    "found a hidden sheet, which is not read",
                    f"show it, as a term needs {table}",
                ),
            )
        elif users[table]:
            allowed = f"show it, as {listed(users[table])} need what is in it"
            yield table, Fault(Place(file), "found a hidden sheet, which is not read", allowed)


def _users(records: Records, schemas: Mapping[str, TableSchema]) -> Mapping[str, list[str]]:
    """Return for each table which others name something in it that no table knows."""
    known = {
        name: {record[s.key] for record in records.get(name, ())} for name, s in schemas.items() if s.key
    }
    known["kinds"] |= {record["kind"] for record in records.get("trainees", ())}
    users: defaultdict[str, list[str]] = defaultdict(list)
    for user, schema in schemas.items():
        for column in schema.columns:
            words = {word for record in records.get(user, ()) for word in words_of(record[column.name])}
            for table in column.refers_to:
                if (
                    words - set().union(*(known[name] for name in column.refers_to))
                    and user not in users[table]
                ):
                    users[table].append(user)
    if any(record["mentor"] for record in records.get("trainees", ())):
        users["hours"].append("trainees")  # a mentor who is promised must be met some time
    return users
