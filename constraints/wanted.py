"""What a plan says of each decision, to be looked up."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from inputs.days import Span, Week
from inputs.people import Faculty, Trainee
from inputs.plan import Plan, Session
from inputs.programme import Activity, MeetingTime, Option, Service

if TYPE_CHECKING:
    from inputs.term import Term


@dataclass(frozen=True)
class Wanted:
    """What a plan says of each decision, as sets to look it up in."""

    rotations: set[tuple[Trainee, Service, Span]]
    attendances: set[tuple[Trainee, Option | Session]]
    leads: set[tuple[Option | Session, Faculty]]
    led_by: dict[tuple[Trainee, Option | Session], Faculty | None]
    led_for_some: set[Option | Session]
    """What has a lead for some and none for others: decisions say it only where each has an own lead."""
    rounds: set[tuple[Service, Week, Faculty]]
    mentors: set[tuple[Trainee, Faculty]]
    topics: set[tuple[Option | Session, str]]
    attended: set[Option | Session]
    shown: dict[tuple[Trainee, Activity], set[tuple[Faculty | None, str]]]
    contradicts: bool
    """Whether it says something that no decisions can: an entry twice, an occurrence that has a topic for
    some and none for others, a meeting on what its mentor does not teach."""

    @classmethod
    def of(cls, plan: Plan, term: Term) -> Wanted:
        """Return the sets of a plan; a session that fits no option stands in them as itself."""
        key = "wanted", term
        if key not in plan.memo:
            plan.memo[key] = cls._read_off(plan, term)
        found: Wanted = plan.memo[key]
        return found

    @classmethod
    def _read_off(cls, plan: Plan, term: Term) -> Wanted:
        pairs = [(session, option_of(session, term) or session) for session in plan.sessions]
        group = [(session, option) for session, option in pairs if not session.is_meeting]
        shown: dict[tuple[Trainee, Activity], set[tuple[Faculty | None, str]]] = {}
        for session, _ in pairs:
            if session.is_meeting:
                shown.setdefault((session.trainee, session.activity), set()).add(
                    (session.faculty, session.topic)
                )
        busy = {(r.service, week) for r in plan.rotations for week in term.weeks if r.covers(week)}
        return cls(
            rotations={(r.trainee, r.service, r.span) for r in plan.rotations},
            attendances={(session.trainee, option) for session, option in pairs},
            leads={(option, session.faculty) for session, option in group if session.faculty},
            led_by={(session.trainee, option): session.faculty for session, option in group},
            led_for_some={o for s, o in group if s.faculty} & {o for s, o in group if not s.faculty},
            rounds={(r.service, r.week, r.lead) for r in plan.rounds if (r.service, r.week) in busy},
            mentors={(row.trainee, row.mentor) for row in plan.mentorships},
            topics={(option, session.topic) for session, option in group if session.topic},
            attended={option for _, option in group},
            shown=shown,
            contradicts=_has_doubles(plan)
            or len({(s.trainee, o) for s, o in group}) < len(group)
            or _is_in_two_minds(plan)
            or _meets_on_nothing(plan, term),
        )

    @property
    def size(self) -> int:
        """How many decisions the plan takes positively."""
        sets = (self.rotations, self.attendances, self.leads, self.rounds, self.mentors, self.topics)
        return sum(len(entries) for entries in sets)


def option_of(session: Session, term: Term) -> Option | None:
    """Return the occurrence or meeting time that a session attends, or None where it fits none."""
    if not session.is_meeting:
        return term.occurrence_at(session.activity, session.period, session.room)
    if session.faculty is None or session.room is not None:
        return None
    return MeetingTime(session.activity, session.faculty, session.period)


def _has_doubles(plan: Plan) -> bool:
    lists: tuple[tuple[object, ...], ...] = (plan.rotations, plan.rounds, plan.sessions, plan.mentorships)
    return any(len(set(entries)) < len(entries) for entries in lists)


def _is_in_two_minds(plan: Plan) -> bool:
    return any(
        "" in topics and len(topics) > 1
        for company in plan.company.values()
        if (topics := {session.topic for session in company})
    )


def _meets_on_nothing(plan: Plan, term: Term) -> bool:
    return any(
        session.topic not in (term.meeting_topics(session.activity, session.faculty) or ("",))
        for session in plan.sessions
        if session.is_meeting and session.faculty is not None and not term.is_settled(session.period.date)
    )
