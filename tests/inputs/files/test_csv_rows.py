"""The rows of a CSV file and the lines on which they start."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inputs.files.cells import Cell, Grid
from inputs.files.csv_rows import read_csv

QUOTING = (
    'put a cell with a comma or a quotation mark between quotation marks, and write "" for one inside it.'
)


def read(text: str, encoding: str = "utf-8") -> Grid:
    return read_csv(text.encode(encoding), "rooms.csv")


def rows(grid: Grid) -> list[tuple[int, tuple[Cell, ...]]]:
    return [(line.number, line.cells) for line in grid.lines]


def faults(grid: Grid) -> list[str]:
    return [str(fault) for fault in grid.faults]


def test_rows_know_the_line_on_which_they_start() -> None:
    grid = read('\n# rooms of the ward\nid,name\n\nR1,"two\nlines"\n,\n  # closed,x\nR2,"a ""b"", c"\n')
    assert rows(grid) == [(3, ("id", "name")), (5, ("R1", "two\nlines")), (9, ("R2", 'a "b", c'))]
    assert (grid.faults, grid.notices) == ((), ())


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("last", [True, False])
def test_line_ends_of_every_system_are_read(line_end: str, *, last: bool) -> None:
    text = line_end.join(["id,name", "", "R1,A"]) + (line_end if last else "")
    assert rows(read(text)) == [(1, ("id", "name")), (3, ("R1", "A"))]


def test_typographic_quotation_marks_do_not_hold_a_text_together() -> None:
    grid = read("id,name,seats\nR1,“Library”,\nR2,“Hall, large”,\nR3,“Lab,8\n")
    assert faults(grid) == [
        'rooms.csv, line 3: found "“Hall, large”", a text with a comma after a typographic quotation mark; write plain quotation marks around it, ".'
    ]
    assert [line.number for line in grid.lines] == [1, 2, 4]


def test_one_column_needs_no_separator() -> None:
    assert rows(read("id\nR1\n")) == [(1, ("id",)), (2, ("R1",))]


def test_a_row_with_too_many_cells_is_left_out() -> None:
    grid = read("id,name\nR1,A, B\nR2,B\n")
    assert rows(grid) == [(1, ("id", "name")), (3, ("R2", "B"))]
    assert faults(grid) == [
        "rooms.csv, line 2: found 3 cells, but the header has 2; put a text with a comma between quotation marks."
    ]


def test_a_row_with_too_few_cells_is_left_out() -> None:
    grid = read("id,name\nR1\nR2,B\n")
    assert rows(grid) == [(1, ("id", "name")), (3, ("R2", "B"))]
    assert faults(grid) == [
        "rooms.csv, line 2: found 1 cell, but the header has 2; write the commas around empty cells too."
    ]


def written_by_excel(*, short: int, filled: int) -> str:
    """Return a table of 20 rows, the last ones with so many cells, in one of which the last is filled."""
    full = [f"R{number},A,,\n" for number in range(1, 16)]
    rest = [",".join([f"R{number}", "A", "B"][:short]) for number in range(16, 21)]
    rest = [row if number == filled else row[:-1] for number, row in enumerate(rest)]
    return "id,name,site,seats\n" + "".join(full) + "\n".join(rest) + "\n"


def test_commas_that_excel_left_out_of_a_block_of_rows_are_read_as_empty_cells() -> None:
    grid = read(written_by_excel(short=3, filled=2))
    assert [line.cells for line in grid.lines[16:]] == [
        ("R16", "A", "", ""),
        ("R17", "A", "", ""),
        ("R18", "A", "B", ""),
        ("R19", "A", "", ""),
        ("R20", "A", "", ""),
    ]
    assert grid.faults == ()
    assert [str(notice) for notice in grid.notices] == [
        "rooms.csv, line 17: found 3 cells, but the header has 4; the others are read as empty: Excel leaves out such commas in 16 rows at a time."
    ]


def test_a_comma_that_is_missing_from_one_row_of_many_is_a_fault() -> None:
    whole = written_by_excel(short=3, filled=2)
    assert faults(read(whole.replace("R19,A,", "R19,A"))) == [
        f"rooms.csv, line {line}: found {cells} cells, but the header has 4; write the commas around empty cells too."
        for line, cells in [(17, 3), (18, 3), (19, 3), (20, 2), (21, 3)]
    ]
    assert faults(read(whole.replace("R18,A,B", "R18,A,"))) == [
        f"rooms.csv, line {line}: found 3 cells, but the header has 4; write the commas around empty cells too."
        for line in range(17, 22)
    ]


def test_a_title_without_commas_above_the_columns_is_one_fault() -> None:
    grid = read("Rooms of 2027\nid,name,seats\nR1,Seminar room,12\nR2,Laboratory,6\n")
    assert rows(grid) == []
    assert faults(grid) == [
        'rooms.csv, line 1: found "Rooms of 2027", where the names of the columns should be; name every column on one line; a title above it begins with #.'
    ]


def test_a_last_row_with_too_few_cells_may_be_cut_off() -> None:
    assert faults(read("id,name,seats\nR1,A")) == [
        "rooms.csv, line 2: found 2 cells, but the header has 3; see whether the file is cut off here, and write the commas around empty cells too."
    ]


def test_a_last_row_with_too_many_cells_is_not_cut_off() -> None:
    assert faults(read("id,name\nR1,A,B")) == [
        "rooms.csv, line 2: found 3 cells, but the header has 2; put a text with a comma between quotation marks."
    ]


def test_empty_cells_at_the_end_may_be_more_or_fewer_than_empty_headings() -> None:
    grid = read("id,name,,\nR1,A\nR2,B,,,,,\nR3,C, ,x\n")
    assert [line.number for line in grid.lines] == [1, 2, 3, 4]
    assert grid.faults == ()


def test_a_quotation_mark_that_is_never_closed_is_found_where_it_opens() -> None:
    grid = read('id,name\nR1,A\nR2,"B\nR3,C\n')
    assert rows(grid) == [(1, ("id", "name")), (2, ("R1", "A"))]
    assert faults(grid) == [f"rooms.csv, line 3: found a quotation mark that is never closed; {QUOTING}"]


def test_text_after_a_quotation_spoils_only_its_row() -> None:
    grid = read('id,name\nR1,"A" B\nR2,B\n')
    assert rows(grid) == [(1, ("id", "name")), (3, ("R2", "B"))]
    assert faults(grid) == [f"rooms.csv, line 2: found text after a closing quotation mark; {QUOTING}"]


def test_text_after_a_quotation_of_several_lines_ends_the_reading() -> None:
    grid = read('id,name\nR1,"A\nR2,B\nR3,"C"\nR4,D\n')
    assert rows(grid) == [(1, ("id", "name"))]
    assert faults(grid) == [
        f"rooms.csv, line 2: found text after a closing quotation mark on line 4; {QUOTING}"
    ]


def test_nothing_is_read_below_a_header_that_cannot_be_read() -> None:
    grid = read('id,"na"me\nR1,A\n')
    assert grid.lines == ()
    assert faults(grid) == [f"rooms.csv, line 1: found text after a closing quotation mark; {QUOTING}"]


def test_a_cell_as_long_as_a_file_spoils_only_its_row() -> None:
    grid = read(f"id,name\nR1,{'x' * 200_000}\nR2,B\n")
    assert rows(grid) == [(1, ("id", "name")), (3, ("R2", "B"))]
    assert faults(grid) == [
        "rooms.csv, line 2: found a cell of more than 131,072 characters; write at most 10,000 characters in a cell."
    ]


def test_a_nul_character_is_damage() -> None:
    assert faults(read("id,name\nR1,A\0B\nR2,\0\n")) == [
        "rooms.csv, line 2: found a NUL character, as in a file that is damaged or no text; save the table as CSV again."
    ]


def test_marks_of_a_merge_conflict_are_all_named() -> None:
    text = "id,name\n<<<<<<< HEAD\nR1,A\n=======\nR1,B\n>>>>>>> spring\n"
    assert faults(read(text)) == [
        'rooms.csv, line 2: found "<<<<<<< HEAD", the mark of a merge conflict; keep one version and remove the marks.',
        'rooms.csv, line 6: found ">>>>>>> spring", the mark of a merge conflict; keep one version and remove the marks.',
    ]


def test_a_table_has_at_most_20_000_rows() -> None:
    assert read("id,name\n" + "R1,A\n" * 20_000).faults == ()
    grid = read("id,name\n" + "R1,A\n" * 20_010)
    assert len(grid.lines) == 20_001
    assert faults(grid) == ["rooms.csv, line 20002: found more than 20,000 rows; split the table."]


def test_what_is_known_of_the_encoding_is_passed_on() -> None:
    grid = read("id,name\nR1,李伟\n", "gb18030")
    assert rows(grid) == [(1, ("id", "name")), (2, ("R1", "李伟"))]
    assert [str(notice) for notice in grid.notices] == [
        "rooms.csv: found GB18030, not UTF-8; it is read as GB18030."
    ]
    refused = read("id,name\nR1,郑\n", "gb18030")
    assert (refused.lines, len(refused.faults)) == ((), 1)


PIECES = [
    *(
        b"id,name\n",
        b"R1,A\n",
        b'"',
        b'""',
        b",",
        b"\n",
        b"\r",
        b";",
        b"\t",
        b"\0",
        b"#",
        b"<<<<<<< x\n",
        b"' =1",
    ),
    *(
        b"\xef\xbb\xbf",
        b"\xff\xfe",
        b"\xe9",
        b"\xc2\xa0",
        "é".encode(),
        "李".encode(),
        "李".encode("gb18030"),
    ),
]


@given(st.binary() | st.lists(st.sampled_from(PIECES)).map(b"".join))
@settings(max_examples=500)
def test_no_bytes_raise(content: bytes) -> None:
    grid = read_csv(content, "any.csv")
    numbers = [line.number for line in grid.lines]
    assert numbers == sorted(set(numbers))
    assert all(not isinstance(cell, str) or "\0" not in cell for line in grid.lines for cell in line.cells)


CELLS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0\r\n，"), max_size=8)
TABLES = st.lists(st.tuples(CELLS, CELLS), max_size=6)


def written(table: list[tuple[str, str]]) -> str:
    file = io.StringIO()
    csv.writer(file).writerows(
        [("id", "name"), *((f"R{row}{one}", two) for row, (one, two) in enumerate(table))]
    )
    return file.getvalue()


@given(TABLES, st.sampled_from(["utf-8-sig", "utf-16"]))
def test_what_is_written_is_read_again(table: list[tuple[str, str]], encoding: str) -> None:
    grid = read(written(table), encoding)
    expected = [(row + 2, (f"R{row}{one}", two)) for row, (one, two) in enumerate(table)]
    assert rows(grid) == [(1, ("id", "name")), *expected]
    assert grid.faults == ()


@given(TABLES, st.data())
def test_a_file_that_is_cut_off_keeps_the_rows_before(
    table: list[tuple[str, str]], data: st.DataObject
) -> None:
    whole = written(table).encode("utf-8-sig")
    cut = whole[: data.draw(st.integers(0, len(whole)))]
    before = rows(read_csv(whole, "rooms.csv"))
    after = rows(read_csv(cut, "rooms.csv"))
    assert after[:-1] == before[: max(len(after) - 1, 0)]


@given(TABLES.filter(bool), st.data())
def test_a_row_that_is_removed_changes_no_other(table: list[tuple[str, str]], data: st.DataObject) -> None:
    lines = written(table).split("\r\n")
    removed = data.draw(st.integers(1, len(table)))
    before = [cells for _, cells in rows(read("\r\n".join(lines), "utf-8-sig"))]
    after = [
        cells for _, cells in rows(read("\r\n".join(lines[:removed] + lines[removed + 1 :]), "utf-8-sig"))
    ]
    assert after == before[:removed] + before[removed + 1 :]
