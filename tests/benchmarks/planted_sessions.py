"""Plants who attends which occurrence; scarce slots then have the seats that this takes."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from inputs.people import Trainee
from inputs.plan import Rotation, Session
from inputs.programme import Activity, Occurrence, Option, Slot
from inputs.stays import Window
from inputs.term import Term
from tests.benchmarks.programme import SCARCE

ROOMY_FORTNIGHTS = 4
"""From so many on, any two simulations leave time for what comes after them."""


@dataclass
class PlantedSessions:
    """The sessions planted so far, in a term without limits, with rotations given."""

    term: Term
    rotations: Mapping[Trainee, list[Rotation]]
    chance: random.Random
    sessions: list[Session] = field(default_factory=list)
    load: Counter[Occurrence] = field(default_factory=Counter)

    def plant(self) -> None:
        """Serve whatever is owed to everybody."""
        for trainee in self.term.trainees:
            given: list[Session] = []
            for option in self._serve(trainee, given):
                activity = option.activity
                topics = activity.topics
                topic = topics[self.term.week_of(option.date).number % len(topics)] if topics else ""
                given.append(Session(trainee, activity, option.period, topic=topic))
            self.sessions += given

    def slots(self) -> tuple[Slot, ...]:
        """Return the slots, the scarce ones with as many seats as the fullest occurrence takes."""
        most: Counter[Slot] = Counter()
        for occurrence, count in self.load.items():
            most[occurrence.slot] = max(most[occurrence.slot], count)
        return tuple(
            replace(slot, seats=max(1, most[slot])) if slot.activity.id in SCARCE else slot
            for slot in self.term.slots
        )

    def _serve(self, trainee: Trainee, given: list[Session]) -> Iterator[Occurrence]:
        """Yield what the trainee attends; ``given`` grows meanwhile, and tells what came before."""
        by_activity: dict[Activity, list[Window]] = {}
        for window in self.term.windows_of(trainee):
            free = replace(window, options=self._unblocked(window))
            by_activity.setdefault(window.activity, []).append(free)
        split: int | None = None
        for activity, windows in by_activity.items():
            if activity.cadence == "biweekly":
                # Hands-on training keeps to the weeks of the simulation that it comes after.
                kept = split if activity.after else None
                split = self._split(windows) if kept is None else kept
                windows = _halved(windows, split, self.term)  # noqa: PLW2901  # the same, narrowed
            for window in windows:
                ready = [option for option in window.options if _is_ready(option, trainee, given)]
                if ready:
                    yield self._choose(ready)
        for activity in self.term.activities:
            for rotation in self.rotations[trainee] if activity.cadence == "rotation_end" else ():
                week = self.term.week_of(rotation.span.last_day)
                yield self._choose(list(self.term.ending_window(trainee, activity, week).options))

    def _split(self, windows: list[Window]) -> int:
        """Choose how many of the first fortnights use their first week, all others then their second.

        Any other order would put two sessions into adjacent weeks.
        """
        if len(windows) < ROOMY_FORTNIGHTS and windows[0].activity.id in SCARCE:
            return len(windows)
        splits = []
        for split in range(len(windows) + 1):
            halved = _halved(windows, split, self.term)
            if all(half.options or not whole.options for half, whole in zip(halved, windows, strict=True)):
                splits.append(split)
        return self.chance.choice(splits)

    def _unblocked(self, window: Window) -> tuple[Option, ...]:
        rotations = [r for r in self.rotations[window.trainee] if window.activity.id in r.service.blocks]
        if not rotations:
            return window.options
        return tuple(
            option
            for option in window.options
            if not any(rotation.covers(self.term.week_of(option.date)) for rotation in rotations)
        )

    def _choose(self, options: list[Option]) -> Occurrence:
        occurrences = [option for option in options if isinstance(option, Occurrence)]
        ranks = {option: (self.load[option], self.chance.random()) for option in occurrences}
        least = min(occurrences, key=ranks.__getitem__)
        self.load[least] += 1
        return least


def _halved(windows: list[Window], split: int, term: Term) -> list[Window]:
    """Return the first fortnights with the options of their first week, the others with the second's."""
    halved = []
    for number, window in enumerate(windows):
        first = term.week_of(window.span.start)
        options = (o for o in window.options if (term.week_of(o.date) == first) == (number < split))
        halved.append(replace(window, options=tuple(options)))
    return halved


def _is_ready(option: Option, trainee: Trainee, given: list[Session]) -> bool:
    """Tell whether everything that an option builds on came before it."""
    return all(
        needed.activity in trainee.completed
        or needed.times
        <= sum(
            1
            for session in given
            if session.activity.id == needed.activity
            and (session.period.date, session.period.end) <= (option.date, option.period.start)
        )
        for needed in option.activity.after
    )
