"""Changes in words, ``was -> now``, and as programs read them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from datetime import date
from typing import Any

from inputs.days import Period, Span, say_day, say_span, say_time, say_weekday
from inputs.faults import listed
from inputs.term import Term
from inputs.words import counted, spelt
from scheduler.comparing.appointments import Appointment, main_mentor_to_a_mentor
from scheduler.comparing.changes import GONE, KINDS, MOVED, NEW, Change, PersonChanges, join_weeks
from scheduler.comparing.promised import TO_PROMISES

MOST_LINES_OF_A_NEWCOMER = 5
"""Somebody who comes or goes with more than that gets one line: the calendar has the rest."""
UNTOUCHING = {"topic", "rounds"}
"""Kinds of changes that are told, and touch nobody."""
UNTOUCHED = {
    "past": "of {} only what is past is written otherwise",
    "topic": "for {} only topics or the time of rounds change",
    "comes": "{} had nothing published before",
    "mentor": "{} only became main mentor of somebody who comes",
    "left": "{} left the term",
}
WIDTH = 7
"""Of the word that a line begins with."""


def say_numbers(numbers: Mapping[str, int]) -> str:
    """Return how much changed: ``2 new, 1 moved, 1 room``."""
    return ", ".join(f"{numbers[kind]:,} {kind}" for kind in KINDS if numbers.get(kind)) or "nothing"


def say_things(things: int, numbers: Mapping[str, int]) -> str:
    """Return how many things differ, and how: ``49 things differ, some in several ways: 2 new, 50 lead``.

    Where each differs in one way only, the kinds add up to the things, and these are not told by themselves.
    """
    if sum(numbers.values()) == things:
        return say_numbers(numbers)
    differ = f"{counted(things, 'thing')} {'differs' if things == 1 else 'differ'}"
    return f"{differ}, {'in' if things == 1 else 'some in'} several ways: {say_numbers(numbers)}"


def say_promises(things: int, promised: int) -> str:
    """Return why the level stability counts another number of changes than a changelog tells things.

    Nothing where the two agree.

    Parameters
    ----------
    things
        How many things a changelog tells, as `scheduler.comparing.changes.things_of` counts them.
    promised
        How many changes to what was promised there are, as `scheduler.comparing.promised` counts them.
    """
    if things == promised:
        return ""
    changes = f"{counted(promised, 'change')} {TO_PROMISES}"
    return (
        f"Stability counts {changes}, as the rule changes_to_published says; "
        f"the list above tells {counted(things, 'thing')} that {'differs' if things == 1 else 'differ'}, "
        "also of trainees who come or go, of what is past, and of topics."
    )


def say_people(people: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    """Yield the lines of a changelog, person by person; takes what `plain_changes` returns."""
    for person in people:
        yield f"{person['name']}, {person['role']}"
        yield from (f"  {line}" for line in person["lines"])


def say_untouched(people: Sequence[Mapping[str, Any]], since: date, term: Term) -> str:
    """Return how many people of a changelog are touched, and why others are in it; nothing where all are.

    A changelog also tells what is past and was written otherwise since, what comes for those to whom nothing
    was published, and topics. None of that touches anybody.

    Parameters
    ----------
    people
        What `plain_changes` returns.
    since
        The first day that could change.
    term
        The term of the new plan.
    """
    coming = _coming(people)
    reasons = Counter(_why_untouched(person, since, term, coming) for person in people)
    touched = reasons.pop("", 0)
    if not reasons:
        return ""
    who = "Nobody is"
    if touched:
        who = f"Of these {len(people)} people, {spelt(touched)} {'is' if touched == 1 else 'are'}"
    parts = [f"{who} touched from {say_day(since)} on"]
    parts += [
        words.format(spelt(number)) for reason, words in UNTOUCHED.items() if (number := reasons[reason])
    ]
    return f"{'; '.join(parts)}."


def plain_counts(
    people: Sequence[Mapping[str, Any]], things: int, since: date, term: Term, promised: int | None = None
) -> dict[str, int | None]:
    """Return how much a changelog tells, as programs read it.

    Parameters
    ----------
    people
        What `plain_changes` returns.
    things
        How many things change, as `scheduler.comparing.changes.things_of` counts them.
    since
        The first day that could change.
    term
        The term of the new plan.
    promised
        How many changes to what was promised these are; None where that is not known.

    Returns
    -------
    dict
        The ``people`` for whom something changes, those of them who are ``touched``, as `say_untouched` says
        it, the ``changes``, which are things that differ, each of which counts once, however many it touches,
        and the changes to what was ``promised``, as the level stability counts them.
    """
    coming = _coming(people)
    touched = sum(1 for person in people if not _why_untouched(person, since, term, coming))
    return {"people": len(people), "touched": touched, "changes": things, "promised": promised}


def _coming(people: Iterable[Mapping[str, Any]]) -> AbstractSet[str]:
    """Return what being main mentor of those is called to whom nothing was published before."""
    return {main_mentor_to_a_mentor(person["name"]) for person in people if _comes(person)}


def _comes(person: Mapping[str, Any]) -> bool:
    return (person["role"], person["standing"]) == ("trainee", "arrives")


def _why_untouched(person: Mapping[str, Any], since: date, term: Term, coming: AbstractSet[str]) -> str:
    if person["id"] not in term.trainee_by_id and person["id"] not in term.faculty_by_id:
        return "left"
    if _comes(person):
        return "comes"
    ahead = [change for change in person["changes"] if not _is_past(change, since)]
    if not ahead:
        return "past"
    known = [change for change in ahead if change["what"] not in coming]
    if not known:
        return "mentor"
    return "" if any(set(change["kinds"]) - UNTOUCHING for change in known) else "topic"


def _is_past(change: Mapping[str, Any], since: date) -> bool:
    sides = [side for side in (change["was"], change["now"]) if side is not None]
    days = [side.get("date", side.get("last_day")) for side in sides]
    return all(day is not None and date.fromisoformat(day) < since for day in days)


def plain_changes(people: Iterable[PersonChanges]) -> list[dict[str, Any]]:
    """Return changes as programs read them, and with the ``lines`` that people read."""
    return [
        {
            "role": person.role,
            "id": person.id,
            "name": person.name,
            "standing": person.standing,
            "lines": list(say_person(person)),
            "changes": [
                {
                    "kinds": list(change.kinds),
                    "what": change.appointment.what,
                    "was": _plain(change.was),
                    "now": _plain(change.now),
                }
                for change in person.changes
            ],
        }
        for person in people
    ]


def say_person(person: PersonChanges) -> Iterator[str]:
    """Yield one line for each change for a person; of somebody who comes or goes with much, one for all.

    Weeks of rounds that follow each other are one line where the same changes in each.
    """
    if person.standing and len(person.changes) > MOST_LINES_OF_A_NEWCOMER:
        word = NEW if person.standing == "arrives" else GONE
        yield f"{word:{WIDTH}} {_sum_up(person)}"
        return
    for change in join_weeks(person.changes):
        yield f"{change.kinds[0]:{WIDTH}} {say_change(change)}"


def say_change(change: Change) -> str:
    """Return a change as one line, without the word for what kind it is."""
    was, now, what = change.was, change.now, change.appointment.what
    if was is None or now is None:
        facts = _facts(change.appointment)
        return ", ".join(part for part in (what, _when(change.appointment.when), *facts) if part)
    before, after = dict(was.facts), dict(now.facts)
    differences = [
        f"{before.get(kind) or 'none'} -> {after.get(kind) or 'none'}"
        for kind in change.kinds
        if kind != MOVED
    ]
    names = [kind for kind in change.kinds if kind != MOVED]
    if MOVED in change.kinds:
        moved = f"{what}, {_when(was.when)} -> {_when_after(was.when, now.when)}"
        return "; ".join((moved, *(f"{n} {d}" for n, d in zip(names, differences, strict=True))))
    named = [differences[0], *(f"{n} {d}" for n, d in zip(names[1:], differences[1:], strict=True))]
    where = ", ".join(part for part in (what, _when(now.when)) if part)
    return f"{where}: {'; '.join(named)}"


def _facts(appointment: Appointment) -> list[str]:
    """Return what there is to know of something new or gone."""
    words = {
        "room": "in {}",
        "mentor": "with {}",
        "lead": "led by {}",
        "topic": "on {}",
        "rounds": "rounds {}",
    }
    if appointment.when is None:
        words["mentor"] = "{}"
    return [words[name].format(fact) for name, fact in appointment.facts if fact]


def _when(when: Period | Span | None) -> str:
    if isinstance(when, Period):
        return f"{say_weekday(when.date)}, {say_time(when.start)} to {say_time(when.end)}"
    return "" if when is None else say_span(when)


def _when_after(was: Period | Span | None, now: Period | Span | None) -> str:
    """Return the new time, without the day where that is the same, and of days only the one that differs."""
    if isinstance(was, Period) and isinstance(now, Period) and was.date == now.date:
        return f"{say_time(now.start)} to {say_time(now.end)}"
    if isinstance(was, Span) and isinstance(now, Span) and was.start == now.start:
        return f"until {say_day(now.last_day)}"
    return _when(now)


def _sum_up(person: PersonChanges) -> str:
    appointments = [change.appointment for change in person.changes]
    sessions = sum(isinstance(appointment.when, Period) for appointment in appointments)
    spans = sum(isinstance(appointment.when, Span) for appointment in appointments)
    one, many = ("rotation", None) if person.role == "trainee" else ("week of rounds", "weeks of rounds")
    parts = [counted(sessions, "session"), counted(spans, one, many)]
    parts += [
        ", ".join((appointment.what, *_facts(appointment)))
        for appointment in appointments
        if appointment.when is None
    ]
    return listed(part for part in parts if not part.startswith("no "))


def _plain(appointment: Appointment | None) -> dict[str, str] | None:
    if appointment is None:
        return None
    when = appointment.when
    plain: dict[str, str] = {}
    if isinstance(when, Period):
        plain |= {"date": f"{when.date}", "start": say_time(when.start), "end": say_time(when.end)}
    elif isinstance(when, Span):
        plain |= {"first_day": f"{when.first_day}", "last_day": f"{when.last_day}"}
    elif appointment.until is not None:
        plain |= {"last_day": f"{appointment.until}"}
    return plain | dict(appointment.facts)
