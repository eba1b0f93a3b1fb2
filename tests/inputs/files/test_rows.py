"""Lines as tables, whose cells go by the names of their columns."""

from __future__ import annotations

from datetime import date

from inputs.faults import Fault, Notice, Place
from inputs.files.cells import Cell, Grid, Line
from inputs.files.rows import Row, Table, TableFile, table_of

COLUMNS = ("id", "name", "first_day")


def grid(*rows: tuple[Cell, ...]) -> Grid:
    return Grid("t.csv", tuple(Line(number, cells) for number, cells in enumerate(rows, start=1)))


def told(read: TableFile) -> list[str]:
    return [str(remark) for remark in (*read.faults, *read.notices)]


def test_a_row_knows_its_cells_by_name_and_its_place() -> None:
    read = table_of(grid(("id", "name"), ("T01", " Li Wei "), ("T02", "")), "trainees", COLUMNS)
    rows = (Row("t.csv", 2, {"id": "T01", "name": "Li Wei"}), Row("t.csv", 3, {"id": "T02"}))
    assert read == TableFile(Table("trainees", "t.csv", ("id", "name"), rows))
    assert rows[0].place("name") == Place("t.csv", 2, "name")
    assert rows[0].place() == Place("t.csv", 2)
    assert Table("trainees", "t.csv").place("name") == Place("t.csv", None, "name")


def test_headings_are_read_in_any_case_and_width_and_order() -> None:
    read = table_of(
        grid((" FIRST_DAY ", "\ufeffＮame", "Id\u200b"), (date(2027, 3, 1), "Li", 7)), "trainees", COLUMNS
    )
    assert read.table == Table(
        "trainees",
        "t.csv",
        ("first_day", "name", "id"),
        (Row("t.csv", 2, {"first_day": date(2027, 3, 1), "name": "Li", "id": 7}),),
    )
    assert told(read) == []


def test_any_column_is_allowed_where_none_are_given() -> None:
    read = table_of(grid(("Trainee", "日期"), ("T01", "x")), "plan")
    assert read == TableFile(
        Table("plan", "t.csv", ("trainee", "日期"), (Row("t.csv", 2, {"trainee": "T01", "日期": "x"}),))
    )


def test_an_unknown_column_is_left_out_with_the_nearest_name() -> None:
    read = table_of(grid(("id", "fist_day"), ("T01", "2027-03-01")), "trainees", COLUMNS)
    assert read.table == Table("trainees", "t.csv", ("id",), (Row("t.csv", 2, {"id": "T01"}),))
    assert told(read) == [
        't.csv, line 1, fist_day: found "fist_day", which is no column of trainees; allowed: id, name and first_day. Did you mean "first_day"?'
    ]


def test_a_column_in_another_language_is_known_by_its_neighbours() -> None:
    read = table_of(grid(("id", "имя", "first_day"), ("T01", "Li", "2027-03-01")), "trainees", COLUMNS)
    assert told(read) == [
        't.csv, line 1, имя: found "имя", which is no column of trainees; allowed: id, name and first_day. Did you mean "name"?'
    ]


def test_a_column_that_could_be_several_is_not_guessed() -> None:
    read = table_of(grid(("id", "备注"), ("T01", "Li")), "trainees", COLUMNS)
    assert told(read) == [
        't.csv, line 1, 备注: found "备注", which is no column of trainees; allowed: id, name and first_day; a name that begins with # is left out.'
    ]


def test_the_names_of_the_columns_are_no_row() -> None:
    read = table_of(grid(("id", "name"), ("T01", "Li"), ("ID", "Name"), ("T02", "Wei")), "trainees", COLUMNS)
    assert read.table is not None
    assert [row.line for row in read.table.rows] == [2, 4]
    assert told(read) == ["t.csv, line 3, id: found the names of the columns again; delete this line."]


def test_a_heading_that_looks_like_a_formula_is_an_unknown_column() -> None:
    assert told(table_of(grid(("id", "=A1")), "trainees", COLUMNS)) == [
        't.csv, line 1, =A1: found "=A1", which is no column of trainees; allowed: id, name and first_day; a name that begins with # is left out.'
    ]


def test_a_column_is_given_once() -> None:
    read = table_of(grid(("id", "name", "NAME"), ("T01", "Li", "Wei")), "trainees", COLUMNS)
    assert read.table == Table(
        "trainees", "t.csv", ("id", "name"), (Row("t.csv", 2, {"id": "T01", "name": "Li"}),)
    )
    assert told(read) == ['t.csv, line 1, NAME: found the column "name" twice; keep one of them.']


def test_a_column_with_data_needs_a_name() -> None:
    read = table_of(
        grid(("id", "", ""), ("T01", "", ""), ("T02", "x", ""), ("T03", "y", "", 5)), "trainees", COLUMNS
    )
    assert told(read) == [
        't.csv, line 3, column B: found "x" in a column without a name; name it on line 1; a name that begins with # leaves it out.',
        't.csv, line 4, column D: found "5" in a column without a name; name it on line 1; a name that begins with # leaves it out.',
    ]


def test_a_heading_must_be_readable() -> None:
    assert told(table_of(grid(("id", "na\x07me", "#REF!")), "trainees", COLUMNS)) == [
        't.csv, line 1, column B: found the character <U+0007> in "na<U+0007>me"; letters, digits and signs that can be seen are allowed.',
        "t.csv, line 1, column C: found #REF!, the error of a formula; write the value itself.",
    ]


def test_a_column_put_aside_is_left_out() -> None:
    read = table_of(grid(("id", "#note"), ("T01", "#REF!"), ("", "asked twice")), "trainees", COLUMNS)
    assert read == TableFile(Table("trainees", "t.csv", ("id",), (Row("t.csv", 2, {"id": "T01"}),)))


def test_a_short_row_has_empty_cells() -> None:
    read = table_of(grid(("id", "name"), ("T01",)), "trainees", COLUMNS)
    assert read == TableFile(Table("trainees", "t.csv", ("id", "name"), (Row("t.csv", 2, {"id": "T01"}),)))


def test_zero_and_false_are_not_empty() -> None:
    read = table_of(grid(("id", "name"), (0, False)), "trainees", COLUMNS)
    assert read.table is not None
    assert read.table.rows == (Row("t.csv", 2, {"id": 0, "name": False}),)


def test_all_faults_are_told_at_once() -> None:
    before = Fault(Place("t.csv", 9), "found x", "y")
    note = Notice(Place("t.csv"), "found z", "w")
    lines = grid(("id", "name"), ("T\n1", "Li\u200b"), ("#N/A", "Wei")).lines
    read = table_of(Grid("t.csv", lines, (before,), (note,)), "trainees", COLUMNS)
    assert told(read) == [
        "t.csv, line 9: found x; y.",
        't.csv, line 2, id: found a line break in "T<U+000A>1"; write a cell on one line.',
        "t.csv, line 3, id: found #N/A, the error of a formula; write the value itself.",
        "t.csv: found z; w.",
        't.csv, line 2, name: found "Li<U+200B>", with characters that cannot be seen; it is read as "Li".',
    ]
    assert read.table is not None
    assert [row.cells for row in read.table.rows] == [{"name": "Li"}, {"name": "Wei"}]


def test_a_header_alone_is_a_table_without_rows() -> None:
    assert table_of(grid(("id", "name")), "trainees", COLUMNS) == TableFile(
        Table("trainees", "t.csv", ("id", "name"))
    )


def test_a_table_needs_a_header() -> None:
    read = table_of(grid(), "trainees", COLUMNS)
    assert read.table is None
    assert told(read) == [
        "t.csv: found an empty table; name the columns on the first line: id, name and first_day."
    ]
    assert told(table_of(grid(), "trainees")) == ["t.csv: found an empty table; name the columns."]


def test_a_title_above_the_names_of_the_columns_is_one_fault() -> None:
    read = table_of(grid(("Spring 2027", ""), ("id", "name"), ("T01", "Li")), "trainees", COLUMNS)
    assert read.table is None
    assert told(read) == [
        't.csv, line 1: found "Spring 2027", where the names of the columns should be; delete what is above line 2, or let it begin with #.'
    ]


def test_all_names_of_the_columns_in_one_cell_are_one_fault() -> None:
    read = table_of(grid(("id,name,first_day",), ("T01,Li,2027-03-01",)), "trainees", COLUMNS)
    assert read.table is None
    assert told(read) == [
        't.csv, line 1: found "id,name,first_day", the names of the columns in one cell; give each column cells of its own: see Text to Columns in Excel, or delete the quotation marks.'
    ]


def test_no_names_of_columns_at_all_are_one_fault() -> None:
    read = table_of(grid(("T01", "Li", date(2027, 3, 1)), ("T02", "Wei")), "trainees", COLUMNS)
    assert read.table is None
    assert told(read) == [
        't.csv, line 1: found "T01", where the names of the columns should be; name the columns on the first line: id, name and first_day.'
    ]


def test_what_is_wrong_with_the_line_of_names_is_told_alone() -> None:
    merged = Fault(Place("t.csv", 1, "cells A1:B1"), "found merged cells", "unmerge them")
    lines = grid(("id", ""), ("T01", "Li")).lines
    assert table_of(Grid("t.csv", lines, (merged,)), "trainees", COLUMNS) == TableFile(None, (merged,))


def test_what_could_not_be_read_is_not_called_empty() -> None:
    fault = Fault(Place("t.csv", 1), "found x", "y")
    assert table_of(Grid("t.csv", faults=(fault,)), "trainees", COLUMNS) == TableFile(None, (fault,))
