"""Binds a term to what was published of it: the newest version in its store, and what must stay."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import click

from inputs.days import say_day
from inputs.faults import likely_names, quoted
from inputs.people import Faculty, Trainee
from inputs.published import carry_over
from inputs.term import Term
from scheduler.commands.given.options import Day, Number
from scheduler.commands.given.stores import open_store
from scheduler.comparing.still_owed import cost_of_what_is_owed

if TYPE_CHECKING:
    from scheduler.store.version import Version

from_option = click.option(
    "--from",
    "since",
    metavar="DATE",
    type=Day(),
    help="The first day that may change; everything before it stays as published.  [default: today]",
)
keep_option = click.option(
    "--keep",
    "keep",
    metavar="WHO",
    multiple=True,
    help="Change nothing for this trainee or member of faculty; may be given several times.",
)
improve_option = click.option(
    "--improve",
    is_flag=True,
    help="Touch whom it takes for less to lack than in the published plan.",
)
touch_option = click.option(
    "--touch-at-most",
    type=Number(min=0),
    metavar="NUMBER",
    help="Change something for no more people than that.",
)


def newest_version(place: str | None, term: Path) -> Version | None:
    """Return the newest version in a store, or None where nothing is published yet.

    Raises
    ------
    OSError
        When the store cannot be used.
    """
    from scheduler.store.address import address_beside

    if place is None:
        beside = address_beside(term)
        if not beside.exists:
            return None
    with open_store(place, term) as store:
        return store.latest()


def bind(
    term: Term,
    version: Version,
    since: date,
    *,
    keep: Iterable[str] = (),
    touch_at_most: int | None = None,
    improve: bool = False,
) -> Term:
    """Return a term bound to a published version: planned again, it changes as little as may be.

    Parameters
    ----------
    term
        The term as it is now.
    version
        What was published of it, with the term as it was then.
    since
        The first day that may change.
    keep
        Ids or names of people for whom nothing may change.
    touch_at_most
        The most people for whom anything may change; None is no limit.
    improve
        Whether people may be touched so that less lacks than was published.

    Raises
    ------
    click.UsageError
        When somebody to be kept is not in the term, or the version is of other days.
    """
    if not version.term.span.overlaps(term.span):
        raise click.UsageError(
            f"{version.summary} is of {version.term.span}, and {term.name} of {term.span}. "
            "Maybe plan it --anew."
        )
    from scheduler.solving.replanning.carried_bound import carried_bound

    since = max(since, term.span.start)
    published = carry_over(version.plan, version.term, term, since)
    bound = _coverage_bound(version, since)
    return replace(
        term,
        published=replace(
            published,
            kept=frozenset(find_person(who, term).id for who in keep),
            touch_at_most=touch_at_most,
            improve=improve,
            version=version.number,
            store=version.store,
            lacking=version.shortfalls,
            cost=cost_of_what_is_owed(version.shortfalls, version.term, term),
            bound=carried_bound(version.term, term, bound, published) if bound is not None else None,
        ),
    )


def find_person(who: str, term: Term) -> Trainee | Faculty:
    """Return the trainee or member of faculty of an id or name.

    Raises
    ------
    click.UsageError
        When there is none, with the nearest names; or when there are several of the name.
    """
    people: tuple[Trainee | Faculty, ...] = (*term.trainees, *term.faculty)
    found = [person for person in people if person.id == who]
    found = found or [person for person in people if person.name.casefold() == who.strip().casefold()]
    if len(found) == 1:
        return found[0]
    if found:
        ids = ", ".join(person.id for person in found)
        raise click.UsageError(f'There are several people called "{who}": say one of the ids {ids}.')
    close = " or ".join(likely_names(who, [name for person in people for name in (person.name, person.id)]))
    raise click.UsageError(f"There is nobody called {quoted(who)}.{f' Maybe {close}?' if close else ''}")


def refuse_day_after(term: Term, since: date) -> None:
    """Refuse a first day that may change when the term is over by then; a day before the term is allowed.

    Raises
    ------
    click.UsageError
        When the term has ended by then.
    """
    if since >= term.span.end:
        raise click.UsageError(
            f"Nothing of {term.name} can change from {say_day(since)} on: its days are {term.span}. "
            "Maybe give an earlier day with --from."
        )


def today_in(term: Term, clock: Callable[[], datetime]) -> date:
    """Return the day that it is in the zone of a term."""
    return clock().astimezone(ZoneInfo(term.timezone)).date()


def _coverage_bound(version: Version, since: date) -> int | None:
    """Return what no plan of a version's term goes below that keeps what lies before a day, if that is known.

    The record of its plan tells. Of a plan that kept to an earlier version it tells what no plan goes below
    that keeps the same past and promises: those hold no longer, and the past only from the same day on.
    """
    try:
        record = json.loads(version.record)
        levels = {level["name"]: level for level in record["levels"]}
        if record["term"]["digest"] != version.term.digest or record["levels"][0]["name"] != "coverage":
            return None
        based_on = record.get("based_on")
        if based_on is not None and not _keeps_as_much(based_on, since):
            return None
        bound = levels["coverage"]["bound"]
    except (ValueError, KeyError, TypeError, IndexError):
        return None
    return bound if isinstance(bound, int) else None


def _keeps_as_much(based_on: Mapping[str, Any], since: date) -> bool:
    """Tell whether a plan that keeps what lies before a day keeps all that an earlier plan kept."""
    promised = based_on["kept"] or based_on["touch_at_most"] is not None
    return not promised and date.fromisoformat(based_on["from"]) <= since
