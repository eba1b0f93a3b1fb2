"""Drafts rotations without the solver, trainee by trainee: there is always something to begin with.

For each trainee the best sequences of rotations into the seats that are left are followed week by week. Who
comes late in the order finds what the others left; then others give way where less lacks so in all. The
search improves that.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from inputs.days import Span
from inputs.people import Faculty
from inputs.plan import Rotation, RoundLead
from inputs.programme import Service
from inputs.term import Term
from scheduler.solving.drafts.rotation_chains import RotationChains
from scheduler.solving.drafts.stay_sequences import Stay


def draft_rotations(term: Term) -> tuple[tuple[Rotation, ...], tuple[RoundLead, ...]]:
    """Return rotations that keep seats, lengths, orders and pins as far as they can, and their leads."""
    seats = {
        (service, week.number): term.service_seats(service, week)
        for service in term.services
        for week in term.weeks
    }
    pinned = {pin.trainee for pin in term.pins if isinstance(pin.item, Service)}
    order = sorted(term.trainees, key=lambda t: (t not in pinned, -len(term.weeks_of_stay(t)), t.id))
    given = {}
    for trainee in order:
        given[trainee] = sequence = Stay(trainee, term, seats).best_sequence()
        for seat in sequence.seats:
            seats[seat] -= 1
    chains = RotationChains(term, seats, given, pinned)
    chains.mend()
    rotations: list[Rotation] = []
    for trainee, sequence in chains.given.items():
        for service, weeks in sequence.rotations:
            stay = trainee.stay
            first, last = weeks[0].span, weeks[-1].span
            span = Span(max(stay.start, first.start), min(stay.end, last.end))
            rotations.append(Rotation(trainee, service, span))
    return tuple(rotations), tuple(_leads(term, rotations))


def _leads(term: Term, rotations: list[Rotation]) -> Iterator[RoundLead]:
    """Yield a lead for the rounds of each service and week with somebody on it, each in turn."""
    led: Counter[Faculty] = Counter()
    for week in term.weeks:
        there = {rotation.service for rotation in rotations if rotation.covers(week)}
        options = {
            service: sorted(term.round_leads(service, week), key=lambda one: (led[one], one.id))
            for service in term.services
            if service in there and service.has_rounds
        }
        for service, lead in _shared_out(options).items():
            led[lead] += 1
            yield RoundLead(service, week, lead)


def _shared_out(options: Mapping[Service, Sequence[Faculty]]) -> dict[Service, Faculty]:
    """Return a lead for each of as many services as can have one, none for two (Kuhn, 1955)."""
    leading: dict[Faculty, Service] = {}

    def lead(service: Service, asked: set[Faculty]) -> bool:
        for one in options[service]:
            if one not in asked:
                asked.add(one)
                if one not in leading or lead(leading[one], asked):
                    leading[one] = service
                    return True
        return False

    for service in options:
        lead(service, set())
    return {service: one for one, service in leading.items()}
