"""Answers the question for a few start weeks: how many fit, what binds, what one seat more would buy."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, replace

from inputs.days import Week
from inputs.people import Trainee
from scheduler.capacity.answer import Entry, Question, Remedy, Resource, with_newcomers
from scheduler.capacity.base import Base
from scheduler.capacity.binding import find_binding, parts_of
from scheduler.capacity.limits import Limits, Ruling
from scheduler.capacity.more import with_more
from scheduler.capacity.newcomer import Alone, find_alone
from scheduler.capacity.rings import Attempt, Rings
from scheduler.solving.search import Control

MOST_SINGLES = 4
"""Of what is full, how many are tried one by one."""
SHARE_FOR_REMEDIES = 0.5
"""The share of the time left in which remedies are looked for."""


@dataclass
class Assessment:
    """The state of one start week; what is known stands in ``entry`` at any moment."""

    base: Base
    question: Question
    start: Week
    control: Control
    guess: int = 0
    """How many fit a week before: asked first."""

    def run(self) -> Entry:
        """Return what can be found out in time."""
        began = time.monotonic()
        self.entry = Entry(self.start, 0, None, 0)
        alone = find_alone(self.base, self.question, self.start, self.control)
        if alone is not None:
            self._answer(alone)
        return replace(self.entry, seconds=time.monotonic() - began)

    def _answer(self, alone: Alone) -> None:
        self._know(alone=alone.shortfalls)
        rings = Rings(self.base.term, self.base, alone)
        limits = Limits(self.base.term, self.base, alone)
        unmoved = count_up(lambda n: rings.unmoved(self._newcomers(n), self.control), self.guess, self._most)
        self._know(at_least=unmoved, unmoved=unmoved)
        while self.entry.at_least < self._most and not self.control.stopped:
            one_more = self._newcomers(self.entry.at_least + 1)
            ruling = limits.excluding(one_more, self.control, "sessions")
            attempt = Attempt() if ruling else rings.in_stages(one_more, self.control)
            if ruling is None and attempt.plan is None and not attempt.none:
                ruling = limits.excluding(one_more, self.control, "meetings", "rotations")
            if ruling is not None:
                self._know(at_most=self.entry.at_least)
                ruling = limits.measure(ruling, one_more, self.control)
                self._know(lacking=ruling.lacking, part=ruling.part.name)
                self._explain(ruling, one_more, alone)
                return
            if attempt.plan is None and not attempt.none:
                attempt = rings.whole(one_more, self.control)
            if attempt.plan is None:
                at_most = self.entry.at_least if attempt.none else self._find_limit(limits)
                self._know(at_most=at_most)
                return
            self._know(at_least=len(one_more))

    @property
    def _most(self) -> int:
        return self.question.most

    def _newcomers(self, number: int) -> tuple[Trainee, ...]:
        return self.question.newcomers(self.base.term, self.start, number)

    def _know(self, **facts: object) -> None:
        self.entry = replace(self.entry, **facts)  # type: ignore[arg-type]  # the names are those of its fields

    def _find_limit(self, limits: Limits) -> int | None:
        """Return how many fit at most, where only one more than are known to fit was not excluded."""
        first = ""
        for number in range(self.entry.at_least + 2, self._most + 1):
            if self.control.stopped:
                return None
            ruling = limits.excluding(self._newcomers(number), self.control, first=first)
            if ruling is not None:
                return number - 1
        return None

    # -- what binds ----------------------------------------------------------------------------------------

    def _explain(self, ruling: Ruling, newcomers: tuple[Trainee, ...], alone: Alone) -> None:
        """Name what is full in the part without room, and try one seat more of it."""
        if ruling.plan is None:
            return
        term = with_newcomers(self.base.term, newcomers)
        binds = find_binding(term, ruling.part, ruling.plan, newcomers[0])
        self._know(binds=binds)
        limit = self.control.seconds + SHARE_FOR_REMEDIES * self.control.remaining
        control = replace(self.control, time_limit_seconds=limit)
        index = self.base.parts.index(ruling.part)

        def lifts(resources: tuple[Resource, ...]) -> bool:
            richer = self._richer(resources, newcomers, alone)
            return not richer.ask(index, newcomers, control).excluded and not control.stopped

        singles = [(resource,) for resource in binds[:MOST_SINGLES] if lifts((resource,))]
        if not singles and len(binds) > 1 and lifts(binds):
            singles = [self._fewest(binds, lifts)]
        known = not control.stopped
        remedies = tuple(self._buy(resources, index, newcomers, alone, control) for resources in singles)
        self._know(remedies=remedies, tried=known and not remedies)

    def _richer(
        self, resources: tuple[Resource, ...], newcomers: tuple[Trainee, ...], alone: Alone
    ) -> Limits:
        return Limits(with_more(self.base.term, resources, newcomers[0].stay), self.base, alone)

    def _fewest(
        self, resources: tuple[Resource, ...], lifts: Callable[[tuple[Resource, ...]], bool]
    ) -> tuple[Resource, ...]:
        """Return a set of resources of which none can be spared, those that are least tight left out first."""
        for resource in reversed(resources):
            fewer = tuple(other for other in resources if other != resource)
            if lifts(fewer):
                resources = fewer
        return resources

    def _buy(
        self,
        resources: tuple[Resource, ...],
        index: int,
        newcomers: tuple[Trainee, ...],
        alone: Alone,
        control: Control,
    ) -> Remedy:
        """Return how many fit with one seat more of some resources.

        How many at most, is said by the part that had no room, and only where the seats change no other part:
        the bounds of the others hold for the term as it is.
        """
        limits = self._richer(resources, newcomers, alone)
        rings = Rings(limits.term, self.base, alone)
        fewest = self.entry.at_least
        at_least = count_up(lambda n: rings.unmoved(self._newcomers(n), control), fewest + 1, self._most)
        at_least = max(fewest, at_least)
        if at_least == fewest and rings.in_stages(newcomers, control).plan is not None:
            at_least += 1
        own = {self.base.parts[index].name}
        alike = all(parts_of(one, self.base.term, self.base.parts) <= own for one in resources)
        for number in range(max(at_least, fewest + 1) + 1, self._most + 1) if alike else ():
            if control.stopped:
                break
            if limits.ask(index, self._newcomers(number), control).excluded:
                return Remedy(resources, at_least, number - 1)
        return Remedy(resources, at_least, None)


def count_up(attempt: Callable[[int], Attempt], guess: int, most: int) -> int:
    """Return the largest number for which an attempt finds a plan, where fewer always do.

    ``guess`` is asked first: a number near the answer saves the rest.
    """
    first = number = min(guess, most)
    while number > 0 and attempt(number).plan is None:
        number -= 1
    if number < first:
        return number
    while number < most and attempt(number + 1).plan is not None:
        number += 1
    return number
