"""Hidden sheets: not read, and a fault of their own only where something in them is needed."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from inputs.reading import read_term
from tests.inputs.folders import SMALL, said, write_workbook


def told_with_hidden(tmp_path: Path, *sheets: str) -> list[str]:
    path = write_workbook(tmp_path / "term.xlsx", SMALL)
    book = openpyxl.load_workbook(path)
    for sheet in sheets:
        book[sheet].sheet_state = "hidden"
    book.save(path)
    return said(read_term(path))


@pytest.mark.parametrize(
    ("sheet", "why"),
    [
        ("term", "name, first_day and so on stand there"),
        ("trainees", "a term needs trainees"),
        ("faculty", "trainees, hours, absences, slots and preferences need what is in it"),
        ("hours", "trainees need what is in it"),
        ("rooms", "absences and slots need what is in it"),
        ("services", "faculty, curriculum, pins, seats and preferences need what is in it"),
        ("activities", "trainees, faculty, services, slots, topics, pins and seats need what is in it"),
    ],
)
def test_a_hidden_sheet_that_others_need_is_the_only_fault(tmp_path: Path, sheet: str, why: str) -> None:
    assert told_with_hidden(tmp_path, sheet) == [
        f"term.xlsx, sheet {sheet}: found a hidden sheet, which is not read; show it, as {why}."
    ]


@pytest.mark.parametrize("sheet", ["pins", "kinds", "calendar", "curriculum"])
def test_a_hidden_sheet_that_nothing_needs_is_a_notice(tmp_path: Path, sheet: str) -> None:
    assert told_with_hidden(tmp_path, sheet) == [
        f"term.xlsx, sheet {sheet}: found a hidden sheet; it is not read."
    ]
