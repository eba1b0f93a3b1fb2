"""A small term as texts, and ways to write it into a folder or a workbook and to read it back."""

from __future__ import annotations

import csv
import io
import re
import tomllib
from collections.abc import Mapping
from datetime import date, datetime, time
from pathlib import Path

from inputs.reading import Reading, read_term
from inputs.term import Term

SETTINGS = """\
name = "Small term"
first_day = 2027-03-01
last_day = 2027-04-25
timezone = "Asia/Shanghai"
holidays = "none"
weekdays = ["Mon", "Tue", "Wed", "Thu", "Fri"]
day = ["07:30", "18:00"]
levels = ["coverage", "stability"]

[rules.led_rounds]
weight = 25
"""

SMALL: Mapping[str, str] = {
    "term": SETTINGS,
    "trainees": """\
id,name,kind,first_day,last_day,email,interests,mentor,completed,documents
T01,Amina Yusuf,fellow,2027-03-01,2027-04-23,amina@example.org,Stem cells;Ethics,F01,sim,CV
T02,李伟,student,2027-03-08,2027-04-02,,,,,CV
""",
    "faculty": """\
id,name,email,interests,topics,max_meetings,max_mentees,leads
F01,Shen Wenbo,shen@example.org,Stem cells,Progress,3,2,ward
F02,Lu Jiayi,,,,0,,lecture;ward
""",
    "hours": """\
who,weekday,start,end,first_day,last_day
F01,Mon,14:00,16:00,,
F01,Thu,14:00,15:00,2027-03-08,2027-03-31
""",
    "rooms": """\
id,name,seats,site
R1,Seminar room,12,Main building
R2,Skills laboratory,6,
""",
    "absences": """\
who,first_day,last_day,start,end,reason
T01,2027-03-15,2027-03-16,,,leave
F01,2027-03-18,2027-03-18,14:00,15:00,lecture
R2,2027-04-06,2027-04-06,,,repairs
""",
    "services": """\
id,name,seats,min_weeks,max_weeks,round_start,round_minutes,audience,blocks,after
ward,CAR-T ward,2,2,6,08:00,60,,sim,
lab,Laboratory,1,1,,,,fellow,,ward
""",
    "curriculum": """\
kind,service,weeks,rotations,from_weeks,to_weeks
fellow,ward,2,,2,7
fellow,ward;lab,4,2,8,
""",
    "activities": """\
id,title,format,cadence,minutes,audience,weight,after
lecture,Lecture,group,weekly,45,,,
sim,Simulation,group,biweekly,90,fellow;student,20,
skills,Skills,group,once,60,fellow,,sim*2;lecture
mentoring,Mentor meeting,meeting,monthly,60,,,
""",
    "slots": """\
activity,weekday,start,room,seats,weeks,leads
lecture,Tue,10:00,R1,,,
sim,Wed,13:00,R2,6,odd;2027-03-10,F01;F02
skills,Tue,15:00,R2,2,1st;3rd,
""",
    "topics": """\
activity,topic
lecture,Toxicity
lecture,Imaging
mentoring,Progress
""",
    "pins": """\
trainee,item,date,start,must
T01,lecture,2027-03-09,10:00,yes
T01,mentoring,2027-03-08,14:00,
T01,ward,2027-03-02,,
T02,sim,,,no
""",
    "seats": """\
item,first_day,last_day,seats
ward,2027-03-29,2027-04-04,1
sim,2027-03-31,2027-03-31,4
""",
    "preferences": """\
trainee,item,value
T01,lab,3
T01,F01,2
""",
    "kinds": """\
kind,min_weeks,max_weeks,documents
fellow,2,26,CV
student,2,8,CV
""",
    "calendar": """\
date,kind,note
2027-04-05,holiday,Qingming
2027-04-10,workday,in its place
""",
}
"""By the name of the table; ``term`` holds the settings. It has no fault and nothing to note."""


def changed(**changes: tuple[str, str] | str | None) -> dict[str, str]:
    """Return the small term with, in each table named, one text put for another; None leaves a table out."""
    tables = dict(SMALL)
    for name, change in changes.items():
        if change is None:
            del tables[name]
        elif isinstance(change, str):
            tables[name] = change
        else:
            old, new = change
            assert old in tables[name], f"{name} does not hold {old!r}"
            tables[name] = tables[name].replace(old, new, 1)
    return tables


def write_folder(folder: Path, tables: Mapping[str, str]) -> Path:
    """Write a term as a folder and return it."""
    folder.mkdir(exist_ok=True)
    for name, text in tables.items():
        (folder / ("term.toml" if name == "term" else f"{name}.csv")).write_text(text, encoding="utf-8")
    return folder


def write_workbook(path: Path, tables: Mapping[str, str]) -> Path:
    """Write a term as a workbook, with dates, times and numbers as Excel keeps them, and return it."""
    from openpyxl import Workbook

    book = Workbook()
    book.remove(book.worksheets[0])
    for name, text in tables.items():
        sheet = book.create_sheet(name)
        rows = _settings(text) if name == "term" else list(csv.reader(io.StringIO(text)))
        for row in rows:
            sheet.append([_typed(cell) for cell in row])
    book.save(path)
    return path


def _settings(text: str) -> list[list[str]]:
    rows = [["key", "value"]]
    for key, value in _flat(tomllib.loads(text)):
        rows.append([key, ";".join(value) if isinstance(value, list) else str(value)])
    return rows


def _flat(values: Mapping[str, object], above: str = "") -> list[tuple[str, object]]:
    found: list[tuple[str, object]] = []
    for key, value in values.items():
        found += _flat(value, f"{above}{key}.") if isinstance(value, dict) else [(f"{above}{key}", value)]
    return found


def _typed(cell: str) -> str | int | datetime | time | None:
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", cell):
        return datetime.combine(date.fromisoformat(cell), time())
    if re.fullmatch(r"\d{2}:\d{2}", cell):
        return time.fromisoformat(cell)
    return int(cell) if re.fullmatch(r"-?\d+", cell) else cell or None


def read(folder: Path, tables: Mapping[str, str]) -> Reading:
    """Write a term as a folder and read it."""
    return read_term(write_folder(folder, tables))


def said(reading: Reading) -> list[str]:
    """Return every fault as it is told, and, where there is none, every notice."""
    return [str(remark) for remark in reading.faults or reading.notices]


def term_of(reading: Reading) -> Term:
    """Return the term, which there must be."""
    assert reading.term is not None, said(reading)
    return reading.term


def contents(term: Term) -> dict[str, object]:
    """Return all that a term holds as values that can be compared: entities by their fields, no places."""
    from dataclasses import fields

    return {f.name: plain(getattr(term, f.name)) for f in fields(term) if not f.name.startswith("_")}


def plain(value: object) -> object:
    """Return a value with each dataclass in it taken apart, without its place."""
    from dataclasses import fields, is_dataclass

    if is_dataclass(value) and not isinstance(value, type):
        return {f.name: plain(getattr(value, f.name)) for f in fields(value) if f.name != "place"}
    if isinstance(value, tuple | list):
        return [plain(item) for item in value]
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    return value
