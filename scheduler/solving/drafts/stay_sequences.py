"""The best rotations of one stay into the seats there are, followed week by week."""

from __future__ import annotations

from bisect import bisect
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace

from inputs.days import Week
from inputs.people import Trainee
from inputs.programme import Service
from inputs.term import Term

FOLLOWED = 12
"""Sequences that are followed from each week."""
SERVICES_TRIED = 10
"""Services tried for a trainee: those that the curriculum or a pin names, and those with most seats left."""
NOWHERE = 20
"""Points of a week on no service, and of a week or rotation that the curriculum misses."""
TAKEN = 4
"""Points of a week in which somebody else would have to give way."""
Seat = tuple[Service, int]
"""A service, and a week by its number."""


@dataclass(frozen=True)
class Sequence:
    """Rotations from the first week of a stay up to some week.

    ``cost`` counts weeks on no service and all that the curriculum still misses, ``taken`` the weeks in which
    somebody else would have to give way; of two that cost the same the one with the smaller ``crowding``
    wins, which is the seats left where it went, negative. ``missing`` holds the weeks and rotations that each
    requirement still misses.
    """

    cost: int
    crowding: int = 0
    missing: tuple[tuple[int, int], ...] = ()
    rotations: tuple[tuple[Service, tuple[Week, ...]], ...] = ()
    taken: int = 0

    @property
    def seats(self) -> Iterator[Seat]:
        """The seats that it takes."""
        return ((service, week.number) for service, weeks in self.rotations for week in weeks)


class _Followed:
    """The best sequences up to some week, the best first; of two as good the one that came first."""

    def __init__(self) -> None:
        self.sequences: list[Sequence] = []
        self._ranks: list[tuple[int, int]] = []

    def takes(self, rank: tuple[int, int]) -> bool:
        """Tell whether a sequence of that rank, its cost and its crowding, is among the best."""
        return len(self._ranks) < FOLLOWED or rank < self._ranks[-1]

    def add(self, rank: tuple[int, int], sequence: Sequence) -> None:
        """Add a sequence in its place; what is no longer among the best goes."""
        place = bisect(self._ranks, rank)
        self._ranks.insert(place, rank)
        self.sequences.insert(place, sequence)
        del self._ranks[FOLLOWED:], self.sequences[FOLLOWED:]


class Stay:
    """A trainee's stay, with what is asked of it.

    Parameters
    ----------
    trainee, term
        Whose stay it is.
    seats
        How many are left.
    gives_way
        Tells whether somebody would give way where none is left.
    """

    def __init__(
        self,
        trainee: Trainee,
        term: Term,
        seats: Mapping[Seat, int],
        gives_way: Callable[[Seat], bool] = lambda _: False,
    ) -> None:
        self.trainee = trainee
        self.gives_way = gives_way
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

    def best_sequence(self) -> Sequence:
        """Return the best rotations found for the whole stay."""
        missing = tuple((needed.weeks, needed.rotations) for needed in self.needed)
        points = sum(weeks + rotations for weeks, rotations in missing)
        followed = [_Followed() for _ in range(len(self.weeks) + 1)]
        followed[0].add((0, 0), Sequence(NOWHERE * points, 0, missing))
        for position in range(len(self.weeks)):
            runs = [(service, list(self._free_run(service, position))) for service in self.services]
            for sequence in followed[position].sequences:
                idle = replace(sequence, cost=sequence.cost + NOWHERE)
                followed[position + 1].add((idle.cost + TAKEN * idle.taken, idle.crowding), idle)
                for service, lengths in runs:
                    self._continue(sequence, service, lengths, followed, position)
        return followed[-1].sequences[0]

    def _continue(
        self,
        sequence: Sequence,
        service: Service,
        lengths: list[tuple[int, int, int]],
        followed: list[_Followed],
        position: int,
    ) -> None:
        """Add to those followed what a sequence becomes with a rotation more, where it is among the best."""
        names = {taken.id for taken, _ in sequence.rotations}
        if service.id in names or not names.issuperset(service.after):
            return
        asked = [(number, *sequence.missing[number]) for number in self._asking[service]]
        rotation = sum(NOWHERE for _, _, rotations in asked if rotations)
        for length, left, others in lengths:
            cost, crowding = sequence.cost - rotation, sequence.crowding - left
            for _, weeks, _ in asked:
                cost -= NOWHERE * min(length, weeks)
            taken = sequence.taken + others
            rank = (cost + TAKEN * taken, crowding)
            if not followed[position + length].takes(rank):
                continue
            missing = list(sequence.missing)
            for number, weeks, rotations in asked:
                missing[number] = max(0, weeks - length), max(0, rotations - 1)
            run = self.weeks[position : position + length]
            grown = Sequence(cost, crowding, tuple(missing), (*sequence.rotations, (service, run)), taken)
            followed[position + length].add(rank, grown)

    def _free_run(self, service: Service, position: int) -> Iterator[tuple[int, int, int]]:
        """Yield the lengths for which there are seats from a week on.

        With each come the seats left in all, and the weeks in which somebody would have to give way.
        """
        left = taken = 0
        shortest = min(service.min_weeks, len(self.weeks))
        longest = min(len(self.weeks) - position, service.max_weeks or len(self.weeks))
        for length in range(1, longest + 1):
            week = self.weeks[position + length - 1]
            free = self.seats[service, week.number]
            if not self._may_be(service, week) or (free <= 0 and not self.gives_way((service, week.number))):
                return
            left += max(0, free)
            taken += free <= 0
            if length >= shortest:
                yield length, left, taken

    def _may_be(self, service: Service, week: Week) -> bool:
        """Tell whether the pins allow a week on a service."""
        for pin in self.pins:
            here = pin.date is None or pin.date in week.span
            if pin.must and pin.date is not None and here and pin.item != service:
                return False
            if not pin.must and here and pin.item == service:
                return False
        return True
