"""Answers who fetches a calendar: the bytes, or that the client has them, or why there are none."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from datetime import datetime
from types import MappingProxyType
from typing import TYPE_CHECKING

from starlette.responses import Response

from scheduler.serving.answers import text
from scheduler.serving.clients import family_of
from scheduler.serving.conditional import has_it
from scheduler.serving.held import CATEGORIES, Held, HeldFile, Left
from scheduler.serving.limiting import MOST_FAILURES, MOST_USES, WINDOW_SECONDS, Limit, place_of
from scheduler.serving.logs import LOGGER
from scheduler.serving.watching import Watcher
from scheduler.store.links import Link, digest_of_secret

if TYPE_CHECKING:
    from starlette.requests import Request

RETRY_SECONDS = 30
RETRY_SOON = MappingProxyType({"retry-after": f"{RETRY_SECONDS}"})
RETRY = MappingProxyType({"retry-after": f"{WINDOW_SECONDS:.0f}"})
FILE = re.compile(r"[^/]{1,160}?(?:\.part([2-9]|[1-9]\d))?\.ics")
CACHING = "private, no-cache"
"""Only who fetches may keep it, and asks each time whether it is still the same."""


class Door:
    """Decides who may come in."""

    def __init__(self, watcher: Watcher, clock: Callable[[], datetime]) -> None:
        """Begin; ``clock`` tells the time with a zone."""
        self.watcher = watcher
        self.clock = clock
        self._failures = Limit(MOST_FAILURES)
        self._uses = Limit(MOST_USES)

    def open(self, request: Request) -> tuple[Held, Link] | Response:
        """Return what is held and the link that a request has the secret of, or the answer to it.

        A secret that is no secret of ours gets the same answer as one that never was, after the same work.
        """
        held = self.watcher.held
        if held is None:
            return text(503, "Nothing is published yet.", RETRY_SOON)
        digest = digest_of_secret(request.path_params["secret"])
        link = held.link_of(digest)
        if link is None and digest in held.damaged_links:
            return text(503, "This address cannot be looked up now.", RETRY_SOON)
        if link is None:
            return self.refuse(request)
        if link.ended is not None:
            return text(410, "This address was taken back. The programme office gives out new ones.")
        today = self.clock().astimezone(held.zone).date()
        file = held.file_of(link.calendar, 1)
        last_day = link.closes or (file.closes if file else None)
        if last_day and today > last_day:
            return text(410, "The time of this address is over. The programme office can tell more.")
        if self._uses.is_too_many(link.number, time.monotonic()):
            LOGGER.warning(
                "Somebody asks for the calendar or page of %s more than %d times a minute.",
                ":".join(link.calendar.parts),
                MOST_USES,
            )
            return text(429, "This address is asked for too often; once an hour is enough.", RETRY)
        return held, link

    def refuse(self, request: Request) -> Response:
        """Return the answer to an address that is none, or to one too many of them."""
        client = request.client.host if request.client else ""
        if self._failures.is_too_many(place_of(client), time.monotonic()):
            LOGGER.warning(
                "Somebody tries addresses that are none, and is not answered for a minute: %s", client
            )
            return text(429, "Too many wrong addresses.", RETRY)
        return text(404, "There is nothing at this address.")

    def note(self, request: Request, held: Held, link: Link) -> None:
        """Note that a client was given what is published."""
        client = family_of(request.headers.get("user-agent", ""))
        self.watcher.fetches.note(link.number, client, self.clock(), held.number)


class FeedEndpoint:
    """``/feeds/SECRET/NAME.ics``: the name is for people, the secret decides."""

    def __init__(self, door: Door) -> None:
        """Answer whom the door lets in."""
        self._door = door

    async def __call__(self, request: Request) -> Response:
        """Answer one request."""
        opened = self._door.open(request)
        if isinstance(opened, Response):
            return opened
        held, link = opened
        left = _read_left(request)
        if isinstance(left, Response):
            return left
        name = FILE.fullmatch(request.path_params["name"])
        part = int(name[1] or 1) if name else 0
        file = held.file_of(link.calendar, part)
        body = held.without(link.calendar, part, left)
        if part and file is None and held.is_broken(link.calendar, part):
            return text(503, "This calendar cannot be read now.", RETRY_SOON)
        if part > 1 and file is None:  # with 404 some programs would show for ever what was in it
            return text(410, "This part of the calendar is no more: it fits into fewer now.")
        if file is None or body is None:
            return text(404, "There is nothing at this address.")
        self._door.note(request, held, link)
        headers = {
            "etag": body.etag,
            "last-modified": body.last_modified,
            "cache-control": CACHING,
        }
        tags = request.headers.getlist("if-none-match")  # one list, on however many lines
        since = request.headers.get("if-modified-since")
        if has_it(body.etag, body.modified, ", ".join(tags) if tags else None, since):
            return Response(None, 304, headers)
        headers |= {
            "content-type": "text/calendar; charset=utf-8",
            "content-disposition": _disposition(request, file),
        }
        if request.method == "HEAD":
            return Response(None, 200, {**headers, "content-length": f"{body.size}"})
        return Response(body.data, 200, headers)


def _read_left(request: Request) -> Left | Response:
    """Return what a request wants to do without; what else a program adds to an address is left alone."""
    if not request.scope["query_string"]:
        return frozenset()
    left = set()
    for name in CATEGORIES:
        word = request.query_params.get(name, "yes")
        if word not in ("yes", "no"):
            return text(400, f"Behind {name}= stands yes or no.")
        if word == "no":
            left.add(name)
    return frozenset(left)


def _disposition(request: Request, file: HeldFile) -> str:
    kind = "attachment" if request.query_params.get("download") == "yes" else "inline"
    return f'{kind}; filename="{file.name}"'
