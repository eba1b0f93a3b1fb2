"""Names that an input method wrote in full-width letters or digits: ``Ｆ０１`` is ``F01``."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from inputs.checks.ids import Names
from inputs.programme import Prerequisite
from inputs.records import Record, Records
from inputs.table_schema import TableSchema


def in_known_width(
    records: Records, schemas: Mapping[str, TableSchema], names: Mapping[str, Names]
) -> dict[str, tuple[Record, ...]]:
    """Return the records with each name in the width of letters in which the id is written.

    Parameters
    ----------
    records
        All tables.
    schemas
        What they should be.
    names
        The ids that may be named, by table. No two differ in their width only.
    """
    found = {}
    for table, rows in records.items():
        known = {
            column.name: {_narrow(name): name for other in column.refers_to for name in names[other].by_id}
            for column in schemas[table].columns
            if column.refers_to
        }
        found[table] = tuple(_in_known_width(row, known) for row in rows)
    return found


def _in_known_width(record: Record, known: Mapping[str, Mapping[str, str]]) -> Record:
    changed = {
        column: name
        for column, ids in known.items()
        if (value := record.values.get(column)) and (name := _put(value, ids)) != value
    }
    return replace(record, values={**record.values, **changed}) if changed else record


def _put(value: Any, ids: Mapping[str, str]) -> Any:
    if isinstance(value, tuple):
        return tuple(_put(item, ids) for item in value)
    if isinstance(value, Prerequisite):
        return replace(value, activity=_put(value.activity, ids))
    return ids.get(_narrow(value), value)


def _narrow(word: str) -> str:
    return unicodedata.normalize("NFKC", word)
