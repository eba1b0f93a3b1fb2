"""Finds rotations for those who lack some: others give way to them, and take other rotations themselves.

Who lacks something takes the best rotations there are, also where others have all the seats; of these some
give theirs up and look for others in the same way. Such a chain is kept where less lacks in all than before
(ejection chains; Glover, 1996, "Ejection chains, reference structures and alternating path methods for
traveling salesman problems").
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

from inputs.people import Trainee
from inputs.term import Term
from scheduler.solving.drafts.stay_sequences import Seat, Sequence, Stay

LONGEST = 4
"""Trainees of a chain who may take the seats of others; those after them take what is left."""
PASSES = 6
"""How often those who lack something are gone through, at most."""
EFFORT = 3
"""Stays that are looked through, for each trainee of the term."""


class RotationChains:
    """Rotations that change along chains.

    Parameters
    ----------
    term
        The term.
    seats
        How many are left of each service in each week; kept up to date.
    given
        The rotations of each trainee.
    fixed
        Those who never give way.
    """

    def __init__(
        self,
        term: Term,
        seats: dict[Seat, int],
        given: Mapping[Trainee, Sequence],
        fixed: Collection[Trainee],
    ) -> None:
        self.given = dict(given)
        self._term = term
        self._seats = seats
        self._fixed = frozenset(fixed)
        self._holders: dict[Seat, dict[Trainee, None]] = {}
        self._looks = EFFORT * len(term.trainees)
        for trainee, sequence in given.items():
            for seat in sequence.seats:
                self._holders.setdefault(seat, {})[trainee] = None

    def mend(self) -> None:
        """Give those who lack something other rotations, until no chain helps any more."""
        for _ in range(PASSES):
            lacking = [trainee for trainee, sequence in self.given.items() if sequence.cost]
            lacking.sort(key=lambda trainee: -self.given[trainee].cost)
            if not sum(self._follow(trainee) for trainee in lacking):
                return

    def _follow(self, trainee: Trainee) -> bool:
        """Follow the chain that begins with a trainee; tell whether it was kept."""
        before: dict[Trainee, Sequence] = {trainee: self.given[trainee]}
        moved: set[Trainee] = set()
        waiting = [trainee]
        self._release(trainee)
        while waiting and self._looks > 0:
            self._looks -= 1
            moved.add(one := waiting.pop(0))
            sequence = self._best(one, moved)
            self._take(one, sequence)
            for seat in sequence.seats:
                if self._seats[seat] < 0:
                    giving = self._who_gives_way(seat, sequence, moved)
                    before[giving] = self.given[giving]
                    self._release(giving)
                    waiting.append(giving)
        lacked = sum(sequence.cost for sequence in before.values())
        if not waiting and sum(self.given[one].cost for one in before) < lacked:
            return True
        for one in moved:
            self._release(one)
        for one, sequence in before.items():
            self._take(one, sequence)
        return False

    def _best(self, trainee: Trainee, moved: Collection[Trainee]) -> Sequence:
        """Return the best rotations for a trainee: into seats of others as long as the chain is short."""

        def gives_way(seat: Seat) -> bool:
            return any(one not in moved and one not in self._fixed for one in self._holders.get(seat, ()))

        if len(moved) > LONGEST:
            return Stay(trainee, self._term, self._seats).best_sequence()
        return Stay(trainee, self._term, self._seats, gives_way).best_sequence()

    def _who_gives_way(self, seat: Seat, sequence: Sequence, moved: Collection[Trainee]) -> Trainee:
        """Return who gives a seat up: who holds most of what is wanted, and of these who stays least long."""
        wanted = set(sequence.seats)
        others = [one for one in self._holders[seat] if one not in moved and one not in self._fixed]
        return min(
            others,
            key=lambda one: (-sum(held in wanted for held in self.given[one].seats), one.stay.days, one.id),
        )

    def _release(self, trainee: Trainee) -> None:
        for seat in self.given[trainee].seats:
            self._seats[seat] += 1
            del self._holders[seat][trainee]

    def _take(self, trainee: Trainee, sequence: Sequence) -> None:
        self.given[trainee] = sequence
        for seat in sequence.seats:
            self._seats[seat] -= 1
            self._holders.setdefault(seat, {})[trainee] = None
