"""What kind of file a workbook is, and whether it can be opened without harm."""

from __future__ import annotations

import io
import zipfile
import zlib

from inputs.faults import Fault, Place

SAVE_AS_XLSX = 'save it in Excel as "Excel Workbook (.xlsx)"'
MOST_PARTS = 200
MOST_UNPACKED_BYTES = 100 * 1024 * 1024
MOST_UNPACKED_RATIO = 100
LEAST_SUSPECT_BYTES = 10 * 1024 * 1024
"""Below this no ratio is a danger."""

BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, RuntimeError, ValueError)
"""What `zipfile` raises on archives that are damaged, encrypted or packed in an unknown way."""

LOCK = "~$"
"""What Excel begins the name of a file with that says who has the workbook open."""
_OLD_EXCEL = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_PASSWORD_BIT = 0x1
_DOCTYPE = tuple("<!DOCTYPE".encode(codec) for codec in ("ascii", "utf-16-le", "utf-16-be"))
_OTHER_KINDS = {
    "Index/Document.iwa": "a Numbers document",
    "Index.zip": "a Numbers document",
    "content.xml": "an OpenDocument table",
    "word/document.xml": "a Word document",
    "ppt/presentation.xml": "a PowerPoint presentation",
    "xl/workbook.bin": "a binary workbook (.xlsb)",
}


def refusal(content: bytes, file: str) -> Fault | None:
    """Return why a file must not be opened as a workbook, or None when it may.

    Parameters
    ----------
    content
        All bytes of the file.
    file
        Its name, for the fault.
    """
    if file.startswith(LOCK):
        found = f"found the mark that {file.removeprefix(LOCK)} is open in Excel"
        return Fault(Place(file), found, "give the workbook itself")
    if content.startswith(_OLD_EXCEL):
        if _ENCRYPTED in content:
            return Fault(Place(file), "found a workbook with a password", "save it without one")
        return Fault(Place(file), "found an old workbook (.xls)", SAVE_AS_XLSX)
    if (kind := _kind(content)) is not None:
        return Fault(Place(file), f"found {kind}, not an Excel workbook", SAVE_AS_XLSX)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return _refusal_of_archive(archive, file)
    except BROKEN:
        return damaged(file)


def damaged(file: str) -> Fault:
    """Return the fault of a workbook that cannot be read to its end."""
    return Fault(
        Place(file), "found a damaged workbook", "open it in Excel and save it again, or take a copy"
    )


def _kind(content: bytes) -> str | None:
    if not content:
        return "an empty file"
    if content.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        return "a web page or XML"
    return None if content.startswith(b"PK") else "another kind of file"


def _refusal_of_archive(archive: zipfile.ZipFile, file: str) -> Fault | None:
    parts = archive.infolist()
    for part in parts:
        if part.filename in _OTHER_KINDS:
            kind = _OTHER_KINDS[part.filename]
            return Fault(Place(file), f"found {kind}, not an Excel workbook", SAVE_AS_XLSX)
        if part.flag_bits & _PASSWORD_BIT:
            return Fault(Place(file), "found a workbook with a password", "save it without one")
    if len(parts) > MOST_PARTS:
        found = f"found a workbook of {len(parts):,} parts"
        return Fault(
            Place(file), found, f"at most {MOST_PARTS} are allowed: copy the tables to a new workbook"
        )
    unpacked = sum(part.file_size for part in parts)
    packed = sum(part.compress_size for part in parts)
    swollen = unpacked > LEAST_SUSPECT_BYTES and unpacked > MOST_UNPACKED_RATIO * packed
    if unpacked > MOST_UNPACKED_BYTES or swollen:
        found = f"found a workbook that unpacks to {unpacked / 1024**2:,.0f} MB"
        return Fault(Place(file), found, "copy the tables to a new workbook")
    if any(mark in archive.read(part) for part in parts for mark in _DOCTYPE):
        return Fault(Place(file), "found a document type inside the workbook", SAVE_AS_XLSX)
    return None
