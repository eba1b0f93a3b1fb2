"""Commas, semicolons and tabs between the columns of a CSV file."""

from __future__ import annotations

import pytest

from tests.inputs.files.test_csv_rows import QUOTING, faults, read, rows


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
@pytest.mark.parametrize("sign", [",", ";", "\t"])
def test_what_separates_the_names_of_the_columns_separates_the_cells(
    sign: str, line_end: str, encoding: str
) -> None:
    cells = [["id", "名", "leads"], ["R1", '"A, B"', '"a;b"'], ["R2", "", "x y"]]
    text = "".join(sign.join(row) + line_end for row in cells)
    assert rows(read(text, encoding)) == [
        (1, ("id", "名", "leads")),
        (2, ("R1", "A, B", "a;b")),
        (3, ("R2", "", "x y")),
    ]
    assert read(text, encoding).faults == ()


@pytest.mark.parametrize(
    "above", ['"# rooms, of 2027";;\n', ";;\n", "# rooms, of 2027\n", "sep=;\n", "\nSEP=;\n", "sep=;;;\n"]
)
def test_what_stands_above_the_names_of_the_columns_does_not_mislead(above: str) -> None:
    grid = read(f"{above}id;name;seats\nR1;Hall;\n")
    assert [line.cells for line in grid.lines] == [("id", "name", "seats"), ("R1", "Hall", "")]
    assert grid.faults == ()


def test_a_line_for_excel_names_what_separates_the_cells() -> None:
    assert rows(read("sep=,\nid,name\nR1,A\n")) == [(2, ("id", "name")), (3, ("R1", "A"))]
    assert rows(read("sep=\t\nid\tname\nR1\tA\n")) == [(2, ("id", "name")), (3, ("R1", "A"))]
    assert rows(read("sep=;\nid\nR1\n")) == [(2, ("id",)), (3, ("R1",))]


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("sep=;\nid,name\n", 'line 1: found "sep=;", but commas between the names of the columns; delete the line.'),
        ("sep=|\nid|name\n", 'line 1: found "sep=|", which names no separator that is read; write sep=, or sep=; or delete the line.'),
        ("sep=;\nid;name,seats\n", "line 2: found commas and semicolons between the names of the columns; separate all columns by the same sign: commas, semicolons or tabs."),
        ("id,name;seats\n", "line 1: found commas and semicolons between the names of the columns; separate all columns by the same sign: commas, semicolons or tabs."),
        ("id;name\tseats\n", "line 1: found semicolons and tabs between the names of the columns; separate all columns by the same sign: commas, semicolons or tabs."),
        ("id,name，seats\n", "line 1: found commas and full-width commas between the names of the columns; separate all columns by the same sign: commas, semicolons or tabs."),
    ],
)  # fmt: skip
def test_more_signs_than_one_are_never_guessed_from(text: str, fault: str) -> None:
    grid = read(text + "R1,A;2\n")
    assert faults(grid) == [f"rooms.csv, {fault}"]
    assert grid.lines == ()


def test_a_column_that_is_left_out_may_hold_other_signs_in_its_name() -> None:
    assert rows(read("id,name,# seats; and chairs\nR1,A,2\n"))[1:] == [(2, ("R1", "A", "2"))]
    assert rows(read("id;name;# seats, and chairs\nR1;A;2\n"))[1:] == [(2, ("R1", "A", "2"))]


@pytest.mark.parametrize(
    ("text", "other", "sign"),
    [
        ("id;name;seats\nR1,A,2\n", "commas", "semicolons"),
        ("id,name,seats\nR1;A;2\n", "semicolons", "commas"),
        ('id,name,seats\nR1;"A, B";2\n', "semicolons", "commas"),
        ("id\tname\tseats\nR1;A;2\n", "semicolons", "tabs"),
        ("id;name;seats\nR1，A，2\n", "full-width commas", "semicolons"),
    ],
)
def test_a_row_with_another_sign_than_the_names_of_the_columns_is_told(
    text: str, other: str, sign: str
) -> None:
    assert faults(read(text + "\n")) == [
        f"rooms.csv, line 2: found {other} between the cells; write {sign}, as between the names of the columns."
    ]


def test_a_row_of_a_file_with_semicolons_is_told_of_semicolons() -> None:
    quoting = QUOTING.replace("comma", "semicolon")
    grid = read("id;name;seats\nR1;A; B;2\nR2;A\nR3;A;" + '"x" y;2\n')
    assert faults(grid) == [
        "rooms.csv, line 2: found 4 cells, but the header has 3; put a text with a semicolon between quotation marks.",
        "rooms.csv, line 3: found 2 cells, but the header has 3; write the semicolons around empty cells too.",
        f"rooms.csv, line 4: found text after a closing quotation mark; {quoting}",
    ]


@pytest.mark.parametrize(
    ("header", "name"),
    [
        ("id|name", "upright strokes"),
        ("id，name", "full-width commas"),
        ("id；name", "full-width semicolons"),
    ],
)
def test_separators_that_are_not_read_are_named(header: str, name: str) -> None:
    allowed = 'separate columns by commas, or save it in Excel as "CSV UTF-8 (Comma delimited)"'
    assert faults(read(f"# rooms; 2027\n\n{header}\nR1;A\n")) == [
        f"rooms.csv, line 3: found {name} between the names of the columns; {allowed}."
    ]
