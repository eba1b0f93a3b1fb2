"""One cell of a table, whether a CSV file or a workbook holds it: what it may be, and its plain form."""

from __future__ import annotations

import math
import re
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import reduce

from inputs.faults import Fault, Notice, Place, code_point, quoted

Cell = str | date | datetime | time | int | float | bool
"""Always text in a CSV file; in a workbook also what Excel knows. An empty cell is the empty text."""

LONGEST_TEXT = 10_000
"""In characters; a note in a table has a hundred."""

_TOO_NARROW = re.compile("##+")
"""What a spreadsheet shows, and may export, where a column is too narrow for a number or a date."""
_CALC_ERROR = re.compile("Err:[0-9]{3}")
"""An error of LibreOffice Calc."""

EXCEL_ERRORS = frozenset(
    {
        *("#BLOCKED!", "#BUSY!", "#CALC!", "#CONNECT!", "#DIV/0!", "#FIELD!", "#GETTING_DATA", "#N/A"),
        *("#NAME?", "#NULL!", "#NUM!", "#REF!", "#SPILL!", "#UNKNOWN!", "#VALUE!"),
        *("#BEZUG!", "#NV", "#WERT!", "#ZAHL!", "#NOM?", "#NOMBRE!", "#NUL!", "#VALEUR!"),
        *("#¡REF!", "#¡VALOR!", "#¿NOMBRE?", "#¡NUM!", "#¡DIV/0!", "#N/D", "#ERROR!"),
    }
)


@dataclass(frozen=True)
class Line:
    """The cells of one row as they were written; ``number`` is the line on which the row starts."""

    number: int
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Grid:
    """The lines of one CSV file or sheet, without blank lines and comments; the first names the columns."""

    file: str
    lines: tuple[Line, ...] = ()
    faults: tuple[Fault, ...] = ()
    notices: tuple[Notice, ...] = ()


@dataclass(frozen=True)
class Cleaned:
    """A cell in its plain form, and what there is to say about it; with a fault the cell is empty."""

    value: Cell = ""
    fault: Fault | None = None
    notice: Notice | None = None


def clean(value: Cell, place: Place) -> Cleaned:
    """Return a cell in its plain form.

    A text loses the spaces around it and the characters that cannot be seen (which is noted), and gets the
    composed form of Unicode (NFC). A whole number becomes int, a date at midnight a date.

    Parameters
    ----------
    value
        What the file holds.
    place
        Where the cell is.
    """
    if isinstance(value, str):
        return _clean_text(value, place)
    if isinstance(value, float) and not math.isfinite(value):
        return _refused(place, f"found {value}, which is no number", "write the value itself")
    if isinstance(value, float) and value.is_integer():
        return Cleaned(int(value))
    if isinstance(value, datetime) and value.time() == time():
        return Cleaned(value.date())
    return Cleaned(value)


def is_blank(cells: tuple[Cell, ...]) -> bool:
    """Tell whether there is nothing to see in any of the cells."""
    return all(isinstance(cell, str) and not _seen(cell) for cell in cells)


def is_comment(cells: tuple[Cell, ...]) -> bool:
    """Tell whether the row is a comment: its first cell begins with ``#`` and is no error of Excel's.

    Nor is it one where the cell is a date for which a column was too narrow, with other cells after it.
    """
    first = _seen(cells[0]) if cells and isinstance(cells[0], str) else ""
    if first in EXCEL_ERRORS or (_TOO_NARROW.fullmatch(first) and not is_blank(cells[1:])):
        return False
    return first.startswith("#")


def canonical(value: object) -> str:
    """Return a value as one text, the same whether a CSV file, a workbook or ``term.toml`` holds it."""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, time) and not (value.second or value.microsecond):
        return value.isoformat("minutes")
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, list):
        return ";".join(canonical(item) for item in value)
    return ";".join(part.strip() for part in str(value).split(";"))


def column_letters(number: int) -> str:
    """Return how a spreadsheet names its columns: 1 is A, 27 is AA."""
    letters = ""
    while number:
        number, letter = divmod(number - 1, 26)
        letters = chr(ord("A") + letter) + letters
    return letters


def column_number(letters: str) -> int:
    """Return the number of the column with these letters: A is 1, AA is 27."""
    return reduce(lambda number, letter: number * 26 + ord(letter) - ord("A") + 1, letters, 0)


def escape_formula(text: str) -> str:
    """Return a text that a spreadsheet shows and does not compute: with a ``'`` before what is dangerous.

    Dangerous are the beginnings that OWASP lists under "CSV injection", also after spaces and line breaks.
    A dangerous text that already has apostrophes gets one more, so that `unescape_formula` always returns
    the text itself. Plain numbers such as -3 stay as they are.
    """
    return f"'{text}" if _is_dangerous(text) else text


def unescape_formula(text: str) -> str:
    """Return what `escape_formula` was given."""
    return text[1:] if text.startswith("'") and _is_dangerous(text) else text


_FORMULA = re.compile(r"(\A|[\r\n])(?:[^\S\r\n]|[\u200b\u2060\ufeff])*[=+\-@＝＋－＠]|\A[\t\r\n]")
_NUMBER = re.compile(r"[+-]?[0-9]+(\.[0-9]+)?")


def _is_dangerous(text: str) -> bool:
    bare = text.lstrip("'")
    return bool(_FORMULA.search(bare)) and not _NUMBER.fullmatch(bare)


# Some scripts and emoji need the joiners U+200C and U+200D between two of their characters.
_JOINED = r"[\u0600-\u109f\u2190-\u2bff\ufe0f\U0001f000-\U0001faff]"
_JOINER = r"[\u200c\u200d]"
_UNSEEN = re.compile(
    rf"(?<!{_JOINED}){_JOINER}|{_JOINER}(?!{_JOINED})"
    r"|[\u00ad\u034f\u061c\u115f\u1160\u180e\u200b\u200e\u200f\u2060-\u2064\u206a-\u206f\u2800\u3164\ufeff\uffa0]"
)
_SPACE = re.compile(r"[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]")
_REFUSED = re.compile(
    r"[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ue000-\uf8ff\ufff9-\uffff"
    r"\U000e0000-\U000e0fff\U000f0000-\U0010ffff]"
)
_LINE_BREAKS = "\n\r\v\f\x85\u2028\u2029"


def _seen(text: str) -> str:
    """Return a text without what cannot be seen."""
    if text.isascii():
        return text.strip()
    return unicodedata.normalize("NFC", _SPACE.sub(" ", _UNSEEN.sub("", text)).strip())


def _clean_text(value: str, place: Place) -> Cleaned:
    if len(value) > LONGEST_TEXT:
        found = f"found a text of {len(value):,} characters"
        return _refused(place, found, f"write at most {LONGEST_TEXT:,}")
    text = _seen(value)
    if _TOO_NARROW.fullmatch(text):
        found = f"found {text}, which a spreadsheet shows where a column is too narrow"
        return _refused(place, found, "make the column wider and save the table again")
    if text in EXCEL_ERRORS or _CALC_ERROR.fullmatch(text):
        return _refused(place, f"found {text}, the error of a formula", "write the value itself")
    bad = _REFUSED.search(text)
    if bad is not None and bad[0] in _LINE_BREAKS:
        return _refused(place, f"found a line break in {quoted(text)}", "write a cell on one line")
    if bad is not None:
        found = f"found the character {code_point(bad[0])} in {quoted(text)}"
        return _refused(place, found, "letters, digits and signs that can be seen are allowed")
    if value.isascii() or not (_UNSEEN.search(value) or _SPACE.search(value)):
        return Cleaned(text)
    found = f"found {quoted(value)}, with characters that cannot be seen"
    return Cleaned(text, notice=Notice(place, found, f"it is read as {quoted(text)}"))


def _refused(place: Place, found: str, allowed: str) -> Cleaned:
    return Cleaned(fault=Fault(place, found, allowed))
