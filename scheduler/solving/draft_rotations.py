"""Drafts rotations without the solver, trainee by trainee: there is always something to begin with.

For each trainee the best sequences of rotations into the seats that are left are followed week by week, a few
of them at a time. Who comes late in the order finds what the others left; the search improves that.
"""

from __future__ import annotations

from bisect import insort
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace

from inputs.days import Span, Week
from inputs.people import Faculty, Trainee
from inputs.plan import Rotation, RoundLead
from inputs.programme import Service
from inputs.term import Term

FOLLOWED = 12
"""Sequences that are followed from each week."""
SERVICES_TRIED = 10
"""Services tried for a trainee: those that the curriculum or a pin names, and those with most seats left."""
Seats = dict[tuple[Service, int], int]
"""The seats left of a service in a week, by its number."""
NOWHERE = 20
"""Points of a week on no service, and of a week or rotation that the curriculum misses."""


def draft_rotations(term: Term) -> tuple[tuple[Rotation, ...], tuple[RoundLead, ...]]:
    """Return rotations that keep seats, lengths, orders and pins as far as they can, and their leads."""
    seats = {
        (service, week.number): term.service_seats(service, week)
        for service in term.services
        for week in term.weeks
    }
    pinned = {pin.trainee for pin in term.pins if isinstance(pin.item, Service)}
    order = sorted(term.trainees, key=lambda t: (t not in pinned, -len(term.weeks_of_stay(t)), t.id))
    rotations: list[Rotation] = []
    for trainee in order:
        for service, weeks in _Stay(trainee, term, seats).best_sequence():
            stay = trainee.stay
            first, last = weeks[0].span, weeks[-1].span
            span = Span(max(stay.start, first.start), min(stay.end, last.end))
            rotations.append(Rotation(trainee, service, span))
            for week in weeks:
                seats[service, week.number] -= 1
    return tuple(rotations), tuple(_leads(term, rotations))


@dataclass(frozen=True)
class _Sequence:
    """Rotations from the first week of a stay up to some week.

    ``cost`` counts weeks on no service and all that the curriculum still misses; of two that cost the same
    the one with the smaller ``crowding`` wins, which is the seats left where it went, negative. ``missing``
    holds the weeks and rotations that each requirement still misses.
    """

    cost: int
    crowding: int
    missing: tuple[tuple[int, int], ...]
    rotations: tuple[tuple[Service, tuple[Week, ...]], ...] = ()

    @property
    def rank(self) -> tuple[int, int]:
        """What is compared: the smaller the better."""
        return self.cost, self.crowding


class _Stay:
    """A trainee's stay, with what is asked of it."""

    def __init__(self, trainee: Trainee, term: Term, seats: Seats) -> None:
        self.trainee = trainee
        self.weeks = term.weeks_of_stay(trainee)
        self.needed = term.requirements_of(trainee)
        self.pins = [pin for pin in term.pins if pin.trainee == trainee and isinstance(pin.item, Service)]
        self.seats = seats
        self.services = self._services(term)
        self._asking = {
            service: [number for number, needed in enumerate(self.needed) if service in needed.services]
            for service in self.services
        }
        """The requirements that a rotation on each service counts for, by their numbers."""

    def _services(self, term: Term) -> list[Service]:
        wanted = {service for needed in self.needed for service in needed.services}
        wanted |= {pin.item for pin in self.pins if isinstance(pin.item, Service)}
        left = {s: sum(max(0, self.seats[s, week.number]) for week in self.weeks) for s in term.services}
        admitted = [service for service in term.services if service.admits(self.trainee.kind)]
        admitted.sort(key=lambda service: (service not in wanted, -left[service], service.id))
        return admitted[:SERVICES_TRIED]

    def best_sequence(self) -> tuple[tuple[Service, tuple[Week, ...]], ...]:
        """Return the best rotations found for the whole stay."""
        missing = tuple((needed.weeks, needed.rotations) for needed in self.needed)
        points = sum(weeks + rotations for weeks, rotations in missing)
        followed: list[list[_Sequence]] = [[] for _ in range(len(self.weeks) + 1)]
        followed[0] = [_Sequence(NOWHERE * points, 0, missing)]
        for position in range(len(self.weeks)):
            runs = [(service, list(self._free_run(service, position))) for service in self.services]
            for sequence in followed[position]:
                idle = replace(sequence, cost=sequence.cost + NOWHERE)
                insort(followed[position + 1], idle, key=_rank)
                for service, lengths in runs:
                    self._continue(sequence, service, lengths, followed, position)
            for sequences in followed[position + 1 :]:
                del sequences[FOLLOWED:]
        return followed[-1][0].rotations

    def _continue(
        self,
        sequence: _Sequence,
        service: Service,
        lengths: list[tuple[int, int]],
        followed: list[list[_Sequence]],
        position: int,
    ) -> None:
        """Add to those followed what a sequence becomes with a rotation more, where it is among the best."""
        names = {taken.id for taken, _ in sequence.rotations}
        if service.id in names or not names.issuperset(service.after):
            return
        asking = self._asking[service]
        for length, left in lengths:
            given = sum(
                min(weeks, length) + min(rotations, 1)
                for weeks, rotations in (sequence.missing[number] for number in asking)
            )
            rank = sequence.cost - NOWHERE * given, sequence.crowding - left
            best = followed[position + length]
            if len(best) >= FOLLOWED and rank >= best[FOLLOWED - 1].rank:
                continue
            missing = list(sequence.missing)
            for number in asking:
                weeks, rotations = missing[number]
                missing[number] = max(0, weeks - length), max(0, rotations - 1)
            run = self.weeks[position : position + length]
            grown = _Sequence(*rank, tuple(missing), (*sequence.rotations, (service, run)))
            insort(best, grown, key=_rank)

    def _free_run(self, service: Service, position: int) -> Iterator[tuple[int, int]]:
        """Yield the lengths for which there are seats from a week on, with the seats left in all."""
        left = 0
        shortest = min(service.min_weeks, len(self.weeks))
        longest = min(len(self.weeks) - position, service.max_weeks or len(self.weeks))
        for length in range(1, longest + 1):
            week = self.weeks[position + length - 1]
            free = self.seats[service, week.number]
            if free <= 0 or not self._may_be(service, week):
                return
            left += free
            if length >= shortest:
                yield length, left

    def _may_be(self, service: Service, week: Week) -> bool:
        """Tell whether the pins allow a week on a service."""
        for pin in self.pins:
            here = pin.date is None or pin.date in week.span
            if pin.must and pin.date is not None and here and pin.item != service:
                return False
            if not pin.must and here and pin.item == service:
                return False
        return True


def _rank(sequence: _Sequence) -> tuple[int, int]:
    return sequence.rank


def _leads(term: Term, rotations: list[Rotation]) -> Iterator[RoundLead]:
    """Yield a lead for the rounds of each service and week with somebody on it, each in turn."""
    led: Counter[Faculty] = Counter()
    for week in term.weeks:
        busy: set[Faculty] = set()
        there = {rotation.service for rotation in rotations if rotation.covers(week)}
        for service in term.services:
            free = [lead for lead in term.round_leads(service, week) if lead not in busy]
            if service in there and service.has_rounds and free:
                lead = min(free, key=lambda member: (led[member], member.id))
                led[lead] += 1
                busy.add(lead)
                yield RoundLead(service, week, lead)
