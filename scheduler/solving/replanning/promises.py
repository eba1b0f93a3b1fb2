"""Why a published term cannot be planned again as it was asked: promises, or a past, that cannot hold."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from constraints.catalogue import hard_rules
from constraints.changed import changes_to
from constraints.scope import Scope, is_off
from constraints.wanted import option_of
from inputs.days import say_day
from inputs.faults import listed
from inputs.plan import Plan
from inputs.programme import Pin, Service
from inputs.published import Published
from inputs.term import Term
from scheduler.model import Model
from scheduler.solving.conflicts import find_conflict, find_conflict_of_few, is_impossible_again
from scheduler.solving.replanning.remnant import Remnant
from scheduler.solving.search import Control

PAST_BREAKS = "What is past breaks a rule of the term as it is now"
NO_HISTORY = ("pins", "history", "promised_to_stay", "one_main_mentor")
"""Rules that say nothing of what is past alone."""
LED_BY_NOBODY, LED_OTHERWISE = "led by nobody", "led by somebody else or nobody"
"""What is left of the published plan knows no other lead yet; a plan may have one."""


def broken_promises(term: Term, published: Published, remnant: Remnant) -> tuple[str, ...]:
    """Return in words the promises that every plan breaks, whatever else it does; none where they are off."""
    return () if is_off(term, "promised_to_stay") else tuple(_broken(term, published, remnant))


def _broken(term: Term, published: Published, remnant: Remnant) -> Iterator[str]:
    for change in changes_to(remnant.plan, term):
        for person in sorted(change.people & remnant.forced, key=str) if not change.idle else ():
            if person.id in published.kept:
                what = change.what.replace(LED_BY_NOBODY, LED_OTHERWISE)
                yield f"{person} is to be kept, but in every plan {what}."
    most = published.touch_at_most
    if most is not None and len(remnant.forced) > most:
        names = listed(sorted(str(person) for person in remnant.forced))
        yield f"{_limit(most)} may be touched, but in every plan these are: {names}."


def pins_against_the_past(term: Term, published: Published) -> tuple[str, ...]:
    """Return in words the pins that no plan keeps, because what they speak of is past and was otherwise."""
    if is_off(term, "pins") or is_off(term, "history"):
        return ()
    past = _possible_past(published, term)
    settled = replace(term, pins=tuple(pin for pin in term.pins if _is_settled(pin, published, term)))
    return tuple(
        f"{_what_stays(violation.at.item, published, term)}: {violation.text}"
        for rule in hard_rules(term)
        if rule.name == "pins"
        for violation in rule.verify(past, settled)
    )


def _what_stays(item: str, published: Published, term: Term) -> str:
    day = say_day(published.since)
    if item in term.service_by_id:
        return f"Who is on which service in weeks that began before {day} stays as it was published"
    return f"What lies before {day} stays as it was published"


def _is_settled(pin: Pin, published: Published, term: Term) -> bool:
    """Tell whether a pin holds or not by what is past alone, whatever comes after it."""
    stay = pin.trainee.stay
    if stay.start >= published.since:
        return False
    if pin.date is None:
        return stay.last_day < published.since
    if isinstance(pin.item, Service):
        return published.is_past(term.week_of(pin.date))
    return pin.date < published.since


def say_why(term: Term, published: Published, control: Control) -> tuple[str, ...]:
    """Return in words what cannot hold together where no plan exists; nothing where that is not confirmed.

    That is a past that breaks a rule, or pins and promised mentors, or the promises to those who rely on the
    published plan.
    """
    if told := _broken_past(term, published) or find_conflict(_bare(term, published), control):
        return told
    if not (published.kept or published.touch_at_most is not None):
        return ()
    if not is_impossible_again(Model(term, Scope.whole(term)), control):
        return ()
    return tuple(_promises(term, published))


def pins_against_each_other(term: Term, published: Published, control: Control) -> tuple[str, ...]:
    """Return in words a few pins that cannot hold together; none where the past may be why."""
    if _broken_past(term, published):
        return ()
    return find_conflict_of_few(_bare(term, published), control)


def _broken_past(term: Term, published: Published) -> tuple[str, ...]:
    return tuple(
        f"{PAST_BREAKS}: {violation.text}"
        for rule in hard_rules(term)
        if rule.name not in NO_HISTORY
        for violation in rule.verify(_possible_past(published, term), term)
        if violation.at.span is None or violation.at.span.start < published.since
    )


def _bare(term: Term, published: Published) -> Term:
    """Return the term without promises, which must not make pins and mentors look guilty."""
    return replace(term, published=replace(published, kept=frozenset(), touch_at_most=None))


def _promises(term: Term, published: Published) -> Iterator[str]:
    people = [person for person in (*term.trainees, *term.faculty) if person.id in published.kept]
    if people:
        yield f"Nothing may change for {listed(str(person) for person in people)}."
    if published.touch_at_most is not None:
        yield f"{_limit(published.touch_at_most)} may be touched."
    yield "What is past stays, and the rules of the term hold."


def _limit(people: int) -> str:
    return {0: "Nobody", 1: "Only one person"}.get(people, f"At most {people} people")


def _possible_past(published: Published, term: Term) -> Plan:
    """Return the past without what did not take place as the term is now: what lies outside a stay, say."""
    past = _past_of(published)
    return replace(
        past,
        rotations=tuple(
            replace(row, span=within)
            for row in past.rotations
            if (within := row.span.within(row.trainee.stay)) is not None
        ),
        sessions=tuple(s for s in past.sessions if term.is_possible(s.trainee, option_of(s, term))),
    )


def _past_of(published: Published) -> Plan:
    """Return what lies before the day of replanning, and the rotations that have begun then.

    Main mentors are those of whoever has left.
    """
    plan, since = published.plan, published.since
    return Plan(
        tuple(row for row in plan.rotations if row.span.start < since),
        tuple(row for row in plan.rounds if row.week.monday < since),
        tuple(row for row in plan.sessions if row.period.date < since),
        tuple(row for row in plan.mentorships if row.trainee.stay.last_day < since and row.mentor.mentors),
    )
