"""A single file as a table."""

from __future__ import annotations

from pathlib import Path

from inputs.files.rows import Row, Table
from inputs.files.tables import read_table_file


def test_one_file_is_read_as_the_table_of_its_name(tmp_path: Path) -> None:
    path = tmp_path / "mentors.csv"
    path.write_text("trainee,faculty\nT01,F01\n")
    read = read_table_file(path)
    assert read.table == Table(
        "mentors",
        "mentors.csv",
        ("trainee", "faculty"),
        (Row("mentors.csv", 2, {"trainee": "T01", "faculty": "F01"}),),
    )
    assert (read.faults, len(read.notices)) == ((), 0)
    assert [str(fault) for fault in read_table_file(path, ("trainee", "mentor")).faults] == [
        'mentors.csv, line 1, faculty: found "faculty", which is no column of mentors; allowed: trainee and mentor. Did you mean "mentor"?'
    ]


def test_one_file_that_is_not_there_is_a_fault(tmp_path: Path) -> None:
    read = read_table_file(tmp_path / "mentors.csv")
    assert read.table is None
    assert [str(fault) for fault in read.faults] == [
        "mentors.csv: found no such file or folder; look at its name, and where it lies."
    ]
