"""People, places and programme items that are called alike: a reader of the plan cannot tell them apart."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

from inputs.faults import Notice, at, look, quoted
from inputs.people import Faculty, Room, Trainee
from inputs.programme import Activity, Service
from inputs.term import Term

Person = Trainee | Faculty
Named = TypeVar("Named", bound=Person | Room | Service | Activity)


def check_namesakes(term: Term) -> Iterator[Notice]:
    """Yield who or what is called as somebody or something before it, in any case, width and spaces."""
    people: list[Person] = [*term.trainees, *term.faculty]
    yield from _alike(people, "name", "nobody can tell whose calendar is whose")
    yield from _alike(term.services, "name", "nobody can tell which service is meant")
    yield from _alike(term.rooms, "name", "nobody can tell where to go")
    yield from _alike(term.activities, "title", "nobody can tell which activity is meant")
    yield from _same_address(people)


def _alike(items: Iterable[Named], column: str, otherwise: str) -> Iterator[Notice]:
    for item, where in _repeated(items, lambda item: " ".join(look(str(getattr(item, column))).split())):
        found = f"found {quoted(getattr(item, column))} for {item.id}, as {where} is called"
        yield Notice(at(item.place, column), found, f"add to one of the {column}s, or {otherwise}")


def _same_address(people: Iterable[Person]) -> Iterator[Notice]:
    for person, where in _repeated((p for p in people if p.email), lambda person: look(person.email)):
        found = f"found {quoted(person.email)} for {person.name}, as {where} has"
        yield Notice(at(person.place, "email"), found, "what is sent to one of them, the other reads too")


def _repeated(items: Iterable[Named], value: Callable[[Named], str]) -> Iterator[tuple[Named, str]]:
    """Yield each item whose value one before it has, down the tables, with the place of the first such."""
    first: dict[str, Named] = {}
    for item in sorted(items, key=lambda item: at(item.place).order):
        earlier = first.setdefault(value(item), item)
        if earlier is not item:
            other = at(earlier.place)
            same_file = other.file == at(item.place).file
            yield item, f"{earlier.id} on line {other.line}" if same_file else f"{earlier.id} in {other}"
