"""The capacity of a term in words, as a table, and as programs read it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType

from inputs.days import say_day
from inputs.faults import listed
from inputs.plan import Shortfall
from inputs.term import Term
from inputs.words import counted
from scheduler.capacity.answer import Capacity, Entry, Remedy, Resource, Thing
from scheduler.outputs.board.words import capital

HEADS = ("from", "fit", "if nobody moves", "one more would lack")
UNKNOWN = "\N{EN DASH}"
SEAT: Mapping[Thing, str] = MappingProxyType({"service": "on", "room": "in", "activity": "of"})
"""What stands between a seat and the name of what it is a seat of."""
MOST_DAYS = 4
"""Days that a line names; of more it says how many there are."""


def say_number(at_least: int, at_most: int | None, most: int) -> str:
    """Return how many fit: ``2``, ``2 to 4``, ``at least 2``; ``10 or more`` where counting ends there."""
    if at_least >= most:
        return f"{most} or more"
    if at_most == at_least:
        return str(at_least)
    if at_most is None and not at_least:
        return "not known"
    return f"at least {at_least}" if at_most is None else f"{at_least} to {at_most}"


def say_unmoved(entry: Entry, most: int) -> str:
    """Return how many fit while nobody else moves; nothing where that is not known."""
    number = say_number(entry.unmoved, entry.unmoved if entry.unmoved_is_most else None, most)
    return number if entry.unmoved or entry.unmoved_is_most else ""


def say_resource(resource: Resource) -> str:
    """Return what is full, and in which weeks of the term."""
    return f"{resource.name} ({say_weeks(resource)})"


def say_weeks(resource: Resource) -> str:
    """Return the weeks in which a resource is full, by number: ``weeks 3-5 and 7``."""
    runs: list[list[int]] = []
    for week in resource.weeks:
        if runs and week == runs[-1][-1] + 1:
            runs[-1].append(week)
        else:
            runs.append([week])
    words = listed(f"{run[0]}-{run[-1]}" if len(run) > 1 else f"{run[0]}" for run in runs)
    return f"week{'s' if len(resource.weeks) > 1 else ''} {words}"


def say_remedy(remedy: Remedy, entry: Entry, most: int) -> str:
    """Return what one seat more of something buys."""
    more, before = say_more(remedy.resources), entry.at_least
    if remedy.at_least == before:
        text = f"perhaps {before + 1} {_fit(before + 1)}: no plan for that was found in time"
    else:
        number = say_number(remedy.at_least, remedy.at_most, most)
        is_one = remedy.at_least == remedy.at_most == 1
        text = f"{number} {_fit(1 if is_one else 2)} instead of {before or 'none'}"
    return f"With {more}, {text}."


def say_more(resources: Iterable[Resource]) -> str:
    """Return what one more of each resource is: ``one more seat each of Simulation and Lecture``."""
    names: dict[Thing, list[str]] = {}
    for resource in resources:
        names.setdefault(resource.thing, []).append(resource.name)
    return listed(_more(thing, each) for thing, each in names.items())


def _more(thing: Thing, names: list[str]) -> str:
    if thing == "mentor":
        return "one more mentor for an hour a week"
    return f"one more seat{' each' if len(names) > 1 else ''} {SEAT[thing]} {listed(names)}"


def _fit(number: int) -> str:
    return "fits" if number == 1 else "fit"


def say_remedies(entry: Entry, most: int) -> tuple[str, ...]:
    """Return what one seat more would buy, or that it buys nothing."""
    if entry.tried and entry.binds:
        more = "one more of each" if len(entry.binds) > 1 else say_more(entry.binds)
        return (f"{capital(more)} would not be enough.",)
    if entry.binds and not entry.remedies:
        return ("What one more of it would buy was not found out.",)
    return tuple(say_remedy(remedy, entry, most) for remedy in entry.remedies)


def is_unexplained(entry: Entry) -> bool:
    """Tell whether one more is known not to fit, but not what keeps him or her out."""
    return bool(entry.part) and not entry.binds


def say_lacking(entry: Entry) -> str:
    """Return what a plan with one newcomer more lacks too much."""
    return f"at least {counted(entry.lacking, 'point')}" if entry.lacking else ""


def say_alone(shortfall: Shortfall, term: Term) -> str:
    """Return what a newcomer lacks in any case."""
    activity = term.activity_by_id.get(shortfall.item)
    services = [
        term.service_by_id[one].name for one in shortfall.item.split(";") if one in term.service_by_id
    ]
    name = activity.title if activity else listed(sorted(services)) or "a service"
    return f"{name}, {shortfall.span}"


def tell_capacity(capacity: Capacity, term: Term) -> Iterator[str]:
    """Yield the answer line by line: a sentence, a table, and what lies behind it."""
    question, footing = capacity.question, capacity.footing
    yield (
        f"How many {question.kind}s fit for {counted(question.weeks, 'week')} without a new shortfall, "
        f"beside {footing.words}, which lacks {counted(footing.value, 'point')}"
        f"{' (proven best)' if footing.bound == footing.value else ''}:"
    )
    yield ""
    yield from _aligned([HEADS, *(_cells(entry, question.most) for entry in capacity.entries)])
    yield from _tell_binding(capacity)
    noted = [entry for entry in capacity.entries if entry.alone]
    if noted:
        yield ""
        yield "* Even alone in the term a newcomer would lack this, and so it does not count:"
        for entry in noted:
            lacked = "; ".join(say_alone(shortfall, term) for shortfall in entry.alone)
            yield f"  from {say_day(entry.start.monday)}: {lacked}"
    yield ""
    yield say_outcome(capacity)


def _tell_binding(capacity: Capacity) -> Iterator[str]:
    """Yield what is full when one more comes, week by week."""
    full = [entry for entry in capacity.entries if entry.binds]
    if full:
        yield ""
        yield "What is full when one more comes, and how many fit with one more of it throughout the stay:"
    for entry in full:
        names = ", ".join(say_resource(resource) for resource in entry.binds)
        yield f"  from {say_day(entry.start.monday)}: {names}."
        for remedy in say_remedies(entry, capacity.question.most):
            yield f"      {remedy}"
    yield from _tell_unknown([entry for entry in capacity.entries if is_unexplained(entry)])


def _tell_unknown(entries: Sequence[Entry]) -> Iterator[str]:
    """Yield of which start weeks it is not known what keeps out one more."""
    if entries:
        days = [say_day(entry.start.monday) for entry in entries[:MOST_DAYS]]
        if rest := len(entries) - len(days):
            days.append(counted(rest, "other week"))
        yield ""
        yield f"It was not found out what keeps out one more from {listed(days)}."


def say_outcome(capacity: Capacity) -> str:
    """Return the answer in a sentence or two."""
    entries = capacity.entries
    unproven = sum(1 for entry in entries if not _is_exact(entry, capacity.question.most))
    if capacity.most:
        best = [entry for entry in entries if entry.at_least == capacity.most]
        more = f" and {len(best) - 1} other weeks" if len(best) > 2 else ""
        days = listed(say_day(entry.start.monday) for entry in best[: 1 if more else 2])
        number = say_number(capacity.most, capacity.most, capacity.question.most)
        verb = "fits" if number == "1" else "fit"
        text = f"The most, {number}, {verb} from {days}{more}."
    elif unproven == len(entries):
        text = "Nothing was found out"
        if any(say_unmoved(entry, capacity.question.most) for entry in entries):
            text = "How many fit while nobody moves stands there; how many fit at most was not found out"
        text += "." if capacity.interrupted else " in time. Maybe give more with --time-limit."
    else:
        text = "Not even one fits anywhere." if not unproven else "None was found to fit anywhere."
    if unproven and (capacity.most or unproven < len(entries)):
        open_weeks = counted(unproven, "week")
        text += f" The number is not proven in {open_weeks}; maybe give more time with --time-limit."
    return f"{text} It was interrupted before the end." if capacity.interrupted else text


def _is_exact(entry: Entry, most: int) -> bool:
    return entry.proven or entry.at_least >= most


def _cells(entry: Entry, most: int) -> tuple[str, ...]:
    return (
        say_day(entry.start.monday),
        say_number(entry.at_least, entry.at_most, most) + (" *" if entry.alone else ""),
        say_unmoved(entry, most) or UNKNOWN,
        say_lacking(entry),
    )


def _aligned(rows: list[tuple[str, ...]]) -> Iterable[str]:
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    for row in rows:
        yield "  ".join(f"{cell:{width}}" for cell, width in zip(row, widths, strict=True)).rstrip()


# -- for programs --------------------------------------------------------------------------------------------


def plain_capacity(capacity: Capacity, term: Term) -> dict[str, object]:
    """Return the answer as programs read it."""
    question, footing = capacity.question, capacity.footing
    return {
        "term": {"name": term.name, "digest": term.digest},
        "kind": question.kind,
        "weeks": question.weeks,
        "counted_to": question.most,
        "interrupted": capacity.interrupted,
        "beside": {"plan": footing.words, "coverage": footing.value, "bound": footing.bound},
        "starts": [_plain_entry(entry, question.most) for entry in capacity.entries],
    }


def _plain_entry(entry: Entry, most: int) -> dict[str, object]:
    return {
        "first_day": entry.start.monday.isoformat(),
        "week": entry.start.number,
        "at_least": entry.at_least,
        "at_most": entry.at_most,
        "proven": _is_exact(entry, most),
        "without_moving_anybody": entry.unmoved,
        "without_moving_anybody_proven": entry.unmoved_is_most or entry.unmoved >= most,
        "one_more_lacks_at_least": entry.lacking,
        "no_room_in": entry.part,
        "full": [_plain_resource(resource) for resource in entry.binds],
        "one_seat_more": [
            {
                "of": [_plain_resource(resource) for resource in remedy.resources],
                "at_least": remedy.at_least,
                "at_most": remedy.at_most,
            }
            for remedy in entry.remedies
        ],
        "one_seat_more_does_not_help": entry.tried,
        "lacked_in_any_case": [
            {
                "kind": shortfall.kind,
                "item": shortfall.item,
                "first_day": shortfall.span.first_day.isoformat(),
                "last_day": shortfall.span.last_day.isoformat(),
                "cost": shortfall.cost,
            }
            for shortfall in entry.alone
        ],
        "seconds": round(entry.seconds, 3),
    }


def _plain_resource(resource: Resource) -> dict[str, object]:
    return {
        "thing": resource.thing,
        "id": resource.id,
        "name": resource.name,
        "first_week": resource.weeks[0],
        "last_week": resource.weeks[-1],
        "weeks": list(resource.weeks),
    }
