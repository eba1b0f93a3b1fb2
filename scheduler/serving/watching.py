"""
Keeps what the server holds up to date with the store, in a thread of its own.

Every two seconds it asks the store which version is the newest and for the number of changes of links; only
where one is another does it read more, or where a calendar is damaged: once that is made again, it is served.
It replaces what is held once the new is there, and nothing in it that is handed out is damaged. While the
store is gone, locked or broken as a whole, the last good publication stays.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from itertools import islice
from typing import TYPE_CHECKING, Protocol, TypeVar

from inputs.words import counted
from scheduler.outputs.calendars.identity import Identity
from scheduler.serving.fetches import Fetches
from scheduler.serving.held import Held, drop_withdrawn, hold, hold_links
from scheduler.serving.logs import LOGGER
from scheduler.serving.looks import Seen
from scheduler.serving.plans import Plans
from scheduler.store.intact import read_broken, read_published
from scheduler.store.links import Links, links_revision, read_sound_links
from scheduler.store.looks import Looks, read_looks
from scheduler.store.store import Store, newest

if TYPE_CHECKING:
    from sqlalchemy import Connection

Key = TypeVar("Key")
Fact = TypeVar("Fact")
LOOK_SECONDS = 2.0
NOTE_SECONDS = 20.0
"""How often it is written who fetched."""
AT_ONCE = 100
"""So many notes are written before those who are waiting for an answer have their turn."""
PAUSE_SECONDS = 0.05
STOP_SECONDS = 3.0
"""How long the end waits for a look that is under way: a server that is stuck must not hold it up."""
STUCK_SECONDS = 30.0
"""After so long without an end of a look something holds it up: a server that is frozen, a network drive."""
NOTHING_PUBLISHED = "nothing is published yet"
BROKEN = "%s in the store: %s. All others are served. To make the files again: rota versions TERM --migrate"
DAMAGED_LINKS = "%s in the store. To see which: rota versions TERM --check"
MOST_NAMED = 10
"""Damaged calendars."""


class Watcher:
    """Watches a store; ``held`` is None until the first publication was read."""

    def __init__(
        self,
        store: Store,
        clock: Callable[[], datetime],
        plans: Plans,
        look_seconds: float = LOOK_SECONDS,
        note_seconds: float = NOTE_SECONDS,
    ) -> None:
        """Name the store; nothing is read yet."""
        self.held: Held | None = None
        self.trouble = NOTHING_PUBLISHED
        """What is wrong with the store, in words; nothing when all is well."""
        self.fetches = Fetches()
        self.seen = Seen()
        self._store = store
        self._clock = clock
        self._plans = plans
        self._look_seconds = look_seconds
        self._looks_a_note = max(1, round(note_seconds / look_seconds))
        self._ending = threading.Event()
        self._looked = time.monotonic()
        self._thread = threading.Thread(target=self._watch, name="watch the store", daemon=True)

    def start(self) -> None:
        """Look once, and then again and again in the background."""
        self.look()
        self._thread.start()

    def stop(self) -> None:
        """Stop watching, and write who fetched and looked until now."""
        self._ending.set()
        self._thread.join(STOP_SECONDS)
        self.note_fetches()
        self.note_looks()

    def look(self) -> None:
        """Look once at the store."""
        try:
            self._replace()
        except Exception as error:  # noqa: BLE001 - whatever it is, the last good publication is served
            self.trouble = str(error) or type(error).__name__
            served = "what was read last is served" if self.held else "nothing is served until it can"
            LOGGER.error("The store cannot be read, and %s: %s", served, self.trouble)
        else:
            damage = say_damage(self.held) if self.held else ""
            if self.held:
                _log_damage(self.held)
            if self.held and self.trouble and not damage:
                LOGGER.info("Serving version %d.", self.held.number)
            self.trouble = damage if self.held else NOTHING_PUBLISHED
        if self.held:
            self.held = drop_withdrawn(self.held, self._clock())
        self._looked = time.monotonic()

    def is_stuck(self, now: float) -> bool:
        """Tell whether a look has not come to its end for long, so that nobody knows what is in the store.

        Parameters
        ----------
        now
            Seconds, as `time.monotonic` tells them.
        """
        return now - self._looked > STUCK_SECONDS

    def note_fetches(self) -> None:
        """Write to the store who fetched since the last time."""
        self._write(self.fetches, Links(self._store).note, "Who fetched")

    def note_looks(self) -> None:
        """Write to the store which pages were looked at since the last time."""
        self._write(self.seen, Looks(self._store).note, "Who looked at pages")

    def _watch(self) -> None:
        looks = 0
        while not self._ending.wait(self._look_seconds):
            self.look()
            self._prepare_pages()
            looks += 1
            if looks % self._looks_a_note == 0:
                self.note_fetches()
                self.note_looks()

    def _write(
        self, noted: _Noted[Key, Fact], write: Callable[[Mapping[Key, Fact]], None], words: str
    ) -> None:
        """Write what was noted, a few at a time, or keep it for the next time."""
        left = dict(noted.take())
        try:
            while left:
                some = dict(islice(left.items(), AT_ONCE))
                write(some)
                left = dict(islice(left.items(), AT_ONCE, None))
                if left:
                    self._ending.wait(PAUSE_SECONDS)
        except Exception as error:  # noqa: BLE001 - whatever it is, it must not stop the server
            noted.put_back(left)
            LOGGER.warning("%s could not be written, and is written later: %s", words, error)

    def _prepare_pages(self) -> None:
        """Read the plan before somebody waits for it, and while the store can be read."""
        if self.held:
            self._plans.of(self.held.number)

    def _replace(self) -> None:
        """Read what has changed, and replace what is held by it, whole."""
        held = self.held
        with self._store.reading() as connection:
            if connection is None:
                if held:
                    raise FileNotFoundError(f"{self._store.address} is gone")
                return
            (number, digest), revision = newest(connection), _revision(connection)
            is_held = held is not None and (held.number, held.digest) == (number, digest)
            if number == 0:
                return
            if held and is_held and held.broken:
                is_held = read_broken(connection, number, held.broken) == {*held.broken}
            if held and is_held and held.links_revision == revision and not held.damaged_links:
                return
            links, damaged = read_sound_links(connection)
            self.fetches.know(links)
            self.seen.know(read_looks(connection))
            if held and is_held:
                self.held = hold_links(held, links, revision, damaged)
                return
            published = read_published(connection, number)
        if held and held.number == number and held.digest != digest:
            # The store came back from a backup, and was published to.
            self._plans.forget()
        self.held = hold(published, links, revision, self._clock(), damaged)
        LOGGER.info("Holding version %d: %d calendar files.", number, len(published.files))


def _revision(connection: Connection) -> int:
    """Return the number of changes of links, or -1 where one is damaged: then they are read anyway."""
    try:
        return links_revision(connection)
    except ValueError:
        return -1


def say_damage(held: Held) -> str:
    """Return how much of a publication is damaged or not there, or nothing where all is well."""
    return " and ".join(filter(None, (_say_calendars(held), _say_links(held))))


def _say_calendars(held: Held) -> str:
    if not held.broken:
        return ""
    return f"{len(held.broken)} of {counted(len({*held.files, *held.broken}), 'calendar')} damaged or missing"


def _say_links(held: Held) -> str:
    count = len(held.damaged_links)
    return f"{count} of {count + len(held.links)} secret addresses damaged" if count else ""


def _log_damage(held: Held) -> None:
    if held.broken:
        LOGGER.error(BROKEN, _say_calendars(held), say_some(held.broken))
    if held.damaged_links:
        LOGGER.error(DAMAGED_LINKS, _say_links(held))


def say_some(calendars: Iterable[Identity]) -> str:
    """Return which calendars are meant, without anybody's name: ``trainee:T01, room:hall and 3 more``."""
    named = sorted(":".join(calendar.parts) for calendar in calendars)
    more = len(named) - MOST_NAMED
    return ", ".join(named[:MOST_NAMED]) + (f" and {more} more" if more > 0 else "")


class _Noted(Protocol[Key, Fact]):
    """What was noted in memory, and is to be written."""

    def take(self) -> Mapping[Key, Fact]:
        """Return it, and begin anew."""

    def put_back(self, taken: Mapping[Key, Fact]) -> None:
        """Keep what could not be written."""
