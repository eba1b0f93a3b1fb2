"""Whole terms with calendars written by hand, and what comes of reading them.

The term is the small one, four hours a week of which are Shen Wenbo's (F01), from 1 March to 25 April 2027 in
Shanghai, from 07:30 to 18:00.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from inputs.people import Absence
from inputs.reading import Reading, read_term
from tests.inputs.folders import SMALL, changed, term_of, write_folder

TERM: Mapping[str, str] = changed(pins=None, absences=None)
assert TERM != SMALL


def calendar(*parts: str, head: str = "") -> bytes:
    """Return a calendar with these parts, each some lines, and more lines at its head."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Example//EN"]
    for part in (head, *parts):
        lines += [line.strip() for line in part.splitlines() if line.strip()]
    return "\r\n".join([*lines, "END:VCALENDAR", ""]).encode()


def event(lines: str) -> str:
    """Return an event with these lines, with a UID where they hold none."""
    uid = "" if "UID:" in lines else "UID:one@example.org\n"
    return f"BEGIN:VEVENT\n{uid}SUMMARY:Secret\n{lines}\nEND:VEVENT"


def read(folder: Path, content: bytes, file: str = "F01.ics", tables: Mapping[str, str] = TERM) -> Reading:
    """Return what is read of a term in which one file lies in the folder of calendars."""
    term = write_folder(folder / "term", tables)
    (term / "calendars").mkdir(exist_ok=True)
    (term / "calendars" / file).write_bytes(content)
    return read_term(term)


def busy(reading: Reading) -> list[str]:
    """Return the absences by calendars: ``Mon 2027-03-08 09:00-10:00``, days in a row as ``..``."""
    return [say(absence) for absence in term_of(reading).absences if absence.own_calendar]


def say(absence: Absence) -> str:
    """Return one absence in short."""
    days = f"{absence.span.first_day:%m-%d}"
    if absence.span.days > 1:
        days += f"..{absence.span.last_day:%m-%d}"
    if absence.start is None or absence.end is None:
        return days
    return f"{days} {absence.start:%H:%M}-{absence.end:%H:%M}"


def notes(reading: Reading) -> list[str]:
    """Return every notice and fault about calendars."""
    return [str(r) for r in (*reading.faults, *reading.notices) if r.place.file.startswith("calendars")]


def times(folder: Path, lines: str, head: str = "") -> list[str]:
    """Return when one event makes F01 busy; there must be nothing else to say of it."""
    reading = read(folder, calendar(event(lines), head=head))
    assert notes(reading) == []
    return busy(reading)


def notices(folder: Path, *parts: str, head: str = "") -> list[str]:
    """Return what there is to say of a calendar."""
    return notes(read(folder, calendar(*parts, head=head)))


NEVER_BUSY = (
    "calendars/F01.ics: found nothing in the days and hours of the term; "
    "Shen Wenbo is never busy by this calendar."
)
