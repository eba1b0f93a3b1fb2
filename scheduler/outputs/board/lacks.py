"""The first sentences of the board: how much lacks, for how many, what most of it is, and whether it must."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

from inputs.term import COVERAGE
from scheduler.outputs.board.words import count, say_item
from scheduler.reasons.costly import NOTHING_HINDERS
from scheduler.scenarios.limits import main_causes
from scheduler.uncounted import uncounted_rules

if TYPE_CHECKING:
    from inputs.plan import CauseKind, Shortfall
    from inputs.term import Term
    from scheduler.result import LevelResult

MOST = 3
"""What is named of what lacks and of why, the most first."""
WHAT: Mapping[str, str] = MappingProxyType({"lead": "lead of ", "curriculum": "curriculum, "})
"""What stands before the name of an activity or service, by the kind of shortfall."""
WHY: Mapping[CauseKind, str] = MappingProxyType(
    {
        "seats": "all seats are taken",
        "service_seats": "all seats of services are taken",
        "mentor_hours": "the hours of mentors are taken",
        "mentor_meetings": "mentors meet as many as they may",
        "prerequisite": "what must come before was not given",
        "blocked": "the service does not spare its trainees",
        "pin": "a pin forbids it",
        "rotation": "no allowed rotation fits",
        "lead": "nobody could lead it",
        "room": "a room is closed",
        "impossible": "none is possible on the days when it is owed",
        "overlap": "it overlaps something else",
        "cadence": "it would follow another within a week",
        "costly": "others would lack as much",
    }
)


@dataclass(frozen=True)
class Lacks:
    """How much lacks, in a sentence, and whether that is proven, in another (which may be empty).

    ``most`` and ``why`` are the largest parts of what lacks and of what stands in the way, each with the
    number of shortfalls that it counts; several things may stand in the way of one. ``parts`` tells of how
    many ``most`` are the largest.
    """

    headline: str
    proof: str
    most: tuple[tuple[str, int], ...] = ()
    parts: int = 0
    why: tuple[tuple[str, int], ...] = ()


def say_lacks(term: Term, shortfalls: Sequence[Shortfall], levels: Iterable[LevelResult]) -> Lacks:
    """Return in words how much of what is owed is not given, to how many, what, why, and whether it must.

    Parameters
    ----------
    term
        The term that was planned.
    shortfalls
        What lacks. What was read from a table has no causes, and ``why`` nothing to say.
    levels
        How each level ended; that of coverage tells what is proven.
    """
    counts = COVERAGE in term.levels and not uncounted_rules(term)
    owed = "owed" if counts else "counted"
    coverage = next((level for level in levels if level.name == COVERAGE), None)
    if not shortfalls:
        return Lacks(f"Nothing that is {owed} is missing.", "")
    items = Counter(WHAT.get(s.kind, "") + say_item(term, s.item) for s in shortfalls)
    causes = Counter(kind for s in shortfalls for kind in _kinds(s))
    return Lacks(
        _headline(term, shortfalls, owed),
        _proof(coverage) if coverage else "",
        _largest(items),
        len(items),
        _largest(Counter({WHY[kind]: number for kind, number in causes.items()})),
    )


def _kinds(shortfall: Shortfall) -> set[CauseKind]:
    return {cause.kind for cause in main_causes(shortfall) if cause.text not in NOTHING_HINDERS}


def _headline(term: Term, shortfalls: Sequence[Shortfall], owed: str) -> str:
    given = [shortfall for shortfall in shortfalls if shortfall.kind != "lead"]
    people = len({shortfall.trainee for shortfall in given if shortfall.trainee})
    leads = len(shortfalls) - len(given)
    unled = (
        f"{count(leads, 'session or round', 'sessions or rounds')} {'has' if leads == 1 else 'have'} no lead"
    )
    if not given:
        return f"All trainees are given what is {owed}, but {unled}."
    verb = "is" if len(given) == 1 else "are"
    things = f"{count(len(given), 'thing')} that {verb} {owed} {verb} not given"
    to = f", to {people:,} of {count(len(term.trainees), 'trainee')}"
    return f"{things}{to}{f', and {unled}' if leads else ''}."


def _proof(coverage: LevelResult) -> str:
    if coverage.status == "skipped":
        return ""
    if coverage.status == "optimal":
        return "It is proven that no plan misses less."
    if coverage.value <= coverage.bound:
        return "No plan misses less with the levels before as they stand."
    if coverage.bound <= 0:
        return "It is not known whether another plan misses less."
    points = f"{coverage.bound:,} of these {coverage.value:,} points"
    return f"Another plan may miss less, but none less than {points}."


def _largest(numbers: Counter[str]) -> tuple[tuple[str, int], ...]:
    return tuple(sorted(numbers.items(), key=lambda part: (-part[1], part[0]))[:MOST])
