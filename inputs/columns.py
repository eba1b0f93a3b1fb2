"""Single cells: a date, a time, a number or a list, however a person or Excel wrote it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any

from inputs.choices import choices_in, read_choice
from inputs.faults import listed, look, quoted
from inputs.files.cells import Cell, canonical
from inputs.meant.lists import meant_words, separate
from inputs.meant.numbers import amount_of, meant_minutes, meant_number, number_behind, time_behind
from inputs.meant.times import lacks_year, meant_days, meant_time, share_of_a_day
from inputs.meant.words import meant_word
from inputs.programme import Prerequisite, WeekChoice
from inputs.table_schema import CellKind, Column
from inputs.wrong import Wrong

FIRST_YEAR, LAST_YEAR = 2000, 2099
MOST_TIMES = 99
"""Of one activity before another."""

WRITE_A_DATE = "write a date as 2027-03-01"
WRITE_A_TIME = "write a time as 08:30"


def read_cell(cell: Cell, column: Column) -> Any | Wrong:
    """Return what a cell that is not empty means in a column, or why it cannot be read.

    An ``id``, ``text`` or ``email`` is returned as str, a ``choice`` as the word allowed, a ``day`` as date,
    a ``time`` as time, a ``number`` as int, ``yes_no`` as bool, ``weeks`` as `WeekChoice`, the others as
    tuples.
    """
    return _READERS[column.kind](cell, column)


def read_day(cell: Cell) -> date | Wrong:
    """Return a date, as people in many places write it, or as Excel keeps it."""
    if isinstance(cell, datetime):
        if cell.time() != time():
            return Wrong(f"found {quoted(cell)}, a date with a time of day", WRITE_A_DATE)
        cell = cell.date()
    if isinstance(cell, date):
        return _in_range(cell, cell.isoformat())
    text = _plain(cell).translate(_DASHES)
    if (match := _DAY.fullmatch(text)) is None:
        return _no_day(cell, text)
    if match["time"] and not _MIDNIGHT.fullmatch(match["time"]):
        return Wrong(f"found {quoted(cell)}, a date with a time of day", WRITE_A_DATE)
    year, month, day = (int(part) for part in match.groups() if part and part.isdigit())
    try:
        return _in_range(date(year, month, day), str(cell))
    except ValueError:
        return Wrong(f"found {quoted(cell)}, which is no day of the calendar", WRITE_A_DATE)


def read_time(cell: Cell) -> time | Wrong:
    """Return a time of day in whole minutes."""
    if number_behind(cell):
        return _no_time(cell)
    if isinstance(cell, datetime):
        return Wrong(f"found {quoted(cell)}, which has a date", WRITE_A_TIME, _say(time_behind(cell)))
    if isinstance(cell, time):
        return cell if not (cell.second or cell.microsecond or cell.tzinfo) else _no_time(cell)
    text = _plain(cell)
    match = _TIME.fullmatch(text)
    if match is None or int(match[1]) >= 24 or int(match[2]) >= 60:
        return _no_time(cell)
    return time(int(match[1]), int(match[2]))


def read_number(cell: Cell, lowest: int, highest: int) -> int | Wrong:
    """Return a whole number between two limits, both allowed."""
    allowed = f"write a whole number from {lowest} to {highest}"
    match = None if isinstance(cell, bool) else _NUMBER.fullmatch(_plain(cell).translate(_DASHES))
    if match is None and (number := number_behind(cell)) is not None:
        return Wrong(f"found {number:g} in a cell that is shown as a date or time", "format it as a number")
    if match is None:
        meant = None if isinstance(cell, bool) else meant_number(canonical(cell))
        perhaps = str(meant) if meant is not None and lowest <= meant <= highest else None
        return Wrong(f"found {quoted(canonical(cell))}, which is no whole number", allowed, perhaps)
    number = int(match[1])
    if not lowest <= number <= highest:
        return Wrong(f"found {match[1]}, which is out of range", allowed)
    return number


def split_list(cell: Cell) -> tuple[str, ...]:
    """Return the texts of a list, each once, without empty ones; full-width semicolons separate too."""
    if isinstance(cell, str):
        return tuple(dict.fromkeys(part for word in re.split("[;；]", cell) if (part := word.strip())))
    return (canonical(cell),)


_DAY = re.compile(
    r"(?:([0-9]{4})([-/.])([0-9]{1,2})\2([0-9]{1,2})|([0-9]{4})([0-9]{2})([0-9]{2})"
    r"|([0-9]{4})\s*年\s*([0-9]{1,2})\s*月\s*([0-9]{1,2})\s*[日号])"
    r"(?:[ T](?P<time>[0-9]{1,2}:[0-9]{2}\S*))?"
)
_MIDNIGHT = re.compile(r"0?0:00(:00(\.0+)?)?")
_SERIAL = re.compile(r"[0-9]{5}")
_EXCEL_DAY_0 = date(1899, 12, 30)
_TIME = re.compile(r"([0-9]{1,2}):([0-9]{2})(?::00(?:\.0+)?)?")
_NUMBER = re.compile(r"([+-]?[0-9]{1,18})(?:\.0+)?")
_ID = re.compile(r"[^\W_][\w.-]*")
_SHORTENED = re.compile(r"[0-9](\.[0-9]+)?E\+[0-9]+", re.IGNORECASE)
_EMAIL = re.compile(r"[^\s@,;<>()\"]+@[^\s@,;<>()\"]+\.[^\s@,;<>()\"]+")
_IN_BRACKETS = re.compile("<([^<>]*)>$")
_MAILTO = re.compile("mailto:", re.IGNORECASE)
_TIMES = re.compile(
    r"([^\W_][\w.-]*)\s+[xX]\s*([1-9][0-9]?)|([1-9][0-9]?)\s*(?:[xX]\s|[×＊*])\s*([^\W\d_][\w.-]*)"
)
"""An activity several times as people write it: ``simulation x 3``."""
_NTH = {"1st": 1, "2nd": 2, "3rd": 3, "4th": 4}
_YES = {"yes", "true", "y", "1", "是"}
_NO = {"no", "false", "n", "0", "否"}


_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—−", "-"))
"""What spreadsheets and input methods make of a hyphen or a minus."""


def _plain(cell: Cell) -> str:
    """Return a cell as a text of plain letters and digits: ``８：３０`` as ``8:30``."""
    return unicodedata.normalize("NFKC", canonical(cell)).strip()


def _in_range(day: date, text: str) -> date | Wrong:
    if FIRST_YEAR <= day.year <= LAST_YEAR:
        return day
    return Wrong(
        f"found {quoted(text)}, which is not between {FIRST_YEAR} and {LAST_YEAR}",
        "look at the year, and at the format of the cell if this is a workbook",
    )


def _no_day(cell: Cell, text: str) -> Wrong:
    if _SERIAL.fullmatch(text):
        meant = _EXCEL_DAY_0 + timedelta(days=int(text))
        return Wrong(
            f"found {quoted(text)}, which Excel may mean as {meant.isoformat()}", "format the cell as a date"
        )
    days = meant_days(text)
    if len(days) > 1:
        either = " or ".join(day.isoformat() for day in days)
        which = "day and month" if len({day.year for day in days}) == 1 else "day, month and year"
        return Wrong(f"found {quoted(cell)}, whose {which} cannot be told apart", f"write {either}")
    if lacks_year(text):
        return Wrong(f"found {quoted(cell)}, which has no year", WRITE_A_DATE)
    perhaps = days[0].isoformat() if days else None
    return Wrong(f"found {quoted(canonical(cell))}, which is no date", WRITE_A_DATE, perhaps)


def _no_time(cell: Cell) -> Wrong:
    share = cell if isinstance(cell, float) else share_of_a_day(_plain(cell))
    if share is not None and 0 < share < 1:
        minutes = round(share * 24 * 60)
        meant = f"{minutes // 60:02}:{minutes % 60:02}"
        return Wrong(f"found {share:g}, which Excel may mean as {meant}", "format the cell as a time")
    perhaps = time_behind(cell) or (meant_time(_plain(cell)) if isinstance(cell, str) else None)
    found = f"found {quoted(canonical(cell))}, which is no time of day"
    if (number := number_behind(cell)) and not isinstance(cell, str):
        found = f"found {number:g} in a cell that is shown as a date or time"
    return Wrong(found, WRITE_A_TIME, _say(perhaps))


def _say(moment: time | None) -> str | None:
    return None if moment is None else moment.isoformat("minutes")


def _read_number(cell: Cell, column: Column) -> int | Wrong:
    number = read_number(cell, column.lowest, column.highest)
    if not isinstance(number, Wrong):
        return number
    own = next((unit for unit in ("minutes", "weeks") if column.name.endswith(unit)), "")
    allowed = number.allowed.replace("number", f"number of {own}") if own else number.allowed
    found = f"found {quoted(canonical(cell))}, which is in "
    if own == "minutes" and (meant := meant_minutes(cell)):
        fits = column.lowest <= meant <= column.highest
        return (
            Wrong(f"{found}hours", "write minutes", str(meant)) if fits else Wrong(f"{found}hours", allowed)
        )
    amount, units = amount_of(cell) if isinstance(cell, str) else (0, ())
    if own in units:
        perhaps = str(amount) if column.lowest <= amount <= column.highest else None
        return replace(number, nearest=perhaps)
    return Wrong(f"{found}{units[0]}", allowed) if len(units) == 1 else number


def _read_id(cell: Cell, column: Column) -> str | Wrong:
    if isinstance(cell, bool | date | time):
        return _kept_by_excel(cell, "id")
    text = canonical(cell)
    if _SHORTENED.fullmatch(text):
        return Wrong(
            f"found {quoted(text)}, which Excel has shortened",
            "format the column as text and write the id again",
        )
    if len(text) > column.longest:
        return _too_long(text, column)
    if not _ID.fullmatch(text):
        return Wrong(
            f"found {quoted(text)}, which is no id",
            f"write letters, digits, . - and _ only, at most {column.longest}, a letter or digit first",
        )
    return text


def _kept_by_excel(cell: Cell, what: str) -> Wrong:
    as_what = "TRUE or FALSE" if isinstance(cell, bool) else "a date or time"
    found = f"found {quoted(canonical(cell))}, which Excel keeps as {as_what}"
    return Wrong(found, f"format the column as text and write the {what} again")


def _read_text(cell: Cell, column: Column) -> str | Wrong:
    if isinstance(cell, bool | date | time) and column.required and not column.refers_to:
        return _kept_by_excel(cell, column.name)
    text = cell if isinstance(cell, str) else canonical(cell)
    return text if len(text) <= column.longest else _too_long(text, column)


def _too_long(text: str, column: Column) -> Wrong:
    return Wrong(f"found {quoted(text)}, which has {len(text)} characters", f"write at most {column.longest}")


def _read_email(cell: Cell, column: Column) -> str | Wrong:
    text = _read_text(cell, column)
    if isinstance(text, Wrong) or (_EMAIL.fullmatch(text) and not _MAILTO.match(text)):
        return text
    found = f"found {quoted(text)}, which is no address"
    meant = _MAILTO.sub("", _plain(text))
    meant = next(iter(_IN_BRACKETS.findall(meant)), meant)
    perhaps = meant if _EMAIL.fullmatch(meant) else None
    return Wrong(found, "write one address as name@example.org", perhaps)


def _read_yes_no(cell: Cell, _column: Column) -> bool | Wrong:
    word = look(canonical(cell))
    if word in _YES | _NO:
        return word in _YES
    found = f"found {quoted(canonical(cell))}, which is neither yes nor no"
    return Wrong(found, "write yes or no", meant_word(word, ("yes", "no")))


def _read_choice(cell: Cell, column: Column) -> str | Wrong:
    choice = read_choice(cell, column.choices)
    several = choices_in(canonical(cell), column.choices) if isinstance(choice, Wrong) else ()
    if several:
        return Wrong(f"found {quoted(canonical(cell))}", f"write a row for each of {listed(several)}")
    return choice


def _read_texts(cell: Cell, column: Column) -> tuple[str, ...] | Wrong:
    if isinstance(cell, bool | date | time) and not column.refers_to:
        return _kept_by_excel(cell, "list")
    texts = split_list(cell)
    if too_long := [text for text in texts if len(text) > column.longest]:
        return _too_long(too_long[0], column)
    if not texts and column.required:
        return Wrong(f"found {quoted(cell)}, which names nothing", "write at least one")
    return texts


def _read_prerequisites(cell: Cell, _column: Column) -> tuple[Prerequisite, ...] | Wrong:
    found = []
    for part in split_list(cell):
        activity, star, times = (piece.strip() for piece in re.sub("[×＊]", "*", part).partition("*"))
        number = read_number(times, 1, MOST_TIMES) if star else 1
        meant = _TIMES.fullmatch(part)
        if isinstance(number, Wrong) or not activity or meant:
            return Wrong(
                f"found {quoted(part)}, which cannot be read",
                f"write an activity, with *3 for three times, at most *{MOST_TIMES}",
                f"{meant[1] or meant[4]}*{meant[2] or meant[3]}" if meant else None,
            )
        found.append(Prerequisite(activity, number))
    return tuple(dict.fromkeys(found))


def _read_weeks(cell: Cell, _column: Column) -> WeekChoice | Wrong:
    words: set[str] = set()
    nths: set[int] = set()
    dates: set[date] = set()
    for part in (cell,) if isinstance(cell, date) else split_list(cell):
        word = look(part) if isinstance(part, str) else ""
        if word in ("every", "odd", "even"):
            words.add(word)
        elif word in _NTH:
            nths.add(_NTH[word])
        else:
            day = read_day(part)
            if isinstance(day, Wrong):
                if isinstance(part, str) and (several := _several_weeks(part)):
                    return Wrong(f"found {quoted(part)}, which is no choice of weeks", separate(several))
                is_date = isinstance(part, date) or part[:1].isdigit()
                return day if is_date and len(canonical(part)) > 3 else _no_weeks(part)
            dates.add(day)
    if not (words or nths or dates):
        return Wrong(f"found {quoted(cell)}, which names no weeks", "leave the cell empty for every week")
    return WeekChoice(
        odd="odd" in words,
        even="even" in words,
        nths=tuple(sorted(nths)),
        dates=tuple(sorted(dates)),
        every="every" in words,
    )


def _several_weeks(part: str) -> list[str]:
    """Return the several choices of weeks that were meant by one, or none."""
    words = meant_words(part)
    known = ("every", "odd", "even", *_NTH)
    are_choices = all(look(word) in known or not isinstance(read_day(word), Wrong) for word in words)
    return words if are_choices and len(words) > 1 else []


def _no_weeks(part: Cell) -> Wrong:
    words = ("every", "odd", "even", *_NTH)
    return Wrong(
        f"found {quoted(part)}, which is no choice of weeks",
        f"write {listed(words)}, dates, or a list of these".replace(" and ", ", "),
        meant_word(canonical(part), words),
    )


_READERS: Mapping[CellKind, Callable[[Cell, Column], Any]] = {
    "id": _read_id,
    "text": _read_text,
    "email": _read_email,
    "day": lambda cell, _column: read_day(cell),
    "time": lambda cell, _column: read_time(cell),
    "number": _read_number,
    "yes_no": _read_yes_no,
    "choice": _read_choice,
    "texts": _read_texts,
    "prerequisites": _read_prerequisites,
    "weeks": _read_weeks,
}
