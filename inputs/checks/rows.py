"""What the rows of one table know by themselves: what comes first, goes together or is there twice."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from inputs.days import say_day, say_time
from inputs.faults import Fault, Notice, Place, Remark, quoted
from inputs.files.cells import canonical
from inputs.records import Record, Records


def check_rows(tables: Records) -> Iterator[Remark]:
    """Yield what is wrong within single rows and within single tables."""
    for table, records in tables.items():
        yield from _orders(records)
        yield from _pairs(table, records)
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


LEAST_EXCHANGED = 3
"""Of so many rows, all in the wrong order, the names of the columns are wrong and not the rows."""


def _orders(records: Sequence[Record]) -> Iterator[Fault]:
    for first, last, why, allowed in _ORDERED:
        given = [r for r in records if first in r.values and last in r.values and r.gives(first, last)]
        wrong = [r for r in given if r[last] < r[first] or (first == "start" and r[last] == r[first])]
        if len(wrong) == len(given) >= LEAST_EXCHANGED and all(r[last] < r[first] for r in wrong):
            found = f"found {last} before {first} in each of {len(wrong)} rows"
            yield Fault(Place(wrong[0].row.file, None, last), found, "see whether the columns are exchanged")
            continue
        for record in wrong:
            found = f"found {quoted(canonical(record[last]))}, {why.format(_say(record[first]))}"
            yield Fault(record.place(last), found, allowed)


def _say(value: Any) -> str:
    if hasattr(value, "weekday"):
        return say_day(value)
    return say_time(value) if hasattr(value, "hour") else str(value)


_TOGETHER = {"absences": ("start", "end"), "services": ("round_start", "round_minutes")}


def _pairs(table: str, records: Iterable[Record]) -> Iterator[Fault]:
    if table not in _TOGETHER:
        return
    for here, there in (_TOGETHER[table], _TOGETHER[table][::-1]):
        for record in records:
            written = record.row.cells
            if there in record.unread or here not in written or there in written or not record.gives(here):
                continue
            if there in record.absent:
                found = f"found no such column, but there is {here}"
                yield Fault(Place(record.row.file, None, there), found, "write both or neither")
                break
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
