"""Makes the meetings of a plan more comfortable, where there are too many for patterns to be generated.

Everybody keeps the main mentor, and whatever meetings there are: only their hours change, and who is met. A
few trainees at a time choose anew (see ``rechoosing``), beginning with the plan, so that it never gets worse.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np

from constraints.rules.fair_meetings import most_for_nothing
from scheduler.solving.drafts.meetings import draft_meetings
from scheduler.solving.drafts.surroundings import Given
from scheduler.solving.patterns.choices import UNIT, Choices
from scheduler.solving.patterns.choosing import Choosing, Pair
from scheduler.solving.patterns.limits import Integers, Limits
from scheduler.solving.patterns.planning import CHARGES, times_in
from scheduler.verify import verify

if TYPE_CHECKING:
    from inputs.plan import Plan
    from inputs.programme import MeetingTime
    from inputs.stays import Window
    from inputs.term import Term
    from scheduler.solving.search import Control

DAYS = 2
"""Usual days that each trainee may choose from."""
SPREAD = UNIT // 2
"""The most by which chance makes a row dearer: of hours that are as good, not all choose the first."""


def refine_meetings(term: Term, plan: Plan, control: Control, seconds: float) -> Plan:
    """Return the plan with meetings at better hours and with the main mentor, everything else being given.

    Parameters
    ----------
    term, plan
        A term, and a plan that keeps its rules.
    control, seconds
        The limits of the run, and the most that this may take.
    """
    until = control.seconds + seconds
    meetings = Counter(session.faculty for session in plan.sessions if session.is_meeting)
    shares = most_for_nothing(term, meetings.total())
    limits = Limits(term, {mentor: max(most, meetings[mentor]) for mentor, most in shares.items()})
    around, every = Given(term, plan), list[Choices]()
    for trainee in term.trainees:
        if control.stopped or control.seconds >= until:
            return plan
        every.append(Choices(trainee, term, around, limits, CHARGES))
    known, prices = times_in(plan, every), _spread(len(limits.capacities), control.seed)
    mentors = {trainee: own[0] for trainee, own in plan.main_mentors.items()}
    choosing = Choosing(limits, prices)
    for choices in every:
        mentor = mentors.get(choices.trainee)
        if mentor in choices.mentors:
            pairs = list(_pairs(choices, choices.mentors.index(mentor), known, prices))
            choosing.add(choices, pairs, known, as_many=True)
    times, _ = choosing.solve(control, until - control.seconds)
    if not times:
        return plan
    refined = draft_meetings(term, plan, times, mentors, stopped=lambda: control.stopped)
    judged = verify(refined, term)
    worse = judged.values(term.levels) > verify(plan, term).values(term.levels)
    return plan if judged.violations or worse else refined


def _spread(rows: int, seed: int) -> Integers:
    """Return small prices of rows by chance, and a last 0."""
    chance = random.Random(seed)  # noqa: S311  # no secret
    return np.array([*(chance.randint(0, SPREAD) for _ in range(rows)), 0], np.int64)


def _pairs(
    choices: Choices, mentor: int, known: Mapping[Window, MeetingTime], prices: Integers
) -> Iterator[Pair]:
    """Yield the main mentor with the usual day of the meetings known, and with others that would be cheap."""
    usual = Counter(
        choices.day_of(option)
        for window, owed in enumerate(choices.windows)
        if choices.is_regular(window)
        for option in choices.options_of(window)
        if choices.options[option] == known.get(owed)
    )
    order = np.argsort(choices.priced(prices).total[mentor], kind="stable")
    days: Sequence[int] = [*(day for day, _ in usual.most_common(1)), *(int(day) for day in order)]
    yield from ((mentor, day) for day in list(dict.fromkeys(days))[:DAYS])
