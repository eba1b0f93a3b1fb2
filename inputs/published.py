"""The plan that was published last, as a new plan has to reckon with it.

What lies before a day stays exactly as it was published; what lies after it may change, and each change is
counted. The published plan was made for the term as it was then. Here it speaks of the people and places of
the term as it is now; what they lack by now is kept as what somebody loses.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from inputs.days import Period, Week
from inputs.people import Faculty, Room, Trainee
from inputs.plan import Mentorship, Plan, Rotation, RoundLead, Session, Shortfall
from inputs.programme import Activity, Service

if TYPE_CHECKING:
    from inputs.term import Term

MOST_WEIGHT = 4
"""What a change that comes soon counts."""
SOON_DAYS, LATER_DAYS = 14, 42
"""Days from the day of replanning up to which a change comes soon, and up to which it does not come late."""


@dataclass(frozen=True)
class Lost:
    """What somebody has no more because the one it was with, or what it was, is no longer in the term."""

    who: Trainee | Faculty
    what: str
    date: date


@dataclass(frozen=True, eq=False)
class Published:
    """The published plan, and how far a new plan is bound to it.

    ``plan`` speaks of the people, services, activities and rooms of the term that is planned now. Everything
    before ``since`` stays. Nothing may change for the people of the ids in ``kept``, and for no more than
    ``touch_at_most`` people in all.
    """

    plan: Plan
    since: date
    lost: tuple[Lost, ...] = ()
    led: tuple[Session, ...] = ()
    """Sessions of trainees who left the term: who leads them may lead them still, for others."""
    kept: frozenset[str] = frozenset()
    touch_at_most: int | None = None
    improve: bool = False
    """Whether people may be touched so that less lacks than when it was published."""
    version: int = 0
    store: str = ""
    """The number of the version, and the name of the store that holds it."""
    bound: int | None = None
    """What the trainees to whom it was published lack at least, in points of coverage; None is not known."""
    known: frozenset[str] = frozenset()
    """The ids of the trainees who were in the term then, also of those to whom nothing was given."""
    without_rounds: frozenset[str] = frozenset()
    """The ids of the services that had no rounds then: that they have some is a matter of the term."""
    cost: int | None = None
    """What they lacked in the published plan, in the same points; None is not known."""
    lacking: tuple[Shortfall, ...] = ()
    """What lacked in the published plan, in the words of the term that it was published for."""
    others: frozenset[RoundLead | Session] = frozenset()
    """In a smaller term: what those who are left out may keep going, with its leads."""
    elsewhere: tuple[Rotation, ...] = ()
    """In a smaller term: the rotations of those who are left out."""

    @cached_property
    def trainees(self) -> frozenset[Trainee]:
        """The trainees to whom anything was promised."""
        plan = self.plan
        there = {*plan.sessions_by_trainee, *plan.rotations_by_trainee, *plan.main_mentors}
        return frozenset(there)

    @cached_property
    def session_leads(self) -> Mapping[tuple[Activity, Period, Room | None], tuple[Faculty, ...]]:
        """Who leads what somebody attends, or attended who left the term; several may where they could."""
        found: dict[tuple[Activity, Period, Room | None], dict[Faculty, None]] = {}
        for row in (*self.plan.sessions, *self.led):
            if row.faculty is not None and not row.is_meeting:
                found.setdefault((row.activity, row.period, row.room), {})[row.faculty] = None
        return {place: tuple(leads) for place, leads in found.items()}

    @property
    def promised_rotations(self) -> tuple[Rotation, ...]:
        """The published rotations of everybody, also of those whom a smaller term leaves out."""
        return (*self.plan.rotations, *self.elsewhere)

    def is_content_with(self, cost: int) -> bool:
        """Tell whether nobody is moved for less to lack than ``cost``: no more than lacked when published."""
        return not self.improve and self.cost is not None and cost <= self.cost

    def weight(self, day: date) -> int:
        """Return how much a change on a day counts: soon more than late."""
        days = (day - self.since).days
        return MOST_WEIGHT if days < SOON_DAYS else 2 if days < LATER_DAYS else 1

    def points_a_person(self, term: Term) -> int:
        """Return a power of ten above what all changes together can cost.

        Things are sessions that are or were owed, leads of occurrences and rounds, rotations, main mentors.
        """
        plan = self.plan
        windows = sum(len(term.windows_of(trainee)) for trainee in term.trainees)
        endings = sum(len(term.weeks_of_stay(trainee)) for trainee in term.trainees) * sum(
            1 for activity in term.activities if activity.cadence == "rotation_end"
        )
        stays = len(term.trainees) * (len(term.services) + 1)
        leads = len(term.occurrences) + len(term.services) * len(term.weeks)
        was = len(plan.sessions) + len(plan.rotations) + len(plan.rounds) + len(plan.mentorships)
        was += len(self.led)
        most = MOST_WEIGHT * (windows + endings + 2 * (stays + leads + was) + len(self.lost))
        return int(10 ** len(str(most)))

    def is_past(self, week: Week) -> bool:
        """Tell whether a week has begun before the day of replanning: its rotations and leads stay."""
        return week.monday < self.since

    def has_rounds_left(self, term: Term, week: Week) -> bool:
        """Tell whether rounds of a week may change: all of it is to come, or one of its working days is."""
        return week.monday >= self.since or any(day >= self.since for day in term.working_days_in(week.span))

    def team_of_rounds(self, term: Term, service: Service, week: Week) -> Iterator[Trainee]:
        """Yield who was to be in a service's rounds of a week, on a day still to come and still possible.

        With another lead their company changes, if they are on the service in that week all the same.
        """
        if service.id in self.without_rounds:
            return
        days = [day for day in term.working_days_in(week.span) if day >= self.since]
        rounds = [(day, period) for day in days if (period := service.round_on(day)) is not None]
        for row in self.plan.rotations:
            trainee = term.trainee_by_id.get(row.trainee.id)
            if row.service != service or trainee is None:
                continue
            possible = (day for day, period in rounds if not term.is_absent(trainee, period))
            if any(day in row.span and day in trainee.stay for day in possible):
                yield trainee

    def past_sessions(self, trainee: Trainee) -> tuple[Session, ...]:
        """Return the published sessions of a trainee before the day of replanning."""
        return tuple(s for s in self.plan.sessions_of(trainee) if s.period.date < self.since)

    def past_weeks(self, trainee: Trainee, weeks: tuple[Week, ...]) -> dict[Week, tuple[Service, ...]]:
        """Return the services on which a trainee was published to be in each of those weeks that is past.

        A week that has begun is not past for somebody whose stay has not: who comes on Wednesday may be given
        a service on Tuesday.
        """
        if trainee.stay.start >= self.since:
            return {}
        return {week: tuple(self.plan.services_in(trainee, week)) for week in weeks if self.is_past(week)}

    def past_mentors(self, trainee: Trainee) -> frozenset[Faculty] | None:
        """Return the main mentors that a trainee keeps because the stay ended before the day of replanning.

        None where the stay goes on, and where the term promises somebody else than was published: then the
        term has the last word. Who mentors nobody in the term as it is now is left out.
        """
        was = self.plan.main_mentors.get(trainee, [])
        if trainee.stay.last_day >= self.since:
            return None
        if trainee.mentor is not None and trainee.mentor not in {mentor.id for mentor in was}:
            return None
        return frozenset(mentor for mentor in was if mentor.mentors)

    def with_only(self, trainees: Collection[Trainee]) -> Published:
        """Return what was published for some trainees, as if nobody else had come.

        Whoever of these comes or goes, others may keep an occurrence or a round going, and its lead with it.
        """
        plan = self.plan
        alone = Plan(
            tuple(row for row in plan.rotations if row.trainee in trainees),
            (),
            tuple(row for row in plan.sessions if row.trainee in trainees),
            tuple(row for row in plan.mentorships if row.trainee in trainees),
        )
        group = (row for row in plan.sessions if not row.is_meeting)
        led: frozenset[RoundLead | Session] = frozenset((*plan.rounds, *group, *self.led))
        others = (row for row in plan.rotations if row.trainee not in trainees)
        return replace(self, plan=alone, lost=(), led=(), others=led, elsewhere=(*self.elsewhere, *others))


def carry_over(plan: Plan, old: Term, term: Term, since: date) -> Published:
    """Return a published plan in the words of the term as it is now.

    Parameters
    ----------
    plan, old
        The published plan, and the term that it was published for.
    term
        The term that is planned now; people, services, activities and rooms are found by their ids.
    since
        The first day on which anything may change.
    """
    return _Carrying(old, term, since).carry(plan)


class _Carrying:
    """Finds each thing of the old plan again in the new term."""

    def __init__(self, old: Term, term: Term, since: date) -> None:
        self.old = old
        self.term = term
        self.since = since
        self.rooms = {room.id: room for room in term.rooms}
        self.lost: list[Lost] = []
        self.led: list[Session] = []

    def carry(self, plan: Plan) -> Published:
        rotations = tuple(self._rotations(plan))
        rounds = tuple(self._rounds(plan))
        sessions = tuple(self._sessions(plan))
        mentorships = tuple(self._mentorships(plan))
        carried = Plan(rotations, rounds, sessions, mentorships)
        self._lose_leads_of_rounds(plan, Published(carried, self.since))
        lost = sorted(set(self.lost), key=lambda row: (row.who.id, row.date, row.what))
        known = frozenset(self.old.trainee_by_id)
        without = frozenset(service.id for service in self.old.services if not service.has_rounds)
        return Published(
            carried, self.since, tuple(lost), tuple(self.led), known=known, without_rounds=without
        )

    def _lose(self, who: Trainee | Faculty | None, what: str, day: date) -> None:
        if who is not None and day >= self.since:
            self.lost.append(Lost(who, what, day))

    def _rotations(self, plan: Plan) -> Iterator[Rotation]:
        for row in plan.rotations:
            trainee = self.term.trainee_by_id.get(row.trainee.id)
            service = self.term.service_by_id.get(row.service.id)
            if trainee is not None and service is not None:
                yield Rotation(trainee, service, row.span)
            elif trainee is not None:
                self._lose(trainee, f"rotation on {row.service.id}", row.span.last_day)

    def _rounds(self, plan: Plan) -> Iterator[RoundLead]:
        weeks = {week.monday: week for week in self.term.weeks}
        for row in plan.rounds:
            lead = self.term.faculty_by_id.get(row.lead.id)
            service = self.term.service_by_id.get(row.service.id)
            week = weeks.get(row.week.monday)
            if lead is not None and service is not None and week is not None:
                yield RoundLead(service, week, lead)
            else:
                day = self.since if self.since in row.week.span else row.week.monday
                self._lose(lead, f"rounds of {row.service.id} from {row.week.monday}", day)

    def _lose_leads_of_rounds(self, plan: Plan, published: Published) -> None:
        """Note whose rounds were led by somebody who is no longer in the term."""
        weeks = {week.monday: week for week in self.term.weeks}
        for row in plan.rounds:
            service, week = self.term.service_by_id.get(row.service.id), weeks.get(row.week.monday)
            if row.lead.id in self.term.faculty_by_id or service is None or week is None:
                continue
            for trainee in published.team_of_rounds(self.term, service, week):
                what = f"lead of rounds of {service.id} from {week.monday}"
                self._lose(trainee, what, max(self.since, week.monday))

    def _sessions(self, plan: Plan) -> Iterator[Session]:
        for row in plan.sessions:
            trainee = self.term.trainee_by_id.get(row.trainee.id)
            activity = self.term.activity_by_id.get(row.activity.id)
            room = self.rooms.get(row.room.id) if row.room else None
            faculty = self.term.faculty_by_id.get(row.faculty.id) if row.faculty else None
            gone = (row.room is not None and room is None) or (row.is_meeting and faculty is None)
            if trainee is not None and activity is not None and not gone:
                if row.faculty is not None and faculty is None:
                    self._lose(trainee, f"lead of {activity.id} on {row.period}", row.period.date)
                yield Session(trainee, activity, row.period, room, faculty, row.topic)
                continue
            if trainee is None and activity is not None and not gone and not row.is_meeting:
                if faculty is not None:
                    self.led.append(replace(row, activity=activity, room=room, faculty=faculty))
                continue
            what = f"{row.activity.id} on {row.period}"
            self._lose(trainee, what, row.period.date)
            if row.is_meeting or activity is None or gone:
                self._lose(faculty, what, row.period.date)

    def _mentorships(self, plan: Plan) -> Iterator[Mentorship]:
        for row in plan.mentorships:
            trainee = self.term.trainee_by_id.get(row.trainee.id)
            mentor = self.term.faculty_by_id.get(row.mentor.id)
            if trainee is not None and mentor is not None:
                yield Mentorship(trainee, mentor)
            else:
                self._lose(trainee or mentor, f"main mentor of {row.trainee.id}", self._until(row.trainee))

    def _until(self, trainee: Trainee) -> date:
        """Return the last day of a stay as it was published: a mentorship that is over is not lost."""
        return trainee.stay.last_day
