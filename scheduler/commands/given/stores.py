"""Opens the store that a verb was given, and says in words what is in it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from inputs.faults import listed
from scheduler.comparing.words import say_things
from scheduler.outputs.board.words import count

if TYPE_CHECKING:
    from scheduler.store.address import Address
    from scheduler.store.store import Store
    from scheduler.store.version import Summary, Version

LONGEST_NOTE = 500

Clock = Callable[[], datetime]
"""Tells the time, with a zone; `scheduler.commands.cli.main` gives it to the verbs that need one."""

store_option = click.option(
    "--store",
    "place",
    metavar="FILE|URL",
    envvar="ROTA_STORE",
    show_envvar=True,
    help="Where the versions are: a file, or postgresql://...  [default: TERM-versions.sqlite beside TERM]",
)


def open_store(place: str | None, term: Path) -> Store:
    """Return the store that was named, or the one beside the term; close it after use.

    Raises
    ------
    click.UsageError
        When there is neither the term nor a store beside it.
    OSError
        When there can be none.
    """
    from scheduler.store.store import Store

    return Store(find_address(place, term))


def find_address(place: str | None, term: Path) -> Address:
    """Return where the versions are: in the store that was named, or beside the term.

    Raises
    ------
    click.UsageError
        When there is neither the term nor a store beside it: its name is mistyped.
    StoreTrouble
        When there can be no store.
    """
    from scheduler.store.address import address_beside, read_address

    if place:
        return read_address(place)
    address = address_beside(term)
    if not address.exists and not term.exists():
        raise click.UsageError(f"There is no term {term}, and no {address}; look at the name.")
    return address


def plain_note(note: str) -> str:
    """Return a note on one line and not too long."""
    from scheduler.outputs.calendars.texts import clean, clip

    return clip(clean(note), LONGEST_NOTE)


def find_version(store: Store, number: int) -> Version:
    """Return a version of a store.

    Raises
    ------
    click.UsageError
        When there is none of that number.
    """
    version = store.version(number)
    if version is None:
        raise click.UsageError(f"There is no version {number}; {say_numbers_there(store.summaries())}.")
    return version


def say_numbers_there(summaries: Iterable[Summary]) -> str:
    """Return which versions there are: ``there are 1, 2 and 3``."""
    numbers = [str(summary.number) for summary in summaries]
    if not numbers:
        return "nothing is published yet"
    return f"there {'is' if len(numbers) == 1 else 'are'} {listed(numbers)}"


def say_changed(summary: Summary) -> str:
    """Return what changed with a version, in numbers."""
    return say_changelog(summary.changelog)


def plain_summary(summary: Summary) -> dict[str, Any]:
    """Return a version as programs read it: number, instant, note, and what changed in numbers."""
    changelog = summary.changelog
    return {
        "number": summary.number,
        "published": f"{summary.instant:%Y-%m-%dT%H:%M:%SZ}",
        "note": summary.note,
        "restores": summary.restores,
        "first": changelog.get("first"),
        "people": len(changelog["people"]),
        "changes": changelog["numbers"],
        "term_digest": summary.term_digest,
        "digest": summary.digest,
    }


def say_changelog(changelog: Any) -> str:
    """Return what changes, in numbers: ``for 2 people: 1 new, 1 moved``."""
    if first := changelog.get("first"):
        parts = [count(first[name], name.removesuffix("s")) for name in ("trainees", "sessions", "rotations")]
        return f"the first, with {listed(parts)}"
    people, numbers = len(changelog["people"]), changelog["numbers"]
    if not people:
        return "nothing changes for anybody, but the term has changed"
    things = changelog.get("things", sum(numbers.values()))  # versions of before do not tell it
    return f"for {count(people, 'person', 'people')}: {say_things(things, numbers)}"
