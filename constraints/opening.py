"""Opens the decisions of a scope: a Boolean for each, and constants for what is settled or given."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from constraints.scope import Block
from constraints.wanted import option_of
from inputs.people import Trainee
from inputs.plan import Plan, Rotation, Session
from inputs.programme import MeetingTime, Occurrence, Service

if TYPE_CHECKING:
    from constraints.asked import RotationsAsked
    from constraints.decisions import Decisions
    from constraints.literals import Literals
    from constraints.reach import Reach

Literal = Any
WeeksOn = dict[str, dict[tuple[str, int], Literal]]
"""By the id of a trainee: of being on a service (its id) in a week (its number)."""


class Opening:
    """Fills in the literals of decisions, in a fixed order: rotations, sessions, leads of rounds, mentors."""

    def __init__(self, x: Decisions, literals: Literals, reach: Reach) -> None:
        self.x = x
        self.literals = literals
        self.reach = reach

    def open(self) -> None:
        """Open what is in the scope; what can be but one way is a constant."""
        self._open_rotations()
        self._open_sessions()
        self._open_round_leads()
        self._open_mentors()

    def _open_rotations(self) -> None:
        if self.x.scope.rotations:
            for trainee in self.x.trainees:
                for block in self.reach.blocks(trainee):
                    self.literals.blocks[trainee][block] = self.x.new()

    def _open_sessions(self) -> None:
        scope = self.x.scope
        for trainee in self.x.trainees:
            met: set[tuple[str, str]] = set()
            for option, fixed in self.reach.options(trainee):
                activity = option.activity
                if activity.id in scope.attends:
                    self.literals.add_attendance(trainee, option, self.x.yes if fixed else self.x.new())
                    if isinstance(option, MeetingTime) and activity.id in scope.topics:
                        pair = activity.id, option.mentor.id
                        if pair not in met:
                            met.add(pair)
                            self._open_meeting_topics(trainee, option)
            for activity, mentor, topic in self.reach.past_topics(trainee):
                if activity.id in scope.attends and activity.id in scope.topics:
                    self.literals.spends.setdefault((trainee, activity), {})[mentor, topic] = self.x.yes
        for option in list(self.literals.attending):
            if isinstance(option, Occurrence):
                self._open_occurrence(option)

    def _open_occurrence(self, occurrence: Occurrence) -> None:
        activity = occurrence.activity
        if activity.id in self.x.scope.leads and occurrence not in self.literals.leads:
            leads = self.reach.leads(occurrence)
            self.literals.leads[occurrence] = {
                lead: self.x.yes if fixed else self.x.new() for lead, fixed in leads
            }
            several = self.x.counts_on("session_leads_allowed") or self.reach.is_led_apart(occurrence)
            if not several:  # more than one no plan says of all who attend
                self.x.model.add_at_most_one(self.literals.leads[occurrence].values())
        if activity.id in self.x.scope.topics and occurrence not in self.literals.teaches:
            settled = self.reach.settled_topic(occurrence)
            if settled is None and activity.topics:
                self.literals.teaches[occurrence] = {topic: self.x.new() for topic in activity.topics}
            elif settled:
                self.literals.teaches[occurrence] = {settled: self.x.yes}

    def _open_meeting_topics(self, trainee: Trainee, time: MeetingTime) -> None:
        spends = self.literals.spends.setdefault((trainee, time.activity), {})
        for topic in self.x.term.meeting_topics(time.activity, time.mentor):
            if (time.mentor, topic) not in spends:
                spends[time.mentor, topic] = self.x.new()

    def _open_round_leads(self) -> None:
        if self.x.scope.round_leads:
            for service in self.x.term.services:
                for week in self.x.term.weeks if service.has_rounds else ():
                    leads = self.reach.round_leads(service, week)
                    self.literals.round_leads[service, week] = {
                        lead: self.x.yes if fixed else self.x.new() for lead, fixed in leads
                    }

    def _open_mentors(self) -> None:
        if self.x.scope.mentors:
            for trainee in self.x.trainees:
                self.literals.mentors[trainee] = {
                    mentor: self.x.yes if fixed else self.x.new()
                    for mentor, fixed in self.reach.mentors(trainee)
                }

    def take_over(self, given: Plan) -> None:
        """Take what is not in the scope from a plan, as constants."""
        scope = self.x.scope
        for rotation in given.rotations:
            if not (scope.rotations and self.x.is_open(rotation.trainee)):
                block = self._block(rotation)
                self.literals.blocks[block.trainee][block] = self.x.yes
        for session in given.sessions:
            self._take_over_session(session)
        for occurrence in [option for option in self.literals.attending if isinstance(option, Occurrence)]:
            self._open_occurrence(occurrence)
        if not scope.round_leads:
            for row in given.rounds:
                self.literals.round_leads.setdefault((row.service, row.week), {})[row.lead] = self.x.yes
        for mentorship in given.mentorships:
            if not (scope.mentors and self.x.is_open(mentorship.trainee)):
                self.literals.mentors[mentorship.trainee][mentorship.mentor] = self.x.yes

    def _take_over_session(self, session: Session) -> None:
        scope, activity = self.x.scope, session.activity
        option = option_of(session, self.x.term)
        is_open = self.x.is_open(session.trainee)
        if option is None or (is_open and activity.id in scope.attends):
            return
        self.literals.add_attendance(session.trainee, option, self.x.yes)
        if isinstance(option, Occurrence):
            if activity.id not in scope.leads and session.faculty is not None:
                self.literals.leads.setdefault(option, {})[session.faculty] = self.x.yes
            if activity.id not in scope.topics and session.topic:
                self.literals.teaches.setdefault(option, {})[session.topic] = self.x.yes
        elif is_open and activity.id in scope.topics:
            self._open_meeting_topics(session.trainee, option)
        elif session.topic:
            spends = self.literals.spends.setdefault((session.trainee, activity), {})
            if session.topic not in {topic for _, topic in spends}:
                spends[option.mentor, session.topic] = self.x.yes

    def _block(self, rotation: Rotation) -> Block:
        weeks = tuple(week for week in self.x.term.weeks if rotation.covers(week))
        return Block(rotation.trainee, rotation.service, weeks)

    def define_weeks(self, rotations: Mapping[Trainee, RotationsAsked]) -> WeeksOn:
        """Define who is on which service in which week: here, and so in no rule's range of constraints."""
        on: WeeksOn = {
            trainee.id: {key: self._any_of(literals) for key, literals in found.on_in_week.items()}
            for trainee, found in rotations.items()
        }
        if not self.x.scope.rotations and self.x.given is None:
            self._open_weeks(on)
        return on

    def _open_weeks(self, on: WeeksOn) -> None:
        """Open the weeks on services without rotations: whatever rotations allow is allowed, and more."""
        services = [service for service in self.x.term.services if service.id in self.x.scope.service_weeks]
        for trainee in self.x.trainees:
            weeks = self.x.term.weeks_of_stay(trainee)
            for service in services:
                if service.admits(trainee.kind):
                    literals = [self.x.new() for _ in weeks]
                    on[trainee.id].update(
                        ((service.id, week.number), literal)
                        for week, literal in zip(weeks, literals, strict=True)
                    )
                    self._limit_weeks(trainee, service, literals)
            if self.x.counts_on("one_service_a_week"):
                for week in weeks:
                    keys = ((service.id, week.number) for service in services)
                    own = [on[trainee.id][key] for key in keys if key in on[trainee.id]]
                    self.x.model.add(self.x.total(own) <= 1)

    def _limit_weeks(self, trainee: Trainee, service: Service, on: list[Literal]) -> None:
        """Keep the weeks of a trainee on a service in one run, not too long, as far as the rules ask it.

        One of the past may be longer than is allowed now.
        """
        if not self.x.counts_on("no_service_twice"):
            return
        begins = [self.x.new() for _ in on]
        self.x.model.add_at_most_one(begins)
        for position, literal in enumerate(on):
            before = on[position - 1] if position else 0
            self.x.model.add(begins[position] >= literal - before)
        if service.max_weeks is not None and self.x.counts_on("rotation_length"):
            self.x.model.add(
                self.x.total(on) <= max(service.max_weeks, self.reach.past_weeks(trainee, service))
            )

    def _any_of(self, blocks: list[Literal]) -> Literal:
        """Return a literal that is true when one of several rotations of a trainee on a service is taken."""
        if len(blocks) == 1:
            return blocks[0]
        literal = self.x.new()
        if self.x.counts_on("one_service_a_week"):
            self.x.model.add(self.x.total(blocks) == literal)
        else:
            self.x.model.add_max_equality(literal, blocks)
        return literal
