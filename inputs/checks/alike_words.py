"""Kinds and topics that are written in two ways, and so count as two."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from inputs.faults import Notice, look, quoted
from inputs.records import Record, Records


def check_words(records: Records) -> Iterator[Notice]:
    """Yield the kinds, where no table lists them, and the topics that differ from others in case only."""
    if not records.get("kinds"):
        yield from _alike(records.get("trainees", ()), (), "kind", "kinds")
    yield from _alike(records.get("topics", ()), ("activity",), "topic", "topics")


def _alike(rows: Iterable[Record], within: tuple[str, ...], column: str, many: str) -> Iterator[Notice]:
    first: dict[tuple[object, ...], Record] = {}
    for record in rows:
        if record.gives(*within, column):
            key = (*(record[each] for each in within), look(record[column]))
            earlier = first.setdefault(key, record)
            if earlier[column] != record[column]:
                found = (
                    f"found {quoted(record[column])}, another {column} than {quoted(earlier[column])} "
                    f"on line {earlier.row.line}"
                )
                allowed = f"{many} are the same when they are written alike"
                yield Notice(record.place(column), found, allowed)
