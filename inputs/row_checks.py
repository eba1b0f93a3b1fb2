"""What the rows of one table know by themselves: what comes first, goes together or is there twice."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from inputs.cells import canonical
from inputs.days import say_day, say_time
from inputs.faults import Fault, Notice, Remark, quoted
from inputs.records import Record

Records = Mapping[str, tuple[Record, ...]]
"""The records of every table of a term, by the name of the table."""


def check_rows(tables: Records) -> Iterator[Remark]:
    """Yield what is wrong within single rows and within single tables."""
    for table, records in tables.items():
        for record in records:
            yield from _order(record)
            yield from _pairs(table, record)
        yield from _repeats(table, records)


_ORDERED = (
    (
        "first_day",
        "last_day",
        "before the first day, {}",
        "write the last day, which may be the first day too",
    ),
    ("start", "end", "which is not after the start, {}", "write when it ends on the same day"),
    ("min_weeks", "max_weeks", "less than min_weeks, which is {}", "write the larger number here"),
    ("from_weeks", "to_weeks", "less than from_weeks, which is {}", "write the larger number here"),
)


def _order(record: Record) -> Iterator[Fault]:
    for first, last, why, allowed in _ORDERED:
        if first not in record.values or last not in record.values or not record.gives(first, last):
            continue
        before, after = record[first], record[last]
        if after < before or (after == before and first == "start"):
            found = f"found {quoted(canonical(after))}, {why.format(_say(before))}"
            yield Fault(record.place(last), found, allowed)


def _say(value: Any) -> str:
    if hasattr(value, "weekday"):
        return say_day(value)
    return say_time(value) if hasattr(value, "hour") else str(value)


_TOGETHER = {"absences": ("start", "end"), "services": ("round_start", "round_minutes")}


def _pairs(table: str, record: Record) -> Iterator[Fault]:
    if table not in _TOGETHER:
        return
    written = record.row.cells
    for here, there in (_TOGETHER[table], _TOGETHER[table][::-1]):
        if there in record.unread:
            continue
        if here in written and there not in written and record.gives(here):
            found = f"found nothing, but {here} is {quoted(canonical(record[here]))}"
            yield Fault(record.place(there), found, "write both or neither")


_SAME: Mapping[str, tuple[tuple[str, ...], str | None]] = {
    "curriculum": (("kind", "service", "weeks", "rotations", "from_weeks", "to_weeks"), None),
    "seats": (("item", "first_day", "last_day", "seats"), None),
    "topics": (("activity", "topic"), None),
    "pins": (("trainee", "item", "date", "start"), "must"),
    "preferences": (("trainee", "item"), "value"),
    "calendar": (("date",), "kind"),
}
"""The columns by which two rows of a table speak of the same, and the one in which they may contradict."""
_WHOLE_ROWS = {"curriculum", "seats"}
_MAY_LACK: Mapping[str, set[str]] = {"pins": {"date", "start"}, "curriculum": {"to_weeks"}}


def _repeats(table: str, records: Iterable[Record]) -> Iterator[Remark]:
    if table not in _SAME:
        return
    columns, value = _SAME[table]
    first: dict[tuple[object, ...], Record] = {}
    optional = _MAY_LACK.get(table, set())
    for record in records:
        faulty = any(
            column in record.unread
            or (record[column] is None and (column not in optional or column in record.row.cells))
            for column in (*columns, *([value] if value else []))
        )
        if faulty:
            continue
        earlier = first.setdefault(tuple(record[column] for column in columns), record)
        if earlier is record:
            continue
        if value and record[value] != earlier[value]:
            found = (
                f"found {quoted(_written(record, value))}, but line {earlier.row.line} says "
                f"{quoted(_written(earlier, value))} of the same {_what(columns)}"
            )
            yield Fault(record.place(value), found, "keep one of the two rows")
        else:
            same = "row" if table in _WHOLE_ROWS else _what(columns)
            found = f"found the same {same} as on line {earlier.row.line}"
            yield Notice(record.place(), found, "it counts once")


def _written(record: Record, column: str) -> str:
    value = record[column]
    return {True: "yes", False: "no"}[value] if isinstance(value, bool) else canonical(value)


def _what(columns: tuple[str, ...]) -> str:
    return " and ".join([", ".join(columns[:-1]), columns[-1]] if len(columns) > 1 else columns)
