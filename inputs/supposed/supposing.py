"""A term and a scenario -> the term as it would be, checked as one that was read from files."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from pathlib import Path

from inputs.columns import read_day
from inputs.days import Span, say_day, say_during
from inputs.faults import Fault, Notice, Place, SomeRemark, in_order, look, quoted, unknown
from inputs.files.tables import RawTerm, read_table_file
from inputs.people import Faculty, Room, Trainee
from inputs.programme import Activity, SeatChange, Service
from inputs.reading import read_written
from inputs.records import read_records
from inputs.schema import TERM_SCHEMA
from inputs.supposed.draft import Draft, holds
from inputs.supposed.meaning import (
    Intake,
    IntakeFile,
    Meaning,
    Move,
    RuleSetting,
    Seats,
    Without,
    read_meaning,
)
from inputs.supposed.naming import Thing, find_named
from inputs.supposed.scenario import Scenario, Supposition
from inputs.supposed.seats import days_of_seats, put_in
from inputs.term import Term
from inputs.wrong import Wrong

REASON = "what if"
"""Of the absences that are supposed."""
OFF = "off"
"""What is set to switch a rule off; its value is the reason."""


@dataclass(frozen=True)
class Supposed:
    """A scenario and the term as it would be; None with any fault."""

    scenario: Scenario
    term: Term | None
    faults: tuple[Fault, ...] = ()
    notices: tuple[Notice, ...] = ()
    words: tuple[str, ...] = ()
    """What is supposed, with names and days."""
    gone: tuple[Trainee | Faculty | Room, ...] = ()
    """Who or what is there no more, for good."""
    rules: Mapping[str, Mapping[str, object]] = field(default_factory=dict)
    """The parameters of rules that are supposed; whether there are such, only the rules know."""


def suppose(path: Path, raw: RawTerm, term: Term, scenario: Scenario, since: date) -> Supposed:
    """Return the term as it would be in a scenario.

    Parameters
    ----------
    path, raw, term
        The term as it was written: where, its tables, and what they mean.
    scenario
        What is supposed.
    since
        The first day on which anything may change: whoever is gone for good is gone from then on.
    """
    supposing = _Supposing(term, max(since, term.span.start), Draft(raw))
    for supposition in scenario.suppositions:
        supposing.take(supposition)
    faults = supposing.faults
    reading = read_written(path, supposing.draft.finished())
    return Supposed(
        scenario,
        None if faults else reading.term,
        in_order([*faults, *supposing.of_suppositions(reading.faults, others=not faults)]),
        in_order(
            notice
            for notice in supposing.of_suppositions(reading.notices)
            if not (notice.place.column or "").endswith(
                "documents"
            )  # nobody knows yet what those who come will bring
        ),
        tuple(supposing.words),
        tuple(supposing.gone),
        supposing.rules,
    )


@dataclass
class _Supposing:
    """Writes one supposition after the other into the draft, and keeps what is wrong with them."""

    term: Term
    since: date
    draft: Draft
    faults: list[Fault] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    gone: list[Trainee | Faculty | Room] = field(default_factory=list)
    rules: dict[str, dict[str, object]] = field(default_factory=dict)
    _places: dict[str, Place] = field(default_factory=dict)
    _seat_changes: dict[str, list[SeatChange]] = field(default_factory=dict)
    """Of the services, activities and rooms for which seats are supposed."""
    _taken: set[tuple[object, ...]] = field(default_factory=set)
    """What can be supposed only once, and was."""

    def take(self, supposition: Supposition) -> None:
        place = supposition.place
        self._places[str(place)] = place
        meaning: Meaning | Wrong = read_meaning(supposition)
        match meaning:
            case Wrong():
                self.faults.append(meaning.at(place))
            case Intake():
                self._intake(meaning, place)
            case IntakeFile():
                self._intake_file(meaning)
            case Without():
                self._without(meaning, place)
            case Seats():
                self._seats(meaning, place)
            case Move():
                self._move(meaning, place)
            case RuleSetting():
                self._set_rule(meaning, place)

    def of_suppositions(self, remarks: Iterable[SomeRemark], *, others: bool = False) -> Iterator[SomeRemark]:
        """Yield the remarks about what is supposed, each at its own place, and the others if wanted."""
        told: set[tuple[Place, str]] = set()
        for remark in remarks:
            place = self._places.get(remark.place.file)
            if place is None:
                if others or remark.place.file in self._files:
                    yield remark
                continue
            kind = (place.column or "").rpartition(", ")[2]  # a change of seats is one of the column seats
            named = (place.column, "" if remark.place.column == kind else remark.place.column)
            column = ", ".join(part for part in named if part)
            place = replace(place, column=column or None)
            halves = {(place, remark.found), (place, remark.allowed)}
            if not halves & told:  # what is said of one who comes is said of all
                yield replace(remark, place=place)
            told |= halves

    @property
    def _files(self) -> set[str]:
        """The files of trainees who come."""
        return {row.file for row in self.draft.rows("trainees")} - {
            trainee.place.file for trainee in self.term.trainees if trainee.place
        }

    # -- who comes -----------------------------------------------------------------------------------------

    def _intake(self, intake: Intake, place: Place) -> None:
        known = [kind.kind for kind in self.term.kinds] or [trainee.kind for trainee in self.term.trainees]
        kinds = {form: kind for kind in known for form in (look(kind), f"{look(kind)}s")}
        kind = kinds.get(look(intake.kind))
        if kind is None:
            self.faults.append(unknown(place, intake.kind, "kind of trainee", tuple(dict.fromkeys(known))))
            return
        taken = {look(str(row.cells.get("id", ""))) for name in TERM_SCHEMA for row in self.draft.rows(name)}
        numbers = (number for number in range(1, 10**6) if f"new-{number}" not in taken)
        for _, number in zip(range(intake.number), numbers, strict=False):
            cells = {
                "id": f"new-{number}",
                "name": f"New {kind} {number}",
                "kind": kind,
                "first_day": intake.stay.first_day.isoformat(),
                "last_day": intake.stay.last_day.isoformat(),
            }
            self.draft.add("trainees", cells, place)
        come = f"{kind} comes" if intake.number == 1 else f"{kind}s come"
        self.words.append(f"{intake.number} {come} {say_during(intake.stay)}")

    def _intake_file(self, intake: IntakeFile) -> None:
        schema = TERM_SCHEMA["trainees"]
        read = read_table_file(intake.path, schema.column_names)
        faults = list(read.faults)
        if read.table is not None and not faults:
            faults += read_records(schema, replace(read.table, rows=()))[1]
            if not read.table.rows:
                faults.append(Fault(read.table.place(), "found no trainees", "write one on each line"))
        self.faults += faults
        if read.table is None or faults:
            return
        for row in read.table.rows:
            self.draft.add_row("trainees", row)
        names = [str(row.cells.get("name", "somebody")) for row in read.table.rows]
        self.words.append(f"{', '.join(names)} {'comes' if len(names) == 1 else 'come'}")

    # -- who goes or is away -------------------------------------------------------------------------------

    def _without(self, without: Without, place: Place) -> None:
        term = self.term
        found = self._find(without.who, (Trainee, Faculty, Room), place)
        if not isinstance(found, Trainee | Faculty | Room):
            return
        again = f"found {found} a second time{', for the same days' if without.days else ''}"
        if not self._is_first((found.id, without.days), place, again, "write it once"):
            return
        if found in self.gone:
            gone = "which is closed" if isinstance(found, Room) else "who is gone"
            self.faults.append(Fault(place, f"found {found}, {gone} for good", "write it once"))
            return
        if without.days is not None and self._is_in_term(without.days, place):
            self._absent(found, without.days, place)
            verb = "is closed" if isinstance(found, Room) else "is away"
            self.words.append(f"{found} {verb} {say_during(without.days)}")
        if without.days is not None:
            return
        self.gone.append(found)
        verb = "is closed" if isinstance(found, Room) else "is gone"
        self.words.append(f"{found} {verb} from {say_day(self.since)} on")
        if isinstance(found, Trainee):
            self.draft.take_out("trainees", holds("id", found.id))
            for table, column in (("pins", "trainee"), ("preferences", "trainee"), ("absences", "who")):
                self.draft.take_out(table, holds(column, found.id))
            return
        self._absent(found, Span(self.since, term.span.end), place)
        if isinstance(found, Faculty) and self.since == term.span.start:
            # Who was never there is nobody's main mentor either.
            self.draft.rewrite("faculty", holds("id", found.id), {"max_meetings": "0"})
            self.draft.rewrite("trainees", holds("mentor", found.id), {"mentor": ""})
            self.draft.take_out("preferences", holds("item", found.id))

    def _absent(self, who: Trainee | Faculty | Room, days: Span, place: Place) -> None:
        self.draft.add("absences", {"who": who.id, **_cells(days), "reason": REASON}, place)

    # -- seats ---------------------------------------------------------------------------------------------

    def _seats(self, seats: Seats, place: Place) -> None:
        item: Thing | Wrong | None = find_named(seats.item, (Service, Activity), self.term)
        if isinstance(item, Wrong):  # an id or name that a room has, too, is that of the other
            item = self._find(seats.item, (Service, Activity, Room), place)
        if not isinstance(item, Service | Activity | Room):
            return
        if isinstance(item, Activity) and item.format == "meeting":
            found = f"found {quoted(seats.item)}, whose format is meeting"
            self.faults.append(Fault(place, found, "meetings have no seats, but the hours of mentors"))
            return
        if seats.days is not None and not self._is_in_term(seats.days, place):
            return
        again = f"found seats of {item} a second time{', for the same days' if seats.days else ''}"
        if not self._is_first(("seats", item.id, seats.days), place, again, "write one number"):
            return
        days = days_of_seats(item, seats.days, Span(self.since, self.term.span.end))
        others = self._seat_changes.get(item.id)
        if others is None:
            others = [change for change in self.term.seat_changes if change.item == item.id]
        now = put_in(others, item, days, seats.seats, place, usual=seats.days is None)
        self._seat_changes[item.id] = now
        self.draft.take_out("seats", holds("item", item.id))
        for change in now:
            cells = {"item": item.id, **_cells(change.span), "seats": str(change.seats)}
            self.draft.add("seats", cells, change.place or place)
        number = "one seat" if seats.seats == 1 else f"{seats.seats or 'no'} seats"
        when = say_during(seats.days) if seats.days else f"from {say_day(days.start)} on"
        self.words.append(f"{item} has {number} {when}")

    # -- stays ---------------------------------------------------------------------------------------------

    def _move(self, move: Move, place: Place) -> None:
        trainee = self._find(move.who, (Trainee,), place)
        if not isinstance(trainee, Trainee):
            return
        again = f"found a second first day of {trainee}"
        if not self._is_first(("move", trainee.id), place, again, "write one"):
            return
        row = next((row for row in self.draft.rows("trainees") if holds("id", trainee.id)(row)), None)
        if row is None:
            self.faults.append(Fault(place, f"found {trainee}, who is gone", "move who is there"))
            return
        first, last = (read_day(row.cells[column]) for column in ("first_day", "last_day"))
        if isinstance(first, Wrong) or isinstance(last, Wrong):
            raise TypeError("the row of a trainee of the term has been read before")
        if self.since > self.term.span.start and min(first, move.first_day) < self.since:
            found = f"found {quoted(move.first_day)}, but {trainee} comes on {say_day(first)}"
            allowed = f"nothing before {say_day(self.since)} can change: see --from"
            self.faults.append(Fault(place, found, allowed))
            return
        later: timedelta = move.first_day - first
        stay = Span.through(first + later, last + later)
        self.draft.rewrite("trainees", holds("id", trainee.id), _cells(stay), place)
        before = f"instead of on {say_day(first)}" if later else "as in the tables"
        self.words.append(f"{trainee} comes {say_during(stay)}, {before}")

    # -- rules ---------------------------------------------------------------------------------------------

    def _set_rule(self, setting: RuleSetting, place: Place) -> None:
        rule, parameter, value = setting.rule, setting.parameter, setting.value
        again = f"found a second value of {rule}.{parameter}"
        if not self._is_first((rule, parameter), place, again, "write one"):
            return
        self.draft.set_rule(rule, parameter, value)
        self.rules.setdefault(rule, {})[parameter] = value
        self.words.append(
            f"{rule} is off ({value})" if parameter == OFF else f"{rule}.{parameter} is {value}"
        )

    # -- what all need -------------------------------------------------------------------------------------

    def _is_in_term(self, days: Span, place: Place) -> bool:
        """Tell whether days lie in the term, in part at least, or take note that they change nothing."""
        term = self.term.span
        if not days.overlaps(term):
            self.faults.append(Fault(place, f"found {days}, outside the term", f"the term is {term}"))
        return days.overlaps(term)

    def _find(self, word: str, wanted: Sequence[type], place: Place) -> Thing | None:
        """Return what a word names, or take note why it names nothing, or too much."""
        found = find_named(word, wanted, self.term)
        if isinstance(found, Wrong):
            self.faults.append(found.at(place))
            return None
        return found

    def _is_first(self, what: tuple[object, ...], place: Place, found: str, allowed: str) -> bool:
        """Tell whether something is supposed for the first time, or take note that it was before."""
        is_first = what not in self._taken
        self._taken.add(what)
        if not is_first:
            self.faults.append(Fault(place, found, allowed))
        return is_first


def _cells(days: Span) -> dict[str, str]:
    return {"first_day": days.first_day.isoformat(), "last_day": days.last_day.isoformat()}
