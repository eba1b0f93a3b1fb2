"""The words of a supposition -> what they mean, before anybody knows who is in the term."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

from inputs.columns import read_day, read_number
from inputs.days import DAYS_A_WEEK, Span, say_day
from inputs.faults import quoted
from inputs.settings_reading import MOST_WEEKS
from inputs.supposed.scenario import Supposition
from inputs.wrong import Wrong

MOST_TRAINEES = 200
MOST_SEATS = 10_000


@dataclass(frozen=True)
class Intake:
    """So many trainees of a kind come, for these days."""

    number: int
    kind: str
    stay: Span


@dataclass(frozen=True)
class IntakeFile:
    """The trainees in a CSV file come."""

    path: Path


@dataclass(frozen=True)
class Without:
    """Somebody, or a room, is away on these days; for good where ``days`` is None."""

    who: str
    days: Span | None


@dataclass(frozen=True)
class Seats:
    """A service, activity or room has so many seats, on these days; from now on where ``days`` is None."""

    item: str
    seats: int
    days: Span | None


@dataclass(frozen=True)
class Move:
    """A stay begins on another day, and is as long as before."""

    who: str
    first_day: date


@dataclass(frozen=True)
class RuleSetting:
    """A parameter of a rule has another value."""

    rule: str
    parameter: str
    value: int | str


Meaning = Intake | IntakeFile | Without | Seats | Move | RuleSetting


def read_meaning(supposition: Supposition) -> Meaning | Wrong:
    """Return what a supposition means, or why its words cannot be understood."""
    text = supposition.text.strip()
    match supposition.kind:
        case "intake":
            return _intake(text, supposition.folder)
        case "without":
            return _without(text)
        case "seats":
            return _seats(text)
        case "move":
            return _move(text)
        case _:
            return _rule(text)


_INTAKE = re.compile(r"(\S+)\s+(.+?)\s+(\S+?)(?:\.{2,3}(\S+)|\s+(\S+?)\s*weeks?)")
_DATED_LAST = re.compile(r"(.+?)[\s:=]+([0-9]{4}-\S+)")
WRITE_AN_INTAKE = (
    'write how many, of which kind, from when and how long: "3 fellows 2027-04-05 12 weeks", or the name of '
    "a CSV file with the columns of trainees"
)
WRITE_SEATS = "write a service, activity or room, = and how many: simulation=7"
WRITE_A_MOVE = 'write a trainee, = and the first day: "Li Wei=2027-04-12"'
WRITE_A_RULE = "write rule, parameter and value: fair_meetings.tolerance=40"
WRITE_WHO = "write a name or an id"


def _intake(text: str, folder: Path) -> Meaning | Wrong:
    if text.lower().endswith(".csv"):
        return IntakeFile(folder / text)
    match = _INTAKE.fullmatch(text)
    if match is None:
        found = f"found {quoted(text)}, which is no intake" if text else "found nothing"
        return Wrong(found, WRITE_AN_INTAKE)
    number, kind, first, last, weeks = match.groups()
    trainees = _number(number, 1, MOST_TRAINEES, "trainees")
    if isinstance(trainees, Wrong):
        return trainees
    first_day = read_day(first)
    span = _span(first_day, read_day(last)) if weeks is None else _weeks_from(first_day, weeks)
    return span if isinstance(span, Wrong) else Intake(trainees, kind, span)


def _weeks_from(first: date | Wrong, weeks: str) -> Span | Wrong:
    length = _number(weeks, 1, MOST_WEEKS, "weeks")
    if isinstance(first, Wrong):
        return first
    return length if isinstance(length, Wrong) else Span(first, first + timedelta(days=DAYS_A_WEEK * length))


def _number(text: str, lowest: int, highest: int, of_what: str) -> int | Wrong:
    """Return a number as the tables take it, or why it is none, with what it is to count."""
    number = read_number(text, lowest, highest)
    if isinstance(number, int):
        return number
    return replace(number, allowed=f"write how many {of_what}, a whole number from {lowest} to {highest}")


def _without(text: str) -> Without | Wrong:
    who, days = _dated(text)
    if isinstance(days, Wrong):
        return days
    if days is None and (match := _DATED_LAST.fullmatch(who)):
        return Wrong(f"found {quoted(text)}, with no @ before the days", f"write {match[1]}@{match[2]}")
    return Without(who, days) if who else Wrong("found nobody", WRITE_WHO)


def _seats(text: str) -> Seats | Wrong:
    words, days = _dated(text)
    if isinstance(days, Wrong):
        return days
    item, number = _both_sides(words)
    if not item or not number:
        lacks = "names no service, activity or room" if number else "tells no seats"
        return Wrong(f"found {quoted(text)}, which {lacks}" if text else "found nothing", WRITE_SEATS)
    seats = _number(number, 0, MOST_SEATS, "seats")
    return seats if isinstance(seats, Wrong) else Seats(item, seats, days)


def _move(text: str) -> Move | Wrong:
    who, day = _both_sides(text)
    if not who or not day:
        lacks = "names nobody" if day else "tells no first day"
        return Wrong(f"found {quoted(text)}, which {lacks}" if text else "found nothing", WRITE_A_MOVE)
    first_day = read_day(day)
    return first_day if isinstance(first_day, Wrong) else Move(who, first_day)


def _both_sides(text: str) -> tuple[str, str]:
    """Return what stands before and behind the last ``=``; without one, all stands before it."""
    before, equals, behind = (part.strip() for part in text.rpartition("="))
    return (before, behind) if equals else (behind, "")


def _rule(text: str) -> RuleSetting | Wrong:
    name, _, value = (part.strip() for part in text.partition("="))
    rule, _, parameter = name.removeprefix("rules.").partition(".")
    if not (rule and parameter and value):
        lacks = "names no rule" if not rule else "names no parameter" if not parameter else "tells no value"
        return Wrong(f"found {quoted(text)}, which {lacks}" if text else "found nothing", WRITE_A_RULE)
    number = unicodedata.normalize("NFKC", value)
    return RuleSetting(rule, parameter, int(number) if number.isascii() and number.isdigit() else value)


_DAYS = re.compile(r"(.*)@\s*([^@]*?)\s*(?:\.{2,3}\s*([^@]*))?")


def _dated(text: str) -> tuple[str, Span | Wrong | None]:
    """Return a text without the days behind its last ``@``, and these."""
    match = _DAYS.fullmatch(text)
    if match is None:
        return text, None
    if not match[2] and not match[3]:
        return text, Wrong(f"found {quoted(text)}, with no days behind the @", "write a day, or first..last")
    first = read_day(match[2])
    return match[1].strip(), _span(first, first if match[3] is None else read_day(match[3]))


def _span(first: date | Wrong, last: date | Wrong) -> Span | Wrong:
    if isinstance(first, Wrong):
        return first
    if isinstance(last, Wrong):
        return last
    if last < first:
        return Wrong(
            f"found {quoted(last)}, before the first day, {say_day(first)}", "write the earlier day first"
        )
    return Span.through(first, last)
