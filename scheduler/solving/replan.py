"""Plans a published term again: as few people touched, and as little changed, as coverage allows.

Most of a published plan stays, so most of it need not be in a model. What the change of the term concerns is
opened first, then all faculty, then the trainees who lack something, then everybody, until the bound of
coverage is met. In the smallest such *ring* the fewest people are touched, and then the least is changed.

That a ring holds the best there is, is shown by what nobody outside can help: however many others gave up all
they have, those inside would still need as many more of the faculty (see `_least_faculty`).
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace

from constraints.catalogue import cost_of_shortfalls, hard_rules, missed_coverage, rules_off
from constraints.changed import changes_to
from constraints.scope import Scope
from inputs.faults import listed
from inputs.people import Trainee
from inputs.plan import Plan
from inputs.published import Published
from inputs.term import Term
from inputs.words import counted
from scheduler.model import Model
from scheduler.result import LevelResult, LevelStatus, Result
from scheduler.shortfalls import list_shortfalls
from scheduler.solving.conflicts import find_conflict
from scheduler.solving.neighbourhoods import Neighbourhoods
from scheduler.solving.part_search import PartSearch
from scheduler.solving.remnant import Remnant, find_remnant
from scheduler.solving.search import Control, Progress, minimize
from scheduler.verify import Verdict, verify

COVERAGE, STABILITY = "coverage", "stability"
NO_HISTORY = ("pins", "history", "promised_to_stay")
"""Rules that say nothing of what is past alone."""
PEOPLE, CHANGES = "people_touched", "changes_to_published"
SHARE = 0.5
"""Share of the time left that one solve may take while others wait."""
LATER_SHARE = 0.2
"""The same for a level after stability: a change should be answered soon."""
LATER_SECONDS = 5.0
DAYS_NEAR = 14
"""Days up to which something that lacks tells in which weeks people might be moved for it."""
OPTIONS_A_SECOND = 5000
"""Occurrences and meeting times, each for each trainee, that a model of everything takes in in a second."""
LARGE_RING = 20_000
"""Variables above which a ring is made steady a few people at a time, before it is searched as a whole."""
A_FEW = 8
"""Trainees who are opened together to see whether they can make room."""
MOST_WEEKS = 8
"""Weeks up to which sessions of everybody are opened in them."""
SECONDS_FOR_ONE = 10.0
"""The most that it may take to see what one more trainee would help."""
LONELY_SECONDS = 5.0
"""The most that a bound from people alone may take."""


@dataclass(frozen=True)
class Ring:
    """Whose decisions are open; None is everybody's."""

    name: str
    trainees: frozenset[str] | None
    faculty: frozenset[str] | None
    weeks: frozenset[int] | None = None
    """The weeks whose sessions are open, rotations being as they were; None is all, and rotations too."""
    topics: bool = True
    """Whether it is open what meetings are about; with many people that is most of a model."""

    def scope(self, term: Term) -> Scope:
        """Return the scope of the ring: everything that is about its people, in its weeks."""
        group = frozenset(activity.id for activity in term.activities if activity.format == "group")
        whole = Scope.whole(term)
        return replace(
            whole,
            topics=whole.topics if self.topics else group,
            trainees=self.trainees,
            faculty=self.faculty,
            weeks=self.weeks,
            rotations=self.weeks is None,
        )

    @property
    def is_whole(self) -> bool:
        """Tell whether everybody is in it."""
        return self.trainees is None and self.faculty is None and self.weeks is None


EVERYTHING = Ring("everything", None, None)


@dataclass
class Replanning:
    """The state of one run, for a term to which something was published."""

    term: Term
    published: Published
    control: Control
    only: Ring | None = None
    """The one ring to look at; nothing is then proven of other rings."""
    bound: int = 0
    """What no plan can go below at the level of coverage."""
    best: Plan | None = None
    verdict: Verdict | None = None
    bounds: dict[str, int] = field(default_factory=dict)
    seconds: dict[str, float] = field(default_factory=dict)
    impossible: bool = False
    conflict: tuple[str, ...] = ()
    reasons: dict[str, str] = field(default_factory=dict)
    _lonely: dict[Trainee, int] = field(default_factory=dict)
    _needed: dict[int, int] = field(default_factory=dict)

    def run(self) -> Result:
        """Answer first from a small ring, then prove that no larger one holds anything better."""
        remnant = find_remnant(self.term, self.published)
        if self._conflict_of_promises(remnant):
            return self._result()
        if self.term.levels[:2] != (COVERAGE, STABILITY):
            self._in_any_order(remnant)
            return self._result()
        rings = self._rings(remnant)
        familiar = max(self._carried(), self._published_cost())
        found = self._covered(rings, remnant, familiar)
        if found is not None:
            self._finish(*found, remnant)
        if self.only is None and (self.best is None or self._value(COVERAGE) > self.bound):
            self._look_everywhere(remnant, familiar)
        self.bounds[COVERAGE] = min(self.bound, self._value(COVERAGE))
        return self._result()

    def _look_everywhere(self, remnant: Remnant, familiar: int) -> None:
        """Open everything: for a bound, and for a better plan where that is wanted.

        Where no more lacks than when the plan was published, people are not moved for less to lack, unless
        the coordinator asks for it: what could be had is told.
        """
        if self.best is not None:
            self.bound = max(self.bound, self._lonely_bound(self.best))
            size = sum(len(self.term.options_of(trainee)) for trainee in self.term.trainees)
            if self._value(COVERAGE) <= self.bound or self.control.remaining < size / OPTIONS_A_SECOND:
                return
        search = self._search(EVERYTHING, remnant)
        self._solve(search, COVERAGE, self.bound)
        self.impossible = search.impossible
        self.bound = max(self.bound, search.bounds[COVERAGE])
        if search.plan is None:
            return
        lacking = search.values[COVERAGE]
        content = self.best is not None and self._value(COVERAGE) <= familiar
        if content and not self.published.improve:
            if lacking < self._value(COVERAGE):
                self.reasons[COVERAGE] = f"{lacking:,} if more people may be touched: --improve"
        elif self.best is None or lacking < self._value(COVERAGE):
            self._accept(search.plan)
            self._finish(EVERYTHING, search, remnant)

    def _in_any_order(self, remnant: Remnant) -> None:
        """Solve level after level with everything open, where the term orders them otherwise."""
        search = self._search(EVERYTHING, remnant)
        for level in self.term.levels:
            self._solve(search, level, 0)
            self.bounds[level] = search.bounds.get(level, 0)
        self.impossible = search.impossible
        if search.plan is not None:
            self._accept(search.plan)

    def _finish(self, ring: Ring, search: PartSearch, remnant: Remnant) -> None:
        self._keep_steady(search, remnant)
        if search.plan is None:
            return
        self._accept(search.plan)
        if ring.topics:
            self._improve_later(search)
        self._bound_stability(ring, search, remnant)

    def _value(self, level: str) -> int:
        return self.verdict.value(level) if self.verdict is not None else 0

    # -- coverage ------------------------------------------------------------------------------------------

    def _covered(self, rings: Iterator[Ring], remnant: Remnant, until: int) -> tuple[Ring, PartSearch] | None:
        """Return the first of some rings in which no more than ``until`` lacks, or the best of all.

        Nothing is returned where none is better than the best plan so far.
        """
        kept: tuple[Ring, PartSearch] | None = None
        for ring in rings:
            if self.control.stopped:
                break
            search = self._search(ring, remnant)
            self._solve(search, COVERAGE, max(0, self.bound - self._closed_cost(ring, remnant)))
            if search.plan is None:
                continue
            value = search.values[COVERAGE] + self._closed_cost(ring, remnant)
            if self.verdict is None or value < self._value(COVERAGE):
                self._accept(search.plan)
                kept = ring, search
            if value <= max(until, self.bound):
                break
        return kept

    def _published_cost(self) -> int:
        """Return what the trainees to whom something was published lacked, and what new ones lack alone."""
        if self.published.cost is None:
            return 0
        return self.published.cost + sum(self._alone(trainee) for trainee in self._new)

    @property
    def _new(self) -> list[Trainee]:
        return [trainee for trainee in self.term.trainees if trainee.id not in self.published.known]

    def _rings(self, remnant: Remnant) -> Iterator[Ring]:
        """Yield rings, the quickest to search first."""
        inner, concerned = _inner(remnant), frozenset(trainee.id for trainee in remnant.open)
        if self.only is not None:
            yield replace(self.only, trainees=concerned | (self.only.trainees or frozenset()))
            return
        concerning = self._weeks_concerned(remnant)
        weeks = frozenset(number + step for number in concerning for step in (-1, 0, 1))
        few = len(weeks) <= MOST_WEEKS and not self._new
        if few:
            if concerned and not verify(remnant.plan, self.term).violations:
                yield replace(inner, name="those concerned, in the weeks concerned", weeks=weeks)
            for more in self._a_few(remnant, weeks):
                yield Ring(f"those concerned and {A_FEW} more", concerned | more, None, weeks, topics=False)
            yield Ring("everybody in the weeks concerned", None, None, concerning, topics=False)
            yield Ring("everybody in those weeks and the ones beside", None, None, weeks, topics=False)
        yield inner
        costs = cost_of_shortfalls(self.best or Plan(), self.term)
        lacking = frozenset(trainee.id for trainee, cost in costs.items() if cost)
        if self.best is not None and lacking - concerned:
            yield Ring("those who lack something", concerned | lacking, None)

    def _a_few(self, remnant: Remnant, weeks: frozenset[int]) -> Iterator[frozenset[str]]:
        """Yield the others who are there in some weeks, a few at a time, if most are not concerned."""
        there = [
            trainee.id
            for trainee in self.term.trainees
            if trainee not in remnant.open
            and any(week.number in weeks for week in self.term.weeks_of_stay(trainee))
        ]
        for first in range(0, len(there), A_FEW) if len(remnant.open) <= 2 * A_FEW else ():
            yield frozenset(there[first : first + A_FEW])

    def _weeks_concerned(self, remnant: Remnant) -> frozenset[int]:
        """Return the weeks in which something changes, or lacks that did not lack before."""
        since, span = self.published.since, self.term.span
        changes = changes_to(remnant.plan, self.term)
        days = {change.date for change in changes}
        before = {violation.at for violation in missed_coverage(self.published.plan, self.term)}
        for violation in missed_coverage(remnant.plan, self.term):
            at = violation.at
            if at not in before and at.span is not None and at.span.days <= DAYS_NEAR:
                days |= {day for day in at.span if day >= since}
        return frozenset(self.term.week_of(day).number for day in days if day in span)

    def _search(self, ring: Ring, remnant: Remnant) -> PartSearch:
        given = None if ring.is_whole else remnant.plan
        if ring.weeks is not None and (self._new or verify(remnant.plan, self.term).violations):
            given = self.best or remnant.plan
        search = PartSearch(self.term, ring.scope(self.term), given, name=ring.name)
        search.start_from(self.best or remnant.plan)
        return search

    def _closed_cost(self, ring: Ring, remnant: Remnant) -> int:
        """Return what trainees outside a ring lack, which stays."""
        if ring.trainees is None:
            return 0
        costs = cost_of_shortfalls(remnant.plan, self.term)
        return sum(cost for trainee, cost in costs.items() if trainee.id not in ring.trainees)

    def _lonely_bound(self, plan: Plan) -> int:
        """Return what trainees lack at least, each alone in the term."""
        lacking = [trainee for trainee, cost in cost_of_shortfalls(plan, self.term).items() if cost]
        return sum(self._alone(trainee) for trainee in lacking)

    def _alone(self, trainee: Trainee) -> int:
        """Return what a trainee lacks at least, alone in the term; 0 where there is no time to find out."""
        if trainee not in self._lonely and not self.control.stopped:
            model = Model(self.term.with_only(trainee), _without_leads(self.term))
            price = model.price(COVERAGE)
            if not isinstance(price, int):
                price = minimize(model, price, self.control, seconds=LONELY_SECONDS, workers=1).bound
            self._lonely[trainee] = price
        return self._lonely.get(trainee, 0)

    def _carried(self) -> int:
        """Return what follows from the bound of the published version, and from who is new."""
        if self.published.bound is not None:
            bound = self.published.bound + sum(self._alone(trainee) for trainee in self._new)
            self.bound = max(self.bound, bound)
        return self.bound

    # -- stability -----------------------------------------------------------------------------------------

    def _keep_steady(self, search: PartSearch, remnant: Remnant) -> None:
        """Touch the fewest people, then change the least.

        A large ring that is not soon done is improved a few people at a time in between.
        """
        fewest = len(remnant.forced) * self.published.points_a_person(self.term)
        large = len(search.model.proto.proto.variables) > LARGE_RING
        seconds = (LATER_SHARE if large else SHARE) * self.control.remaining
        self._solve(search, PEOPLE, fewest, seconds)
        if large and not search.proven(PEOPLE):
            self._improve_steps(search, fewest + remnant.minimum)
            self._solve(search, PEOPLE, fewest, LATER_SHARE * self.control.remaining)
        self._solve(search, CHANGES, remnant.minimum)

    def _improve_steps(self, search: PartSearch, enough: int) -> None:
        """Touch fewer and change less, with a few decisions open at a time."""
        if search.plan is None or not search.complete(search.plan, [STABILITY], self.control):
            return
        began = self.control.seconds
        steps = Neighbourhoods(search, self.control)
        seconds = LATER_SHARE * self.control.remaining
        steps.improve({STABILITY: 1}, enough=enough, seconds=seconds, report=lambda _value, _bound: None)
        self.seconds[STABILITY] = self.seconds.get(STABILITY, 0.0) + self.control.seconds - began

    def _bound_stability(self, ring: Ring, search: PartSearch, remnant: Remnant) -> None:
        """Find out what every plan with the coverage reached pays at least for what it changes."""
        points = self.published.points_a_person(self.term)
        floor = len(remnant.forced) * points + remnant.minimum
        if ring.is_whole:
            bound = _paid_at_least(search, remnant, points)
        elif self.only is not None or self._value(STABILITY) <= floor:
            bound = floor
        else:
            bound = min(
                self._least_inside(ring, search, remnant, points), self._least_outside(remnant, points)
            )
        self.bounds[STABILITY] = min(bound, self._value(STABILITY))

    def _least_inside(self, ring: Ring, search: PartSearch, remnant: Remnant, points: int) -> int:
        """Return what plans with this coverage pay at least that touch no trainee besides those concerned.

        Where the plan came from another ring the one of those concerned is searched for it, and a better plan
        that is found there is kept.
        """
        inner = replace(_inner(remnant), topics=False)
        if ring.trainees == inner.trainees and ring.weeks is None:
            return _paid_at_least(search, remnant, points)
        search = self._search(inner, remnant)
        search.hold(COVERAGE, self._value(COVERAGE) - self._closed_cost(inner, remnant))
        self._solve(search, PEOPLE, len(remnant.forced) * points)
        if search.impossible:
            return self._value(STABILITY)
        people = search.bounds.get(PEOPLE, 0) // points * points
        if self._value(STABILITY) <= people + remnant.minimum:
            return self._value(STABILITY)
        if search.values.get(PEOPLE, 0) // points <= self._value(STABILITY) // points:
            self._solve(search, CHANGES, remnant.minimum)
        if search.plan is not None and search.plan.sessions:
            self._accept_better(search.plan)
        return _paid_at_least(search, remnant, points)

    def _least_outside(self, remnant: Remnant, points: int) -> int:
        """Return what plans with this coverage pay at least that touch trainees besides those concerned.

        Such a plan takes from ``others`` trainees what they lack less, so much more lacks inside, and
        whatever room they make, those inside still need faculty. Where that does not say enough for a single
        one, each is opened in turn.
        """
        forced = len(remnant.forced)
        outside = self._lacking_outside(remnant)
        budget = self._value(COVERAGE) - sum(outside.values())
        value = least = self._value(STABILITY)
        for others in range(1, value // points - forced + 1):
            if self.control.stopped:
                return forced * points + remnant.minimum
            slack = sum(self._best_gains(outside, others))
            lowest = self._with_others(remnant, budget + slack, others, points)
            if others == 1 and lowest < value:
                gains = {t: cost - self._alone(t) if cost else 0 for t, cost in outside.items()}
                lowest = min(
                    (self._with_one(remnant, one, budget + gain, points) for one, gain in gains.items()),
                    default=value,
                )
            least = min(least, lowest)
        return least

    def _lacking_outside(self, remnant: Remnant) -> dict[Trainee, int]:
        """Return the trainees whom the change does not concern and who have not left, and what each lacks."""
        costs = cost_of_shortfalls(self.best or Plan(), self.term)
        return {
            trainee: cost
            for trainee, cost in costs.items()
            if trainee not in remnant.open and trainee.stay.last_day >= self.published.since
        }

    def _with_others(self, remnant: Remnant, budget: int, others: int, points: int) -> int:
        """Return what is paid at least where so many trainees outside are touched."""
        needed = self._least_faculty(remnant, budget, self._value(STABILITY) // points)
        return (len(remnant.forced) + others + needed) * points + remnant.minimum

    def _with_one(self, remnant: Remnant, trainee: Trainee, budget: int, points: int) -> int:
        """Return what is paid at least where only this trainee outside is touched; a better plan is kept."""
        lowest = self._with_others(remnant, budget, 1, points)
        value = self._value(STABILITY)
        if lowest >= value or self.control.stopped:
            return lowest
        ring = Ring("one more", frozenset(one.id for one in remnant.open | {trainee}), None, topics=False)
        search = self._search(ring, remnant)
        search.hold(COVERAGE, self._value(COVERAGE) - self._closed_cost(ring, remnant))
        price = search.model.price(STABILITY)
        outcome = minimize(search.model, price, self.control, seconds=SECONDS_FOR_ONE)
        if outcome.status == "infeasible":
            return value
        if outcome.found and outcome.value < value:
            search.take(outcome.values)
            self._accept(search.plan)
        return max(lowest, outcome.bound)

    def _best_gains(self, outside: Mapping[Trainee, int], number: int) -> list[int]:
        """Return by how much at most so many trainees could lack less, those who could gain most."""
        gains: list[int] = []
        for trainee in sorted(outside, key=lambda trainee: -outside[trainee]):
            if len(gains) >= number and sorted(gains, reverse=True)[number - 1] >= outside[trainee]:
                break
            gains.append(outside[trainee] - self._alone(trainee) if outside[trainee] else 0)
        return sorted(gains, reverse=True)[:number]

    def _least_faculty(self, remnant: Remnant, budget: int, enough: int) -> int:
        """Return how many more of the faculty those concerned need, if nobody else were there.

        They may lack ``budget`` points in all.
        """
        if budget not in self._needed:
            inside = tuple(trainee for trainee in self.term.trainees if trainee in remnant.open)
            term = self.term.with_only(*inside)
            model = Model(term, replace(Scope.whole(term), topics=frozenset()))
            price = model.price(COVERAGE)
            model.proto.add(price <= budget)
            touched = model.x.changes.touched if model.x.changes is not None else {}
            more = [
                literal
                for who, literal in touched.items()
                if who not in remnant.forced and not isinstance(who, Trainee)
            ]
            seconds = SHARE * self.control.remaining
            outcome = minimize(model, sum(more), self.control, seconds=seconds) if more else None
            self._needed[budget] = outcome.bound if outcome else 0
        return min(enough, self._needed[budget])

    # -- what comes after ----------------------------------------------------------------------------------

    def _improve_later(self, search: PartSearch) -> None:
        """Improve the levels after stability in what is open already."""
        for level in self.term.levels[2:]:
            if self.control.stopped or search.plan is None:
                return
            seconds = min(LATER_SECONDS, LATER_SHARE * self.control.remaining)
            self._solve(search, level, 0, seconds)
        self._accept(search.plan)

    # -- bookkeeping ---------------------------------------------------------------------------------------

    def _solve(self, search: PartSearch, level: str, enough: int, seconds: float | None = None) -> None:
        began = self.control.seconds

        def report(value: int | None, bound: int) -> None:
            self.control.report(Progress(level, search.name, value, bound, self.control.seconds))

        limit = SHARE * self.control.remaining if seconds is None else seconds
        search.solve(level, self.control, seconds=limit, enough=enough, report=report)
        name = STABILITY if level in (PEOPLE, CHANGES) else level
        self.seconds[name] = self.seconds.get(name, 0.0) + self.control.seconds - began

    def _accept(self, plan: Plan | None) -> Verdict:
        """Verify a plan, and keep it where it is better."""
        verdict = verify(plan or Plan(), self.term)
        if verdict.violations:
            message = "a plan breaks a rule: " + " ".join(violation.text for violation in verdict.violations)
            raise RuntimeError(message)
        prices = self._prices(verdict)
        if plan is not None and (self.verdict is None or prices <= self._prices(self.verdict)):
            self.best, self.verdict = plan, verdict
            self.control.found(dict(zip(self.term.levels, prices, strict=True)), self.control.seconds)
        return verdict

    def _accept_better(self, plan: Plan) -> None:
        """Keep a plan of a search that held no later level, where it pays less for what it changes."""
        if verify(plan, self.term).value(STABILITY) < self._value(STABILITY):
            self._accept(plan)

    def _prices(self, verdict: Verdict) -> tuple[int, ...]:
        return tuple(verdict.value(level) for level in self.term.levels)

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
            return (
                replace(result, status="impossible", conflict=self._conflict()) if self.impossible else result
            )
        levels: list[LevelResult] = []
        proven = True
        for level in self.term.levels:
            value, bound = self.verdict.value(level), self.bounds.get(level, 0)
            if bound > value:
                message = f"a plan pays {value} at level {level}, below its bound {bound}"
                raise RuntimeError(message)
            proven = proven and value == bound
            status: LevelStatus = "optimal" if proven else "feasible"
            seconds = round(self.seconds.get(level, 0.0), 3)
            parts = dict(self.verdict.prices[level])
            words = self._words(parts, bound) if level == STABILITY else ""
            reason = self.reasons.get(level, "")
            levels.append(LevelResult(level, status, value, bound, seconds, parts, reason, words))
        return replace(
            result,
            status="optimal" if proven else "feasible",
            plan=self.best,
            levels=tuple(levels),
            shortfalls=list_shortfalls(self.best, self.term, self.verdict),
        )

    def _words(self, parts: Mapping[str, int], bound: int) -> str:
        """Return what the value of stability means."""
        points = self.published.points_a_person(self.term)
        people, changes = parts.get(PEOPLE, 0) // points, changes_to(self.best or Plan(), self.term)
        number = sum(1 for change in changes if change.amount)
        touched = f"{counted(people, 'person', 'people')} touched, {counted(number, 'change')}"
        least = bound // points
        return (
            touched
            if least >= people
            else f"{touched}; at least {counted(least, 'person', 'people')} in any plan"
        )

    def _conflict_of_promises(self, remnant: Remnant) -> bool:
        """Tell whether more people are touched in every plan than the promises allow."""
        kept, most = self.published.kept, self.published.touch_at_most
        changes = changes_to(remnant.plan, self.term)
        for change in changes:
            for person in change.people:
                if person.id in kept:
                    self.conflict += (f"{person} is to be kept, but {change.what}: in every plan.",)
        if most is not None and len(remnant.forced) > most:
            names = listed(sorted(str(person) for person in remnant.forced))
            self.conflict += (f"Only {most} may be touched, but in every plan these are: {names}.",)
        self.impossible = bool(self.conflict)
        return self.impossible

    def _conflict(self) -> tuple[str, ...]:
        """Return in words what cannot hold together: promises, what is past, or pins."""
        past = [
            violation.text
            for rule in hard_rules(self.term)
            if self.conflict == () and rule.name not in NO_HISTORY
            for violation in rule.verify(_past_of(self.published), self.term)
            if violation.at.span is None or violation.at.span.start < self.published.since
        ]
        told = tuple(f"What is past breaks a rule of the term as it is now: {text}" for text in past)
        return self.conflict or told or find_conflict(self.term, self.control)


def _past_of(published: Published) -> Plan:
    """Return what lies before the day of replanning, and the rotations that have begun then."""
    plan, since = published.plan, published.since
    return Plan(
        tuple(row for row in plan.rotations if row.span.start < since),
        tuple(row for row in plan.rounds if row.week.monday < since),
        tuple(row for row in plan.sessions if row.period.date < since),
    )


def _inner(remnant: Remnant) -> Ring:
    """Return the ring of those concerned, whole stays, and all faculty."""
    return Ring("those concerned and faculty", frozenset(trainee.id for trainee in remnant.open), None)


def _paid_at_least(search: PartSearch, remnant: Remnant, points: int) -> int:
    """Return what a search has shown of the people touched and of what changes."""
    people = max(search.bounds.get(PEOPLE, 0) // points, len(remnant.forced)) * points
    changes = search.bounds.get(CHANGES, 0) if search.proven(PEOPLE) else 0
    return people + max(changes, remnant.minimum)


def _without_leads(term: Term) -> Scope:
    return Scope(rotations=True, attends=frozenset(term.activity_by_id), mentors=True)


def replan_around(term: Term, control: Control, trainees: Collection[Trainee]) -> Result:
    """Return the best plan found in which no trainee is touched but some, and those a change concerns.

    No bound of coverage goes beyond that. Raises as `replan` does.
    """
    if term.published is None:
        raise ValueError("nothing was published to this term")
    ring = Ring("a few people", frozenset(trainee.id for trainee in trainees), None)
    return Replanning(term, term.published, control, only=ring).run()


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
    if term.published is None:
        raise ValueError("nothing was published to this term")
    return Replanning(term, term.published, control).run()
