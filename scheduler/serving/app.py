"""What there is over HTTP: calendars, pages, whether the server is well; no list of anything."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from starlette.applications import Starlette
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from scheduler.serving.answers import Guard, text
from scheduler.serving.feeds import Door, FeedEndpoint
from scheduler.serving.pages import PageEndpoint, hand_out_static
from scheduler.serving.plans import Plans

if TYPE_CHECKING:
    from starlette.requests import Request

ROBOTS = "User-agent: *\nDisallow:"
"""Calendar services of search engines obey this file: they may fetch, and no answer may be indexed."""


def build_app(door: Door, plans: Plans, url: str) -> Guard:
    """Return the application.

    Parameters
    ----------
    door
        Decides who may come in.
    plans
        What pages show.
    url
        How the world sees the server; nothing where that is not known.
    """

    async def tell_health(_request: Request) -> Response:
        held, is_stuck = door.watcher.held, door.watcher.is_stuck(time.monotonic())
        is_well = not door.watcher.trouble and not is_stuck
        status = "empty" if not held else "ok" if is_well else "degraded"
        told = {"status": status, "version": held.number if held else None}
        if held and held.broken:
            told["damaged"] = len(held.broken)
        return JSONResponse(told, 200 if held else 503)

    async def tell_robots(_request: Request) -> Response:
        return text(200, ROBOTS)

    async def refuse(request: Request, _error: Exception) -> Response:
        return door.refuse(request)

    feeds, pages = FeedEndpoint(door), PageEndpoint(door, plans, url)

    async def feed(request: Request) -> Response:
        return await feeds(request)

    async def page(request: Request) -> Response:
        return await pages(request)

    app = Starlette(
        routes=[
            Route("/feeds/{secret}/{name}", feed),
            Route("/p/{secret}/", page),
            Route("/p/{secret}", pages.add_slash),
            Route("/static/{name}", hand_out_static),
            Route("/healthz", tell_health),
            Route("/robots.txt", tell_robots),
        ],
        exception_handlers={404: refuse},
    )
    # Else the address would be repeated after the name of whatever host the request claims to be for.
    app.router.redirect_slashes = False
    return Guard(app, secure=url.startswith("https:"))
