"""What changed for one person since another version, in the words of the page's language."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from inputs.days import Period, Span
from inputs.people import Faculty, Trainee
from inputs.term import Term
from scheduler.comparing.appointments import Appointment, Side, is_about_rounds
from scheduler.comparing.changes import MOVED, Change, find_changes, join_weeks
from scheduler.outputs.calendars.texts import called, clean
from scheduler.pages.differing import without_the_same
from scheduler.pages.own import holds_nothing, own_part
from scheduler.pages.words import DASH, Words
from scheduler.store.version import Version


@dataclass(frozen=True)
class Difference:
    """One fact that is another now; ``label`` names it, and is empty for the time."""

    label: str
    was: str
    now: str


@dataclass(frozen=True)
class ChangeLine:
    """One change: what kind it is, of what, when that is, and what is different of it.

    ``facts`` are what there is to know of something new or gone.
    """

    kind: str
    what: str
    when: str = ""
    facts: tuple[str, ...] = ()
    differences: tuple[Difference, ...] = ()
    is_past: bool = False


@dataclass(frozen=True)
class Changes:
    """All changes for a person, those of days still to come first."""

    lines: tuple[ChangeLine, ...] = ()
    marks: Mapping[str, str] = field(default_factory=dict)
    """What the plan calls each thing that changed, with its kind."""
    arrives: bool = False
    """Whether the earlier version held nothing for the person."""


def changes_for(
    person: Trainee | Faculty, before: Version | None, now: Version, words: Words, today: date
) -> Changes:
    """Return what is different for one person between two versions; nothing where there is no earlier one."""
    if before is None:
        return Changes()
    old, new = own_part(before.plan, person), own_part(now.plan, person)
    wording = _Wording(before.term, now.term, words)
    sides = Side(old, before.term, before.led), Side(new, now.term, now.led)
    changes = _changes_of(person, *sides)
    lines = [(_first_day(change.appointment), wording.line(change, today)) for change in join_weeks(changes)]
    ordered = sorted(lines, key=lambda dated: (dated[1].is_past, dated[0]))
    return Changes(
        tuple(line for _, line in ordered),
        {change.now.about: change.kinds[0] for change in changes if change.now},
        holds_nothing(old, person, before.led) and not holds_nothing(new, person, now.led),
    )


def _changes_of(person: Trainee | Faculty, old: Side, new: Side) -> tuple[Change, ...]:
    """Return the changes of one person; the sides hold what concerns that person."""
    before, now = without_the_same(old.plan, new.plan)
    role = "trainee" if isinstance(person, Trainee) else "faculty"
    changed = find_changes(replace(old, plan=before), replace(new, plan=now))
    return next((each.changes for each in changed if (each.role, each.id) == (role, person.id)), ())


@dataclass(frozen=True)
class _Wording:
    """Words changes; names are those of the term in which each thing is."""

    before: Term
    after: Term
    words: Words

    def line(self, change: Change, today: date) -> ChangeLine:
        was, now, about = change.was, change.now, change.appointment
        what = self._what(about, self.after if now else self.before)
        kind = change.kinds[0]
        is_past = all(_last_day(each) < today for each in (was, now) if each)
        if was is None or now is None:
            facts = tuple(self._fact(name, fact) for name, fact in about.facts if fact)
            return ChangeLine(kind, what, self._when(about.when), facts, (), is_past)
        before, after = dict(was.facts), dict(now.facts)
        differences = [
            Difference(
                self.words(f"change_{name}"),
                self._say(name, before.get(name, "")),
                self._say(name, after.get(name, "")),
            )
            for name in change.kinds
            if name != MOVED
        ]
        if MOVED in change.kinds:
            moved = Difference("", self._when(was.when), self._when(now.when))
            return ChangeLine(kind, what, "", (), (moved, *differences), is_past)
        return ChangeLine(kind, what, self._when(now.when), (), tuple(differences), is_past)

    def _what(self, appointment: Appointment, term: Term) -> str:
        """Return what an appointment is; its own words for that are English."""
        about, what, words = appointment.about, clean(appointment.what), self.words
        if about.startswith("main mentor of "):
            trainee = term.trainee_by_id[about.removeprefix("main mentor of ")]
            is_own = bool(appointment.facts)
            return words("main_mentor") if is_own else words("mentor_of", name=called(trainee))
        if is_about_rounds(appointment):
            service = called(term.service_by_id[about.removeprefix("rounds of ").rpartition(" from ")[0]])
            is_own = "lead" in dict(appointment.facts)
            return f"{words('round')}{words.colon}{service}" if is_own else words("lead_on", service=service)
        kind, *parts = json.loads(about)
        if kind == "occurrence":
            return words("as_lead", title=called(term.activity_by_id[parts[0]]))
        is_held = not {"mentor", "lead"} & dict(appointment.facts).keys()
        if kind == "session" and is_held:
            title, name = called(term.activity_by_id[parts[1]]), called(term.trainee_by_id[parts[0]])
            return words("with", title=title, name=name)
        return what

    def _fact(self, name: str, fact: str) -> str:
        text = self._say(name, fact)
        label = self.words(f"change_{name}")
        return text if name == "room" else f"{label}{self.words.colon}{text}"

    def _say(self, name: str, fact: str) -> str:
        if not fact:
            return self.words("none")
        return fact.replace(" to ", DASH) if name == "rounds" else clean(fact)

    def _when(self, when: Period | Span | None) -> str:
        if isinstance(when, Period):
            return self.words.moment(when)
        return "" if when is None else self.words.span(when)


def _first_day(appointment: Appointment) -> date:
    match appointment.when:
        case Period(date=day):
            return day
        case Span(first_day=day):
            return day
        case _:
            return date.min


def _last_day(appointment: Appointment) -> date:
    match appointment.when:
        case Period(date=day):
            return day
        case Span(last_day=day):
            return day
        case _:
            return date.max
