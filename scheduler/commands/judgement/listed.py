"""What ``shortfalls.csv`` says otherwise than the plan: rows that are not true, rows that are missing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from inputs.days import say_span
from inputs.faults import Place, listed
from inputs.plan import Plan, Shortfall
from inputs.term import Term
from inputs.words import counted, spelt
from scheduler.uncounted import say_uncounted

LISTED = "shortfalls.csv"
MOST_TIMES = 3
"""At which something is attended that a row says is lacking."""


@dataclass(frozen=True)
class Untrue:
    """A sentence about the list, and the row that it is about; None where that is missing.

    ``unlisted`` is what the plan lacks and the list does not hold, or not as often.
    """

    text: str
    place: Place | None = None
    unlisted: tuple[Shortfall, ...] = ()

    def __str__(self) -> str:
        return f"{self.text} ({self.place})" if self.place else self.text


def compare_lists(
    found: Sequence[Shortfall], missing: Sequence[Shortfall], plan: Plan, term: Term
) -> Iterator[Untrue]:
    """Yield how a list of shortfalls differs from what a plan lacks; reasons may be in other words.

    Parameters
    ----------
    found
        The rows of the list.
    missing
        What the plan lacks.
    plan, term
        Which tell why a row is not true.
    """
    rows, lacking = _by_key(found), _by_key(missing)
    for key, shortfalls in lacking.items():
        yield from _compare(rows.get(key, []), shortfalls, term)
    for key, stale in rows.items():
        for row in stale if key not in lacking else ():
            true = _say_true(row, plan, term)
            but = f"but the plan does not lack it{f': {true}' if true else ''}."
            yield Untrue(f"{LISTED} lists {_named(row, term)}, {but}", row.place)


def say_row(shortfall: Shortfall) -> str:
    """Return a shortfall as a row of the table, the reason apart."""
    who = shortfall.trainee.id if shortfall.trainee else ""
    first, last = shortfall.span.first_day, shortfall.span.last_day
    return f"{who},{shortfall.kind},{shortfall.item},{first},{last},{shortfall.cost},"


def _compare(rows: Sequence[Shortfall], missing: Sequence[Shortfall], term: Term) -> Iterator[Untrue]:
    """Yield what is wrong with the rows of what a plan lacks, which may be alike, as of two leads."""
    one = missing[0]
    if not rows:
        yield Untrue(f"{LISTED} does not list {_named(one, term)}.", unlisted=tuple(missing))
        return
    for row in rows:
        if row.cost != one.cost:
            yield Untrue(
                f"{LISTED} lists {_named(row, term)} at {counted(row.cost, 'point')}, "
                f"but it costs {counted(one.cost, 'point')}.",
                row.place,
            )
    if len(rows) != len(missing):
        surplus = rows[len(missing)].place if len(rows) > len(missing) else None
        many, but = counted(len(rows), "row"), f"but the plan lacks {spelt(len(missing))}"
        text = f"{LISTED} lists {_named(one, term)}, in {many}, {but}."
        yield Untrue(text, surplus, tuple(missing[len(rows) :]))


def _by_key(shortfalls: Sequence[Shortfall]) -> dict[tuple[object, ...], list[Shortfall]]:
    found: dict[tuple[object, ...], list[Shortfall]] = {}
    for one in shortfalls:
        found.setdefault((one.trainee, one.kind, frozenset(one.item.split(";")), one.span), []).append(one)
    return found


# -- what is true --------------------------------------------------------------------------------------------


def _say_true(row: Shortfall, plan: Plan, term: Term) -> str:
    """Return how a plan gives what a row says it lacks; nothing where there is no more to say."""
    trainee, span = row.trainee, row.span
    if trainee is None:
        return _say_lead(row, plan)
    if row.kind == "session":
        times = [s.period for s in plan.sessions_of(trainee) if s.activity.id == row.item]
        attended = [period for period in times if period.date in span]
        if attended:
            more = len(attended) - MOST_TIMES
            named = [*map(str, attended[:MOST_TIMES]), *([f"{more} more"] if more > 0 else [])]
            return f"{trainee} attends it on {listed(named)}"
        return "" if say_uncounted(term) else "none is owed in just these days"
    rotations = [rotation for rotation in plan.rotations_of(trainee) if rotation.span.overlaps(span)]
    if row.kind == "rotation":
        services = dict.fromkeys(str(rotation.service) for rotation in rotations)
        return f"{trainee} is on {listed(services)} then" if services else ""
    on = [rotation for rotation in rotations if rotation.service.id in row.item.split(";")]
    weeks = sum(rotation.covers(week) for rotation in on for week in term.weeks)
    return f"{trainee} has {counted(weeks, 'week')} there" if weeks else ""


def _say_lead(row: Shortfall, plan: Plan) -> str:
    leads = [lead.lead for lead in plan.rounds if lead.service.id == row.item and lead.week.span == row.span]
    sessions = [s for s in plan.sessions if s.activity.id == row.item and s.period.date in row.span]
    leads += [session.faculty for session in sessions if session.faculty is not None]
    names = dict.fromkeys(map(str, leads))
    return f"{listed(names)} {'leads' if len(names) == 1 else 'lead'} then" if names else ""


def _named(shortfall: Shortfall, term: Term) -> str:
    from scheduler.outputs.board.words import say_item

    item = say_item(term, shortfall.item)
    if shortfall.trainee is None:
        return f"a lead of {item}, {say_span(shortfall.span)}"
    what = {"rotation": "a week on no service", "curriculum": f"weeks on {item}"}.get(shortfall.kind, item)
    return f"{what} for {shortfall.trainee}, {say_span(shortfall.span)}"
