"""What every plan pays at least, as the parts of a term show it.

Rotations, sessions and meetings are relaxations of the whole, and so are components that were solved apart:
what they pay at least adds up. A part is asked only for what the best plan has not met yet.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property, partial

from inputs.term import COMFORT, FAIRNESS
from scheduler.result import Evidence
from scheduler.solving.best import Best
from scheduler.solving.bounds.by_trainee import bound_by_trainee
from scheduler.solving.bounds.meeting_coverage import bound_meeting_coverage, bound_weeks_lacking
from scheduler.solving.part_search import SOLVER, PartSearch
from scheduler.solving.patterns.planning import bound_meetings
from scheduler.solving.splitting.apart import Together
from scheduler.solving.splitting.groups import Group
from scheduler.solving.timing import MEETINGS_SHARE, Timing

VAST = 300_000
"""Occurrences and meeting times, each counted for each trainee, above which all together take too long."""
TIMES_A_SECOND = 5000
"""Of these, so many have their comfort bounded in a second at the least; it cannot be interrupted."""
PRICES = "prices on the hours of mentors and trainees, in whole numbers"


@dataclass
class BoundingParts:
    """The parts of a term as they are solved, and the bounds of the whole that follow from them.

    The bound of a level holds for plans that keep the levels before at their values. Parts give it only while
    those are proven: then every best plan is best in each part, and a part may hold its own values.
    """

    best: Best
    timing: Timing
    groups: list[Group] = field(default_factory=list)
    """Rotations and group sessions, joined as the levels need it."""
    meetings: PartSearch | None = None
    """The meetings, relaxed from the rest."""
    apart: Together | None = None
    """What came of components that were solved apart, whose bounds each count while those before are met."""
    bounds: dict[str, int] = field(default_factory=dict)
    """For each level a bound of the whole, given the values of the levels before."""
    evidence: dict[str, tuple[Evidence, ...]] = field(default_factory=dict)
    """Where the bounds come from."""
    _priced_together: bool = False
    """Whether all that meetings lack has been bounded together."""

    # -- what is known -------------------------------------------------------------------------------------

    def known(self, level: str) -> int:
        """Return what the parts have shown so far of what a level costs."""
        meetings = self.meetings.bounds.get(level, 0) if self.meetings is not None else 0
        return max(self.known_of_groups(level) + meetings, self._known_apart(level))

    def known_of_groups(self, level: str) -> int:
        """Return what rotations and group sessions have shown so far of what they cost at a level."""
        return sum(group.bound(level) for group in self.groups)

    def _known_apart(self, level: str) -> int:
        """Return the bound that components give, where the levels before meet theirs."""
        if self.apart is None:
            return 0
        bounds = self.apart.bounds
        tight = all(self.best.value(before) <= bounds.get(before, 0) for before in self._before(level))
        return bounds.get(level, 0) if tight else 0

    def _known_evidence(self, level: str) -> tuple[Evidence, ...]:
        if self.apart is not None and self.known(level) == self._known_apart(level):
            return self.apart.evidence(level)
        meetings = self.meetings.evidence(level) if self.meetings is not None else ()
        return (*(shown for group in self.groups for shown in group.evidence(level)), *meetings)

    def is_proven(self, level: str) -> bool:
        """Tell whether the value of a level meets its bound."""
        return level in self.bounds and self.bounds[level] >= self.best.value(level)

    def proven_before(self, level: str) -> bool:
        """Tell whether every level before one is proven, so that the bound of that one holds."""
        return all(self.is_proven(before) for before in self._before(level))

    def _before(self, level: str) -> tuple[str, ...]:
        return self.best.levels[: self.best.levels.index(level)]

    # -- asking the parts ----------------------------------------------------------------------------------

    def ask(self, last: str, *, quickly: bool = False) -> None:
        """Bound the levels up to ``last`` by the sum of the parts, each asked only where it must be.

        What meetings lack is bounded by prices; with ``quickly`` it is not solved for where that does not do,
        and where there are very many times to meet never.

        Raises
        ------
        RuntimeError
            When the best plan pays less than its bound: a fault of this program.
        """
        for level in (*self._before(last), last) if self.best.plan is not None else ():
            for group in self.groups:
                if self._is_open(level):
                    self._ask_group(group, level)
            if self._is_open(level):
                self._ask_meetings(level, quickly=quickly)
            self._note(level, self.known(level), self._known_evidence(level))
            if self.bounds[level] > self.best.value(level):
                message = (
                    f"a plan pays {self.best.value(level)} at level {level}, "
                    f"below its bound {self.bounds[level]}"
                )
                raise RuntimeError(message)
            if not self.is_proven(level):
                break

    def _is_open(self, level: str) -> bool:
        """Tell whether there is anything to be shown, and time for it."""
        control = self.timing.control
        if level == COMFORT and self.is_vast and control.remaining < self._times / TIMES_A_SECOND:
            return False
        return self.known(level) < self.best.value(level) and not control.stopped

    def _ask_group(self, group: Group, level: str) -> None:
        """Bound a level of rotations or sessions; the comfort of rotations by each trainee alone."""
        if level in group.exact.bounds or level == FAIRNESS:
            return
        if level != COMFORT:
            group.solve(level, self.timing.solve)
        elif group.exact.scope.rotations and group.is_tight(COMFORT):
            self.ask_wishes(group)

    def ask_wishes(self, group: Group) -> None:
        """Bound what rotations pay for wishes, unless that is known."""
        rotations = group.relaxed[0] if group.relaxed else group.exact
        if COMFORT not in rotations.bounds:
            bound = self.timing.timed(COMFORT, partial(self._by_trainee, rotations))
            rotations.bound_by(COMFORT, bound, "what each trainee pays alone")

    def _by_trainee(self, part: PartSearch) -> int:
        levels = [*self._before(COMFORT), COMFORT]
        return bound_by_trainee(self.best.term, part.scope, levels, dict(part.values), self.timing.control)

    def _ask_meetings(self, level: str, *, quickly: bool) -> None:
        """Bound a level of the meetings, those before being proven."""
        part = self.meetings
        if part is None or self.best.plan is None or level in part.values:
            return
        if level == "coverage" == self.best.levels[0]:
            self._price_meetings(part, level)
        known = level in part.bounds and (quickly or self.is_vast)
        if known or self.known(level) >= self.best.value(level):
            return
        if level != COMFORT:
            self._hold_before(part, level)
            part.start_from(self.best.plan)
            self.timing.solve(part, level, part.bounds.get(level, 0))
        elif level not in part.bounds:
            bound = self.timing.timed(level, partial(self._bound_meeting_comfort, part))
            part.bound_by(level, bound, "prices on what mentors offer, in whole numbers")

    def _hold_before(self, part: PartSearch, level: str) -> None:
        """Hold the meetings at what they pay for the levels before one."""
        for before in self._before(level):
            if before not in part.values:
                part.values[before] = self._paid_by_meetings(part, before)
                part.hold(before, part.values[before])

    def _paid_by_meetings(self, part: PartSearch, level: str) -> int:
        """Return what the meetings of every best plan pay at a proven level: all that the rest need not."""
        return part.values.get(level, self.best.value(level) - self.known_of_groups(level))

    @cached_property
    def is_vast(self) -> bool:
        """Tell whether all meetings together, or all sessions, are too many to be solved in good time."""
        return self._times > VAST

    @cached_property
    def _times(self) -> int:
        """Occurrences and meeting times, each counted for each trainee."""
        term = self.best.term
        return sum(len(term.options_of(trainee)) for trainee in term.trainees)

    def _price_meetings(self, part: PartSearch, level: str) -> None:
        """Bound what meetings lack by prices: first in the weeks in which they do, then in all together."""
        plan, control = self.best.plan, self.timing.control
        if plan is None:
            return
        seconds = MEETINGS_SHARE * control.remaining
        if level not in part.bounds:
            weekly = partial(bound_weeks_lacking, self.best.term, plan, control, seconds)
            part.bound_by(level, self.timing.timed(level, weekly), f"{PRICES}, week by week")
        if self._priced_together or not self._is_open(level):
            return
        self._priced_together = True
        together = partial(bound_meeting_coverage, self.best.term, control, seconds)
        bound = self.timing.timed(level, together)
        if bound > part.bounds[level]:
            part.bound_by(level, bound, PRICES)

    def _bound_meeting_comfort(self, part: PartSearch) -> int:
        """Bound the comfort of meetings by patterns, those of the levels before being held."""
        before, control = self._before(COMFORT), self.timing.control
        if "coverage" not in before:
            return 0
        return bound_meetings(
            self.best.term,
            control,
            MEETINGS_SHARE * control.remaining,
            lacking=self._paid_by_meetings(part, "coverage"),
            curriculum="curriculum" in before and self._paid_by_meetings(part, "curriculum") == 0,
            above=self._paid_by_meetings(part, FAIRNESS) if FAIRNESS in before else None,
            enough=self.best.value(COMFORT) - self.known_of_groups(COMFORT),
        )

    # -- what everything at once shows ---------------------------------------------------------------------

    def noted(self, level: str) -> int:
        """Return the bound of a level that everything at once can begin with; 0 where it would not hold."""
        known = max(self.bounds.get(level, 0), self._known_apart(level))
        return known if self.proven_before(level) else 0

    def take_in(self, joint: PartSearch, level: str, noted: int) -> None:
        """Note what a search of everything has shown of a level, of which ``noted`` was known before."""
        shown, value = joint.bounds.get(level, 0), self.best.value(level)
        if shown > noted:
            bound = min(shown, value)
            self._note(level, bound, (Evidence(joint.name, bound, SOLVER),))
        elif self.apart is not None and noted:
            self._note(level, min(noted, value), self.apart.evidence(level))
        else:
            self.bounds[level] = min(noted, value)

    def _note(self, level: str, bound: int, evidence: tuple[Evidence, ...]) -> None:
        self.bounds[level], self.evidence[level] = bound, evidence
