"""The addresses that put a calendar into the programs of its reader."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote

from scheduler.pages.request import PageLinks


@dataclass(frozen=True)
class Subscription:
    """Where the buttons of a page lead."""

    apple: str
    """Opens whatever program subscribes to calendars."""
    google: str
    outlook: str
    outlook_work: str


def subscription(links: PageLinks, name: str) -> Subscription:
    """Return the addresses that subscribe to the calendar of a page, where the program asks under a name.

    Google takes the address of a calendar that it is to follow with ``webcal`` only.
    """
    webcal = f"webcal://{links.feed.partition('://')[2]}"
    outlook = f"calendar/0/addfromweb?url={_quoted(links.feed)}&name={_quoted(name)}"
    return Subscription(
        webcal,
        f"https://calendar.google.com/calendar/r?cid={_quoted(webcal)}",
        f"https://outlook.live.com/{outlook}",
        f"https://outlook.office.com/{outlook}",
    )


def _quoted(text: str) -> str:
    return quote(text, safe="")
