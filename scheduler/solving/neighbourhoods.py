"""Improves a complete solution step by step: a few decisions are opened, all others stay as they are.

Opened are a few weeks of everybody (main mentors stay: then hours are easy to rearrange), everything about a
few trainees, one trainee and some weeks in which others make room, all topics, or all leads.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from constraints.scope import Tag
from inputs.people import Trainee
from scheduler.solving.opening import Opening
from scheduler.solving.part_search import PartSearch
from scheduler.solving.search import Control, small_step

if TYPE_CHECKING:
    from ortools.sat.python import cp_model

WEEKS_AT_ONCE = 3
SOME_WEEKS = (2, 3, 4, 5)
"""Weeks opened together after the sweep."""
STEP_BETWEEN = 2
"""Weeks from the beginning of one stretch of a sweep to that of the next."""
WEEKS_FOR_ONE = 6
"""Weeks in which others make room for one trainee."""
TRAINEES_AT_ONCE = (2, 2, 3)
PATIENCE = 40
"""Steps in a row without an improvement after which a level is left."""

Report = Callable[[int, int], None]


class Neighbourhoods:
    """A search's solution, and what of it can be opened."""

    def __init__(self, search: PartSearch, control: Control) -> None:
        self.search = search
        self.control = control
        self.patience = PATIENCE
        self.near = False
        """Whether steps change no more than they must: what is not priced yet is best left as it is."""
        self._by_week: dict[int, list[int]] = {}
        self._by_trainee: dict[Trainee, list[int]] = {}
        self._topics_spent: dict[Trainee, list[int]] = {}
        self._topics: list[int] = []
        self._leads: list[int] = []
        self._in_vain: set[frozenset[int]] = set()
        """What was opened since the solution last changed, and changed nothing: it would not now either."""
        self._chance = random.Random(control.seed)  # noqa: S311  # no secret, and the same for a seed
        decisions = {literal.index: tag for literal, tag in search.model.x.tagged()}
        for index, tag in decisions.items():
            self._sort_in(index, tag)
        self._opening = Opening(search.model.proto, decisions, search.solution)

    def _sort_in(self, index: int, tag: Tag) -> None:
        if tag.trainee is not None:
            self._by_trainee.setdefault(tag.trainee, []).append(index)
            if tag.kind == "spent":
                self._topics_spent.setdefault(tag.trainee, []).append(index)
        if tag.kind in ("topic", "spent"):
            self._topics.append(index)
        if tag.kind in ("lead", "round lead"):
            self._leads.append(index)
        if tag.first_week is not None and tag.kind != "rotation":
            self._by_week.setdefault(tag.first_week, []).append(index)

    def improve(self, weights: Mapping[str, int], *, enough: int, seconds: float, report: Report) -> None:
        """Improve a weighted sum of levels until it meets a bound, time is over or nothing moves."""
        until = self.control.seconds + seconds
        price = sum(weight * self.search.model.price(level) for level, weight in weights.items())
        self._run(price, self._steps(until), report, enough=enough, until=until)

    def _run(
        self,
        price: cp_model.LinearExprT,
        steps: Iterator[list[int]],
        report: Report,
        *,
        enough: int,
        until: float,
    ) -> None:
        if isinstance(price, int):
            return
        self.search.model.proto.minimize(price)
        objective = self.search.model.proto.proto.objective
        prices = dict(zip(objective.vars, objective.coeffs, strict=True))
        best = round(objective.offset) + self._worth(prices, prices)
        still = 0
        report(best, enough)
        for opened in steps:
            if best <= enough or still >= self.patience or self.control.stopped:
                break
            gained = self._step(opened, prices, until)
            still = 0 if gained else still + 1
            if gained:
                best -= gained
                report(best, enough)
        self.search.take(self._opening.values)

    def _step(self, opened: Sequence[int], prices: Mapping[int, int], until: float) -> int:
        """Open some decisions, and return by how much the price falls."""
        if (these := frozenset(opened)) in self._in_vain:
            return 0
        model, free = self._opening.small_model(opened)
        paid = [variable for variable in free if variable in prices]
        weight = len(opened) + 1 if self.near else 1
        model.proto.objective.vars.extend(paid)
        model.proto.objective.coeffs.extend([weight * prices[variable] for variable in paid])
        if self.near:
            model.proto.objective.vars.extend(opened)
            model.proto.objective.coeffs.extend([1 - 2 * self._opening.values[index] for index in opened])
        before = self._worth(prices, paid)
        values = small_step(model, self.control, until - self.control.seconds)
        if not values:
            self._opening.close(free)
            return 0
        if all(values[variable] == self._opening.values[variable] for variable in free):
            self._in_vain.add(these)
        else:
            self._in_vain.clear()
        self._opening.take(free, values)
        return before - self._worth(prices, paid)

    def _worth(self, prices: Mapping[int, int], variables: Iterable[int]) -> int:
        return sum(prices[variable] * self._opening.values[variable] for variable in variables)

    # -- what is opened ------------------------------------------------------------------------------------

    def _sweep(self) -> Iterator[list[int]]:
        weeks = [week.number for week in self.search.term.weeks]
        for first in range(0, len(weeks), STEP_BETWEEN):
            yield self._weeks(weeks[first : first + WEEKS_AT_ONCE])

    def _steps(self, until: float) -> Iterator[list[int]]:
        yield from self._sweep()
        yield from (self._topics, self._leads)
        trainees = [trainee for trainee in self.search.term.trainees if trainee in self._by_trainee]
        while self.control.seconds < until:
            draw = self._chance.random()
            if draw < 0.05:
                yield self._topics
            elif draw < 0.1:
                yield self._leads
            elif draw < 0.5 or not trainees:
                first = self._chance.randrange(len(self.search.term.weeks)) + 1
                yield self._weeks(range(first, first + self._chance.choice(SOME_WEEKS)))
            elif draw < 0.75:
                yield self._of_trainees(trainees)
            else:
                yield self._room_for_one(trainees)

    def _weeks(self, weeks: Sequence[int]) -> list[int]:
        """Return the decisions of some weeks, and the topics of all who are there then."""
        there = [
            trainee
            for trainee in self._topics_spent
            if any(week.number in weeks for week in self.search.term.weeks_of_stay(trainee))
        ]
        opened = [index for week in weeks for index in self._by_week.get(week, ())]
        return opened + [index for trainee in there for index in self._topics_spent[trainee]]

    def _of_trainees(self, trainees: list[Trainee]) -> list[int]:
        """Return all decisions about a trainee and one or two others who are there at the same time."""
        first = self._chance.choice(trainees)
        others = [other for other in trainees if other != first and other.stay.overlaps(first.stay)]
        count = min(len(others), self._chance.choice(TRAINEES_AT_ONCE) - 1)
        chosen = [first, *self._chance.sample(others, count)]
        return [index for trainee in chosen for index in self._by_trainee[trainee]]

    def _room_for_one(self, trainees: list[Trainee]) -> list[int]:
        """Return all decisions about a trainee, and those of others in some weeks of the stay."""
        trainee = self._chance.choice(trainees)
        weeks = [week.number for week in self.search.term.weeks_of_stay(trainee)]
        some = self._chance.sample(weeks, min(WEEKS_FOR_ONE, len(weeks)))
        return list(dict.fromkeys([*self._by_trainee[trainee], *self._weeks(sorted(some))]))
