"""Cells that hold a number or a length, with and without a unit."""

from __future__ import annotations

from datetime import date, datetime, time

import pytest

from inputs.columns import read_cell, read_number
from inputs.files.cells import Cell
from inputs.table_schema import Column
from inputs.wrong import Wrong


@pytest.mark.parametrize(
    ("cell", "number"),
    [("8", 8), ("８", 8), (8, 8), ("8.0", 8), ("+8", 8), ("0", 0), ("10", 10), ("8\u00a0", 8)],
    ids=repr,
)
def test_a_whole_number_is_read(cell: Cell, number: int) -> None:
    assert read_number(cell, 0, 10) == number


@pytest.mark.parametrize(
    ("cell", "found"),
    [
        ("八", 'found "八", which is no whole number'),
        ("8.5", 'found "8.5", which is no whole number'),
        (8.5, 'found "8.5", which is no whole number'),
        ("1_0", 'found "1_0", which is no whole number'),
        ("nan", 'found "nan", which is no whole number'),
        (True, 'found "TRUE", which is no whole number'),
        (date(2026, 9, 1), 'found "2026-09-01", which is no whole number'),
        ("-1", "found -1, which is out of range"),
        ("11", "found 11, which is out of range"),
        (1000000000, "found 1000000000, which is out of range"),
    ],
    ids=repr,
)
def test_other_numbers_are_refused(cell: Cell, found: str) -> None:
    assert read_number(cell, 0, 10) == Wrong(found, "write a whole number from 0 to 10")


@pytest.mark.parametrize(
    ("cell", "meant"),
    [
        ("8h", None),
        ("8 months", None),
        ("8 seats", "8"),
        ("8 Plätze", "8"),
        ("8,0", "8"),
        ("'8", "8"),
        ("80 seats", None),
        ("1,000", None),
        ("~8", None),
        ("8-9", None),
    ],
    ids=repr,
)
def test_a_number_with_a_unit_is_told_without(cell: Cell, meant: str | None) -> None:
    found = f'found "{cell}", which is no whole number'
    assert read_number(cell, 0, 10) == Wrong(found, "write a whole number from 0 to 10", meant)


@pytest.mark.parametrize(
    ("cell", "number"),
    [
        (datetime(1900, 1, 8), 8),
        (datetime(1900, 2, 28), 60),
        (datetime(1900, 3, 20), 80),
        (datetime(1899, 12, 29), -1),
        (time(0), 0),
        ("192:00", 8),
    ],
    ids=repr,
)
def test_a_number_with_the_format_of_a_date_is_told_as_the_number(cell: Cell, number: int) -> None:
    found = f"found {number} in a cell that is shown as a date or time"
    assert read_number(cell, -9, 99) == Wrong(found, "format it as a number")


@pytest.mark.parametrize(
    ("cell", "minutes"),
    [
        ("0:45", "45"),
        ("1:30", "90"),
        (time(1), "60"),
        (time(0, 45), "45"),
        ("1h", "60"),
        ("1 h 15", "75"),
        ("2 hrs 5 min", "125"),
        ("1.5 hours", "90"),
        ("0,75 Std.", "45"),
    ],
    ids=repr,
)
def test_a_length_in_hours_is_told_in_minutes(cell: Cell, minutes: str) -> None:
    wrong = read_cell(cell, Column("round_minutes", "number", "", lowest=1, highest=720))
    assert isinstance(wrong, Wrong)
    assert (wrong.found.partition(", ")[2], wrong.allowed) == ("which is in hours", "write minutes")
    assert wrong.nearest == minutes


def test_too_many_hours_are_not_taken_for_minutes() -> None:
    assert read_cell("24h", Column("minutes", "number", "", lowest=1, highest=720)) == Wrong(
        'found "24h", which is in hours', "write a whole number of minutes from 1 to 720"
    )


@pytest.mark.parametrize("cell", ["−3", "–3", "－３", "-3"])
def test_a_minus_may_be_any_dash(cell: str) -> None:
    assert read_number(cell, -3, 3) == -3


MINUTES = Column("minutes", "number", "", lowest=1, highest=720)
WEEKS = Column("min_weeks", "number", "", lowest=1, highest=520)
SEATS = Column("seats", "number", "", highest=100)


@pytest.mark.parametrize(
    ("cell", "column", "meant"),
    [
        ("6 wks", WEEKS, "6"),
        ("3w", WEEKS, "3"),
        ("4 Wochen", WEEKS, "4"),
        ("4个星期", WEEKS, "4"),
        ("900 weeks", WEEKS, None),
        ("45 min", MINUTES, "45"),
        ("45m", MINUTES, "45"),
        ("45'", MINUTES, "45"),
        ("４５分钟", MINUTES, "45"),
        ("2m", WEEKS, None),
        ("12 seats", SEATS, "12"),
    ],
)
def test_a_length_in_the_unit_of_the_column_is_told_without(
    cell: str, column: Column, meant: str | None
) -> None:
    allowed = f"write a whole number from {column.lowest} to {column.highest}"
    assert read_cell(cell, column) == Wrong(f'found "{cell}", which is no whole number', allowed, meant)


@pytest.mark.parametrize(
    ("cell", "column", "unit"),
    [
        ("2 months", WEEKS, "months"),
        ("10 Tage", WEEKS, "days"),
        ("1 year", WEEKS, "years"),
        ("45 min", WEEKS, "minutes"),
        ("2 weeks", MINUTES, "weeks"),
        ("6 weeks", SEATS, "weeks"),
        ("2 Std.", SEATS, "hours"),
    ],
)
def test_a_length_in_another_unit_is_never_converted(cell: str, column: Column, unit: str) -> None:
    of = {WEEKS: " of weeks", MINUTES: " of minutes", SEATS: ""}[column]
    allowed = f"write a whole number{of} from {column.lowest} to {column.highest}"
    assert read_cell(cell, column) == Wrong(f'found "{cell}", which is in {unit}', allowed)
