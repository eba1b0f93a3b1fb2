"""Plans a term: parts first, then their combination, with a true bound for every level.

0. A plan is drafted without the solver, so that there is one from the beginning.
1. The term is split into rotations, group sessions and meetings (see ``parts``), each a relaxation of the
   whole: the sum of their bounds bounds every plan.
2. Rotations are solved, then sessions with the rotations given. Where that costs more than the sum of the
   bounds, the two are joined and searched until they meet it.
3. Leads are placed, and meetings planned around all that by patterns: the first plan of everything. It is
   improved by opening a few decisions at a time, level after level, rotations being given. Where it meets the
   sum of the bounds it is proven best, although it was never solved at once.
4. What is not proven then is searched in the joint model, where the term is small enough for that.

A term of several components (see ``components``), trainees who share no seat, person or hour, is solved
component by component in this way, several at once; only what is not proven by that is searched in the whole.
``apart`` tells what the components' bounds say of it.

The bound of a level holds for plans that keep the levels before at their values. Parts give it only while
those are proven: then every best plan is best in each part, and a part may hold its own values.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property, partial, reduce
from typing import TypeVar

from constraints.scope import Scope
from inputs.plan import Plan
from inputs.term import Term
from scheduler.result import Evidence, LevelResult, Result
from scheduler.solving.apart import Open, Split, Together, solve_components, solve_here, split
from scheduler.solving.by_trainee import bound_by_trainee
from scheduler.solving.conflicts import find_conflict
from scheduler.solving.draft_meetings import draft_meetings
from scheduler.solving.draft_rotations import draft_rotations
from scheduler.solving.draft_sessions import draft_sessions
from scheduler.solving.ending import end_with_plan, end_without_plan
from scheduler.solving.groups import Group, merged
from scheduler.solving.meeting_coverage import bound_meeting_coverage
from scheduler.solving.neighbourhoods import Neighbourhoods
from scheduler.solving.part_search import SOLVER, PartSearch, Report
from scheduler.solving.parts import Part, find_parts, without_meetings
from scheduler.solving.patterns.planning import bound_meetings, plan_meetings
from scheduler.solving.replan import replan
from scheduler.solving.search import Control, Progress
from scheduler.solving.usual_hours import SECONDS as USUAL_HOURS_SECONDS
from scheduler.solving.usual_hours import keep_usual_hours
from scheduler.verify import Verdict, verify

T = TypeVar("T")
STABILITY, FAIRNESS, COMFORT = "stability", "fairness", "comfort"
SHARE = 0.5
"""Share of the time left that one solve may take while others wait."""
SMALL_SHARE = 0.06
"""The same for a solve that only prepares a later one."""
MEETINGS_SHARE = 0.3
"""The same for planning all meetings, or bounding their comfort."""
WORSE = 1.1
"""How many times what it was comfort may become, while the levels before improve, until meetings are planned
anew."""
LARGE = 20_000
"""Occurrences and meeting times, each counted for each trainee, above which a term is large."""
SETTLING_SHARE = 0.15
"""The same for sharing shortfalls and leads, before meetings are planned."""
WEIGHTS = {"coverage": 100, "curriculum": 300, "fairness": 10, "comfort": 1}
"""How a point of each level is weighed while levels are improved together: what one takes, another need not
mend. Roughly in their order, and not so far apart that the smallest is lost in the solver's arithmetic."""


def solve_term(term: Term, control: Control | None = None, open_fleet: Open = solve_here) -> Result:
    """Return the best plan found for a term within the limits, and how good it is known to be.

    Parameters
    ----------
    term
        A term without faults. One that asks for no level that can be optimised is planned for coverage.
    control
        Time limit, workers, seed, progress and the stop switch; by default 120 seconds and two workers.
    open_fleet
        Opens what solves components at once, where there are several; by default they are solved here.

    Returns
    -------
    Result
        ``impossible`` when pins and rules contradict each other, which a second solve has confirmed
        (``conflict`` names them); ``unknown``
        when no plan was found in time; else a verified plan with a value and a bound for each level.

    Raises
    ------
    RuntimeError
        When a plan fails its verification, or pays more than the solver says: a fault of this program.
    WorkLost
        When the processes of a fleet were killed again and again.
    """
    control = control or Control()
    if set(term.levels) <= {STABILITY}:
        term = replace(term, levels=("coverage", *term.levels))
    if term.published is not None:
        return replan(term, control)
    search, whole = _Search(term, control), split(term)
    return search.run() if whole is None else search.run_apart(whole, open_fleet)


def solve_component(term: Term, control: Control) -> Result:
    """Return the best plan found for a term that is known to be one component."""
    return _Search(term, control).run()


@dataclass
class _Search:
    """The state of one run."""

    term: Term
    control: Control
    groups: list[Group] = field(default_factory=list)
    """Rotations and group sessions, joined as the levels need it."""
    meetings: PartSearch | None = None
    """The meetings, relaxed from the rest."""
    best: Plan | None = None
    verdict: Verdict | None = None
    bounds: dict[str, int] = field(default_factory=dict)
    """For each level a bound of the whole, given the values of the levels before."""
    evidence: dict[str, tuple[Evidence, ...]] = field(default_factory=dict)
    """Where the bounds come from."""
    seconds: dict[str, float] = field(default_factory=dict)
    impossible: bool = False
    comfort_drafted: int = 0
    """What the first plan of meetings paid for comfort."""
    apart: Together | None = None
    """What came of components that were solved apart, whose bounds each count while those before are met."""

    def run(self) -> Result:
        """Solve part by part, then as a whole, then jointly what is not proven."""
        draft = self._drafted()
        parts = find_parts(self.term)
        meetings = [part for part in parts if part.kind == "meetings"]
        if meetings:
            self.meetings = PartSearch(self.term, meetings[0].relaxed, name="meetings")
        if self._plan_groups([part for part in parts if part.kind != "meetings"], draft):
            if not self._is_large:  # there is little time for comfort where it is
                for group in self.groups:
                    self._hear_wishes(group)
            self._plan_whole(self._settled(self._merged()))
        if not self.impossible:
            self._bound_by_parts(self.levels[-1])
        if not self.impossible and (self.best is None or not self._is_large):
            self._search_jointly()
        self._keep_usual_hours()
        return self._result()

    def run_apart(self, whole: Split, open_fleet: Open) -> Result:
        """Solve the components apart, put them together, and search the whole for what is not proven."""
        self._drafted()
        if self.control.stopped:
            return self._result()
        together = solve_components(whole, self.control, solve_component, open_fleet)
        if together.conflict:
            return end_without_plan(self.term, self.control, together.conflict)
        plan = together.plan(self.best)
        if plan is None:
            return self.run()
        self.apart, self.seconds = together, dict(together.seconds)
        self._accept_plan(plan)
        self._bound_by_parts(self.levels[-1])
        if not all(self._is_proven(level) for level in self.levels):
            self._go_on()
        return self._result()

    def _go_on(self) -> None:
        """Search the whole for what is not proven, beginning with the best plan."""
        if self.best is None or self.control.stopped:
            return
        self._plan_whole(self.best)
        self._bound_by_parts(self.levels[-1])
        if not self._is_large:
            self._search_jointly()
        self._keep_usual_hours()

    @property
    def levels(self) -> list[str]:
        """The levels that are optimised, in order; without a published version nothing can be unstable."""
        return [level for level in self.term.levels if level != STABILITY]

    @cached_property
    def _is_large(self) -> bool:
        """Tell whether one model of everything would be too large to search."""
        return sum(len(self.term.options_of(trainee)) for trainee in self.term.trainees) > LARGE

    # -- rotations and sessions ----------------------------------------------------------------------------

    def _plan_groups(self, parts: list[Part], draft: Plan) -> bool:
        """Cover rotations, then sessions with them given; return whether all came out."""
        for part in parts:
            if part.kind == "rotations":
                group = Group(PartSearch(self.term, part.scope, name=part.name))
                if self._is_large:
                    group.exact.start_from(draft)
            elif part.services:
                given = merged(self.groups, rotations_only=True)
                relaxed = PartSearch(self.term, part.relaxed, name=f"{part.name}, rotations left free")
                group = Group(
                    PartSearch(self.term, part.scope, given, background=True, name=part.name), [relaxed]
                )
            else:
                group = Group(PartSearch(self.term, part.scope, name=part.name))
            self.groups.append(group)
            group.solve(self.levels[0], self._solve)
            if group.exact.impossible and not group.conditional:
                self.impossible = True
            if group.exact.plan is None and not group.conditional:
                return False
        self._offer_merged()
        for group in list(self.groups):
            if group.conditional:
                self._join([self.groups[0], group], self.levels[:1])
        self._offer_merged()
        return all(group.exact.plan is not None for group in self.groups)

    def _drafted(self) -> Plan:
        """Return a plan drafted without the solver, and keep it where the rules allow it."""
        if self.control.stopped:
            return Plan()
        rotations, rounds = draft_rotations(self.term)
        draft = draft_meetings(self.term, draft_sessions(self.term, Plan(rotations, rounds)), {}, {})
        self._offer(draft)
        return draft

    def _offer_merged(self) -> None:
        """Keep what the groups have found, with meetings drafted around it."""
        if all(group.exact.plan is not None for group in self.groups):
            self._offer(draft_meetings(self.term, self._merged(), {}, {}))

    def _offer(self, draft: Plan) -> None:
        verdict = verify(draft, self.term)
        if not verdict.violations:
            self._keep(draft, verdict)

    def _join(self, groups: list[Group], levels: list[str]) -> None:
        """Replace groups by one that plans them together, and solve the levels given."""
        relaxed = [part for group in groups for part in (group.relaxed or [group.exact])]
        scope = reduce(Scope.__or__, (group.exact.scope for group in groups))
        given = None
        if not scope.rotations and any(group.conditional for group in groups):
            given = merged(self.groups, rotations_only=True)
        name = " with ".join(group.exact.name for group in groups)
        joined = Group(PartSearch(self.term, scope, given, background=given is not None, name=name), relaxed)
        joined.exact.start_from(merged(groups))
        self.groups = [group for group in self.groups if group not in groups]
        self.groups.insert(0, joined)
        for level in levels:
            joined.solve(level, self._solve)

    def _hear_wishes(self, group: Group) -> None:
        """Exchange rotations for others that are as good but wished for more."""
        search = group.exact
        if COMFORT not in self.levels[1:] or not search.scope.rotations or search.plan is None:
            return
        if group.is_tight(COMFORT):
            self._bound_wishes(group)
        seconds, enough = SMALL_SHARE * self.control.remaining, group.bound(COMFORT)
        self._timed(COMFORT, lambda: search.prefer(COMFORT, self.control, seconds=seconds, enough=enough))

    # -- the whole -----------------------------------------------------------------------------------------

    def _merged(self) -> Plan:
        return merged(self.groups)

    def _settled(self, given: Plan) -> Plan:
        """Return the plan with sessions, leads and topics placed anew by all levels but comfort.

        Rotations are given; what is covered is kept, and shared better. Mostly nothing need be paid at the
        later levels, and asking for just that is found far sooner than the best of each: there is no time for
        that where the term is large.
        """
        term, later = without_meetings(self.term), [lev for lev in self.levels[1:] if lev != COMFORT]
        settled = self._settle(term, given, later, for_nothing=True)
        if settled is None and not self.control.stopped and not self._is_large:
            settled = self._settle(term, given, later, for_nothing=False)
        return settled or given

    def _settle(self, term: Term, given: Plan, later: list[str], *, for_nothing: bool) -> Plan | None:
        every = frozenset(activity.id for activity in term.activities)
        scope = Scope(attends=every, leads=every, topics=every, round_leads=True, mentors=True)
        search = PartSearch(term, scope, given, name="sessions and leads")
        search.start_from(given)
        search.hold(self.levels[0], verify(given, term).value(self.levels[0]))
        for level in later if for_nothing else ():
            search.hold(level, 0)
        for level in later[:1] if for_nothing else later:
            self._solve(search, level, 0, SETTLING_SHARE)
        return search.plan

    def _plan_whole(self, given: Plan) -> None:
        """Draft meetings, and improve the whole with the rotations given, level after level.

        Prices are added to the model when their level's turn comes: without them steps are far shorter.
        """
        every = frozenset(self.term.activity_by_id)
        scope = Scope(attends=every, leads=every, topics=every, round_leads=True, mentors=True)
        whole = PartSearch(self.term, scope, given, name="sessions and meetings")
        first, draft = self.levels[0], self._draft(given)
        if not self._timed(first, lambda: whole.complete(draft, [first], self.control)):
            whole.start_from(draft)
            self._solve(whole, first, self._known_bound(first))
        if whole.plan is None:
            return
        verdict = self._accept_plan(whole.plan)
        self.comfort_drafted = verdict.value(COMFORT)
        self._improve_each(whole, [first], verdict)
        for stage in self._stages():
            priced = self.levels[: self.levels.index(stage[-1]) + 1]
            if COMFORT in stage:
                self._take_anew(whole)
            if self.control.stopped or not self._goes_on(whole, priced):
                return
            verdict = self._accept_plan(whole.plan)
            if len(stage) > 1:
                verdict = self._improve(whole, {level: WEIGHTS[level] for level in stage}, verdict)
            self._improve_each(whole, stage, verdict)

    def _stages(self) -> list[list[str]]:
        """Return the levels after the first that are priced together: those before comfort, and the rest."""
        later = self.levels[1:]
        until = later.index(COMFORT) if COMFORT in later else len(later)
        return [stage for stage in (later[:until], later[until:]) if stage]

    def _take_anew(self, whole: PartSearch) -> None:
        """Plan meetings anew where comfort has become worse, and take over what is better."""
        if whole.plan is None or self._value(COMFORT) <= WORSE * self.comfort_drafted:
            return
        plan = self._timed(COMFORT, partial(self._draft, whole.plan))
        verdict = verify(plan, self.term)
        if verdict.violations or self.verdict is None or self._prices(verdict) >= self._prices(self.verdict):
            return
        if self._timed(COMFORT, lambda: whole.complete(plan, self.levels[:1], self.control)):
            self._accept_plan(plan)

    def _goes_on(self, whole: PartSearch, priced: list[str]) -> bool:
        """Price more levels, and tell whether there was time to fill them in for the plan."""
        plan = whole.plan or Plan()
        return self._timed(priced[-1], lambda: whole.complete(plan, priced, self.control))

    def _improve_each(self, whole: PartSearch, levels: list[str], verdict: Verdict) -> None:
        """Improve level after level until it is proven or nothing moves, and hold it."""
        for level in levels:
            if level in (self.levels[0], COMFORT):  # elsewhere nothing is mostly to be paid, and soon found
                self._bound_by_parts(level, quickly=True)
            verdict = self._improve(whole, {level: 1}, verdict)
            self._bound_by_parts(level)
            whole.hold(level, verdict.value(level))

    def _improve(self, whole: PartSearch, weights: Mapping[str, int], verdict: Verdict) -> Verdict:
        """Improve a weighted sum of levels, where it is not known to be the least there is.

        ``verdict`` is that of the search's plan, and so is the one returned.
        """
        enough = sum(weight * self._known_bound(level) for level, weight in weights.items())
        value = sum(weight * verdict.value(level) for level, weight in weights.items())
        if self.control.stopped or value <= enough:
            return verdict
        level = next(iter(weights))
        left = max(0.0, self.control.remaining - USUAL_HOURS_SECONDS)
        seconds = left * (1 if level == self.levels[-1] else SHARE)
        report = self._reporter(whole, level)
        steps = Neighbourhoods(whole, self.control)
        steps.near = level == self.levels[0]
        if self._is_large and level == self.levels[-1]:
            steps.patience = sys.maxsize
        self._timed(level, lambda: steps.improve(weights, enough=enough, seconds=seconds, report=report))
        return self._accept_plan(whole.plan) if whole.plan is not None else verdict

    def _draft(self, given: Plan) -> Plan:
        """Return the plan with meetings planned around what it holds already."""
        if self.meetings is None:
            return given
        return plan_meetings(self.term, given, self.control, MEETINGS_SHARE * self.control.remaining)

    def _known_bound(self, level: str) -> int:
        meetings = self.meetings.bounds.get(level, 0) if self.meetings is not None else 0
        by_parts = sum(group.bound(level) for group in self.groups) + meetings
        return max(by_parts, self._bound_apart(level))

    def _bound_apart(self, level: str) -> int:
        """Return the bound that components give, where the levels before meet theirs."""
        if self.apart is None:
            return 0
        before, bounds = self.levels[: self.levels.index(level)], self.apart.bounds
        tight = all(self._value(other) <= bounds.get(other, 0) for other in before)
        return bounds.get(level, 0) if tight else 0

    def _known_evidence(self, level: str) -> tuple[Evidence, ...]:
        if self.apart is not None and self._known_bound(level) == self._bound_apart(level):
            return self.apart.evidence(level)
        meetings = self.meetings.evidence(level) if self.meetings is not None else ()
        return (*(shown for group in self.groups for shown in group.evidence(level)), *meetings)

    def _note_bound(self, level: str, bound: int, evidence: tuple[Evidence, ...]) -> None:
        self.bounds[level], self.evidence[level] = bound, evidence

    def _bound_by_parts(self, last: str, *, quickly: bool = False) -> None:
        """Bound the levels up to ``last`` by the sum of the parts, each asked only where it must be.

        What meetings lack is bounded by prices; with ``quickly`` it is not solved for where that does not do.
        """
        for level in self.levels[: self.levels.index(last) + 1] if self.best is not None else ():
            for group in self.groups:
                if self._known_bound(level) < self._value(level) and not self.control.stopped:
                    self._bound_group(group, level)
            if self._known_bound(level) < self._value(level) and not self.control.stopped:
                self._bound_meetings(level, quickly=quickly)
            self._note_bound(level, self._known_bound(level), self._known_evidence(level))
            if self.bounds[level] > self._value(level):
                message = (
                    f"a plan pays {self._value(level)} at level {level}, below its bound {self.bounds[level]}"
                )
                raise RuntimeError(message)
            if not self._is_proven(level):
                break

    def _bound_group(self, group: Group, level: str) -> None:
        """Bound a level of rotations or sessions; the comfort of rotations by each trainee alone."""
        if level in group.exact.bounds or level == FAIRNESS:
            return
        if level != COMFORT:
            group.solve(level, self._solve)
        elif group.exact.scope.rotations and group.is_tight(COMFORT):
            self._bound_wishes(group)

    def _bound_wishes(self, group: Group) -> None:
        """Bound what rotations pay for wishes, unless that is known."""
        rotations = group.relaxed[0] if group.relaxed else group.exact
        if COMFORT not in rotations.bounds:
            bound = self._timed(COMFORT, partial(self._by_trainee, rotations))
            rotations.bound_by(COMFORT, bound, "what each trainee pays alone")

    def _by_trainee(self, part: PartSearch) -> int:
        levels = self.levels[: self.levels.index(COMFORT) + 1]
        return bound_by_trainee(self.term, part.scope, levels, dict(part.values), self.control)

    def _bound_meetings(self, level: str, *, quickly: bool) -> None:
        """Bound a level of the meetings, those before being proven."""
        part = self.meetings
        if part is None or self.best is None or level in part.values:
            return
        if level == "coverage" == self.levels[0] and level not in part.bounds:
            seconds = MEETINGS_SHARE * self.control.remaining
            bound = self._timed(level, lambda: bound_meeting_coverage(self.term, self.control, seconds))
            part.bound_by(level, bound, "prices on the hours of mentors and trainees, in whole numbers")
        if self._known_bound(level) >= self._value(level) or (quickly and level in part.bounds):
            return
        if level != COMFORT:
            self._hold_before(part, level)
            part.start_from(self.best)
            self._solve(part, level, part.bounds.get(level, 0))
        elif level not in part.bounds:
            bound = self._timed(level, partial(self._bound_patterns, part))
            part.bound_by(level, bound, "prices on what mentors offer, in whole numbers")

    def _hold_before(self, part: PartSearch, level: str) -> None:
        """Hold the meetings at what they pay for the levels before one."""
        for before in self.levels[: self.levels.index(level)]:
            if before not in part.values:
                part.values[before] = self._paid_by_meetings(part, before)
                part.hold(before, part.values[before])

    def _paid_by_meetings(self, part: PartSearch, level: str) -> int:
        """Return what the meetings of every best plan pay at a proven level: all that the rest need not."""
        others = sum(group.bound(level) for group in self.groups)
        return part.values.get(level, self._value(level) - others)

    def _bound_patterns(self, part: PartSearch) -> int:
        """Bound the comfort of meetings, those of the levels before being held."""
        before = self.levels[: self.levels.index(COMFORT)]
        if "coverage" not in before:
            return 0
        return bound_meetings(
            self.term,
            self.control,
            MEETINGS_SHARE * self.control.remaining,
            lacking=self._paid_by_meetings(part, "coverage"),
            curriculum="curriculum" in before and self._paid_by_meetings(part, "curriculum") == 0,
            above=self._paid_by_meetings(part, FAIRNESS) if FAIRNESS in before else None,
            enough=self._value(COMFORT) - sum(group.bound(COMFORT) for group in self.groups),
        )

    def _search_jointly(self) -> None:
        """Search the joint model for what the parts leave open, or for any plan at all."""
        open_levels = [level for level in self.levels if self.best is None or not self._is_proven(level)]
        stopped = self.control.stopped
        if not open_levels or stopped:
            return
        joint = PartSearch(self.term, Scope.whole(self.term), name="everything at once")
        if self.best is not None:
            joint.start_from(self.best)
        for level in self.levels:
            if level not in open_levels:
                joint.hold(level, self._value(level))
                continue
            known = max(self.bounds.get(level, 0), self._bound_apart(level))
            known = known if self._proven_before(level) else 0
            self._solve(joint, level, known)
            self.impossible = self.impossible or joint.impossible
            if joint.plan is None:
                break
            self._accept(joint)
            shown = joint.bounds.get(level, 0)
            if shown > known:
                bound = min(shown, self._value(level))
                self._note_bound(level, bound, (Evidence(joint.name, bound, SOLVER),))
            elif self.apart is not None and known:
                self._note_bound(level, min(known, self._value(level)), self.apart.evidence(level))
            else:
                self.bounds[level] = min(known, self._value(level))
            if self.control.stopped:
                break

    def _keep_usual_hours(self) -> None:
        """Move meetings to usual hours of the day, where every price stays as it is."""
        if self.best is None or self.verdict is None or (self.meetings is None and self.apart is None):
            return
        plan = keep_usual_hours(self.term, self.best, self.control)
        verdict = verify(plan, self.term)
        if not verdict.violations and self._prices(verdict) == self._prices(self.verdict):
            self.best, self.verdict = plan, verdict

    # -- bookkeeping ---------------------------------------------------------------------------------------

    def _solve(self, part: PartSearch, level: str, enough: int, share: float = SHARE) -> None:
        seconds = share * self.control.remaining
        report = self._reporter(part, level)
        self._timed(
            level,
            lambda: part.solve(level, self.control, seconds=seconds, enough=enough, report=report).bound,
        )

    def _timed(self, level: str, work: Callable[[], T]) -> T:
        began, deterministic = self.control.seconds, self.control.deterministic_seconds
        value = work()
        spent = self.control.seconds - began
        if self.control.steady:
            spent = self.control.deterministic_seconds - deterministic
        self.seconds[level] = self.seconds.get(level, 0.0) + spent
        return value

    def _reporter(self, part: PartSearch, level: str) -> Report:
        def report(value: int | None, bound: int) -> None:
            self.control.report(Progress(level, part.name, value, bound, self.control.seconds))

        return report

    def _accept(self, search: PartSearch) -> None:
        """Verify the plan of a search that knows the whole, and keep it where it is better."""
        if search.plan is None:
            return
        verdict = self._accept_plan(search.plan)
        for level, value in search.values.items():
            if verdict.value(level) > value:
                message = (
                    f"the solver counts {value} at level {level}, the verification {verdict.value(level)}"
                )
                raise RuntimeError(message)

    def _accept_plan(self, plan: Plan) -> Verdict:
        """Verify a plan, and keep it where it is better."""
        verdict = verify(plan, self.term)
        if verdict.violations:
            message = "a plan breaks a rule: " + " ".join(violation.text for violation in verdict.violations)
            raise RuntimeError(message)
        self._keep(plan, verdict)
        return verdict

    def _keep(self, plan: Plan, verdict: Verdict) -> None:
        """Keep a sound plan where it is better, level before level."""
        prices = self._prices(verdict)
        if self.verdict is None or prices < self._prices(self.verdict):
            self.best, self.verdict = plan, verdict
            self.control.found(dict(zip(self.levels, prices, strict=True)), self.control.seconds)

    def _prices(self, verdict: Verdict) -> tuple[int, ...]:
        return tuple(verdict.value(level) for level in self.levels)

    def _value(self, level: str) -> int:
        return self.verdict.value(level) if self.verdict is not None else 0

    def _is_proven(self, level: str) -> bool:
        return level in self.bounds and self.bounds[level] >= self._value(level)

    def _proven_before(self, level: str) -> bool:
        return all(self._is_proven(before) for before in self.levels[: self.levels.index(level)])

    def _result(self) -> Result:
        if self.best is None or self.verdict is None:
            conflict = find_conflict(self.term, self.control) if self.impossible else ()
            return end_without_plan(self.term, self.control, conflict)
        levels = tuple(self._level_result(level) for level in self.term.levels)
        return end_with_plan(self.term, self.control, self.best, self.verdict, levels)

    def _level_result(self, level: str) -> LevelResult:
        if level == STABILITY or self.verdict is None:
            return LevelResult(level, "skipped", reason="no version has been published yet")
        return LevelResult(
            level,
            "optimal" if self._is_proven(level) and self._proven_before(level) else "feasible",
            self._value(level),
            self.bounds.get(level, 0),
            round(self.seconds.get(level, 0.0), 3),
            dict(self.verdict.prices[level]),
            evidence=self.evidence.get(level, ()) if self.bounds.get(level) else (),
        )
