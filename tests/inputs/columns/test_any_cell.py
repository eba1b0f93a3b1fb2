"""Any cell at all: a value or what is wrong with it, in every kind of column."""

from __future__ import annotations

import unicodedata
from datetime import date, time

from hypothesis import given
from hypothesis import strategies as st

from inputs.columns import read_cell
from inputs.faults import Fault, Place
from inputs.files.cells import Cell
from inputs.programme import WeekChoice
from inputs.table_schema import Column
from inputs.wrong import Wrong


def test_what_is_wrong_becomes_a_fault_at_its_place() -> None:
    place = Place("rooms.csv", 3, "seats")
    assert Wrong("found x", "write y", "z").at(place) == Fault(place, "found x", "write y", "z")


@given(
    st.text()
    | st.integers()
    | st.floats(allow_nan=False)
    | st.booleans()
    | st.dates()
    | st.datetimes()
    | st.times()
)
def test_any_cell_is_a_value_or_wrong_in_every_kind_of_column(cell: Cell) -> None:
    for kind, type_ in (
        ("day", date),
        ("time", time),
        ("number", int),
        ("yes_no", bool),
        ("weeks", WeekChoice),
    ):
        assert isinstance(read_cell(cell, Column("x", kind, "")), type_ | Wrong)  # type: ignore[arg-type]  # drawn
    for kind in ("id", "text", "email", "choice", "texts", "prerequisites"):
        value = read_cell(cell, Column("x", kind, "", choices=("a",)))  # type: ignore[arg-type]  # drawn
        assert isinstance(value, str | tuple | Wrong)


@given(st.text(max_size=50))
def test_an_id_that_is_read_is_safe_as_the_name_of_a_file(text: str) -> None:
    read = read_cell(text, Column("id", "id", "", longest=40))
    if not isinstance(read, Wrong):
        assert isinstance(read, str)
        assert not set(read) & set('/\\:*?"<>| ')
        assert len(read) <= 40
        assert unicodedata.category(read[0])[0] in "LN"
