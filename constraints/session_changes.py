"""Which sessions a model changes: when, where and with whom trainees have what is owed in a window."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from constraints.wanted import option_of
from inputs.people import Faculty, Trainee
from inputs.plan import Session
from inputs.programme import MeetingTime, Occurrence

if TYPE_CHECKING:
    from constraints.change_literals import ChangeLiterals, Person
    from inputs.days import Span
    from inputs.programme import Activity, Option

Literal = Any


class SessionChanges:
    """Counts what becomes of the sessions of each window."""

    def __init__(self, changes: ChangeLiterals) -> None:
        self.changes = changes
        self.x = changes.x
        self.term = changes.term
        self.published = changes.published
        self._spans: dict[Trainee, dict[Activity, list[Span]]] = {}
        self._starts: dict[tuple[str, str, date], date] = {}

    def _published_windows(self, trainee: Trainee) -> dict[tuple[str, date], list[Session]]:
        """Return the sessions of a trainee that may change, by what each is owed for."""
        was: dict[tuple[str, date], list[Session]] = {}
        for session in self.published.plan.sessions_of(trainee):
            if session.period.date >= self.published.since and self.x.knows(session.activity):
                key = self._key(trainee, session.activity, session.period.date)
                was.setdefault(key, []).append(session)
        return was

    def post_company(self, trainee: Trainee) -> None:
        """Count the sessions of somebody who is not open that others may lead than was published."""
        if trainee not in self.published.trainees:
            return
        for key, was in self._published_windows(trainee).items():
            if any(self._may_change_lead(trainee, session) for session in was):
                self._post_window(trainee, key, was, [])

    def _may_change_lead(self, trainee: Trainee, session: Session) -> bool:
        """Tell whether it is open who leads a session that a trainee has all the same."""
        option = option_of(session, self.term)
        if not isinstance(option, Occurrence) or not self.x.covers_leads(option.activity):
            return False
        if self.x.attends(trainee, option) is not self.x.yes:
            return False
        stays = self._lead_stays(trainee, option, session.faculty)
        return any(map(self.changes.is_open, stays))

    def post(self, trainee: Trainee) -> None:
        """Count what becomes of the windows of somebody who is open."""
        x, since = self.x, self.published.since
        was = self._published_windows(trainee)
        options: dict[tuple[str, date], list[tuple[Option, Literal]]] = {key: [] for key in was}
        for option, literal in x.attended(trainee).items():
            if option.date >= since:
                key = self._key(trainee, option.activity, option.date)
                options.setdefault(key, []).append((option, literal))
        for key, there in options.items():
            self._post_window(trainee, key, was.get(key, []), there)

    def _key(self, trainee: Trainee, activity: Activity, day: date) -> tuple[str, date]:
        """Return what a session is owed for: its activity, and the first day of the window."""
        key = (trainee.id, activity.id, day)
        if key not in self._starts:
            self._starts[key] = self._start(trainee, activity, day)
        return activity.id, self._starts[key]

    def _start(self, trainee: Trainee, activity: Activity, day: date) -> date:
        if activity.cadence == "rotation_end":
            return self.term.week_of(day).monday if day in self.term.span else day
        return next((span.start for span in self._windows(trainee, activity) if day in span), day)

    def _windows(self, trainee: Trainee, activity: Activity) -> list[Span]:
        if trainee not in self._spans:
            spans = self._spans[trainee] = {}
            for window in self.term.windows_of(trainee):
                spans.setdefault(window.activity, []).append(window.span)
        return self._spans[trainee].get(activity, [])

    def _post_window(
        self,
        trainee: Trainee,
        window: tuple[str, date],
        was: list[Session],
        options: list[tuple[Option, Literal]],
    ) -> None:
        """Count what becomes of a window: with sessions published in it, whether just these stay."""
        x, (activity, start) = self.x, window
        has_one = self._has_one_at_most(activity)
        promised = trainee in self.published.trainees
        people: list[Person] = [trainee] if promised else []
        published = [(session, option_of(session, self.term)) for session in was]
        there = {option for _, option in published}
        others = [pair for pair in options if pair[0] not in there] if there else options
        with_mentor: dict[Faculty, list[Literal]] = {}
        for other, literal in others:
            if isinstance(other, MeetingTime):
                with_mentor.setdefault(other.mentor, []).append(literal)
        for mentor, literals in with_mentor.items():
            self.changes.imply(literals, self.changes.who(mentor), one_at_most=has_one)
        kept: list[Literal] = []
        for session, option in published:
            attends = x.attends(trainee, option) if option is not None else 0
            kept.append(attends)
            if session.is_meeting and session.faculty:
                self.changes.touch_unless(session.faculty, attends)
            if isinstance(option, Occurrence) and x.covers_leads(option.activity):
                kept += self._lead_stays(trainee, option, session.faculty)
        if not promised or not (others or any(literal is not x.yes for literal in kept)):
            return
        changed = self.changes.unless(*kept)
        if not was or len(was) > 1 or not has_one:
            self.changes.imply([literal for _, literal in others], changed, one_at_most=has_one)
        day = min((session.period.date for session in was), default=max(self.published.since, start))
        self.changes.count(day, changed, people)

    def _has_one_at_most(self, activity: str) -> bool:
        """Tell whether a window of an activity has one session at most, whatever is decided."""
        ends = self.term.activity_by_id[activity].cadence == "rotation_end"  # as many as rotations end then
        return not ends and self.x.counts_on("only_what_is_owed")

    def _lead_stays(self, trainee: Trainee, occurrence: Occurrence, lead: Faculty | None) -> list[Literal]:
        """Return what is true when an occurrence keeps its lead for a trainee."""
        leads = self.x.leads_for(trainee, occurrence)
        if lead is not None:
            return [leads.get(lead, 0)]
        return [literal.negated() for literal in leads.values()]
