"""Workbooks that are damaged or must not be opened are refused, and none raises."""

from __future__ import annotations

import io
import random
import zipfile
from datetime import datetime, time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inputs.files.workbook import read_workbook
from tests.inputs.made_workbooks import by_hand, changed, only_grid, with_openpyxl

DAMAGED = "term.xlsx: found a damaged workbook; open it in Excel and save it again, or take a copy."


@pytest.mark.parametrize(
    "sheet_data",
    [
        '<row r="1"><c r="A1"><v>one</v></c></row>',
        '<row r="1"><c r="A1" t="s"><v>99</v></c></row>',
        '<row r="2"><c r="A2"><v>1</v></c></row><row r="2"><c r="A2"><v>2</v></c></row>',
        '<row r="3"><c r="A3"><v>1</v></c></row><row r="2"><c r="A2"><v>2</v></c></row>',
        '<row r="x"/>',
        "<row>",
        '</sheetData><mergeCells><mergeCell ref=""/></mergeCells><sheetData>',
    ],
)
def test_a_sheet_against_the_rules_is_damaged(sheet_data: str) -> None:
    assert refused(by_hand(sheet_data)) == [DAMAGED]


def refused(content: bytes) -> list[str]:
    book = read_workbook(content, "term.xlsx")
    assert book.sheets == ()
    return [str(fault) for fault in book.faults]


def test_an_archive_without_a_workbook_is_damaged() -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("readme.txt", "no workbook")
    assert refused(file.getvalue()) == [DAMAGED]


def test_what_must_not_be_opened_is_not_opened() -> None:
    assert refused(b"<html>") == [
        'term.xlsx: found a web page or XML, not an Excel workbook; save it in Excel as "Excel Workbook (.xlsx)".'
    ]


def test_a_title_cannot_disturb_the_terminal() -> None:
    content = changed(
        with_openpyxl(("id",)), "xl/workbook.xml", lambda xml: xml.replace('"rooms"', '"roo\u202ems"')
    )
    assert only_grid(content).file == "term.xlsx, sheet roo<U+202E>ms"


SAMPLE = with_openpyxl(("id", "name", "seats"), ("R1", "Library", 12), ("R2", datetime(2027, 3, 1), time(8)))


@given(st.integers(0, 2**32))
@settings(max_examples=60, deadline=None)
def test_no_change_to_a_part_raises(seed: int) -> None:
    generator = random.Random(seed)
    with zipfile.ZipFile(io.BytesIO(SAMPLE)) as archive:
        part = generator.choice([name for name in archive.namelist() if name.endswith((".xml", ".rels"))])

    def change(text: str) -> str:
        start = generator.randrange(len(text))
        return (
            text[:start]
            + generator.choice(["", "<", "x", '"', "9", "</row>", "&b;"])
            + text[start + generator.randrange(5) :]
        )

    book = read_workbook(changed(SAMPLE, part, change), "any.xlsx")
    assert not (book.faults and book.sheets)


@given(st.integers(0, len(SAMPLE) - 1), st.integers(0, 255))
@settings(max_examples=60, deadline=None)
def test_no_change_to_a_byte_raises(position: int, value: int) -> None:
    content = bytearray(SAMPLE)
    content[position] = value
    read_workbook(bytes(content), "any.xlsx")
    read_workbook(bytes(content[:position]), "any.xlsx")
