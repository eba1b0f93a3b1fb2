"""A slip in the small term: the tables with it, and what is told of it."""

from __future__ import annotations

from pathlib import Path

from tests.inputs.folders import read

Case = tuple[dict[str, str], list[str]]


def assert_stopped(folder: Path, case: Case) -> None:
    """See that these faults are found, and no term."""
    tables, expected = case
    reading = read(folder, tables)
    assert ([str(fault) for fault in reading.faults], reading.term) == (expected, None)


def assert_noticed(folder: Path, case: Case) -> None:
    """See that this is noticed, and that there is a term all the same."""
    tables, expected = case
    reading = read(folder, tables)
    assert ([str(notice) for notice in reading.notices], reading.faults) == (expected, ())
    assert reading.term is not None
