"""Plans meetings around the rest, and improves the whole with the rotations of nearly all given."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, partial

from constraints.scope import Scope
from inputs.plan import Plan
from inputs.term import COMFORT
from scheduler.solving.best import Best
from scheduler.solving.bounds.bounding import BoundingParts
from scheduler.solving.drafts.meetings import draft_meetings
from scheduler.solving.drafts.mentors import draft_mentors
from scheduler.solving.hours.planning import find_hours
from scheduler.solving.improving.neighbourhoods import Neighbourhoods
from scheduler.solving.improving.settling import settled
from scheduler.solving.improving.sharing import meet_main_mentors, share_mentors, share_sessions
from scheduler.solving.improving.sharing_few import share_hours, share_stays
from scheduler.solving.improving.some_trainees import SomeTrainees
from scheduler.solving.improving.teaching import share_teaching
from scheduler.solving.improving.usual_hours import SECONDS as USUAL_HOURS_SECONDS
from scheduler.solving.improving.wishes import grant_wishes, hear_wishes
from scheduler.solving.part_search import PartSearch
from scheduler.solving.patterns.planning import plan_meetings
from scheduler.solving.patterns.refining import refine_meetings
from scheduler.solving.splitting.groups import merged
from scheduler.solving.timing import (
    ALL_HOURS_SHARE,
    HEARING_SHARE,
    HOURS_SHARE,
    MEETINGS_SHARE,
    SHARE,
    WISHES_SHARE,
    Timing,
)
from scheduler.verify import Verdict, verify

WORSE = 1.1
"""How many times what it was comfort may become, while the levels before improve, until meetings are planned
anew."""
LEAST_FOR_WISHES = 30.0
"""Seconds that must be left for wishes to be heard: with less, planning meetings brings more."""
MOST_TIMES = 3_000_000
"""Occurrences and meeting times, each counted for each trainee, above which hours take most of the time."""
ENDING_SHARE = 0.9
"""Share of the time left for who meets whom, where that is the last thing that is done."""
REFINING_SHARE = 0.8
"""Share of the time left for meetings at better hours, where there are too many for all else."""
REFINING_SECONDS = 120.0
"""The most that this may take: by then it brings less than what comes after."""
SOME_SECONDS = 15.0
"""How long some trainees are improved, where there are too many for all at once."""
LEAST_FOR_SOME = 30.0
"""Seconds that must be left for that: their model takes a while."""
WEIGHTS = {"coverage": 100, "curriculum": 300, "fairness": 10, "comfort": 1}
"""How a point of each level is weighed while levels are improved together: what one takes, another need not
mend. Roughly in their order, and not so far apart that the smallest is lost in the solver's arithmetic."""


@dataclass
class Whole:
    """Everything but the rotations of a plan, which are given; a few may have others before meetings are."""

    best: Best
    timing: Timing
    parts: BoundingParts
    given: Plan
    is_large: bool
    """Whether steps at the last level are tried until time is up, however little they bring."""
    comfort_drafted: int = 0
    """What the first plan of meetings paid for comfort."""

    @cached_property
    def search(self) -> PartSearch:
        """The search for all of it."""
        every = frozenset(self.best.term.activity_by_id)
        scope = Scope(attends=every, leads=every, topics=every, round_leads=True, mentors=True)
        return PartSearch(self.best.term, scope, self.given, name="sessions and meetings")

    def improve(self) -> None:
        """Draft meetings, and improve the whole, level after level.

        Prices are added to the model when their level's turn comes: without them steps are far shorter.

        Raises
        ------
        RuntimeError
            When a plan fails its verification, or pays less than its bound: a fault of this program.
        """
        control, levels, stopped = self.timing.control, self.best.levels, self.timing.control.stopped
        if stopped:
            return
        first, drafted = levels[0], self._with_room(self.given)
        if self.parts.is_vast and self.parts.meetings is not None and self.best.plan is not None:
            self._improve_vast(drafted)
            return
        drafted = self.given = self._with_wishes(drafted)  # from now on rotations stay
        draft, search = self._draft(drafted), self.search
        self.best.offer(draft)
        if not self.timing.timed(first, lambda: search.complete(draft, [first], control)):
            search.start_from(draft)
            self.timing.solve(search, first, self.parts.known(first))
        if search.plan is None:
            return
        verdict = self.best.accept(search.plan)
        self.comfort_drafted = verdict.value(COMFORT)
        self._improve_each((first,), verdict)
        for stage in self._stages():
            if COMFORT in stage:
                self._take_anew()
            if control.stopped or not self._goes_on(levels[: levels.index(stage[-1]) + 1]):
                return
            verdict = self.best.accept(search.plan)
            if len(stage) > 1:
                verdict = self._improve({level: WEIGHTS[level] for level in stage}, verdict)
            self._improve_each(stage, verdict)

    def _improve_vast(self, drafted: Plan) -> None:
        """Improve a plan of so many that opening a little of all of it takes longer than it brings."""
        first, plan, control = self.best.levels[0], drafted, self.timing.control
        while not self.parts.is_proven(first) and not control.stopped:
            found = self._with_hours(plan)
            if found is plan:
                break
            plan = self._with_stays(self._taught(found))
            self.best.offer(plan)
            self.parts.ask(first, quickly=True)
        if self.best.plan is not None and COMFORT in self.best.levels:
            before, plan = self.best.levels[: self.best.levels.index(COMFORT)], self._refined(self.best.plan)
            if self._has_too_many_times or control.remaining < LEAST_FOR_SOME:
                self.best.offer(meet_main_mentors(self.best.term, plan, before, self.timing, ENDING_SHARE))
            else:
                self._improve_some()

    def _improve_some(self) -> None:
        """Make the best plan more comfortable for some trainees after others, while that helps anybody."""
        control, some = self.timing.control, SomeTrainees(self.best.term, self.best.levels, self.timing)
        while not (some.is_over or self.best.plan is None or self.parts.is_proven(COMFORT)):
            if control.stopped or control.remaining < LEAST_FOR_SOME:
                return
            found = some.improved(self.best.plan, SOME_SECONDS)
            if found is not self.best.plan:
                self.best.offer(found)

    def _refined(self, plan: Plan) -> Plan:
        """Return the plan with meetings at better hours, where they are not too many even for that."""
        control = self.timing.control
        if self._has_too_many_times or control.stopped:
            return plan
        seconds = min(REFINING_SECONDS, REFINING_SHARE * control.remaining)
        refine = partial(refine_meetings, self.best.term, plan, control, seconds)
        plan = self.timing.timed(COMFORT, refine)
        self.best.offer(plan)
        return plan

    def _stages(self) -> list[tuple[str, ...]]:
        """Return the levels after the first that are priced together: those before comfort, and the rest."""
        later = self.best.levels[1:]
        until = later.index(COMFORT) if COMFORT in later else len(later)
        return [stage for stage in (later[:until], later[until:]) if stage]

    @cached_property
    def _has_too_many_times(self) -> bool:
        """Tell whether hours take most of the time that there is."""
        term = self.best.term
        return sum(len(term.options_of(trainee)) for trainee in term.trainees) > MOST_TIMES

    def _with_room(self, given: Plan) -> Plan:
        """Return the plan with meetings drafted, and sessions moved where those find hours by it."""
        if self.parts.meetings is None:
            return given
        term, first = self.best.term, self.best.levels[0]
        control = self.timing.control
        drafted = draft_meetings(term, given, {}, draft_mentors(term), stopped=lambda: control.stopped)
        drafted = self._with_hours(drafted)
        self.best.offer(drafted)  # mostly coverage is proven by it
        self.parts.ask(first, quickly=True)
        drafted = self._with_stays(self._taught(drafted))
        self.best.offer(drafted)
        return drafted

    def _with_hours(self, plan: Plan) -> Plan:
        """Return the plan with fewer meetings lacking, where hours are found for them."""
        first, control = self.best.levels[0], self.timing.control
        share = ALL_HOURS_SHARE if self._has_too_many_times else HOURS_SHARE
        seconds = share * control.remaining
        enough = self.parts.meetings.bounds.get(first, 0) if self.parts.meetings is not None else 0
        return self.timing.timed(first, lambda: find_hours(self.best.term, plan, control, seconds, enough))

    def _taught(self, plan: Plan, *, comfortably: bool = False) -> Plan:
        """Return the plan with better leads, topics and mentors, and what lacks shared out better.

        Whoever is given other hours for that may have them comfortably, which takes longer.
        """
        levels = self._levels_but_comfort
        for share in (share_teaching, share_mentors, share_sessions):
            plan = share(self.best.term, plan, levels, self.timing)
        hours = self.best.levels if comfortably else levels
        shared = share_hours(self.best.term, plan, hours, self.timing)
        return plan if shared is plan else share_mentors(self.best.term, shared, levels, self.timing)

    def _with_stays(self, plan: Plan) -> Plan:
        """Return the plan with other rotations for those who miss something without them."""
        return share_stays(self.best.term, plan, self._levels_but_comfort, self.timing)

    def _with_wishes(self, plan: Plan) -> Plan:
        """Return a plan with rotations that are wished for more: heard all at once, then a few at a time."""
        levels, control = self.best.levels, self.timing.control
        if COMFORT not in levels[1:] or control.remaining < LEAST_FOR_WISHES:
            return plan
        plan = self._heard(plan)
        stopped = control.stopped
        if stopped:
            return plan
        seconds, enough = WISHES_SHARE * control.remaining, self.parts.known_of_groups(COMFORT)
        plan = grant_wishes(self.best.term, plan, levels, self.timing, seconds, enough)
        self.best.offer(plan)
        return plan

    def _heard(self, plan: Plan) -> Plan:
        """Return a plan made anew around rotations that are wished for more, where nothing else suffers.

        That is done once the levels before comfort are as good as they get; small terms were asked before.
        """
        term, before, stopped = self.best.term, self._levels_but_comfort, self.timing.control.stopped
        if stopped or not self.is_large or not hear_wishes(self.parts, HEARING_SHARE):
            return plan
        given = settled(term, merged(self.parts.groups), self.best.levels, self.timing, is_large=True)
        anew = self._with_room(given)
        judged, known = verify(anew, term), verify(plan, term)
        if judged.violations or judged.values(before) > known.values(before):
            return plan
        return anew

    @property
    def _levels_but_comfort(self) -> list[str]:
        return [level for level in self.best.levels if level != COMFORT]

    def _draft(self, given: Plan) -> Plan:
        """Return the plan with meetings planned around what it holds, where there are not too many."""
        if self.parts.meetings is None:
            return given
        term, control = self.best.term, self.timing.control
        share = SHARE if self.is_large else MEETINGS_SHARE
        planned = plan_meetings(term, given, control, share * control.remaining)
        if verify(planned, term).violations:
            return given
        return self._taught(self._with_hours(planned), comfortably=True)

    def _take_anew(self) -> None:
        """Plan meetings anew where comfort has become worse, and take over what is better."""
        if self.search.plan is None or self.best.value(COMFORT) <= WORSE * self.comfort_drafted:
            return
        plan = self.timing.timed(COMFORT, partial(self._draft, self.search.plan))
        verdict = verify(plan, self.best.term)
        if verdict.violations or not self.best.is_beaten_by(verdict):
            return
        first, control = self.best.levels[:1], self.timing.control
        if self.timing.timed(COMFORT, lambda: self.search.complete(plan, first, control)):
            self.best.accept(plan)

    def _goes_on(self, priced: tuple[str, ...]) -> bool:
        """Price more levels, and tell whether there was time to fill them in for the plan."""
        plan, control = self.search.plan or Plan(), self.timing.control
        return self.timing.timed(priced[-1], lambda: self.search.complete(plan, priced, control))

    def _improve_each(self, levels: tuple[str, ...], verdict: Verdict) -> None:
        """Improve level after level until it is proven or nothing moves, and hold it."""
        for level in levels:
            if level in (self.best.levels[0], COMFORT):  # elsewhere mostly nothing is to be paid: soon found
                self.parts.ask(level, quickly=True)
            verdict = self._improve({level: 1}, verdict)
            self.parts.ask(level)
            self.search.hold(level, verdict.value(level))

    def _improve(self, weights: Mapping[str, int], verdict: Verdict) -> Verdict:
        """Improve a weighted sum of levels, where it is not known to be the least there is.

        ``verdict`` is that of the search's plan, and so is the one returned.
        """
        search, control, levels = self.search, self.timing.control, self.best.levels
        enough = sum(weight * self.parts.known(level) for level, weight in weights.items())
        value = sum(weight * verdict.value(level) for level, weight in weights.items())
        if control.stopped or value <= enough:
            return verdict
        level = next(iter(weights))
        left = max(0.0, control.remaining - USUAL_HOURS_SECONDS)
        seconds = left * (1 if level == levels[-1] else SHARE)
        report = self.timing.reporter(search, level)
        steps = Neighbourhoods(search, control)
        steps.near = level == levels[0]
        if self.is_large and level == levels[-1]:
            steps.patience = sys.maxsize
        self.timing.timed(
            level, lambda: steps.improve(weights, enough=enough, seconds=seconds, report=report)
        )
        return self.best.accept(search.plan) if search.plan is not None else verdict
