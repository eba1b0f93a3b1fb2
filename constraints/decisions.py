"""The decisions that rules speak about: who is where, attends what, learns which topic, from whom."""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any

from constraints.asked import RotationsAsked, SessionsAsked
from constraints.change_literals import ChangeLiterals
from constraints.reach import Reach
from constraints.scope import Block, Scope, Tag, is_off
from constraints.wanted import Wanted, option_of, share_topics
from inputs.days import Period, Week
from inputs.people import Faculty, Trainee
from inputs.plan import Mentorship, Plan, Rotation, RoundLead, Session
from inputs.programme import Activity, MeetingTime, Occurrence, Option, Service

if TYPE_CHECKING:
    from ortools.sat.python import cp_model

    from inputs.term import Term

Literal = Any
"""A Boolean variable of the solver; its type is only known where the solver is imported."""


class Decisions:
    """The open decisions of a scope as Booleans of a model, by the people and things they are about.

    What the structure of the term rules out (days outside a stay, hours a mentor does not have) has no
    variable. What is not in the scope is taken from ``given`` as a constant; without ``given`` it does not
    appear at all, so that the model is a relaxation: the ``covers_...`` questions tell a rule what it may
    charge for. What is given as mere ``background`` constrains, but is not covered: nothing is charged for
    it.
    """

    def __init__(
        self,
        model: cp_model.CpModel,
        term: Term,
        scope: Scope,
        given: Plan | None = None,
        *,
        background: bool = False,
    ) -> None:
        from ortools.sat.python import cp_model

        self._cp_model = cp_model
        self._zero_or_one = cp_model.Domain(0, 1)
        self._covers_given = given is not None and not background
        self.model = model
        self.term = term
        self.scope = scope
        self.given = given
        self.shortfalls: dict[Trainee | None, list[tuple[int, Literal]]] = {}
        self.topics_missed: dict[tuple[Trainee, Activity], Literal] = {}
        """How many topics of an activity a trainee misses, once the rule ``topics_seen`` has been priced."""
        self.most_shortfall = sys.maxsize
        """An upper bound on the points of all shortfalls, where the coverage level is held."""
        self._most_cost: dict[Trainee | None, int] = {}
        self._blocks: dict[Trainee, dict[Block, Literal]] = {trainee: {} for trainee in term.trainees}
        self._attend: dict[Trainee, dict[Option, Literal]] = {trainee: {} for trainee in term.trainees}
        self._attending: defaultdict[Option, list[tuple[Trainee, Literal]]] = defaultdict(list)
        self._leads: dict[Occurrence, dict[Faculty, Literal]] = {}
        self._round_leads: dict[tuple[Service, Week], dict[Faculty, Literal]] = {}
        self._mentors: dict[Trainee, dict[Faculty, Literal]] = {trainee: {} for trainee in term.trainees}
        self._teaches: dict[Occurrence, dict[str, Literal]] = {}
        self._spends: dict[tuple[Trainee, Activity], dict[tuple[Faculty, str], Literal]] = {}
        self._on: dict[str, dict[tuple[str, int], Literal]] = {}
        self._rotations_asked: dict[Trainee, RotationsAsked] = {}
        self._sessions_asked: dict[Trainee, SessionsAsked] = {}
        self._bounds = Reach(term, scope, given)
        self._open_rotations()
        self._open_sessions()
        self._open_round_leads()
        self._open_mentors()
        if given is not None:
            self._take_over(given)
        self._define_weeks()

    # -- what the model knows of ---------------------------------------------------------------------------

    @property
    def covers_rotations(self) -> bool:
        """Tell whether rotations are open or given."""
        return self.scope.rotations or self._covers_given

    @property
    def covers_round_leads(self) -> bool:
        """Tell whether the leads of rounds are open or given."""
        return self.scope.round_leads or self._covers_given

    @property
    def covers_mentors(self) -> bool:
        """Tell whether main mentors are open or given."""
        return self.scope.mentors or self._covers_given

    def covers(self, activity: Activity) -> bool:
        """Tell whether the sessions of an activity are open or given."""
        return activity.id in self.scope.attends or self._covers_given

    def covers_leads(self, activity: Activity) -> bool:
        """Tell whether the leads of an activity's occurrences are open or given."""
        return activity.id in self.scope.leads or self._covers_given

    def covers_topics(self, activity: Activity) -> bool:
        """Tell whether the topics of an activity's sessions are open or given."""
        return activity.id in self.scope.topics or self._covers_given

    def knows_weeks(self, service: Service) -> bool:
        """Tell whether the weeks of trainees on a service are decided or given here."""
        return self.scope.rotations or self.given is not None or service.id in self.scope.service_weeks

    def counts_on(self, rule: str) -> bool:
        """Tell whether a rule is in force, so that the encoding of another may take it for granted."""
        return not is_off(self.term, rule)

    def knows(self, activity: Activity) -> bool:
        """Tell whether it is decided or given here who attends an activity."""
        return activity.id in self.scope.attends or self.given is not None

    @cached_property
    def trainees(self) -> tuple[Trainee, ...]:
        """The trainees whose decisions are open: what the others pay is no question here."""
        return tuple(trainee for trainee in self.term.trainees if self._is_open(trainee))

    def _is_open(self, trainee: Trainee) -> bool:
        return self.scope.trainees is None or trainee.id in self.scope.trainees

    @cached_property
    def changes(self) -> ChangeLiterals | None:
        """What changes of the published plan; None where nothing was published."""
        published = self.term.published
        return None if published is None else ChangeLiterals(self, published)

    # -- opening variables ---------------------------------------------------------------------------------

    @cached_property
    def yes(self) -> Literal:
        """A literal that is true."""
        return self.model.new_constant(1)

    def new(self) -> Literal:
        """Return a new Boolean variable."""
        return self._cp_model.IntVar(self.model.model_proto).with_domain(self._zero_or_one)

    def new_count(self, most: int) -> Literal:
        """Return a new variable from 0 to ``most``."""
        if most == 1:
            return self.new()
        return self.model.new_int_var(0, most, "")

    def total(self, literals: Sequence[Literal]) -> cp_model.LinearExprT:
        """Return how many literals are true: what ``sum`` returns, but made in one step."""
        return self._cp_model.LinearExpr.sum(literals) if literals else 0

    def price(self, charges: Sequence[tuple[int, Literal]]) -> cp_model.LinearExprT:
        """Return what some counts cost, of each of which one costs so much: (cost, count)."""
        if not charges:
            return 0
        costs, counts = zip(*charges, strict=True)
        return self._cp_model.LinearExpr.weighted_sum(counts, costs)

    def _open_rotations(self) -> None:
        if self.scope.rotations:
            for trainee in self.trainees:
                for block in self._bounds.blocks(trainee):
                    self._blocks[trainee][block] = self.new()

    def _open_sessions(self) -> None:
        scope = self.scope
        for trainee in self.trainees:
            met: set[tuple[str, str]] = set()
            for option, fixed in self._bounds.options(trainee):
                activity = option.activity
                if activity.id in scope.attends:
                    self._add_attendance(trainee, option, self.yes if fixed else self.new())
                    if isinstance(option, MeetingTime) and activity.id in scope.topics:
                        pair = activity.id, option.mentor.id
                        if pair not in met:
                            met.add(pair)
                            self._open_meeting_topics(trainee, option)
            for activity, mentor, topic in self._bounds.past_topics(trainee):
                if activity.id in scope.attends and activity.id in scope.topics:
                    self._spends.setdefault((trainee, activity), {})[mentor, topic] = self.yes
        for option in list(self._attending):
            if isinstance(option, Occurrence):
                self._open_occurrence(option)

    def _add_attendance(self, trainee: Trainee, option: Option, literal: Literal) -> None:
        self._attend[trainee][option] = literal
        self._attending[option].append((trainee, literal))

    def _open_occurrence(self, occurrence: Occurrence) -> None:
        activity = occurrence.activity
        if activity.id in self.scope.leads and occurrence not in self._leads:
            leads = self._bounds.leads(occurrence)
            self._leads[occurrence] = {lead: self.yes if fixed else self.new() for lead, fixed in leads}
        if activity.id in self.scope.topics and activity.topics and occurrence not in self._teaches:
            settled = self._bounds.settled_topic(occurrence)
            topics = [settled] if settled else activity.topics
            self._teaches[occurrence] = {topic: self.yes if settled else self.new() for topic in topics}

    def _open_meeting_topics(self, trainee: Trainee, time: MeetingTime) -> None:
        spends = self._spends.setdefault((trainee, time.activity), {})
        for topic in self.term.meeting_topics(time.activity, time.mentor):
            if (time.mentor, topic) not in spends:
                spends[time.mentor, topic] = self.new()

    def _open_round_leads(self) -> None:
        if self.scope.round_leads:
            for service in self.term.services:
                for week in self.term.weeks if service.has_rounds else ():
                    leads = self._bounds.round_leads(service, week)
                    self._round_leads[service, week] = {
                        lead: self.yes if fixed else self.new() for lead, fixed in leads
                    }

    def _open_mentors(self) -> None:
        if self.scope.mentors:
            for trainee in self.trainees:
                self._mentors[trainee] = {
                    mentor: self.yes if fixed else self.new()
                    for mentor, fixed in self._bounds.mentors(trainee)
                }

    def _define_weeks(self) -> None:
        """Define who is on which service in which week: here, and so in no rule's range of constraints."""
        for trainee in self.term.trainees:
            found = self._rotations_of(trainee).on_in_week
            self._on[trainee.id] = {key: self._any_of(literals) for key, literals in found.items()}
        if not self.scope.rotations and self.given is None:
            self._open_weeks()

    def _open_weeks(self) -> None:
        """Open the weeks on services without rotations: whatever rotations allow is allowed, and more."""
        services = [service for service in self.term.services if service.id in self.scope.service_weeks]
        for trainee in self.trainees:
            weeks = self.term.weeks_of_stay(trainee)
            for service in services:
                if service.admits(trainee.kind):
                    literals = [self.new() for _ in weeks]
                    self._on[trainee.id].update(
                        ((service.id, week.number), literal)
                        for week, literal in zip(weeks, literals, strict=True)
                    )
                    self._limit_weeks(service, literals)
            if self.counts_on("one_service_a_week"):
                for week in weeks:
                    self.model.add(self.total(self.on_any(trainee, services, week)) <= 1)

    def _limit_weeks(self, service: Service, on: list[Literal]) -> None:
        """Keep the weeks of a trainee on a service in one run, not too long, as far as the rules ask it."""
        if not self.counts_on("no_service_twice"):
            return
        begins = [self.new() for _ in on]
        self.model.add_at_most_one(begins)
        for position, literal in enumerate(on):
            before = on[position - 1] if position else 0
            self.model.add(begins[position] >= literal - before)
        if service.max_weeks is not None and self.counts_on("rotation_length"):
            self.model.add(self.total(on) <= service.max_weeks)

    def _any_of(self, blocks: list[Literal]) -> Literal:
        """Return a literal that is true when one of several rotations of a trainee on a service is taken."""
        if len(blocks) == 1:
            return blocks[0]
        literal = self.new()
        if is_off(self.term, "one_service_a_week"):
            self.model.add_max_equality(literal, blocks)
        else:
            self.model.add(self.total(blocks) == literal)
        return literal

    # -- taking over what is given -------------------------------------------------------------------------

    def _take_over(self, given: Plan) -> None:
        scope = self.scope
        for rotation in given.rotations:
            if not (scope.rotations and self._is_open(rotation.trainee)):
                block = self._block(rotation)
                self._blocks[block.trainee][block] = self.yes
        for session in given.sessions:
            self._take_over_session(session)
        for occurrence in [option for option in self._attending if isinstance(option, Occurrence)]:
            self._open_occurrence(occurrence)
        if not scope.round_leads:
            for row in given.rounds:
                self._round_leads.setdefault((row.service, row.week), {})[row.lead] = self.yes
        for mentorship in given.mentorships:
            if not (scope.mentors and self._is_open(mentorship.trainee)):
                self._mentors[mentorship.trainee][mentorship.mentor] = self.yes

    def _take_over_session(self, session: Session) -> None:
        scope, activity = self.scope, session.activity
        option = option_of(session, self.term)
        is_open = self._is_open(session.trainee)
        if option is None or (is_open and activity.id in scope.attends):
            return
        self._add_attendance(session.trainee, option, self.yes)
        if isinstance(option, Occurrence):
            if activity.id not in scope.leads and session.faculty is not None:
                self._leads.setdefault(option, {})[session.faculty] = self.yes
            if activity.id not in scope.topics and session.topic:
                self._teaches.setdefault(option, {})[session.topic] = self.yes
        elif is_open and activity.id in scope.topics:
            self._open_meeting_topics(session.trainee, option)
        elif session.topic:
            spends = self._spends.setdefault((session.trainee, activity), {})
            if session.topic not in {topic for _, topic in spends}:
                spends[option.mentor, session.topic] = self.yes

    def _block(self, rotation: Rotation) -> Block:
        weeks = tuple(week for week in self.term.weeks if rotation.covers(week))
        return Block(rotation.trainee, rotation.service, weeks)

    # -- asking --------------------------------------------------------------------------------------------

    def blocks(self, trainee: Trainee) -> Mapping[Block, Literal]:
        """Return the rotations that a trainee may take, each with its literal."""
        return self._blocks[trainee]

    def _rotations_of(self, trainee: Trainee) -> RotationsAsked:
        if trainee not in self._rotations_asked:
            self._rotations_asked[trainee] = RotationsAsked(self._blocks[trainee])
        return self._rotations_asked[trainee]

    def blocks_on(self, trainee: Trainee, service: Service) -> Sequence[tuple[Block, Literal]]:
        """Return the rotations that a trainee may take on a service, each with its literal."""
        return self._rotations_of(trainee).on_service.get(service.id, ())

    def blocks_in(self, trainee: Trainee, week: Week) -> Sequence[Literal]:
        """Return the literals of the rotations of a trainee that hold a week."""
        return self._rotations_of(trainee).in_week.get(week.number, ())

    def ending(self, trainee: Trainee, week: Week) -> Sequence[tuple[Service, Literal]]:
        """Return the rotations of a trainee that may end in a week: their services, each with a literal."""
        return self._rotations_of(trainee).ending.get(week.number, ())

    def on(self, trainee: Trainee, service: Service, week: Week) -> Literal:
        """Return the literal of a trainee being on a service in a week, or 0 where that cannot be."""
        return self._on[trainee.id].get((service.id, week.number), 0)

    def on_any(self, trainee: Trainee, services: Iterable[Service], week: Week) -> list[Literal]:
        """Return the literals of a trainee being on one of some services in a week, where that can be."""
        on, number = self._on[trainee.id], week.number
        return [on[key] for service in services if (key := (service.id, number)) in on]

    def anybody_on(self, service: Service, week: Week) -> list[Literal]:
        """Return the literals of each trainee being on a service in a week, where that can be."""
        key = service.id, week.number
        return [on[key] for on in self._on.values() if key in on]

    def attends(self, trainee: Trainee, option: Option) -> Literal:
        """Return the literal that is true when a trainee attends, or 0 where that cannot be."""
        return self._attend[trainee].get(option, 0)

    def attends_any(self, trainee: Trainee, options: Iterable[Option]) -> list[Literal]:
        """Return the literals of a trainee attending each of some options, where that can be."""
        attend = self._attend[trainee]
        return [attend[option] for option in options if option in attend]

    def attended(self, trainee: Trainee) -> Mapping[Option, Literal]:
        """Return all that a trainee may attend, each with its literal."""
        return self._attend[trainee]

    def _sessions_of(self, trainee: Trainee) -> SessionsAsked:
        if trainee not in self._sessions_asked:
            self._sessions_asked[trainee] = SessionsAsked(self._attend[trainee])
        return self._sessions_asked[trainee]

    def attended_of(self, trainee: Trainee, activity: Activity) -> Sequence[tuple[Option, Literal]]:
        """Return what a trainee may attend of an activity, each with its literal."""
        return self._sessions_of(trainee).of_activity.get(activity.id, ())

    def attended_at(self, trainee: Trainee) -> Mapping[Period, Sequence[Literal]]:
        """Return the times at which a trainee may attend something, each with the literals of what it is."""
        return self._sessions_of(trainee).at

    def attending(self, option: Option) -> list[tuple[Trainee, Literal]]:
        """Return who may attend an occurrence or meeting time, each with a literal."""
        return self._attending.get(option, [])

    def anybody_at(self, option: Option) -> list[Literal]:
        """Return the literals of each trainee attending an occurrence or meeting time."""
        return [literal for _, literal in self._attending.get(option, ())]

    @property
    def occurrences(self) -> Iterator[Occurrence]:
        """The occurrences that somebody may attend."""
        return (option for option in self._attending if isinstance(option, Occurrence))

    @property
    def meeting_times(self) -> Iterator[MeetingTime]:
        """The meeting times that somebody may attend."""
        return (option for option in self._attending if isinstance(option, MeetingTime))

    def leads(self, occurrence: Occurrence) -> Mapping[Faculty, Literal]:
        """Return who may lead an occurrence, each with a literal."""
        return self._leads.get(occurrence, {})

    def round_leads(self, service: Service, week: Week) -> Mapping[Faculty, Literal]:
        """Return who may lead a service's rounds in a week, each with a literal."""
        return self._round_leads.get((service, week), {})

    def mentors(self, trainee: Trainee) -> Mapping[Faculty, Literal]:
        """Return who may be the main mentor of a trainee, each with a literal."""
        return self._mentors[trainee]

    def teaches(self, occurrence: Occurrence) -> Mapping[str, Literal]:
        """Return the topics that an occurrence may have, each with a literal."""
        return self._teaches.get(occurrence, {})

    def spends(self, trainee: Trainee, activity: Activity) -> Mapping[tuple[Faculty, str], Literal]:
        """Return the topics that meetings may be spent on: (mentor, topic), each with a literal."""
        return self._spends.get((trainee, activity), {})

    def charge(self, trainee: Trainee | None, cost: int, count: Literal, most: int = 1) -> Literal:
        """Note that each of ``count`` (at most ``most``) costs ``cost`` points; return the price."""
        self.shortfalls.setdefault(trainee, []).append((cost, count))
        self._most_cost[trainee] = self._most_cost.get(trainee, 0) + cost * most
        return cost * count

    def most_cost(self, trainee: Trainee) -> int:
        """Return the most points of coverage that a trainee can lack."""
        return min(self._most_cost.get(trainee, 0), self.most_shortfall)

    # -- from and to plans ---------------------------------------------------------------------------------

    def plan(self, is_true: Callable[[Literal], bool]) -> Plan:
        """Return the plan in which the literals have the values that ``is_true`` tells."""
        taken = [block for blocks in self._blocks.values() for block, lit in blocks.items() if is_true(lit)]
        busy = {(block.service, week) for block in taken for week in block.weeks}
        rounds = [
            RoundLead(service, week, lead)
            for (service, week), leads in self._round_leads.items()
            for lead, literal in leads.items()
            if (service, week) in busy and is_true(literal)
        ]
        sessions = [
            session
            for trainee, options in self._attend.items()
            for session in self._sessions(trainee, [o for o, lit in options.items() if is_true(lit)], is_true)
        ]
        mentorships = [
            Mentorship(trainee, mentor)
            for trainee, mentors in self._mentors.items()
            for mentor, literal in mentors.items()
            if is_true(literal)
        ]
        return Plan(
            tuple(
                Rotation(block.trainee, block.service, block.span)
                for block in sorted(taken, key=lambda b: (b.trainee.id, b.span))
            ),
            tuple(sorted(rounds, key=lambda r: (r.service.id, r.week, r.lead.id))),
            tuple(sorted(sessions, key=lambda s: (s.trainee.id, s.period, s.activity.id))),
            tuple(sorted(mentorships, key=lambda m: (m.trainee.id, m.mentor.id))),
        )

    def _sessions(
        self, trainee: Trainee, attended: list[Option], is_true: Callable[[Literal], bool]
    ) -> Iterator[Session]:
        for option in attended:
            if isinstance(option, Occurrence):
                lead = _first(self.leads(option), is_true)
                topic = _first(self.teaches(option), is_true) or ""
                yield Session(trainee, option.activity, option.period, option.room, lead, topic)
        meetings = sorted((o for o in attended if isinstance(o, MeetingTime)), key=lambda m: m.period)
        for activity in {meeting.activity: None for meeting in meetings}:
            own = [meeting for meeting in meetings if meeting.activity == activity]
            spent = [pair for pair, literal in self.spends(trainee, activity).items() if is_true(literal)]
            known = self._bounds.published_topics(trainee, own)
            for meeting, topic in zip(own, share_topics(own, spent, self.term, known), strict=True):
                yield Session(trainee, activity, meeting.period, None, meeting.mentor, topic)

    def fix(self, plan: Plan) -> None:
        """Fix every open decision to what ``plan`` says; what has no variable makes the model infeasible.

        Leads of rounds in weeks in which nobody is on the service are passed over, as `plan` leaves them out.
        """
        wanted = Wanted.of(plan, self.term)
        known = 0
        for literal, value in self._values(wanted):
            self.model.add(literal == int(value))
            known += value
        if known != wanted.size or wanted.contradicts:
            self.model.add_bool_or([])
        for (trainee, activity), spends in self._spends.items():
            shown = wanted.shown.get((trainee, activity), set())
            for pair, literal in spends.items():
                if pair not in shown:
                    self.model.add(literal == 0)

    def hint(self, plan: Plan) -> None:
        """Hint every open decision towards what ``plan`` says."""
        wanted = Wanted.of(plan, self.term)
        for literal, value in self._values(wanted):
            if literal is not self.yes:
                self.model.add_hint(literal, value)
        shown = wanted.shown
        for key, spends in self._spends.items():
            met = {topic for (_, topic), literal in spends.items() if literal is self.yes}
            for (mentor, topic), literal in spends.items():
                spent = topic not in met and (mentor, topic) in shown.get(key, ())
                met |= {topic} if spent else set()
                if literal is not self.yes:
                    self.model.add_hint(literal, spent)

    def tagged(self) -> Iterator[tuple[Literal, Tag]]:
        """Yield every open decision with what it is about."""
        return ((literal, tag) for literal, tag in self._tags() if literal is not self.yes)

    def _tags(self) -> Iterator[tuple[Literal, Tag]]:
        for trainee, blocks in self._blocks.items():
            for block, literal in blocks.items():
                yield literal, Tag("rotation", trainee, block.weeks[0].number, block.weeks[-1].number)
        for trainee, options in self._attend.items():
            for option, literal in options.items():
                week = self.term.week_of(option.date).number
                is_meeting = isinstance(option, MeetingTime)
                yield literal, Tag("meeting" if is_meeting else "session", trainee, week, week)
        for occurrence, leads in self._leads.items():
            week = self.term.week_of(occurrence.date).number
            yield from ((literal, Tag("lead", None, week, week)) for literal in leads.values())
        for (_, of_week), round_leads in self._round_leads.items():
            tag = Tag("round lead", None, of_week.number, of_week.number)
            yield from ((literal, tag) for literal in round_leads.values())
        for occurrence, topics in self._teaches.items():
            week = self.term.week_of(occurrence.date).number
            yield from ((literal, Tag("topic", None, week, week)) for literal in topics.values())
        for (trainee, _), spends in self._spends.items():
            yield from ((literal, Tag("spent", trainee)) for literal in spends.values())
        for trainee, mentors in self._mentors.items():
            yield from ((literal, Tag("mentor", trainee)) for literal in mentors.values())

    def _values(self, wanted: Wanted) -> Iterator[tuple[Literal, bool]]:
        for blocks in self._blocks.values():
            for block, literal in blocks.items():
                yield literal, (block.trainee, block.service, block.span) in wanted.rotations
        for trainee, options in self._attend.items():
            for option, literal in options.items():
                yield literal, (trainee, option) in wanted.attendances
        for occurrence, leads in self._leads.items():
            for lead, literal in leads.items():
                yield literal, (occurrence, lead) in wanted.leads
        for (service, week), round_leads in self._round_leads.items():
            for lead, literal in round_leads.items():
                yield literal, (service, week, lead) in wanted.rounds
        for trainee, mentors in self._mentors.items():
            for mentor, literal in mentors.items():
                yield literal, (trainee, mentor) in wanted.mentors
        for occurrence, topics in self._teaches.items():
            for topic, literal in topics.items():
                if occurrence in wanted.attended:
                    yield literal, (occurrence, topic) in wanted.topics


def _first(literals: Mapping[Any, Literal], is_true: Callable[[Literal], bool]) -> Any:
    return next((key for key, literal in literals.items() if is_true(literal)), None)
