"""Improves a complete solution step by step: a few decisions are opened, all others stay as they are.

Opened are a few weeks of everybody (main mentors stay: then hours are easy to rearrange), everything about a
few trainees who share main mentors, or what they have in some weeks, one trainee and some weeks in which
others make room, all topics, or all leads. How much of it, and what more often than the rest, is learned (see
``kinds``). When nothing has brought anything for a while, each step takes more effort.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from constraints.scope import Tag
from inputs.people import Faculty, Trainee
from scheduler.solving.improving.kinds import Kinds
from scheduler.solving.opening import Opening
from scheduler.solving.part_search import PartSearch
from scheduler.solving.search import Control
from scheduler.solving.stepping import Stepping

WEEKS_AT_ONCE = 3
"""Weeks of a stretch of the sweep, at most."""
TOGETHER = (2, 3, 4, 6)
"""Trainees of whom some weeks are opened together."""
SHARES = {"topics": 0.05, "leads": 0.05, "weeks": 0.25, "trainees": 0.3, "some of them": 0.25, "room": 0.1}
"""How often each is opened at first, and as long as all bring as much."""
MORE_AFTER = 20
"""Steps for nothing in a row after which they take twice the effort."""
MOST_EFFORT = 3.0
"""The most effort, as a multiple of that for a step at first."""
PATIENCE = 40
"""Steps in a row without an improvement after which a level is left."""

Report = Callable[[int, int], None]


@dataclass
class _Progress:
    """How far a search has come."""

    best: int
    enough: int
    patience: int
    still: int = 0
    """Steps for nothing in a row."""

    @property
    def is_over(self) -> bool:
        """Tell whether there is nothing to gain any more, or nothing was gained for long."""
        return self.best <= self.enough or self.still >= self.patience

    @property
    def effort(self) -> float:
        """How much effort to make in the next step."""
        return min(MOST_EFFORT, 1 + self.still / MORE_AFTER)

    def note(self, gained: int) -> None:
        """Count a step."""
        self.best -= gained
        self.still = 0 if gained else self.still + 1


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
        self._kinds = Kinds(SHARES)
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
        if isinstance(price, int):
            return
        self.search.model.proto.minimize(price)
        objective = self.search.model.proto.proto.objective
        prices = dict(zip(objective.vars, objective.coeffs, strict=True))
        stepping = Stepping(self._opening, prices, self.control, near=self.near)
        progress = _Progress(round(objective.offset) + stepping.value, enough, self.patience)
        report(progress.best, enough)
        for kind, opened in self._steps(until):
            if progress.is_over or self.control.stopped:
                break
            step = stepping.step(opened, until - self.control.seconds, progress.effort)
            self._kinds.learn(kind, step)
            progress.note(step.gained)
            if step.gained:
                report(progress.best, enough)
        self.search.take(self._opening.values)

    # -- what is opened ------------------------------------------------------------------------------------

    def _sweep(self) -> Iterator[list[int]]:
        """Yield all weeks, in stretches of which each overlaps the next."""
        numbers = [week.number for week in self.search.term.weeks]
        first, after = 0, 0
        while after < len(numbers):
            stretches = [numbers[first : first + length] for length in range(1, WEEKS_AT_ONCE + 1)]
            length, opened = 1, self._weeks(stretches[0])
            for weeks in stretches[1:]:
                if len(more := self._weeks(weeks)) > self._kinds.size("weeks"):
                    break
                length, opened = len(weeks), more
            yield opened
            after = first + length
            first = max(first + 1, after - 1)

    def _steps(self, until: float) -> Iterator[tuple[str, list[int]]]:
        """Yield what to open, with its kind: all weeks first, then what is drawn."""
        yield from (("sweep", opened) for opened in self._sweep())
        yield from (("topics", self._topics), ("leads", self._leads))
        trainees = [trainee for trainee in self.search.term.trainees if trainee in self._by_trainee]
        while self.control.seconds < until:
            kind = self._kinds.draw(SHARES if trainees else ("topics", "leads", "weeks"), self._chance)
            yield kind, self._drawn(kind, trainees)

    def _drawn(self, kind: str, trainees: Sequence[Trainee]) -> list[int]:
        """Return decisions of a kind, drawn by chance."""
        if kind == "topics":
            return self._topics
        if kind == "leads":
            return self._leads
        if kind == "weeks":
            return self._some_weeks()
        if kind == "trainees":
            return self._of_trainees(trainees)
        if kind == "some of them":
            return self._of_trainees_for_a_while(trainees)
        return self._room_for_one(trainees)

    def _filled(self, kind: str, opened: Iterable[int], more: Iterable[list[int]]) -> list[int]:
        """Return what is opened with as much more as a step of that kind should open, the first at least."""
        found = dict.fromkeys(opened)
        for number, some in enumerate(more):
            if number and len(found) + len(some) > self._kinds.size(kind):
                break
            found.update(dict.fromkeys(some))
        return list(found)

    def _some_weeks(self) -> list[int]:
        """Return the decisions of weeks that follow each other."""
        numbers = [week.number for week in self.search.term.weeks]
        first = self._chance.randrange(len(numbers))
        return self._filled("weeks", (), (self._weeks([number]) for number in numbers[first:]))

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
        one, *others = self._mates(trainees)
        return self._filled("trainees", self._by_trainee[one], (self._by_trainee[other] for other in others))

    def _of_trainees_for_a_while(self, trainees: Sequence[Trainee]) -> list[int]:
        """Return what such trainees have in some weeks, and their topics; main mentors stay."""
        chosen = self._mates(trainees)[: self._chance.choice(TOGETHER)]
        own = {index for trainee in chosen for index in self._by_trainee[trainee]}
        topics = [index for trainee in chosen for index in self._topics_spent.get(trainee, ())]
        first = self._chance.choice(self.search.term.weeks_of_stay(chosen[0])).number
        weeks = (week.number for week in self.search.term.weeks if week.number >= first)
        of_weeks = ([index for index in self._by_week.get(week, ()) if index in own] for week in weeks)
        return self._filled("some of them", topics, of_weeks)

    def _mates(self, trainees: Sequence[Trainee]) -> list[Trainee]:
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
        return [one, *others]

    def _room_for_one(self, trainees: Sequence[Trainee]) -> list[int]:
        """Return all decisions about a trainee, and those of others in some weeks of the stay."""
        trainee = self._chance.choice(trainees)
        weeks = [week.number for week in self.search.term.weeks_of_stay(trainee)]
        in_any_order = self._chance.sample(weeks, len(weeks))
        return self._filled("room", self._by_trainee[trainee], (self._weeks([week]) for week in in_any_order))
