"""
Ends connections that do nothing: who sends half a request, or never reads the answer, has half a minute.

uvicorn closes a connection that is idle between requests, but waits for ever for the second half of a
request, and for a client that stops reading. Enough such connections would keep everybody else out. It also
takes any number of connections that ask for nothing, until the system lets the program open no more.
"""

from __future__ import annotations

import asyncio
from http import HTTPStatus
from typing import Any

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

from scheduler.serving.answers import HEAD_TOO_LARGE, LARGEST_HEAD, SECURITY, TARGET_TOO_LONG

PATIENCE_SECONDS = 30.0
TOO_LONG = HTTPStatus.REQUEST_URI_TOO_LONG, TARGET_TOO_LONG
TOO_LARGE = HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE, HEAD_TOO_LARGE


class GuardedProtocol(H11Protocol):
    """HTTP with an end: within the time of patience after the last answer there must be another."""

    patience_seconds = PATIENCE_SECONDS
    since = 0.0
    _timer: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as uvicorn has it
        """Begin to wait for a request."""
        super().connection_made(transport)
        self.since = self.loop.time()
        self._timer = self.loop.call_later(self.patience_seconds, self._look)
        if self.limit_concurrency and len(self.connections) >= self.limit_concurrency:
            self._end_the_longest_idle()

    def connection_lost(self, exc: Exception | None) -> None:
        """Wait no longer."""
        if self._timer:
            self._timer.cancel()
        super().connection_lost(exc)

    def on_response_complete(self) -> None:
        """Begin to wait for the next request, and for this answer to be read."""
        self.since = self.loop.time()
        super().on_response_complete()

    def send_400_response(self, msg: str) -> None:
        """Tell who sends no request; with 414 or 431 where it may be one and is too large to be read."""
        head, _ = self.conn.trailing_data
        status, sentence = HTTPStatus.BAD_REQUEST, msg
        if len(head) > LARGEST_HEAD:
            status, sentence = TOO_LARGE if b"\n" in head else TOO_LONG
        headers = [(b"content-type", b"text/plain; charset=utf-8"), (b"connection", b"close")]
        headers += [(name.encode(), value.encode()) for name, value in SECURITY.items()]
        reason = status.phrase.encode()
        for event in (
            h11.Response(status_code=status, headers=headers, reason=reason),
            h11.Data(f"{sentence}\n".encode()),
            h11.EndOfMessage(),
        ):
            self.transport.write(self.conn.send(event))
        self.transport.close()

    def _end_the_longest_idle(self) -> None:
        """Make room for this connection, unless all others are being answered."""
        others = (one for one in self.connections if isinstance(one, GuardedProtocol) and one is not self)
        idle = (one for one in others if not one.is_answering and not one.transport.is_closing())
        longest = min(idle, key=lambda one: one.since, default=None)
        if longest:
            longest.transport.abort()

    @property
    def is_answering(self) -> bool:
        """Tell whether the head of a request is here, and its answer is not written yet."""
        cycle = getattr(self, "cycle", None)  # which is None before the first request
        return cycle is not None and not cycle.response_complete

    def _look(self, *_: Any) -> None:
        left = self.since + self.patience_seconds - self.loop.time()
        if left > 0:
            self._timer = self.loop.call_later(left, self._look)
        else:
            self.transport.abort()
