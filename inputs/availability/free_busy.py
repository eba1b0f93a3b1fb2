"""VFREEBUSY -> entries: times alone, as programs publish them of people who show no more."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from inputs.availability.entries import Entry, Kind, split_list, unclear
from inputs.availability.lines import Component, Property
from inputs.availability.values import UnclearError, read_length, read_wall
from inputs.availability.zones import Zones
from inputs.faults import quoted

_FREE_BUSY: dict[str, Kind | None] = {"FREE": None, "BUSY-TENTATIVE": "tentative"}
"""What FBTYPE means; busy is whatever else it says, as the standard has it."""


def read_free_busy(component: Component, zones: Zones) -> Iterator[Entry | UnclearError]:
    """Yield the times of a VFREEBUSY that make somebody busy, and what is wrong with the others."""
    for prop in component.all("FREEBUSY"):
        kind = _FREE_BUSY.get(prop.params.get("FBTYPE", "BUSY").upper(), "busy")
        for text in split_list(prop.value) if kind else ():
            try:
                yield _period(text, prop, zones, kind)
            except UnclearError as error:
                yield error


def _period(text: str, prop: Property, zones: Zones, kind: Kind | None) -> Entry:
    first, slash, last = text.partition("/")
    start = read_wall(first, prop, zones)
    if not slash or not isinstance(start.at, datetime):
        found = f"found {quoted(text)}, which is no period of time"
        raise UnclearError(found, "the entry does not count", prop.line, prop.name)
    if last.upper().lstrip("+-").startswith("P"):
        end: date = start.at + read_length(last, prop)
    else:
        end = read_wall(last, prop, zones, start.zone).inside(start.zone)
    if end < start.at:
        raise unclear("found an end before the start", prop, start, series=False)
    return Entry(prop.line, kind, start.at, end, start.zone, start.zone.doubt)
