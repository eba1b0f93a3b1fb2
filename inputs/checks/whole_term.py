"""What no single row can know: whether people, slots, prerequisites, promises and pins go together."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from inputs.checks.absences import check_absences
from inputs.checks.clocks import check_clocks
from inputs.checks.idle_rows import check_idle
from inputs.checks.leads import check_leads
from inputs.checks.namesakes import check_namesakes
from inputs.checks.people import check_people
from inputs.checks.pins import check_pins
from inputs.checks.programme import check_programme
from inputs.checks.seats import check_seats
from inputs.faults import Remark
from inputs.term import Term


def check_term(term: Term, whole: Collection[str]) -> Iterator[Remark]:
    """Yield what does not go together in a term.

    Parameters
    ----------
    term
        What the sound rows make.
    whole
        The tables in which every row is sound. That something is not there is only said of these.
    """
    yield from check_people(term, whole)
    yield from check_absences(term)
    yield from check_programme(term, whole)
    yield from check_pins(term, whole)
    yield from check_idle(term, whole)
    yield from check_seats(term, whole)
    yield from check_leads(term, whole)
    yield from check_clocks(term)
    yield from check_namesakes(term)
