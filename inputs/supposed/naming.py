"""Finds whom or what a word of a supposition names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from inputs.faults import likely_names, listed, look, nearest, quoted
from inputs.people import Faculty, Room, Trainee
from inputs.programme import Activity, Service
from inputs.schema import NOUNS
from inputs.term import Term
from inputs.wrong import Wrong

Thing = Trainee | Faculty | Room | Service | Activity
_TABLES: Mapping[type, str] = {
    Trainee: "trainees", Faculty: "faculty", Room: "rooms", Service: "services", Activity: "activities",
}  # fmt: skip
_SEPARATORS = re.compile("[,;，；、]")


def find_named(word: str, wanted: Sequence[type], term: Term) -> Thing | Wrong:
    """Return what a word names, by its id or its name, or why it names nothing, or too much.

    Parameters
    ----------
    word
        What somebody wrote.
    wanted
        The kinds of things that it may name.
    term
        What there is.
    """
    everything: tuple[Thing, ...] = (
        *term.trainees, *term.faculty, *term.rooms, *term.services, *term.activities,
    )  # fmt: skip
    things = [thing for thing in everything if type(thing) in wanted]
    found = _called(word, things)
    if len(found) == 1:
        return found[0]
    if found:
        ids = ", ".join(thing.id for thing in found)
        return Wrong(f"found {quoted(word)}, the name of several", f"say one of the ids {ids}")
    what = _nouns(wanted)
    parts = [part.strip() for part in _SEPARATORS.split(word)]
    if len(parts) > 1 and all(_called(part, things) for part in parts):
        return Wrong(f"found {listed(parts)} in one", "write each by itself")
    if others := _called(word, everything):
        other = _nouns([type(others[0])])
        article = "an" if other[0] in "aeiou" else "a"
        may_have_seats = isinstance(others[0], Service | Activity)
        mend = "suppose that it has no seats instead" if may_have_seats else f"write a {what}"
        return Wrong(f"found {quoted(word)}, which is {article} {other} and no {what}", mend)
    names: Mapping[str, None] = {name: None for thing in things for name in (str(thing), thing.id)}
    allowed = "write a name or an id that is there"
    likely = likely_names(word, names)
    close = likely[0] if len(likely) == 1 else nearest(word, names)
    return Wrong(f"found {quoted(word)}, which is no {what}", allowed, close)


def _called(word: str, things: Iterable[Thing]) -> list[Thing]:
    """Return the thing of an id; where there is none, all of a name."""
    things = list(things)
    found = [thing for thing in things if thing.id == word]
    return found or [thing for thing in things if look(str(thing)) == look(word)]


def _nouns(wanted: Iterable[type]) -> str:
    *others, last = (NOUNS[_TABLES[kind]] for kind in wanted)
    return f"{', '.join(others)} or {last}" if others else last
