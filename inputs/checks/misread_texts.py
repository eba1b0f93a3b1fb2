"""Texts that went through a wrong encoding on their way: ``SiobhÃ¡n`` was ``Siobhán``."""

from __future__ import annotations

import re
from collections.abc import Iterator

from inputs.faults import Notice, quoted
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


def _meant(text: str) -> str | None:
    if not _MISREAD.search(text):
        return None
    try:
        return text.encode("cp1252").decode("utf-8")
    except UnicodeError:
        return None
