"""What ``rota plan`` tells in the end: how good the plan is, what it lacks, and where to look."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from inputs.days import say_span
from inputs.plan import Shortfall
from inputs.term import COVERAGE, STABILITY, Term
from inputs.words import counted
from scheduler.commands.running.progress import say_share
from scheduler.comparing.appointments import Side
from scheduler.comparing.changes import find_changes, things_of
from scheduler.comparing.lacking import find_lacking
from scheduler.comparing.promised import promises_changed
from scheduler.comparing.words import plain_changes, say_people, say_promises, say_untouched
from scheduler.outputs.board.words import count, points_a_person, say_item, say_prices, say_provisional
from scheduler.result import LevelResult, Result
from scheduler.uncounted import NO_LEVEL, say_uncounted, uncounted_rules

if TYPE_CHECKING:
    from scheduler.store.version import Version

MOST_SHORTFALLS = 8
PAST_BREAKS = "What is past breaks a rule"
PROMISED = ("is to be kept, but", "may be touched", "Nothing may change for")
"""How `solving.replanning.promises` begins or goes on, where it is about the past or about such promises."""


def tell_plan(result: Result, term: Term, folder: Path) -> Iterator[str]:
    """Yield the lines about a plan that was written to ``folder``."""
    yield f"{term.name}, {say_span(term.span)}."
    if result.interrupted:
        yield "Planning was interrupted; this is the best plan found until then."
    for level in result.levels:
        yield f"  {say_level(level, points_a_person(term))}"
    yield ""
    yield from _shortfalls(result.shortfalls, term)
    uncounted = uncounted_rules(term)
    if uncounted:
        yield from say_uncounted(term)
    for name, reason in sorted(result.rules_off.items()):
        if name not in uncounted:
            yield f"The term switches off the rule {name}: {reason}"
    if provisional := say_provisional(term):
        yield provisional
    yield ""
    yield f"The plan is in {folder}. To look at it, open {folder / 'board.html'} in a browser."
    yield f"Everybody's calendar, to be imported or put on a web server, is in {folder / 'calendars'}."


def tell_changes(side: Side, version: Version) -> Iterator[str]:
    """Yield what a plan changes of a published version, person by person."""
    people = find_changes(version.side, side)
    if not people:
        yield f"Nothing changes for anybody against {version.summary}."
    else:
        yield f"Against {version.summary}:"
    plain = plain_changes(people)
    yield from (f"  {line}" for line in say_people(plain))
    published = side.term.published
    if published is not None and (untouched := say_untouched(plain, published.since, side.term)):
        yield untouched
    promises = say_promises(things_of(people), promises_changed(side.plan, side.term)) if people else ""
    if promises:
        yield promises
    yield ""


def tell_conflict(result: Result) -> Iterator[str]:
    """Yield what cannot hold together, so that there is no plan."""
    yield "There is no plan, and nothing is written. These cannot hold together:"
    for line in result.conflict:
        yield f"  {line}"
    yield _way_out(result.conflict)


def _way_out(conflict: tuple[str, ...]) -> str:
    """Return what may be done about what cannot hold together."""
    if conflict and all(line.startswith(PAST_BREAKS) for line in conflict):
        return (
            "Maybe write into the tables again what was so then, and let what is new begin on a day "
            "of its own where the table has one; or switch off the rule."
        )
    if any(words in line for line in conflict for words in PROMISED):
        return (
            "Maybe promise less: keep fewer people with --keep, or let more be touched with --touch-at-most."
        )
    return "Maybe take out one of the pins or promises, or switch off a rule that you can do without."


def say_what_to_do(term: Term) -> str:
    """Return what to do where no plan was found in time: pins may be why, where there are any."""
    time = "Maybe give more time with --time-limit."
    if not (term.pins or any(trainee.mentor is not None for trainee in term.trainees)):
        return time
    return f"{time} Or pins and promised mentors contradict each other: rota explain tells, given the term."


def say_level(level: LevelResult, a_person: int = 0) -> str:
    """Return a level as one line: what the plan pays, and how good that is.

    Parameters
    ----------
    level
        How the level ended.
    a_person
        The points of stability that stand for one person touched; 0 where nothing was published.
    """
    if level.status == "skipped":
        return f"{level.name:10} {'':>8}  skipped: {level.reason}"
    reason = f" ({level.reason})" if level.reason else ""
    words = level.words or say_prices(level.parts)
    value, quality = level.value, _quality(level)
    if level.name == STABILITY and a_person:
        value, words = value // a_person, words.partition(";")[0]
        quality = _quality_in_people(level, a_person)
    parts = f"; {words}" if words else ""
    return f"{level.name:10} {value:8,}  {quality}{reason}{parts}"


def _quality_in_people(level: LevelResult, a_person: int) -> str:
    people, least = level.value // a_person, level.bound // a_person
    if level.value <= level.bound:
        return _quality(level)
    if people == least:
        return "the best found; none touches fewer people, but perhaps one changes less"
    if not least:
        return "the best found; it is not known whether so many people need be touched"
    return f"the best found; none touches fewer than {counted(least, 'person', 'people')}"


def _quality(level: LevelResult) -> str:
    if level.status == "optimal":
        return "proven best"
    if level.value <= level.bound:
        return "best for the levels before as they stand"
    if level.bound <= 0:
        return "the best found; it is not known how much better one there is"
    gap = say_share(level.value, level.bound)
    return f"the best found; none can be below {level.bound:,}, a gap of {gap}"


def _shortfalls(shortfalls: tuple[Shortfall, ...], term: Term) -> Iterator[str]:
    """Yield what lacks; where something was published, what is new against that, and what is gone, first."""
    title = "Everything that is owed is given."
    if COVERAGE not in term.levels:
        title = NO_LEVEL
    elif uncounted_rules(term):
        title = "Everything that is counted is given."
    if shortfalls:
        title = f"{_amount(shortfalls)}:"
    if term.published is None:
        yield title
        yield from _lines(shortfalls, term)
        return
    lacking = find_lacking(term.published.lacking, shortfalls)
    version = f"version {term.published.version}"
    if lacking.same == shortfalls and not lacking.gone:
        yield f"{title[:-1]}, as in {version}{title[-1]}"
        yield from _lines(shortfalls, term)
        return
    yield f"{title[:-1]}."
    for heading, group in (
        (f"New against {version}", lacking.new),
        (f"Lacking at another time than in {version}", lacking.moved),
        (f"Lacking in {version}, and no more", lacking.gone),
        (f"As in {version}", lacking.same),
    ):
        if group:
            yield f"{heading}, {_amount(group)}:"
            yield from _lines(group, term, reasons=group is not lacking.gone)


def _amount(shortfalls: Sequence[Shortfall]) -> str:
    points = sum(shortfall.cost for shortfall in shortfalls)
    return f"{count(len(shortfalls), 'shortfall')}, {count(points, 'point')}"


def _lines(shortfalls: Sequence[Shortfall], term: Term, *, reasons: bool = True) -> Iterator[str]:
    """Yield the dearest, those of the same points in their order."""
    for shortfall in sorted(shortfalls, key=lambda s: -s.cost)[:MOST_SHORTFALLS]:
        item = say_item(term, shortfall.item)
        who = f"{shortfall.trainee}, {item}" if shortfall.trainee else f"{item}, the lead"
        why = f": {shortfall.reason}" if reasons else ""
        yield f"  {who}, {say_span(shortfall.span)}{why}"
    if len(shortfalls) > MOST_SHORTFALLS:
        where = " in shortfalls.csv" if reasons else ""
        yield f"  and {len(shortfalls) - MOST_SHORTFALLS} more{where}"
