"""Texts that are hardly meant: ``SiobhÃ¡n``, which was ``Siobhán``, or a number for a name."""

from __future__ import annotations

import re
from collections.abc import Iterator

from inputs.faults import Notice, quoted
from inputs.meant.nothing import stands_for_nothing
from inputs.records import Records

_MISREAD = re.compile(r"[ÃÂâäåæçèéï][\u0080-\u00bfŒœŠšŸŽžƒˆ˜–—‘’‚“”„†‡•…‰‹›€™]")
"""How a letter of two or three bytes in UTF-8 begins when they are read as Windows 1252."""


def check_texts(records: Records) -> Iterator[Notice]:
    """Yield the cells whose UTF-8 somebody read as Windows 1252, with what they were."""
    for rows in records.values():
        for record in rows:
            for column, cell in record.row.cells.items():
                if isinstance(cell, str) and (meant := _meant(cell)) is not None:
                    found = f"found {quoted(cell)}, as {quoted(meant)} looks in a wrong encoding"
                    yield Notice(record.place(column), found, "if that is meant, write it again")


def check_names(records: Records) -> Iterator[Notice]:
    """Yield the names of people that are none: a number, a date, signs, or what stands for nothing."""
    for table in ("trainees", "faculty"):
        for record in records.get(table, ()):
            name = record["name"] or ""
            if name and (stands_for_nothing(name) or not any(char.isalpha() for char in name)):
                found = f"found {quoted(name)}, which looks like no name"
                yield Notice(record.place("name"), found, "plans and calendars show it as it is")


def _meant(text: str) -> str | None:
    if not _MISREAD.search(text):
        return None
    try:
        return text.encode("cp1252").decode("utf-8")
    except UnicodeError:
        return None
