"""A model of the hours of some weeks: who meets when, and who attends which of several occurrences.

Which of the mentors who have an hour meets whom does not matter for what lacks. So a meeting chooses only its
time, and mentors choose which of their times they give: as many give a time as meet then. That takes a
Boolean for each trainee and time and one for each mentor and time, where pairs of both would take some fifty
times as many. Its linear relaxation is nearly whole, and so it is solved by branching on that.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from math import gcd

from ortools.sat.python import cp_model

from constraints.moments import together
from inputs.days import Period
from inputs.people import Room, Trainee
from inputs.plan import Plan, Session
from inputs.programme import Activity, Occurrence
from scheduler.solving.hours.leads import Leads
from scheduler.solving.hours.mentors import Mentors, Moment
from scheduler.solving.hours.openings import Attending, Meeting, Openings, Place, place_of
from scheduler.solving.hours.order import stands_as_before
from scheduler.solving.linear.mixed_integer import solve_mip
from scheduler.solving.search import Control

total = cp_model.LinearExpr.sum


class Hours:
    """The model: what lacks costs its weight, and of plans as good the one that changes less is best."""

    def __init__(self, openings: Openings) -> None:
        self._openings = openings
        self._model = cp_model.CpModel()
        self._leads = Leads(self._model, openings)
        self._mentors = Mentors(self._model, openings, self._leads.busy)
        self._lacks: dict[Meeting | Attending, cp_model.IntVar] = {}
        self._meets: dict[tuple[Meeting, Period], cp_model.IntVar] = {}
        self._attends: dict[tuple[Attending, Occurrence], cp_model.IntVar] = {}
        self._kept = [*self._mentors.kept, *self._leads.kept]
        self._at: dict[Session, Mapping[Period, cp_model.IntVar]] = {}
        """When each session that may move could be."""
        self._busy: dict[Trainee, dict[Period, list[cp_model.IntVar]]] = {}
        self._in_week: dict[tuple[Trainee, Activity], dict[int, list[cp_model.IntVar]]] = {}
        for meeting in openings.meetings:
            self._add_meeting(meeting)
        for attending in openings.attending:
            self._add_attending(attending)
        self._hold_mentors()
        self._hold_seats()
        self._keep_order()
        self._keep_gaps()
        for at in self._busy.values():
            for _, literals in together(at):
                self._model.add_at_most_one(literals)

    # -- what is decided -----------------------------------------------------------------------------------

    def _new(self, *, as_now: bool) -> cp_model.IntVar:
        literal = self._model.new_bool_var("")
        self._model.add_hint(literal, as_now)
        return literal

    def _add_meeting(self, meeting: Meeting) -> None:
        """Give a meeting one of its times, or let it lack."""
        session, window = meeting.session, meeting.window
        now = session.period if session is not None else None
        lacks = self._lacks[meeting] = self._new(as_now=session is None)
        literals = {period: self._new(as_now=period == now) for period in meeting.periods}
        self._meets.update({(meeting, period): literal for period, literal in literals.items()})
        self._model.add_exactly_one([*literals.values(), lacks])
        self._note(window.trainee, window.activity, literals)
        if session is not None:
            self._at[session] = literals
            self._kept += [literal for period, literal in literals.items() if period == now]

    def _add_attending(self, attending: Attending) -> None:
        """Give a session one of the occurrences that its trainee may attend for it, or give it up."""
        session, window, at = attending.session, attending.window, dict[Period, cp_model.IntVar]()
        now = (session.period, session.room) if session is not None else None
        choices = []
        for option in attending.options:
            if not self._openings.is_free(window.trainee, option.period):
                continue
            is_now = (option.period, option.room) == now
            literal = self._attends[attending, option] = self._new(as_now=is_now)
            choices.append(literal)
            if is_now:
                self._kept.append(literal)
            if option.period in at:  # the same time in another room
                at[option.period] = self._either(at[option.period], literal)
            else:
                at[option.period] = literal
        if session is None or attending.may_lack:
            self._lacks[attending] = self._new(as_now=session is None)
            choices.append(self._lacks[attending])
        self._model.add_exactly_one(choices)
        self._note(window.trainee, window.activity, at)
        if session is not None:
            self._at[session] = at

    def _either(self, *literals: cp_model.IntVar) -> cp_model.IntVar:
        """Return a literal that is true where one of several is, of which at most one is."""
        either = self._model.new_bool_var("")
        self._model.add_exactly_one([*literals, either.negated()])
        return either

    def _note(self, trainee: Trainee, activity: Activity, at: Mapping[Period, cp_model.IntVar]) -> None:
        weeks = self._in_week.setdefault((trainee, activity), {})
        for period, literal in at.items():
            self._busy.setdefault(trainee, {}).setdefault(period, []).append(literal)
            weeks.setdefault(self._openings.term.week_of(period.date).number, []).append(literal)

    # -- what holds ----------------------------------------------------------------------------------------

    def _hold_mentors(self) -> None:
        moments: dict[Moment, list[cp_model.IntVar]] = {}
        for (meeting, period), literal in self._meets.items():
            moments.setdefault((meeting.window.activity, period), []).append(literal)
        self._mentors.hold(moments)

    def _hold_seats(self) -> None:
        """Hold the seats of slots, and of rooms at each moment."""
        inside: dict[Occurrence, list[cp_model.IntVar]] = {}
        for (_, option), literal in self._attends.items():
            inside.setdefault(option, []).append(literal)
        staying = self._staying()
        for occurrence, literals in inside.items():
            seats = self._openings.term.slot_seats(occurrence)
            stay = staying.get((occurrence.activity, occurrence.period, occurrence.room), 0)
            if seats is not None and stay + len(literals) > seats:
                self._model.add(total(literals) <= seats - stay)
        for room in {option.room: None for option in inside if option.room is not None}:
            if self._openings.term.has_limit(room):
                self._hold_room(room, inside, staying)

    def _staying(self) -> Mapping[Place, int]:
        """Return how many stay at each occurrence."""
        leaving = {attending.session for attending in self._openings.attending}
        return {
            place: sum(session not in leaving for session in company)
            for place, company in self._openings.attended.items()
        }

    def _hold_room(
        self,
        room: Room,
        inside: Mapping[Occurrence, Sequence[cp_model.IntVar]],
        staying: Mapping[Place, int],
    ) -> None:
        at: dict[Period, list[cp_model.LinearExprT]] = {}
        for (_, period, where), stay in staying.items():
            if where == room:
                at.setdefault(period, []).append(stay)
        for option, literals in inside.items():
            if option.room == room:
                at.setdefault(option.period, []).extend(literals)
        for period, present in together(at):
            seats = self._openings.term.room_seats(room, period.date)
            if seats is not None:
                self._model.add(sum(present) <= seats)

    def _keep_order(self) -> None:
        """Leave before a session what must come before it, and after it what must come after."""
        for session, own in self._at.items():
            for other, may_move in self._openings.linked(session):
                theirs = self._at[other] if may_move else dict.fromkeys([other.period])
                for period, literal in own.items():
                    for other_period, other_literal in theirs.items():
                        if not stands_as_before(session.period, period, other.period, other_period):
                            both = [literal] if other_literal is None else [literal, other_literal]
                            self._model.add_bool_or([one.negated() for one in both])

    def _keep_gaps(self) -> None:
        """Have what comes every second week not in weeks that follow each other."""
        for (trainee, activity), weeks in self._in_week.items():
            if activity.cadence != "biweekly":
                continue
            stay = self._openings.weeks_that_stay(trainee, activity)
            for week, literals in weeks.items():
                if stay & {week - 1, week + 1}:
                    self._model.add(total(literals) <= 0)
                if week + 1 in weeks:
                    self._model.add_at_most_one([*literals, *weeks[week + 1]])

    # -- what comes of it ----------------------------------------------------------------------------------

    def solve(self, control: Control, seconds: float) -> Plan | None:
        """Return a plan with less lacking, or None where none was found; meetings have lost their topics."""
        weights = {owed: owed.window.activity.weight for owed in self._lacks}
        lacking = total([weights[owed] * literal for owed, literal in self._lacks.items()])
        weigh = len(self._kept) + 1
        self._model.minimize(weigh * lacking - total(self._kept))
        # What is lacking goes by steps: where no plan lacks a step less, how much is kept need not be proven.
        gap = weigh * max(0, gcd(*weights.values()) - 1)
        values = solve_mip(self._model, control, seconds, gap=gap)
        if not values:
            return None
        gained = sum(
            weights[owed] * ((owed.session is None) - values[literal.index])
            for owed, literal in self._lacks.items()
        )
        return self._changed(values) if gained > 0 else None

    def _changed(self, values: Sequence[int]) -> Plan:
        openings, leads = self._openings, self._leads.chosen(values)
        gone = {meeting.session for meeting in openings.meetings}
        gone |= {attending.session for attending in openings.attending}
        attended = [
            openings.session_at(attending.window.trainee, option)
            for (attending, option), literal in self._attends.items()
            if values[literal.index]
        ]
        met = self._mentors.share(
            values, [key for key, literal in self._meets.items() if values[literal.index]]
        )
        kept = [session for session in openings.plan.sessions if session not in gone]
        group = [
            replace(session, faculty=leads.get(place_of(session), session.faculty))
            for session in (*kept, *attended)
        ]
        return replace(openings.plan, sessions=(*group, *met))
