"""Whether a pin can hold at all: by stay, audience, absence, working day and timetable, and beside others."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping

from inputs.days import Week, say_day, say_span, say_time, say_weekday, weekday_of
from inputs.faults import Fault, Notice, Remark, at, line_of, listed, quoted
from inputs.programme import Activity, Occurrence, Option, Pin, Service
from inputs.term import Term
from inputs.words import counted, with_article

MOST_TIMES_TOLD = 6


def check_pins(term: Term, whole: Collection[str]) -> Iterator[Remark]:
    """Yield the pins that cannot hold, and those that change nothing."""
    every: tuple[Option, ...] = (*term.occurrences, *term.meeting_times) if term.pins else ()
    options: defaultdict[Activity, list[Option]] = defaultdict(list)
    for option in every:
        options[option.activity].append(option)
    for pin in term.pins:
        fault = next(_reasons(term, pin, options, whole), None)
        if fault is not None and pin.must:
            yield fault
        elif fault is not None:
            yield Notice(fault.place, fault.found, "the pin changes nothing")
    yield from _together(term)
    yield from _opposed(term)


def _opposed(term: Term) -> Iterator[Notice]:
    """Yield the pins that forbid just what another demands, as long as pins are in force."""
    if term.rules.get("pins", {}).get("off"):
        return
    demanded: defaultdict[tuple[str, str], list[Pin]] = defaultdict(list)
    for pin in term.pins:
        if pin.must:
            demanded[pin.trainee.id, pin.item.id].append(pin)
    for pin in term.pins:
        there = demanded[pin.trainee.id, pin.item.id]
        other = next((one for one in there if not pin.must and _forbids(pin, one, term)), None)
        if other is not None:
            line = f" on line {other.place.line}" if other.place and other.place.line else ""
            verb = "on" if isinstance(pin.item, Service) else "at"
            when = f" on {say_day(other.date)}" if other.date else ""
            found = f'found "no", but {pin.trainee.name} is to be {verb} {pin.item}{when} by the pin{line}'
            yield Notice(at(pin.place, "must"), found, "no plan keeps both")


def _forbids(pin: Pin, demanded: Pin, term: Term) -> bool:
    """Tell whether what one pin demands is all forbidden by another, of the same trainee and item."""
    if isinstance(pin.item, Service) and pin.date is not None and demanded.date is not None:
        both = {pin.date, demanded.date}
        return all(day in term.span for day in both) and len({term.week_of(day) for day in both}) == 1
    return pin.date in (None, demanded.date) and pin.start in (None, demanded.start)


def _together(term: Term) -> Iterator[Notice]:
    """Yield the pins to services in one week that cannot hold beside others, as long as the rules are on."""
    by_week: defaultdict[Week, list[tuple[Pin, Service]]] = defaultdict(list)
    for pin in sorted(term.pins, key=lambda pin: line_of(pin.place)):
        if pin.must and isinstance(pin.item, Service) and pin.date is not None and pin.date in term.span:
            by_week[term.week_of(pin.date)].append((pin, pin.item))
    for week, pins in by_week.items():
        for number, (pin, service) in enumerate(pins):
            earlier = pins[:number]
            elsewhere = [one for one, other in earlier if one.trainee == pin.trainee and other != service]
            if elsewhere and not term.rules.get("one_service_a_week", {}).get("off"):
                found = f"found {quoted(service.id)} for {pin.trainee.name}, {_as_in(elsewhere[0], week)}"
                yield Notice(at(pin.place, "item"), found, "no plan keeps both")
            there = {one.trainee for one, other in earlier if other == service} - {pin.trainee}
            seats = term.service_seats(service, week)
            if len(there) == seats and not term.rules.get("service_seats", {}).get("off"):
                found = f"found {quoted(service.id)}, which has {counted(seats, 'seat')} in the week from "
                others = "" if not seats else f", promised to {listed(sorted(one.name for one in there))}"
                found += f"{say_day(week.monday)}{others}"
                yield Notice(at(pin.place, "item"), found, "no plan keeps that")


def _as_in(pin: Pin, week: Week) -> str:
    line = f" on line {pin.place.line}" if pin.place and pin.place.line else ""
    return f"who is to be on {pin.item}{line} in the same week, from {say_day(week.monday)}"


def _reasons(
    term: Term, pin: Pin, options: Mapping[Activity, list[Option]], whole: Collection[str]
) -> Iterator[Fault]:
    """Yield why the trainee cannot be where the pin says, the plainest reason first."""
    trainee, item, day = pin.trainee, pin.item, pin.date
    if not item.admits(trainee.kind):
        kind = with_article(trainee.kind)
        found = f"found {quoted(item.id)}, but {item} is not for {kind} such as {trainee.name}"
        yield Fault(at(pin.place, "item"), found, f"it is for {listed(item.audience)}")
    if day is not None and day not in trainee.stay:
        found = f"found {quoted(day.isoformat())}, outside the stay of {trainee.name}"
        yield Fault(at(pin.place, "date"), found, f"the stay is {say_span(trainee.stay)}")
    if isinstance(item, Service):
        if pin.must and pin.start is not None:
            found = f"found {quoted(say_time(pin.start))}, but {item} is a service"
            yield Fault(at(pin.place, "start"), found, "leave the start empty: the pin is for the whole week")
        return
    if day is not None and not term.is_working(day) and "calendar" in whole:
        holiday = next((holiday.name for holiday in term.working.holidays if holiday.date == day), None)
        why = f", {holiday}," if holiday else ""
        found = f"found {quoted(day.isoformat())}, but {say_weekday(day)}{why} is no working day"
        yield Fault(at(pin.place, "date"), found, "choose a working day")
    sources = {"slots", "rooms", "activities"} if item.format == "group" else {"faculty", "hours"}
    if {*sources, "calendar"} <= set(whole):
        yield from _no_time(term, pin, item, options.get(item, []))


def _no_time(term: Term, pin: Pin, item: Activity, options: list[Option]) -> Iterator[Fault]:
    stay = [option for option in options if option.date in pin.trainee.stay]
    that_day = [option for option in stay if pin.date in (None, option.date)]
    that_time = [option for option in that_day if pin.start in (None, option.period.start)]
    if not that_day:
        when = f"on {say_weekday(pin.date)}" if pin.date else f"in the stay of {pin.trainee.name}"
        when += _closed_rooms(term, pin, item)
        value = f"{quoted(pin.date.isoformat())}" if pin.date else quoted(item.id)
        place = at(pin.place, "date" if pin.date else "item")
        allowed = f"{_when_instead(term, pin, stay)}{_own_calendars(term, pin, item)}"
        yield Fault(place, f"found {value}, but {item} does not take place {when}", allowed)
    elif not that_time:
        starts = sorted({say_time(option.period.start) for option in that_day})
        when = f" on {say_weekday(pin.date)}" if pin.date else ""
        found = f"found {quoted(say_time(pin.start)) if pin.start else ''}, when no {item} begins{when}"
        allowed = f"it begins at {listed(starts)}{_own_calendars(term, pin, item)}"
        yield Fault(at(pin.place, "start"), found, allowed)
    elif all(term.is_absent(pin.trainee, option.period) for option in that_time):
        value = quoted(pin.date.isoformat() if pin.date else item.id)
        found = f"found {value}, but {pin.trainee.name} is absent whenever {item} takes place then"
        yield Fault(
            at(pin.place, "date" if pin.date else "item"), found, "choose another time, or see absences"
        )


def _own_calendars(term: Term, pin: Pin, item: Activity) -> str:
    """Return which mentors have something in their own calendars on the day of a meeting, as a clause."""
    if item.format != "meeting" or pin.date is None:
        return ""
    busy = [
        mentor.name
        for mentor in term.faculty
        if mentor.mentors and any(a.own_calendar and pin.date in a.span for a in term.absences_of(mentor))
    ]
    return f"; see also the own calendar of {listed(busy)}" if busy else ""


def _closed_rooms(term: Term, pin: Pin, item: Activity) -> str:
    """Return in which closed rooms an activity would take place on the day of a pin, as a clause."""
    day = pin.date
    if day is None or day not in term.span:
        return ""
    closed = {
        slot.room.name
        for slot in term.slots
        if slot.activity == item
        and slot.room is not None
        and slot.weekday == weekday_of(day)
        and slot.runs_on(day, term.week_of(day))
        and term.is_absent(slot.room, Occurrence(slot, day).period)
    }
    return f", when {listed(sorted(closed))} {'is' if len(closed) == 1 else 'are'} closed" if closed else ""


def _when_instead(term: Term, pin: Pin, options: list[Option]) -> str:
    """Return on which days it takes place instead: those on which it is owed, the nearest to the pin."""
    owed = {option.date for option in term.owed_options_of(pin.trainee) if option.activity == pin.item}
    if not options:
        return "it never does in this stay"
    days = {option.date for option in options} & owed
    if not days:
        return "it does on no day of the stay on which it is owed"
    near = sorted(days, key=lambda day: (abs(day - (pin.date or day)), day))[:MOST_TIMES_TOLD]
    told = [day.isoformat() for day in sorted(near)]
    if len(days) > len(told):
        told.append(counted(len(days) - len(told), "more day"))
    return f"it does on {listed(told)}"
