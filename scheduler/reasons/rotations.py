"""Why a trainee is on no service in a week, or lacks weeks that the curriculum asks for."""

from __future__ import annotations

from collections.abc import Iterator

from constraints.scope import is_off
from inputs.days import Span, Week
from inputs.faults import listed
from inputs.people import Trainee
from inputs.plan import Cause, Plan
from inputs.programme import Service
from inputs.term import Term
from inputs.words import counted, with_article
from scheduler.reasons.costly import COSTLY_WEEKS, GIVEN_ELSEWHERE, PAST

TOO_SHORT = Cause("rotation", "the seats left do not make a rotation of an allowed length")


def why_no_rotation(trainee: Trainee, span: Span, plan: Plan, term: Term) -> Cause:
    """Return why somebody is on no service in a week."""
    week = term.week_of(span.start)
    services = [service for service in term.services if service.admits(trainee.kind)]
    if not services:
        return Cause("rotation", f"no service takes {with_article(trainee.kind)}")
    free = [service for service in services if not _is_full(service, week, plan, term)]
    if not free:
        closed = all(term.service_seats(service, week) == 0 for service in services)
        none = "no service has a seat in this week"
        return Cause("service_seats", none if closed else "all seats of every service are taken in this week")
    twice = is_off(term, "no_service_twice")
    taken = set() if twice else {rotation.service for rotation in plan.rotations_of(trainee)}
    if any(_could_be_longer(trainee, service, week, plan, term) for service in free if service in taken):
        return _hindered_by_nothing(week, term)
    untaken = [service for service in free if service not in taken]
    if not untaken:
        names = listed(service.name for service in free)
        elsewhere = f"where {trainee} rotates at another time, and no service is taken twice"
        return Cause("rotation", f"only {names} had a seat, {elsewhere}")
    causes = [_why_not_on(trainee, service, week, plan, term) for service in untaken]
    nothing = _hindered_by_nothing(week, term)
    return next((cause for cause in (nothing, TOO_SHORT) if cause in causes), causes[0])


def _why_not_on(trainee: Trainee, service: Service, week: Week, plan: Plan, term: Term) -> Cause:
    """Return why somebody is not on a service that has a seat in a week, and is on it in no other."""
    pins = [pin for pin in term.pins if pin.trainee == trainee and pin.item == service and not pin.must]
    if not is_off(term, "pins") and any(pin.date is None or pin.date in week.span for pin in pins):
        return Cause("pin", f"a pin forbids {service}")
    earlier = {r.service.id for r in plan.rotations_of(trainee) if r.span.start < week.span.start}
    missing = [name for name in service.after if name not in earlier]
    if missing and not is_off(term, "service_order"):
        before = listed(term.service_by_id[name].name for name in missing)
        return Cause("rotation", f"{service} is only for those who were on {before} before")
    stay = term.weeks_of_stay(trainee)
    least = 1 if is_off(term, "rotation_length") else min(service.min_weeks, len(stay))
    run = list(_run_around(trainee, service, week, plan, term))
    return _hindered_by_nothing(week, term) if len(run) >= least else TOO_SHORT


def _run_around(trainee: Trainee, service: Service, week: Week, plan: Plan, term: Term) -> Iterator[Week]:
    """Yield the weeks around one in which a trainee is on no service, and this one has a seat."""
    stay = term.weeks_of_stay(trainee)
    at = stay.index(week)
    for weeks in (reversed(stay[:at]), stay[at:]):
        for one in weeks:
            if plan.services_in(trainee, one) or _is_full(service, one, plan, term):
                break
            yield one


def _could_be_longer(trainee: Trainee, service: Service, week: Week, plan: Plan, term: Term) -> bool:
    """Tell whether the rotation on a service lies beside a week, and may last a week longer."""
    numbers = [w.number for w in term.weeks_of_stay(trainee) if service in plan.services_in(trainee, w)]
    if not numbers:  # it lies outside the stay, as that is now
        return False
    beside = week.number in (min(numbers) - 1, max(numbers) + 1)
    most = None if is_off(term, "rotation_length") else service.max_weeks
    return beside and (most is None or len(numbers) < most)


def _hindered_by_nothing(week: Week, term: Term) -> Cause:
    return PAST if term.is_settled(week.monday) else GIVEN_ELSEWHERE


def why_no_curriculum(trainee: Trainee, item: str, plan: Plan, term: Term) -> list[Cause]:
    """Return why somebody lacks weeks on a service, or on any of several, that the curriculum asks for."""
    services = [term.service_by_id[service] for service in item.split(";")]
    admitting = [service for service in services if service.admits(trainee.kind)]
    if not admitting:
        takes = "takes" if len(services) == 1 else "take"
        return [
            Cause("impossible", f"{listed(service.name for service in services)} {takes} no {trainee.kind}")
        ]
    causes = list(_too_short_a_stay(trainee, term))
    others = [
        (service, week)
        for week in term.weeks_of_stay(trainee)
        for service in admitting
        if service not in plan.services_in(trainee, week)
    ]
    if all(_is_full(service, week, plan, term) for service, week in others):
        has_some = any(rotation.service in admitting for rotation in plan.rotations_of(trainee))
        when = "in the other weeks of the stay" if has_some else "throughout the stay"
        closed = all(term.service_seats(service, week) == 0 for service, week in others)
        if others:
            full = "there is no seat there" if closed else "all seats there are taken"
            causes.append(Cause("service_seats", f"{full} {when}"))
    return causes or [Cause("rotation", COSTLY_WEEKS)]


def _too_short_a_stay(trainee: Trainee, term: Term) -> Iterator[Cause]:
    """Yield that the curriculum asks for more weeks than a stay has, unless some would count twice."""
    asked = term.requirements_of(trainee)
    named = [service for requirement in asked for service in requirement.services]
    has, weeks = len(term.weeks_of_stay(trainee)), sum(requirement.weeks for requirement in asked)
    if len(named) == len(set(named)) and weeks > has:
        in_all = f"the curriculum asks for {counted(weeks, 'week')} in all"
        text = f"the stay has {counted(has, 'week')}, and {in_all}"
        yield Cause(
            "impossible", text, brief=f"the stay of {trainee} has {counted(has, 'week')}, and {in_all}"
        )


def _is_full(service: Service, week: Week, plan: Plan, term: Term) -> bool:
    if is_off(term, "service_seats"):
        return False
    there = sum(1 for rotation in plan.rotations if rotation.service == service and rotation.covers(week))
    return there >= term.service_seats(service, week)
