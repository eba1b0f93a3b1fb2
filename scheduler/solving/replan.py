"""Plans a published term again: as few people touched, and as little changed, as coverage allows.

Most of a published plan stays, so most of it need not be in a model. What the change of the term concerns is
opened first, and more and more around it (see ``rings``) until no more lacks than when it was published.
There the fewest people are touched, and then the least is changed: that is the answer. Where a ring is
large, all that is asked of it at once, from the plan there is: a plan made anew changes everything, and is
not steady again before time is up. Then the answer is proven: for coverage with everything open, where no
bound of the published version carries over; for what changes in whole stays of those concerned, and with
everybody open where others could help them (see ``outside``).
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from constraints.catalogue import cost_of_shortfalls
from constraints.changed import changes_to
from inputs.people import Trainee
from inputs.plan import Plan
from inputs.published import Published
from inputs.term import Term
from inputs.words import counted
from scheduler.result import Evidence, LevelResult, LevelStatus, Result
from scheduler.solving.by_trainee import LeastAlone
from scheduler.solving.ending import end_with_plan, end_without_plan
from scheduler.solving.outside import Outside
from scheduler.solving.part_search import SOLVER, PartSearch, Report
from scheduler.solving.promises import broken_promises, say_why
from scheduler.solving.remnant import Remnant, find_remnant
from scheduler.solving.rings import A_FEW, EVERYTHING, Ring, inner_ring, rings_around
from scheduler.solving.search import Control, Progress, minimize
from scheduler.verify import Verdict, verify

if TYPE_CHECKING:
    from ortools.sat.python import cp_model

COVERAGE, STABILITY = "coverage", "stability"
PEOPLE = "people_touched"
SHARE = 0.5
"""Share of the time left that one solve may take while others wait."""
STEADY_SHARE = 0.3
"""The same for a search that asks for everything at once, while a larger one waits."""
LATER_SHARE = 0.2
"""The same for a level after stability, or a step: a change should be answered soon."""
LATER_SECONDS = 5.0
"""The most that a level after stability may take."""
OPTIONS_A_SECOND = 5000
"""Occurrences and meeting times, each for each trainee, that a model of everything takes in in a second."""
LARGE_RING = 40_000
"""Variables above which a ring is asked for everything at once, from a steady plan."""


def replan(term: Term, control: Control) -> Result:
    """Return the best plan found for a term to which something was published.

    Parameters
    ----------
    term
        A term without faults, with ``published``.
    control
        Time limit, workers, seed, progress and the stop switch.

    Raises
    ------
    ValueError
        When nothing was published to the term.
    RuntimeError
        When a plan fails its verification: a fault of this program.
    """
    return _Replanning(term, _published_to(term), control).run()


def replan_around(term: Term, control: Control, trainees: Collection[Trainee]) -> Result:
    """Return the best plan found in which no trainee is touched but some, and those a change concerns.

    No bound goes beyond such plans: no level is called proven unless nothing at all could pay less. Raises as
    `replan` does.
    """
    only = frozenset(trainee.id for trainee in trainees)
    return _Replanning(term, _published_to(term), control, only).run()


def _published_to(term: Term) -> Published:
    if term.published is None:
        raise ValueError("nothing was published to this term")
    return term.published


@dataclass
class _Replanning:
    """The state of one run."""

    term: Term
    published: Published
    control: Control
    only: frozenset[str] | None = None
    """The trainees who may be touched besides those concerned; None is all."""
    remnant: Remnant = field(init=False)
    alone: LeastAlone = field(init=False)
    points: int = field(init=False)
    """What a person counts who is touched."""
    bound: int = 0
    """What no plan can go below at the level of coverage."""
    source: str = ""
    """How that is known."""
    best: Plan | None = None
    verdict: Verdict | None = None
    bounds: dict[str, int] = field(default_factory=dict)
    evidence: dict[str, tuple[Evidence, ...]] = field(default_factory=dict)
    """Where the bounds come from."""
    seconds: dict[str, float] = field(default_factory=dict)
    reasons: dict[str, str] = field(default_factory=dict)
    impossible: bool = False

    def __post_init__(self) -> None:
        self.remnant = find_remnant(self.term, self.published)
        self.alone = LeastAlone(self.term, self.control)
        self.points = self.published.points_a_person(self.term)

    def run(self) -> Result:
        """Answer first from a small ring, then prove that no larger one holds anything better."""
        if broken := broken_promises(self.term, self.published, self.remnant):
            return end_without_plan(self.term, self.control, broken)
        if self.remnant.is_sound:
            self._accept(self.remnant.plan)
        if self.term.levels[:2] != (COVERAGE, STABILITY):
            self._solve_in_any_order()
            return self._result()
        self._raise_bound(
            self._carried(), "the bound of the published version, and what who is new lacks alone"
        )
        familiar = max(self.bound, self._familiar())
        found = self._cover(familiar)
        if found is not None:
            self._finish(*found)
        if self.only is None and (self.best is None or self._value(COVERAGE) > self.bound):
            found = self._look_everywhere(familiar) or found
        if found is not None:
            self._bound_stability(*found)
        self._note_bound(COVERAGE, self.bound, EVERYTHING.name, self.source)
        return self._result()

    def _raise_bound(self, bound: int, source: str) -> None:
        """Note a bound of coverage, where it is higher than what is known."""
        if bound > self.bound:
            self.bound, self.source = bound, source

    def _solve_in_any_order(self) -> None:
        """Solve level after level with everything open, where the term orders them otherwise."""
        search = self._search(EVERYTHING)
        for level in self.term.levels:
            self._solve(search, level, 0)
            self.bounds[level] = search.bounds.get(level, 0)
            self.evidence[level] = search.evidence(level)
        self.impossible = search.impossible
        self._accept(search.plan)

    # -- coverage ------------------------------------------------------------------------------------------

    def _carried(self) -> int:
        """Return the bound that follows from that of the published version, and from who is new."""
        known = self.published.bound
        return 0 if known is None else known + self.alone.least(*self._new)

    def _familiar(self) -> int:
        """Return what lacked in the published plan, and what new trainees lack alone."""
        known = self.published.cost
        return 0 if known is None else known + self.alone.least(*self._new)

    @property
    def _new(self) -> list[Trainee]:
        return [trainee for trainee in self.term.trainees if trainee.id not in self.published.known]

    def _cover(self, until: int) -> tuple[Ring, PartSearch] | None:
        """Return the first ring in which no more than ``until`` lacks, or the best of all."""
        kept: tuple[Ring, PartSearch] | None = None
        least: int | None = None
        for ring in self._rings():
            if self.control.stopped:
                break
            search = self._search(ring)
            closed = self._closed_cost(ring)
            if self.best is not None and is_large(search):
                if kept is not None:
                    self._finish(*kept)
                self._solve_steadily(search, closed, STEADY_SHARE)
            else:
                self._solve(search, COVERAGE, max(0, self.bound - closed))
            if search.plan is None or COVERAGE not in search.values:
                continue
            value = search.values[COVERAGE] + closed
            if least is None or value < least:
                least, kept = value, (ring, search)
                if value <= until:
                    break
                self._accept(search.plan)
        return kept

    def _solve_steadily(self, search: PartSearch, closed: int, share: float) -> None:
        """Lack less, then touch fewer, then change less: at once, from the best plan.

        ``closed`` is what those lack who are not open. With everything open the bounds are those of the term.
        """
        if self.best is None or not search.complete(self.best, [COVERAGE, STABILITY], self.control):
            return
        began, most = self.control.seconds, self._most_stability
        weighed = {COVERAGE: most, STABILITY: 1}
        price: cp_model.LinearExprT = sum(weight * search.model.price(at) for at, weight in weighed.items())
        known = max(0, self.bound - closed) * most + self._least_stability
        report = self._reporter(search, COVERAGE)
        outcome = minimize(
            search.model,
            price,
            self.control,
            seconds=share * self.control.remaining,
            enough=known,
            on_progress=lambda value, bound: report(value // most, bound // most),
        )
        self._spent(COVERAGE, began)
        if outcome.found:
            search.take(outcome.values)
            search.keep(COVERAGE, outcome.value // most)
            search.bound_by(COVERAGE, outcome.bound // most, SOLVER)
            steady = outcome.bound - most * search.values[COVERAGE]
            search.values[STABILITY] = outcome.value % most
            search.bound_by(STABILITY, max(steady, self._least_stability), SOLVER)

    @property
    def _most_stability(self) -> int:
        """More than any plan pays for what it changes."""
        return (len(self.term.trainees) + len(self.term.faculty) + 1) * self.points

    @property
    def _least_stability(self) -> int:
        """What every plan pays for what cannot be any more as it was published."""
        return len(self.remnant.forced) * self.points + self.remnant.minimum

    def _rings(self) -> Iterator[Ring]:
        if self.only is None:
            return rings_around(self.term, self.published, self.remnant, self._lacking)
        inner = inner_ring(self.remnant)
        return iter([Ring("a few people", self.only | (inner.trainees or frozenset()))])

    def _lacking(self) -> frozenset[str]:
        costs = cost_of_shortfalls(self.best or Plan(), self.term)
        return frozenset(trainee.id for trainee, cost in costs.items() if cost)

    def _search(self, ring: Ring) -> PartSearch:
        given = None if ring.is_whole else self.remnant.plan
        search = PartSearch(self.term, ring.scope(self.term), given, name=ring.name)
        search.start_from(self.best or self.remnant.plan)
        return search

    def _closed_cost(self, ring: Ring) -> int:
        """Return what trainees outside a ring lack, which stays."""
        if ring.trainees is None:
            return 0
        costs = cost_of_shortfalls(self.remnant.plan, self.term)
        return sum(cost for trainee, cost in costs.items() if trainee.id not in ring.trainees)

    def _look_everywhere(self, familiar: int) -> tuple[Ring, PartSearch] | None:
        """Open everything: for a bound, and for a better plan where that is wanted, which is returned.

        Where no more lacks than when the plan was published, people are not moved for less to lack, unless
        the coordinator asks for it: what could be had is told.
        """
        if self.best is not None:
            lacking, has_time = self._lacking(), self._has_time_for(self.term.trainees)
            if len(lacking) <= A_FEW or not has_time:
                alone = self.alone.least(*(one for one in self.term.trainees if one.id in lacking))
                self._raise_bound(alone, "what each trainee lacks alone")
            if self._value(COVERAGE) <= self.bound or not has_time:
                return None
        content = self.best is not None and self._value(COVERAGE) <= familiar and not self.published.improve
        search = self._search(EVERYTHING)
        if self.best is None or content:
            self._solve(search, COVERAGE, self.bound)
        else:
            self._solve_steadily(search, 0, 1.0)
        self.impossible = self.best is None and search.impossible
        self._raise_bound(search.bounds.get(COVERAGE, 0), SOLVER)
        if search.plan is None or COVERAGE not in search.values:
            return None
        least = search.values[COVERAGE]
        if content:
            if least < self._value(COVERAGE):
                self.reasons[COVERAGE] = f"{least:,} if more people may be touched: --improve"
            return None
        self._finish(EVERYTHING, search)
        return (EVERYTHING, search) if search.plan is self.best else None

    # -- stability -----------------------------------------------------------------------------------------

    def _finish(self, ring: Ring, search: PartSearch) -> None:
        """Make the plan of a ring steady, and improve what comes after."""
        if STABILITY not in search.values:
            self._solve(search, STABILITY, self._least_stability)
        self._accept(search.plan)
        if ring.topics:
            self._improve_later(search)

    def _improve_later(self, search: PartSearch) -> None:
        """Improve the levels after stability in what is open already."""
        for level in self.term.levels[2:]:
            if self.control.stopped:
                break
            if level not in search.values:
                self._solve(search, level, 0, LATER_SHARE, LATER_SECONDS)
        self._accept(search.plan)

    # -- proving stability ---------------------------------------------------------------------------------

    def _bound_stability(self, ring: Ring, search: PartSearch) -> None:
        """Find out what every plan that lacks no more pays at least for what it changes."""
        if ring.is_whole:
            bound, source = self._shown_by(search), SOLVER
        elif self.only is not None or self._value(STABILITY) <= self._least_stability:
            bound, source = self._least_stability, "what cannot be any more as it was published"
        else:
            bound = min(self._least_inside(ring, search), self._least_outside())
            source = "the solver, for those concerned, and for all where others could help"
        self._note_bound(STABILITY, bound, EVERYTHING.name, source)

    def _note_bound(self, level: str, bound: int, part: str, source: str) -> None:
        """Note a bound of the whole, and where it comes from."""
        self.bounds[level] = min(bound, self._value(level))
        self.evidence[level] = (Evidence(part, self.bounds[level], source),) if self.bounds[level] else ()

    def _shown_by(self, search: PartSearch) -> int:
        """Return what a search has shown of what is paid for changes where no more lacks."""
        return max(search.bounds.get(STABILITY, 0), self._least_stability)

    def _least_inside(self, ring: Ring, search: PartSearch) -> int:
        """Return what plans that lack no more and touch no trainee outside pay at least.

        Where the plan came from another ring the one of those concerned is searched for it, and a better plan
        that is found there is kept.
        """
        inner = inner_ring(self.remnant, topics=False)
        if ring.trainees == inner.trainees and ring.weeks is None:
            return self._shown_by(search)
        return self._least_in(inner)

    def _least_outside(self) -> int:
        """Return what plans that lack no more and touch any trainee outside pay at least.

        Everybody is opened, where nothing cheaper says enough; a better plan is kept.
        """
        outside = Outside(
            self.term,
            self.published,
            self.remnant,
            self.control,
            self.alone,
            self.best or Plan(),
            self._value(COVERAGE),
            self._value(STABILITY),
        )
        if not outside.can_help():
            return self._value(STABILITY)
        if not self._has_time_for(self.term.trainees):
            return self._least_stability
        return self._least_in(replace(EVERYTHING, topics=False))

    def _least_in(self, ring: Ring) -> int:
        """Return what plans that lack no more and touch only trainees of a ring pay at least."""
        search = self._search(ring)
        search.hold(COVERAGE, self._value(COVERAGE) - self._closed_cost(ring))
        self._solve(search, STABILITY, self._least_stability)
        if search.impossible:
            return self._value(STABILITY)
        self._accept_steadier(search.plan)
        return min(self._shown_by(search), self._value(STABILITY))

    def _has_time_for(self, trainees: Collection[Trainee]) -> bool:
        """Tell whether there is time to build a model of everything about some trainees."""
        size = sum(len(self.term.options_of(trainee)) for trainee in trainees)
        return self.control.remaining >= size / OPTIONS_A_SECOND

    # -- bookkeeping ---------------------------------------------------------------------------------------

    def _value(self, level: str) -> int:
        return self.verdict.value(level) if self.verdict is not None else 0

    def _solve(
        self,
        search: PartSearch,
        level: str,
        enough: int,
        share: float = SHARE,
        most: float = float("inf"),
    ) -> None:
        began, seconds = self.control.seconds, min(most, share * self.control.remaining)
        report = self._reporter(search, level)
        search.solve(level, self.control, seconds=seconds, enough=enough, report=report)
        self._spent(level, began)

    def _spent(self, level: str, began: float) -> None:
        self.seconds[level] = self.seconds.get(level, 0.0) + self.control.seconds - began

    def _reporter(self, search: PartSearch, level: str) -> Report:
        def report(value: int | None, bound: int) -> None:
            self.control.report(Progress(level, search.name, value, bound, self.control.seconds))

        return report

    def _accept(self, plan: Plan | None) -> None:
        """Verify a plan, and keep it where none is better, level before level."""
        if plan is not None and plan is not self.best:
            self._keep(plan, self._verified(plan))

    def _accept_steadier(self, plan: Plan | None) -> None:
        """Keep a plan that lacks no more and pays less for what it changes."""
        if plan is None:
            return
        verdict = self._verified(plan)
        if verdict.value(STABILITY) < self._value(STABILITY):
            self._keep(plan, verdict)

    def _verified(self, plan: Plan) -> Verdict:
        verdict = verify(plan, self.term)
        if verdict.violations:
            message = "a plan breaks a rule: " + " ".join(violation.text for violation in verdict.violations)
            raise RuntimeError(message)
        return verdict

    def _keep(self, plan: Plan, verdict: Verdict) -> None:
        prices = self._prices(verdict)
        if self.verdict is None or prices <= self._prices(self.verdict):
            self.best, self.verdict = plan, verdict
            self.control.found(dict(zip(self.term.levels, prices, strict=True)), self.control.seconds)

    def _prices(self, verdict: Verdict) -> tuple[int, ...]:
        return tuple(verdict.value(level) for level in self.term.levels)

    # -- what comes of it ----------------------------------------------------------------------------------

    def _result(self) -> Result:
        if self.best is None or self.verdict is None:
            conflict = say_why(self.term, self.published, self.control) if self.impossible else ()
            return end_without_plan(self.term, self.control, conflict)
        levels: list[LevelResult] = []
        for level in self.term.levels:
            proven_before = all(before.status == "optimal" for before in levels)
            levels.append(self._level_result(level, self.verdict, proven_before=proven_before))
        return end_with_plan(self.term, self.control, self.best, self.verdict, tuple(levels))

    def _level_result(self, level: str, verdict: Verdict, *, proven_before: bool) -> LevelResult:
        value, bound = verdict.value(level), self.bounds.get(level, 0)
        if bound > value:
            message = f"a plan pays {value} at level {level}, below its bound {bound}"
            raise RuntimeError(message)
        status: LevelStatus = "optimal" if proven_before and value == bound else "feasible"
        seconds = round(self.seconds.get(level, 0.0), 3)
        parts = dict(verdict.prices[level])
        words = self._words(parts, bound) if level == STABILITY else ""
        reason, evidence = self.reasons.get(level, ""), self.evidence.get(level, ())
        return LevelResult(level, status, value, bound, seconds, parts, reason, words, evidence)

    def _words(self, parts: Mapping[str, int], bound: int) -> str:
        """Return what the value of stability means."""
        people, least = parts.get(PEOPLE, 0) // self.points, bound // self.points
        number = sum(1 for change in changes_to(self.best or Plan(), self.term) if change.amount)
        touched = f"{counted(people, 'person', 'people')} touched, {counted(number, 'change')}"
        if least >= people:
            return touched
        return f"{touched}; at least {counted(least, 'person', 'people')} where no more lacks"


def is_large(search: PartSearch) -> bool:
    """Tell whether a model is better improved step by step than solved."""
    return len(search.model.proto.proto.variables) > LARGE_RING
