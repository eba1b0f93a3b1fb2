"""Which sign separates the columns of a CSV file: a comma, or what Excel writes in many countries.

The line that names the columns tells, or a line ``sep=;`` above it, as Excel knows it. Of more signs than one
none is guessed: a list in a cell is separated by semicolons, too, and a text may hold commas.
"""

from __future__ import annotations

import io
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from inputs.faults import Fault, Place, listed, quoted
from inputs.files.cells import is_blank, is_comment
from inputs.files.csv_text import SAVE_AS_UTF_8


@dataclass(frozen=True)
class Separator:
    """A sign between the cells of a row, and how a sentence speaks of one and of several."""

    sign: str
    one: str
    many: str
    named_on: int | None = None
    """The line ``sep=`` that names it to Excel, which holds no cells."""


COMMA = Separator(",", "comma", "commas")
_SEPARATORS = {
    s.sign: s for s in (COMMA, Separator(";", "semicolon", "semicolons"), Separator("\t", "tab", "tabs"))
}
_NOT_READ = {"|": "upright strokes", "，": "full-width commas", "；": "full-width semicolons"}
_NAMES: Mapping[str, str] = {**{sign: s.many for sign, s in _SEPARATORS.items()}, **_NOT_READ}
_QUOTED = re.compile(r'"(?:[^"]|"")*"?')
_NAMED = re.compile(r'"?sep=(.?)"?[,;\t ]*', re.IGNORECASE)
_THE_SAME = "separate all columns by the same sign: commas, semicolons or tabs"


def find_separator(text: str, file: str) -> Separator | Fault:
    """Return what separates the columns of a table, or why that cannot be told.

    Parameters
    ----------
    text
        The whole CSV file.
    file
        Its name, for the fault.
    """
    number, line = _first_line(text, after=0)
    named = _NAMED.fullmatch(line)
    if named is None:
        return _between_names(line, Place(file, number))
    if named[1] not in _SEPARATORS:
        found = f"found {quoted(line.strip())}, which names no separator that is read"
        return Fault(Place(file, number), found, "write sep=, or sep=; or delete the line")
    header_number, header = _first_line(text, after=number)
    separator = _between_names(header, Place(file, header_number))
    if isinstance(separator, Fault):
        return separator
    if separator.sign in header and separator.sign != named[1]:
        found = f"found {quoted(line.strip())}, but {separator.many} between the names of the columns"
        return Fault(Place(file, number), found, "delete the line")
    return replace(_SEPARATORS[named[1]], named_on=number)


def other_sign_between(cells: tuple[str, ...], columns: int, separator: Separator) -> str | None:
    """Return what separates the cells of a row that was torn apart by a sign it does not use, or None.

    Parameters
    ----------
    cells
        What the sign of the file made of the row: fewer cells than columns.
    columns
        How many there should be.
    separator
        What separates the names of the columns.
    """
    for sign, name in _NAMES.items():
        there = sum(cell.count(sign) for cell in cells)
        begins = sign == "，" or sign in cells[0]  # a list in a later cell holds semicolons rightly
        if sign != separator.sign and begins and columns <= len(cells) + there:
            return name
    return None


def _first_line(text: str, *, after: int) -> tuple[int, str]:
    """Return the first line below another that is neither empty nor a comment, with its number."""
    for number, line in enumerate(io.StringIO(text, newline=None), start=1):
        bare = line.rstrip("\n")
        if number > after and not is_blank((bare.strip(',;\t"'),)) and not is_comment((bare.lstrip(' "'),)):
            return number, bare
    return after or 1, ""


def _between_names(header: str, place: Place) -> Separator | Fault:
    """Return what separates the names of the columns; a comma where there is one name only."""
    bare = _QUOTED.sub('"', header)
    there = [sign for sign in _SEPARATORS if sign in bare]
    others = {sign: _other_signs(bare, sign) for sign in there}
    alone = [sign for sign, other in others.items() if not other]
    if len(alone) == 1:
        return _SEPARATORS[alone[0]]
    if not there and not any(sign in bare for sign in _NOT_READ):
        return COMMA
    signs = [name for sign, name in _NAMES.items() if sign in bare]
    found = f"found {listed(signs)} between the names of the columns"
    return Fault(place, found, _THE_SAME if there else f"separate columns by commas, or {SAVE_AS_UTF_8}")


def _other_signs(bare: str, sign: str) -> set[str]:
    """Return the other signs in the names that count, when they are separated by one."""
    names = [name.strip() for name in bare.split(sign)]
    return {other for name in names if not name.startswith(("#", '"#')) for other in _NAMES if other in name}
