"""A small term as settings and tables, to be written as a folder or a workbook."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, time
from pathlib import Path
from typing import Any

import openpyxl

from inputs.files.tables import RawTerm

KNOWN = {
    "trainees": ("id", "name", "first_day", "seats"),
    "rooms": ("id", "name", "seats"),
    "hours": ("who", "start"),
}
SETTINGS = 'name = "Spring"\nfirst_day = 2027-03-01\nweekdays = ["Mon", "Tue"]\n[rules.late]\noff = "none"\nlimit = 8\n'
TRAINEES = "id,name,first_day\nT01,Li Wei,2027-03-01\nT02,José,2027-03-08\n"
HOURS = "who,start\nF01,07:30\n"


def write_workbook(path: Path, sheets: Mapping[str, Sequence[Sequence[Any]]]) -> Path:
    book = openpyxl.Workbook(write_only=True)
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(list(row))
    book.save(path)
    return path


SHEETS: dict[str, list[list[Any]]] = {
    "term": [
        ["key", "value", "note"],
        ["name", "Spring", "shown in every calendar"],
        ["first_day", date(2027, 3, 1)],
        ["weekdays", "Mon; Tue"],
        ["holidays", None, "empty: the default"],
        ["rules.late.off", "none"],
        ["rules.late.limit", 8.0],
    ],
    "trainees": [
        ["id", "name", "first_day"],
        ["T01", "Li Wei", date(2027, 3, 1)],
        ["T02", "José", date(2027, 3, 8)],
    ],
    "hours": [["who", "start"], ["F01", time(7, 30)]],
}


def told(read: RawTerm) -> list[str]:
    return [str(remark) for remark in (*read.faults, *read.notices)]
