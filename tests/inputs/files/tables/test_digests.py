"""The digest of what is written in a term, which tells one state of it from another."""

from __future__ import annotations

from pathlib import Path

import pytest

from inputs.files.tables import read_tables
from tests.inputs.files.tables.small_terms import KNOWN, SETTINGS, SHEETS, TRAINEES, write_workbook


def test_a_folder_and_a_workbook_of_the_same_term_have_one_digest(folder: Path) -> None:
    path = write_workbook(folder.parent / f"{folder.name}.xlsx", SHEETS)
    assert read_tables(folder, KNOWN).digest == read_tables(path, KNOWN).digest


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "gb18030"])
@pytest.mark.parametrize("line_end", ["\r\n", "\r"])
def test_the_digest_is_that_of_the_content(folder: Path, encoding: str, line_end: str) -> None:
    before = read_tables(folder, KNOWN).digest
    reordered = "#aside,NAME,id,first_day\n,José,T02,2027-03-08\n\nx,Li Wei ,T01,2027-03-01\n# a comment\n"
    text = "\n" + reordered.removeprefix("#aside").removeprefix(",").replace("\n,", "\n").replace(
        "\nx,", "\n"
    )
    (folder / "trainees.csv").write_bytes(text.replace("\n", line_end).encode(encoding))
    (folder / "rooms.csv").write_text("id,name\n")
    assert read_tables(folder, KNOWN).digest == before


@pytest.mark.parametrize(
    ("file", "text"),
    [
        ("trainees.csv", TRAINEES.replace("Li Wei", "Li Wej")),
        ("trainees.csv", TRAINEES + "T03,Ann,2027-03-08\n"),
        ("trainees.csv", TRAINEES.replace("name", "seats")),
        ("term.toml", SETTINGS.replace("8", "9")),
        ("term.toml", SETTINGS.replace("late", "rate")),
        ("rooms.csv", "id\nR1\n"),
    ],
)
def test_the_digest_changes_with_the_content(folder: Path, file: str, text: str) -> None:
    before = read_tables(folder, KNOWN).digest
    (folder / file).write_text(text)
    assert read_tables(folder, KNOWN).digest != before


def test_the_digest_stays_what_it_was_in_earlier_versions(folder: Path) -> None:
    assert (
        read_tables(folder, KNOWN).digest
        == "06860a712242951675d1e1f36576c989d98216fd72e501afe620bb3819571b09"
    )
