"""The answer to a scenario: what its plan loses and mends, and whom it touches, against what was before."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Literal

from constraints.changed import changes_to
from inputs.days import Period, Span
from inputs.faults import listed
from inputs.people import Trainee
from inputs.plan import Plan, Shortfall
from inputs.programme import Activity
from inputs.published import Published
from inputs.supposed.supposing import Supposed
from inputs.term import COVERAGE, STABILITY, Term
from scheduler.comparing.appointments import Appointment, Side, main_mentor_of
from scheduler.comparing.changes import Change, PersonChanges, find_changes
from scheduler.comparing.promised import promises_among
from scheduler.comparing.still_owed import is_still_owed
from scheduler.comparing.words import UNTOUCHING
from scheduler.outputs.board.words import count
from scheduler.outputs.round_leads import LedOnDays
from scheduler.result import LevelResult, Result
from scheduler.scenarios.limits import Limit, find_limits
from scheduler.scenarios.losses import find_told, find_worse
from scheduler.store.past_leads import leads_before

MOST_NAMED = 4
"""Trainees, or activities, of which a note tells by name."""

Verdict = Literal["yes", "no", "impossible", "unknown"]


@dataclass(frozen=True)
class Start:
    """The plan that answers are held against, and what it is called."""

    plan: Plan
    term: Term
    shortfalls: tuple[Shortfall, ...]
    name: str
    led: LedOnDays = field(default_factory=dict)
    """Who led the rounds of single days."""


@dataclass(frozen=True)
class Points:
    """Points of coverage: before, now, and the fewest that any plan can lack."""

    before: int = 0
    now: int = 0
    least: int = 0

    @property
    def proven(self) -> bool:
        """Tell whether no plan lacks fewer points."""
        return self.now <= self.least

    @property
    def surely_lost(self) -> bool:
        """Tell whether every plan lacks more points than before."""
        return self.least > self.before


@dataclass(frozen=True)
class Touched:
    """How many people are touched, and how much changes; ``least`` people in any plan that gives as much."""

    people: int = 0
    changes: int = 0
    """Of what was published; each counts once, however many people it touches."""
    least: int = 0
    proven: bool = False
    """Whether no plan that gives as much touches fewer people, or as many with fewer changes."""
    more: int = 0
    """What comes in addition, for those to whom nothing was promised: it touches their mentors."""


@dataclass(frozen=True)
class Answer:
    """What came of a scenario; without a plan only the verdict, and what cannot hold together."""

    supposed: Supposed
    verdict: Verdict
    term: Term
    lost: tuple[Shortfall, ...] = ()
    """What is not given, and was given before or is owed to somebody who comes."""
    mended: tuple[Shortfall, ...] = ()
    """What was not given before, and is now."""
    points: Points = field(default_factory=Points)
    touched: Touched = field(default_factory=Touched)
    moved: tuple[PersonChanges, ...] = ()
    """Whose published sessions change, and how."""
    shortfalls: tuple[Shortfall, ...] = ()
    """All that is not given in the plan that is told of."""
    limits: tuple[Limit, ...] = ()
    notes: tuple[str, ...] = ()
    conflict: tuple[str, ...] = ()
    interrupted: bool = False

    @property
    def name(self) -> str:
        """What the scenario is called; where nobody named it, what is supposed."""
        scenario = self.supposed.scenario
        return scenario.name if scenario.named else "; ".join(self.supposed.words)

    @property
    def known(self) -> Verdict:
        """The verdict as far as it is proven: what is lost in one plan is perhaps not lost in all."""
        return "unknown" if self.verdict == "no" and not self.points.surely_lost else self.verdict

    @property
    def is_of_published(self) -> bool:
        """Tell whether the plan that people know was published, and not made only to hold answers against."""
        return self.term.published is not None and self.term.published.version > 0


def find_answer(
    supposed: Supposed,
    term: Term,
    result: Result,
    start: Start,
    before: Sequence[Shortfall],
    tables: Term | None = None,
) -> Answer:
    """Return the answer that a plan of the supposed term gives: one in which nobody loses anything, if any.

    Parameters
    ----------
    supposed
        The scenario.
    term
        Its term, bound to the plan of ``start``.
    result
        What solving it came to.
    start
        The plan that people know.
    before
        What was lacking before: in the plan of ``start``, or in one for the term as its tables are now; with
        the points that it costs in the term of the scenario.
    tables
        The term as its tables are now, where they are not as they were published.
    """
    answer = Answer(
        supposed, "unknown", term, interrupted=result.interrupted,
        conflict=result.conflict,
    )  # fmt: skip
    published = term.published
    if result.plan is None or published is None:
        return replace(answer, verdict="impossible") if result.status == "impossible" else answer
    there = [s for s in before if s.trainee is None or s.trainee.id in term.trainee_by_id]
    told = find_told(result, result.plan, term, there)
    plan = told.plan
    known = start.term.trainee_by_id
    lost = tuple(
        sorted(find_worse(there, told.shortfalls), key=lambda s: s.trainee is None or s.trainee.id in known)
    )
    coverage = told.levels.get(COVERAGE, LevelResult(COVERAGE, "skipped"))
    cost = sum(shortfall.cost for shortfall in there)
    return replace(
        answer,
        verdict="no" if lost else "yes",
        lost=lost,
        mended=tuple(s for s in find_worse(told.shortfalls, there) if is_still_owed(s, term)),
        points=Points(cost, coverage.value, coverage.bound),
        touched=_touched(plan, term, told.levels.get(STABILITY)),
        shortfalls=told.shortfalls,
        moved=tuple(_moved(start, plan, term, published)),
        limits=find_limits(lost, term),
        notes=(
            *_notes(supposed, plan, published),
            *_impossible_now(start, tables or start.term, term, published.since),
            *_better(coverage),
        ),
    )


def _touched(plan: Plan, term: Term, stability: LevelResult | None) -> Touched:
    changes = changes_to(plan, term)
    people = {person for change in changes for person in change.people}
    number = promises_among(changes)
    more = len(changes) - number
    if stability is None or term.published is None:
        return Touched(len(people), number, more=more)
    least = stability.bound // term.published.points_a_person(term)
    proven = stability.value <= stability.bound
    return Touched(len(people), number, min(least, len(people)), proven, more)


def _moved(start: Start, plan: Plan, term: Term, published: Published) -> Iterator[PersonChanges]:
    """Yield what changes for those to whom something was promised, from the day on that may change."""
    since = published.since
    known = {*(trainee.id for trainee in published.trainees), *start.term.faculty_by_id}
    there = {*term.trainee_by_id, *term.faculty_by_id}
    old = Side(start.plan, start.term, start.led)
    new = Side(plan, term, leads_before(plan, term, old.leads, since))
    idle = {main_mentor_of(trainee) for trainee in _without_promise(start.term, term, published)}
    for person in find_changes(old, new):
        changes = tuple(
            change
            for change in person.changes
            if _counts(change, since) and change.appointment.about not in idle
        )
        if changes and person.id in known and person.id in there:
            yield replace(person, changes=changes)


def _without_promise(old: Term, term: Term, published: Published) -> Iterator[Trainee]:
    """Yield those whose main mentor was promised to nobody, or is past: another one touches nobody."""
    for trainee in {**old.trainee_by_id, **term.trainee_by_id}.values():
        promised = trainee in published.trainees or trainee.id not in term.trainee_by_id
        if not (promised and _stays(trainee, published.since)):
            yield trainee


def _counts(change: Change, since: date) -> bool:
    """Tell whether a change touches somebody: not what is past, nor another topic, nor when rounds are."""
    sides = [side for side in (change.was, change.now) if side is not None]
    return not UNTOUCHING.issuperset(change.kinds) and any(_last_day(side) >= since for side in sides)


def _last_day(appointment: Appointment) -> date:
    match appointment.when:
        case Period(date=day):
            return day
        case Span() as span:
            return span.last_day
        case _:
            return date.max


def _notes(supposed: Supposed, plan: Plan, published: Published) -> Iterator[str]:
    """Yield what the coordinator has to think of besides: answers choose no main mentors anew."""
    for who in supposed.gone:
        mentees = [row.trainee for row in plan.mentorships if row.mentor == who]
        if names := [trainee.name for trainee in mentees if _stays(trainee, published.since)]:
            yield f"{who} stays main mentor of {listed(sorted(names))} on paper: find another."
    lacking = [
        trainee.name
        for trainee in published.plan.main_mentors
        if trainee not in plan.main_mentors and _stays(trainee, published.since)
    ]
    if lacking:
        yield f"{listed(sorted(lacking))} {'has' if len(lacking) == 1 else 'have'} no main mentor then."


def _impossible_now(start: Start, tables: Term, term: Term, since: date) -> Iterator[str]:
    """Yield what people had and is owed no more, as it cannot take place: nobody counts that as a loss."""
    who: dict[Activity, list[str]] = {}
    for trainee in term.trainees:
        before = tables.trainee_by_id.get(trainee.id)
        if before is None or before.stay != trainee.stay:
            continue
        owed = {(window.activity.id, window.span) for window in term.windows_of(trainee)}
        had = [
            (session.activity.id, session.period.date)
            for session in start.plan.sessions
            if session.trainee.id == trainee.id and session.period.date >= since
        ]
        for window in tables.windows_of(before):
            key = window.activity.id, window.span
            if key not in owed and any(item == key[0] and day in window.span for item, day in had):
                who.setdefault(window.activity, []).append(trainee.name)
    if len(who) > MOST_NAMED:
        times = sum(map(len, who.values()))
        yield (
            f"{count(len(who), 'activity', 'activities')} cannot be given any more to some who had them, "
            f"{times} times in all, so they are not owed: that is no loss here."
        )
        return
    for activity, names in who.items():
        people = sorted(set(names))
        few = listed(people) if len(people) <= MOST_NAMED else count(len(people), "trainee")
        times_in_all = "" if len(names) == 1 else f", {len(names)} times in all"
        given = f"{activity} cannot be given to {few} any more{times_in_all}"
        yield f"{given}, so it is not owed: that is no loss here."


def _better(coverage: LevelResult) -> Iterator[str]:
    """Yield what could be had if people were touched for it, who are left in peace."""
    if coverage.reason:
        yield f"{count(coverage.value, 'point')} are lacking in all; {coverage.reason}."


def _stays(trainee: Trainee, since: date) -> bool:
    return trainee.stay.last_day >= since
