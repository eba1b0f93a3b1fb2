"""Improves what trainees have chosen: a few who want the same mentors choose anew, all others keep theirs.

Of all choices at once a search finds a poor one only, for each hour is wanted by many. A few at a time have
theirs in a moment, as good as the others leave them; when that brings nothing any more, it is a few more.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass

from scheduler.solving.search import Control
from scheduler.solving.stepping import Stepping

AT_ONCE = 6
"""Trainees who choose anew together at first."""
MOST_AT_ONCE = 12
"""Trainees who do so when fewer have brought nothing."""
GROWS_AFTER = 10
"""Times for nothing after which one more chooses with them."""
PATIENCE = 40
"""Times for nothing in a row after which choices are left as they are."""


@dataclass(frozen=True)
class Chooser:
    """A trainee who chooses: whom he or she may have for a main mentor, and the literals of that choice."""

    mentors: frozenset[object]
    literals: Sequence[int]


def choose_anew(choosers: Sequence[Chooser], stepping: Stepping, control: Control, seconds: float) -> None:
    """Make a choice cheaper, a few trainees at a time, until time is over or nothing moves.

    Parameters
    ----------
    choosers
        All who choose.
    stepping
        The choice so far, in which every literal of theirs has a value.
    control, seconds
        The limits of the run, and the most that this may take.
    """
    until, chance = control.seconds + seconds, random.Random(control.seed)  # noqa: S311  # no secret
    together, for_nothing, still = AT_ONCE, 0, 0
    while still < PATIENCE and control.seconds < until and not control.stopped:
        some = _some(choosers, together, chance)
        opened = [literal for chooser in some for literal in chooser.literals]
        gained = stepping.step(opened, until - control.seconds).gained
        for_nothing, still = (0, 0) if gained else (for_nothing + 1, still + 1)
        if for_nothing >= GROWS_AFTER:
            together, for_nothing = min(MOST_AT_ONCE, together + 1), 0


def _some(choosers: Sequence[Chooser], number: int, chance: random.Random) -> Sequence[Chooser]:
    """Return one by chance, and others, those first who may have the same mentors."""
    one = chance.choice(choosers)
    others = [chooser for chooser in choosers if chooser is not one]
    order = sorted(others, key=lambda other: (not one.mentors & other.mentors, chance.random()))
    return [one, *order[: number - 1]]
