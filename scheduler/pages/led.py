"""
Rounds of a trainee that somebody else leads than before.

Who leads a week's rounds is no appointment of the trainees on the service (see `scheduler.comparing`): it
counts among the changes of the leads alone. A page that says who leads each round has to say that it changed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from inputs.days import Span
from inputs.people import Faculty
from inputs.plan import Plan
from inputs.programme import Service
from inputs.term import Term


@dataclass(frozen=True)
class LedByAnother:
    """Days on a service whose rounds had one lead and have another one; None is nobody."""

    service: Service
    span: Span
    was: Faculty | None
    now: Faculty | None


def rounds_led_by_others(old: Plan, new: Plan, term: Term) -> tuple[LedByAnother, ...]:
    """Return the days of a trainee's rounds with another lead than before; takes what `own_part` returns.

    Only days on which the trainee was on the service before, too, count: of what is new all is new. Weeks
    that follow each other with the same leads are one.
    """
    before, after = _leads(old), _leads(new)
    found: list[LedByAnother] = []
    for rotation in sorted(new.rotations, key=lambda rotation: rotation.span):
        service = rotation.service
        for week in term.weeks if service.has_rounds else ():
            span = week.span.within(rotation.span)
            was, now = before.get((service, week.monday)), after.get((service, week.monday))
            if span is None or was == now or not _was_there(old, service, span):
                continue
            last = found[-1] if found else None
            if last and (last.service, last.span.end, last.was, last.now) == (service, span.start, was, now):
                found[-1] = replace(last, span=Span(last.span.start, span.end))
            else:
                found.append(LedByAnother(service, span, was, now))
    return tuple(found)


def _was_there(old: Plan, service: Service, span: Span) -> bool:
    return any(each.service == service and each.span.overlaps(span) for each in old.rotations)


def _leads(own: Plan) -> Mapping[tuple[Service, date], Faculty]:
    return {
        (row.service, row.week.monday): row.lead for row in sorted(own.rounds, key=lambda row: row.lead.id)
    }
