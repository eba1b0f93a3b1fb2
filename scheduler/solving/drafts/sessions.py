"""Drafts group sessions without the solver: the term is gone through in order of time.

At each occurrence those attend who are owed it, can come and have not had it; where seats are few, those with
the fewest chances left. What must come before has come before, for time only moves forward.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from inputs.days import Period
from inputs.people import Faculty, Room, Trainee
from inputs.plan import Plan, Session
from inputs.programme import Activity, Occurrence
from inputs.stays import Window
from inputs.term import Term
from scheduler.solving.drafts.busy import Diary


def draft_sessions(term: Term, plan: Plan) -> Plan:
    """Return the plan with group sessions, their leads and topics; rotations and round leads are given."""
    draft = _Draft(term, plan)
    for occurrence in term.occurrences:
        draft.hold(occurrence)
    return replace(plan, sessions=tuple(draft.sessions))


@dataclass
class _Draft:
    """The sessions given so far."""

    term: Term
    plan: Plan
    sessions: list[Session] = field(default_factory=list)
    _waiting: dict[Occurrence, list[Window]] = field(default_factory=dict)
    _served: set[Window] = field(default_factory=set)
    _ends: dict[tuple[Trainee, str], list[Period]] = field(default_factory=dict)
    _weeks: dict[tuple[Trainee, Activity], int] = field(default_factory=dict)
    _inside: dict[Room, list[tuple[Period, int]]] = field(default_factory=dict)
    _led: Counter[Faculty] = field(default_factory=Counter)
    _taught: Counter[Activity] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        self.diary = Diary(self.term, self.plan)
        for trainee in self.term.trainees:
            for window in (*self.term.windows_of(trainee), *self._endings(trainee)):
                if window.activity.format == "group":
                    for option in window.options:
                        if isinstance(option, Occurrence):
                            self._waiting.setdefault(option, []).append(window)

    def _endings(self, trainee: Trainee) -> Iterator[Window]:
        activities = [
            a for a in self.term.activities if a.cadence == "rotation_end" and a.admits(trainee.kind)
        ]
        for rotation in self.plan.rotations_of(trainee):
            week = self.term.week_of(rotation.span.last_day)
            for activity in activities:
                yield self.term.ending_window(trainee, activity, week)

    def hold(self, occurrence: Occurrence) -> None:
        """Let those attend an occurrence who most need to."""
        able = [window for window in self._waiting.get(occurrence, ()) if self._can(window, occurrence)]
        able.sort(key=lambda window: (self._chances(window, occurrence), window.trainee.id))
        able = able[: self._seats(occurrence)]
        if not able:
            return
        lead, topic = self._lead(occurrence), self._topic(occurrence)
        for window in able:
            self._give(window, occurrence, lead, topic)
        if occurrence.room is not None:
            self._inside.setdefault(occurrence.room, []).append((occurrence.period, len(able)))

    def _can(self, window: Window, occurrence: Occurrence) -> bool:
        trainee, activity = window.trainee, window.activity
        week = self.term.week_of(occurrence.date)
        if window in self._served or any(
            activity.id in service.blocks for service in self.plan.services_in(trainee, week)
        ):
            return False
        if activity.cadence == "biweekly" and self._weeks.get((trainee, activity)) == week.number - 1:
            return False
        if any(period.overlaps(occurrence.period) for period in self.diary.on(trainee, occurrence.date)):
            return False
        if self._is_pinned_off(window, occurrence):
            return False
        return self._is_prepared(trainee, activity, occurrence)

    def _is_prepared(self, trainee: Trainee, activity: Activity, occurrence: Occurrence) -> bool:
        start = (occurrence.date, occurrence.period.start)
        return all(
            needed.activity in trainee.completed
            or sum(
                1
                for period in self._ends.get((trainee, needed.activity), ())
                if (period.date, period.end) <= start
            )
            >= needed.times
            for needed in activity.after
        )

    def _is_pinned_off(self, window: Window, occurrence: Occurrence) -> bool:
        """Tell whether a pin forbids this session, or asks for another of the same window."""
        for pin in self.term.pins:
            if pin.trainee != window.trainee or pin.item != window.activity:
                continue
            here = pin.date in (None, occurrence.date) and pin.start in (None, occurrence.period.start)
            asked = pin.must and pin.date is not None and pin.date in window.span
            if (not pin.must and here) or (asked and not here):
                return True
        return False

    def _chances(self, window: Window, occurrence: Occurrence) -> int:
        """Return how many occurrences of a window are still to come, this one included."""
        return sum(1 for option in window.options if option.period >= occurrence.period)

    def _seats(self, occurrence: Occurrence) -> int:
        """Return how many may attend, by the seats of the slot and those left in the room."""
        free = [len(self.term.trainees)]
        seats = self.term.slot_seats(occurrence)
        if seats is not None:
            free.append(seats)
        room = occurrence.room
        in_room = self.term.room_seats(room, occurrence.date) if room is not None else None
        if room is not None and in_room is not None:
            inside = [n for period, n in self._inside.get(room, ()) if period.overlaps(occurrence.period)]
            free.append(max(0, in_room - sum(inside)))
        return min(free)

    def _lead(self, occurrence: Occurrence) -> Faculty | None:
        free = [
            lead
            for lead in self.term.session_leads(occurrence)
            if not any(period.overlaps(occurrence.period) for period in self.diary.on(lead, occurrence.date))
        ]
        lead = min(free, key=lambda member: (self._led[member], member.id), default=None)
        if lead is not None:
            self._led[lead] += 1
            self.diary.enter(lead, occurrence.period)
        return lead

    def _topic(self, occurrence: Occurrence) -> str:
        topics = occurrence.activity.topics
        if not topics:
            return ""
        self._taught[occurrence.activity] += 1
        return topics[(self._taught[occurrence.activity] - 1) % len(topics)]

    def _give(self, window: Window, occurrence: Occurrence, lead: Faculty | None, topic: str) -> None:
        trainee, activity = window.trainee, window.activity
        self._served.add(window)
        self._ends.setdefault((trainee, activity.id), []).append(occurrence.period)
        self._weeks[trainee, activity] = self.term.week_of(occurrence.date).number
        self.diary.enter(trainee, occurrence.period)
        self.sessions.append(Session(trainee, activity, occurrence.period, occurrence.room, lead, topic))
