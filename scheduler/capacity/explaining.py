"""Explains for one start week what keeps out one more newcomer, and what one seat more would buy."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, replace

from inputs.people import Trainee
from scheduler.capacity.answer import Entry, Question, Remedy, Resource, with_newcomers
from scheduler.capacity.assess import count_up
from scheduler.capacity.base import Base
from scheduler.capacity.binding import find_binding, parts_of
from scheduler.capacity.limits import Limits, Ruling
from scheduler.capacity.more import with_more
from scheduler.capacity.newcomer import Alone, find_alone
from scheduler.capacity.rings import Rings
from scheduler.solving.parts import Part
from scheduler.solving.search import Control

MOST_TRIED = 5
"""How many things that are full are tried, the tightest."""
TIME_TO_MOVE = 25.0
"""Seconds that must be left to look for plans with one seat more in which others move."""

Lifts = Callable[[tuple[Resource, ...]], bool]
"""Tells whether one seat more of some resources makes room in the part that has none."""


@dataclass
class Explanation:
    """The state of one explanation; ``entry`` is what is known, and says which part has no room."""

    base: Base
    question: Question
    entry: Entry
    control: Control

    def find(self) -> Entry:
        """Return the entry with what binds, if there was time."""
        return self._timed(self._find)

    def buy(self) -> Entry:
        """Return the entry with what one seat more of what binds would buy, as far as there was time."""
        return self._timed(self._try)

    def _timed(self, work: Callable[[Part, tuple[Trainee, ...], Alone], None]) -> Entry:
        began = time.monotonic()
        part = next((part for part in self.base.parts if part.name == self.entry.part), None)
        alone = find_alone(self.base, self.question, self.entry.start, self.control) if part else None
        if part is not None and alone is not None:
            work(part, self._newcomers(self.entry.at_least + 1), alone)
        return replace(self.entry, seconds=self.entry.seconds + time.monotonic() - began)

    def _find(self, part: Part, newcomers: tuple[Trainee, ...], alone: Alone) -> None:
        limits = Limits(self.base.term, self.base, alone)
        ruling = Ruling(part, excluded=True, lacking=self.entry.lacking)
        ruling = limits.measure(ruling, newcomers, self.control)
        self._know(lacking=ruling.lacking)
        if ruling.plan is not None:
            term = with_newcomers(self.base.term, newcomers)
            self._know(binds=find_binding(term, part, ruling.plan, newcomers[0]))

    def _know(self, **facts: object) -> None:
        self.entry = replace(self.entry, **facts)  # type: ignore[arg-type]  # the names are those of its fields

    def _newcomers(self, number: int) -> tuple[Trainee, ...]:
        return self.question.newcomers(self.base.term, self.entry.start, number)

    def _try(self, part: Part, newcomers: tuple[Trainee, ...], alone: Alone) -> None:
        """Try one seat more of what is full; without time for an answer nothing is said to be of no help."""
        index = self.base.parts.index(part)
        unsure = False

        def lifts(resources: tuple[Resource, ...]) -> bool:
            nonlocal unsure
            ruling = self._richer(resources, newcomers, alone).ask(index, newcomers, self.control)
            unsure = unsure or not (ruling.excluded or ruling.has_room)
            return ruling.has_room

        found = find_helpful(self.entry.binds[:MOST_TRIED], lifts)
        remedies = tuple(self._buy(resources, index, newcomers, alone) for resources in found)
        self._know(remedies=remedies, tried=not (remedies or unsure))

    def _richer(
        self, resources: tuple[Resource, ...], newcomers: tuple[Trainee, ...], alone: Alone
    ) -> Limits:
        return Limits(with_more(self.base.term, resources, newcomers[0].stay), self.base, alone)

    def _buy(
        self, resources: tuple[Resource, ...], index: int, newcomers: tuple[Trainee, ...], alone: Alone
    ) -> Remedy:
        """Return how many fit with one seat more of some resources.

        How many at most, is said by the part that had no room, and only where the seats change no other part:
        the bounds of the others hold for the term as it is.
        """
        limits = self._richer(resources, newcomers, alone)
        rings = Rings(limits.term, self.base, alone)
        before, most = self.entry.at_least, self.question.most
        at_least = count_up(
            lambda n: rings.unmoved(self._newcomers(n), self.control), before + 1, most, before
        )
        if at_least == before and self.control.remaining >= TIME_TO_MOVE:
            at_least += rings.moving(newcomers, self.control).plan is not None
        own = {self.base.parts[index].name}
        if all(parts_of(one, self.base.term, self.base.parts) <= own for one in resources):
            for number in range(max(at_least, before + 1) + 1, most + 1):
                if limits.ask(index, self._newcomers(number), self.control).excluded:
                    return Remedy(resources, at_least, number - 1)
        return Remedy(resources, at_least, None)


def find_helpful(resources: tuple[Resource, ...], lifts: Lifts) -> tuple[tuple[Resource, ...], ...]:
    """Return each single resource that helps; where none does, a smallest set that helps, if any.

    More seats never do harm: where all together do not help, none does, and what all others cannot do without
    is in every set that helps.
    """
    if not resources or not lifts(resources):
        return ()
    if len(resources) == 1:
        return (resources,)
    needed = [one for one in resources if not lifts(_without(resources, one))]
    if len(needed) <= 1:
        singles = tuple((one,) for one in (needed or resources) if lifts((one,)))
        if singles:
            return singles
    fewest = resources
    for one in reversed(resources):
        fewer = _without(fewest, one)
        if one not in needed and lifts(fewer):
            fewest = fewer
    return (fewest,)


def _without(resources: tuple[Resource, ...], one: Resource) -> tuple[Resource, ...]:
    return tuple(other for other in resources if other != one)
