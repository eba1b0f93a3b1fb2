"""
Rounds of a trainee that somebody else leads than before.

`scheduler.comparing` tells of them week by week, with whatever else changes. On a page, weeks that follow
each other with the same leads are one line, as the rotation is.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise

from inputs.days import Span
from inputs.people import Faculty
from inputs.plan import Plan
from inputs.programme import Service
from scheduler.comparing.appointments import Side
from scheduler.outputs.round_leads import LedSpan


@dataclass(frozen=True)
class LedByAnother:
    """Days on a service whose rounds had one lead and have another one; None is nobody."""

    service: Service
    span: Span
    was: Faculty | None
    now: Faculty | None


def rounds_led_by_others(old: Side, new: Side) -> tuple[LedByAnother, ...]:
    """Return the days of a trainee's rounds with another lead than before; takes what `own_part` returns.

    Only days on which the trainee was on the service before, too, count: of what is new all is new. Days
    that follow each other with the same leads are one.
    """
    before, after = _by_week(old), _by_week(new)
    found: list[LedByAnother] = []
    for rotation in sorted(new.plan.rotations, key=lambda rotation: rotation.span):
        service = rotation.service
        for week in new.term.weeks if service.has_rounds else ():
            span = week.span.within(rotation.span)
            if span is None:
                continue
            key = service, week.monday
            for days, was, now in _compared(span, before.get(key, ()), after.get(key, ())):
                last = found[-1] if found else None
                if was == now or not _was_there(old.plan, service, days):
                    continue
                if last and (last.service, last.span.end, last.was, last.now) == (
                    service,
                    days.start,
                    was,
                    now,
                ):
                    found[-1] = replace(last, span=Span(last.span.start, days.end))
                else:
                    found.append(LedByAnother(service, days, was, now))
    return tuple(found)


def _compared(
    span: Span, before: Sequence[LedSpan], after: Sequence[LedSpan]
) -> Iterator[tuple[Span, Faculty | None, Faculty | None]]:
    """Yield the days of a span, of one week, with their leads in both plans."""
    cuts = {led.span.start for led in (*before, *after) if led.span.start in span}
    for start, end in pairwise(sorted({span.start, *cuts, span.end})):
        yield Span(start, end), _lead_on(before, start), _lead_on(after, start)


def _was_there(old: Plan, service: Service, span: Span) -> bool:
    return any(each.service == service and each.span.overlaps(span) for each in old.rotations)


def _lead_on(spans: Sequence[LedSpan], day: date) -> Faculty | None:
    """Return who leads on a day; of several, the last."""
    return next((lead for led in spans if day in led.span for lead in reversed(led.leads)), None)


def _by_week(side: Side) -> Mapping[tuple[Service, date], Sequence[LedSpan]]:
    found: dict[tuple[Service, date], list[LedSpan]] = {}
    for led in side.leads.spans:
        found.setdefault((led.service, led.week.monday), []).append(led)
    return found
