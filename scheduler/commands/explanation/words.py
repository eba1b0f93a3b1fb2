"""What ``rota explain`` tells of a trial: in words, and as programs read it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import TYPE_CHECKING, Any

from inputs.days import say_day
from inputs.faults import listed
from inputs.programme import Activity
from inputs.term import Term
from inputs.words import counted
from scheduler.outputs.board.words import say_item

if TYPE_CHECKING:
    from scheduler.explaining.remedy import Remedy
    from scheduler.explaining.trials import Trial

MOST_NAMES = 4


def say_verdict(trial: Trial | None, *, mends: bool, is_owed: bool = True) -> str:
    """Return whether a remedy mends what lacks, or it is not owed then, in words that its own follow."""
    if trial is None:
        return "no plan was found with"
    if mends:
        return "mends it"
    if trial.cut_short:
        return "not known in time whether it mends it"
    return "does not mend it" if is_owed else "does not give it, but then it is not owed any more"


def say_together(remedies: Iterable[Remedy]) -> str:
    """Return several remedies as one line, the seats of an activity with their days in order."""
    days: dict[Activity, list[date]] = {}
    others: list[str] = []
    for remedy in remedies:
        if remedy.seat is None:
            others.append(remedy.words)
        else:
            activity, day = remedy.seat
            days.setdefault(activity, []).append(day)
    seats = [f"one more seat of {activity} on {_say_days(some)}" for activity, some in days.items()]
    return "; and ".join([*seats, *others])


def _say_days(days: Iterable[date]) -> str:
    each = [say_day(day) for day in sorted(days)]
    return f"each of {listed(each)}" if len(each) > 1 else each[0]


def say_cost(trial: Trial | None, term: Term) -> str:
    """Return who else is touched and what lacks instead, in words that follow those of a remedy."""
    lost = f", but then {_say_lost(trial, term)}" if trial is not None and trial.takes_away else ""
    if trial is None or not trial.touched:
        return f"; nobody else is touched{lost}"
    fewer = " (perhaps fewer, time ran out)" if trial.cut_short else ""
    return f"; also touched: {listed(names_of(trial))}{fewer}{lost}"


def _say_lost(trial: Trial, term: Term) -> str:
    """Return who lacks what that did not lack before, or lacked less."""
    lost: dict[str, list[str]] = {}
    for trainee, kind, item in trial.takes_away:
        what = "a week on a service" if kind == "rotation" else say_item(term, item)
        lost.setdefault(f"{trainee} lacks" if trainee else "nobody leads", []).append(what)
    return listed(f"{who} {listed(items)}" for who, items in lost.items())


def names_of(trial: Trial) -> Iterator[str]:
    """Yield the names of those who are touched, of many only a few."""
    yield from (person.name for person in trial.touched[:MOST_NAMES])
    if len(trial.touched) > MOST_NAMES:
        yield f"{len(trial.touched) - MOST_NAMES} more"


def say_price(trial: Trial | None, term: Term) -> str:
    """Return what another time for a session costs."""
    if trial is None:
        return "no plan was found while all other trainees keep what they have"
    if not trial.found:
        return "not known in time"
    lost = _say_lost(trial, term)
    if trial.gained < 0:
        lacking = f"{counted(-trial.gained, 'point')} more lack{', as then ' if lost else ''}{lost}"
    else:
        lacking = f"no more points lack, but then {lost}" if lost else "nothing more lacks"
    others = f"also touched: {listed(names_of(trial))}" if trial.touched else "nobody else is touched"
    return f"{lacking}; {others}"


def numbers_of(trial: Trial | None) -> dict[str, Any]:
    """Return a trial as programs read it."""
    if trial is None or not trial.found:
        return {"found": False, "cut_short": trial is not None and trial.cut_short}
    return {
        "found": True,
        "points_gained": trial.gained,
        "changes": trial.changes,
        "cut_short": trial.cut_short,
        "also_touched": [person.id for person in trial.touched],
        "takes_away": [
            {"trainee": trainee.id if trainee else None, "kind": kind, "item": item}
            for trainee, kind, item in trial.takes_away
        ],
    }
