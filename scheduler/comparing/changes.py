"""What a new plan changes for each trainee and member of faculty."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from typing import Literal

from inputs.days import Period, Span
from inputs.people import Trainee
from scheduler.comparing.appointments import (
    Appointment,
    Cuts,
    Person,
    Side,
    appointments_in,
    attended_rounds,
    same_things,
)

Role = Literal["trainee", "faculty"]
Standing = Literal["", "arrives", "leaves"]

NEW, GONE, MOVED = "new", "gone", "moved"
KINDS = (NEW, GONE, MOVED, "room", "mentor", "lead", "topic", "rounds")
"""What a change may be, the weightiest first."""


@dataclass(frozen=True)
class Change:
    """One change for one person: the appointment before and after, None where there was or is none."""

    was: Appointment | None
    now: Appointment | None

    @property
    def appointment(self) -> Appointment:
        """The appointment as it is now; of one that is gone, as it was."""
        found = self.now or self.was
        if found is None:
            raise ValueError("a change is a change of something")
        return found

    @property
    def kinds(self) -> tuple[str, ...]:
        """All that is different, the weightiest first; of what is new or gone only that."""
        if self.was is None or self.now is None:
            return (GONE if self.now is None else NEW,)
        before, after = dict(self.was.facts), dict(self.now.facts)
        different = {name for name in {**before, **after} if before.get(name) != after.get(name)}
        if self.was.when != self.now.when:
            different.add(MOVED)
        return tuple(kind for kind in KINDS if kind in different)


@dataclass(frozen=True)
class PersonChanges:
    """What changes for one person; ``standing`` tells who had nothing before, or has nothing any more."""

    role: Role
    id: str
    name: str
    changes: tuple[Change, ...]
    standing: Standing = ""


def find_changes(old: Side, new: Side) -> tuple[PersonChanges, ...]:
    """Return who is touched by the change from one plan to another, and how.

    Trainees come first, then faculty, each by name. A trainee is told of sessions, meetings, rotations, the
    main mentor, and time and lead of rounds; faculty of meetings, of what they lead, of rounds and of whom
    they mentor. Nobody is told who else attends.

    Parameters
    ----------
    old, new
        The two plans, each with its own term, because names and times of rounds may have changed too.
        Where the lead of rounds changes in the middle of a week on either side, only the days that have
        another lead have changed.
    """
    was, cuts = same_things(old, new), old.cuts | new.cuts
    before = _by_person(old, {}, cuts)
    after = _by_person(new, was, cuts)
    for who, earlier, later in _led_by_others(old, new, cuts):
        before[who][earlier.about], after[who][later.about] = earlier, later
    return tuple(
        PersonChanges(_role(who), who.id, who.name, changes, _standing(who, before, after))
        for who in sorted({**before, **after}, key=lambda who: (_role(who) == "faculty", who.name, who.id))
        if (changes := _compare(before.get(who, {}), after.get(who, {})))
    )


def things_of(people: Iterable[PersonChanges]) -> int:
    """Return how many things change, of whatever kind; each counts once, however many it touches."""
    return len({change.appointment.about for person in people for change in person.changes})


def numbers_of(people: Iterable[PersonChanges]) -> dict[str, int]:
    """Return how many things are new, gone, moved and so on; each counts once, however many it touches.

    What is new for one person and gone for another has another lead, and is neither new nor gone.
    """
    things: dict[str, set[str]] = {}
    for person in people:
        for change in person.changes:
            things.setdefault(change.appointment.about, set()).update(change.kinds)
    count = Counter(kind for kinds in things.values() for kind in _of_a_thing(kinds))
    return {kind: count[kind] for kind in KINDS if count[kind]}


def _of_a_thing(kinds: set[str]) -> set[str]:
    if kinds == {NEW, GONE}:
        return {"lead"}
    return kinds - {NEW, GONE} or kinds


_Held = Mapping[str, Appointment]


def _by_person(side: Side, was: Mapping[str, str], cuts: Cuts) -> dict[Person, dict[str, Appointment]]:
    """Return the appointments of each person by what they were about in the old plan."""
    # A thing of the new plan may bear the name that another one had in the old plan.
    taken = set(was.values())
    found: dict[Person, dict[str, Appointment]] = {}
    for who, appointment in appointments_in(side, cuts):
        about = appointment.about
        key = was.get(about, f"new {about}" if about in taken else about)
        found.setdefault(who, {})[key] = appointment
    return found


def _led_by_others(old: Side, new: Side, cuts: Cuts) -> Iterator[tuple[Trainee, Appointment, Appointment]]:
    """Yield who is in rounds of a week in both plans that have another lead, with these before and after."""
    before = {(who, rounds.about): rounds for who, rounds in attended_rounds(old, cuts)}
    for who, later in attended_rounds(new, cuts):
        earlier = before.get((who, later.about))
        if earlier is not None and earlier.facts != later.facts:
            yield who, replace(earlier, when=later.when), later


def _compare(before: _Held, after: _Held) -> tuple[Change, ...]:
    changes = [Change(before.get(key), after.get(key)) for key in {**before, **after}]
    return tuple(sorted((change for change in changes if change.kinds), key=_order))


def _order(change: Change) -> tuple[datetime, str, str]:
    appointment = change.appointment
    match appointment.when:
        case Period(date=day, start=start):
            moment = datetime.combine(day, start)
        case Span(start=day):
            moment = datetime.combine(day, time.min)
        case _:
            moment = datetime.combine(date.min, time.min)
    return moment, appointment.what, appointment.about


def _role(who: Person) -> Role:
    return "trainee" if isinstance(who, Trainee) else "faculty"


def _standing(who: Person, before: Mapping[Person, _Held], after: Mapping[Person, _Held]) -> Standing:
    if who not in before:
        return "arrives"
    return "" if who in after else "leaves"
