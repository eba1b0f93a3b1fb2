"""The calendars beside a term -> absences of members of faculty, with what is wrong or doubtful in them."""

from __future__ import annotations

import hashlib
import json
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

from inputs.availability.busy import Window, absences_of, busy_days
from inputs.availability.entries import Entry, read_event
from inputs.availability.expanding import Occurrence, expand
from inputs.availability.free_busy import read_free_busy
from inputs.availability.lines import Component, parse
from inputs.availability.values import UnclearError, say_moment
from inputs.availability.zones import Zones
from inputs.faults import Fault, Notice, Place, Remark, quoted, shown, unknown
from inputs.files.tables import read_content
from inputs.people import Absence

FOLDER = "calendars"
SUFFIX = ".ics"
MOST_MEGABYTES = 10
MOST_TOLD = 10
"""Notices of one kind about one calendar."""
NEAR = timedelta(days=31)
"""How far from the term an entry may be for people to hear what is wrong with it."""

_SKIPPED = (".", "~", "#")


@dataclass(frozen=True)
class Owner:
    """A member of faculty, and which entries of his or her calendar count."""

    id: str
    name: str
    all_day: bool = True
    tentative: bool = True


@dataclass
class Availability:
    """What the calendars say; ``whose`` are the ids of those who have one."""

    absences: list[Absence] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    whose: list[str] = field(default_factory=list)

    def digest(self, tables: str) -> str:
        """Return the digest of a term, given that of its tables: what the calendars say belongs to it.

        Only what counts changes it, so that an export of the same entries has the same digest.
        """
        if not self.whose:
            return tables
        said = sorted((a.who, str(a.span), str(a.start), str(a.end), a.reason) for a in self.absences)
        text = json.dumps({"tables": tables, "whose": sorted(self.whose), "absences": said})
        return hashlib.sha256(text.encode("ascii")).hexdigest()


def read_availability(
    term: Path, owners: Iterable[Owner], others: Mapping[str, str], window: Window | None, *, whole: bool
) -> Availability:
    """Return when members of faculty are busy by their own calendars.

    Parameters
    ----------
    term
        The folder of the term, in which the folder ``calendars`` lies; or its workbook, beside which it does.
    owners
        The members of faculty.
    others
        The ids that are no member of faculty's, with what they are: ``trainee``.
    window
        What matters; None where it is not known, so that only files that cannot be read are found.
    whole
        Whether the owners are all that there are; else a calendar of somebody else is no fault.

    Returns
    -------
    Availability
        The absences, and every fault and notice. Nothing is raised for what the files hold.
    """
    found = Availability()
    folder = (term if term.is_dir() else term.parent) / FOLDER
    known = {owner.id: owner for owner in owners}
    for path in _files(folder, found):
        file = f"{FOLDER}/{shown(path.name)}"
        stem = unicodedata.normalize("NFC", path.stem)
        owner = known.get(stem)
        if path.suffix.lower() != SUFFIX:
            allowed = f"it is not read; a calendar is called ID{SUFFIX}"
            found.remarks.append(Notice(Place(file), f"found something else than an {SUFFIX} file", allowed))
        elif owner is None:
            found.remarks += [_nobody(file, stem, known, others)] if whole else []
        elif stem in found.whose:
            found.remarks.append(
                Fault(Place(file), f"found a second calendar of {owner.name}", "keep one of them")
            )
        else:
            found.whose.append(stem)
            _read_file(path, file, owner, window, found)
    return found


def _files(folder: Path, found: Availability) -> Iterator[Path]:
    if not folder.is_dir():
        return
    try:
        yield from (path for path in sorted(folder.iterdir()) if not path.name.startswith(_SKIPPED))
    except OSError as error:
        allowed = "see that it is yours to read"
        found.remarks.append(
            Fault(Place(FOLDER), f"found nothing that can be read ({error.strerror})", allowed)
        )


def _nobody(file: str, stem: str, known: Mapping[str, Owner], others: Mapping[str, str]) -> Fault:
    if stem in others:
        found = f"found the id of a {others[stem]}"
        return Fault(Place(file), found, "only faculty have calendars here; write others in absences")
    called = [owner.id for owner in known.values() if owner.name == stem]
    if len(called) == 1:
        found = f"found {quoted(stem)}, which is the name of {called[0]}"
        return Fault(Place(file), found, f"call the file {called[0]}{SUFFIX}")
    return unknown(Place(file), stem, "member of faculty", known)


def _read_file(path: Path, file: str, owner: Owner, window: Window | None, found: Availability) -> None:
    content = read_content(path, file, MOST_MEGABYTES)
    if isinstance(content, Fault):
        found.remarks.append(content)
        return
    parsed = parse(content, file)
    found.remarks += parsed.faults
    if window is None or not parsed.calendars:
        return
    _Reading(file, owner, window, found).read(parsed.calendars)


@dataclass
class _Reading:
    """One calendar being read."""

    file: str
    owner: Owner
    window: Window
    found: Availability
    told: Counter[str] = field(default_factory=Counter)

    def read(self, calendars: Sequence[Component]) -> None:
        occurrences: list[Occurrence] = []
        for calendar in calendars:
            zones = Zones.of(calendar, self.window.timezone)
            notice = zones.notice(calendar, self.file)
            self.found.remarks += [notice] if notice else []
            expansion = expand(self._entries(calendar, zones), self.window.span)
            occurrences += expansion.occurrences
            for error in expansion.unclear:
                self._tell(error)
            if expansion.too_much:
                words = "found entries that repeat too often to be followed"
                allowed = "export the months of the term only"
                self.found.remarks.append(Fault(Place(self.file), words, allowed))
        busy = busy_days(filter(self._counts, occurrences), self.window)
        for line, (doubt, at) in sorted(busy.doubtful.items(), key=lambda item: item[0]):
            words = f"found {doubt.found} in the entry of {say_moment(at)}"
            self._say(Place(self.file, line), words, doubt.read_as, doubt.found)
        self._more()
        absences = list(absences_of(self.owner.id, busy.days, self.file, self.window))
        self.found.absences += absences
        if not absences:
            words = "found nothing in the days and hours of the term"
            self.found.remarks.append(
                Notice(Place(self.file), words, f"{self.owner.name} is never busy by this calendar")
            )

    def _counts(self, occurrence: Occurrence) -> bool:
        entry = occurrence.entry
        return (self.owner.all_day or not entry.all_day) and (
            self.owner.tentative or entry.kind != "tentative"
        )

    def _entries(self, calendar: Component, zones: Zones) -> Iterator[Entry]:
        for part in calendar.named("VEVENT"):
            try:
                entry = read_event(part, zones)
            except UnclearError as error:
                self._tell(error)
            else:
                for prop in part.all("EXRULE") if entry is not None and entry.kind else ():
                    words = f"found EXRULE in {entry}"
                    self._say(Place(self.file, prop.line, prop.name), words, "what it takes out counts")
                if entry is not None:
                    yield entry
        for part in calendar.named("VAVAILABILITY"):
            words = "found hours of work (VAVAILABILITY)"
            self._say(Place(self.file, part.line), words, "they are not read; write them in the table hours")
        for part in calendar.named("VFREEBUSY"):
            for period in read_free_busy(part, zones):
                if isinstance(period, UnclearError):
                    self._tell(period)
                else:
                    yield period

    def _tell(self, error: UnclearError) -> None:
        span = self.window.span
        if error.day is None or span.start - NEAR <= error.day < span.end + NEAR:
            place = Place(self.file, error.line, error.column)
            self._say(place, error.found, error.allowed, error.allowed)

    def _say(self, place: Place, found: str, allowed: str, kind: str = "") -> None:
        self.told[kind or allowed] += 1
        if self.told[kind or allowed] <= MOST_TOLD:
            self.found.remarks.append(Notice(place, found, allowed))

    def _more(self) -> None:
        for number in self.told.values():
            if number > MOST_TOLD:
                words = f"found {number - MOST_TOLD:,} more entries like the last of these"
                self.found.remarks.append(
                    Notice(Place(self.file), words, "perhaps another export of the calendar says more")
                )
