"""How far a model reaches: which decisions are open, which are settled by the past or by those left in peace.

Three things settle a decision. What lies before the day of replanning is as it was published. A member of
faculty who is left in peace has just the engagements that are given. An occurrence that a trainee who is left
in peace attends keeps the lead that is given. Each answer below comes with whether it is settled (and so
true); what is ruled out is left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import TYPE_CHECKING

from constraints.own_leads import led_apart
from constraints.scope import Block, Scope, blocks_of, is_off, options_to_open, times_of
from constraints.wanted import Wanted, option_of
from inputs.days import Period, Week
from inputs.people import Faculty, Trainee
from inputs.plan import Plan
from inputs.programme import Activity, MeetingTime, Occurrence, Option, Service

if TYPE_CHECKING:
    from constraints.own_leads import Attended
    from inputs.published import Published
    from inputs.term import Term


class Reach:
    """What is open of a term in a scope, with what is given and what was published."""

    def __init__(self, term: Term, scope: Scope, given: Plan | None) -> None:
        self.term = term
        self.scope = scope
        self.published = term.published
        self._given = given or Plan()

    @cached_property
    def _was(self) -> Wanted:
        return Wanted.of(self.published.plan if self.published else Plan(), self.term)

    @cached_property
    def _is_given(self) -> Wanted:
        return Wanted.of(self._given, self.term)

    def _in_peace(self, member: Faculty) -> bool:
        return self.scope.faculty is not None and member.id not in self.scope.faculty

    def _is_past(self, option: Option) -> bool:
        return self.published is not None and option.date < self.published.since

    def _stays(self, option: Option) -> bool:
        """Tell whether an option lies in a week that is as given."""
        weeks = self.scope.weeks
        return weeks is not None and self.term.week_of(option.date).number not in weeks

    # -- rotations -----------------------------------------------------------------------------------------

    def blocks(self, trainee: Trainee) -> Iterator[Block]:
        """Yield the rotations of a trainee that agree with the weeks of the past."""
        if self.published is None:
            yield from blocks_of(trainee, self.term, self.scope.services)
            return
        past = self.published.past_weeks(trainee, self.term.weeks_of_stay(trainee))
        was_on: dict[Service, set[int]] = {}
        for week, services in past.items():
            for service in services:
                was_on.setdefault(service, set()).add(week.number)
        until = max((week.number for week in past), default=0)
        in_one_go = not is_off(self.term, "no_service_twice")
        for block in blocks_of(trainee, self.term, self.scope.services):
            expected = was_on.get(block.service, set())
            held = {week.number for week in block.weeks if week.number <= until}
            if held == expected or (held < expected and not in_one_go):
                yield block

    def past_weeks(self, trainee: Trainee, service: Service) -> int:
        """Return in how many weeks of the past a trainee may have been on a service."""
        weeks = self.term.weeks_of_stay(trainee)
        if self.published is None:
            return sum(self.term.is_settled(week.monday) for week in weeks)
        past = self.published.past_weeks(trainee, weeks)
        return sum(service in services for services in past.values())

    # -- sessions ------------------------------------------------------------------------------------------

    def options(self, trainee: Trainee) -> Iterator[tuple[Option, bool]]:
        """Yield what a trainee may attend."""
        options = options_to_open(trainee, self.term)
        if self.scope.same_times:
            times, own = self._given_times, trainee.id
            options = tuple(o for o in options if (own, o.activity.id, o.period) in times)
        if self.scope.may_meet is not None:
            options = tuple(option for option in options if self.scope.lets_attend(trainee, option))
        if self.published is None and self.scope.weeks is None and self.scope.faculty is None:
            yield from ((option, False) for option in options)
            return
        for option in options:
            if self._is_past(option):
                if (trainee, option) in self._was.attendances:
                    yield option, True
            elif self._stays(option) or (isinstance(option, MeetingTime) and self._in_peace(option.mentor)):
                if (trainee, option) in self._is_given.attendances:
                    yield option, True
            else:
                yield option, False

    @cached_property
    def _given_times(self) -> frozenset[tuple[str, str, Period]]:
        return times_of(self._given)

    def past_topics(self, trainee: Trainee) -> Iterator[tuple[Activity, Faculty, str]]:
        """Yield what the meetings of the past were about, each topic of an activity once."""
        seen: set[tuple[Activity, str]] = set()
        for session in self.published.past_sessions(trainee) if self.published else ():
            key = session.activity, session.topic
            if not (session.is_meeting and session.faculty and session.topic) or key in seen:
                continue
            if self.term.is_possible(trainee, option_of(session, self.term)):
                seen.add(key)
                yield session.activity, session.faculty, session.topic

    def settled_topic(self, occurrence: Occurrence) -> str | None:
        """Return the topic that an occurrence keeps, an empty one included, or None where it is open.

        It keeps one of the past, and, where people are left in peace, the one that is given.
        """
        if self._is_past(occurrence):
            return self._past_topics.get(occurrence, "")
        everything = self.scope.trainees is None and self.scope.weeks is None
        given = "" if everything else self._given_topics.get(occurrence, "")
        return given if given in occurrence.activity.topics else None

    @cached_property
    def _past_topics(self) -> dict[Occurrence, str]:
        return _topics(self._was)

    @cached_property
    def _given_topics(self) -> dict[Occurrence, str]:
        return _topics(self._is_given)

    def published_topics(
        self, trainee: Trainee, meetings: list[MeetingTime]
    ) -> dict[MeetingTime, tuple[str, bool]]:
        """Return the topics that were published for some meetings, and whether each must stay."""
        if self.published is None:
            return {}
        was = {option_of(s, self.term): s.topic for s in self.published.plan.sessions_of(trainee)}
        return {
            meeting: (was[meeting], self._is_past(meeting))
            for meeting in meetings
            if meeting in was
            and (
                self._is_past(meeting)
                or was[meeting] in self.term.meeting_topics(meeting.activity, meeting.mentor)
            )
        }

    def leads(self, occurrence: Occurrence) -> list[tuple[Faculty, bool]]:
        """Return who may lead an occurrence."""
        leads = self.term.session_leads(occurrence)
        if self._is_past(occurrence):
            return [(lead, True) for lead in leads if (occurrence, lead) in self._was.leads]
        if self.is_led_apart(occurrence):
            return self._leads_apart(occurrence, leads)
        given = next((lead for lead in leads if (occurrence, lead) in self._is_given.leads), None)
        stays = self._stays(occurrence) or occurrence in self._kept_company
        if given is not None and (stays or self._in_peace(given)):
            return [(given, True)]
        if stays:
            return []
        return [(lead, False) for lead in leads if not self._in_peace(lead)]

    def is_led_apart(self, occurrence: Occurrence) -> bool:
        """Tell whether an occurrence may have another lead for each who attends it."""
        what = occurrence.activity, occurrence.period, occurrence.room
        return bool(self._apart) and what in self._apart

    @cached_property
    def _apart(self) -> frozenset[Attended]:
        return led_apart(self.term)

    def _leads_apart(self, occurrence: Occurrence, leads: Iterable[Faculty]) -> list[tuple[Faculty, bool]]:
        found: list[tuple[Faculty, bool]] = []
        for lead in leads:
            given = (occurrence, lead) in self._is_given.leads
            settled = self._stays(occurrence) or self._in_peace(lead)
            if given or not settled:
                found.append((lead, settled))
        return found

    def own_lead(self, trainee: Trainee, occurrence: Occurrence) -> tuple[Faculty | None, bool]:
        """Return who leads an occurrence for a trainee, as far as that is settled, and whether it is."""
        key = trainee, occurrence
        if self._is_past(occurrence):
            return self._was.led_by.get(key), True
        in_peace = self.scope.trainees is not None and trainee.id not in self.scope.trainees
        stays = self._stays(occurrence) or (in_peace and self.scope.faculty is not None)
        is_given = occurrence.activity.id not in self.scope.leads and key in self._is_given.led_by
        return self._is_given.led_by.get(key), stays or is_given

    def expects_lead(self, trainee: Trainee, occurrence: Occurrence) -> bool:
        """Tell whether a trainee was not published to attend an occurrence without a lead."""
        key = trainee, occurrence
        return key not in self._was.led_by or self._was.led_by[key] is not None

    @cached_property
    def _kept_company(self) -> set[Option]:
        """The occurrences that a trainee who is left in peace attends."""
        if self.scope.faculty is None or self.scope.trainees is None:
            return set()
        return {
            option
            for trainee, option in self._is_given.attendances
            if trainee.id not in self.scope.trainees and isinstance(option, Occurrence)
        }

    # -- rounds and mentors --------------------------------------------------------------------------------

    def round_leads(self, service: Service, week: Week) -> list[tuple[Faculty, bool]]:
        """Return who may lead the rounds of a service in a week."""
        leads = self.term.round_leads(service, week)
        if self.published is not None and self.published.is_past(week):
            was = [lead for lead in leads if (service, week, lead) in self._led]
            has_come, may_come = self._is_there(service, week, self.published)
            if was and (has_come or may_come):
                return [(lead, has_come) for lead in was]
            if self.published.since not in week.span or not may_come:
                return []
        given = next((lead for lead in leads if (service, week, lead) in self._is_given.rounds), None)
        stays = self.scope.weeks is not None and week.number not in self.scope.weeks
        if given is not None and (stays or self._in_peace(given)):
            return [(given, True)]
        if stays:
            return []
        return [(lead, False) for lead in leads if not self._in_peace(lead)]

    def _is_there(self, service: Service, week: Week, published: Published) -> tuple[bool, bool]:
        """Tell whether somebody was on a service in a week that has begun, and whether somebody may be yet.

        Rounds are led for somebody: without the one and the other nobody leads them, whatever was published.
        """
        was_there = (week.number, service) in self._past
        may_come = any(
            trainee.stay.start >= published.since and trainee.stay.overlaps(week.span)
            for trainee in self.term.trainees
            if service.admits(trainee.kind)
        )
        stays = was_there and not is_off(self.term, "history")
        return stays, may_come or was_there

    @cached_property
    def _past(self) -> set[tuple[int, Service]]:
        """The weeks of the past, by their numbers, in which somebody was on a service."""
        if self.published is None:
            return set()
        return {
            (week.number, service)
            for trainee in self.term.trainees
            for week, services in self.published.past_weeks(trainee, self.term.weeks_of_stay(trainee)).items()
            for service in services
        }

    @cached_property
    def _led(self) -> set[tuple[Service, Week, Faculty]]:
        return (
            {(row.service, row.week, row.lead) for row in self.published.plan.rounds}
            if self.published
            else set()
        )

    def mentors(self, trainee: Trainee) -> list[tuple[Faculty, bool]]:
        """Return who may be the main mentor of a trainee."""
        mentors = [member for member in self.term.faculty if member.mentors]
        past = self.published.past_mentors(trainee) if self.published else None
        if past is not None:
            return [(mentor, True) for mentor in mentors if mentor in past]
        given = next((mentor for mentor in mentors if (trainee, mentor) in self._is_given.mentors), None)
        if given is not None and self._in_peace(given):
            return [(given, True)]
        return [
            (mentor, False)
            for mentor in mentors
            if not self._in_peace(mentor) and self.scope.lets_meet(trainee, mentor)
        ]


def _topics(wanted: Wanted) -> dict[Occurrence, str]:
    return {option: topic for option, topic in wanted.topics if isinstance(option, Occurrence)}
