"""Drafts meetings at wished times: a first plan of everything, found without the solver.

Each owed meeting takes the time that is wished for it where that can be, and elsewhere the best hour that is
still free. The draft keeps clear of whatever the plan holds already; without wishes it is no better than its
order, and the search improves it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date

from constraints.meeting_topics import share_topics
from inputs.days import Period, weekday_of
from inputs.people import Faculty, Trainee
from inputs.plan import Mentorship, Plan, Session
from inputs.programme import Activity, MeetingTime
from inputs.stays import Window
from inputs.term import Term
from scheduler.solving.drafts.busy import Diary, adjoins
from scheduler.solving.drafts.meeting_chains import Chains, never
from scheduler.solving.drafts.surroundings import Given


def draft_meetings(
    term: Term,
    plan: Plan,
    wished: Mapping[Window, MeetingTime],
    mentors: Mapping[Trainee, Faculty],
    *,
    moving: bool = True,
    stopped: Callable[[], bool] = never,
) -> Plan:
    """Return the plan with meetings and main mentors added; what it says of such meetings already is dropped.

    Those that need something before them, and those at the end of a rotation, are left as they are.
    ``wished`` are times for some windows, ``mentors`` main mentors for some trainees. Those who were promised
    a main mentor have that one. With ``moving`` meetings move to other times for those that find none, until
    ``stopped`` says that there is no more time for it.
    """
    bare = replace(plan, sessions=tuple(s for s in plan.sessions if not is_drafted(s.activity)))
    draft = _Draft(term, bare, mentors)
    windows = sorted(
        (
            window
            for trainee in term.trainees
            for window in term.windows_of(trainee)
            if is_drafted(window.activity)
        ),
        key=lambda window: (window.span, window.trainee.id, window.activity.id),
    )
    for window in windows:
        draft.take(window, wished.get(window))
    for window in windows:
        draft.find_hour(window)
    if moving:
        draft.move_others(windows, stopped)
    return replace(
        bare,
        sessions=(*bare.sessions, *draft.sessions()),
        mentorships=tuple(draft.mentorships()),
    )


def is_drafted(activity: Activity) -> bool:
    """Tell whether an activity is one of meetings that are owed by dates and need nothing before them."""
    return activity.format == "meeting" and not activity.after and activity.cadence != "rotation_end"


class _Draft:
    """The meetings given so far."""

    def __init__(self, term: Term, plan: Plan, mentors: Mapping[Trainee, Faculty]) -> None:
        self.term = term
        promised = {t: term.faculty_by_id[t.mentor] for t in term.trainees if t.mentor is not None}
        self.mentors = {**mentors, **{t: mentor for t, mentor in promised.items() if mentor.mentors}}
        self.plan = plan
        self.diary = Diary(term, plan)
        self._times: dict[tuple[str, date], dict[Period, list[MeetingTime]]] = {}
        for time in term.meeting_times:
            on_day = self._times.setdefault((time.activity.id, time.date), {})
            on_day.setdefault(time.period, []).append(time)
        self.given: dict[Window, MeetingTime] = {}
        self.meetings_a_week: Counter[tuple[Faculty, int]] = Counter()
        for session in plan.sessions:
            if session.is_meeting and session.faculty is not None:
                self.meetings_a_week[session.faculty, term.week_of(session.period.date).number] += 1
        self.weeks_met: dict[tuple[Trainee, Activity], set[int]] = {}
        self.weekdays: dict[tuple[Trainee, Activity], Counter[str]] = {}

    def take(self, window: Window, time: MeetingTime | None) -> None:
        """Give a window the time wished for it, where it can be had."""
        if time is not None and self._can(window, time):
            self._give(window, time)

    def find_hour(self, window: Window) -> None:
        """Give a window that has nothing yet the best hour left, if any."""
        if window in self.given:
            return
        best: MeetingTime | None = None
        least = 0
        mentor = self.mentors.get(window.trainee)
        for period, times in self._times_of(window):  # in order of time: of two as good the first is taken
            if not self._can_come(window, period):
                continue
            badness = self._badness_at(window, period)
            for option in times:
                if best is not None and badness >= least:
                    break
                if self._can_give(option):
                    worse = badness + (mentor is not None and option.mentor != mentor)
                    if best is None or worse < least:
                        best, least = option, worse
            if best is not None and least == 0:
                break
        if best is not None:
            self._give(window, best)

    def _times_of(self, window: Window) -> Iterator[tuple[Period, list[MeetingTime]]]:
        """Yield when a window may be met, with the times that mentors have then."""
        for day in window.span:
            for period, times in self._times.get((window.activity.id, day), {}).items():
                if not self.term.is_absent(window.trainee, period):
                    yield period, times

    def _can(self, window: Window, option: MeetingTime) -> bool:
        return self._can_give(option) and self._can_come(window, option.period)

    def _can_give(self, option: MeetingTime) -> bool:
        """Tell whether a mentor has that time, and a meeting left in its week."""
        mentor, most = option.mentor, option.mentor.max_meetings_per_week
        if most is not None and self.meetings_a_week[mentor, self.term.week_of(option.date).number] >= most:
            return False
        return self.diary.is_free(mentor, option.period)

    def _can_come(self, window: Window, period: Period) -> bool:
        """Tell whether a trainee could have a meeting then."""
        week, activity = self.term.week_of(period.date), window.activity
        services = self.plan.services_in(window.trainee, week)
        if any(activity.id in service.blocks for service in services):
            return False
        if activity.cadence == "biweekly":
            weeks = self.weeks_met.get((window.trainee, activity), set())
            if {week.number - 1, week.number + 1} & weeks:
                return False
        return self.diary.is_free(window.trainee, period)

    def _give(self, window: Window, option: MeetingTime) -> None:
        week = self.term.week_of(option.date).number
        self.given[window] = option
        self.diary.enter(window.trainee, option.period)
        self.diary.enter(option.mentor, option.period)
        self.meetings_a_week[option.mentor, week] += 1
        self.weeks_met.setdefault((window.trainee, window.activity), set()).add(week)
        days = self.weekdays.setdefault((window.trainee, window.activity), Counter())
        days[weekday_of(option.date)] += 1

    def move_others(self, windows: Iterable[Window], stopped: Callable[[], bool]) -> None:
        """Move meetings to other times of theirs, so that those which have nothing yet find one."""
        lacking = [window for window in windows if window not in self.given]
        if lacking and not stopped():
            around = Given(self.term, self.plan)
            chains = Chains(self.term, self.given, around.times)
            chains.give(lacking, stopped)
            self.given = chains.given

    def _badness_at(self, window: Window, period: Period) -> int:
        """Return what speaks against a time: nothing stands beside it, or it is not on the usual day."""
        alone = not any(adjoins(period, other) for other in self.diary.on(window.trainee, period.date))
        days = self.weekdays.get((window.trainee, window.activity), Counter())
        return alone + (bool(days) and days[weekday_of(period.date)] < max(days.values()))

    def sessions(self) -> list[Session]:
        """Return the meetings with a topic each."""
        by_trainee: dict[tuple[Trainee, Activity], list[MeetingTime]] = {}
        for window, option in self.given.items():
            by_trainee.setdefault((window.trainee, window.activity), []).append(option)
        found = []
        for (trainee, activity), meetings in by_trainee.items():
            meetings.sort(key=lambda meeting: meeting.period)
            topics = share_topics(meetings, self._spent(meetings), self.term)
            found += [
                Session(trainee, activity, meeting.period, None, meeting.mentor, topic)
                for meeting, topic in zip(meetings, topics, strict=True)
            ]
        return found

    def _spent(self, meetings: list[MeetingTime]) -> list[tuple[Faculty, str]]:
        """Return different topics for as many meetings as can have one (augmenting paths)."""
        meeting_on: dict[str, int] = {}

        def find(number: int, asked: set[str]) -> bool:
            meeting = meetings[number]
            for topic in self.term.meeting_topics(meeting.activity, meeting.mentor):
                if topic not in asked:
                    asked.add(topic)
                    if topic not in meeting_on or find(meeting_on[topic], asked):
                        meeting_on[topic] = number
                        return True
            return False

        for number in range(len(meetings)):
            find(number, set())
        return [(meetings[number].mentor, topic) for topic, number in meeting_on.items()]

    def mentorships(self) -> list[Mentorship]:
        """Return the main mentors."""
        return [Mentorship(t, self.mentors[t]) for t in self.term.trainees if t in self.mentors]
