"""Says within an entry of a calendar what changed in it last: ``Time: 9 March 2027, 10:00-11:00 -> ...``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from zoneinfo import ZoneInfo

from inputs.days import Period, Span, say_day, say_time
from scheduler.outputs.calendars.entries import Entry
from scheduler.outputs.calendars.texts import DESCRIPTION_LENGTH, clip
from scheduler.store.revisions import Told

NONE = "none"
_COUNT = re.compile(r" \(\d+\)$")


def with_changes(told: Told, zone: ZoneInfo) -> Entry:
    """Return the entry with its last change at the end of its text; as it is where it was new then.

    The words depend on what was published alone, so that they stay the same until the next change.
    """
    if told.was is None:
        return told.entry
    day = say_day(told.modified.astimezone(zone).date())
    if told.entry.cancelled:
        lines = ["Cancelled before." if told.was.cancelled else f"Cancelled on {day}."]
    elif told.was.cancelled:
        lines = [f"Cancelled before; takes place after all since {day}."]
    else:
        lines = [f"Changed on {day}:", *_changes(told.was, told.entry)]
    if len(lines) == 1 and not told.entry.cancelled and not told.was.cancelled:
        return told.entry
    text = "\n".join([told.entry.description, "", *lines])
    return replace(told.entry, description=clip(text, DESCRIPTION_LENGTH))


def _changes(was: Entry, now: Entry) -> Iterator[str]:
    if was.when != now.when:
        yield f"Time: {_say_when(was.when)} -> {_say_when(now.when)}"
    before, after = _labelled(was), _labelled(now)
    for label in dict.fromkeys((*before, *after)):
        if before.get(label) != after.get(label):
            yield f"{label}: {before.get(label, NONE)} -> {after.get(label, NONE)}"


def _labelled(entry: Entry) -> dict[str, str]:
    """Return what stands behind each label of an entry's text, without counts that follow from it."""
    pairs = (line.partition(": ") for line in entry.description.split("\n"))
    return {_COUNT.sub("", label): words for label, _, words in pairs}


def _say_when(when: Period | Span) -> str:
    if isinstance(when, Period):
        return f"{say_day(when.date)}, {say_time(when.start)}\u2013{say_time(when.end)}"
    return f"{say_day(when.first_day)} \u2013 {say_day(when.last_day)}"
