"""Plants who meets which mentor when; mentors then offer the hours that this takes, and a few more."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import date, time

from inputs.days import Period, Span, Week, minutes_after
from inputs.people import Faculty, Hours, Trainee
from inputs.plan import Session
from inputs.programme import Activity
from inputs.term import Term
from tests.benchmarks.programme import FEEDBACK, MENTORING

STARTS = (time(14), time(15), time(16), time(17))
"""When mentors have time."""
LAST_HOUR = time(17)
HOUR = 60
USUAL_MEETINGS = 4
"""Meetings a week, of which a mentor gives more only where the plan takes them."""


@dataclass(frozen=True)
class Need:
    """A meeting owed to a trainee in one of some days of one week."""

    trainee: Trainee
    activity: Activity
    days: tuple[date, ...]


@dataclass
class PlantedMeetings:
    """The meetings planted so far, around the sessions given."""

    term: Term
    given: list[Session]
    chance: random.Random
    hours: dict[Faculty, list[Hours]]
    meetings: list[Session] = field(default_factory=list)
    counts: Counter[tuple[Faculty, int]] = field(default_factory=Counter)
    """Meetings by mentor and week."""
    _busy: dict[tuple[str, date], list[Period]] = field(default_factory=dict)
    _open: dict[date, list[tuple[Faculty, time]]] = field(default_factory=dict)
    """The half hours that are still free."""

    def plant(self) -> None:
        """Give everybody the meetings that are owed, those with the fewest days to choose from first."""
        for session in self.given:
            for who in (session.trainee, session.faculty):
                if who is not None:
                    self._busy.setdefault((who.id, session.period.date), []).append(session.period)
        for week in self.term.weeks:
            for mentor, rows in self.hours.items():
                for row in rows:
                    self._offer(mentor, row, week)
        for halves in self._open.values():
            self.chance.shuffle(halves)
        needs = [need for trainee in self.term.trainees for need in self._needs(trainee)]
        self.chance.shuffle(needs)
        for need in sorted(needs, key=lambda need: len(need.days)):
            self._place(need)

    def faculty(self) -> tuple[Faculty, ...]:
        """Return the faculty with the hours and weekly meetings that the plan takes."""
        most: Counter[Faculty] = Counter()
        for (mentor, _), count in self.counts.items():
            most[mentor] = max(most[mentor], count)
        return tuple(
            replace(
                mentor,
                hours=tuple(self.hours[mentor]),
                max_meetings_per_week=max(USUAL_MEETINGS, most[mentor]),
            )
            for mentor in self.term.faculty
        )

    def _needs(self, trainee: Trainee) -> list[Need]:
        """Return a mentoring for each week and a feedback for each month of a stay."""
        days = [day for day in trainee.stay if self.term.is_working(day)]
        by_week: dict[int, list[date]] = {}
        by_month: dict[tuple[int, int], list[date]] = {}
        for day in days:
            by_week.setdefault(self.term.week_of(day).number, []).append(day)
            by_month.setdefault((day.year, day.month), []).append(day)
        weekly = [Need(trainee, MENTORING, tuple(found)) for found in by_week.values()]
        return weekly + [Need(trainee, FEEDBACK, tuple(found)) for found in by_month.values()]

    def _offer(self, mentor: Faculty, row: Hours, week: Week) -> None:
        for day in self.term.working_days_in(week.span):
            if f"{day:%a}" == row.weekday and day in row.span:
                self._open.setdefault(day, []).append((mentor, row.start))
                self._open[day].append((mentor, minutes_after(row.start, FEEDBACK.minutes)))

    def _place(self, need: Need) -> None:
        """Take a free time of a mentor, or have one give an hour more in one of the weeks."""
        for day in self.chance.sample(need.days, len(need.days)):
            free = self._open.get(day, [])
            for mentor, start in free:
                if self._fits(need, mentor, day, start, free):
                    self._meet(need, mentor, day, start)
                    return
        day, mentor, start = self._extra(need)
        week = self.term.week_of(day)
        row = Hours(f"{day:%a}", start, minutes_after(start, HOUR), week.span)
        self.hours[mentor].append(row)
        self._offer(mentor, row, week)
        self._meet(need, mentor, day, start)

    def _fits(
        self, need: Need, mentor: Faculty, day: date, start: time, free: list[tuple[Faculty, time]]
    ) -> bool:
        period = Period(day, start, minutes_after(start, need.activity.minutes))
        if self.counts[mentor, self.term.week_of(day).number] >= USUAL_MEETINGS:
            return False
        if need.activity is MENTORING and (start.minute or (mentor, time(start.hour, 30)) not in free):
            return False
        return self._is_free(need.trainee, period) and self._is_free(mentor, period)

    def _is_free(self, who: Trainee | Faculty, period: Period) -> bool:
        return not any(period.overlaps(busy) for busy in self._busy.get((who.id, period.date), ()))

    def _meet(self, need: Need, mentor: Faculty, day: date, start: time) -> None:
        period = Period(day, start, minutes_after(start, need.activity.minutes))
        number = self.counts[mentor, self.term.week_of(day).number]
        topic = mentor.topics[number % len(mentor.topics)]
        self.meetings.append(Session(need.trainee, need.activity, period, None, mentor, topic))
        self.counts[mentor, self.term.week_of(day).number] += 1
        for who in (need.trainee, mentor):
            self._busy.setdefault((who.id, day), []).append(period)
        self._open[day].remove((mentor, start))
        if need.activity is MENTORING:
            self._open[day].remove((mentor, time(start.hour, 30)))

    def _extra(self, need: Need) -> tuple[date, Faculty, time]:
        """Return a time at which the mentor who meets fewest that week could give one more hour."""
        for day in need.days:
            week = self.term.week_of(day).number
            for mentor in sorted(self.term.faculty, key=lambda member: self.counts[member, week]):
                for start in STARTS:
                    hour = Period(day, start, minutes_after(start, HOUR))
                    offered = any(
                        row.weekday == f"{day:%a}" and row.start == start and day in row.span
                        for row in self.hours[mentor]
                    )
                    if not offered and self._is_free(need.trainee, hour) and self._is_free(mentor, hour):
                        return day, mentor, start
        message = f"{need.trainee} has no time for {need.activity} from {need.days[0]}"
        raise RuntimeError(message)


def draw_hours(faculty: tuple[Faculty, ...], span: Span, chance: random.Random) -> dict[Faculty, list[Hours]]:
    """Return a few weekly hours for each mentor: one that all share, and three of his or her own."""
    return {
        mentor: [
            Hours("Mon", LAST_HOUR, minutes_after(LAST_HOUR, HOUR), span),
            *(
                Hours(day, (start := chance.choice(STARTS[:-1])), minutes_after(start, HOUR), span)
                for day in chance.sample(("Mon", "Tue", "Wed", "Thu", "Fri"), 3)
            ),
        ]
        for mentor in faculty
    }
