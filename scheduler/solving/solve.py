"""Plans a term: parts first, then their combination, with a true bound for every level.

0. A plan is drafted without the solver, so that there is one from the beginning.
1. The term is split into rotations, group sessions and meetings (see ``parts``), each a relaxation of the
   whole: the sum of their bounds bounds every plan.
2. Rotations are solved, then sessions with the rotations given. Where that costs more than the sum of the
   bounds, the two are joined and searched until they meet it; where they are too many for one model, the
   rotations of some trainees at a time (see ``rotation_pieces``).
3. Leads are placed, and meetings given what hours there are, sessions moving for them (see ``hours``): mostly
   that meets the bound of coverage. What is lacked and missed is shared out (see ``teaching``, ``sharing``,
   ``sharing_few``), and wishes for rotations are heard (see ``wishes``). Then meetings are planned around
   all that by patterns. What has come of it is improved by opening a few decisions at a time, level after
   level, rotations being given (see ``whole``); where the term is vast, only who meets whom is still
   improved. Where it meets the sum of the bounds it is proven best, although it was never solved at once.
4. What is not proven then is searched in the joint model, where the term is small enough for that.

A term of several components (see ``components``), trainees who share no seat, person or hour, is solved
component by component in this way, several at once; only what is not proven by that is searched in the whole.
``apart`` tells what the components' bounds say of it.

The bound of a level holds for plans that keep the levels before at their values; ``bounding`` tells when
parts give it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property, partial, reduce

from constraints.scope import Scope
from inputs.people import Faculty, Trainee
from inputs.plan import Plan
from inputs.term import STABILITY, Term
from scheduler.result import LevelResult, Result
from scheduler.solving.best import Best
from scheduler.solving.bounds.bounding import BoundingParts
from scheduler.solving.conflicts import find_conflict, find_conflict_of_few
from scheduler.solving.drafts.meetings import draft_meetings
from scheduler.solving.drafts.mentors import draft_mentors
from scheduler.solving.drafts.rotations import draft_rotations
from scheduler.solving.drafts.sessions import draft_sessions
from scheduler.solving.ending import end_with_plan, end_without_plan
from scheduler.solving.improving.rotation_pieces import mend_rotations
from scheduler.solving.improving.settling import settled
from scheduler.solving.improving.usual_hours import keep_usual_hours
from scheduler.solving.improving.wishes import hear_wishes
from scheduler.solving.part_search import MOST_DECISIONS, PartSearch
from scheduler.solving.replanning.replan import replan
from scheduler.solving.search import Control
from scheduler.solving.splitting.apart import Open, Split, solve_components, solve_here, split
from scheduler.solving.splitting.groups import Group, merged
from scheduler.solving.splitting.parts import Part, find_parts
from scheduler.solving.timing import JOINING_SHARE, MENDING_SHARE, SHARE, SMALL_SHARE, Timing
from scheduler.solving.whole import Whole

LARGE = 20_000
"""Occurrences and meeting times, each counted for each trainee, above which a term is large."""


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
    best: Best = field(init=False)
    timing: Timing = field(init=False)
    parts: BoundingParts = field(init=False)
    impossible: bool = False

    def __post_init__(self) -> None:
        # Without a published version nothing can be unstable.
        levels = tuple(level for level in self.term.levels if level != STABILITY)
        self.best, self.timing = Best(self.term, self.control, levels), Timing(self.control)
        self.parts = BoundingParts(self.best, self.timing)

    def run(self) -> Result:
        """Solve part by part, then as a whole, then jointly what is not proven."""
        draft = self._drafted()
        if self.best.plan is None and (told := find_conflict_of_few(self.term, self.control)):
            return end_without_plan(self.term, self.control, told)
        parts = find_parts(self.term)
        meetings = [part for part in parts if part.kind == "meetings"]
        if meetings:
            self.parts.meetings = PartSearch(self.term, meetings[0].relaxed, name="meetings")
        if self._plan_groups([part for part in parts if part.kind != "meetings"], draft):
            if not self._is_large:  # there is little time for comfort where it is
                hear_wishes(self.parts, SMALL_SHARE)
            self._plan_whole(self._settled(self._merged()))
        if not self.impossible:
            self.parts.ask(self.levels[-1])
        if not self.impossible and (self.best.plan is None or not self._is_large):
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
        plan = together.plan(self.best.plan)
        if plan is None:
            return self.run()
        self.parts.apart, self.timing.seconds = together, dict(together.seconds)
        self.best.accept(plan)
        self.parts.ask(self.levels[-1])
        if not all(self.parts.is_proven(level) for level in self.levels):
            self._go_on()
        return self._result()

    def _go_on(self) -> None:
        """Search the whole for what is not proven, beginning with the best plan."""
        if self.best.plan is None or self.control.stopped:
            return
        self._plan_whole(self.best.plan)
        self.parts.ask(self.levels[-1])
        if not self._is_large:
            self._search_jointly()
        self._keep_usual_hours()

    @property
    def levels(self) -> tuple[str, ...]:
        """The levels that are optimised, in order."""
        return self.best.levels

    @cached_property
    def _is_large(self) -> bool:
        """Tell whether one model of everything would be too large to search."""
        return sum(len(self.term.options_of(trainee)) for trainee in self.term.trainees) > LARGE

    # -- rotations and sessions ----------------------------------------------------------------------------

    def _plan_groups(self, parts: list[Part], draft: Plan) -> bool:
        """Cover rotations, then sessions with them given; return whether all came out."""
        for part in parts:
            if part.services:
                given = merged(self.parts.groups, rotations_only=True)
                relaxed = PartSearch(self.term, part.relaxed, name=f"{part.name}, rotations left free")
                group = Group(
                    PartSearch(self.term, part.scope, given, background=True, name=part.name), [relaxed]
                )
            else:
                group = Group(PartSearch(self.term, part.scope, name=part.name))
            self.parts.groups.append(group)
            if self._is_large:
                group.exact.start_from(draft)
            share = JOINING_SHARE if group.conditional and self._is_large else SHARE
            # With rotations left free little need lack: only where those can be had too, that shows anything.
            proving = not group.conditional or self._can_join([self.parts.groups[0], group])
            group.solve(self.levels[0], partial(self.timing.solve, share=share), proving=proving)
            if group.exact.impossible and not group.conditional:
                self.impossible = True
            if group.exact.plan is None and not self.impossible and self._is_large and self.best.plan:
                group.exact.settle_for(self.best.plan)  # too large for a model, or for the time
            if group.exact.plan is None and not group.conditional:
                return False
        self._offer_merged()
        for group in list(self.parts.groups):
            if group.conditional:
                self._join([self.parts.groups[0], group], self.levels[:1])
        if not self.parts.is_vast:  # else the same draft is made and offered next
            self._offer_merged()
        return all(group.exact.plan is not None for group in self.parts.groups)

    def _drafted(self) -> Plan:
        """Return a plan drafted without the solver, and keep it where the rules allow it."""
        if self.control.stopped:
            return Plan()
        rotations, rounds = draft_rotations(self.term)
        sessions = draft_sessions(self.term, Plan(rotations, rounds))
        if self._is_large:  # the first plan is there sooner
            self.best.offer(draft_meetings(self.term, sessions, {}, self._mentors, moving=False))
        draft = draft_meetings(self.term, sessions, {}, self._mentors, stopped=lambda: self.control.stopped)
        self.best.offer(draft)
        return draft

    @cached_property
    def _mentors(self) -> Mapping[Trainee, Faculty]:
        return draft_mentors(self.term)

    def _offer_merged(self) -> None:
        """Keep what the groups have found, with meetings drafted around it."""
        if all(group.exact.plan is not None for group in self.parts.groups):
            merged_plan, stopped = self._merged(), lambda: self.control.stopped
            self.best.offer(draft_meetings(self.term, merged_plan, {}, self._mentors, stopped=stopped))

    def _can_join(self, groups: list[Group]) -> bool:
        """Tell whether one model would hold all that groups plan."""
        scope = reduce(Scope.__or__, (group.exact.scope for group in groups))
        return scope.decisions(self.term) <= MOST_DECISIONS

    def _join(self, groups: list[Group], levels: tuple[str, ...]) -> None:
        """Replace groups by one that plans them together, where that comes to a plan."""
        relaxed = [part for group in groups for part in (group.relaxed or [group.exact])]
        scope = reduce(Scope.__or__, (group.exact.scope for group in groups))
        given = None
        if not scope.rotations and any(group.conditional for group in groups):
            given = merged(self.parts.groups, rotations_only=True)
        name = " with ".join(group.exact.name for group in groups)
        joined = Group(PartSearch(self.term, scope, given, background=given is not None, name=name), relaxed)
        joined.exact.start_from(merged(groups))
        before = self.parts.groups
        self.parts.groups = [group for group in self.parts.groups if group not in groups]
        self.parts.groups.insert(0, joined)
        share = JOINING_SHARE if self._is_large else SHARE
        for level in levels:
            joined.solve(level, partial(self.timing.solve, share=share))
        if joined.exact.plan is None and all(group.exact.plan is not None for group in before):
            if scope.rotations and self._is_large:  # too large for a model
                joined.exact.settle_for(self._mended(merged(groups), scope))
            else:
                self.parts.groups = before  # apart they are planned already, and there was no time for more

    def _mended(self, plan: Plan, scope: Scope) -> Plan:
        """Return rotations with less lacking, some trainees planned at a time."""
        seconds = MENDING_SHARE * self.control.remaining
        return self.timing.timed(
            self.levels[0], lambda: mend_rotations(self.term, plan, scope, self.control, seconds)
        )

    # -- the whole -----------------------------------------------------------------------------------------

    def _merged(self) -> Plan:
        return merged(self.parts.groups)

    def _settled(self, given: Plan) -> Plan:
        if self.parts.is_vast:  # there is no time for it
            return given
        return settled(self.term, given, self.levels, self.timing, is_large=self._is_large)

    def _plan_whole(self, given: Plan) -> None:
        """Plan meetings around what is given, and improve all of it but rotations."""
        Whole(self.best, self.timing, self.parts, given, is_large=self._is_large).improve()

    def _search_jointly(self) -> None:
        """Search the joint model for what the parts leave open, or for any plan at all."""
        any_plan, stopped = self.best.plan is None, self.control.stopped
        open_levels = [level for level in self.levels if any_plan or not self.parts.is_proven(level)]
        if not open_levels or stopped:
            return
        joint = PartSearch(self.term, Scope.whole(self.term), name="everything at once")
        if self.best.plan is not None:
            joint.start_from(self.best.plan)
        for level in self.levels:
            if level not in open_levels:
                joint.hold(level, self.best.value(level))
                continue
            noted = self.parts.noted(level)
            self.timing.solve(joint, level, noted)
            self.impossible = self.impossible or joint.impossible
            if joint.plan is None:
                break
            self.best.accept_found(joint)
            self.parts.take_in(joint, level, noted)
            if self.control.stopped:
                break

    def _keep_usual_hours(self) -> None:
        """Move meetings to usual hours of the day, where every price stays as it is."""
        has_meetings = self.parts.meetings is not None or self.parts.apart is not None
        if self.best.plan is not None and has_meetings:
            self.best.exchange(keep_usual_hours(self.term, self.best.plan, self.control))

    # -- what comes of it ----------------------------------------------------------------------------------

    def _result(self) -> Result:
        if self.best.plan is None or self.best.verdict is None:
            conflict = find_conflict(self.term, self.control) if self.impossible else ()
            return end_without_plan(self.term, self.control, conflict or ())
        levels = tuple(self._level_result(level) for level in self.term.levels)
        return end_with_plan(self.term, self.control, self.best.plan, self.best.verdict, levels)

    def _level_result(self, level: str) -> LevelResult:
        if level == STABILITY or self.best.verdict is None:
            return LevelResult(level, "skipped", reason="no version has been published yet")
        return LevelResult(
            level,
            "optimal" if self.parts.is_proven(level) and self.parts.proven_before(level) else "feasible",
            self.best.value(level),
            self.parts.bounds.get(level, 0),
            round(self.timing.seconds.get(level, 0.0), 3),
            dict(self.best.verdict.prices[level]),
            evidence=self.parts.evidence.get(level, ()) if self.parts.bounds.get(level) else (),
        )
