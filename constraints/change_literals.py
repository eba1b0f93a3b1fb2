"""What a model changes of the published plan, as literals: the counterpart of what is read off two plans."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any

from constraints.lead_changes import LeadChanges
from constraints.session_changes import SessionChanges
from inputs.people import Faculty, Trainee

if TYPE_CHECKING:
    from constraints.decisions import Decisions
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
        self._post()

    def _post(self) -> None:
        sessions, leads = SessionChanges(self), LeadChanges(self)
        for row in self.published.lost:
            self.count(row.date, self.x.yes, [row.who])
        for trainee in self.term.trainees:
            if not self.x.is_open(trainee):
                sessions.post_company(trainee)
        for trainee in self.x.trainees:
            sessions.post(trainee)
            if self.x.covers_rotations:
                self._post_rotations(trainee)
            if self.x.covers_mentors:
                self._post_mentors(trainee)
        leads.post()
        if self.x.covers_rotations and self.x.covers_round_leads:
            leads.post_rounds()

    @cached_property
    def people(self) -> Literal:
        """How many people are touched, as one variable.

        Nobody is touched by halves: a search that knows the number may round it up, and branch on it.
        """
        people = self.x.new_count(len(self.touched))
        self.model.add(people == self.x.total(list(self.touched.values())))
        return people

    # -- the pieces ----------------------------------------------------------------------------------------

    def who(self, person: Person) -> Literal:
        """Return the literal of somebody being touched."""
        if person not in self.touched:
            self.touched[person] = self.x.new()
        return self.touched[person]

    def count(self, day: date, changed: Literal, people: Iterable[Person]) -> None:
        """Count a thing that changes when the literal is true."""
        self.prices.append(self.published.weight(day) * changed)
        for person in people:
            self.model.add_implication(changed, self.who(person))

    def unless(self, *kept: Literal) -> Literal:
        """Return a literal that is true unless all of ``kept`` are; a 0 among them makes it so."""
        if any(isinstance(literal, int) and not literal for literal in kept):
            return self.x.yes
        open_ones = [literal for literal in kept if self.is_open(literal)]
        if len(open_ones) == 1:
            return ~open_ones[0]
        changed = self.x.new()
        for literal in open_ones:
            self.model.add_bool_or([changed, literal])
        return changed

    def is_open(self, literal: Literal) -> bool:
        """Tell whether something may be or not be."""
        return not isinstance(literal, int) and literal is not self.x.yes

    def touch_unless(self, person: Person, kept: Literal) -> None:
        """Touch somebody unless something is kept."""
        if self.is_open(kept):
            self.model.add_bool_or([kept, self.who(person)])
        elif isinstance(kept, int) and not kept:
            self.model.add_implication(self.x.yes, self.who(person))

    def imply(self, literals: Sequence[Literal], consequence: Literal, *, one_at_most: bool) -> None:
        """Make a consequence true when any of the literals is, of which ``one_at_most`` may be.

        Then that is a single constraint, which says more in a linear relaxation than one for each.
        """
        if one_at_most and len(literals) > 1:
            self.model.add_at_most_one([*literals, ~consequence])
            return
        for literal in literals:
            self.model.add_implication(literal, consequence)

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
                    self.count(max(since, span.start), literal, [trainee])
                continue
            stays = [by_span.get((service, span), 0) for span in before if span.last_day >= since]
            changed = self.unless(*stays)
            once = self.x.counts_on("no_service_twice")
            self.imply([literal for _, literal in others], changed, one_at_most=once)
            if stays or others:
                self.count(max(since, min(before).start), changed, [trainee])

    def _post_mentors(self, trainee: Trainee) -> None:
        published, since = self.published, self.published.since
        if trainee not in published.trainees or trainee.stay.last_day < since:
            return
        was = published.plan.main_mentors.get(trainee, [])
        mentors = self.x.mentors(trainee)
        changed = self.unless(*(mentors.get(mentor, 0) for mentor in was))
        for mentor in was:
            self.touch_unless(mentor, mentors.get(mentor, 0))
        for mentor, literal in mentors.items():
            if mentor not in was:
                self.model.add_implication(literal, self.who(mentor))
                self.model.add_implication(literal, changed)
        self.count(max(since, trainee.stay.start), changed, [trainee])
