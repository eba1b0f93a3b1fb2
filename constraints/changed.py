"""What a plan changes of the published one: read off the two plans, without the solver.

A thing is a session that is owed, who leads an occurrence or a week's rounds, a rotation on a service, or who
is main mentor. It changes when its time, its place or its company does: for a trainee the lead (of a session
or of the daily rounds) or mentor, for a mentor the trainee; not who else attends, and not the topic. To
trainees to whom nothing was published nothing was promised; their things count for the faculty alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from inputs.days import say_day
from inputs.faults import listed
from inputs.people import Faculty, Trainee

if TYPE_CHECKING:
    from inputs.days import Period, Span, Week
    from inputs.people import Room
    from inputs.plan import Plan, Session
    from inputs.programme import Activity, Service
    from inputs.published import Published
    from inputs.term import Term

Person = Trainee | Faculty


@dataclass(frozen=True)
class Changed:
    """One thing that is not as published: what it is, whom it touches, and how much it counts.

    ``amount`` is 0 where nothing was promised to its trainee. ``idle`` tells of a lead that he or she leads
    nothing only because nobody is there, or nobody of those for whom it was: the term would still allow it.
    """

    what: str
    people: frozenset[Person]
    amount: int
    trainee: Trainee | None
    item: str
    date: date
    idle: bool = False


def changes_to(plan: Plan, term: Term) -> tuple[Changed, ...]:
    """Return what a plan changes of what was published to the term; nothing where nothing was published."""
    if term.published is None:
        return ()
    key = "changes", term
    if key not in plan.memo:
        comparison = _Comparison(plan, term.published, term)
        plan.memo[key] = (
            *comparison.lost(),
            *comparison.sessions(),
            *comparison.leads(),
            *comparison.rotations(),
            *comparison.rounds(),
            *comparison.mentors(),
        )
    changes: tuple[Changed, ...] = plan.memo[key]
    return changes


@dataclass(frozen=True)
class _Comparison:
    plan: Plan
    published: Published
    term: Term

    def _changed(
        self, what: str, people: set[Person], trainee: Trainee | None, item: str, day: date, promised: bool
    ) -> Changed:
        amount = self.published.weight(day) if promised else 0
        return Changed(what, frozenset(people), amount, trainee, item, day)

    def lost(self) -> Iterator[Changed]:
        for row in self.published.lost:
            trainee = row.who if isinstance(row.who, Trainee) else None
            yield self._changed(
                f"{row.who} has no {row.what} any more", {row.who}, trainee, "", row.date, True
            )

    def sessions(self) -> Iterator[Changed]:
        for trainee in self.term.trainees:
            if self.plan.sessions_of(trainee) == self.published.plan.sessions_of(trainee):
                continue
            spans: dict[str, list[Span]] = {}
            for window in self.term.windows_of(trainee):
                spans.setdefault(window.activity.id, []).append(window.span)
            before = self._by_window(trainee, self.published.plan, spans)
            after = self._by_window(trainee, self.plan, spans)
            promised = trainee in self.published.trainees
            for key in sorted({*before, *after}):
                was, now = before.get(key, {}), after.get(key, {})
                if was.keys() == now.keys():
                    continue
                different = {fact for fact in {**was, **now} if fact not in was or fact not in now}
                people: set[Person] = {trainee} if promised else set()
                sessions = [{**was, **now}[fact] for fact in different]
                people |= {s.faculty for s in sessions if s.is_meeting and s.faculty}
                dates = [session.period.date for session in was.values()]
                day = min(dates, default=max(self.published.since, key[1]))
                activity = sessions[0].activity
                what = f"{trainee} has {_said(activity, was, now)}"
                yield self._changed(what, people, trainee, activity.id, day, promised)

    def _by_window(
        self, trainee: Trainee, plan: Plan, spans: dict[str, list[Span]]
    ) -> dict[tuple[str, date], dict[object, Session]]:
        """Return the sessions of a trainee that may change, by the window that each is owed in."""
        found: dict[tuple[str, date], dict[object, Session]] = {}
        for session in plan.sessions_of(trainee):
            if session.period.date >= self.published.since:
                key = session.activity.id, self._window(session, spans)
                fact = (session.period, session.room, session.faculty)
                found.setdefault(key, {})[fact] = session
        return found

    def _window(self, session: Session, spans: dict[str, list[Span]]) -> date:
        day = session.period.date
        if session.activity.cadence == "rotation_end":
            return self.term.week_of(day).monday if day in self.term.span else day
        return next((span.start for span in spans.get(session.activity.id, ()) if day in span), day)

    def leads(self) -> Iterator[Changed]:
        was = {key: set(leads) for key, leads in self.published.session_leads.items()}
        now = _leads(self.plan)
        for key in {**was, **now}:
            activity, period, _ = key
            before, after = was.get(key, set()), now.get(key, set())
            if before != after and period.date >= self.published.since:
                people: set[Person] = {*(before ^ after)}
                what = f"{activity} on {period} is led by {_names(after)}"
                change = self._changed(what, people, None, activity.id, period.date, True)
                occurrence = self.term.occurrence_at(*key)
                leads = self.term.session_leads(occurrence) if occurrence is not None else ()
                may = not (before - after).isdisjoint(leads)
                yield replace(change, idle=after <= before and may)

    def rotations(self) -> Iterator[Changed]:
        since = self.published.since
        for trainee in self.term.trainees:
            if trainee not in self.published.trainees:
                continue
            was = _spans(self.published.plan, trainee)
            now = _spans(self.plan, trainee)
            for service in {**was, **now}:
                before, after = was.get(service, set()), now.get(service, set())
                still_to_come = {span for span in after if span.last_day >= since}
                if still_to_come == {span for span in before if span.last_day >= since}:
                    continue
                what = f"{trainee} has another rotation on {service}"
                for span in [min(before)] if before else sorted(still_to_come):
                    day = max(since, span.start)
                    yield self._changed(what, {trainee}, trainee, service.id, day, True)

    def rounds(self) -> Iterator[Changed]:
        was, now = _round_leads(self.published.plan), _round_leads(self.plan)
        for key in {**was, **now}:
            service, week = key
            before, after = was.get(key, set()), now.get(key, set())
            if before != after and self.published.has_rounds_left(self.term, week):
                people: set[Person] = {*(before ^ after)}
                there = {
                    row.trainee for row in self.plan.rotations if row.service == service and row.covers(week)
                }
                people |= there.intersection(self.published.team_of_rounds(self.term, service, week))
                what = f"the rounds of {service} in {week} are led by {_names(after)}"
                day = max(self.published.since, week.monday)
                change = self._changed(what, people, None, service.id, day, True)
                may = not before.isdisjoint(self.term.round_leads(service, week))
                yield replace(change, idle=not after and may)

    def mentors(self) -> Iterator[Changed]:
        since = self.published.since
        for trainee in self.term.trainees:
            if trainee not in self.published.trainees or trainee.stay.last_day < since:
                continue
            was = set(self.published.plan.main_mentors.get(trainee, ()))
            now = set(self.plan.main_mentors.get(trainee, ()))
            if was != now:
                people: set[Person] = {trainee, *(was ^ now)}
                what = f"{trainee} has another main mentor"
                day = max(since, trainee.stay.start)
                yield self._changed(what, people, trainee, "", day, True)


def _spans(plan: Plan, trainee: Trainee) -> dict[Service, set[Span]]:
    found: dict[Service, set[Span]] = {}
    for rotation in plan.rotations_of(trainee):
        found.setdefault(rotation.service, set()).add(rotation.span)
    return found


def _leads(plan: Plan) -> dict[tuple[Activity, Period, Room | None], set[Faculty]]:
    """Return who leads what is attended: several may, each some trainees, where the term lets them."""
    return {key: {s.faculty for s in company if s.faculty} for key, company in plan.company.items()}


def _round_leads(plan: Plan) -> dict[tuple[Service, Week], set[Faculty]]:
    """Return who leads the rounds of each service and week: several may where the term lets them."""
    found: dict[tuple[Service, Week], set[Faculty]] = {}
    for row in plan.rounds:
        found.setdefault((row.service, row.week), set()).add(row.lead)
    return found


def _names(leads: set[Faculty]) -> str:
    return listed(sorted(lead.name for lead in leads)) or "nobody"


def _said(activity: Activity, was: dict[object, Session], now: dict[object, Session]) -> str:
    """Return what a trainee has instead; where time and place are as before, who leads or mentors it."""
    before, after = ({(s.period, s.room) for s in sessions.values()} for sessions in (was, now))
    if before != after or len(now) > 1:
        return f"another {activity} {_around(was, now)}"
    (session,) = now.values()
    who = f"with {session.faculty}" if session.is_meeting else f"led by {session.faculty or 'nobody'}"
    return f"{activity} on {session.period} {who}"


def _around(was: dict[object, Session], now: dict[object, Session]) -> str:
    before = min((s.period for s in was.values()), default=None)
    after = min((s.period for s in now.values()), default=None)
    if before is None or after is None:
        return f"on {after}" if after else f"instead of that on {before}"
    return f"on {after}" if before.date == after.date else f"on {after} instead of {say_day(before.date)}"
