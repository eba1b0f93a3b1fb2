"""The words of a supposition -> what they mean, before anybody knows who is in the term."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from inputs.columns import read_day
from inputs.days import DAYS_A_WEEK, ONE_DAY, Span, say_day
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
    """A service or activity has so many seats, on these days; from now on where ``days`` is None."""

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


_INTAKE = re.compile(r"([0-9]+)\s+(.+?)\s+(\S+?)(?:\.\.(\S+)|\s+([0-9]+)\s*weeks?)")


def _intake(text: str, folder: Path) -> Meaning | Wrong:
    if text.lower().endswith(".csv"):
        return IntakeFile(folder / text)
    match = _INTAKE.fullmatch(text)
    if match is None:
        return Wrong(
            f"found {quoted(text)}, which is no intake",
            'write "3 fellows 2027-04-05 12 weeks", or the name of a CSV file with the columns of trainees',
        )
    number, kind, first, last, weeks = match.groups()
    if not 1 <= int(number) <= MOST_TRAINEES:
        return Wrong(f"found {quoted(number)} trainees", f"write a number from 1 to {MOST_TRAINEES}")
    if weeks is not None and not 1 <= int(weeks) <= MOST_WEEKS:
        return Wrong(f"found {quoted(weeks)} weeks", f"write a number from 1 to {MOST_WEEKS}")
    first_day = read_day(first)
    if isinstance(first_day, Wrong):
        return first_day
    if weeks is not None:
        last_day: date | Wrong = first_day + timedelta(days=DAYS_A_WEEK * int(weeks)) - ONE_DAY
    else:
        last_day = read_day(last)
    if isinstance(last_day, Wrong):
        return last_day
    span = _span(first_day, last_day)
    return span if isinstance(span, Wrong) else Intake(int(number), kind, span)


def _without(text: str) -> Without | Wrong:
    who, days = _dated(text)
    if isinstance(days, Wrong):
        return days
    return Without(who, days) if who else Wrong("found nobody", "write a name or an id")


def _seats(text: str) -> Seats | Wrong:
    words, days = _dated(text)
    item, _, number = (part.strip() for part in words.rpartition("="))
    if isinstance(days, Wrong):
        return days
    if not item or not (number.isascii() and number.isdigit()) or int(number) > MOST_SEATS:
        return Wrong(
            f"found {quoted(text)}, which tells no seats",
            "write an activity or service and a number: simulation=7",
        )
    return Seats(item, int(number), days)


def _move(text: str) -> Move | Wrong:
    who, _, day = (part.strip() for part in text.rpartition("="))
    if not who:
        return Wrong(f"found {quoted(text)}, which tells nobody a first day", 'write "Li Wei=2027-04-12"')
    first_day = read_day(day)
    return first_day if isinstance(first_day, Wrong) else Move(who, first_day)


def _rule(text: str) -> RuleSetting | Wrong:
    name, _, value = (part.strip() for part in text.partition("="))
    rule, _, parameter = name.partition(".")
    if not (rule and parameter and value):
        return Wrong(
            f"found {quoted(text)}, which sets no parameter",
            "write rule, parameter and value: fair_meetings.tolerance=40",
        )
    return RuleSetting(rule, parameter, int(value) if value.isascii() and value.isdigit() else value)


_DAYS = re.compile(r"(.*)@\s*([^@]*?)\s*(?:\.\.\s*([^@]*))?")


def _dated(text: str) -> tuple[str, Span | Wrong | None]:
    """Return a text without the days behind its last ``@``, and these."""
    match = _DAYS.fullmatch(text)
    if match is None:
        return text, None
    first = read_day(match[2])
    return match[1].strip(), _span(first, first if match[3] is None else read_day(match[3]))


def _span(first: date | Wrong, last: date | Wrong) -> Span | Wrong:
    if isinstance(first, Wrong):
        return first
    if isinstance(last, Wrong):
        return last
    if last < first:
        return Wrong(f"found {quoted(last)}, before the first day, {say_day(first)}", "write the later last")
    return Span.through(first, last)
