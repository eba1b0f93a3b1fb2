"""The Booleans of a model by the people and things they are about, read as a plan and looked up in one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from constraints.meeting_topics import share_topics
from constraints.scope import Block, Tag
from constraints.wanted import Wanted
from inputs.days import Week
from inputs.people import Faculty, Trainee
from inputs.plan import Mentorship, Plan, Rotation, RoundLead, Session
from inputs.programme import Activity, MeetingTime, Occurrence, Option, Service

if TYPE_CHECKING:
    from inputs.term import Term

Literal = Any
PublishedTopics = Callable[[Trainee, list[MeetingTime]], Mapping[MeetingTime, tuple[str, bool]]]
"""Gives the topics that were published for some meetings of a trainee, and whether they must stay."""


class Literals:
    """A literal for each decision, in the order in which they were opened; what cannot be has none."""

    def __init__(self, term: Term) -> None:
        self.term = term
        self.blocks: dict[Trainee, dict[Block, Literal]] = {trainee: {} for trainee in term.trainees}
        self.attend: dict[Trainee, dict[Option, Literal]] = {trainee: {} for trainee in term.trainees}
        self.attending: defaultdict[Option, list[tuple[Trainee, Literal]]] = defaultdict(list)
        """The same as ``attend``, by what is attended."""
        self.leads: dict[Occurrence, dict[Faculty, Literal]] = {}
        self.own_leads: dict[tuple[Trainee, Occurrence], dict[Faculty, Literal]] = {}
        """Who leads for a trainee, where each who attends may have another lead."""
        self.with_any_lead: set[tuple[Trainee, Occurrence]] = set()
        """Of these, whoever else leads does so for the trainee too if nobody is chosen: it costs the same."""
        self.round_leads: dict[tuple[Service, Week], dict[Faculty, Literal]] = {}
        self.mentors: dict[Trainee, dict[Faculty, Literal]] = {trainee: {} for trainee in term.trainees}
        self.teaches: dict[Occurrence, dict[str, Literal]] = {}
        self.spends: dict[tuple[Trainee, Activity], dict[tuple[Faculty, str], Literal]] = {}
        """The topics that meetings may be spent on, each with the mentor."""

    def add_attendance(self, trainee: Trainee, option: Option, literal: Literal) -> None:
        """Have a trainee attend an occurrence or meeting time when a literal is true."""
        self.attend[trainee][option] = literal
        self.attending[option].append((trainee, literal))

    def has_own_leads(self, option: Option | Session) -> bool:
        """Tell whether each who attends may have another lead."""
        return any(option == occurrence for _, occurrence in self.own_leads)

    def leads_for(self, trainee: Trainee, occurrence: Occurrence) -> Mapping[Faculty, Literal]:
        """Return who may lead an occurrence for a trainee, each with a literal."""
        own = self.own_leads.get((trainee, occurrence))
        return self.leads.get(occurrence, {}) if own is None else own

    def plan(self, is_true: Callable[[Literal], bool], published_topics: PublishedTopics) -> Plan:
        """Return the plan in which the literals have the values that ``is_true`` tells."""
        taken = [block for blocks in self.blocks.values() for block, lit in blocks.items() if is_true(lit)]
        busy = {(block.service, week) for block in taken for week in block.weeks}
        rounds = [
            RoundLead(service, week, lead)
            for (service, week), leads in self.round_leads.items()
            for lead, literal in leads.items()
            if (service, week) in busy and is_true(literal)
        ]
        sessions = [
            session
            for trainee, options in self.attend.items()
            for session in self._sessions(
                trainee, [o for o, lit in options.items() if is_true(lit)], is_true, published_topics
            )
        ]
        mentorships = [
            Mentorship(trainee, mentor)
            for trainee, mentors in self.mentors.items()
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
        self,
        trainee: Trainee,
        attended: list[Option],
        is_true: Callable[[Literal], bool],
        published_topics: PublishedTopics,
    ) -> Iterator[Session]:
        for option in attended:
            if isinstance(option, Occurrence):
                lead = _first(self.leads_for(trainee, option), is_true)
                if lead is None and (trainee, option) in self.with_any_lead:
                    lead = _first(self.leads[option], is_true)
                topic = _first(self.teaches.get(option, {}), is_true) or ""
                yield Session(trainee, option.activity, option.period, option.room, lead, topic)
        meetings = sorted((o for o in attended if isinstance(o, MeetingTime)), key=lambda m: m.period)
        for activity in {meeting.activity: None for meeting in meetings}:
            own = [meeting for meeting in meetings if meeting.activity == activity]
            spent = [
                pair for pair, literal in self.spends.get((trainee, activity), {}).items() if is_true(literal)
            ]
            known = published_topics(trainee, own)
            for meeting, topic in zip(own, share_topics(own, spent, self.term, known), strict=True):
                yield Session(trainee, activity, meeting.period, None, meeting.mentor, topic)

    def values(self, wanted: Wanted) -> Iterator[tuple[Literal, bool]]:
        """Yield every literal with the value that a plan gives it, but those of topics of meetings.

        Which meeting a topic is of follows from all of them. Topics of what nobody attends are left out.
        """
        for blocks in self.blocks.values():
            for block, literal in blocks.items():
                yield literal, (block.trainee, block.service, block.span) in wanted.rotations
        for trainee, options in self.attend.items():
            for option, literal in options.items():
                yield literal, (trainee, option) in wanted.attendances
        for occurrence, leads in self.leads.items():
            for lead, literal in leads.items():
                yield literal, (occurrence, lead) in wanted.leads
        for (service, week), round_leads in self.round_leads.items():
            for lead, literal in round_leads.items():
                yield literal, (service, week, lead) in wanted.rounds
        for trainee, mentors in self.mentors.items():
            for mentor, literal in mentors.items():
                yield literal, (trainee, mentor) in wanted.mentors
        for occurrence, topics in self.teaches.items():
            for topic, literal in topics.items():
                if occurrence in wanted.attended:
                    yield literal, (occurrence, topic) in wanted.topics

    def own_values(self, wanted: Wanted) -> Iterator[tuple[Literal, bool]]:
        """Yield every literal of who leads for one trainee, with the value that a plan gives it."""
        for (trainee, occurrence), leads in self.own_leads.items():
            for lead, literal in leads.items():
                yield literal, wanted.led_by.get((trainee, occurrence)) == lead

    def tags(self) -> Iterator[tuple[Literal, Tag]]:
        """Yield every literal with what it is about."""
        for trainee, blocks in self.blocks.items():
            for block, literal in blocks.items():
                yield literal, Tag("rotation", trainee, block.weeks[0].number)
        for trainee, options in self.attend.items():
            for option, literal in options.items():
                week = self.term.week_of(option.date).number
                is_meeting = isinstance(option, MeetingTime)
                yield literal, Tag("meeting" if is_meeting else "session", trainee, week)
        for occurrence, leads in self.leads.items():
            week = self.term.week_of(occurrence.date).number
            yield from ((literal, Tag("lead", None, week)) for literal in leads.values())
        for (_, occurrence), leads in self.own_leads.items():
            week = self.term.week_of(occurrence.date).number
            yield from ((literal, Tag("lead", None, week)) for literal in leads.values())
        for (_, of_week), round_leads in self.round_leads.items():
            tag = Tag("round lead", None, of_week.number)
            yield from ((literal, tag) for literal in round_leads.values())
        for occurrence, topics in self.teaches.items():
            week = self.term.week_of(occurrence.date).number
            yield from ((literal, Tag("topic", None, week)) for literal in topics.values())
        for (trainee, _), spends in self.spends.items():
            yield from ((literal, Tag("spent", trainee)) for literal in spends.values())
        for trainee, mentors in self.mentors.items():
            yield from ((literal, Tag("mentor", trainee)) for literal in mentors.values())


def _first(literals: Mapping[Any, Literal], is_true: Callable[[Literal], bool]) -> Any:
    return next((key for key, literal in literals.items() if is_true(literal)), None)
