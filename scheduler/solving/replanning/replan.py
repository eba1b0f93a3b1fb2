"""Plans a published term again: as few people touched, and as little changed, as coverage allows.

Most of a published plan stays, so most of it need not be in a model. What the change of the term concerns is
opened first, and more and more around it (see ``rings``, ``covering``) until no more lacks than when it was
published. There the fewest people are touched, and then the least is changed: that is the answer. Who would
have to give way, where that is not enough, a relaxation of everything tells (see ``likely_ring``). Then the
answer is proven: for coverage with everything open, where no bound of the published version carries over;
for what changes, see ``least_change``.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from constraints.catalogue import soft_rules
from inputs.people import Trainee
from inputs.plan import Plan
from inputs.published import Published
from inputs.term import COVERAGE, STABILITY, Term
from inputs.words import counted
from scheduler.comparing.promised import TO_PROMISES, promises_changed
from scheduler.result import Evidence, LevelResult, LevelStatus, Result
from scheduler.solving.best import Best
from scheduler.solving.ending import end_with_plan, end_without_plan
from scheduler.solving.part_search import PartSearch
from scheduler.solving.replanning.again import Again
from scheduler.solving.replanning.covering import Covering
from scheduler.solving.replanning.kept_topics import keep_topics
from scheduler.solving.replanning.least_change import RELAXATION, SOLVED, bound_changes
from scheduler.solving.replanning.likely_ring import likely_ring
from scheduler.solving.replanning.promises import (
    broken_promises,
    pins_against_each_other,
    pins_against_the_past,
    say_why,
)
from scheduler.solving.replanning.remnant import Remnant
from scheduler.solving.replanning.rings import A_FEW, EVERYTHING, Ring, a_few
from scheduler.solving.search import Control
from scheduler.solving.timing import SHARE, Timing
from scheduler.verify import Verdict

PEOPLE = "people_touched"
CHANGES = "changes_to_published"
CARRIED = "the bound of the published version, and what who is new lacks alone"
LATER_SHARE = 0.2
"""Share of the time left for a level after stability: a change should be answered soon."""
LATER_SECONDS = 5.0
"""The most that a level after stability may take."""


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


@dataclass(frozen=True)
class Around:
    """The best plan found in which no trainee is touched but some; ``is_decided`` is of such plans only."""

    result: Result
    is_decided: bool
    """Whether it is proven that in no such plan less lacks, or that there is none."""


def replan_around(term: Term, control: Control, trainees: Collection[Trainee]) -> Around:
    """Return the best plan found in which no trainee is touched but some, and those a change concerns.

    No bound goes beyond such plans: no level is called proven unless nothing at all could pay less. Raises as
    `replan` does.
    """
    only = frozenset(trainee.id for trainee in trainees)
    replanning = _Replanning(term, _published_to(term), control, only)
    result = replanning.run()
    known = result.status == "impossible" or any(
        level.name == COVERAGE and level.status == "optimal" for level in result.levels[:1]
    )
    return Around(result, known or replanning.is_decided)


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
    again: Again = field(init=False)
    bound: int = 0
    """What no plan can go below at the level of coverage."""
    source: str = ""
    """How that is known."""
    bounds: dict[str, int] = field(default_factory=dict)
    evidence: dict[str, tuple[Evidence, ...]] = field(default_factory=dict)
    """Where the bounds come from."""
    reasons: dict[str, str] = field(default_factory=dict)
    impossible: bool = False
    is_decided: bool = False
    """Whether it is proven that no less can lack where only some may be touched, or that there is no plan."""

    def __post_init__(self) -> None:
        self.again = Again(self.term, self.published, self.control)

    @property
    def best(self) -> Best:
        """The best plan so far."""
        return self.again.best

    @property
    def timing(self) -> Timing:
        """The time it has taken."""
        return self.again.timing

    @property
    def remnant(self) -> Remnant:
        """What is left of the published plan."""
        return self.again.remnant

    def run(self) -> Result:
        """Answer first from a small ring, then prove that no larger one holds anything better."""
        pinned = pins_against_the_past(self.term, self.published)
        if broken := pinned or broken_promises(self.term, self.published, self.remnant):
            return end_without_plan(self.term, self.control, broken)
        if self.remnant.is_sound:
            self.again.accept(self.remnant.plan)
        elif told := pins_against_each_other(self.term, self.published, self.control):
            return end_without_plan(self.term, self.control, told)
        if not self._is_usual:
            self._solve_in_any_order()
            return self._result()
        self._raise_bound(self._carried(), CARRIED)
        familiar = max(self.bound, self._familiar())
        covering = Covering(self.again, self.bound, self.only)
        found = covering.cover(self.bound if self.published.improve else familiar)
        self.is_decided = covering.is_decided
        if found is not None:
            self._finish(*found)
        short = self.best.plan is None or self.best.value(COVERAGE) > self.bound
        if short and self.only is None and not self.control.stopped:
            found = self._look_everywhere(familiar) or found
        if found is not None:
            shown = bound_changes(self.again, *found, few=self.only is not None)
            self._note_bound(STABILITY, *shown)
        self._drop_refuted()
        self._note_bound(COVERAGE, self.bound, self.source)
        return self._result()

    @property
    def _is_usual(self) -> bool:
        """Tell whether coverage comes first and then stability, which counts people and changes."""
        both = {PEOPLE, CHANGES} <= {rule.name for rule in soft_rules(self.term, STABILITY)}
        return both and self.term.levels[:2] == (COVERAGE, STABILITY)

    def _raise_bound(self, bound: int, source: str) -> None:
        """Note a bound of coverage, where it is higher than what is known."""
        if bound > self.bound:
            self.bound, self.source = bound, source

    def _drop_refuted(self) -> None:
        """Claim nothing, and tell so, where less lacks than could by what the published version says."""
        if self.source == CARRIED and self.best.value(COVERAGE) < self.bound:
            told = f"less than the {self.bound:,} that the published version calls the least"
            self.reasons[COVERAGE], self.bound = told, 0

    def _solve_in_any_order(self) -> None:
        """Solve level after level with all open that may be touched, where levels are or count otherwise."""
        ring = EVERYTHING if self.only is None else a_few(self.remnant, self.only)
        search = self.again.search(ring)
        for level in self.term.levels:
            self.timing.solve(search, level, 0)
            if level == COVERAGE:
                self.is_decided = search.impossible or search.proven(COVERAGE)
            if self.only is None:
                self.bounds[level] = search.bounds.get(level, 0)
                self.evidence[level] = search.evidence(level)
        self.impossible = search.impossible and self.only is None
        self.again.accept(search.plan)

    # -- coverage ------------------------------------------------------------------------------------------

    def _carried(self) -> int:
        """Return the bound that follows from that of the published version, and from who is new."""
        known = self.published.bound
        return 0 if known is None else known + self.again.alone.least(*self.again.new)

    def _familiar(self) -> int:
        """Return what lacked in the published plan, and what new trainees lack alone."""
        known = self.published.cost
        return 0 if known is None else known + self.again.alone.least(*self.again.new)

    def _look_everywhere(self, familiar: int) -> tuple[Ring, PartSearch] | None:
        """Open everything: for a bound, and for a better plan where that is wanted, which is returned.

        Where no more lacks than when the plan was published, people are not moved for less to lack, unless
        the coordinator asks for it: what could be had is told.
        """
        if self.best.plan is not None:
            lacking, can_open = self.again.lacking(), self.again.can_open_everything
            if len(lacking) <= A_FEW or not can_open:
                alone = self.again.alone.least(*(one for one in self.term.trainees if one.id in lacking))
                self._raise_bound(alone, "what each trainee lacks alone")
            if self.best.value(COVERAGE) <= self.bound or not can_open:
                return None
            self._raise_bound(self.again.least_lacking(), RELAXATION)
            if self.best.value(COVERAGE) <= self.bound:
                return None
        found = self.best.plan is not None
        content = found and self.best.value(COVERAGE) <= familiar and not self.published.improve
        search = self.again.everything
        search.start_from(self.best.plan or self.remnant.plan)
        self.timing.solve(search, COVERAGE, self.bound)
        self.impossible = not found and search.impossible
        self._raise_bound(search.bounds.get(COVERAGE, 0), SOLVED)
        if search.plan is None or COVERAGE not in search.values:
            return None
        least = search.values[COVERAGE]
        if found and least >= self.best.value(COVERAGE):
            return None
        if content:
            self.reasons[COVERAGE] = f"{least:,} if more people may be touched: --improve"
            self.again.take_everything_anew()
            return None
        return self._finish_everywhere(search)

    def _finish_everywhere(self, search: PartSearch) -> tuple[Ring, PartSearch] | None:
        """Make steady what lacks least with everything open, and return where: mostly few need be touched."""
        ring = likely_ring(self.again, search.values[COVERAGE])
        if ring is not None:
            likely = self.again.search(ring)
            if self.again.reach(likely, search.values[COVERAGE], self.again.closed_cost(ring), SHARE):
                self.again.accept(likely.plan)
                return ring, likely
        self._finish(EVERYTHING, search)
        as_good = search.values[COVERAGE] == self.best.value(COVERAGE)  # then its bounds are of the best plan
        return (EVERYTHING, search) if as_good else None

    # -- stability -----------------------------------------------------------------------------------------

    def _finish(self, ring: Ring, search: PartSearch) -> None:
        """Make the plan of a ring steady, and improve what comes after."""
        self.again.make_steady(search, SHARE)
        if ring.topics:
            self._improve_later(search)

    def _improve_later(self, search: PartSearch) -> None:
        """Improve the levels after stability in what is open already."""
        for level in self.term.levels[2:]:
            if self.control.stopped:
                break
            if level not in search.values:
                share = min(LATER_SHARE, LATER_SECONDS / max(1.0, self.control.remaining))
                self.timing.solve(search, level, 0, share)
        self.again.accept(search.plan)

    # -- bookkeeping ---------------------------------------------------------------------------------------

    def _note_bound(self, level: str, bound: int, source: str) -> None:
        """Note a bound of the whole, and where it comes from."""
        self.bounds[level] = bound
        self.evidence[level] = (Evidence(EVERYTHING.name, bound, source),) if bound else ()

    # -- what comes of it ----------------------------------------------------------------------------------

    def _result(self) -> Result:
        if self.only is None:
            keep_topics(self.best, self.published)
        plan, verdict = self.best.plan, self.best.verdict
        if plan is None or verdict is None:
            conflict = say_why(self.term, self.published, self.control) if self.impossible else ()
            return end_without_plan(self.term, self.control, conflict)
        levels: list[LevelResult] = []
        for level in self.term.levels:
            proven_before = all(before.status == "optimal" for before in levels)
            levels.append(self._level_result(level, verdict, proven_before=proven_before))
        return end_with_plan(self.term, self.control, plan, verdict, tuple(levels), self.best.others)

    def _level_result(self, level: str, verdict: Verdict, *, proven_before: bool) -> LevelResult:
        value, bound = verdict.value(level), self.bounds.get(level, 0)
        if bound > value:
            message = f"a plan pays {value} at level {level}, below its bound {bound}"
            raise RuntimeError(message)
        status: LevelStatus = "optimal" if proven_before and value == bound else "feasible"
        seconds = round(self.timing.seconds.get(level, 0.0), 3)
        parts = dict(verdict.prices[level])
        words = self._words(parts, bound) if level == STABILITY else ""
        reason, evidence = self.reasons.get(level, ""), self.evidence.get(level, ())
        return LevelResult(level, status, value, bound, seconds, parts, reason, words, evidence)

    def _words(self, parts: Mapping[str, int], bound: int) -> str:
        """Return what the value of stability means."""
        points = self.again.points_a_person
        people, least = parts.get(PEOPLE, 0) // points, bound // points
        number = promises_changed(self.best.plan or Plan(), self.term)
        changes = f"{counted(number, 'change')} {TO_PROMISES}"
        if PEOPLE not in parts:
            return changes
        touched = f"{counted(people, 'person', 'people')} touched, {changes}"
        if least >= people or not least:
            return touched
        return f"{touched}; at least {counted(least, 'person', 'people')} where no more lacks"
