"""Which files are opened as workbooks."""

from __future__ import annotations

import io
import zipfile

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from inputs.files.workbook_file import refusal

SAVE = 'save it in Excel as "Excel Workbook (.xlsx)"'


def workbook() -> bytes:
    file = io.BytesIO()
    with xlsxwriter.Workbook(file) as book:
        book.add_worksheet("rooms").write_row(0, 0, ["id", "name"])
    return file.getvalue()


def archive(*parts: str, content: bytes = b"<x/>") -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        for part in parts:
            packed.writestr(part, content)
    return file.getvalue()


def test_a_workbook_is_opened() -> None:
    assert refusal(workbook(), "term.xlsx") is None


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"", "an empty file"),
        (b"<html><table>", "a web page or XML"),
        (b'\xef\xbb\xbf\r\n<?xml version="1.0"?>', "a web page or XML"),
        (b"id,name\nR1,A\n", "another kind of file"),
        (archive("mimetype", "content.xml"), "an OpenDocument table"),
        (archive("Index/Document.iwa"), "a Numbers document"),
        (archive("Index.zip"), "a Numbers document"),
        (archive("[Content_Types].xml", "word/document.xml"), "a Word document"),
        (archive("ppt/presentation.xml"), "a PowerPoint presentation"),
        (archive("xl/workbook.bin"), "a binary workbook (.xlsb)"),
    ],
)
def test_other_kinds_of_files_are_named(content: bytes, kind: str) -> None:
    assert str(refusal(content, "term.xlsx")) == f"term.xlsx: found {kind}, not an Excel workbook; {SAVE}."


OLD_EXCEL = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@pytest.mark.parametrize(
    ("file", "content", "told"),
    [
        ("term.xls", OLD_EXCEL + b"Workbook", f"found an old workbook (.xls); {SAVE}."),
        (
            "term.xlsx",
            OLD_EXCEL + "EncryptedPackage".encode("utf-16-le"),
            "found a workbook with a password; save it without one.",
        ),
        (
            "~$term.xlsx",
            b"\x05Lu",
            "found the mark that term.xlsx is open in Excel; give the workbook itself.",
        ),
    ],
)
def test_workbooks_that_cannot_be_read_are_told_apart(file: str, content: bytes, told: str) -> None:
    assert str(refusal(content, file)) == f"{file}: {told}"


DAMAGED = "term.xlsx: found a damaged workbook; open it in Excel and save it again, or take a copy."


def test_a_workbook_that_was_cut_off_is_damaged() -> None:
    whole = workbook()
    assert {str(refusal(whole[:size], "term.xlsx")) for size in range(4, len(whole), 97)} == {DAMAGED}


def test_a_workbook_with_changed_bytes_is_damaged() -> None:
    content = bytearray(archive("xl/workbook.xml", content=bytes(range(256))))
    content[60] ^= 0xFF
    assert str(refusal(bytes(content), "term.xlsx")) == DAMAGED


def test_a_part_that_claims_to_be_small_is_damage() -> None:
    content = archive("xl/workbook.xml", content=b"x" * 5000)
    assert (
        str(refusal(content.replace((5000).to_bytes(4, "little"), (50).to_bytes(4, "little")), "term.xlsx"))
        == DAMAGED
    )


def test_a_part_that_is_packed_in_an_unknown_way_is_damage() -> None:
    content = bytearray(archive("xl/workbook.xml"))
    content[content.index(b"PK\x01\x02") + 10] = 99
    assert str(refusal(bytes(content), "term.xlsx")) == DAMAGED


def test_a_part_with_a_password_is_refused() -> None:
    content = bytearray(archive("xl/workbook.xml"))
    content[content.index(b"PK\x01\x02") + 8] |= 1
    assert (
        str(refusal(bytes(content), "term.xlsx"))
        == "term.xlsx: found a workbook with a password; save it without one."
    )


def test_a_small_file_that_unpacks_to_a_large_one_is_refused() -> None:
    content = archive("xl/worksheets/sheet1.xml", content=bytes(20 * 1024 * 1024))
    assert len(content) < 30_000
    assert (
        str(refusal(content, "term.xlsx"))
        == "term.xlsx: found a workbook that unpacks to 20 MB; copy the tables to a new workbook."
    )


def test_a_file_that_unpacks_to_more_than_100_mb_is_refused() -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as packed:
        packed.writestr("xl/worksheets/sheet1.xml", bytes(101 * 1024 * 1024))
    assert (
        str(refusal(file.getvalue(), "term.xlsx"))
        == "term.xlsx: found a workbook that unpacks to 101 MB; copy the tables to a new workbook."
    )


def test_a_workbook_has_at_most_200_parts() -> None:
    assert refusal(archive(*map(str, range(200))), "term.xlsx") is None
    assert (
        str(refusal(archive(*map(str, range(201))), "term.xlsx"))
        == "term.xlsx: found a workbook of 201 parts; at most 200 are allowed: copy the tables to a new workbook."
    )


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-be"])
def test_a_document_type_is_refused(encoding: str) -> None:
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><x>&b;</x>'
    content = archive("xl/sharedStrings.xml", content=bomb.encode(encoding))
    assert (
        str(refusal(content, "term.xlsx")) == f"term.xlsx: found a document type inside the workbook; {SAVE}."
    )


@given(st.binary() | st.binary().map(lambda tail: b"PK\x03\x04" + tail), st.data())
def test_no_bytes_raise(content: bytes, data: st.DataObject) -> None:
    refusal(content, "any.xlsx")
    changed = bytearray(archive("xl/workbook.xml"))
    changed[data.draw(st.integers(0, len(changed) - 1))] = data.draw(st.integers(0, 255))
    refusal(bytes(changed), "any.xlsx")
