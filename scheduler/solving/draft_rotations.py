"""Drafts rotations without the solver, trainee by trainee: there is always something to begin with.

For each trainee the best sequences of rotations into the seats that are left are followed week by week, a few
of them at a time. Who comes late in the order finds what the others left; the search improves that.
"""

from __future__ import annotations

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
    the one with the smaller ``crowding`` wins, which is the seats left where it went, negative.
    """

    cost: int
    crowding: int
    rotations: tuple[tuple[Service, tuple[Week, ...]], ...] = ()
    missing: int = 0
    """Points that the curriculum misses, a part of the cost."""


class _Stay:
    """A trainee's stay, with what is asked of it."""

    def __init__(self, trainee: Trainee, term: Term, seats: Seats) -> None:
        self.trainee = trainee
        self.weeks = term.weeks_of_stay(trainee)
        self.needed = term.requirements_of(trainee)
        self._ids = [frozenset(service.id for service in needed.services) for needed in self.needed]
        self.pins = [pin for pin in term.pins if pin.trainee == trainee and isinstance(pin.item, Service)]
        self.seats = seats
        self.services = self._services(term)

    def _services(self, term: Term) -> list[Service]:
        wanted = {service for needed in self.needed for service in needed.services}
        wanted |= {pin.item for pin in self.pins if isinstance(pin.item, Service)}
        left = {s: sum(max(0, self.seats[s, week.number]) for week in self.weeks) for s in term.services}
        admitted = [service for service in term.services if service.admits(self.trainee.kind)]
        admitted.sort(key=lambda service: (service not in wanted, -left[service], service.id))
        return admitted[:SERVICES_TRIED]

    def best_sequence(self) -> tuple[tuple[Service, tuple[Week, ...]], ...]:
        """Return the best rotations found for the whole stay."""
        missing = self._missing(())
        followed: list[list[_Sequence]] = [[] for _ in range(len(self.weeks) + 1)]
        followed[0] = [_Sequence(missing, 0, (), missing)]
        for position in range(len(self.weeks)):
            followed[position].sort(key=lambda sequence: (sequence.cost, sequence.crowding))
            for sequence in followed[position][:FOLLOWED]:
                for following, end in self._continued(sequence, position):
                    followed[end].append(following)
        return min(followed[-1], key=lambda sequence: (sequence.cost, sequence.crowding)).rotations

    def _continued(self, sequence: _Sequence, position: int) -> Iterator[tuple[_Sequence, int]]:
        """Yield a sequence with one week on no service, or one rotation, more; and the week that follows."""
        taken = {service for service, _ in sequence.rotations}
        names = {service.id for service in taken}
        yield replace(sequence, cost=sequence.cost + NOWHERE), position + 1
        for service in self.services:
            if service in taken or not set(service.after) <= names:
                continue
            shortest = min(service.min_weeks, len(self.weeks))
            for length, left in self._free_run(service, position):
                if length >= shortest:
                    run = self.weeks[position : position + length]
                    grown = (*sequence.rotations, (service, run))
                    missing = self._missing(grown)
                    cost = sequence.cost - sequence.missing + missing
                    yield _Sequence(cost, sequence.crowding - left, grown, missing), position + length

    def _free_run(self, service: Service, position: int) -> Iterator[tuple[int, int]]:
        """Yield the lengths for which there are seats from a week on, with the seats left in all."""
        left = 0
        longest = min(len(self.weeks) - position, service.max_weeks or len(self.weeks))
        for length in range(1, longest + 1):
            week = self.weeks[position + length - 1]
            free = self.seats[service, week.number]
            if free <= 0 or not self._may_be(service, week):
                return
            left += free
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

    def _missing(self, rotations: tuple[tuple[Service, tuple[Week, ...]], ...]) -> int:
        points = 0
        for needed, ids in zip(self.needed, self._ids, strict=True):
            taken = [weeks for service, weeks in rotations if service.id in ids]
            points += max(0, needed.weeks - sum(len(weeks) for weeks in taken))
            points += max(0, needed.rotations - len(taken))
        return NOWHERE * points


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
