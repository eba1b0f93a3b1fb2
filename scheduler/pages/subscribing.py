"""The addresses that put a calendar into the programs of its reader."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import quote

from scheduler.pages.request import Kind, PageLinks

PARTS: Mapping[Kind, Mapping[str, str]] = {
    "trainee": {
        "part_no_rounds": "rounds=no",
        "part_no_rotations": "rotations=no",
        "part_sessions": "rounds=no&rotations=no",
    },
    "faculty": {"part_no_rounds": "rounds=no", "part_rounds": "sessions=no"},
}
"""What follows the question mark of each part, by the text that says what it is."""


@dataclass(frozen=True)
class Subscription:
    """Where the buttons of a page lead."""

    apple: str
    """Opens whatever program subscribes to calendars."""
    google: str
    outlook: str
    outlook_work: str


@dataclass(frozen=True)
class Part:
    """An address under which a calendar has only some of its entries; ``key`` is the text that says which."""

    key: str
    address: str
    webcal: str


def parts_of(links: PageLinks, kind: Kind) -> tuple[Part, ...]:
    """Return the addresses of the parts of a calendar that somebody may want by themselves."""
    addresses = ((key, f"{links.feed}?{query}") for key, query in PARTS[kind].items())
    return tuple(Part(key, address, _webcal(address)) for key, address in addresses)


def subscription(links: PageLinks, name: str) -> Subscription:
    """Return the addresses that subscribe to the calendar of a page, where the program asks under a name.

    Google takes the address of a calendar that it is to follow with ``webcal`` only.
    """
    webcal = _webcal(links.feed)
    outlook = f"calendar/0/addfromweb?url={_quoted(links.feed)}&name={_quoted(name)}"
    return Subscription(
        webcal,
        f"https://calendar.google.com/calendar/r?cid={_quoted(webcal)}",
        f"https://outlook.live.com/{outlook}",
        f"https://outlook.office.com/{outlook}",
    )


def _webcal(address: str) -> str:
    return f"webcal://{address.partition('://')[2]}"


def _quoted(text: str) -> str:
    return quote(text, safe="")
