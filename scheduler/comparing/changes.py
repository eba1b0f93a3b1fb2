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
    is_about_rounds,
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


def join_weeks(changes: Iterable[Change]) -> tuple[Change, ...]:
    """Return the changes of one person, with those that are the same in rounds of successive weeks as one.

    A joined change is about the rounds of the first of its weeks.
    """
    joined: list[Change] = []
    for change in changes:
        last = next((at for at, each in enumerate(joined) if _goes_on(each, change)), None)
        if last is None:
            joined.append(change)
        else:
            first = joined[last]
            joined[last] = Change(_joined(first.was, change.was), _joined(first.now, change.now))
    return tuple(joined)


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


def _goes_on(change: Change, later: Change) -> bool:
    """Tell whether two changes are the same one of rounds, the later from the day on that the first ends."""
    return all(_follows(one, other) for one, other in ((change.was, later.was), (change.now, later.now)))


def _follows(one: Appointment | None, other: Appointment | None) -> bool:
    if one is None or other is None:
        return one is other
    return (
        is_about_rounds(one)
        and (one.what, one.facts) == (other.what, other.facts)
        and isinstance(one.when, Span)
        and isinstance(other.when, Span)
        and one.when.end == other.when.start
    )


def _joined(first: Appointment | None, last: Appointment | None) -> Appointment | None:
    if first is None or not isinstance(first.when, Span) or last is None or not isinstance(last.when, Span):
        return None
    return replace(first, when=Span(first.when.start, last.when.end))


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
    """Yield who is in rounds on days in both plans that have another lead, with these before and after."""
    before = {(who, rounds.about): (days, rounds) for who, days, rounds in attended_rounds(old, cuts)}
    for who, days, later in attended_rounds(new, cuts):
        earlier_days, earlier = before.get((who, later.about), (None, later))
        both = earlier_days and days.within(earlier_days)
        if both and earlier.facts != later.facts:
            yield who, replace(earlier, when=both), replace(later, when=both)


def _compare(before: _Held, after: _Held) -> tuple[Change, ...]:
    changes = [Change(before.get(key), after.get(key)) for key in {**before, **after}]
    return tuple(sorted((change for change in changes if change.kinds), key=_order))


def _order(change: Change) -> tuple[datetime, bool, str, str]:
    """Return the order of changes: by time, a rotation before its rounds."""
    appointment = change.appointment
    match appointment.when:
        case Period(date=day, start=start):
            moment = datetime.combine(day, start)
        case Span(start=day):
            moment = datetime.combine(day, time.min)
        case _:
            moment = datetime.combine(date.min, time.min)
    return moment, is_about_rounds(appointment), appointment.what, appointment.about


def _role(who: Person) -> Role:
    return "trainee" if isinstance(who, Trainee) else "faculty"


def _standing(who: Person, before: Mapping[Person, _Held], after: Mapping[Person, _Held]) -> Standing:
    if who not in before:
        return "arrives"
    return "" if who in after else "leaves"
