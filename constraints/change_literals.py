"""What a model changes of the published plan, as literals: the counterpart of what is read off two plans."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from constraints.wanted import option_of
from inputs.people import Faculty, Trainee
from inputs.plan import RoundLead, Session
from inputs.programme import MeetingTime, Occurrence

if TYPE_CHECKING:
    from constraints.decisions import Decisions
    from inputs.days import Period, Span, Week
    from inputs.people import Room
    from inputs.programme import Activity, Option, Service
    from inputs.published import Published

Literal = Any
Person = Trainee | Faculty


class ChangeLiterals:
    """For each thing that may change a literal, its weight, and the people whom it touches.

    ``prices`` add up to the weighted number of changes; ``touched`` holds a literal for each person whom
    anything in the model may touch. Both are bounds from above that a solver pulls down to the truth.
    """

    def __init__(self, x: Decisions, published: Published) -> None:
        self.x = x
        self.model = x.model
        self.term = x.term
        self.published = published
        self.prices: list[Literal] = []
        self.touched: dict[Person, Literal] = {}
        self._spans: dict[Trainee, dict[Activity, list[Span]]] = {}
        self._starts: dict[tuple[str, str, date], date] = {}
        self._post()

    def _post(self) -> None:
        for row in self.published.lost:
            self._count(row.date, self.x.yes, [row.who])
        for trainee in self.term.trainees:
            if not self.x.is_open(trainee):
                self._post_company(trainee)
        for trainee in self.x.trainees:
            self._post_sessions(trainee)
            if self.x.covers_rotations:
                self._post_rotations(trainee)
            if self.x.covers_mentors:
                self._post_mentors(trainee)
        self._post_leads()
        if self.x.covers_rotations and self.x.covers_round_leads:
            self._post_rounds()

    # -- the pieces ----------------------------------------------------------------------------------------

    def _who(self, person: Person) -> Literal:
        if person not in self.touched:
            self.touched[person] = self.x.new()
        return self.touched[person]

    def _count(self, day: date, changed: Literal, people: Iterable[Person]) -> None:
        """Count a thing that changes when the literal is true."""
        self.prices.append(self.published.weight(day) * changed)
        for person in people:
            self.model.add_implication(changed, self._who(person))

    def _unless(self, *kept: Literal) -> Literal:
        """Return a literal that is true unless all of ``kept`` are; a 0 among them makes it so."""
        if any(isinstance(literal, int) and not literal for literal in kept):
            return self.x.yes
        open_ones = [literal for literal in kept if self._is_open(literal)]
        if len(open_ones) == 1:
            return ~open_ones[0]
        changed = self.x.new()
        for literal in open_ones:
            self.model.add_bool_or([changed, literal])
        return changed

    def _is_open(self, literal: Literal) -> bool:
        """Tell whether something may be or not be."""
        return not isinstance(literal, int) and literal is not self.x.yes

    def _touch_unless(self, person: Person, kept: Literal) -> None:
        """Touch somebody unless something is kept."""
        if self._is_open(kept):
            self.model.add_bool_or([kept, self._who(person)])
        elif isinstance(kept, int) and not kept:
            self.model.add_implication(self.x.yes, self._who(person))

    def _imply(self, literals: Sequence[Literal], consequence: Literal, *, one_at_most: bool) -> None:
        """Make a consequence true when any of the literals is, of which ``one_at_most`` may be.

        Then that is a single constraint, which says more in a linear relaxation than one for each.
        """
        if one_at_most and len(literals) > 1:
            self.model.add_at_most_one([*literals, ~consequence])
            return
        for literal in literals:
            self.model.add_implication(literal, consequence)

    # -- sessions ------------------------------------------------------------------------------------------

    def _published_windows(self, trainee: Trainee) -> dict[tuple[str, date], list[Session]]:
        """Return the sessions of a trainee that may change, by what each is owed for."""
        was: dict[tuple[str, date], list[Session]] = {}
        for session in self.published.plan.sessions_of(trainee):
            if session.period.date >= self.published.since and self.x.knows(session.activity):
                key = self._key(trainee, session.activity, session.period.date)
                was.setdefault(key, []).append(session)
        return was

    def _post_company(self, trainee: Trainee) -> None:
        """Count the sessions of somebody who is not open that others may lead than was published."""
        if trainee not in self.published.trainees:
            return
        for key, was in self._published_windows(trainee).items():
            if any(self._may_change_lead(trainee, session) for session in was):
                self._post_window(trainee, key, was, [])

    def _may_change_lead(self, trainee: Trainee, session: Session) -> bool:
        """Tell whether it is open who leads a session that a trainee has all the same."""
        option = option_of(session, self.term)
        if not isinstance(option, Occurrence) or not self.x.covers_leads(option.activity):
            return False
        if self.x.attends(trainee, option) is not self.x.yes:
            return False
        stays = self._lead_stays(option, session.faculty)
        return any(map(self._is_open, stays))

    def _post_sessions(self, trainee: Trainee) -> None:
        x, since = self.x, self.published.since
        was = self._published_windows(trainee)
        options: dict[tuple[str, date], list[tuple[Option, Literal]]] = {key: [] for key in was}
        for option, literal in x.attended(trainee).items():
            if option.date >= since:
                key = self._key(trainee, option.activity, option.date)
                options.setdefault(key, []).append((option, literal))
        for key, there in options.items():
            self._post_window(trainee, key, was.get(key, []), there)

    def _key(self, trainee: Trainee, activity: Activity, day: date) -> tuple[str, date]:
        """Return what a session is owed for: its activity, and the first day of the window."""
        key = (trainee.id, activity.id, day)
        if key not in self._starts:
            self._starts[key] = self._start(trainee, activity, day)
        return activity.id, self._starts[key]

    def _start(self, trainee: Trainee, activity: Activity, day: date) -> date:
        if activity.cadence == "rotation_end":
            return self.term.week_of(day).monday if day in self.term.span else day
        return next((span.start for span in self._windows(trainee, activity) if day in span), day)

    def _windows(self, trainee: Trainee, activity: Activity) -> list[Span]:
        if trainee not in self._spans:
            spans = self._spans[trainee] = {}
            for window in self.term.windows_of(trainee):
                spans.setdefault(window.activity, []).append(window.span)
        return self._spans[trainee].get(activity, [])

    def _post_window(
        self,
        trainee: Trainee,
        window: tuple[str, date],
        was: list[Session],
        options: list[tuple[Option, Literal]],
    ) -> None:
        """Count what becomes of a window: with sessions published in it, whether just these stay."""
        x, (activity, start) = self.x, window
        has_one = self._has_one_at_most(activity)
        promised = trainee in self.published.trainees
        people: list[Person] = [trainee] if promised else []
        published = [(session, option_of(session, self.term)) for session in was]
        there = {option for _, option in published}
        others = [pair for pair in options if pair[0] not in there] if there else options
        with_mentor: dict[Faculty, list[Literal]] = {}
        for other, literal in others:
            if isinstance(other, MeetingTime):
                with_mentor.setdefault(other.mentor, []).append(literal)
        for mentor, literals in with_mentor.items():
            self._imply(literals, self._who(mentor), one_at_most=has_one)
        kept: list[Literal] = []
        for session, option in published:
            attends = x.attends(trainee, option) if option is not None else 0
            kept.append(attends)
            if session.is_meeting and session.faculty:
                self._touch_unless(session.faculty, attends)
            if isinstance(option, Occurrence) and x.covers_leads(option.activity):
                kept += self._lead_stays(option, session.faculty)
        if not promised or not (others or any(literal is not x.yes for literal in kept)):
            return
        changed = self._unless(*kept)
        if not was or len(was) > 1 or not has_one:
            self._imply([literal for _, literal in others], changed, one_at_most=has_one)
        day = min((session.period.date for session in was), default=max(self.published.since, start))
        self._count(day, changed, people)

    def _has_one_at_most(self, activity: str) -> bool:
        """Tell whether a window of an activity has one session at most, whatever is decided."""
        ends = self.term.activity_by_id[activity].cadence == "rotation_end"  # as many as rotations end then
        return not ends and self.x.counts_on("only_what_is_owed")

    def _lead_stays(self, occurrence: Occurrence, lead: Faculty | None) -> list[Literal]:
        """Return what is true when an occurrence keeps its lead."""
        leads = self.x.leads(occurrence)
        if lead is not None:
            return [leads.get(lead, 0)]
        return [literal.negated() for literal in leads.values()]

    # -- leads ---------------------------------------------------------------------------------------------

    def _post_leads(self) -> None:
        x, since = self.x, self.published.since
        was: dict[Occurrence, Faculty] = {}
        others = self._led_for_others()
        for (activity, period, room), company in self.published.plan.company.items():
            lead = company[0].faculty
            if period.date < since or lead is None or not (x.knows(activity) and x.covers_leads(activity)):
                continue
            if (activity.id, period, room) in others:
                continue
            occurrence = self.term.occurrence_at(activity, period, room)
            if occurrence is None or not x.attending(occurrence):
                self._count(period.date, x.yes, [lead])
            else:
                was[occurrence] = lead
        for occurrence in list(x.occurrences):
            if occurrence.date < since or not x.covers_leads(occurrence.activity):
                continue
            before = was.get(occurrence)
            place = (occurrence.activity.id, occurrence.period, occurrence.room)
            for lead, literal in x.leads(occurrence).items():
                if lead not in (before, others.get(place)):
                    self.model.add_implication(literal, self._who(lead))
                    if before is None:
                        self._count(occurrence.date, literal, [])
            if before is not None:
                changed = self._unless(x.leads(occurrence).get(before, 0))
                self.model.add_bool_or([*x.anybody_at(occurrence), changed])
                self._count(occurrence.date, changed, [before])

    def _led_for_others(self) -> dict[tuple[str, Period, Room | None], Faculty | None]:
        """Return who leads the occurrences that people outside the term keep going."""
        return {
            (row.activity.id, row.period, row.room): row.faculty
            for row in self.published.others
            if isinstance(row, Session)
        }

    def _post_rounds(self) -> None:
        x, since, published = self.x, self.published.since, self.published
        was = _leads_of_rounds(published.plan.rounds)
        others = _leads_of_rounds(row for row in published.others if isinstance(row, RoundLead))
        for service in self.term.services:
            for week in self.term.weeks if service.has_rounds else ():
                if week.span.last_day < since:
                    continue
                place = (service, week)
                before, leads = was.get(place, []), x.round_leads(service, week)
                more = {
                    lead: literal
                    for lead, literal in leads.items()
                    if lead not in before and lead not in others.get(place, ())
                }
                for lead, literal in more.items():
                    self.model.add_implication(literal, self._who(lead))
                gone = {lead: self._unless(leads.get(lead, 0)) for lead in before}
                for lead, lost in gone.items():
                    self.model.add_bool_or([*x.anybody_on(service, week), lost])
                    self.model.add_implication(lost, self._who(lead))
                for changed in self._one_change([*gone.values()], [*more.values()]):
                    self._count(max(since, week.monday), changed, [])

    def _one_change(self, gone: list[Literal], more: list[Literal]) -> list[Literal]:
        """Return what to count, once at most, where some leads of rounds are gone or there are more."""
        several = [*gone, *more]
        if len(several) <= 1:
            return several
        if len(gone) <= 1 and self.x.counts_on("round_leads_allowed"):
            return gone or more  # one leads at most: whoever comes takes the place of another
        changed = self.x.new()
        for literal in several:
            self.model.add_implication(literal, changed)
        return [changed]

    # -- rotations and mentors -----------------------------------------------------------------------------

    def _post_rotations(self, trainee: Trainee) -> None:
        published, since = self.published, self.published.since
        if trainee not in published.trainees:
            return
        was = published.plan.rotations_of(trainee)
        blocks = self.x.blocks(trainee)
        by_span = {(block.service, block.span): literal for block, literal in blocks.items()}
        for service in self.term.services:
            before = [row.span for row in was if row.service == service]
            others = [
                (block.span, literal)
                for block, literal in blocks.items()
                if block.service == service and block.span not in before and block.span.last_day >= since
            ]
            if not before:
                for span, literal in others:
                    self._count(max(since, span.start), literal, [trainee])
                continue
            stays = [by_span.get((service, span), 0) for span in before if span.last_day >= since]
            changed = self._unless(*stays)
            once = self.x.counts_on("no_service_twice")
            self._imply([literal for _, literal in others], changed, one_at_most=once)
            if stays or others:
                self._count(max(since, min(before).start), changed, [trainee])

    def _post_mentors(self, trainee: Trainee) -> None:
        published, since = self.published, self.published.since
        if trainee not in published.trainees or trainee.stay.last_day < since:
            return
        was = published.plan.main_mentors.get(trainee, [])
        mentors = self.x.mentors(trainee)
        changed = self._unless(*(mentors.get(mentor, 0) for mentor in was))
        for mentor in was:
            self._touch_unless(mentor, mentors.get(mentor, 0))
        for mentor, literal in mentors.items():
            if mentor not in was:
                self.model.add_implication(literal, self._who(mentor))
                self.model.add_implication(literal, changed)
        self._count(max(since, trainee.stay.start), changed, [trainee])


def _leads_of_rounds(rows: Iterable[RoundLead]) -> dict[tuple[Service, Week], list[Faculty]]:
    """Return who leads the rounds of each service and week: several may where the term lets them."""
    found: dict[tuple[Service, Week], list[Faculty]] = {}
    for row in rows:
        found.setdefault((row.service, row.week), []).append(row.lead)
    return found
