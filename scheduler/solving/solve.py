"""Plans a term: parts first, then their combination, with a true bound for every level.

1. The term is split into parts (see ``parts``). Each part is a relaxation, so the sum of the parts' bounds bounds every
   plan. Rotations and group sessions are solved part by part, level after level.
2. Parts that lack something are joined for the fairness level, which adds up what each trainee lacks; the others
   lack nothing in any best plan and cannot add to it.
3. What is left - who meets whom and when, who leads - is solved with sessions and rotations given. Where the whole
   then meets the sum of the bounds it is proven best, although the whole was never solved at once.
4. Where it does not, the meetings are bounded at that level too, and at last the joint model is searched.

The bound of a level holds for plans that keep the levels before at their values. Parts give it only while those are
proven: then every best plan is best in each part, and a part may hold its own values.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from functools import reduce

from constraints.catalogue import rules_off
from constraints.decisions import Scope
from inputs.plan import Plan
from inputs.term import Term
from scheduler.result import LevelResult, Result
from scheduler.shortfalls import list_shortfalls
from scheduler.solving.conflicts import find_conflict
from scheduler.solving.part_search import PartSearch, Report
from scheduler.solving.parts import Part, find_parts
from scheduler.solving.search import Control, Progress
from scheduler.verify import Verdict, verify

STABILITY = "stability"
FAIRNESS = "fairness"
SHARE = 0.4
"""Share of the time left that one solve may take while others wait."""


def solve_term(term: Term, control: Control | None = None) -> Result:
    """Return the best plan found for a term within the limits, and how good it is known to be.

    Parameters
    ----------
    term
        A term without faults.
    control
        Time limit, workers, seed, progress and the stop switch; by default 600 seconds and two workers.

    Returns
    -------
    Result
        ``impossible`` when pins and rules contradict each other (``conflict`` then names them); ``unknown`` when no
        plan was found in time; else a verified plan with a value and a bound for each level.

    Raises
    ------
    RuntimeError
        When a plan fails its verification, or a proven price is not the verified one: a fault of this program.
    """
    return _Search(term, control or Control()).run()


@dataclass
class _Search:
    """The state of one run."""

    term: Term
    control: Control
    groups: list[PartSearch] = field(default_factory=list)
    """The parts without meetings, joined as the levels need it."""
    meetings: PartSearch | None = None
    """The part with the meetings, relaxed from the rest; None once it was joined to others or is not needed."""
    best: Plan | None = None
    verdict: Verdict | None = None
    bounds: dict[str, int] = field(default_factory=dict)
    """For each level a bound of the whole, given the values of the levels before."""
    seconds: dict[str, float] = field(default_factory=dict)
    impossible: bool = False

    def run(self) -> Result:
        """Solve part by part, then as a whole, then jointly what is not proven."""
        parts = find_parts(self.term)
        self.groups = [PartSearch(self.term, part.scope, name=part.name) for part in parts if not part.meetings]
        self.meetings = _meetings_part(self.term, parts)
        if self._first_plan():
            self._improve_groups()
            self._improve_whole()
            self._bound_by_parts()
        if not self.impossible:
            self._search_jointly()
        return self._result()

    @property
    def levels(self) -> list[str]:
        """The levels that are optimised, in order; without a published version nothing can be unstable."""
        return [level for level in self.term.levels if level != STABILITY]

    # -- the first plan ------------------------------------------------------------------------------------

    def _first_plan(self) -> bool:
        """Cover all parts, then meetings and leads with them given; return whether that gave a plan."""
        level = self.levels[0]
        for part in self.groups:
            self._solve(part, level, SHARE)
            if part.impossible:
                self.impossible = True
            if part.plan is None:
                return False
        whole = self._whole()
        self._solve(whole, level)
        self._accept(whole)
        return self.best is not None

    def _whole(self) -> PartSearch:
        """Return the search for meetings and leads with all sessions and rotations of the parts given."""
        every = frozenset(self.term.activity_by_id)
        scope = Scope(leads=every, round_leads=True)
        if self.meetings is not None:
            scope |= self.meetings.scope
        whole = PartSearch(self.term, scope, _merged(self.groups), "meetings and leads")
        if self.best is not None:
            whole.start_from(self.best)
        return whole

    # -- level after level ---------------------------------------------------------------------------------

    def _improve_groups(self) -> None:
        """Optimise the later levels of the parts without meetings."""
        for level in self.levels[1:]:
            if level == FAIRNESS:
                self._join_parts_that_lack()
            for part in self.groups:
                if self._lacks(part) or level != FAIRNESS:
                    self._solve(part, level, SHARE)

    def _lacks(self, part: PartSearch) -> bool:
        return part.values.get(self.levels[0], 1) > 0

    def _join_parts_that_lack(self) -> None:
        """Join the parts in which somebody lacks something: fairness adds up what a trainee lacks in all of them."""
        lacking = [part for part in self.groups if self._lacks(part)]
        if len(lacking) > 1:
            joined = PartSearch(
                self.term, reduce(Scope.__or__, (part.scope for part in lacking)), name="parts that lack something"
            )
            joined.start_from(_merged(lacking))
            for level in self.levels[: self.levels.index(FAIRNESS)]:
                joined.values[level] = sum(part.values.get(level, 0) for part in lacking)
                joined.bounds[level] = sum(part.bounds.get(level, 0) for part in lacking)
                joined.hold(level, joined.values[level])
            joined.plan = _merged(lacking)
            self.groups = [*(part for part in self.groups if part not in lacking), joined]

    def _improve_whole(self) -> None:
        """Optimise every level of meetings and leads with the improved parts given."""
        whole = self._whole()
        for level in self.levels:
            self._solve(whole, level, SHARE)
            if self.control.stopped:
                break
        self._accept(whole)

    def _bound_by_parts(self) -> None:
        """Bound the whole, level by level, by the sum of the parts; the meetings are asked only where they must."""
        for level in self.levels:
            value = self._value(level)
            bound = sum(part.bounds.get(level, 0) for part in self.groups)
            if bound < value and self.meetings is not None and not self.control.stopped:
                self._bound_meetings(level, value - bound)
                bound += self.meetings.bounds.get(level, 0)
            self.bounds[level] = min(bound, value)
            if bound < value:
                break

    def _bound_meetings(self, level: str, value: int) -> None:
        """Bound a level of the meetings, all levels before being proven."""
        part = self.meetings
        if part is None or self.best is None:
            return
        part.start_from(self.best)
        for before in self.levels[: self.levels.index(level)]:
            if before not in part.values:
                others = sum(group.bounds.get(before, 0) for group in self.groups)
                part.values[before] = self._value(before) - others
                part.hold(before, part.values[before])
        self._solve(part, level, SHARE)

    def _search_jointly(self) -> None:
        """Search the joint model for what the parts leave open, or for any plan at all."""
        open_levels = [level for level in self.levels if self.best is None or not self._is_proven(level)]
        if not open_levels or self.control.stopped:
            return
        joint = PartSearch(self.term, Scope.whole(self.term), name="everything at once")
        if self.best is not None:
            joint.start_from(self.best)
        for level in self.levels:
            if level in open_levels:
                self._solve(joint, level, SHARE if level != self.levels[-1] else 1.0)
                self.impossible = self.impossible or joint.impossible
                if joint.plan is None or self.control.stopped:
                    break
                self._accept(joint)
                proven_before = all(self._is_proven(before) for before in self.levels[: self.levels.index(level)])
                known = self.bounds.get(level, 0) if proven_before else 0
                self.bounds[level] = min(max(known, joint.bounds.get(level, 0)), self._value(level))
            else:
                joint.hold(level, self._value(level))

    # -- bookkeeping ---------------------------------------------------------------------------------------

    def _solve(self, part: PartSearch, level: str, share: float = 1.0) -> None:
        began, deterministic = self.control.seconds, self.control.deterministic_seconds
        part.solve(level, self.control, seconds=share * self.control.remaining, report=self._reporter(part, level))
        spent = self.control.seconds - began
        if self.control.workers == 1:
            spent = self.control.deterministic_seconds - deterministic
        self.seconds[level] = self.seconds.get(level, 0.0) + spent

    def _reporter(self, part: PartSearch, level: str) -> Report:
        def report(value: int | None, bound: int) -> None:
            self.control.report(Progress(level, part.name, value, bound, self.control.seconds))

        return report

    def _accept(self, search: PartSearch) -> None:
        """Verify the plan of a search that knows the whole, and keep it where it is better."""
        if search.plan is None:
            return
        verdict = verify(search.plan, self.term)
        if verdict.violations:
            message = "a plan breaks a rule: " + " ".join(v.text for v in verdict.violations)
            raise RuntimeError(message)
        prices = tuple(verdict.value(level) for level in self.levels)
        if self.verdict is None or prices < tuple(self.verdict.value(level) for level in self.levels):
            self.best, self.verdict = search.plan, verdict
        for level, value in search.values.items():
            if search.proven(level) and verdict.value(level) != value:
                message = f"the solver counts {value} at level {level}, the verification {verdict.value(level)}"
                raise RuntimeError(message)

    def _value(self, level: str) -> int:
        return self.verdict.value(level) if self.verdict is not None else 0

    def _is_proven(self, level: str) -> bool:
        return level in self.bounds and self.bounds[level] >= self._value(level)

    def _result(self) -> Result:
        control = self.control
        result = Result(
            status="unknown",
            plan=None,
            levels=(),
            seconds=control.deterministic_seconds if control.workers == 1 else control.seconds,
            seed=control.seed,
            workers=control.workers,
            rules_off=rules_off(self.term),
            interrupted=control.interrupted,
        )
        if self.best is None or self.verdict is None:
            if self.impossible:
                return replace(result, status="impossible", conflict=find_conflict(self.term, control))
            return result
        levels = tuple(self._level_result(level) for level in self.term.levels)
        proven = all(level.status != "feasible" for level in levels)
        return replace(
            result,
            status="optimal" if proven else "feasible",
            plan=self.best,
            levels=levels,
            shortfalls=list_shortfalls(self.best, self.term, self.verdict),
        )

    def _level_result(self, level: str) -> LevelResult:
        if level == STABILITY or self.verdict is None:
            return LevelResult(level, "skipped", reason="no version has been published yet")
        value, bound = self._value(level), self.bounds.get(level, 0)
        before = self.levels[: self.levels.index(level)]
        proven = bound >= value and all(self._is_proven(other) for other in before)
        return LevelResult(
            level,
            "optimal" if proven else "feasible",
            value,
            bound,
            round(self.seconds.get(level, 0.0), 3),
            dict(self.verdict.prices[level]),
        )


def _meetings_part(term: Term, parts: Iterable[Part]) -> PartSearch | None:
    scopes = [part.scope for part in parts if part.meetings]
    return PartSearch(term, reduce(Scope.__or__, scopes), name="meetings") if scopes else None


def _merged(parts: Iterable[PartSearch]) -> Plan:
    """Put the plans of parts that share nothing together, without meetings."""
    plans = [part.plan for part in parts if part.plan is not None]
    return Plan(
        tuple(rotation for plan in plans for rotation in plan.rotations),
        tuple(row for plan in plans for row in plan.rounds),
        tuple(session for plan in plans for session in plan.sessions if not session.is_meeting),
    )
