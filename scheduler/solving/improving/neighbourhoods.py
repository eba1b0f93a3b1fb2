"""Improves a complete solution step by step: a few decisions are opened, all others stay as they are.

Opened are a few weeks of everybody (main mentors stay: then hours are easy to rearrange), everything about a
few trainees who share main mentors, or what they have in some weeks, one trainee and some weeks in which
others make room, all topics, or all leads. What has brought more, for as much that was opened, is opened more
often (Ropke and Pisinger, 2006, "An adaptive large neighborhood search heuristic"). When trainees were opened
for nothing for a while, more are opened together, with more effort: so much takes longer, and finds what
smaller steps cannot.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from constraints.scope import Tag
from inputs.people import Faculty, Trainee
from scheduler.solving.opening import Opening
from scheduler.solving.part_search import PartSearch
from scheduler.solving.search import Control
from scheduler.solving.stepping import Stepping

if TYPE_CHECKING:
    from ortools.sat.python import cp_model

WEEKS_AT_ONCE = 3
SOME_WEEKS = (2, 3, 4, 5)
"""Weeks opened together after the sweep."""
STEP_BETWEEN = 2
"""Weeks from the beginning of one stretch of a sweep to that of the next."""
WEEKS_FOR_ONE = 6
"""Weeks in which others make room for one trainee."""
TRAINEES_AT_ONCE = 3
"""Trainees that are opened together at first."""
MOST_AT_ONCE = 6
"""Trainees that are opened together when fewer have brought nothing."""
GROWS_AFTER = 10
"""Times that trainees are opened for nothing, after which one more is opened with them."""
EFFORT_FOR_MORE = 3.0
"""Effort for more trainees than at first, as a multiple of that for another step."""
SOME_OF_A_STAY = 8
"""Weeks in which a few trainees are opened."""
SHARES = {"topics": 0.05, "leads": 0.05, "weeks": 0.25, "trainees": 0.3, "some of them": 0.25, "room": 0.1}
"""How often each is opened at first, and as long as all bring as much."""
AS_MUCH = 1000
"""Decisions, opened, for which what is brought is compared."""
TINY = 1e-9
"""Keeps all possible when nothing brings anything any more."""
LEAST_WORTH = 0.1
"""What each is taken to bring at least, as a share of what brings most: it may again."""
MEMORY = 0.8
"""How much of what is known of it stays, when something is opened again."""
PATIENCE = 40
"""Steps in a row without an improvement after which a level is left."""

Report = Callable[[int, int], None]


@dataclass(frozen=True)
class _Opened:
    """Decisions that are opened together, and how much effort that is worth."""

    decisions: list[int]
    kind: str
    effort: float = 1.0


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
        self._mentors: dict[int, tuple[Trainee, Faculty]] = {}
        self._together = TRAINEES_AT_ONCE
        self._worth = dict.fromkeys(SHARES, 1.0)
        """What each kind brings for what it opens, the recent counting most."""
        self._for_nothing = 0
        """How often so many trainees together were opened for nothing."""
        self._chance = random.Random(control.seed)  # noqa: S311  # no secret, and the same for a seed
        decisions = {literal.index: tag for literal, tag in search.model.x.tagged()}
        for index, tag in decisions.items():
            self._sort_in(index, tag)
        for trainee in self._by_trainee:
            mentors = search.model.x.mentors(trainee)
            self._mentors.update((literal.index, (trainee, who)) for who, literal in mentors.items())
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
        steps: Iterator[_Opened],
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
        stepping = Stepping(self._opening, prices, self.control, near=self.near)
        best = round(objective.offset) + stepping.value
        still = 0
        report(best, enough)
        for opened in steps:
            if best <= enough or still >= self.patience or self.control.stopped:
                break
            gained = stepping.step(opened.decisions, until - self.control.seconds, opened.effort)
            self._learn(opened, gained)
            still = 0 if gained else still + 1
            if gained:
                best -= gained
                report(best, enough)
        self.search.take(self._opening.values)

    def _learn(self, opened: _Opened, gained: int) -> None:
        """Note what a kind has brought; open more trainees when so many have brought nothing for a while."""
        if opened.kind in self._worth:
            brought = gained * AS_MUCH / max(1, len(opened.decisions))
            self._worth[opened.kind] = MEMORY * self._worth[opened.kind] + (1 - MEMORY) * brought
        if opened.kind == "trainees":
            self._for_nothing = 0 if gained else self._for_nothing + 1
            if self._for_nothing >= GROWS_AFTER:
                self._for_nothing, self._together = 0, min(MOST_AT_ONCE, self._together + 1)

    # -- what is opened ------------------------------------------------------------------------------------

    def _sweep(self) -> Iterator[_Opened]:
        weeks = [week.number for week in self.search.term.weeks]
        for first in range(0, len(weeks), STEP_BETWEEN):
            yield _Opened(self._weeks(weeks[first : first + WEEKS_AT_ONCE]), "sweep")

    def _steps(self, until: float) -> Iterator[_Opened]:
        yield from self._sweep()
        yield from (_Opened(self._topics, "topics"), _Opened(self._leads, "leads"))
        trainees = [trainee for trainee in self.search.term.trainees if trainee in self._by_trainee]
        while self.control.seconds < until:
            yield self._drawn(trainees)

    def _drawn(self, trainees: Sequence[Trainee]) -> _Opened:
        """Return something of a kind that is drawn, those that have brought more being the likelier."""
        kinds = list(SHARES) if trainees else ["topics", "leads", "weeks"]
        least = LEAST_WORTH * max(self._worth.values())
        (kind,) = self._chance.choices(
            kinds, [SHARES[kind] * max(least, self._worth[kind]) + TINY for kind in kinds]
        )
        if kind == "topics":
            return _Opened(self._topics, kind)
        if kind == "leads":
            return _Opened(self._leads, kind)
        if kind == "weeks":
            first = self._chance.randrange(len(self.search.term.weeks)) + 1
            return _Opened(self._weeks(range(first, first + self._chance.choice(SOME_WEEKS))), kind)
        if kind == "trainees":
            effort = 1.0 if self._together == TRAINEES_AT_ONCE else EFFORT_FOR_MORE
            return _Opened(self._of_trainees(trainees), kind, effort)
        if kind == "some of them":
            return _Opened(self._of_trainees_for_a_while(trainees), kind)
        return _Opened(self._room_for_one(trainees), kind)

    def _weeks(self, weeks: Sequence[int]) -> list[int]:
        """Return the decisions of some weeks, and the topics of all who are there then."""
        there = [
            trainee
            for trainee in self._topics_spent
            if any(week.number in weeks for week in self.search.term.weeks_of_stay(trainee))
        ]
        opened = [index for week in weeks for index in self._by_week.get(week, ())]
        return opened + [index for trainee in there for index in self._topics_spent[trainee]]

    def _of_trainees(self, trainees: Sequence[Trainee]) -> list[int]:
        """Return all decisions about a trainee and others there then, those of the same main mentor first."""
        chosen = self._mates(trainees, self._together)
        return [index for trainee in chosen for index in self._by_trainee[trainee]]

    def _of_trainees_for_a_while(self, trainees: Sequence[Trainee]) -> list[int]:
        """Return what such trainees have in some weeks, and their topics; main mentors stay."""
        chosen = self._mates(trainees, TRAINEES_AT_ONCE)
        first = self._chance.choice(self.search.term.weeks_of_stay(chosen[0])).number
        weeks = range(first, first + SOME_OF_A_STAY)
        own = {index for trainee in chosen for index in self._by_trainee[trainee]}
        in_weeks = [index for week in weeks for index in self._by_week.get(week, ()) if index in own]
        return in_weeks + [index for trainee in chosen for index in self._topics_spent.get(trainee, ())]

    def _mates(self, trainees: Sequence[Trainee], number: int) -> list[Trainee]:
        """Return a trainee and others there then, those of the same main mentor first."""
        one = self._chance.choice(trainees)
        main = dict(pair for index, pair in self._mentors.items() if self._opening.values[index])
        of_mentor: dict[Faculty | None, list[Trainee]] = {main.get(one): []}
        for other in trainees:
            if other != one and other.stay.overlaps(one.stay):
                of_mentor.setdefault(main.get(other), []).append(other)
        first, *later = of_mentor.values()
        groups = (first, *self._chance.sample(later, len(later)))
        others = [other for own in groups for other in self._chance.sample(own, len(own))]
        return [one, *others[: number - 1]]

    def _room_for_one(self, trainees: Sequence[Trainee]) -> list[int]:
        """Return all decisions about a trainee, and those of others in some weeks of the stay."""
        trainee = self._chance.choice(trainees)
        weeks = [week.number for week in self.search.term.weeks_of_stay(trainee)]
        some = self._chance.sample(weeks, min(WEEKS_FOR_ONE, len(weeks)))
        return list(dict.fromkeys([*self._by_trainee[trainee], *self._weeks(sorted(some))]))
