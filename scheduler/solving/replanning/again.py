"""A published term that is planned again: what is known of it, and its rings, searched from the best plan."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property, partial

from constraints.catalogue import cost_of_shortfalls
from inputs.people import Trainee
from inputs.plan import Plan
from inputs.published import Published
from inputs.term import COVERAGE, STABILITY, Term
from scheduler.solving.best import Best
from scheduler.solving.bounds.by_trainee import LeastAlone
from scheduler.solving.linear.relaxation import Relaxation
from scheduler.solving.part_search import MOST_DECISIONS, PartSearch
from scheduler.solving.replanning.kept_leads import with_published_leads
from scheduler.solving.replanning.relaxed_changes import (
    RelaxedChanges,
    least_lacking,
    relax_changes,
    relaxation_of,
    whole_people,
)
from scheduler.solving.replanning.remnant import Remnant, find_remnant
from scheduler.solving.replanning.rings import EVERYTHING, Ring
from scheduler.solving.search import Control
from scheduler.solving.timing import Timing

OPTIONS_A_SECOND = 5000
"""Occurrences and meeting times, each for each trainee, that a model of everything takes in in a second."""
RELAXING_SHARE = 0.3
"""Share of the time left that a relaxation of everything may take."""
MOST_RELAXING_SECONDS = 60.0
"""The most it may take in any case."""


@dataclass
class Again:
    """What is left of the published plan, the best new plan so far, and the time it has taken."""

    term: Term
    published: Published
    control: Control
    remnant: Remnant = field(init=False)
    best: Best = field(init=False)
    timing: Timing = field(init=False)
    alone: LeastAlone = field(init=False)
    _relaxation: Relaxation | None = None
    """Of the model with everything open, as it was when it was relaxed last."""
    _relaxed: dict[int | None, RelaxedChanges | None] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.remnant = find_remnant(self.term, self.published)
        self.best = Best(self.term, self.control, self.term.levels)
        self.timing = Timing(self.control)
        self.alone = LeastAlone(self.term, self.control)

    @property
    def points_a_person(self) -> int:
        """What each person counts who is touched."""
        return self.published.points_a_person(self.term)

    @property
    def least_stability(self) -> int:
        """What every plan pays for what cannot be any more as it was published."""
        return len(self.remnant.forced) * self.points_a_person + self.remnant.minimum

    @property
    def most_stability(self) -> int:
        """More than any plan pays for what it changes."""
        return (len(self.term.trainees) + len(self.term.faculty) + 1) * self.points_a_person

    @property
    def can_open_everything(self) -> bool:
        """Whether there is room and time for a model of everything; no time once a run is interrupted."""
        if EVERYTHING.scope(self.term).decisions(self.term) > MOST_DECISIONS:
            return False
        size = sum(len(self.term.options_of(trainee)) for trainee in self.term.trainees)
        return not self.control.stopped and self.control.remaining >= size / OPTIONS_A_SECOND

    @property
    def new(self) -> list[Trainee]:
        """The trainees to whom the published plan is not known."""
        return [trainee for trainee in self.term.trainees if trainee.id not in self.published.known]

    @cached_property
    def everything(self) -> PartSearch:
        """The search with everything open, whose model is built once: it takes a while."""
        return self.search(EVERYTHING)

    def take_everything_anew(self) -> None:
        """Forget the search with everything open, where it holds what the best plan does not keep."""
        self.__dict__.pop("everything", None)
        self._relaxation = None
        self._relaxed.clear()

    def relaxed(self, lacking: int | None = None) -> RelaxedChanges | None:
        """Return the relaxation of everything; None where there was no room or time for it, or no solution.

        With ``lacking`` it is one that tells of plans that lack no more; else a point that lacks is paid for
        like a person who is touched.
        """
        paid = self._relax(None)
        if lacking is None or paid is None or paid.least(lacking) >= self.least_stability:
            return paid
        return self._relax(lacking)

    @property
    def likely_lacking(self) -> int | None:
        """The points that lack in the relaxation of everything; None where it is not there already."""
        relaxed = self._relaxed.get(None)
        return None if relaxed is None else relaxed.lacking

    @property
    def is_relaxed(self) -> bool:
        """Tell whether the relaxation of everything is there already."""
        return self._relaxed.get(None) is not None

    def _relax(self, lacking: int | None) -> RelaxedChanges | None:
        if lacking not in self._relaxed:
            search = self.everything
            if not search.can_be_built(self.control):
                return None
            if lacking is not None:
                search.hold(COVERAGE, lacking)
            a_point = self.points_a_person if lacking is None else 0
            self._relaxed[lacking] = self.timing.timed(STABILITY, lambda: self._relax_anew(a_point))
        return self._relaxed[lacking]

    def _relax_anew(self, a_point: int) -> RelaxedChanges | None:
        model = self.everything.model
        self._relaxation = self._relaxation_of_everything()
        return relax_changes(model, self._relaxation, a_point, self._relaxing_seconds)

    def least_lacking(self) -> int:
        """Return what every plan lacks at least, as the relaxation of everything tells, or 0."""
        if not self.everything.can_be_built(self.control):
            return 0
        return self.timing.timed(COVERAGE, self._least_lacking)

    def _least_lacking(self) -> int:
        model = self.everything.model
        relaxation = self._relaxation or self._relaxation_of_everything()
        return least_lacking(model, relaxation, self.most_stability, self._relaxing_seconds)

    def _relaxation_of_everything(self) -> Relaxation:
        return relaxation_of(self.everything.model, lambda: self.control.stopped)

    @property
    def _relaxing_seconds(self) -> float:
        return min(MOST_RELAXING_SECONDS, RELAXING_SHARE * self.control.remaining)

    def lacking(self) -> frozenset[str]:
        """Return the ids of those who lack something in the best plan."""
        costs = cost_of_shortfalls(self.best.plan or Plan(), self.term)
        return frozenset(trainee.id for trainee, cost in costs.items() if cost)

    def search(self, ring: Ring) -> PartSearch:
        """Return a search of a ring, which starts from the best plan; the rest stays as it was."""
        given = None if ring.is_whole else self.remnant.plan
        search = PartSearch(self.term, ring.scope(self.term), given, name=ring.name)
        search.start_from(self.best.plan or self.remnant.plan)
        return search

    def closed_cost(self, ring: Ring) -> int:
        """Return what trainees outside a ring lack, which stays."""
        if ring.trainees is None:
            return 0
        costs = cost_of_shortfalls(self.remnant.plan, self.term)
        return sum(cost for trainee, cost in costs.items() if trainee.id not in ring.trainees)

    def reach(self, search: PartSearch, lacking: int, closed: int, share: float) -> bool:
        """Touch the fewest at once where no more lacks than can be hoped for; tell whether that was found.

        ``closed`` of the points that lack is what those lack who are not open.
        """
        search.hold(COVERAGE, lacking - closed)
        if not search.can_be_built(self.control):
            return False
        if people := self._least_people(lacking):
            search.touch(least=people)
        whole = whole_people(search.model)
        self.timing.solve(search, STABILITY, self.least_stability, share, aim="change", whole=whole)
        return search.plan is not None

    def _least_people(self, lacking: int) -> int:
        """Return how many people are touched at least where so much lacks, as far as is known already."""
        known = (
            relaxed.least_people(lacking)
            for held, relaxed in self._relaxed.items()
            if relaxed is not None and (held is None or held >= lacking)
        )
        return max((0, *known))

    def make_steady(self, search: PartSearch, share: float) -> None:
        """Touch the fewest, and change the least, in what is open already; keep the plan if it is better.

        Where there was too little time for that, at least who leads and who is main mentor is made steady.
        """
        plan = search.plan
        if STABILITY not in search.values:
            self.timing.solve(search, STABILITY, self.least_stability, share, aim="change")
            plan = search.plan
            if plan is not None and not search.proven(STABILITY):
                settle = partial(with_published_leads, self.term, plan, self.control)
                plan = self.timing.timed(STABILITY, settle)
        self.accept(plan)

    def accept(self, plan: Plan | None) -> None:
        """Keep a plan that was found, if it is better and was not looked at yet."""
        if plan is not None and plan is not self.best.plan:
            self.best.accept(plan)
