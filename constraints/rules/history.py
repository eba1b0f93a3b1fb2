"""
What lies before the day of replanning stays exactly as it was published.

Why
    Nobody can change the past, and what was learnt there counts.
Reads
    The published plan, and the day of replanning. Sessions before that day stay with their leads, mentors
    and topics; services and leads of rounds in weeks that began before it; whoever has left before it keeps
    the main mentor, or none. What the term does not allow any more did not take place: a session of somebody
    who was absent, a main mentor who mentors nobody. Rounds of a week in which the lead fell ill have another
    lead in the plan, which has one for a whole week, or none; calendars, pages and the board leave the days
    before with the one who led them.
Violation
    One session, week on a service, lead of a week's rounds or main mentor that is not as published; its
    amount is 1.
Encoding
    The sessions, leads and main mentors of the past are constants; only rotations that agree with the weeks
    of the past have a variable, and of them those are taken that hold the weeks in which the trainee was on
    a service. Who led rounds for nobody of the term leads nothing; if only somebody may be there who comes
    later in the week, being there implies the lead.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from constraints.rule import At, HardRule, Violation
from constraints.wanted import option_of
from inputs.days import Span, say_day
from inputs.faults import listed
from inputs.programme import Occurrence

if TYPE_CHECKING:
    from ortools.sat.python import cp_model

    from constraints.decisions import Decisions
    from inputs.days import Week
    from inputs.people import Faculty, Trainee
    from inputs.plan import Plan, Session
    from inputs.programme import Option, Service
    from inputs.published import Published
    from inputs.term import Term


class History(HardRule):
    """The past stays."""

    def post(self, model: cp_model.CpModel, x: Decisions, term: Term) -> None:
        """Take rotations that hold the weeks of the past."""
        published = term.published
        if published is None or not x.scope.rotations:
            return
        for trainee in x.trainees:
            past = published.past_weeks(trainee, term.weeks_of_stay(trainee))
            on = [(service, week) for week, services in past.items() for service in services]
            if x.counts_on("no_service_twice"):  # each rotation that agrees holds all weeks of its service
                on = list({service: (service, week) for service, week in on}.values())
            for service, week in on:
                model.add_bool_or(
                    [held for block, held in x.blocks_on(trainee, service) if week in block.weeks]
                )
        for row in published.plan.rounds:
            lead = x.round_leads(row.service, row.week).get(row.lead)
            if published.is_past(row.week) and lead is not None and lead is not x.yes:
                for there in x.anybody_on(row.service, row.week):
                    model.add_implication(there, lead)

    def verify(self, plan: Plan, term: Term) -> Iterator[Violation]:
        """Yield whatever is not as it was."""
        published = term.published
        if published is None:
            return
        for trainee in term.trainees:
            yield from self._sessions(plan, trainee, published, term)
            yield from self._mentors(plan, trainee, published)
            for week, were in published.past_weeks(trainee, term.weeks_of_stay(trainee)).items():
                there = plan.services_in(trainee, week)
                if set(there) != set(were):
                    before, after = (listed(sorted(map(str, services))) for services in (were, there))
                    yield self.broken(
                        f"{trainee} was on {before or 'no service'} in {week}, which is past, but is on "
                        f"{after or 'none'}.",
                        At(trainee, were[0].id if were else "rotation", week.span),
                    )
        was_led, is_led = _round_leads(published.plan), _round_leads(plan)
        busy = {(r.service, week) for r in plan.rotations for week in term.weeks if r.covers(week)}
        for service, week in sorted({*was_led, *is_led}, key=lambda key: (key[0].id, key[1])):
            if not published.is_past(week) or (service, week) not in busy:
                continue
            was, now = was_led.get((service, week), set()), is_led.get((service, week), set())
            stay = was.intersection(term.round_leads(service, week))
            if now in (was, stay) or (not stay and published.since in week.span):
                continue
            before, after = (listed(sorted(map(str, leads))) for leads in (was, now))
            yield self.broken(
                f"{before or 'Nobody'} led the rounds of {service} in {week}, which is past, but now it is "
                f"{after or 'nobody'}.",
                At(None, service.id, week.span),
            )

    def _mentors(self, plan: Plan, trainee: Trainee, published: Published) -> Iterator[Violation]:
        was, now = published.plan.main_mentors.get(trainee, []), plan.main_mentors.get(trainee, [])
        last_day = trainee.stay.last_day
        if last_day >= published.since:
            return
        if trainee.mentor is not None and all(mentor.id != trainee.mentor for mentor in was):
            return  # somebody else was promised since: one_main_mentor demands whom
        stays = {mentor for mentor in was if mentor.hours and mentor.max_meetings_per_week != 0}
        if set(now) != stays:
            before, after = (listed(sorted(map(str, each))) for each in (stays, set(now)))
            yield self.broken(
                f"{before or 'Nobody'} was main mentor of {trainee} until {say_day(last_day)}, which is "
                f"past, but now it is {after or 'nobody'}.",
                At(trainee, "", trainee.stay),
            )

    def _sessions(
        self, plan: Plan, trainee: Trainee, published: Published, term: Term
    ) -> Iterator[Violation]:
        was = {
            (s.activity, s.period, s.room, _lead(option, s, term), s.topic): s
            for s in published.past_sessions(trainee)
            if term.is_possible(trainee, option := option_of(s, term))
        }
        now = {
            (s.activity, s.period, s.room, s.faculty, s.topic): s
            for s in plan.sessions_of(trainee)
            if s.period.date < published.since
        }
        for fact in [fact for fact in {**was, **now} if fact not in was or fact not in now]:
            session = {**was, **now}[fact]
            day = session.period.date
            tells = "had" if fact in was else "did not have"
            yield self.broken(
                f"{trainee} {tells} {session}, which is past.",
                At(trainee, session.activity.id, Span.through(day, day)),
            )


def _round_leads(plan: Plan) -> dict[tuple[Service, Week], set[Faculty]]:
    """Return who leads the rounds of each service and week: several may where the term lets them."""
    found: dict[tuple[Service, Week], set[Faculty]] = {}
    for row in plan.rounds:
        found.setdefault((row.service, row.week), set()).add(row.lead)
    return found


def _lead(option: Option | None, session: Session, term: Term) -> Faculty | None:
    """Return the mentor of a session, or its lead where he or she may lead it still."""
    if isinstance(option, Occurrence) and session.faculty not in term.session_leads(option):
        return None
    return session.faculty
