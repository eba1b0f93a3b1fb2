"""Answers without anything that a page from elsewhere, a cache or a search engine could make use of."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

from starlette.responses import PlainTextResponse, Response

from scheduler.serving.logs import LOGGER
from scheduler.serving.targets import is_whole_address, with_path_alone

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

LONGEST_TARGET = 1024
"""In octets: an address of ours has less than a hundred, with whatever a program adds."""
LARGEST_HEAD = 16_384
"""Of a request, in octets."""
TARGET_TOO_LONG = "The address is too long."
HEAD_TOO_LARGE = "The head of the request is too large."
ALLOWED = "GET, HEAD"
NOTHING_ALLOWED = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
SECURITY: Mapping[str, str] = MappingProxyType(
    {
        "cache-control": "no-store",
        "content-security-policy": NOTHING_ALLOWED,
        "cross-origin-opener-policy": "same-origin",
        "cross-origin-resource-policy": "same-origin",
        "referrer-policy": "no-referrer",
        "x-content-type-options": "nosniff",
        "x-frame-options": "DENY",
        "x-robots-tag": "noindex, nofollow, noarchive",
    }
)
"""Goes with every answer that does not say otherwise."""
TRANSPORT_SECURITY = "max-age=31536000"


def text(status: int, sentence: str, headers: Mapping[str, str] = MappingProxyType({})) -> Response:
    """Return a sentence for people, who see it in a browser or in the log of their program."""
    return PlainTextResponse(f"{sentence}\n", status, dict(headers))


class Guard:
    """Lets through what is a request to us, and gives every answer the same head."""

    def __init__(self, app: ASGIApp, *, secure: bool) -> None:
        """Guard ``app``; ``secure`` says that the world sees it with https."""
        self._app = app
        headers = {**SECURITY, **({"strict-transport-security": TRANSPORT_SECURITY} if secure else {})}
        self._headers = [(name.encode(), value.encode()) for name, value in headers.items()]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        sent = False
        has_body = any(name in (b"content-length", b"transfer-encoding") for name, _ in scope["headers"])

        async def send_with_head(message: Message) -> None:
            nonlocal sent
            if message["type"] == "http.response.start":
                sent = True
                headers = message["headers"]
                said = {name for name, _ in headers}
                headers += [pair for pair in self._headers if pair[0] not in said]
                if (
                    has_body
                ):  # nobody reads it, and what follows on the connection must not be taken for a request
                    headers.append((b"connection", b"close"))
            await send(message)

        try:
            refusal = self._refusal(scope)
            if refusal is None and is_whole_address(scope):
                try:
                    scope = with_path_alone(scope)
                except ValueError:
                    refusal = text(400, "Behind http:// stands a host, without name and password.")
            await (refusal or self._app)(scope, receive, send_with_head)
        except Exception as error:  # noqa: BLE001 - told to the log; a traceback could show a secret
            LOGGER.error("A request failed, which is a fault of the program: %s", _where(error))
            if not sent:
                await text(500, "Something went wrong here.")(scope, receive, send_with_head)

    def _refusal(self, scope: Scope) -> Response | None:
        if len(scope["raw_path"]) + len(scope["query_string"]) > LONGEST_TARGET:
            return text(414, TARGET_TOO_LONG)
        if sum(len(name) + len(value) for name, value in scope["headers"]) > LARGEST_HEAD:
            return text(431, HEAD_TOO_LARGE)
        if scope["method"] not in ("GET", "HEAD"):
            return text(405, "Here things can only be fetched.", {"allow": ALLOWED})
        return None


def _where(error: BaseException) -> str:
    """Return what went wrong and in which lines, without the values of anything."""
    lines = []
    trace = error.__traceback__
    while trace:
        code = trace.tb_frame.f_code
        lines.append(f"{code.co_name} ({code.co_filename.rpartition('/')[2]}:{trace.tb_lineno})")
        trace = trace.tb_next
    return f"{type(error).__name__} in {' > '.join(lines)}"
