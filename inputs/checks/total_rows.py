"""Rows for totals, which spreadsheets have below a table, and which would count as one thing more."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from inputs.faults import Notice, look, quoted
from inputs.records import Records
from inputs.schema import NOUNS
from inputs.table_schema import TableSchema

_TOTALS = {
    *("total", "totals", "grand total", "sum", "subtotal", "average", "mean", "count"),
    *("summe", "gesamt", "合计", "总计", "小计", "总数", "平均"),
}


def check_totals(records: Records, schemas: Mapping[str, TableSchema]) -> Iterator[Notice]:
    """Yield the rows whose id or name says that they are a total."""
    for table, schema in schemas.items():
        for record in records.get(table, ()) if schema.key else ():
            for column in (schema.key, "name", "title"):
                value = record.values.get(column or "")
                if isinstance(value, str) and look(value).rstrip(":") in _TOTALS:
                    found = f"found {quoted(value)}, which is read as the {NOUNS[table]} of this row"
                    yield Notice(
                        record.place(column),
                        found,
                        "delete the row, or let it begin with #, if it is a total",
                    )
                    break
