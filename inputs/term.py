"""A term: everything a coordinator writes down, and the facts that follow from it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import date, time
from functools import cached_property
from typing import Any

from inputs.days import Period, Span, Week, weeks_of
from inputs.people import OWN_CALENDAR, Absence, Faculty, Kind, Preference, Room, Trainee
from inputs.programme import (
    Activity,
    CurriculumRow,
    MeetingTime,
    Occurrence,
    Option,
    Pin,
    SeatChange,
    Service,
    Slot,
)
from inputs.published import Published
from inputs.stays import Requirement, StayFacts, Window
from inputs.timetable import Timetable
from inputs.working_days import CalendarDay, WorkingDays

COVERAGE, STABILITY, CURRICULUM = "coverage", "stability", "curriculum"
FAIRNESS, COMFORT = "fairness", "comfort"
LEVELS = (COVERAGE, STABILITY, CURRICULUM, FAIRNESS, COMFORT)
"""The names of the levels, in the order in which they are solved unless a term says otherwise."""


@dataclass(frozen=True, eq=False)
class Term:
    """A term as the coordinator wrote it; the properties below are facts that follow from it alone."""

    name: str
    span: Span
    timezone: str
    country: str
    weekdays: tuple[str, ...]
    day_start: time
    day_end: time
    working: WorkingDays
    levels: tuple[str, ...] = LEVELS
    rules: Mapping[str, Mapping[str, object]] = field(default_factory=dict)
    trainees: tuple[Trainee, ...] = ()
    faculty: tuple[Faculty, ...] = ()
    rooms: tuple[Room, ...] = ()
    absences: tuple[Absence, ...] = ()
    services: tuple[Service, ...] = ()
    curriculum: tuple[CurriculumRow, ...] = ()
    activities: tuple[Activity, ...] = ()
    slots: tuple[Slot, ...] = ()
    pins: tuple[Pin, ...] = ()
    seat_changes: tuple[SeatChange, ...] = ()
    preferences: tuple[Preference, ...] = ()
    kinds: tuple[Kind, ...] = ()
    calendar: tuple[CalendarDay, ...] = ()
    digest: str = ""
    written: str = ""
    """What the coordinator wrote, as one text of which ``digest`` is made (see `inputs.files.tables`)."""
    published: Published | None = None
    """What was published last, where the term is planned again; the coordinator did not write it."""
    settled_before: date | None = None
    """The first day that a plan of the term could change when it was made; None where that was any day."""

    def __reduce__(self) -> tuple[object, ...]:
        """Go to another process as what the coordinator wrote; the facts follow from it there."""
        return Term, tuple(getattr(self, part.name) for part in fields(self))

    # -- looking things up ---------------------------------------------------------------------------------

    @cached_property
    def weeks(self) -> tuple[Week, ...]:
        """The weeks of the term, numbered from 1."""
        return weeks_of(self.span)

    def week_of(self, day: date) -> Week:
        """Return the week of a day of the term."""
        return self.weeks[(day - self.weeks[0].monday).days // 7]

    @cached_property
    def activity_by_id(self) -> Mapping[str, Activity]:
        """The activities by id."""
        return {activity.id: activity for activity in self.activities}

    @cached_property
    def service_by_id(self) -> Mapping[str, Service]:
        """The services by id."""
        return {service.id: service for service in self.services}

    @cached_property
    def faculty_by_id(self) -> Mapping[str, Faculty]:
        """The members of faculty by id."""
        return {member.id: member for member in self.faculty}

    @cached_property
    def trainee_by_id(self) -> Mapping[str, Trainee]:
        """The trainees by id."""
        return {trainee.id: trainee for trainee in self.trainees}

    @cached_property
    def _absences_of(self) -> Mapping[str, tuple[Absence, ...]]:
        found: dict[str, tuple[Absence, ...]] = {}
        for absence in self.absences:
            found[absence.who] = (*found.get(absence.who, ()), absence)
        return found

    def absences_of(self, who: Trainee | Faculty | Room) -> tuple[Absence, ...]:
        """Return the absences of a person, or the closures of a room."""
        return self._absences_of.get(who.id, ())

    def is_absent(self, who: Trainee | Faculty | Room, period: Period) -> bool:
        """Tell whether somebody (or a room) is away at any moment of ``period``."""
        return any(absence.covers(period) for absence in self.absences_of(who))

    def say_absent(self, who: Trainee | Faculty | Room, *periods: Period) -> str:
        """Return ``absent``, and whether nothing but his or her own calendar says so of these periods."""
        found = [a for a in self.absences_of(who) if any(a.covers(period) for period in periods)]
        own = bool(found) and all(absence.own_calendar for absence in found)
        return f"absent ({OWN_CALENDAR})" if own else "absent"

    def with_only(self, *trainees: Trainee) -> Term:
        """Return the term as it would be if nobody else came.

        What follows from the other tables alone, such as the occurrences, is not worked out again.
        """
        alone_ids = {trainee.id for trainee in trainees}
        return self._with_trainees(
            trainees,
            pins=tuple(pin for pin in self.pins if pin.trainee in trainees),
            preferences=tuple(row for row in self.preferences if row.trainee in alone_ids),
            published=self.published and self.published.with_only(trainees),
        )

    def with_more(self, *newcomers: Trainee) -> Term:
        """Return the term to which others come, too: what was published stays as it is.

        What follows from the other tables alone is not worked out again, as in `with_only`.
        """
        return self._with_trainees((*self.trainees, *newcomers))

    def _with_trainees(self, trainees: tuple[Trainee, ...], **others: Any) -> Term:
        term = replace(self, trainees=trainees, **others)
        for fact in ("weeks", "_absences_of", "_timetable"):
            term.__dict__[fact] = getattr(self, fact)
        known = self._stays
        term.__dict__["_stays"] = {one: known[one] for one in trainees if one in known}
        return term

    # -- days ----------------------------------------------------------------------------------------------

    def is_working(self, day: date) -> bool:
        """Tell whether a day of the term is a working day."""
        return day in self.working.days

    def working_days_in(self, span: Span) -> tuple[date, ...]:
        """Return the working days of a span, in order."""
        return tuple(day for day in span if day in self.working.days)

    def weeks_of_stay(self, trainee: Trainee) -> tuple[Week, ...]:
        """Return the weeks that a stay touches, within the term."""
        first = self.week_of(trainee.stay.first_day).number
        return self.weeks[first - 1 : self.week_of(trainee.stay.last_day).number]

    def on_stay(self, week: Week) -> tuple[Trainee, ...]:
        """Return the trainees whose stay touches a week."""
        return tuple(trainee for trainee in self.trainees if trainee.stay.overlaps(week.span))

    # -- what is possible ----------------------------------------------------------------------------------

    @cached_property
    def _timetable(self) -> Timetable:
        return Timetable(self)

    @property
    def occurrences(self) -> tuple[Occurrence, ...]:
        """Every slot on every working day that its weeks admit and on which its room is open then."""
        return self._timetable.occurrences

    def occurrence_at(self, activity: Activity, period: Period, room: Room | None) -> Occurrence | None:
        """Return the occurrence of an activity at a time and place, or None where there is none."""
        return self._timetable.occurrence_at(activity, period, room)

    @property
    def meeting_times(self) -> tuple[MeetingTime, ...]:
        """Every time at which some mentor could meet somebody, for each activity of format ``meeting``."""
        return self._timetable.meeting_times

    @property
    def options_by_id(self) -> Mapping[str, tuple[Option, ...]]:
        """Every occurrence or meeting time of each activity, by its id, in order of time."""
        return self._timetable.options_by_id

    def options_for(self, kind: str) -> tuple[tuple[Option, ...], tuple[Option, ...]]:
        """Return the occurrences that a kind of trainee is admitted to, and its meeting times, by time."""
        return self._timetable.options_for(kind)

    # -- what is possible for a trainee, and owed to a stay ------------------------------------------------

    @cached_property
    def _stays(self) -> dict[Trainee, StayFacts]:
        return {}

    def _stay_of(self, trainee: Trainee) -> StayFacts:
        facts = self._stays.get(trainee)
        if facts is None:
            facts = self._stays[trainee] = StayFacts(self, trainee)
        return facts

    def options_of(self, trainee: Trainee) -> tuple[Option, ...]:
        """Return every occurrence and meeting time that is possible for a trainee, in order of time."""
        return self._stay_of(trainee).options

    def is_possible(self, trainee: Trainee, option: Option | None) -> bool:
        """Tell whether an occurrence or meeting time is possible for a trainee; nothing is not."""
        return option in self._stay_of(trainee).possible

    def options_by_activity(self, trainee: Trainee) -> Mapping[Activity, tuple[Option, ...]]:
        """Return the options of a trainee for each activity of his or her audience, in order of time."""
        return self._stay_of(trainee).options_by_activity

    def windows_of(self, trainee: Trainee) -> tuple[Window, ...]:
        """Return what a stay is owed by dates alone: every cadence but ``rotation_end``."""
        return self._stay_of(trainee).windows

    def is_settled(self, day: date) -> bool:
        """Tell whether a day lay before all that could be planned.

        What took place then is not held against what is owed, or how many may come, since.
        """
        since = self.published.since if self.published else self.settled_before
        return since is not None and day < since

    def is_fixed(self, day: date) -> bool:
        """Tell whether a day is as it was published, whatever else the plan does."""
        return self.published is not None and day < self.published.since

    def owed_options_of(self, trainee: Trainee) -> tuple[Option, ...]:
        """Return those options of a trainee that can give something owed, in order of time."""
        return self._stay_of(trainee).owed_options

    def ending_window(self, trainee: Trainee, activity: Activity, week: Week) -> Window:
        """Return what a rotation that ends in ``week`` is owed of a ``rotation_end`` activity."""
        return self._stay_of(trainee).ending_window(activity, week)

    def requirements_of(self, trainee: Trainee) -> tuple[Requirement, ...]:
        """Return what the curriculum asks of a stay: of several rows for the same services the largest."""
        return self._stay_of(trainee).requirements

    # -- seats ---------------------------------------------------------------------------------------------

    def service_seats(self, service: Service, week: Week) -> int:
        """Return the seats of a service in a week: of several changes that touch it, the fewest."""
        changes = [c.seats for c in self.seat_changes if c.item == service.id and c.span.overlaps(week.span)]
        return min(changes, default=service.seats)

    def slot_seats(self, occurrence: Occurrence) -> int | None:
        """Return the seats of an occurrence (None is no limit): of several changes on its date the fewest."""
        item, day = occurrence.activity.id, occurrence.date
        changes = [change.seats for change in self.seat_changes if change.item == item and day in change.span]
        return min(changes, default=occurrence.slot.seats)

    def room_seats(self, room: Room, day: date) -> int | None:
        """Return the seats of a room on a day (None is no limit): of several changes on it the fewest."""
        return min((c.seats for c in self.seat_changes_of(room) if day in c.span), default=room.seats)

    def has_limit(self, room: Room) -> bool:
        """Tell whether the seats of a room are counted, on some days at least."""
        return room.seats is not None or bool(self.seat_changes_of(room))

    def seat_changes_of(self, room: Room) -> tuple[SeatChange, ...]:
        """Return the other numbers of seats of a room; a service or activity of its id has its own."""
        return self._room_changes.get(room.id, ())

    @cached_property
    def _room_changes(self) -> Mapping[str, tuple[SeatChange, ...]]:
        rooms = {room.id for room in self.rooms} - {*self.service_by_id, *self.activity_by_id}
        return {id_: tuple(c for c in self.seat_changes if c.item == id_) for id_ in rooms}

    # -- leads and mentors ---------------------------------------------------------------------------------

    def rounds_in(self, service: Service, week: Week) -> tuple[Period, ...]:
        """Return the times of a service's rounds in a week: one on each working day."""
        if not service.has_rounds:
            return ()
        rounds = (service.round_on(day) for day in self.working_days_in(week.span))
        return tuple(period for period in rounds if period is not None)

    def round_leads(self, service: Service, week: Week) -> tuple[Faculty, ...]:
        """Return the faculty who may lead a service's rounds and are absent during none of that week's.

        Nobody leads a service that has none.
        """
        if not service.has_rounds:
            return ()
        rounds = self.rounds_in(service, week)
        return tuple(
            member
            for member in self.faculty
            if service.id in member.leads and not any(self.is_absent(member, period) for period in rounds)
        )

    def named_leads(self, slot: Slot) -> tuple[Faculty, ...]:
        """Return the faculty named for a slot, or else for its activity; with nobody it needs no lead."""
        return slot.leads or self._leads_of_activity.get(slot.activity.id, ())

    @cached_property
    def _leads_of_activity(self) -> Mapping[str, tuple[Faculty, ...]]:
        return {a.id: tuple(f for f in self.faculty if a.id in f.leads) for a in self.activities}

    def session_leads(self, occurrence: Occurrence) -> tuple[Faculty, ...]:
        """Return the named leads of an occurrence who are not absent then."""
        named = self.named_leads(occurrence.slot)
        return tuple(member for member in named if not self.is_absent(member, occurrence.period))

    def meeting_topics(self, activity: Activity, mentor: Faculty) -> tuple[str, ...]:
        """Return what a meeting with a mentor may be about: the mentor's topics that the activity lists."""
        return tuple(topic for topic in mentor.topics if not activity.topics or topic in activity.topics)

    def topics_to_see(self, activity: Activity) -> tuple[str, ...]:
        """Return the topics there are: of a group activity its own; of meetings those that any mentor has."""
        if activity.format == "group":
            return activity.topics
        return self._topics_of_mentors[activity]

    @cached_property
    def _topics_of_mentors(self) -> Mapping[Activity, tuple[str, ...]]:
        return {
            activity: tuple(
                dict.fromkeys(
                    topic
                    for mentor in self.faculty
                    if mentor.mentors
                    for topic in self.meeting_topics(activity, mentor)
                )
            )
            for activity in self.activities
            if activity.format == "meeting"
        }

    def preference(self, trainee: Trainee, item: Service | Faculty) -> int | None:
        """Return how much a trainee wishes for a service or a mentor, or None where nothing is stated."""
        return self._preferences.get((trainee.id, item.id))

    @cached_property
    def _preferences(self) -> Mapping[tuple[str, str], int]:
        return {(preference.trainee, preference.item): preference.value for preference in self.preferences}

    def states_preferences(self, trainee: Trainee) -> bool:
        """Tell whether a trainee states any preference."""
        return any(preference.trainee == trainee.id for preference in self.preferences)
