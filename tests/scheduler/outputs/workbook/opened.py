"""A drawn plan as a workbook, opened again: what its cells hold."""

from __future__ import annotations

import io
import warnings
from typing import Any

import openpyxl

from inputs.plan import Plan, Shortfall
from inputs.term import Term
from scheduler.result import LevelResult, Result
from tests.pictures import draw

PICTURE = """
    trainee amara fellow 03-01..03-26
    trainee li student 03-03..03-21
    faculty wang leads=ward
    room hall
    absent amara 03-15..03-19
    absent li 03-04..03-04 13:00-15:00
    absent li 03-05..03-05
    service ward 1 round=08:00+30
    service lab 1
    activity mdt weekly 60
    activity talk weekly 30 meeting
    slot mdt Mon 09:00 room=hall
    holiday 03-09
    workday 03-13
    rotation amara ward 03-01..03-14
    rotation amara lab 03-15..03-21
    rotation li ward 03-03..03-14
    round ward 03-01 wang
    session amara mdt 03-01 09:00 with=wang topic=cells
    session amara talk 03-01 14:00 with=wang room=
    session li mdt 03-08 09:00
    mentor amara wang
"""


def result_of(plan: Plan | None, *shortfalls: Shortfall, levels: tuple[LevelResult, ...] = ()) -> Result:
    return Result("optimal", plan, levels, 1.0, 0, 1, shortfalls)


def drawn(*shortfalls: Shortfall) -> tuple[Result, Term]:
    plan, term = draw(PICTURE)
    return result_of(plan, *shortfalls), term


def opened(content: bytes) -> Any:
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", ".* extension is not supported")  # LibreOffice writes some
        return openpyxl.load_workbook(io.BytesIO(content))


def values(sheet: Any) -> list[list[object]]:
    return [[in_plain_spaces(cell.value) for cell in row] for row in sheet.iter_rows()]


def in_plain_spaces(value: object) -> object:
    return value.replace("\N{NO-BREAK SPACE}", " ") if isinstance(value, str) else value


def seen(sheet: Any) -> set[str]:
    return {cell for row in values(sheet) for cell in row if isinstance(cell, str)}


def find(sheet: Any, text: str) -> Any:
    return next(cell for row in sheet.iter_rows() for cell in row if cell.value == text)
