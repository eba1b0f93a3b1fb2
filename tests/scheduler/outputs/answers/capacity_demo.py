"""An answer with everything that an answer can hold, and the term that it is of."""

from __future__ import annotations

from dataclasses import replace

from inputs.plan import Shortfall
from inputs.term import Term
from scheduler.capacity.answer import Capacity, Entry, Footing, Question, Remedy, Resource
from tests.pictures import draw_term

SIM = Resource("activity", "sim", "Simulation", (2, 3, 4))
WARD = Resource("service", "ward", "Ward", (3,))
HALL = Resource("room", "hall", "Hall", (3, 4, 5))


def demo_term() -> Term:
    """Return a term of seven weeks."""
    picture = """
    term 03-01..04-18
    activity sim once 60
    service ward 1
    service lab 1
    """
    return replace(draw_term(picture), name="Cells & courses")


def demo_capacity(term: Term) -> Capacity:
    """Return an answer for six start weeks, each of another sort."""
    question = Question("fellow", 2, 4)
    starts = question.starts(term, term.span.start)
    (newcomer,) = question.newcomers(term, starts[2], 1)
    alone = (
        Shortfall(newcomer, "session", "sim", newcomer.stay, 10),
        Shortfall(newcomer, "curriculum", "lab;ward", newcomer.stay, 20),
        Shortfall(newcomer, "rotation", "rotation", newcomer.stay, 20),
    )
    entries = (
        Entry(starts[0], 4, None, 3, stuck=True),
        Entry(starts[1], 1, 3, 1, stuck=True),
        Entry(
            starts[2],
            2,
            2,
            0,
            10,
            alone,
            (SIM, WARD),
            "sessions",
            (Remedy((SIM,), 3, 4), Remedy((WARD,), 2, None)),
            stuck=True,
        ),
        Entry(starts[3], 0, 0, 0, 1, (), (SIM, HALL), "sessions", (Remedy((SIM, HALL), 1, 1),)),
        Entry(starts[4], 0, 0, 0, 30, (), (WARD,), "rotations", tried=True),
        Entry(starts[5], 0, None, 0),
    )
    return Capacity(question, Footing("version 3 of 1 March 2027", 30, 30), entries)
