"""Answers for one start week how many newcomers fit."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from inputs.days import Week
from inputs.people import Trainee
from scheduler.capacity.answer import Entry, Question
from scheduler.capacity.base import Base
from scheduler.capacity.limits import Limits, Ruling
from scheduler.capacity.newcomer import Alone, find_alone
from scheduler.capacity.rings import Attempt, Rings
from scheduler.solving.search import Control


@dataclass
class Assessment:
    """The state of one start week; what is known stands in ``entry`` at any moment."""

    base: Base
    question: Question
    start: Week
    control: Control
    guess: int = 0
    """How many fit a week before: asked first."""
    known: Entry | None = None
    """What was found out before."""
    entry: Entry = field(init=False)

    def __post_init__(self) -> None:
        self.entry = self.known or Entry(self.start, 0, None, 0)

    def begin(self) -> Entry:
        """Return how many fit while nobody else moves, and whether sessions show that no more ever do.

        That is soon known, also where no bound of a part is.
        """
        return self._timed(self._begin)

    def tighten(self) -> Entry:
        """Return how many fit where others may move, and that no more do, as far as there is time."""
        return self._timed(self._tighten)

    def _timed(self, work: Callable[[Alone], object]) -> Entry:
        began = time.monotonic()
        alone = find_alone(self.base, self.question, self.start, self.control)
        if alone is not None:
            self._know(alone=alone.shortfalls)
            work(alone)
        return replace(self.entry, seconds=self.entry.seconds + time.monotonic() - began)

    def _begin(self, alone: Alone) -> None:
        rings = Rings(self.base.term, self.base, alone)
        unmoved, is_most = count_up(
            lambda n: rings.unmoved(self._newcomers(n), self.control), self.guess, self._most
        )
        self._know(at_least=unmoved, unmoved=unmoved, stuck=is_most)
        if unmoved < self._most:
            limits = Limits(self.base.term, self.base, alone, quick=True)
            self._rule(limits.excluding(self._newcomers(unmoved + 1), self.control, "sessions"))

    def _rule(self, ruling: Ruling | None) -> bool:
        """Note why one more does not fit, and tell whether it is known."""
        if ruling is not None:
            self._know(at_most=self.entry.at_least, lacking=ruling.lacking, part=ruling.part.name)
        return ruling is not None

    def _tighten(self, alone: Alone) -> None:
        rings = Rings(self.base.term, self.base, alone)
        limits = Limits(self.base.term, self.base, alone)
        while self.entry.at_least < self._most and not self.control.stopped:
            one_more = self._newcomers(self.entry.at_least + 1)
            ruling = limits.excluding(one_more, self.control, "sessions")
            attempt = Attempt() if ruling else rings.moving(one_more, self.control)
            if ruling is None and attempt.plan is None:
                ruling = limits.excluding(one_more, self.control, "meetings", "rotations")
            if self._rule(ruling):
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
        for number in range(self.entry.at_least + 2, self._most + 1):
            if self.control.stopped:
                return None
            if limits.excluding(self._newcomers(number), self.control) is not None:
                return number - 1
        return None


def count_up(attempt: Callable[[int], Attempt], guess: int, most: int, known: int = 0) -> tuple[int, bool]:
    """Return the largest number for which an attempt finds a plan, where fewer always do.

    ``guess`` is asked first: a number near the answer saves the rest. ``known`` need not be asked. Returned
    is also whether it is known that one more has no plan within reach of the attempt.
    """
    first = number = max(known, min(guess, most))
    above = Attempt()
    while number > known and (one := attempt(number)).plan is None:
        above = one
        number -= 1
    if number < first:
        return number, above.none
    while number < most:
        above = attempt(number + 1)
        if above.plan is None:
            return number, above.none
        number += 1
    return number, False
