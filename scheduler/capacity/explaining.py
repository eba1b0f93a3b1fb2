"""Explains for one start week what keeps out one more newcomer, and what one seat more would buy."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from inputs.people import Trainee
from inputs.plan import Plan
from scheduler.capacity.answer import Entry, Question, Remedy, Resource, with_newcomers
from scheduler.capacity.assess import count_up
from scheduler.capacity.base import Base
from scheduler.capacity.binding import find_binding, find_scarce, is_used, parts_of
from scheduler.capacity.limits import Limits, Ruling
from scheduler.capacity.more import with_more
from scheduler.capacity.newcomer import Alone, find_alone
from scheduler.capacity.rings import Rings
from scheduler.solving.search import Control
from scheduler.solving.splitting.parts import Part

MOST_TRIED = 5
"""How many things that are full are tried, the tightest."""
MOST_ROUNDS = 3
"""How often it is looked what newcomers lack still, with one seat more of all that they lacked."""
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
        """Return the entry with what binds and makes room while nobody else moves: that is soon known."""
        return self._timed(self._find)

    def buy(self) -> Entry:
        """Return the entry with what binds where others move, too, and what one seat more of it would buy."""
        return self._timed(self._try)

    def _timed(self, work: Callable[[Part, tuple[Trainee, ...], Alone], None]) -> Entry:
        began = time.monotonic()
        part = next((part for part in self.base.parts if part.name == self.entry.part), None)
        alone = find_alone(self.base, self.question, self.entry.start, self.control) if part else None
        if part is not None and alone is not None:
            work(part, self._newcomers(self.entry.at_least + 1), alone)
        return replace(self.entry, seconds=self.entry.seconds + time.monotonic() - began)

    def _find(self, part: Part, newcomers: tuple[Trainee, ...], alone: Alone) -> None:
        plan = Rings(self.base.term, self.base, alone).least_lacking(newcomers, self.control)
        if plan is None:
            return
        scarce = find_scarce(with_newcomers(self.base.term, newcomers), plan, newcomers)
        enough = self._make_room(scarce, newcomers, alone)
        # A service that is full keeps nobody out of sessions, unless more of it was needed for room.
        full = enough or tuple(one for one in scarce if one.thing != "service" or part.kind == "rotations")
        self._know(binds=tuple(one for one in full if parts_of(one, self.base.term, (part,))))
        if enough:
            known = self.entry.at_least + 1
            self._know(remedies=(Remedy(enough, known, None),))
            index = self.base.parts.index(part)
            self._know(remedies=(self._buy(enough, index, newcomers, alone, known),))

    def _make_room(
        self, scarce: tuple[Resource, ...], newcomers: tuple[Trainee, ...], alone: Alone
    ) -> tuple[Resource, ...]:
        """Return things of which one seat more each makes room while nobody else moves, if they were found.

        With all seats that newcomers lack they may lack others, which are added. In the end all are left away
        that the plan has no use for, and those without which there is another.
        """
        taken = dict.fromkeys(scarce)
        for _ in range(MOST_ROUNDS):
            rings = self._rings(tuple(taken), newcomers, alone)
            found = rings.unmoved(newcomers, self.control).plan
            if found is not None:
                return self._spare(tuple(taken), found, newcomers, alone)
            plan = rings.least_lacking(newcomers, self.control)
            scarce = find_scarce(with_newcomers(rings.term, newcomers), plan, newcomers) if plan else ()
            known = {(one.thing, one.id) for one in taken}
            more = [one for one in scarce if (one.thing, one.id) not in known]
            if not more:
                return ()
            taken |= dict.fromkeys(more)
        return ()

    def _spare(
        self, taken: tuple[Resource, ...], plan: Plan, newcomers: tuple[Trainee, ...], alone: Alone
    ) -> tuple[Resource, ...]:
        """Return what is left of things when those are left away that can be."""
        used = tuple(one for one in taken if is_used(one, plan, self.base.term))
        enough = used if self._rings(used, newcomers, alone).fits(plan, newcomers) else taken
        for one in reversed(enough):
            fewer = _without(enough, one)
            if (
                fewer
                and self._rings(fewer, newcomers, alone).unmoved(newcomers, self.control).plan is not None
            ):
                enough = fewer
        return enough

    def _rings(self, more: tuple[Resource, ...], newcomers: tuple[Trainee, ...], alone: Alone) -> Rings:
        return Rings(self._richer(more, newcomers, alone).term, self.base, alone)

    def _measure(self, part: Part, newcomers: tuple[Trainee, ...], alone: Alone) -> None:
        """Find how much is lacked, and what is full in the best plan of the part: there others move, too."""
        limits = Limits(self.base.term, self.base, alone)
        ruling = Ruling(part, excluded=True, lacking=self.entry.lacking)
        ruling = limits.measure(ruling, newcomers, self.control)
        self._know(lacking=ruling.lacking)
        if ruling.plan is not None:
            term = with_newcomers(self.base.term, newcomers)
            binds = find_binding(term, part, ruling.plan, newcomers[0])
            self._know(binds=binds or self.entry.binds)

    def _know(self, **facts: object) -> None:
        self.entry = replace(self.entry, **facts)  # type: ignore[arg-type]  # the names are those of its fields

    def _newcomers(self, number: int) -> tuple[Trainee, ...]:
        return self.question.newcomers(self.base.term, self.entry.start, number)

    def _try(self, part: Part, newcomers: tuple[Trainee, ...], alone: Alone) -> None:
        """Try one seat more of what is full; without time for an answer nothing is said to be of no help."""
        self._measure(part, newcomers, alone)
        index, binds = self.base.parts.index(part), self.entry.binds
        unsure = False

        def lifts(resources: tuple[Resource, ...]) -> bool:
            nonlocal unsure
            ruling = self._richer(resources, newcomers, alone).ask(index, newcomers, self.control)
            own = self._changed_by(resources) <= {part.name}
            unsure = unsure or not (ruling.has_room or (ruling.excluded and own))
            return ruling.has_room

        found = find_helpful(binds[:MOST_TRIED], lifts)
        bought = [self._buy(resources, index, newcomers, alone) for resources in found]
        useful = [remedy for remedy in bought if remedy.at_most != self.entry.at_least]
        best = best_remedies((*useful, *self.entry.remedies), self.entry.at_least)
        asked_all = 0 < len(binds) <= MOST_TRIED
        tried = asked_all and not (best or unsure)
        if tried and found and not any(len(remedy.resources) == len(binds) for remedy in bought):
            limits = self._surely_richer(binds, newcomers, alone)
            tried = limits.excluding(newcomers, self.control) is not None
        self._know(remedies=best, tried=tried)

    def _richer(
        self, resources: tuple[Resource, ...], newcomers: tuple[Trainee, ...], alone: Alone
    ) -> Limits:
        """Return what is asked of a term with more seats, its parts taken to lack what they lack now."""
        return Limits(with_more(self.base.term, resources, newcomers[0].stay), self.base, alone)

    def _surely_richer(
        self, resources: tuple[Resource, ...], newcomers: tuple[Trainee, ...], alone: Alone
    ) -> Limits:
        """Return the same, where nothing is taken to lack in parts that have more seats: there less may."""
        changed = self._changed_by(resources)
        same = [part.name not in changed for part in self.base.parts]
        bounds = tuple(bound * kept for bound, kept in zip(self.base.bounds, same, strict=True))
        by_part = tuple(points * kept for points, kept in zip(alone.by_part, same, strict=True))
        limits = self._richer(resources, newcomers, alone)
        return replace(limits, base=replace(self.base, bounds=bounds), alone=replace(alone, by_part=by_part))

    def _changed_by(self, resources: Iterable[Resource]) -> set[str]:
        """Return the names of the parts that have more seats with some resources."""
        base = self.base
        return {name for one in resources for name in parts_of(one, base.term, base.parts)}

    def _buy(
        self,
        resources: tuple[Resource, ...],
        index: int,
        newcomers: tuple[Trainee, ...],
        alone: Alone,
        known: int = 0,
    ) -> Remedy:
        """Return how many fit with one seat more of some resources.

        How many at most, is said by the part that had no room; where that is not even one more, by any part.
        """
        limits = self._surely_richer(resources, newcomers, alone)
        rings = Rings(limits.term, self.base, alone)
        before, most = self.entry.at_least, self.question.most
        known = max(known, before)
        at_least, _ = count_up(
            lambda n: rings.unmoved(self._newcomers(n), self.control), before + 1, most, known
        )
        others = (place for place in range(len(self.base.parts)) if place != index)
        if at_least == before and any(limits.ask(one, newcomers, self.control).excluded for one in others):
            return Remedy(resources, before, before)
        if at_least == before and self.control.remaining >= TIME_TO_MOVE:
            attempt = rings.moving(newcomers, self.control)
            if attempt.none:
                return Remedy(resources, before, before)
            at_least += attempt.plan is not None
        for number in range(max(at_least, before + 1) + 1, most + 1):
            if limits.ask(index, self._newcomers(number), self.control).excluded:
                return Remedy(resources, at_least, number - 1)
        return Remedy(resources, at_least, None)


def best_remedies(remedies: Iterable[Remedy], before: int) -> tuple[Remedy, ...]:
    """Return remedies without those that others surpass: first those that surely make room, with the least.

    Another surpasses a remedy that takes nothing else, and makes room for as many.
    """
    best: list[Remedy] = []
    for remedy in sorted(remedies, key=lambda one: _order(one, before)):
        kinds = _kinds(remedy)
        if not any(_kinds(other) <= kinds and other.at_least >= remedy.at_least for other in best):
            best.append(remedy)
    return tuple(best)


def _order(remedy: Remedy, before: int) -> tuple[bool, int, int, bool]:
    return (
        remedy.at_least == before,
        len(remedy.resources),
        -remedy.at_least,
        remedy.at_most is None,
    )


def _kinds(remedy: Remedy) -> frozenset[tuple[str, str]]:
    return frozenset((one.thing, one.id) for one in remedy.resources)


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
