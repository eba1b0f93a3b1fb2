"""Answers who looks at a page: the page of one person, in one of two languages, never kept by anybody."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Literal, cast
from urllib.parse import urlsplit

from starlette.concurrency import run_in_threadpool
from starlette.responses import HTMLResponse, RedirectResponse, Response

from scheduler.pages import (
    CONTENT_SECURITY_POLICY,
    PageLinks,
    PageRequest,
    UnknownPersonError,
    render_page,
    static_files,
)
from scheduler.serving.answers import text
from scheduler.serving.clients import BROWSERS, family_of
from scheduler.serving.feeds import RETRY_SOON, Door
from scheduler.serving.languages import language_of
from scheduler.serving.plans import Plans
from scheduler.serving.sorry import for_people

if TYPE_CHECKING:
    from starlette.requests import Request

    from scheduler.pages.request import Language

KINDS = ("trainee", "faculty")
ANY_NAME = "calendar.ics"
WECHAT = "MicroMessenger"
FOR_EVER = "public, max-age=31536000, immutable"
TYPES = {"css": "text/css; charset=utf-8", "js": "text/javascript; charset=utf-8"}


class PageEndpoint:
    """``/p/SECRET/``: the same secret as the calendar's."""

    def __init__(self, door: Door, plans: Plans, url: str) -> None:
        """Answer whom the door lets in; ``url`` is how the world sees the server, if that is known."""
        self._door = door
        self._plans = plans
        self._url = url

    async def __call__(self, request: Request) -> Response:
        """Answer one request."""
        return for_people(await self._answer(request), request)

    async def _answer(self, request: Request) -> Response:
        opened = self._door.open(request)
        if isinstance(opened, Response):
            return opened
        held, link = opened
        kind, *who = link.calendar.parts
        file = held.file_of(link.calendar, 1)
        if kind not in KINDS:
            return text(404, "There is no page at this address.")
        try:
            language, week = _read_query(request)
        except ValueError:
            return text(400, "Behind lang= stands en or zh, and behind week= a day such as 2027-03-01.")
        before = self._door.watcher.seen.before(link.number, held.number)
        pair = await run_in_threadpool(self._plans.of, held.number, before)
        if pair is None:
            return text(503, "The plan cannot be read now.", RETRY_SOON)
        base = self._url or f"{request.url.scheme}://{request.url.netloc}"
        secret = request.path_params["secret"]
        name = file.name if file else held.broken.get(link.calendar, ANY_NAME)
        feed = f"{base}/feeds/{secret}/{name}"
        asked = PageRequest(
            *pair,
            was_seen=pair[1] is not None and pair[1].number == before,
            kind=cast("Literal['trainee', 'faculty']", kind),
            who=who[0],
            language=language,
            now=self._door.clock(),
            links=PageLinks(
                feed=feed,
                page=f"{base}/p/{secret}/",
                download=f"{feed}?download=yes",
                static=f"{urlsplit(base).path}/static/",
            ),
            week=week,
            in_wechat=WECHAT in request.headers.get("user-agent", ""),
            fetches=tuple(
                fetch for fetch in self._door.watcher.fetches.of(link.number) if fetch.client not in BROWSERS
            ),
        )
        try:
            page = await run_in_threadpool(render_page, asked)
        except UnknownPersonError:
            return text(404, "There is no page any more; the calendar still tells what was.")
        if family_of(request.headers.get("user-agent", "")) in BROWSERS:  # else no calendar was fetched
            self._door.note(request, held, link)
            if _is_look(request):
                self._door.watcher.seen.note(link.number, pair[0].number)
        headers = {
            "content-security-policy": CONTENT_SECURITY_POLICY,
            "content-language": "zh-Hans" if language == "zh" else "en",
            "vary": "Accept-Language, User-Agent",
        }
        return HTMLResponse(page, 200, headers)

    async def add_slash(self, request: Request) -> Response:
        """Send whoever lost the slash at the end of an address to the page, and nobody anywhere else."""
        opened = self._door.open(request)
        if isinstance(opened, Response):
            return for_people(opened, request)
        query = f"?{request.url.query}" if request.url.query else ""
        return RedirectResponse(f"{request.path_params['secret']}/{query}", 308)


def _is_look(request: Request) -> bool:
    """Tell whether a person looks, and not a browser that fetches beforehand what a person may want."""
    return request.method == "GET" and "prefetch" not in request.headers.get("sec-purpose", "")


async def hand_out_static(request: Request) -> Response:
    """Answer who asks for a file that pages need; its address changes with its content."""
    name = request.path_params["name"]
    data = static_files().get(name)
    if data is None:
        return text(404, "There is nothing at this address.")
    headers = {"content-type": TYPES[name.rpartition(".")[2]], "cache-control": FOR_EVER}
    return Response(data, 200, headers)


def _read_query(request: Request) -> tuple[Language, date | None]:
    """Return language and week of a request.

    Raises
    ------
    ValueError
        When the address asks for something that there is not.
    """
    lang, week = request.query_params.get("lang"), request.query_params.get("week")
    if lang not in (None, "en", "zh"):
        raise ValueError(lang)
    language = cast("Language", lang) if lang else language_of(request.headers.get("accept-language", ""))
    return language, date.fromisoformat(week) if week else None
